import type { Answer, CommandOf } from "../port.ts";
import type { InitializerStep } from "../settings.ts";
import { updateProxyTo as updateProxy } from "./administration.ts";
import { notModeled } from "./gateway.ts";
import { type Decision, refuse, type State } from "./state.ts";
import { bookOf, limitsOf, minimumWeight } from "./v2.ts";

/**
 * Puts the next logic behind the proxy and makes one step, in one transaction, or neither; the
 * administrator only. The next logic keeps its operators in another place, which is empty at first.
 */
export function upgradeToAndCall(state: State, command: CommandOf<"upgradeToAndCall">): Decision {
  const { upgrade } = bookOf(state);
  if (upgrade === null) throw notModeled(state, command);
  const { sender, step } = command;
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (step !== null && upgrade.version >= step) return refuse("InvalidInitialization");
  putBehind(state, true);
  if (step !== null) make(state, step);
  return initialized(state);
}

/** Makes a step of the next logic's initialization; the first logic has no such function. */
export function initialize(state: State, command: CommandOf<"initialize">): Decision {
  const { sender, step } = command;
  if (step === undefined) return refuse("InvalidInitialization");
  const { upgrade } = bookOf(state);
  if (upgrade === null) throw notModeled(state, command);
  if (!upgrade.isNext) return refuse("Reverted");
  if (sender !== state.world.admin) return refuse("NotAdmin", { caller: sender });
  if (upgrade.version >= step) return refuse("InvalidInitialization");
  make(state, step);
  return initialized(state);
}

/** Puts the first logic back, or what is none; the administrator only. */
export function updateProxyTo(state: State, command: CommandOf<"updateProxyTo">): Decision {
  const decision = updateProxy(state, command);
  if (!("refused" in decision)) putBehind(state, false);
  return decision;
}

/** Returns how the gateway is initialized, or `null` where it cannot be upgraded. */
export function initializationOf(state: State): Answer["initialization"] {
  const { world, v2, sets } = state;
  if (v2 === null || v2.upgrade === null) return null;
  const { isNext, version } = v2.upgrade;
  const symbols = world.tokens.map(({ symbol }) => symbol);
  const shares = [sets.mainchain.quorum, v2.highTierQuorum];
  const isComputable = shares.every(({ denominator }) => denominator !== 0);
  const weights = symbols.map(
    (symbol) => minimumWeight(state, limitsOf(v2, symbol).highTier <= 1n) ?? 0,
  );
  return {
    logic: isNext ? (world.roninV2?.next?.contract ?? "") : world.contracts.gateway,
    version,
    isLogicLocked: true,
    totalWeight: sets.mainchain.validators.length,
    leastWeight: isComputable ? Math.min(...weights) : null,
    tokensWithoutLimit: symbols.filter((symbol) => limitsOf(v2, symbol).daily === 0n),
  };
}

/** Has the gateway look at the operators where the logic that is to come keeps them. */
function putBehind({ sets, v2 }: State, isNext: boolean): void {
  const upgrade = v2?.upgrade ?? null;
  if (upgrade === null || upgrade.isNext === isNext) return;
  const there = upgrade.elsewhere;
  upgrade.elsewhere = sets.mainchain.validators;
  sets.mainchain.validators = there;
  upgrade.isNext = isNext;
}

/** Step 3 copies the operators from where the first logic keeps them; step 4 names a helper. */
function make({ sets, v2 }: State, step: InitializerStep): void {
  const upgrade = v2?.upgrade ?? null;
  if (upgrade === null) return;
  if (step === 3) sets.mainchain.validators = upgrade.elsewhere;
  upgrade.version = step;
}

function initialized(state: State): Decision {
  const initialization = initializationOf(state);
  return { result: initialization === null ? {} : { initialization }, balances: [] };
}
