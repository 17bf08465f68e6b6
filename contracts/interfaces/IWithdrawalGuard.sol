// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A second opinion on each withdrawal
/// @notice What a mitigation looks like to the `GuardedGateway`: a contract that is asked after the
/// signers' quorum was verified, and told when money leaves. One guard is one mitigation. The
/// gateway asks all guards of its stack and takes the worst answer:
///
/// - any `Refuse`: the call reverts, nothing is consumed, the withdrawal may be brought again;
/// - else any `Hold`: the withdrawal is recorded, and may be released later;
/// - else it is paid.
///
/// A decision is a view; what a guard counts, it counts in `onPaid` (when the money leaves) or in
/// `onHeld` (when a withdrawal is recorded). So there is nothing to roll back when another guard
/// says no, and the order of the stack does not matter.
///
/// @dev Warning: anybody may submit somebody's withdrawal, with any quorum of the signatures and
/// any proof. What depends on who brings it, or on how many signed, must be refused, never held: a
/// hold would let an outsider choose worse terms for somebody else.
/// @dev Warning: a guard that counts at submission (`onHeld`) and forgets on cancellation is filled
/// up by withdrawals that are never paid. Of `onHeld` and `onPaid` count one.
/// @dev Warning: values in dollars are not passed. A guard that needs a price brings its own
/// source.
/// @dev Warning: the amount is what the recipient is to get, in base units of the token; two tokens
/// of the same value can differ by 12 decimals.
///
/// Safety assumptions:
/// - `assess` gives the same answer in the same state, and where it allows, `onPaid` succeeds;
/// - commits and notifications take nobody's word but the gateway's (`GuardBase` sees to it).
///
/// Liveness assumptions:
/// - `assess` needs less than 300,000 gas, and a notification less than 100,000, whatever happened
///   before;
/// - commits do not revert for a withdrawal that `assess` allowed or held.
interface IWithdrawalGuard {
    /// @notice What to do with a withdrawal. Of several answers the last in this order wins.
    enum Action {
        Allow,
        Hold,
        Refuse
    }

    /// @notice Whether the withdrawal is new, or was held and is to be released.
    enum Phase {
        Submit,
        Release
    }

    /// @notice What the signers sign, as EIP-712 data under the domain (name "GuardedGateway",
    /// version "1", chain id at that moment, address of the gateway).
    /// @param id The request's number at its source; for people, the gateway does not use it.
    /// @param sourceChainId The chain where the money was taken in.
    /// @param sourceRef The request at its source. A payment binds to it: one reference is paid
    /// once.
    /// @param token The token on this chain; wrapped ether if ether is to be paid.
    /// @param recipient Who is paid.
    /// @param amount Amount in base units of the token, from 1 to 2^128 - 1.
    /// @param epoch The version of the signer set that signs.
    /// @param deadline The last second at which it may be submitted; 0 for no end.
    struct Withdrawal {
        uint256 id;
        uint256 sourceChainId;
        bytes32 sourceRef;
        address token;
        address recipient;
        uint256 amount;
        uint64 epoch;
        uint64 deadline;
    }

    /// @notice Who signed. Each signature that was brought is verified, and belongs to a member: no
    /// stranger and no second signature of one signer is among them.
    /// @param signers Who signed, ascending by address.
    /// @param weights The weight of each, in the same order; none is zero.
    /// @param weight Sum of the weights.
    /// @param total Weight of all seats of the set, vacant ones included.
    /// @param minimum The weight that the gateway asks for itself; at least 1.
    struct Quorum {
        address[] signers;
        uint256[] weights;
        uint256 weight;
        uint256 total;
        uint256 minimum;
    }

    /// @notice The vault, as regards the token.
    /// @param balance What the gateway holds before this payment, in base units.
    /// @param held Sum of the other withdrawals of this token that are held, in base units.
    /// @param isMintable Whether what the vault lacks is minted.
    struct Vault {
        uint256 balance;
        uint256 held;
        bool isMintable;
    }

    /// @notice All that a guard is told.
    /// @param withdrawal What was signed.
    /// @param key Its EIP-712 digest; never seen before at `Submit`.
    /// @param quorum Who signed; at `Release` those who signed what was submitted.
    /// @param vault The vault before this payment.
    /// @param phase Whether it is submitted or to be released.
    /// @param submitter Who calls the gateway. Never to be trusted.
    /// @param heldSince When it was recorded, in seconds since 1970; 0 at `Submit`.
    /// @param notBefore The floor it was recorded with, in seconds since 1970; 0 at `Submit`.
    struct Request {
        Withdrawal withdrawal;
        bytes32 key;
        Quorum quorum;
        Vault vault;
        Phase phase;
        address submitter;
        uint64 heldSince;
        uint64 notBefore;
    }

    /// @notice An answer; 160 bytes.
    /// @param action What to do.
    /// @param notBefore With `Hold` at `Submit`: the earliest second of payment. The gateway keeps
    /// the highest of all guards and never changes it. 0 if the guard waits for something else than
    /// time.
    /// @param retryAt For the caller: the second at which asking again can help; 0 if unknown or
    /// never.
    /// @param shouldTrip With `Hold`: pause the token. Counts if the stack grants the guard this
    /// power, and persists, since a hold does not revert.
    /// @param reason A short text for people.
    struct Decision {
        Action action;
        uint64 notBefore;
        uint64 retryAt;
        bool shouldTrip;
        bytes32 reason;
    }

    /// @notice Thrown when somebody else than the gateway commits or notifies.
    /// @param caller Who called.
    error NotGateway(address caller);

    /// @notice Decides on a withdrawal. The gateway makes a static call with 300,000 gas; a call
    /// that fails, or does not answer with exactly one well-formed decision, counts as `Refuse`.
    /// @param request The withdrawal, and what is known of it.
    /// @param proof Bytes for this guard, given by the submitter; anything or nothing.
    /// @return What to do.
    function assess(
        Request calldata request,
        bytes calldata proof
    ) external view returns (Decision memory);

    /// @notice Commits that a withdrawal was recorded. Gateway only; a revert reverts the
    /// submission.
    /// @param request The withdrawal, as it was assessed.
    /// @param proof Bytes for this guard, given by the submitter.
    function onHeld(Request calldata request, bytes calldata proof) external;

    /// @notice Commits that a withdrawal is paid; the transfer follows in the same transaction.
    /// Gateway only; a revert reverts the payment.
    /// @param request The withdrawal, as it was assessed.
    /// @param proof Bytes for this guard, given by the submitter.
    function onPaid(Request calldata request, bytes calldata proof) external;

    /// @notice Notifies that a withdrawal that was held will never be paid. Gateway only, with
    /// 100,000 gas; a failure is an event and changes nothing. A guard that joined the stack later
    /// hears of withdrawals whose recording it did not see.
    /// @param key The withdrawal's key.
    /// @param token Its token.
    /// @param amount Its amount, in base units of the token.
    function onCancelled(bytes32 key, address token, uint256 amount) external;

    /// @notice Notifies that tokens came in. Gateway only, with 100,000 gas; a failure is an event
    /// and changes nothing.
    /// @param token The token on this chain.
    /// @param depositor Who paid them in. Anybody can, and may withdraw the next moment.
    /// @param received What arrived, in base units of the token.
    function onDeposited(address token, address depositor, uint256 received) external;
}
