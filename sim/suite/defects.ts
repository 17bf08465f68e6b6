import { agreementWorld } from "../agree/world.ts";
import { gatewayDefects } from "./defects.gateways.ts";
import { guardDefects } from "./defects.guards.ts";
import { type Defect, plantedIn } from "./planting.ts";
import { type Subject, subjectNamed } from "./subject.ts";

const v1 = subjectNamed("RoninGatewayV1");
const halves: Subject = {
  name: "RoninGatewayV1, 1/2",
  world: { ...agreementWorld, quorum: { numerator: 1, denominator: 2 } },
};

/** Every planted defect that lists of commands can find. */
export const defects: readonly Defect[] = [
  { ...plantedIn(v1, "DuplicateSigner"), number: null, property: "S02" },
  { ...plantedIn(v1, "IdUsableTwice"), number: null, property: "S08" },
  { ...plantedIn(v1, "PaysOneMore"), number: null, property: "S11" },
  { ...plantedIn(v1, "PauseHole"), number: null, property: "D06" },
  { ...plantedIn(v1, "RefusesLargeAmounts"), number: null, property: "V01" },
  { ...plantedIn(v1, "OneVoteShort", "validatorSet"), number: null, property: "S01" },
  { ...plantedIn(halves, "FloorNotCeil", "validatorSet"), number: "F05", property: "S01" },
  ...gatewayDefects,
  ...guardDefects,
];
