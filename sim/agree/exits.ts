import { reservesOf } from "../bridge/model/pool.ts";
import { balanceOf } from "../bridge/model/state.ts";
import { type Note, noteOf } from "../bridge/note.ts";
import type { Command } from "../bridge/port.ts";
import { boughtFor, issuerOf, nodeOf, type Pool, type Venue } from "../bridge/venue.ts";
import type { Pick, Walk } from "./draw.ts";
import { amountNear, oneOf, tokenOf } from "./values.ts";
import { users } from "./world.ts";

const recipients = ["alice", "bob", "alice", "bob", "outsider", "refuser", "nobody"];

const venuesOf = <K extends Venue["kind"]>({ world }: Walk, kind: K) =>
  (world.venues ?? []).filter((venue): venue is Extract<Venue, { kind: K }> => venue.kind === kind);

/** Brings something to an exchange, or takes something out of it. */
export function drawExchange(walk: Walk, pick: Pick): Command {
  const { name: venue } = oneOf(pick, venuesOf(walk, "exchange"));
  const owed = holdingsOf(walk, (owner) => nodeOf({ kind: "exchange", name: venue }, owner));
  if (owed.length === 0 || pick(5) < 2) {
    const held = holdingsOf(walk, (owner) => owner);
    const some = { account: oneOf(pick, users), token: tokenOf(walk, pick), held: 9n };
    const { account: sender, token, held: most } = pick(6) > 0 ? oneOf(pick, held) : some;
    const owner = oneOf(pick, ["alice", "bob", "outsider", "alice", "nobody", "bob"]);
    return { verb: "exchangeDeposit", sender, venue, owner, token, amount: amountNear(pick, most) };
  }
  const { account: sender, token, held } = oneOf(pick, owed);
  const recipient = oneOf(pick, recipients);
  const amount = amountNear(pick, held);
  return { verb: "exchangeWithdraw", sender, venue, token, recipient, amount };
}

/** Who of the users has how much of what, under the name that a balance of theirs has. */
const holdingsOf = ({ world, state }: Walk, nodeFor: (account: string) => string) =>
  users.flatMap((account) =>
    world.tokens.flatMap(({ symbol: token }) => {
      const held = balanceOf(state, "mainchain", nodeFor(account), token);
      return held > 0n ? [{ account, token, held }] : [];
    }),
  );

/** What an exchange's operator does, or somebody in its name. */
export function drawOperator(walk: Walk, pick: Pick): Command {
  const { name: venue, operator } = oneOf(pick, venuesOf(walk, "exchange"));
  const sender = pick(6) > 0 ? operator : oneOf(pick, users);
  const account = oneOf(pick, ["alice", "bob", "outsider", "nobody"]);
  const blocked = [...walk.state.blocked].map((key) => key.split(" ")[1] ?? "");
  const kind = pick(blocked.length === 0 ? 3 : 9);
  if (kind < 2) return { verb: "blockAccount", sender, venue, account };
  if (kind < 4) return { verb: "unblockAccount", sender, venue, account };
  const recipient = oneOf(pick, recipients);
  const whose = pick(4) > 0 && blocked.length > 0 ? oneOf(pick, blocked) : account;
  const node = nodeOf({ kind: "exchange", name: venue }, whose);
  const owed = walk.world.tokens
    .map(({ symbol }) => symbol)
    .filter((symbol) => balanceOf(walk.state, "mainchain", node, symbol) > 0n);
  const token = pick(4) > 0 && owed.length > 0 ? oneOf(pick, owed) : tokenOf(walk, pick);
  return { verb: "returnBlocked", sender, venue, account: whose, token, recipient };
}

