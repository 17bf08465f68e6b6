import { createHash } from "node:crypto";

/**
 * Returns the SHA-256 of a text (as UTF-8) or of bytes, in lower-case hex without a prefix.
 *
 * @example
 * sha256(""); // => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
 */
export const sha256 = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");
