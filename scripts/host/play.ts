import { openModel } from "../../sim/bridge/model/model.ts";
import { comparedText, situationText } from "../../sim/report/playing.ts";
import type { Setting } from "../../sim/scenario/define.ts";
import { parseCondition } from "../../sim/study/condition.ts";
import { compareWithRecord, play, type Situation } from "../../sim/study/playing.ts";
import { openChoices } from "./choices.ts";
import { definitionOf } from "./choose.ts";
import { ensureRunsWritable, runsRoot } from "./files.ts";
import type { OutputOptions } from "./outcome.ts";
import { styleOf } from "./terminal.ts";

type PlayOptions = OutputOptions & {
  readonly set: readonly Setting[];
  readonly seed: number;
  readonly choices?: string;
};

/**
 * Plays a scenario's responder on the model, with choices from a file or standard input.
 *
 * @returns What the choices come to as settings, and what tells how it compares with the record.
 * @throws InputError when there is nothing to decide, or choices are wrong, too few or too many.
 */
export async function playResponder(name: string, options: PlayOptions) {
  const { definition, scenario } = await definitionOf(name, options.seed, options.set);
  // Who has played to the end must not learn only then that nothing can be written.
  for (const text of options.failOn) parseCondition(text, scenario);
  ensureRunsWritable(runsRoot(options.out));
  const style = styleOf(options);
  const tell = (text: string): void => {
    if (!options.json) process.stdout.write(text);
  };
  const choices = openChoices(options.choices);
  const ask = async (situation: Situation) => {
    tell(situationText(situation, style));
    // A terminal shows what is typed by itself.
    const isTyped = options.choices === undefined && process.stdin.isTTY === true;
    if (isTyped) tell("> ");
    const answer = await choices.next(situation.decision.name);
    if (!isTyped) tell(`> ${answer.text}\n`);
    return answer;
  };
  const subject = { definition, seed: options.seed, settings: options.set };
  const taken = await play(subject, openModel, ask);
  await choices.close();
  return {
    settings: [...options.set, ...taken.flatMap(({ settings }) => settings)],
    compare: async () => {
      const compared = await compareWithRecord(subject, taken, openModel);
      tell(comparedText(compared, style));
    },
  };
}
