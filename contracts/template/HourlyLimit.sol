// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";

/// @title A limit on what leaves within any 24 hours
/// @notice Adds up what each hour paid. A withdrawal is refused if it and the payments of this hour
/// and the 24 hours before it come to more than the token's limit. A token without a limit is
/// refused always. `claims.json` has what this promises.
contract HourlyLimit is IWithdrawalGuard {
    /// @notice A token's limit.
    /// @param token The token.
    /// @param limit Most that leaves within any 24 hours, in base units.
    struct Limit {
        address token;
        uint256 limit;
    }

    /// @notice How many hours are looked back upon, beside the present one.
    uint256 public constant HOURS = 24;

    /// @notice The gateway that asks.
    address public immutable gateway;

    /// @notice The limit of a token, in base units.
    mapping(address token => uint256) public limits;

    /// @notice What an hour paid of a token, in base units; hours are counted from 1970.
    mapping(address token => mapping(uint256 hour => uint256)) public paidIn;

    modifier onlyGateway() {
        if (msg.sender != gateway) revert NotGateway(msg.sender);
        _;
    }

    /// @param gateway_ The gateway that asks.
    /// @param limits_ The limits, a token each.
    constructor(address gateway_, Limit[] memory limits_) {
        gateway = gateway_;
        for (uint256 i = 0; i < limits_.length; ++i) limits[limits_[i].token] = limits_[i].limit;
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory decision) {
        address token = request.withdrawal.token;
        uint256 amount = request.withdrawal.amount;
        uint256 limit = limits[token];
        if (amount <= limit && paidLately(token) <= limit - amount) return decision;
        decision.action = Action.Refuse;
        decision.reason = "limit of 24 hours";
    }

    /// @inheritdoc IWithdrawalGuard
    function onPaid(Request calldata request, bytes calldata) external override onlyGateway {
        paidIn[request.withdrawal.token][block.timestamp / 1 hours] += request.withdrawal.amount;
    }

    /// @notice Returns what was paid of a token in this hour and in the 24 before it.
    /// @param token The token.
    /// @return sum The payments, in base units.
    function paidLately(address token) public view returns (uint256 sum) {
        uint256 hour = block.timestamp / 1 hours;
        for (uint256 i = 0; i <= HOURS; ++i) sum += paidIn[token][hour - i];
    }

    // solhint-disable no-empty-blocks

    /// @inheritdoc IWithdrawalGuard
    function onHeld(Request calldata, bytes calldata) external override onlyGateway {}

    /// @inheritdoc IWithdrawalGuard
    function onCancelled(bytes32, address, uint256) external override onlyGateway {}

    /// @inheritdoc IWithdrawalGuard
    function onDeposited(address, address, uint256) external override onlyGateway {}

    // solhint-enable no-empty-blocks
}
