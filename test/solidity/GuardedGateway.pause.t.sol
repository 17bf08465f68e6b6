// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {HeldTest} from "./GuardedGateway.release.t.sol";

abstract contract PauseTest is HeldTest {
    function _pause(IScopedPause.Scope scope, uint256 subject) internal {
        vm.prank(PAUSER);
        gateway.pause(scope, subject);
    }

    function _unpause(IScopedPause.Scope scope, uint256 subject) internal {
        vm.prank(UNPAUSER);
        gateway.unpause(scope, subject);
    }

    function _stopped(
        IScopedPause.Scope scope,
        uint256 subject
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IScopedPause.EnforcedPause.selector, scope, subject);
    }
}

contract GuardedPauseTest is PauseTest {
    function test_stops_everything_and_starts_it_again() external {
        guard.allow();
        vm.warp(FLOOR);
        vm.expectEmit(address(gateway));
        emit IScopedPause.Paused(IScopedPause.Scope.All, 0, PAUSER);
        _pause(IScopedPause.Scope.All, 0);
        bytes memory stopped = _stopped(IScopedPause.Scope.All, 0);
        _expectSubmitReverts(_withdrawal(usd, 1), stopped);
        _expectReleaseReverts(withdrawal, stopped);
        vm.expectRevert(stopped);
        gateway.deposit(usd, 1);
        vm.expectRevert(stopped);
        gateway.depositEther{value: 1}();
        vm.expectEmit(address(gateway));
        emit IScopedPause.Unpaused(IScopedPause.Scope.All, 0, UNPAUSER);
        _unpause(IScopedPause.Scope.All, 0);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_stops_one_token_and_no_other() external {
        guard.allow();
        vm.warp(FLOOR);
        _pause(IScopedPause.Scope.Token, uint160(usd));
        bytes memory stopped = _stopped(IScopedPause.Scope.Token, uint160(usd));
        _expectSubmitReverts(_withdrawal(usd, 1), stopped);
        _expectReleaseReverts(withdrawal, stopped);
        vm.expectRevert(stopped);
        gateway.deposit(usd, 1);
        _assertSame(_submit(_withdrawal(weth, 1)), IGuardedGateway.Status.Paid);
        _depositEther(1);
    }

    function test_stops_one_source_chain_and_no_other() external {
        guard.allow();
        vm.warp(FLOOR);
        _pause(IScopedPause.Scope.Source, SOURCE);
        bytes memory stopped = _stopped(IScopedPause.Scope.Source, SOURCE);
        _expectSubmitReverts(_withdrawal(weth, 1), stopped);
        _expectReleaseReverts(withdrawal, stopped);
        IWithdrawalGuard.Withdrawal memory other = _withdrawal(weth, 1);
        other.sourceChainId = 56;
        _assertSame(_submit(other), IGuardedGateway.Status.Paid);
        _depositUsd(1);
    }

    function test_stopping_twice_and_starting_twice_change_nothing() external {
        _pause(IScopedPause.Scope.All, 0);
        _pause(IScopedPause.Scope.All, 0);
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.All, 0), true);
        _unpause(IScopedPause.Scope.All, 0);
        _unpause(IScopedPause.Scope.All, 0);
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.All, 0), false);
    }

    // Reverts

    function test_reverts_when_the_subject_does_not_fit() external {
        vm.startPrank(PAUSER);
        vm.expectRevert(
            abi.encodeWithSelector(IScopedPause.SubjectUnknown.selector, IScopedPause.Scope.All, 1)
        );
        gateway.pause(IScopedPause.Scope.All, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IScopedPause.SubjectUnknown.selector,
                IScopedPause.Scope.Token,
                1 << 160
            )
        );
        gateway.pause(IScopedPause.Scope.Token, 1 << 160);
        vm.stopPrank();
    }

    function test_who_stops_cannot_start_and_the_other_way_round() external {
        _expectUnauthorized(PAUSER, "UNPAUSER");
        vm.prank(PAUSER);
        gateway.unpause(IScopedPause.Scope.All, 0);
        _expectUnauthorized(UNPAUSER, "PAUSER");
        vm.prank(UNPAUSER);
        gateway.pause(IScopedPause.Scope.All, 0);
        _expectUnauthorized(GOVERNOR, "PAUSER");
        vm.prank(GOVERNOR);
        gateway.pause(IScopedPause.Scope.All, 0);
        _expectUnauthorized(STRANGER, "UNPAUSER");
        vm.prank(STRANGER);
        gateway.unpause(IScopedPause.Scope.All, 0);
    }

    function _expectUnauthorized(address account, bytes memory role) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector,
                account,
                keccak256(role)
            )
        );
    }
}

