import { invariant } from "../../core/invariant.ts";
import type { Amount } from "../../core/units.ts";
import type { Answer, Refusal } from "../port.ts";
import { tokenOn } from "./call.ts";
import type { Log } from "./chain.ts";
import type { Deployment } from "./deploy.ts";
import type {
  Gateway,
  GatewayCommand,
  GatewayKind,
  Ground,
  Settled,
  SignersOf,
} from "./gateway.ts";
import { find, mintedIn } from "./logs.ts";
import { bookElsewhere, typedBook, typedParity } from "./typed.ts";
import { askV2, callV2, type Fraction } from "./v2.calls.ts";
import { receiptForm, type receiptOf } from "./v2.receipt.ts";
import { deployV2 } from "./v2.setup.ts";
import { readInitialization } from "./v2.upgrade.ts";

const contract = "RoninGatewayV2";

/** `RoninGatewayV2`, and what has its form: the bridge as it came back. */
export const roninV2: GatewayKind = { deploy: deployV2, open };

function open(ground: Ground): Gateway {
  const told: Told = { deposits: new Map(), locked: new Map() };
  const form = receiptForm(ground);
  const { digestOf, titleOf } = typedBook(form, ground.deployment);
  const elsewhere = bookElsewhere(form);
  return {
    contracts: [contract, "PauseEnforcer"],
    holdsBareEther: true,
    digestOf,
    digestElsewhere: elsewhere.digestOf,
    titleOf,
    parityOf: typedParity,
    callOf: (command, bytesOf) => {
      // A refusal may name the withdrawal by its hash.
      if ("withdrawal" in command) digestOf(command.withdrawal);
      return callV2(ground, command, bytesOf);
    },
    settle: (command, { logs }, signersOf) => settle(ground, told, command, logs, signersOf),
    deposit: (id) => told.deposits.get(id) ?? null,
    quorum: async () => {
      const { numerator, denominator } = await askV2<Fraction>(ground, "quorum");
      return {
        quorum: { numerator: Number(numerator), denominator: Number(denominator) },
        validators: Number(await askV2<bigint>(ground, "totalWeight")),
      };
    },
    epoch: async () => 0,
    initialization: () => readInitialization(ground),
  };
}

/** What the gateway told by its log, and does not keep. */
type Told = {
  readonly deposits: Map<Amount, NonNullable<Answer["deposit"]>>;
  /** Whose signatures what is locked was submitted with, by id. */
  readonly locked: Map<Amount, readonly string[]>;
};

type Limits = { readonly unlockFeeMillionths: bigint };

/** What unlockers get of each token of a deployment, in millionths. */
const feesAt = new WeakMap<Deployment, Map<string, Limits>>();

/** What is locked waits for a person, and not for a time. */
const lockedTier: Refusal = {
  name: "Held",
  args: { notBefore: "0", guard: "locked-tier", reason: "locked tier", tripped: "false" },
};

async function settle(
  ground: Ground,
  told: Told,
  command: GatewayCommand,
  logs: readonly Log[],
  signersOf: SignersOf,
): Promise<Settled> {
  switch (command.verb) {
    case "deposit":
    case "sendEther":
      return { result: { depositId: noteDeposit(ground, told, logs) } };
    case "submitWithdrawal": {
      const { withdrawal } = command;
      const signers = await signersOf(withdrawal, command.signatures);
      if (find(logs, contract, "WithdrawalLocked") === undefined)
        return { result: { ...paymentIn(ground, logs), signers } };
      told.locked.set(withdrawal.id, signers);
      return { held: lockedTier };
    }
    case "unlock": {
      const { id, token } = command.withdrawal;
      const fee = await feeOf(ground, token, BigInt(command.withdrawal.amount));
      const signers = told.locked.get(id) ?? [];
      return { result: { ...paymentIn(ground, logs), fee: `${fee}`, signers } };
    }
    case "upgradeToAndCall":
    case "initialize": {
      const initialization = await readInitialization(ground);
      return { result: initialization === null ? {} : { initialization } };
    }
    default:
      return { result: {} };
  }
}

type Event = { readonly receipt: ReturnType<typeof receiptOf> };

function noteDeposit({ nameOf }: Ground, { deposits }: Told, logs: readonly Log[]): Amount {
  const found = find<Event>(logs, contract, "DepositRequested");
  invariant(found, "V2 tells of each deposit.");
  const { id, mainchain, ronin, info } = found.receipt;
  deposits.set(`${id}`, {
    owner: nameOf("mainchain", ronin.addr),
    token: nameOf("mainchain", mainchain.tokenAddr),
    amount: `${info.quantity}`,
  });
  return `${id}`;
}

function paymentIn({ world }: Ground, logs: readonly Log[]) {
  const found = find<Event>(logs, contract, "Withdrew");
  invariant(found, "V2 tells of each payment.");
  const wrapped = world.tokens.find(({ kind }) => kind === "wrapped")?.address;
  return {
    paid: `${found.receipt.info.quantity}`,
    minted: mintedIn(logs, wrapped),
  } as const;
}

/** Returns what the unlocker gets of an amount: no log tells it, and limits are never changed. */
async function feeOf(ground: Ground, symbol: string, amount: bigint): Promise<bigint> {
  const fees = feesAt.get(ground.deployment) ?? new Map<string, Limits>();
  feesAt.set(ground.deployment, fees);
  const token = tokenOn(ground, "mainchain", symbol);
  const limits = fees.get(symbol) ?? (await askV2<Limits>(ground, "limitsOf", [token]));
  fees.set(symbol, limits);
  return (amount * limits.unlockFeeMillionths) / 1_000_000n;
}
