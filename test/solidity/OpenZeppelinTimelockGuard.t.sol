// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {DelayWithVeto} from "../../contracts/guards/DelayWithVeto.sol";
import {OpenZeppelinTimelockGuard} from "../../contracts/guards/real/OpenZeppelinTimelockGuard.sol";
import {GuardCase} from "./GuardCase.sol";

/// OpenZeppelin's timelock of a day, and our delay of a day beside it.
contract OpenZeppelinTimelockGuardTest is GuardCase {
    uint32 private constant DELAY = 1 days;
    uint64 private constant FLOOR = uint64(START + DELAY);
    address private constant VETO = address(0x7e70);

    OpenZeppelinTimelockGuard private _theirs;
    DelayWithVeto private _ours;

    function _newGuard() internal override returns (address) {
        address[] memory cancellers = new address[](1);
        cancellers[0] = VETO;
        _theirs = OpenZeppelinTimelockGuard(
            _deploy(
                "OpenZeppelinTimelockGuard.sol:OpenZeppelinTimelockGuard",
                abi.encode(gateway, DELAY, cancellers)
            )
        );
        DelayWithVeto.Delay[] memory delays = new DelayWithVeto.Delay[](1);
        delays[0] = DelayWithVeto.Delay(usd, DELAY);
        _ours = DelayWithVeto(
            _deploy("DelayWithVeto.sol:DelayWithVeto", abi.encode(gateway, delays))
        );
        return address(_theirs);
    }

    // Successes

    function test_pays_at_the_floor_and_not_a_second_before() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 10e6);
        vm.assertEq(gateway.entryOf(gateway.keyOf(withdrawal)).notBefore, FLOOR);
        vm.warp(FLOOR - 1);
        _expectTooEarly(withdrawal, FLOOR);
        vm.warp(FLOOR);
        _releases(withdrawal);
    }

    function test_the_timelock_itself_knows_the_withdrawal_and_when_it_is_ready() external {
        bytes32 operation = _theirs.operationOf(gateway.keyOf(_holds(usd, 1)));
        TimelockController timelock = _theirs.timelock();
        vm.assertEq(timelock.getTimestamp(operation), FLOOR);
        vm.assertEq(timelock.isOperationPending(operation), true);
        vm.assertEq(timelock.isOperationReady(operation), false);
        vm.warp(FLOOR);
        vm.assertEq(timelock.isOperationReady(operation), true);
    }

    function test_whoever_may_cancel_in_the_timelock_vetoes() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 10e6);
        IWithdrawalGuard.Withdrawal memory other = _holds(usd, 5e6);
        bytes32 operation = _theirs.operationOf(gateway.keyOf(withdrawal));
        TimelockController timelock = _theirs.timelock();
        vm.warp(FLOOR - 1);
        vm.prank(VETO);
        timelock.cancel(operation);
        vm.warp(FLOOR);
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.Refused.selector,
                address(guard),
                bytes32("vetoed"),
                uint64(0)
            )
        );
        _releases(other);
    }

    // Reverts

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Attacks

    function test_nobody_else_cancels_schedules_executes_or_administers() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 10e6);
        bytes32 key = gateway.keyOf(withdrawal);
        bytes32 operation = _theirs.operationOf(key);
        TimelockController timelock = _theirs.timelock();
        bytes32 administrator = timelock.DEFAULT_ADMIN_ROLE();
        vm.assertEq(timelock.hasRole(administrator, address(_theirs)), false);
        vm.warp(FLOOR);
        vm.startPrank(STRANGER);
        vm.expectRevert(_stranger(timelock.CANCELLER_ROLE()));
        timelock.cancel(operation);
        vm.expectRevert(_stranger(timelock.EXECUTOR_ROLE()));
        timelock.execute(address(_theirs), 0, "", bytes32(0), key);
        vm.expectRevert(_stranger(timelock.PROPOSER_ROLE()));
        timelock.schedule(address(_theirs), 0, "", bytes32(0), bytes32(uint256(1)), DELAY);
        vm.stopPrank();
        _releases(withdrawal);
    }

    function _stranger(bytes32 role) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector,
                STRANGER,
                role
            );
    }

    // Where both are the same

    /// forge-config: default.fuzz.runs = 200
    function test_both_hold_and_let_go_in_the_same_second(
        uint64 amount,
        uint32 submitted,
        uint32 waited
    ) external {
        vm.warp(START + submitted);
        IWithdrawalGuard.Request memory request = _request(usd, 1 + uint256(amount));
        _assertSameAnswer(request);
        _commitHeld(request);
        request.phase = IWithdrawalGuard.Phase.Release;
        request.heldSince = uint64(block.timestamp);
        vm.warp(block.timestamp + (waited % (2 * DELAY)));
        _assertSameAnswer(request);
    }

    function _assertSameAnswer(IWithdrawalGuard.Request memory request) private view {
        IWithdrawalGuard.Decision memory theirs = _theirs.assess(request, "");
        IWithdrawalGuard.Decision memory ours = _ours.assess(request, "");
        vm.assertEq(abi.encode(theirs), abi.encode(ours));
    }

    function test_the_edges_of_the_delay_are_the_same() external {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        _commitHeld(request);
        request.phase = IWithdrawalGuard.Phase.Release;
        request.heldSince = uint64(START);
        for (uint256 at = FLOOR - 2; at <= FLOOR + 2; ++at) {
            vm.warp(at);
            _assertSameAnswer(request);
        }
    }

    // Where they differ

    function test_a_veto_in_the_timelock_frees_nothing_at_the_gateway() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 10e6);
        bytes32 key = gateway.keyOf(withdrawal);
        bytes32 operation = _theirs.operationOf(key);
        TimelockController timelock = _theirs.timelock();
        vm.prank(VETO);
        timelock.cancel(operation);
        _assertStatus(key, IGuardedGateway.Status.Held);
        _cancel(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
    }
}
