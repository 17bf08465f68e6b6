import { describe, expect, it } from "vitest";
import { addUser, changeActors, deriveScenario, ronin2022, ronin2024 } from "../../sim/api.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { controlLike, controlOf, resolveScenario } from "../../sim/scenario/define.ts";
import { readDefinition } from "../../sim/scenario/definition.schema.ts";
import { readScenario } from "../../sim/scenario/read.ts";
import { finish } from "../../sim/study/experiment.ts";

const words = { name: "mine", title: "Mine", question: "What if?" };
const quiet = { "honest.count": "0" };

const derive = (changes: object) => deriveScenario(ronin2022, { ...words, ...changes });
const parts = resolveScenario(derive({ set: quiet }), 1);

const figureOf = async (changes: object, figure: string) => {
  const scenario = resolveScenario(derive(changes), 1);
  return (await finish(scenario, openModel)).figures[figure];
};

describe("a derived scenario", () => {
  it("is its base with another name when nothing is changed", () => {
    const { name, title, question, expect: expected, ...own } = resolveScenario(derive({}), 1);
    const base = resolveScenario(ronin2022, 1);
    expect({ name, title, question, expected }).toEqual({ ...words, expected: {} });
    expect({ ...base, ...own }).toEqual(base);
  });

  it("has other defaults, which are chosen, and which can still be set", () => {
    const six = derive({ set: { "quorum.threshold": "6/9", ...quiet } });
    const { declared, parameters, provenance } = resolveScenario(six, 1);
    expect(declared.threshold).toBe(6);
    expect(parameters).toMatchObject({ "quorum.threshold": "6/9", "honest.count": "0" });
    expect(provenance).toContainEqual({
      what: "quorum.threshold",
      value: "6/9",
      status: "chosen",
      source: "set by mine",
    });
    const seven = resolveScenario(six, 1, [{ path: "quorum.threshold", text: "7" }]);
    expect(seven.declared.threshold).toBe(7);
  });

  it("takes one name of a pattern, and leaves the others to the pattern", () => {
    const path = "custody.axie-dao-delegation";
    const cut = derive({ set: { [path]: "removed", ...quiet } });
    const edges = (settings: readonly { path: string; text: string }[]) =>
      resolveScenario(cut, 1, settings).custody.edges.map(({ id }) => id);
    expect(edges([])).not.toContain("axie-dao-delegation");
    expect(edges([{ path, text: "standing" }])).toContain("axie-dao-delegation");
    const other = "laptop-reaches-gas-free-rpc";
    expect(edges([{ path: `custody.${other}`, text: "removed" }])).not.toContain(other);
  });

  it("gives what is drawn otherwise", () => {
    const given = { "honest.count": "2", "honest.deposit.2": "7 ETH" };
    const { actors } = resolveScenario(derive({ set: given }), 1);
    expect(actors.find(({ name }) => name === "user-02")).toMatchObject({
      deposit: "7000000000000000000",
    });
  });

  it("is the base of another one", async () => {
    const six = derive({ set: { "quorum.threshold": "6", ...quiet } });
    const more = deriveScenario(six, { ...words, name: "more", set: { "keys.stolen": "6" } });
    const scenario = resolveScenario(more, 1);
    expect(scenario.parameters).toMatchObject({ "quorum.threshold": "6/9", "keys.stolen": "6" });
    const { figures } = await finish(scenario, openModel);
    expect(figures["loss.ETH"]?.value).toBe("173600000000000000000000");
  });

  it("says that it was changed beyond its fields, and where the control stops", () => {
    const own = derive({
      change: (given: typeof parts) => given,
      without: ["thief", "complainant"],
    });
    const scenario = resolveScenario(own, 1);
    expect(scenario.provenance.map(({ what }) => what)).toContain("changes to ronin-2022");
    const control = controlOf(own, scenario);
    expect(control.title).toBe("Mine, without thief and complainant");
    const left = scenario.actors.filter((actor) => !control.actors.includes(actor));
    expect(left.map(({ name }) => name)).toEqual(["complainant", "thief"]);
  });

  it("has a control that another run's control tells", () => {
    const own = derive({ set: quiet, expect: { backing: false } });
    const scenario = resolveScenario(own, 1);
    const control = controlOf(own, scenario);
    expect(controlLike(control, scenario)).toEqual(control);
    expect(controlLike(scenario, scenario)).toBeNull();
  });

  it.each([
    ["a part that is unknown", { expects: {} }, '"expects"'],
    ["a name with a space", { name: "my own" }, "kebab-case"],
    ["no question", { question: "" }, "question"],
    ["a field that is unknown", { set: { "quorum.thresold": "6" } }, '"quorum.threshold"'],
    ["a value without its unit", { set: { "theft.ETH": "5" } }, "ETH, gwei, wei"],
    ["a value that is no text", { set: { "quorum.threshold": 6 } }, "set.quorum.threshold"],
    ["a control that leaves out nobody", { without: [] }, "at least one actor"],
  ])("refuses %s", (_, changes, named) => {
    expect(() => derive(changes)).toThrow(named);
  });

  it.each([
    ["returns nothing", () => undefined, "does not return the scenario's parts"],
    ["is a promise", async (given: object) => given, "does not return the scenario's parts"],
    ["writes into what it was given", (given: { end: number }) => (given.end = 1), "read only"],
  ])("refuses a change that %s", (_, change, named) => {
    expect(() => resolveScenario(derive({ change }), 1)).toThrow(named);
  });
});

