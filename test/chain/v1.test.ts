import {
  BrowserProvider,
  Contract,
  dataSlice,
  getBytes,
  hashMessage,
  Interface,
  isCallException,
  type Log,
  recoverAddress,
  solidityPackedKeccak256,
  type TransactionResponse,
  ZeroAddress,
} from "ethers";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { inCallOrder } from "../../sim/actor/signatures.ts";
import { artifact } from "../../sim/bridge/hardhat/artifacts.ts";
import type { Deployment } from "../../sim/bridge/hardhat/deploy.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import type {
  Balance,
  Bridge,
  ChainName,
  Command,
  Outcome,
  Result,
  Signature,
  Token,
  Withdrawal,
  World,
} from "../../sim/bridge/port.ts";
import { type Amount, toAmount } from "../../sim/core/units.ts";
import { accountsOf } from "../../sim/scenario/accounts.ts";
import { v1Contracts, v1Tokens } from "../../sim/scenarios/ronin-2022.parts.ts";

const ether = (count: number): Amount => toAmount(BigInt(count) * 10n ** 18n);
const dollars = (count: number): Amount => toAmount(BigInt(count) * 10n ** 6n);

const start = 1_640_995_200;
const validators = ["v-1", "v-2", "v-3", "v-4", "v-5", "v-6", "v-7", "v-8", "v-9"];
const five = validators.slice(0, 5);
const strangers = ["stranger-1", "stranger-2", "stranger-3"];
const people = ["admin", "issuer", "alice", "bob", "passer-by"];

/** Comes from the sidechain, so the mainchain's gateway mints what its vault lacks. */
const potion: Token = {
  symbol: "SLP",
  decimals: 0,
  kind: "minted",
  address: "0xcc8fa225d80b9c7d42f96e9570156c65d6caaa25",
};

const world: World = {
  seed: 1,
  start,
  chainIds: { mainchain: 1, sidechain: 2020 },
  accounts: accountsOf(1, [...people, ...validators, ...strangers]),
  admin: "admin",
  issuer: "issuer",
  contracts: v1Contracts,
  validators,
  quorum: { numerator: 5, denominator: 9 },
  quorumAuthorizesPay: true,
  tokens: [...v1Tokens, potion],
  wallets: [
    { chain: "mainchain", account: "alice", token: "ETH", amount: ether(1_000) },
    { chain: "mainchain", account: "alice", token: "USDC", amount: dollars(1_000) },
  ],
};

const payment = (token: string, amount: Amount, id: Amount = "0"): Withdrawal => ({
  id,
  token,
  recipient: "bob",
  amount,
});

/** Returns signatures under a payment in the order that the gateway wants, as V1's validators made them. */
const signed = (over: Withdrawal, by: readonly string[] = five): readonly Signature[] =>
  inCallOrder(
    by.map((signer) => ({ signer, over, mode: 1, form: "plain" })),
    world.accounts,
  );

const submit = (
  withdrawal: Withdrawal,
  signatures: readonly Signature[] = signed(withdrawal),
  sender = "passer-by",
): Command => ({ verb: "submitWithdrawal", sender, withdrawal, signatures });

const deposit = (token: string, amount: Amount, sender = "alice"): Command => ({
  verb: "deposit",
  sender,
  owner: sender,
  token,
  amount,
});

const acknowledge = (validator: string, amount: Amount): Command => ({
  verb: "acknowledgeDeposit",
  sender: validator,
  depositId: "0",
  owner: "alice",
  token: "ETH",
  amount,
});

const request: Command = {
  verb: "requestWithdrawal",
  sender: "alice",
  recipient: "bob",
  token: "ETH",
  amount: ether(1),
};

const refusal = (name: string, args: { readonly [name: string]: string } = {}): Outcome => ({
  status: "fail",
  error: { name, args },
});

