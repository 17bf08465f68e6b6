import { concat, keccak256, numberToHex, size } from "viem";
import type { Address, Hex } from "../../core/accounts.ts";
import { InputError } from "../../core/errors.ts";
import type { Command } from "../port.ts";
import { addressOf, type Call } from "./call.ts";
import type { Context } from "./context.ts";

/** PUSH0 PUSH0 REVERT: a contract that takes nothing. */
export const refusingCode: Hex = "0x5f5ffd";

/**
 * Has the recipient of a submission hand in the same call once more as soon as something calls it,
 * and go on whatever comes of that; nothing where the command does not say so.
 *
 * @throws InputError when that recipient is no contract of somebody's.
 */
export async function arm(context: Context, command: Command, call: Call): Promise<void> {
  const account = callerIn(context, command);
  if (account !== null)
    await context.deployment.chains.mainchain.setCode(account, callingCode(call));
}

/** Has it take nothing any more. */
export async function disarm(context: Context, command: Command): Promise<void> {
  const account = callerIn(context, command);
  if (account !== null) await context.deployment.chains.mainchain.setCode(account, refusingCode);
}

function callerIn(context: Context, command: Command): Address | null {
  if (command.verb !== "submitWithdrawal" || command.callsBack !== true) return null;
  const { recipient } = command.withdrawal;
  if (!context.world.refusesEther?.includes(recipient))
    throw new InputError(`"${recipient}" is no contract, and calls nothing back.`);
  return addressOf(context, recipient);
}

/** Code that makes a call once, and marks in its storage that it has. */
function callingCode({ to, data }: Call): Hex {
  const slot = keccak256(data);
  const length = numberToHex(size(data), { size: 2 });
  const code = (offset: number, end: number): Hex =>
    concat([
      // Has it been made? Then there is nothing to do.
      "0x7f",
      slot,
      "0x54",
      "0x61",
      numberToHex(end, { size: 2 }),
      "0x57",
      // It has now.
      "0x6001",
      "0x7f",
      slot,
      "0x55",
      // The bytes of the call stand behind the code.
      "0x61",
      length,
      "0x61",
      numberToHex(offset, { size: 2 }),
      "0x5f39",
      "0x5f5f",
      "0x61",
      length,
      "0x5f5f",
      "0x73",
      to,
      "0x5af1",
      "0x5b00",
    ]);
  const offset = size(code(0, 0));
  return concat([code(offset, offset - 2), data]);
}
