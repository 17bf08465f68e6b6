/**
 * One move of a draw: small whole numbers and nothing else. What they mean depends on what the
 * chains show when the move's turn comes; a number stands for the place in a list, taken modulo
 * its length. Zero is always the simplest choice, which is where shrinking goes.
 */
export type Move =
  /** The attacker submits a payment with a list of signatures. */
  | {
      readonly move: "submit";
      /** 0 a payment that nobody asked for; else a request. */
      readonly base: number;
      /** What is put in place of the base's own; 0 keeps it. */
      readonly id: number;
      readonly token: number;
      readonly recipient: number;
      readonly amount: number;
      /** 0 every stolen key signs, or with so many left out. */
      readonly fewer: number;
      /** Whose signatures: stolen keys, mailboxes, both, nobody's. */
      readonly source: number;
      readonly mode: number;
      readonly tricks: readonly Trick[];
    }
  /** The attacker deposits, or requests, something of its own. */
  | {
      readonly move: "deposit" | "request";
      readonly token: number;
      readonly amount: number;
      /** 0 for itself, 1 for address zero. */
      readonly owner: number;
    }
  /** Stolen validators acknowledge a deposit, perhaps one that nobody made. */
  | {
      readonly move: "acknowledge";
      readonly deposit: number;
      readonly change: number;
      readonly fewer: number;
    }
  /** A stolen validator puts a signature into a mailbox. */
  | {
      readonly move: "post";
      readonly request: number;
      readonly key: number;
      readonly over: number;
      readonly replace: number;
    }
  | { readonly move: "wait"; readonly length: number }
  /** Honest validators serve a request, or a deposit, that is final. */
  | { readonly move: "serve"; readonly what: number; readonly which: number }
  /** Somebody honest makes a request. */
  | { readonly move: "honest"; readonly amount: number }
  /** The operators pause or unpause. */
  | { readonly move: "operate"; readonly what: number }
  /** The operators add newcomers, or remove stolen validators. */
  | { readonly move: "members"; readonly what: number; readonly who: number }
  /** The issuer freezes or unfreezes. */
  | { readonly move: "freeze"; readonly what: number; readonly who: number }
  /** The attacker uses the admin's key. */
  | { readonly move: "govern"; readonly what: number; readonly who: number }
  /** The attacker submits what another bridge of the same validators was asked for. */
  | { readonly move: "sister"; readonly recipient: number };

/** Something done to a list of signatures, somewhere in it. */
export type Trick = { readonly trick: number; readonly at: number };

/** What is drawn: moves, one after the other. */
export type Draw = readonly Move[];

/** Returns the member of a list at a drawn place. */
export function pick<T>(list: readonly T[], place: number): T {
  return list[place % list.length] as T;
}
