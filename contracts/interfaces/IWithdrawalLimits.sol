// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "./IAdministered.sol";

/// @title Tiers and days: what each token may leave with
/// @notice Per token, in base units of that token: from `highTierFrom` on, a withdrawal needs the
/// high-tier quorum; from `lockedFrom` on, it is held until a person releases it; and what is not
/// held must stay below `dailyLimit` within each day in UTC.
/// @dev Warning: both tiers look at one withdrawal, not at the day. Whoever splits a sum below a
/// tier never meets it, up to the limit of the day.
/// @dev Warning: the day is that of the calendar. Around midnight almost twice the limit leaves
/// within two seconds.
/// @dev Warning: the limit itself is refused. A day yields one base unit less, and a withdrawal of
/// the limit or more that is not held can never be paid.
/// @dev Warning: what is held is outside the day's count, when it is taken and when it is released.
/// @dev Warning: limits are in tokens. What they are worth changes with the price.
/// @dev Warning: whoever has the tokens can use up the day for everybody else.
/// @dev Warning: a token without limits has zero for all of them: its withdrawals need the high
/// tier and are held, every one.
///
/// Safety assumptions:
/// - the block's time is right within what is at stake around midnight;
/// - the administrator sets limits that match the token's price and decimals.
///
/// Liveness assumptions:
/// - honest withdrawals of a day add up to less than the limit.
interface IWithdrawalLimits is IAdministered {
    /// @notice What holds for one token; amounts in base units of the token.
    struct TokenLimits {
        uint256 highTierFrom;
        uint256 lockedFrom;
        uint256 dailyLimit;
        uint256 unlockFeeMillionths;
    }

    /// @notice Emitted when the limits of a token are set, at initialization too.
    /// @param token The token on the mainchain.
    /// @param limits Its limits from now on.
    event TokenLimitsUpdated(address indexed token, TokenLimits limits);

    /// @notice Thrown when a withdrawal would bring the day to the limit or above.
    /// @param token The token on the mainchain.
    /// @param amount Amount asked for, in base units of the token.
    /// @param withdrawn Amount that left today, in base units of the token.
    /// @param limit Amount that the day must stay below, in base units of the token.
    /// @param nextDayAt When the next day begins, in seconds since 1970.
    error DailyLimitReached(
        address token,
        uint256 amount,
        uint256 withdrawn,
        uint256 limit,
        uint256 nextDayAt
    );

    /// @notice Thrown when the fee for releasing would be more than the amount.
    /// @param unlockFeeMillionths The fee asked for, in millionths of the amount.
    error FeeAboveOne(uint256 unlockFeeMillionths);

    /// @notice Sets the limits of a token, at once. Administrator only. What left today stays
    /// counted.
    /// @param token The token on the mainchain.
    /// @param newLimits Its limits from now on; the fee at most 1,000,000 millionths.
    function setTokenLimits(address token, TokenLimits calldata newLimits) external;

    /// @notice Returns the limits of a token.
    /// @param token The token on the mainchain.
    /// @return The limits; zeros if none were set.
    function limitsOf(address token) external view returns (TokenLimits memory);

    /// @notice Returns what of a token left today, in UTC, without what was held.
    /// @param token The token on the mainchain.
    /// @return Amount in base units of the token.
    function withdrawnToday(address token) external view returns (uint256);

    /// @notice Returns what a withdrawal would need now, apart from the limit of the day.
    /// @param token The token on the mainchain.
    /// @param amount Amount in base units of the token.
    /// @return minimumWeight Weight of operators' signatures, rounded up.
    /// @return isLocked Whether it would be held until a person releases it.
    function requirementsOf(
        address token,
        uint256 amount
    ) external view returns (uint256 minimumWeight, bool isLocked);
}
