import type { Hex } from "../../core/accounts.ts";

/** A call that a transaction made, with the calls that it made in turn. */
export type Frame = {
  readonly type: string;
  readonly to?: Hex;
  readonly input: Hex;
  readonly value?: Hex;
  readonly gasUsed: Hex;
  readonly error?: string;
  readonly output?: Hex;
  readonly calls?: readonly Frame[];
};

/** Runs a transaction of the past once more, and returns its calls. */
export const frameOf = async (
  request: (method: string, params: readonly unknown[]) => Promise<unknown>,
  hash: Hex,
): Promise<Frame> =>
  (await request("debug_traceTransaction", [hash, { tracer: "callTracer" }])) as Frame;
