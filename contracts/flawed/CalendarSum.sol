// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title The sum of the last seconds
/// @notice What is added in second t counts up to second t + window - 1, and not a second longer.
/// The sum is exact. It is the last running total less the one from before the window, which is
/// found by halving.
///
/// Room and gas are bounded whatever is added: a second has one point however often it is added to,
/// and points are kept in a ring of `window + 1`. To find one of them takes at most
/// `log2(window) + 2` reads: 18 for a day.
/// @dev Warning: a sum belongs to one window. With another, its ring is read wrongly.
/// @dev Planted defect: counts what was added since the window's last multiple since 1970.
library CalendarSum {
    /// @notice What was added in a second in which something was.
    /// @param time The second, since 1970.
    /// @param total All that was ever added, up to and with this second.
    struct Point {
        uint64 time;
        uint192 total;
    }

    /// @notice A sum. Empty at first.
    /// @param count Number of points ever made; the last `window + 1` of them are kept.
    /// @param points The n-th point ever made is at n modulo `window + 1`.
    struct Sum {
        uint256 count;
        mapping(uint256 place => Point) points;
    }

    /// @notice Adds an amount, now.
    /// @param self The sum.
    /// @param window How long an amount counts, in seconds; at least 1.
    /// @param amount The amount.
    function add(Sum storage self, uint256 window, uint256 amount) internal {
        uint256 count = self.count;
        uint256 total = amount;
        if (count != 0) {
            Point storage last = _at(self, window, count - 1);
            total += last.total;
            if (last.time == block.timestamp) --count;
        }
        Point storage point = _at(self, window, count);
        point.time = uint64(block.timestamp);
        point.total = SafeCast.toUint192(total);
        self.count = count + 1;
    }

    /// @notice Returns what was added in the last `window` seconds, the current one included.
    /// @param self The sum.
    /// @param window How long an amount counts, in seconds; at least 1.
    /// @return The sum.
    function current(Sum storage self, uint256 window) internal view returns (uint256) {
        uint256 count = self.count;
        if (count == 0) return 0;
        // No more points are inside than the window has seconds.
        uint256 lowest = count > window ? count - window : 0;
        uint256 first = _firstInside(self, window, lowest, count);
        uint256 total = _at(self, window, count - 1).total;
        // The point before is kept: the ring has a place more than the window has seconds.
        return first == 0 ? total : total - _at(self, window, first - 1).total;
    }

    /// The first point from `low` on that is inside the window; `high` if none is.
    function _firstInside(
        Sum storage self,
        uint256 window,
        uint256 low,
        uint256 high
    ) private view returns (uint256) {
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (_at(self, window, middle).time / window == block.timestamp / window) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    function _at(
        Sum storage self,
        uint256 window,
        uint256 index
    ) private view returns (Point storage) {
        return self.points[index % (window + 1)];
    }
}
