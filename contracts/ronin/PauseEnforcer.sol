// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {IPauseEnforcer} from "../interfaces/IPauseEnforcer.sol";
import {IPauseTarget} from "../interfaces/IPauseTarget.sol";

contract PauseEnforcer is IPauseEnforcer, AccessControl {
    /// @inheritdoc IPauseEnforcer
    bytes32 public constant override SENTRY_ROLE = keccak256("SENTRY_ROLE");

    /// @inheritdoc IPauseEnforcer
    IPauseTarget public immutable override target;

    /// @inheritdoc IPauseEnforcer
    bool public override isEmergency;

    /// @param target_ The gateway.
    /// @param roleSetter Who appoints and dismisses sentries.
    /// @param sentries The first sentries.
    constructor(IPauseTarget target_, address roleSetter, address[] memory sentries) {
        target = target_;
        _grantRole(DEFAULT_ADMIN_ROLE, roleSetter);
        for (uint256 i = 0; i < sentries.length; ++i) _grantRole(SENTRY_ROLE, sentries[i]);
    }

    /// @inheritdoc IPauseEnforcer
    function triggerPause() external override onlyRole(SENTRY_ROLE) {
        isEmergency = true;
        emit EmergencyPaused(msg.sender);
        target.pause();
    }

    /// @inheritdoc IPauseEnforcer
    function triggerUnpause() external override onlyRole(SENTRY_ROLE) {
        if (!isEmergency) revert NoEmergency();
        isEmergency = false;
        emit EmergencyUnpaused(msg.sender);
        target.unpause();
    }
}
