import type {
  ChainName,
  Command,
  CommandOf,
  Query,
  Answer as Readings,
  Signature,
  Withdrawal,
} from "../bridge/port.ts";
import { InputError } from "../core/errors.ts";
import { type Random, randomStream } from "../core/random.ts";
import { type Amount, parseAmount, toAmount } from "../core/units.ts";
import type { Step } from "../trace/trace.ts";
import type { Done, Hello } from "./protocol.ts";
import { bridgeVerbs } from "./request.ts";

/** An attack in TypeScript. */
export type Attack = {
  /** In kebab-case. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly describe?: string;
  /**
   * What it does, from the start of the run to its end. Where it is still waiting at the end of the
   * run, it is left waiting.
   */
  readonly run: (red: Red) => Promise<void> | void;
};

/** Marks a value as an attack, for `run --attack FILE`. */
export const defineAttack = (attack: Attack): Attack => attack;

/** A command as one writes it: an amount may have its unit, or be a bigint of base units. */
type Written<T> = T extends Amount
  ? bigint | string
  : T extends readonly (infer Member)[]
    ? readonly Written<Member>[]
    : T extends object
      ? { readonly [field in keyof T]: Written<T[field]> }
      : T;

type Optional<T, Field extends string> = Omit<T, Field> & {
  readonly [field in Extract<keyof T, Field>]?: T[field];
};

/** What each verb is given: the sender is the attacker, and the mode 1, unless it says otherwise. */
type Acts = {
  readonly [V in Command["verb"]]: (
    fields: Written<Optional<Omit<CommandOf<V>, "verb">, "sender" | "mode">>,
  ) => Promise<Done>;
};

/** What an attack sees, and what it can do: the verbs of the bridge, and these. */
export type Red = Acts &
  Omit<Hello, "format" | "seed" | "now"> & {
    /** Seconds since 1970, by the engine's clock. */
    readonly now: number;
    /** Chance of its own, from the run's seed. */
    readonly random: Random;
    readonly wait: (seconds: number) => Promise<void>;
    readonly waitUntil: (at: number) => Promise<void>;
    /** Reads the chains as anybody can. */
    readonly read: <Q extends Query>(query: Q) => Promise<Readings[Q["what"]]>;
    /** Reads a balance in base units; it is the mainchain's unless it says otherwise. */
    readonly balance: (account: string, token: string, chain?: ChainName) => Promise<bigint>;
    /** Names the accounts whose keys it can use now, in the order in which gateways want signers. */
    readonly reach: () => Promise<readonly string[]>;
    /** Tells what everybody could see since it last asked. */
    readonly news: () => Promise<readonly Step[]>;
    /** Has a node of the custody graph fall in the next second: a premise, which nothing judges. */
    readonly compromise: (foothold: {
      readonly node: string;
      readonly how?: string;
      readonly capability?: "use" | "extract";
      readonly until?: number | null;
    }) => Promise<Done>;
    /** Makes a withdrawal up, with an id that nobody asked for; it pays the attacker itself. */
    readonly forge: (payment: {
      readonly token: string;
      readonly amount: bigint | string;
      readonly recipient?: string;
      readonly epoch?: number;
    }) => Withdrawal;
    /** Has the validators whose keys it can use sign, so many at most, and gives what they made. */
    readonly signatures: (withdrawal: Withdrawal, most?: number) => Promise<readonly Signature[]>;
  };

/** A request as it is written down, and what answers it. */
export type Ask = (request: object) => Promise<{ readonly now: number; readonly answer?: unknown }>;

/**
 * Carries an attack out, from its name to its end.
 *
 * @param ask Sends a request, and returns the line that answers it.
 */
export async function carryOut(attack: Attack, hello: Hello, ask: Ask): Promise<void> {
  const { name, describe = null } = attack;
  await ask({ verb: "hello", name, describe });
  await attack.run(redOver(hello, ask));
}

/** Ids from here on are an attacker's own; the sidechain counts from nothing. */
const firstId = 2_000_000n;

/**
 * Returns what an attack in TypeScript is given: the protocol's requests as functions.
 *
 * @param ask Sends a request, and returns the line that answers it.
 */
export function redOver(hello: Hello, ask: Ask): Red {
  const { format: _, seed, now: start, ...facts } = hello;
  let now = start;
  let nextId = firstId;
  const request = async (fields: object) => {
    const reply = await ask(fields);
    now = reply.now;
    return reply;
  };
  const answerTo = async <T>(fields: object): Promise<T> => (await request(fields)).answer as T;
  const act = async (fields: object): Promise<Done> => {
    const { now: _, ...done } = await request(fields);
    return done as unknown as Done;
  };
  const acts = Object.fromEntries(
    bridgeVerbs.map((verb) => [verb, (fields: object) => act({ ...fields, verb })]),
  ) as Acts;
  const reach = () => answerTo<readonly string[]>({ verb: "reach" });
  return {
    ...facts,
    ...acts,
    get now() {
      return now;
    },
    random: randomStream(seed, "red"),
    wait: async (seconds) => void (await request({ verb: "wait", seconds })),
    waitUntil: async (until) => void (await request({ verb: "wait", until })),
    read: (query) => answerTo({ verb: "read", query }),
    balance: async (account, token, chain = "mainchain") =>
      BigInt(
        await answerTo<Amount>({ verb: "read", query: { what: "balance", chain, account, token } }),
      ),
    reach,
    news: () => answerTo({ verb: "news" }),
    compromise: (foothold) => act({ ...foothold, verb: "compromise" }),
    forge: ({ recipient = hello.attacker, ...payment }) => ({
      ...payment,
      id: toAmount(nextId++),
      recipient,
      amount: amountOf(payment, hello),
    }),
    signatures: async (withdrawal, most = hello.world.validators.length) => {
      const reached = await reach();
      const signers = reached.filter((account) => hello.world.validators.includes(account));
      const made: Signature[] = [];
      for (const signer of signers.slice(0, most)) {
        const { signature } = await acts.sign({ signer, over: withdrawal });
        if (signature !== undefined) made.push(signature);
      }
      return made;
    },
  };
}

/** Reads an amount of a withdrawal that is made up. */
function amountOf(
  { token: symbol, amount }: { readonly token: string; readonly amount: bigint | string },
  { world }: Hello,
): Amount {
  const token = world.tokens.find((one) => one.symbol === symbol);
  if (token === undefined) throw new InputError(`forge: "${symbol}" is no token of the bridge's.`);
  if (typeof amount === "bigint") return toAmount(amount);
  return toAmount(/^\d+$/.test(amount) ? BigInt(amount) : parseAmount(amount, token, "forge"));
}
