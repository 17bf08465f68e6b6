import { choices } from "../../sim/agree/agreement.ts";
import { campaignsOf } from "../../sim/agree/campaigns.ts";
import { type Choice, drawCommands, type Timed } from "../../sim/agree/draw.ts";
import { scenarioOfList } from "../../sim/agree/scenario.ts";
import { traceOfList } from "../../sim/agree/trace.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Balance, Command, World } from "../../sim/bridge/port.ts";
import type { ScriptSpec } from "../../sim/scenario/actors.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import type { Trace } from "../../sim/trace/event.ts";

export { choices };

/** Bridges of each kind, exits alone, and exits beside a bridge. */
export const worlds = [
  ...campaignsOf("RoninGatewayV1", 1, 1),
  ...campaignsOf("RoninGatewayV2", 1, 1),
  ...campaignsOf("GuardedGateway", 1, 1, "none"),
  ...campaignsOf("none", 1, 1),
];

/** Who does the command of that number. */
type Doer = (index: number) => "thief" | "team";

const script = (name: string, isHonest: boolean): ScriptSpec => ({
  kind: "script",
  name,
  isHonest,
  accounts: [],
  steps: [],
});

/** Returns what the model makes of commands, each done by a thief or by a team. */
function heistOf(
  world: World,
  commands: readonly Timed[],
  doer: Doer,
  victims: readonly string[],
): Trace {
  const scenario: Scenario = {
    ...scenarioOfList(world, commands),
    actors: [script("thief", false), script("team", true)],
    victims,
  };
  // Each command is an invocation and what came of it, behind the first event.
  return traceOfList(scenario, commands, openModel(world)).map((event) =>
    "actor" in event ? { ...event, actor: doer((event.seq - 1) >> 1) } : event,
  );
}

/** What a thief takes from alice before anything is drawn, so that others have what she lacks. */
const spoils: readonly Balance[] = [
  { chain: "mainchain", account: "bob", token: "ETH", amount: "400000" },
  { chain: "mainchain", account: "outsider", token: "USDC", amount: "400000" },
  { chain: "mainchain", account: "bob", token: "USDT", amount: "60000" },
  { chain: "mainchain", account: "outsider", token: "BTC", amount: "2000" },
];

/** Returns the trace of drawn commands after a theft from alice; half of them are the thief's. */
export function drawnHeist(world: World, list: readonly Choice[]): Trace {
  const taken = spoils.filter(({ token }) => world.tokens.some(({ symbol }) => symbol === token));
  const robbed: World = {
    ...world,
    wallets: [
      ...world.wallets.map((wallet): Balance => {
        const loss = taken.find(({ token }) => token === wallet.token);
        if (wallet.account !== "alice" || loss === undefined) return wallet;
        return { ...wallet, amount: `${BigInt(wallet.amount) - BigInt(loss.amount)}` };
      }),
      ...taken,
    ],
  };
  const thefts = taken.map(({ chain, account: recipient, token, amount }): Timed => {
    const command = { verb: "transfer", sender: "alice", chain, token, recipient, amount } as const;
    return { at: world.start + 1, command };
  });
  const doer: Doer = (index) =>
    (list[index - thefts.length]?.[15] ?? 0) % 2 === 0 ? "thief" : "team";
  return heistOf(world, [...thefts, ...drawCommands(robbed, list)], doer, ["alice"]);
}

/** A step of a story that a test tells: who, and what. */
export type Told = readonly [who: "thief" | "team", command: Command];

/** Returns the trace of a story, a minute a step. */
export function toldHeist(world: World, told: readonly Told[], victims = ["alice"]): Trace {
  const commands = told.map(([, command], index) => ({
    at: world.start + 60 * (index + 1),
    command,
  }));
  return heistOf(world, commands, (index) => told[index]?.[0] ?? "team", victims);
}
