// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title One administrator, whose word counts at once
/// @notice Every V1 contract has one administrator. What the administrator may do is in the book of
/// that contract; nothing of it waits, and nobody else is asked.
/// @dev Warning: the administrator of any one of these contracts can empty the vault (replace the
/// validators, the quorum, the registry or the logic). One stolen administrator key is worth as
/// much as a quorum of validator keys.
///
/// Safety assumptions:
/// - the administrator's key is never used by anybody else.
///
/// Liveness assumptions:
/// - while something may still have to be changed, the administrator is neither zero nor an account
///   that nobody can use.
interface IAdministered {
    /// @notice Emitted when the administrator changes, at construction and at removal too.
    /// @param previousAdmin The administrator until now; zero at construction.
    /// @param newAdmin The administrator from now on; zero after the removal.
    event AdminChanged(address indexed previousAdmin, address indexed newAdmin);

    /// @notice Thrown when the caller is not the administrator.
    /// @param caller Who called.
    error NotAdmin(address caller);

    /// @notice Thrown when an address that must be somebody's is zero.
    error ZeroAddress();

    /// @notice Returns the administrator.
    /// @return The administrator's address; zero if there is none.
    function admin() external view returns (address);

    /// @notice Hands the administration to `newAdmin`, at once. Administrator only.
    /// @dev Warning: one step. The new administrator need not accept, so a mistyped address loses
    /// the administration for ever.
    /// @param newAdmin The administrator from now on; not zero.
    function changeAdmin(address newAdmin) external;

    /// @notice Leaves the contract without administrator, at once and for ever. Administrator only.
    /// @dev Warning: a contract that is paused stays paused, and a validator whose key is stolen
    /// stays a validator.
    function removeAdmin() external;
}
