// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IFreezableToken} from "../../contracts/interfaces/IFreezableToken.sol";
import {IGateway} from "../../contracts/interfaces/IGateway.sol";
import {IRoninGatewayV1} from "../../contracts/interfaces/IRoninGatewayV1.sol";
import {IWrappedEther} from "../../contracts/interfaces/IWrappedEther.sol";
import {BridgeTest} from "./BridgeTest.sol";

/// Keeps one per cent of each transfer.
contract FeeToken is ERC20("Fee", "FEE") {
    constructor(address owner) {
        _mint(owner, 1000);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (from == address(0)) return super._update(from, to, amount);
        super._update(from, to, amount - amount / 100);
        super._update(from, address(this), amount / 100);
    }
}

/// Says no in place of a revert.
contract RefusingToken {
    function transferFrom(address, address, uint256) external pure returns (bool) {
        return false;
    }
}

contract DepositEtherTest is BridgeTest {
    function test_wraps_the_ether_and_records_the_deposit() external {
        vm.expectEmit(address(gateway));
        emit IRoninGatewayV1.TokenDeposited(
            0,
            ALICE,
            address(wrappedEther),
            address(sideEther),
            20,
            3 ether
        );
        vm.expectEmit(address(wrappedEther));
        emit IWrappedEther.Deposit(address(gateway), 3 ether);
        vm.prank(ALICE);
        uint256 depositId = gateway.depositEth{value: 3 ether}();
        vm.assertEq(depositId, 0);
        vm.assertEq(wrappedEther.balanceOf(address(gateway)), 3 ether);
        vm.assertEq(address(gateway).balance, 0);
        vm.assertEq(ALICE.balance, 999_997 ether);
    }

    function test_keeps_the_whole_deposit_on_record() external {
        _depositEther(3 ether);
        (
            address owner,
            address token,
            address sidechainToken,
            uint32 standard,
            uint256 number
        ) = gateway.deposits(0);
        vm.assertEq(owner, ALICE);
        vm.assertEq(token, address(wrappedEther));
        vm.assertEq(sidechainToken, address(sideEther));
        vm.assertEq(standard, 20);
        vm.assertEq(number, 3 ether);
    }

    function test_deposits_for_somebody_else() external {
        vm.expectEmit(address(gateway));
        emit IRoninGatewayV1.TokenDeposited(
            0,
            BOB,
            address(wrappedEther),
            address(sideEther),
            20,
            1
        );
        vm.prank(ALICE);
        gateway.depositEthFor{value: 1}(BOB);
    }

    function test_deposits_of_all_kinds_share_one_running_number() external {
        _depositEther(1);
        _depositUsd(1);
        vm.prank(ALICE);
        vm.assertEq(gateway.depositEthFor{value: 1}(BOB), 2);
        vm.assertEq(gateway.depositCount(), 3);
    }

    // Reverts

    function test_reverts_when_paused() external {
        gateway.pause();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        vm.prank(ALICE);
        gateway.depositEth{value: 1}();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        vm.prank(ALICE);
        gateway.depositEthFor{value: 1}(BOB);
    }

    function test_reverts_when_the_owner_is_zero() external {
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        vm.prank(ALICE);
        gateway.depositEthFor{value: 1}(address(0));
    }

    function test_reverts_when_no_ether_is_sent() external {
        vm.expectRevert(IGateway.ZeroAmount.selector);
        gateway.depositEth();
        vm.expectRevert(IGateway.ZeroAmount.selector);
        gateway.depositEthFor(BOB);
    }

    function test_reverts_when_wrapped_ether_is_not_mapped() external {
        registry.clearMapToken(address(wrappedEther));
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.TokenNotMapped.selector, address(wrappedEther))
        );
        vm.prank(ALICE);
        gateway.depositEth{value: 1}();
    }

    function test_reverts_when_the_registry_does_not_name_wrapped_ether() external {
        registry.updateContract("WETH_TOKEN", address(0));
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.RegistryEntryMissing.selector, "WETH_TOKEN")
        );
        vm.prank(ALICE);
        gateway.depositEth{value: 1}();
    }
}

