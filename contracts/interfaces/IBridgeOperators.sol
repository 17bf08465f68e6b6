// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "./IAdministered.sol";

/// @title The operators, their weights and their two quorums
/// @notice Each operator's signature has a weight. An ordinary withdrawal needs the share `quorum`
/// of all weight, one of the high tier the share `highTierQuorum`, both rounded up.
/// @dev Warning: the quorum can be nothing at all. A numerator of zero is accepted, and so is a set
/// without operators; the weight needed is zero then, and the signature of any key is enough.
/// @dev Warning: 0/0 is accepted as well. No weight can be computed from it: every withdrawal
/// throws, until the fraction is set anew.
/// @dev Warning: every change counts at once, for signatures made before it as well.
/// @dev Warning: weights are not votes. An operator of great weight may be a quorum alone.
///
/// Safety assumptions:
/// - operators whose weights make up the quorum are not stolen from, nor do they conspire;
/// - the administrator keeps both numerators above zero and at least one operator in the set.
///
/// Liveness assumptions:
/// - operators whose weights make up the quorum in question are at work;
/// - weights and numerators are small enough for their product to fit into 256 bits.
interface IBridgeOperators is IAdministered {
    /// @notice An operator and what its signature weighs.
    struct Operator {
        address account;
        uint256 weight;
    }

    /// @notice A share of the total weight.
    struct Fraction {
        uint256 numerator;
        uint256 denominator;
    }

    /// @notice Emitted when the operators are replaced, at initialization too.
    /// @param operators All operators from now on.
    /// @param totalWeight Sum of their weights.
    event OperatorsReplaced(Operator[] operators, uint256 totalWeight);

    /// @notice Emitted when the quorums are set, at initialization too.
    /// @param quorum Share of the weight that an ordinary withdrawal needs from now on.
    /// @param highTierQuorum Share of the weight that the high tier needs from now on.
    event QuorumsUpdated(Fraction quorum, Fraction highTierQuorum);

    /// @notice Thrown when an operator stands twice in a list.
    /// @param account The operator's address.
    error AlreadyOperator(address account);

    /// @notice Thrown when an operator is to have no weight.
    /// @param account The operator's address.
    error ZeroWeight(address account);

    /// @notice Thrown when a quorum would ask for more than all weight.
    /// @param numerator The numerator asked for.
    /// @param denominator The denominator asked for; smaller than the numerator.
    error QuorumAboveOne(uint256 numerator, uint256 denominator);

    /// @notice Thrown when the high tier would need less than an ordinary withdrawal.
    /// @param highTierQuorum The share asked for.
    /// @param quorum The share that an ordinary withdrawal needs; greater.
    error HighTierBelowQuorum(Fraction highTierQuorum, Fraction quorum);

    /// @notice Thrown when a signer does not come after the one before: twice the same, in the
    /// wrong order, or a signature that belongs to nobody (signer zero).
    /// @param previous The signer before; zero at the first.
    /// @param signer The signer recovered from the signature at hand.
    error SignersNotAscending(address previous, address signer);

    /// @notice Thrown when all signatures were read and their weight is too small, or there are
    /// none.
    /// @param weight Weight of the operators who signed.
    /// @param minimum Weight that is needed.
    error WeightNotReached(uint256 weight, uint256 minimum);

    /// @notice Replaces all operators, at once. Administrator only.
    /// @dev Warning: an empty list is accepted, and makes any signature enough.
    /// @param newOperators All operators from now on: none zero, none twice, none without weight.
    function replaceOperators(Operator[] calldata newOperators) external;

    /// @notice Sets both quorums, at once. Administrator only.
    /// @dev Warning: asked for is only that neither is above one and that the high tier needs no
    /// less. A numerator of zero is accepted.
    /// @param newQuorum Share of the weight that an ordinary withdrawal needs.
    /// @param newHighTierQuorum Share of the weight that the high tier needs.
    function setQuorums(Fraction calldata newQuorum, Fraction calldata newHighTierQuorum) external;

    /// @notice Returns the operators, in no particular order.
    /// @return Addresses and weights.
    function operators() external view returns (Operator[] memory);

    /// @notice Returns what an account's signature weighs now.
    /// @param account Any address.
    /// @return The weight; zero if it is no operator.
    function weightOf(address account) external view returns (uint256);

    /// @notice Returns the weight of all operators together.
    /// @return Sum of the weights.
    function totalWeight() external view returns (uint256);

    /// @notice Returns the share of the weight that an ordinary withdrawal needs.
    /// @return The fraction.
    function quorum() external view returns (Fraction memory);

    /// @notice Returns the share of the weight that a withdrawal of the high tier needs.
    /// @return The fraction.
    function highTierQuorum() external view returns (Fraction memory);
}
