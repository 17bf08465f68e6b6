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
    name: "ronin-v1",
    does: "The bridge as it was robbed in 2022, of an ERC-20, with five of nine votes.",
    file: "bridges/ronin/ronin-v1.ts",
  },
  {
    name: "holding-bridge",
    does: "A vault that holds what a quorum has signed for an hour: the one that new bridge writes.",
    file: "bridges/template/HoldingBridge.ts",
  },
];
