import type { Claims } from "./claims.ts";
import type { Failure } from "./trial.ts";

/** What a sound guard does with the last step of a sequence in which another breaks a property. */
export type Expected = "refuses" | "pays" | "serves" | "answers" | "ignores";

/** Returns what the last step of a failure comes to if the property holds. */
export function expectedOf({ id, happenings }: Failure, { delay, maxOut }: Claims): Expected {
  const last = happenings.at(-1)?.step;
  const bound = maxOut.find(({ token }) => last && "token" in last && token === last.token);
  const serves = (delay?.max ?? 0) > 0 ? "serves" : "pays";
  switch (id) {
    case "L02":
      return bound?.atLimit === "refused" ? "refuses" : serves;
    case "L03":
    case "L04":
    case "V01":
      return serves;
    case "V03":
      return "pays";
    case "G02":
      return "ignores";
    case "G01":
    case "G03":
      return "answers";
    default:
      return "refuses";
  }
}
