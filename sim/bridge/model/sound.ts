import { InputError } from "../../core/errors.ts";
import { hour } from "../../core/time.ts";
import type { Ratio } from "../../core/units.ts";
import type { World } from "../port.ts";
import { type Unsound, unsound, unsoundIn } from "./guards/sound.ts";

const guardsMost = 16;
const epochSeconds = 6 * hour;

/**
 * Throws for a world whose settings are another gateway's, and for a later gateway that cannot be
 * set up as the world wants it, with the words of the chains.
 *
 * @throws InputError with the contract, its error, and the values.
 */
export function requireSound(world: World): void {
  const { gateway } = world.contracts;
  const isV2 = gateway === "RoninGatewayV2";
  const isGuarded = gateway === "GuardedGateway";
  if ((world.roninV2 !== undefined) !== isV2 || (world.guarded !== undefined) !== isGuarded)
    throw new InputError(`The world has not the settings of its gateway ${gateway}.`);
  if (!isV2 && !isGuarded) return;
  if (!world.quorumAuthorizesPay)
    throw new InputError(`A gateway like ${gateway} keeps its validators itself; it knows them.`);
  const found = ofSidechain(world) ?? (isV2 ? ofV2(world) : ofGuarded(world));
  if (found === null) return;
  const { contract, error } = found;
  const words = Object.entries(error.args).map(([what, word]) => `${what} ${word}`);
  const why = words.length === 0 ? error.name : `${error.name} (${words.join(", ")})`;
  throw new InputError(`${contract} cannot be set up as the world wants it: ${why}.`);
}

/** The sidechain's own set has the same quorum, and comes first. */
const ofSidechain = ({ quorum }: World): Unsound | null => aboveOne("ValidatorSet", quorum);

const aboveOne = (contract: string, { numerator, denominator }: Ratio): Unsound | null =>
  numerator > denominator
    ? unsound(contract, "QuorumAboveOne", {
        numerator: `${numerator}`,
        denominator: `${denominator}`,
      })
    : null;

function ofV2({ quorum, roninV2 }: World): Unsound | null {
  const high = roninV2?.highTierQuorum ?? quorum;
  const proxy = roninV2?.next === undefined ? "GatewayProxy" : "UpgradeableProxy";
  const found = aboveOne(proxy, high);
  if (found !== null) return found;
  return quorum.numerator * high.denominator > high.numerator * quorum.denominator
    ? unsound(proxy, "HighTierBelowQuorum", {
        highTierQuorum: `${high.numerator}/${high.denominator}`,
        quorum: `${quorum.numerator}/${quorum.denominator}`,
      })
    : null;
}

function ofGuarded({ quorum, validators, guarded }: World): Unsound | null {
  const { numerator, denominator } = quorum;
  if (numerator === 0 || validators.length === 0)
    return unsound("GuardedGateway", "QuorumUnsound", {
      numerator: `${numerator}`,
      denominator: `${denominator}`,
      totalWeight: `${validators.length}`,
    });
  for (const [index, guard] of (guarded?.guards ?? []).entries()) {
    if (guard.guard === "net-flow-epoch" && guard.epoch !== epochSeconds)
      throw new InputError(
        `The epoch of net-flow-epoch is ${epochSeconds} seconds, and not ${guard.epoch}: the contract has no other.`,
      );
    const found = unsoundIn(guard);
    if (found !== null) return found;
    if (index === guardsMost)
      return unsound("GuardedGateway", "StackFull", { most: `${guardsMost}` });
  }
  const taken = new Set(validators);
  for (const [signer, spare] of Object.entries(guarded?.spares ?? {}).sort()) {
    if (!validators.includes(signer))
      return unsound("GuardedGateway", "NotSigner", { account: signer });
    if (taken.has(spare)) return unsound("GuardedGateway", "KeyTaken", { account: spare });
    taken.add(spare);
  }
  return null;
}
