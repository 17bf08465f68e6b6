// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {HeldTest} from "./GuardedGateway.release.t.sol";
import {
    GasBurningGuard,
    HungryGuard,
    JunkGuard,
    ReenteringGuard,
    ReturnBombGuard,
    RevertingGuard,
    ScriptedGuard,
    TwoFacedGuard
} from "./GuardDoubles.sol";

/// A guard that is broken or hostile joins the stack while 40 dollars are held. Whatever it does,
/// it stops payments and nothing else: no other state changes, deposits are taken, holds are
/// cancelled.
abstract contract FaultTest is HeldTest {
    IWithdrawalGuard.Withdrawal internal fresh;

    function setUp() public override {
        super.setUp();
        guard.allow();
        fresh = _withdrawal(usd, 1);
        vm.warp(FLOOR);
    }

    function _assertOnlyPaymentsStop(address broken) internal {
        _addGuard(broken);
        _assertNothingIsPaid(broken, "guard failed", 0);
        _assertDepositsAndCancels();
    }

    function _assertNothingIsPaid(address broken, bytes32 reason, uint64 retryAt) internal {
        bytes memory refused = abi.encodeWithSelector(
            IGuardedGateway.Refused.selector,
            broken,
            reason,
            retryAt
        );
        _expectSubmitReverts(fresh, refused);
        _expectReleaseReverts(withdrawal, refused);
        _assertUntouched();
    }

    function _assertUntouched() internal view {
        _assertStatus(gateway.keyOf(fresh), IGuardedGateway.Status.None);
        vm.assertEq(gateway.keyOfSource(SOURCE, fresh.sourceRef), bytes32(0));
        _assertStatus(key, IGuardedGateway.Status.Held);
        vm.assertEq(gateway.entryOf(key).notBefore, FLOOR);
        vm.assertEq(gateway.heldAmount(usd), 40e6);
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.Token, uint160(usd)), false);
        vm.assertEq(usdCoin.balanceOf(BOB), 0);
        vm.assertEq(guard.paidCount(), 0);
    }

    function _assertDepositsAndCancels() internal {
        uint256 count = gateway.depositCount();
        vm.prank(ALICE);
        gateway.depositEther{value: 1}();
        vm.assertEq(gateway.depositCount(), count + 1);
        vm.prank(CANCELLER);
        gateway.cancel(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
        vm.assertEq(guard.cancelledCount(), 1);
    }
}

