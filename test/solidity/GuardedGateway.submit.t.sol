// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {ITokenVault} from "../../contracts/interfaces/ITokenVault.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// Takes no ether.
contract NoEther {}

contract GuardedSubmitTest is GuardedBridgeTest {
    function test_pays_tokens_and_remembers_key_and_source() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        bytes32 key = gateway.keyOf(withdrawal);
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        IGuardStack.Proofs memory proofs = _proofs();
        vm.expectEmit(address(gateway));
        emit IGuardedGateway.WithdrawalPaid(key, withdrawal);
        vm.prank(STRANGER);
        _assertSame(gateway.submit(withdrawal, signatures, proofs), IGuardedGateway.Status.Paid);
        vm.assertEq(usdCoin.balanceOf(BOB), 40e6);
        vm.assertEq(usdCoin.balanceOf(address(gateway)), 60e6);
        _assertStatus(key, IGuardedGateway.Status.Paid);
        vm.assertEq(gateway.keyOfSource(SOURCE, withdrawal.sourceRef), key);
    }

    function test_pays_wrapped_ether_as_ether() external {
        _submit(_withdrawal(weth, 3 ether));
        vm.assertEq(BOB.balance, 3 ether);
        vm.assertEq(wrappedEther.balanceOf(address(gateway)), 97 ether);
    }

    function test_pays_wrapped_ether_to_who_does_not_take_ether() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(weth, 3 ether);
        withdrawal.recipient = address(new NoEther());
        _submit(withdrawal);
        vm.assertEq(wrappedEther.balanceOf(withdrawal.recipient), 3 ether);
        vm.assertEq(withdrawal.recipient.balance, 0);
        vm.assertEq(address(gateway).balance, 0);
    }

    function test_mints_what_the_vault_lacks_where_it_may() external {
        _submit(_withdrawal(address(potion), 7));
        vm.assertEq(potion.balanceOf(BOB), 7);
        vm.assertEq(potion.totalSupply(), 7);
    }

    function test_pays_the_last_of_the_vault() external {
        _submit(_withdrawal(usd, 100e6));
        vm.assertEq(usdCoin.balanceOf(address(gateway)), 0);
    }

    function test_pays_in_the_last_second_of_the_deadline() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        withdrawal.deadline = uint64(block.timestamp);
        _submit(withdrawal);
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    function test_tells_each_guard_once_that_money_leaves() external {
        ScriptedGuard first = _addScripted();
        ScriptedGuard second = _addScripted();
        _submit(_withdrawal(usd, 40e6));
        vm.assertEq(first.paidCount(), 1);
        vm.assertEq(second.paidCount(), 1);
        vm.assertEq(first.heldCount() + second.heldCount(), 0);
        vm.assertEq(second.paidAmount(), 40e6);
    }

    function test_tells_guards_all_that_it_knows() external {
        ScriptedGuard guard = _addScripted();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        IGuardStack.Proofs memory proofs = _proofs();
        proofs.items[0] = "proof";
        gateway.submit(withdrawal, _signed(withdrawal, 7), proofs);
        IWithdrawalGuard.Request memory expected;
        expected.withdrawal = withdrawal;
        expected.key = gateway.keyOf(withdrawal);
        expected.quorum = _quorum(7);
        expected.vault = IWithdrawalGuard.Vault(100e6, 0, false);
        expected.submitter = address(this);
        vm.assertEq(guard.lastRequest(), abi.encode(expected));
        vm.assertEq(guard.lastProof(), "proof");
    }
}

