import { uint256Max } from "../bridge/model/state.ts";
import type { ChainName } from "../bridge/port.ts";
import type { Amount } from "../core/units.ts";
import type { Pick, Walk } from "./draw.ts";
import { users } from "./world.ts";

export const oneOf = <T>(pick: Pick, values: readonly T[]): T => values[pick(values.length)] as T;

/** An amount at, just beside or below a boundary, or one that is odd in itself. */
export function amountNear(pick: Pick, boundary: bigint): Amount {
  const some = boundary / 3n;
  const amounts = [
    some > 0n ? some : 1n,
    1n,
    boundary / 7n + 1n,
    some > 0n ? some : 1n,
    boundary / 5n + 1n,
    boundary,
    boundary < uint256Max ? boundary + 1n : boundary,
    boundary > 0n ? boundary - 1n : 0n,
    some > 0n ? some : 1n,
    boundary / 11n + 2n,
    0n,
    uint256Max,
  ];
  return `${oneOf(pick, amounts)}`;
}

export const chainOf = (pick: Pick): ChainName => oneOf(pick, ["mainchain", "sidechain"]);

export const tokenOf = ({ world }: Walk, pick: Pick): string =>
  oneOf(pick, world.tokens)?.symbol ?? "";

/** Mostly a token that is there; one that a registry has no pair for, where there is one. */
export const usualToken = ({ world, state }: Walk, pick: Pick): string =>
  (pick(2) === 0
    ? world.tokens.find(({ symbol }) =>
        (["mainchain", "sidechain"] as const).some((chain) =>
          state.missing.has(`${chain} ${symbol}`),
        ),
      )?.symbol
    : undefined) ?? oneOf(pick, ["ETH", "USDC", "ETH", "USDC", "SLP", "ETH", "USDC", "GONE"]);

export const ownerOf = (pick: Pick): string =>
  oneOf(
    pick,
    ["alice", "bob", "alice", "bob", "outsider", "alice", "refuser", "bob"].concat(
      pick(4) === 0 ? "nobody" : "alice",
    ),
  );

export const adminOr = (walk: Walk, pick: Pick): string =>
  pick(4) < 3 ? walk.world.admin : oneOf(pick, [...users, "issuer", "validator-1"]);
