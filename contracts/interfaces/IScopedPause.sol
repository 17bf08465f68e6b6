// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title The switches that stop a gateway
/// @notice Everything, one token, or one source chain. A pauser stops, an unpauser starts; both at
/// once. Stopping what is stopped, or starting what runs, changes nothing and reverts nothing: no
/// race can undo an emergency stop.
/// @dev Warning: starting again is not delayed. It brings back what was allowed before the stop,
/// with all that was signed in the meantime. A thief with an unpauser's key undoes every pause:
/// keep it apart from all others.
/// @dev Warning: cancelling, expiring and every change of settings work while everything is
/// stopped.
///
/// Safety assumptions:
/// - nobody starts the gateway before the stolen keys are replaced.
///
/// Liveness assumptions:
/// - an unpauser's key is at hand: nothing starts by itself.
interface IScopedPause {
    /// @notice What a switch stops: all deposits and payments; those of a token; the payments for a
    /// source chain.
    enum Scope {
        All,
        Token,
        Source
    }

    /// @notice Emitted when something is stopped, even if it was.
    /// @param scope What kind of thing.
    /// @param subject Which: 0 for `All`, the token's address, or the chain's id.
    /// @param account Who stopped it: a pauser, or a guard that was granted the power to trip.
    event Paused(Scope indexed scope, uint256 indexed subject, address account);

    /// @notice Emitted when something is started again, even if it ran.
    /// @param scope What kind of thing.
    /// @param subject Which: 0 for `All`, the token's address, or the chain's id.
    /// @param account Who started it.
    event Unpaused(Scope indexed scope, uint256 indexed subject, address account);

    /// @notice Thrown when the action is stopped.
    /// @param scope The widest switch that stops it.
    /// @param subject Which: 0 for `All`, the token's address, or the chain's id.
    error EnforcedPause(Scope scope, uint256 subject);

    /// @notice Thrown when the subject does not fit the scope: not 0 for `All`, or no address for
    /// `Token`.
    /// @param scope What kind of thing.
    /// @param subject What was given.
    error SubjectUnknown(Scope scope, uint256 subject);

    /// @notice Stops something, at once. Pauser only.
    /// @param scope What kind of thing.
    /// @param subject Which: 0 for `All`, the token's address, or the chain's id.
    function pause(Scope scope, uint256 subject) external;

    /// @notice Starts something again, at once. Unpauser only.
    /// @param scope What kind of thing.
    /// @param subject Which: 0 for `All`, the token's address, or the chain's id.
    function unpause(Scope scope, uint256 subject) external;

    /// @notice Tells whether a switch is on. A narrow one may be off and everything stopped.
    /// @param scope What kind of thing.
    /// @param subject Which: 0 for `All`, the token's address, or the chain's id.
    /// @return Whether it is on.
    function isPaused(Scope scope, uint256 subject) external view returns (bool);
}