contract GuardFaultTest is FaultTest {
    function test_a_guard_that_reverts() external {
        _assertOnlyPaymentsStop(address(new RevertingGuard()));
    }

    function test_a_guard_that_burns_all_gas() external {
        _assertOnlyPaymentsStop(address(new GasBurningGuard()));
    }

    function test_a_guard_that_returns_a_megabyte_or_reverts_with_it() external {
        // As much as its gas can make, and more.
        uint256[2] memory lengths = [uint256(300_000), 1_000_000];
        for (uint256 i = 0; i < 4; ++i) {
            address bomb = address(new ReturnBombGuard(i % 2 == 1, lengths[i / 2]));
            _addGuard(bomb);
            _assertNothingIsPaid(bomb, "guard failed", 0);
            _remove(bomb);
        }
        address last = address(new ReturnBombGuard(false, 300_000));
        (bool isWithinItsGas, ) = last.staticcall{gas: 300_000}("");
        vm.assertEq(isWithinItsGas, true);
        _addGuard(last);
        _assertDepositsAndCancels();
    }

    function test_a_guard_that_vanished() external {
        ScriptedGuard vanishing = new ScriptedGuard();
        _addGuard(address(vanishing));
        vm.etch(address(vanishing), "");
        _assertNothingIsPaid(address(vanishing), "guard failed", 0);
        vm.expectEmit(address(gateway));
        emit IGuardStack.NotificationFailed(
            address(vanishing),
            IWithdrawalGuard.onDeposited.selector
        );
        _assertDepositsAndCancels();
    }

    function test_a_guard_that_answers_nothing_too_little_or_too_much() external {
        bytes memory allow = new bytes(160);
        uint256[5] memory lengths = [uint256(0), 32, 159, 161, 192];
        for (uint256 i = 0; i < lengths.length; ++i) {
            bytes memory junk = new bytes(lengths[i]);
            address broken = address(new JunkGuard(junk));
            _addGuard(broken);
            _assertNothingIsPaid(broken, "guard failed", 0);
            _remove(broken);
        }
        _addGuard(address(new JunkGuard(allow)));
        _assertSame(_submit(fresh), IGuardedGateway.Status.Paid);
    }

    function test_a_guard_that_reverts_with_what_would_be_an_answer() external {
        _assertOnlyPaymentsStop(address(new ReturnBombGuard(true, 160)));
    }

    function test_a_guard_whose_answer_is_out_of_range() external {
        uint256[5][5] memory answers = [
            [uint256(3), 0, 0, 0, 0],
            [uint256(256), 0, 0, 0, 0],
            [uint256(1), 1 << 64, 0, 0, 0],
            [uint256(1), 0, 1 << 64, 0, 0],
            [uint256(1), 0, 0, 2, 0]
        ];
        for (uint256 i = 0; i < answers.length; ++i) {
            address broken = address(new JunkGuard(abi.encode(answers[i])));
            _addGuard(broken);
            _assertNothingIsPaid(broken, "guard failed", 0);
            _remove(broken);
        }
    }

    function test_a_guard_that_allows_and_does_not_take_the_commit() external {
        _addGuard(address(new TwoFacedGuard()));
        bytes memory reason = abi.encodePacked(TwoFacedGuard.ChangedItsMind.selector);
        _expectSubmitReverts(fresh, reason);
        _expectReleaseReverts(withdrawal, reason);
        guard.hold(0);
        _expectSubmitReverts(fresh, reason);
        guard.allow();
        _assertUntouched();
        _assertDepositsAndCancels();
    }

    function test_a_broken_guard_can_be_taken_away_and_all_is_paid() external {
        address broken = address(new GasBurningGuard());
        _addGuard(broken);
        _remove(broken);
        _assertSame(_submit(fresh), IGuardedGateway.Status.Paid);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_fifteen_guards_that_burn_all_gas_do_not_prevent_a_cancellation() external {
        for (uint256 i = 0; i < 15; ++i) _addGuard(address(new GasBurningGuard()));
        vm.prank(CANCELLER);
        gateway.cancel{gas: 2_500_000}(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
    }

    function _remove(address broken) private {
        _change(abi.encodeCall(gateway.removeGuard, (broken)));
    }
}

contract GuardReentryTest is FaultTest {
    ReenteringGuard internal hostile;

    function _arm(bytes memory call) private {
        if (address(hostile) == address(0)) {
            hostile = new ReenteringGuard();
            _addGuard(address(hostile));
        }
        hostile.arm(address(gateway), call, 0);
    }

    /// The inner calls that would be taken if they were made from outside at that moment.
    function test_no_hook_enters_the_gateway_again() external {
        _change(abi.encodeCall(gateway.grantRole, (keccak256("CANCELLER"), address(this))));
        IWithdrawalGuard.Withdrawal memory other = _withdrawal(usd, 2);
        hostile = new ReenteringGuard();
        _addGuard(address(hostile));
        bytes[5] memory calls = [
            abi.encodeCall(gateway.submit, (other, _signed(other, 5), _proofs())),
            abi.encodeCall(gateway.release, (withdrawal, _quorum(5), _proofs())),
            abi.encodeCall(gateway.expire, (withdrawal)),
            abi.encodeCall(gateway.cancel, (withdrawal)),
            abi.encodeCall(gateway.depositEther, ())
        ];
        vm.deal(address(hostile), 1 ether);
        vm.warp(START + MAX_HOLD);
        uint256 tried = 0;
        for (uint256 i = 0; i < calls.length; ++i) {
            hostile.arm(address(gateway), calls[i], i == 4 ? 1 : 0);
            fresh = _withdrawal(usd, 1);
            _assertSame(_submit(fresh), IGuardedGateway.Status.Paid);
            _depositUsd(1);
            tried += 2;
            vm.assertEq(hostile.triedCount(), tried);
            vm.assertEq(hostile.succeededCount(), 0);
            _assertStatus(key, IGuardedGateway.Status.Held);
        }
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
        vm.assertEq(usdCoin.balanceOf(BOB), 40e6 + 5);
    }

    function test_a_guard_that_may_cancel_does_not_cancel_what_is_being_paid() external {
        _arm(abi.encodeCall(gateway.cancel, (withdrawal)));
        _change(abi.encodeCall(gateway.setGuardPowers, (address(hostile), true, true)));
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
        vm.assertEq(hostile.triedCount(), 1);
        vm.assertEq(hostile.succeededCount(), 0);
        _assertStatus(key, IGuardedGateway.Status.Paid);
    }

    function test_a_guard_is_told_nothing_by_preview_while_it_is_asked() external {
        hostile = new ReenteringGuard();
        _addGuard(address(hostile));
        IWithdrawalGuard.Withdrawal memory other = _withdrawal(usd, 1);
        _arm(abi.encodeCall(gateway.preview, (other, _signed(other, 5), _proofs())));
        _assertSame(_submit(fresh), IGuardedGateway.Status.Paid);
        vm.assertEq(hostile.succeededCount(), 0);
    }
}

contract GuardGasTest is FaultTest {
    /// `assess` gets its 300,000 or the caller is told to bring more; so a guard that would answer
    /// differently when starved is not starved. All budgets around the first sufficient one are
    /// tried.
    function test_who_brings_too_little_gas_does_not_change_a_guards_answer() external {
        _addGuard(address(new HungryGuard()));
        bytes memory call = abi.encodeCall(gateway.submit, (fresh, _signed(fresh, 5), _proofs()));
        uint256 enough = _leastGas(call);
        (, bytes memory tooLow) = _callWith(call, enough - 1);
        vm.assertEq(bytes32(bytes4(tooLow)), bytes32(IGuardStack.GasTooLow.selector));
        for (uint256 i = 1; i < 400; ++i) {
            (bool success, bytes memory reason) = _callWith(call, enough - i * 131);
            vm.assertEq(success, false);
            bool isFair = reason.length == 0 || bytes4(reason) == IGuardStack.GasTooLow.selector;
            vm.assertEq(isFair, true);
        }
        _assertUntouched();
        (bool paid, ) = _callWith(call, enough);
        vm.assertEq(paid, true);
    }

    function test_who_brings_too_little_gas_does_not_starve_a_notification() external {
        HungryGuard hungry = new HungryGuard();
        _addGuard(address(hungry));
        vm.deal(address(this), 1000 ether);
        bytes memory call = abi.encodeCall(gateway.depositEther, ());
        uint256 count = 0;
        for (uint256 gas_ = 100_000; gas_ < 400_000; gas_ += 997) {
            (bool success, ) = address(gateway).call{value: 1, gas: gas_}(call);
            if (success) ++count;
        }
        vm.assertEq(count > 0, true);
        vm.assertEq(hungry.deposits(), count);
    }

    /// The least gas with which a call succeeds; tried without effect.
    function _leastGas(bytes memory call) private returns (uint256 high) {
        uint256 low = 100_000;
        high = 3_000_000;
        while (high - low > 1) {
            uint256 middle = (low + high) / 2;
            if (this.succeedsWith(call, middle)) high = middle;
            else low = middle;
        }
    }

    function succeedsWith(bytes calldata call, uint256 gas_) external returns (bool) {
        try this.attempt(call, gas_) {
            return false;
        } catch (bytes memory answer) {
            return abi.decode(answer, (bool));
        }
    }

    /// Always reverts, with the word whether the call succeeded.
    function attempt(bytes calldata call, uint256 gas_) external {
        (bool success, ) = address(gateway).call{gas: gas_}(call);
        assembly {
            mstore(0, success)
            revert(0, 0x20)
        }
    }

    function _callWith(
        bytes memory call,
        uint256 gas_
    ) private returns (bool success, bytes memory reason) {
        return address(gateway).call{gas: gas_}(call);
    }
}
