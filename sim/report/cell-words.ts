import type { MatrixDocument } from "../study/documents.ts";
import type { Cell } from "../study/matrix.ts";

/**
 * Returns the command that runs a cell's attack again, as a run of its own where `run` can be asked
 * for that attack, and else as a matrix of that cell.
 */
export function replayOf(
  { scenario, defense, attack, strategy }: Cell,
  { seed, tenant, own }: Pick<MatrixDocument, "seed" | "tenant" | "own">,
): string {
  const common = [
    ...["--defense", quoted(defense)],
    ...(seed === 1 ? [] : ["--seed", `${seed}`]),
    ...(tenant === "hardhat" ? [] : ["--tenant", tenant]),
  ];
  const file = own[attack];
  const chosen = file ?? (attack === "adapted" ? strategy : null);
  const words =
    chosen !== null || attack === "replayed"
      ? ["run", scenario, ...common, ...(chosen === null ? [] : ["--attack", quoted(chosen)])]
      : ["matrix", "--scenario", scenario, ...common, "--attack", attack];
  return `npm run sim -- ${words.join(" ")}`;
}

/** Puts quotes around what a shell would take apart. */
const quoted = (word: string): string =>
  /^[\w./:=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** Returns the names of the defenses in a stack, without their settings. */
export const namesInStack = (stack: string): readonly string[] =>
  stack.split("+").map((one) => one.split(":")[0]?.trim() ?? one);
