// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IDelayedChanges} from "../interfaces/IDelayedChanges.sol";
import {DelayedChanges} from "../guarded/DelayedChanges.sol";
import {GuardBase} from "./GuardBase.sol";

/// @title A guard with settings
/// @notice Its settings are in the hands of the gateway's roles, and wait as the gateway's own do:
/// a governor tightens at once and announces what loosens; a canceller may veto that.
/// @dev What a guard starts with it gets in its constructor; nobody sets it up afterwards. A setter
/// begins with `_authorize(whether this can loosen)`.
abstract contract AdjustableGuard is GuardBase, DelayedChanges {
    /// @inheritdoc IDelayedChanges
    function looseningDelay() public view override returns (uint64) {
        return IDelayedChanges(gateway).looseningDelay();
    }

    function _holdsRole(bytes32 role, address account) internal view override returns (bool) {
        return IAccessControl(gateway).hasRole(role, account);
    }

    function _isSettingUp(address) internal pure override returns (bool) {
        return false;
    }
}
