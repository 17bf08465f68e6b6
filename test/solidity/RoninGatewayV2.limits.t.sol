// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBridgeOperators} from "../../contracts/interfaces/IBridgeOperators.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {IWithdrawalLimits} from "../../contracts/interfaces/IWithdrawalLimits.sol";
import {FullVaultV2Test} from "./BridgeV2Test.sol";

/// One operator is enough here: what is needed of the others is tested elsewhere.
abstract contract OneOperatorTest is FullVaultV2Test {
    uint256 internal _nextId;

    function setUp() public virtual override {
        super.setUp();
        gatewayV2.replaceOperators(_operators(1, 100));
    }

    function _withdrawEther(uint256 amount) internal returns (bool isLocked) {
        return _withdraw(_nextId++, _weth, amount, 1);
    }

    function _expectReached(uint256 amount, uint256 withdrawn) internal {
        _expectRefused(_nextId, _weth, amount, 1, _reachedToday(amount, withdrawn));
    }

    /// Brings the day to an amount, in payments below the locked tier.
    function _bringDayTo(uint256 amount) internal {
        uint256 left = amount - gatewayV2.withdrawnToday(_weth);
        while (left > 0) {
            uint256 part = left < ETHER_LOCKED ? left : ETHER_LOCKED - 1;
            _withdrawEther(part);
            left -= part;
        }
    }
}

contract DailyLimitV2Test is OneOperatorTest {
    function test_counts_what_is_paid_today() external {
        vm.assertEq(gatewayV2.withdrawnToday(_weth), 0);
        _withdrawEther(5 ether);
        _withdrawEther(7 ether);
        vm.assertEq(gatewayV2.withdrawnToday(_weth), 12 ether);
        vm.assertEq(gatewayV2.withdrawnToday(_usd), 0);
    }

    function test_the_limit_is_refused_and_one_wei_less_is_paid() external {
        _bringDayTo(ETHER_A_DAY - 10 ether);
        _expectReached(10 ether + 1, ETHER_A_DAY - 10 ether);
        _expectReached(10 ether, ETHER_A_DAY - 10 ether);
        _withdrawEther(10 ether - 1);
        vm.assertEq(gatewayV2.withdrawnToday(_weth), ETHER_A_DAY - 1);
        _expectReached(1, ETHER_A_DAY - 1);
    }

    function test_a_single_payment_of_the_limit_is_refused_on_a_fresh_day() external {
        gatewayV2.setTokenLimits(
            _weth,
            IWithdrawalLimits.TokenLimits(ETHER_HIGH_TIER, type(uint256).max, ETHER_A_DAY, 0)
        );
        _expectReached(ETHER_A_DAY, 0);
        _withdrawEther(ETHER_A_DAY - 1);
        vm.assertEq(BOB.balance, ETHER_A_DAY - 1);
    }

    function test_the_day_ends_at_midnight_utc() external {
        vm.warp(MIDNIGHT + 1 days - 1);
        _bringDayTo(ETHER_A_DAY - 1);
        _expectReached(1, ETHER_A_DAY - 1);
        vm.warp(MIDNIGHT + 1 days);
        vm.assertEq(gatewayV2.withdrawnToday(_weth), 0);
        _withdrawEther(1);
        vm.assertEq(gatewayV2.withdrawnToday(_weth), 1);
    }

    function test_what_was_left_of_a_day_is_lost() external {
        _withdrawEther(1);
        vm.warp(MIDNIGHT + 5 days);
        _bringDayTo(ETHER_A_DAY - 1);
        _expectReached(1, ETHER_A_DAY - 1);
    }

    function test_tokens_are_counted_apart() external {
        _bringDayTo(ETHER_A_DAY - 1);
        _withdraw(1_000_000, _usd, USD_LOCKED - 1, 1);
        vm.assertEq(gatewayV2.withdrawnToday(_usd), USD_LOCKED - 1);
    }

    function test_the_locked_tier_is_outside_the_count() external {
        _bringDayTo(ETHER_A_DAY - 1);
        vm.assertEq(_withdrawEther(ETHER_LOCKED), true);
        vm.assertEq(gatewayV2.withdrawnToday(_weth), ETHER_A_DAY - 1);
        _unlock(_receipt(_nextId - 1, _weth, ETHER_LOCKED));
        vm.assertEq(gatewayV2.withdrawnToday(_weth), ETHER_A_DAY - 1);
        vm.warp(MIDNIGHT + 1 days);
        vm.assertEq(_withdrawEther(100_000 ether), true);
        vm.assertEq(gatewayV2.withdrawnToday(_weth), 0);
    }

    function test_what_is_refused_is_not_counted() external {
        vm.deal(address(gatewayV2), 1 ether);
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _weth, 2 ether);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 1);
        vm.expectRevert();
        gatewayV2.submitWithdrawal(receipt, list);
        _expectRefused(receipt, _signed(receipt, 0), _weightNotReached(0, 70));
        vm.assertEq(gatewayV2.withdrawnToday(_weth), 0);
    }

    function test_setting_limits_leaves_the_count_as_it_is() external {
        _bringDayTo(100 ether);
        gatewayV2.setTokenLimits(_weth, _etherLimits());
        vm.assertEq(gatewayV2.withdrawnToday(_weth), 100 ether);
        gatewayV2.mapToken(_weth, address(sideEther));
        vm.assertEq(gatewayV2.withdrawnToday(_weth), 100 ether);
    }

    function test_a_lower_limit_bites_at_once() external {
        _bringDayTo(100 ether);
        IWithdrawalLimits.TokenLimits memory limits = _etherLimits();
        limits.dailyLimit = 50 ether;
        gatewayV2.setTokenLimits(_weth, limits);
        _expectRefused(
            _nextId,
            _weth,
            1,
            1,
            abi.encodeWithSelector(
                IWithdrawalLimits.DailyLimitReached.selector,
                _weth,
                1,
                100 ether,
                50 ether,
                MIDNIGHT + 1 days
            )
        );
    }

    function testFuzz_no_day_reaches_the_limit(uint256[12] calldata draws) external {
        uint256 day = block.timestamp / 1 days;
        uint256 paid = 0;
        for (uint256 i = 0; i < draws.length; ++i) {
            vm.warp(block.timestamp + ((draws[i] >> 128) % 12 hours));
            if (block.timestamp / 1 days > day) (day, paid) = (block.timestamp / 1 days, 0);
            uint256 amount = 1 + (uint128(draws[i]) % (ETHER_LOCKED - 1));
            if (paid + amount < ETHER_A_DAY) {
                _withdrawEther(amount);
                paid += amount;
            } else {
                _expectReached(amount, paid);
            }
            vm.assertEq(gatewayV2.withdrawnToday(_weth), paid);
        }
    }
}

