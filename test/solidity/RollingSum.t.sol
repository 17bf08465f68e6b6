// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {RollingSum} from "../../contracts/guards/RollingSum.sol";
import {GuardVm} from "./GuardedBridgeTest.sol";

/// Three sums, with windows of 1, 7 and 100 seconds, and what was added, in full.
contract RollingSumTest {
    using RollingSum for RollingSum.Sum;

    GuardVm private constant vm = GuardVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    uint256 private constant START = 1_646_092_800;

    RollingSum.Sum private _one;
    RollingSum.Sum private _seven;
    RollingSum.Sum private _hundred;

    uint256[] private _times;
    uint256[] private _amounts;

    function setUp() external {
        vm.warp(START);
    }

    function test_is_nothing_at_first() external view {
        vm.assertEq(_seven.current(7), 0);
    }

    function test_counts_for_as_many_seconds_as_the_window_has() external {
        _add(5);
        vm.warp(START + 6);
        _assertCurrent(0, 5, 5);
        vm.warp(START + 7);
        _assertCurrent(0, 0, 5);
        vm.warp(START + 99);
        _assertCurrent(0, 0, 5);
        vm.warp(START + 100);
        _assertCurrent(0, 0, 0);
    }

    function test_a_window_of_one_second_is_the_current_second() external {
        _add(5);
        _add(6);
        vm.assertEq(_one.current(1), 11);
        vm.warp(START + 1);
        vm.assertEq(_one.current(1), 0);
    }

    function test_what_is_added_in_one_second_takes_one_place() external {
        for (uint256 i = 0; i < 50; ++i) _add(1);
        vm.assertEq(_seven.count, 1);
        vm.assertEq(_seven.current(7), 50);
    }

    function test_goes_round_the_ring_when_every_second_has_a_point() external {
        for (uint256 i = 0; i < 30; ++i) {
            vm.warp(START + i);
            _add(i + 1);
            uint256 first = i < 7 ? 0 : i - 6;
            vm.assertEq(_seven.current(7), ((first + 1 + i + 1) * (i + 1 - first)) / 2);
        }
        vm.assertEq(_seven.count, 30);
        vm.assertEq(_seven.points[8].time, 0);
    }

    function test_takes_amounts_and_times_as_large_as_they_come() external {
        vm.warp(type(uint64).max - 200);
        _add(type(uint128).max);
        _add(type(uint128).max);
        vm.assertEq(_seven.current(7), uint256(type(uint128).max) * 2);
        vm.warp(block.timestamp + 7);
        vm.assertEq(_seven.current(7), 0);
        _add(1);
        vm.assertEq(_seven.current(7), 1);
    }

    function test_works_in_the_first_seconds_of_all() external {
        vm.warp(0);
        _add(3);
        vm.warp(6);
        vm.assertEq(_seven.current(7), 3);
        vm.warp(7);
        vm.assertEq(_seven.current(7), 0);
    }

    function test_reverts_when_the_total_would_not_fit() external {
        _add(type(uint192).max);
        vm.expectRevert();
        this.addOne();
    }

    /// Windows of all kinds of fill: mostly empty, and with a point each second.
    function test_agrees_with_the_sum_over_all_that_was_added(uint256 seed) external {
        for (uint256 i = 0; i < 60; ++i) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, i)));
            uint256 step = drawn % 4;
            if (drawn % 64 < 2) step = 98 + (drawn % 5);
            vm.warp(block.timestamp + step);
            if (drawn % 5 != 0) _add((drawn >> 100) % 1e30);
            _assertCurrent(_naive(1), _naive(7), _naive(100));
        }
    }

    function addOne() external {
        _seven.add(7, 1);
    }

    function _add(uint256 amount) private {
        _one.add(1, amount);
        _seven.add(7, amount);
        _hundred.add(100, amount);
        _times.push(block.timestamp);
        _amounts.push(amount);
    }

    function _naive(uint256 window) private view returns (uint256 sum) {
        for (uint256 i = 0; i < _times.length; ++i) {
            if (block.timestamp - _times[i] < window) sum += _amounts[i];
        }
    }

    function _assertCurrent(uint256 one, uint256 seven, uint256 hundred) private view {
        vm.assertEq(_one.current(1), one);
        vm.assertEq(_seven.current(7), seven);
        vm.assertEq(_hundred.current(100), hundred);
    }
}
