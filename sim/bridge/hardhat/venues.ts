import { maxUint256 } from "viem";
import type { Address } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Command, World } from "../port.ts";
import { type Venue, venueContracts } from "../venue.ts";
import { addressOf, type Call, call, tokenOn } from "./call.ts";
import type { Deployment } from "./deploy.ts";

/** What ether goes by where a venue's function names a token. */
export const etherAddress: Address = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

/** The commands that go to a venue. */
export type VenueCommand = Extract<Command, { readonly venue: string }>;

type Placed = { readonly world: World; readonly deployment: Deployment };

/** Returns what a venue calls a token: where it stands, or the address that ether goes by. */
export const coinOf = ({ world, deployment }: Placed, symbol: string): Address =>
  isEther(world, symbol) ? etherAddress : tokenOn({ deployment }, "mainchain", symbol);

/** Returns where a venue stands. */
export function placeOf({ deployment }: Placed, name: string): Address {
  const address = deployment.venues.get(name);
  invariant(address, `The world has a venue "${name}".`);
  return address;
}

/** Returns a venue of the world. */
export function venueNamed({ venues = [] }: World, name: string): Venue {
  const venue = venues.find((candidate) => candidate.name === name);
  invariant(venue, `The world has a venue "${name}".`);
  return venue;
}

/** Returns the call that a command to a venue stands for. */
export function venueCall(placed: Placed, command: VenueCommand): Call {
  const to = placeOf(placed, command.venue);
  const { kind } = venueNamed(placed.world, command.venue);
  const venue = (functionName: string, args: readonly unknown[], value = 0n) =>
    call("mainchain", to, venueContracts[kind], functionName, args, value);
  const account = (name: string) => addressOf(placed, name);
  const brought = amountOf(placed.world, command);
  switch (command.verb) {
    case "exchangeDeposit": {
      const { token, amount } = command;
      return venue(
        "deposit",
        [account(command.owner), coinOf(placed, token), BigInt(amount)],
        brought,
      );
    }
    case "exchangeWithdraw":
      return venue("withdraw", [
        coinOf(placed, command.token),
        account(command.recipient),
        BigInt(command.amount),
      ]);
    case "blockAccount":
    case "unblockAccount":
      return venue(command.verb, [account(command.account)]);
    case "returnBlocked":
      return venue("returnBlocked", [
        account(command.account),
        coinOf(placed, command.token),
        account(command.recipient),
      ]);
    case "swap": {
      const { token, amount, least } = command;
      return venue("swap", [coinOf(placed, token), BigInt(amount), BigInt(least)], brought);
    }
    case "mix":
      return venue("mix", [command.blinded], brought);
    case "unmix":
      return venue("unmix", [account(command.recipient), command.serial, command.signature]);
  }
}

/** Returns the call with which a sender lets a venue take a token, where a command needs that. */
export function venueApproval(placed: Placed, command: VenueCommand): Call | null {
  const token = tokenGiven(placed.world, command);
  if (token === null || isEther(placed.world, token)) return null;
  const to = tokenOn(placed, "mainchain", token);
  const spender = placeOf(placed, command.venue);
  return call("mainchain", to, "BridgedToken", "approve", [spender, maxUint256]);
}

/** Returns the token that a command hands to a venue, if it hands over any. */
function tokenGiven(world: World, command: VenueCommand): string | null {
  if (command.verb === "exchangeDeposit" || command.verb === "swap") return command.token;
  if (command.verb !== "mix") return null;
  const mixer = venueNamed(world, command.venue);
  return mixer.kind === "mixer" ? mixer.token : null;
}

/** Returns the ether that a command brings along. */
function amountOf(world: World, command: VenueCommand): bigint {
  const token = tokenGiven(world, command);
  if (token === null || !isEther(world, token)) return 0n;
  if ("amount" in command) return BigInt(command.amount);
  const mixer = venueNamed(world, command.venue);
  return mixer.kind === "mixer" ? BigInt(mixer.denomination) : 0n;
}

export const isEther = ({ tokens }: World, symbol: string): boolean =>
  tokens.find((token) => token.symbol === symbol)?.kind === "wrapped";
