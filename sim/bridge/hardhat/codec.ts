import type { AbiParameter } from "viem";
import { SimError } from "../../core/errors.ts";

/*
 * The ABI's encoding (Solidity's contract ABI specification), made ready once for each type. viem
 * finds out the form of every value anew, which takes longer than the EVM takes for most calls.
 */

/** How values of one type are written down and read. */
export type Codec = {
  /** Whether a word that points at it stands in its place. */
  readonly isDynamic: boolean;
  /** Words in its place. */
  readonly words: number;
  /**
   * Returns the hex digits of a value.
   *
   * @throws Unfit when it is none of the type.
   */
  readonly encode: (value: unknown) => string;
  /**
   * Reads the value that begins at a digit.
   *
   * @throws Unfit when the digits end before it does.
   */
  readonly decode: (digits: string, at: number) => unknown;
};

/** A value that is none of its type, or digits that are no values. */
export class Unfit extends SimError {
  constructor(what: string) {
    super(`There is no ${what}.`);
  }
}

/** Digits of a word. */
const word = 64;

const codecs = new WeakMap<readonly AbiParameter[], Codec>();

/** Returns how a list of parameters is written: an array by place to encode, and to decode into. */
export function codecOf(parameters: readonly AbiParameter[]): Codec {
  const known = codecs.get(parameters) ?? listCodec(parameters.map(made));
  codecs.set(parameters, known);
  return known;
}

function made(parameter: AbiParameter): Codec {
  const { type } = parameter;
  const array = /^(.*)\[(\d*)\]$/.exec(type);
  if (array !== null) {
    const one = made({ ...parameter, type: array[1] ?? "" });
    return array[2] === "" ? arrayCodec(one) : listCodec(Array(Number(array[2])).fill(one));
  }
  if (type === "tuple") return tupleCodec(parameter);
  if (type === "address") return addressCodec;
  if (type === "bool") return boolCodec;
  if (type === "string") return stringCodec;
  if (type === "bytes") return bytesCodec;
  if (type.startsWith("bytes")) return fixedBytesCodec(Number(type.slice(5)));
  const number = /^(u?)int(\d*)$/.exec(type);
  if (number === null) throw new Unfit(`type "${type}"`);
  return numberCodec(Number(number[2] === "" ? 256 : number[2]), number[1] === "u");
}

const static_ = (
  encode: Codec["encode"],
  decode: (digits: string, at: number) => unknown,
): Codec => ({ isDynamic: false, words: 1, encode, decode });

function numberCodec(bits: number, isUnsigned: boolean): Codec {
  const least = isUnsigned ? 0n : -(2n ** BigInt(bits - 1));
  const most = isUnsigned ? 2n ** BigInt(bits) - 1n : -least - 1n;
  const read = (digits: string, at: number): bigint => {
    const found = BigInt(`0x${wordAt(digits, at)}`);
    return isUnsigned ? found : BigInt.asIntN(256, found);
  };
  return static_(
    (value) => {
      if (typeof value !== "bigint" && typeof value !== "number") throw new Unfit("such number");
      const number = BigInt(value);
      if (number < least || number > most) throw new Unfit(`number ${number} of ${bits} bits`);
      return wordOf(number < 0n ? BigInt.asUintN(256, number) : number);
    },
    bits > 48 ? read : (digits, at) => Number(read(digits, at)),
  );
}

const addressCodec = static_(
  (value) => {
    if (typeof value !== "string" || !/^0x[0-9a-fA-F]{40}$/.test(value))
      throw new Unfit("such address");
    return value.slice(2).toLowerCase().padStart(word, "0");
  },
  (digits, at) => `0x${wordAt(digits, at).slice(24)}`,
);

const boolCodec = static_(
  (value) => {
    if (typeof value !== "boolean") throw new Unfit("such truth");
    return wordOf(value ? 1n : 0n);
  },
  (digits, at) => BigInt(`0x${wordAt(digits, at)}`) !== 0n,
);

const fixedBytesCodec = (size: number): Codec =>
  static_(
    (value) => {
      const digits = digitsOf(value);
      if (digits.length !== 2 * size) throw new Unfit(`such ${size} bytes`);
      return digits.padEnd(word, "0");
    },
    (digits, at) => `0x${wordAt(digits, at).slice(0, 2 * size)}`,
  );

