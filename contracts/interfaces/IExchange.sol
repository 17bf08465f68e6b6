// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A custodial exchange, as far as money passes through it
/// @notice Whoever deposits for an account has it credited there; the account's owner has it paid out
/// to any address. The operator blocks an account: from then on what comes in is still taken and
/// credited, and nothing goes out but what the operator returns, which is all of a token at once, to
/// whom the operator says.
/// @dev Warning: the operator can block anybody, and return a blocked balance to anybody, itself
/// included. That is what custody means.
///
/// Safety assumptions:
/// - the tokens are the ones they seem;
/// - the operator returns to those who were robbed.
///
/// Liveness assumption: no issuer freezes the exchange itself.
interface IExchange {
    /// @notice Emitted when an account was credited.
    /// @param depositor Who paid.
    /// @param owner Whose account was credited.
    /// @param token What came in.
    /// @param amount How much, in base units of the token.
    event Deposited(
        address indexed depositor,
        address indexed owner,
        address indexed token,
        uint256 amount
    );

    /// @notice Emitted when an account's owner was paid out.
    /// @param owner Whose account was charged.
    /// @param recipient Who was paid.
    /// @param token What went out.
    /// @param amount How much, in base units of the token.
    event Withdrawn(
        address indexed owner,
        address indexed recipient,
        address indexed token,
        uint256 amount
    );

    /// @notice Emitted when an account is blocked, even if it was.
    /// @param account The account.
    event Blocked(address indexed account);

    /// @notice Emitted when a block is lifted, even if there was none.
    /// @param account The account.
    event Unblocked(address indexed account);

    /// @notice Emitted when the operator has handed out what a blocked account had.
    /// @param account The blocked account.
    /// @param recipient Who got it.
    /// @param token What it was.
    /// @param amount How much, in base units of the token; it may be zero.
    event Returned(
        address indexed account,
        address indexed recipient,
        address indexed token,
        uint256 amount
    );

    /// @notice Thrown when only the operator may call.
    /// @param caller Who called.
    error NotOperator(address caller);

    /// @notice Thrown when the account is blocked.
    /// @param account The account.
    error AccountBlocked(address account);

    /// @notice Thrown when an account has to be blocked first.
    /// @param account The account.
    error NotBlocked(address account);

    /// @notice Thrown when an account has less than is to be paid out of it.
    /// @param account The account.
    /// @param balance What it has, in base units of the token.
    /// @param amount What was asked for, in base units of the token.
    error BalanceShort(address account, uint256 balance, uint256 amount);

    /// @notice Takes an amount from the caller, and credits an account, blocked or not.
    /// @param owner Whose account to credit.
    /// @param token What comes in.
    /// @param amount How much, in base units of the token; of ether, what comes along.
    function deposit(address owner, address token, uint256 amount) external payable;

    /// @notice Pays an amount out of the caller's account.
    /// @param token What goes out.
    /// @param recipient Who is paid.
    /// @param amount How much, in base units of the token.
    function withdraw(address token, address recipient, uint256 amount) external;

    /// @notice Blocks an account, at once. Operator only.
    /// @param account The account.
    function blockAccount(address account) external;

    /// @notice Lifts the block of an account, at once. Operator only.
    /// @param account The account.
    function unblockAccount(address account) external;

    /// @notice Pays all that a blocked account has of a token to somebody. Operator only.
    /// @param account The blocked account.
    /// @param token What to pay out.
    /// @param recipient Who is paid.
    /// @return amount How much it was, in base units of the token; it may be zero.
    function returnBlocked(
        address account,
        address token,
        address recipient
    ) external returns (uint256 amount);

    /// @notice Tells what an account is owed.
    /// @param account The account.
    /// @param token Of which token.
    /// @return How much, in base units of the token.
    function owed(address account, address token) external view returns (uint256);

    /// @notice Tells whether an account is blocked.
    /// @param account The account.
    /// @return Whether it is.
    function isBlocked(address account) external view returns (bool);
}
