import {
  type Abi,
  decodeFunctionResult,
  encodeDeployData,
  encodeFunctionData,
  hexToBytes,
  toFunctionSelector,
  toHex,
} from "viem";
import { formatAbiItem } from "viem/utils";
import { artifact } from "../bridge/hardhat/artifacts.ts";
import { type Deployment, deployWorld } from "../bridge/hardhat/deploy.ts";
import { hardhatTenant } from "../bridge/hardhat/tenant.ts";
import { freshWorlds } from "../bridge/hardhat/worlds.ts";
import type { Hex } from "../core/accounts.ts";
import { invariant } from "../core/invariant.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** The signed arguments, and the four parts of each signature. */
const fields = ["id", "user", "token", "amount", "mode", "r", "s", "v"] as const;

export type Field = (typeof fields)[number];

/** Another value for one byte of a call. */
export type Variant = {
  readonly field: Field;
  /** Which signature of the list, from 0; `null` in the arguments. */
  readonly item: number | null;
  /** Place of the byte in the call, from 0. */
  readonly position: number;
  readonly from: number;
  readonly to: number;
};

/** What came of all variants of a kind. */
export type Tally = {
  readonly variants: number;
  readonly refused: number;
  /** How many variants of a field were refused with which error. */
  readonly refusals: { readonly [field in Field]: { readonly [error: string]: number } };
  readonly accepted: readonly Variant[];
};

/** What the gateway makes of a call's variants. */
export type Findings = {
  readonly token: string;
  /** How often the call was made as it is among its variants, and taken. */
  readonly unchanged: { readonly variants: number; readonly accepted: number };
  /** One bit is another. */
  readonly bits: Tally;
  /** One byte is any other; `null` where only bits were asked for. */
  readonly bytes: Tally | null;
};

/** How much is tried: every single-bit flip, or every single-byte substitution, flips among them. */
export type Scope = "bits" | "bytes";

/**
 * Tries every variant of the calls that a scenario holds, on its own bridge, after its deposits.
 *
 * @param scenario One with calls as bytes, such as ronin-2022-calldata.
 * @returns What was found of each call, in the scenario's order.
 */
export const findingsOf = (scenario: Scenario, scope: Scope): Promise<readonly Findings[]> =>
  Promise.all(
    callsOf(scenario).map(async ({ token, calldata }) => {
      const probe = await openProbe(scenario);
      const answered = await answersTo(probe, calldata, scope);
      await probe.close();
      return findings(token, answered, scope);
    }),
  );

/**
 * Whether the findings are as stated of the two calls: no bit can be flipped, and of all
 * single-byte substitutions only the other spelling of each v is taken.
 */
export const isAsStated = (found: readonly Findings[]): boolean =>
  found.length === 2 &&
  found.every(
    ({ unchanged, bits, bytes }) =>
      unchanged.variants > 0 &&
      unchanged.accepted === unchanged.variants &&
      bits.variants === 3_472 &&
      bits.refused === 3_472 &&
      (bytes === null || (bytes.variants === 110_670 && acceptsRespelledOnly(bytes))),
  );

function acceptsRespelledOnly({ variants, refused, accepted }: Tally): boolean {
  const isRespelled = ({ field, from, to }: Variant) => field === "v" && from - 27 === to;
  return (
    variants - refused === 5 &&
    accepted.every(isRespelled) &&
    accepted.map(({ item }) => item).join() === "0,1,2,3,4"
  );
}

/** A bridge on which calls are tried without a trace. */
export type Probe = {
  /**
   * Returns what the gateway answers to a call with each of some values in one byte: the name of
   * an error, or `Accepted`.
   */
  readonly answers: (
    call: Hex,
    position: number,
    values: readonly number[],
  ) => Promise<readonly string[]>;
  readonly close: () => unknown;
};

// So few that the traces which the chain keeps of a request stay in the processor's cache.
const valuesPerRequest = 8;

/** Opens the bridge of a scenario, as its depositors leave it. */
export async function openProbe(scenario: Scenario): Promise<Probe> {
  const { world } = scenario;
  let deployment: Deployment | undefined;
  const take = async () => {
    deployment = await deployWorld(world);
    return deployment;
  };
  const bridge = await hardhatTenant({ worlds: { ...freshWorlds(), take } })(world);
  for (const actor of scenario.actors) {
    if (actor.kind !== "user") continue;
    const { name, token, deposit: amount, depositAt: at } = actor;
    const deposit = { verb: "deposit", sender: name, owner: name, token, amount } as const;
    const { status } = await bridge.execute(deposit, { at, event: 0 });
    invariant(status === "ok", `The deposit of ${name} goes through.`);
  }
  invariant(deployment, "The tenant takes the world that it is given.");
  return {
    answers: await instrument(deployment, world.accounts, scenario.end),
    close: bridge.close,
  };
}

