// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {SlidingWindow} from "../../contracts/guards/SlidingWindow.sol";
import {GuardCase} from "./GuardCase.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// A day's window, and a delay of two: 20 ether, of which a single one stays below 15; 50 dollars,
/// of which a single one stays below 40.
abstract contract SlidingWindowCase is GuardCase {
    string internal constant ARTIFACT = "SlidingWindow.sol:SlidingWindow";
    uint64 internal constant WINDOW = 1 days;
    uint64 internal constant DELAY = 2 days;

    SlidingWindow internal _window;

    function _newGuard() internal override returns (address) {
        SlidingWindow.TokenLimit[] memory limits = new SlidingWindow.TokenLimit[](2);
        limits[0] = SlidingWindow.TokenLimit(weth, 20 ether, 15 ether);
        limits[1] = SlidingWindow.TokenLimit(usd, 50e6, 40e6);
        _window = _newWindow(limits);
        return address(_window);
    }

    function _newWindow(SlidingWindow.TokenLimit[] memory limits) internal returns (SlidingWindow) {
        bytes memory arguments = abi.encode(gateway, WINDOW, DELAY, limits);
        return SlidingWindow(_deploy(ARTIFACT, arguments));
    }
}

contract SlidingWindowTest is SlidingWindowCase {
    // Successes

    function test_pays_and_counts_what_fits() external {
        _pays(usd, 30e6);
        _pays(usd, 15e6);
        vm.assertEq(_window.paidInWindow(usd), 45e6);
        vm.assertEq(usdCoin.balanceOf(BOB), 45e6);
    }

    function test_pays_what_is_left_to_the_unit() external {
        _pays(usd, 30e6);
        _assertAllows(_request(usd, 20e6 - 1));
        _assertAllows(_request(usd, 20e6));
        _assertHolds(_request(usd, 20e6 + 1), "window full", 0);
        _pays(usd, 20e6);
        _assertHolds(_request(usd, 1), "window full", 0);
    }

    function test_a_payment_counts_for_the_window_and_no_second_longer() external {
        _pays(usd, 30e6);
        vm.warp(START + WINDOW - 1);
        _assertHolds(_request(usd, 20e6 + 1), "window full", 0);
        vm.warp(START + WINDOW);
        _assertAllows(_request(usd, 20e6 + 1));
        _pays(usd, 30e6);
    }

    function test_holds_the_big_ones_though_they_fit() external {
        _assertAllows(_request(usd, 40e6 - 1));
        _assertHolds(_request(usd, 40e6), "big", START + DELAY);
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 40e6);
        vm.warp(START + DELAY - 1);
        _expectTooEarly(withdrawal, START + DELAY);
        vm.warp(START + DELAY);
        _releases(withdrawal);
        vm.assertEq(_window.paidInWindow(usd), 0);
    }

    function test_releases_what_is_held_as_soon_as_it_fits_and_counts_it() external {
        _pays(usd, 30e6);
        vm.warp(START + 1 hours);
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 30e6);
        vm.warp(START + WINDOW - 1);
        _expectWithheld(withdrawal, "window full", uint64(START + 1 hours + DELAY));
        vm.warp(START + WINDOW);
        _releases(withdrawal);
        vm.assertEq(_window.paidInWindow(usd), 30e6);
    }

    function test_a_small_one_overtakes_a_large_one() external {
        _pays(usd, 30e6);
        _holds(usd, 30e6);
        _pays(usd, 20e6);
    }

    function test_releases_what_never_fits_after_the_delay_and_does_not_count_it() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _heldAtFullWindow();
        vm.warp(START + DELAY - 1);
        _expectWithheld(withdrawal, "window full", uint64(START + DELAY));
        vm.warp(START + DELAY);
        _releases(withdrawal);
        vm.assertEq(_window.paidInWindow(usd), 25e6);
    }

    function test_counts_a_late_release_up_to_the_last_second_before_the_delay() external {
        _pays(usd, 30e6);
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 30e6);
        vm.warp(START + DELAY - 1);
        _releases(withdrawal);
        vm.assertEq(_window.paidInWindow(usd), 30e6);
    }

    function test_judges_each_token_by_itself_and_in_its_own_unit() external {
        _pays(usd, 39e6);
        _pays(weth, 14 ether);
        _assertHolds(_request(usd, 12e6), "window full", 0);
        _assertHolds(_request(weth, 12 ether), "window full", 0);
        _assertAllows(_request(usd, 11e6));
        _assertAllows(_request(weth, 6 ether));
        vm.assertEq(_window.paidInWindow(usd), 39e6);
        vm.assertEq(_window.paidInWindow(weth), 14 ether);
    }

    function test_refuses_a_token_without_limit() external {
        _expectRefusal(_withdrawal(address(potion), 1), "token not listed", 0);
        _assertRefuses(_oldRequest(address(potion), 1, START - DELAY), "token not listed");
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Settings

    function test_a_lower_limit_bites_at_once_and_forgets_nothing() external {
        _pays(usd, 30e6);
        _tighten(abi.encodeCall(SlidingWindow.setLimit, (usd, 30e6, 40e6)));
        _assertHolds(_request(usd, 1), "window full", 0);
        _tighten(abi.encodeCall(SlidingWindow.setLimit, (usd, 10e6, 40e6)));
        _assertHolds(_request(usd, 1), "window full", 0);
        _tighten(abi.encodeCall(SlidingWindow.setLimit, (usd, 10e6, 1)));
        _assertHolds(_request(usd, 1), "big", START + DELAY);
    }

    function test_a_higher_limit_waits() external {
        _loosen(abi.encodeCall(SlidingWindow.setLimit, (usd, 60e6, 40e6)));
        _loosen(abi.encodeCall(SlidingWindow.setLimit, (usd, 60e6, 41e6)));
        _pays(usd, 41e6 - 1);
        _pays(usd, 19e6 + 1);
        _assertHolds(_request(usd, 1), "window full", 0);
    }

    function test_a_change_up_and_down_waits_as_well() external {
        _assertWaits(abi.encodeCall(SlidingWindow.setLimit, (usd, 50e6 + 1, 1)));
        _assertWaits(abi.encodeCall(SlidingWindow.setLimit, (usd, 1, 40e6 + 1)));
        _assertWaits(abi.encodeCall(SlidingWindow.setLimit, (address(potion), 1, 0)));
    }

    function test_setting_the_same_again_makes_no_room() external {
        _pays(usd, 30e6);
        _tighten(abi.encodeCall(SlidingWindow.setLimit, (usd, 50e6, 40e6)));
        vm.assertEq(_window.paidInWindow(usd), 30e6);
        _assertHolds(_request(usd, 20e6 + 1), "window full", 0);
    }

    function test_reverts_when_a_duration_is_zero() external {
        SlidingWindow.TokenLimit[] memory none;
        bytes memory reason = abi.encodePacked(SlidingWindow.DurationIsZero.selector);
        _expectNotDeployed(ARTIFACT, abi.encode(gateway, 0, 1, none), reason);
        _expectNotDeployed(ARTIFACT, abi.encode(gateway, 1, 0, none), reason);
    }

    /// One that is held, and for which there is room in no second of its delay.
    function _heldAtFullWindow() private returns (IWithdrawalGuard.Withdrawal memory withdrawal) {
        _pays(usd, 39e6);
        withdrawal = _holds(usd, 30e6);
        vm.warp(START + WINDOW);
        _depositUsd(100e6);
        _pays(usd, 25e6);
        vm.warp(START + WINDOW + 1);
        _pays(usd, 25e6);
    }
}

