// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IScopedPause} from "../interfaces/IScopedPause.sol";
import {DelayedChanges} from "./DelayedChanges.sol";
import {Roles} from "./Roles.sol";

abstract contract ScopedPause is IScopedPause, DelayedChanges {
    /// @inheritdoc IScopedPause
    mapping(Scope scope => mapping(uint256 subject => bool)) public override isPaused;

    /// @inheritdoc IScopedPause
    function pause(Scope scope, uint256 subject) external override {
        _requireRole(Roles.PAUSER);
        _requireSubject(scope, subject);
        _pause(scope, subject);
    }

    /// @inheritdoc IScopedPause
    function unpause(Scope scope, uint256 subject) external override {
        _requireRole(Roles.UNPAUSER);
        _requireSubject(scope, subject);
        isPaused[scope][subject] = false;
        emit Unpaused(scope, subject, msg.sender);
    }

    function _pauseToken(address token) internal {
        _pause(Scope.Token, uint160(token));
    }

    function _requireTokenRunning(address token) internal view {
        _requireRunning(Scope.All, 0);
        _requireRunning(Scope.Token, uint160(token));
    }

    function _requireSourceRunning(uint256 sourceChainId) internal view {
        _requireRunning(Scope.Source, sourceChainId);
    }

    function _pause(Scope scope, uint256 subject) private {
        isPaused[scope][subject] = true;
        emit Paused(scope, subject, msg.sender);
    }

    function _requireRunning(Scope scope, uint256 subject) private view {
        if (isPaused[scope][subject]) revert EnforcedPause(scope, subject);
    }

    function _requireSubject(Scope scope, uint256 subject) private pure {
        if (scope == Scope.Source) return;
        uint256 most = scope == Scope.All ? 0 : type(uint160).max;
        if (subject > most) revert SubjectUnknown(scope, subject);
    }
}
