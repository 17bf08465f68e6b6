// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// Calls the gateway on each transfer out of it, and throws what that throws.
contract HookToken is ERC20("Hook", "HOOK") {
    address private _gateway;
    bytes private _call;

    constructor(address gateway) {
        _gateway = gateway;
        _mint(gateway, 1000);
    }

    function arm(bytes calldata call) external {
        _call = call;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != _gateway) return;
        (bool success, bytes memory reason) = _gateway.call(_call);
        if (success) return;
        assembly {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}

/// Tries to withdraw again when it gets ether.
contract GreedyRecipient {
    address private _gateway;
    bytes private _call;

    constructor(address gateway) {
        _gateway = gateway;
    }

    receive() external payable {
        (bool success, ) = _gateway.call(_call);
        require(success, "no more");
    }

    function arm(bytes calldata call) external {
        _call = call;
    }
}

contract GuardedReplayTest is GuardedBridgeTest {
    function test_a_withdrawal_is_paid_once() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        _submit(withdrawal);
        bytes32 key = gateway.keyOf(withdrawal);
        bytes memory used = abi.encodeWithSelector(
            IGuardedGateway.KeyUsed.selector,
            key,
            IGuardedGateway.Status.Paid
        );
        _expectSubmitReverts(withdrawal, used);
        ISigners.Signature[] memory others = _signed(withdrawal, 9);
        IGuardStack.Proofs memory proofs = _proofs();
        vm.expectRevert(used);
        gateway.submit(withdrawal, others, proofs);
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    function test_a_source_reference_is_paid_once_whatever_else_differs() external {
        IWithdrawalGuard.Withdrawal memory first = _withdrawal(usd, 1);
        _submit(first);
        bytes memory used = abi.encodeWithSelector(
            IGuardedGateway.SourceUsed.selector,
            gateway.keyOf(first)
        );
        IWithdrawalGuard.Withdrawal memory second = _withdrawal(weth, 2);
        second.sourceRef = first.sourceRef;
        second.recipient = STRANGER;
        _expectSubmitReverts(second, used);
        vm.prank(CANCELLER);
        gateway.cancelEpoch(1);
        second.epoch = 2;
        _expectSubmitReverts(second, used);
        second.sourceChainId = 56;
        _submit(second);
        vm.assertEq(STRANGER.balance, 2);
    }

    function test_a_source_reference_is_taken_while_a_withdrawal_is_held() external {
        ScriptedGuard guard = _addHolding();
        IWithdrawalGuard.Withdrawal memory first = _withdrawal(usd, 1);
        bytes32 key = _held(first);
        IWithdrawalGuard.Withdrawal memory second = _withdrawal(usd, 2);
        second.sourceRef = first.sourceRef;
        guard.allow();
        _expectSubmitReverts(
            second,
            abi.encodeWithSelector(IGuardedGateway.SourceUsed.selector, key)
        );
    }

    function test_a_token_that_calls_back_is_not_paid_again() external {
        HookToken token = new HookToken(address(gateway));
        _change(abi.encodeCall(gateway.setToken, (address(token), address(0x400C), false)));
        IWithdrawalGuard.Withdrawal memory other = _withdrawal(usd, 1);
        bytes[3] memory calls = [
            abi.encodeCall(gateway.submit, (other, _signed(other, 5), _proofs())),
            abi.encodeCall(gateway.deposit, (usd, 1)),
            abi.encodeCall(gateway.expire, (other))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            token.arm(calls[i]);
            _expectSubmitReverts(
                _withdrawal(address(token), 100),
                abi.encodePacked(ReentrancyGuard.ReentrancyGuardReentrantCall.selector)
            );
        }
        vm.assertEq(token.balanceOf(address(gateway)), 1000);
    }

    function test_a_recipient_of_ether_that_calls_back_gets_wrapped_ether_once() external {
        GreedyRecipient greedy = new GreedyRecipient(address(gateway));
        IWithdrawalGuard.Withdrawal memory first = _withdrawal(weth, 1 ether);
        IWithdrawalGuard.Withdrawal memory second = _withdrawal(weth, 1 ether);
        (first.recipient, second.recipient) = (address(greedy), address(greedy));
        greedy.arm(abi.encodeCall(gateway.submit, (second, _signed(second, 5), _proofs())));
        _submit(first);
        vm.assertEq(wrappedEther.balanceOf(address(greedy)), 1 ether);
        _assertStatus(gateway.keyOf(second), IGuardedGateway.Status.None);
    }
}

contract GuardedCountTest is GuardedBridgeTest {
    function test_a_payment_is_counted_once_also_after_a_hold() external {
        ScriptedGuard counting = _addScripted();
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 7);
        _held(withdrawal);
        vm.assertEq(counting.heldCount(), 1);
        vm.assertEq(counting.paidCount(), 0);
        holding.allow();
        vm.warp(START + 30 days);
        _release(withdrawal);
        vm.assertEq(counting.heldCount(), 1);
        vm.assertEq(counting.paidCount(), 1);
        vm.assertEq(counting.paidAmount(), 7);
    }

    function test_what_is_refused_reverted_or_cancelled_is_not_counted_as_paid() external {
        ScriptedGuard counting = _addScripted();
        ScriptedGuard other = _addScripted();
        other.refuse();
        _fails(_withdrawal(usd, 1));
        other.allow();
        _fails(_withdrawal(usd, 100e6 + 1));
        other.hold(0);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        _held(withdrawal);
        vm.prank(CANCELLER);
        gateway.cancel(withdrawal);
        vm.assertEq(counting.paidCount(), 0);
        vm.assertEq(counting.heldCount(), 1);
        vm.assertEq(counting.cancelledCount(), 1);
    }

    function test_the_smallest_payments_are_all_counted() external {
        ScriptedGuard counting = _addScripted();
        for (uint256 i = 0; i < 100; ++i) _submit(_withdrawal(usd, 1));
        vm.assertEq(counting.paidCount(), 100);
        vm.assertEq(counting.paidAmount(), 100);
    }

    function _fails(IWithdrawalGuard.Withdrawal memory withdrawal) private {
        (bool success, ) = address(gateway).call(
            abi.encodeCall(gateway.submit, (withdrawal, _signed(withdrawal, 5), _proofs()))
        );
        vm.assertEq(success, false);
    }
}