contract SlidingWindowAttackTest is SlidingWindowCase {
    // Attacks

    function test_what_another_guard_refuses_uses_nothing() external {
        ScriptedGuard refusing = _addRefusing();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 30e6);
        _submitFails(withdrawal);
        vm.assertEq(_window.paidInWindow(usd), 0);
        refusing.allow();
        _submit(withdrawal);
        vm.assertEq(_window.paidInWindow(usd), 30e6);
    }

    function test_what_is_held_and_cancelled_uses_nothing() external {
        _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 30e6);
        vm.assertEq(_window.paidInWindow(usd), 0);
        _cancel(withdrawal);
        vm.assertEq(_window.paidInWindow(usd), 0);
    }

    function test_what_another_guard_held_is_counted_once_at_release() external {
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 30e6);
        vm.warp(START + 1 days);
        holding.allow();
        vm.assertEq(_window.paidInWindow(usd), 0);
        _releases(withdrawal);
        vm.assertEq(_window.paidInWindow(usd), 30e6);
    }

    function test_a_flood_of_the_queue_does_not_come_out_at_once() external {
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal[] memory flood = new IWithdrawalGuard.Withdrawal[](4);
        for (uint256 i = 0; i < 4; ++i) flood[i] = _holds(usd, 25e6);
        vm.warp(START + 1 days);
        holding.allow();
        _releases(flood[0]);
        _releases(flood[1]);
        _expectWithheld(flood[2], "window full", uint64(START + DELAY));
        _expectWithheld(flood[3], "window full", uint64(START + DELAY));
    }

    function test_dust_in_every_second_hinders_nobody() external {
        for (uint256 i = 0; i < 300; ++i) {
            vm.warp(START + i);
            _commitPaid(_request(usd, 1));
        }
        vm.assertEq(_window.paidInWindow(usd), 300);
        _pays(usd, 30e6);
        vm.assertEq(_window.paidInWindow(usd), 30e6 + 300);
    }

    function test_taking_a_token_off_the_list_and_back_makes_no_room() external {
        vm.startPrank(GOVERNOR);
        bytes memory change = abi.encodeCall(SlidingWindow.setLimit, (usd, 50e6, 40e6));
        _window.scheduleChange(change);
        vm.stopPrank();
        vm.warp(START + LOOSENING_DELAY);
        _pays(usd, 30e6);
        vm.startPrank(GOVERNOR);
        _window.setLimit(usd, 0, 0);
        _window.applyChange(change);
        vm.stopPrank();
        _assertHolds(_request(usd, 20e6 + 1), "window full", 0);
    }

    function test_a_floor_is_not_lowered_by_a_higher_limit() external {
        vm.startPrank(GOVERNOR);
        bytes memory change = abi.encodeCall(SlidingWindow.setLimit, (usd, 50e6, 50e6));
        _window.scheduleChange(change);
        vm.warp(START + LOOSENING_DELAY - 1);
        vm.stopPrank();
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 45e6);
        vm.warp(START + LOOSENING_DELAY);
        vm.prank(GOVERNOR);
        _window.applyChange(change);
        _assertAllows(_oldRequest(usd, 45e6, block.timestamp - 1));
        _expectTooEarly(withdrawal, START + LOOSENING_DELAY - 1 + DELAY);
    }

    // Known weaknesses

    function test_who_waits_the_delay_gets_everything_at_once() external {
        IWithdrawalGuard.Withdrawal[] memory loot = new IWithdrawalGuard.Withdrawal[](4);
        for (uint256 i = 0; i < 4; ++i) loot[i] = _holds(weth, 20 ether);
        vm.warp(START + DELAY);
        for (uint256 i = 0; i < 4; ++i) _releases(loot[i]);
        vm.assertEq(BOB.balance, 80 ether);
        vm.assertEq(_window.paidInWindow(weth), 0);
    }

    function test_behind_a_delay_as_long_it_limits_nothing() external {
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal[] memory loot = new IWithdrawalGuard.Withdrawal[](7);
        for (uint256 i = 0; i < 7; ++i) loot[i] = _holds(weth, 14 ether);
        vm.warp(START + DELAY);
        holding.allow();
        for (uint256 i = 0; i < 7; ++i) _releases(loot[i]);
        vm.assertEq(BOB.balance, 98 ether);
    }

    function test_anybody_with_money_makes_the_others_wait() external {
        _depositUsd(50e6);
        _pays(usd, 39e6);
        _pays(usd, 11e6);
        IWithdrawalGuard.Withdrawal memory honest = _holds(usd, 1);
        vm.warp(START + WINDOW - 1);
        _expectWithheld(honest, "window full", uint64(START + DELAY));
        vm.warp(START + WINDOW);
        _releases(honest);
    }
}

