// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IPauseTarget} from "../../interfaces/IPauseTarget.sol";
import {Administered} from "../Administered.sol";

/// @dev `Administered` comes first: it owns the first storage slot.
abstract contract PauseTarget is IPauseTarget, Administered {
    /// @inheritdoc IPauseTarget
    bool public override paused;
    /// @inheritdoc IPauseTarget
    address public override emergencyPauser;

    modifier onlyPauser() {
        if (msg.sender != admin && msg.sender != emergencyPauser) revert NotPauser(msg.sender);
        _;
    }

    modifier whenNotPaused() {
        if (paused) revert EnforcedPause();
        _;
    }

    /// @inheritdoc IPauseTarget
    function pause() external override onlyPauser whenNotPaused {
        paused = true;
        emit Paused(msg.sender);
    }

    /// @inheritdoc IPauseTarget
    function unpause() external override onlyPauser {
        if (!paused) revert ExpectedPause();
        paused = false;
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IPauseTarget
    function setEmergencyPauser(address newPauser) external override onlyAdmin {
        emergencyPauser = newPauser;
        emit EmergencyPauserUpdated(newPauser);
    }
}
