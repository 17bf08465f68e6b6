import type { World } from "../bridge/port.ts";
import type { Event, History } from "./history.ts";

/** What a property found in one history. */
export type Judged = {
  /** Steps at which the gateway did what the property allows. */
  readonly accepting: number;
  /** Steps at which it refused what the property forbids. */
  readonly refusing: number;
  /** The first step that breaks it, and how. */
  readonly broken: { readonly step: number; readonly says: string } | null;
};

/** A property of the catalogue, judged from what a gateway answered. */
export type Property = {
  readonly id: string;
  readonly statement: string;
  /** Why a world has nothing that this is about; `null`: it has. */
  readonly absent: (world: World) => string | null;
  readonly judge: (history: History) => Judged;
};

/** What a step means to a property. */
export type Sight =
  | "accepted"
  | "refused"
  /** The property is broken: how. */
  | { readonly broken: string }
  | null;

/** Whether a step breaks the property. */
export const isBreach = (sight: Sight): boolean => sight !== null && typeof sight === "object";

/** Returns the judge that looks at one step after the other, with what it remembers of those before. */
export const through =
  <S>(
    start: (world: World) => S,
    look: (event: Event, memory: S, world: World) => Sight,
  ): Property["judge"] =>
  ({ events, world }) => {
    const memory = start(world);
    let [accepting, refusing] = [0, 0];
    let broken: Judged["broken"] = null;
    for (const event of events) {
      const sight = look(event, memory, world);
      if (sight === "accepted") accepting += 1;
      else if (sight === "refused") refusing += 1;
      else if (sight !== null) broken ??= { step: event.step, says: sight.broken };
    }
    return { accepting, refusing, broken };
  };

/** Returns the judge that looks at each step by itself, with what was the case before. */
export const stepwise = (look: (event: Event, world: World) => Sight): Property["judge"] =>
  through(
    () => null,
    (event, _, world) => look(event, world),
  );

export const everywhere = (): null => null;

export type Kind = "v1" | "v2" | "guarded";

/** Which of the gateways a world has. */
export const kindOf = ({ roninV2, guarded }: World): Kind =>
  guarded !== undefined ? "guarded" : roninV2 !== undefined ? "v2" : "v1";

/** Of guarded gateways alone. */
export const ofGuarded =
  (why: string): Property["absent"] =>
  (world) =>
    kindOf(world) === "guarded" ? null : why;

/**
 * Why what is enough is not judged of an upgrade: who goes back to the first logic and forth again
 * may have removed an operator from one of the two sets alone, and what is in force then no answer tells.
 */
export const ofOneSet: Property["absent"] = ({ roninV2 }) =>
  roninV2?.next === undefined
    ? null
    : "each of the two logics has operators of its own; see RoninGatewayV2";

/** Why what V2 has as well is not judged once more of its upgrade. */
export const ofUpgraded: Property["absent"] = ({ roninV2 }) =>
  roninV2?.next === undefined ? null : "limits and tiers are V2's; see RoninGatewayV2";
