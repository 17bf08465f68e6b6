// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {HeldTest} from "./GuardedGateway.release.t.sol";

contract GuardedCancelTest is HeldTest {
    function test_kills_the_key_and_frees_the_source() external {
        vm.expectEmit(address(gateway));
        emit IGuardedGateway.WithdrawalCancelled(key, CANCELLER);
        _cancel();
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
        vm.assertEq(gateway.keyOfSource(SOURCE, withdrawal.sourceRef), bytes32(0));
        vm.assertEq(gateway.heldAmount(usd), 0);
        vm.assertEq(guard.cancelledCount(), 1);
        vm.assertEq(guard.lastCancelled(), key);
        vm.assertEq(guard.paidCount(), 0);
    }

    function test_the_right_payment_can_be_signed_anew() external {
        _cancel();
        IWithdrawalGuard.Withdrawal memory right = withdrawal;
        right.recipient = ALICE;
        guard.allow();
        _assertSame(_submit(right), IGuardedGateway.Status.Paid);
        vm.assertEq(gateway.keyOfSource(SOURCE, right.sourceRef), gateway.keyOf(right));
    }

    function test_works_while_everything_is_paused() external {
        vm.startPrank(PAUSER);
        gateway.pause(IScopedPause.Scope.All, 0);
        gateway.pause(IScopedPause.Scope.Token, uint160(usd));
        gateway.pause(IScopedPause.Scope.Source, SOURCE);
        vm.stopPrank();
        _cancel();
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
    }

    function test_works_up_to_the_payment_in_either_order() external {
        guard.allow();
        vm.warp(FLOOR - 1);
        _cancel();
        vm.warp(FLOOR);
        _expectReleaseReverts(withdrawal, _notHeld(IGuardedGateway.Status.Cancelled));
        withdrawal = _withdrawal(usd, 1);
        guard.hold(uint64(FLOOR));
        key = _held(withdrawal);
        guard.allow();
        _release(withdrawal);
        vm.expectRevert(_notHeld(IGuardedGateway.Status.Paid));
        _cancel();
    }

    function test_a_guard_that_was_granted_it_cancels() external {
        vm.expectRevert(
            abi.encodeWithSelector(IGuardedGateway.NotCanceller.selector, address(guard))
        );
        vm.prank(address(guard));
        gateway.cancel(withdrawal);
        _change(abi.encodeCall(gateway.setGuardPowers, (address(guard), false, true)));
        vm.prank(address(guard));
        gateway.cancel(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
    }

    // Reverts

    function test_reverts_when_a_stranger_or_another_role_cancels() external {
        address[5] memory others = [STRANGER, GOVERNOR, PAUSER, UNPAUSER, RESPONDER];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IGuardedGateway.NotCanceller.selector, others[i])
            );
            vm.prank(others[i]);
            gateway.cancel(withdrawal);
        }
    }

    function test_reverts_when_nothing_is_held() external {
        _cancel();
        vm.expectRevert(_notHeld(IGuardedGateway.Status.Cancelled));
        _cancel();
        withdrawal = _withdrawal(usd, 1);
        key = gateway.keyOf(withdrawal);
        vm.expectRevert(_notHeld(IGuardedGateway.Status.None));
        _cancel();
    }

    // Attacks

    function test_a_cancelled_key_is_never_paid() external {
        ISigners.Signature[] memory all = _signed(withdrawal, 9);
        _cancel();
        guard.allow();
        IGuardStack.Proofs memory proofs = _proofs();
        _expectKeyUsed(key, IGuardedGateway.Status.Cancelled);
        gateway.submit(withdrawal, all, proofs);
        vm.warp(FLOOR + 365 days);
        _expectKeyUsed(key, IGuardedGateway.Status.Cancelled);
        gateway.submit(withdrawal, all, proofs);
        _expectReleaseReverts(withdrawal, _notHeld(IGuardedGateway.Status.Cancelled));
        vm.expectRevert(_notHeld(IGuardedGateway.Status.Cancelled));
        gateway.expire(withdrawal);
    }

    function _cancel() private {
        vm.prank(CANCELLER);
        gateway.cancel(withdrawal);
    }

    function _notHeld(IGuardedGateway.Status status) private view returns (bytes memory) {
        return abi.encodeWithSelector(IGuardedGateway.NotHeld.selector, key, status);
    }
}

