// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "./IAdministered.sol";
import {IRegistry} from "./IRegistry.sol";

/// @title What the gateways of both chains have in common
/// @notice The switch that stops the gateway, the registry it asks, and the refusals of both.
/// While the gateway is paused, every function that changes something throws `EnforcedPause`,
/// those of the administrator except `pause` aside.
/// @dev Warning: there is no limit on what may leave, neither in one transaction nor in a day, no
/// delay, no second approver, and no pause that comes by itself.
interface IGateway is IAdministered {
    /// @notice Emitted when the gateway is stopped.
    /// @param account Who stopped it.
    event Paused(address account);

    /// @notice Emitted when the gateway is started again.
    /// @param account Who started it.
    event Unpaused(address account);

    /// @notice Emitted when the gateway gets another registry.
    /// @param newRegistry The registry from now on.
    event RegistryUpdated(address indexed newRegistry);

    /// @notice Thrown when the gateway is paused.
    error EnforcedPause();

    /// @notice Thrown when the gateway is to be started and is not paused.
    error ExpectedPause();

    /// @notice Thrown when an amount is zero.
    error ZeroAmount();

    /// @notice Thrown when a token has no counterpart on the other chain.
    /// @param token The token on this chain.
    error TokenNotMapped(address token);

    /// @notice Thrown when the registry has no contract of that name.
    /// @param name The name that was looked up.
    error RegistryEntryMissing(string name);

    /// @notice Thrown when the gateway holds too little of a token and cannot mint the rest.
    /// @param token The token on this chain.
    /// @param balance What the gateway holds, in base units of the token.
    /// @param amount What it should pay, in base units of the token.
    error VaultShort(address token, uint256 balance, uint256 amount);

    /// @notice Stops the gateway, at once. Administrator only.
    /// @dev Warning: nobody else can. The pause comes as late as the administrator notices.
    function pause() external;

    /// @notice Starts the gateway again, at once. Administrator only.
    /// @dev Warning: signatures collected in the meantime, forged ones too, are as good as before.
    function unpause() external;

    /// @notice Replaces the registry, at once. Administrator only.
    /// @dev Warning: a new registry brings new validators. An address without code, zero included,
    /// is accepted, and stops every deposit and withdrawal.
    /// @param newRegistry The registry from now on.
    function updateRegistry(address newRegistry) external;

    /// @notice Tells whether the gateway is paused.
    /// @return Whether it is.
    function paused() external view returns (bool);

    /// @notice Returns the registry in use.
    /// @return The registry.
    function registry() external view returns (IRegistry);
}
