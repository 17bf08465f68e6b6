// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";

/// @title A wait before each payment, in which somebody can say no
/// @notice Every withdrawal is held for a time that is fixed for its token; the gateway keeps the
/// time, and the gateway's cancellers are the veto. Whoever reads the chain sees what is about to
/// be paid, and has that long to compare it with its source.
///
/// Source: the optimistic windows of Nomad, rollups and Across: what was claimed counts after a
/// time in which nobody objected. Here a quorum has signed as well.
///
/// Claims, for each token:
/// - nothing leaves before `delay` seconds have passed since it was submitted, whatever is set
///   meanwhile;
/// - a token without a delay is refused always;
/// - an honest payment is there `delay` seconds after its submission, by a second transaction that
///   anybody can make;
/// - no outsider can make anybody's payment wait longer.
///
/// @dev Warning: it stops nothing by itself. If nobody looks, or the cancellers' keys are stolen or
/// lost, a forged withdrawal is paid a little later.
/// @dev Warning: it bounds no amount. All that was held can leave in the same second.
/// @dev Warning: a longer delay binds what is held already: it is withheld until it has waited that
/// long. A shorter one does not: the gateway keeps the earliest second of each.
///
/// Safety assumptions:
/// - within the delay a watcher reads each `WithdrawalHeld`, compares it with its source, and a
///   canceller acts; all the time, holidays included.
///
/// Liveness assumptions:
/// - cancellers cancel nothing that is honest;
/// - the delay is shorter than the gateway's `maxHold`.
/// @dev Planted defect: what is held waits as long as is set when it is released.
contract DelayReadLate is AdjustableGuard {
    /// @notice A token's delay.
    /// @param token The token.
    /// @param delay How long a withdrawal waits, in seconds.
    struct Delay {
        address token;
        uint32 delay;
    }

    /// @notice How long a withdrawal waits, in seconds; 0 if the token is not listed.
    mapping(address token => uint32) public delayOf;

    /// @notice Emitted when a delay is set, even to what it was.
    /// @param token The token.
    /// @param delay How long a withdrawal waits, in seconds.
    event DelaySet(address indexed token, uint32 delay);

    /// @param gateway_ The gateway that asks.
    /// @param delays The first delays.
    constructor(address gateway_, Delay[] memory delays) GuardBase(gateway_) {
        for (uint256 i = 0; i < delays.length; ++i) _set(delays[i].token, delays[i].delay);
    }

    /// @notice Sets a delay. A longer one, and none (which refuses), count at once (governor); a
    /// shorter one, and the first, wait.
    /// @param token The token.
    /// @param delay How long a withdrawal waits, in seconds; 0 refuses all.
    function setDelay(address token, uint32 delay) external {
        uint32 current = delayOf[token];
        _authorize(delay != 0 && (current == 0 || delay < current));
        _set(token, delay);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        uint64 delay = delayOf[request.withdrawal.token];
        if (delay == 0) return _refuse("token not listed", 0);
        bool isNew = request.phase == Phase.Submit;
        uint64 ready = (isNew ? uint64(block.timestamp) : request.heldSince) + delay;
        if (isNew || block.timestamp < ready) return _hold("open to veto", 0, ready);
        return _allow();
    }

    function _set(address token, uint32 delay) private {
        delayOf[token] = delay;
        emit DelaySet(token, delay);
    }
}
