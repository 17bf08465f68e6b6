// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {CircuitBreaker} from "../../contracts/guards/CircuitBreaker.sol";
import {GuardCase} from "./GuardCase.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// Of 100 ether and 100 dollars that are in the vault, 70 % must stay over four hours, while there
/// are 10 or more. A cooldown takes eight hours. The deposits were before the breaker joined.
abstract contract CircuitBreakerCase is GuardCase {
    string internal constant ARTIFACT = "CircuitBreaker.sol:CircuitBreaker";
    uint64 internal constant WINDOW = 4 hours;
    uint64 internal constant COOLDOWN = 8 hours;

    CircuitBreaker internal _breaker;

    function _newGuard() internal override returns (address) {
        CircuitBreaker.TokenLimit[] memory limits = new CircuitBreaker.TokenLimit[](2);
        limits[0] = CircuitBreaker.TokenLimit(weth, 7_000, 10 ether);
        limits[1] = CircuitBreaker.TokenLimit(usd, 7_000, 10e6);
        _breaker = _newBreaker(limits);
        return address(_breaker);
    }

    function _newBreaker(
        CircuitBreaker.TokenLimit[] memory limits
    ) internal returns (CircuitBreaker) {
        bytes memory arguments = abi.encode(gateway, WINDOW, COOLDOWN, limits);
        return CircuitBreaker(_deploy(ARTIFACT, arguments));
    }

    function _newBreaker(
        address token,
        uint16 retainedBps,
        uint128 activeFrom
    ) internal returns (CircuitBreaker) {
        CircuitBreaker.TokenLimit[] memory limits = new CircuitBreaker.TokenLimit[](1);
        limits[0] = CircuitBreaker.TokenLimit(token, retainedBps, activeFrom);
        return _newBreaker(limits);
    }

    /// A new withdrawal while the vault holds a balance.
    function _requestAt(
        uint256 balance,
        address token,
        uint256 amount
    ) internal returns (IWithdrawalGuard.Request memory request) {
        request = _request(token, amount);
        request.vault.balance = balance;
    }

    function _assertTrips(IWithdrawalGuard.Request memory request) internal view {
        _assertHolds(request, "too much at once", block.timestamp + COOLDOWN);
        vm.assertEq(_ask(request).shouldTrip, true);
    }
}

