// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {IGuardStack} from "../interfaces/IGuardStack.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";

/// @title Calls to contracts that may be hostile
/// @notice A guard gets its share of gas, neither less (the caller is told to bring more) nor more,
/// and of what it returns only as much is read as an answer is long.
library GuardCalls {
    /// @notice Gas for `assess`.
    uint256 internal constant ASSESS_GAS = 300_000;
    /// @notice Gas for a notification.
    uint256 internal constant NOTIFY_GAS = 100_000;
    /// @notice The reason of a refusal by a guard that did not answer.
    bytes32 internal constant FAILED = "guard failed";

    /// What it costs to make the call, at most: a cold account, and a few instructions.
    uint256 private constant CALL_GAS = 5_000;
    uint256 private constant DECISION_LENGTH = 160;
    uint256 private constant LAST_ACTION = uint256(IWithdrawalGuard.Action.Refuse);

    /// @notice Asks a guard. What is no answer is a refusal.
    /// @param guard The guard.
    /// @param request What it is asked about.
    /// @param proof What the submitter brought for it.
    /// @return decision Its answer.
    function ask(
        address guard,
        IWithdrawalGuard.Request memory request,
        bytes calldata proof
    ) internal view returns (IWithdrawalGuard.Decision memory decision) {
        bytes memory data = _encode(IWithdrawalGuard.assess.selector, request, proof);
        _requireGas(ASSESS_GAS);
        uint256[5] memory words;
        bool success;
        uint256 length;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            success := staticcall(ASSESS_GAS, guard, add(data, 0x20), mload(data), words, 0xa0)
            length := returndatasize()
        }
        if (!success || length != DECISION_LENGTH || !_isDecision(words)) {
            return IWithdrawalGuard.Decision(IWithdrawalGuard.Action.Refuse, 0, 0, false, FAILED);
        }
        decision.action = IWithdrawalGuard.Action(words[0]);
        decision.notBefore = uint64(words[1]);
        decision.retryAt = uint64(words[2]);
        decision.shouldTrip = words[3] == 1;
        decision.reason = bytes32(words[4]);
    }

    /// @notice Commits to a guard, without limit and without catch: it reverts as the guard does.
    /// @param guard The guard.
    /// @param selector `onHeld` or `onPaid`.
    /// @param request What it is told about.
    /// @param proof What the submitter brought for it.
    function commit(
        address guard,
        bytes4 selector,
        IWithdrawalGuard.Request memory request,
        bytes calldata proof
    ) internal {
        if (guard.code.length == 0) revert IGuardStack.GuardWithoutCode(guard);
        bytes memory data = _encode(selector, request, proof);
        if (!LowLevelCall.callNoReturn(guard, data)) LowLevelCall.bubbleRevert();
    }

    /// @notice Notifies a guard.
    /// @param guard The guard.
    /// @param data The call.
    /// @return success Whether it took it; false if it has no code.
    function tell(address guard, bytes memory data) internal returns (bool success) {
        if (guard.code.length == 0) return false;
        _requireGas(NOTIFY_GAS);
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            success := call(NOTIFY_GAS, guard, 0, add(data, 0x20), mload(data), 0, 0)
        }
    }

    /// A call gets at most 63 parts of 64 of what is left, silently.
    function _requireGas(uint256 share) private view {
        uint256 needed = (share * 64 + 62) / 63 + CALL_GAS;
        uint256 left = gasleft();
        if (left < needed) revert IGuardStack.GasTooLow(left, needed);
    }

    /// What `assess`, `onHeld` and `onPaid` have in common.
    function _encode(
        bytes4 selector,
        IWithdrawalGuard.Request memory request,
        bytes calldata proof
    ) private pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, request, proof);
    }

    function _isDecision(uint256[5] memory words) private pure returns (bool) {
        return
            words[0] <= LAST_ACTION &&
            words[1] <= type(uint64).max &&
            words[2] <= type(uint64).max &&
            words[3] <= 1;
    }
}
