import { closest } from "fastest-levenshtein";

/** Returns the one of `names` that takes the fewest edits to become `name`. */
export const nearest = (name: string, names: readonly string[]): string =>
  closest(name, names as string[]);
