import { canonicalJson } from "../core/canonical.ts";
import { sha256 } from "../core/hash.ts";
import type { Scenario } from "./scenario.ts";

/** Returns the SHA-256, in lower-case hex, of a scenario's canonical JSON. */
export const scenarioHash = (scenario: Scenario): string => sha256(canonicalJson(scenario));
