// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {IWithdrawalLimits} from "../../contracts/interfaces/IWithdrawalLimits.sol";
import {FullVaultV2Test} from "./BridgeV2Test.sol";

/// What stolen keys take from the bridge of June 2022, to the wei: the known answers.
contract DrainV2Test is FullVaultV2Test {
    uint256 private constant LOSS_OF_2022 = 173_600 ether;

    uint256 private _payments;

    function test_the_five_signatures_of_2022_take_nothing() external {
        uint256[4] memory amounts = [LOSS_OF_2022, ETHER_HIGH_TIER, 1 ether, 1];
        for (uint256 i = 0; i < 4; ++i) {
            uint256 minimum = i < 2 ? 810 : 630;
            _expectRefused(2_000_000, _weth, amounts[i], 5, _weightNotReached(500, minimum));
        }
        _expectRefused(2_000_001, _usd, 25_500_000e6, 5, _weightNotReached(500, 810));
        vm.assertEq(address(gatewayV2).balance, 200_000 ether);
    }

    function test_with_all_keys_the_two_amounts_of_2022_are_held() external {
        vm.assertEq(_withdraw(2_000_000, _weth, LOSS_OF_2022, 9), true);
        vm.assertEq(_withdraw(2_000_001, _usd, 25_500_000e6, 9), true);
        vm.assertEq(BOB.balance, 0);
    }

    function test_seven_keys_take_a_day_of_ether_in_51_payments() external {
        _takeTheDay(ETHER_HIGH_TIER - 1, 7);
        vm.assertEq(_payments, 51);
        vm.assertEq(BOB.balance, ETHER_A_DAY - 1);
        _expectRefused(_payments, _weth, 1, 9, _reachedToday(1, ETHER_A_DAY - 1));
    }

    function test_nine_keys_take_the_same_in_6_payments() external {
        _takeTheDay(ETHER_LOCKED - 1, 9);
        vm.assertEq(_payments, 6);
        vm.assertEq(BOB.balance, ETHER_A_DAY - 1);
    }

    function test_splitting_below_a_tier_avoids_it() external {
        _expectRefused(0, _weth, 4_500 ether, 7, _weightNotReached(700, 810));
        for (uint256 i = 0; i < 5; ++i) _withdraw(i, _weth, 900 ether, 7);
        vm.assertEq(BOB.balance, 4_500 ether);
        vm.assertEq(_withdraw(5, _weth, 9_180 ether, 9), true);
        for (uint256 i = 6; i < 8; ++i) _withdraw(i, _weth, 4_590 ether, 9);
        vm.assertEq(BOB.balance, 13_680 ether);
    }

    function test_around_midnight_twice_the_limit_leaves_within_a_second() external {
        vm.warp(MIDNIGHT + 1 days - 1);
        _takeTheDay(ETHER_HIGH_TIER - 1, 7);
        vm.warp(MIDNIGHT + 1 days);
        _takeTheDay(ETHER_HIGH_TIER - 1, 7);
        vm.assertEq(_payments, 102);
        vm.assertEq(BOB.balance, 91_800 ether - 2);
    }

    function test_the_loss_of_2022_takes_four_days_and_at_best_48_hours_and_a_second() external {
        uint256 first = MIDNIGHT + 1 days - 1;
        vm.warp(first);
        _takeTheDay(ETHER_LOCKED - 1, 9);
        for (uint256 day = 1; day < 3; ++day) {
            vm.warp(MIDNIGHT + day * 1 days);
            _takeTheDay(ETHER_LOCKED - 1, 9);
        }
        vm.assertEq(BOB.balance, 137_700 ether - 3);
        vm.warp(MIDNIGHT + 3 days);
        _take(LOSS_OF_2022 - BOB.balance, ETHER_LOCKED - 1, 9);
        vm.assertEq(BOB.balance, LOSS_OF_2022);
        vm.assertEq(block.timestamp - first, 48 hours + 1);
    }

    function test_the_dollars_of_2022_leave_on_one_day_in_three_payments() external {
        _withdraw(0, _usd, USD_LOCKED - 1, 9);
        _withdraw(1, _usd, USD_LOCKED - 1, 9);
        _withdraw(2, _usd, 5_500_000e6 + 2, 9);
        vm.assertEq(usdCoin.balanceOf(BOB), 25_500_000e6);
    }

    function test_honest_users_find_the_day_used_up() external {
        _takeTheDay(ETHER_HIGH_TIER - 1, 7);
        IRoninGatewayV2.Receipt memory honest = _receipt(7_000, _weth, 1 ether);
        honest.mainchain.addr = ALICE;
        _expectRefused(honest, _signed(honest, 9), _reachedToday(1 ether, ETHER_A_DAY - 1));
        vm.warp(MIDNIGHT + 1 days);
        gatewayV2.submitWithdrawal(honest, _signed(honest, 9));
        vm.assertEq(ALICE.balance, 1_000_001 ether);
    }

    function _takeTheDay(uint256 most, uint256 count) private {
        _take(ETHER_A_DAY - 1 - gatewayV2.withdrawnToday(_weth), most, count);
    }

    /// Takes an amount in payments of at most `most`, each with `count` signatures.
    function _take(uint256 amount, uint256 most, uint256 count) private {
        while (amount > 0) {
            uint256 part = amount < most ? amount : most;
            _withdraw(_payments++, _weth, part, count);
            amount -= part;
        }
    }
}

