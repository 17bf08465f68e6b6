import { holding } from "./holding.ts";
import { paying } from "./paying.ts";
import type { Property } from "./property.ts";
import { signing } from "./signing.ts";

/** The properties that are judged of gateways and guards, in the catalogue's order. */
export const properties: readonly Property[] = [...signing, ...paying, ...holding];
