import type { Hex } from "../core/accounts.ts";
import { type OwnGuard, tokens } from "./bench.ts";
import type { Claims } from "./claims.ts";
import { standIn } from "./emit-solidity.stand.ts";
import { type Expected, expectedOf } from "./expected.ts";
import type { Happening } from "./play.ts";
import { type Commit, strange } from "./strange.ts";
import type { Failure } from "./trial.ts";

/** What stands for the gateway in encoded arguments: the test contract takes its place. */
export const gatewayMark = `0x${"9a7e".repeat(10)}` as Hex;

type Source = {
  readonly guard: OwnGuard;
  /** Where the guard's file lies, as seen from the test. */
  readonly path: string;
  /** Its constructor's arguments, encoded with the mark for the gateway. */
  readonly encoded: Hex;
};

const verdicts: { readonly [expected in Expected]: string } = {
  refuses: "!_isPaid",
  pays: "_isPaid",
  serves: "_isPaid || _isHeld",
  answers: "!_hasFailed",
  ignores: "!_isChanged",
};

/**
 * Writes a Solidity test for Foundry or Hardhat in which the shortest attack happens again. It stands in
 * the gateway's place: it asks the guard, and commits to what it allows, as the gateway does.
 * `IWithdrawalGuard.sol` must lie beside it.
 */
export function solidityTest(failure: Failure, claims: Claims, source: Source): string {
  const { guard, path, encoded } = source;
  const { contract } = guard;
  const steps = failure.happenings.map((happening) => `        ${callOf(happening)}`);
  return `// SPDX-License-Identifier: MIT
// In a project whose folder of tests this is: forge test, or npx hardhat test solidity.
pragma solidity ^0.8.20;

import {${contract}} from "${path}";
import {IWithdrawalGuard} from "./IWithdrawalGuard.sol";

interface Vm {
    function warp(uint256 timestamp) external;
    function prank(address sender) external;
    function record() external;
    function accesses(address target) external returns (bytes32[] memory, bytes32[] memory);
}

/// The shortest sequence in which ${contract} breaks ${failure.id}: ${failure.says}.
contract ${contract}${failure.id}Test {
    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    address private constant THIEF = address(0x7E1F);
    address private constant OUTSIDER = address(0x0575);

    IWithdrawalGuard private _guard;
    IWithdrawalGuard.Request[] private _requests;
    bool private _isPaid;
    bool private _isHeld;
    bool private _hasFailed;
    bool private _isChanged;

    function setUp() public {
        bytes memory code = bytes.concat(
            type(${contract}).creationCode${argumentParts(encoded)}
        );
        address made;
        assembly {
            made := create(0, add(code, 0x20), mload(code))
        }
        require(made != address(0), "the guard cannot be deployed");
        _guard = IWithdrawalGuard(made);
    }

    function test_${failure.id}() public {
${steps.join("\n")}
        require(${verdicts[expectedOf(failure, claims)]}, "${failure.id}: ${failure.says}");
    }
${standIn}}
`;
}

const token = (symbol: string) =>
  `address(uint160(${BigInt(tokens.find((one) => one.symbol === symbol)?.address ?? "0x0")}))`;

function callOf({ step, at, which }: Happening): string {
  if (step.do === "call") return `_call(${at}, ${strangerData(step.call)});`;
  if ("amount" in step) return `_${step.do}(${at}, ${token(step.token)}, ${step.amount});`;
  return which === null ? `vm.warp(${at});` : `_${step.do}(${at}, ${which});`;
}

/** What a stranger sends to the guard, about a withdrawal or a deposit that there never was. */
function strangerData(commit: Commit): string {
  const [of, amount] = [token(strange.token), strange.amount];
  const args = {
    onPaid: `_requestOf(0, ${of}, ${amount}), ""`,
    onHeld: `_requestOf(0, ${of}, ${amount}), ""`,
    onCancelled: `bytes32(0), ${of}, ${amount}`,
    onDeposited: `${of}, OUTSIDER, ${amount}`,
  };
  return `abi.encodeCall(IWithdrawalGuard.${commit}, (${args[commit]}))`;
}

/** The arguments as hex, with the test contract's address where the gateway's belongs. */
function argumentParts(encoded: Hex): string {
  const word = gatewayMark.slice(2).padStart(64, "0");
  const parts = encoded.slice(2).split(word);
  const literal = (part: string | undefined) => (part ? [`hex"${part}"`] : []);
  const joined = parts.flatMap((part, index) =>
    index === 0 ? literal(part) : ["abi.encode(address(this))", ...literal(part)],
  );
  return joined.map((part) => `,\n            ${part}`).join("");
}
