// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../AdjustableGuard.sol";
import {GuardBase} from "../GuardBase.sol";
import {AxelarTokenFlow} from "./AxelarTokenFlow.sol";

/// @title Axelar's flow limit as a guard
/// @notice Wraps the real contract, to hold `NetFlowEpoch` against it: in an epoch, what left less
/// what came in must stay within the limit, either way round, and so must a single withdrawal. A
/// withdrawal that does not is refused.
///
/// Axelar's limit of 0 is no limit. A guard must fail closed, so here a token with a limit of 0 is
/// not listed, and refused.
///
/// Source: `FlowLimit` of the npm package axelar-network/interchain-token-service 2.2.0 (MIT;
/// repository axelarnetwork/interchain-token-service, commit e4b857b in the facts), unchanged.
///
/// Where `NetFlowEpoch` differs:
/// - it counts every deposit. Axelar refuses one that takes the net inflow beyond the limit; this
///   guard can not refuse it, and does not count it (the gateway tells of it by
///   `NotificationFailed`). So Axelar's answer is never the looser one;
/// - it binds outflow only. Here, after the limit was lowered below an epoch's net inflow, even a
///   withdrawal can be refused until the epoch ends, for being too small.
///
/// @dev Warning: from one second to the next, at the edge of an epoch, twice the limit leaves.
/// @dev Warning: anybody with money fills the limit at the beginning of each epoch.
contract AxelarFlowLimitGuard is AdjustableGuard {
    /// @notice A token and its limit.
    /// @param token The token on this chain.
    /// @param limit Most net outflow of an epoch, in base units of the token.
    struct TokenLimit {
        address token;
        uint256 limit;
    }

    /// @notice How long an epoch is, in seconds.
    uint64 public immutable epochTime;
    /// @notice Axelar's contract for each token; zero if it never was listed.
    mapping(address token => AxelarTokenFlow) public flowOf;

    /// @notice Thrown when an epoch would be nothing.
    error EpochIsZero();

    /// @param gateway_ The gateway that asks.
    /// @param epochTime_ How long an epoch is, in seconds; at least 1.
    /// @param limits_ The tokens that may be paid, with their limits.
    constructor(
        address gateway_,
        uint64 epochTime_,
        TokenLimit[] memory limits_
    ) GuardBase(gateway_) {
        if (epochTime_ == 0) revert EpochIsZero();
        epochTime = epochTime_;
        for (uint256 i = 0; i < limits_.length; ++i) {
            _setLimit(limits_[i].token, limits_[i].limit);
        }
    }

    /// @notice Sets a token's limit. Raising it waits as a loosening. Flows stay counted.
    /// @param token The token.
    /// @param limit Most net outflow of an epoch, in base units; 0 takes it off the list.
    function setLimit(address token, uint256 limit) external {
        _authorize(limit > limitOf(token));
        _setLimit(token, limit);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        address token = request.withdrawal.token;
        uint256 amount = request.withdrawal.amount;
        uint256 limit = limitOf(token);
        if (limit == 0) return _refuse("token not listed", 0);
        if (amount > limit) return _refuse("limit of an epoch", 0);
        uint256 flowOut = flowOf[token].flowOutAmount();
        uint256 flowIn = flowOf[token].flowInAmount();
        if (amount > type(uint256).max - flowOut)
            return _refuse("limit of this epoch", _nextEpochAt());
        flowOut += amount;
        uint256 netFlow = flowOut > flowIn ? flowOut - flowIn : flowIn - flowOut;
        return netFlow > limit ? _refuse("limit of this epoch", _nextEpochAt()) : _allow();
    }

    /// @notice Returns a token's limit.
    /// @param token The token.
    /// @return Most net outflow of an epoch, in base units; 0 if it is not listed.
    function limitOf(address token) public view returns (uint256) {
        AxelarTokenFlow flow = flowOf[token];
        return address(flow) == address(0) ? 0 : flow.flowLimit();
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        flowOf[request.withdrawal.token].addFlowOut(request.withdrawal.amount);
    }

    function _onDeposited(address token, address, uint256 received) internal override {
        if (limitOf(token) != 0) flowOf[token].addFlowIn(received);
    }

    function _setLimit(address token, uint256 limit) private {
        if (address(flowOf[token]) == address(0)) flowOf[token] = new AxelarTokenFlow(epochTime);
        flowOf[token].setFlowLimit(limit, bytes32(uint256(uint160(token))));
    }

    function _nextEpochAt() private view returns (uint64) {
        return uint64((block.timestamp / epochTime + 1) * epochTime);
    }
}
