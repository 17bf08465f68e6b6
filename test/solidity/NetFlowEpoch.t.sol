// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDelayedChanges} from "../../contracts/interfaces/IDelayedChanges.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {NetFlowEpoch} from "../../contracts/guards/NetFlowEpoch.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// Ten dollars and ten ether in six hours; potions are not listed.
contract NetFlowEpochTest is GuardedBridgeTest {
    uint128 private constant LIMIT = 10e6;
    uint64 private constant EDGE = uint64(START + 6 hours);

    NetFlowEpoch private _flow;

    function setUp() public override {
        super.setUp();
        _flow = _newFlow(address(gateway), LIMIT, 10 ether);
        _addGuard(address(_flow));
    }

    function test_pays_up_to_the_limit_to_the_last_unit() external {
        _submit(_withdrawal(usd, 4e6));
        _expectFull(6e6 + 1);
        _submit(_withdrawal(usd, 6e6 - 1));
        _expectFull(2);
        _submit(_withdrawal(usd, 1));
        _expectFull(1);
    }

    function test_no_single_payment_exceeds_the_limit_whatever_came_in() external {
        _depositUsd(50e6);
        _expectRefused(LIMIT + 1, "limit of an epoch", 0);
        for (uint256 i = 0; i < 6; ++i) _submit(_withdrawal(usd, LIMIT));
        _expectFull(1);
    }

    function test_what_comes_in_makes_room_and_no_more() external {
        _submit(_withdrawal(usd, LIMIT));
        _depositUsd(3);
        _expectFull(4);
        _submit(_withdrawal(usd, 3));
        (uint256 inflow, uint256 outflow) = _flow.flows(usd, _flow.currentEpoch());
        vm.assertEq(inflow, 3);
        vm.assertEq(outflow, LIMIT + 3);
    }

    function test_an_epoch_begins_at_its_edge_and_not_before() external {
        vm.warp(EDGE - 1);
        _submit(_withdrawal(usd, LIMIT));
        _expectFull(1);
        vm.warp(EDGE);
        _submit(_withdrawal(usd, LIMIT));
        vm.warp(EDGE + 1);
        _expectRefused(1, "limit of this epoch", EDGE + 6 hours);
    }

    function test_what_came_in_before_the_edge_makes_no_room_after_it() external {
        _depositUsd(5e6);
        vm.warp(EDGE);
        _submit(_withdrawal(usd, LIMIT));
        _expectRefused(1, "limit of this epoch", EDGE + 6 hours);
    }

    function test_each_token_counts_in_its_own_units() external {
        _submit(_withdrawal(weth, 10 ether));
        _submit(_withdrawal(usd, LIMIT));
        _depositEther(1);
        _expectFull(1);
        _submit(_withdrawal(weth, 1));
    }

    function test_a_held_payment_counts_when_it_leaves() external {
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, LIMIT);
        _held(withdrawal);
        holding.allow();
        _submit(_withdrawal(usd, LIMIT));
        vm.warp(START + 1 days);
        _release(withdrawal);
        (, uint256 outflow) = _flow.flows(usd, _flow.currentEpoch());
        vm.assertEq(outflow, LIMIT);
    }

    function test_a_lower_limit_counts_at_once_and_a_higher_one_waits() external {
        vm.startPrank(GOVERNOR);
        _flow.setLimit(usd, LIMIT - 1);
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        _flow.setLimit(usd, LIMIT);
        vm.stopPrank();
        _changeOf(_flow, abi.encodeCall(_flow.setLimit, (usd, LIMIT)));
        vm.assertEq(_flow.limitOf(usd), LIMIT);
    }

    // Reverts

    function test_reverts_when_a_stranger_commits() external {
        _assertGatewayOnly(_flow);
    }

    // Attacks

    function test_a_token_without_a_limit_pays_nothing() external {
        _expectRefusal(address(_flow), address(potion), 1, "token not listed", 0);
        vm.prank(GOVERNOR);
        _flow.setLimit(usd, 0);
        _expectRefused(1, "token not listed", 0);
    }

    function test_a_large_deposit_locks_nobody_in() external {
        _depositUsd(500e6);
        _submit(_withdrawal(usd, LIMIT));
        vm.assertEq(usdCoin.balanceOf(BOB), LIMIT);
    }

    function test_ones_own_round_trip_nets_nothing() external {
        _submit(_withdrawal(usd, LIMIT));
        uint256 vault = usdCoin.balanceOf(address(gateway));
        _depositUsd(LIMIT);
        _submit(_withdrawal(usd, LIMIT));
        _expectFull(1);
        vm.assertEq(usdCoin.balanceOf(address(gateway)), vault);
    }

    function test_no_setting_gives_back_what_left_in_this_epoch() external {
        bytes memory same = abi.encodeCall(_flow.setLimit, (usd, LIMIT));
        vm.prank(GOVERNOR);
        _flow.scheduleChange(same);
        vm.warp(START + LOOSENING_DELAY);
        _submit(_withdrawal(usd, LIMIT));
        vm.startPrank(GOVERNOR);
        _flow.setLimit(usd, LIMIT);
        _flow.setLimit(usd, 0);
        _flow.applyChange(same);
        vm.stopPrank();
        vm.assertEq(_isAllowed(_flow, usd, 1), false);
    }

    function test_what_is_refused_or_cancelled_uses_up_nothing() external {
        ScriptedGuard other = _addScripted();
        other.refuse();
        _submitFails(_withdrawal(usd, LIMIT));
        other.hold(0);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, LIMIT);
        _held(withdrawal);
        vm.prank(CANCELLER);
        gateway.cancel(withdrawal);
        other.allow();
        _submit(_withdrawal(usd, LIMIT));
    }

    function test_no_amount_wraps() external {
        NetFlowEpoch flow = _newFlow(address(this), type(uint128).max, 1);
        vm.assertEq(_isAllowed(flow, usd, type(uint128).max), true);
        vm.assertEq(_isAllowed(flow, usd, 1 << 128), false);
        vm.assertEq(_isAllowed(flow, usd, type(uint256).max), false);
        IWithdrawalGuard.Request memory request;
        (request.withdrawal.token, request.withdrawal.amount) = (usd, type(uint128).max);
        flow.onPaid(request, "");
        vm.assertEq(_isAllowed(flow, usd, 1), false);
        flow.onDeposited(usd, ALICE, type(uint256).max);
        flow.onDeposited(usd, ALICE, type(uint256).max);
        vm.assertEq(_isAllowed(flow, usd, type(uint128).max), true);
    }

    function _newFlow(
        address gateway_,
        uint128 usdLimit,
        uint128 etherLimit
    ) private returns (NetFlowEpoch) {
        NetFlowEpoch.Limit[] memory limits = new NetFlowEpoch.Limit[](2);
        limits[0] = NetFlowEpoch.Limit(usd, usdLimit);
        limits[1] = NetFlowEpoch.Limit(weth, etherLimit);
        bytes memory arguments = abi.encode(gateway_, limits);
        return NetFlowEpoch(_deploy("NetFlowEpoch.sol:NetFlowEpoch", arguments));
    }

    function _expectFull(uint256 amount) private {
        _expectRefused(amount, "limit of this epoch", EDGE);
    }

    function _expectRefused(uint256 amount, bytes32 reason, uint64 retryAt) private {
        _expectRefusal(address(_flow), usd, amount, reason, retryAt);
    }
}
