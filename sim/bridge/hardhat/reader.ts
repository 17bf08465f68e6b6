import type { Address, Hex } from "../../core/accounts.ts";
import { artifact } from "./artifacts.ts";
import type { Chain } from "./chain.ts";
import { codecOf } from "./codec.ts";

type Call = { readonly to: Address; readonly data: Hex };

const asked = codecOf([{ type: "address[]" }, { type: "bytes[]" }]);
const answers = codecOf([{ type: "bytes[]" }]);

/**
 * Returns what asks a chain's contracts: what is asked at the same moment goes in one request
 * (`Reader.sol`), since a request takes longer than a read.
 */
export function readsTogether(request: Chain["request"]): Chain["call"] {
  const ask = gathering<Call, Hex>(
    async (call) => (await request("eth_call", [call, "latest"])) as Hex,
    async (all) => {
      const given = asked.encode([all.map(({ to }) => to), all.map(({ data }) => data)]);
      const data = `${artifact("Reader").bytecode}${given}`;
      const answered = (await request("eth_call", [{ data }, "latest"])) as Hex;
      return (answers.decode(answered, 2) as readonly [readonly Hex[]])[0];
    },
  );
  return (to, data) => ask({ to, data });
}

/** Returns what asks for accounts' ether in wei: of all that are asked for at the same moment at once. */
export const balancesTogether = (request: Chain["request"]): Chain["balanceOf"] =>
  gathering(
    async (account) => BigInt((await request("eth_getBalance", [account, "latest"])) as string),
    async (accounts) => {
      const answered = (await request("eth_call", [{ data: codeOf(accounts) }, "latest"])) as Hex;
      return accounts.map((_, index) =>
        BigInt(`0x${answered.slice(2).slice(64 * index, 64 * index + 64)}`),
      );
    },
  );

/**
 * Returns code that answers with what accounts have, a word each: PUSH20 account BALANCE PUSH2 place
 * MSTORE for each of them, and then PUSH2 length PUSH0 RETURN.
 */
function codeOf(accounts: readonly Address[]): Hex {
  const place = (index: number) => (32 * index).toString(16).padStart(4, "0");
  const words = accounts.map((account, at) => `73${account.slice(2)}3161${place(at)}52`);
  return `0x${words.join("")}61${place(accounts.length)}5ff3`;
}

/** More are not asked together: so many fit into the code of one call. */
const most = 1_000;

/** Returns what asks together what is asked at the same moment. */
function gathering<Q, A>(
  one: (question: Q) => Promise<A>,
  together: (questions: readonly Q[]) => Promise<readonly A[]>,
): (question: Q) => Promise<A> {
  type Waiting = {
    readonly question: Q;
    readonly resolve: (answer: A) => void;
    readonly reject: (reason: unknown) => void;
  };
  let waiting: Waiting[] = [];
  const flush = async (): Promise<void> => {
    const all = waiting;
    waiting = [];
    try {
      if (all.length > 1 && all.length <= most) {
        const found = await together(all.map(({ question }) => question));
        for (const [index, { resolve }] of all.entries()) resolve(found[index] as A);
        return;
      }
    } catch {
      // One of them has no answer; asked by itself it says why.
    }
    for (const { question, resolve, reject } of all) one(question).then(resolve, reject);
  };
  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) queueMicrotask(() => void flush());
      waiting.push({ question, resolve, reject });
    });
}
