import type { Hex } from "../../core/accounts.ts";
import type { Signature, World } from "../port.ts";
import type { Deployment } from "./deploy.ts";
import type { BytesOf, Gateway, Ground } from "./gateway.ts";
import { kindOf } from "./kinds.ts";
import { nameBook } from "./names.ts";
import type { Signer } from "./signing.ts";

/** What the parts of the tenant share. */
export type Context = Ground & {
  readonly gateway: Gateway;
  readonly traceCalls: boolean;
  /** Returns a signature's 66 bytes, and remembers whose they are. */
  readonly bytesOf: BytesOf;
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
  const ground = { world, deployment, nameOf: nameBook(world, deployment) };
  const gateway = kindOf(world).open(ground);
  return {
    ...ground,
    gateway,
    traceCalls,
    signatureOf: (bytes) => known.get(bytes) ?? { bytes },
    bytesOf: async (signature) => {
      if ("bytes" in signature) return signature.bytes;
      const { signer: name, over, mode, form } = signature;
      const hash = form === "elsewhere" ? gateway.digestElsewhere : gateway.digestOf;
      const bytes = await signer(world.seed, name, hash(over, mode), mode, form);
      known.set(bytes, signature);
      return bytes;
    },
  };
}
