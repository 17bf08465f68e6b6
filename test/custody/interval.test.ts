import { describe, expect, it } from "vitest";
import { covers, earlierEnd, lasting, unite, within, without } from "../../sim/custody/interval.ts";

const from = (start: number, until: number | null) => ({ from: start, until });

describe("intervals", () => {
  it("cover their first second and not their end", () => {
    const intervals = [from(3, 5), from(8, null)];
    expect([2, 3, 4, 5, 7, 8, 99].filter((at) => covers(intervals, at))).toEqual([3, 4, 8, 99]);
  });

  it("merge where they touch or overlap, and stay apart otherwise", () => {
    expect(unite([from(6, 8), from(0, 2), from(2, 4), from(7, 7 + 2)])).toEqual([
      from(0, 4),
      from(6, 9),
    ]);
  });

  it("merge into one without end when one has none", () => {
    expect(unite([from(5, 6), from(0, null), from(8, null)])).toEqual([from(0, null)]);
  });

  it("keep the longer end when one lies inside another", () => {
    expect(unite([from(0, 9), from(2, 3)])).toEqual([from(0, 9)]);
  });

  it("are cut to a window", () => {
    expect(within([from(0, 4), from(6, null)], from(3, 7))).toEqual([from(3, 4), from(6, 7)]);
    expect(within([from(0, 4)], from(4, null))).toEqual([]);
  });

  it("lose what is taken already", () => {
    expect(without(from(0, 10), [from(2, 3), from(5, 7)])).toEqual([
      from(0, 2),
      from(3, 5),
      from(7, 10),
    ]);
    expect(without(from(4, null), [from(0, 6)])).toEqual([from(6, null)]);
    expect(without(from(4, null), [from(0, null)])).toEqual([]);
    expect(without(from(4, 5), [from(9, 12)])).toEqual([from(4, 5)]);
  });

  it("begin later when they have to last, and vanish when they are too short", () => {
    expect(lasting([from(0, 3), from(5, 9), from(20, null)], 3)).toEqual([
      from(8, 9),
      from(23, null),
    ]);
  });

  it("end at the earlier of two ends, of which none is the latest", () => {
    expect([earlierEnd(null, 4), earlierEnd(4, null), earlierEnd(4, 3)]).toEqual([4, 4, 3]);
    expect(earlierEnd(null, null)).toBeNull();
  });
});
