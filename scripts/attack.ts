import { createInterface } from "node:readline";
import type { Ask, Attack } from "../sim/attack/red.ts";
import { importOwn } from "./host/module.ts";
import { faultIn } from "./host/own.faults.ts";

/**
 * Carries out an attack from a TypeScript file, in a process of its own: it speaks JSON Lines on
 * standard input and output, as a program in any language does. `docs/your-own-attack.md` has the
 * protocol.
 */
const [file = "", place = ""] = process.argv.slice(2);
const write = process.stdout.write.bind(process.stdout);
// Standard output is the protocol's; what the file writes there is for people.
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;

const lines = createInterface({ input: process.stdin });
const waiting: ((line: string) => void)[] = [];
const early: string[] = [];
lines.on("line", (line) => {
  const next = waiting.shift();
  if (next === undefined) early.push(line);
  else next(line);
});
// When the run has ended, so does whatever the attack was waiting for.
lines.on("close", () => process.exit());

const read = (): Promise<string> =>
  new Promise((resolve) => {
    const line = early.shift();
    if (line === undefined) waiting.push(resolve);
    else resolve(line);
  });

const say = (request: object): void => {
  write(
    `${JSON.stringify(request, (_, value) => (typeof value === "bigint" ? `${value}` : value))}\n`,
  );
};

const ask: Ask = async (request) => {
  say(request);
  return JSON.parse(await read());
};

/** What nobody awaits is the attack's fault as well. */
const fail = (error: unknown): void =>
  say({ verb: "fail", why: faultIn(error, place, file).message });
process.on("uncaughtException", fail);

try {
  const hello = JSON.parse(await read());
  const attack = attackIn(await importOwn(file));
  const { carryOut } = await import("../sim/attack/red.ts");
  await carryOut(attack, hello, ask);
  say({ verb: "done" });
} catch (error) {
  fail(error);
}

function attackIn(exported: object): Attack {
  const value = "default" in exported ? exported.default : undefined;
  const isAttack =
    typeof value === "object" &&
    value !== null &&
    "run" in value &&
    typeof value.run === "function";
  if (isAttack) return value as Attack;
  say({
    verb: "fail",
    why: `${place} exports no attack; write export default defineAttack({ name, run }).`,
  });
  process.exit();
}
