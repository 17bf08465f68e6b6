// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IPauseTarget} from "../../contracts/interfaces/IPauseTarget.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {Receipts} from "../../contracts/ronin/v2/Receipts.sol";
import {BridgeV2Test} from "./BridgeV2Test.sol";

contract DepositV2Test is BridgeV2Test {
    using Receipts for IRoninGatewayV2.Receipt;

    function test_takes_ether() external {
        _expectDeposit(0, _weth, 3 ether);
        vm.prank(ALICE);
        gatewayV2.requestDepositFor{value: 3 ether}(_request(address(0), 3 ether));
        vm.assertEq(address(gatewayV2).balance, 3 ether);
        vm.assertEq(wrappedEther.totalSupply(), 0);
        vm.assertEq(gatewayV2.depositCount(), 1);
    }

    /// As a transaction of its own: the ether comes back through the proxy with 2,300 gas.
    /// hardhat-config: isolate = true
    function test_unwraps_wrapped_ether() external {
        vm.startPrank(ALICE);
        wrappedEther.deposit{value: 3 ether}();
        wrappedEther.approve(address(gatewayV2), 3 ether);
        _expectDeposit(0, _weth, 3 ether);
        gatewayV2.requestDepositFor(_request(_weth, 3 ether));
        vm.stopPrank();
        vm.assertEq(address(gatewayV2).balance, 3 ether);
        vm.assertEq(wrappedEther.totalSupply(), 0);
    }

    function test_takes_tokens() external {
        vm.startPrank(ALICE);
        usdCoin.approve(address(gatewayV2), 5e6);
        _expectDeposit(0, _usd, 5e6);
        gatewayV2.requestDepositFor(_request(_usd, 5e6));
        vm.stopPrank();
        vm.assertEq(usdCoin.balanceOf(address(gatewayV2)), 5e6);
    }

    function test_plain_ether_is_a_deposit_for_the_sender() external {
        IRoninGatewayV2.Receipt memory receipt = _depositReceipt(0, _weth, 2 ether);
        receipt.ronin.addr = ALICE;
        vm.expectEmit(address(gatewayV2));
        emit IRoninGatewayV2.DepositRequested(receipt.hash(), receipt);
        vm.prank(ALICE);
        (bool success, ) = address(gatewayV2).call{value: 2 ether}("");
        vm.assertEq(success, true);
        vm.assertEq(address(gatewayV2).balance, 2 ether);
    }

    function test_numbers_the_deposits() external {
        vm.startPrank(ALICE);
        gatewayV2.requestDepositFor{value: 1}(_request(address(0), 1));
        _expectDeposit(1, _weth, 2);
        gatewayV2.requestDepositFor{value: 2}(_request(address(0), 2));
        vm.stopPrank();
        vm.assertEq(gatewayV2.depositCount(), 2);
    }

    // Reverts

    function test_reverts_when_paused() external {
        gatewayV2.pause();
        vm.expectRevert(IPauseTarget.EnforcedPause.selector);
        vm.prank(ALICE);
        gatewayV2.requestDepositFor{value: 1}(_request(address(0), 1));
        vm.expectRevert(IPauseTarget.EnforcedPause.selector);
        _sendPlain(1);
    }

    function test_reverts_when_the_amount_is_zero() external {
        vm.expectRevert(IRoninGatewayV2.ZeroAmount.selector);
        gatewayV2.requestDepositFor(_request(address(0), 0));
        vm.expectRevert(IRoninGatewayV2.ZeroAmount.selector);
        _sendPlain(0);
    }

    function test_reverts_when_something_else_than_a_token_is_moved() external {
        IRoninGatewayV2.Request memory request = _request(_usd, 5e6);
        request.info.erc = 1;
        request.info.id = 3;
        vm.expectRevert(abi.encodeWithSelector(IRoninGatewayV2.NotErc20.selector, 1, 3));
        gatewayV2.requestDepositFor(request);
    }

    function test_reverts_when_the_recipient_is_zero() external {
        IRoninGatewayV2.Request memory request = _request(_usd, 5e6);
        request.recipientAddr = address(0);
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        gatewayV2.requestDepositFor(request);
    }

    function test_reverts_when_another_amount_of_ether_is_sent_along() external {
        vm.expectRevert(abi.encodeWithSelector(IRoninGatewayV2.WrongEtherAmount.selector, 2, 3));
        vm.prank(ALICE);
        gatewayV2.requestDepositFor{value: 2}(_request(address(0), 3));
        vm.expectRevert(abi.encodeWithSelector(IRoninGatewayV2.WrongEtherAmount.selector, 2, 0));
        vm.prank(ALICE);
        gatewayV2.requestDepositFor{value: 2}(_request(_usd, 2));
    }

    function test_reverts_when_the_token_is_not_mapped() external {
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV2.TokenNotMapped.selector, address(elixir))
        );
        gatewayV2.requestDepositFor(_request(address(elixir), 1));
    }

    function test_reverts_when_the_gateway_is_not_allowed_to_take_the_tokens() external {
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector,
                address(gatewayV2),
                0,
                5e6
            )
        );
        vm.prank(ALICE);
        gatewayV2.requestDepositFor(_request(_usd, 5e6));
    }

    /// A deposit for BOB.
    function _request(
        address token,
        uint256 amount
    ) private pure returns (IRoninGatewayV2.Request memory) {
        return
            IRoninGatewayV2.Request(
                BOB,
                token,
                IRoninGatewayV2.TokenInfo(Receipts.ERC20, 0, amount)
            );
    }

    /// The receipt of a deposit by ALICE for BOB.
    function _depositReceipt(
        uint256 id,
        address token,
        uint256 amount
    ) private view returns (IRoninGatewayV2.Receipt memory receipt) {
        receipt = _receipt(id, token, amount);
        receipt.kind = Receipts.DEPOSIT;
        receipt.mainchain.addr = ALICE;
        receipt.ronin.addr = BOB;
    }

    function _expectDeposit(uint256 id, address token, uint256 amount) private {
        IRoninGatewayV2.Receipt memory receipt = _depositReceipt(id, token, amount);
        vm.expectEmit(address(gatewayV2));
        emit IRoninGatewayV2.DepositRequested(receipt.hash(), receipt);
    }

    function _sendPlain(uint256 amount) private {
        vm.deal(address(this), amount);
        (bool success, ) = address(gatewayV2).call{value: amount}("");
        // After `expectRevert` it says whether the call reverted as expected.
        vm.assertEq(success, true);
    }
}
