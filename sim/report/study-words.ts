import { families } from "../attack/family.ts";
import { strategies } from "../attack/strategy.ts";
import { defenses } from "../defense/registry.ts";

/** What names of a study mean, a sentence each, by name. */
export type StudyWords = {
  readonly defenses: { readonly [name: string]: string };
  readonly attacks: { readonly [name: string]: string };
  readonly strategies: { readonly [name: string]: string };
};

/** Returns what each defense, each attack and each strategy does. */
export const studyWords = (): StudyWords => ({
  defenses: Object.fromEntries(defenses.map(({ name, does }) => [name, does])),
  attacks: {
    replayed: "As it happened, whatever stands in its way.",
    adapted: `Knows the defense: of ${strategies.length} strategies the one that takes most.`,
    ...Object.fromEntries(families.map(({ name, does }) => [name, does])),
  },
  strategies: Object.fromEntries(strategies.map(({ name, does }) => [name, does])),
});