contract SlidingWindowClaimTest is SlidingWindowCase {
    // What was paid in the fuzz test, in full.
    uint256[] private _times;
    uint256[] private _amounts;

    // Extremes

    function test_takes_the_largest_amounts_without_truncation() external {
        SlidingWindow.TokenLimit[] memory limits = new SlidingWindow.TokenLimit[](1);
        limits[0] = SlidingWindow.TokenLimit(usd, type(uint128).max, type(uint128).max);
        guard = _newWindow(limits);
        _commitPaid(_request(usd, uint256(type(uint128).max) - 1));
        _assertAllows(_request(usd, 1));
        _assertHolds(_request(usd, 2), "window full", 0);
        _assertHolds(_request(usd, type(uint128).max), "big", START + DELAY);
        _assertHolds(_request(usd, uint256(type(uint128).max) + 1), "big", START + DELAY);
        _assertHolds(_request(usd, type(uint256).max), "big", START + DELAY);
        vm.warp(uint256(type(uint32).max) + 1);
        _assertAllows(_request(usd, uint256(type(uint128).max) - 1));
    }

    function test_gas_does_not_grow_but_by_a_few_reads() external {
        this.payEachSecond(usd, 1);
        uint256 asking = _gasToAsk(_request(usd, 1));
        uint256 committing = _gasToCommit(_request(usd, 1));
        this.payEachSecond(usd, 999);
        // Ten more steps of the search. In a transaction of its own each costs 2,000 more.
        require(_gasToAsk(_request(usd, 1)) - asking < 10 * 700, "asking grows");
        require(_gasToCommit(_request(usd, 1)) < committing + 100, "committing grows");
    }

    // The claims

    /// Whatever is tried and whenever: exactly what fits, and is not big, and what waited, is
    /// allowed, and what is allowed is paid without fail.
    function test_no_window_sees_more_than_the_limit(uint256 seed) external {
        for (uint256 i = 0; i < 40; ++i) {
            uint256 turn = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + _drawStep(turn, WINDOW, 8 hours));
            uint256 left = 50e6 - _sumOfWindow();
            uint256 amount = 1 + _draw(turn, "amount", 45e6);
            if (_draw(turn, "edge", 2) == 0) amount = left + _draw(turn, "more", 1);
            if (amount == 0) continue;
            IWithdrawalGuard.Request memory request = _request(usd, amount);
            uint256 age = _draw(turn, "age", DELAY + 1 hours);
            bool isOld = _draw(turn, "phase", 2) == 0;
            if (isOld) {
                request.phase = IWithdrawalGuard.Phase.Release;
                request.heldSince = uint64(block.timestamp - age);
            }
            bool hasWaited = isOld && age >= DELAY;
            vm.assertEq(_doesAllow(request), hasWaited || (amount < 40e6 && amount <= left));
            if (!_doesAllow(request)) continue;
            _commitPaid(request);
            if (hasWaited) continue;
            _times.push(block.timestamp);
            _amounts.push(amount);
        }
    }

    /// What was paid and counted in the window that ends now, from the list of all payments.
    function _sumOfWindow() private view returns (uint256 sum) {
        for (uint256 i = 0; i < _times.length; ++i) {
            if (block.timestamp - _times[i] < WINDOW) sum += _amounts[i];
        }
    }
}