describe("changeActors", () => {
  it("changes the actors of one kind alone", () => {
    const changed = changeActors(parts, "responder", (actor) => ({ ...actor, reaction: 1 }));
    const differing = changed.actors.filter((actor, index) => actor !== parts.actors[index]);
    expect(differing).toMatchObject([{ kind: "responder", reaction: 1 }]);
  });

  it("refuses a kind that nobody is of, and says which there are", () => {
    const alone = { ...parts, actors: parts.actors.filter(({ kind }) => kind === "user") };
    expect(() => changeActors(alone, "thief", (thief) => thief)).toThrow("there are user.");
  });
});

describe("addUser", () => {
  const whale = { name: "whale", deposit: "3000 ETH", depositAt: parts.start + 60 };

  it("adds somebody whose deposit hides the theft: the complaint is paid", async () => {
    const change = (given: typeof parts) => addUser(given, whale);
    const unchanged = await figureOf({ set: quiet }, "timeToDetect");
    expect(unchanged).toMatchObject({ value: "518451" });
    const hidden = await figureOf({ set: quiet, change }, "timeToDetect");
    expect(hidden).toMatchObject({ value: null, why: expect.stringContaining("nobody noticed") });
  });

  it("has the user withdraw everything, in the deposit's token", () => {
    const withdrawAt = parts.start + 7200;
    const { actors } = addUser(parts, { ...whale, deposit: "5 USDC", withdrawAt });
    expect(actors.at(-1)).toMatchObject({
      token: "USDC",
      deposit: "5000000",
      withdrawal: { amount: "5000000", requestAt: withdrawAt, submitAt: null },
    });
  });

  it("makes a scenario that can be run", () => {
    const change = (given: typeof parts) => addUser(given, whale);
    expect(() => readScenario(resolveScenario(derive({ change }), 1), "mine")).not.toThrow();
  });

  it("refuses a name that is taken, and an amount of no token", () => {
    expect(() => addUser(parts, { ...whale, name: "thief" })).toThrow('"thief" already');
    expect(() => addUser(parts, { ...whale, deposit: "5 DOGE" })).toThrow("ETH, gwei, wei");
  });
});

describe("readDefinition", () => {
  it("takes what defines our own scenarios, and what is derived", () => {
    expect(readDefinition(ronin2022)).toBe(ronin2022);
    expect(() => readDefinition(derive({}))).not.toThrow();
  });

  it.each([
    ["a field of an unknown kind", { parameters: { x: { kind: "number" } } }, "parameters.x"],
    ["a missing builder", { build: undefined }, "build"],
    ["a control that leaves out nobody", { control: { without: [], title: "x" } }, "control"],
    ["a part that is unknown", { quorum: 6 }, '"quorum"'],
  ])("refuses %s", (_, part, named) => {
    expect(() => readDefinition({ ...ronin2022, ...part })).toThrow(named);
  });
});

describe("a scenario derived from one whose control makes another step", () => {
  const derived = deriveScenario(ronin2024, { ...words, set: { "theft.ETH": "100 ETH" } });

  it("is a definition that a file may hold", () => {
    expect(() => readDefinition(derived)).not.toThrow();
  });

  it("has a control that makes it as well, and says so", async () => {
    expect(derived.control.title).toBe(
      "Mine, without bot-owners, which makes the step that was skipped",
    );
    const control = controlOf(derived, resolveScenario(derived, 1));
    const { figures } = await finish(control, openModel);
    expect(figures["loss.ETH"]?.value).toBe("0");
  });
});
