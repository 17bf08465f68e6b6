// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IFreezableToken} from "../../contracts/interfaces/IFreezableToken.sol";
import {IMintableToken} from "../../contracts/interfaces/IMintableToken.sol";
import {UsdCoin} from "../../contracts/world/UsdCoin.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract UsdCoinTest is BridgeTest {
    function test_the_issuer_mints_and_burns() external {
        vm.startPrank(ISSUER);
        usdCoin.mint(ISSUER, 5e6);
        usdCoin.burn(2e6);
        vm.stopPrank();
        vm.assertEq(usdCoin.balanceOf(ISSUER), 3e6);
        vm.assertEq(usdCoin.totalSupply(), 1_000_003e6);
    }

    function test_the_issuer_freezes_and_unfreezes_at_once() external {
        vm.expectEmit(address(usdCoin));
        emit IFreezableToken.Frozen(ALICE);
        vm.prank(ISSUER);
        usdCoin.freeze(ALICE);
        vm.assertEq(usdCoin.isFrozen(ALICE), true);
        vm.assertEq(usdCoin.isFrozen(BOB), false);
        vm.expectEmit(address(usdCoin));
        emit IFreezableToken.Unfrozen(ALICE);
        vm.prank(ISSUER);
        usdCoin.unfreeze(ALICE);
        vm.prank(ALICE);
        usdCoin.transfer(BOB, 1);
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    function test_works_when_its_code_is_put_at_another_address() external {
        UsdCoin other = UsdCoin(address(0xA0B8));
        vm.etch(address(other), address(usdCoin).code);
        vm.assertEq(other.name(), "USD Coin");
        vm.assertEq(other.symbol(), "USDC");
        vm.assertEq(other.decimals(), 6);
        vm.assertEq(other.issuer(), ISSUER);
        vm.prank(ISSUER);
        other.mint(BOB, 7);
        vm.assertEq(other.balanceOf(BOB), 7);
    }

    // Reverts

    function test_reverts_when_a_frozen_account_sends() external {
        _freeze(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, ALICE));
        vm.prank(ALICE);
        usdCoin.transfer(BOB, 1);
    }

    function test_reverts_when_somebody_sends_for_a_frozen_account() external {
        vm.prank(ALICE);
        usdCoin.approve(BOB, 1);
        _freeze(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, ALICE));
        vm.prank(BOB);
        usdCoin.transferFrom(ALICE, BOB, 1);
    }

    function test_reverts_when_a_frozen_account_receives() external {
        _freeze(BOB);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, BOB));
        vm.prank(ALICE);
        usdCoin.transfer(BOB, 1);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, BOB));
        vm.prank(ISSUER);
        usdCoin.mint(BOB, 1);
    }

    function test_names_the_sender_when_both_are_frozen() external {
        _freeze(ALICE);
        _freeze(BOB);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, ALICE));
        vm.prank(ALICE);
        usdCoin.transfer(BOB, 1);
    }

    function test_reverts_when_a_stranger_mints() external {
        vm.expectRevert(abi.encodeWithSelector(IMintableToken.NotMinter.selector, STRANGER));
        vm.prank(STRANGER);
        usdCoin.mint(STRANGER, 1);
    }

    function test_reverts_when_a_stranger_burns_freezes_or_unfreezes() external {
        vm.startPrank(STRANGER);
        _expectNotIssuer();
        usdCoin.burn(0);
        _expectNotIssuer();
        usdCoin.freeze(ALICE);
        _expectNotIssuer();
        usdCoin.unfreeze(ALICE);
        vm.stopPrank();
    }

    function _freeze(address account) private {
        vm.prank(ISSUER);
        usdCoin.freeze(account);
    }

    function _expectNotIssuer() private {
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.NotIssuer.selector, STRANGER));
    }
}