/** Sells something to a pool, wanting what it gives, one more, or anything. */
export function drawSwap(walk: Walk, pick: Pick): Command {
  const pool = oneOf(pick, venuesOf(walk, "pool"));
  const sender = oneOf(pick, users);
  const token = pick(8) > 0 ? oneOf(pick, pool.tokens) : tokenOf(walk, pick);
  const held = balanceOf(walk.state, "mainchain", sender, token);
  const amount = amountNear(pick, pick(6) > 0 ? held : 2n ** 112n);
  const bought = expected(walk, pool, token, BigInt(amount));
  const least = `${oneOf(pick, [0n, bought, bought, bought + 1n])}` as const;
  return { verb: "swap", sender, venue: pool.name, token, amount, least };
}

function expected(walk: Walk, pool: Pool, token: string, amount: bigint): bigint {
  const [first, second] = reservesOf(walk.state, pool.name).map(BigInt);
  const [from, to] = token === pool.tokens[0] ? [first, second] : [second, first];
  return boughtFor(amount, from ?? 1n, to ?? 1n, pool.feeBps);
}

/** Notes that were drawn, by mixer and blinded hash: making one takes milliseconds. */
const made = new Map<string, Note>();

/** Pays a mixer, or brings it a note: one that it signed, or one that something is wrong with. */
export function drawMixer(walk: Walk, pick: Pick): Command {
  const { name: venue } = oneOf(pick, venuesOf(walk, "mixer"));
  const sender = oneOf(pick, users);
  const mixed = walk.state.mixed.get(venue) ?? [];
  const isNew = pick(2) === 0 || mixed.length === 0;
  if (isNew) {
    const recipient = oneOf(pick, recipients);
    const note = noteOf(walk.world, venue, sender, pick(4), recipient);
    made.set(`${venue} ${note.blinded}`, note);
    const blinded = pick(12) === 0 ? (`${note.blinded}00` as const) : note.blinded;
    return { verb: "mix", sender, venue, blinded };
  }
  const { blinded, signature } = oneOf(pick, mixed);
  const note = made.get(`${venue} ${blinded}`);
  if (note === undefined) return { verb: "mix", sender, venue, blinded: "0x" };
  const { serial } = note;
  const odd = pick(9);
  const recipient = odd === 0 ? oneOf(pick, recipients) : note.recipient;
  const good = note.unblind(signature);
  const shown = odd === 1 ? signature : odd === 2 ? (`${good}00` as const) : good;
  return { verb: "unmix", sender, venue, recipient, serial, signature: shown };
}

/** What an issuer does to an account: stops it, starts it, or takes what it has. */
export function drawIssuer(walk: Walk, pick: Pick): Command {
  const token = pick(4) > 0 ? "USDT" : tokenOf(walk, pick);
  const issuer = issuerOf(walk.world, token) ?? walk.world.issuer;
  const sender = pick(8) > 0 ? issuer : oneOf(pick, users);
  const account = oneOf(pick, ["alice", "bob", "outsider", "bob", "nobody"]);
  const kind = pick(8);
  if (kind < 2) return { verb: "freeze", sender, token, account };
  if (kind === 2) return { verb: "unfreeze", sender, token, account };
  if (kind === 3) {
    const amount = amountNear(pick, 1_000n);
    return { verb: "mint", sender, chain: "mainchain", token, account, amount };
  }
  const holders = users.filter((name) => balanceOf(walk.state, "mainchain", name, token) > 0n);
  const stopped = holders.filter((name) => walk.state.frozen.has(`${token} ${name}`));
  if (stopped.length === 0 && pick(2) === 0)
    return { verb: "freeze", sender, token, account: oneOf(pick, [...holders, account]) };
  const whose = pick(5) > 0 && stopped.length > 0 ? oneOf(pick, stopped) : account;
  return { verb: "reissue", sender, token, account: whose, recipient: oneOf(pick, recipients) };
}

/** Ether or tokens from account to account, of what somebody has. */
export function drawTransfer(walk: Walk, pick: Pick): Command {
  const sender = oneOf(pick, users);
  const token = tokenOf(walk, pick);
  const held = balanceOf(walk.state, "mainchain", sender, token);
  const recipient = oneOf(pick, recipients);
  const amount = amountNear(pick, held);
  return { verb: "transfer", sender, chain: "mainchain", token, recipient, amount };
}
