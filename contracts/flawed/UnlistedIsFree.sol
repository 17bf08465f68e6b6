// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";

/// @title A limit for each calendar day
/// @notice What leaves on one UTC day stays below a limit for each token. Hitting the limit exactly
/// is refused. A payment counts on the day on which it leaves, also after a hold.
///
/// Source: Ronin gateway V2 (dpos v0.5.1, `_reachedWithdrawalLimit`, `_recordWithdrawal`): `day =
/// timestamp / 86400`, refused if `limit <= paid + amount`. There what is locked for a person's
/// approval is outside the count, and a limit of zero refuses; here everything counts.
///
/// Claims, for each token:
/// - at most `limit - 1` leaves on a calendar day, at most `2 * limit - 2` in any 24 hours;
/// - an amount of `limit` or more is refused for ever, and a token without a limit always;
/// - nothing is delayed; what the day has no room for can be tried again at the next midnight;
/// - who wants to block others for a day has to withdraw, validly, all but the smallest amount in
///   use: the money is his own and comes back, the price is gas and what it costs to have it for
///   hours.
///
/// @dev Warning: two days' limits can leave in two seconds, around midnight.
/// @dev Warning: the limit is an amount of a token; its value moves with the price.
/// @dev Warning: a thief who waits takes a limit a day. A limit bounds, it does not stop.
/// @dev Warning: together with a guard that holds, a day without room refuses the submission as
/// well: the wait of the hold begins when it is submitted again.
///
/// Safety assumptions:
/// - somebody notices within the days that the vault may lose;
/// - `block.timestamp` is right within seconds.
/// @dev Planted defect: a limit of zero means none.
contract UnlistedIsFree is AdjustableGuard {
    /// @notice A token's limit.
    /// @param token The token.
    /// @param limit What a day's payments stay below, in base units.
    struct Limit {
        address token;
        uint128 limit;
    }

    /// @dev What was paid on the last day with a payment.
    struct Count {
        uint64 day;
        uint128 paid;
    }

    /// @notice What a day's payments stay below, in base units; 0 if the token is not listed.
    mapping(address token => uint128) public limitOf;

    mapping(address token => Count) private _counts;

    /// @notice Emitted when a limit is set, even to what it was.
    /// @param token The token.
    /// @param limit What a day's payments stay below, in base units.
    event LimitSet(address indexed token, uint128 limit);

    /// @param gateway_ The gateway that asks.
    /// @param limits The first limits.
    constructor(address gateway_, Limit[] memory limits) GuardBase(gateway_) {
        for (uint256 i = 0; i < limits.length; ++i) _set(limits[i].token, limits[i].limit);
    }

    /// @notice Sets a limit. Lowering counts at once (governor), raising waits. What was paid today
    /// stays counted.
    /// @param token The token.
    /// @param limit What a day's payments stay below, in base units; 0 refuses all.
    function setLimit(address token, uint128 limit) external {
        _authorize(limit > limitOf[token]);
        _set(token, limit);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        address token = request.withdrawal.token;
        uint256 amount = request.withdrawal.amount;
        uint256 limit = limitOf[token];
        if (limit == 0) return _allow();
        if (amount >= limit) return _refuse("limit of a day", 0);
        if (limit <= paidToday(token) + amount) {
            return _refuse("limit of this day", (_today() + 1) * 1 days);
        }
        return _allow();
    }

    /// @notice Returns what was paid on the current UTC day.
    /// @param token The token.
    /// @return Sum in base units.
    function paidToday(address token) public view returns (uint256) {
        Count storage count = _counts[token];
        return count.day == _today() ? count.paid : 0;
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        address token = request.withdrawal.token;
        uint256 paid = paidToday(token) + request.withdrawal.amount;
        _counts[token] = Count(_today(), SafeCast.toUint128(paid));
    }

    function _set(address token, uint128 limit) private {
        limitOf[token] = limit;
        emit LimitSet(token, limit);
    }

    function _today() private view returns (uint64) {
        return uint64(block.timestamp / 1 days);
    }
}
