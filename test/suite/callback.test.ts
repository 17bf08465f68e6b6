import { afterAll, expect, it } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import type { Timed } from "../../sim/agree/draw.ts";
import { inOrder } from "../../sim/agree/submission.ts";
import { evmTenant } from "../../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../../sim/bridge/evm/worlds.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import type { Withdrawal } from "../../sim/bridge/port.ts";
import { play } from "../../sim/suite/play.ts";
import { subjectNamed } from "../../sim/suite/subject.ts";

const { world } = subjectNamed("RoninGatewayV2+callback");
const servers = evmWorlds(startEvmServer);
const onServer = evmTenant(servers);

afterAll(() => servers.end());

/** Dollars to the contract that takes no ether, and calls back if it is told to. */
function list(callsBack: boolean): readonly Timed[] {
  const withdrawal: Withdrawal = { id: "7", token: "USDC", recipient: "refuser", amount: "5" };
  const signatures = inOrder(
    world,
    world.validators
      .slice(0, 3)
      .map((signer) => ({ signer, over: withdrawal, mode: 1, form: "plain" }) as const),
  );
  const at = world.start + 60;
  const deposit = { verb: "deposit", sender: "alice", owner: "alice" } as const;
  const submit = { verb: "submitWithdrawal", sender: "bob", withdrawal, signatures } as const;
  return [
    { at, command: { ...deposit, token: "USDC", amount: "100" } },
    { at, command: callsBack ? { ...submit, callsBack } : submit },
  ];
}

const last = async (callsBack: boolean, open: typeof onServer) =>
  (await play(world, list(callsBack), open)).events.at(-1)?.outcome;

it("a contract that called back in one list takes nothing in the next, as on the chains", async () => {
  const chains = hardhatTenant({ isRecorded: false });
  const [called, refused] = [await last(true, chains), await last(false, chains)];
  expect([called, refused]).toMatchObject([{ status: "ok" }, { status: "fail" }]);
  expect(await last(true, onServer)).toEqual(called);
  expect(await last(false, onServer)).toEqual(refused);
});
