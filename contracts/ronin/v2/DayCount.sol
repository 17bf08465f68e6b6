// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title How much left on one day in UTC
library DayCount {
    struct Count {
        uint256 day;
        uint256 amount;
    }

    /// @notice Counts an amount towards today.
    /// @param count The count.
    /// @param amount The amount that leaves.
    function add(Count storage count, uint256 amount) internal {
        count.amount = today(count) + amount;
        count.day = _day();
    }

    /// @notice Returns what was counted today.
    /// @param count The count.
    /// @return The amount; zero if the last that left did so on an earlier day.
    function today(Count storage count) internal view returns (uint256) {
        return _day() > count.day ? 0 : count.amount;
    }

    /// @notice Returns when the next day begins.
    /// @return The time in seconds since 1970.
    function nextDayAt() internal view returns (uint256) {
        return (_day() + 1) * 1 days;
    }

    function _day() private view returns (uint256) {
        return block.timestamp / 1 days;
    }
}
