/** Which of the two worlds a line is about. */
export type Side = "run" | "control";

/** One figure, as results.json claims it and as it was found again. */
export type Compared = {
  readonly run: Side;
  readonly name: string;
  /** What results.json (or another file of the run) says; `null`: it gives no value. */
  readonly claimed: string | null;
  /** What was recomputed; `null`: there is nothing to give a value to. */
  readonly found: string | null;
  readonly agrees: boolean;
  /** What it was recomputed from, as a sentence. */
  readonly how: string;
};

/** A figure that the chains cannot give. */
export type Gap = { readonly name: string; readonly why: string };

/** What came of verifying a run: plain JSON. */
export type Verification = {
  readonly format: 1;
  readonly agrees: boolean;
  readonly figures: readonly Compared[];
  readonly notRecomputed: readonly Gap[];
};
