import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { InputError } from "../../sim/core/errors.ts";
import { ensureFileWritable, nearby, userPath, writeWhole } from "../host/files.ts";

/** `new guard NAME`: a real limiter to begin with, and what it claims. */
export const addNew = (program: Command): Command =>
  program
    .command("new")
    .description("Writes a guard to begin with: a real limiter, its arguments and its claims.")
    .argument("<what>", "what to write: guard", kindOf)
    .argument("<name>", "the contract's name, such as HourlyLimit", contractName)
    .option("--out <dir>", "the folder to write to (default: where you stand)")
    .addHelpText("after", "\nExample:\n  $ npm run sim -- new guard DailyLimit --out guards")
    .action((_what: string, name: string, { out = "." }: { readonly out?: string }) => {
      const folder = userPath(out);
      const files = templateOf(name);
      for (const file of Object.keys(files)) {
        const path = join(folder, file);
        if (existsSync(path))
          throw new InputError(
            `"${nearby(path)}" is there already, and is not overwritten; move it, or take another folder with --out.`,
            { docsPath: "docs/errors.md#a-guard-of-ones-own" },
          );
      }
      ensureFileWritable(join(folder, `${name}.sol`));
      mkdirSync(folder, { recursive: true });
      for (const [file, text] of Object.entries(files)) writeWhole(join(folder, file), text);
      const written = Object.keys(files).map((file) => nearby(join(folder, file)));
      process.stdout.write(
        `Written: ${written.join(", ")}.\nTest it: npm run sim -- check ${nearby(join(folder, `${name}.sol`))}\n`,
      );
    });

function kindOf(word: string): string {
  if (word !== "guard") throw new InvalidArgumentError('There is a template of a "guard" alone.');
  return word;
}

function contractName(word: string): string {
  if (!/^[A-Z][A-Za-z0-9]{0,60}$/.test(word) || word === "IWithdrawalGuard")
    throw new InvalidArgumentError(
      "It is a contract's name: a capital letter, then letters and digits.",
    );
  return word;
}

/** The files of a new guard: ours, by another name, with the interface beside it. */
function templateOf(name: string): { readonly [file: string]: string } {
  const ours = (path: string) => readFileSync(join("contracts", path), "utf8");
  return {
    [`${name}.sol`]: ours("template/HourlyLimit.sol")
      .replaceAll("HourlyLimit", name)
      .replace("../interfaces/", "./"),
    "IWithdrawalGuard.sol": ours("interfaces/IWithdrawalGuard.sol"),
    "arguments.json": ours("template/arguments.json"),
    "claims.json": ours("template/claims.json"),
  };
}
