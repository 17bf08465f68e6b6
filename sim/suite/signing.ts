import type { CommandOf, World } from "../bridge/port.ts";
import { type Event, errorOf, isOf, type Of } from "./history.ts";
import {
  everywhere,
  ofGuarded,
  ofOneSet,
  type Property,
  type Sight,
  stepwise,
} from "./property.ts";
import { countedVotes, isAscending, trueSigners, votesNeeded, votesOf } from "./signers.ts";

type Submission = CommandOf<"submitWithdrawal">;

/** Looks at each withdrawal that was brought; those that went through were paid or held. */
const submissions = (look: (event: Of<"submitWithdrawal">, world: World) => Sight) =>
  stepwise((event, world) => (isOf(event, "submitWithdrawal") ? look(event, world) : null));

const isAccepted = ({ outcome }: Event): boolean =>
  outcome.status === "info" || (outcome.status === "ok" && outcome.result.paid !== undefined);

/** Refusals that say that the signatures are not enough, or are none. */
const aboutSigning = new Set([
  "QuorumNotReached",
  "WeightNotReached",
  "SignersNotAscending",
  "SignatureInvalid",
  "NotSigner",
  "SignatureModeUnknown",
  "SignatureListMalformed",
]);

/** What V1 and the guarded gateway, and V2, say when too few have signed. */
const notEnough = new Set(["QuorumNotReached", "WeightNotReached"]);

const isAboutSigning = (event: Event): boolean => aboutSigning.has(errorOf(event)?.name ?? "");

/** Whether those who signed are enough at that moment. */
const isEnough = ({ command, before }: Of<"submitWithdrawal">, world: World): boolean =>
  votesOf(before, trueSigners(world, command)) >= votesNeeded(world, before, command);

const inWords = ({ command, before }: Of<"submitWithdrawal">, world: World): string =>
  `${votesOf(before, trueSigners(world, command))} of ${votesNeeded(world, before, command)} votes`;

/** Whoever counts when a key's signature over anything is taken for one over this. */
const signersOverAnything = ({ signatures }: Submission): readonly string[] => [
  ...new Set(signatures.flatMap((one) => ("signer" in one ? [one.signer] : []))),
];

/** The same without the signatures that were made for another gateway. */
const ofThisGateway = (command: Submission): Submission => ({
  ...command,
  signatures: command.signatures.filter((one) => !("signer" in one) || one.form !== "elsewhere"),
});

