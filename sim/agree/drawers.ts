import type { World } from "../bridge/port.ts";
import {
  drawFreeze,
  drawMember,
  drawOddity,
  drawQuorum,
  drawRegistry,
  drawSwitch,
  drawUpgrade,
} from "./administration.ts";
import type { Draw } from "./draw.ts";
import {
  drawExchange,
  drawIssuer,
  drawMixer,
  drawOperator,
  drawSwap,
  drawTransfer,
} from "./exits.ts";
import {
  drawAttestation,
  drawCancel,
  drawEpoch,
  drawExpire,
  drawRelease,
  drawUnlock,
} from "./held.ts";
import {
  drawEther,
  drawGuardedSwitch,
  drawV2Registry,
  drawV2Switch,
  elsewhere,
  whenReady,
} from "./officials.ts";
import { drawSubmission } from "./submission.ts";
import {
  drawAcknowledgement,
  drawAgain,
  drawDeposit,
  drawNext,
  drawPost,
  drawRequest,
  drawSign,
} from "./traffic.ts";
import { drawTypedSubmission } from "./typed.ts";
import { drawSpending, drawToken } from "./wallets.ts";

export type Drawers = readonly { readonly weight: number; readonly draw: Draw }[];

/** Returns what a world's commands are made of, and how often; the first is what shrinking ends at. */
export function drawersOf({ contracts, venues, roninV2 }: World): Drawers {
  if (venues !== undefined)
    return contracts.gateway === "none" ? exitDrawers : [...exitDrawers, ...v1Drawers];
  if (contracts.gateway === "RoninGatewayV2")
    return roninV2?.next === undefined ? v2Drawers : [...v2Drawers, ...upgradeDrawers];
  return contracts.gateway === "GuardedGateway" ? guardedDrawers : v1Drawers;
}

const v1Drawers: Drawers = [
  { weight: 10, draw: drawDeposit },
  { weight: 76, draw: drawNext },
  { weight: 10, draw: drawAcknowledgement },
  { weight: 8, draw: drawRequest },
  { weight: 24, draw: drawSubmission },
  { weight: 4, draw: drawSign },
  { weight: 24, draw: drawPost },
  { weight: 7, draw: drawAgain },
  { weight: 7, draw: drawSwitch },
  { weight: 7, draw: drawMember },
  { weight: 7, draw: drawQuorum },
  { weight: 13, draw: drawFreeze },
  { weight: 6, draw: drawRegistry },
  { weight: 18, draw: drawToken },
  { weight: 10, draw: drawSpending },
  { weight: 7, draw: drawOddity },
];

const exitDrawers: Drawers = [
  { weight: 60, draw: drawExchange },
  { weight: 30, draw: drawOperator },
  { weight: 50, draw: drawSwap },
  { weight: 50, draw: drawMixer },
  { weight: 24, draw: drawIssuer },
  { weight: 20, draw: drawTransfer },
  { weight: 10, draw: drawToken },
  { weight: 6, draw: drawSpending },
  { weight: 3, draw: drawOddity },
];

const v2Drawers: Drawers = [
  { weight: 16, draw: drawDeposit },
  { weight: 24, draw: drawNext },
  { weight: 4, draw: drawRequest },
  { weight: 76, draw: whenReady(drawTypedSubmission) },
  { weight: 20, draw: drawUnlock },
  { weight: 2, draw: drawSign },
  { weight: 4, draw: drawPost },
  { weight: 8, draw: drawV2Switch },
  { weight: 6, draw: drawMember },
  { weight: 6, draw: drawQuorum },
  { weight: 10, draw: drawFreeze },
  { weight: 5, draw: drawV2Registry },
  { weight: 4, draw: drawToken },
  { weight: 3, draw: drawSpending },
  { weight: 8, draw: drawOddity },
];

const upgradeDrawers: Drawers = [{ weight: 28, draw: drawUpgrade }];

const guardedDrawers: Drawers = [
  { weight: 20, draw: drawDeposit },
  { weight: 14, draw: drawNext },
  { weight: 3, draw: drawRequest },
  { weight: 60, draw: whenReady(drawTypedSubmission) },
  { weight: 40, draw: whenReady(drawRelease) },
  { weight: 8, draw: drawCancel },
  { weight: 10, draw: drawExpire },
  { weight: 5, draw: drawEpoch },
  { weight: 40, draw: whenReady(drawAttestation) },
  { weight: 2, draw: drawSign },
  { weight: 4, draw: drawPost },
  { weight: 8, draw: drawGuardedSwitch },
  { weight: 3, draw: elsewhere(drawMember) },
  { weight: 3, draw: elsewhere(drawQuorum) },
  { weight: 6, draw: drawFreeze },
  { weight: 2, draw: elsewhere(drawRegistry) },
  { weight: 4, draw: drawToken },
  { weight: 3, draw: drawSpending },
  { weight: 2, draw: drawEther },
];
