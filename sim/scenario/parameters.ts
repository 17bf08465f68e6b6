import v2 from "../../facts/parameters/ronin-v2.json" with { type: "json" };
import v3 from "../../facts/parameters/ronin-v3.json" with { type: "json" };
import type { FactFile, Named } from "./facts.ts";

/** The bridge as it was reopened in June 2022: `roninV2.inputs.quorum.value`. */
export const roninV2 = v2 as FactFile & { readonly inputs: Named<typeof v2.inputs> };

/** The bridge as it was upgraded in August 2024. */
export const roninV3 = v3 as FactFile & { readonly inputs: Named<typeof v3.inputs> };
