import {
  concat,
  domainSeparator,
  hashStruct,
  keccak256,
  type TypedDataParameter,
  zeroAddress,
} from "viem";
import type { Address, Hex } from "../../core/accounts.ts";
import type { Signature, Withdrawal } from "../port.ts";
import type { BytesOf } from "./gateway.ts";
import { remembered } from "./memory.ts";
import { wholeItems } from "./signers.ts";

/** What a gateway has signed as typed data (EIP-712). */
export type TypedForm = {
  readonly domain: {
    readonly name: string;
    readonly version: string;
    readonly chainId: number;
    readonly verifyingContract: Address;
  };
  readonly types: { readonly [type: string]: readonly TypedDataParameter[] };
  readonly primaryType: string;
  readonly messageOf: (withdrawal: Withdrawal) => Record<string, unknown>;
};

/** Hashes of withdrawals, each made once, and whose they are. */
export type TypedBook = {
  readonly digestOf: (withdrawal: Withdrawal) => Hex;
  /** Returns the id of the withdrawal whose digest, or hash without the domain, this is. */
  readonly titleOf: (hash: Hex) => string | undefined;
};

type Hashed = { readonly struct: Hex; readonly digest: Hex };

/** What was hashed of withdrawals, for as long as what they name stands where it stands. */
const hashedAt = new WeakMap<object, Map<string, Hashed>>();

const hashedMost = 100_000;

/**
 * Returns the book of a gateway at which nothing has been signed.
 *
 * @param place What says where accounts, tokens and the gateway are; books of the same place share
 * what they hash.
 */
export function typedBook(form: TypedForm, place: object): TypedBook {
  const hashed = hashedAt.get(place) ?? new Map<string, Hashed>();
  hashedAt.set(place, hashed);
  const titles = new Map<Hex, string>();
  return {
    titleOf: (hash) => titles.get(hash),
    digestOf: (withdrawal) => {
      const { id, token, recipient, amount, epoch = "" } = withdrawal;
      const key = `${id} ${token} ${recipient} ${amount} ${epoch}`;
      const known = hashed.get(key) ?? hashedOf(form, withdrawal);
      if (hashed.size >= hashedMost) hashed.clear();
      hashed.set(key, known);
      titles.set(known.struct, id).set(known.digest, id);
      return known.digest;
    },
  };
}

function hashedOf(
  { domain, types, primaryType, messageOf }: TypedForm,
  withdrawal: Withdrawal,
): Hashed {
  const struct = hashStruct({ data: messageOf(withdrawal), types, primaryType });
  return { struct, digest: keccak256(concat(["0x1901", separatorOf(domain), struct])) };
}

const separatorOf = remembered(
  (domain: TypedForm["domain"]): Hex => domainSeparator({ domain }),
  (domain) => JSON.stringify(domain),
);

/**
 * Returns the book of another gateway of the same kind: at no address, as that of a gateway would be
 * which leaves itself out of what it has signed.
 */
export const bookElsewhere = (form: TypedForm): TypedBook =>
  typedBook({ ...form, domain: { ...form.domain, verifyingContract: zeroAddress } }, {});

/** Returns the parity that v stands for: 27 and 28 are the only ones taken. */
export const typedParity = (v: number): 0 | 1 | null => (v === 27 ? 0 : v === 28 ? 1 : null);

/**
 * Returns signatures as these gateways take them. A mode means nothing to them and is left out; of
 * a list whose bytes are no signatures of 66, every whole 66 are one.
 */
export async function typedSignatures(signatures: readonly Signature[], bytesOf: BytesOf) {
  const items = await Promise.all((await wholeItems(signatures, bytesOf)).map(bytesOf));
  return items.map((item) => ({
    v: Number(`0x${item.slice(132)}`),
    r: `0x${item.slice(4, 68)}`,
    s: `0x${item.slice(68, 132)}`,
  }));
}
