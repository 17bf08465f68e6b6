import { type Refused, refuse } from "./state.ts";

type Role = "PAUSER" | "UNPAUSER" | "CANCELLER" | "RESPONDER" | "WITHDRAWAL_UNLOCKER_ROLE";

/** Why an account that has not got a role may not do what it takes, if so. */
export const refuseRole = (
  account: string,
  neededRole: Role,
  holders: readonly string[],
): Refused | undefined =>
  holders.includes(account)
    ? undefined
    : refuse("AccessControlUnauthorizedAccount", { account, neededRole });