contract CircuitBreakerTest is CircuitBreakerCase {
    // Successes

    function test_pays_until_the_share_is_left_to_the_unit() external {
        _pays(usd, 20e6);
        _assertAllows(_requestAt(80e6, usd, 10e6 - 1));
        _assertAllows(_requestAt(80e6, usd, 10e6));
        _assertTrips(_requestAt(80e6, usd, 10e6 + 1));
        _pays(usd, 10e6);
        _assertTrips(_requestAt(70e6, usd, 1));
    }

    function test_what_must_stay_is_rounded_up() external {
        guard = _newBreaker(usd, 7_000, 1);
        _assertAllows(_requestAt(10, usd, 3));
        _assertAllows(_requestAt(11, usd, 3));
        _assertTrips(_requestAt(11, usd, 4));
        guard = _newBreaker(usd, 10_000, 1);
        _assertTrips(_requestAt(10, usd, 1));
    }

    function test_a_payment_counts_for_the_window_and_no_second_longer() external {
        _pays(usd, 30e6);
        vm.warp(START + WINDOW - 1);
        _assertTrips(_requestAt(70e6, usd, 1));
        vm.warp(START + WINDOW);
        _assertAllows(_requestAt(70e6, usd, 21e6));
        _assertTrips(_requestAt(70e6, usd, 21e6 + 1));
    }

    function test_holds_and_stops_the_token_from_then_on() external {
        IWithdrawalGuard.Withdrawal memory large = _holds(usd, 30e6 + 1);
        vm.assertEq(_breaker.trippedUntil(usd), START + COOLDOWN);
        vm.warp(START + 1 hours);
        IWithdrawalGuard.Withdrawal memory small = _holds(usd, 15e6);
        vm.warp(START + COOLDOWN - 1);
        _expectTooEarly(small, START + COOLDOWN);
        vm.warp(START + COOLDOWN);
        _releases(small);
        _expectWithheld(large, "too much at once", 0);
    }

    function test_goes_on_after_the_cooldown_by_itself() external {
        _holds(usd, 31e6);
        vm.warp(START + COOLDOWN - 1);
        _assertHolds(_requestAt(100e6, usd, 1), "cooling down", START + COOLDOWN);
        vm.warp(START + COOLDOWN);
        _pays(usd, 30e6);
    }

    function test_pauses_the_token_if_it_may() external {
        _change(abi.encodeCall(IGuardStack.setGuardPowers, (address(guard), true, false)));
        _holds(usd, 31e6);
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.Token, uint160(usd)), true);
        _expectSubmitReverts(
            _withdrawal(usd, 1),
            abi.encodeWithSelector(
                IScopedPause.EnforcedPause.selector,
                IScopedPause.Scope.Token,
                uint160(usd)
            )
        );
        _pays(weth, 30 ether);
    }

    function test_pays_what_waited_once_it_fits_and_counts_it_once() external {
        _pays(usd, 20e6);
        vm.warp(START + 1 hours);
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 20e6);
        vm.warp(START + 1 hours + COOLDOWN);
        _releases(withdrawal);
        (uint256 paid, ) = _breaker.flows(usd);
        vm.assertEq(paid, 20e6);
    }

    function test_a_tail_below_the_beginning_is_free() external {
        _assertAllows(_requestAt(10e6 - 1, usd, 10e6 - 1));
        _assertAllows(_requestAt(10e6, usd, 3e6));
        _assertTrips(_requestAt(10e6, usd, 3e6 + 1));
    }

    function test_of_a_minted_token_no_more_leaves_than_where_it_begins() external {
        guard = _newBreaker(address(potion), 7_000, 50);
        _assertAllows(_requestAt(0, address(potion), 50));
        _assertTrips(_requestAt(0, address(potion), 51));
        _commitPaid(_requestAt(0, address(potion), 50));
        _assertTrips(_requestAt(0, address(potion), 1));
        vm.warp(START + WINDOW);
        _assertAllows(_requestAt(0, address(potion), 50));
        // Of what a vault has, a share must stay as of any other token.
        _assertTrips(_requestAt(1_000, address(potion), 301));
        _assertAllows(_requestAt(1_000, address(potion), 300));
    }

    function test_judges_each_token_by_itself_and_in_its_own_unit() external {
        _holds(usd, 31e6);
        _pays(weth, 30 ether);
        (uint256 paid, ) = _breaker.flows(weth);
        vm.assertEq(paid, 30 ether);
        vm.assertEq(_breaker.trippedUntil(weth), 0);
    }

    function test_refuses_a_token_that_is_not_listed() external {
        _expectRefusal(_withdrawal(address(potion), 1), "token not listed", 0);
        _assertRefuses(_oldRequest(address(potion), 1, START), "token not listed");
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Settings

    function test_a_larger_share_bites_at_once_and_forgets_nothing() external {
        _pays(usd, 20e6);
        _tighten(abi.encodeCall(CircuitBreaker.setLimit, (usd, 7_500, 10e6)));
        _assertAllows(_requestAt(80e6, usd, 5e6));
        _assertTrips(_requestAt(80e6, usd, 5e6 + 1));
        _tighten(abi.encodeCall(CircuitBreaker.setLimit, (usd, 10_000, 1)));
        _assertTrips(_requestAt(80e6, usd, 1));
    }

    function test_a_smaller_share_waits() external {
        _loosen(abi.encodeCall(CircuitBreaker.setLimit, (usd, 6_000, 10e6)));
        _pays(usd, 40e6);
        _assertTrips(_requestAt(60e6, usd, 1));
    }

    function test_a_later_beginning_waits() external {
        _loosen(abi.encodeCall(CircuitBreaker.setLimit, (usd, 7_000, 101e6)));
        _pays(usd, 100e6);
    }

    function test_a_change_up_and_down_waits_as_well() external {
        _assertWaits(abi.encodeCall(CircuitBreaker.setLimit, (usd, 6_999, 1)));
        _assertWaits(abi.encodeCall(CircuitBreaker.setLimit, (usd, 10_000, 10e6 + 1)));
        _assertWaits(abi.encodeCall(CircuitBreaker.setLimit, (address(potion), 10_000, 0)));
    }

    function test_no_setting_makes_room_or_ends_a_cooldown() external {
        _pays(usd, 30e6);
        _holds(usd, 1);
        _tighten(abi.encodeCall(CircuitBreaker.setLimit, (usd, 7_000, 10e6)));
        _assertHolds(_requestAt(70e6, usd, 1), "cooling down", START + COOLDOWN);
        _tighten(abi.encodeCall(CircuitBreaker.setLimit, (usd, 0, 0)));
        _assertRefuses(_requestAt(70e6, usd, 1), "token not listed");
        vm.assertEq(_breaker.trippedUntil(usd), START + COOLDOWN);
    }

    function test_reverts_when_a_setting_is_out_of_range() external {
        CircuitBreaker.TokenLimit[] memory limits = new CircuitBreaker.TokenLimit[](1);
        limits[0] = CircuitBreaker.TokenLimit(usd, 10_001, 0);
        bytes memory reason = abi.encodePacked(CircuitBreaker.DurationIsZero.selector);
        _expectNotDeployed(ARTIFACT, abi.encode(gateway, 0, 1, limits), reason);
        _expectNotDeployed(ARTIFACT, abi.encode(gateway, 1, 0, limits), reason);
        reason = abi.encodeWithSelector(CircuitBreaker.ShareTooLarge.selector, 10_001);
        _expectNotDeployed(ARTIFACT, abi.encode(gateway, 1, 1, limits), reason);
    }
}

