// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IDelayedChanges} from "../../contracts/interfaces/IDelayedChanges.sol";
import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// A guard that refuses everything, and the change that takes it away.
abstract contract ChangeTest is GuardedBridgeTest {
    uint64 internal constant LIFETIME = 14 days;
    uint256 internal constant DUE = START + LOOSENING_DELAY;

    /// OpenZeppelin's id of the role that grants roles; the gateway itself has it.
    bytes32 internal constant ADMIN = 0;

    ScriptedGuard internal guard;
    bytes internal removal;
    bytes32 internal id;

    function setUp() public override {
        super.setUp();
        guard = _addScripted();
        guard.refuse();
        removal = abi.encodeCall(gateway.removeGuard, (address(guard)));
        id = keccak256(removal);
    }

    function _schedule(bytes memory change) internal {
        vm.prank(GOVERNOR);
        gateway.scheduleChange(change);
    }

    function _apply(bytes memory change) internal {
        vm.prank(GOVERNOR);
        gateway.applyChange(change);
    }

    function _cancel(bytes memory change) internal {
        vm.prank(CANCELLER);
        gateway.cancelChange(change);
    }

    function _expectUnauthorized(address account, bytes32 role) internal {
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector,
                account,
                role
            )
        );
    }

    function _expectUnknown() internal {
        vm.expectRevert(abi.encodeWithSelector(IDelayedChanges.ChangeUnknown.selector, id));
    }
}

contract GuardedChangeTest is ChangeTest {
    function test_a_change_bites_after_the_delay() external {
        vm.expectEmit(address(gateway));
        emit IDelayedChanges.ChangeScheduled(id, removal, uint64(DUE));
        _schedule(removal);
        vm.assertEq(gateway.changeNotBefore(id), DUE);
        vm.warp(DUE);
        vm.expectEmit(address(gateway));
        emit IDelayedChanges.ChangeApplied(id);
        _apply(removal);
        vm.assertEq(gateway.stack().length, 0);
        vm.assertEq(gateway.changeNotBefore(id), 0);
    }

    function test_a_canceller_takes_a_change_off_the_list() external {
        _schedule(removal);
        vm.warp(DUE);
        vm.expectEmit(address(gateway));
        emit IDelayedChanges.ChangeCancelled(id, CANCELLER);
        _cancel(removal);
        _expectUnknown();
        _apply(removal);
    }

    function test_a_change_can_be_applied_until_its_lifetime_ends() external {
        _schedule(removal);
        vm.warp(DUE + LIFETIME);
        _apply(removal);
        vm.assertEq(gateway.stack().length, 0);
    }

    function test_a_change_that_was_too_late_can_be_announced_anew() external {
        _schedule(removal);
        vm.warp(DUE + LIFETIME + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDelayedChanges.ChangeTooLate.selector, id, DUE + LIFETIME)
        );
        _apply(removal);
        _schedule(removal);
        vm.assertEq(gateway.changeNotBefore(id), DUE + LIFETIME + 1 + LOOSENING_DELAY);
    }

    function test_the_deployer_sets_up_without_delay_until_the_gateway_is_open() external {
        gateway = _newGateway(keys, 5, 9);
        gateway.setToken(usd, address(0x2), false);
        gateway.addGuard(address(guard));
        gateway.setGuardPowers(address(guard), true, true);
        gateway.setQuorum(6, 9);
        gateway.open();
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        gateway.setQuorum(5, 9);
        vm.expectRevert(IGuardedGateway.OpenedOrNotDeployer.selector);
        gateway.open();
    }

    // Reverts

    function test_reverts_a_second_before_the_delay_has_passed() external {
        _schedule(removal);
        vm.warp(DUE - 1);
        vm.expectRevert(abi.encodeWithSelector(IDelayedChanges.ChangeTooEarly.selector, id, DUE));
        _apply(removal);
    }

    function test_reverts_when_it_was_not_announced_or_is_applied_twice() external {
        _expectUnknown();
        _apply(removal);
        _expectUnknown();
        _cancel(removal);
        _schedule(removal);
        vm.warp(DUE);
        _apply(removal);
        _expectUnknown();
        _apply(removal);
    }

    function test_reverts_when_it_is_announced_twice() external {
        _schedule(removal);
        vm.warp(DUE + LIFETIME);
        vm.expectRevert(
            abi.encodeWithSelector(IDelayedChanges.ChangeAlreadyScheduled.selector, id, DUE)
        );
        _schedule(removal);
    }

    function test_reverts_as_the_call_reverts() external {
        bytes memory wrong = abi.encodeCall(gateway.removeGuard, (STRANGER));
        _schedule(wrong);
        vm.warp(DUE);
        vm.expectRevert(abi.encodeWithSelector(IGuardStack.GuardUnknown.selector, STRANGER));
        _apply(wrong);
    }

    function test_reverts_when_another_role_asks() external {
        _schedule(removal);
        vm.warp(DUE);
        address[5] memory others = [STRANGER, PAUSER, CANCELLER, RESPONDER, vm.addr(keys[0])];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.startPrank(others[i]);
            _expectUnauthorized(others[i], keccak256("GOVERNOR"));
            gateway.scheduleChange("");
            _expectUnauthorized(others[i], keccak256("GOVERNOR"));
            gateway.applyChange(removal);
            vm.stopPrank();
        }
        _expectUnauthorized(GOVERNOR, keccak256("CANCELLER"));
        vm.prank(GOVERNOR);
        gateway.cancelChange(removal);
    }

    function test_a_stranger_does_not_set_up_or_open() external {
        gateway = _newGateway(keys, 5, 9);
        vm.startPrank(STRANGER);
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        gateway.setToken(usd, address(0x2), false);
        vm.expectRevert(IGuardedGateway.OpenedOrNotDeployer.selector);
        gateway.open();
        vm.stopPrank();
    }
}

