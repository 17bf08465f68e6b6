import { type Defect, plantedIn } from "./planting.ts";
import { subjectNamed } from "./subject.ts";

const plain = subjectNamed("GuardedGateway");
const delayed = subjectNamed("delay-with-veto");

/** The planted defects of the guarded gateway. */
export const gatewayDefects: readonly Defect[] = [
  { ...plantedIn(plain, "SignerCountsTwice"), number: "F02", property: "S02" },
  { ...plantedIn(plain, "EncodingCountsTwice"), number: "F03", property: "S02" },
  { ...plantedIn(plain, "TotalInHundreds"), number: "F06", property: "S01" },
  { ...plantedIn(plain, "ReleasesWhilePaused"), number: "F09", property: "D06" },
  { ...plantedIn(plain, "StaleSetReleases"), number: "F10", property: "S06" },
  { ...plantedIn(plain, "HalfRemoved"), number: "F11", property: "S05" },
  { ...plantedIn(plain, "ResubmissionShortens"), number: "F12", property: "D02" },
  { ...plantedIn(delayed, "QueueOverwritten"), number: "F14", property: "D05" },
  { ...plantedIn(delayed, "CancelsPaid"), number: "F17", property: "S14" },
  { ...plantedIn(plain, "CancelFreesKey"), number: "F18", property: "D03" },
  { ...plantedIn(plain, "SourceUsableTwice"), number: "F34", property: "S08" },
];
