import type { Menu } from "./drawing.ts";
import type { Change } from "./setting.ts";

/** A defect planted in V1, and which check finds it. */
export type Defect = {
  readonly name: string;
  readonly change: Change;
  readonly menu?: Menu;
  /** The check that must turn false, and the property that it stands for. */
  readonly check: string;
  readonly property: string;
};

/** Every contract of `contracts/flawed/`, with four stolen keys: one too few for the sound twin. */
export const defects: readonly Defect[] = [
  {
    name: "DuplicateSigner",
    change: { contracts: { gateway: "DuplicateSigner" } },
    // Its order test lets address zero, the signer of what is nobody's, come first.
    menu: { isWellFormed: true },
    check: "authority",
    property: "S02",
  },
  {
    name: "IdUsableTwice",
    change: { contracts: { gateway: "IdUsableTwice" } },
    check: "replay",
    property: "S08",
  },
  {
    name: "OneVoteShort",
    change: { contracts: { validatorSet: "OneVoteShort" } },
    check: "authority",
    property: "S01",
  },
  {
    name: "FloorNotCeil",
    // With nine validators it shows where the quorum is no whole number of them.
    change: {
      contracts: { validatorSet: "FloorNotCeil" },
      quorum: { numerator: 1, denominator: 2 },
    },
    check: "authority",
    property: "S01",
  },
  {
    name: "PaysOneMore",
    change: { contracts: { gateway: "PaysOneMore" } },
    check: "conservation",
    property: "S11, S12",
  },
  {
    name: "PauseHole",
    change: { contracts: { gateway: "PauseHole" } },
    check: "pause",
    property: "D06",
  },
  {
    name: "CreditsEveryVote",
    change: { contracts: { sidechainGateway: "CreditsEveryVote" } },
    check: "conservation",
    property: "S12, S13",
  },
  {
    name: "RefusesLargeAmounts",
    change: { contracts: { gateway: "RefusesLargeAmounts" } },
    check: "liveness",
    property: "V01",
  },
];
