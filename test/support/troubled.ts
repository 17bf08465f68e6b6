import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type KeptServer, startEvmServer } from "../../scripts/host/evm/start.ts";
import type { EvmServer } from "../../sim/bridge/evm/server.ts";
import { randomStream } from "../../sim/core/random.ts";

/** What can happen to a server. */
export const troubles = ["killed", "hangs", "out of memory", "nonsense", "cut off"] as const;
export type Trouble = (typeof troubles)[number];

type Options = {
  readonly seed: number;
  /** Servers are in trouble once in so many requests. */
  readonly every: number;
  readonly among: readonly Trouble[];
  /** No more often than this, all servers together. */
  readonly most?: number;
  readonly isPlain?: boolean;
};

/** Starts servers that get into trouble at random, and counts what happened to them. */
export function troubledServers({ seed, every, among, most = 1_000, isPlain = false }: Options) {
  const random = randomStream(seed, "test/trouble");
  const happened = new Map<Trouble, number>();
  let all = 0;
  let quiet = 5;
  let restarts = 0;
  const start = (): EvmServer => {
    const server = startEvmServer({ deadline: 1_500, isPlain });
    return {
      ...server,
      restart: () => {
        restarts += 1;
        server.restart();
      },
      exchange: (request) => {
        quiet -= 1;
        // One that is only just starting has no process yet.
        const isThere = quiet < 0 && server.process() > 0;
        const isDue = all < most && isThere && random.integer(1, every) === 1;
        if (!isDue) return server.exchange(request);
        const trouble = random.pick(among);
        all += 1;
        // The next server has time to come to where this one was.
        quiet = 5;
        happened.set(trouble, (happened.get(trouble) ?? 0) + 1);
        return inTrouble(server, request, trouble, random.integer(0, 4));
      },
    };
  };
  return { start, happened, restarts: () => restarts };
}

/** Signals a process, unless it is gone already. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Stops a process, and waits until all of it stands still: on a busy machine that takes a while. */
function stop(pid: number): void {
  signal(pid, "SIGSTOP");
  const tasks = `/proc/${pid}/task`;
  const isStopped = (task: string) => {
    try {
      return /\) [Tt] /.test(readFileSync(join(tasks, task, "stat"), "utf8"));
    } catch {
      // It has just ended.
      return true;
    }
  };
  while (existsSync(tasks) && !readdirSync(tasks).every(isStopped));
}

function inTrouble(
  server: KeptServer,
  request: Uint8Array,
  trouble: Trouble,
  milliseconds: number,
): Uint8Array {
  const pid = server.process();
  switch (trouble) {
    case "killed":
      // Some while before, some in the middle, some between two requests.
      if (milliseconds === 0) signal(pid, "SIGKILL");
      else spawn("sh", ["-c", `sleep 0.00${milliseconds}; kill -9 ${pid}`], { stdio: "ignore" });
      return server.exchange(request);
    case "hangs":
      stop(pid);
      return server.exchange(request);
    case "out of memory":
      // Not a byte more than it has: the next allocation fails.
      spawnSync("prlimit", ["--pid", `${pid}`, "--as=1"]);
      return server.exchange(new Uint8Array([...request, ...new Uint8Array(8_000_000)]));
    case "nonsense":
      server.exchange(request);
      return Uint8Array.from({ length: 40 }, (_, index) => (index * 37) % 251);
    case "cut off":
      return server.exchange(request).slice(0, -1);
  }
}
