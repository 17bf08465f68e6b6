/**
 * Stops the run when something the simulator itself relies on does not hold.
 *
 * @param condition What must be true.
 * @param sentence What was believed, as a sentence; it is printed as a fault of the program.
 * @throws InvariantError when `condition` is false.
 */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new InvariantError(sentence);
}

/** A broken belief of the simulator about itself; ends the program with status 70. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}
