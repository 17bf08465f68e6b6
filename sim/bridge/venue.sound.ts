import { InputError } from "../core/errors.ts";
import type { World } from "./port.ts";
import type { Venue } from "./venue.ts";

const reserveMost = 2n ** 112n - 1n;

/**
 * Says what is wrong with a world's venues and issuers, or with a world without a bridge; nothing
 * of this can be seen by a contract.
 */
export function worldFault(world: World): string | undefined {
  const names = (world.venues ?? []).map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `world.venues has "${twice}" twice`;
  const faults = [
    bridgeFault(world),
    ...(world.venues ?? []).map((venue) => venueFault(world, venue)),
    ...world.tokens.map((token) => {
      const isIssued = token.kind === "issued" || token.kind === "reissuable";
      if (token.issuer === undefined) return undefined;
      if (!isIssued) return `${token.symbol} has an issuer, but is ${token.kind}`;
      return accountFault(world, `the issuer of ${token.symbol}`, token.issuer);
    }),
  ];
  return faults.find((fault) => fault !== undefined);
}

/**
 * Throws for a world of which `worldFault` has something to say.
 *
 * @throws InputError with that.
 */
export function requireWorld(world: World): void {
  const fault = worldFault(world);
  if (fault !== undefined) throw new InputError(`The world cannot be set up: ${fault}.`);
}

function bridgeFault(world: World): string | undefined {
  const contracts = Object.values(world.contracts);
  if (!contracts.includes("none")) return undefined;
  if (contracts.some((contract) => contract !== "none"))
    return `world.contracts has ${contracts.join(", ")}, but all are "none" where there is no bridge`;
  if (world.validators.length > 0) return "it has validators, and no bridge";
  if (world.roninV2 !== undefined || world.guarded !== undefined)
    return "it has the settings of a gateway, and no bridge";
  const minted = world.tokens.find(({ kind }) => kind === "minted");
  return minted === undefined
    ? undefined
    : `${minted.symbol} is minted by the gateway, and there is none`;
}

function venueFault(world: World, venue: Venue): string | undefined {
  const { name } = venue;
  if (venue.kind === "exchange")
    return accountFault(world, `the operator of ${name}`, venue.operator);
  if (venue.kind === "mixer")
    return (
      accountFault(world, `the operator of ${name}`, venue.operator) ??
      tokenFault(world, name, venue.token) ??
      (BigInt(venue.denomination) > 0n ? undefined : `the denomination of ${name} is zero`)
    );
  const [first, second] = venue.tokens;
  if (first === second) return `the pool ${name} is of ${first} twice`;
  if (venue.feeBps < 0 || venue.feeBps >= 10_000)
    return `the fee of ${name} is ${venue.feeBps}, but must be below 10000 ten-thousandths`;
  const reserve = venue.reserves.map(BigInt).find((one) => one < 1n || one > reserveMost);
  if (reserve !== undefined)
    return `a reserve of ${name} is ${reserve}, but must be from 1 to ${reserveMost}`;
  return tokenFault(world, name, first) ?? tokenFault(world, name, second);
}

/** A venue can hold what wallets can hold at the beginning. */
function tokenFault({ tokens }: World, venue: string, symbol: string): string | undefined {
  const token = tokens.find((candidate) => candidate.symbol === symbol);
  if (token === undefined) return `${venue} is of ${symbol}, which is no token of world.tokens`;
  return token.kind === "minted" || token.kind === "absent"
    ? `${venue} is of ${symbol}, which is ${token.kind}`
    : undefined;
}

const accountFault = ({ accounts }: World, what: string, name: string): string | undefined =>
  name in accounts ? undefined : `${what} is "${name}", which is no account of world.accounts`;
