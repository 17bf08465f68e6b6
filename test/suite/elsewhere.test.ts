import { afterAll, expect, it } from "vitest";
import { compare } from "../../sim/agree/compare.ts";
import { inOrder } from "../../sim/agree/submission.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Command, Signature, Withdrawal, World } from "../../sim/bridge/port.ts";
import { subjectNamed } from "../../sim/suite/subject.ts";

const worlds = keptWorlds();
const chains = hardhatTenant({ worlds });

afterAll(() => worlds.end());

const withdrawal: Withdrawal = { id: "7", token: "ETH", recipient: "bob", amount: "5" };

/** A deposit, and a withdrawal of a part of it, signed by three of nine in some form. */
function list({ start, accounts, validators }: World, form: "plain" | "elsewhere") {
  const signatures = validators
    .slice(0, 3)
    .map((signer): Signature => ({ signer, over: withdrawal, mode: 1, form }));
  const commands: readonly Command[] = [
    { verb: "deposit", sender: "alice", owner: "alice", token: "ETH", amount: "9" },
    {
      verb: "submitWithdrawal",
      sender: "bob",
      withdrawal,
      signatures: inOrder({ accounts } as World, signatures),
    },
  ];
  return commands.map((command, index) => ({ at: start + 60 * (1 + index), command }));
}

it.each([
  ["RoninGatewayV1", "ok"],
  ["RoninGatewayV2", "fail"],
  ["GuardedGateway", "fail"],
])(
  "model and chains agree that a signature for another gateway is %s's: %s",
  async (name, status) => {
    const { world } = subjectNamed(name);
    const here = await compare(world, list(world, "plain"), openModel, chains);
    expect(here.difference).toBeNull();
    expect(here.outcomes[1]?.status).not.toBe("fail");
    const elsewhere = await compare(world, list(world, "elsewhere"), openModel, chains);
    expect(elsewhere.difference).toBeNull();
    expect(elsewhere.outcomes[1]?.status).toBe(status);
  },
);
