// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "../interfaces/IAdministered.sol";

/// @dev The administrator lies in the first storage slot of every contract that inherits from this
/// one first; proxy and logic rely on it.
abstract contract Administered is IAdministered {
    /// @inheritdoc IAdministered
    address public override admin;

    modifier onlyAdmin() {
        if (msg.sender != admin) revert NotAdmin(msg.sender);
        _;
    }

    constructor() {
        _setAdmin(msg.sender);
    }

    /// @inheritdoc IAdministered
    function changeAdmin(address newAdmin) external override onlyAdmin {
        if (newAdmin == address(0)) revert ZeroAddress();
        _setAdmin(newAdmin);
    }

    /// @inheritdoc IAdministered
    function removeAdmin() external override onlyAdmin {
        _setAdmin(address(0));
    }

    function _setAdmin(address newAdmin) private {
        emit AdminChanged(admin, newAdmin);
        admin = newAdmin;
    }
}
