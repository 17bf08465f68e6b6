import {
  concat,
  dataLength,
  dataSlice,
  getBytes,
  hashMessage,
  keccak256,
  recoverAddress,
  Signature,
  solidityPackedKeccak256,
  toUtf8Bytes,
} from "ethers";

/** What the validators of V1 sign, by addresses. */
type Signed = {
  readonly id: bigint;
  readonly owner: string;
  /** Address on the mainchain. */
  readonly token: string;
  readonly amount: bigint;
};

const itemLength = 66;

/** Says who signed a withdrawal. */
export type Recover = (signed: Signed, signatures: string) => readonly (string | null)[];

/**
 * Returns a function that recovers signers and remembers them: a run and its control have most
 * signatures in common, and each takes milliseconds.
 */
export function recovery(): Recover {
  const known = new Map<string, readonly (string | null)[]>();
  return (signed, signatures) => {
    const { id, owner, token, amount } = signed;
    const key = [id, owner, token, amount, signatures].join(" ");
    const signers = known.get(key) ?? signersOf(signed, signatures);
    known.set(key, signers);
    return signers;
  };
}

/**
 * Recovers who signed a withdrawal, one item of the 66-byte list after the other: mode, r, s, v.
 * Bytes after the last whole item are ignored, as V1 does; both values of s are taken.
 *
 * @param signatures The list, as hex.
 * @returns An address in lower case for each item, `null` for one that is nobody's.
 */
export function signersOf(signed: Signed, signatures: string): readonly (string | null)[] {
  const digest = solidityPackedKeccak256(
    ["string", "uint256", "address", "address", "uint256"],
    ["withdrawERC20", signed.id, signed.owner, signed.token, signed.amount],
  );
  const count = Math.floor(dataLength(signatures) / itemLength);
  return Array.from({ length: count }, (_, index) => {
    const item = dataSlice(signatures, index * itemLength, (index + 1) * itemLength);
    return signerOf(digest, item);
  });
}

function signerOf(digest: string, item: string): string | null {
  const [mode = 0, ...rest] = getBytes(item);
  const v = rest.at(-1) ?? 0;
  const prefixed = prefix(digest, mode);
  if (prefixed === null) return null;
  try {
    const signature = Signature.from({
      r: dataSlice(item, 1, 33),
      s: dataSlice(item, 33, 65),
      v: v < 27 ? v + 27 : v,
    });
    return recoverAddress(prefixed, signature.getCanonical()).toLowerCase();
  } catch {
    // Such bytes recover to address zero on a chain, which V1 refuses.
    return null;
  }
}

/** What a signer's software puts before the digest: nothing, what `eth_sign` does, what Trezor did. */
function prefix(digest: string, mode: number): string | null {
  if (mode === 0) return digest;
  if (mode === 1) return hashMessage(getBytes(digest));
  if (mode === 2)
    return keccak256(concat([toUtf8Bytes("\x19Ethereum Signed Message:\n\x20"), digest]));
  return null;
}