describe("an id that is looked up only after the transfer", () => {
  it.each([
    { token: "ETH", amount: ether(40) },
    { token: "USDC", amount: dollars(40) },
    { token: "SLP", amount: "40" as Amount },
  ])("pays $token once: the second transfer is undone as a whole", async ({ token, amount }) => {
    const bridge = await bridgeWith({ ETH: ether(100), USDC: dollars(100), SLP: "100" });
    await bridge.succeeds(submit(payment(token, amount, "7")));
    const before = await bridge.balances();
    expect(before).toMatchObject({ [`bob ${token}`]: amount });
    expect(await bridge.does(submit(payment(token, amount, "7")))).toEqual(
      refusal("WithdrawalAlreadyProcessed", { id: "7" }),
    );
    expect(await bridge.balances()).toEqual(before);
  });

  it("refuses another payment under a used id, however well it is signed", async () => {
    const bridge = await bridgeWith({ ETH: ether(100), USDC: dollars(100) });
    await bridge.succeeds(submit(payment("ETH", ether(40), "7")));
    const before = await bridge.balances();
    const other = { ...payment("USDC", dollars(1), "7"), recipient: "alice" };
    expect(await bridge.does(submit(other, signed(other, validators)))).toEqual(
      refusal("WithdrawalAlreadyProcessed", { id: "7" }),
    );
    expect(await bridge.balances()).toEqual(before);
  });

  it("mints nothing for a replay that the vault cannot cover", async () => {
    const bridge = await bridgeWith({});
    await bridge.succeeds(submit(payment("SLP", "40", "7")));
    const before = await bridge.balances();
    expect(before).toMatchObject({ "bob SLP": "40", "supply SLP": "40" });
    expect((await bridge.does(submit(payment("SLP", "40", "7")))).status).toBe("fail");
    expect(await bridge.balances()).toEqual(before);
  });
});

describe("signatures of strangers", () => {
  const paid = payment("ETH", ether(1));

  it("are skipped where they stand in order", async () => {
    const bridge = await bridgeWith({ ETH: ether(100) });
    const list = signed(paid, [...five, ...strangers]);
    const outcome = await bridge.succeeds(submit(paid, list));
    expect(outcome.result.signers).toEqual(list.map(signerOf));
    expect(outcome.result.signers).toHaveLength(8);
  });

  it("do not count", async () => {
    const bridge = await bridgeWith({ ETH: ether(100) });
    const list = signed(paid, [...five.slice(1), ...strangers]);
    expect(await bridge.does(submit(paid, list))).toEqual(
      refusal("QuorumNotReached", {
        votes: "4",
        numerator: "5",
        denominator: "9",
        validators: "9",
      }),
    );
  });

  it("are refused out of order, even behind five validators who would do", async () => {
    const bridge = await bridgeWith({ ETH: ether(100) });
    const enough = signed(paid);
    const [stranger] = signed(paid, strangers) as readonly [Signature];
    expect(await bridge.does(submit(paid, [...enough, stranger]))).toEqual(
      refusal("SignersNotAscending", {
        previous: signerOf(enough[4] as Signature),
        signer: signerOf(stranger),
      }),
    );
    await bridge.succeeds(submit(paid, enough));
  });

  it("are refused where they stand twice, as a validator's are", async () => {
    const bridge = await bridgeWith({ ETH: ether(100) });
    for (const twice of ["v-1", "stranger-1"])
      expect(await bridge.does(submit(paid, signed(paid, [...five, twice, twice])))).toEqual(
        refusal("SignersNotAscending", { previous: twice, signer: twice }),
      );
  });

  it("are what validators' signatures under another payment turn into", async () => {
    const bridge = await bridgeWith({ ETH: ether(100) });
    const list = signed(payment("ETH", ether(2)));
    expect(await bridge.does(submit(paid, list))).toEqual(
      refusal("SignersNotAscending", { previous: "stranger", signer: "stranger" }),
    );
  });
});

