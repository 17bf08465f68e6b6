// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDelayedChanges} from "../../contracts/interfaces/IDelayedChanges.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {DelayWithVeto} from "../../contracts/guards/DelayWithVeto.sol";
import {TokenBucket} from "../../contracts/guards/TokenBucket.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {RevertingGuard} from "./GuardDoubles.sol";

/// A day for dollars, an hour for ether; potions are not listed.
contract DelayWithVetoTest is GuardedBridgeTest {
    uint32 private constant DELAY = 1 days;
    uint64 private constant FLOOR = uint64(START + DELAY);

    DelayWithVeto private _delay;

    function setUp() public override {
        super.setUp();
        DelayWithVeto.Delay[] memory delays = new DelayWithVeto.Delay[](2);
        delays[0] = DelayWithVeto.Delay(usd, DELAY);
        delays[1] = DelayWithVeto.Delay(weth, 1 hours);
        _delay = DelayWithVeto(
            _deploy("DelayWithVeto.sol:DelayWithVeto", abi.encode(gateway, delays))
        );
        _addGuard(address(_delay));
    }

    function test_holds_every_withdrawal_for_its_tokens_delay() external {
        vm.assertEq(gateway.entryOf(_held(_withdrawal(usd, 1))).notBefore, FLOOR);
        vm.assertEq(gateway.entryOf(_held(_withdrawal(weth, 1))).notBefore, START + 1 hours);
    }

    function test_pays_at_the_floor_and_not_a_second_before() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        bytes32 key = _held(withdrawal);
        vm.warp(FLOOR - 1);
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(IGuardedGateway.FloorNotReached.selector, key, FLOOR)
        );
        vm.warp(FLOOR);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_a_canceller_vetoes_until_the_floor() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 100e6);
        bytes32 key = _held(withdrawal);
        _addGuard(address(new RevertingGuard()));
        vm.prank(PAUSER);
        gateway.pause(IScopedPause.Scope.All, 0);
        vm.warp(FLOOR - 1);
        vm.prank(CANCELLER);
        gateway.cancel(withdrawal);
        _assertStatus(key, IGuardedGateway.Status.Cancelled);
    }

    function test_a_longer_delay_counts_at_once_and_a_shorter_one_waits() external {
        vm.startPrank(GOVERNOR);
        _delay.setDelay(usd, DELAY + 1);
        vm.assertEq(_delay.delayOf(usd), DELAY + 1);
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        _delay.setDelay(usd, DELAY);
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        _delay.setDelay(address(potion), type(uint32).max);
        _delay.setDelay(usd, 0);
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        _delay.setDelay(usd, type(uint32).max);
        vm.stopPrank();
        _changeOf(_delay, abi.encodeCall(_delay.setDelay, (usd, 1)));
        vm.assertEq(_delay.delayOf(usd), 1);
    }

    function test_a_longer_delay_binds_what_is_held_already() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        _held(withdrawal);
        vm.prank(GOVERNOR);
        _delay.setDelay(usd, DELAY + 10);
        vm.warp(FLOOR + 9);
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.Withheld.selector,
                address(_delay),
                bytes32("open to veto"),
                FLOOR + 10
            )
        );
        vm.warp(FLOOR + 10);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_the_longest_delay_does_not_wrap() external {
        vm.prank(GOVERNOR);
        _delay.setDelay(usd, type(uint32).max);
        bytes32 key = _held(_withdrawal(usd, 1));
        vm.assertEq(gateway.entryOf(key).notBefore, START + type(uint32).max);
    }

    // Reverts

    function test_reverts_when_a_stranger_commits() external {
        _assertGatewayOnly(_delay);
    }

    function test_a_second_gateway_that_has_the_same_guard_takes_nothing() external {
        gateway = _newGateway(keys, 5, 9);
        _setTokens(gateway);
        gateway.addGuard(address(_delay));
        gateway.open();
        _depositUsd(1);
        _expectSubmitReverts(
            _withdrawal(usd, 1),
            abi.encodeWithSelector(IWithdrawalGuard.NotGateway.selector, address(gateway))
        );
    }

    // Attacks

    function test_a_token_without_a_delay_pays_nothing() external {
        _expectRefusal(address(_delay), address(potion), 1, "token not listed", 0);
    }

    function test_a_shorter_delay_does_not_shorten_what_is_held() external {
        bytes memory shorter = abi.encodeCall(_delay.setDelay, (usd, 1));
        vm.prank(GOVERNOR);
        _delay.scheduleChange(shorter);
        vm.warp(START + LOOSENING_DELAY - 1);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        bytes32 key = _held(withdrawal);
        uint64 floor = uint64(block.timestamp) + DELAY;
        vm.warp(START + LOOSENING_DELAY);
        vm.prank(GOVERNOR);
        _delay.applyChange(shorter);
        vm.warp(floor - 1);
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(IGuardedGateway.FloorNotReached.selector, key, floor)
        );
        vm.warp(floor);
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_neither_more_signatures_nor_submitting_again_shorten_it() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        bytes32 key = _held(withdrawal);
        ISigners.Signature[] memory all = _signed(withdrawal, 9);
        vm.warp(FLOOR - 1);
        (bool success, ) = address(gateway).call(
            abi.encodeCall(gateway.submit, (withdrawal, all, _proofs()))
        );
        vm.assertEq(success, false);
        vm.assertEq(gateway.entryOf(key).notBefore, FLOOR);
    }

    /// Delays bunch: ten withdrawals that a bucket would let pass one by one all come due at once.
    /// The bucket, which counts what leaves, still lets only its content go.
    function test_a_limit_beside_the_delay_bounds_what_comes_due_at_once() external {
        TokenBucket.Setting[] memory settings = new TokenBucket.Setting[](1);
        settings[0] = TokenBucket.Setting(usd, 10e6, 0);
        bytes memory arguments = abi.encode(gateway, settings);
        _addGuard(_deploy("TokenBucket.sol:TokenBucket", arguments));
        IWithdrawalGuard.Withdrawal[] memory due = new IWithdrawalGuard.Withdrawal[](10);
        for (uint256 i = 0; i < 10; ++i) {
            due[i] = _withdrawal(usd, 4e6);
            _held(due[i]);
        }
        vm.warp(FLOOR);
        uint256 paid = 0;
        for (uint256 i = 0; i < 10; ++i) {
            (bool success, ) = address(gateway).call(
                abi.encodeCall(gateway.release, (due[i], _quorum(5), _proofs()))
            );
            if (success) ++paid;
        }
        vm.assertEq(paid, 2);
        vm.assertEq(usdCoin.balanceOf(BOB), 8e6);
    }
}
