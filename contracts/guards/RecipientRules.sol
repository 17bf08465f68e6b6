// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";

/// @title Whom not to pay, and whom not yet
/// @notice Withdrawals for a recipient on the list are refused, new ones and held ones. One for a
/// recipient who was never paid is held for `firstDelay` seconds, in which somebody can look and
/// cancel. From the first payment on, of whatever token and amount, the recipient is known, and
/// nothing for him is held.
///
/// Source: the sanction lists of token issuers (Tether and Circle froze funds in several of the
/// incidents of facts/), and the waiting time that exchanges give to new addresses.
///
/// Claims:
/// - nothing for a recipient on the list, from the transaction on that put him there;
/// - nothing for a recipient who was never paid, before `firstDelay` seconds after it was recorded;
/// - nobody waits longer than that, and no outsider can make anybody wait.
///
/// @dev Warning: whoever gets the smallest payment first is known after the delay, and is paid
/// anything from then on. Who plans a theft pays himself a coin ahead.
/// @dev Warning: a thief has as many addresses as he likes; the list stops only those it has.
/// @dev Warning: a guard that joins a gateway at work knows nobody.
///
/// Safety assumptions:
/// - within the delay somebody sees what is held, and cancels what should not be paid.
///
/// Liveness assumptions:
/// - the gateway's `maxHold` is longer than the delay;
/// - the governor does not list people for no reason.
contract RecipientRules is AdjustableGuard {
    /// @notice How long a recipient's first withdrawal waits, in seconds.
    uint64 public immutable firstDelay;

    /// @notice Whether a recipient is on the list.
    mapping(address recipient => bool) public isRefused;
    /// @notice Whether a recipient was paid while this guard looked.
    mapping(address recipient => bool) public isKnown;

    /// @notice Emitted when a recipient is put on the list, or taken off.
    /// @param recipient Who.
    /// @param isRefused Whether he is on it from now on.
    event RefusedSet(address indexed recipient, bool isRefused);

    /// @param gateway_ The gateway that asks.
    /// @param firstDelay_ How long a recipient's first withdrawal waits, in seconds; 0 for not at
    /// all.
    /// @param refused Who is on the list.
    constructor(
        address gateway_,
        uint64 firstDelay_,
        address[] memory refused
    ) GuardBase(gateway_) {
        firstDelay = firstDelay_;
        for (uint256 i = 0; i < refused.length; ++i) _setRefused(refused[i], true);
    }

    /// @notice Puts a recipient on the list, at once, or takes one off, which waits as a loosening.
    /// @param recipient Who.
    /// @param isRefused_ Whether he is to be on it.
    function setRefused(address recipient, bool isRefused_) external {
        _authorize(!isRefused_);
        _setRefused(recipient, isRefused_);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        address recipient = request.withdrawal.recipient;
        if (isRefused[recipient]) return _refuse("recipient refused", 0);
        if (isKnown[recipient]) return _allow();
        bool isNew = request.phase == Phase.Submit;
        uint64 dueAt = (isNew ? uint64(block.timestamp) : request.heldSince) + firstDelay;
        return block.timestamp >= dueAt ? _allow() : _hold("new recipient", dueAt, dueAt);
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        isKnown[request.withdrawal.recipient] = true;
    }

    function _setRefused(address recipient, bool isRefused_) private {
        isRefused[recipient] = isRefused_;
        emit RefusedSet(recipient, isRefused_);
    }
}