contract TiersV2Test is OneOperatorTest {
    function test_the_tiers_begin_at_their_amounts() external {
        gatewayV2.replaceOperators(_operators(9, 100));
        _withdraw(0, _weth, ETHER_HIGH_TIER - 1, 7);
        _expectRefused(1, _weth, ETHER_HIGH_TIER, 7, _weightNotReached(700, 810));
        vm.assertEq(_withdraw(1, _weth, ETHER_HIGH_TIER, 9), false);
        vm.assertEq(_withdraw(2, _weth, ETHER_LOCKED - 1, 9), false);
        _expectRefused(3, _weth, ETHER_LOCKED, 7, _weightNotReached(700, 810));
        vm.assertEq(_withdraw(3, _weth, ETHER_LOCKED, 9), true);
    }

    function test_a_locked_tier_below_the_high_tier_needs_no_higher_vote() external {
        gatewayV2.replaceOperators(_operators(9, 100));
        gatewayV2.setTokenLimits(
            _weth,
            IWithdrawalLimits.TokenLimits(100 ether, 10 ether, ETHER_A_DAY, 0)
        );
        vm.assertEq(_withdraw(0, _weth, 10 ether, 7), true);
    }

    function test_a_token_without_limits_is_held_from_the_first_unit_on() external {
        gatewayV2.replaceOperators(_operators(9, 100));
        _mapElixir(true);
        _expectRefused(0, address(elixir), 1, 7, _weightNotReached(700, 810));
        vm.assertEq(_withdraw(0, address(elixir), 1, 9), true);
        vm.assertEq(elixir.balanceOf(BOB), 0);
    }

    function test_no_amount_wraps_around() external {
        _mapElixir(false);
        gatewayV2.setTokenLimits(
            address(elixir),
            IWithdrawalLimits.TokenLimits(1, type(uint256).max, type(uint256).max, 0)
        );
        _withdraw(0, address(elixir), 2 ** 128, 1);
        _expectRefused(
            1,
            address(elixir),
            type(uint256).max - 1,
            1,
            abi.encodeWithSignature("Panic(uint256)", 0x11)
        );
        vm.assertEq(_withdraw(1, address(elixir), type(uint256).max, 1), true);
        vm.assertEq(gatewayV2.withdrawnToday(address(elixir)), 2 ** 128);
    }

    function test_what_is_needed_can_be_asked_for() external {
        gatewayV2.replaceOperators(_operators(9, 7));
        (uint256 minimumWeight, bool isLocked) = gatewayV2.requirementsOf(_weth, 1);
        vm.assertEq(minimumWeight, 45);
        vm.assertEq(isLocked, false);
        (minimumWeight, isLocked) = gatewayV2.requirementsOf(_weth, ETHER_LOCKED);
        vm.assertEq(minimumWeight, 57);
        vm.assertEq(isLocked, true);
    }
}
