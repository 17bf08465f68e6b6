import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { frames, kinds } from "../../../sim/bridge/evm/instructions.ts";
import { type EvmServer, ServerLost } from "../../../sim/bridge/evm/server.ts";
import { invariant } from "../../../sim/core/invariant.ts";
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

/** A server that can be had again once it has forgotten everything. */
type Server = KeptServer & {
  /** Forgets all that it was asked to do, and returns whether it has: one that is not well does not. */
  readonly forget: () => boolean;
};

/** Servers that nobody asks any more: a new process takes ten times as long as to forget. */
const idle: Server[] = [];

/**
 * Starts an EVM server: a process of its own that ends with this one. Whoever asks it waits, and
 * for no longer than the deadline.
 */
export function startEvmServer(options: ServerOptions = {}): KeptServer {
  const isUsual = Object.keys(options).length === 0;
  const server = (isUsual ? idle.pop() : undefined) ?? newServer(options);
  let isEnded = false;
  // It may be somebody else's by then.
  const requireMine = () => {
    if (isEnded) throw new ServerLost("it has been ended");
  };
  return {
    process: server.process,
    restart: () => {
      requireMine();
      server.restart();
    },
    exchange: (request) => {
      requireMine();
      return server.exchange(request);
    },
    end: () => {
      if (isEnded) return;
      isEnded = true;
      if (isUsual && server.forget()) idle.push(server);
      else server.end();
    },
  };
}

function newServer({ deadline = 20_000, isPlain = false }: ServerOptions): Server {
  const control = new SharedArrayBuffer(64);
  const flags = new Int32Array(control);
  const workerData: KeeperData = { control, deadline };
  const keeper = new Worker(new URL("./keeper.ts", import.meta.url), { workerData });
  keeper.unref();
  const order = (what: Order) => keeper.postMessage(what);
  const root = mkdtempSync(join(tmpdir(), "five-of-nine-evm-"));
  const clear = () => rmSync(root, { recursive: true, force: true });
  process.once("exit", clear);
  let line: Line | null = null;
  let generation = 0;
  let number = 0;
  /** Whether it has answered what it was last asked. */
  let isWell = false;

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

  const exchange = (request: Uint8Array): Uint8Array => {
    invariant(line !== null, "A server that has ended is asked nothing.");
    isWell = false;
    number += 1;
    Atomics.store(flags, cells.asked, number);
    const answer = line.exchange(framed(number, request));
    Atomics.store(flags, cells.answered, number);
    const body = bodyOf(answer, number);
    isWell = true;
    return body;
  };

  restart();
  return {
    restart,
    process: () => Atomics.load(flags, cells.process),
    exchange,
    forget: () => {
      // What stands in a plain file would be taken for a new request.
      if (!isWell || Atomics.load(flags, cells.isPiped) === 0) return false;
      try {
        exchange(Uint8Array.of(frames.closes | kinds.end));
      } catch (error) {
        if (!(error instanceof ServerLost)) throw error;
      }
      return isWell;
    },
    end: () => {
      line?.close();
      line = null;
      order({ type: "end" });
      process.off("exit", clear);
      clear();
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
