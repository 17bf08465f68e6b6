type SimErrorOptions = {
  /** Further lines: what was found, what would be right. */
  readonly metaMessages?: readonly string[];
  /** A place in `docs/` that explains the error. */
  readonly docsPath?: string;
  readonly cause?: unknown;
  readonly name?: string;
};

/**
 * The one error of the simulator: a full sentence that names the value, the place and what would
 * be right. Whoever catches it prints `message`; nothing else is thrown on purpose.
 */
export class SimError extends Error {
  readonly shortMessage: string;
  readonly docsPath: string | undefined;

  constructor(shortMessage: string, options: SimErrorOptions = {}) {
    const lines = [shortMessage, ...(options.metaMessages ?? [])];
    super(lines.join(" "), options.cause === undefined ? {} : { cause: options.cause });
    this.name = options.name ?? "SimError";
    this.shortMessage = shortMessage;
    this.docsPath = options.docsPath;
  }
}

/** Input that is refused before anything runs; ends the program with status 2. */
export class InputError extends SimError {
  constructor(shortMessage: string, options: SimErrorOptions = {}) {
    super(shortMessage, { ...options, name: "InputError" });
  }
}
