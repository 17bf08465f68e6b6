import { describe, expect, it } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { agree, enter, type Table } from "../../sim/agree/agreement.ts";
import { type Campaign, campaignsOf } from "../../sim/agree/campaigns.ts";
import { balance, type Instruction, setBalance } from "../../sim/bridge/evm/instructions.ts";
import { machineOn } from "../../sim/bridge/evm/machine.ts";
import type { StartServer } from "../../sim/bridge/evm/server.ts";
import { evmTenant } from "../../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../../sim/bridge/evm/worlds.ts";
import { memoizedSigner } from "../../sim/bridge/hardhat/signing.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { type Trouble, troubledServers } from "../support/troubled.ts";

const campaignOf = (gateway: string, lists: number): Campaign =>
  campaignsOf(
    gateway,
    lists,
    7,
    gateway === "GuardedGateway" ? "sliding-window" : undefined,
  )[0] as Campaign;

/** Each signature is made once: servers are lost, and no signers. */
const signer = memoizedSigner();

/** Carries a campaign out, and returns all that it counted. */
async function judged(campaign: Campaign, start: StartServer, sequencesMost = 20_000) {
  const worlds = evmWorlds(start, { sequencesMost });
  const table: Table = new Map();
  const outcomes: string[] = [];
  const result = await agree({
    ...campaign,
    shrink: false,
    left: openModel,
    right: evmTenant(worlds, { signer }),
    seen: (commands, comparison) => {
      enter(table, commands, comparison.outcomes);
      outcomes.push(JSON.stringify(comparison.outcomes));
    },
  });
  await worlds.end();
  return { result, table, outcomes };
}

const someone = `0x${"5a".repeat(20)}` as const;
const askBalance: Instruction<bigint>[] = [balance(someone)];

describe("a server that is lost costs what was in flight, which runs again", () => {
  it("killed 50 times at random in a campaign: the same verdicts and counts as without", async () => {
    const campaign = campaignOf("GuardedGateway", 100);
    const undisturbed = await judged(campaign, startEvmServer);
    const servers = troubledServers({ seed: 1, every: 2, among: ["killed"], most: 50 });
    const disturbed = await judged(campaign, servers.start);
    expect(servers.happened.get("killed")).toBe(50);
    expect(servers.restarts()).toBeGreaterThan(35);
    expect(disturbed).toEqual(undisturbed);
    expect(undisturbed.result).toMatchObject({ lists: 100, disagreement: null });
  });

  /** The same campaign undisturbed, once for every trouble. */
  let calm: ReturnType<typeof judged> | undefined;

  it.each<[Trouble, number]>([
    ["hangs", 2],
    ["out of memory", 2],
    ["nonsense", 8],
    ["cut off", 8],
  ])("%s, %i times", async (trouble, most) => {
    const campaign = campaignOf("RoninGatewayV2", 20);
    calm ??= judged(campaign, startEvmServer);
    const undisturbed = await calm;
    const servers = troubledServers({ seed: 2, every: 2, among: [trouble], most });
    const disturbed = await judged(campaign, servers.start);
    expect(servers.happened.get(trouble)).toBe(most);
    // A busy machine may take one for hanging that is only slow.
    expect(servers.restarts()).toBeGreaterThanOrEqual(most);
    expect(disturbed).toEqual(undisturbed);
  });

  it("killed where there are no named pipes", async () => {
    const campaign = campaignOf("RoninGatewayV1", 3);
    const undisturbed = await judged(campaign, startEvmServer);
    const servers = troubledServers({
      seed: 3,
      every: 2,
      among: ["killed"],
      most: 4,
      isPlain: true,
    });
    expect(await judged(campaign, servers.start)).toEqual(undisturbed);
    expect(servers.restarts()).toBeGreaterThan(1);
  });

  it("replaced before it grows: the same verdicts and counts", async () => {
    const campaign = campaignOf("RoninGatewayV1", 10);
    const kept = await judged(campaign, startEvmServer);
    const servers = troubledServers({ seed: 4, every: 10, among: ["killed"], most: 0 });
    expect(await judged(campaign, servers.start, 3)).toEqual(kept);
    // Ten sequences on each of two servers.
    expect(servers.restarts()).toBe(6);
  });
});

describe("a machine", () => {
  it("gives up on a request that no server survives, in a sentence", () => {
    let started = 0;
    const machine = machineOn(
      () => ({
        exchange: () => {
          started += 1;
          return new Uint8Array([1]);
        },
        restart: () => undefined,
        end: () => undefined,
      }),
      { patience: 3 },
    );
    expect(() => machine.run(askBalance)).toThrow(
      "3 EVM servers were lost over one request. The EVM server is lost: it cannot do what it was asked for.",
    );
    expect(started).toBe(3);
  });

  it("does not believe a server that answers otherwise when it is asked once more", () => {
    const server = startEvmServer();
    let isOdd = false;
    const machine = machineOn(() => ({
      ...server,
      exchange: (request) => {
        const answer = Uint8Array.from(server.exchange(request));
        if (isOdd) answer[answer.length - 1] = 77;
        return answer;
      },
    }));
    expect(machine.run(askBalance)).toEqual([0n]);
    process.kill(server.process(), "SIGKILL");
    isOdd = true;
    expect(() => machine.run(askBalance)).toThrow("it answers otherwise than before");
    machine.end();
  });

  it("is none the worse for nonsense that it is asked", () => {
    const machine = machineOn(startEvmServer);
    machine.run([setBalance(someone, 5n)]);
    const unknown: Instruction<undefined> = {
      write: (to) => void to.byte(99),
      read: () => undefined,
    };
    expect(() => machine.run([unknown])).toThrow("5 EVM servers were lost");
    expect(machine.run(askBalance)).toEqual([5n]);
    machine.end();
  });
});
