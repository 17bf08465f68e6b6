// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {EnumerableMap} from "@openzeppelin/contracts/utils/structs/EnumerableMap.sol";
import {IAdministered} from "../../interfaces/IAdministered.sol";
import {IBridgeOperators} from "../../interfaces/IBridgeOperators.sol";

/// @title Operators with their weights and the sum of these
library OperatorSet {
    using EnumerableMap for EnumerableMap.AddressToUintMap;

    struct Set {
        EnumerableMap.AddressToUintMap weights;
        uint256 totalWeight;
    }

    /// @notice Puts other operators in the place of all that are in the set.
    /// @param set The set.
    /// @param operators All operators from now on: none zero, none twice, none without weight.
    function replace(Set storage set, IBridgeOperators.Operator[] memory operators) internal {
        set.weights.clear();
        uint256 total = 0;
        for (uint256 i = 0; i < operators.length; ++i) {
            IBridgeOperators.Operator memory one = operators[i];
            if (one.account == address(0)) revert IAdministered.ZeroAddress();
            if (one.weight == 0) revert IBridgeOperators.ZeroWeight(one.account);
            if (!set.weights.set(one.account, one.weight)) {
                revert IBridgeOperators.AlreadyOperator(one.account);
            }
            total += one.weight;
        }
        set.totalWeight = total;
    }

    /// @notice Returns what an account's signature weighs.
    /// @param set The set.
    /// @param account Any address.
    /// @return weight The weight; zero if it is not in the set.
    function weightOf(Set storage set, address account) internal view returns (uint256 weight) {
        (, weight) = set.weights.tryGet(account);
    }

    /// @notice Returns what is in the set, in no particular order.
    /// @param set The set.
    /// @return operators Addresses and weights.
    function list(
        Set storage set
    ) internal view returns (IBridgeOperators.Operator[] memory operators) {
        operators = new IBridgeOperators.Operator[](set.weights.length());
        for (uint256 i = 0; i < operators.length; ++i) {
            (address account, uint256 weight) = set.weights.at(i);
            operators[i] = IBridgeOperators.Operator(account, weight);
        }
    }
}
