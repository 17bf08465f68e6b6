import { execFile } from "node:child_process";
import { resolve } from "node:path";
import {
  concat,
  dataSlice,
  getBytes,
  hashMessage,
  Interface,
  recoverAddress,
  Signature,
  solidityPackedKeccak256,
  toBeHex,
} from "ethers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { artifact } from "../../sim/bridge/hardhat/artifacts.ts";
import type { Deployment } from "../../sim/bridge/hardhat/deploy.ts";
import type { ChainRecord } from "../../sim/bridge/hardhat/records.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import type { Bridge, Outcome, World } from "../../sim/bridge/port.ts";
import type { Hex } from "../../sim/core/accounts.ts";
import { resolveScenario } from "../../sim/scenario/define.ts";
import { type Calldata, ronin2022, roninCalldata } from "../../sim/scenario/facts.ts";
import { ronin2022CalldataScenario } from "../../sim/scenarios/ronin-2022-calldata.ts";
import { type Findings, isAsStated, openProbe, type Tally } from "../../sim/study/bitflips.ts";
import { type Finished, finish } from "../../sim/study/experiment.ts";

type Call = Calldata["calls"][number];

const scenario = resolveScenario(ronin2022CalldataScenario, 1);
const [etherCall] = roninCalldata.calls;
const gateway = new Interface(JSON.stringify(artifact("RoninGatewayV1").abi));
const recipient = "0x098b716b8aaf21512996dc57eb0615e2383e2f96";
const signers = [
  "0x11360eacdedd59bc433afad4fc8f0417d1fbebab",
  "0x1a15a5e25811fe1349d636a5053a0e59d53961c9",
  "0x70bb1fb41c8c42f6ddd53a708e2b82209495e455",
  "0xb9e59d56fd1632fc250935182bdd5c59188b2302",
  "0xf224beff587362a88d859e899d0d80c080e1e812",
];
const signerNames = ["signer-1", "signer-2", "signer-3", "signer-4", "signer-5"];
const everyItem = [0, 1, 2, 3, 4];

const worlds = keptWorlds();
let deployment: Deployment;
const take = async (world: World) => {
  deployment = await worlds.take(world);
  return deployment;
};
const tenant = hardhatTenant({ worlds: { ...worlds, take } });
afterAll(() => worlds.end());

/** Returns the bridge of the scenario as its depositors leave it, before the calls. */
async function filledBridge(): Promise<Bridge> {
  const bridge = await tenant(scenario.world);
  for (const actor of scenario.actors) {
    if (actor.kind !== "user") continue;
    const { name, token, deposit: amount, depositAt: at } = actor;
    await bridge.execute(
      { verb: "deposit", sender: name, owner: name, token, amount },
      { at, event: 0 },
    );
  }
  return bridge;
}

/** Submits a variant of a call whose arguments are the same, on a bridge of its own. */
async function submit(call: Call, calldata: string): Promise<Outcome> {
  const bridge = await filledBridge();
  const { withdrawalId, amount } = call.arguments.value;
  const outcome = await bridge.execute(
    {
      verb: "submitWithdrawal",
      sender: "submitter",
      withdrawal: {
        id: `${BigInt(withdrawalId)}`,
        token: call === etherCall ? "ETH" : "USDC",
        recipient: "thief",
        amount,
      },
      signatures: everyItem.map((item) => ({ bytes: itemOf(calldata, item) })),
      calldata: calldata as Hex,
    },
    { at: scenario.end, event: 0 },
  );
  await bridge.close();
  return outcome;
}

/** Sends bytes to the gateway as they are, and returns the error that refuses them. */
async function sendRaw(calldata: string): Promise<string | undefined> {
  const { chains, gateways } = deployment;
  const from = scenario.world.accounts.submitter as Hex;
  const { reverted } = await chains.mainchain.send(
    { from, to: gateways.mainchain, data: calldata as Hex },
    scenario.end,
  );
  return gateway.parseError(reverted ?? "0x")?.name;
}

const listAt = 196;
const itemAt = (item: number): number => listAt + 66 * item;
const itemOf = (calldata: string, item: number): Hex =>
  dataSlice(calldata, itemAt(item), itemAt(item + 1)) as Hex;

