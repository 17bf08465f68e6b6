import { InputError } from "../core/errors.ts";
import { parseAmount, toAmount } from "../core/units.ts";
import { accountsOf } from "./accounts.ts";
import type { ActorSpec, UserSpec } from "./actors.ts";
import type { ScenarioParts } from "./define.ts";

type ActorOf<Kind extends ActorSpec["kind"]> = Extract<ActorSpec, { readonly kind: Kind }>;

/**
 * Returns the parts of a scenario in which every actor of one kind is changed.
 *
 * @throws InputError when there is no actor of that kind.
 *
 * @example
 * changeActors(parts, "thief", (thief) => ({ ...thief, targets: ["sky-mavis-1"] }));
 */
export function changeActors<Kind extends ActorSpec["kind"]>(
  parts: ScenarioParts,
  kind: Kind,
  change: (actor: ActorOf<Kind>) => ActorSpec,
): ScenarioParts {
  const isOfKind = (actor: ActorSpec): actor is ActorOf<Kind> => actor.kind === kind;
  if (!parts.actors.some(isOfKind)) {
    const kinds = [...new Set(parts.actors.map((actor) => actor.kind))].join(", ");
    throw new InputError(`No actor is of the kind "${kind}"; there are ${kinds}.`);
  }
  return {
    ...parts,
    actors: parts.actors.map((actor) => (isOfKind(actor) ? change(actor) : actor)),
  };
}

/** Somebody honest who deposits, and withdraws the same or leaves it where it is. */
export type NewUser = {
  readonly name: string;
  /** With its token, such as `"250 ETH"`. */
  readonly deposit: string;
  /** Seconds since 1970. */
  readonly depositAt: number;
  /** Seconds since 1970; left out: the money stays in the bridge. */
  readonly withdrawAt?: number;
  /** Whether a refusal for lack of money makes this user tell the team. */
  readonly complains?: boolean;
};

/**
 * Returns the parts of a scenario with one honest user more, who has an account, a wallet that
 * holds the deposit, and a place among the actors.
 *
 * @throws InputError when the name is taken, or the amount is none of a token of the bridge.
 *
 * @example
 * addUser(parts, { name: "whale", deposit: "2000 ETH", depositAt: parts.start });
 */
export function addUser(parts: ScenarioParts, user: NewUser): ScenarioParts {
  const { name, depositAt, withdrawAt, complains = false } = user;
  const { world } = parts;
  if (Object.hasOwn(world.accounts, name))
    throw new InputError(`There is an account "${name}" already; give the user another name.`);
  const [first] = world.tokens;
  const token = world.tokens.find(({ symbol }) => user.deposit.trim().endsWith(symbol)) ?? first;
  if (token === undefined) throw new InputError(`The bridge has no token that ${name} deposits.`);
  const amount = toAmount(parseAmount(user.deposit, token, `The deposit of ${name}`));
  const actor: UserSpec = {
    kind: "user",
    name,
    token: token.symbol,
    deposit: amount,
    depositAt,
    withdrawal: withdrawAt === undefined ? null : { amount, requestAt: withdrawAt, submitAt: null },
    complains,
  };
  return {
    ...parts,
    world: {
      ...world,
      accounts: { ...world.accounts, ...accountsOf(world.seed, [name]) },
      wallets: [
        ...world.wallets,
        { chain: "mainchain", account: name, token: token.symbol, amount },
      ],
    },
    actors: [...parts.actors, actor],
  };
}
