// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IBridgeOperators} from "../../contracts/interfaces/IBridgeOperators.sol";
import {IFreezableToken} from "../../contracts/interfaces/IFreezableToken.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {IWithdrawalLimits} from "../../contracts/interfaces/IWithdrawalLimits.sol";
import {Receipts} from "../../contracts/ronin/v2/Receipts.sol";
import {FullVaultV2Test} from "./BridgeV2Test.sol";

contract UnlockV2Test is FullVaultV2Test {
    using Receipts for IRoninGatewayV2.Receipt;

    uint256 private constant FEE = 0.1 ether;

    IRoninGatewayV2.Receipt private _held;

    function setUp() public override {
        super.setUp();
        _held = _receipt(0, _weth, 10_000 ether);
        gatewayV2.submitWithdrawal(_held, _signed(_held, 9));
    }

    function test_pays_the_recipient_and_the_unlocker() external {
        vm.expectEmit(address(gatewayV2));
        emit IRoninGatewayV2.WithdrawalUnlocked(_held.hash(), _held);
        vm.expectEmit(address(gatewayV2));
        emit IRoninGatewayV2.Withdrew(_held.hash(), _held);
        _unlock(_held);
        vm.assertEq(UNLOCKER.balance, FEE);
        vm.assertEq(BOB.balance, 10_000 ether - FEE);
        vm.assertEq(address(gatewayV2).balance, 190_000 ether);
        vm.assertEq(gatewayV2.withdrawalLocked(0), false);
        vm.assertEq(gatewayV2.withdrawalHash(0), _held.hash());
    }

    function test_pays_tokens() external {
        _withdraw(1, _usd, USD_LOCKED, 9);
        _unlock(_receipt(1, _usd, USD_LOCKED));
        vm.assertEq(usdCoin.balanceOf(UNLOCKER), 100e6);
        vm.assertEq(usdCoin.balanceOf(BOB), USD_LOCKED - 100e6);
    }

    function test_the_fee_is_rounded_down() external {
        uint256 amount = USD_LOCKED + 99_999;
        _withdraw(1, _usd, amount, 9);
        _unlock(_receipt(1, _usd, amount));
        vm.assertEq(usdCoin.balanceOf(UNLOCKER), 100e6);
        vm.assertEq(usdCoin.balanceOf(BOB), amount - 100e6);
    }

    function test_the_fee_is_that_of_the_day_of_the_release() external {
        IWithdrawalLimits.TokenLimits memory limits = _etherLimits();
        limits.unlockFeeMillionths = 1_000_000;
        gatewayV2.setTokenLimits(_weth, limits);
        _unlock(_held);
        vm.assertEq(UNLOCKER.balance, 10_000 ether);
        vm.assertEq(BOB.balance, 0);
    }

    function test_goes_on_while_paused() external {
        gatewayV2.pause();
        _unlock(_held);
        vm.assertEq(BOB.balance, 10_000 ether - FEE);
    }

    function test_counts_towards_no_day() external {
        _unlock(_held);
        vm.assertEq(gatewayV2.withdrawnToday(_weth), 0);
    }

    function test_asks_neither_for_signatures_nor_for_the_pair() external {
        gatewayV2.replaceOperators(new IBridgeOperators.Operator[](0));
        gatewayV2.mapToken(_weth, address(0));
        _unlock(_held);
        vm.assertEq(BOB.balance, 10_000 ether - FEE);
    }

    function test_waits_for_a_frozen_recipient() external {
        _withdraw(1, _usd, USD_LOCKED, 9);
        IRoninGatewayV2.Receipt memory receipt = _receipt(1, _usd, USD_LOCKED);
        vm.prank(ISSUER);
        usdCoin.freeze(BOB);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, BOB));
        _unlock(receipt);
        vm.prank(ISSUER);
        usdCoin.unfreeze(BOB);
        _unlock(receipt);
        vm.assertEq(usdCoin.balanceOf(BOB), USD_LOCKED - 100e6);
    }

    function testFuzz_fee_and_payment_make_up_the_amount(uint256 amount, uint256 fee) external {
        amount = ETHER_LOCKED + (amount % (150_000 ether));
        fee %= 1_000_001;
        IWithdrawalLimits.TokenLimits memory limits = _etherLimits();
        limits.unlockFeeMillionths = fee;
        gatewayV2.setTokenLimits(_weth, limits);
        _withdraw(1, _weth, amount, 9);
        _unlock(_receipt(1, _weth, amount));
        vm.assertEq(UNLOCKER.balance, (amount * fee) / 1_000_000);
        vm.assertEq(UNLOCKER.balance + BOB.balance, amount);
    }

    // Reverts

    function test_reverts_when_the_caller_is_no_unlocker() external {
        bytes memory reason = abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector,
            address(this),
            gatewayV2.WITHDRAWAL_UNLOCKER_ROLE()
        );
        vm.expectRevert(reason);
        gatewayV2.unlockWithdrawal(_held);
    }

    function test_reverts_when_the_unlocker_was_dismissed() external {
        bytes32 role = gatewayV2.WITHDRAWAL_UNLOCKER_ROLE();
        gatewayV2.revokeRole(role, UNLOCKER);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector,
                UNLOCKER,
                role
            )
        );
        _unlock(_held);
    }

    function test_reverts_when_the_receipt_is_another() external {
        IRoninGatewayV2.Receipt memory other = _held;
        other.mainchain.addr = STRANGER;
        _expectWrongReceipt(other, _held.hash());
    }

    function test_reverts_when_nothing_was_submitted() external {
        IRoninGatewayV2.Receipt memory other = _receipt(1, _weth, 10_000 ether);
        _expectWrongReceipt(other, 0);
    }

    function test_reverts_when_it_was_released_or_paid_before() external {
        _unlock(_held);
        _expectNotLocked(_held);
        _withdraw(1, _weth, 1 ether, 7);
        _expectNotLocked(_receipt(1, _weth, 1 ether));
    }

    function test_reverts_when_the_vault_is_short_and_pays_once_it_is_not() external {
        vm.deal(address(gatewayV2), 9_999 ether);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRoninGatewayV2.VaultShort.selector,
                _weth,
                9_999 ether - FEE,
                10_000 ether - FEE
            )
        );
        _unlock(_held);
        vm.deal(address(gatewayV2), 10_000 ether);
        _unlock(_held);
        vm.assertEq(BOB.balance, 10_000 ether - FEE);
        vm.assertEq(address(gatewayV2).balance, 0);
    }

    // Attacks

    function test_an_unlocker_alone_takes_nothing_that_was_not_signed() external {
        IRoninGatewayV2.Receipt memory forged = _receipt(1, _weth, 10_000 ether);
        forged.mainchain.addr = UNLOCKER;
        _expectWrongReceipt(forged, 0);
        vm.prank(UNLOCKER);
        vm.expectRevert(_weightNotReached(0, 810));
        gatewayV2.submitWithdrawal(forged, new IRoninGatewayV2.Signature[](0));
    }

    function test_a_forged_one_that_is_held_cannot_be_cancelled() external {
        gatewayV2.pause();
        gatewayV2.replaceOperators(new IBridgeOperators.Operator[](0));
        gatewayV2.mapToken(_weth, address(0));
        gatewayV2.setTokenLimits(_weth, IWithdrawalLimits.TokenLimits(0, 0, 0, 0));
        vm.warp(block.timestamp + 3650 days);
        vm.assertEq(gatewayV2.withdrawalLocked(0), true);
        _unlock(_held);
        vm.assertEq(BOB.balance, 10_000 ether);
    }

    function _expectWrongReceipt(
        IRoninGatewayV2.Receipt memory receipt,
        bytes32 submitted
    ) private {
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV2.WrongReceipt.selector, receipt.hash(), submitted)
        );
        _unlock(receipt);
    }

    function _expectNotLocked(IRoninGatewayV2.Receipt memory receipt) private {
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV2.WithdrawalNotLocked.selector, receipt.id)
        );
        _unlock(receipt);
    }
}
