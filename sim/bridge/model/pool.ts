import type { Answer, CommandOf } from "../port.ts";
import { boughtFor, nodeOf, type Pool, venueOf } from "../venue.ts";
import { move, refuseCoin, refuseEther, refusePaying } from "./coins.ts";
import { balanceOf, type Decision, refuse, type State, show } from "./state.ts";

const uint112Max = 2n ** 112n - 1n;

/** Sells an amount to a pool for what keeps the product of its reserves, less the fee. */
export function swap(state: State, command: CommandOf<"swap">): Decision {
  const { sender, token, amount, least } = command;
  const pool = venueOf(state.world, "pool", command.venue);
  const value = BigInt(amount);
  const short = refuseEther(state, sender, token, value);
  if (short) return short;
  const side = pool.tokens.indexOf(token);
  const other = pool.tokens[1 - side];
  if (side < 0 || other === undefined) return refuse("TokenNotInPool", { token });
  if (value === 0n) return refuse("ZeroAmount");
  const reserves = reservesOf(state, command.venue).map(BigInt);
  const [reserve, otherReserve] = [reserves[side] ?? 0n, reserves[1 - side] ?? 0n];
  if (value > uint112Max - reserve)
    return refuse("ReserveOverflow", { reserve: `${reserve}`, amount });
  const bought = boughtFor(value, reserve, otherReserve, pool.feeBps);
  if (bought < BigInt(least)) return refuse("BoughtTooLittle", { bought: `${bought}`, least });
  const refused = refuseCoin(state, sender, token, value) ?? refusePaying(state, sender, other);
  if (refused) return refused;
  const node = nodeOf(pool);
  move(state, token, value, [sender], [node]);
  move(state, other, bought, [node], [sender]);
  return {
    result: { bought: `${bought}` },
    balances: [token, other].flatMap((one) => show(state, "mainchain", [sender, node], one)),
  };
}

/** Returns what a pool holds of each of its tokens. */
export function reservesOf(state: State, name: string): Answer["reserves"] {
  const pool: Pool = venueOf(state.world, "pool", name);
  const [first, second] = pool.tokens;
  const of = (token: string) => `${balanceOf(state, "mainchain", nodeOf(pool), token)}` as const;
  return [of(first), of(second)];
}