/** What is said of signatures, at every withdrawal that is brought. */
export const signing: readonly Property[] = [
  {
    id: "S01",
    statement: "every payment and hold had the declared quorum of distinct, valid signers",
    absent: everywhere,
    judge: submissions((event, world) => {
      if (!isAccepted(event)) return isAboutSigning(event) ? "refused" : null;
      const counted = countedVotes(world, event.before, trueSigners(world, event.command));
      const needed = votesNeeded(world, event.before, event.command);
      return counted >= needed ? "accepted" : { broken: `with ${counted} of ${needed} votes` };
    }),
  },
  {
    id: "S02",
    statement: "one key never counts twice, however its signature is written",
    absent: everywhere,
    judge: submissions((event, world) => {
      const { signatures } = event.command;
      const names = signatures.flatMap((one) => ("signer" in one ? [one.signer] : []));
      const twice = names.find((name, at) => names.indexOf(name) !== at);
      if (twice === undefined) return isAccepted(event) ? "accepted" : null;
      if (!isAccepted(event)) return isAboutSigning(event) ? "refused" : null;
      // A gateway that stops reading at the quorum never comes to the second.
      return isEnough(event, world) ? "accepted" : { broken: `${twice} counts twice` };
    }),
  },
  {
    id: "S03",
    statement: "nothing is accepted without a single signer, and no quorum of nothing is set",
    absent: everywhere,
    judge: stepwise((event, world) => {
      if (isOf(event, "submitWithdrawal")) {
        const isBare = votesOf(event.before, trueSigners(world, event.command)) === 0;
        if (isAccepted(event)) return isBare ? { broken: "nobody signed it" } : "accepted";
        return isBare && isAboutSigning(event) ? "refused" : null;
      }
      if (!isOf(event, "updateQuorum", "raiseQuorum")) return null;
      if ("chain" in event.command && event.command.chain === "sidechain") return null;
      const { numerator, denominator } = event.command.quorum;
      const isNothing = numerator === 0 || denominator === 0 || numerator > denominator;
      if (!isNothing) return event.outcome.status === "ok" ? "accepted" : null;
      if (event.outcome.status === "ok") return { broken: `${numerator}/${denominator} is set` };
      return "refused";
    }),
  },
  {
    id: "S05",
    statement: "a signer that was removed counts for nothing from that transaction on",
    absent: everywhere,
    judge: submissions((event, world) => {
      const { command, before } = event;
      const gone = trueSigners(world, command).filter((name) => before.removed.includes(name));
      if (gone.length === 0)
        return before.removed.length > 0 && isAccepted(event) ? "accepted" : null;
      if (!isAccepted(event)) return isAboutSigning(event) ? "refused" : null;
      return isEnough(event, world) ? null : { broken: `${gone.join(", ")} still count` };
    }),
  },
  {
    id: "S06",
    statement: "nothing that was signed before a rotation is paid after it, held or not",
    absent: ofGuarded("there are no epochs: a rotation unmakes no signature of those who stay"),
    judge: stepwise((event) => {
      if (!isOf(event, "submitWithdrawal", "release")) return null;
      const given = event.command.withdrawal.epoch ?? 1;
      const { epoch } = event.before;
      if (given === epoch) return isAccepted(event) ? "accepted" : null;
      if (isAccepted(event)) return { broken: `epoch ${given} is paid in epoch ${epoch}` };
      return errorOf(event)?.name === "EpochNotCurrent" ? "refused" : null;
    }),
  },
  {
    id: "S07",
    statement: "a signature counts for the withdrawal and the gateway that it was made for alone",
    absent: ({ roninV2 }) =>
      roninV2?.next === undefined
        ? null
        : "after the upgrade that left out a step no signature is needed at all; see RoninGatewayV2",
    judge: submissions((event, world) => {
      const { command, before } = event;
      const all = votesOf(before, signersOverAnything(command));
      const here = votesOf(before, trueSigners(world, ofThisGateway(command)));
      if (all === here) return isAccepted(event) ? "accepted" : null;
      if (!isAccepted(event)) return isAboutSigning(event) ? "refused" : null;
      if (here >= votesNeeded(world, before, command)) return null;
      return { broken: "what was signed is something else" };
    }),
  },
  {
    id: "S09",
    statement: "what is nobody's signature adds no vote",
    absent: everywhere,
    judge: submissions((event, world) => {
      const { signatures } = event.command;
      const isOdd = signatures.some((one) => "bytes" in one || one.form === "parity");
      if (!isOdd) return isAccepted(event) ? "accepted" : null;
      if (!isAccepted(event)) return isAboutSigning(event) ? "refused" : null;
      return isEnough(event, world) ? null : { broken: `with ${inWords(event, world)}` };
    }),
  },
  {
    id: "V02",
    statement: "with as many signers silent as may be, what the rest sign is accepted",
    absent: ofOneSet,
    judge: submissions((event, world) => {
      const { command, before } = event;
      const signers = trueSigners(world, command);
      const needed = votesNeeded(world, before, command);
      const isExact = signers.length === needed && votesOf(before, signers) === needed;
      const isPlain = command.signatures.length === signers.length && isAscending(world, signers);
      if (!isExact || !isPlain || needed === 0) return isAboutSigning(event) ? "refused" : null;
      if (isAccepted(event)) return "accepted";
      return notEnough.has(errorOf(event)?.name ?? "")
        ? { broken: `${signers.length} of ${needed} were not enough` }
        : null;
    }),
  },
];
