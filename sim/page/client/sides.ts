/** The two runs of a comparison, in the order in which the user named them. */
export const sides = ["left", "right"] as const;

export type Side = (typeof sides)[number];
