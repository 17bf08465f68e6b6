import fc from "fast-check";
import {
  type Abi,
  type AbiParameter,
  decodeAbiParameters,
  encodeAbiParameters,
  encodeEventTopics,
} from "viem";
import { describe, expect, it } from "vitest";
import { encodeCall, errorArguments, eventArguments } from "../../sim/bridge/hardhat/abi.ts";
import { artifact, knownContracts } from "../../sim/bridge/hardhat/artifacts.ts";
import { codecOf, Unfit } from "../../sim/bridge/hardhat/codec.ts";
import type { Hex } from "../../sim/core/accounts.ts";

const contracts = [
  ...knownContracts,
  "RoninGatewayV1",
  "RoninGatewayV2",
  "RoninGatewayV3",
  "PauseEnforcer",
  "GuardedGateway",
  "TokenBucket",
];

const hexOf = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((drawn): Hex => `0x${Buffer.from(drawn).toString("hex")}`);

/** Draws a value of a type, as viem has it. */
function drawn(parameter: AbiParameter): fc.Arbitrary<unknown> {
  const { type } = parameter;
  const array = /^(.*)\[(\d*)\]$/.exec(type);
  if (array !== null) {
    const one = drawn({ ...parameter, type: array[1] ?? "" });
    const length = array[2] === "" ? undefined : Number(array[2]);
    return fc.array(one, { minLength: length ?? 0, maxLength: length ?? 3 });
  }
  if ("components" in parameter)
    return fc
      .tuple(...parameter.components.map(drawn))
      .map((values) =>
        Object.fromEntries(parameter.components.map(({ name }, index) => [name, values[index]])),
      );
  if (type === "address") return hexOf(20);
  if (type === "bool") return fc.boolean();
  if (type === "string") return fc.string({ unit: "grapheme" });
  if (type === "bytes") return fc.nat(70).chain(hexOf);
  if (type.startsWith("bytes")) return hexOf(Number(type.slice(5)));
  const bits = Number(/\d+$/.exec(type)?.[0] ?? 256);
  const isUnsigned = type.startsWith("u");
  const most = 2n ** BigInt(isUnsigned ? bits : bits - 1) - 1n;
  const number = fc.bigInt(isUnsigned ? 0n : -most - 1n, most);
  return bits > 48 ? number : number.map(Number);
}

/** viem writes addresses in mixed case. */
const lowered = (value: unknown): unknown =>
  typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value)
    ? value.toLowerCase()
    : Array.isArray(value)
      ? value.map(lowered)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, lowered(one)]))
        : value;

const lists: readonly (readonly AbiParameter[])[] = [
  ...contracts.flatMap((name) =>
    (artifact(name).abi as Abi).flatMap((item) => [
      ...("inputs" in item ? [item.inputs] : []),
      ...("outputs" in item ? [item.outputs] : []),
    ]),
  ),
  [{ type: "int8[3]" }, { type: "string[2][]" }, { type: "bool" }],
  [
    {
      type: "tuple[]",
      components: [
        { name: "a", type: "bytes" },
        {
          name: "b",
          type: "tuple[2]",
          components: [
            { name: "c", type: "int256" },
            { name: "d", type: "address" },
          ],
        },
      ],
    },
    { type: "bytes7" },
  ],
];

describe("the codec and viem", () => {
  it(`write and read the same, of every list of parameters (${lists.length})`, () => {
    expect(lists.length).toBeGreaterThan(300);
    for (const parameters of lists)
      fc.assert(
        fc.property(fc.tuple(...parameters.map(drawn)), (values) => {
          const encoded = encodeAbiParameters(parameters, values);
          const codec = codecOf(parameters);
          expect(`0x${codec.encode(values)}`).toBe(encoded);
          const decoded = encoded === "0x" ? [] : decodeAbiParameters(parameters, encoded);
          expect(lowered(codec.decode(encoded, 2))).toEqual(lowered(decoded));
        }),
        { numRuns: 8 },
      );
  });

  it("read the same out of an event's log", () => {
    const abi = artifact("WrappedEther").abi as Abi;
    const event = abi.find((item) => item.type === "event" && item.name === "Transfer");
    if (event?.type !== "event") throw new Error("WrappedEther has no Transfer.");
    const [from, to] = [`0x${"a1".repeat(20)}`, `0x${"b2".repeat(20)}`] as const;
    const topics = encodeEventTopics({ abi: [event], args: { from, to } }) as Hex[];
    const data = encodeAbiParameters([{ type: "uint256" }], [7n]);
    expect(eventArguments(event, topics, data)).toEqual({ from, to, value: 7n });
    expect(eventArguments(event, topics, "0x")).toBeUndefined();
    expect(eventArguments(event, topics.slice(0, 2), data)).toBeUndefined();
  });
});

describe("the codec", () => {
  it.each<[string, unknown]>([
    ["uint8", 256],
    ["uint256", -1n],
    ["int8", 128],
    ["uint256", "1"],
    ["address", "0x12"],
    ["bool", 1],
    ["bytes4", "0x123456"],
    ["bytes", "0x123"],
    ["string", 5],
    ["uint8[]", 5],
    ["uint8[2]", [1]],
  ])("takes nothing for %s that is none: %s", (type, value) => {
    expect(() => codecOf([{ type }]).encode([value])).toThrow(Unfit);
  });

  it("reads no values out of what is cut off, at any place", () => {
    const parameters = [{ type: "uint256[]" }, { type: "bytes" }];
    const whole = codecOf(parameters).encode([[1n, 2n], "0xabcdef"]);
    for (let end = 0; end < whole.length; end += 16) {
      // What fills up the last word may be missing.
      if (end > whole.length - 64 + 6) continue;
      expect(() => codecOf(parameters).decode(whole.slice(0, end), 0)).toThrow(Unfit);
    }
    const far = "f".repeat(64);
    expect(() => codecOf([{ type: "bytes" }]).decode(far + far, 0)).toThrow(Unfit);
  });

  it("leaves it to viem to say what is wrong with a call", () => {
    expect(() => encodeCall("BridgedToken", "transfer", ["0x12", 1n])).toThrow("0x12");
  });

  it("finds no arguments of an error in too little data", () => {
    const abi = artifact("GuardedGateway").abi as Abi;
    const error = abi.find((item) => item.type === "error" && item.inputs.length > 0);
    if (error?.type !== "error") throw new Error("GuardedGateway has no such error.");
    expect(errorArguments(error, "0x12345678")).toBeUndefined();
  });
});