const bytesCodec: Codec = {
  isDynamic: true,
  words: 1,
  encode: (value) => measured(digitsOf(value)),
  decode: (digits, at) => `0x${bytesAt(digits, at)}`,
};

const stringCodec: Codec = {
  isDynamic: true,
  words: 1,
  encode: (value) => {
    if (typeof value !== "string") throw new Unfit("such text");
    return measured(Buffer.from(value, "utf8").toString("hex"));
  },
  decode: (digits, at) => Buffer.from(bytesAt(digits, at), "hex").toString("utf8"),
};

function arrayCodec(one: Codec): Codec {
  const lists = new Map<number, Codec>();
  const listOf = (length: number): Codec => {
    const known = lists.get(length) ?? listCodec(Array(length).fill(one));
    if (lists.size < 100) lists.set(length, known);
    return known;
  };
  return {
    isDynamic: true,
    words: 1,
    encode: (value) => {
      if (!Array.isArray(value)) throw new Unfit("such array");
      return wordOf(BigInt(value.length)) + listOf(value.length).encode(value);
    },
    decode: (digits, at) => {
      const length = numberAt(digits, at);
      // Each of them takes a word at least.
      if (at + word * (1 + length) > digits.length) throw new Unfit("array of that length");
      return listOf(length).decode(digits, at + word);
    },
  };
}

/** Values one after the other; those that are dynamic follow behind, and are pointed at. */
function listCodec(items: readonly Codec[]): Codec {
  const words = items.reduce((sum, item) => sum + (item.isDynamic ? 1 : item.words), 0);
  return {
    isDynamic: items.some(({ isDynamic }) => isDynamic),
    words,
    encode: (values) => {
      if (!Array.isArray(values) || values.length !== items.length) throw new Unfit("such list");
      let heads = "";
      let tails = "";
      for (const [index, item] of items.entries()) {
        const digits = item.encode(values[index]);
        if (item.isDynamic) {
          heads += wordOf(BigInt(32 * words + tails.length / 2));
          tails += digits;
        } else heads += digits;
      }
      return heads + tails;
    },
    decode: (digits, at) => {
      let next = at;
      return items.map((item) => {
        const here = next;
        next += word * (item.isDynamic ? 1 : item.words);
        return item.decode(digits, item.isDynamic ? at + 2 * numberAt(digits, here) : here);
      });
    },
  };
}

/** A struct, whose values go by their names where all have one. */
function tupleCodec(parameter: AbiParameter): Codec {
  const components = "components" in parameter ? parameter.components : [];
  const list = listCodec(components.map(made));
  const names = components.map(({ name }) => name ?? "");
  if (names.includes("")) return list;
  return {
    ...list,
    encode: (value) => {
      if (typeof value !== "object" || value === null) throw new Unfit("such struct");
      return list.encode(names.map((name) => (value as Record<string, unknown>)[name]));
    },
    decode: (digits, at) => named(names, list.decode(digits, at) as readonly unknown[]),
  };
}

/** Returns values by their names. */
export function named(
  names: readonly string[],
  values: readonly unknown[],
): { readonly [name: string]: unknown } {
  const found: { [name: string]: unknown } = {};
  for (const [index, name] of names.entries()) found[name] = values[index];
  return found;
}

const wordOf = (number: bigint): string => number.toString(16).padStart(word, "0");

function digitsOf(value: unknown): string {
  if (typeof value !== "string" || !/^0x(?:[0-9a-fA-F]{2})*$/.test(value))
    throw new Unfit("such bytes");
  return value.slice(2);
}

/** Bytes with their length before them, filled up to whole words. */
const measured = (digits: string): string =>
  wordOf(BigInt(digits.length / 2)) + digits.padEnd(Math.ceil(digits.length / word) * word, "0");

function wordAt(digits: string, at: number): string {
  if (at + word > digits.length) throw new Unfit("word so far behind");
  return digits.slice(at, at + word);
}

function numberAt(digits: string, at: number): number {
  const number = Number(`0x${wordAt(digits, at)}`);
  if (number > digits.length) throw new Unfit("place so far behind");
  return number;
}

function bytesAt(digits: string, at: number): string {
  const end = at + word + 2 * numberAt(digits, at);
  if (end > digits.length) throw new Unfit("byte so far behind");
  return digits.slice(at + word, end);
}
