import { describe, expect, it } from "vitest";
import type { GuardSettings } from "../../sim/bridge/settings.ts";
import type { Hex } from "../../sim/core/accounts.ts";
import type { Amount } from "../../sim/core/units.ts";
import { cancel, day, hour, release } from "../support/guarded.ts";
import { closeBridges, ether, payment, start } from "../support/small.ts";
import { kept, type Place, preload, preloadEntries, requestOf } from "./growth.ts";
import { fate, type GuardedSmall, openGuarded } from "./planted.ts";

closeBridges();

const window: GuardSettings = {
  guard: "sliding-window",
  limits: { ETH: { limit: ether(10), big: ether(20) } },
  window: day,
  delay: hour,
};
const breaker: GuardSettings = {
  guard: "circuit-breaker",
  limits: { ETH: { retainedBps: 5_000, activeFrom: ether(1) } },
  window: day,
  cooldown: hour,
};

/** Mappings of a `RollingSum` for each token, by the slots that the compiler gave them. */
const sums = { SlidingWindow: [2n], UnboundedWindow: [2n], CircuitBreaker: [3n, 4n] } as const;
type Summing = keyof typeof sums;

const sizes = [1, 100, 10_000] as const;

/** By how much gas a step may cost more behind any history than behind a single payment. */
const bound = 100_000;

/** One unit in each second from a thousand seconds after the start. */
const dust = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    time: start + 1_000 + index,
    total: BigInt(index + 1),
  }));

const placesIn = (bridge: GuardedSmall, contract: Summing): readonly Place[] =>
  sums[contract].map((slot) => ({
    contract: bridge.stands.parts[0]?.address ?? "0x",
    slot,
    token: bridge.tokenAt("ETH"),
  }));

/** Opens a bridge behind a guard that has counted so many payments of one unit. */
async function behind(guard: GuardSettings, contract: Summing, count: number) {
  const bridge = await openGuarded({ ...guard, contract } as GuardSettings);
  for (const place of placesIn(bridge, contract))
    await preload(bridge.stands.chains.mainchain, place, dust(count));
  return bridge;
}

/** Gas of the last transaction on the mainchain. */
async function gasOf({ stands }: GuardedSmall): Promise<number> {
  const block = await stands.chains.mainchain.request("eth_getBlockByNumber", ["latest", false]);
  return Number((block as { readonly gasUsed: string }).gasUsed);
}

/** What a withdrawal of each kind comes to two days after, and what it costs. */
async function lives(bridge: GuardedSmall) {
  const told: { [step: string]: readonly [what: string, gas: number] } = {};
  const submit = async (step: string, amount: Amount, id: Amount) => {
    const of = payment("ETH", amount, id);
    told[step] = [fate(await bridge.submits(of)), await gasOf(bridge)];
    return of;
  };
  bridge.waits(start + 2 * day);
  await submit("paid", ether(1), "1");
  const first = await submit("held", ether(60), "2");
  await bridge.does({ verb: "unpause", sender: "unpauser", chain: "mainchain", token: "ETH" });
  bridge.waits(bridge.now() + 2 * day);
  const second = await submit("released", ether(60), "3");
  told.cancelled = [fate(await bridge.does(cancel(first))), await gasOf(bridge)];
  await bridge.does({ verb: "unpause", sender: "unpauser", chain: "mainchain", token: "ETH" });
  bridge.waits(bridge.now() + 2 * hour);
  told.released = [fate(await bridge.does(release(second))), await gasOf(bridge)];
  return told;
}

describe("a history of payments", () => {
  it("is written as a hundred real ones leave it", async () => {
    const bridge = await openGuarded(window);
    const { chains, gateways, parts } = bridge.stands;
    const data = bridge.encoded("onPaid", [requestOf(bridge.tokenAt("ETH"), 1n), "0x"]);
    for (const { time } of dust(100))
      await chains.mainchain.sendAs(
        { from: gateways.mainchain, to: parts[0]?.address ?? "0x", data },
        time,
      );
    const [place] = placesIn(bridge, "SlidingWindow");
    const { wanted, found } = await kept(chains.mainchain, place as Place, dust(100));
    expect(found).toEqual(wanted);
  });

  it.each([
    ["SlidingWindow", window, "paid"],
    ["CircuitBreaker", breaker, "Withheld: too much at once"],
  ] as const)("G07, R04: behind %s no step costs much more", async (contract, guard, released) => {
    const [one, ...longer] = await Promise.all(
      sizes.map(async (count) => lives(await behind(guard, contract, count))),
    );
    for (const many of longer)
      for (const [step, [what, gas]] of Object.entries(many)) {
        expect([step, what]).toEqual([step, one?.[step]?.[0]]);
        expect(gas - (one?.[step]?.[1] ?? 0), step).toBeLessThanOrEqual(bound);
      }
    expect(one).toMatchObject({
      paid: ["paid", expect.any(Number)],
      released: [released, expect.any(Number)],
      cancelled: ["paid", expect.any(Number)],
    });
  });

  it("R04: counts to the unit, ten thousand payments on", async () => {
    const limits = { ETH: { limit: "10001", big: ether(20) } } as const;
    const bridge = await behind({ ...window, limits }, "SlidingWindow", 10_000);
    bridge.waits(start + 12 * hour);
    expect(fate(await bridge.submits(payment("ETH", "1", "1")))).toBe("paid");
    expect(fate(await bridge.submits(payment("ETH", "1", "2")))).toBe("Held: window full");
  });

  it("F27: behind UnboundedWindow costs ever more, until nothing is paid", async () => {
    const at = async (count: number) => lives(await behind(window, "UnboundedWindow", count));
    const [one, hundred, most] = [await at(1), await at(100), await at(10_000)];
    expect(hundred.paid?.[1]).toBeGreaterThan((one.paid?.[1] ?? 0) + bound);
    expect(most.paid?.[0]).toBe("Refused: guard failed");
  });
});

/** Has a gateway hold a withdrawal, and so many more. */
async function holding(count: number): Promise<GuardedSmall> {
  const bridge = await openGuarded({ guard: "delay-with-veto", delay: hour });
  const { chains, gateways } = bridge.stands;
  expect(fate(await bridge.submits(payment("ETH", "1", "9")))).toBe("Held: open to veto");
  const filter = { address: gateways.mainchain, fromBlock: "latest", toBlock: "latest" };
  const logs = (await chains.mainchain.request("eth_getLogs", [filter])) as readonly {
    readonly topics: readonly Hex[];
  }[];
  await preloadEntries(chains.mainchain, gateways.mainchain, logs[0]?.topics[1] ?? "0x", count);
  return bridge;
}

describe("a history of held withdrawals", () => {
  it("G07: makes no step of a gateway dearer", async () => {
    const [one, ...longer] = await Promise.all(
      sizes.map(async (count) => {
        const bridge = await holding(count);
        const gas: number[] = [];
        const first = payment("ETH", ether(1), "1");
        const second = payment("ETH", ether(1), "2");
        await bridge.submits(first);
        gas.push(await gasOf(bridge));
        await bridge.submits(second);
        await bridge.succeeds(cancel(first));
        gas.push(await gasOf(bridge));
        bridge.waits(bridge.now() + hour);
        await bridge.succeeds(release(second));
        return [...gas, await gasOf(bridge)];
      }),
    );
    expect(longer).toEqual([one, one]);
  });
});
