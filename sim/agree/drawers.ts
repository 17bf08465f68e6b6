import type { Command } from "../bridge/port.ts";
import {
  drawFreeze,
  drawMember,
  drawOddity,
  drawQuorum,
  drawRegistry,
  drawSwitch,
} from "./administration.ts";
import type { Pick, Walk } from "./draw.ts";
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
import { drawSpending, drawToken } from "./wallets.ts";

type Draw = (walk: Walk, pick: Pick) => Command;

/** What commands are made of, and how often; the first is what shrinking ends at. */
export const drawers: readonly { readonly weight: number; readonly draw: Draw }[] = [
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
