import { SimError } from "../../core/errors.ts";

/**
 * A server that carries out requests on an EVM of its own: a process beside this one, which `sim/`
 * does not start by itself. It is handed in.
 */
export type EvmServer = {
  /**
   * Sends a request, and waits for its answer.
   *
   * @param request What follows a request's number: its kind and its body.
   * @returns What follows an answer's number: its status and its body.
   * @throws ServerLost when no answer will come, or what came is none; the server then is of no
   * more use until it is restarted.
   */
  readonly exchange: (request: Uint8Array) => Uint8Array;
  /** Puts a new server, with an empty EVM, in the place of the present one. */
  readonly restart: () => void;
  readonly end: () => void;
};

/** Starts a server with an empty EVM. */
export type StartServer = () => EvmServer;

/** A server has died, hangs, or answers nonsense. What was asked of it is asked of the next one. */
export class ServerLost extends SimError {
  constructor(reason: string) {
    super(`The EVM server is lost: ${reason}.`);
  }
}
