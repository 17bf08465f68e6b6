import fc from "fast-check";
import { expect, it } from "vitest";
import { dueQueue } from "../../sim/core/queue.ts";

it("gives entries back by time, then priority, then the order they came in", () => {
  const due = fc.record({ at: fc.nat(5), priority: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(due), (entries) => {
      const queue = dueQueue<number>();
      entries.forEach((entry, index) => {
        queue.push({ ...entry, item: index });
      });
      const popped = Array.from({ length: entries.length }, () => queue.pop()?.item);
      const sorted = entries
        .map((entry, index) => ({ ...entry, index }))
        .sort((a, b) => a.at - b.at || a.priority - b.priority || a.index - b.index)
        .map(({ index }) => index);
      expect(popped).toEqual(sorted);
      expect(queue.pop()).toBeUndefined();
    }),
  );
});

it("keeps its order while entries come and go", () => {
  const queue = dueQueue<string>();
  queue.push({ at: 5, priority: 0, item: "later" });
  queue.push({ at: 1, priority: 9, item: "soon" });
  expect(queue.pop()?.item).toBe("soon");
  queue.push({ at: 5, priority: 0, item: "later still" });
  queue.push({ at: 5, priority: -1, item: "urgent" });
  expect([queue.pop()?.item, queue.pop()?.item, queue.pop()?.item]).toEqual([
    "urgent",
    "later",
    "later still",
  ]);
});
