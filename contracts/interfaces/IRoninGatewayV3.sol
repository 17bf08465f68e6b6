// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoninGatewayV2} from "./IRoninGatewayV2.sol";

/// @title The mainchain gateway as it was upgraded on 6 August 2024
/// @notice The second gateway with its operators in another place of its storage. Step 3 of the
/// initialization copies them there, step 4 names a helper. (Step 2 moved the operators in 2023,
/// between contracts that are one here.)
/// @dev Warning: each step can be left out, and a step that was passed over can never be made up
/// for: steps only go up. On 6 August 2024 step 4 was called without step 3. The new place was
/// empty, so the weight needed was zero, and the signature of any key was enough.
/// @dev Warning: between the replacement of the logic and step 3 it is the same. The gateway should
/// be paused from before the one until after the other.
interface IRoninGatewayV3 is IRoninGatewayV2 {
    /// @notice Emitted when the helper that unwraps ether is named.
    /// @param newUnwrapper The helper from now on.
    event UnwrapperUpdated(address indexed newUnwrapper);

    /// @notice Copies the operators and their weights from where V2 kept them. Administrator only.
    /// Works once, and not after step 4.
    function initializeV3() external;

    /// @notice Names the helper that unwraps ether, which this gateway can do without.
    /// Administrator only. Works once.
    /// @dev Warning: it does not ask whether step 3 was made.
    /// @param newUnwrapper The helper's address.
    function initializeV4(address newUnwrapper) external;

    /// @notice Returns the helper that unwraps ether.
    /// @return The address named in step 4; zero before.
    function unwrapper() external view returns (address);
}
