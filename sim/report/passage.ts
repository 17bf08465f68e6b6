/** One paragraph of the story: from when to when, and what happened. */
export type Passage = {
  readonly from: number;
  readonly until: number;
  readonly text: string;
  /** The event that it tells; `null`: it sums several up. */
  readonly seq: number | null;
  /** What the reader's eye should find first. */
  readonly tone: "calm" | "attack" | "alarm" | "defense";
};

/** What a step that turns the story says. */
export type Turn = Omit<Passage, "from" | "until" | "seq">;
