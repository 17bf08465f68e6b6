// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title The ids of the roles that `IGuardedGateway` tells of
library Roles {
    /// @notice Announces what loosens, does at once what tightens.
    bytes32 internal constant GOVERNOR = keccak256("GOVERNOR");
    /// @notice Stops.
    bytes32 internal constant PAUSER = keccak256("PAUSER");
    /// @notice Starts again.
    bytes32 internal constant UNPAUSER = keccak256("UNPAUSER");
    /// @notice Vetoes withdrawals that are held, epochs, and changes that wait.
    bytes32 internal constant CANCELLER = keccak256("CANCELLER");
    /// @notice Replaces stolen keys, raises the quorum.
    bytes32 internal constant RESPONDER = keccak256("RESPONDER");
}
