// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title The guards that a gateway asks
/// @notice Each withdrawal is put to every guard of the stack, and the worst answer counts; their
/// order changes nothing. The stack in force at that moment judges, also at release.
///
/// A guard only ever makes paying harder, so one is added at once. Taking one away, or changing
/// what it may do beside deciding, waits as a loosening.
/// @dev Warning: a guard that fails refuses. A broken one stops every payment for as long as its
/// removal waits. Of the gateway's own functions it stops none but `submit` and `release`.
///
/// Liveness assumptions:
/// - no guard refuses for ever what should be paid.
interface IGuardStack {
    /// @notice A guard and its powers beside deciding.
    /// @param guard The contract.
    /// @param mayTrip Whether it may pause a token by its answer.
    /// @param mayCancel Whether it may cancel withdrawals that are held.
    struct StackEntry {
        address guard;
        bool mayTrip;
        bool mayCancel;
    }

    /// @notice Bytes for the guards, one item each, in the order of the stack.
    /// @param stackVersion The version of the stack that they are made for.
    /// @param items An item for each guard; it may be empty.
    struct Proofs {
        uint64 stackVersion;
        bytes[] items;
    }

    /// @notice Emitted when a guard joins the stack.
    /// @param guard The guard.
    /// @param stackVersion The version of the stack from now on.
    event GuardAdded(address indexed guard, uint64 stackVersion);

    /// @notice Emitted when a guard leaves the stack.
    /// @param guard The guard.
    /// @param stackVersion The version of the stack from now on.
    event GuardRemoved(address indexed guard, uint64 stackVersion);

    /// @notice Emitted when a guard's powers are set, even to what they were.
    /// @param guard The guard.
    /// @param mayTrip Whether it may pause a token by its answer.
    /// @param mayCancel Whether it may cancel withdrawals that are held.
    event GuardPowersSet(address indexed guard, bool mayTrip, bool mayCancel);

    /// @notice Emitted when a guard fails to take a notification.
    /// @param guard The guard.
    /// @param selector Which of its functions failed.
    event NotificationFailed(address indexed guard, bytes4 indexed selector);

    /// @notice Thrown when an address without code is to be a guard.
    /// @param account The address.
    error GuardWithoutCode(address account);

    /// @notice Thrown when a guard to be added is in the stack.
    /// @param guard The guard.
    error GuardAlreadyAdded(address guard);

    /// @notice Thrown when a guard is not in the stack.
    /// @param guard The address.
    error GuardUnknown(address guard);

    /// @notice Thrown when the stack is full.
    /// @param most How many guards it may have.
    error StackFull(uint256 most);

    /// @notice Thrown when proofs were made for another version of the stack.
    /// @param given That version.
    /// @param current The version now.
    error StackChanged(uint64 given, uint64 current);

    /// @notice Thrown when there are not as many proofs as guards.
    /// @param given Number of proofs.
    /// @param needed Number of guards.
    error ProofCountWrong(uint256 given, uint256 needed);

    /// @notice Thrown when too little gas is left to give a guard its share; more gas helps.
    /// @param gasLeft Gas that was left.
    /// @param gasNeeded Gas that is needed at that point.
    error GasTooLow(uint256 gasLeft, uint256 gasNeeded);

    /// @notice Adds a guard without powers, at once. Governor only.
    /// @param guard The guard; it must have code.
    function addGuard(address guard) external;

    /// @notice Takes a guard out of the stack. Waits as a loosening.
    /// @dev Warning: the last guard of the stack takes its place.
    /// @param guard The guard.
    function removeGuard(address guard) external;

    /// @notice Sets a guard's powers. Waits as a loosening, also to take a power away: an alarm
    /// less is worth something to a thief.
    /// @param guard The guard.
    /// @param mayTrip Whether it may pause a token by its answer.
    /// @param mayCancel Whether it may cancel withdrawals that are held.
    function setGuardPowers(address guard, bool mayTrip, bool mayCancel) external;

    /// @notice Returns the stack.
    /// @return The guards with their powers, in order.
    function stack() external view returns (StackEntry[] memory);

    /// @notice Returns the version of the stack, which rises when a guard joins or leaves.
    /// @return It starts at 0.
    function stackVersion() external view returns (uint64);
}