describe("a withdrawal", () => {
  it.each(["passer-by", "bob", "alice", "v-9", "admin"])(
    "pays its recipient, whoever submits it (%s)",
    async (sender) => {
      const bridge = await bridgeWith({ ETH: ether(100), USDC: dollars(100) });
      const before = await bridge.balances();
      const ofEther = payment("ETH", ether(40), "0");
      const ofDollars = payment("USDC", dollars(40), "1");
      await bridge.succeeds(submit(ofEther, signed(ofEther), sender));
      await bridge.succeeds(submit(ofDollars, signed(ofDollars), sender));
      expect(await bridge.balances()).toEqual({
        ...before,
        "bob ETH": ether(40),
        "vault ETH": ether(60),
        "supply ETH": ether(60),
        "bob USDC": dollars(40),
        "vault USDC": dollars(60),
      });
    },
  );
});

describe("a vault that is short", () => {
  it("is filled up by minting, where the gateway may mint", async () => {
    const bridge = await bridgeWith({ SLP: "30" });
    const outcome = await bridge.succeeds(submit(payment("SLP", "100", "1")));
    expect(outcome.result).toMatchObject({ paid: "100", minted: "70" });
    expect(await bridge.balances()).toMatchObject({
      "bob SLP": "100",
      "vault SLP": "0",
      "supply SLP": "100",
    });
  });

  it.each([
    { token: "ETH", held: ether(30) },
    { token: "USDC", held: dollars(30) },
  ])(
    "refuses the last base unit of $token that it lacks, and pays without it",
    async ({ token, held }) => {
      const bridge = await bridgeWith({ [token]: held });
      const before = await bridge.balances();
      const more = toAmount(BigInt(held) + 1n);
      expect(await bridge.does(submit(payment(token, more)))).toEqual(
        refusal("VaultShort", { token, balance: held, amount: more }),
      );
      expect(await bridge.balances()).toEqual(before);
      const outcome = await bridge.succeeds(submit(payment(token, held)));
      expect(outcome.result).toMatchObject({ paid: held, minted: "0" });
      expect(await bridge.balances()).toMatchObject({
        [`bob ${token}`]: held,
        [`vault ${token}`]: "0",
      });
    },
  );
});

describe("the issuer of USDC", () => {
  const freeze = (verb: "freeze" | "unfreeze", account: string, sender = "issuer"): Command => ({
    verb,
    sender,
    token: "USDC",
    account,
  });

  it("blocks a payment to an account by freezing it, until it is unfrozen", async () => {
    const bridge = await bridgeWith({ USDC: dollars(100) });
    const before = await bridge.balances();
    await bridge.succeeds(freeze("freeze", "bob"));
    expect(await bridge.does(submit(payment("USDC", dollars(40))))).toEqual(
      refusal("AccountFrozen", { account: "bob" }),
    );
    expect(await bridge.balances()).toEqual(before);
    await bridge.succeeds(freeze("unfreeze", "bob"));
    await bridge.succeeds(submit(payment("USDC", dollars(40))));
    expect(await bridge.balances()).toMatchObject({ "bob USDC": dollars(40) });
  });

  it("blocks a frozen account's deposits, and nothing of ether", async () => {
    const bridge = await bridgeWith({ ETH: ether(100) });
    await bridge.succeeds(freeze("freeze", "alice"));
    expect(await bridge.does(deposit("USDC", dollars(1)))).toEqual(
      refusal("AccountFrozen", { account: "alice" }),
    );
    await bridge.succeeds(deposit("ETH", ether(1)));
    await bridge.succeeds(submit({ ...payment("ETH", ether(1)), recipient: "alice" }));
  });

  it("is the only one who can", async () => {
    const bridge = await bridgeWith({});
    for (const verb of ["freeze", "unfreeze"] as const)
      expect(await bridge.does(freeze(verb, "bob", "admin"))).toEqual(
        refusal("NotIssuer", { caller: "admin" }),
      );
  });
});

