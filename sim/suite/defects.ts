import { agreementWorld } from "../agree/world.ts";
import type { World } from "../bridge/port.ts";
import { type Subject, subjectNamed } from "./subject.ts";

/** A planted defect: where it stands, and the property that should find it. */
export type Defect = {
  /** Its contract in `contracts/flawed/`. */
  readonly contract: string;
  /** Its number in the catalogue, where it has one. */
  readonly number: string | null;
  readonly subject: Subject;
  readonly planted: World;
  readonly property: string;
};

const at = (
  name: string,
  { world: sound }: Subject,
  contract: string,
  place: keyof World["contracts"] = "gateway",
): Pick<Defect, "contract" | "subject" | "planted"> => ({
  contract,
  subject: { name, world: sound },
  planted: { ...sound, contracts: { ...sound.contracts, [place]: contract } },
});

const v1 = subjectNamed("RoninGatewayV1");
const halves: Subject = {
  name: "RoninGatewayV1, 1/2",
  world: { ...agreementWorld, quorum: { numerator: 1, denominator: 2 } },
};

/** Every planted defect that lists of commands can find. */
export const defects: readonly Defect[] = [
  { ...at("RoninGatewayV1", v1, "DuplicateSigner"), number: null, property: "S02" },
  { ...at("RoninGatewayV1", v1, "IdUsableTwice"), number: null, property: "S08" },
  { ...at("RoninGatewayV1", v1, "PaysOneMore"), number: null, property: "S11" },
  { ...at("RoninGatewayV1", v1, "PauseHole"), number: null, property: "D06" },
  { ...at("RoninGatewayV1", v1, "RefusesLargeAmounts"), number: null, property: "V01" },
  { ...at("RoninGatewayV1", v1, "OneVoteShort", "validatorSet"), number: null, property: "S01" },
  { ...at(halves.name, halves, "FloorNotCeil", "validatorSet"), number: "F05", property: "S01" },
];
