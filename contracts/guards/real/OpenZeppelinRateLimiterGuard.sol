// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RateLimiter} from "@openzeppelin/contracts/utils/RateLimiter.sol";
import {IWithdrawalGuard} from "../../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../AdjustableGuard.sol";
import {GuardBase} from "../GuardBase.sol";

/// @title OpenZeppelin's refilling bucket as a guard
/// @notice Wraps the real library, to hold `TokenBucket` against it: each token has a bucket that
/// is full at first and refills by its capacity in `window` seconds. A withdrawal for which there
/// is not enough in it is refused.
///
/// A token whose bucket holds nothing is not listed, and refused.
///
/// Source: `RefillingBucket` of OpenZeppelin Contracts 5.7.0, utils/RateLimiter.sol (MIT),
/// unchanged.
///
/// Where `TokenBucket` differs:
/// - its rate is a whole number of base units a second. Here the rate is `capacity / window`, and
///   what has flowed in is rounded down at each payment. With a rate that divides, both are the
///   same to the unit; otherwise there is at least as much in this one;
/// - it keeps what is in the bucket when a setting changes, as far as it fits. Here what is used
///   stays used: a larger capacity can be taken at once as far as it is larger (after it has
///   waited), and a smaller one takes away from what is there;
/// - it says when to try again.
///
/// @dev Warning: in the time that a full bucket takes to refill, twice its capacity can leave.
contract OpenZeppelinRateLimiterGuard is AdjustableGuard {
    using RateLimiter for RateLimiter.RefillingBucket;

    /// @notice A token and its bucket.
    /// @param token The token on this chain.
    /// @param capacity What the bucket holds, in base units of the token.
    /// @param window In how many seconds it fills up from empty.
    struct TokenBucketSetting {
        address token;
        uint208 capacity;
        uint48 window;
    }

    mapping(address token => RateLimiter.RefillingBucket) private _buckets;

    /// @notice Emitted when a token's bucket is set, even to what it was.
    /// @param token The token.
    /// @param capacity What the bucket holds, in base units; 0 if it is not listed.
    /// @param window In how many seconds it fills up from empty.
    event BucketSet(address indexed token, uint208 capacity, uint48 window);

    /// @notice Thrown when a bucket would fill up in no time.
    error WindowIsZero();

    /// @param gateway_ The gateway that asks.
    /// @param buckets The tokens that may be paid, with their buckets.
    constructor(address gateway_, TokenBucketSetting[] memory buckets) GuardBase(gateway_) {
        for (uint256 i = 0; i < buckets.length; ++i) {
            _setBucket(buckets[i].token, buckets[i].capacity, buckets[i].window);
        }
    }

    /// @notice Sets a token's bucket. More capacity, or a quicker refill, waits as a loosening.
    /// What is used stays used.
    /// @param token The token.
    /// @param capacity What the bucket holds, in base units; 0 takes the token off the list.
    /// @param window In how many seconds it fills up from empty; at least 1.
    function setBucket(address token, uint208 capacity, uint48 window) external {
        RateLimiter.RefillingBucket storage bucket = _buckets[token];
        uint256 refill = uint256(capacity) * bucket._window;
        bool isFaster = refill > uint256(bucket._capacity) * window;
        _authorize(capacity > bucket._capacity || isFaster);
        _setBucket(token, capacity, window);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        if (_buckets[request.withdrawal.token]._capacity == 0) {
            return _refuse("token not listed", 0);
        }
        (, uint256 available) = stateOf(request.withdrawal.token);
        return request.withdrawal.amount > available ? _refuse("bucket too empty", 0) : _allow();
    }

    /// @notice Returns what a bucket lacks and what it holds.
    /// @param token The token.
    /// @return used What it lacks, in base units of the token.
    /// @return available What it holds, in base units of the token.
    function stateOf(address token) public view returns (uint256 used, uint256 available) {
        return _buckets[token].state(bytes32(0));
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        _buckets[request.withdrawal.token].consume(bytes32(0), request.withdrawal.amount);
    }

    /// What has flowed in until now flowed in by the old settings.
    function _setBucket(address token, uint208 capacity, uint48 window) private {
        if (window == 0) revert WindowIsZero();
        _buckets[token].sync(bytes32(0));
        _buckets[token].updateSettings(window, capacity);
        emit BucketSet(token, capacity, window);
    }
}
