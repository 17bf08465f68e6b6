// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBridgeOperators} from "../../interfaces/IBridgeOperators.sol";

/// @title How much weight a share of all weight is
library Quorums {
    /// @notice Returns the least weight that is at least `quorum` of `totalWeight`.
    /// @dev Warning: zero for a numerator of zero, and for a total of zero. Throws for 0/0.
    /// @param quorum A share of the weight.
    /// @param totalWeight Weight of all operators.
    /// @return The weight, rounded up.
    function minimumWeight(
        IBridgeOperators.Fraction memory quorum,
        uint256 totalWeight
    ) internal pure returns (uint256) {
        return (quorum.numerator * totalWeight + quorum.denominator - 1) / quorum.denominator;
    }

    /// @notice Throws unless both shares are at most one and the high tier needs no less.
    /// @dev Warning: numerators of zero pass, and so does 0/0.
    /// @param quorum Share that an ordinary withdrawal needs.
    /// @param highTierQuorum Share that the high tier needs.
    function requireOrdered(
        IBridgeOperators.Fraction memory quorum,
        IBridgeOperators.Fraction memory highTierQuorum
    ) internal pure {
        _requireAtMostOne(quorum);
        _requireAtMostOne(highTierQuorum);
        if (
            quorum.numerator * highTierQuorum.denominator >
            highTierQuorum.numerator * quorum.denominator
        ) revert IBridgeOperators.HighTierBelowQuorum(highTierQuorum, quorum);
    }

    function _requireAtMostOne(IBridgeOperators.Fraction memory share) private pure {
        if (share.numerator > share.denominator) {
            revert IBridgeOperators.QuorumAboveOne(share.numerator, share.denominator);
        }
    }
}
