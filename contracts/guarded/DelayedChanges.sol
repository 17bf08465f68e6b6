// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IDelayedChanges} from "../interfaces/IDelayedChanges.sol";
import {Roles} from "./Roles.sol";

/// @dev Each setter begins with `_authorize`. The way round the delay would be a setter without it.
abstract contract DelayedChanges is IDelayedChanges {
    /// @notice How long a change that has waited may still be applied, in seconds.
    uint64 public constant CHANGE_LIFETIME = 14 days;

    /// Where a call of `revokeRole(bytes32,address)` has its account.
    uint256 private constant REVOKED_START = 36;
    uint256 private constant REVOKED_END = 68;

    /// @inheritdoc IDelayedChanges
    mapping(bytes32 id => uint64) public override changeNotBefore;

    /// @inheritdoc IDelayedChanges
    function scheduleChange(bytes calldata change) external override returns (bytes32 id) {
        _requireRole(Roles.GOVERNOR);
        id = keccak256(change);
        uint64 notBefore = changeNotBefore[id];
        if (notBefore != 0 && block.timestamp <= notBefore + CHANGE_LIFETIME) {
            revert ChangeAlreadyScheduled(id, notBefore);
        }
        notBefore = uint64(block.timestamp) + looseningDelay();
        changeNotBefore[id] = notBefore;
        emit ChangeScheduled(id, change, notBefore);
    }

    /// @inheritdoc IDelayedChanges
    function cancelChange(bytes calldata change) external override {
        _requireRole(Roles.CANCELLER);
        if (_revokedAccount(change) == msg.sender) revert OwnRemoval(msg.sender);
        bytes32 id = keccak256(change);
        if (changeNotBefore[id] == 0) revert ChangeUnknown(id);
        delete changeNotBefore[id];
        emit ChangeCancelled(id, msg.sender);
    }

    /// @inheritdoc IDelayedChanges
    function applyChange(bytes calldata change) public virtual override {
        _requireRole(Roles.GOVERNOR);
        bytes32 id = keccak256(change);
        uint64 notBefore = changeNotBefore[id];
        if (notBefore == 0) revert ChangeUnknown(id);
        if (block.timestamp < notBefore) revert ChangeTooEarly(id, notBefore);
        uint64 notAfter = notBefore + CHANGE_LIFETIME;
        if (block.timestamp > notAfter) revert ChangeTooLate(id, notAfter);
        delete changeNotBefore[id];
        emit ChangeApplied(id);
        Address.functionCall(address(this), change);
    }

    /// @inheritdoc IDelayedChanges
    function looseningDelay() public view virtual override returns (uint64);

    /// Lets pass what has waited, what does not loosen if a governor asks for it, and everything
    /// while the contract is being set up.
    function _authorize(bool isLoosening) internal view {
        if (msg.sender == address(this) || _isSettingUp(msg.sender)) return;
        if (isLoosening) revert LooseningMustWait();
        _requireRole(Roles.GOVERNOR);
    }

    function _requireRole(bytes32 role) internal view {
        if (_holdsRole(role, msg.sender)) return;
        revert IAccessControl.AccessControlUnauthorizedAccount(msg.sender, role);
    }

    function _holdsRole(bytes32 role, address account) internal view virtual returns (bool);

    function _isSettingUp(address account) internal view virtual returns (bool);

    function _revokedAccount(bytes calldata change) private pure returns (address) {
        if (change.length < REVOKED_END) return address(0);
        if (bytes4(change) != IAccessControl.revokeRole.selector) return address(0);
        return address(uint160(uint256(bytes32(change[REVOKED_START:REVOKED_END]))));
    }
}
