import { afterAll, afterEach, expect } from "vitest";
import { inCallOrder } from "../../sim/actor/signatures.ts";
import type { Deployment } from "../../sim/bridge/hardhat/deploy.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import type {
  Bridge,
  ChainName,
  Command,
  Outcome,
  Signature,
  Token,
  Withdrawal,
  World,
} from "../../sim/bridge/port.ts";
import { type Amount, toAmount } from "../../sim/core/units.ts";
import { accountsOf } from "../../sim/scenario/accounts.ts";
import { v1Contracts, v1Tokens } from "../../sim/scenarios/ronin-2022.parts.ts";
import { typedFaults } from "./typed.ts";

export const ether = (count: number): Amount => toAmount(BigInt(count) * 10n ** 18n);
export const dollars = (count: number): Amount => toAmount(BigInt(count) * 10n ** 6n);

/** The first second of 2022, a Saturday. */
export const start = 1_640_995_200;
export const validators = ["v-1", "v-2", "v-3", "v-4", "v-5", "v-6", "v-7", "v-8", "v-9"];

/** Comes from the sidechain, so the mainchain's gateway mints what its vault lacks. */
const potion: Token = {
  symbol: "SLP",
  decimals: 0,
  kind: "minted",
  address: "0xcc8fa225d80b9c7d42f96e9570156c65d6caaa25",
};

/**
 * Returns a world with nine validators of whom seven are enough, tokens of three kinds, and nothing
 * but what alice owns; with an account of each name that is given, and one that takes no ether.
 *
 * @param settings What makes its gateway one of another kind, and other members to change.
 */
export const smallWorld = (
  gateway: string,
  people: readonly string[],
  settings: Partial<World>,
): World => ({
  seed: 1,
  start,
  chainIds: { mainchain: 1, sidechain: 2020 },
  accounts: accountsOf(
    1,
    ["admin", "issuer", "alice", "bob", "passer-by", "refuser", ...validators, ...people],
    { refuser: `0x${"fe".repeat(20)}` },
  ),
  admin: "admin",
  issuer: "issuer",
  contracts: { ...v1Contracts, gateway },
  validators,
  quorum: { numerator: 7, denominator: 10 },
  quorumAuthorizesPay: true,
  tokens: [...v1Tokens, potion],
  wallets: [
    { chain: "mainchain", account: "alice", token: "ETH", amount: ether(1_000) },
    { chain: "mainchain", account: "alice", token: "USDC", amount: dollars(1_000) },
  ],
  refusesEther: ["refuser"],
  ...settings,
});

/** A payment to bob; the tests' words are about it. */
export const payment = (token: string, amount: Amount, id: Amount = "0"): Withdrawal => ({
  id,
  token,
  recipient: "bob",
  amount,
});

/** Returns signatures under a payment in the order that the gateway wants, as actors make them. */
export const signed = (
  { accounts }: World,
  over: Withdrawal,
  by: readonly string[] = validators.slice(0, 7),
  form: "plain" | "parity" | "mirrored" = "plain",
): readonly Signature[] =>
  inCallOrder(
    by.map((signer) => ({ signer, over, mode: 1, form })),
    accounts,
  );

export const deposit = (token: string, amount: Amount, sender = "alice"): Command => ({
  verb: "deposit",
  sender,
  owner: sender,
  token,
  amount,
});

export const turn = (verb: "pause" | "unpause", sender: string, chain: ChainName = "mainchain") =>
  ({ verb, sender, chain }) as const;

export const refusal = (name: string, args: { readonly [name: string]: string } = {}): Outcome => ({
  status: "fail",
  error: { name, args },
});

export type Succeeded = Outcome & { readonly status: "ok" };

