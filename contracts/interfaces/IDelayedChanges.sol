// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Loosening waits, tightening does not
/// @notice A function that can raise what some set of keys can take is called by the contract
/// itself and by nobody else: a governor announces the call, waits `looseningDelay` seconds, and
/// has it made within `CHANGE_LIFETIME` seconds after. In between, a canceller can take it off the
/// list. What only lowers what can be taken is called directly, and counts at once.
/// @dev Warning: what is announced may have become wrong while it waited: a signer to be given a
/// seat can have been found stolen. Nothing but a canceller's attention, or the governor's, stops
/// it.
/// @dev Warning: several changes are applied one by one, in the order in which the governor applies
/// them, and may lie in one block.
///
/// Safety assumptions:
/// - somebody reads each `ChangeScheduled`, and a canceller acts within the delay.
///
/// Liveness assumptions:
/// - a governor's key is at hand;
/// - cancellers do not veto each other's removal (one alone cannot veto its own).
interface IDelayedChanges {
    /// @notice Emitted when a change is announced.
    /// @param id The hash of `change`.
    /// @param change The call that the contract is to make on itself.
    /// @param notBefore The first second at which it may be applied.
    event ChangeScheduled(bytes32 indexed id, bytes change, uint64 notBefore);

    /// @notice Emitted when a change is made.
    /// @param id The hash of the call.
    event ChangeApplied(bytes32 indexed id);

    /// @notice Emitted when a change is taken off the list.
    /// @param id The hash of the call.
    /// @param account Who did it.
    event ChangeCancelled(bytes32 indexed id, address account);

    /// @notice Thrown when a change that can loosen is asked for directly; see `scheduleChange`.
    error LooseningMustWait();

    /// @notice Thrown when a change is announced that already waits.
    /// @param id The hash of the call.
    /// @param notBefore The first second at which it may be applied.
    error ChangeAlreadyScheduled(bytes32 id, uint64 notBefore);

    /// @notice Thrown when no such change waits.
    /// @param id The hash of the call.
    error ChangeUnknown(bytes32 id);

    /// @notice Thrown when a change has not waited long enough.
    /// @param id The hash of the call.
    /// @param notBefore The first second at which it may be applied.
    error ChangeTooEarly(bytes32 id, uint64 notBefore);

    /// @notice Thrown when a change has waited too long, and has to be announced anew.
    /// @param id The hash of the call.
    /// @param notAfter The last second at which it could be applied.
    error ChangeTooLate(bytes32 id, uint64 notAfter);

    /// @notice Thrown when an account vetoes the change that takes a role from it.
    /// @param account The account.
    error OwnRemoval(address account);

    /// @notice Announces a change. Governor only. One that waited too long may be announced anew.
    /// @param change The call that the contract is to make on itself, selector and arguments.
    /// @return id The hash of `change`.
    function scheduleChange(bytes calldata change) external returns (bytes32 id);

    /// @notice Makes an announced change, once. Governor only. Reverts as the call reverts.
    /// @param change The call, as it was announced.
    function applyChange(bytes calldata change) external;

    /// @notice Takes an announced change off the list. Canceller only, except that nobody may so
    /// keep a role that the change revokes.
    /// @param change The call, as it was announced.
    function cancelChange(bytes calldata change) external;

    /// @notice Returns how long a loosening waits.
    /// @return Seconds.
    function looseningDelay() external view returns (uint64);

    /// @notice Returns the first second at which an announced change may be applied.
    /// @param id The hash of the call.
    /// @return Seconds since 1970; 0 if it is not announced.
    function changeNotBefore(bytes32 id) external view returns (uint64);
}
