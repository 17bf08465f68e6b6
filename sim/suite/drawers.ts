import type { Draw, Drawing, Pick, Walk } from "../agree/draw.ts";
import { type Drawers, drawersOf } from "../agree/drawers.ts";
import { inOrder } from "../agree/submission.ts";
import { drawPause } from "../agree/time.ts";
import { oneOf } from "../agree/values.ts";
import type { CommandOf, Signature } from "../bridge/port.ts";
import { againDrawers, drawSigned } from "./again.draw.ts";
import { edgeDrawers, hurried } from "./edges.draw.ts";
import { governedPause, governingDrawers } from "./governing.draw.ts";
import type { Subject } from "./subject.ts";

/**
 * Returns how the suite's lists are drawn: as agreement draws them, with more of what a forger with
 * one key too few would try; of a bridge that is governed, with what governors do.
 */
export function drawingOf({ world, isGoverned, isHurried }: Subject): Drawing {
  if (isGoverned !== true)
    return {
      drawers: [...drawersOf(world), ...forgers, ...againDrawers(world), ...edgeDrawers(world)],
      ...(isHurried ? { pause: hurried } : {}),
    };
  return {
    drawers: [...drawersOf(world), ...governingDrawers],
    pause: governedPause(drawPause),
  };
}

type Named = Extract<Signature, { signer: string }>;

/** Changes the signatures of a submission; what else may be drawn stays. */
const changed =
  (
    change: (
      walk: Walk,
      pick: Pick,
      command: CommandOf<"submitWithdrawal">,
    ) => readonly Signature[],
  ): Draw =>
  (walk, pick) => {
    const command = drawSigned(walk, pick);
    if (command.verb !== "submitWithdrawal") return command;
    return { ...command, signatures: change(walk, pick, command) };
  };

/** Of the signers that it takes one is missing, and another signs twice: as it likes to be written. */
const drawTwice: Draw = changed((walk, pick, { withdrawal, signatures }) => {
  const named = signatures.filter((one): one is Named => "signer" in one);
  const rest = inOrder(walk.world, named.slice(1)) as readonly Named[];
  const place = pick(rest.length || 1);
  return rest.flatMap((one, at): readonly Signature[] => {
    if (at !== place) return [one];
    const form = oneOf(pick, ["plain", "mirrored", "parity"] as const);
    const mode = oneOf(pick, [one.mode, 0, 1, 2] as const);
    const again: Named = { ...one, over: withdrawal, form, mode };
    return pick(2) === 0 ? [one, again] : [again, one];
  });
});

/** Those who sign have among them one who was removed, in the place of one who was not. */
const drawRemoved: Draw = changed((walk, pick, { withdrawal, signatures }) => {
  const present = walk.state.sets.mainchain.validators;
  const gone = walk.world.validators.filter((name) => !present.includes(name));
  const named = signatures.filter((one): one is Named => "signer" in one);
  const signer = gone.length === 0 ? oneOf(pick, ["bob", "outsider"]) : oneOf(pick, gone);
  const one: Named = { signer, over: withdrawal, mode: 1, form: "plain" };
  return inOrder(walk.world, [...named.slice(1), one]);
});

const forgers: Drawers = [
  { weight: 8, draw: drawTwice },
  { weight: 8, draw: drawRemoved },
];