contract CircuitBreakerAttackTest is CircuitBreakerCase {
    // Attacks

    function test_nothing_that_is_tried_makes_a_cooldown_longer() external {
        IWithdrawalGuard.Withdrawal memory large = _holds(usd, 31e6);
        vm.warp(START + COOLDOWN - 1);
        _holds(usd, 31e6);
        vm.assertEq(_breaker.trippedUntil(usd), START + COOLDOWN);
        vm.warp(START + COOLDOWN);
        _expectWithheld(large, "too much at once", 0);
        _assertAllows(_requestAt(100e6, usd, 30e6));
    }

    function test_a_release_that_does_not_fit_trips_nothing() external {
        _change(abi.encodeCall(IGuardStack.setGuardPowers, (address(guard), true, false)));
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal memory first = _holds(usd, 20e6);
        IWithdrawalGuard.Withdrawal memory second = _holds(usd, 20e6);
        vm.warp(block.timestamp + 1 days);
        holding.allow();
        _releases(first);
        _expectWithheld(second, "too much at once", 0);
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.Token, uint160(usd)), false);
        vm.assertEq(_breaker.trippedUntil(usd), 0);
        vm.warp(block.timestamp + WINDOW);
        _releases(second);
    }

    function test_an_alarm_survives_the_withdrawal_that_rang_it() external {
        _pays(usd, 29e6);
        _holds(usd, 2e6);
        vm.assertEq(_breaker.trippedUntil(usd), START + COOLDOWN);
        _holds(usd, 1e6);
    }

    function test_what_another_guard_refuses_neither_counts_nor_trips() external {
        _addRefusing();
        IWithdrawalGuard.Withdrawal memory small = _withdrawal(usd, 20e6);
        IWithdrawalGuard.Withdrawal memory large = _withdrawal(usd, 31e6);
        _submitFails(small);
        _submitFails(large);
        (uint256 paid, ) = _breaker.flows(usd);
        vm.assertEq(paid + _breaker.trippedUntil(usd), 0);
    }

    function test_what_another_guard_holds_neither_counts_nor_trips() external {
        _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 20e6);
        _cancel(withdrawal);
        (uint256 paid, ) = _breaker.flows(usd);
        vm.assertEq(paid + _breaker.trippedUntil(usd), 0);
    }

    function test_what_the_thief_deposits_comes_out_and_no_more() external {
        _depositUsd(40e6);
        _pays(usd, 70e6);
        _assertTrips(_requestAt(70e6, usd, 1));
        // In its last second within the window as in its first.
        vm.warp(START + WINDOW - 1);
        _assertTrips(_requestAt(70e6, usd, 1));
    }

    function test_a_deposit_of_the_window_before_is_liquidity_like_any_other() external {
        _depositUsd(100e6);
        vm.warp(START + WINDOW);
        _pays(usd, 60e6);
        _assertTrips(_requestAt(140e6, usd, 1));
    }

    function test_counts_what_arrived_at_the_deposit() external {
        _depositEther(5 ether);
        _depositUsd(7e6);
        (, uint256 ether_) = _breaker.flows(weth);
        (, uint256 dollars) = _breaker.flows(usd);
        vm.assertEq(ether_, 5 ether);
        vm.assertEq(dollars, 7e6);
    }

    // Known weaknesses

    function test_honest_deposits_buy_the_thief_outflow() external {
        _depositUsd(50e6);
        _pays(usd, 80e6);
    }

    function test_share_by_share_the_vault_bleeds() external {
        _pays(usd, 30e6);
        vm.warp(START + WINDOW);
        _pays(usd, 21e6);
        vm.warp(START + 2 * WINDOW);
        _pays(usd, 14.7e6);
        vm.assertEq(usdCoin.balanceOf(address(gateway)), 34.3e6);
    }

    function test_a_rich_withdrawer_stops_the_token_again_and_again() external {
        for (uint256 i = 0; i < 3; ++i) {
            vm.warp(START + i * COOLDOWN);
            _holds(usd, 31e6);
            _assertHolds(_requestAt(100e6, usd, 1), "cooling down", block.timestamp + COOLDOWN);
        }
    }

    function test_more_than_the_share_is_never_paid_at_once() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 31e6);
        vm.warp(START + MAX_HOLD);
        _expectWithheld(withdrawal, "too much at once", 0);
        gateway.expire(withdrawal);
        _assertStatus(gateway.keyOf(withdrawal), IGuardedGateway.Status.Cancelled);
    }

    function test_tokens_that_are_just_sent_count_as_if_they_had_been_there() external {
        vm.prank(ALICE);
        usdCoin.transfer(address(gateway), 100e6);
        _pays(usd, 60e6);
    }
}

