// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ReissuesWithoutBurning} from "../../contracts/flawed/ReissuesWithoutBurning.sol";
import {IFreezableToken} from "../../contracts/interfaces/IFreezableToken.sol";
import {IMintableToken} from "../../contracts/interfaces/IMintableToken.sol";
import {IReissuableToken} from "../../contracts/interfaces/IReissuableToken.sol";
import {IssuedToken} from "../../contracts/world/IssuedToken.sol";
import {VenueTest} from "./VenueTest.sol";

contract IssuedTokenTest is VenueTest {
    IssuedToken internal token = new IssuedToken("KAI", 18, OPERATOR);

    function setUp() external {
        vm.prank(OPERATOR);
        token.mint(ALICE, 70);
    }

    function test_reissues_what_a_frozen_account_has() external {
        _freeze(ALICE);
        vm.expectEmit(address(token));
        emit IReissuableToken.Reissued(ALICE, BOB, 70);
        vm.startPrank(OPERATOR);
        vm.assertEq(token.reissue(ALICE, BOB), 70);
        vm.assertEq(token.reissue(ALICE, BOB), 0);
        vm.stopPrank();
        vm.assertEq(token.balanceOf(ALICE), 0);
        vm.assertEq(token.balanceOf(BOB), 70);
        vm.assertEq(token.totalSupply(), 70);
        vm.assertEq(token.isFrozen(ALICE), true);
    }

    function test_works_when_its_code_is_put_at_another_address() external {
        IssuedToken other = IssuedToken(address(0xA0B8));
        vm.etch(address(other), address(token).code);
        vm.assertEq(other.name(), "KAI");
        vm.assertEq(other.symbol(), "KAI");
        vm.assertEq(other.decimals(), 18);
        vm.assertEq(other.issuer(), OPERATOR);
    }

    // Reverts

    function test_reverts_when_the_account_is_not_frozen() external {
        vm.expectRevert(abi.encodeWithSelector(IReissuableToken.NotFrozen.selector, ALICE));
        vm.prank(OPERATOR);
        token.reissue(ALICE, BOB);
    }

    function test_reverts_when_the_recipient_is_frozen() external {
        _freeze(ALICE);
        _freeze(BOB);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, BOB));
        vm.prank(OPERATOR);
        token.reissue(ALICE, BOB);
    }

    function test_reverts_when_a_stranger_acts_as_the_issuer() external {
        bytes memory stranger = abi.encodeWithSelector(IFreezableToken.NotIssuer.selector, BOB);
        vm.startPrank(BOB);
        vm.expectRevert(stranger);
        token.reissue(ALICE, BOB);
        vm.expectRevert(stranger);
        token.freeze(ALICE);
        vm.expectRevert(stranger);
        token.unfreeze(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IMintableToken.NotMinter.selector, BOB));
        token.mint(BOB, 1);
        vm.stopPrank();
    }

    function test_reverts_when_a_frozen_account_sends() external {
        _freeze(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, ALICE));
        vm.prank(ALICE);
        token.transfer(BOB, 1);
    }

    function test_the_planted_token_makes_more_of_itself() external {
        token = IssuedToken(address(new ReissuesWithoutBurning("KAI", 18, OPERATOR)));
        vm.startPrank(OPERATOR);
        token.mint(ALICE, 70);
        token.freeze(ALICE);
        token.reissue(ALICE, BOB);
        vm.stopPrank();
        vm.assertEq(token.totalSupply(), 140);
    }

    function _freeze(address who) private {
        vm.prank(OPERATOR);
        token.freeze(who);
    }
}
