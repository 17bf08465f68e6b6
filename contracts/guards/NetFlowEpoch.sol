// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";

/// @title A limit on what leaves more than comes in
/// @notice Time is cut into epochs of six hours. Within one, what leaves may exceed what came in by
/// a limit for each token, and no single payment may exceed the limit. Hitting it exactly is
/// allowed.
///
/// Source: Axelar interchain token service, `FlowLimit` (2.2.0): `epoch = timestamp / 6 hours`,
/// refused if `amount > limit` or `|out + amount - in| > limit`. There the limit binds in both
/// directions, and zero switches it off. Here only what leaves is bound, since nobody asks a guard
/// about deposits: a deposit above the limit must not lock the money of others in; and zero
/// refuses.
///
/// Claims, for each token:
/// - at most `limit`, and what came in, leaves in an epoch: in any 24 hours at most five limits and
///   what came in since the first of the five epochs began;
/// - an amount above the limit is refused for ever, and a token without a limit always;
/// - nothing is delayed; what the epoch has no room for can be tried again in the next;
/// - who wants to block others for an epoch has to withdraw, validly, the limit at its start: the
///   money is his own and comes back, the price is gas and what it costs to have it on the other
///   side.
///
/// @dev Warning: two epochs' limits can leave in two seconds, at an edge.
/// @dev Warning: what honest people bring in, a thief can take out in the same epoch.
/// @dev Warning: the limit is an amount of a token; its value moves with the price.
///
/// Safety assumptions:
/// - somebody notices within the epochs that the vault may lose;
/// - what is deposited is credited at its destination, so that a depositor's way out costs him his
///   credit.
contract NetFlowEpoch is AdjustableGuard {
    /// @notice A token's limit.
    /// @param token The token.
    /// @param limit By what the outflow of an epoch may exceed its inflow, in base units.
    struct Limit {
        address token;
        uint128 limit;
    }

    /// @notice What moved in an epoch.
    /// @param inflow What came in, in base units.
    /// @param outflow What left, in base units.
    struct Flow {
        uint256 inflow;
        uint256 outflow;
    }

    /// @notice Length of an epoch in seconds.
    uint256 public constant EPOCH_SECONDS = 6 hours;

    /// @notice By what outflow may exceed inflow, in base units; 0 if the token is not listed.
    mapping(address token => uint128) public limitOf;
    /// @notice What moved in each epoch; epochs count from 1970.
    mapping(address token => mapping(uint256 epoch => Flow)) public flows;

    /// @notice Emitted when a limit is set, even to what it was.
    /// @param token The token.
    /// @param limit By what the outflow of an epoch may exceed its inflow, in base units.
    event LimitSet(address indexed token, uint128 limit);

    /// @param gateway_ The gateway that asks.
    /// @param limits The first limits.
    constructor(address gateway_, Limit[] memory limits) GuardBase(gateway_) {
        for (uint256 i = 0; i < limits.length; ++i) _set(limits[i].token, limits[i].limit);
    }

    /// @notice Sets a limit. Lowering counts at once (governor), raising waits. What moved in this
    /// epoch stays counted.
    /// @param token The token.
    /// @param limit By what the outflow of an epoch may exceed its inflow, in base units; 0 refuses
    /// all.
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
        if (limit == 0) return _refuse("token not listed", 0);
        if (amount > limit) return _refuse("limit of an epoch", 0);
        Flow storage flow = flows[token][currentEpoch()];
        if (amount + flow.outflow > Math.saturatingAdd(flow.inflow, limit)) {
            uint256 next = (currentEpoch() + 1) * EPOCH_SECONDS;
            return _refuse("limit of this epoch", uint64(next));
        }
        return _allow();
    }

    /// @notice Returns the number of the epoch that runs.
    /// @return Whole epochs since 1970.
    function currentEpoch() public view returns (uint256) {
        return block.timestamp / EPOCH_SECONDS;
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        flows[request.withdrawal.token][currentEpoch()].outflow += request.withdrawal.amount;
    }

    function _onDeposited(address token, address, uint256 received) internal override {
        Flow storage flow = flows[token][currentEpoch()];
        flow.inflow = Math.saturatingAdd(flow.inflow, received);
    }

    function _set(address token, uint128 limit) private {
        limitOf[token] = limit;
        emit LimitSet(token, limit);
    }
}
