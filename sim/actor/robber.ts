import { noteOf } from "../bridge/note.ts";
import type { Command, World } from "../bridge/port.ts";
import { nodeOf } from "../bridge/venue.ts";
import { toAmount } from "../core/units.ts";
import type { Actor, Intent, View } from "../engine/actor.ts";
import type { Exit, RobberSpec, Route } from "../scenario/actors.ts";
import type { Step } from "../trace/trace.ts";

/** How far a route has come. */
type Progress = {
  readonly route: Route;
  /** The exit that is used now. */
  exit: number;
  /** What that exit has taken so far. */
  taken: bigint;
  /** What was asked of the exit last, until it has answered. */
  asked: Command | null;
};

/**
 * Gains its footholds, takes what wallets hold whose keys it has by then, and takes that along its
 * routes: from exit to exit, a lot at a time. It moves on when there is nothing left, when it had
 * enough of an exit, and when it is refused.
 */
export function robber(spec: RobberSpec, world: World): Actor {
  const { name } = spec;
  const progress = spec.routes.map(
    (route): Progress => ({ route, exit: 0, taken: 0n, asked: null }),
  );
  const notes = new Map<string, number>();
  const mix = (venue: string): Command => {
    const index = notes.get(venue) ?? 0;
    notes.set(venue, index + 1);
    const { blinded } = noteOf(world, venue, name, index, name);
    return { verb: "mix", sender: name, venue, blinded };
  };
  const balance = async (view: View, account: string, token: string): Promise<bigint> =>
    BigInt(await view.read({ what: "balance", chain: "mainchain", account, token }));

  async function take(index: number, view: View): Promise<readonly Intent[]> {
    const wanted = spec.takes[index];
    if (wanted === undefined) return [];
    const { account: sender, token, part } = wanted;
    const held = await balance(view, sender, token);
    const amount = toAmount((held * BigInt(part.numerator)) / BigInt(part.denominator));
    const chain = "mainchain";
    if (amount === "0") return [];
    return [
      {
        at: view.now,
        action: { verb: "transfer", sender, chain, token, recipient: name, amount },
      },
    ];
  }

  /** Takes the next lot along a route, and comes back for another. */
  async function go(index: number, view: View): Promise<readonly Intent[]> {
    const one = progress[index];
    for (; one?.route.exits[one.exit] !== undefined; leave(one)) {
      const exit = one.route.exits[one.exit] as Exit;
      const lot = await lotOf(exit, one.taken, view);
      if (lot === null) continue;
      one.asked = commandOf(exit, lot);
      const again: Intent = { at: view.now + one.route.every, wake: `go ${index}` };
      return [{ at: view.now, action: one.asked }, again, ...payout(exit, index, one, view)];
    }
    return [];
  }

  /** Returns how much there is to take to an exit now; `null`: nothing more. */
  async function lotOf(exit: Exit, taken: bigint, view: View): Promise<bigint | null> {
    const held = await balance(view, name, exit.token);
    const mixer = mixerAt(world, exit.venue);
    const lot = BigInt(mixer?.denomination ?? exit.lot);
    const left = exit.most === null ? lot : BigInt(exit.most) - taken;
    const most = lot < left ? lot : left;
    if (mixer !== undefined) return held >= lot && left >= lot ? lot : null;
    const amount = held < most ? held : most;
    return amount > 0n ? amount : null;
  }

  function commandOf({ token, venue }: Exit, lot: bigint): Command {
    const amount = toAmount(lot);
    switch (world.venues?.find((one) => one.name === venue)?.kind) {
      case "mixer":
        return mix(venue);
      case "pool":
        return { verb: "swap", sender: name, venue, token, amount, least: "0" };
      default:
        return { verb: "exchangeDeposit", sender: name, venue, owner: name, token, amount };
    }
  }

  const payout = (exit: Exit, index: number, { exit: which }: Progress, view: View) =>
    exit.withdraws === null
      ? []
      : [{ at: view.now + exit.withdraws.after, wake: `withdraw ${index} ${which}` }];

  async function withdraw(index: number, which: number, view: View): Promise<readonly Intent[]> {
    const exit = progress[index]?.route.exits[which];
    if (exit?.withdraws == null) return [];
    const { venue, token, withdraws } = exit;
    const owed = await balance(view, nodeOf({ kind: "exchange", name: venue }, name), token);
    if (owed === 0n) return [];
    const { recipient } = withdraws;
    const amount = toAmount(owed);
    return [
      {
        at: view.now,
        action: { verb: "exchangeWithdraw", sender: name, venue, token, recipient, amount },
      },
    ];
  }

  return {
    name,
    start: () => [
      ...spec.footholds.map(
        ({ at, ...foothold }): Intent => ({ at, action: { verb: "compromise", ...foothold } }),
      ),
      ...spec.takes.map(({ at }, index): Intent => ({ at, wake: `take ${index}` })),
      ...spec.routes.map(({ from }, index): Intent => ({ at: from, wake: `go ${index}` })),
    ],
    see: (step) => {
      const one = progress.find(({ asked }) => step.actor === name && asked === step.action);
      if (one !== undefined) answer(one, step);
      return [];
    },
    wake: (note, view) => {
      const [what, index = "0", which = "0"] = note.split(" ");
      if (what === "take") return take(Number(index), view);
      if (what === "go") return go(Number(index), view);
      return withdraw(Number(index), Number(which), view);
    },
  };

  /** Counts what an exit took, or leaves it where it refused. */
  function answer(one: Progress, step: Step): void {
    const { asked } = one;
    one.asked = null;
    if (step.status !== "ok") leave(one);
    else if (asked?.verb === "mix")
      one.taken += BigInt(mixerAt(world, asked.venue)?.denomination ?? "0");
    else if (asked !== null && "amount" in asked) one.taken += BigInt(asked.amount);
  }
}

function leave(one: Progress): void {
  one.exit += 1;
  one.taken = 0n;
}

const mixerAt = ({ venues = [] }: World, name: string) =>
  venues.find((venue) => venue.kind === "mixer" && venue.name === name) as
    | Extract<NonNullable<World["venues"]>[number], { kind: "mixer" }>
    | undefined;