/** Returns a call with other bytes from a position on. */
const splice = (calldata: string, position: number, bytes: string): string =>
  concat([
    dataSlice(calldata, 0, position),
    bytes,
    dataSlice(calldata, position + getBytes(bytes).length),
  ]);

const byteAt = (calldata: string, position: number): number =>
  Number(dataSlice(calldata, position, position + 1));

const withByte = (calldata: string, position: number, value: number): string =>
  splice(calldata, position, toBeHex(value, 1));

/** What an accepted variant must lead to: what the unchanged call leads to. */
const paidInFull = (call: Call) => ({
  status: "ok",
  result: { paid: call.arguments.value.amount, minted: "0", signers: signerNames },
});

let run: Finished;
beforeAll(async () => {
  run = await finish(scenario, tenant);
});

const records = (): readonly ChainRecord[] => run.chain as readonly ChainRecord[];
const transactions = () =>
  records().flatMap((record) =>
    record.type === "transaction" && record.input.startsWith(roninCalldata.selector.value)
      ? [record]
      : [],
  );
const payments = () =>
  run.trace.flatMap((event) => (event.type === "ok" && event.actor === "submitter" ? [event] : []));

describe("the two real calls, unchanged", () => {
  it("are sent byte for byte, and accepted", () => {
    expect(transactions().map(({ input, reverted }) => ({ input, reverted }))).toEqual(
      roninCalldata.calls.map(({ calldata }) => ({ input: calldata.value, reverted: null })),
    );
    expect(payments()).toHaveLength(2);
  });

  it("are signed by the same five accounts, by the trace of the run", () => {
    for (const { result } of payments())
      expect(
        (result as { signers: readonly string[] }).signers.map(
          (name) => scenario.world.accounts[name],
        ),
      ).toEqual(signers);
  });

  it.each(roninCalldata.calls)(
    "are signed by the same five accounts, by ethers from nothing but the bytes ($symbol)",
    ({ calldata }) => {
      const [id, user, token, amount, list] = gateway.decodeFunctionData(
        "withdrawERC20For",
        calldata.value,
      );
      const inner = solidityPackedKeccak256(
        ["string", "uint256", "address", "address", "uint256"],
        ["withdrawERC20", id, user, token, amount],
      );
      expect(getBytes(list)).toHaveLength(330);
      const recovered = everyItem.map((item) => {
        const bytes = dataSlice(list, 66 * item, 66 * (item + 1));
        expect(dataSlice(bytes, 0, 1)).toBe("0x01");
        return recoverAddress(hashMessage(getBytes(inner)), dataSlice(bytes, 1)).toLowerCase();
      });
      expect(recovered).toEqual(signers);
    },
  );

  it("pay 173,600 ETH and 25,500,000 USDC to the real recipient, to the wei", () => {
    expect(scenario.world.accounts.thief).toBe(recipient);
    expect(ronin2022.inputs.recipient.value).toBe(recipient);
    expect(payments().map(({ result }) => result)).toMatchObject([
      { paid: "173600000000000000000000", minted: "0" },
      { paid: "25500000000000", minted: "0" },
    ]);
    const closing = records().at(-1);
    expect(closing?.type === "close" ? closing.balances : []).toEqual(
      expect.arrayContaining([
        {
          chain: "mainchain",
          account: "thief",
          token: "ETH",
          amount: "173600000000000000000000",
        },
        { chain: "mainchain", account: "thief", token: "USDC", amount: "25500000000000" },
      ]),
    );
  });

  it("are said by the gateway's own log to have paid it, as ethers reads it", () => {
    const withdrew = transactions().map(({ logs }) =>
      logs
        .map(({ topics, data }) => gateway.parseLog({ topics: [...topics], data }))
        .find((log) => log?.name === "TokenWithdrew")
        ?.args.toArray()
        .map(String),
    );
    expect(withdrew).toEqual(
      roninCalldata.calls.map(({ arguments: { value } }) => [
        String(value.withdrawalId),
        expect.stringMatching(new RegExp(recipient, "i")),
        expect.stringMatching(new RegExp(value.token, "i")),
        value.amount,
      ]),
    );
  });
});

type Report = { readonly calls: readonly Findings[]; readonly asStated: boolean };

