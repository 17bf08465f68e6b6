// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";
import {RollingSum} from "../guards/RollingSum.sol";

/// @title What does not fit into the last day waits a day
/// @notice Sums up, by token, what was paid in the last `window` seconds. A withdrawal that fits
/// into the limit is paid and counted. One that does not is held, and so is every one from `big`
/// on. What is held may be released
///
/// - as soon as it fits, unless it is big: it is counted then. A small one may overtake a large;
/// - or `delay` seconds after it was recorded, in any case: it is not counted then.
///
/// So nothing that is listed is refused, and nothing is in anybody's way: the delay is the time
/// that people have to see and to cancel what should not be paid. A token without a limit is
/// refused.
///
/// Source: Wormhole's Governor (repository wormhole-foundation/wormhole, commit 640e18488,
/// node/pkg/governor, and whitepaper 0007), which runs in each guardian's node at the source. Here
/// it is on chain at the payment, in units of the token in place of dollars, by token in place of
/// by chain, and with no inflow taken off. Two answers differ: a token that is not listed passes
/// there, and a payment counts there for one second longer.
///
/// Claims, for each token:
/// - of payments that did not wait the delay, no `window` seconds in a row see more than the
///   highest limit that was in force in them, and none is as large as `big`;
/// - what leaves beside that waited `delay` seconds since it was recorded, for all to see;
/// - what is held can be released `delay` seconds after at the latest;
/// - who wants to make the others wait has to withdraw, validly, the limit within each window: the
///   money is his own and comes back, the price is gas and what it costs to have it on the other
///   side.
///
/// @dev Warning: this slows a theft down, and does not end it. Who holds the signers' keys submits
/// everything at once, and has it all after the delay if nobody cancels.
/// @dev Warning: a withdrawal that another guard of the stack holds grows old as well. Behind a
/// delay as long as `delay` this guard holds nothing that is not held already.
/// @dev Warning: anybody with money fills the window by withdrawing; the others wait up to `delay`.
///
/// Safety assumptions:
/// - within the delay somebody sees what is held, and cancels what should not be paid.
///
/// Liveness assumptions:
/// - the gateway's `maxHold` is longer than the delay, or else anybody ends a hold before it is
///   over;
/// - somebody calls `release`.
contract SlidingWindow is AdjustableGuard {
    using RollingSum for RollingSum.Sum;

    /// @notice A token and its limits.
    /// @param token The token on this chain.
    /// @param limit Most that is paid within the window, in base units of the token.
    /// @param big From this amount on, in base units, a withdrawal waits in any case.
    struct TokenLimit {
        address token;
        uint128 limit;
        uint128 big;
    }

    /// @notice The limits of a token.
    /// @param limit Most that is paid within the window, in base units; 0 if it is not listed.
    /// @param big From this amount on, in base units, a withdrawal waits in any case.
    struct Limit {
        uint128 limit;
        uint128 big;
    }

    /// @notice How long a payment counts, in seconds.
    uint64 public immutable window;
    /// @notice After how long what is held may be released in any case, in seconds.
    uint64 public immutable delay;

    /// @notice The limits of each token.
    mapping(address token => Limit) public limits;

    mapping(address token => RollingSum.Sum) private _paid;

    /// @notice Emitted when the limits of a token are set, even to what they were.
    /// @param token The token.
    /// @param limit Most that is paid within the window, in base units; 0 if it is not listed.
    /// @param big From this amount on, in base units, a withdrawal waits in any case.
    event LimitSet(address indexed token, uint128 limit, uint128 big);

    /// @notice Thrown when the window or the delay would be nothing.
    error DurationIsZero();

    /// @param gateway_ The gateway that asks.
    /// @param window_ How long a payment counts, in seconds; at least 1.
    /// @param delay_ How long what is held waits at most, in seconds; at least 1.
    /// @param limits_ The tokens that may be paid, with their limits.
    constructor(
        address gateway_,
        uint64 window_,
        uint64 delay_,
        TokenLimit[] memory limits_
    ) GuardBase(gateway_) {
        if (window_ == 0 || delay_ == 0) revert DurationIsZero();
        window = window_;
        delay = delay_;
        for (uint256 i = 0; i < limits_.length; ++i) {
            _setLimit(limits_[i].token, limits_[i].limit, limits_[i].big);
        }
    }

    /// @notice Sets a token's limits. Raising one waits as a loosening. What was paid stays
    /// counted.
    /// @param token The token.
    /// @param limit Most that is paid within the window, in base units; 0 takes it off the list.
    /// @param big From this amount on, in base units, a withdrawal waits in any case.
    function setLimit(address token, uint128 limit, uint128 big) external {
        _authorize(limit > limits[token].limit || big > limits[token].big);
        _setLimit(token, limit, big);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        Limit memory limit = limits[request.withdrawal.token];
        uint256 amount = request.withdrawal.amount;
        if (limit.limit == 0) return _refuse("token not listed", 0);
        if (_hasWaited(request)) return _allow();
        if (amount >= limit.big) return _hold("big", _dueAt(request), _dueAt(request));
        uint256 paid = paidInWindow(request.withdrawal.token);
        if (paid <= limit.limit && amount <= limit.limit - paid) return _allow();
        // Without a floor, before which the gateway could not release it early.
        return _hold("window full", 0, _dueAt(request));
    }

    /// @notice Returns what was paid and counted in the last `window` seconds.
    /// @param token The token.
    /// @return Sum in base units of the token.
    function paidInWindow(address token) public view returns (uint256) {
        return _paid[token].current(window);
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        if (_hasWaited(request)) return;
        _paid[request.withdrawal.token].add(window, request.withdrawal.amount);
    }

    function _setLimit(address token, uint128 limit, uint128 big) private {
        limits[token] = Limit(limit, big);
        emit LimitSet(token, limit, big);
    }

    function _hasWaited(Request calldata request) private view returns (bool) {
        return request.phase == Phase.Release && block.timestamp >= _dueAt(request);
    }

    /// From when on it is released in any case.
    function _dueAt(Request calldata request) private view returns (uint64) {
        if (request.phase == Phase.Release) return request.heldSince + delay;
        return uint64(block.timestamp) + delay;
    }
}
