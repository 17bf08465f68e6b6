import fc from "fast-check";

/** Draws so many, whoever draws fewer or more from the same seed gets the same ones first. */
export function* drawnIn<T>(from: fc.Arbitrary<T>, seed: number, most: number): Generator<T> {
  for (let done = 0, numRuns = 100; done < most; numRuns *= 2) {
    const all = fc.sample(from, { seed, numRuns: Math.min(numRuns, most) });
    yield* all.slice(done);
    done = all.length;
  }
}
