import type { Address, Hex } from "../../core/accounts.ts";
import type { Context } from "../hardhat/context.ts";
import type { Signature, Withdrawal } from "../port.ts";
import { isSame } from "../withdrawal.ts";
import { type Instruction, know, type Recovery } from "./instructions.ts";

/** So many signers are known at once: each signature that is not costs a look at all of them. */
const knownMost = 400;

/** One in so many signers is recovered all the same, to see that it is so. */
const checkedEvery = 100;

/** What a chain's server knows of signatures. */
export type RecoveryBook = {
  /** Returns what tells the server; `null` where it knows already. */
  readonly enter: (recovery: Recovery) => Instruction<undefined> | null;
};

/**
 * Returns the book of a server that knows nothing. The first signature of each key is checked, and
 * of the others those whose digest says so: one in a hundred.
 */
export function recoveryBook(): RecoveryBook {
  /** Signers by digest. */
  const known = new Map<Hex, Set<Address>>();
  let count = 0;
  const seen = new Set<Address>();
  return {
    enter: (recovery) => {
      const { digest, signer } = recovery;
      // A key signs a digest in one way only.
      if (known.get(digest)?.has(signer)) return null;
      const forgets = count >= knownMost;
      if (forgets) known.clear();
      count = forgets ? 1 : count + 1;
      const signers = known.get(digest) ?? new Set();
      known.set(digest, signers.add(signer));
      const checks = !seen.has(signer) || BigInt(digest) % BigInt(checkedEvery) === 0n;
      seen.add(signer);
      return know(recovery, { forgets, checks });
    },
  };
}

/**
 * Returns whose the signatures of a submission are, as far as they were made here, over this very
 * withdrawal and in the form that every gateway takes. Of all others the EVM finds out.
 */
export async function recoveriesOf(
  context: Context,
  withdrawal: Withdrawal,
  signatures: readonly Signature[],
): Promise<readonly Recovery[]> {
  const { world, gateway, bytesOf, signatureOf } = context;
  const recoveries: Recovery[] = [];
  for (const item of signatures) {
    const signature = "bytes" in item ? signatureOf(item.bytes) : item;
    if (!("signer" in signature) || signature.form !== "plain") continue;
    const { over, mode, signer: name } = signature;
    const signer = world.accounts[name];
    if (signer === undefined || !isSame(over, withdrawal) || over.epoch !== withdrawal.epoch)
      continue;
    const bytes = await bytesOf(signature);
    recoveries.push({
      digest: gateway.digestOf(withdrawal, mode),
      v: Number(`0x${bytes.slice(132)}`),
      r: `0x${bytes.slice(4, 68)}`,
      s: `0x${bytes.slice(68, 132)}`,
      signer,
    });
  }
  return recoveries;
}
