// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A token that somebody may make more of
/// @notice What the gateways ask of a token whose shortfall they mint. A token whose `mint` returns
/// a value fits as well; the value is ignored.
/// @dev Warning: where a gateway is the minter, whoever can forge a payment can forge any amount.
interface IMintableToken {
    /// @notice Thrown when the caller may not mint.
    /// @param caller Who called.
    error NotMinter(address caller);

    /// @notice Makes new tokens. Minter only.
    /// @param account Whom to credit.
    /// @param amount Amount in base units of the token.
    function mint(address account, uint256 amount) external;
}
