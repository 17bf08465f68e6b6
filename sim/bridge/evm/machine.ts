import { SimError } from "../../core/errors.ts";
import { invariant } from "../../core/invariant.ts";
import { reader, writer } from "./bytes.ts";
import { answersTo, bodyOf, frames, type Instruction, kinds } from "./instructions.ts";
import { type EvmServer, ServerLost, type StartServer } from "./server.ts";

/**
 * An EVM that outlives the servers it runs on. It remembers what it was told, and tells it to the
 * next server when one is lost: whoever uses it does not notice, and nothing is done twice.
 */
export type Machine = {
  /** Carries out instructions; what they do stays, inside a frame until that is closed. */
  readonly run: <T>(instructions: readonly Instruction<T>[]) => readonly T[];
  /** Carries out whole sequences, each from the present state, and takes each back. */
  readonly attempt: <T>(
    sequences: readonly (readonly Instruction<T>[])[],
  ) => readonly (readonly T[])[];
  /** Opens a frame; the server hears of it with what is first done in it. */
  readonly open: () => void;
  /** Whether nothing has been done in the frame. */
  readonly isUntouched: () => boolean;
  /** Closes the frame, and takes back what was done in it. */
  readonly close: () => void;
  readonly end: () => void;
};

type Options = {
  /** After so many sequences a new server takes over: it grows by some 9 KB with each. */
  readonly sequencesMost?: number;
  /** So many servers may be lost over one request, before it is the request that is to blame. */
  readonly patience?: number;
};

/** What a server was asked to do, and what it answered. */
type Past = { readonly body: Uint8Array; readonly answer: Uint8Array };

/** The past is told in requests of about so many bytes. */
const tellingMost = 1_000_000;

/** Returns a machine with an empty EVM. Its server starts when it is first needed. */
export function machineOn(start: StartServer, options: Options = {}): Machine {
  const { sequencesMost = 20_000, patience = 5 } = options;
  const settled: Past[] = [];
  let framed: Past[] | null = null;
  let server: EvmServer | null = null;
  let isReady = false;
  /** Whether the server is in a frame: in this one, or in one that is over. */
  let isFramed = false;
  let isFrameOver = false;
  let sequences = 0;

  /** Brings a new server to where the last one was. */
  const revive = (): EvmServer => {
    if (server === null) server = start();
    else server.restart();
    isFramed = false;
    isFrameOver = false;
    tell(server, settled, 0);
    if (framed !== null && framed.length > 0) {
      tell(server, framed, frames.opens);
      isFramed = true;
    }
    isReady = true;
    return server;
  };

  /** Says which frame must be closed or opened before something is done. */
  const framesFor = (kind: number): number => {
    const isToClose = isFramed && isFrameOver;
    const isToOpen = kind === kinds.run && framed !== null && (!isFramed || isToClose);
    return (isToClose ? frames.closes : 0) | (isToOpen ? frames.opens : 0);
  };

  const noteFrames = (flags: number): void => {
    if ((flags & (frames.closes | frames.opens)) === 0) return;
    isFramed = (flags & frames.opens) !== 0;
    isFrameOver = false;
  };

  /** Asks until there is an answer that can be read. */
  const ask = <T>(kind: number, body: Uint8Array, read: (answer: Uint8Array) => T): T => {
    let reason = "";
    for (let lost = 0; lost < patience; lost += 1)
      try {
        const ready = isReady && server !== null ? server : revive();
        const flags = framesFor(kind);
        const answer = answerOf(ready, kind | flags, body);
        noteFrames(flags);
        return read(answer);
      } catch (error) {
        if (!(error instanceof ServerLost)) throw error;
        isReady = false;
        reason = error.shortMessage;
      }
    throw new SimError(`${patience} EVM servers were lost over one request. ${reason}`);
  };

  const begin = (count: number): void => {
    if (sequences >= sequencesMost) {
      isReady = false;
      sequences = 0;
    }
    sequences += count;
  };

  return {
    run: (instructions) => {
      const body = bodyOf(instructions);
      const { answer, answers } = ask(kinds.run, body, (answer) => ({
        answer,
        answers: answersTo(instructions, reader(answer)),
      }));
      (framed ?? settled).push({ body, answer });
      return answers;
    },
    isUntouched: () => framed?.length === 0,
    attempt: (all) => {
      const body = writer();
      for (const instructions of all) {
        const measured = body.measure();
        for (const { write } of instructions) write(body);
        measured();
      }
      return ask(kinds.attempt, body.bytes(), (bytes) => {
        const answer = reader(bytes);
        return all.map((instructions) => answersTo(instructions, answer.part(answer.uint32())));
      });
    },
    open: () => {
      invariant(framed === null, "One frame is open at a time.");
      begin(1);
      framed = [];
    },
    close: () => {
      invariant(framed !== null, "A frame that is closed was opened.");
      framed = null;
      // The server hears of it with what it is asked next.
      isFrameOver = true;
    },
    end: () => {
      server?.end();
      server = null;
      isReady = false;
    },
  };
}

/** Has a server do what another one did: instructions follow each other as if they were one request. */
function tell(server: EvmServer, past: readonly Past[], flags: number): void {
  for (let next = 0; next < past.length; ) {
    const from = next;
    for (let length = 0; next < past.length && length < tellingMost; next += 1)
      length += past[next]?.body.length ?? 0;
    const told = past.slice(from, next);
    const kind = kinds.run | (from === 0 ? flags : 0);
    const again = answerOf(server, kind, Buffer.concat(told.map(({ body }) => body)));
    // Each answer begins with the mark.
    const before = Buffer.concat(told.map(({ answer }) => answer.subarray(4)));
    if (!before.equals(again.subarray(4))) throw new ServerLost("it answers otherwise than before");
  }
}

function answerOf(server: EvmServer, kind: number, body: Uint8Array): Uint8Array {
  const request = Buffer.allocUnsafe(body.length + 1);
  request[0] = kind;
  request.set(body, 1);
  const answer = server.exchange(request);
  if (answer[0] !== 0) throw new ServerLost("it cannot do what it was asked for");
  return answer.subarray(1);
}
