import type { Parameters, Values } from "../scenario/define.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** Where a defense works: in place of the bridge, in its stack of guards, or off the chains. */
export type DefenseKind = "none" | "bridge" | "guard" | "off-chain";

/** Something that is added to a bridge so that less is lost. */
export type Defense = {
  /** As it is written after `--defense`; stays stable. */
  readonly name: string;
  readonly kind: DefenseKind;
  /** What it does, in one sentence. */
  readonly does: string;
  /** The design that it follows, and who says so. */
  readonly source: string;
  /** What can be given after its name, with what it is when nothing is given. */
  readonly parameters: Parameters;
  /**
   * Returns the scenario with the defense in place.
   *
   * @throws InputError when the scenario's bridge cannot take it, and why.
   */
  readonly apply: (scenario: Scenario, values: Values) => Scenario;
};