/// Withdraws again while it is being paid out.
contract HookTokenV2 is ERC20("Hook", "HOOK") {
    address private _gateway;
    bytes private _call;
    bool private _isEntered;
    bytes public refusal;

    constructor(address gateway) {
        _gateway = gateway;
        _mint(gateway, 1000);
    }

    function arm(bytes calldata call) external {
        _call = call;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != _gateway || _isEntered) return;
        _isEntered = true;
        (, refusal) = _gateway.call(_call);
    }
}

contract ForgeV2Test is FullVaultV2Test {
    function test_a_forged_withdrawal_makes_the_honest_one_of_the_same_id_unpayable() external {
        _withdraw(0, _usd, 1, 7);
        IRoninGatewayV2.Receipt memory honest = _receipt(0, _usd, 50e6);
        honest.mainchain.addr = ALICE;
        _expectRefused(honest, _signed(honest, 9), _alreadyProcessed(0));
    }

    function test_a_forged_one_that_is_held_does_so_without_being_paid() external {
        _withdraw(0, _usd, USD_LOCKED, 9);
        IRoninGatewayV2.Receipt memory honest = _receipt(0, _usd, 50e6);
        honest.mainchain.addr = ALICE;
        _expectRefused(honest, _signed(honest, 9), _alreadyProcessed(0));
    }

    function test_signatures_collected_during_a_pause_pay_after_it() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        gatewayV2.pause();
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 7);
        gatewayV2.unpause();
        gatewayV2.submitWithdrawal(receipt, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    function test_a_forged_withdrawal_is_not_bounded_by_the_vault_where_the_gateway_mints()
        external
    {
        _mapElixir(false);
        uint256 amount = type(uint256).max - 1;
        _withdraw(0, address(elixir), amount, 9);
        vm.assertEq(elixir.balanceOf(BOB), amount);
    }

    function test_a_token_that_calls_back_cannot_be_paid_twice_under_one_id() external {
        HookTokenV2 token = _mappedHookToken();
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, address(token), 100);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 9);
        token.arm(abi.encodeCall(gatewayV2.submitWithdrawal, (receipt, list)));
        gatewayV2.submitWithdrawal(receipt, list);
        vm.assertEq(token.refusal(), _alreadyProcessed(0));
        vm.assertEq(token.balanceOf(BOB), 100);
    }

    function test_a_token_that_calls_back_cannot_pass_the_limit_of_the_day() external {
        HookTokenV2 token = _mappedHookToken();
        IRoninGatewayV2.Receipt memory receipt = _receipt(1, address(token), 100);
        token.arm(abi.encodeCall(gatewayV2.submitWithdrawal, (receipt, _signed(receipt, 9))));
        _withdraw(0, address(token), 100, 9);
        bytes4 refusal = bytes4(token.refusal());
        vm.assertEq(bytes32(refusal), bytes32(IWithdrawalLimits.DailyLimitReached.selector));
        vm.assertEq(token.balanceOf(BOB), 100);
    }

    /// A token of which less than 200 may leave on a day.
    function _mappedHookToken() private returns (HookTokenV2 token) {
        token = new HookTokenV2(address(gatewayV2));
        gatewayV2.mapToken(address(token), address(0x400C));
        gatewayV2.setTokenLimits(address(token), IWithdrawalLimits.TokenLimits(1000, 1000, 200, 0));
    }
}