contract GuardedChangeAttackTest is ChangeTest {
    function test_nobody_loosens_directly() external {
        address[3] memory others = [GOVERNOR, address(this), address(guard)];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.startPrank(others[i]);
            vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
            gateway.removeGuard(address(guard));
            vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
            gateway.setGuardPowers(address(guard), false, false);
            vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
            gateway.setToken(STRANGER, STRANGER, true);
            _expectUnauthorized(others[i], ADMIN);
            gateway.grantRole(keccak256("CANCELLER"), others[i]);
            _expectUnauthorized(others[i], ADMIN);
            gateway.revokeRole(keccak256("CANCELLER"), CANCELLER);
            vm.stopPrank();
        }
    }

    function test_the_governors_keys_pay_nothing_however_long_they_wait() external {
        _schedule(abi.encodeCall(gateway.pause, (IScopedPause.Scope.All, 0)));
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        bytes memory payment = abi.encodeCall(
            gateway.submit,
            (withdrawal, _signed(withdrawal, 5), _proofs())
        );
        _schedule(payment);
        _schedule(abi.encodeWithSignature("transfer(address,uint256)", GOVERNOR, 1));
        vm.warp(DUE);
        _expectUnauthorized(address(gateway), keccak256("PAUSER"));
        _apply(abi.encodeCall(gateway.pause, (IScopedPause.Scope.All, 0)));
        vm.expectRevert(ReentrancyGuard.ReentrancyGuardReentrantCall.selector);
        _apply(payment);
        vm.expectRevert();
        _apply(abi.encodeWithSignature("transfer(address,uint256)", GOVERNOR, 1));
    }

    function test_two_loosenings_in_one_block_have_both_waited() external {
        bytes memory quorum = abi.encodeCall(gateway.setQuorum, (1, 9));
        _schedule(removal);
        vm.warp(START + 1);
        _schedule(quorum);
        vm.warp(DUE);
        _apply(removal);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDelayedChanges.ChangeTooEarly.selector,
                keccak256(quorum),
                DUE + 1
            )
        );
        _apply(quorum);
    }

    function test_a_canceller_does_not_veto_its_own_removal_but_every_other() external {
        bytes memory own = abi.encodeCall(gateway.revokeRole, (keccak256("CANCELLER"), CANCELLER));
        bytes memory other = abi.encodeCall(gateway.revokeRole, (keccak256("CANCELLER"), STRANGER));
        _schedule(own);
        _schedule(other);
        _cancel(other);
        vm.expectRevert(abi.encodeWithSelector(IDelayedChanges.OwnRemoval.selector, CANCELLER));
        _cancel(own);
        vm.warp(DUE);
        _apply(own);
        vm.assertEq(gateway.hasRole(keccak256("CANCELLER"), CANCELLER), false);
    }

    function test_a_stolen_governor_key_cannot_veto_its_own_replacement() external {
        bytes memory replacement = abi.encodeCall(
            gateway.grantRole,
            (keccak256("GOVERNOR"), ALICE)
        );
        bytes memory removalOfStolen = abi.encodeCall(
            gateway.revokeRole,
            (keccak256("GOVERNOR"), GOVERNOR)
        );
        _schedule(removal);
        _schedule(replacement);
        _schedule(removalOfStolen);
        _expectUnauthorized(GOVERNOR, keccak256("CANCELLER"));
        vm.prank(GOVERNOR);
        gateway.cancelChange(replacement);
        _cancel(removal);
        vm.warp(DUE);
        _apply(replacement);
        vm.prank(ALICE);
        gateway.applyChange(removalOfStolen);
        vm.assertEq(gateway.hasRole(keccak256("GOVERNOR"), GOVERNOR), false);
        vm.assertEq(gateway.stack().length, 1);
    }
}

