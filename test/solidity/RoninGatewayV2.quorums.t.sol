// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBridgeOperators} from "../../contracts/interfaces/IBridgeOperators.sol";
import {Quorums} from "../../contracts/ronin/v2/Quorums.sol";
import {Vm} from "./BridgeTest.sol";

contract QuorumsTest {
    using Quorums for IBridgeOperators.Fraction;

    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    function test_seven_of_nine_are_70_per_cent_and_nine_are_90() external pure {
        _assertKeys(9, 7, 9);
        _assertKeys(10, 7, 9);
        _assertKeys(11, 8, 10);
        _assertKeys(22, 16, 20);
    }

    function test_the_minimum_is_that_of_the_real_bridge_after_its_repair() external pure {
        vm.assertEq(IBridgeOperators.Fraction(70, 100).minimumWeight(2200), 1540);
        vm.assertEq(IBridgeOperators.Fraction(90, 100).minimumWeight(2200), 1980);
    }

    function test_nothing_of_all_or_all_of_nothing_is_nothing() external pure {
        vm.assertEq(IBridgeOperators.Fraction(0, 100).minimumWeight(900), 0);
        vm.assertEq(IBridgeOperators.Fraction(70, 100).minimumWeight(0), 0);
        vm.assertEq(IBridgeOperators.Fraction(90, 100).minimumWeight(0), 0);
    }

    function testFuzz_the_minimum_is_the_least_weight_that_is_the_share(
        uint64 numerator,
        uint64 denominator,
        uint128 totalWeight
    ) external pure {
        if (denominator == 0) return;
        uint256 part = uint256(numerator) % (uint256(denominator) + 1);
        uint256 minimum = IBridgeOperators.Fraction(part, denominator).minimumWeight(totalWeight);
        vm.assertEq(minimum * denominator >= part * totalWeight, true);
        vm.assertEq(minimum <= totalWeight, true);
        if (minimum == 0) return vm.assertEq(part * totalWeight, 0);
        vm.assertEq((minimum - 1) * denominator < part * totalWeight, true);
    }

    /// How many operators of weight 100 each make up the two quorums.
    function _assertKeys(uint256 operators, uint256 ordinary, uint256 highTier) private pure {
        uint256 total = operators * 100;
        uint256 needed = IBridgeOperators.Fraction(70, 100).minimumWeight(total);
        vm.assertEq((needed + 99) / 100, ordinary);
        needed = IBridgeOperators.Fraction(90, 100).minimumWeight(total);
        vm.assertEq((needed + 99) / 100, highTier);
    }
}
