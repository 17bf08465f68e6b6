// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDelayedChanges} from "../../contracts/interfaces/IDelayedChanges.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {TokenBucket} from "../../contracts/guards/TokenBucket.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// Ten dollars and one cent a second; ten ether and 0.01 a second; potions are not listed.
abstract contract BucketTest is GuardedBridgeTest {
    uint128 internal constant CAPACITY = 10e6;
    uint128 internal constant RATE = 10_000;

    TokenBucket internal _bucket;

    function setUp() public override {
        super.setUp();
        TokenBucket.Setting[] memory settings = new TokenBucket.Setting[](2);
        settings[0] = TokenBucket.Setting(usd, CAPACITY, RATE);
        settings[1] = TokenBucket.Setting(weth, 10 ether, 0.01 ether);
        _bucket = _newBucket(address(gateway), settings);
        _addGuard(address(_bucket));
    }

    function _newBucket(
        address gateway_,
        TokenBucket.Setting[] memory settings
    ) internal returns (TokenBucket) {
        return TokenBucket(_deploy("TokenBucket.sol:TokenBucket", abi.encode(gateway_, settings)));
    }

    function _expectTooEmpty(uint256 amount, uint64 secondsToWait) internal {
        _expectRefused(amount, "bucket too empty", uint64(START) + secondsToWait);
    }

    function _expectRefused(uint256 amount, bytes32 reason, uint64 retryAt) internal {
        _expectRefusal(address(_bucket), usd, amount, reason, retryAt);
    }
}

contract TokenBucketTest is BucketTest {
    function test_pays_what_is_in_it_to_the_last_unit() external {
        _submit(_withdrawal(usd, 4e6));
        _expectTooEmpty(6e6 + 1, 1);
        _submit(_withdrawal(usd, 6e6 - 1));
        _expectTooEmpty(2, 1);
        _submit(_withdrawal(usd, 1));
        vm.assertEq(_bucket.available(usd), 0);
    }

    function test_says_when_there_will_be_enough() external {
        _submit(_withdrawal(usd, CAPACITY));
        _expectTooEmpty(1, 1);
        _expectTooEmpty(RATE, 1);
        _expectTooEmpty(RATE + 1, 2);
        _expectTooEmpty(CAPACITY, 1000);
        vm.warp(START + 999);
        vm.assertEq(_bucket.available(usd), CAPACITY - RATE);
        _expectRefused(CAPACITY, "bucket too empty", uint64(START + 1000));
        vm.warp(START + 1000);
        _submit(_withdrawal(usd, CAPACITY));
    }

    function test_never_holds_more_than_its_capacity() external {
        vm.warp(START + 365 days);
        vm.assertEq(_bucket.available(usd), CAPACITY);
        _expectRefused(CAPACITY + 1, "above the capacity", 0);
        _submit(_withdrawal(usd, CAPACITY));
    }

    function test_each_token_counts_in_its_own_units() external {
        _submit(_withdrawal(weth, 10 ether));
        vm.assertEq(_bucket.available(usd), CAPACITY);
        vm.warp(START + 1);
        vm.assertEq(_bucket.available(weth), 0.01 ether);
        _submit(_withdrawal(usd, CAPACITY));
    }

    function test_a_held_payment_counts_when_it_leaves() external {
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, CAPACITY);
        _held(withdrawal);
        vm.assertEq(_bucket.available(usd), CAPACITY);
        holding.allow();
        vm.warp(START + 1 days);
        _release(withdrawal);
        vm.assertEq(_bucket.available(usd), 0);
    }

    function test_lower_figures_count_at_once_and_a_higher_one_waits() external {
        vm.startPrank(GOVERNOR);
        _bucket.setBucket(usd, CAPACITY - 1, RATE);
        _bucket.setBucket(usd, CAPACITY - 1, RATE - 1);
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        _bucket.setBucket(usd, CAPACITY, RATE - 1);
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        _bucket.setBucket(usd, 1, RATE);
        vm.stopPrank();
        _changeOf(_bucket, abi.encodeCall(_bucket.setBucket, (usd, 2 * CAPACITY, RATE)));
        (uint128 capacity, uint128 rate, , ) = _bucket.buckets(usd);
        vm.assertEq(capacity, 2 * CAPACITY);
        vm.assertEq(rate, RATE);
    }

    function test_a_bucket_without_a_rate_never_refills() external {
        vm.prank(GOVERNOR);
        _bucket.setBucket(usd, CAPACITY, 0);
        _submit(_withdrawal(usd, CAPACITY));
        vm.warp(START + 365 days);
        _expectRefused(1, "bucket too empty", 0);
    }

    // Reverts

    function test_reverts_when_a_stranger_commits() external {
        _assertGatewayOnly(_bucket);
    }

    function test_reverts_when_the_rate_is_above_the_capacity() external {
        vm.expectRevert(abi.encodeWithSelector(TokenBucket.RateAboveCapacity.selector, 2, 1));
        vm.prank(GOVERNOR);
        _bucket.setBucket(usd, 1, 2);
    }
}

