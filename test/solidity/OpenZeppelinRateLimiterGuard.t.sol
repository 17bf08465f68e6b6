// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {TokenBucket} from "../../contracts/guards/TokenBucket.sol";
import {OpenZeppelinRateLimiterGuard} from "../../contracts/guards/real/OpenZeppelinRateLimiterGuard.sol";
import {GuardCase} from "./GuardCase.sol";

/// OpenZeppelin's bucket of 50 dollars that fills up in 1,000 seconds, and ours beside it.
contract OpenZeppelinRateLimiterGuardTest is GuardCase {
    string private constant ARTIFACT =
        "OpenZeppelinRateLimiterGuard.sol:OpenZeppelinRateLimiterGuard";
    uint128 private constant CAPACITY = 50e6;
    uint48 private constant WINDOW = 1_000;
    uint128 private constant RATE = CAPACITY / WINDOW;

    OpenZeppelinRateLimiterGuard private _theirs;
    TokenBucket private _ours;

    // Successes

    function test_pays_what_is_in_the_bucket_to_the_unit() external {
        _pays(usd, 30e6);
        _assertAllows(_request(usd, 20e6 - 1));
        _assertAllows(_request(usd, 20e6));
        _assertRefuses(_request(usd, 20e6 + 1), "bucket too empty");
    }

    function test_refills() external {
        _pays(usd, CAPACITY);
        vm.warp(START + 10);
        _assertAllows(_request(usd, 10 * RATE));
        _assertRefuses(_request(usd, 10 * RATE + 1), "bucket too empty");
        vm.warp(START + WINDOW);
        _pays(usd, CAPACITY);
    }

    function test_refuses_a_token_without_bucket() external {
        _assertRefuses(_request(weth, 1), "token not listed");
        _tighten(abi.encodeCall(OpenZeppelinRateLimiterGuard.setBucket, (usd, 0, 1)));
        _assertRefuses(_request(usd, 1), "token not listed");
    }

    function test_less_and_slower_bite_at_once_and_more_and_faster_wait() external {
        _tighten(_setting(CAPACITY, WINDOW));
        _tighten(_setting(CAPACITY, WINDOW + 1));
        _tighten(_setting(CAPACITY - 1, WINDOW + 1));
        _assertWaits(_setting(CAPACITY, 2 * WINDOW));
        _assertWaits(_setting(CAPACITY - 1, WINDOW));
        _assertWaits(_setting(CAPACITY - 2, 1));
        _loosen(_setting(CAPACITY, WINDOW));
    }

    function test_reverts_when_a_bucket_would_fill_in_no_time() external {
        vm.expectRevert(OpenZeppelinRateLimiterGuard.WindowIsZero.selector);
        vm.prank(GOVERNOR);
        _theirs.setBucket(usd, 0, 0);
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Where ours differs

    function test_a_larger_capacity_can_be_taken_at_once_and_ours_can_not() external {
        _spendInBoth(30e6);
        bytes memory change = abi.encodeCall(TokenBucket.setBucket, (usd, 80e6, RATE));
        vm.startPrank(GOVERNOR);
        _theirs.scheduleChange(_setting(80e6, WINDOW));
        _ours.scheduleChange(change);
        vm.warp(START + LOOSENING_DELAY);
        vm.stopPrank();
        _spendInBoth(30e6);
        vm.startPrank(GOVERNOR);
        _theirs.applyChange(_setting(80e6, WINDOW));
        _ours.applyChange(change);
        vm.stopPrank();
        vm.assertEq(_available(), 50e6);
        vm.assertEq(_ours.available(usd), 20e6);
    }

    function test_a_smaller_capacity_takes_away_and_ours_only_cuts_off() external {
        _spendInBoth(20e6);
        vm.startPrank(GOVERNOR);
        _theirs.setBucket(usd, 40e6, WINDOW);
        _ours.setBucket(usd, 40e6, RATE);
        vm.stopPrank();
        vm.assertEq(_available(), 20e6);
        vm.assertEq(_ours.available(usd), 30e6);
    }

    function test_what_flowed_in_before_a_change_flowed_by_the_old_setting() external {
        _spendInBoth(CAPACITY);
        vm.warp(START + 100);
        vm.prank(GOVERNOR);
        _theirs.setBucket(usd, CAPACITY, 100 * WINDOW);
        vm.assertEq(_available(), 100 * RATE);
    }

    /// A rate that divides: the same to the unit, whatever is paid and when. What is allowed is
    /// paid without fail.
    function test_ours_holds_the_same(uint256 seed) external {
        uint256 rate = 1 + _draw(seed, "rate", 1e12);
        uint256 window = 1 + _draw(seed, "window", 100_000);
        _newPair(uint128(rate * window), uint48(window), uint128(rate));
        _walk(seed, true);
    }

    /// Any rate: ours, with the rate rounded down, never holds more, and so allows no more.
    function test_ours_never_holds_more(uint256 seed) external {
        uint256 capacity = 1 + _draw(seed, "capacity", 1e12);
        uint256 window = 1 + _draw(seed, "window", 100_000);
        _newPair(uint128(capacity), uint48(window), uint128(capacity / window));
        _walk(seed, false);
    }

    function _newGuard() internal override returns (address) {
        _newPair(CAPACITY, WINDOW, RATE);
        return address(_theirs);
    }

    function _newPair(uint128 capacity, uint48 window, uint128 rate) private {
        OpenZeppelinRateLimiterGuard.TokenBucketSetting[]
            memory theirs = new OpenZeppelinRateLimiterGuard.TokenBucketSetting[](1);
        theirs[0] = OpenZeppelinRateLimiterGuard.TokenBucketSetting(usd, capacity, window);
        address made = _deploy(ARTIFACT, abi.encode(gateway, theirs));
        _theirs = OpenZeppelinRateLimiterGuard(made);
        TokenBucket.Setting[] memory ours = new TokenBucket.Setting[](1);
        ours[0] = TokenBucket.Setting(usd, capacity, rate);
        _ours = TokenBucket(_deploy("TokenBucket.sol:TokenBucket", abi.encode(gateway, ours)));
    }

    function _walk(uint256 seed, bool isSame) private {
        (uint128 capacity, , , ) = _ours.buckets(usd);
        uint256 window = _draw(seed, "window", 100_000);
        for (uint256 i = 0; i < 30; ++i) {
            uint256 turn = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + _drawStep(turn, window + 1, window / 4));
            uint256 ours = _ours.available(usd);
            require(isSame ? ours == _available() : ours <= _available(), "ours holds otherwise");
            uint256 amount = 1 + _draw(turn, "amount", capacity / 3);
            uint256 edge = _draw(turn, "left", 5);
            if (edge < 2) amount = ours + edge;
            if (amount == 0) continue;
            bool doesAllow = _isAllowed(_ours, usd, amount);
            require(!doesAllow || _isAllowed(_theirs, usd, amount), "ours allows more");
            if (isSame) vm.assertEq(doesAllow, _isAllowed(_theirs, usd, amount));
            if (doesAllow) _spendInBoth(amount);
        }
    }

    function _spendInBoth(uint256 amount) private {
        IWithdrawalGuard.Request memory request = _request(usd, amount);
        vm.startPrank(address(gateway));
        _theirs.onPaid(request, "");
        _ours.onPaid(request, "");
        vm.stopPrank();
    }

    function _available() private view returns (uint256 available) {
        (, available) = _theirs.stateOf(usd);
    }

    function _setting(uint208 capacity, uint48 window) private view returns (bytes memory) {
        return abi.encodeCall(OpenZeppelinRateLimiterGuard.setBucket, (usd, capacity, window));
    }
}
