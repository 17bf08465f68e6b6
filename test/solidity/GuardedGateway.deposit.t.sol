// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {ITokenVault} from "../../contracts/interfaces/ITokenVault.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {RevertingGuard, ScriptedGuard} from "./GuardDoubles.sol";

/// Keeps one unit in a hundred of each transfer; all of it if there are fewer.
contract FeeToken is ERC20("Fee", "FEE") {
    constructor(address holder) {
        _mint(holder, 1000);
    }

    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = (amount + 99) / 100;
        if (from == address(0)) return super._update(from, to, amount);
        super._update(from, address(0), fee);
        super._update(from, to, amount - fee);
    }
}

/// Calls somebody on each transfer in, before the balances change.
contract CallingToken is ERC20("Calling", "CALL") {
    address private _target;
    bytes private _call;

    constructor(address holder) {
        _mint(holder, 1000);
    }

    function arm(address target, bytes calldata call) external {
        (_target, _call) = (target, call);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (_target != address(0)) {
            (bool success, bytes memory reason) = _target.call(_call);
            if (!success) {
                assembly {
                    revert(add(reason, 0x20), mload(reason))
                }
            }
        }
        super._update(from, to, amount);
    }
}

contract GuardedDepositTest is GuardedBridgeTest {
    function test_takes_tokens_and_tells_the_other_chain_and_the_guards() external {
        ScriptedGuard guard = _addScripted();
        vm.startPrank(ALICE);
        usdCoin.approve(address(gateway), 70e6);
        vm.expectEmit(address(gateway));
        emit ITokenVault.Deposited(2, ALICE, usd, address(0x2), 70e6);
        vm.assertEq(gateway.deposit(usd, 70e6), 2);
        vm.stopPrank();
        vm.assertEq(usdCoin.balanceOf(address(gateway)), 170e6);
        vm.assertEq(guard.depositedCount(), 1);
        vm.assertEq(guard.depositedAmount(), 70e6);
    }

    function test_wraps_ether() external {
        vm.prank(ALICE);
        vm.expectEmit(address(gateway));
        emit ITokenVault.Deposited(2, ALICE, weth, address(0x1), 3 ether);
        gateway.depositEther{value: 3 ether}();
        vm.assertEq(wrappedEther.balanceOf(address(gateway)), 103 ether);
        vm.assertEq(address(gateway).balance, 0);
    }

    function test_deposits_for_somebody_else_from_the_callers_purse() external {
        vm.startPrank(ALICE);
        usdCoin.approve(address(gateway), 1);
        vm.expectEmit(address(gateway));
        emit ITokenVault.Deposited(2, BOB, usd, address(0x2), 1);
        gateway.depositFor(BOB, usd, 1);
        vm.expectEmit(address(gateway));
        emit ITokenVault.Deposited(3, BOB, weth, address(0x1), 2);
        gateway.depositEtherFor{value: 2}(BOB);
        vm.stopPrank();
        vm.assertEq(gateway.depositCount(), 4);
    }

    function test_what_arrives_is_what_counts() external {
        ScriptedGuard guard = _addScripted();
        FeeToken token = new FeeToken(ALICE);
        _change(abi.encodeCall(gateway.setToken, (address(token), address(0xFEE), false)));
        vm.startPrank(ALICE);
        token.approve(address(gateway), 1000);
        vm.expectEmit(address(gateway));
        emit ITokenVault.Deposited(2, ALICE, address(token), address(0xFEE), 990);
        gateway.deposit(address(token), 1000);
        vm.stopPrank();
        vm.assertEq(guard.depositedAmount(), 990);
    }

    function test_a_broken_guard_does_not_block_it() external {
        RevertingGuard broken = new RevertingGuard();
        _addGuard(address(broken));
        vm.prank(ALICE);
        vm.expectEmit(address(gateway));
        emit IGuardStack.NotificationFailed(address(broken), IWithdrawalGuard.onDeposited.selector);
        gateway.depositEther{value: 1}();
        vm.assertEq(gateway.depositCount(), 3);
    }
}

contract GuardedDepositRefusalTest is GuardedBridgeTest {
    // Reverts

    function test_reverts_when_nothing_is_sent_or_nothing_arrives() external {
        FeeToken token = new FeeToken(ALICE);
        _change(abi.encodeCall(gateway.setToken, (address(token), address(0xFEE), false)));
        vm.startPrank(ALICE);
        token.approve(address(gateway), 1);
        vm.expectRevert(ITokenVault.ZeroAmount.selector);
        gateway.deposit(address(token), 1);
        vm.expectRevert(ITokenVault.ZeroAmount.selector);
        gateway.deposit(usd, 0);
        vm.expectRevert(ITokenVault.ZeroAmount.selector);
        gateway.depositEther();
        vm.stopPrank();
    }

    function test_reverts_when_the_owner_is_zero() external {
        vm.expectRevert(ITokenVault.ZeroAddress.selector);
        gateway.depositFor(address(0), usd, 1);
        vm.expectRevert(ITokenVault.ZeroAddress.selector);
        gateway.depositEtherFor{value: 1}(address(0));
    }

    function test_reverts_when_the_token_is_not_mapped() external {
        vm.expectRevert(abi.encodeWithSelector(ITokenVault.TokenNotMapped.selector, STRANGER));
        gateway.deposit(STRANGER, 1);
        _change(abi.encodeCall(gateway.setToken, (weth, address(0), false)));
        vm.expectRevert(abi.encodeWithSelector(ITokenVault.TokenNotMapped.selector, weth));
        gateway.depositEther{value: 1}();
    }

    function test_reverts_when_the_caller_did_not_approve() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector,
                address(gateway),
                0,
                1
            )
        );
        vm.prank(STRANGER);
        gateway.deposit(usd, 1);
    }

    function test_reverts_before_the_gateway_is_open() external {
        gateway = _newGateway(keys, 5, 9);
        _setTokens(gateway);
        vm.expectRevert(IGuardedGateway.NotOpen.selector);
        gateway.deposit(usd, 1);
        vm.expectRevert(IGuardedGateway.NotOpen.selector);
        gateway.depositEther{value: 1}();
    }

    function test_reverts_when_plain_ether_is_sent() external {
        vm.expectRevert(abi.encodeWithSelector(ITokenVault.NotWrappedEther.selector, ALICE));
        vm.prank(ALICE);
        (bool success, ) = address(gateway).call{value: 1}("");
        // After `expectRevert` it says whether the call reverted as expected.
        vm.assertEq(success, true);
    }

    // Attacks

    function test_a_token_that_calls_back_is_not_credited_twice() external {
        CallingToken token = new CallingToken(ALICE);
        _change(abi.encodeCall(gateway.setToken, (address(token), address(0xCA11), false)));
        token.arm(address(gateway), abi.encodeCall(gateway.deposit, (address(token), 1)));
        vm.startPrank(ALICE);
        token.approve(address(gateway), 2);
        vm.expectRevert(ReentrancyGuard.ReentrancyGuardReentrantCall.selector);
        gateway.deposit(address(token), 1);
        vm.stopPrank();
        vm.assertEq(gateway.depositCount(), 2);
    }
}
