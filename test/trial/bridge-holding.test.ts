import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import ronin from "../../bridges/ronin/ronin-v1.ts";
import holding from "../../bridges/template/HoldingBridge.ts";
import { bridgeProperties } from "../../sim/trial/bridge/catalogue.ts";
import { bridgeOutcome } from "../../sim/trial/bridge/trial.ts";
import { copiesOf, expectBroken, surprising, tried } from "./bridges.ts";

const file = "HoldingBridge.sol";
const copy = copiesOf("holding", "contracts/template");

/** Returns the template's adapter with its contract somewhere else. */
const at = (path: string) => ({
  ...holding,
  deploy: (site: Parameters<typeof holding.deploy>[0]) =>
    holding.deploy({ ...site, put: (_source, args) => site.put(`${path}/${file}`, args) }),
});

describe("a bridge that comes with the program", () => {
  it.each([
    ["the one to begin with", holding, "bridges/template"],
    ["Ronin's of 2022", ronin, "bridges/ronin"],
  ])("is as its expectations say: %s", async (_name, adapter, folder) => {
    const trial = await tried(adapter, folder, { seed: 1, runs: 10 });
    expect(surprising(trial)).toEqual([]);
  });
});

const defects = [
  ["a vote short is enough", "if (weight < threshold)", "if (weight + 1 < threshold)", "S01", 1],
  ["equal neighbors are in order", "if (signer <= last)", "if (signer < last)", "S02", 1],
  ["a set may have no threshold", "threshold_ == 0 || ", "", "S03", 1],
  ["who was removed is a member still", "weights[epoch]", "weights[0]", "S05", 2],
  [
    "what is held outlives a rotation",
    "address(this), epoch, withdrawal",
    "address(this), withdrawal",
    "S06",
    3,
  ],
  [
    "the amount is not signed",
    "epoch, withdrawal)",
    "epoch, withdrawal.id, withdrawal.recipient)",
    "S07",
    1,
  ],
  ["the contract is not signed", "address(this), epoch", "epoch", "S07-gateway", 1],
  ["the chain is not signed", "block.chainid, address", "address", "S07-chain", 1],
  [
    "the chain is remembered",
    "block.chainid, address(this)",
    "_chain, address(this)",
    "S07-fork",
    1,
  ],
  ["what is paid stays held", "entry.status = Status.Paid;", "", "S08", 3],
  ["a signature may be longer", "signature.length != 65", "signature.length < 65", "S09", 1],
  [
    "a unit more is paid",
    "call{value: withdrawal.amount}",
    "call{value: withdrawal.amount + 1}",
    "S12",
    2,
  ],
  ["it is marked as paid after the payment", "entry.status = Status.Paid;", "", "G06", 2],
  [
    "it is paid a second early",
    "if (block.timestamp < entry",
    "if (block.timestamp + 1 < entry",
    "D01",
    2,
  ],
  [
    "what is cancelled may come again",
    "entry.status = Status.Cancelled;",
    "entry.status = Status.None;",
    "D03",
    4,
  ],
  [
    "a release passes the pause",
    "release(Withdrawal calldata withdrawal) external whenNotPaused",
    "release(Withdrawal calldata withdrawal) external",
    "D06",
    3,
  ],
  [
    "a rotation comes a second early",
    "if (block.timestamp < rotatedAt",
    "if (block.timestamp + 1 < rotatedAt",
    "A01",
    2,
  ],
  ["anybody pauses", "pause() external only(guardian)", "pause() external", "A03", 1],
  [
    "the whole vault is refused",
    "if (withdrawal.amount == 0)",
    "if (withdrawal.amount == 0 || withdrawal.amount == address(this).balance)",
    "V01",
    1,
  ],
  [
    "one member has a veto",
    "if (weight < threshold)",
    "if (weight < threshold || (threshold == 11 && weights[epoch][_heavy] == 8 && !seen))",
    "V02",
    1,
  ],
  [
    "the guardian alone releases",
    "withdrawal) external whenNotPaused {\n        Entry storage entry = entries[withdrawal.id];\n        if (entry.status != Status.Held)",
    "withdrawal) external only(guardian) whenNotPaused {\n        Entry storage entry = entries[withdrawal.id];\n        if (entry.status != Status.Held)",
    "V03",
    2,
  ],
  ["a pause does not end", "isPaused = false;", "", "V04", 4],
  ["nothing is an amount", "if (withdrawal.amount == 0) revert NothingToPay();", "", "T02", 2],
] as const;

/** What some defects need beside the one line. */
const helpers = {
  "it is marked as paid after the payment": [
    {
      file,
      from: "if (!isPaid) revert",
      to: "entries[withdrawal.id].status = Status.Paid; if (!isPaid) revert",
    },
  ],
  "the chain is remembered": [
    {
      file,
      from: "bool public isPaused;",
      to: "bool public isPaused;\n    uint256 private immutable _chain = block.chainid;",
    },
  ],
  "one member has a veto": [
    {
      file,
      from: "bool public isPaused;",
      to: "bool public isPaused;\n    address private _heavy;",
    },
    {
      file,
      from: "last = members[i];",
      to: "last = members[i];\n            if (weights_[i] == 8) _heavy = last;",
    },
    { file, from: "uint256 weight;\n", to: "uint256 weight;\n        bool seen;\n" },
    {
      file,
      from: "last = signer;",
      to: "last = signer;\n            if (signer == _heavy) seen = true;",
    },
  ],
} as { readonly [label: string]: readonly { file: string; from: string; to: string }[] };

describe("the bridge to begin with", () => {
  it.each(defects)("is caught when %s", async (label, from, to, property, steps) => {
    const path = copy(label, [...(helpers[label] ?? []), { file, from, to }]);
    await expectBroken(at(path), dirname(path), property, steps);
  });

  it("is unknown, and never passes, if nothing can be brought to it", async () => {
    const mute = { ...holding, submit: () => null };
    const trial = await tried(mute, "bridges/template", { seed: 1, runs: 0, shapes: ["votes"] });
    expect(bridgeOutcome(trial)).toBe("unknown");
    const judged = trial.verdicts.filter(({ valid }) => valid === true).map(({ id }) => id);
    expect(judged).not.toContain("S01");
    expect(judged).not.toContain("V01");
  });

  it("has a defect for every property that can be asked of it", () => {
    const asked = bridgeProperties.filter(({ idle }) => idle(holding) === null);
    expect(defects.map(([, , , property]) => property)).toEqual(asked.map(({ id }) => id));
  });
});
