import type { World } from "../bridge/port.ts";
import type { GuardedSettings, GuardSettings } from "../bridge/settings.ts";
import { addressOf, privateKeyOf } from "../core/accounts.ts";
import { InputError } from "../core/errors.ts";
import { day } from "../core/time.ts";
import type { ResponderSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";

/**
 * Returns the scenario on a `GuardedGateway` with one guard more in its stack. The first guard puts
 * the gateway in the place of the scenario's own, with the same validators and the same quorum, so
 * that a guard alone makes the difference.
 *
 * @throws InputError when the scenario's gateway cannot be replaced.
 */
export function withGuard(scenario: Scenario, guard: GuardSettings): Scenario {
  const base = onGuardedGateway(scenario);
  const { guarded } = base.world;
  if (guarded === undefined) return base;
  const stack = { ...guarded, guards: [...guarded.guards, guard] };
  return { ...base, world: { ...base.world, guarded: stack } };
}

/** Returns the scenario on a `GuardedGateway` without guards, if it is not on one already. */
function onGuardedGateway(scenario: Scenario): Scenario {
  const { world, actors } = scenario;
  if (world.guarded !== undefined) return scenario;
  refuseForeign(scenario);
  if (world.quorum.numerator === 0)
    throw new InputError(
      `${scenario.name} has a quorum of nothing, and a GuardedGateway is not set up with one.`,
    );
  const responder = actors.find((actor) => actor.kind === "responder");
  return {
    ...scenario,
    world: {
      ...withAccounts(world, ["governor", "guardian"]),
      contracts: { ...world.contracts, gateway: "GuardedGateway" },
      guarded: rolesOf(responder),
    },
  };
}

/** Gives accounts to a world that it did not have, with keys made from the seed. */
export const withAccounts = (world: World, names: readonly string[]): World => ({
  ...world,
  accounts: {
    ...world.accounts,
    ...Object.fromEntries(names.map((name) => [name, addressOf(privateKeyOf(world.seed, name))])),
  },
});

/** The team that responds holds every role that stops; who governs does nothing in a scenario. */
function rolesOf(responder: ResponderSpec | undefined): GuardedSettings {
  const team = [responder?.account ?? "guardian"];
  return {
    looseningDelay: 2 * day,
    maxHold: 30 * day,
    roles: {
      governor: ["governor"],
      pauser: team,
      unpauser: ["governor"],
      canceller: team,
      responder: team,
    },
    spares: {},
    guards: [],
  };
}

/** A call that was signed for the first bridge fits no other; a second gateway fits no first. */
export function refuseForeign({ name, world, actors }: Scenario): void {
  const { gateway } = world.contracts;
  if (gateway !== "RoninGatewayV1")
    throw new InputError(
      `${name} runs on ${gateway}, in whose place no other gateway can be put; only RoninGatewayV1 can be replaced.`,
    );
  const hasBytes = actors.some(
    (actor) =>
      actor.kind === "script" &&
      actor.steps.some(
        ({ command }) =>
          command.verb === "submitWithdrawal" &&
          (command.calldata !== undefined ||
            command.signatures.some((signature) => "bytes" in signature)),
      ),
  );
  if (hasBytes)
    throw new InputError(
      `${name} sends calls that were signed for RoninGatewayV1, byte by byte, and no other gateway reads them.`,
    );
}