contract GuardedSubmitHoldTest is GuardedBridgeTest {
    function test_holds_when_a_guard_holds_and_pays_nothing() external {
        ScriptedGuard guard = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        bytes32 key = gateway.keyOf(withdrawal);
        vm.expectEmit(address(gateway));
        emit IGuardedGateway.WithdrawalHeld(key, withdrawal, _quorum(5), uint64(START + 1 days));
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Held);
        IGuardedGateway.Entry memory entry = gateway.entryOf(key);
        vm.assertEq(entry.heldSince, START);
        vm.assertEq(entry.notBefore, START + 1 days);
        vm.assertEq(entry.epoch, 1);
        vm.assertEq(entry.quorumHash, keccak256(abi.encode(_quorum(5))));
        vm.assertEq(gateway.heldAmount(usd), 40e6);
        vm.assertEq(guard.heldCount(), 1);
        vm.assertEq(guard.paidCount(), 0);
        vm.assertEq(usdCoin.balanceOf(address(gateway)), 100e6);
    }

    function test_keeps_the_highest_floor_of_those_who_hold() external {
        ScriptedGuard late = _addScripted();
        ScriptedGuard early = _addScripted();
        ScriptedGuard later = _addScripted();
        early.hold(uint64(START + 1));
        late.hold(uint64(START + 2));
        later.answer(
            IWithdrawalGuard.Decision(IWithdrawalGuard.Action.Allow, uint64(START + 3), 0, true, "")
        );
        bytes32 key = _held(_withdrawal(usd, 1));
        vm.assertEq(gateway.entryOf(key).notBefore, START + 2);
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.Token, uint160(usd)), false);
    }

    function test_tells_guards_what_else_is_held() external {
        ScriptedGuard guard = _addHolding();
        _held(_withdrawal(usd, 5));
        _held(_withdrawal(weth, 7));
        _held(_withdrawal(usd, 11));
        IWithdrawalGuard.Request memory request = abi.decode(
            guard.lastRequest(),
            (IWithdrawalGuard.Request)
        );
        vm.assertEq(request.vault.held, 5);
        vm.assertEq(gateway.heldAmount(usd), 16);
    }

    function test_previews_what_each_guard_would_say() external {
        _addHolding();
        ScriptedGuard second = _addScripted();
        second.refuse();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        IWithdrawalGuard.Decision[] memory decisions = gateway.preview(
            withdrawal,
            _signed(withdrawal, 5),
            _proofs()
        );
        vm.assertEq(decisions.length, 2);
        vm.assertEq(uint256(decisions[0].action), uint256(IWithdrawalGuard.Action.Hold));
        vm.assertEq(decisions[0].notBefore, START + 1 days);
        vm.assertEq(uint256(decisions[1].action), uint256(IWithdrawalGuard.Action.Refuse));
        vm.assertEq(decisions[1].retryAt, 77);
        vm.assertEq(decisions[1].shouldTrip, true);
        vm.assertEq(decisions[1].reason, "refused");
    }
}

