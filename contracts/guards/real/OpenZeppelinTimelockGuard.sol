// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IWithdrawalGuard} from "../../interfaces/IWithdrawalGuard.sol";
import {GuardBase} from "../GuardBase.sol";

/// @title OpenZeppelin's timelock as a guard
/// @notice Puts the real contract beside the gateway, to hold `DelayWithVeto` against it: each
/// withdrawal that is recorded is scheduled as an operation of a `TimelockController`, and is paid
/// once that operation is ready. Whoever holds its `CANCELLER_ROLE` vetoes by cancelling the
/// operation there, and needs no role of the gateway.
///
/// The operation calls nothing: it stands for the withdrawal whose key is its salt. Nobody may
/// execute it, so that it is ready for good.
///
/// Source: `TimelockController` of OpenZeppelin Contracts 5.7.0, governance/TimelockController.sol
/// (MIT), unchanged.
///
/// Where `DelayWithVeto` differs:
/// - it has a delay for each token, which can be changed; here one delay, fixed, is for all;
/// - its veto is the gateway's `cancel`, which ends the withdrawal. Here a vetoed withdrawal stays
///   recorded, and is withheld until the gateway's `maxHold` ends it.
///
/// @dev Warning: cancelling here frees nothing at the gateway; a canceller of the gateway, or time,
/// must end what was vetoed.
contract OpenZeppelinTimelockGuard is GuardBase {
    /// @notice The timelock, whose only proposer is this guard.
    TimelockController public immutable timelock;

    /// @param gateway_ The gateway that asks.
    /// @param delay How long each withdrawal waits, in seconds.
    /// @param cancellers Who may veto.
    constructor(address gateway_, uint256 delay, address[] memory cancellers) GuardBase(gateway_) {
        address[] memory proposers = new address[](1);
        proposers[0] = address(this);
        timelock = new TimelockController(delay, proposers, new address[](0), address(this));
        for (uint256 i = 0; i < cancellers.length; ++i) {
            timelock.grantRole(timelock.CANCELLER_ROLE(), cancellers[i]);
        }
        timelock.renounceRole(timelock.DEFAULT_ADMIN_ROLE(), address(this));
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        if (request.phase == Phase.Submit) {
            uint64 ready = uint64(block.timestamp + timelock.getMinDelay());
            return _hold("open to veto", ready, ready);
        }
        bytes32 operation = operationOf(request.key);
        if (!timelock.isOperation(operation)) return _refuse("vetoed", 0);
        if (timelock.isOperationReady(operation)) return _allow();
        uint64 at = uint64(timelock.getTimestamp(operation));
        return _hold("open to veto", at, at);
    }

    /// @notice Returns the id under which the timelock knows a withdrawal.
    /// @param key The withdrawal's key.
    /// @return The operation's id.
    function operationOf(bytes32 key) public view returns (bytes32) {
        return timelock.hashOperation(address(this), 0, "", bytes32(0), key);
    }

    function _onHeld(Request calldata request, bytes calldata) internal override {
        uint256 delay = timelock.getMinDelay();
        timelock.schedule(address(this), 0, "", bytes32(0), request.key, delay);
    }
}
