import { z } from "zod";
import { InputError, SimError } from "../../../sim/core/errors.ts";
import type { BridgeAdapter } from "../../../sim/trial/bridge/adapter.ts";
import { faultIn } from "../own.faults.ts";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "an address must be 20 bytes");
const bytes = z.string().regex(/^0x([0-9a-fA-F]{2})*$/, "data must be whole bytes");
const digest = z.string().regex(/^0x[0-9a-fA-F]{64}$/, "a digest must be 32 bytes");
const people = ["admin", "guardian", "depositor", "outsider", "alice", "bob"] as const;
const call = z.strictObject({
  from: z.enum(people),
  to: address,
  data: bytes,
  value: z.bigint().min(0n).exactOptional(),
});
const calls = z.array(call);
const sayable = calls.nullable();

/** What each function of an adapter must answer. */
const answers: { readonly [name: string]: z.ZodType } = {
  deploy: z.looseObject({ vault: address, token: address.exactOptional() }),
  deposit: calls,
  digest,
  submit: sayable,
  isHeld: z.boolean(),
  release: sayable,
  cancel: sayable,
  pause: sayable,
  unpause: sayable,
  rotate: sayable,
  rotationDigest: digest,
};

type Work = (...args: readonly unknown[]) => unknown;

/**
 * Has what an adapter's functions throw, or answer where they must not, say that it is the adapter's.
 *
 * @param place The file as sentences name it.
 * @param file Where it stands.
 */
export function blamed(adapter: BridgeAdapter, place: string, file: string): BridgeAdapter {
  const blame =
    (name: string, work: Work) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      const answer = await answerOf(() => work.apply(adapter, [...args]), place, file);
      const result = answers[name]?.safeParse(answer);
      if (result === undefined || result.success) return answer;
      const [issue] = result.error.issues;
      const path = issue?.path.length ? ` (${issue.path.join(".")})` : "";
      throw new InputError(
        `${place}: ${name} answers what it must not${path}: ${issue?.message}.`,
        {
          docsPath: "docs/errors.md#a-bridge-of-ones-own",
        },
      );
    };
  const fields = Object.entries(adapter).map(([name, value]) => [
    name,
    typeof value === "function" ? blame(name, value as Work) : value,
  ]);
  return Object.fromEntries(fields) as BridgeAdapter;
}

async function answerOf(work: () => unknown, place: string, file: string): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SimError ? error : faultIn(error, place, file);
  }
}
