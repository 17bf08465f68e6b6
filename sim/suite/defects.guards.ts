import { guardedWorld } from "../agree/worlds.ts";
import type { World } from "../bridge/port.ts";
import type { GuardName, GuardSettings } from "../bridge/settings.ts";
import { hour } from "../core/time.ts";
import type { Defect } from "./planting.ts";
import { type Subject, subjectNamed } from "./subject.ts";

/** Returns a subject with another contract in the place of its guard of a name. */
function plantedAs(
  guard: GuardName,
  contract: string,
  subject: Subject = subjectNamed(guard),
): Pick<Defect, "contract" | "subject" | "planted"> {
  const { guarded } = subject.world;
  const put = (one: GuardSettings): GuardSettings =>
    one.guard === guard ? ({ ...one, contract } as GuardSettings) : one;
  const planted: World =
    guarded === undefined
      ? subject.world
      : { ...subject.world, guarded: { ...guarded, guards: guarded.guards.map(put) } };
  return { contract, subject, planted };
}

/** A window that lets out hardly more than 64 bits can count, of a token that is minted. */
const large: Subject = {
  name: "sliding-window, large",
  length: 30,
  world: guardedWorld([
    {
      guard: "sliding-window",
      limits: { SLP: { limit: `${2n ** 64n + 10n}`, big: `${2n ** 65n}` } },
      window: hour,
      delay: 6 * hour,
    },
  ]),
};

/** Net flow of a token of whose transfers a hundredth is lost, and of which nobody has much. */
const withFee: Subject = {
  name: "net-flow-epoch, with a fee",
  world: takingAFee(),
  isHurried: true,
};

function takingAFee(): World {
  const world = guardedWorld([
    { guard: "net-flow-epoch", limits: { USDC: "300" }, epoch: 6 * hour },
  ]);
  return {
    ...world,
    tokens: world.tokens.map((token) =>
      token.symbol === "USDC" ? { ...token, contract: "TakesAFee" } : token,
    ),
    wallets: world.wallets.map((wallet) =>
      wallet.token === "USDC" ? { ...wallet, amount: "1200" } : wallet,
    ),
  };
}

/** The planted defects of guards. */
export const guardDefects: readonly Defect[] = [
  { ...plantedAs("sliding-window", "CountsByCalendar"), number: "F01", property: "L01" },
  { ...plantedAs("token-bucket", "EighteenDecimals"), number: "F15", property: "L07" },
  { ...plantedAs("circuit-breaker", "CooldownRenewed"), number: "F16", property: "R02" },
  {
    ...plantedAs("token-bucket", "OpenCommit", subjectNamed("governed")),
    number: "F21",
    property: "G02",
  },
  { ...plantedAs("utc-day-limit", "UnlistedIsFree"), number: "F24", property: "L08" },
  {
    contract: "CreditsTheAsked",
    subject: withFee,
    planted: {
      ...withFee.world,
      contracts: { ...withFee.world.contracts, gateway: "CreditsTheAsked" },
    },
    number: "F25",
    property: "L11",
  },
  { ...plantedAs("sliding-window", "TruncatedAmount", large), number: "F28", property: "L10" },
  {
    ...plantedAs("token-bucket", "RefillsWhenSet", subjectNamed("governed")),
    number: "F30",
    property: "L05",
  },
  { ...plantedAs("backing-attestation", "AttestsTheIdAlone"), number: "F31", property: "S10" },
  { ...plantedAs("operator-cap", "UnknownKeysCount"), number: "F32", property: "S01" },
  { ...plantedAs("circuit-breaker", "AlarmRolledBack"), number: "F33", property: "D08" },
];
