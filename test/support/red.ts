import type { Mind, OwnAttack } from "../../sim/attack/protocol.ts";
import { type Ask, type Attack, carryOut } from "../../sim/attack/red.ts";

type Waiting<T> = { readonly resolve: (value: T) => void };

/** Returns an attack that decides in this process, as one in a file does in a process of its own. */
export const inProcess = (attack: Attack): OwnAttack => ({
  place: `"${attack.name}.ts"`,
  name: attack.name,
  open: () => mindOf(attack),
});

/** Returns an attack that says what it is told to, line by line, whatever is answered. */
export const saying = (...lines: readonly unknown[]): OwnAttack => ({
  place: '"parrot"',
  name: "parrot",
  open: () => {
    const left = [...lines, { verb: "done" }];
    return { next: async () => left.shift(), close: async () => undefined };
  },
});

function mindOf(attack: Attack): Mind {
  const requests: unknown[] = [];
  let reader: Waiting<unknown> | undefined;
  const writers: Waiting<never>[] = [];
  const say = (request: unknown) => {
    if (reader === undefined) requests.push(request);
    else reader.resolve(request);
    reader = undefined;
  };
  const ask: Ask = (request) => {
    const { promise, resolve } = Promise.withResolvers<never>();
    writers.push({ resolve });
    // As on a line: what is written is read again, bigints as strings.
    say(
      JSON.parse(
        JSON.stringify(request, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
      ),
    );
    return promise;
  };
  let isBegun = false;
  return {
    next: (line) => {
      if (isBegun) writers.shift()?.resolve(line as never);
      else {
        isBegun = true;
        void carryOut(attack, line as never, ask).then(() => say({ verb: "done" }));
      }
      const waiting = requests.shift();
      if (waiting !== undefined) return Promise.resolve(waiting);
      const { promise, resolve } = Promise.withResolvers<unknown>();
      reader = { resolve };
      return promise;
    },
    close: async () => undefined,
  };
}
