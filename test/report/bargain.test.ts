import { describe, expect, it } from "vitest";
import { bargainOf, prices } from "../../sim/report/bargain.ts";
import { cellOf } from "./cells.ts";

const [value, valueSeconds] = prices;
if (value === undefined || valueSeconds === undefined) throw new Error("two prices");

describe("what a defense averts, and its price", () => {
  const cells = [
    cellOf("none", { lost: "565376764.75" }),
    cellOf("limit", { lost: "25492489.00", blocked: "241256287000000000000000" }),
    cellOf("delay", { delayed: "7", valueSeconds: "604800" }),
    cellOf("both", { lost: "0.01", delayed: "7", blocked: "1" }),
  ];

  it("is the loss without it less that behind it, in cents, beside what is delayed and blocked", () => {
    expect(bargainOf(cells, ["replayed"], value, "ETH")).toEqual({
      placed: [
        { name: "none", averted: 0n, price: 0n, untold: [], dominatedBy: null },
        {
          name: "limit",
          averted: 53_988_427_575n,
          price: 241_256_287n * 10n ** 15n,
          untold: [],
          dominatedBy: "delay",
        },
        { name: "delay", averted: 56_537_676_475n, price: 7n, untold: [], dominatedBy: null },
        { name: "both", averted: 56_537_676_474n, price: 8n, untold: [], dominatedBy: "delay" },
      ],
      unplaced: [],
    });
  });

  it("has no value-seconds where some are blocked, whose wait has no end", () => {
    const { placed, unplaced } = bargainOf(cells, ["replayed"], valueSeconds, "ETH");
    expect(placed.map(({ name, price }) => [name, price])).toEqual([
      ["none", 0n],
      ["delay", 604_800n],
    ]);
    const why = "it blocks some, whose wait has no end to count";
    expect(unplaced).toEqual([
      { name: "limit", why },
      { name: "both", why },
    ]);
  });

  it("is negative where more is lost than without", () => {
    const worse = [cellOf("none", { lost: "1.00" }), cellOf("worse", { lost: "3.50" })];
    const { placed } = bargainOf(worse, ["replayed"], value, "ETH");
    expect(placed[1]).toMatchObject({ name: "worse", averted: -250n, dominatedBy: "none" });
  });
});

describe("what a defense averts of several attacks", () => {
  const attacks = ["replayed", "adapted", "insider"];
  const cells = [
    cellOf("none", { attack: "replayed", lost: "90.00" }),
    cellOf("none", { attack: "adapted", lost: "100.00" }),
    cellOf("none", { attack: "insider", lost: { why: "nobody is there to try" } }),
    cellOf("limit", { attack: "replayed", lost: "10.00" }),
    cellOf("limit", { attack: "adapted", lost: "70.00" }),
    cellOf("limit", { attack: "insider", lost: { why: "nobody is there to try" } }),
    cellOf("watched", { attack: "replayed" }),
    cellOf("watched", { attack: "adapted" }),
    cellOf("watched", { attack: "insider", lost: "80.00" }),
  ];

  it("is the worst of all without it less the worst of all behind it, whichever that is", () => {
    const { placed } = bargainOf(cells, attacks, value, "ETH");
    expect(placed.map(({ name, averted, untold }) => [name, averted, untold])).toEqual([
      ["none", 0n, []],
      ["limit", 3000n, []],
      ["watched", 2000n, []],
    ]);
  });

  it("names the attacks of which it cannot be said, and has no place where it is none", () => {
    const odd = [
      cellOf("odd", { attack: "replayed", lost: "40.00" }),
      cellOf("odd", { attack: "adapted", lost: { why: "it is not modeled" } }),
    ];
    const all = bargainOf([...cells, ...odd], attacks, value, "ETH");
    expect(all.placed.at(-1)).toMatchObject({ name: "odd", averted: 6000n, untold: ["adapted"] });
    const one = bargainOf([...cells, ...odd], ["adapted"], value, "ETH");
    expect(one.unplaced).toEqual([{ name: "odd", why: "it is not modeled" }]);
    const unrun = bargainOf([...cells, cellOf("new")], ["adapted"], value, "ETH");
    expect(unrun.unplaced).toEqual([{ name: "new", why: 'nobody ran "adapted" against "new"' }]);
  });

  it("cannot be said where there is nothing to compare with", () => {
    const insider = bargainOf(cells, ["insider"], value, "ETH");
    expect(insider.placed).toEqual([]);
    expect(insider.unplaced.at(-1)).toEqual({
      name: "watched",
      why: "without a defense, nobody is there to try",
    });
    const alone = bargainOf([cellOf("limit")], ["replayed"], value, "ETH");
    expect(alone.unplaced).toEqual([{ name: "limit", why: 'nobody ran "none", to compare with' }]);
  });
});
