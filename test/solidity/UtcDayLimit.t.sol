// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDelayedChanges} from "../../contracts/interfaces/IDelayedChanges.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {UtcDayLimit} from "../../contracts/guards/UtcDayLimit.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// Ten dollars and ten ether a day; potions are not listed.
contract UtcDayLimitTest is GuardedBridgeTest {
    uint128 private constant USD_LIMIT = 10e6;
    uint128 private constant ETH_LIMIT = 10 ether;
    uint64 private constant MIDNIGHT = uint64(START + 1 days);

    UtcDayLimit private _limit;

    function setUp() public override {
        super.setUp();
        UtcDayLimit.Limit[] memory limits = new UtcDayLimit.Limit[](2);
        limits[0] = UtcDayLimit.Limit(usd, USD_LIMIT);
        limits[1] = UtcDayLimit.Limit(weth, ETH_LIMIT);
        _limit = UtcDayLimit(_deploy("UtcDayLimit.sol:UtcDayLimit", abi.encode(gateway, limits)));
        _addGuard(address(_limit));
    }

    function test_pays_up_to_one_unit_below_the_limit() external {
        _submit(_withdrawal(usd, 4e6));
        _expectFull(usd, USD_LIMIT - 4e6 + 1);
        _expectFull(usd, USD_LIMIT - 4e6);
        _submit(_withdrawal(usd, USD_LIMIT - 4e6 - 1));
        vm.assertEq(_limit.paidToday(usd), USD_LIMIT - 1);
        _expectFull(usd, 1);
    }

    function test_an_empty_day_pays_one_unit_below_the_limit_at_once() external {
        _expectNever(usd, USD_LIMIT + 1);
        _expectNever(usd, USD_LIMIT);
        _submit(_withdrawal(usd, USD_LIMIT - 1));
    }

    function test_each_token_counts_in_its_own_units() external {
        _submit(_withdrawal(weth, ETH_LIMIT - 1));
        _submit(_withdrawal(usd, USD_LIMIT - 1));
        _expectFull(weth, 1);
        vm.assertEq(_limit.paidToday(weth), ETH_LIMIT - 1);
    }

    function test_a_day_begins_at_midnight_and_not_before() external {
        vm.warp(MIDNIGHT - 1);
        _submit(_withdrawal(usd, USD_LIMIT - 1));
        _expectFull(usd, 1);
        vm.warp(MIDNIGHT);
        vm.assertEq(_limit.paidToday(usd), 0);
        _submit(_withdrawal(usd, USD_LIMIT - 1));
        vm.warp(MIDNIGHT + 1);
        _expectRefusedUntil(usd, 1, MIDNIGHT + 1 days);
        vm.assertEq(usdCoin.balanceOf(BOB), 2 * USD_LIMIT - 2);
    }

    function test_a_held_payment_counts_when_it_leaves() external {
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, USD_LIMIT - 1);
        _held(withdrawal);
        vm.assertEq(_limit.paidToday(usd), 0);
        holding.allow();
        _submit(_withdrawal(usd, 1));
        vm.warp(MIDNIGHT);
        _release(withdrawal);
        vm.assertEq(_limit.paidToday(usd), USD_LIMIT - 1);
    }

    function test_a_lower_limit_counts_at_once_and_a_higher_one_waits() external {
        vm.startPrank(GOVERNOR);
        _limit.setLimit(usd, 5e6);
        vm.assertEq(_limit.limitOf(usd), 5e6);
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        _limit.setLimit(usd, 5e6 + 1);
        vm.stopPrank();
        _changeOf(_limit, abi.encodeCall(_limit.setLimit, (usd, 20e6)));
        vm.assertEq(_limit.limitOf(usd), 20e6);
    }

    // Reverts

    function test_reverts_when_a_stranger_commits() external {
        _assertGatewayOnly(_limit);
    }

    // Attacks

    function test_a_token_without_a_limit_pays_nothing() external {
        _expectRefused(address(potion), 1, "token not listed", 0);
        vm.prank(GOVERNOR);
        _limit.setLimit(usd, 0);
        _expectRefused(usd, 1, "token not listed", 0);
    }

    function test_no_setting_gives_back_what_was_paid_today() external {
        bytes memory raise = abi.encodeCall(_limit.setLimit, (usd, 2 * USD_LIMIT));
        vm.prank(GOVERNOR);
        _limit.scheduleChange(raise);
        vm.warp(START + LOOSENING_DELAY);
        _submit(_withdrawal(usd, USD_LIMIT - 1));
        vm.startPrank(GOVERNOR);
        _limit.setLimit(usd, USD_LIMIT);
        vm.assertEq(_isAllowed(_limit, usd, 1), false);
        _limit.setLimit(usd, 0);
        _limit.applyChange(raise);
        vm.stopPrank();
        vm.assertEq(_limit.paidToday(usd), USD_LIMIT - 1);
        vm.assertEq(_isAllowed(_limit, usd, USD_LIMIT + 1), false);
        vm.assertEq(_isAllowed(_limit, usd, USD_LIMIT), true);
    }

    function test_what_is_refused_or_cancelled_uses_up_nothing() external {
        ScriptedGuard other = _addScripted();
        other.refuse();
        _submitFails(_withdrawal(usd, USD_LIMIT - 1));
        other.hold(0);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, USD_LIMIT - 1);
        _held(withdrawal);
        vm.prank(CANCELLER);
        gateway.cancel(withdrawal);
        vm.assertEq(_limit.paidToday(usd), 0);
        other.allow();
        _submit(_withdrawal(usd, USD_LIMIT - 1));
    }

    function test_no_amount_wraps() external {
        UtcDayLimit.Limit[] memory limits = new UtcDayLimit.Limit[](1);
        limits[0] = UtcDayLimit.Limit(usd, type(uint128).max);
        UtcDayLimit limit = UtcDayLimit(
            _deploy("UtcDayLimit.sol:UtcDayLimit", abi.encode(address(this), limits))
        );
        vm.assertEq(_isAllowed(limit, usd, type(uint128).max - 1), true);
        IWithdrawalGuard.Request memory request;
        request.withdrawal.token = usd;
        request.withdrawal.amount = type(uint128).max - 1;
        limit.onPaid(request, "");
        uint256[7] memory amounts = [
            uint256(1),
            2,
            1 << 64,
            type(uint128).max,
            1 << 128,
            (1 << 128) + 1,
            type(uint256).max
        ];
        for (uint256 i = 0; i < amounts.length; ++i) {
            vm.assertEq(_isAllowed(limit, usd, amounts[i]), false);
        }
        vm.assertEq(limit.paidToday(usd), type(uint128).max - 1);
    }

    function _expectFull(address token, uint256 amount) private {
        _expectRefusedUntil(token, amount, MIDNIGHT);
    }

    function _expectRefusedUntil(address token, uint256 amount, uint64 retryAt) private {
        _expectRefused(token, amount, "limit of this day", retryAt);
    }

    function _expectNever(address token, uint256 amount) private {
        _expectRefused(token, amount, "limit of a day", 0);
    }

    function _expectRefused(address token, uint256 amount, bytes32 reason, uint64 retryAt) private {
        _expectRefusal(address(_limit), token, amount, reason, retryAt);
    }
}
