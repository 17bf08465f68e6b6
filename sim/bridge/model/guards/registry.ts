import { InputError } from "../../../core/errors.ts";
import type { GuardName, GuardSettings } from "../../settings.ts";
import { backingAttestation } from "./backing-attestation.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { delayWithVeto } from "./delay-with-veto.ts";
import type { Guard, GuardModel } from "./guard.ts";
import { netFlowEpoch } from "./net-flow-epoch.ts";
import { operatorCap } from "./operator-cap.ts";
import { pauseGuardian } from "./pause-guardian.ts";
import { recipientRules } from "./recipient-rules.ts";
import { slidingWindow } from "./sliding-window.ts";
import { tieredQuorum } from "./tiered-quorum.ts";
import { tokenBucket } from "./token-bucket.ts";
import { utcDayLimit } from "./utc-day-limit.ts";

/**
 * Returns a guard as it stands when nothing has happened.
 *
 * @param now The second in which it is set up.
 */
export function openGuard(settings: GuardSettings, now: number): Guard {
  switch (settings.guard) {
    case "utc-day-limit":
      return bind(settings, utcDayLimit, now);
    case "token-bucket":
      return bind(settings, tokenBucket, now);
    case "sliding-window":
      return bind(settings, slidingWindow, now);
    case "net-flow-epoch":
      return bind(settings, netFlowEpoch, now);
    case "circuit-breaker":
      return bind(settings, circuitBreaker, now);
    case "delay-with-veto":
      return bind(settings, delayWithVeto, now);
    case "tiered-quorum":
      return bind(settings, tieredQuorum, now);
    case "operator-cap":
      return bind(settings, operatorCap, now);
    case "backing-attestation":
      return bind(settings, backingAttestation, now);
    case "pause-guardian":
      return bind(settings, pauseGuardian, now);
    case "recipient-rules":
      return bind(settings, recipientRules, now);
    case "own":
      throw new InputError(
        `The model knows no guard ${settings.contract}, which came compiled; run it on the chains, with --tenant hardhat or evm.`,
        { docsPath: "docs/errors.md#a-guard-of-ones-own" },
      );
  }
}

/** Guards that are given the power to pause a token by their answer. */
const tripping: ReadonlySet<string> = new Set(["circuit-breaker", "pause-guardian"]);

function bind<S extends GuardSettings & { readonly guard: GuardName }, State>(
  settings: S,
  model: GuardModel<S, State>,
  now: number,
): Guard {
  const state = model.open(settings, now);
  const on =
    <A>(rule: ((state: State, of: A) => void) | undefined) =>
    (of: A) =>
      rule?.(state, of);
  return {
    name: settings.guard,
    mayTrip: tripping.has(settings.guard),
    state,
    assess: (request) => model.assess(state, request),
    onHeld: on(model.onHeld),
    onPaid: on(model.onPaid),
    onCancelled: on(model.onCancelled),
    onDeposited: on(model.onDeposited),
  };
}
