import type { Address } from "../../core/accounts.ts";
import { invariant } from "../../core/invariant.ts";
import type { Withdrawal, World } from "../port.ts";
import type { Deployment } from "./deploy.ts";

/** A withdrawal as its digest and the gateway see it: addresses for names. */
export type Payment = {
  readonly id: bigint;
  readonly user: Address;
  readonly token: Address;
  /** In base units. */
  readonly amount: bigint;
};

/** Returns a withdrawal with the addresses that its names have in a deployment. */
export function paymentOf(world: World, deployment: Deployment, withdrawal: Withdrawal): Payment {
  const token = deployment.tokens.mainchain.get(withdrawal.token);
  const user = world.accounts[withdrawal.recipient];
  invariant(token, `The withdrawal ${withdrawal.id} is of a token of the world.`);
  invariant(user, `The withdrawal ${withdrawal.id} is for an account of the world.`);
  return { id: BigInt(withdrawal.id), user, token, amount: BigInt(withdrawal.amount) };
}
