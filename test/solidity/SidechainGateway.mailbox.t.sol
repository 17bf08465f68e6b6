// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGateway} from "../../contracts/interfaces/IGateway.sol";
import {ISidechainGateway} from "../../contracts/interfaces/ISidechainGateway.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract MailboxTest is BridgeTest {
    function setUp() public override {
        super.setUp();
        _creditOnSidechain(0, ALICE, sideEther, 10 ether);
        vm.startPrank(ALICE);
        sideEther.approve(address(sideGateway), 10 ether);
        sideGateway.withdrawERC20(address(sideEther), 4 ether);
        vm.stopPrank();
    }

    function test_keeps_the_signatures_in_the_order_in_which_they_came() external {
        _submit(3, 0, false, "three");
        _submit(1, 0, false, "one");
        _expectMailbox(signers[3], "three", signers[1], "one");
    }

    function test_tells_that_a_signature_came() external {
        vm.expectEmit(address(sideGateway));
        emit ISidechainGateway.SignatureSubmitted(0, signers[3]);
        _submit(3, 0, false, "three");
    }

    function test_a_validator_may_replace_the_own_signature() external {
        _submit(3, 0, false, "three");
        _submit(1, 0, false, "one");
        vm.expectEmit(address(sideGateway));
        emit ISidechainGateway.SignatureSubmitted(0, signers[3]);
        _submit(3, 0, true, "four");
        _expectMailbox(signers[3], "four", signers[1], "one");
    }

    function test_a_replacement_without_anything_to_replace_is_taken() external {
        _submit(3, 0, true, "three");
        _submit(1, 0, true, "one");
        _expectMailbox(signers[3], "three", signers[1], "one");
    }

    function test_verifies_nothing() external {
        bytes32 digest = _digest(99, STRANGER, address(usdCoin), 1);
        _submit(3, 0, false, _item(digest, keys[4], 2));
        _submit(1, 0, false, "");
        _expectMailbox(signers[3], _item(digest, keys[4], 2), signers[1], "");
    }

    function test_keeps_the_mail_of_each_request_apart() external {
        vm.prank(ALICE);
        sideGateway.withdrawERC20(address(sideEther), 1 ether);
        _submit(3, 1, false, "three");
        (address[] memory none, ) = sideGateway.withdrawalSignatures(0);
        (address[] memory some, ) = sideGateway.withdrawalSignatures(1);
        vm.assertEq(none.length, 0);
        vm.assertEq(some, _one(signers[3]));
    }

    function test_the_owner_asks_for_signatures_again() external {
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectEmit(address(sideGateway));
            emit ISidechainGateway.SignatureRequestedAgain(0, ALICE);
            vm.prank(ALICE);
            sideGateway.requestSignatureAgain(0);
        }
    }

    // Reverts

    function test_reverts_when_paused() external {
        sideGateway.pause();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        _submit(3, 0, false, "three");
        vm.expectRevert(IGateway.EnforcedPause.selector);
        vm.prank(ALICE);
        sideGateway.requestSignatureAgain(0);
    }

    function test_reverts_when_the_caller_is_no_validator() external {
        vm.expectRevert(abi.encodeWithSelector(ISidechainGateway.NotValidator.selector, STRANGER));
        vm.prank(STRANGER);
        sideGateway.submitWithdrawalSignatures(0, false, "mine");
    }

    function test_reverts_when_the_request_is_unknown() external {
        vm.expectRevert(abi.encodeWithSelector(ISidechainGateway.WithdrawalUnknown.selector, 1));
        _submit(3, 1, false, "three");
        vm.expectRevert(abi.encodeWithSelector(ISidechainGateway.WithdrawalUnknown.selector, 1));
        vm.prank(ALICE);
        sideGateway.requestSignatureAgain(1);
    }

    function test_reverts_when_the_validator_signed_before() external {
        _submit(3, 0, false, "three");
        vm.expectRevert(
            abi.encodeWithSelector(ISidechainGateway.AlreadySigned.selector, 0, signers[3])
        );
        _submit(3, 0, false, "four");
    }

    function test_reverts_when_the_validator_sent_nothing_before() external {
        _submit(3, 0, false, "");
        vm.expectRevert(
            abi.encodeWithSelector(ISidechainGateway.AlreadySigned.selector, 0, signers[3])
        );
        _submit(3, 0, false, "three");
    }

    function test_reverts_when_a_stranger_asks_for_signatures_again() external {
        vm.expectRevert(
            abi.encodeWithSelector(ISidechainGateway.NotWithdrawalOwner.selector, 0, STRANGER)
        );
        vm.prank(STRANGER);
        sideGateway.requestSignatureAgain(0);
    }

    function _submit(
        uint256 validator,
        uint256 id,
        bool shouldReplace,
        bytes memory signature
    ) private {
        vm.prank(signers[validator]);
        sideGateway.submitWithdrawalSignatures(id, shouldReplace, signature);
    }

    function _expectMailbox(
        address firstSigner,
        bytes memory first,
        address secondSigner,
        bytes memory second
    ) private view {
        (address[] memory from, bytes[] memory mail) = sideGateway.withdrawalSignatures(0);
        vm.assertEq(from.length, 2);
        vm.assertEq(mail.length, 2);
        vm.assertEq(from[0], firstSigner);
        vm.assertEq(from[1], secondSigner);
        vm.assertEq(mail[0], first);
        vm.assertEq(mail[1], second);
    }
}
