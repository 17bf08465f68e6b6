import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type EvmServer, ServerLost } from "../../../sim/bridge/evm/server.ts";
import { type Line, makePipes, pipes, plainFiles } from "./lines.ts";
import { cells, type KeeperData, type Order } from "./shared.ts";

export type ServerOptions = {
  /** After so many milliseconds without an answer a server is taken to hang. */
  readonly deadline?: number;
  /** Whether requests go through plain files although there are named pipes. */
  readonly isPlain?: boolean;
};

/** What tests do to servers. */
export type KeptServer = EvmServer & {
  /** Returns the process of the present server, or 0 while it starts. */
  readonly process: () => number;
};

/**
 * Starts an EVM server: a process of its own that ends with this one. Whoever asks it waits, and
 * for no longer than the deadline.
 */
export function startEvmServer(options: ServerOptions = {}): KeptServer {
  const { deadline = 20_000, isPlain = false } = options;
  const control = new SharedArrayBuffer(64);
  const flags = new Int32Array(control);
  const workerData: KeeperData = { control, deadline };
  const keeper = new Worker(new URL("./keeper.ts", import.meta.url), { workerData });
  keeper.unref();
  const order = (what: Order) => keeper.postMessage(what);
  const root = mkdtempSync(join(tmpdir(), "five-of-nine-evm-"));
  const forget = () => rmSync(root, { recursive: true, force: true });
  process.once("exit", forget);
  let line: Line | null = null;
  let generation = 0;
  let number = 0;

  const restart = (): void => {
    line?.close();
    generation += 1;
    const present = generation;
    const folder = join(root, `${generation}`);
    mkdirSync(folder);
    for (const cell of [cells.asked, cells.answered, cells.process]) Atomics.store(flags, cell, 0);
    const isPiped = !isPlain && makePipes(folder);
    Atomics.store(flags, cells.isPiped, isPiped ? 1 : 0);
    const check = () => {
      if (Atomics.load(flags, cells.lost) === present)
        throw new ServerLost("its process has ended");
    };
    line = (isPiped ? pipes : plainFiles)(folder, check, flags);
    number = 0;
    order({ type: "start", folder, generation });
  };

  restart();
  return {
    restart,
    process: () => Atomics.load(flags, cells.process),
    exchange: (request) => {
      if (line === null) throw new ServerLost("it has been ended");
      number += 1;
      Atomics.store(flags, cells.asked, number);
      const answer = line.exchange(framed(number, request));
      Atomics.store(flags, cells.answered, number);
      return bodyOf(answer, number);
    },
    end: () => {
      line?.close();
      line = null;
      order({ type: "end" });
      process.off("exit", forget);
      forget();
    },
  };
}

/** Puts length and number before a request. */
function framed(number: number, request: Uint8Array): Buffer {
  const whole = Buffer.allocUnsafe(8 + request.length);
  whole.writeUInt32BE(4 + request.length, 0);
  whole.writeUInt32BE(number, 4);
  whole.set(request, 8);
  return whole;
}

function bodyOf(answer: Buffer, number: number): Uint8Array {
  if (answer.length < 9 || answer.readUInt32BE(4) !== number)
    throw new ServerLost("its answer is to something else");
  return answer.subarray(8);
}
