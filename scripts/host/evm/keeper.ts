import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { cells, type KeeperData, type Order, poison } from "./shared.ts";

/*
 * A thread that keeps a server, while the thread that asks it waits and sees nothing else: starts
 * it, kills it when an answer takes too long, and wakes up whoever waits when it is gone.
 */

const { control, deadline } = workerData as KeeperData;
const flags = new Int32Array(control);
const server = join(import.meta.dirname, "server.mjs");

/** How often the keeper looks, in milliseconds. */
const interval = 20;

let child: ChildProcess | null = null;
let folder = "";
let generation = 0;
let waited = 0;
let asked = 0;

parentPort?.on("message", (order: Order) => {
  child?.removeAllListeners("exit").kill("SIGKILL");
  child = null;
  if (order.type === "end") {
    parentPort?.close();
    clearInterval(timer);
    return;
  }
  folder = order.folder;
  generation = order.generation;
  waited = 0;
  const started = spawn(process.execPath, [server, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    env: {},
  });
  // Nobody may be left to hear that it could not be written to.
  started.stdin?.on("error", () => undefined);
  started.on("error", lose).on("exit", lose);
  child = started;
  Atomics.store(flags, cells.process, started.pid ?? 0);
});

const timer = setInterval(() => {
  if (generation > 0 && Atomics.load(flags, cells.lost) === generation) {
    wake();
    return;
  }
  const request = Atomics.load(flags, cells.asked);
  const isWaiting = request !== Atomics.load(flags, cells.answered);
  waited = isWaiting && request === asked ? waited + interval : 0;
  asked = request;
  if (waited >= deadline) child?.kill("SIGKILL");
}, interval);

function lose(): void {
  child = null;
  Atomics.store(flags, cells.lost, generation);
  wake();
}

/** Opens both pipes from their other ends, so that whoever waits at either goes on. */
function wake(): void {
  const attempt = (name: string, mode: number, bytes?: Uint8Array) => {
    try {
      const pipe = openSync(join(folder, name), mode | constants.O_NONBLOCK);
      if (bytes !== undefined) writeSync(pipe, bytes);
      closeSync(pipe);
    } catch {
      // Nobody waits there, or these are plain files.
    }
  };
  if (Atomics.load(flags, cells.isPiped) === 0) return;
  attempt("request", constants.O_RDONLY);
  attempt("answer", constants.O_WRONLY, poison);
}
