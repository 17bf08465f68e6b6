// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A token whose issuer can take back what a frozen account has
/// @notice What issuers do after a theft: Tether destroys the tokens of a blacklisted address and
/// issues as many to the robbed; projects swap their token for a new one that leaves the thief out.
/// Both come to this: what the frozen account has is burned, and as much is made for another.
/// @dev Warning: the issuer can take anything from anybody, a venue's reserves included.
interface IReissuableToken {
    /// @notice Emitted when what a frozen account had was issued anew.
    /// @param account The frozen account, which has nothing left.
    /// @param recipient Who has it now.
    /// @param amount What was burned, and made, in base units of the token; it may be zero.
    event Reissued(address indexed account, address indexed recipient, uint256 amount);

    /// @notice Thrown when the account is not frozen: what can still move cannot be taken.
    /// @param account The account.
    error NotFrozen(address account);

    /// @notice Burns all that a frozen account has, and makes as much for another. Issuer only.
    /// @dev The supply stays as it is. The account stays frozen.
    /// @param account The frozen account.
    /// @param recipient Who gets as much; not frozen itself.
    /// @return amount What was burned and made, in base units of the token; it may be zero.
    function reissue(address account, address recipient) external returns (uint256 amount);
}
