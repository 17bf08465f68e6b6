import type { Attack, Red } from "../../sim/attack/red.ts";
import { day, hour } from "../../sim/core/time.ts";

/** Halves what is refused until it is paid, and comes back at each midnight. */
export const split: Attack = {
  name: "split",
  run: async (red) => {
    await red.waitUntil(red.theft.at);
    let amount = await red.balance("vault", "ETH");
    for (;;) {
      const withdrawal = red.forge({ token: "ETH", amount });
      const signatures = await red.signatures(withdrawal, red.threshold);
      const { status } = await red.submitWithdrawal({ withdrawal, signatures });
      if (status !== "ok") amount /= 2n;
      if (amount > 10n ** 18n) continue;
      await red.waitUntil((Math.floor(red.now / day) + 1) * day);
      amount = await red.balance("vault", "ETH");
    }
  },
};

/** Does what chance says, often in the very second in which others act. */
export const erratic: Attack = {
  name: "erratic",
  run: async (red) => {
    await red.waitUntil(red.theft.at - day);
    for (;;) await red.random.pick(whims)(red);
  },
};

const whims: readonly ((red: Red) => Promise<unknown>)[] = [
  (red) => red.wait(red.random.integer(0, 6 * hour)),
  // On a full minute, when those act who look at intervals.
  (red) => red.waitUntil((Math.floor(red.now / 60) + red.random.integer(1, 60)) * 60),
  (red) => red.news(),
  (red) =>
    red.compromise({ node: `key:${red.random.pick(red.world.validators)}`, capability: "extract" }),
  (red) =>
    red.deposit({ owner: red.attacker, token: "ETH", amount: red.random.bigint(1n, 10n ** 18n) }),
  (red) =>
    red.pause({ chain: "mainchain", sender: red.random.pick([red.attacker, red.world.admin]) }),
  (red) =>
    red.transfer({
      chain: "mainchain",
      token: "ETH",
      recipient: red.random.pick(Object.keys(red.world.accounts)),
      amount: red.random.bigint(1n, 10n ** 20n),
    }),
  forgeOne,
  forgeOne,
];

async function forgeOne(red: Red): Promise<void> {
  const amount = red.random.bigint(1n, 40_000n) * 10n ** 18n;
  const withdrawal = red.forge({ token: "ETH", amount });
  const signatures = await red.signatures(withdrawal);
  const { status } = await red.submitWithdrawal({ withdrawal, signatures });
  if (status === "info" && red.world.guarded !== undefined) await red.release({ withdrawal });
}
