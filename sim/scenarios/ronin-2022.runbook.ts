import { hour } from "../core/time.ts";
import { ronin2022 } from "../scenario/facts.ts";
import { thoseCalled } from "./kucoin-2020.runbook.ts";
import type { Responder } from "./responders.ts";

const { inputs } = ronin2022;
const factsFile = "facts/incidents/ronin-2022.json";
const noHour = `the day is sourced, the hour is not (${factsFile}: outcomes.pausedOn)`;

/**
 * How Ronin responded: nobody watches, somebody complains six days later. Whom it calls does what
 * those do whom KuCoin called, as long after the call: what differs is when Ronin knows and calls.
 */
export const roninResponder: Responder = {
  name: "ronin",
  notices: {
    delay: inputs.complaintAt.value - inputs.etherPaidAt.value,
    says: "a customer cannot withdraw",
    means: "From the first payment to the complaint of a customer, before which nobody notices.",
    status: "chosen",
    source: `the day is sourced (29 March), the hour is not (${factsFile}: inputs.complaintAt)`,
  },
  steps: [
    {
      name: "shut-server",
      after: "alert",
      delay: hour,
      does: { power: "shut-server" },
      means: "The team stops the payments: it pauses its bridge, or shuts the server that pays.",
      status: "chosen",
      source: noHour,
    },
    {
      name: "call",
      after: "alert",
      delay: hour,
      does: { power: "call" },
      means: "The team calls exchanges, issuers and police.",
      status: "chosen",
      source: noHour,
    },
    {
      name: "notice",
      after: "alert",
      delay: 2 * hour,
      does: { power: "notice" },
      means: "The public is told.",
      status: "chosen",
      source: noHour,
    },
    ...thoseCalled,
  ],
};
