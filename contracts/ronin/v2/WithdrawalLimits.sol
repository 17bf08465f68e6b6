// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalLimits} from "../../interfaces/IWithdrawalLimits.sol";
import {Administered} from "../Administered.sol";
import {DayCount} from "./DayCount.sol";

/// @dev `Administered` comes first: it owns the first storage slot.
abstract contract WithdrawalLimits is IWithdrawalLimits, Administered {
    using DayCount for DayCount.Count;

    /// In a fee of one.
    uint256 internal constant MILLIONTHS = 1_000_000;

    mapping(address token => TokenLimits) private _limits;
    mapping(address token => DayCount.Count) private _counts;

    /// @inheritdoc IWithdrawalLimits
    function setTokenLimits(
        address token,
        TokenLimits calldata newLimits
    ) external override onlyAdmin {
        _setTokenLimits(token, newLimits);
    }

    /// @inheritdoc IWithdrawalLimits
    function limitsOf(address token) external view override returns (TokenLimits memory) {
        return _limits[token];
    }

    /// @inheritdoc IWithdrawalLimits
    function withdrawnToday(address token) external view override returns (uint256) {
        return _counts[token].today();
    }

    function _setTokenLimits(address token, TokenLimits memory newLimits) internal {
        if (newLimits.unlockFeeMillionths > MILLIONTHS) {
            revert FeeAboveOne(newLimits.unlockFeeMillionths);
        }
        _limits[token] = newLimits;
        emit TokenLimitsUpdated(token, newLimits);
    }

    function _countTowardsDay(address token, uint256 amount) internal {
        _counts[token].add(amount);
    }

    /// Lets through what is to be held, and what leaves the day below its limit.
    function _requireWithinDay(address token, uint256 amount) internal view {
        if (_isLocked(token, amount)) return;
        uint256 withdrawn = _counts[token].today();
        uint256 limit = _limits[token].dailyLimit;
        if (limit <= withdrawn + amount) {
            revert DailyLimitReached(token, amount, withdrawn, limit, DayCount.nextDayAt());
        }
    }

    function _isHighTier(address token, uint256 amount) internal view returns (bool) {
        return _limits[token].highTierFrom <= amount;
    }

    function _isLocked(address token, uint256 amount) internal view returns (bool) {
        return _limits[token].lockedFrom <= amount;
    }

    function _unlockFee(address token, uint256 amount) internal view returns (uint256) {
        return (amount * _limits[token].unlockFeeMillionths) / MILLIONTHS;
    }
}
