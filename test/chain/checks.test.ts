import { describe, expect, it } from "vitest";
import { inCallOrder } from "../../sim/actor/signatures.ts";
import type { Signature, Withdrawal } from "../../sim/bridge/port.ts";
import { utcSeconds } from "../../sim/core/time.ts";
import type { ActorSpec, ScriptSpec, ThiefSpec } from "../../sim/scenario/actors.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import type { Finished } from "../../sim/study/experiment.ts";
import { roninWith, runOnChains, runRonin } from "../support/ronin.ts";

const forged: Withdrawal = {
  id: "900",
  token: "ETH",
  recipient: "insider",
  amount: "1000000000000000000",
};

/** Somebody who has a few validators' keys, and submits a list of their signatures. */
function insiderWith(signers: readonly string[]): ScriptSpec {
  const { accounts } = roninWith().world;
  const signatures = signers.map(
    (signer): Signature => ({ signer, over: forged, mode: 1, form: "plain" }),
  );
  return {
    kind: "script",
    name: "insider",
    isHonest: false,
    accounts: [...signers],
    steps: [
      {
        at: utcSeconds("2022-03-22T12:00:00Z"),
        command: {
          verb: "submitWithdrawal",
          sender: "insider",
          withdrawal: forged,
          signatures: inCallOrder(signatures, accounts),
        },
      },
    ],
  };
}

const three = ["sky-mavis-1", "sky-mavis-2", "sky-mavis-3"] as const;

/** Submits the theft's first payment again, ten seconds after it. */
function replayer(scenario: Scenario): ScriptSpec {
  const thief = scenario.actors.find((actor): actor is ThiefSpec => actor.kind === "thief");
  const payment = thief?.payments[0];
  if (payment === undefined) throw new Error("The scenario has a theft.");
  const signatures = ["sky-mavis-1", "sky-mavis-2", "sky-mavis-3", "sky-mavis-4", "axie-dao"].map(
    (signer): Signature => ({ signer, over: payment.withdrawal, mode: 1, form: "plain" }),
  );
  return {
    kind: "script",
    name: "replayer",
    isHonest: false,
    accounts: [],
    steps: [
      {
        at: payment.submitAt + 10,
        command: {
          verb: "submitWithdrawal",
          sender: "replayer",
          withdrawal: payment.withdrawal,
          signatures: inCallOrder(signatures, scenario.world.accounts),
        },
      },
    ],
  };
}

/** A validator that signs what it has seen a moment ago. */
const hasty = (actor: ActorSpec): ActorSpec =>
  actor.kind === "validator"
    ? { ...actor, finality: { ...actor.finality, sidechain: 0 }, latency: { min: 0, max: 0 } }
    : actor.kind === "relayer"
      ? { ...actor, latency: { min: 0, max: 0 } }
      : actor;

const smallTheft = { "theft.ETH": "1000 ETH" };
const quickPause = { "detection.delay": "1m", "response.delay": "30s" };

type Change = Parameters<typeof roninWith>[0];

/** Each check, a defect of at most five lines in a contract or an actor, and the same run without. */
const defects: readonly {
  readonly check: string;
  readonly defect: string;
  readonly sound: Change;
  readonly flawed: Change;
}[] = [
  {
    check: "conservation",
    defect: "a gateway that pays one base unit more",
    sound: { isControl: true },
    flawed: { isControl: true, contracts: { gateway: "PaysOneMore" } },
  },
  {
    check: "conservation",
    defect: "a sidechain that credits every acknowledgement past the quorum",
    sound: { isControl: true, changeActor: hasty },
    flawed: {
      isControl: true,
      changeActor: hasty,
      contracts: { sidechainGateway: "CreditsEveryVote" },
    },
  },
  {
    check: "authority",
    defect: "a gateway that counts a signer twice",
    sound: { withActors: [insiderWith([...three, "sky-mavis-1", "sky-mavis-2"])] },
    flawed: {
      withActors: [insiderWith([...three, "sky-mavis-1", "sky-mavis-2"])],
      contracts: { gateway: "DuplicateSigner" },
    },
  },
  {
    check: "authority",
    defect: "a validator set that is content with one vote less",
    sound: { withActors: [insiderWith([...three, "sky-mavis-4"])] },
    flawed: {
      withActors: [insiderWith([...three, "sky-mavis-4"])],
      contracts: { validatorSet: "OneVoteShort" },
    },
  },
  {
    check: "replay",
    defect: "a gateway that does not look whether an id was used",
    sound: { set: smallTheft, withActors: [replayer(roninWith({ set: smallTheft }))] },
    flawed: {
      set: smallTheft,
      withActors: [replayer(roninWith({ set: smallTheft }))],
      contracts: { gateway: "IdUsableTwice" },
    },
  },
  {
    check: "backing",
    defect: "validators that do not wait for finality",
    sound: { isControl: true },
    flawed: { isControl: true, changeActor: hasty },
  },
  {
    check: "liveness",
    defect: "a gateway that refuses large amounts",
    sound: { isControl: true },
    flawed: { isControl: true, contracts: { gateway: "RefusesLargeAmounts" } },
  },
  {
    check: "liveness",
    defect: "a relayer that does nothing",
    sound: { isControl: true },
    flawed: { isControl: true, withoutActors: ["relayer"] },
  },
  {
    check: "pause",
    defect: "a gateway whose withdrawals do not ask for the pause",
    sound: { set: quickPause },
    flawed: { set: quickPause, contracts: { gateway: "PauseHole" } },
  },
];

describe.each(defects)("$check", ({ check, defect, sound, flawed }) => {
  it(`is true of the sound twin, and false with ${defect}`, async () => {
    const [without, withDefect] = await Promise.all([runRonin(sound), runRonin(flawed)]);
    const before = without.verdicts[check];
    const after = withDefect.verdicts[check];
    expect(before).toMatchObject({ valid: true, count: 0, first: null, worst: null });
    expect(before?.exercised).toBeGreaterThan(0);
    expect(after).toMatchObject({ valid: false });
    expect(after?.count).toBeGreaterThan(0);
    expect(withDefect.trace[after?.first?.seq ?? -1]).toBeDefined();
  });
});

const validities = ({ verdicts }: Finished) =>
  Object.fromEntries(Object.entries(verdicts).map(([check, { valid }]) => [check, valid]));

describe("the theft of March 2022", () => {
  it("violates backing and liveness, and satisfies authority", async () => {
    expect(validities(await runOnChains(roninWith()))).toEqual({
      conservation: true,
      authority: true,
      replay: true,
      backing: false,
      liveness: false,
      pause: true,
    });
  });

  it("leaves every check true when it is left out", async () => {
    const control = await runRonin({ isControl: true });
    expect(new Set(Object.values(validities(control)))).toEqual(new Set([true]));
  });
});
