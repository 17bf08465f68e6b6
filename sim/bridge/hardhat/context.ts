import { type Hex, privateKeyOf } from "../../core/accounts.ts";
import type { Signature, World } from "../port.ts";
import type { Deployment } from "./deploy.ts";
import { type NameOf, nameBook } from "./names.ts";
import { paymentOf } from "./payment.ts";
import { innerDigest, listItem, type Signer, signedDigest } from "./signing.ts";

/** What the parts of the tenant share. */
export type Context = {
  readonly world: World;
  readonly deployment: Deployment;
  readonly traceCalls: boolean;
  readonly nameOf: NameOf;
  /** Returns a signature's 66 bytes, and remembers whose they are. */
  readonly bytesOf: (signature: Signature) => Promise<Hex>;
  /** Returns the signature that bytes are of, or the bytes where nobody here made them. */
  readonly signatureOf: (bytes: Hex) => Signature;
};

export function contextOf(
  world: World,
  deployment: Deployment,
  signer: Signer,
  traceCalls: boolean,
): Context {
  const known = new Map<Hex, Signature>();
  return {
    world,
    deployment,
    traceCalls,
    nameOf: nameBook(world, deployment),
    signatureOf: (bytes) => known.get(bytes) ?? { bytes },
    bytesOf: async (signature) => {
      if ("bytes" in signature) return signature.bytes;
      const { signer: name, over, mode, form } = signature;
      const digest = signedDigest(innerDigest(paymentOf(world, deployment, over)), mode);
      const bytes = listItem(await signer(privateKeyOf(world.seed, name), digest), mode, form);
      known.set(bytes, signature);
      return bytes;
    },
  };
}
