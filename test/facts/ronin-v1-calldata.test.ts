import {
  AbiCoder,
  dataSlice,
  getBytes,
  concat as join,
  hashMessage as messageHash,
  recoverAddress as recover,
  Signature,
  id as selectorHash,
  solidityPacked,
  solidityPackedKeccak256,
} from "ethers";
import {
  concat,
  decodeFunctionData,
  encodeFunctionData,
  encodePacked,
  hashMessage,
  keccak256,
  numberToHex,
  parseAbi,
  recoverAddress,
  size,
  slice,
  toFunctionSelector,
} from "viem";
import { describe, expect, test } from "vitest";
import { type Calldata, roninCalldata } from "../../sim/scenario/facts.ts";

type Call = Calldata["calls"][number];
type Arguments = Call["arguments"]["value"];

const abi = parseAbi(["function withdrawERC20For(uint256,address,address,uint256,bytes)"]);
const packed = ["string", "uint256", "address", "address", "uint256"] as const;
const preimageOf = ({ withdrawalId, user, token, amount }: Arguments) =>
  ["withdrawERC20", BigInt(withdrawalId), user, token, BigInt(amount)] as const;

const signers = [
  "0x11360eacdedd59bc433afad4fc8f0417d1fbebab",
  "0x1a15a5e25811fe1349d636a5053a0e59d53961c9",
  "0x70bb1fb41c8c42f6ddd53a708e2b82209495e455",
  "0xb9e59d56fd1632fc250935182bdd5c59188b2302",
  "0xf224beff587362a88d859e899d0d80c080e1e812",
];

test("the gateway's function is withdrawERC20For, with its selector, by viem and by ethers", () => {
  expect(roninCalldata.function.value).toBe(
    "withdrawERC20For(uint256,address,address,uint256,bytes)",
  );
  expect(toFunctionSelector(roninCalldata.function.value)).toBe(roninCalldata.selector.value);
  expect(dataSlice(selectorHash(roninCalldata.function.value), 0, 4)).toBe("0x993e1c42");
  expect(roninCalldata.selector.value).toBe("0x993e1c42");
});

test("the calls are of ether and of USDC, with neighboring identifiers", () => {
  expect(
    roninCalldata.calls.map(({ symbol, arguments: { value } }) => [
      symbol,
      value.withdrawalId,
      value.amount,
    ]),
  ).toEqual([
    ["WETH", 2000000, "173600000000000000000000"],
    ["USDC", 2000001, "25500000000000"],
  ]);
});

describe.each(roninCalldata.calls)("the call for $symbol", (call) => {
  const { value } = call.arguments;

  test("is the selector and the standard encoding of its arguments, by viem and by ethers", () => {
    const { withdrawalId, user, token, amount, signatures } = value;
    const args = [BigInt(withdrawalId), user, token, BigInt(amount), signatures] as const;
    expect(encodeFunctionData({ abi, args })).toBe(call.calldata.value);
    const types = ["uint256", "address", "address", "uint256", "bytes"];
    const encoded = AbiCoder.defaultAbiCoder().encode(types, args);
    expect(join([roninCalldata.selector.value, encoded])).toBe(call.calldata.value);
    // The selector, five words, the list's length, and 330 bytes filled up to whole words.
    expect(size(call.calldata.value)).toBe(4 + 5 * 32 + 32 + 352);
  });

  test("decodes to its arguments", () => {
    const { args } = decodeFunctionData({ abi, data: call.calldata.value });
    const [id, user, token, amount, signatures] = args;
    expect([Number(id), user.toLowerCase(), token.toLowerCase(), `${amount}`, signatures]).toEqual(
      Object.values(value),
    );
  });

  test("has the stated digests, by viem", () => {
    const preimage = encodePacked(packed, preimageOf(value));
    const inner = keccak256(preimage);
    expect(size(preimage)).toBe(117);
    expect(call.digests.value).toEqual({ preimage, inner, signed: hashMessage({ raw: inner }) });
  });

  test("has the stated digests, by ethers", () => {
    const inner = solidityPackedKeccak256(packed, preimageOf(value));
    expect(call.digests.value).toEqual({
      preimage: solidityPacked(packed, preimageOf(value)),
      inner,
      signed: messageHash(getBytes(inner)),
    });
  });

  test("carries exactly five items of 66 bytes, cut as stated", () => {
    const { signatures } = value;
    expect(size(signatures)).toBe(5 * 66);
    expect(
      concat(
        call.signatures.value.flatMap(({ mode, r, s, v }) => [
          numberToHex(mode, { size: 1 }),
          r,
          s,
          numberToHex(v, { size: 1 }),
        ]),
      ),
    ).toBe(signatures);
  });

  test("is signed by the same five accounts in ascending order, by viem", async () => {
    expect(await recoveredByViem(value)).toEqual(signers);
    expect(call.signatures.value.map(({ signer }) => signer)).toEqual(signers);
    expect([...signers].sort()).toEqual(signers);
  });

  test("is signed by the same five accounts, by ethers", () => {
    const digest = messageHash(getBytes(solidityPackedKeccak256(packed, preimageOf(value))));
    const recovered = call.signatures.value.map(({ r, s, v }) =>
      recover(digest, Signature.from({ r, s, v })).toLowerCase(),
    );
    expect(recovered).toEqual(signers);
  });

  test.each<[string, (value: Arguments) => Arguments]>([
    ["identifier", (value) => ({ ...value, withdrawalId: value.withdrawalId + 1 })],
    ["user", (value) => ({ ...value, user: value.token })],
    ["token", (value) => ({ ...value, token: value.user })],
    ["amount", (value) => ({ ...value, amount: `${BigInt(value.amount) + 1n}` })],
  ])("is signed by none of the five with another %s", async (_, change) => {
    for (const signer of await recoveredByViem(change(value)))
      expect(signers).not.toContain(signer);
  });
});

const recoveredByViem = (value: Arguments): Promise<readonly string[]> => {
  const hash = hashMessage({ raw: keccak256(encodePacked(packed, preimageOf(value))) });
  return Promise.all(
    [0, 66, 132, 198, 264].map(async (start) => {
      const signature = slice(value.signatures, start + 1, start + 66);
      return (await recoverAddress({ hash, signature })).toLowerCase();
    }),
  );
};
