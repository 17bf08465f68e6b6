// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title What every venue does with money
/// @notice A venue takes tokens and ether in, and pays them out. Ether goes by an address of its own,
/// 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE, in every function that names a token.
/// @dev Warning: a token that takes a fee of a transfer, or changes balances by itself, is credited
/// for more than has arrived. The world has none.
interface IVenue {
    /// @notice Thrown when an address that must be somebody's is zero.
    error ZeroAddress();

    /// @notice Thrown when an amount is zero.
    error ZeroAmount();

    /// @notice Thrown when the ether that came along is not the amount that was named, or none was due.
    /// @param sent What came along, in wei.
    /// @param due What should have, in wei.
    error EtherAmountWrong(uint256 sent, uint256 due);

    /// @notice Thrown when a recipient does not take ether.
    /// @param recipient Who.
    error EtherTransferFailed(address recipient);
}
