import { InputError } from "../../core/errors.ts";
import type { World } from "../port.ts";
import { hasBridge } from "../venue.ts";
import type { GatewayKind } from "./gateway.ts";
import { guardedGateway } from "./guarded.ts";
import { noGateway } from "./none.ts";
import { roninV1 } from "./v1.ts";
import { roninV2 } from "./v2.ts";

/**
 * Returns the kind that a world's mainchain gateway is of. Its settings say so: a gateway with a
 * planted defect has those of the gateway that it was made from.
 *
 * @throws InputError when a gateway and its settings do not belong together.
 */
export function kindOf(world: World): GatewayKind {
  const { gateway } = world.contracts;
  if (!hasBridge(world)) return noGateway;
  const found = [
    ...(world.roninV2 === undefined ? [] : [roninV2]),
    ...(world.guarded === undefined ? [] : [guardedGateway]),
  ];
  const [kind = roninV1, other] = found;
  if (other !== undefined || kind !== (kinds.get(gateway) ?? kind))
    throw new InputError(`The world has not the settings of its gateway ${gateway}.`);
  if (kind !== roninV1 && !world.quorumAuthorizesPay)
    throw new InputError(`A gateway like ${gateway} keeps its validators itself; it knows them.`);
  return kind;
}

const kinds: ReadonlyMap<string, GatewayKind> = new Map([
  ["RoninGatewayV1", roninV1],
  ["RoninGatewayV2", roninV2],
  ["GuardedGateway", guardedGateway],
]);
