import { describe, expect, it } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { balance, setBalance, setChain } from "../../sim/bridge/evm/instructions.ts";
import { machineOn } from "../../sim/bridge/evm/machine.ts";

const someone = `0x${"5a".repeat(20)}` as const;

/** A machine of its own, and the process of the server that it is on. */
function begin() {
  const server = startEvmServer();
  const machine = machineOn(() => server);
  const ask = () => machine.run([balance(someone)])[0];
  return { server, machine, ask, process: server.process };
}

/** Ends a machine that somebody has on it five units, and returns its process. */
function usedUp(isFramed: boolean): number {
  const { machine, ask, process } = begin();
  machine.run([setChain(7), setBalance(someone, 5n)]);
  if (isFramed) machine.open();
  expect(ask()).toBe(5n);
  machine.end();
  return process();
}

describe("a server that has done with a machine", () => {
  it.each([false, true])("is the next one's, and knows nothing; within a frame: %s", (isFramed) => {
    for (let used = usedUp(isFramed), round = 0; round < 3; round += 1) {
      const { machine, ask, process } = begin();
      expect(ask()).toBe(0n);
      expect(process()).toBe(used);
      machine.end();
      used = usedUp(isFramed);
    }
  });

  it("is nobody's when it was lost", () => {
    const { server, machine, ask } = begin();
    expect(ask()).toBe(0n);
    const lost = server.process();
    process.kill(lost, "SIGKILL");
    server.end();
    const next = begin();
    expect(next.ask()).toBe(0n);
    expect(next.process()).not.toBe(lost);
    next.machine.end();
    expect(() => machine.run([balance(someone)])).toThrow("5 EVM servers were lost");
  });
});
