// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IGateway} from "../interfaces/IGateway.sol";
import {IMintableToken} from "../interfaces/IMintableToken.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {IValidatorSet} from "../interfaces/IValidatorSet.sol";
import {Administered} from "./Administered.sol";

/// @dev `Administered` comes first: it owns the first storage slot.
abstract contract Gateway is IGateway, Administered {
    using SafeERC20 for IERC20;

    /// @inheritdoc IGateway
    bool public override paused;
    /// @inheritdoc IGateway
    IRegistry public override registry;

    modifier whenNotPaused() {
        if (paused) revert EnforcedPause();
        _;
    }

    /// @inheritdoc IGateway
    function pause() external override onlyAdmin whenNotPaused {
        paused = true;
        emit Paused(msg.sender);
    }

    /// @inheritdoc IGateway
    function unpause() external override onlyAdmin {
        if (!paused) revert ExpectedPause();
        paused = false;
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IGateway
    function updateRegistry(address newRegistry) external override onlyAdmin {
        _setRegistry(newRegistry);
    }

    function _setRegistry(address newRegistry) internal {
        registry = IRegistry(newRegistry);
        emit RegistryUpdated(newRegistry);
    }

    /// Sends tokens out of the vault, and mints what it lacks.
    function _release(address recipient, address token, uint256 amount) internal {
        _fillShortfall(token, amount);
        IERC20(token).safeTransfer(recipient, amount);
    }

    function _fillShortfall(address token, uint256 amount) internal {
        uint256 balance = IERC20(token).balanceOf(address(this));
        if (balance >= amount) return;
        try IMintableToken(token).mint(address(this), amount - balance) {
            return;
        } catch {
            revert VaultShort(token, balance, amount);
        }
    }

    function _validatorSet() internal view returns (IValidatorSet) {
        return IValidatorSet(_contractNamed("VALIDATOR"));
    }

    function _contractNamed(string memory name) internal view returns (address found) {
        found = registry.getContract(name);
        if (found == address(0)) revert RegistryEntryMissing(name);
    }

    function _requireNonzero(address account, uint256 amount) internal pure {
        if (account == address(0)) revert ZeroAddress();
        if (amount == 0) revert ZeroAmount();
    }
}