contract GuardedSubmitRefusalTest is GuardedBridgeTest {
    // Reverts

    function test_reverts_before_the_gateway_is_open() external {
        gateway = _newGateway(keys, 5, 9);
        _setTokens(gateway);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        _expectSubmitReverts(withdrawal, abi.encodePacked(IGuardedGateway.NotOpen.selector));
        gateway.open();
        _expectSubmitReverts(
            withdrawal,
            abi.encodeWithSelector(ITokenVault.VaultShort.selector, usd, 0, 1)
        );
    }

    function test_reverts_when_the_amount_is_zero() external {
        _expectSubmitReverts(
            _withdrawal(usd, 0),
            abi.encodePacked(ITokenVault.ZeroAmount.selector)
        );
    }

    function test_reverts_when_the_amount_needs_more_than_128_bits() external {
        _expectSubmitReverts(
            _withdrawal(address(potion), 1 << 128),
            abi.encodeWithSelector(IGuardedGateway.AmountTooLarge.selector, 1 << 128)
        );
        _expectSubmitReverts(
            _withdrawal(address(potion), type(uint256).max),
            abi.encodeWithSelector(IGuardedGateway.AmountTooLarge.selector, type(uint256).max)
        );
        _submit(_withdrawal(address(potion), type(uint128).max));
        vm.assertEq(potion.balanceOf(BOB), type(uint128).max);
    }

    function test_reverts_when_the_recipient_is_zero_or_the_gateway() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        withdrawal.recipient = address(0);
        _expectSubmitReverts(withdrawal, abi.encodePacked(ITokenVault.ZeroAddress.selector));
        withdrawal.recipient = address(gateway);
        _expectSubmitReverts(
            withdrawal,
            abi.encodePacked(IGuardedGateway.RecipientIsGateway.selector)
        );
    }

    function test_reverts_when_the_token_is_not_mapped() external {
        _expectSubmitReverts(
            _withdrawal(STRANGER, 1),
            abi.encodeWithSelector(ITokenVault.TokenNotMapped.selector, STRANGER)
        );
    }

    function test_reverts_a_second_after_the_deadline() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        withdrawal.deadline = uint64(START);
        vm.warp(START + 1);
        _expectSubmitReverts(
            withdrawal,
            abi.encodeWithSelector(IGuardedGateway.DeadlinePassed.selector, START)
        );
    }

    function test_reverts_when_the_vault_is_short() external {
        _expectSubmitReverts(
            _withdrawal(usd, 100e6 + 1),
            abi.encodeWithSelector(ITokenVault.VaultShort.selector, usd, 100e6, 100e6 + 1)
        );
    }

    function test_reverts_when_a_guard_refuses_whatever_the_others_say() external {
        _addHolding();
        ScriptedGuard refusing = _addScripted();
        refusing.refuse();
        _addScripted().refuse();
        _addScripted();
        _expectSubmitReverts(
            _withdrawal(usd, 1),
            abi.encodeWithSelector(
                IGuardedGateway.Refused.selector,
                address(refusing),
                bytes32("refused"),
                77
            )
        );
    }

    function test_reverts_when_proofs_are_for_another_stack() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        IGuardStack.Proofs memory proofs = _proofs();
        _addScripted();
        vm.expectRevert(abi.encodeWithSelector(IGuardStack.StackChanged.selector, 0, 1));
        gateway.submit(withdrawal, signatures, proofs);
        proofs.stackVersion = 1;
        vm.expectRevert(abi.encodeWithSelector(IGuardStack.ProofCountWrong.selector, 0, 1));
        gateway.submit(withdrawal, signatures, proofs);
        proofs.items = new bytes[](2);
        vm.expectRevert(abi.encodeWithSelector(IGuardStack.ProofCountWrong.selector, 2, 1));
        gateway.submit(withdrawal, signatures, proofs);
    }

    function test_preview_throws_what_submit_throws_before_the_guards() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 0);
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        IGuardStack.Proofs memory proofs = _proofs();
        vm.expectRevert(ITokenVault.ZeroAmount.selector);
        gateway.preview(withdrawal, signatures, proofs);
    }

    // Attacks

    function test_a_refusal_leaves_nothing_behind() external {
        ScriptedGuard counting = _addScripted();
        ScriptedGuard refusing = _addScripted();
        refusing.refuse();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        _expectSubmitReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.Refused.selector,
                address(refusing),
                bytes32("refused"),
                77
            )
        );
        _assertStatus(gateway.keyOf(withdrawal), IGuardedGateway.Status.None);
        vm.assertEq(gateway.keyOfSource(SOURCE, withdrawal.sourceRef), bytes32(0));
        vm.assertEq(counting.paidCount() + counting.heldCount(), 0);
        refusing.allow();
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Paid);
        vm.assertEq(counting.paidCount(), 1);
    }

    function test_an_outsider_gains_nothing_by_bringing_fewer_signatures_first() external {
        _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        bytes32 key = _held(withdrawal);
        ISigners.Signature[] memory all = _signed(withdrawal, 9);
        IGuardStack.Proofs memory proofs = _proofs();
        _expectKeyUsed(key, IGuardedGateway.Status.Held);
        gateway.submit(withdrawal, all, proofs);
        vm.assertEq(gateway.entryOf(key).notBefore, START + 1 days);
    }
}
