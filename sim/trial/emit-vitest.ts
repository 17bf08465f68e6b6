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
};

const assertions: { readonly [expected in Expected]: string } = {
  refuses: 'expect(last.outcome).not.toBe("paid")',
  pays: 'expect(last.outcome).toBe("paid")',
  serves: 'expect(["paid", "held"]).toContain(last.outcome)',
  answers: "expect(failureOf(last)).toBeNull()",
};

/**
 * Writes a Vitest file in which the shortest attack happens again: the guard is compiled as it is by
 * then, and stands in the stack of a real gateway on chains in the process.
 */
export function vitestTest(
  failure: Failure,
  claims: Claims,
  guard: OwnGuard,
  { guard: path, home }: Places,
): string {
  const { id, says, steps } = failure;
  const helpers = expectedOf(failure, claims) === "answers" ? "failureOf, guardIn" : "guardIn";
  const lines = steps.map(
    (step, index) =>
      `  ${index === steps.length - 1 ? "const last = " : ""}await bridge.take(${literal(step)});`,
  );
  return `import { afterAll, expect, it } from "vitest";
import { ${helpers} } from "${home}/scripts/host/guard/emitted.ts";

const guard = guardIn(
  new URL("${path}", import.meta.url),
  "${guard.contract}",
  ${JSON.stringify(guard.args)},
);
afterAll(guard.end);

/** The shortest sequence in which ${guard.contract} breaks it; amounts in base units, times in seconds. */
it("${id}: ${says}", async () => {
  const bridge = await guard.open();
${lines.join("\n")}
  await bridge.close();
  ${assertions[expectedOf(failure, claims)]};
}, 120_000);
`;
}

function literal(step: Step): string {
  const members = Object.entries(step).map(
    ([name, value]) =>
      `${name}: ${typeof value === "bigint" ? `${value}n` : JSON.stringify(value)}`,
  );
  return `{ ${members.join(", ")} }`;
}