/** Runs the command with single bits only, as a process of its own. */
const bitflips = (): Promise<{ readonly status: number; readonly stdout: string }> =>
  new Promise((done) => {
    const checkout = resolve(import.meta.dirname, "../..");
    const args = ["scripts/bitflips.ts", "--bits", "--json"];
    execFile(process.execPath, args, { cwd: checkout }, (error, stdout) =>
      done({ status: error === null ? 0 : Number(error.code), stdout }),
    );
  });

describe("the command bitflips", () => {
  let status: number;
  let report: Report;
  beforeAll(async () => {
    const ended = await bitflips();
    status = ended.status;
    report = JSON.parse(ended.stdout);
  });

  it("sees every one of the 3,472 single-bit flips of each call refused, and ends with 0", () => {
    for (const { unchanged, bits } of report.calls) {
      expect(bits).toMatchObject({ variants: 3_472, refused: 3_472, accepted: [] });
      expect(unchanged).toEqual({ variants: 434, accepted: 434 });
    }
    expect(report.calls.map(({ token }) => token)).toEqual(["ETH", "USDC"]);
    expect({ status, asStated: report.asStated }).toEqual({ status: 0, asStated: true });
  });

  it("says which error refuses the flips of the call for ether", () => {
    expect(report.calls[0]?.bits.refusals).toEqual({
      id: { QuorumNotReached: 2, SignersNotAscending: 254 },
      user: { QuorumNotReached: 1, SignersNotAscending: 159 },
      token: { TokenNotMapped: 160 },
      amount: { QuorumNotReached: 3, SignersNotAscending: 253 },
      mode: { QuorumNotReached: 2, SignatureModeUnknown: 35, SignersNotAscending: 3 },
      r: { QuorumNotReached: 250, SignersNotAscending: 1030 },
      s: { QuorumNotReached: 488, SignersNotAscending: 792 },
      v: { SignersNotAscending: 40 },
    });
  });

  it("says which error refuses the flips of the call for USDC", () => {
    expect(report.calls[1]?.bits.refusals).toEqual({
      id: { QuorumNotReached: 5, SignersNotAscending: 251 },
      user: { QuorumNotReached: 1, SignersNotAscending: 159 },
      token: { TokenNotMapped: 160 },
      amount: { QuorumNotReached: 2, SignersNotAscending: 254 },
      mode: { QuorumNotReached: 1, SignatureModeUnknown: 35, SignersNotAscending: 4 },
      r: { QuorumNotReached: 238, SignersNotAscending: 1042 },
      s: { QuorumNotReached: 484, SignersNotAscending: 796 },
      v: { SignersNotAscending: 40 },
    });
  });

  it("would end with 0 after all substitutions too, if each v is accepted in its other spelling", () => {
    const [ether, usd] = report.calls as readonly [Findings, Findings];
    expect(isAsStated([ether, { ...usd, bytes: respelled([28, 28, 28, 28, 27]) }])).toBe(true);
  });

  it.each<[string, (found: Findings) => Partial<Findings>]>([
    ["a flipped bit is accepted", ({ bits }) => ({ bits: { ...bits, refused: 3_471 } })],
    ["a flip is not tried", ({ bits }) => ({ bits: { ...bits, variants: 3_471, refused: 3_471 } })],
    ["the call itself is refused once", () => ({ unchanged: { variants: 434, accepted: 433 } })],
    ["a respelled v is refused", () => ({ bytes: respelled([28, 28, 28, 28]) })],
    ["a sixth substitution is accepted", () => ({ bytes: respelled([28, 28, 28, 28, 27, 27]) })],
    ["a v is accepted as something else", () => ({ bytes: respelled([28, 28, 28, 28, 29]) })],
    [
      "a substitution is not tried",
      () => ({ bytes: { ...respelled([28, 28, 28, 28, 27]), variants: 110_669 } }),
    ],
  ])("would not end with 0 if %s", (_, change) => {
    const [ether, usd] = report.calls as readonly [Findings, Findings];
    expect(isAsStated([ether, { ...usd, ...change(usd) }])).toBe(false);
  });

  it("would not end with 0 with one call alone", () => {
    expect(isAsStated(report.calls.slice(1))).toBe(false);
  });
});

