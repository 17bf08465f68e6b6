// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title An account that comes back while it is paid
/// @notice Makes one call, which it was told before, when ether arrives. What comes of that call changes
/// nothing for whoever pays.
contract ReturningAccount {
    address private _target;
    bytes private _data;

    // solhint-disable-next-line no-complex-fallback
    receive() external payable {
        address target = _target;
        if (target == address(0)) return;
        _target = address(0);
        // solhint-disable-next-line avoid-low-level-calls
        (bool isDone, ) = target.call(_data);
        isDone;
    }

    /// @notice Says which call to make the next time that ether arrives.
    /// @param target Whom to call.
    /// @param data What to call it with.
    function prepare(address target, bytes calldata data) external {
        _target = target;
        _data = data;
    }
}
