import type { World } from "../bridge/port.ts";
import type { Foothold } from "../custody/foothold.ts";
import type { Actor } from "../engine/actor.ts";
import type { ActorSpec } from "../scenario/actors.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { monitor } from "./monitor.ts";
import { relayer } from "./relayer.ts";
import { responder } from "./responder.ts";
import { robber } from "./robber.ts";
import { script } from "./script.ts";
import { team } from "./team.ts";
import { thief } from "./thief.ts";
import { unlocker } from "./unlocker.ts";
import { user } from "./user.ts";
import { validator } from "./validator.ts";
import { watcher } from "./watcher.ts";

/** Returns a scenario's actors, in its order. */
export function castOf(scenario: Scenario): readonly Actor[] {
  const self = new Set(
    scenario.actors.flatMap((spec) =>
      spec.kind === "user" && spec.withdrawal?.submitAt != null ? [spec.name] : [],
    ),
  );
  return scenario.actors.map((spec) => actorOf(spec, self, scenario.world));
}

function actorOf(spec: ActorSpec, self: ReadonlySet<string>, world: World): Actor {
  switch (spec.kind) {
    case "user":
      return user(spec);
    case "validator":
      return validator(spec);
    case "relayer":
      return relayer(spec, self);
    case "thief":
      return thief(spec);
    case "robber":
      return robber(spec, world);
    case "team":
      return team(spec);
    case "responder":
      return responder(spec);
    case "monitor":
      return monitor(spec);
    case "unlocker":
      return unlocker(spec);
    case "watcher":
      return watcher(spec);
    case "script":
      return script(spec);
  }
}

/** Returns the accounts whose keys actors have beside those of their own names. */
export const givenAccounts = (scenario: Scenario): ReadonlyMap<string, readonly string[]> =>
  new Map(
    scenario.actors.flatMap((spec) =>
      spec.kind === "script" || spec.kind === "team" ? [[spec.name, spec.accounts] as const] : [],
    ),
  );

/** Returns the nodes of the custody graph that are an actor's own from the start. */
export const ownFootholds = (scenario: Scenario): ReadonlyMap<string, readonly Foothold[]> =>
  new Map(
    scenario.actors.flatMap((spec) =>
      spec.kind === "responder" || spec.kind === "team"
        ? [[spec.name, spec.controls.map((node) => owned(node, scenario.start))] as const]
        : [],
    ),
  );

const owned = (node: string, at: number): Foothold => ({ node, at, until: null, how: "their own" });
