// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "./IAdministered.sol";

/// @title A gateway that two can stop
/// @notice The administrator and the emergency pauser stop the gateway and start it again, at once.
/// The pauser is meant to be a `PauseEnforcer`, so that people on watch need not wait for the
/// administrator.
/// @dev Warning: the gateway does not know who stopped it. The pauser may lift a pause of the
/// administrator's; what keeps it from that is up to the pauser's own code.
///
/// Safety assumptions:
/// - those of `IAdministered`.
///
/// Liveness assumptions:
/// - pauser and administrator do not stop the gateway for ever.
interface IPauseTarget is IAdministered {
    /// @notice Emitted when the gateway is stopped.
    /// @param account Who stopped it.
    event Paused(address account);

    /// @notice Emitted when the gateway is started again.
    /// @param account Who started it.
    event Unpaused(address account);

    /// @notice Emitted when another may stop and start the gateway beside the administrator.
    /// @param newPauser The pauser from now on; zero if none.
    event EmergencyPauserUpdated(address indexed newPauser);

    /// @notice Thrown when the gateway is paused.
    error EnforcedPause();

    /// @notice Thrown when the gateway is to be started and is not paused.
    error ExpectedPause();

    /// @notice Thrown when the caller is neither the administrator nor the emergency pauser.
    /// @param caller Who called.
    error NotPauser(address caller);

    /// @notice Stops the gateway, at once. Administrator and emergency pauser only.
    function pause() external;

    /// @notice Starts the gateway again, at once. Administrator and emergency pauser only.
    /// @dev Warning: signatures collected in the meantime, forged ones too, are as good as before.
    function unpause() external;

    /// @notice Sets who may stop and start the gateway beside the administrator, at once.
    /// Administrator only.
    /// @param newPauser The pauser from now on; zero for none.
    function setEmergencyPauser(address newPauser) external;

    /// @notice Tells whether the gateway is paused.
    /// @return Whether it is.
    function paused() external view returns (bool);

    /// @notice Returns who may stop and start the gateway beside the administrator.
    /// @return The pauser's address; zero if there is none.
    function emergencyPauser() external view returns (address);
}
