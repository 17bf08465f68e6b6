import type {
  Bridge,
  Command,
  OpenBridge,
  Outcome,
  Query,
  Scheduled,
  World,
} from "../bridge/port.ts";
import { nodeOf } from "../bridge/venue.ts";
import { canonicalJson } from "../core/canonical.ts";
import type { Timed } from "./draw.ts";

/** The first place where two bridges told different things. */
export type Difference = {
  /** Index of the command; `null`: after the last, in what can be read. */
  readonly step: number | null;
  readonly about: Command | Query;
  readonly left: unknown;
  readonly right: unknown;
};

/** What two bridges made of one list of commands. */
export type Comparison = {
  readonly difference: Difference | null;
  /** What the right one answered, up to the difference. */
  readonly outcomes: readonly Outcome[];
  /** What only the right one's tenant can tell. */
  readonly records: readonly object[];
};

/**
 * Runs one list of commands on two bridges side by side, and compares every answer: outcomes,
 * refusals with their arguments, balances; and in the end whatever can be read of either.
 */
export async function compare(
  world: World,
  commands: readonly Timed[],
  openLeft: OpenBridge,
  openRight: OpenBridge,
): Promise<Comparison> {
  const [left, right] = [await openLeft(world), await openRight(world)];
  const outcomes: Outcome[] = [];
  let difference: Difference | null = null;
  try {
    const all = await right.executeAll?.(scheduled(commands), false);
    for (const [step, { at, command }] of commands.entries()) {
      const expected = await left.execute(command, { at, event: step });
      const found = all?.[step] ?? (await right.execute(command, { at, event: step }));
      outcomes.push(found);
      if (isEqual(expected, found)) continue;
      difference = { step, about: command, left: expected, right: found };
      break;
    }
    difference ??= await compareReads(world, left, right);
  } finally {
    await left.close();
  }
  return { difference, outcomes, records: await right.close() };
}

const scheduled = (commands: readonly Timed[]): readonly Scheduled[] =>
  commands.map(({ at, command }, event) => ({ command, moment: { at, event } }));

async function compareReads(world: World, left: Bridge, right: Bridge): Promise<Difference | null> {
  const deposits = await countOf(left, (id) => ({ what: "deposit", depositId: id }));
  const requests = await countOf(left, (id) => ({ what: "withdrawal", withdrawalId: id }));
  const queries = queriesOf(world, deposits, requests);
  const answers = await Promise.all(
    queries.map((query) => Promise.all([left.read(query), right.read(query)])),
  );
  for (const [index, about] of queries.entries()) {
    const [expected, found] = answers[index] ?? [];
    if (!isEqual(expected, found)) return { step: null, about, left: expected, right: found };
  }
  return null;
}

/** How many there are, from the first, of what is numbered. */
async function countOf(bridge: Bridge, query: (id: `${bigint}`) => Query): Promise<bigint> {
  let count = 0n;
  while ((await bridge.read(query(`${count}`))) !== null) count += 1n;
  return count;
}

/** Everything that can be read: one past the last of what is numbered, and every balance. */
function queriesOf(world: World, deposits: bigint, requests: bigint): readonly Query[] {
  const ids = (count: bigint) => Array.from({ length: Number(count) + 1 }, (_, id) => `${id}`);
  const accounts = Object.keys(world.accounts);
  return [
    ...ids(deposits).map((id) => ({ what: "deposit", depositId: id as `${bigint}` }) as const),
    ...ids(requests).flatMap((id) => [
      { what: "withdrawal", withdrawalId: id as `${bigint}` } as const,
      { what: "mailbox", withdrawalId: id as `${bigint}` } as const,
    ]),
    { what: "epoch" },
    { what: "initialization" },
    ...venueQueries(world),
    ...(["mainchain", "sidechain"] as const).flatMap((chain): readonly Query[] => [
      { what: "quorum", chain },
      ...world.tokens.flatMap(({ symbol: token }) =>
        [chain === "mainchain" ? "vault" : "locked", "supply", ...accounts].map(
          (account) => ({ what: "balance", chain, account, token }) as const,
        ),
      ),
    ]),
  ];
}

/** Everything that can be read of venues and issuers. */
function venueQueries({ venues = [], tokens, accounts }: World): readonly Query[] {
  const names = Object.keys(accounts);
  const frozen = tokens
    .filter(({ kind }) => kind === "issued" || kind === "reissuable")
    .flatMap(({ symbol: token }) =>
      names.map((account) => ({ what: "frozen", token, account }) as const),
    );
  const ofVenues = venues.flatMap((venue): readonly Query[] => {
    const balances = (account: string) =>
      tokens.map(
        ({ symbol: token }) => ({ what: "balance", chain: "mainchain", account, token }) as const,
      );
    const own = balances(nodeOf(venue));
    if (venue.kind === "pool") return [...own, { what: "reserves", venue: venue.name }];
    if (venue.kind === "mixer") return own;
    return [
      ...own,
      ...names.flatMap((account): readonly Query[] => [
        { what: "blocked", venue: venue.name, account },
        ...balances(nodeOf(venue, account)),
      ]),
    ];
  });
  return [...frozen, ...ofVenues];
}

const isEqual = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
