import type { Hex } from "../core/accounts.ts";
import { type OwnGuard, tokens } from "./bench.ts";
import type { Claims } from "./claims.ts";
import { type Expected, expectedOf } from "./expected.ts";
import type { Happening } from "./play.ts";
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
pragma solidity ^0.8.20;

import {${contract}} from "${path}";
import {IWithdrawalGuard} from "./IWithdrawalGuard.sol";

interface Vm {
    function warp(uint256 timestamp) external;
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

    function _withdraw(uint256 at, address token, uint256 amount) private {
        vm.warp(at);
        IWithdrawalGuard.Request memory request;
        uint256 id = _requests.length;
        request.withdrawal = IWithdrawalGuard.Withdrawal(
            id, 2020, bytes32(id), token, THIEF, amount, 1, 0
        );
        request.key = keccak256(abi.encode(request.withdrawal));
        request.quorum.signers = new address[](1);
        request.quorum.signers[0] = THIEF;
        request.quorum.weights = new uint256[](1);
        request.quorum.weights[0] = 1;
        (request.quorum.weight, request.quorum.total, request.quorum.minimum) = (1, 1, 1);
        request.vault.balance = 1 << 130;
        request.submitter = THIEF;
        _requests.push();
        _ask(request);
        if (_isHeld) {
            request.heldSince = uint64(at);
            try _guard.onHeld(request, "") {} catch {
                _hasFailed = true;
            }
        }
        _store(id, request);
    }

    function _release(uint256 at, uint256 which) private {
        vm.warp(at);
        IWithdrawalGuard.Request memory request = _requests[which];
        request.phase = IWithdrawalGuard.Phase.Release;
        if (at < request.notBefore) _isPaid = false;
        else _ask(request);
    }

    function _cancel(uint256 at, uint256 which) private {
        vm.warp(at);
        IWithdrawalGuard.Withdrawal memory withdrawal = _requests[which].withdrawal;
        try _guard.onCancelled(_requests[which].key, withdrawal.token, withdrawal.amount) {} catch {}
    }

    function _deposit(uint256 at, address token, uint256 amount) private {
        vm.warp(at);
        try _guard.onDeposited(token, OUTSIDER, amount) {} catch {}
    }

    /// Asks as the gateway does, and commits where the guard allows.
    function _ask(IWithdrawalGuard.Request memory request) private {
        (_isPaid, _isHeld, _hasFailed) = (false, false, false);
        try _guard.assess{gas: 300_000}(request, "") returns (
            IWithdrawalGuard.Decision memory decision
        ) {
            _isHeld = decision.action == IWithdrawalGuard.Action.Hold;
            request.notBefore = decision.notBefore;
            if (decision.action == IWithdrawalGuard.Action.Allow) {
                try _guard.onPaid(request, "") {
                    _isPaid = true;
                } catch {
                    _hasFailed = true;
                }
            }
        } catch {
            _hasFailed = true;
        }
    }

    function _store(uint256 id, IWithdrawalGuard.Request memory request) private {
        IWithdrawalGuard.Request storage stored = _requests[id];
        stored.withdrawal = request.withdrawal;
        stored.key = request.key;
        stored.quorum = request.quorum;
        stored.vault = request.vault;
        stored.submitter = request.submitter;
        stored.heldSince = request.heldSince;
        stored.notBefore = request.notBefore;
    }
}
`;
}

function callOf({ step, at, which }: Happening): string {
  const token = (symbol: string) =>
    `address(uint160(${BigInt(tokens.find((one) => one.symbol === symbol)?.address ?? "0x0")}))`;
  if ("amount" in step) return `_${step.do}(${at}, ${token(step.token)}, ${step.amount});`;
  return which === null ? `vm.warp(${at});` : `_${step.do}(${at}, ${which});`;
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
