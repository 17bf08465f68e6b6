// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "./IAdministered.sol";

/// @title The proxy in front of the mainchain gateway's logic
/// @notice Holds the gateway's state and ether, and runs the logic's code on them. The
/// administrator's address lies in the first storage slot, where the logic expects it as well:
/// proxy and logic have one administrator. The functions of `IAdministered` and those below are
/// answered by the proxy itself; every other call goes to the logic.
/// @dev Warning: the logic's own functions with a selector of the proxy's are out of reach.
///
/// Safety assumptions:
/// - the administrator puts only sound logic behind the proxy;
/// - each logic keeps the storage layout of the one before.
interface IGatewayProxy is IAdministered {
    /// @notice Returns the address of the logic in use.
    /// @return The contract whose code every other call runs.
    function implementation() external view returns (address);

    /// @notice Replaces the logic, at once. Administrator only.
    /// @dev Warning: there is no delay and no second opinion. New logic can do whatever it likes
    /// with the vault in the very next transaction.
    /// @dev Warning: nothing of the new logic is called, so an initializer that it brings stays
    /// open to whoever calls it first.
    /// @param newImplementation The logic from now on; it must have code.
    function updateProxyTo(address newImplementation) external;
}