contract GuardedStackTest is ChangeTest {
    function test_a_governor_adds_a_guard_without_powers_at_once() external {
        ScriptedGuard second = new ScriptedGuard();
        vm.expectEmit(address(gateway));
        emit IGuardStack.GuardAdded(address(second), 2);
        _addGuard(address(second));
        IGuardStack.StackEntry[] memory stack = gateway.stack();
        vm.assertEq(stack[1].guard, address(second));
        vm.assertEq(stack[1].mayTrip || stack[1].mayCancel, false);
        vm.assertEq(gateway.stackVersion(), 2);
    }

    function test_the_last_guard_takes_the_place_of_one_that_leaves() external {
        ScriptedGuard second = _addScripted();
        ScriptedGuard third = _addScripted();
        _change(abi.encodeCall(gateway.setGuardPowers, (address(third), true, true)));
        _change(removal);
        IGuardStack.StackEntry[] memory stack = gateway.stack();
        vm.assertEq(stack.length, 2);
        vm.assertEq(stack[0].guard, address(third));
        vm.assertEq(stack[0].mayTrip && stack[0].mayCancel, true);
        vm.assertEq(stack[1].guard, address(second));
        vm.assertEq(gateway.stackVersion(), 4);
    }

    function test_the_order_of_the_stack_changes_no_outcome() external {
        ScriptedGuard holding = _addHolding();
        ScriptedGuard allowing = _addScripted();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        bytes memory refused = abi.encodeWithSelector(
            IGuardedGateway.Refused.selector,
            address(guard),
            bytes32("refused"),
            77
        );
        _expectSubmitReverts(withdrawal, refused);
        _change(abi.encodeCall(gateway.removeGuard, (address(holding))));
        _addGuard(address(holding));
        _expectSubmitReverts(withdrawal, refused);
        _change(removal);
        _addGuard(address(guard));
        _expectSubmitReverts(withdrawal, refused);
        _change(removal);
        bytes32 key = _held(withdrawal);
        vm.assertEq(gateway.entryOf(key).notBefore, START + 1 days);
        vm.assertEq(allowing.heldCount(), 1);
    }

    // Reverts

    function test_reverts_when_the_guard_has_no_code_or_is_there_already() external {
        vm.startPrank(GOVERNOR);
        vm.expectRevert(abi.encodeWithSelector(IGuardStack.GuardWithoutCode.selector, STRANGER));
        gateway.addGuard(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IGuardStack.GuardAlreadyAdded.selector, address(guard))
        );
        gateway.addGuard(address(guard));
        vm.stopPrank();
    }

    function test_reverts_when_a_stranger_adds_a_guard() external {
        _expectUnauthorized(STRANGER, keccak256("GOVERNOR"));
        vm.prank(STRANGER);
        gateway.addGuard(address(guard));
    }

    function test_reverts_when_the_stack_is_full() external {
        for (uint256 i = 0; i < 15; ++i) _addScripted();
        ScriptedGuard more = new ScriptedGuard();
        vm.expectRevert(abi.encodeWithSelector(IGuardStack.StackFull.selector, 16));
        vm.prank(GOVERNOR);
        gateway.addGuard(address(more));
    }
}
