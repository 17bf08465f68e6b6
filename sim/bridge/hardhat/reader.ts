import type { Address, Hex } from "../../core/accounts.ts";
import { artifact } from "./artifacts.ts";
import type { Chain } from "./chain.ts";
import { codecOf } from "./codec.ts";

type Waiting = {
  readonly to: Address;
  readonly data: Hex;
  readonly resolve: (answer: Hex) => void;
  readonly reject: (reason: unknown) => void;
};

const asked = codecOf([{ type: "address[]" }, { type: "bytes[]" }]);
const answers = codecOf([{ type: "bytes[]" }]);

/**
 * Returns what asks a chain's contracts: what is asked at the same moment goes in one request
 * (`Reader.sol`), since a request takes longer than a read.
 */
export function readsTogether(request: Chain["request"]): Chain["call"] {
  let waiting: Waiting[] = [];
  const call = async (to: Address, data: Hex) =>
    (await request("eth_call", [{ to, data }, "latest"])) as Hex;
  const flush = async (): Promise<void> => {
    const all = waiting;
    waiting = [];
    try {
      if (all.length > 1) return resolve(all, await together(request, all));
    } catch {
      // One of them has no answer; asked by itself it says why.
    }
    for (const one of all) call(one.to, one.data).then(one.resolve, one.reject);
  };
  return (to, data) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) queueMicrotask(() => void flush());
      waiting.push({ to, data, resolve, reject });
    });
}

async function together(
  request: Chain["request"],
  all: readonly Waiting[],
): Promise<readonly Hex[]> {
  const given = asked.encode([all.map(({ to }) => to), all.map(({ data }) => data)]);
  const data = `${artifact("Reader").bytecode}${given}`;
  const answered = (await request("eth_call", [{ data }, "latest"])) as Hex;
  return (answers.decode(answered, 2) as readonly [readonly Hex[]])[0];
}

function resolve(all: readonly Waiting[], found: readonly Hex[]): void {
  for (const [index, one] of all.entries()) one.resolve(found[index] as Hex);
}
