// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGatewayProxy} from "./IGatewayProxy.sol";

/// @title The proxy in front of the reopened gateway's logic
/// @notice The first proxy, which can also replace the logic and call it in one transaction: this
/// is how the gateway was upgraded on 6 August 2024.
/// @dev Warning: one call is made, and whoever writes it chooses which. A logic that takes two steps
/// to set up is not set up by one of them, and nothing here asks.
interface IUpgradeableProxy is IGatewayProxy {
    /// @notice Replaces the logic and calls the new one on the proxy's state, at once.
    /// Administrator only. If the call fails, the old logic stays.
    /// @param newImplementation The logic from now on; it must have code.
    /// @param data The call to make on it, in the administrator's name; empty for none, and then
    /// no ether may come along.
    function upgradeToAndCall(address newImplementation, bytes calldata data) external payable;
}
