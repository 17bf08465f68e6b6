import { describe, expect, it } from "vitest";
import { userAtDesk } from "../cli/program.ts";
import { faultsIn } from "./examples.ts";
import { askingOnce } from "./once.ts";
import { parsePage } from "./page.ts";
import { staleIn } from "./references.ts";

const user = askingOnce(userAtDesk());

const own = `\`\`\`ts ../mine/own.ts
import { deriveScenario, ronin2022 } from "five-of-nine";

export default deriveScenario(ronin2022, {
  name: "own",
  title: "Own",
  question: "What if six had to sign?",
  set: { "quorum.threshold": "6", "honest.count": "0" },
  expect: { backing: true },
});
\`\`\`

\`\`\`sh
npm run sim -- custody ../mine/own.ts   # "nominal 6 of 9"
\`\`\`
`;

/** Pages on which everything is right, each with examples of one kind. */
const pages = {
  sentences: `See [the other heading](#one-more), [errors](docs/errors.md#unknown-field),
\`sim/core/units.ts\`, \`npm run -s docs -- --write\`, \`npm run sim -- list\`, \`--fail-on\` and
\`FUZZ_RUNS=1 npx vitest run test/docs/wrong.test.ts\`.

## One more
`,
  commands: `\`\`\`sh
npm ci && npm run -s bitflips
npm run sim -- list                                                    # "quorum.threshold"
npm run sim -- run ronin-2022 --set honest.count=1001 --tenant model   # ends with 2: "0 and 1000"
\`\`\`
`,
  text: `\`\`\`sh
npm run sim -- list
\`\`\`

\`\`\`text
Scenarios, and the fields that --set knows
…
    quorum.threshold  (a number of the 9 validators; 5/9)
    Validators who must sign a payment.
\`\`\`
`,
  json: `\`\`\`sh
npm run sim -- list --json
\`\`\`

\`\`\`json
{
  "format": 1,
  "defenses": ["…"],
  "attacks": ["…"],
  "families": ["…"],
  "bridges": ["…"],
  "scenarios": [{ "name": "ronin-2022", "title": "Ronin, 23…", "…": "…" }, "…"],
  "checks": [{ "name": "conservation", "asks": "…" }, "…"]
}
\`\`\`
`,
  run: `\`\`\`sh
npm run sim -- run ronin-2022 --set honest.count=0 --tenant model
\`\`\`

\`\`\`jsonl runs/latest/trace.jsonl
{"seq":0,"at":1647907200,"type":"begin","scenario":{"name":"ronin-2022","…":"…"}}
…
{"at":1648598400,"type":"end","…":"…"}
\`\`\`
`,
  own,
  editor: `${own}
\`\`\`json ../mine/tsconfig.json
{
  "compilerOptions": {
    "target": "es2024",
    "module": "nodenext",
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "allowImportingTsExtensions": true,
    "resolveJsonModule": true,
    "noEmit": true,
    "typeRoots": ["../five-of-nine/node_modules/@types"],
    "types": ["node"],
    "paths": { "five-of-nine": ["../five-of-nine/sim/api.ts"] }
  }
}
\`\`\`
`,
  blocks: `\`\`\`ts sim/core/time.ts
export const minute = 60;
\`\`\`

\`\`\`text sketch
nothing
\`\`\`
`,
};

let visits = 0;

async function faultsOf(text: string): Promise<readonly string[]> {
  const page = parsePage("made-up.md", text);
  return [...(await faultsIn(page, user, `visit-${visits++}/five-of-nine`)), ...staleIn(page)];
}

/** The page, what is made wrong on it, the words, what stands there instead, what must be said. */
type Mistake = readonly [keyof typeof pages, what: string, from: string, to: string, fault: string];