/** What came of all substitutions, if these values of v were accepted in their other spelling. */
const respelled = (accepted: readonly number[]): Tally => ({
  variants: 110_670,
  refused: 110_670 - accepted.length,
  refusals: { id: {}, user: {}, token: {}, amount: {}, mode: {}, r: {}, s: {}, v: {} },
  accepted: accepted.map((from, item) => ({
    field: "v",
    item,
    position: itemAt(item) + 65,
    from,
    to: from === 28 ? 1 : 0,
  })),
});

describe.each(roninCalldata.calls)("the real call for $symbol", (call) => {
  const calldata = call.calldata.value;
  const vAt = everyItem.map((item) => itemAt(item) + 65);

  it("is refused in a transaction with the error that the instrument tells, one flip in 97", async () => {
    const probe = await openProbe(scenario);
    const bridge = await filledBridge();
    const flips = [4, 48, 80, 100, listAt].flatMap((start, part) =>
      Array.from({ length: 8 * ([32, 20, 20, 32, 330][part] ?? 0) }, (_, bit) => ({
        position: start + Math.floor(bit / 8),
        mask: 1 << (bit % 8),
      })),
    );
    expect(flips).toHaveLength(3_472);
    for (const { position, mask } of flips.filter((_, index) => index % 97 === 0)) {
      const value = byteAt(calldata, position) ^ mask;
      const [told] = await probe.answers(calldata, position, [value]);
      const refused = await sendRaw(withByte(calldata, position, value));
      expect(refused, `byte ${position}, bit ${mask}`).toBe(told);
    }
    await bridge.close();
    await probe.close();
  });

  it("is accepted with any one v in its other spelling, 0 for 27 or 1 for 28, and pays the same", async () => {
    for (const position of vAt) {
      const respelled = withByte(calldata, position, byteAt(calldata, position) - 27);
      expect(await submit(call, respelled)).toMatchObject(paidInFull(call));
    }
  });

  // That nothing else is accepted, all 110,670 substitutions tried, is what `npm run bitflips` shows,
  // and of each bit of them test/solidity/RoninGatewayV1.calldata.t.sol.
  it("is accepted with no other value of a v than its two spellings", async () => {
    const probe = await openProbe(scenario);
    const values = Array.from({ length: 256 }, (_, value) => value);
    for (const position of vAt) {
      const answers = await probe.answers(calldata, position, values);
      const v = byteAt(calldata, position);
      expect(values.filter((value) => answers[value] === "Accepted")).toEqual([v - 27, v]);
    }
    await probe.close();
  });

  it("is accepted with any one signature mirrored, s as n - s and v flipped: V1 has no low-s check", async () => {
    for (const item of everyItem) {
      const mirror = mirrored(calldata, item);
      expect(mirror).not.toBe(calldata);
      expect(await submit(call, mirror)).toMatchObject(paidInFull(call));
    }
  });

  it("is accepted with all five signatures mirrored at once: V1 has no low-s check", async () => {
    const mirror = everyItem.reduce(mirrored, calldata as string);
    expect(await submit(call, mirror)).toMatchObject(paidInFull(call));
  });

  it("has low s throughout, and high s in the mirrors: ethers calls those invalid", () => {
    for (const item of everyItem) {
      const isValid = (list: string) => Signature.from(dataSlice(itemOf(list, item), 1)).isValid();
      expect(isValid(calldata)).toBe(true);
      expect(isValid(mirrored(calldata, item))).toBe(false);
    }
  });

  it("is refused with a signature half mirrored, s without v: it is another account's then", async () => {
    for (const item of everyItem) {
      const mirror = mirrored(calldata, item);
      const half = withByte(mirror, itemAt(item) + 65, byteAt(calldata, itemAt(item) + 65));
      const outcome = await submit(call, half);
      expect(outcome.status).toBe("fail");
    }
  });
});

/** Order of the secp256k1 group (SEC 2, section 2.4.1). */
const groupOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Returns a call in which one signature is the other one of the same account. */
function mirrored(calldata: string, item: number): string {
  const sAt = itemAt(item) + 33;
  const s = groupOrder - BigInt(dataSlice(calldata, sAt, sAt + 32));
  const v = 55 - byteAt(calldata, sAt + 32);
  return splice(calldata, sAt, concat([toBeHex(s, 32), toBeHex(v, 1)]));
}
