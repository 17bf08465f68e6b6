import type { InitializerStep, NextLogic } from "./settings.ts";

/** How an upgradeable gateway stands: what anybody can read of its logic and its initialization. */
export type Initialization = {
  /** The contract behind the proxy. */
  readonly logic: string;
  /** The last step that was made, as the gateway's storage has it. Steps only go up. */
  readonly version: number;
  /** Whether the logic itself, not behind the proxy, refuses every step. */
  readonly isLogicLocked: boolean;
  /** Weight of all operators. */
  readonly totalWeight: number;
  /**
   * The least weight that the smallest withdrawal of any token takes; `null` where it cannot be
   * computed, and nothing is paid.
   */
  readonly leastWeight: number | null;
  /** Tokens whose limit of a day is zero. */
  readonly tokensWithoutLimit: readonly string[];
};

/** A step that a logic declares, and its function. */
export type Initializer = { readonly step: InitializerStep; readonly name: string };

/** The steps that each logic declares, in order: all of them must be made for it to be set up. */
export const initializers: {
  readonly [contract in NextLogic["contract"]]: readonly Initializer[];
} = {
  RoninGatewayV3: [
    { step: 3, name: "initializeV3" },
    { step: 4, name: "initializeV4" },
  ],
};