contract GuardedPauseAttackTest is PauseTest {
    function test_a_pause_between_hold_and_release_stops_the_payment() external {
        guard.allow();
        vm.warp(FLOOR);
        _pause(IScopedPause.Scope.All, 0);
        _expectReleaseReverts(withdrawal, _stopped(IScopedPause.Scope.All, 0));
        vm.assertEq(usdCoin.balanceOf(BOB), 0);
    }

    function test_an_alarm_at_submission_persists_although_nothing_is_paid() external {
        _change(abi.encodeCall(gateway.setGuardPowers, (address(guard), true, false)));
        guard.holdAndTrip();
        IWithdrawalGuard.Withdrawal memory large = _withdrawal(usd, 100e6);
        bytes32 largeKey = gateway.keyOf(large);
        ISigners.Signature[] memory signatures = _signed(large, 5);
        IGuardStack.Proofs memory proofs = _proofs();
        vm.expectEmit(address(gateway));
        emit IGuardedGateway.Tripped(address(guard), largeKey, "alarm");
        gateway.submit(large, signatures, proofs);
        _assertStatus(largeKey, IGuardedGateway.Status.Held);
        guard.allow();
        bytes memory stopped = _stopped(IScopedPause.Scope.Token, uint160(usd));
        _expectSubmitReverts(_withdrawal(usd, 50e6), stopped);
        _assertSame(_submit(_withdrawal(weth, 1)), IGuardedGateway.Status.Paid);
    }

    function test_an_alarm_without_the_power_only_holds() external {
        guard.holdAndTrip();
        _held(_withdrawal(usd, 1));
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.Token, uint160(usd)), false);
    }

    function test_an_alarm_counts_whatever_other_guards_hold_or_allow() external {
        _addScripted();
        _change(abi.encodeCall(gateway.setGuardPowers, (address(guard), true, false)));
        guard.holdAndTrip();
        _addHolding();
        _held(_withdrawal(usd, 1));
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.Token, uint160(usd)), true);
    }

    function test_the_roles_that_stop_take_nothing_all_together() external {
        address[4] memory roles = [PAUSER, CANCELLER, RESPONDER, UNPAUSER];
        for (uint256 i = 0; i < roles.length; ++i) {
            vm.startPrank(roles[i]);
            _tryEverything();
            vm.stopPrank();
        }
        vm.assertEq(usdCoin.balanceOf(address(gateway)), 100e6);
        vm.assertEq(wrappedEther.balanceOf(address(gateway)), 100 ether);
        vm.assertEq(gateway.stack().length, 1);
        vm.assertEq(gateway.minimumWeight() >= 5, true);
        vm.assertEq(gateway.totalWeight(), 9);
    }

    /// Every function that somebody's key could open; what is refused is refused.
    function _tryEverything() private {
        address signer = vm.addr(keys[0]);
        _try(abi.encodeCall(gateway.setSigner, (STRANGER, 100, 0)));
        _try(abi.encodeCall(gateway.setSpare, (signer, STRANGER)));
        _try(abi.encodeCall(gateway.setQuorum, (1, 9)));
        _try(abi.encodeCall(gateway.raiseQuorum, (1, 9)));
        _try(abi.encodeCall(gateway.raiseQuorum, (6, 9)));
        _try(abi.encodeCall(gateway.replaceSigner, (signer)));
        _try(abi.encodeCall(gateway.setToken, (STRANGER, STRANGER, true)));
        _try(abi.encodeCall(gateway.removeGuard, (address(guard))));
        _try(abi.encodeCall(gateway.setGuardPowers, (address(guard), true, true)));
        _try(abi.encodeCall(gateway.addGuard, (address(gateway))));
        _try(abi.encodeCall(gateway.grantRole, (keccak256("GOVERNOR"), STRANGER)));
        _try(abi.encodeCall(gateway.revokeRole, (keccak256("CANCELLER"), CANCELLER)));
        _try(abi.encodeCall(gateway.scheduleChange, ("")));
        _try(abi.encodeCall(gateway.open, ()));
        _try(abi.encodeCall(gateway.cancel, (withdrawal)));
        _try(abi.encodeCall(gateway.cancelEpoch, (gateway.epoch())));
        _try(abi.encodeCall(gateway.pause, (IScopedPause.Scope.All, 0)));
        _try(abi.encodeCall(gateway.unpause, (IScopedPause.Scope.All, 0)));
    }

    function _try(bytes memory call) private returns (bool success) {
        (success, ) = address(gateway).call(call);
    }
}
