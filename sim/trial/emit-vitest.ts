import type { OwnGuard } from "./bench.ts";
import type { Claims } from "./claims.ts";
import { type Expected, expectedOf } from "./expected.ts";
import type { Step } from "./step.ts";
import type { Failure } from "./trial.ts";

type Places = {
  /** Where the guard's file lies, as seen from the test. */
  readonly guard: string;
  /** Where the simulator lies, as seen from the test. */
  readonly home: string;
  /** What the test imports Vitest as: its name, or its file where nothing goes by the name. */
  readonly vitest: string;
};

const assertions: { readonly [expected in Expected]: string } = {
  refuses: 'expect(last.outcome).not.toBe("paid")',
  pays: 'expect(last.outcome).toBe("paid")',
  serves: 'expect(["paid", "held"]).toContain(last.outcome)',
  answers: "expect(failureOf(last)).toBeNull()",
  ignores: "expect(valid, note).not.toBe(false)",
};

/**
 * Writes a Vitest file in which the shortest attack happens again: the guard is compiled as it is by
 * then, and stands in the stack of a real gateway on chains in the process.
 */
export function vitestTest(
  failure: Failure,
  claims: Claims,
  guard: OwnGuard,
  { guard: path, home, vitest }: Places,
): string {
  const { id, says } = failure;
  const expected = expectedOf(failure, claims);
  const helpers = expected === "answers" ? "failureOf, guardIn" : "guardIn";
  return `// In the checkout of five-of-nine: npx vitest run --root, and this folder.
import { afterAll, expect, it } from "${vitest}";
import { ${helpers} } from "${home}/scripts/host/guard/emitted.ts";

const guard = guardIn(
  new URL("${path}", import.meta.url),
  "${guard.contract}",
  ${JSON.stringify(guard.args)},
);
afterAll(guard.end);

/** The shortest sequence in which ${guard.contract} breaks it; amounts in base units, times in seconds. */
it("${id}: ${says}", async () => {
${expected === "ignores" ? "  const { valid, note } = await guard.strangers();" : taken(failure)}
  ${assertions[expected]};
}, 120_000);
`;
}

function taken({ steps }: Failure): string {
  const lines = steps.map(
    (step, index) =>
      `  ${index === steps.length - 1 ? "const last = " : ""}await bridge.take(${literal(step)});`,
  );
  return ["  const bridge = await guard.open();", ...lines, "  await bridge.close();"].join("\n");
}

function literal(step: Step): string {
  const members = Object.entries(step).map(
    ([name, value]) =>
      `${name}: ${typeof value === "bigint" ? `${value}n` : JSON.stringify(value)}`,
  );
  return `{ ${members.join(", ")} }`;
}
