// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {ITokenVault} from "../../contracts/interfaces/ITokenVault.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// 40 dollars for Bob are held for a day.
abstract contract HeldTest is GuardedBridgeTest {
    uint256 internal constant FLOOR = START + 1 days;

    ScriptedGuard internal guard;
    IWithdrawalGuard.Withdrawal internal withdrawal;
    bytes32 internal key;

    function setUp() public virtual override {
        super.setUp();
        guard = _addHolding();
        withdrawal = _withdrawal(usd, 40e6);
        key = _held(withdrawal);
    }

    function _expectFloorNotReached() internal {
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(IGuardedGateway.FloorNotReached.selector, key, FLOOR)
        );
    }

    function _expectWithheld(bytes32 reason, uint64 retryAt) internal {
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.Withheld.selector,
                address(guard),
                reason,
                retryAt
            )
        );
    }
}

contract GuardedReleaseTest is HeldTest {
    function test_pays_the_recorded_recipient_whoever_calls() external {
        guard.allow();
        vm.warp(FLOOR);
        IWithdrawalGuard.Quorum memory quorum = _quorum(5);
        IGuardStack.Proofs memory proofs = _proofs();
        vm.expectEmit(address(gateway));
        emit IGuardedGateway.WithdrawalPaid(key, withdrawal);
        vm.prank(STRANGER);
        _assertSame(gateway.release(withdrawal, quorum, proofs), IGuardedGateway.Status.Paid);
        vm.assertEq(usdCoin.balanceOf(BOB), 40e6);
        vm.assertEq(usdCoin.balanceOf(STRANGER), 0);
        _assertStatus(key, IGuardedGateway.Status.Paid);
        vm.assertEq(gateway.heldAmount(usd), 0);
        vm.assertEq(guard.paidCount(), 1);
    }

    function test_asks_the_guards_again_as_a_release() external {
        guard.allow();
        vm.warp(FLOOR + 5);
        _release(withdrawal);
        IWithdrawalGuard.Request memory expected;
        expected.withdrawal = withdrawal;
        expected.key = key;
        expected.quorum = _quorum(5);
        expected.vault = IWithdrawalGuard.Vault(100e6, 0, false);
        expected.phase = IWithdrawalGuard.Phase.Release;
        expected.submitter = address(this);
        expected.heldSince = uint64(START);
        expected.notBefore = uint64(FLOOR);
        vm.assertEq(guard.lastRequest(), abi.encode(expected));
    }

    function test_pays_after_the_deadline() external {
        withdrawal = _withdrawal(usd, 1);
        withdrawal.deadline = uint64(START);
        key = _held(withdrawal);
        guard.allow();
        vm.warp(FLOOR);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_a_hold_without_a_floor_is_released_when_the_guard_lets_go() external {
        guard.hold(0);
        withdrawal = _withdrawal(usd, 1);
        _held(withdrawal);
        _expectWithheld("held", 0);
        guard.allow();
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_a_guard_that_trips_pauses_the_token_instead() external {
        _change(abi.encodeCall(gateway.setGuardPowers, (address(guard), true, false)));
        guard.holdAndTrip();
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Held);
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.Token, uint160(usd)), true);
        _assertStatus(key, IGuardedGateway.Status.Held);
        vm.assertEq(usdCoin.balanceOf(BOB), 0);
    }

    // Reverts

    function test_reverts_a_second_before_the_floor() external {
        guard.allow();
        vm.warp(FLOOR - 1);
        _expectFloorNotReached();
        vm.warp(FLOOR);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_reverts_when_it_was_never_submitted() external {
        withdrawal.id ^= 1;
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.NotHeld.selector,
                gateway.keyOf(withdrawal),
                IGuardedGateway.Status.None
            )
        );
    }

    function test_reverts_when_a_guard_still_holds_or_refuses() external {
        vm.warp(FLOOR);
        _expectWithheld("held", uint64(FLOOR));
        guard.refuse();
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.Refused.selector,
                address(guard),
                bytes32("refused"),
                77
            )
        );
    }

    function test_reverts_when_a_guard_without_the_power_trips() external {
        vm.warp(FLOOR);
        guard.holdAndTrip();
        _expectWithheld("alarm", 0);
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.Token, uint160(usd)), false);
    }

    function test_reverts_when_the_quorum_is_another() external {
        guard.allow();
        vm.warp(FLOOR);
        IWithdrawalGuard.Quorum memory quorum = _quorum(9);
        IGuardStack.Proofs memory proofs = _proofs();
        vm.expectRevert(abi.encodeWithSelector(IGuardedGateway.QuorumMismatch.selector, key));
        gateway.release(withdrawal, quorum, proofs);
        quorum = _quorum(5);
        quorum.minimum = 1;
        vm.expectRevert(abi.encodeWithSelector(IGuardedGateway.QuorumMismatch.selector, key));
        gateway.release(withdrawal, quorum, proofs);
    }

    function test_reverts_when_proofs_are_for_another_stack() external {
        guard.allow();
        vm.warp(FLOOR);
        IWithdrawalGuard.Quorum memory quorum = _quorum(5);
        IGuardStack.Proofs memory proofs = _proofs();
        _addScripted();
        vm.expectRevert(abi.encodeWithSelector(IGuardStack.StackChanged.selector, 1, 2));
        gateway.release(withdrawal, quorum, proofs);
    }

    function test_reverts_when_the_vault_is_short_and_can_be_tried_again() external {
        guard.allow();
        _submit(_withdrawal(usd, 100e6));
        vm.warp(FLOOR);
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(ITokenVault.VaultShort.selector, usd, 0, 40e6)
        );
        _depositUsd(40e6);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }
}

