// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IFreezableToken} from "../../contracts/interfaces/IFreezableToken.sol";
import {IPauseTarget} from "../../contracts/interfaces/IPauseTarget.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {IWithdrawalLimits} from "../../contracts/interfaces/IWithdrawalLimits.sol";
import {Receipts} from "../../contracts/ronin/v2/Receipts.sol";
import {FullVaultV2Test} from "./BridgeV2Test.sol";

/// Takes no ether.
contract EtherRefuser {}

/// Takes ether, for more than 2,300 gas.
contract EtherSpender {
    uint256 private _count;

    receive() external payable {
        ++_count;
    }
}

contract SubmitV2Test is FullVaultV2Test {
    using Receipts for IRoninGatewayV2.Receipt;

    function test_pays_ether_with_seven_signatures() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _weth, 40 ether);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 7);
        vm.expectEmit(address(gatewayV2));
        emit IRoninGatewayV2.Withdrew(receipt.hash(), receipt);
        vm.assertEq(gatewayV2.submitWithdrawal(receipt, list), false);
        vm.assertEq(BOB.balance, 40 ether);
        vm.assertEq(address(gatewayV2).balance, 199_960 ether);
        vm.assertEq(wrappedEther.totalSupply(), 0);
    }

    function test_pays_tokens_with_seven_signatures() external {
        vm.assertEq(_withdraw(0, _usd, 40e6, 7), false);
        vm.assertEq(usdCoin.balanceOf(BOB), 40e6);
        vm.assertEq(usdCoin.balanceOf(address(gatewayV2)), 99_999_960e6);
    }

    function test_pays_the_whole_vault() external {
        vm.deal(address(gatewayV2), 3 ether);
        _withdraw(0, _weth, 3 ether, 7);
        vm.assertEq(address(gatewayV2).balance, 0);
        vm.prank(address(gatewayV2));
        usdCoin.transfer(ALICE, 99_999_998e6);
        _withdraw(1, _usd, 2e6, 7);
        vm.assertEq(usdCoin.balanceOf(address(gatewayV2)), 0);
        vm.assertEq(usdCoin.balanceOf(BOB), 2e6);
    }

    function test_pays_the_high_tier_with_nine_signatures() external {
        vm.assertEq(_withdraw(0, _weth, ETHER_HIGH_TIER, 9), false);
        vm.assertEq(BOB.balance, ETHER_HIGH_TIER);
    }

    function test_holds_the_locked_tier() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _weth, ETHER_LOCKED);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 9);
        vm.expectEmit(address(gatewayV2));
        emit IRoninGatewayV2.WithdrawalLocked(receipt.hash(), receipt);
        vm.assertEq(gatewayV2.submitWithdrawal(receipt, list), true);
        vm.assertEq(gatewayV2.withdrawalLocked(0), true);
        vm.assertEq(BOB.balance, 0);
        vm.assertEq(address(gatewayV2).balance, 200_000 ether);
    }

    function test_holds_more_than_the_vault_has() external {
        vm.assertEq(_withdraw(0, _weth, 1_000_000 ether, 9), true);
    }

    function test_remembers_the_receipt() external {
        _withdraw(7, _usd, 1e6, 7);
        vm.assertEq(gatewayV2.withdrawalHash(7), _receipt(7, _usd, 1e6).hash());
        vm.assertEq(gatewayV2.withdrawalLocked(7), false);
        vm.assertEq(gatewayV2.withdrawalHash(6), bytes32(0));
    }

    function test_anybody_may_submit_for_anybody() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 7);
        vm.prank(STRANGER);
        gatewayV2.submitWithdrawal(receipt, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
        vm.assertEq(usdCoin.balanceOf(STRANGER), 0);
    }

    function test_ids_come_in_any_order() external {
        uint256[3] memory ids = [uint256(9), type(uint256).max, 0];
        for (uint256 i = 0; i < 3; ++i) _withdraw(ids[i], _usd, 1e6, 7);
        vm.assertEq(usdCoin.balanceOf(BOB), 3e6);
    }

    function test_pays_wrapped_ether_to_who_takes_no_ether() external {
        _expectWrapped(address(new EtherRefuser()));
    }

    function test_pays_wrapped_ether_to_who_needs_more_than_2300_gas() external {
        _expectWrapped(address(new EtherSpender()));
    }

    function test_mints_what_the_vault_lacks() external {
        _mapElixir(false);
        _withdraw(0, address(elixir), 500, 9);
        vm.assertEq(elixir.balanceOf(BOB), 500);
        vm.prank(BOB);
        elixir.transfer(address(gatewayV2), 300);
        _withdraw(1, address(elixir), 1000, 9);
        vm.assertEq(elixir.balanceOf(BOB), 1200);
        vm.assertEq(elixir.totalSupply(), 1200);
    }

    function test_looks_neither_at_the_owner_nor_at_the_chain_of_the_sidechains_side() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        receipt.ronin.addr = address(0);
        receipt.ronin.chainId = 12_345;
        gatewayV2.submitWithdrawal(receipt, _signed(receipt, 7));
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    // Reverts

    function test_reverts_when_paused() external {
        gatewayV2.pause();
        _expectRefused(
            0,
            _usd,
            1e6,
            9,
            abi.encodeWithSelector(IPauseTarget.EnforcedPause.selector)
        );
    }

    function test_reverts_when_the_amount_is_zero() external {
        _expectRefused(0, _usd, 0, 9, abi.encodeWithSelector(IRoninGatewayV2.ZeroAmount.selector));
    }

    function test_reverts_when_something_else_than_a_token_is_moved() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        receipt.info.erc = 1;
        _expectRefused(
            receipt,
            _signed(receipt, 9),
            abi.encodeWithSelector(IRoninGatewayV2.NotErc20.selector, 1, 0)
        );
        receipt.info.erc = 0;
        receipt.info.id = 5;
        _expectRefused(
            receipt,
            _signed(receipt, 9),
            abi.encodeWithSelector(IRoninGatewayV2.NotErc20.selector, 0, 5)
        );
    }

    function test_reverts_when_the_recipient_is_zero() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        receipt.mainchain.addr = address(0);
        _expectRefused(
            receipt,
            _signed(receipt, 9),
            abi.encodeWithSelector(IAdministered.ZeroAddress.selector)
        );
    }

    function test_reverts_when_the_receipt_is_of_a_deposit() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        for (uint256 i = 0; i < 2; ++i) {
            uint8 kind = i == 0 ? 0 : 2;
            receipt.kind = kind;
            _expectRefused(
                receipt,
                _signed(receipt, 9),
                abi.encodeWithSelector(IRoninGatewayV2.NotWithdrawal.selector, kind)
            );
        }
    }

    function test_reverts_when_the_receipt_is_for_another_chain() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        receipt.mainchain.chainId = 5;
        _expectRefused(
            receipt,
            _signed(receipt, 9),
            abi.encodeWithSelector(IRoninGatewayV2.WrongChain.selector, 5, block.chainid)
        );
    }

    function test_reverts_when_the_token_is_not_mapped() external {
        _expectRefused(
            0,
            address(elixir),
            1,
            9,
            abi.encodeWithSelector(IRoninGatewayV2.TokenNotMapped.selector, address(elixir))
        );
    }

    function test_reverts_when_the_token_on_the_sidechain_is_another() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        receipt.ronin.tokenAddr = address(sideEther);
        _expectRefused(
            receipt,
            _signed(receipt, 9),
            abi.encodeWithSelector(
                IRoninGatewayV2.WrongSidechainToken.selector,
                address(sideEther),
                address(sideUsd)
            )
        );
    }

    function test_reverts_when_the_id_was_paid_before() external {
        _withdraw(0, _usd, 1e6, 7);
        _expectRefused(0, _usd, 1e6, 7, _alreadyProcessed(0));
        _expectRefused(0, _weth, 2 ether, 9, _alreadyProcessed(0));
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    function test_reverts_when_the_id_is_held_or_was_released() external {
        _withdraw(0, _weth, ETHER_LOCKED, 9);
        _expectRefused(0, _weth, ETHER_LOCKED, 9, _alreadyProcessed(0));
        _unlock(_receipt(0, _weth, ETHER_LOCKED));
        _expectRefused(0, _weth, ETHER_LOCKED, 9, _alreadyProcessed(0));
    }

    function test_reverts_when_the_vault_is_short() external {
        vm.deal(address(gatewayV2), 10 ether);
        _expectRefused(
            0,
            _weth,
            11 ether,
            7,
            abi.encodeWithSelector(IRoninGatewayV2.VaultShort.selector, _weth, 10 ether, 11 ether)
        );
        vm.prank(address(gatewayV2));
        usdCoin.transfer(ALICE, 99_999_999e6);
        _expectRefused(
            0,
            _usd,
            2e6,
            7,
            abi.encodeWithSelector(IRoninGatewayV2.VaultShort.selector, _usd, 1e6, 2e6)
        );
    }

    function test_reverts_when_the_recipient_is_frozen_and_pays_once_it_is_not() external {
        vm.prank(ISSUER);
        usdCoin.freeze(BOB);
        _expectRefused(
            0,
            _usd,
            1e6,
            7,
            abi.encodeWithSelector(IFreezableToken.AccountFrozen.selector, BOB)
        );
        vm.prank(ISSUER);
        usdCoin.unfreeze(BOB);
        _withdraw(0, _usd, 1e6, 7);
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    function _expectWrapped(address recipient) private {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _weth, 1 ether);
        receipt.mainchain.addr = recipient;
        gatewayV2.submitWithdrawal(receipt, _signed(receipt, 7));
        vm.assertEq(recipient.balance, 0);
        vm.assertEq(wrappedEther.balanceOf(recipient), 1 ether);
        vm.assertEq(address(gatewayV2).balance, 199_999 ether);
    }
}

