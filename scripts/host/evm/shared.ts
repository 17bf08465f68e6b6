/** What the thread that asks a server and the thread that keeps it have in common. */
export type KeeperData = {
  /** Numbers in memory that both see: `cells` says which is which. */
  readonly control: SharedArrayBuffer;
  /** After so many milliseconds without an answer a server hangs. */
  readonly deadline: number;
};

export const cells = {
  /** Which server is gone: they are counted from one. */
  lost: 0,
  /** The number of the last request that was sent. */
  asked: 1,
  /** The number of the last answer that was taken. */
  answered: 2,
  /** The server's process. */
  process: 3,
  /** 1 where requests and answers go through named pipes. */
  isPiped: 4,
  /** Nobody ever touches it: it is there to be waited at. */
  pillow: 5,
} as const;

export type Order =
  | { readonly type: "start"; readonly folder: string; readonly generation: number }
  | { readonly type: "end" };

/** What stands in the place of an answer where none will come; it is none by its length. */
export const poison = new Uint8Array(9);
