import type { GuardSettings } from "../../settings.ts";
import { allow, type GuardModel, hold, type Request } from "./guard.ts";

type Settings = Extract<GuardSettings, { guard: "backing-attestation" }>;

/** What somebody says was requested; the id is the request's. */
export type Content = Pick<Request, "id" | "token" | "recipient" | "amount">;

export type BackingAttestation = {
  readonly watchers: readonly string[];
  readonly needed: number;
  /** What each watcher said last, by request and watcher. */
  readonly said: Map<string, string>;
};

/** Independent watchers must have attested exactly what is to be paid; until then it is held. */
export const backingAttestation: GuardModel<Settings, BackingAttestation> = {
  open: ({ watchers, needed }) => ({ watchers: [...new Set(watchers)], needed, said: new Map() }),
  assess: ({ watchers, needed, said }, request) => {
    const content = textOf(request);
    const count = watchers.filter(
      (watcher) => said.get(`${request.id} ${watcher}`) === content,
    ).length;
    return count >= needed ? allow : hold("not attested", 0, 0);
  },
};

/** Takes a watcher's word on a request, in the place of what it said before. */
export function say({ said }: BackingAttestation, watcher: string, content: Content): void {
  said.set(`${content.id} ${watcher}`, textOf(content));
}

const textOf = ({ token, recipient, amount }: Content): string => `${token} ${recipient} ${amount}`;