/// One withdrawal of which everything is wrong. What is found first is put right, and the next
/// reason is named, in the order of the tests.
contract SubmitOrderV2Test is FullVaultV2Test {
    IRoninGatewayV2.Receipt private _wrong;

    function test_names_the_first_reason_in_the_order_of_the_tests() external {
        _withdraw(0, _weth, 1 ether, 9);
        gatewayV2.setTokenLimits(_weth, _limitsOfNothing());
        vm.deal(address(gatewayV2), 0);
        gatewayV2.pause();
        _wrong = _receipt(0, address(elixir), 0);
        _wrong.mainchain.addr = address(0);
        _wrong.mainchain.chainId = 5;
        _wrong.kind = Receipts.DEPOSIT;

        _expectFirst(abi.encodeWithSelector(IPauseTarget.EnforcedPause.selector));
        gatewayV2.unpause();
        _expectFirst(abi.encodeWithSelector(IRoninGatewayV2.ZeroAmount.selector));
        _wrong.info.quantity = 100 ether;
        _expectFirst(abi.encodeWithSelector(IAdministered.ZeroAddress.selector));
        _wrong.mainchain.addr = BOB;
        _expectFirst(abi.encodeWithSelector(IRoninGatewayV2.NotWithdrawal.selector, 0));
        _wrong.kind = Receipts.WITHDRAWAL;
        _expectFirst(abi.encodeWithSelector(IRoninGatewayV2.WrongChain.selector, 5, block.chainid));
        _wrong.mainchain.chainId = block.chainid;
        _expectFirst(
            abi.encodeWithSelector(IRoninGatewayV2.TokenNotMapped.selector, address(elixir))
        );
        _wrong.mainchain.tokenAddr = _weth;
        _expectFirst(
            abi.encodeWithSelector(
                IRoninGatewayV2.WrongSidechainToken.selector,
                address(0),
                address(sideEther)
            )
        );
        _wrong.ronin.tokenAddr = address(sideEther);
        _expectFirst(_alreadyProcessed(0));
        _wrong.id = 1;
        _expectTheRest();
    }

    function _expectTheRest() private {
        _expectFirst(
            abi.encodeWithSelector(
                IWithdrawalLimits.DailyLimitReached.selector,
                _weth,
                100 ether,
                1 ether,
                0,
                MIDNIGHT + 1 days
            )
        );
        gatewayV2.setTokenLimits(_weth, _etherLimits());
        _expectFirst(_weightNotReached(0, 630));
        _expectRefused(
            _wrong,
            _signed(_wrong, 7),
            abi.encodeWithSelector(IRoninGatewayV2.VaultShort.selector, _weth, 0, 100 ether)
        );
    }

    function _expectFirst(bytes memory reason) private {
        _expectRefused(_wrong, _signed(_wrong, 0), reason);
    }

    /// A token that may not leave, and of which nothing is held.
    function _limitsOfNothing() private pure returns (IWithdrawalLimits.TokenLimits memory) {
        return IWithdrawalLimits.TokenLimits(type(uint256).max, type(uint256).max, 0, 0);
    }
}
