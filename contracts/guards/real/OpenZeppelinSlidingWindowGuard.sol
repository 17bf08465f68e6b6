// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RateLimiter} from "@openzeppelin/contracts/utils/RateLimiter.sol";
import {IWithdrawalGuard} from "../../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../AdjustableGuard.sol";
import {GuardBase} from "../GuardBase.sol";

/// @title OpenZeppelin's sliding window as a guard
/// @notice Wraps the real library, to hold `SlidingWindow` against it: of each token no more than
/// the limit is paid within `window` seconds. A withdrawal that does not fit is refused, where ours
/// is held.
///
/// A token with a limit of nothing is not listed, and refused.
///
/// Source: `SlidingWindow` of OpenZeppelin Contracts 5.7.0, utils/RateLimiter.sol (MIT),
/// unchanged.
///
/// Where `SlidingWindow` differs: it holds in place of refusing, releases uncounted after a delay,
/// and lets nothing big pass at once. What it counts, and when it forgets it, is the same to the
/// unit and the second.
///
/// @dev Warning: each second in which something is paid takes a place in storage until the window
/// has once run empty, and the search through them grows, if slowly.
contract OpenZeppelinSlidingWindowGuard is AdjustableGuard {
    using RateLimiter for RateLimiter.SlidingWindow;

    /// @notice A token and its limit.
    /// @param token The token on this chain.
    /// @param limit Most that is paid within the window, in base units of the token.
    struct TokenLimit {
        address token;
        uint208 limit;
    }

    /// @notice How long a payment counts, in seconds.
    uint48 public immutable window;

    mapping(address token => RateLimiter.SlidingWindow) private _windows;

    /// @notice Emitted when a token's limit is set, even to what it was.
    /// @param token The token.
    /// @param limit Most that is paid within the window, in base units; 0 if it is not listed.
    event LimitSet(address indexed token, uint208 limit);

    /// @notice Thrown when the window would be nothing.
    error WindowIsZero();

    /// @param gateway_ The gateway that asks.
    /// @param window_ How long a payment counts, in seconds; at least 1.
    /// @param limits_ The tokens that may be paid, with their limits.
    constructor(address gateway_, uint48 window_, TokenLimit[] memory limits_) GuardBase(gateway_) {
        if (window_ == 0) revert WindowIsZero();
        window = window_;
        for (uint256 i = 0; i < limits_.length; ++i) {
            _setLimit(limits_[i].token, limits_[i].limit);
        }
    }

    /// @notice Sets a token's limit. Raising it waits as a loosening. What was paid stays counted.
    /// @param token The token.
    /// @param limit Most that is paid within the window, in base units; 0 takes it off the list.
    function setLimit(address token, uint208 limit) external {
        _authorize(limit > _windows[token]._limit);
        _setLimit(token, limit);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        if (_windows[request.withdrawal.token]._limit == 0) return _refuse("token not listed", 0);
        (, uint256 available) = stateOf(request.withdrawal.token);
        return request.withdrawal.amount > available ? _refuse("window full", 0) : _allow();
    }

    /// @notice Returns what is used of a limit and what is left.
    /// @param token The token.
    /// @return used What was paid within the window, in base units of the token.
    /// @return available What is left, in base units of the token.
    function stateOf(address token) public view returns (uint256 used, uint256 available) {
        return _windows[token].state(bytes32(0));
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        _windows[request.withdrawal.token].consume(bytes32(0), request.withdrawal.amount);
    }

    function _setLimit(address token, uint208 limit) private {
        _windows[token].updateSettings(window, limit);
        emit LimitSet(token, limit);
    }
}
