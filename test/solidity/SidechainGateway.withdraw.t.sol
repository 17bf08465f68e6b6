// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IGateway} from "../../contracts/interfaces/IGateway.sol";
import {ISidechainGateway} from "../../contracts/interfaces/ISidechainGateway.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract RequestWithdrawalTest is BridgeTest {
    function setUp() public override {
        super.setUp();
        _creditOnSidechain(0, ALICE, sideEther, 10 ether);
        vm.prank(ALICE);
        sideEther.approve(address(sideGateway), 10 ether);
    }

    function test_locks_the_tokens_and_records_the_request() external {
        vm.expectEmit(address(sideGateway));
        emit ISidechainGateway.TokenWithdrew(
            0,
            ALICE,
            address(sideEther),
            address(wrappedEther),
            4 ether
        );
        vm.expectEmit(address(sideEther));
        emit IERC20.Transfer(ALICE, address(sideGateway), 4 ether);
        vm.prank(ALICE);
        vm.assertEq(sideGateway.withdrawERC20(address(sideEther), 4 ether), 0);
        vm.assertEq(sideEther.balanceOf(ALICE), 6 ether);
        vm.assertEq(sideEther.balanceOf(address(sideGateway)), 4 ether);
        (address owner, address token, uint256 amount) = sideGateway.withdrawals(0);
        vm.assertEq(owner, ALICE);
        vm.assertEq(token, address(sideEther));
        vm.assertEq(amount, 4 ether);
    }

    function test_requests_for_somebody_else_from_the_callers_purse() external {
        vm.prank(ALICE);
        sideGateway.withdrawERC20For(BOB, address(sideEther), 4 ether);
        (address owner, , ) = sideGateway.withdrawals(0);
        vm.assertEq(owner, BOB);
        vm.assertEq(sideEther.balanceOf(ALICE), 6 ether);
    }

    function test_requests_are_numbered_from_zero() external {
        vm.startPrank(ALICE);
        vm.assertEq(sideGateway.withdrawERC20(address(sideEther), 1 ether), 0);
        vm.assertEq(sideGateway.withdrawERC20For(BOB, address(sideEther), 1 ether), 1);
        vm.assertEq(sideGateway.withdrawERC20(address(sideEther), 1 ether), 2);
        vm.stopPrank();
        vm.assertEq(sideGateway.withdrawalCount(), 3);
    }

    function test_a_whole_withdrawal_crosses_both_chains() external {
        _depositEther(10 ether);
        vm.prank(ALICE);
        uint256 id = sideGateway.withdrawERC20For(BOB, address(sideEther), 4 ether);
        bytes32 digest = _digest(id, BOB, address(wrappedEther), 4 ether);
        for (uint256 i = 0; i < 5; ++i) {
            vm.prank(signers[i]);
            sideGateway.submitWithdrawalSignatures(id, false, _item(digest, keys[i], 1));
        }
        (, bytes[] memory items) = sideGateway.withdrawalSignatures(id);
        bytes memory list;
        for (uint256 i = 0; i < items.length; ++i) list = bytes.concat(list, items[i]);
        gateway.withdrawERC20For(id, BOB, address(wrappedEther), 4 ether, list);
        vm.assertEq(BOB.balance, 4 ether);
        vm.assertEq(wrappedEther.balanceOf(address(gateway)), 6 ether);
    }

    // Reverts

    function test_reverts_when_paused() external {
        sideGateway.pause();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        vm.prank(ALICE);
        sideGateway.withdrawERC20(address(sideEther), 1 ether);
        vm.expectRevert(IGateway.EnforcedPause.selector);
        vm.prank(ALICE);
        sideGateway.withdrawERC20For(BOB, address(sideEther), 1 ether);
    }

    function test_reverts_when_the_owner_is_zero() external {
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        vm.prank(ALICE);
        sideGateway.withdrawERC20For(address(0), address(sideEther), 1 ether);
    }

    function test_reverts_when_the_amount_is_zero() external {
        vm.expectRevert(IGateway.ZeroAmount.selector);
        vm.prank(ALICE);
        sideGateway.withdrawERC20(address(sideEther), 0);
    }

    function test_reverts_when_the_token_is_not_mapped() external {
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.TokenNotMapped.selector, address(wrappedEther))
        );
        vm.prank(ALICE);
        sideGateway.withdrawERC20(address(wrappedEther), 1 ether);
    }

    function test_reverts_when_the_caller_did_not_approve_and_uses_up_no_number() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector,
                address(sideGateway),
                0,
                1
            )
        );
        vm.prank(BOB);
        sideGateway.withdrawERC20(address(sideEther), 1);
        vm.assertEq(sideGateway.withdrawalCount(), 0);
    }

    function test_reverts_when_the_caller_holds_too_little() external {
        vm.prank(ALICE);
        sideEther.approve(address(sideGateway), 11 ether);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector,
                ALICE,
                10 ether,
                11 ether
            )
        );
        vm.prank(ALICE);
        sideGateway.withdrawERC20(address(sideEther), 11 ether);
    }
}
