import { execFileSync } from "node:child_process";
import {
  closeSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { ServerLost } from "../../../sim/bridge/evm/server.ts";
import { cells } from "./shared.ts";

/** Where requests go to a server and answers come from, each with its length before it. */
export type Line = {
  /** @throws ServerLost when the server is gone, or what comes is no answer. */
  readonly exchange: (request: Buffer) => Buffer;
  readonly close: () => void;
};

/** Opens a line in a folder; `check` throws when the server is gone. */
type OpenLine = (folder: string, check: () => void, flags: Int32Array) => Line;

/** A length beyond this one is no length. */
const answerMost = 2 ** 28;

/** Makes two named pipes, and returns whether that is possible here. */
export function makePipes(folder: string): boolean {
  if (process.platform === "win32") return false;
  try {
    execFileSync("mkfifo", ["-m", "600", join(folder, "request"), join(folder, "answer")], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * Named pipes. Opening one waits until the server opens its other end, and so does reading; whoever
 * keeps the server opens both when it is gone.
 */
export const pipes: OpenLine = (folder, check) => {
  // Open at both ends, so that reading waits also while the server has not opened its own.
  const answers = openSync(join(folder, "answer"), "r+");
  let buffer = Buffer.allocUnsafe(65_536);
  return {
    close: () => closeSync(answers),
    exchange: (request) => {
      check();
      sendThrough(join(folder, "request"), request);
      let end = 0;
      let length = 4;
      while (end < length) {
        end += readSync(answers, buffer, end, buffer.length - end, null);
        check();
        if (end >= 4) length = lengthOf(buffer);
        if (length > buffer.length) buffer = Buffer.concat([buffer], length);
      }
      return Buffer.from(buffer.subarray(0, length));
    },
  };
};

function sendThrough(path: string, request: Buffer): void {
  try {
    const requests = openSync(path, "w");
    try {
      for (let sent = 0; sent < request.length; )
        sent += writeSync(requests, request, sent, request.length - sent);
    } finally {
      // The server reads up to the end.
      closeSync(requests);
    }
  } catch (cause) {
    throw new ServerLost(`it does not listen (${(cause as Error).message})`);
  }
}

/** Plain files, at which both sides look again and again: slower, and possible everywhere. */
export const plainFiles: OpenLine = (folder, check, flags) => {
  const [request, draft, answer] = ["request", "draft", "answer"].map((name) => join(folder, name));
  writeFileSync(request as string, "");
  writeFileSync(answer as string, "");
  return {
    close: () => undefined,
    exchange: (bytes) => {
      check();
      writeFileSync(draft as string, bytes);
      renameSync(draft as string, request as string);
      for (;;) {
        const found = readIfWhole(answer as string);
        if (found?.subarray(4, 8).equals(bytes.subarray(4, 8))) return found;
        check();
        Atomics.wait(flags, cells.pillow, 0, 1);
      }
    },
  };
};

/** Returns what a file holds, unless it is still being written to. */
function readIfWhole(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    return bytes.length >= 9 && bytes.length === lengthOf(bytes) ? bytes : undefined;
  } catch {
    // Somebody else has it open, where that is not allowed.
    return undefined;
  }
}

function lengthOf(bytes: Buffer): number {
  const length = 4 + bytes.readUInt32BE(0);
  if (length > answerMost) throw new ServerLost("its answer is too long to be one");
  return length;
}
