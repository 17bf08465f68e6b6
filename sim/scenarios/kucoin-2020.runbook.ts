import { day, hour, utcSeconds } from "../core/time.ts";
import { kucoin2020 } from "../scenario/incidents.ts";
import type { Responder, ResponseStep } from "./responders.ts";

const { inputs } = kucoin2020;
const factsFile = "facts/incidents/kucoin-2020.json";
const alertAt = inputs.firstAlertAt.value;
const callsAt = inputs.callsAt.value;

const minuteOf = (fact: string) => ({
  status: "derived" as const,
  source: `${factsFile}: inputs.${fact}, inputs.firstAlertAt`,
});
const chosen = (why: string) => ({ status: "chosen" as const, source: why });
const freeze = (of: "stablecoin" | "replaceable" | "ocean" | "later") =>
  ({ power: "freeze", class: of }) as const;
const reissue = (of: "stablecoin" | "replaceable" | "ocean" | "later") =>
  ({ power: "reissue", class: of }) as const;

const night: readonly ResponseStep[] = [
  {
    name: "shut-server",
    after: "alert",
    delay: inputs.serverShutAt.value - alertAt,
    does: { power: "shut-server" },
    means: "The team shuts the wallet server down.",
    ...minuteOf("serverShutAt"),
  },
  {
    name: "move-rest",
    after: "alert",
    delay: inputs.moveFrom.value - alertAt,
    does: { power: "move-rest" },
    means: "The team begins to move what is left to cold storage.",
    ...minuteOf("moveFrom"),
  },
  {
    name: "call",
    after: "alert",
    delay: callsAt - alertAt,
    does: { power: "call" },
    means: "The team calls exchanges, projects and police.",
    ...minuteOf("callsAt"),
  },
  {
    name: "notice",
    after: "alert",
    delay: inputs.noticeAt.value - alertAt,
    does: { power: "notice" },
    means: "The public is told.",
    ...minuteOf("noticeAt"),
  },
];

/** What those who are called do, whoever called them: it goes with the assets. */
export const thoseCalled: readonly ResponseStep[] = [
  {
    name: "block-accounts",
    after: "call",
    delay: hour,
    does: { power: "block" },
    means: "Exchanges block the thief's accounts.",
    ...chosen("no source has the hour of any exchange"),
  },
  {
    name: "freeze-stablecoin",
    after: "call",
    delay: 3 * hour,
    does: freeze("stablecoin"),
    means: "The issuer of the stablecoin freezes it.",
    ...chosen(`the day is known, the hour is not (${factsFile}: inputs.tetherFreezesOn)`),
  },
  {
    name: "freeze-tokens",
    after: "call",
    delay: 12 * hour,
    does: freeze("replaceable"),
    means: "Projects that were called stop the old token.",
    ...chosen("no source has the hours"),
  },
  {
    name: "freeze-ocean",
    after: "call",
    delay: utcSeconds("2020-09-27T12:43:00Z") - callsAt,
    does: freeze("ocean"),
    means: "Ocean pauses its old contract.",
    ...chosen(`fitted to what the thief had sold by then (${factsFile}: inputs.thiefSoldOcean)`),
  },
  {
    name: "replace-ocean",
    after: "call",
    delay: inputs.oceanForksAt.value - callsAt,
    does: reissue("ocean"),
    means: "Ocean issues the stolen balance anew.",
    status: "derived",
    source: `${factsFile}: inputs.oceanForksAt, inputs.callsAt`,
  },
  {
    name: "replace-tokens",
    after: "call",
    delay: 4 * day,
    does: reissue("replaceable"),
    means: "Projects that were called issue the stolen balance anew.",
    ...chosen("by 30 September, when accounts name them; no source has the hours"),
  },
  {
    name: "freeze-later",
    after: "notice",
    delay: 4 * day,
    does: freeze("later"),
    means: "Projects that read of it stop the old token.",
    ...chosen("about thirty by 30 September; no source has the hours"),
  },
  {
    name: "replace-later",
    after: "notice",
    delay: 7 * day,
    does: reissue("later"),
    means: "Projects that read of it issue the stolen balance anew.",
    ...chosen("by 3 October; no source has the hours"),
  },
  {
    name: "return-stablecoin",
    after: "call",
    delay: 20 * day,
    does: reissue("stablecoin"),
    means: "The issuer of the stablecoin issues the frozen balance anew.",
    ...chosen("before 11 November; no source has the day"),
  },
  {
    name: "return-blocked",
    after: "call",
    delay: 40 * day,
    does: { power: "return" },
    means: "Exchanges hand out what they blocked, as police ask them to.",
    ...chosen("before 11 November; no source has the day"),
  },
];

/** How KuCoin, and those it called, responded: minutes from the record, days chosen. */
export const kucoinResponder: Responder = {
  name: "kucoin",
  notices: "monitors",
  steps: [...night, ...thoseCalled],
};

/** Seconds that the move to cold storage took. */
export const moveWithin = inputs.moveUntil.value - inputs.moveFrom.value;
