import { modulusBytes } from "../blind-key.ts";
import { isSigned, signBlinded } from "../note.ts";
import type { CommandOf } from "../port.ts";
import { nodeOf, venueOf } from "../venue.ts";
import { move, refuseCoin, refuseEther, refuseNobody, refusePaying } from "./coins.ts";
import { type Decision, refuse, type State, show } from "./state.ts";

/** Takes the denomination, and has the operator sign what it is handed, unseen. */
export function mix(state: State, { sender, venue, blinded }: CommandOf<"mix">): Decision {
  const mixer = venueOf(state.world, "mixer", venue);
  const value = BigInt(mixer.denomination);
  const short = refuseEther(state, sender, mixer.token, value);
  if (short) return short;
  const length = (blinded.length - 2) / 2;
  if (length !== modulusBytes) return refuse("BlindedLength", { length: `${length}` });
  const refused = refuseCoin(state, sender, mixer.token, value);
  if (refused) return refused;
  const node = nodeOf(mixer);
  move(state, mixer.token, value, [sender], [node]);
  const signature = signBlinded(state.world, venue, blinded);
  state.mixed.set(venue, [...(state.mixed.get(venue) ?? []), { blinded, signature }]);
  return {
    result: { blindSignature: signature },
    balances: show(state, "mainchain", [sender, node], mixer.token),
  };
}

/** Pays the denomination for a note that the operator has signed, once. */
export function unmix(state: State, command: CommandOf<"unmix">): Decision {
  const { venue, recipient, serial, signature } = command;
  const mixer = venueOf(state.world, "mixer", venue);
  const value = BigInt(mixer.denomination);
  const node = nodeOf(mixer);
  const nobody = refuseNobody(state, recipient);
  if (nobody) return nobody;
  if (!isSigned(state.world, venue, { recipient, serial }, signature))
    return refuse("NoteNotSigned", { recipient });
  if (state.spent.has(`${venue} ${serial}`)) return refuse("NoteSpent", { serial });
  const unpaid = refusePaying(state, recipient, mixer.token);
  if (unpaid) return unpaid;
  state.spent.add(`${venue} ${serial}`);
  move(state, mixer.token, value, [node], [recipient]);
  return {
    result: {},
    balances: show(state, "mainchain", [recipient, node], mixer.token),
  };
}
