import { describe, expect, it } from "vitest";
import { axelar } from "../../bridges/axelar/axelar.ts";
import { bridgeOutcome } from "../../sim/trial/bridge/trial.ts";
import { type Change, copies, tried } from "./axelar.ts";

const { adapterWith } = copies();
const multisig = "governance/BaseWeightedMultisig.sol";
const gateway = "gateway/BaseAmplifierGateway.sol";

const wrong = (trial: Awaited<ReturnType<typeof tried>>) =>
  trial.verdicts.filter(({ valid, expected }) => valid !== expected).map(({ id }) => id);

describe("Axelar's gateway", () => {
  it("is as its expectations say, in the bytecode that is published", async () => {
    const trial = await tried(axelar(), { seed: 1, runs: 10 });
    expect(wrong(trial)).toEqual([]);
    expect(bridgeOutcome(trial)).toBe("as expected");
  });

  it("is the same when its source is compiled here", async () => {
    const trial = await tried(adapterWith([]), { seed: 1, runs: 0 });
    expect(wrong(trial)).toEqual([]);
  });

  const defects: readonly (readonly [string, Change, string, number])[] = [
    [
      "the weight test is off by one",
      {
        file: multisig,
        from: "if (totalWeight >= weighted",
        to: "if (totalWeight + 1 >= weighted",
      },
      "S01",
      1,
    ],
    [
      "a member may be met again",
      {
        file: multisig,
        from: "            ++signerIndex;\n        }\n\n        // if weight",
        to: "        }\n\n        // if weight",
      },
      "S02",
      1,
    ],
    [
      "an empty threshold takes over",
      { file: multisig, from: "if (threshold == 0 || ", to: "if (" },
      "S03",
      1,
    ],
    [
      "a rotation needs no delay",
      { file: multisig, from: "if (enforceRotationDelay && (", to: "if (false && (" },
      "A01",
      2,
    ],
    [
      "one set more is kept",
      {
        file: multisig,
        from: "> previousSignersRetention) revert",
        to: "> previousSignersRetention + 1) revert",
      },
      "S06-retained",
      4,
    ],
    [
      "the domain is left out",
      {
        file: multisig,
        from: "domainSeparator, signersHash, dataHash",
        to: "bytes32(0), signersHash, dataHash",
      },
      "S07-chain",
      1,
    ],
    [
      "a message stays approved",
      {
        file: gateway,
        from: "messages[commandId] = MESSAGE_EXECUTED;",
        to: "messages[commandId] = messageHash;",
      },
      "S08",
      3,
    ],
  ];
  it.each(defects)("is caught when %s", async (_name, change, property, steps) => {
    const trial = await tried(adapterWith([change]), { seed: 1, runs: 0, only: [property] });
    expect(wrong(trial)).toEqual([property]);
    const [failure] = trial.failures;
    expect(failure?.steps.length).toBe(steps);
  });
});
