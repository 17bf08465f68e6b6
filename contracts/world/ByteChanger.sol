// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title An instrument that makes one call many times, each time with another value in one byte
/// @notice Says what a contract answers to each variant, and leaves no trace: every variant is tried
/// in a call that always reverts, so that all of them meet the same state. Looping in here is what
/// makes hundreds of thousands of variants affordable.
/// @dev No part of any bridge. Warning: the target sees this contract as the sender.
contract ByteChanger {
    using Address for address;

    /// Far more than any variant needs.
    uint256 private constant ENOUGH_GAS = 1_000_000;

    /// @notice Thrown by `attempt` when the target takes the call.
    error Accepted();
    /// @notice Thrown when gas runs low: what then fails for want of gas would look refused.
    /// @param gasLeft Gas that is left.
    error GasRunsLow(uint256 gasLeft);

    /// @notice Returns what the target answers to a call with other values in one of its bytes.
    /// @param target The contract to call.
    /// @param data The call.
    /// @param position Which byte of it is changed, from 0.
    /// @param values What is put there, one variant a byte.
    /// @return answers For each variant the selector of the error that the target throws, or
    /// `Accepted`'s; `FailedCall`'s for a target that reverts without a word.
    function answersTo(
        address target,
        bytes calldata data,
        uint256 position,
        bytes calldata values
    ) external returns (bytes4[] memory answers) {
        answers = new bytes4[](values.length);
        bytes memory variant = data;
        for (uint256 i = 0; i < values.length; ++i) {
            if (gasleft() < ENOUGH_GAS) revert GasRunsLow(gasleft());
            variant[position] = values[i];
            try this.attempt(target, variant) {
                assert(false);
            } catch (bytes memory reason) {
                answers[i] = bytes4(reason);
            }
        }
    }

    /// @notice Makes a call, and reverts whatever comes of it.
    /// @param target The contract to call.
    /// @param data The call.
    function attempt(address target, bytes calldata data) external {
        target.functionCall(data);
        revert Accepted();
    }
}