describe("a pause", () => {
  const turn = (verb: "pause" | "unpause", chain: ChainName, sender = "admin"): Command => ({
    verb,
    sender,
    chain,
  });

  it.each([
    { what: "a deposit of ether", command: deposit("ETH", ether(1)) },
    { what: "a deposit of USDC", command: deposit("USDC", dollars(1)) },
    { what: "a withdrawal of ether", command: submit(payment("ETH", ether(1))) },
    { what: "a withdrawal of USDC", command: submit(payment("USDC", dollars(1))) },
    { what: "a withdrawal that mints", command: submit(payment("SLP", "1")) },
  ])("of the mainchain refuses $what until it ends", async ({ command }) => {
    const bridge = await bridgeWith({ ETH: ether(100), USDC: dollars(100) });
    await bridge.succeeds(turn("pause", "mainchain"));
    const before = await bridge.balances();
    expect(await bridge.does(command)).toEqual(refusal("EnforcedPause"));
    expect(await bridge.balances()).toEqual(before);
    await bridge.succeeds(turn("unpause", "mainchain"));
    await bridge.succeeds(command);
  });

  it.each([
    { what: "a request", command: request },
    { what: "an acknowledgement", command: acknowledge("v-6", ether(10)) },
    {
      what: "a signature for the mailbox",
      command: {
        verb: "postSignature",
        sender: "v-1",
        withdrawalId: "0",
        signature: signed(payment("ETH", ether(1)), ["v-1"])[0] as Signature,
        replace: false,
      } satisfies Command,
    },
  ])("of the sidechain refuses $what until it ends", async ({ command }) => {
    const bridge = await bridgeWith({ ETH: ether(10) });
    for (const validator of five) await bridge.succeeds(acknowledge(validator, ether(10)));
    await bridge.succeeds(request);
    await bridge.succeeds(turn("pause", "sidechain"));
    const before = await bridge.balances();
    expect(await bridge.does(command)).toEqual(refusal("EnforcedPause"));
    expect(await bridge.balances()).toEqual(before);
    await bridge.succeeds(turn("unpause", "sidechain"));
    await bridge.succeeds(command);
  });

  it("of one chain leaves the other one running", async () => {
    const bridge = await bridgeWith({ ETH: ether(10) });
    await bridge.succeeds(turn("pause", "sidechain"));
    await bridge.succeeds(deposit("ETH", ether(1)));
    await bridge.succeeds(submit(payment("ETH", ether(1))));
    await bridge.succeeds(turn("unpause", "sidechain"));
    await bridge.succeeds(turn("pause", "mainchain"));
    await bridge.succeeds(acknowledge("v-1", ether(10)));
  });

  it.each<ChainName>(["mainchain", "sidechain"])(
    "of the %s is the administrator's, and begins and ends once",
    async (chain) => {
      const bridge = await bridgeWith({});
      expect(await bridge.does(turn("pause", chain, "v-1"))).toEqual(
        refusal("NotAdmin", { caller: "v-1" }),
      );
      expect(await bridge.does(turn("unpause", chain))).toEqual(refusal("ExpectedPause"));
      await bridge.succeeds(turn("pause", chain));
      expect(await bridge.does(turn("pause", chain))).toEqual(refusal("EnforcedPause"));
      expect(await bridge.does(turn("unpause", chain, "issuer"))).toEqual(
        refusal("NotAdmin", { caller: "issuer" }),
      );
      await bridge.succeeds(turn("unpause", chain));
    },
  );
});

type Succeeded = Outcome & { status: "ok" };

