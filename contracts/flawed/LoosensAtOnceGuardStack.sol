// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardStack} from "../interfaces/IGuardStack.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {DelayedChanges} from "../guarded/DelayedChanges.sol";
import {GuardCalls} from "../guarded/GuardCalls.sol";

/// @dev Planted defect: a governor removes a guard at once.
abstract contract GuardStack is IGuardStack, DelayedChanges {
    /// @dev What the whole stack says: the worst action, with the first guard that gave it.
    struct Verdict {
        IWithdrawalGuard.Action action;
        uint64 notBefore;
        uint64 retryAt;
        address guard;
        bytes32 reason;
        /// The first guard that trips, holds, and may; zero if none.
        address tripper;
        bytes32 tripReason;
    }

    /// @notice How many guards a stack may have, so that asking them all fits into a block.
    uint256 public constant MAX_GUARDS = 16;

    /// @inheritdoc IGuardStack
    uint64 public override stackVersion;

    StackEntry[] private _stack;

    /// @inheritdoc IGuardStack
    function addGuard(address guard) external override {
        _authorize(false);
        if (guard.code.length == 0) revert GuardWithoutCode(guard);
        if (_find(guard) < _stack.length) revert GuardAlreadyAdded(guard);
        if (_stack.length == MAX_GUARDS) revert StackFull(MAX_GUARDS);
        _stack.push(StackEntry(guard, false, false));
        emit GuardAdded(guard, ++stackVersion);
    }

    /// @inheritdoc IGuardStack
    function removeGuard(address guard) external override {
        _authorize(false);
        uint256 index = _indexOf(guard);
        _stack[index] = _stack[_stack.length - 1];
        _stack.pop();
        emit GuardRemoved(guard, ++stackVersion);
    }

    /// @inheritdoc IGuardStack
    function setGuardPowers(address guard, bool mayTrip, bool mayCancel) external override {
        _authorize(true);
        _stack[_indexOf(guard)] = StackEntry(guard, mayTrip, mayCancel);
        emit GuardPowersSet(guard, mayTrip, mayCancel);
    }

    /// @inheritdoc IGuardStack
    function stack() external view override returns (StackEntry[] memory) {
        return _stack;
    }

    function _commit(
        bytes4 selector,
        IWithdrawalGuard.Request memory request,
        Proofs calldata proofs
    ) internal {
        for (uint256 i = 0; i < _stack.length; ++i) {
            GuardCalls.commit(_stack[i].guard, selector, request, proofs.items[i]);
        }
    }

    /// Never reverts for what a guard does.
    function _notify(bytes memory data) internal {
        for (uint256 i = 0; i < _stack.length; ++i) {
            address guard = _stack[i].guard;
            if (!GuardCalls.tell(guard, data)) emit NotificationFailed(guard, bytes4(data));
        }
    }

    function _askAll(
        IWithdrawalGuard.Request memory request,
        Proofs calldata proofs
    ) internal view returns (IWithdrawalGuard.Decision[] memory decisions) {
        _requireProofs(proofs);
        decisions = new IWithdrawalGuard.Decision[](_stack.length);
        for (uint256 i = 0; i < decisions.length; ++i) {
            decisions[i] = GuardCalls.ask(_stack[i].guard, request, proofs.items[i]);
        }
    }

    /// Combines the answers by the worst. With no guard at all that is `Allow`.
    function _judge(
        IWithdrawalGuard.Request memory request,
        Proofs calldata proofs
    ) internal view returns (Verdict memory verdict) {
        IWithdrawalGuard.Decision[] memory decisions = _askAll(request, proofs);
        for (uint256 i = 0; i < decisions.length; ++i) {
            IWithdrawalGuard.Decision memory decision = decisions[i];
            if (decision.action > verdict.action) {
                verdict.action = decision.action;
                verdict.guard = _stack[i].guard;
                verdict.reason = decision.reason;
                verdict.retryAt = decision.retryAt;
            }
            if (decision.action == IWithdrawalGuard.Action.Hold) {
                _addHold(verdict, decision, _stack[i]);
            }
        }
    }

    function _mayCancel(address account) internal view returns (bool) {
        uint256 index = _find(account);
        return index < _stack.length && _stack[index].mayCancel;
    }

    function _indexOf(address guard) private view returns (uint256 index) {
        index = _find(guard);
        if (index == _stack.length) revert GuardUnknown(guard);
    }

    /// The guard's place, or the length of the stack if it is not there.
    function _find(address guard) private view returns (uint256 index) {
        while (index < _stack.length && _stack[index].guard != guard) ++index;
    }

    function _requireProofs(Proofs calldata proofs) private view {
        if (proofs.stackVersion != stackVersion) {
            revert StackChanged(proofs.stackVersion, stackVersion);
        }
        if (proofs.items.length != _stack.length) {
            revert ProofCountWrong(proofs.items.length, _stack.length);
        }
    }

    function _addHold(
        Verdict memory verdict,
        IWithdrawalGuard.Decision memory decision,
        StackEntry storage entry
    ) private view {
        if (decision.notBefore > verdict.notBefore) verdict.notBefore = decision.notBefore;
        if (decision.shouldTrip && entry.mayTrip && verdict.tripper == address(0)) {
            verdict.tripper = entry.guard;
            verdict.tripReason = decision.reason;
        }
    }
}