contract GuardedCancelEpochTest is HeldTest {
    function test_kills_all_that_is_held_and_signed() external {
        IWithdrawalGuard.Withdrawal memory signed = _withdrawal(usd, 1);
        ISigners.Signature[] memory signatures = _signed(signed, 5);
        guard.allow();
        vm.expectEmit(address(gateway));
        emit ISigners.EpochRaised(2);
        vm.prank(CANCELLER);
        gateway.cancelEpoch(1);
        vm.assertEq(gateway.heldAmount(usd), 0);
        vm.assertEq(gateway.keyOfSource(SOURCE, withdrawal.sourceRef), bytes32(0));
        vm.warp(FLOOR);
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, 1, 2)
        );
        _expectStale(signed, signatures);
    }

    function test_works_while_paused_and_once_for_an_epoch() external {
        vm.prank(PAUSER);
        gateway.pause(IScopedPause.Scope.All, 0);
        vm.startPrank(CANCELLER);
        gateway.cancelEpoch(1);
        vm.expectRevert(abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, 1, 2));
        gateway.cancelEpoch(1);
        vm.stopPrank();
    }

    function test_what_was_held_can_be_signed_anew_at_once() external {
        vm.prank(CANCELLER);
        gateway.cancelEpoch(1);
        guard.allow();
        IWithdrawalGuard.Withdrawal memory again = withdrawal;
        again.epoch = 2;
        _assertSame(_submit(again), IGuardedGateway.Status.Paid);
        bytes32 paid = gateway.keyOfSource(SOURCE, again.sourceRef);
        vm.assertEq(paid, gateway.keyOf(again));
        gateway.expire(withdrawal);
        vm.assertEq(gateway.keyOfSource(SOURCE, again.sourceRef), paid);
    }

    // Reverts

    function test_reverts_when_a_guard_or_another_role_asks() external {
        _change(abi.encodeCall(gateway.setGuardPowers, (address(guard), true, true)));
        address[3] memory others = [address(guard), GOVERNOR, RESPONDER];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IAccessControl.AccessControlUnauthorizedAccount.selector,
                    others[i],
                    keccak256("CANCELLER")
                )
            );
            vm.prank(others[i]);
            gateway.cancelEpoch(1);
        }
    }

    function _expectStale(
        IWithdrawalGuard.Withdrawal memory signed,
        ISigners.Signature[] memory signatures
    ) private {
        (bool success, bytes memory reason) = address(gateway).call(
            abi.encodeCall(gateway.submit, (signed, signatures, _proofs()))
        );
        vm.assertEq(success, false);
        vm.assertEq(reason, abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, 1, 2));
    }
}

contract GuardedExpireTest is HeldTest {
    function test_anybody_ends_a_hold_after_the_longest_time() external {
        vm.warp(START + MAX_HOLD);
        vm.expectEmit(address(gateway));
        emit IGuardedGateway.WithdrawalCancelled(key, STRANGER);
        vm.prank(STRANGER);
        gateway.expire(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
        vm.assertEq(gateway.keyOfSource(SOURCE, withdrawal.sourceRef), bytes32(0));
        vm.assertEq(gateway.heldAmount(usd), 0);
        vm.assertEq(guard.cancelledCount(), 1);
    }

    function test_works_while_paused() external {
        vm.prank(PAUSER);
        gateway.pause(IScopedPause.Scope.All, 0);
        vm.warp(START + MAX_HOLD);
        gateway.expire(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
    }

    function test_ends_a_hold_of_an_epoch_that_has_passed_at_once() external {
        vm.prank(CANCELLER);
        gateway.cancelEpoch(1);
        gateway.expire(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
        vm.assertEq(guard.cancelledCount(), 1);
    }

    function test_what_nobody_ends_is_still_paid_after_the_longest_time() external {
        guard.allow();
        vm.warp(START + MAX_HOLD + 1);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_a_floor_beyond_the_longest_time_ends_in_expiry() external {
        guard.hold(type(uint64).max);
        withdrawal = _withdrawal(usd, 1);
        key = _held(withdrawal);
        guard.allow();
        vm.warp(START + MAX_HOLD);
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(IGuardedGateway.FloorNotReached.selector, key, type(uint64).max)
        );
        gateway.expire(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
    }

    // Reverts

    function test_reverts_a_second_before() external {
        vm.warp(START + MAX_HOLD - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IGuardedGateway.HoldNotExpired.selector, key, START + MAX_HOLD)
        );
        gateway.expire(withdrawal);
    }

    // Attacks

    function test_one_withdrawal_that_cannot_be_paid_blocks_no_other() external {
        IWithdrawalGuard.Withdrawal memory stuck = _withdrawal(usd, 60e6);
        stuck.recipient = STRANGER;
        _held(stuck);
        vm.prank(ISSUER);
        usdCoin.freeze(STRANGER);
        guard.allow();
        vm.warp(FLOOR);
        IWithdrawalGuard.Quorum memory quorum = _quorum(5);
        (bool success, ) = address(gateway).call(
            abi.encodeCall(gateway.release, (stuck, quorum, _proofs()))
        );
        vm.assertEq(success, false);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
        vm.prank(ISSUER);
        usdCoin.unfreeze(STRANGER);
        _assertSame(_release(stuck), IGuardedGateway.Status.Paid);
    }
}
