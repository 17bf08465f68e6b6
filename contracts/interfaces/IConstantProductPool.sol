// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A pool of two tokens in which everybody can swap
/// @notice Who sells `a` of a token whose reserve is `x` gets `b` of the other, whose reserve is `y`:
/// the most for which `(x + a * (1 - fee)) * (y - b) >= x * y`, rounded down. The fee stays in the
/// pool, so that the product of the reserves never falls (Uniswap V2's `getAmountOut`).
/// @dev Warning: the price moves with every swap, and whoever sees one coming can be quicker; `least`
/// is all that protects the seller.
/// @dev Warning: what is sent to the pool otherwise belongs to nobody until somebody calls `sync`.
///
/// Safety assumption: both tokens are the ones they seem, and neither calls back into the pool.
///
/// Liveness assumption: no issuer freezes the pool itself.
interface IConstantProductPool {
    /// @notice Emitted for each swap.
    /// @param account Who swapped.
    /// @param sold The token that came in.
    /// @param amount How much of it, in base units.
    /// @param bought How much of the other token went out, in base units.
    event Swapped(address indexed account, address indexed sold, uint256 amount, uint256 bought);

    /// @notice Emitted when the reserves are what the pool has.
    /// @param reserve0 Of the first token, in base units.
    /// @param reserve1 Of the second token, in base units.
    event Synced(uint256 reserve0, uint256 reserve1);

    /// @notice Thrown when a token is none of the two.
    /// @param token The token.
    error TokenNotInPool(address token);

    /// @notice Thrown when a reserve would not fit into 112 bits.
    /// @param reserve What it is, in base units.
    /// @param amount What would come to it, in base units.
    error ReserveOverflow(uint256 reserve, uint256 amount);

    /// @notice Thrown when a swap would buy less than the seller wants at least.
    /// @param bought What it would buy, in base units.
    /// @param least What was wanted, in base units.
    error BoughtTooLittle(uint256 bought, uint256 least);

    /// @notice Sells exactly an amount of one token for the other.
    /// @param token What is sold.
    /// @param amount How much, in base units; of ether, what comes along.
    /// @param least What has to be bought at least, in base units of the other token.
    /// @return bought What was bought, in base units of the other token.
    function swap(
        address token,
        uint256 amount,
        uint256 least
    ) external payable returns (uint256 bought);

    /// @notice Makes what the pool has its reserves.
    function sync() external;

    /// @notice Tells what the pool reckons with.
    /// @return reserve0 Of the first token, in base units.
    /// @return reserve1 Of the second token, in base units.
    function reserves() external view returns (uint256 reserve0, uint256 reserve1);
}
