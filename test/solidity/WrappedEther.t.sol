// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IWrappedEther} from "../../contracts/interfaces/IWrappedEther.sol";
import {WrappedEther} from "../../contracts/world/WrappedEther.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract WrappedEtherTest is BridgeTest {
    function test_wraps_ether() external {
        vm.expectEmit(address(wrappedEther));
        emit IWrappedEther.Deposit(ALICE, 2 ether);
        vm.prank(ALICE);
        wrappedEther.deposit{value: 2 ether}();
        vm.assertEq(wrappedEther.balanceOf(ALICE), 2 ether);
        vm.assertEq(wrappedEther.totalSupply(), 2 ether);
        vm.assertEq(address(wrappedEther).balance, 2 ether);
    }

    function test_wraps_plain_ether() external {
        vm.prank(ALICE);
        (bool success, ) = address(wrappedEther).call{value: 2 ether}("");
        vm.assertEq(success, true);
        vm.assertEq(wrappedEther.balanceOf(ALICE), 2 ether);
    }

    function test_unwraps_ether() external {
        vm.startPrank(ALICE);
        wrappedEther.deposit{value: 2 ether}();
        vm.expectEmit(address(wrappedEther));
        emit IWrappedEther.Withdrawal(ALICE, 1.5 ether);
        wrappedEther.withdraw(1.5 ether);
        vm.stopPrank();
        vm.assertEq(wrappedEther.balanceOf(ALICE), 0.5 ether);
        vm.assertEq(address(wrappedEther).balance, 0.5 ether);
        vm.assertEq(ALICE.balance, 999_999.5 ether);
    }

    function test_works_when_its_code_is_put_at_another_address() external {
        WrappedEther other = WrappedEther(payable(address(0xE74E4)));
        vm.etch(address(other), address(wrappedEther).code);
        vm.assertEq(other.name(), "Wrapped Ether");
        vm.assertEq(other.symbol(), "WETH");
        vm.assertEq(other.decimals(), 18);
        vm.startPrank(ALICE);
        other.deposit{value: 2 ether}();
        other.withdraw(1 ether);
        vm.stopPrank();
        vm.assertEq(other.totalSupply(), 1 ether);
    }

    // Reverts

    function test_reverts_when_the_caller_holds_too_little() external {
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, BOB, 0, 1)
        );
        vm.prank(BOB);
        wrappedEther.withdraw(1);
    }

    function test_reverts_when_the_caller_takes_no_ether() external {
        vm.prank(ALICE);
        wrappedEther.deposit{value: 1 ether}();
        vm.prank(ALICE);
        wrappedEther.transfer(address(this), 1 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IWrappedEther.EtherTransferFailed.selector, address(this))
        );
        wrappedEther.withdraw(1 ether);
        vm.assertEq(wrappedEther.balanceOf(address(this)), 1 ether);
    }
}
