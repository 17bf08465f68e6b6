import fc from "fast-check";
import pc from "picocolors";
import { expect, it } from "vitest";
import { exitsWorld } from "../../sim/agree/exits.world.ts";
import { trailOf } from "../../sim/money/trail.ts";
import { type MoneyPicture, moneyPicture } from "../../sim/report/money.ts";
import { moneyBlock } from "../../sim/report/money-text.ts";
import { shareWords, suspectWords } from "../../sim/report/money-words.ts";
import { choices, drawnHeist, toldHeist, worlds } from "../money/drawn.ts";
import { block, bring, freeze, heist, mixing, pay, sell } from "../money/told.ts";

const story = heist(
  ["thief", pay("alice", "bob", "BTC", "100")],
  ["thief", pay("alice", "bob", "USDT", "3000")],
  ["thief", sell("bob", "btc-usdt", "BTC", "60")],
  ["thief", pay("bob", "outsider", "USDT", "500")],
  ["thief", pay("bob", "outsider", "USDT", "500")],
  ["team", freeze("outsider")],
  ["thief", bring("bob", "bob", "BTC", "40")],
  ["team", block("bob")],
);
const text = (trace: Parameters<typeof moneyBlock>[0]) =>
  moneyBlock(trace, { color: false, width: 100 }, pc.createColors(false));

it("says who paid whom, how much of it was stolen, and what has become of it", () => {
  expect(text(story)?.replaceAll(/ +$/gm, "")).toMatchInlineSnapshot(`
    "Where the money went
    from      to                      what  stolen  when
    alice     bob             0.000001 BTC     all  2022-03-22 00:01:00
    alice     bob               0.003 USDT     all  2022-03-22 00:02:00
    bob       btc-usdt       0.0000006 BTC     all  2022-03-22 00:03:00
    btc-usdt  bob            0.009222 USDT     all  2022-03-22 00:03:00
    bob       outsider          0.001 USDT  92.6 %  2022-03-22 00:04:00, 2 times until 2022-03-22 00:05:00
    bob       bob at bourse  0.0000004 BTC     all  2022-03-22 00:07:00
    2022-03-22 00:06:00  team freeze USDT of outsider: 0.00000004 BTC frozen, 0.000228 USDT frozen.
    2022-03-22 00:08:00  team blockAccount bob at bourse: 0.0000004 BTC frozen.
    Of 0.000001 BTC taken: 0.00000044 BTC frozen; 0.00000056 BTC where an issuer or an exchange could
    still stop it.
    Of 0.003 USDT taken: 0.000228 USDT frozen; 0.002772 USDT where an issuer or an exchange could still
    stop it."
  `);
});

it("has nothing to say where nothing was stolen, or where it lies where it was paid to", () => {
  expect(text(toldHeist(exitsWorld, [["team", pay("alice", "bob", "BTC", "5")]]))).toBeNull();
  expect(text(heist(["thief", pay("alice", "bob", "BTC", "5")]))).toBeNull();
});

it("shows pools as what money went through, and what is frozen where it is", () => {
  const picture = moneyPicture(story);
  const kinds = picture?.spots.map(({ label, kind }) => [label, kind]);
  expect(kinds).toEqual([
    ["alice", "owners"],
    ["bob", "account"],
    ["btc-usdt", "pool"],
    ["outsider", "account"],
    ["bob at bourse", "exchange"],
  ]);
  const held = Object.fromEntries(picture?.spots.map(({ label, held }) => [label, held]) ?? []);
  expect(held.outsider).toMatchObject([{ token: "USDT", status: "frozen" }]);
  expect(held["bob at bourse"]).toMatchObject([
    { token: "BTC", status: "frozen", amount: 40n, tainted: 40n },
  ]);
  expect(held["btc-usdt"]).toEqual([]);
});

it("names a mixer, and nothing behind it", () => {
  const picture = moneyPicture(heist(["thief", pay("alice", "bob", "USDT", "10")], ...mixing()));
  expect(picture?.spots.map(({ id }) => id)).toEqual(["alice", "bob", "mixer:usdt-mixer"]);
  expect(picture?.suspects.map(suspectWords)).toEqual([
    "usdt-mixer paid outsider once; it could be the only deposit before, which was stolen.",
  ]);
});

it("says how little a mixer's payment tells", () => {
  const suspect = { mixer: { name: "m" }, recipient: "r", payments: 3, deposits: 5, stolen: 2 };
  expect(suspectWords(suspect as Parameters<typeof suspectWords>[0])).toBe(
    "m paid r 3 times; it could be any of 5 deposits before, 2 of them stolen.",
  );
});

it("says a share in percent, and never that a part was all or nothing", () => {
  const of = (tainted: bigint, amount: bigint) => shareWords({ tainted, amount });
  expect([of(7n, 7n), of(1n, 3n), of(999_999n, 1_000_000n), of(1n, 1_000_000n)]).toEqual([
    ...["all", "33.3 %", "99.9 %", "below 0.1 %"],
  ]);
});

const taintIn = ({ spots }: MoneyPicture) => {
  const sums: Record<string, bigint> = {};
  for (const { held } of spots)
    for (const { status, taint } of held)
      for (const [token, amount] of taint) {
        const key = `${token} ${status}`;
        sums[key] = (sums[key] ?? 0n) + amount;
      }
  return sums;
};

it("keeps all that was stolen, however few spots it may show", () => {
  let folded = 0;
  const property = fc.property(choices, fc.integer({ min: 2, max: 9 }), (list, most) => {
    for (const { world } of worlds.filter(({ name }) => name.startsWith("exits"))) {
      const trace = drawnHeist(world, list);
      const [all, few] = [moneyPicture(trace), moneyPicture(trace, "haircut", most)];
      if (all === null || few === null) throw new Error("Something is always stolen here.");
      expect(few.spots.length).toBeLessThanOrEqual(most);
      expect(taintIn(few)).toEqual(taintIn(all));
      expect(few.standings).toEqual(all.standings);
      const ids = new Set(few.spots.map(({ id }) => id));
      for (const { from, to, tainted, amount } of few.streams) {
        expect([ids.has(from), ids.has(to), from === to]).toEqual([true, true, false]);
        expect(tainted).toBeLessThanOrEqual(amount);
      }
      if (all.spots.some(({ kind }) => kind === "others")) continue;
      const moved = trailOf
        .haircut(trace)
        .links.filter(({ from, to }) => from?.node !== to.node || from.token !== to.token);
      const swaps = moved.filter(({ through }) => through !== null);
      const hops = all.streams.reduce((sum, stream) => sum + stream.hops, 0);
      expect(hops).toBe(moved.length + swaps.length);
      if (few.spots.some(({ kind }) => kind === "others")) folded += 1;
    }
  });
  fc.assert(property, { numRuns: 40, seed: 8 });
  expect(folded).toBeGreaterThan(20);
});
