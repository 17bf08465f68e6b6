// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IPauseTarget} from "./IPauseTarget.sol";

/// @title The people on watch
/// @notice Sentries stop the gateway without asking anybody, and may start it again if it was one
/// of them who stopped it. The holder of the role zero appoints and dismisses sentries.
/// @dev Warning: one stolen sentry key starts the gateway in the middle of an emergency, as often
/// as the others stop it.
/// @dev Warning: an emergency is forgotten only when a sentry ends it. If the administrator of the
/// gateway starts it instead, and stops it another day, a sentry can lift that pause too.
///
/// Safety assumptions:
/// - no sentry's key is used by anybody else.
///
/// Liveness assumptions:
/// - this contract is the gateway's emergency pauser;
/// - at least one sentry is awake.
interface IPauseEnforcer is IAccessControl {
    /// @notice Emitted when a sentry stops the gateway.
    /// @param account The sentry.
    event EmergencyPaused(address indexed account);

    /// @notice Emitted when a sentry starts the gateway again.
    /// @param account The sentry.
    event EmergencyUnpaused(address indexed account);

    /// @notice Thrown when a sentry wants to lift a pause that came from no sentry.
    error NoEmergency();

    /// @notice Stops the gateway, at once. Sentries only.
    function triggerPause() external;

    /// @notice Starts the gateway again, at once, if a sentry stopped it. Sentries only.
    function triggerUnpause() external;

    /// @notice Tells whether a sentry stopped the gateway and none has started it since.
    /// @return Whether that is so.
    function isEmergency() external view returns (bool);

    /// @notice Returns the gateway.
    /// @return What the sentries stop.
    function target() external view returns (IPauseTarget);

    /// @notice Returns the role of those who may stop the gateway.
    /// @return `keccak256("SENTRY_ROLE")`.
    function SENTRY_ROLE() external view returns (bytes32);
}