/// Five hundred steps at random: after each, balance + paid = received + minted for each token,
/// what is held is what the entries say, each key moves only forward, and guards were told of each
/// payment.
contract GuardedConservationTest is GuardedBridgeTest {
    uint256 private constant STEPS = 125;

    ScriptedGuard private _guard;
    IWithdrawalGuard.Withdrawal[] private _made;
    mapping(bytes32 key => uint256 status) private _lastStatus;
    mapping(address token => uint256) private _received;
    mapping(address token => uint256) private _paid;
    uint256 private _payments;
    uint256 private _state;

    function test_conservation_from_seed_1() external {
        _walk(1);
    }

    function test_conservation_from_seed_2() external {
        _walk(2);
    }

    function test_conservation_from_seed_3() external {
        _walk(3);
    }

    function test_conservation_from_seed_4() external {
        _walk(4);
    }

    function _walk(uint256 seed) private {
        _state = seed;
        _guard = _addScripted();
        (_received[usd], _received[weth]) = (100e6, 100 ether);
        for (uint256 i = 0; i < STEPS; ++i) {
            _step(_draw(12));
            _assertConserved();
            _assertEntries();
        }
        vm.assertEq(_payments > 5, true);
    }

    function _step(uint256 choice) private {
        if (choice < 4) return _submitSome();
        if (choice < 6) return _releaseSome();
        if (choice == 6) return _endSome(true);
        if (choice == 7) return _endSome(false);
        if (choice == 8) return _depositSome();
        if (choice == 9) return vm.warp(block.timestamp + _draw(3 days));
        if (choice == 10) return _turnGuard();
        if (_draw(4) > 0) return;
        uint64 current = gateway.epoch();
        vm.prank(CANCELLER);
        gateway.cancelEpoch(current);
    }

    function _submitSome() private {
        address token = _token();
        uint256 amount = 1 + _draw(token == weth ? 20 ether : 20e6);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(token, amount);
        // Sometimes it claims the request of an earlier one.
        if (_made.length > 0 && _draw(4) == 0) {
            withdrawal.sourceRef = _made[_draw(_made.length)].sourceRef;
        }
        bytes memory call = abi.encodeCall(
            gateway.submit,
            (withdrawal, _signed(withdrawal, 4 + _draw(6)), _proofs())
        );
        _made.push(withdrawal);
        _recordPayment(withdrawal, call);
    }

    function _releaseSome() private {
        if (_made.length == 0) return;
        IWithdrawalGuard.Withdrawal memory withdrawal = _made[_draw(_made.length)];
        for (uint256 count = 5; count < 10; ++count) {
            _recordPayment(
                withdrawal,
                abi.encodeCall(gateway.release, (withdrawal, _quorum(count), _proofs()))
            );
        }
    }

    function _recordPayment(
        IWithdrawalGuard.Withdrawal memory withdrawal,
        bytes memory call
    ) private {
        (bool success, bytes memory answer) = address(gateway).call(call);
        if (!success) return;
        if (abi.decode(answer, (uint256)) != uint256(IGuardedGateway.Status.Paid)) return;
        _paid[withdrawal.token] += withdrawal.amount;
        ++_payments;
    }

    function _endSome(bool isCancel) private {
        if (_made.length == 0) return;
        IWithdrawalGuard.Withdrawal memory withdrawal = _made[_draw(_made.length)];
        if (isCancel) vm.prank(CANCELLER);
        (bool success, ) = address(gateway).call(
            isCancel
                ? abi.encodeCall(gateway.cancel, (withdrawal))
                : abi.encodeCall(gateway.expire, (withdrawal))
        );
        if (success) _assertStatus(gateway.keyOf(withdrawal), IGuardedGateway.Status.Cancelled);
    }

    function _depositSome() private {
        uint256 amount = 1 + _draw(5e6);
        _depositUsd(amount);
        _depositEther(amount);
        _received[usd] += amount;
        _received[weth] += amount;
    }

    function _turnGuard() private {
        uint256 choice = _draw(4);
        if (choice == 0) _guard.refuse();
        else if (choice == 1) _guard.hold(uint64(block.timestamp + _draw(2 days)));
        else _guard.allow();
    }

    function _assertConserved() private view {
        vm.assertEq(usdCoin.balanceOf(address(gateway)) + _paid[usd], _received[usd]);
        vm.assertEq(wrappedEther.balanceOf(address(gateway)) + _paid[weth], _received[weth]);
        vm.assertEq(usdCoin.balanceOf(BOB), _paid[usd]);
        vm.assertEq(BOB.balance, _paid[weth]);
        vm.assertEq(potion.totalSupply(), _paid[address(potion)]);
        vm.assertEq(_guard.paidCount(), _payments);
    }

    function _assertEntries() private {
        uint256[3] memory held;
        uint256 paid = 0;
        for (uint256 i = 0; i < _made.length; ++i) {
            bytes32 key = gateway.keyOf(_made[i]);
            IGuardedGateway.Entry memory entry = gateway.entryOf(key);
            uint256 status = uint256(entry.status);
            vm.assertEq(status >= _lastStatus[key], true);
            if (_lastStatus[key] > 1) vm.assertEq(status, _lastStatus[key]);
            _lastStatus[key] = status;
            if (entry.status == IGuardedGateway.Status.Paid) {
                ++paid;
                vm.assertEq(gateway.keyOfSource(SOURCE, _made[i].sourceRef), key);
            }
            if (entry.status != IGuardedGateway.Status.Held) continue;
            if (entry.epoch == gateway.epoch()) held[_indexOf(_made[i].token)] += _made[i].amount;
        }
        vm.assertEq(paid, _payments);
        vm.assertEq(gateway.heldAmount(usd), held[0]);
        vm.assertEq(gateway.heldAmount(weth), held[1]);
        vm.assertEq(gateway.heldAmount(address(potion)), held[2]);
    }

    function _token() private returns (address) {
        uint256 choice = _draw(3);
        return
            choice == 0
                ? usd
                : choice == 1
                    ? weth
                    : address(potion);
    }

    function _indexOf(address token) private view returns (uint256) {
        return
            token == usd
                ? 0
                : token == weth
                    ? 1
                    : 2;
    }

    function _draw(uint256 below) private returns (uint256) {
        _state = uint256(keccak256(abi.encode(_state)));
        return _state % below;
    }
}
