// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title The vault: what comes in, and what it can pay with
/// @notice Takes tokens and ether in, and announces what it took for the other chain to credit.
/// Ether is held as wrapped ether, and both go by the wrapped token's address. A recipient who does
/// not take ether with 2,300 gas gets wrapped ether.
///
/// A token has to be mapped. For a token at home on the other chain the gateway is the minter, and
/// makes what the vault lacks.
/// @dev Warning: a withdrawal of a mintable token is not bounded by what the vault holds.
/// @dev Warning: tokens sent to the gateway by a plain transfer are credited to nobody.
///
/// Safety assumptions:
/// - mapped tokens are the ones they seem; the other chain maps the same pairs with the same
///   decimals, and credits each deposit once, when it is final;
/// - no mapped token takes more out of the vault than it is told to.
interface ITokenVault {
    /// @notice A token of this chain.
    /// @param counterpart The token on the other chain; zero if it is not mapped.
    /// @param isMintable Whether the gateway mints what the vault lacks.
    struct Token {
        address counterpart;
        bool isMintable;
    }

    /// @notice Emitted when a token is mapped, or no longer.
    /// @param token The token on this chain.
    /// @param counterpart The token on the other chain; zero if it is no longer mapped.
    /// @param isMintable Whether the gateway mints what the vault lacks.
    event TokenSet(address indexed token, address indexed counterpart, bool isMintable);

    /// @notice Emitted for each deposit.
    /// @param depositId Running number of the deposit, from 0.
    /// @param owner Whom to credit on the other chain.
    /// @param token The token on this chain; wrapped ether for ether.
    /// @param counterpart The token on the other chain.
    /// @param received What arrived, and is to be credited, in base units of the token.
    event Deposited(
        uint256 indexed depositId,
        address indexed owner,
        address indexed token,
        address counterpart,
        uint256 received
    );

    /// @notice Thrown when an address that must be somebody's is zero.
    error ZeroAddress();

    /// @notice Thrown when an amount is zero, or nothing arrived.
    error ZeroAmount();

    /// @notice Thrown when a token has no counterpart on the other chain.
    /// @param token The token on this chain.
    error TokenNotMapped(address token);

    /// @notice Thrown when the gateway holds too little of a token and may not mint it.
    /// @param token The token.
    /// @param balance What the gateway holds, in base units of the token.
    /// @param amount What it should pay, in base units of the token.
    error VaultShort(address token, uint256 balance, uint256 amount);

    /// @notice Thrown when somebody else than wrapped ether sends plain ether.
    /// @param sender Who sent it.
    error NotWrappedEther(address sender);

    /// @notice Maps a token, or ends its mapping. Waits as a loosening.
    /// @param token The token on this chain.
    /// @param counterpart The token on the other chain; zero ends the mapping.
    /// @param isMintable Whether the gateway, being its minter, mints what the vault lacks.
    function setToken(address token, address counterpart, bool isMintable) external;

    /// @notice Deposits tokens of the caller's, for the caller. See `depositFor`.
    /// @param token A mapped token.
    /// @param amount Amount in base units of the token.
    /// @return depositId Running number of the deposit.
    function deposit(address token, uint256 amount) external returns (uint256 depositId);

    /// @notice Deposits tokens of the caller's, for `owner`. Needs the caller's approval. What
    /// arrives is what counts: a token that keeps a fee is credited without it.
    /// @param owner Whom to credit on the other chain; not zero.
    /// @param token A mapped token.
    /// @param amount Amount in base units of the token; not zero.
    /// @return depositId Running number of the deposit.
    function depositFor(
        address owner,
        address token,
        uint256 amount
    ) external returns (uint256 depositId);

    /// @notice Deposits the ether that is sent along, for the caller.
    /// @return depositId Running number of the deposit.
    function depositEther() external payable returns (uint256 depositId);

    /// @notice Deposits the ether that is sent along, for `owner`.
    /// @param owner Whom to credit on the other chain; not zero.
    /// @return depositId Running number of the deposit.
    function depositEtherFor(address owner) external payable returns (uint256 depositId);

    /// @notice Returns the number of deposits so far, which is the id of the next.
    /// @return Number of deposits.
    function depositCount() external view returns (uint256);

    /// @notice Returns a token's mapping.
    /// @param token The token on this chain.
    /// @return counterpart The token on the other chain; zero if it is not mapped.
    /// @return isMintable Whether the gateway mints what the vault lacks.
    function tokens(address token) external view returns (address counterpart, bool isMintable);

    /// @notice Returns wrapped ether.
    /// @return The token.
    function wrappedEther() external view returns (address);
}
