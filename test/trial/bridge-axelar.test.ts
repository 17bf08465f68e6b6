import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { axelar, published } from "../../bridges/axelar/axelar.ts";
import { type Change, copiesOf, expectBroken, surprising, tried } from "./bridges.ts";

const home = "bridges/axelar";
const copy = copiesOf("axelar", "node_modules/@axelar-network/axelar-gmp-sdk-solidity/contracts");
const multisig = "governance/BaseWeightedMultisig.sol";
const messages = "gateway/BaseAmplifierGateway.sol";
const amplifier = "gateway/AxelarAmplifierGateway.sol";

/** Returns the bridge with its gateway compiled from a copy of its sources. */
const compiled = (label: string, changes: readonly Change[]) =>
  axelar({
    ...published,
    gateway: join(copy(label, changes), amplifier),
    vault: resolve(home, "MessageVault.sol"),
  });

describe("Axelar's gateway", () => {
  it("is as its expectations say, in the bytecode that npm has", async () => {
    const trial = await tried(axelar(), home, { seed: 1, runs: 10 });
    expect(surprising(trial)).toEqual([]);
    const judged = trial.verdicts.filter(({ valid }) => valid !== "not applicable");
    expect(judged.map(({ id }) => id)).toContain("S06-retained");
    expect(judged.every(({ accepted }) => accepted > 0)).toBe(true);
  });

  it("is the same when its source is compiled here", async () => {
    const options = { seed: 1, runs: 0, shapes: ["weights"] } as const;
    const trial = await tried(compiled("sound", []), home, options);
    expect(surprising(trial)).toEqual([]);
  });

  it.each([
    [
      "the weight test is off by one",
      multisig,
      "if (totalWeight >=",
      "if (totalWeight + 1 >=",
      "S01",
      1,
    ],
    ["a member may be met again", multisig, "\n            ++signerIndex;\n", "\n", "S02", 1],
    ["no threshold may take over", multisig, "if (threshold == 0 || ", "if (", "S03", 1],
    [
      "a rotation needs no delay",
      multisig,
      "if (enforceRotationDelay && (",
      "if (false && (",
      "A01",
      2,
    ],
    [
      "one set more is kept",
      multisig,
      "> previousSignersRetention)",
      "> previousSignersRetention + 1)",
      "S06-retained",
      4,
    ],
    [
      "a kept set may rotate",
      amplifier,
      "if (enforceRotationDelay && !isLatestSigners)",
      "if (false)",
      "S06-rotation",
      2,
    ],
    [
      "the domain is left out",
      multisig,
      "domainSeparator, signersHash, dataHash",
      "signersHash, dataHash",
      "S07-chain",
      1,
    ],
    [
      "a message stays approved",
      messages,
      "messages[commandId] = MESSAGE_EXECUTED;",
      "messages[commandId] = messageHash;",
      "S08",
      3,
    ],
  ])("is caught when %s", async (label, file, from, to, property, steps) => {
    await expectBroken(compiled(label, [{ file, from, to }]), home, property, steps);
  });
});