async function instrument(
  { chains: { mainchain }, gateways }: Deployment,
  accounts: Scenario["world"]["accounts"],
  at: number,
): Promise<Probe["answers"]> {
  const { abi, bytecode } = artifact("ByteChanger");
  const [from] = Object.values(accounts);
  invariant(from, "Somebody deploys the instrument.");
  const { contract } = await mainchain.send(
    { from, data: encodeDeployData({ abi, bytecode, args: [] }) },
    at,
  );
  invariant(contract, "The instrument deploys.");
  const names = errorNames();
  return async (call, position, values) => {
    const answers: string[] = [];
    for (let first = 0; first < values.length; first += valuesPerRequest) {
      const some = toHex(Uint8Array.from(values.slice(first, first + valuesPerRequest)));
      const args = [gateways.mainchain, call, BigInt(position), some];
      const data = encodeFunctionData({ abi, functionName: "answersTo", args });
      const found = decodeFunctionResult({
        abi,
        functionName: "answersTo",
        data: await mainchain.call(contract, data),
      });
      for (const selector of found as readonly Hex[]) {
        invariant(selector !== "0x00000000", "Every attempt says what came of it.");
        answers.push(names.get(selector) ?? selector);
      }
    }
    return answers;
  };
}

/** The errors that the gateway, what it calls, and the instrument throw, by their selectors. */
function errorNames(): ReadonlyMap<Hex, string> {
  const contracts = ["ByteChanger", "RoninGatewayV1", "ValidatorSet", "WrappedEther", "UsdCoin"];
  const abi: Abi = contracts.flatMap((name) => artifact(name).abi);
  return new Map(
    abi.flatMap((item) =>
      item.type === "error" ? [[toFunctionSelector(formatAbiItem(item)), item.name] as const] : [],
    ),
  );
}

/** Returns the calls that a scenario sends as bytes, and the token that each asks for. */
const callsOf = ({ actors }: Scenario): readonly { token: string; calldata: Hex }[] =>
  actors.flatMap((actor) =>
    actor.kind !== "script"
      ? []
      : actor.steps.flatMap(({ command }) =>
          command.verb === "submitWithdrawal" && command.calldata !== undefined
            ? [{ token: command.withdrawal.token, calldata: command.calldata }]
            : [],
        ),
  );

type Answered = { readonly variant: Variant; readonly answer: string };

async function answersTo(probe: Probe, call: Hex, scope: Scope): Promise<readonly Answered[]> {
  const answered: Answered[] = [];
  for (const place of placesIn(call)) {
    const values = valuesAt(place.from, scope);
    const answers = await probe.answers(call, place.position, values);
    values.forEach((to, index) => {
      answered.push({ variant: { ...place, to }, answer: answers[index] ?? "none" });
    });
  }
  return answered;
}

const valuesAt = (from: number, scope: Scope): readonly number[] =>
  scope === "bytes"
    ? Array.from({ length: 256 }, (_, value) => value)
    : [from, ...Array.from({ length: 8 }, (_, bit) => from ^ (1 << bit))];

type Place = Omit<Variant, "to">;

// After the selector's four bytes come words of 32, addresses at their ends; after five words and
// the list's length comes the list, in items of 66.
const argumentsAt = [
  ["id", 4, 32],
  ["user", 48, 20],
  ["token", 80, 20],
  ["amount", 100, 32],
] as const;
const partsAt = [
  ["mode", 0, 1],
  ["r", 1, 32],
  ["s", 33, 32],
  ["v", 65, 1],
] as const;
const listAt = 196;
const itemLength = 66;

/** Returns the bytes that are changed: 104 of what was signed, and 66 of each signature. */
function placesIn(call: Hex): readonly Place[] {
  const bytes = hexToBytes(call);
  const range = (field: Field, item: number | null, start: number, length: number): Place[] =>
    Array.from({ length }, (_, index) => ({
      field,
      item,
      position: start + index,
      from: bytes[start + index] ?? Number.NaN,
    }));
  return [
    ...argumentsAt.flatMap(([field, start, length]) => range(field, null, start, length)),
    ...[0, 1, 2, 3, 4].flatMap((item) =>
      partsAt.flatMap(([field, start, length]) =>
        range(field, item, listAt + item * itemLength + start, length),
      ),
    ),
  ];
}

function findings(token: string, answered: readonly Answered[], scope: Scope): Findings {
  const isChanged = ({ variant: { from, to } }: Answered) => from !== to;
  const isOneBit = ({ variant: { from, to } }: Answered) => Number.isInteger(Math.log2(from ^ to));
  const unchanged = answered.filter((one) => !isChanged(one));
  return {
    token,
    unchanged: {
      variants: unchanged.length,
      accepted: unchanged.filter(({ answer }) => answer === "Accepted").length,
    },
    bits: tally(answered.filter(isOneBit)),
    bytes: scope === "bits" ? null : tally(answered.filter(isChanged)),
  };
}

function tally(answered: readonly Answered[]): Tally {
  const accepted = answered.filter(({ answer }) => answer === "Accepted");
  const refused = answered.filter(({ answer }) => answer !== "Accepted");
  const refusals = Object.fromEntries(
    fields.map((field) => {
      const counts: Record<string, number> = {};
      for (const { variant, answer } of refused)
        if (variant.field === field) counts[answer] = (counts[answer] ?? 0) + 1;
      return [field, counts];
    }),
  ) as Tally["refusals"];
  return {
    variants: answered.length,
    refused: refused.length,
    refusals,
    accepted: accepted.map(({ variant }) => variant),
  };
}
