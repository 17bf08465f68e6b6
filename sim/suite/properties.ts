import { backing } from "./backing.ts";
import { governing } from "./governing.ts";
import { guarding } from "./guarding.ts";
import { holding } from "./holding.ts";
import { limiting } from "./limiting.ts";
import { parting } from "./parts.ts";
import { paying } from "./paying.ts";
import type { Property } from "./property.ts";
import { recovery } from "./recovery.ts";
import { reentry } from "./reentry.ts";
import { signing } from "./signing.ts";
import type { Subject } from "./subject.ts";

const ofTraffic: readonly Property[] = [
  ...signing,
  ...paying,
  ...backing,
  ...holding,
  ...recovery,
  ...reentry,
  ...limiting,
  ...parting,
  ...guarding,
];

/** The properties that are judged, those of the traffic first, then those of who governs. */
export const properties: readonly Property[] = [...ofTraffic, ...governing];

/** Why a property is not judged of a subject; `null`: it is. */
export function absentIn({ id, absent }: Property, { world, isGoverned }: Subject): string | null {
  const isOfGovernors = governing.some((one) => one.id === id);
  if (isGoverned === true && !isOfGovernors) return "judged where nobody changes the rules";
  if (isGoverned !== true && isOfGovernors) return "judged of the bridge that is governed";
  return absent(world);
}

/** Returns the properties that are judged of a subject. */
export const propertiesOf = (subject: Subject): readonly Property[] =>
  properties.filter((one) => absentIn(one, subject) === null);