const mistakes: readonly Mistake[] = [
  ["sentences", "a link", "docs/errors.md", "docs/error.md", ":1: the link docs/error.md"],
  ["sentences", "a heading elsewhere", "unknown-field", "no-field", ":1: docs/errors.md has no"],
  ["sentences", "a heading here", "#one-more", "#once-more", ":1: made-up.md has no heading"],
  ["sentences", "a path", "core/units.ts", "core/unit.ts", ":2: there is no sim/core/unit.ts"],
  ["sentences", "a script", "-s docs", "-s doc", ':2: package.json has no script "doc"'],
  ["sentences", "a flag of a script", "--write", "--save", ":2: scripts/docs.ts knows no --save"],
  ["sentences", "a command", "-- list", "-- lst", ':2: the program has no command "lst"'],
  ["sentences", "a flag", "`--fail-on`", "`--fail-off`", ":2: nothing knows --fail-off"],
  ["sentences", "a test", "/wrong", "/rong", ":3: there is no test/docs/rong.test.ts"],
  ["commands", "a status", "ends with 2", "ends with 1", ":4: it ends with 2, not with 1"],
  ["commands", "a status unsaid", "ends with 2:", "", ":4: it ends with 2, not with 0"],
  ["commands", "what is said", '"quorum.', '"quorums.', ':3: it does not say "quorums.threshold"'],
  ["commands", "a value", "count=1001", "count=0", ":4: it ends with 0, not with 2"],
  ["commands", "a command", "-- list ", "-- lst ", ":3: it ends with 2, not with 0"],
  ["commands", "a script", "-s bitflips", "-s bitflip", ':2: package.json has no script "bitflip"'],
  ["commands", "a program", "npm ci", "yarn", ':2: there is no rule for "yarn"'],
  ["text", "a word", "must sign", "may sign", ":5: the output does not have"],
  ["text", "a line left out unmarked", "\n…\n", "\n", ":5: the output does not have"],
  ["text", "the order", "knows\n…", "knows\n…\nChecks\n…", ":5: the output does not have"],
  [
    "text",
    "the command above",
    "```sh\nnpm run sim -- list\n```",
    "",
    ":3: there is no command above",
  ],
  ["json", "a value", '"format": 1', '"format": 2', ":5: the value.format is 1"],
  ["json", "a member", '"defenses"', '"defences"', ":5: the value has defenses as well"],
  ["json", "a member left out unmarked", ', "asks": "…"', "", ":5: the value.checks.0 has asks as"],
  [
    "json",
    "a list that goes on unmarked",
    '}, "…"],\n  "checks',
    '}],\n  "checks',
    ":5: the value.scenarios has 1",
  ],
  ["json", "a text that goes on", "23…", "24…", ":5: the value.scenarios.0.title is"],
  ["json", "its form", '"defenses": ["…"],', '"defenses": ["…",', ":5: it is not JSON"],
  ["run", "a value of a line", "1648598400", "1648598401", ":5: in this place there is no line"],
  ["run", "the order of lines", '"seq":0', '"seq":1', ":5: in this place there is no line"],
  ["run", "the file", "latest/trace", "last/trace", ":5: there is no runs/last/trace.jsonl"],
  ["own", "a field", "quorum.threshold", "quorum.thresold", ":14: it ends with 2, not with 0"],
  ["own", "a value", '"6"', '"5"', ':14: it does not say "nominal 6 of 9"'],
  ["own", "an import", "ronin2022 }", "ronin2023 }", ":14: it ends with 2, not with 0"],
  ["own", "its name", "ts ../mine/own.ts", "ts ../mine/six.ts", ":1: no command below uses"],
  [
    "editor",
    "a type",
    "{ backing: true }",
    "{ backing: 1 as never as string }",
    ":17: with it tsc",
  ],
  ["editor", "where it looks", "sim/api.ts", "sim/index.ts", ":17: with it tsc says"],
  ["blocks", "a part of a file", "minute = 60", "minute = 61", ":1: this is no part of sim/core"],
  ["blocks", "a kind", "text sketch", "yaml", ":5: there is no"],
];

describe("a page on which everything is right", () => {
  it.concurrent.for(Object.entries(pages))("has no fault: %s", async ([_, text]) => {
    expect(await faultsOf(text)).toEqual([]);
  });
});

describe("a page on which one thing is wrong", () => {
  it.concurrent.for(mistakes)("is caught: %s, %s", async ([page, _, from, to, fault]) => {
    const text = pages[page];
    expect(text.split(from)).toHaveLength(2);
    const faults = await faultsOf(text.replace(from, to));
    expect(faults.map((line) => line.replace("made-up.md", ""))).toContainEqual(
      expect.stringContaining(fault),
    );
  });
});