contract TokenBucketAttackTest is BucketTest {
    function test_a_token_without_a_bucket_pays_nothing() external {
        _expectRefusal(address(_bucket), address(potion), 1, "token not listed", 0);
        vm.prank(GOVERNOR);
        _bucket.setBucket(usd, 0, 0);
        _expectRefused(1, "token not listed", 0);
    }

    function test_no_setting_fills_the_bucket() external {
        bytes memory same = abi.encodeCall(_bucket.setBucket, (usd, CAPACITY, RATE));
        vm.startPrank(GOVERNOR);
        _bucket.scheduleChange(same);
        vm.warp(START + LOOSENING_DELAY);
        vm.stopPrank();
        _submit(_withdrawal(usd, CAPACITY));
        vm.startPrank(GOVERNOR);
        _bucket.setBucket(usd, CAPACITY, RATE);
        vm.assertEq(_bucket.available(usd), 0);
        _bucket.setBucket(usd, 0, 0);
        _bucket.applyChange(same);
        vm.assertEq(_bucket.available(usd), 0);
        vm.stopPrank();
        vm.warp(block.timestamp + 1);
        vm.assertEq(_bucket.available(usd), RATE);
    }

    function test_what_did_not_fit_into_a_smaller_bucket_does_not_come_back() external {
        vm.prank(GOVERNOR);
        _bucket.setBucket(usd, 5e6, 0);
        (, , uint128 tokens, ) = _bucket.buckets(usd);
        vm.assertEq(tokens, 5e6);
        _changeOf(_bucket, abi.encodeCall(_bucket.setBucket, (usd, CAPACITY, 0)));
        vm.assertEq(_bucket.available(usd), 5e6);
    }

    function test_a_new_bucket_begins_empty() external {
        _changeOf(_bucket, abi.encodeCall(_bucket.setBucket, (address(potion), 1000, 1)));
        vm.assertEq(_bucket.available(address(potion)), 0);
        _expectRefusal(
            address(_bucket),
            address(potion),
            1000,
            "bucket too empty",
            uint64(block.timestamp + 1000)
        );
    }

    function test_what_was_gained_at_the_old_rate_stays_gained_and_no_more() external {
        _submit(_withdrawal(usd, CAPACITY));
        vm.warp(START + 100);
        vm.prank(GOVERNOR);
        _bucket.setBucket(usd, CAPACITY, 1);
        vm.assertEq(_bucket.available(usd), 100 * RATE);
        vm.warp(START + 110);
        vm.assertEq(_bucket.available(usd), 100 * RATE + 10);
    }

    function test_what_is_refused_or_cancelled_uses_up_nothing() external {
        ScriptedGuard other = _addScripted();
        other.refuse();
        _submitFails(_withdrawal(usd, CAPACITY));
        other.hold(0);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, CAPACITY);
        _held(withdrawal);
        vm.prank(CANCELLER);
        gateway.cancel(withdrawal);
        vm.assertEq(_bucket.available(usd), CAPACITY);
        other.allow();
        _submit(_withdrawal(usd, CAPACITY));
    }

    function test_the_smallest_payments_are_all_counted() external {
        for (uint256 i = 0; i < 100; ++i) _submit(_withdrawal(usd, 1));
        vm.assertEq(_bucket.available(usd), CAPACITY - 100);
    }

    function test_no_amount_and_no_time_wraps() external {
        TokenBucket.Setting[] memory settings = new TokenBucket.Setting[](1);
        settings[0] = TokenBucket.Setting(usd, type(uint128).max, type(uint128).max);
        TokenBucket bucket = _newBucket(address(this), settings);
        IWithdrawalGuard.Request memory request;
        request.withdrawal.token = usd;
        request.withdrawal.amount = type(uint128).max;
        vm.assertEq(_isAllowed(bucket, usd, type(uint128).max), true);
        vm.assertEq(_isAllowed(bucket, usd, 1 << 128), false);
        vm.assertEq(_isAllowed(bucket, usd, type(uint256).max), false);
        bucket.onPaid(request, "");
        vm.assertEq(_isAllowed(bucket, usd, 1), false);
        vm.warp(type(uint64).max);
        vm.assertEq(bucket.available(usd), type(uint128).max);
        vm.assertEq(_isAllowed(bucket, usd, type(uint128).max), true);
    }
}
