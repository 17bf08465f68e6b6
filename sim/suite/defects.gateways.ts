import type { World } from "../bridge/port.ts";
import { type Defect, plantedIn } from "./planting.ts";
import { type Subject, subjectNamed } from "./subject.ts";

const plain = subjectNamed("GuardedGateway");
const epochs = subjectNamed("net-flow-epoch");
const bucket = subjectNamed("token-bucket");
/** A guard whose commit needs much gas. */
const keeping: Subject = {
  ...bucket,
  name: "token-bucket, with receipts",
  world: { ...bucket.world, ...withGuards(bucket.world, "KeepsReceipts") },
};
const calling = subjectNamed("RoninGatewayV2+callback");
/** In lists long enough for a recipient to become known while something for it is held. */
const atLength: Subject = { ...plain, length: 48 };
const governed = subjectNamed("governed");
const delayed = subjectNamed("delay-with-veto");

/** A guard that looks at signers, on a gateway that takes strangers along. */
const tiered = subjectNamed("tiered-quorum");
const counting = {
  ...tiered.world,
  contracts: { ...tiered.world.contracts, gateway: "ToleratesStrangers" },
  ...withGuards(tiered.world, "CountsSignatures"),
};

/** The eve of the upgrade, with the logic that refuses to pass over a step. */
const upgraded = subjectNamed("RoninGatewayV3");
const inOrder: Subject = { name: "StepsInOrder", world: withCode(upgraded.world, "StepsInOrder") };

/** The planted defects of gateways, of the guarded one first. */
export const gatewayDefects: readonly Defect[] = [
  { ...plantedIn(plain, "SignerCountsTwice"), number: "F02", property: "S02" },
  { ...plantedIn(plain, "EncodingCountsTwice"), number: "F03", property: "S02" },
  { ...plantedIn(plain, "TotalInHundreds"), number: "F06", property: "S01" },
  { ...plantedIn(plain, "DomainWithoutGateway"), number: "F07", property: "S07" },
  { ...plantedIn(plain, "ReleasesWhilePaused"), number: "F09", property: "D06" },
  { ...plantedIn(plain, "StaleSetReleases"), number: "F10", property: "S06" },
  { ...plantedIn(plain, "HalfRemoved"), number: "F11", property: "S05" },
  { ...plantedIn(atLength, "ResubmissionShortens"), number: "F12", property: "D02" },
  { ...plantedIn(delayed, "QueueOverwritten"), number: "F14", property: "D05" },
  { ...plantedIn(delayed, "CancelsPaid"), number: "F17", property: "S14" },
  { ...plantedIn(plain, "CancelFreesKey"), number: "F18", property: "D03" },
  { ...plantedIn(plain, "SourceUsableTwice"), number: "F34", property: "S08" },
  {
    ...{ contract: "CountsSignatures", subject: tiered, planted: counting },
    ...{ number: "F23", property: "S01" },
  },
  {
    ...{ contract: "RoninGatewayV3", subject: inOrder, planted: upgraded.world },
    ...{ number: "F04", property: "A04" },
  },
  { ...plantedIn(epochs, "CommitsRefused"), number: "F19", property: "L03" },
  { ...plantedIn(keeping, "CommitSwallowed"), number: "F20", property: "L04" },
  { ...plantedIn(calling, "PaysBeforeMark"), number: "F22", property: "G06" },
  { ...plantedIn(governed, "LoosensAtOnce"), number: "F36", property: "A01" },
];

function withGuards({ guarded }: World, contract: string): Pick<World, "guarded"> {
  if (guarded === undefined) return {};
  return {
    guarded: {
      ...guarded,
      guards: guarded.guards.map((one) => ({ ...one, contract }) as typeof one),
    },
  };
}

function withCode(world: World, code: string): World {
  const { roninV2 } = world;
  if (roninV2?.next === undefined) return world;
  return { ...world, roninV2: { ...roninV2, next: { ...roninV2.next, code } } };
}
