// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A token whose issuer can freeze accounts
/// @notice A frozen account neither sends nor receives. What it holds stays where it is until the
/// issuer lifts the freeze.
/// @dev Warning: the issuer can freeze a gateway, and with it everybody's deposits.
interface IFreezableToken {
    /// @notice Emitted when an account is frozen, even if it was.
    /// @param account The account.
    event Frozen(address indexed account);

    /// @notice Emitted when a freeze is lifted, even if there was none.
    /// @param account The account.
    event Unfrozen(address indexed account);

    /// @notice Thrown when the sender or the recipient of a transfer is frozen.
    /// @param account The frozen one of them; the sender, if both are.
    error AccountFrozen(address account);

    /// @notice Thrown when only the issuer may call.
    /// @param caller Who called.
    error NotIssuer(address caller);

    /// @notice Freezes an account, at once. Issuer only.
    /// @param account The account.
    function freeze(address account) external;

    /// @notice Lifts the freeze of an account, at once. Issuer only.
    /// @param account The account.
    function unfreeze(address account) external;

    /// @notice Tells whether an account is frozen.
    /// @param account The account.
    /// @return Whether it is.
    function isFrozen(address account) external view returns (bool);
}
