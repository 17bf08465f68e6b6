/** A bridge whose adapter comes with the program, by the name that `check` takes. */
export type ShippedBridge = {
  readonly name: string;
  readonly does: string;
  /** Below the checkout. */
  readonly file: string;
};

export const shippedBridges: readonly ShippedBridge[] = [
  {
    name: "axelar",
    does: "Axelar's weighted gateway, as npm has it, with a vault that pays what its messages say.",
    file: "bridges/axelar/axelar.ts",
  },
  {
    name: "holding-bridge",
    does: "A vault that holds what a quorum has signed for an hour: the one that new bridge writes.",
    file: "bridges/template/HoldingBridge.ts",
  },
];