contract DepositTokenTest is BridgeTest {
    function test_takes_the_tokens_and_records_the_deposit() external {
        vm.prank(ALICE);
        usdCoin.approve(address(gateway), 70e6);
        vm.expectEmit(address(gateway));
        emit IRoninGatewayV1.TokenDeposited(0, ALICE, address(usdCoin), address(sideUsd), 20, 70e6);
        vm.expectEmit(address(usdCoin));
        emit IERC20.Transfer(ALICE, address(gateway), 70e6);
        vm.prank(ALICE);
        vm.assertEq(gateway.depositERC20(address(usdCoin), 70e6), 0);
        vm.assertEq(usdCoin.balanceOf(address(gateway)), 70e6);
        vm.assertEq(gateway.depositCount(), 1);
    }

    function test_deposits_for_somebody_else_from_the_callers_purse() external {
        vm.prank(ALICE);
        usdCoin.approve(address(gateway), 70e6);
        vm.prank(ALICE);
        gateway.depositERC20For(BOB, address(usdCoin), 70e6);
        (address owner, , , , uint256 number) = gateway.deposits(0);
        vm.assertEq(owner, BOB);
        vm.assertEq(number, 70e6);
        vm.assertEq(usdCoin.balanceOf(ALICE), 999_930e6);
    }

    function test_wrapped_ether_can_be_deposited_as_a_token() external {
        vm.startPrank(ALICE);
        wrappedEther.deposit{value: 1 ether}();
        wrappedEther.approve(address(gateway), 1 ether);
        gateway.depositERC20(address(wrappedEther), 1 ether);
        vm.stopPrank();
        vm.assertEq(wrappedEther.balanceOf(address(gateway)), 1 ether);
    }

    // Reverts

    function test_reverts_when_paused() external {
        gateway.pause();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        gateway.depositERC20(address(usdCoin), 1);
        vm.expectRevert(IGateway.EnforcedPause.selector);
        gateway.depositERC20For(BOB, address(usdCoin), 1);
    }

    function test_reverts_when_the_owner_is_zero() external {
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        gateway.depositERC20For(address(0), address(usdCoin), 1);
    }

    function test_reverts_when_the_amount_is_zero() external {
        vm.expectRevert(IGateway.ZeroAmount.selector);
        gateway.depositERC20(address(usdCoin), 0);
    }

    function test_reverts_when_the_token_is_not_mapped() external {
        vm.expectRevert(abi.encodeWithSelector(IGateway.TokenNotMapped.selector, address(sideUsd)));
        gateway.depositERC20(address(sideUsd), 1);
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
        vm.prank(ALICE);
        gateway.depositERC20(address(usdCoin), 1);
        vm.assertEq(gateway.depositCount(), 0);
    }

    function test_reverts_when_the_caller_is_frozen() external {
        vm.prank(ALICE);
        usdCoin.approve(address(gateway), 1);
        vm.prank(ISSUER);
        usdCoin.freeze(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, ALICE));
        vm.prank(ALICE);
        gateway.depositERC20(address(usdCoin), 1);
    }

    function test_reverts_when_the_token_says_no() external {
        address token = address(new RefusingToken());
        registry.mapToken(token, address(sideUsd));
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
        gateway.depositERC20(token, 1);
    }

    // Attacks

    function test_a_token_with_a_fee_credits_more_than_the_vault_received() external {
        FeeToken token = new FeeToken(ALICE);
        registry.mapToken(address(token), address(0xFEE));
        vm.startPrank(ALICE);
        token.approve(address(gateway), 1000);
        gateway.depositERC20(address(token), 1000);
        vm.stopPrank();
        (, , , , uint256 number) = gateway.deposits(0);
        vm.assertEq(number, 1000);
        vm.assertEq(token.balanceOf(address(gateway)), 990);
    }
}
