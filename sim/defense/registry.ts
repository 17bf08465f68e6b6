import { InputError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { readValues, type Setting } from "../scenario/define.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { conditionGuards } from "./conditions.ts";
import type { Defense } from "./defense.ts";
import { limitGuards } from "./limits.ts";
import { offChainDefenses } from "./off-chain.ts";
import { roninV2Defense } from "./ronin-v2.ts";

const none: Defense = {
  name: "none",
  kind: "none",
  does: "Nothing: the bridge as the scenario has it.",
  source: "the comparison's zero",
  parameters: {},
  apply: (scenario) => scenario,
};

/** Every defense, in the order in which they are listed. */
export const defenses: readonly Defense[] = [
  none,
  roninV2Defense,
  ...limitGuards,
  ...conditionGuards,
  ...offChainDefenses,
];

/** A defense as somebody asked for it. */
type Chosen = { readonly defense: Defense; readonly settings: readonly Setting[] };

/**
 * Reads a stack, `NAME[:param=value,…]` joined by `+`.
 *
 * @throws InputError on an unknown name (with the nearest one), the same defense twice, or an
 * unknown parameter.
 */
export function readStack(text: string): readonly Chosen[] {
  const stack = text.split("+").map(readOne);
  const names = stack.map(({ defense }) => defense.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new InputError(
      `--defense "${text}" has ${twice} twice; a defense stands once in a stack.`,
    );
  return stack;
}

function readOne(text: string): Chosen {
  const [name = "", ...rest] = text.trim().split(":");
  const defense = defenses.find((candidate) => candidate.name === name);
  if (defense === undefined) {
    const known = nearest(
      name,
      defenses.map((candidate) => candidate.name),
    );
    throw new InputError(`"${name}" is no defense; the nearest is "${known}".`, {
      docsPath: "docs/errors.md#unknown-defense",
    });
  }
  const settings = rest
    .join(":")
    .split(",")
    .filter((part) => part !== "")
    .map((part): Setting => {
      const [path = "", ...value] = part.split("=");
      if (value.length === 0)
        throw new InputError(
          `"${part}" after ${name} is no setting; write PARAMETER=VALUE, such as "${Object.keys(defense.parameters)[0] ?? "delay"}=…".`,
        );
      return { path: path.trim(), text: value.join("=").trim() };
    });
  return { defense, settings };
}

/**
 * Returns the scenario with a stack of defenses in place, in order. History no longer says what to
 * expect of it.
 *
 * @throws InputError when the scenario cannot take one of them.
 */
export function defend(scenario: Scenario, text: string): Scenario {
  const stack = readStack(text);
  const defended = stack.reduce(
    (before, { defense, settings }) =>
      defense.apply(before, readValues(defense.name, defense.parameters, settings)),
    scenario,
  );
  const names = text.split("+").filter((name) => name !== "none");
  return names.length === 0 ? scenario : { ...defended, expect: {}, defenses: names };
}
