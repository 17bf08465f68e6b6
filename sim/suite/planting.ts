import type { World } from "../bridge/port.ts";
import type { Subject } from "./subject.ts";

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

/** Returns a subject with another contract in the place of one of its own. */
export const plantedIn = (
  subject: Subject,
  contract: string,
  place: keyof World["contracts"] = "gateway",
): Pick<Defect, "contract" | "subject" | "planted"> => ({
  contract,
  subject,
  planted: {
    ...subject.world,
    contracts: { ...subject.world.contracts, [place]: contract },
  },
});
