// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";

/// @title What every guard needs
/// @notice Takes commits and notifications from one gateway and from nobody else, and does nothing
/// about them. A guard inherits it, answers in `assess`, and overrides the hooks it counts in:
///
///     contract AtMostOneEther is GuardBase {
///         constructor(address gateway_) GuardBase(gateway_) {}
///
///         function assess(
///             Request calldata request,
///             bytes calldata
///         ) external view override returns (Decision memory) {
///             if (request.withdrawal.amount > 1 ether) return _refuse("above one ether", 0);
///             return _allow();
///         }
///     }
///
/// @dev Warning: who overrides a commit or a notification itself, and not the hook behind it, has to
/// keep `onlyGateway`.
/// @dev Warning: one guard serves one gateway. A second one that has it in its stack pays nothing.
abstract contract GuardBase is IWithdrawalGuard {
    /// @notice The gateway that asks.
    address public immutable gateway;

    modifier onlyGateway() {
        if (msg.sender != gateway) revert NotGateway(msg.sender);
        _;
    }

    /// @param gateway_ The gateway that asks.
    constructor(address gateway_) {
        gateway = gateway_;
    }

    /// @inheritdoc IWithdrawalGuard
    function onHeld(
        Request calldata request,
        bytes calldata proof
    ) external virtual override onlyGateway {
        _onHeld(request, proof);
    }

    /// @inheritdoc IWithdrawalGuard
    function onPaid(
        Request calldata request,
        bytes calldata proof
    ) external virtual override onlyGateway {
        _onPaid(request, proof);
    }

    /// @inheritdoc IWithdrawalGuard
    function onCancelled(
        bytes32 key,
        address token,
        uint256 amount
    ) external virtual override onlyGateway {
        _onCancelled(key, token, amount);
    }

    /// @inheritdoc IWithdrawalGuard
    function onDeposited(
        address token,
        address depositor,
        uint256 received
    ) external virtual override onlyGateway {
        _onDeposited(token, depositor, received);
    }

    // solhint-disable no-empty-blocks

    function _onHeld(Request calldata request, bytes calldata proof) internal virtual {}

    function _onPaid(Request calldata request, bytes calldata proof) internal virtual {}

    function _onCancelled(bytes32 key, address token, uint256 amount) internal virtual {}

    function _onDeposited(address token, address depositor, uint256 received) internal virtual {}

    // solhint-enable no-empty-blocks

    function _allow() internal pure returns (Decision memory decision) {
        return decision;
    }

    function _hold(
        bytes32 reason,
        uint64 notBefore,
        uint64 retryAt
    ) internal pure returns (Decision memory) {
        return Decision(Action.Hold, notBefore, retryAt, false, reason);
    }

    /// Holds until a condition changes, and pauses the token if the guard may trip.
    function _trip(bytes32 reason) internal pure returns (Decision memory) {
        return Decision(Action.Hold, 0, 0, true, reason);
    }

    function _refuse(bytes32 reason, uint64 retryAt) internal pure returns (Decision memory) {
        return Decision(Action.Refuse, 0, retryAt, false, reason);
    }
}