type SmallBridge = {
  /** Does something through the port, and holds every answer against what ethers reads. */
  readonly does: (command: Command) => Promise<Outcome>;
  readonly succeeds: (command: Command) => Promise<Succeeded>;
  /** Every balance of both chains that is not zero or has a name of its own, read with ethers. */
  readonly balances: () => Promise<{ readonly [what: string]: Amount }>;
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
const open: { readonly bridge: Bridge; readonly opinion: Opinion }[] = [];
afterEach(async () => {
  for (const { bridge, opinion } of open.splice(0)) {
    opinion.end();
    await bridge.close();
  }
});
afterAll(() => worlds.end());

/** Opens the small bridge with a vault that holds this much by token, out of alice's deposits. */
async function bridgeWith(vault: { readonly [token: string]: Amount }): Promise<SmallBridge> {
  const bridge = await tenant(world);
  const opinion = secondOpinion(deployment);
  open.push({ bridge, opinion });
  let at = start;
  const does = async (command: Command) => {
    at += 60;
    const outcome = await bridge.execute(command, { at, event: 0 });
    await opinion.confirms(command, outcome);
    return outcome;
  };
  const succeeds = async (command: Command) => {
    const outcome = await does(command);
    expect(outcome).toMatchObject({ status: "ok" });
    return outcome as Succeeded;
  };
  for (const [token, amount] of Object.entries(vault)) {
    // Nobody issues what only the gateway mints: alice has it from a withdrawal of her own.
    if (token === "SLP") {
      const own: Withdrawal = { ...payment("SLP", amount, "1000"), recipient: "alice" };
      await succeeds(submit(own));
    }
    await succeeds(deposit(token, amount));
  }
  return { does, succeeds, balances: opinion.balances };
}

const signerOf = (signature: Signature): string =>
  "signer" in signature ? signature.signer : "nobody";

type Opinion = {
  readonly confirms: (command: Command, outcome: Outcome) => Promise<void>;
  readonly balances: SmallBridge["balances"];
  readonly end: () => void;
};

const contracts = new Interface(
  JSON.stringify(
    [
      "RoninGatewayV1",
      "SidechainGateway",
      "ValidatorSet",
      "Registry",
      "WrappedEther",
      "UsdCoin",
      "BridgedToken",
    ].flatMap((name) =>
      artifact(name).abi.filter(({ type }) => ["event", "error", "function"].includes(type)),
    ),
  ),
);

/** Reads the chains with ethers, sharing nothing with the tenant but its addresses. */
function secondOpinion({ chains, gateways, tokens }: Deployment): Opinion {
  const providerOf = (chain: ChainName) =>
    new BrowserProvider(
      {
        request: ({ method, params }) =>
          chains[chain].request(method, [...((params ?? []) as readonly unknown[])]),
      },
      world.chainIds[chain],
      // What is read is what is so now.
      { cacheTimeout: -1 },
    );
  const providers = { mainchain: providerOf("mainchain"), sidechain: providerOf("sidechain") };

  const names = (chain: ChainName) =>
    new Map(
      [
        ...Object.entries(world.accounts),
        ...tokens[chain],
        ["gateway", gateways[chain]] as const,
      ].map(([name, address]) => [address.toLowerCase(), name]),
    );

  async function amountOf({ chain, account, token }: Omit<Balance, "amount">): Promise<Amount> {
    const provider = providers[chain];
    const owner = account === "vault" || account === "locked" ? gateways[chain] : undefined;
    const address = owner ?? world.accounts[account] ?? "";
    if (chain === "mainchain" && token === "ETH" && account !== "supply" && owner === undefined)
      return toAmount(await provider.getBalance(address));
    const contract = new Contract(tokens[chain].get(token) ?? "", contracts, provider);
    return toAmount(
      account === "supply"
        ? await contract.getFunction("totalSupply").staticCall()
        : await contract.getFunction("balanceOf").staticCall(address),
    );
  }

  async function lastTransaction(chain: ChainName): Promise<TransactionResponse> {
    const block = await providers[chain].getBlock("latest", true);
    const [transaction, ...others] = block?.prefetchedTransactions ?? [];
    expect(others).toEqual([]);
    return transaction as TransactionResponse;
  }

  /** Makes a refused call again, and reads its error: a name, and values. */
  async function refusalOn(chain: ChainName): Promise<readonly string[]> {
    const { from, to, data, value } = await lastTransaction(chain);
    const answer = await providers[chain].call({ from, to, data, value }).catch((error) => error);
    expect(isCallException(answer)).toBe(true);
    const found = contracts.parseError(answer.data);
    const book = names(chain);
    const words = (found?.fragment.inputs ?? []).map(({ type }, index) => {
      const value = String(found?.args[index]);
      return type === "address" ? (book.get(value.toLowerCase()) ?? "stranger") : value;
    });
    return [found?.name ?? "", ...words];
  }

  async function resultOn(chain: ChainName, command: Command): Promise<Result> {
    const transaction = await lastTransaction(chain);
    const receipt = await providers[chain].getTransactionReceipt(transaction.hash);
    expect(receipt?.status).toBe(1);
    const logs = (receipt?.logs ?? []).map((log: Log) => contracts.parseLog(log));
    const log = (name: string) => logs.find((one) => one?.name === name)?.args;
    switch (command.verb) {
      case "deposit":
        return { depositId: toAmount(log("TokenDeposited")?.depositId) };
      case "acknowledgeDeposit":
        return { credited: log("TokenDeposited") !== undefined };
      case "requestWithdrawal":
        return { withdrawalId: toAmount(log("TokenWithdrew")?.id) };
      case "submitWithdrawal": {
        const minted = logs
          .filter((one) => one?.name === "Transfer" && one.args[0] === ZeroAddress)
          .reduce((sum, one) => sum + BigInt(one?.args[2]), 0n);
        const book = names(chain);
        return {
          paid: toAmount(log("TokenWithdrew")?.number),
          minted: toAmount(minted),
          signers: signersIn(transaction.data).map(
            (address) => book.get(address.toLowerCase()) ?? "stranger",
          ),
        };
      }
      default:
        return {};
    }
  }

  return {
    confirms: async (command, outcome) => {
      const chain = chainOf(command);
      if (outcome.status !== "ok") {
        const { name, args } = outcome.error;
        expect([name, ...Object.values(args)]).toEqual(await refusalOn(chain));
        return;
      }
      expect(outcome.result).toEqual(await resultOn(chain, command));
      for (const { amount, ...whose } of outcome.balances)
        expect({ ...whose, amount }).toEqual({ ...whose, amount: await amountOf(whose) });
    },
    balances: async () => {
      const found: Record<string, Amount> = {};
      for (const { symbol: token } of world.tokens)
        for (const [chain, account] of [
          ...["vault", "supply", ...people].map((name) => ["mainchain", name] as const),
          ...["locked", ...people].map((name) => ["sidechain", name] as const),
        ]) {
          const what = chain === "mainchain" ? account : `${account} on the sidechain`;
          found[`${what} ${token}`] = await amountOf({ chain, account, token });
        }
      return found;
    },
    end: () => {
      for (const provider of Object.values(providers)) provider.destroy();
    },
  };
}

/** Recovers who signed the items of a call of the mainchain's gateway; all are in mode 1. */
function signersIn(data: string): readonly string[] {
  const [id, user, token, amount, list] = contracts.decodeFunctionData(
    "withdrawERC20For(uint256,address,address,uint256,bytes)",
    data,
  );
  const inner = solidityPackedKeccak256(
    ["string", "uint256", "address", "address", "uint256"],
    ["withdrawERC20", id, user, token, amount],
  );
  const digest = hashMessage(getBytes(inner));
  return Array.from({ length: getBytes(list).length / 66 }, (_, item) =>
    recoverAddress(digest, dataSlice(list, 66 * item + 1, 66 * (item + 1))),
  );
}

function chainOf(command: Command): ChainName {
  if ("chain" in command) return command.chain;
  return ["acknowledgeDeposit", "requestWithdrawal", "postSignature"].includes(command.verb)
    ? "sidechain"
    : "mainchain";
}
