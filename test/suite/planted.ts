import { encodeFunctionData } from "viem";
import { artifact } from "../../sim/bridge/hardhat/artifacts.ts";
import { addressOf } from "../../sim/bridge/hardhat/call.ts";
import { decodeRefusal } from "../../sim/bridge/hardhat/refusal.ts";
import type { Outcome, World } from "../../sim/bridge/port.ts";
import type { GuardSettings } from "../../sim/bridge/settings.ts";
import type { Amount } from "../../sim/core/units.ts";
import { guardedBy } from "../support/guarded.ts";
import { bridgeOf, dollars, ether, type SmallBridge } from "../support/small.ts";

/** A bridge whose only guard is called by people, and not only by the gateway. */
export type GuardedSmall = SmallBridge & {
  /** Has an account call the guard, at a time; says why it reverted, or `ok`. */
  readonly calls: (account: string, name: string, args: readonly unknown[]) => Promise<string>;
  /** Encodes a call of the guard, for one that waits. */
  readonly encoded: (name: string, args: readonly unknown[]) => `0x${string}`;
  readonly tokenAt: (symbol: string) => `0x${string}`;
};

type Vault = { readonly [token: string]: Amount };

/** Opens a gateway with one guard, and a vault with a hundred of ether and of dollars. */
export async function openGuarded(
  guard: GuardSettings,
  { world = guardedBy(guard), vault = { ETH: ether(100), USDC: dollars(100) } }: Opening = {},
): Promise<GuardedSmall> {
  const bridge = await bridgeOf(world, vault);
  const [part] = bridge.stands.parts;
  if (part === undefined) throw new Error("The bridge has no guard.");
  const { mainchain } = bridge.stands.chains;
  const encoded = (functionName: string, args: readonly unknown[]) =>
    encodeFunctionData({ abi: artifact(part.contract).abi, functionName, args });
  return {
    ...bridge,
    encoded,
    tokenAt: (symbol) => bridge.stands.tokens.mainchain.get(symbol) ?? "0x",
    calls: async (account, name, args) => {
      const from = addressOf({ world }, account);
      const data = encoded(name, args);
      const { reverted } = await mainchain.send({ from, to: part.address, data }, bridge.now());
      if (reverted === null) return "ok";
      return decodeRefusal(reverted, [part.contract, "GuardedGateway"], {
        accountOf: (address) => address,
        titleOf: () => undefined,
      }).name;
    },
  };
}

type Opening = { readonly world?: World; readonly vault?: Vault };

/** Makes the same steps behind the sound guard and behind the one with the defect. */
export async function onBoth<T>(
  contract: string,
  guard: GuardSettings,
  steps: (bridge: GuardedSmall) => Promise<T>,
): Promise<{ readonly sound: T; readonly flawed: T }> {
  return {
    sound: await steps(await openGuarded(guard)),
    flawed: await steps(await openGuarded({ ...guard, contract } as GuardSettings)),
  };
}

/** What a withdrawal came to: paid, or why it is held or refused. */
export const fate = (outcome: Outcome): string =>
  outcome.status === "ok"
    ? "paid"
    : `${outcome.error.name}${outcome.error.args.reason === undefined ? "" : `: ${outcome.error.args.reason}`}`;
