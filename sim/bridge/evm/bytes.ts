import type { Address, Hex } from "../../core/accounts.ts";
import { ServerLost } from "./server.ts";

/** Bytes that grow at their end. */
export type Writer = {
  readonly byte: (value: number) => Writer;
  readonly uint32: (value: number) => Writer;
  readonly uint64: (value: number) => Writer;
  readonly uint256: (value: bigint) => Writer;
  /** Bytes written as hex. */
  readonly hex: (text: Hex) => Writer;
  readonly raw: (bytes: Uint8Array) => Writer;
  /** Leaves room for a length of four bytes, and returns what writes it: how much came after it. */
  readonly measure: () => () => void;
  readonly length: () => number;
  readonly bytes: () => Uint8Array;
};

/** Returns bytes that nothing has been written to. */
export function writer(): Writer {
  let buffer = Buffer.allocUnsafe(4_096);
  let end = 0;
  const grow = (count: number): number => {
    if (end + count > buffer.length) {
      const larger = Buffer.allocUnsafe(2 * (end + count));
      buffer.copy(larger, 0, 0, end);
      buffer = larger;
    }
    end += count;
    return end - count;
  };
  const self: Writer = {
    byte: (value) => {
      const at = grow(1);
      buffer[at] = value;
      return self;
    },
    uint32: (value) => {
      const at = grow(4);
      buffer.writeUInt32BE(value, at);
      return self;
    },
    uint64: (value) => {
      const at = grow(8);
      buffer.writeUInt32BE(Math.floor(value / 2 ** 32), at);
      buffer.writeUInt32BE(value % 2 ** 32, at + 4);
      return self;
    },
    uint256: (value) => {
      if (value !== 0n) return self.hex(`0x${value.toString(16).padStart(64, "0")}`);
      const at = grow(32);
      buffer.fill(0, at, at + 32);
      return self;
    },
    hex: (text) => {
      const at = grow((text.length - 2) / 2);
      buffer.write(text.slice(2), at, "hex");
      return self;
    },
    raw: (bytes) => {
      const at = grow(bytes.length);
      buffer.set(bytes, at);
      return self;
    },
    measure: () => {
      const at = grow(4);
      return () => void buffer.writeUInt32BE(end - at - 4, at);
    },
    length: () => end,
    bytes: () => Buffer.from(buffer.subarray(0, end)),
  };
  return self;
}

/** Bytes that are read from their beginning. */
export type Reader = {
  readonly byte: () => number;
  readonly uint32: () => number;
  readonly uint256: () => bigint;
  readonly address: () => Address;
  readonly hex: (length: number) => Hex;
  /** Returns a part as a reader of its own. */
  readonly part: (length: number) => Reader;
  readonly skip: (length: number) => void;
  readonly isAtEnd: () => boolean;
};

/** @throws ServerLost when less is there than is read: whoever wrote it is not in his senses. */
export function reader(bytes: Uint8Array): Reader {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const take = (count: number): number => {
    if (count < 0 || at + count > buffer.length) throw new ServerLost("its answer is too short");
    at += count;
    return at - count;
  };
  const hex = (length: number): Hex => {
    const from = take(length);
    return `0x${buffer.toString("hex", from, from + length)}`;
  };
  return {
    byte: () => buffer[take(1)] as number,
    uint32: () => buffer.readUInt32BE(take(4)),
    uint256: () => BigInt(hex(32)),
    address: () => hex(20),
    hex,
    part: (length) => {
      const from = take(length);
      return reader(buffer.subarray(from, from + length));
    },
    skip: take,
    isAtEnd: () => at === buffer.length,
  };
}
