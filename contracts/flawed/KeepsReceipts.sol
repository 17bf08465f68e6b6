// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";

/// @title A bucket that refills
/// @notice For each token there is a bucket. It fills at a rate up to its capacity, each payment
/// takes its amount out, and what is not in it is not paid. Emptying it exactly is allowed. The
/// refusal says when there will be enough.
///
/// Source: Chainlink CCIP, `RateLimiter` (1.5): `tokens = min(capacity, tokens + seconds * rate)`;
/// `wait = ceil((amount - tokens) / rate)`, for ever if the rate is zero; a new setting keeps
/// `min(newCapacity, tokens)`. Later versions of CCIP fill the bucket at each setting; this one
/// does not. CCIP has a bucket for each remote chain and direction; this one is for all sources
/// together.
///
/// Claims, for each token:
/// - at most `capacity` leaves at once, at most `capacity + rate * T` in any T seconds;
/// - an amount above the capacity is refused for ever, and a token without a bucket always;
/// - nothing is delayed; after a payment of everything, an amount has room `ceil(amount / rate)`
///   seconds later;
/// - who wants to keep others out has to withdraw, validly, `rate` a second: the money is his own
///   and comes back, the price is gas and what it costs to have it for a moment.
///
/// @dev Warning: in the time that a full bucket takes to refill, twice its capacity can leave.
/// @dev Warning: whoever comes first in a block takes what is there; large amounts starve when
/// small ones keep coming.
/// @dev Warning: the capacity is an amount of a token; its value moves with the price.
///
/// Safety assumptions:
/// - somebody notices within the time that it takes to lose too much at this rate;
/// - `block.timestamp` is right within seconds.
/// @dev No defect: it writes each payment down, for more gas than a notification gets.
contract KeepsReceipts is AdjustableGuard {
    Withdrawal[] private _receipts;
    /// @notice A token's bucket, as it is set.
    /// @param token The token.
    /// @param capacity What it holds, in base units.
    /// @param rate What it gains a second, in base units; at most the capacity.
    struct Setting {
        address token;
        uint128 capacity;
        uint128 rate;
    }

    /// @notice A token's bucket.
    /// @param capacity What it holds, in base units; 0 if the token is not listed.
    /// @param rate What it gains a second, in base units.
    /// @param tokens What was in it at `updatedAt`, in base units.
    /// @param updatedAt When that was, in seconds since 1970.
    struct Bucket {
        uint128 capacity;
        uint128 rate;
        uint128 tokens;
        uint64 updatedAt;
    }

    /// @notice The bucket of a token, as it was at `updatedAt`; see `available`.
    mapping(address token => Bucket) public buckets;

    /// @notice Emitted when a bucket is set, even to what it was.
    /// @param token The token.
    /// @param capacity What it holds, in base units.
    /// @param rate What it gains a second, in base units.
    event BucketSet(address indexed token, uint128 capacity, uint128 rate);

    /// @notice Thrown when a bucket would gain more in a second than it holds.
    /// @param rate The rate asked for.
    /// @param capacity The capacity asked for.
    error RateAboveCapacity(uint128 rate, uint128 capacity);

    /// @param gateway_ The gateway that asks.
    /// @param settings The first buckets. They are full.
    constructor(address gateway_, Setting[] memory settings) GuardBase(gateway_) {
        for (uint256 i = 0; i < settings.length; ++i) {
            Setting memory setting = settings[i];
            _set(setting.token, setting.capacity, setting.rate, setting.capacity);
        }
    }

    /// @notice Sets a bucket. Counts at once (governor) if neither figure rises, waits otherwise.
    /// What is in it stays in it, as far as it fits: a new bucket is empty, and a larger one not
    /// fuller.
    /// @param token The token.
    /// @param capacity What it holds, in base units; 0 refuses all.
    /// @param rate What it gains a second, in base units; at most the capacity.
    function setBucket(address token, uint128 capacity, uint128 rate) external {
        Bucket storage bucket = buckets[token];
        _authorize(capacity > bucket.capacity || rate > bucket.rate);
        _set(token, capacity, rate, Math.min(capacity, available(token)));
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        address token = request.withdrawal.token;
        uint256 amount = request.withdrawal.amount;
        Bucket storage bucket = buckets[token];
        if (bucket.capacity == 0) return _refuse("token not listed", 0);
        if (amount > bucket.capacity) return _refuse("above the capacity", 0);
        uint256 tokens = available(token);
        if (amount <= tokens) return _allow();
        return _refuse("bucket too empty", _timeOf(amount - tokens, bucket.rate));
    }

    /// @notice Returns what is in a token's bucket now.
    /// @param token The token.
    /// @return Amount in base units.
    function available(address token) public view returns (uint256) {
        Bucket storage bucket = buckets[token];
        uint256 gained = (block.timestamp - bucket.updatedAt) * bucket.rate;
        return Math.min(bucket.capacity, bucket.tokens + gained);
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        address token = request.withdrawal.token;
        _fill(token, available(token) - request.withdrawal.amount);
        _receipts.push(request.withdrawal);
    }

    function _set(address token, uint128 capacity, uint128 rate, uint256 tokens) private {
        if (rate > capacity) revert RateAboveCapacity(rate, capacity);
        (buckets[token].capacity, buckets[token].rate) = (capacity, rate);
        _fill(token, tokens);
        emit BucketSet(token, capacity, rate);
    }

    function _fill(address token, uint256 tokens) private {
        buckets[token].tokens = SafeCast.toUint128(tokens);
        buckets[token].updatedAt = uint64(block.timestamp);
    }

    /// When `missing` will have come in; 0 for never.
    function _timeOf(uint256 missing, uint256 rate) private view returns (uint64) {
        if (rate == 0) return 0;
        uint256 time = block.timestamp + Math.ceilDiv(missing, rate);
        return time > type(uint64).max ? 0 : uint64(time);
    }
}
