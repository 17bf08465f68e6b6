import { balanceOf, uint256Max } from "../bridge/model/state.ts";
import type { ChainName, Command } from "../bridge/port.ts";
import type { Amount } from "../core/units.ts";
import type { Pick, Walk } from "./draw.ts";
import { drawSignature, drawSubmission } from "./submission.ts";
import { drawTypedSubmission } from "./typed.ts";
import { amountNear, oneOf, ownerOf, usualToken } from "./values.ts";
import { users } from "./world.ts";

export function drawDeposit(walk: Walk, pick: Pick): Command {
  const { state } = walk;
  const [frozen = ""] = state.frozen;
  const isOfFrozen = frozen !== "" && pick(2) === 0;
  const [token = "", sender = ""] = isOfFrozen
    ? frozen.split(" ")
    : [usualToken(walk, pick), oneOf(pick, users)];
  if (!users.some((name) => name === sender)) return drawRequest(walk, pick);
  const held = balanceOf(state, "mainchain", sender, token);
  const amount = amountNear(pick, held > 0n ? held : 9n);
  return { verb: "deposit", sender, owner: ownerOf(pick), token, amount };
}

/** What has to happen next for money to get across, or for the bridge to be whole again. */
export function drawNext(walk: Walk, pick: Pick): Command {
  const { world, state } = walk;
  const { admin } = world;
  const isTyped = world.contracts.gateway !== "RoninGatewayV1";
  const starter = (chain: ChainName) =>
    state.guarded !== null && chain === "mainchain" ? "unpauser" : admin;
  const repairs: Command[] = [
    ...[...state.paused].map(
      (chain): Command => ({ verb: "unpause", sender: starter(chain), chain }),
    ),
    ...[...state.missing].map((key) => repairOf(admin, key)),
    ...[...state.frozen].map((key): Command => {
      const [token = "", account = ""] = key.split(" ");
      return { verb: "unfreeze", sender: world.issuer, token, account };
    }),
  ];
  if (repairs.length > 0 && pick(3) === 0) return oneOf(pick, repairs);
  if (state.requests.some(({ id }) => !state.paid.has(id)) && pick(3) > 0)
    return isTyped ? drawTypedSubmission(walk, pick) : drawSubmission(walk, pick);
  const holders = users.flatMap((sender) =>
    world.tokens.flatMap(({ symbol: token }) => {
      const held = balanceOf(state, "sidechain", sender, token);
      return held > 0n ? [{ sender, token, held }] : [];
    }),
  );
  if (holders.length > 0 && pick(3) > 0) {
    const { sender, token, held } = oneOf(pick, holders);
    const amount = `${held > 1n ? held / 2n : held}` as const;
    return { verb: "requestWithdrawal", sender, recipient: ownerOf(pick), token, amount };
  }
  return nextAcknowledgement(walk) ?? drawDeposit(walk, pick);
}

/** Of the first deposit that is not credited yet, by the next validator. */
function nextAcknowledgement({ state }: Walk): Command | undefined {
  for (const [index, deposit] of state.deposits.entries()) {
    const depositId = `${BigInt(index)}` as const;
    const heard = state.acknowledgements.get(depositId);
    if (heard?.credited.has(`${deposit.owner} ${deposit.token} ${deposit.amount}`)) continue;
    const sender = state.sets.sidechain.validators.find((name) => !heard?.heardFrom.has(name));
    if (sender !== undefined) return { verb: "acknowledgeDeposit", sender, depositId, ...deposit };
  }
  return undefined;
}

function repairOf(sender: string, key: string): Command {
  const [chain, name = ""] = key.split(" ") as [ChainName, string];
  return name === "VALIDATOR" || name === "WETH_TOKEN"
    ? { verb: "updateContract", sender, chain, name, isSet: true }
    : { verb: "mapToken", sender, chain, token: name };
}

/** An acknowledgement, often of what is so, by somebody who may have said so already. */
export function drawAcknowledgement(walk: Walk, pick: Pick): Command {
  const { state } = walk;
  const index = pick(state.deposits.length + 2);
  const known = state.deposits[index];
  const members = state.sets.sidechain.validators;
  const isMember = pick(12) > 0 && members.length > 0;
  const sender = isMember ? oneOf(pick, members.slice(0, 4)) : oneOf(pick, ["outsider", "bob"]);
  const content =
    known !== undefined && pick(4) > 0
      ? known
      : {
          owner: ownerOf(pick),
          token: usualToken(walk, pick),
          amount: amountNear(pick, 100n),
        };
  const depositId = `${pick(40) === 0 ? uint256Max : BigInt(index)}` as const;
  return { verb: "acknowledgeDeposit", sender, depositId, ...content };
}

export function drawRequest(walk: Walk, pick: Pick): Command {
  const { state } = walk;
  const sender = oneOf(pick, users);
  const token = usualToken(walk, pick);
  const held = balanceOf(state, "sidechain", sender, token);
  const amount = amountNear(pick, held > 0n ? held : 5n);
  return { verb: "requestWithdrawal", sender, recipient: ownerOf(pick), token, amount };
}

/** An id of a request, just past the last one, or far away. */
function idNear({ state }: Walk, pick: Pick): Amount {
  const last = BigInt(state.requests.length);
  if (pick(4) > 0 && last > 0n) return `${last - 1n - BigInt(pick(Number(last)))}`;
  return `${oneOf(pick, [last, uint256Max])}`;
}

export function drawSign(walk: Walk, pick: Pick): Command {
  const { signer, over, mode } = drawSignature(walk, pick, idNear(walk, pick));
  return { verb: "sign", signer, over, mode };
}

export function drawPost(walk: Walk, pick: Pick): Command {
  const { state } = walk;
  if (state.requests.length === 0 && pick(4) > 0) return drawNext(walk, pick);
  const withdrawalId = idNear(walk, pick);
  const members = state.sets.sidechain.validators.slice(0, 2);
  const isMember = pick(12) > 0 && members.length > 0;
  const [before] = state.mailboxes.get(withdrawalId)?.keys() ?? [];
  const sender =
    before !== undefined && pick(3) > 0
      ? before
      : isMember
        ? oneOf(pick, members)
        : oneOf(pick, [...users]);
  const signature = drawSignature(walk, pick, withdrawalId);
  return { verb: "postSignature", sender, withdrawalId, signature, replace: pick(3) === 0 };
}

export function drawAgain(walk: Walk, pick: Pick): Command {
  if (walk.state.requests.length === 0 && pick(4) > 0) return drawNext(walk, pick);
  const withdrawalId = idNear(walk, pick);
  const owner = walk.state.requests[Number(withdrawalId)]?.recipient ?? "alice";
  const sender = users.some((name) => name === owner) && pick(3) > 0 ? owner : oneOf(pick, users);
  return { verb: "requestSignatureAgain", sender, withdrawalId };
}
