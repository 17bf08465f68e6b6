import type { Draw, Pick, Walk } from "../agree/draw.ts";
import type { Drawers } from "../agree/drawers.ts";
import { drawSubmission } from "../agree/submission.ts";
import { drawNext } from "../agree/traffic.ts";
import { broughtIn, drawTypedSubmission } from "../agree/typed.ts";
import { oneOf } from "../agree/values.ts";
import { balanceOf } from "../bridge/model/state.ts";
import type { Command, Withdrawal, World } from "../bridge/port.ts";
import { callingToken } from "./subject.ts";

/** A withdrawal as it is mostly drawn, with the signatures of those who may sign. */
export function drawSigned(walk: Walk, pick: Pick): Command {
  const isV1 = walk.world.roninV2 === undefined && walk.world.guarded === undefined;
  return isV1 ? drawSubmission(walk, pick) : drawTypedSubmission(walk, pick);
}

/** Brings a withdrawal with the signatures that another was drawn with. */
function brought(walk: Walk, pick: Pick, withdrawal: Withdrawal): Command {
  const command = drawSigned(walk, pick);
  if (command.verb !== "submitWithdrawal") return command;
  const signatures = command.signatures.map((one) =>
    "signer" in one ? { ...one, over: withdrawal } : one,
  );
  return { ...command, withdrawal, signatures };
}

/** What was brought before is brought once more; what was paid or ended is ended or released. */
const drawAgain: Draw = (walk, pick) => {
  const all = broughtIn(walk);
  const ended = [...(walk.state.guarded?.entries.values() ?? [])].flatMap(({ status }, index) =>
    status === "Held" ? [] : (all[index] ?? []),
  );
  if (all.length === 0) return drawSigned(walk, pick);
  if (ended.length === 0 || pick(2) === 0) return brought(walk, pick, oneOf(pick, all));
  const verb = oneOf(pick, ["cancel", "release", "cancel", "expire"] as const);
  const sender = verb === "cancel" ? "canceller" : "outsider";
  return { verb, sender, withdrawal: oneOf(pick, ended) };
};

/** A signer is replaced, unless one was before; then something is signed. */
const drawReplacement: Draw = (walk, pick) => {
  const { validators } = walk.state.sets.mainchain;
  if (walk.world.validators.some((name) => !validators.includes(name)))
    return drawSigned(walk, pick);
  return { verb: "replaceSigner", sender: "responder", signer: oneOf(pick, validators) };
};

/** In the epoch of now, where there are any. */
const signedNow = ({ state }: Walk, withdrawal: Withdrawal): Withdrawal =>
  state.guarded === null ? withdrawal : { ...withdrawal, epoch: state.guarded.epoch };

/** What somebody asked for on the sidechain. */
const drawOwed: Draw = (walk, pick) => {
  const { requests } = walk.state;
  if (requests.length === 0) return drawNext(walk, pick);
  return brought(walk, pick, signedNow(walk, oneOf(pick, requests)));
};

/** Another withdrawal under the number of what somebody asked for. */
const drawSquatter: Draw = (walk, pick) => {
  const { requests } = walk.state;
  if (requests.length === 0) return drawNext(walk, pick);
  const request = oneOf(pick, requests.slice(-2));
  const forged =
    pick(2) === 0
      ? { ...request, recipient: "outsider" }
      : { ...request, amount: `${BigInt(request.amount) / 2n + 1n}` as const };
  return brought(walk, pick, signedNow(walk, forged));
};

/** What was signed is a payment at another gateway of the same signers. */
const drawElsewhere: Draw = (walk, pick) => {
  const command = drawSigned(walk, pick);
  if (command.verb !== "submitWithdrawal") return command;
  const signatures = command.signatures.map((one) =>
    "signer" in one && one.form === "plain" ? { ...one, form: "elsewhere" as const } : one,
  );
  return { ...command, signatures };
};

/** A contract that is paid in a token which calls it, and calls back. */
const drawCallback: Draw = (walk, pick) => {
  const token = walk.world.tokens.find(({ contract }) => contract === callingToken);
  const command = drawSigned(walk, pick);
  if (command.verb !== "submitWithdrawal" || token === undefined) return command;
  const vault = balanceOf(walk.state, "mainchain", "vault", token.symbol);
  const { withdrawal, signatures } = command;
  const isSame = withdrawal.token === token.symbol;
  const other: Withdrawal = {
    ...withdrawal,
    ...{ token: token.symbol, recipient: "refuser" },
    amount: isSame ? withdrawal.amount : `${vault / BigInt(oneOf(pick, [7, 50, 3])) + 1n}`,
  };
  const over = signatures.map((one) => ("signer" in one ? { ...one, over: other } : one));
  return { ...command, withdrawal: other, signatures: over, callsBack: true };
};

/** A payment to whom the issuer has frozen, where there is such a one. */
const drawToFrozen: Draw = (walk, pick) => {
  const frozen = [...walk.state.frozen].filter((one) => !one.endsWith(" gateway"));
  const command = drawSigned(walk, pick);
  if (frozen.length === 0 || command.verb !== "submitWithdrawal") return command;
  const [token = "", recipient = ""] = oneOf(pick, frozen).split(" ");
  const withdrawal = { ...command.withdrawal, token, recipient, amount: "1" } as const;
  return brought(walk, pick, withdrawal);
};

/** What takes a request's place, and what comes after a withdrawal's end. */
export const againDrawers = (world: World): Drawers => [
  { weight: 6, draw: drawSquatter },
  { weight: 5, draw: drawElsewhere },
  { weight: 5, draw: drawToFrozen },
  ...(world.tokens.some(({ contract }) => contract === callingToken)
    ? [{ weight: 24, draw: drawCallback }]
    : []),
  ...(world.roninV2 === undefined && world.guarded === undefined
    ? []
    : [
        { weight: 24, draw: drawNext },
        { weight: 8, draw: drawOwed },
      ]),
  ...(world.guarded === undefined
    ? []
    : [
        { weight: 12, draw: drawAgain },
        { weight: 6, draw: drawReplacement },
      ]),
];
