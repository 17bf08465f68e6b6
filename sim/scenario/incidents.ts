import kucoin from "../../facts/incidents/kucoin-2020.json" with { type: "json" };
import nicehash from "../../facts/incidents/nicehash-2017.json" with { type: "json" };
import ronin from "../../facts/incidents/ronin-2024.json" with { type: "json" };
import type { FactFile, Named } from "./facts.ts";

/** The theft of 6 December 2017: one wallet, one credential. */
export const nicehash2017 = nicehash as FactFile & {
  readonly inputs: Named<typeof nicehash.inputs>;
  readonly outcomes: Named<typeof nicehash.outcomes>;
};

/** The night of 26 September 2020, minute by minute: `kucoin2020.inputs.serverShutAt.value`. */
export const kucoin2020 = kucoin as FactFile & {
  readonly inputs: Named<typeof kucoin.inputs>;
  readonly outcomes: Named<typeof kucoin.outcomes>;
};

/** The morning of 6 August 2024, when one signature of any key was enough. */
export const ronin2024 = ronin as FactFile & {
  readonly inputs: Named<typeof ronin.inputs>;
  readonly outcomes: Named<typeof ronin.outcomes>;
};