/** A bridge on the chains, one command after the other, a minute apart. */
export type SmallBridge = {
  readonly world: World;
  /** Where its contracts stand. */
  readonly stands: Deployment;
  readonly does: (command: Command) => Promise<Outcome>;
  readonly succeeds: (command: Command) => Promise<Succeeded>;
  /** Submits a payment with the first seven validators' signatures, unless others are given. */
  readonly submits: (over: Withdrawal, signatures?: readonly Signature[]) => Promise<Outcome>;
  readonly reads: Bridge["read"];
  readonly balanceOf: (account: string, token: string, chain?: ChainName) => Promise<Amount>;
  /** Lets time pass up to a second: the next command happens then. */
  readonly waits: (until: number) => void;
  readonly now: () => number;
  readonly ends: () => Promise<readonly object[]>;
};

const worlds = keptWorlds();
let deployment: Deployment;
const tenant = hardhatTenant({
  worlds: {
    ...worlds,
    take: async (wanted) => {
      deployment = await worlds.take(wanted);
      return deployment;
    },
  },
});
const open = new Set<Bridge>();

/** Has every bridge of a test file closed after its test, and every chain ended after the last. */
export function closeBridges(): void {
  afterEach(async () => {
    for (const bridge of open) await bridge.close();
    open.clear();
  });
  afterAll(() => worlds.end());
}

/** Opens a world with a vault that holds this much by token, out of alice's deposits. */
export async function bridgeOf(
  world: World,
  vault: { readonly [token: string]: Amount } = {},
): Promise<SmallBridge> {
  const bridge = await tenant(world);
  const stands = deployment;
  open.add(bridge);
  let at = start;
  let next = start + 60;
  const does = async (command: Command) => {
    at = next;
    next = at + 60;
    const outcome = await bridge.execute(command, { at, event: 0 });
    if (command.verb === "submitWithdrawal" && outcome.status !== "fail")
      expect(await typedFaults(world, stands, command, outcome)).toEqual([]);
    return outcome;
  };
  const succeeds = async (command: Command) => {
    const outcome = await does(command);
    expect(outcome).toMatchObject({ status: "ok" });
    return outcome as Succeeded;
  };
  for (const [token, amount] of Object.entries(vault)) await succeeds(deposit(token, amount));
  return {
    world,
    stands,
    does,
    succeeds,
    submits: (withdrawal, signatures = signed(world, withdrawal)) =>
      does({ verb: "submitWithdrawal", sender: "passer-by", withdrawal, signatures }),
    reads: bridge.read,
    balanceOf: async (account, token, chain = "mainchain") =>
      bridge.read({ what: "balance", chain, account, token }),
    waits: (until) => {
      expect(until).toBeGreaterThanOrEqual(at);
      next = until;
    },
    now: () => at,
    ends: async () => {
      open.delete(bridge);
      return bridge.close();
    },
  };
}

/**
 * Takes a deposit and a request of alice's through both chains as honest people do: acknowledged,
 * signed, and left in the mailbox. Returns the request as the sidechain has it.
 */
export async function honestRequest(
  { succeeds, reads, world }: SmallBridge,
  token: string,
  amount: Amount,
): Promise<Withdrawal> {
  const { result } = await succeeds(deposit(token, amount));
  const depositId = result.depositId ?? "0";
  expect(await reads({ what: "deposit", depositId })).toEqual({ owner: "alice", token, amount });
  for (const sender of world.validators.slice(0, 7))
    await succeeds({
      verb: "acknowledgeDeposit",
      sender,
      depositId,
      owner: "alice",
      token,
      amount,
    });
  const asked = await succeeds({
    verb: "requestWithdrawal",
    sender: "alice",
    recipient: "bob",
    token,
    amount,
  });
  const withdrawalId = asked.result.withdrawalId ?? "0";
  const over = await reads({ what: "withdrawal", withdrawalId });
  expect(over).toEqual(payment(token, amount, withdrawalId));
  for (const signer of world.validators.slice(0, 7)) {
    await succeeds({ verb: "sign", signer, over: over as Withdrawal, mode: 1 });
    const signature: Signature = { signer, over: over as Withdrawal, mode: 1, form: "plain" };
    const post = { verb: "postSignature", sender: signer, withdrawalId, replace: false } as const;
    await succeeds({ ...post, signature });
  }
  return over as Withdrawal;
}
