import { InputError } from "../../../sim/core/errors.ts";
import { parseAmount } from "../../../sim/core/units.ts";
import { tokens } from "../../../sim/trial/bench.ts";
import type { Wish } from "../../../sim/trial/traffic.ts";
import { parseMoment } from "../parse.ts";

const docsPath = "docs/check-your-guard.md#traffic-of-your-own";
const header = "time,token,amount";
/** A guarded gateway pays no more than this in one go. */
const amountMost = 2n ** 128n - 1n;

/**
 * Reads honest withdrawals from a table: a line `time,token,amount`, and then one a withdrawal, in
 * the order of time.
 *
 * @param place Where the text comes from, for errors.
 * @throws InputError for the first line that is wrong, by its number.
 */
export function readTraffic(text: string, place: string): readonly Wish[] {
  const [first = "", ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (first !== header)
    throw new InputError(`${place}, line 1 is "${first}", but must be "${header}".`, { docsPath });
  if (lines.at(-1) === "") lines.pop();
  if (lines.length === 0) throw new InputError(`${place} has no withdrawals.`, { docsPath });
  let before = 0;
  return lines.map((line, index) => {
    const wish = wishIn(line, `${place}, line ${index + 2}`, before);
    before = wish.at;
    return wish;
  });
}

function wishIn(line: string, where: string, before: number): Wish {
  const refuse = (why: string): never => {
    throw new InputError(`${where} ${why}.`, { docsPath });
  };
  const cells = line.split(",");
  const [time = "", symbol = "", number = ""] = cells;
  if (cells.length !== 3) refuse(`is "${line}", but must have a time, a token and an amount`);
  const at = parseMoment(time, `${where}: its time`);
  if (at < before) refuse("is earlier than the line before it");
  const token =
    tokens.find((one) => one.symbol === symbol) ??
    refuse(
      `is about "${symbol}", but the tokens are ${tokens.map((one) => one.symbol).join(", ")}`,
    );
  if (!/^\d+(\.\d+)?$/.test(number))
    refuse(`has the amount "${number}", but must have a number such as 12.5, without a unit`);
  const amount = parseAmount(`${number} ${symbol}`, token, `${where}: its amount`);
  if (amount === 0n) refuse("withdraws nothing");
  if (amount > amountMost) refuse("withdraws more than a gateway pays in one go");
  return { at, token: symbol, amount };
}