contract GuardedReleaseAttackTest is HeldTest {
    function test_the_floor_is_the_same_whatever_happens_a_second_before() external {
        vm.warp(FLOOR - 1);
        guard.allow();
        ISigners.Signature[] memory all = _signed(withdrawal, 9);
        IGuardStack.Proofs memory proofs = _proofs();
        _expectKeyUsed(key, IGuardedGateway.Status.Held);
        gateway.submit(withdrawal, all, proofs);
        _addScripted();
        vm.prank(PAUSER);
        gateway.pause(IScopedPause.Scope.All, 0);
        vm.prank(UNPAUSER);
        gateway.unpause(IScopedPause.Scope.All, 0);
        _expectFloorNotReached();
        vm.assertEq(gateway.entryOf(key).notBefore, FLOOR);
    }

    function test_taking_the_holding_guard_away_does_not_shorten_the_floor() external {
        guard.hold(uint64(START + 4 days));
        withdrawal = _withdrawal(usd, 1);
        key = _held(withdrawal);
        _change(abi.encodeCall(gateway.removeGuard, (address(guard))));
        vm.warp(START + 4 days - 1);
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(IGuardedGateway.FloorNotReached.selector, key, START + 4 days)
        );
        vm.warp(START + 4 days);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_an_outsider_who_calls_again_and_again_does_not_raise_the_floor() external {
        vm.warp(FLOOR);
        guard.hold(uint64(FLOOR + 365 days));
        for (uint256 i = 0; i < 10; ++i) _expectWithheld("held", uint64(FLOOR + 365 days));
        vm.assertEq(gateway.entryOf(key).notBefore, FLOOR);
        guard.allow();
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_a_guard_added_while_it_is_held_judges_it_too() external {
        guard.allow();
        vm.warp(FLOOR);
        ScriptedGuard second = _addScripted();
        second.refuse();
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.Refused.selector,
                address(second),
                bytes32("refused"),
                77
            )
        );
    }

    function test_no_field_of_a_held_withdrawal_can_be_another_at_release() external {
        guard.allow();
        vm.warp(FLOOR);
        IWithdrawalGuard.Withdrawal memory other = withdrawal;
        other.recipient = STRANGER;
        _expectNothingHeld(other);
        other = withdrawal;
        other.amount += 1;
        _expectNothingHeld(other);
        other = withdrawal;
        other.token = weth;
        _expectNothingHeld(other);
        other = withdrawal;
        other.sourceRef = 0;
        _expectNothingHeld(other);
        other = withdrawal;
        other.deadline = 1;
        _expectNothingHeld(other);
    }

    function test_equal_ids_and_equal_amounts_are_entries_of_their_own() external {
        IWithdrawalGuard.Withdrawal memory twin = _withdrawal(usd, 40e6);
        twin.id = withdrawal.id;
        bytes32 twinKey = _held(twin);
        vm.assertEq(twinKey == key, false);
        vm.prank(CANCELLER);
        gateway.cancel(twin);
        guard.allow();
        vm.warp(FLOOR);
        _release(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Paid);
        _assertStatus(twinKey, IGuardedGateway.Status.Cancelled);
        vm.assertEq(usdCoin.balanceOf(BOB), 40e6);
    }

    function test_a_held_withdrawal_is_paid_once() external {
        guard.allow();
        vm.warp(FLOOR);
        _release(withdrawal);
        bytes memory notHeld = abi.encodeWithSelector(
            IGuardedGateway.NotHeld.selector,
            key,
            IGuardedGateway.Status.Paid
        );
        _expectReleaseReverts(withdrawal, notHeld);
        _expectSubmitReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.KeyUsed.selector,
                key,
                IGuardedGateway.Status.Paid
            )
        );
    }

    function test_a_fork_of_the_chain_does_not_release_what_was_held_before() external {
        guard.allow();
        vm.warp(FLOOR);
        vm.chainId(block.chainid + 1);
        _expectNothingHeld(withdrawal);
    }

    function _expectNothingHeld(IWithdrawalGuard.Withdrawal memory other) private {
        _expectReleaseReverts(
            other,
            abi.encodeWithSelector(
                IGuardedGateway.NotHeld.selector,
                gateway.keyOf(other),
                IGuardedGateway.Status.None
            )
        );
    }
}
