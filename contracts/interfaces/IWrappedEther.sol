// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Ether as a token
/// @notice One token for each wei that was deposited, 18 decimals. Plain ether sent to the contract
/// is deposited for the sender.
interface IWrappedEther is IERC20 {
    /// @notice Emitted when ether is wrapped.
    /// @param account Who was credited.
    /// @param amount Amount in wei.
    event Deposit(address indexed account, uint256 amount);

    /// @notice Emitted when ether is unwrapped.
    /// @param account Who was paid.
    /// @param amount Amount in wei.
    event Withdrawal(address indexed account, uint256 amount);

    /// @notice Thrown when the caller does not take the ether.
    /// @param recipient Who should have been paid.
    error EtherTransferFailed(address recipient);

    /// @notice Wraps the ether that is sent along.
    function deposit() external payable;

    /// @notice Unwraps ether of the caller's and sends it to the caller, with 2,300 gas.
    /// @param amount Amount in wei.
    function withdraw(uint256 amount) external;
}