contract CircuitBreakerClaimTest is CircuitBreakerCase {
    uint256 private constant FIRST = 1_000_000;
    uint256 private constant BEGIN = 300_000;

    // The vault of the fuzz test, and what flowed, in full.
    uint256 private _balance;
    uint256 private _retainedBps;
    uint256 private _trippedUntil;
    uint256[] private _times;
    int256[] private _flows;

    // Extremes

    function test_takes_the_largest_amounts_without_truncation() external {
        uint256 most = type(uint128).max;
        guard = _newBreaker(usd, 5_000, 1);
        _assertAllows(_requestAt(most, usd, most / 2));
        _assertTrips(_requestAt(most, usd, most / 2 + 1));
        _assertTrips(_requestAt(most, usd, most + 1));
        _assertTrips(_requestAt(most, usd, type(uint256).max));
        _commitPaid(_requestAt(most, usd, most / 2));
        _assertTrips(_requestAt(most - most / 2, usd, 1));
        vm.warp(uint256(type(uint32).max) + 1);
        _assertAllows(_requestAt(most, usd, most / 2));
    }

    function test_gas_does_not_grow_but_by_a_few_reads() external {
        _notifyDeposited(usd, 1);
        this.payEachSecond(usd, 1);
        uint256 asking = _gasToAsk(_request(usd, 1));
        for (uint256 i = 0; i < 999; ++i) {
            _notifyDeposited(usd, 1);
            this.payEachSecond(usd, 1);
        }
        // Ten more steps of either search. In a transaction of its own each costs 2,000 more.
        require(_gasToAsk(_request(usd, 1)) - asking < 2 * 10 * 700, "asking grows");
    }

    function test_a_notification_takes_less_gas_than_it_gets() external {
        vm.prank(address(gateway));
        guard.onDeposited{gas: 100_000}(usd, ALICE, 1);
        (, uint256 deposited) = _breaker.flows(usd);
        vm.assertEq(deposited, 1);
    }

    // The claims

    /// Whatever flows and whenever: exactly what leaves the share is allowed, unless the breaker is
    /// cooling down, and what is allowed is paid without fail.
    function test_the_share_stays_in_every_window(uint256 seed) external {
        _balance = FIRST;
        _retainedBps = 1 + _draw(seed, "share", 9_999);
        guard = _newBreaker(usd, uint16(_retainedBps), uint128(BEGIN));
        for (uint256 i = 0; i < 40; ++i) {
            uint256 turn = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + _drawStep(turn, WINDOW, WINDOW / 3));
            if (_draw(turn, "kind", 3) == 0) _depositInto(_draw(turn, "deposit", FIRST / 2));
            else _withdrawFrom(turn);
        }
    }

    function _depositInto(uint256 amount) private {
        _notifyDeposited(usd, amount);
        _record(int256(amount));
    }

    function _withdrawFrom(uint256 turn) private {
        uint256 most = _most();
        uint256 amount = 1 + _draw(turn, "amount", _balance / (1 + _draw(turn, "part", 20)));
        if (_draw(turn, "edge", 2) == 0) amount = most + _draw(turn, "more", 1);
        if (amount == 0 || amount > _balance) return;
        IWithdrawalGuard.Request memory request = _requestAt(_balance, usd, amount);
        bool isCooling = block.timestamp < _trippedUntil;
        vm.assertEq(_doesAllow(request), !isCooling && amount <= most);
        if (isCooling || amount > most) {
            if (_draw(turn, "trip", 9) != 0) return;
            _commitHeld(request);
            if (!isCooling) _trippedUntil = block.timestamp + COOLDOWN;
        } else {
            _commitPaid(request);
            _record(-int256(amount));
        }
    }

    /// The most that may leave: all above the share of what was there when the window began, or,
    /// where that was too little, everything.
    function _most() private view returns (uint256) {
        int256 atStart = int256(FIRST);
        for (uint256 i = 0; i < _times.length; ++i) {
            if (block.timestamp - _times[i] >= WINDOW) atStart += _flows[i];
        }
        if (atStart < int256(BEGIN)) return _balance;
        uint256 share = (uint256(atStart) * _retainedBps + 9_999) / 10_000;
        return _balance > share ? _balance - share : 0;
    }

    function _record(int256 flow) private {
        _balance = uint256(int256(_balance) + flow);
        _times.push(block.timestamp);
        _flows.push(flow);
    }
}
