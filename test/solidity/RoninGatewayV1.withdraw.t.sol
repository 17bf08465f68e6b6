// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IFreezableToken} from "../../contracts/interfaces/IFreezableToken.sol";
import {IGateway} from "../../contracts/interfaces/IGateway.sol";
import {IRoninGatewayV1} from "../../contracts/interfaces/IRoninGatewayV1.sol";
import {SignatureList} from "../../contracts/ronin/SignatureList.sol";
import {FullVaultTest} from "./BridgeTest.sol";

/// Takes no ether.
contract Refuser {}

/// Takes ether, for more than 2,300 gas.
contract Spender {
    uint256 private _count;

    receive() external payable {
        ++_count;
    }
}

contract WithdrawTest is FullVaultTest {
    function test_pays_wrapped_ether_as_ether() external {
        bytes memory list = _signed(0, BOB, _weth, 40 ether, 5);
        vm.expectEmit(address(gateway));
        emit IRoninGatewayV1.TokenWithdrew(0, BOB, _weth, 40 ether);
        gateway.withdrawERC20For(0, BOB, _weth, 40 ether, list);
        vm.assertEq(BOB.balance, 40 ether);
        vm.assertEq(wrappedEther.balanceOf(address(gateway)), 60 ether);
        vm.assertEq(address(gateway).balance, 0);
    }

    function test_pays_tokens() external {
        bytes memory list = _signed(0, BOB, _usd, 40e6, 5);
        vm.expectEmit(address(gateway));
        emit IRoninGatewayV1.TokenWithdrew(0, BOB, _usd, 40e6);
        gateway.withdrawERC20For(0, BOB, _usd, 40e6, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 40e6);
        vm.assertEq(usdCoin.balanceOf(address(gateway)), 60e6);
    }

    function test_pays_the_whole_vault() external {
        gateway.withdrawERC20For(0, BOB, _weth, 100 ether, _signed(0, BOB, _weth, 100 ether, 9));
        vm.assertEq(BOB.balance, 100 ether);
        vm.assertEq(wrappedEther.totalSupply(), 0);
    }

    function test_keeps_the_withdrawal_on_record() external {
        gateway.withdrawERC20For(7, BOB, _usd, 1e6, _signed(7, BOB, _usd, 1e6, 5));
        (address owner, address token, uint256 amount) = gateway.withdrawals(7);
        vm.assertEq(owner, BOB);
        vm.assertEq(token, _usd);
        vm.assertEq(amount, 1e6);
        (owner, token, amount) = gateway.withdrawals(6);
        vm.assertEq(owner, address(0));
    }

    function test_pays_the_caller() external {
        bytes memory list = _signed(0, BOB, _usd, 1e6, 5);
        vm.prank(BOB);
        gateway.withdrawERC20(0, _usd, 1e6, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    function test_anybody_may_submit_for_anybody() external {
        bytes memory list = _signed(0, BOB, _usd, 1e6, 5);
        vm.prank(STRANGER);
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
        vm.assertEq(usdCoin.balanceOf(STRANGER), 0);
    }

    function test_ids_come_in_any_order() external {
        uint256[3] memory ids = [uint256(9), type(uint256).max, 0];
        for (uint256 i = 0; i < 3; ++i) {
            gateway.withdrawERC20For(ids[i], BOB, _usd, 1e6, _signed(ids[i], BOB, _usd, 1e6, 5));
        }
        vm.assertEq(usdCoin.balanceOf(BOB), 3e6);
    }

    function test_mints_what_the_vault_lacks() external {
        address token = address(potion);
        gateway.withdrawERC20For(0, BOB, token, 500, _signed(0, BOB, token, 500, 5));
        vm.assertEq(potion.balanceOf(BOB), 500);
        vm.assertEq(potion.totalSupply(), 500);
        vm.prank(BOB);
        potion.transfer(address(gateway), 300);
        gateway.withdrawERC20For(1, ALICE, token, 1000, _signed(1, ALICE, token, 1000, 5));
        vm.assertEq(potion.balanceOf(ALICE), 1000);
        vm.assertEq(potion.totalSupply(), 1200);
        vm.assertEq(potion.balanceOf(address(gateway)), 0);
    }

    function test_mints_nothing_when_the_vault_holds_enough() external {
        vm.prank(address(gateway));
        potion.mint(address(gateway), 500);
        gateway.withdrawERC20For(
            0,
            BOB,
            address(potion),
            500,
            _signed(0, BOB, address(potion), 500, 5)
        );
        vm.assertEq(potion.totalSupply(), 500);
    }

    function test_has_the_selector_of_the_real_call() external view {
        vm.assertEq(bytes32(gateway.withdrawERC20For.selector), bytes32(bytes4(0x993e1c42)));
    }

    // Reverts

    function test_reverts_when_paused() external {
        bytes memory list = _signed(0, BOB, _usd, 1e6, 5);
        gateway.pause();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
        vm.expectRevert(IGateway.EnforcedPause.selector);
        vm.prank(BOB);
        gateway.withdrawERC20(0, _usd, 1e6, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 0);
    }

    function test_reverts_when_the_recipient_is_zero() external {
        bytes memory list = _signed(0, address(0), _usd, 1e6, 5);
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        gateway.withdrawERC20For(0, address(0), _usd, 1e6, list);
    }

    function test_reverts_when_the_amount_is_zero() external {
        bytes memory list = _signed(0, BOB, _usd, 0, 5);
        vm.expectRevert(IGateway.ZeroAmount.selector);
        gateway.withdrawERC20For(0, BOB, _usd, 0, list);
    }

    function test_reverts_when_the_token_is_not_mapped() external {
        registry.clearMapToken(_usd);
        bytes memory list = _signed(0, BOB, _usd, 1e6, 5);
        vm.expectRevert(abi.encodeWithSelector(IGateway.TokenNotMapped.selector, _usd));
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
    }

    function test_reverts_when_the_signers_do_not_ascend() external {
        bytes32 digest = _digest(0, BOB, _usd, 1e6);
        bytes memory list = bytes.concat(_item(digest, keys[1], 1), _item(digest, keys[0], 1));
        vm.expectRevert(
            abi.encodeWithSelector(
                IRoninGatewayV1.SignersNotAscending.selector,
                signers[1],
                signers[0]
            )
        );
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
    }

    function test_reverts_when_the_mode_is_unknown() external {
        bytes memory list = _signed(0, BOB, _usd, 1e6, 5);
        list[66] = 0x03;
        vm.expectRevert(abi.encodeWithSelector(SignatureList.SignatureModeUnknown.selector, 3));
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
    }

    function test_reverts_when_the_validators_who_signed_are_too_few() external {
        _expectQuorumNotReached(4);
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, _signed(0, BOB, _usd, 1e6, 4));
        _expectQuorumNotReached(0);
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, "");
    }

    function test_reverts_when_anything_else_was_signed() external {
        bytes memory list = _signed(3, BOB, _usd, 1e6, 5);
        vm.expectRevert();
        gateway.withdrawERC20For(4, BOB, _usd, 1e6, list);
        vm.expectRevert();
        gateway.withdrawERC20For(3, STRANGER, _usd, 1e6, list);
        vm.expectRevert();
        gateway.withdrawERC20For(3, BOB, _weth, 1e6, list);
        vm.expectRevert();
        gateway.withdrawERC20For(3, BOB, _usd, 1e6 + 1, list);
        gateway.withdrawERC20For(3, BOB, _usd, 1e6, list);
    }

    function test_reverts_when_the_registry_entries_are_missing() external {
        bytes memory list = _signed(0, BOB, _usd, 1e6, 5);
        registry.updateContract("WETH_TOKEN", address(0));
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.RegistryEntryMissing.selector, "WETH_TOKEN")
        );
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
        registry.updateContract("VALIDATOR", address(0));
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.RegistryEntryMissing.selector, "VALIDATOR")
        );
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
    }

    function test_reverts_when_the_vault_is_short_and_cannot_mint() external {
        bytes memory list = _signed(0, BOB, _usd, 101e6, 5);
        vm.expectRevert(abi.encodeWithSelector(IGateway.VaultShort.selector, _usd, 100e6, 101e6));
        gateway.withdrawERC20For(0, BOB, _usd, 101e6, list);
        list = _signed(0, BOB, _weth, 101 ether, 5);
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.VaultShort.selector, _weth, 100 ether, 101 ether)
        );
        gateway.withdrawERC20For(0, BOB, _weth, 101 ether, list);
    }

    function test_reverts_when_the_recipient_refuses_ether() external {
        _expectEtherRefused(address(new Refuser()));
    }

    function test_reverts_when_the_recipient_needs_more_than_2300_gas() external {
        _expectEtherRefused(address(new Spender()));
    }

    function test_reverts_when_the_recipient_is_frozen() external {
        bytes memory list = _signed(0, BOB, _usd, 1e6, 5);
        vm.prank(ISSUER);
        usdCoin.freeze(BOB);
        vm.expectRevert(abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, BOB));
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
        vm.prank(ISSUER);
        usdCoin.unfreeze(BOB);
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    function test_reverts_when_the_gateway_is_frozen() external {
        vm.prank(ISSUER);
        usdCoin.freeze(address(gateway));
        bytes memory list = _signed(0, BOB, _usd, 1e6, 5);
        vm.expectRevert(
            abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, address(gateway))
        );
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
    }

    function test_reverts_when_the_id_was_paid_before_and_moves_nothing() external {
        bytes memory list = _signed(0, BOB, _weth, 1 ether, 5);
        gateway.withdrawERC20For(0, BOB, _weth, 1 ether, list);
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV1.WithdrawalAlreadyProcessed.selector, 0)
        );
        gateway.withdrawERC20For(0, BOB, _weth, 1 ether, list);
        vm.assertEq(BOB.balance, 1 ether);
        vm.assertEq(wrappedEther.balanceOf(address(gateway)), 99 ether);
        vm.assertEq(wrappedEther.totalSupply(), 99 ether);
    }

    function test_reverts_when_the_id_was_paid_before_with_another_content() external {
        gateway.withdrawERC20For(0, BOB, _weth, 1 ether, _signed(0, BOB, _weth, 1 ether, 5));
        bytes memory list = _signed(0, ALICE, address(potion), 5, 9);
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV1.WithdrawalAlreadyProcessed.selector, 0)
        );
        gateway.withdrawERC20For(0, ALICE, address(potion), 5, list);
        vm.assertEq(potion.totalSupply(), 0);
    }

    function test_names_the_first_reason_in_the_order_of_the_tests() external {
        bytes memory list = _signed(0, BOB, _usd, 60e6, 5);
        gateway.withdrawERC20For(0, BOB, _usd, 60e6, list);

        // Paid before, and the vault is short.
        vm.expectRevert(abi.encodeWithSelector(IGateway.VaultShort.selector, _usd, 40e6, 60e6));
        gateway.withdrawERC20For(0, BOB, _usd, 60e6, list);

        // The same without signatures.
        _expectQuorumNotReached(0);
        gateway.withdrawERC20For(0, BOB, _usd, 60e6, "");

        // The same with a token that is not mapped.
        registry.clearMapToken(_usd);
        vm.expectRevert(abi.encodeWithSelector(IGateway.TokenNotMapped.selector, _usd));
        gateway.withdrawERC20For(0, BOB, _usd, 60e6, "");

        // The same with a zero amount, and then a zero recipient.
        vm.expectRevert(IGateway.ZeroAmount.selector);
        gateway.withdrawERC20For(0, BOB, _usd, 0, "");
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        gateway.withdrawERC20For(0, address(0), _usd, 0, "");

        // The same while paused.
        gateway.pause();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        gateway.withdrawERC20For(0, address(0), _usd, 0, "");
    }

    function _expectEtherRefused(address recipient) private {
        bytes memory list = _signed(0, recipient, _weth, 1 ether, 5);
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV1.EtherTransferFailed.selector, recipient)
        );
        gateway.withdrawERC20For(0, recipient, _weth, 1 ether, list);
        vm.assertEq(wrappedEther.balanceOf(address(gateway)), 100 ether);
        (address owner, , ) = gateway.withdrawals(0);
        vm.assertEq(owner, address(0));
    }
}
