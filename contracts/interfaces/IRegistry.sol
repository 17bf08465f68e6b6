// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "./IAdministered.sol";

/// @title Who is who, and which token is which
/// @notice Each chain has its own registry. The gateway there looks up the other contracts by name
/// ("VALIDATOR" for the validator set, "WETH_TOKEN" for wrapped ether) and the counterpart of each
/// of its tokens on the other chain.
/// @dev Warning: every change counts at once. Whoever may change the entry "VALIDATOR" decides who
/// the validators are.
/// @dev Warning: nothing is checked about the contracts that are named; a token with a fee, with
/// hooks, or under the attacker's control is mapped like any other.
///
/// Safety assumptions:
/// - the names stand for the right contracts;
/// - mapped tokens have the same decimals on both chains: amounts cross unchanged;
/// - the registries of both chains hold the same pairs of tokens.
interface IRegistry is IAdministered {
    /// @notice Emitted when a name gets another contract.
    /// @param name The name.
    /// @param newContract The contract from now on; zero if none.
    event ContractUpdated(string name, address indexed newContract);

    /// @notice Emitted when two tokens become a pair.
    /// @param mainchainToken The token on the mainchain.
    /// @param sidechainToken The token on the sidechain.
    event TokenMapped(address indexed mainchainToken, address indexed sidechainToken);

    /// @notice Emitted when two tokens cease to be a pair.
    /// @param mainchainToken The token on the mainchain.
    /// @param sidechainToken The token on the sidechain.
    event TokenUnmapped(address indexed mainchainToken, address indexed sidechainToken);

    /// @notice Thrown when a token to be unmapped has no counterpart.
    /// @param token The token.
    error TokenNotMapped(address token);

    /// @notice Makes a name stand for a contract, at once. Administrator only.
    /// @dev Warning: a gateway whose entry is zero pays nothing and takes nothing.
    /// @param name The name.
    /// @param newContract The contract; zero removes the entry.
    function updateContract(string calldata name, address newContract) external;

    /// @notice Makes two tokens a pair, at once. Administrator only. A pair that one of them formed
    /// in the same role before is dissolved.
    /// @param mainchainToken The token on the mainchain; not zero.
    /// @param sidechainToken The token on the sidechain; not zero.
    function mapToken(address mainchainToken, address sidechainToken) external;

    /// @notice Dissolves the pair of `token`, at once. Administrator only.
    /// @dev Warning: what is locked stays locked until the token is mapped again.
    /// @param token One of the two; if the address is a mainchain token of one pair and a sidechain
    /// token of another, the first is meant.
    function clearMapToken(address token) external;

    /// @notice Returns the contract of a name.
    /// @param name The name.
    /// @return The contract; zero if there is none.
    function getContract(string calldata name) external view returns (address);

    /// @notice Returns the other token of a pair, whichever chain the given one is on.
    /// @dev Warning: an address can be a mainchain token of one pair and a sidechain token of another,
    /// as contracts of equal addresses on two chains are; the first is meant then. The gateways ask
    /// `sidechainTokenOf` and `mainchainTokenOf`, which cannot confuse the two.
    /// @param token One token.
    /// @return The other; zero if there is none.
    function mappedToken(address token) external view returns (address);

    /// @notice Returns the counterpart of a mainchain token.
    /// @param mainchainToken The token on the mainchain.
    /// @return The token on the sidechain; zero if there is none.
    function sidechainTokenOf(address mainchainToken) external view returns (address);

    /// @notice Returns the counterpart of a sidechain token.
    /// @param sidechainToken The token on the sidechain.
    /// @return The token on the mainchain; zero if there is none.
    function mainchainTokenOf(address sidechainToken) external view returns (address);
}
