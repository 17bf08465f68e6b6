import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { InputError } from "../../sim/core/errors.ts";
import { ensureFileWritable, nearby, userPath, writeWhole } from "../host/files.ts";

/** `new guard NAME` and `new bridge NAME`: a real limiter, or a real vault, to begin with. */
export const addNew = (program: Command): Command =>
  program
    .command("new")
    .description(
      "Writes a guard to begin with (a real limiter, its arguments and its claims), or a bridge with its adapter.",
    )
    .argument("<what>", "what to write: guard, or bridge", kindOf)
    .argument("<name>", "the contract's name, such as HourlyLimit", contractName)
    .option("--out <dir>", "the folder to write to (default: where you stand)")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npm run sim -- new guard DailyLimit --out guards\n  $ npm run sim -- new bridge SlowVault --out bridge",
    )
    .action((what: Kind, name: string, { out = "." }: { readonly out?: string }) => {
      const folder = userPath(out);
      const files = templates[what](name);
      const first = what === "guard" ? `${name}.sol` : `${name}.ts`;
      for (const file of Object.keys(files)) {
        const path = join(folder, file);
        if (existsSync(path))
          throw new InputError(
            `"${nearby(path)}" is there already, and is not overwritten; move it, or take another folder with --out.`,
            { docsPath: `docs/errors.md#a-${what}-of-ones-own` },
          );
      }
      ensureFileWritable(join(folder, `${name}.sol`));
      mkdirSync(folder, { recursive: true });
      for (const [file, text] of Object.entries(files)) writeWhole(join(folder, file), text);
      const written = Object.keys(files).map((file) => nearby(join(folder, file)));
      process.stdout.write(
        `Written: ${written.join(", ")}.\nTest it: npm run sim -- check ${nearby(join(folder, first))}\n`,
      );
    });

type Kind = "guard" | "bridge";

function kindOf(word: string): Kind {
  if (word === "guard" || word === "bridge") return word;
  throw new InvalidArgumentError('There is a template of a "guard" and one of a "bridge".');
}

function contractName(word: string): string {
  if (!/^[A-Z][A-Za-z0-9]{0,60}$/.test(word) || word === "IWithdrawalGuard")
    throw new InvalidArgumentError(
      "It is a contract's name: a capital letter, then letters and digits.",
    );
  return word;
}

type Files = { readonly [file: string]: string };

const ours = (path: string): string => readFileSync(path, "utf8");

/** The files of what is new: ours, by another name. */
const templates: { readonly [kind in Kind]: (name: string) => Files } = {
  guard: (name) => ({
    [`${name}.sol`]: ours("contracts/template/HourlyLimit.sol")
      .replaceAll("HourlyLimit", name)
      .replace("../interfaces/", "./"),
    // What a guard implements lies beside it.
    "IWithdrawalGuard.sol": ours("contracts/interfaces/IWithdrawalGuard.sol"),
    "arguments.json": ours("contracts/template/arguments.json"),
    "claims.json": ours("contracts/template/claims.json"),
  }),
  bridge: (name) => ({
    [`${name}.sol`]: ours("contracts/template/HoldingBridge.sol").replaceAll("HoldingBridge", name),
    [`${name}.ts`]: ours("bridges/template/HoldingBridge.ts")
      .replace("../../contracts/template/", "./")
      .replaceAll("HoldingBridge", name),
  }),
};
