// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBridgeOperators} from "../../interfaces/IBridgeOperators.sol";
import {Administered} from "../Administered.sol";
import {OperatorSet} from "./OperatorSet.sol";
import {Quorums} from "./Quorums.sol";

/// @dev `Administered` comes first: it owns the first storage slot.
abstract contract BridgeOperators is IBridgeOperators, Administered {
    using OperatorSet for OperatorSet.Set;
    using Quorums for Fraction;

    OperatorSet.Set private _operators;
    Fraction private _quorum;
    Fraction private _highTierQuorum;

    /// @inheritdoc IBridgeOperators
    function replaceOperators(Operator[] calldata newOperators) external override onlyAdmin {
        _replaceOperators(newOperators);
    }

    /// @inheritdoc IBridgeOperators
    function setQuorums(
        Fraction calldata newQuorum,
        Fraction calldata newHighTierQuorum
    ) external override onlyAdmin {
        _setQuorums(newQuorum, newHighTierQuorum);
    }

    /// @inheritdoc IBridgeOperators
    function operators() external view override returns (Operator[] memory) {
        return _operatorSet().list();
    }

    /// @inheritdoc IBridgeOperators
    function quorum() external view override returns (Fraction memory) {
        return _quorum;
    }

    /// @inheritdoc IBridgeOperators
    function highTierQuorum() external view override returns (Fraction memory) {
        return _highTierQuorum;
    }

    /// @inheritdoc IBridgeOperators
    function weightOf(address account) public view override returns (uint256) {
        return _operatorSet().weightOf(account);
    }

    /// @inheritdoc IBridgeOperators
    function totalWeight() public view override returns (uint256) {
        return _operatorSet().totalWeight;
    }

    function _replaceOperators(Operator[] memory newOperators) internal {
        OperatorSet.Set storage set = _operatorSet();
        set.replace(newOperators);
        emit OperatorsReplaced(newOperators, set.totalWeight);
    }

    function _setQuorums(Fraction memory newQuorum, Fraction memory newHighTierQuorum) internal {
        newQuorum.requireOrdered(newHighTierQuorum);
        _quorum = newQuorum;
        _highTierQuorum = newHighTierQuorum;
        emit QuorumsUpdated(newQuorum, newHighTierQuorum);
    }

    function _minimumWeight(bool isHighTier) internal view returns (uint256 minimum) {
        // V2 computes the ordinary one in any case: a quorum of 0/0 stops the high tier as well.
        minimum = _quorum.minimumWeight(totalWeight());
        if (isHighTier) minimum = _highTierQuorum.minimumWeight(totalWeight());
    }

    /// Where the operators are kept; a later gateway keeps them elsewhere.
    function _operatorSet() internal view virtual returns (OperatorSet.Set storage) {
        return _operators;
    }
}
