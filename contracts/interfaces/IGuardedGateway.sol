// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDelayedChanges} from "./IDelayedChanges.sol";
import {IGuardStack} from "./IGuardStack.sol";
import {IScopedPause} from "./IScopedPause.sol";
import {ISigners} from "./ISigners.sol";
import {ITokenVault} from "./ITokenVault.sol";
import {IWithdrawalGuard} from "./IWithdrawalGuard.sol";

/// @title The modular bridge on which mitigations are compared
/// @notice One side of a bridge. It takes tokens in (`ITokenVault`), and pays what a quorum of
/// signers (`ISigners`) has signed and no guard of the stack (`IGuardStack`) objects to. It does
/// not know which side it is: what it pays with is released from the vault, or minted.
///
/// A withdrawal's life: `submit` pays it, or records it as held; a held one is paid by `release`,
/// or dies by `cancel` or `expire`. Each withdrawal has a key, its EIP-712 digest, and a source
/// reference, the request it answers. A key is used once, whatever becomes of it. A source
/// reference is taken while a withdrawal that names it is paid, or is held under the current epoch;
/// when that one dies it is free again, so that the right payment can be signed anew, or refunded
/// at the source.
///
/// `submit` tests in this order: open, pause, form, deadline, epoch, key, source reference,
/// signatures and quorum, stack, guards; then it records and commits; the transfer is last.
///
/// Roles (OpenZeppelin AccessControl, its ids the hashes of the names below; granted and revoked by
/// the gateway itself, as a change that waits):
///
/// | role | may at once | may after the delay |
/// | --- | --- | --- |
/// | GOVERNOR | add guards, tighten settings | change everything else |
/// | PAUSER | `pause` | |
/// | UNPAUSER | `unpause` | |
/// | CANCELLER | `cancel`, `cancelEpoch`, `cancelChange` | |
/// | RESPONDER | `replaceSigner`, `raiseQuorum` | |
///
/// None of them pays anything, and all that a guard's or role's answer can do at once is to stop.
///
/// A gateway is set up by its deployer, on whom nothing waits until `open`; afterwards the deployer
/// is nobody. There is no upgrade, no rescue of tokens, and no call to a target of somebody's
/// choice.
///
/// @dev Warning: a forged withdrawal that is paid uses up its source reference. The signers can
/// sign the honest request under another reference that they agree on.
/// @dev Warning: the deadline is for the submission; a held withdrawal may be paid after it.
/// @dev Warning: held amounts are not set aside. Others are paid from the same vault meanwhile.
/// @dev Warning: a canceller with ill intent kills what is held, again and again, and with
/// `cancelEpoch` all that is signed; it takes nothing, and is gone once its removal has waited.
/// @dev Warning: a pause stops no role. Between an unpauser and a thief stands only the unpauser.
///
/// Not modelled, as no guard could be told: Ronin V2's fee to the unlocker, its end of counting at
/// the minimum, its unlocking while paused (`RoninGatewayV2` has them); NFTs; contracts as signers.
///
/// Safety assumptions:
/// - those of `ISigners`, `ITokenVault`, `IDelayedChanges`, `IScopedPause` and of each guard;
/// - `sourceRef` names one request at its source, and one request has one reference;
/// - no two roles are in one hand, nor with a signer.
///
/// Liveness assumptions:
/// - those of `ISigners`, `IGuardStack`, `IScopedPause` and of each guard;
/// - the vault holds the amount, or may mint the rest, and the token lets the recipient receive it.
interface IGuardedGateway is IScopedPause, ISigners, IGuardStack, ITokenVault, IDelayedChanges {
    /// @notice What became of a withdrawal. `Paid` and `Cancelled` are for ever.
    enum Status {
        None,
        Held,
        Paid,
        Cancelled
    }

    /// @notice What the gateway remembers of a key.
    /// @param status What became of it.
    /// @param epoch The signers' version when it was submitted.
    /// @param heldSince When it was recorded, in seconds since 1970; 0 if it was paid at once.
    /// @param notBefore The earliest second of payment; never changed.
    /// @param quorumHash `keccak256(abi.encode(quorum))` of the one it was submitted with, if held.
    struct Entry {
        Status status;
        uint64 epoch;
        uint64 heldSince;
        uint64 notBefore;
        bytes32 quorumHash;
    }

    /// @notice An account and a role of its own from the start.
    /// @param role The role's id.
    /// @param account Who has it.
    struct RoleHolder {
        bytes32 role;
        address account;
    }

    /// @notice What a gateway is made of. Guards and tokens follow, before `open`.
    /// @param wrappedEther The token that ether is held as.
    /// @param looseningDelay How long a loosening waits, in seconds.
    /// @param maxHold After how many seconds anybody may end a hold.
    /// @param quorumNumerator Numerator of the share that is a quorum.
    /// @param quorumDenominator Denominator of the share that is a quorum.
    /// @param signers The first signers; at least one.
    /// @param weights Their weights, in the same order.
    /// @param roleHolders Who has which role.
    struct Setup {
        address wrappedEther;
        uint64 looseningDelay;
        uint64 maxHold;
        uint64 quorumNumerator;
        uint64 quorumDenominator;
        address[] signers;
        uint96[] weights;
        RoleHolder[] roleHolders;
    }

    /// @notice Emitted when the gateway begins to work, and the deployer's powers end.
    event Opened();

    /// @notice Emitted when a withdrawal is held. It has all that `release` takes.
    /// @param key The withdrawal's key.
    /// @param withdrawal What was signed.
    /// @param quorum Who signed.
    /// @param notBefore The earliest second of payment.
    event WithdrawalHeld(
        bytes32 indexed key,
        IWithdrawalGuard.Withdrawal withdrawal,
        IWithdrawalGuard.Quorum quorum,
        uint64 notBefore
    );

    /// @notice Emitted when a withdrawal is paid.
    /// @param key The withdrawal's key.
    /// @param withdrawal What was signed.
    event WithdrawalPaid(bytes32 indexed key, IWithdrawalGuard.Withdrawal withdrawal);

    /// @notice Emitted when a withdrawal that was held is cancelled or has expired.
    /// @param key The withdrawal's key.
    /// @param account Who ended it.
    event WithdrawalCancelled(bytes32 indexed key, address indexed account);

    /// @notice Emitted when a guard pauses a token by its answer.
    /// @param guard The guard.
    /// @param key The withdrawal at hand.
    /// @param reason Why, in the guard's words.
    event Tripped(address indexed guard, bytes32 indexed key, bytes32 reason);

    /// @notice Thrown when the gateway is not open yet.
    error NotOpen();

    /// @notice Thrown when the gateway is open already, or somebody else than the deployer opens
    /// it.
    error OpenedOrNotDeployer();

    /// @notice Thrown when the lists of signers and weights differ in length.
    /// @param signers Number of signers.
    /// @param weights Number of weights.
    error WeightCountWrong(uint256 signers, uint256 weights);

    /// @notice Thrown when an amount does not fit into 128 bits.
    /// @param amount The amount.
    error AmountTooLarge(uint256 amount);

    /// @notice Thrown when the gateway should pay itself.
    error RecipientIsGateway();

    /// @notice Thrown when the deadline has passed.
    /// @param deadline The last second at which it could be submitted.
    error DeadlinePassed(uint64 deadline);

    /// @notice Thrown when a withdrawal or an order is of another epoch than the signers.
    /// @param given Its epoch.
    /// @param current The signers' epoch.
    error EpochNotCurrent(uint64 given, uint64 current);

    /// @notice Thrown when a key was submitted before.
    /// @param key The key.
    /// @param status What became of it.
    error KeyUsed(bytes32 key, Status status);

    /// @notice Thrown when another withdrawal took the source reference.
    /// @param key The key of that withdrawal, held or paid.
    error SourceUsed(bytes32 key);

    /// @notice Thrown when a guard refuses, or fails to answer (reason "guard failed").
    /// @param guard The first guard that does.
    /// @param reason Why, in its words.
    /// @param retryAt The second at which asking again can help; 0 if unknown or never.
    error Refused(address guard, bytes32 reason, uint64 retryAt);

    /// @notice Thrown when a guard does not let go of a held withdrawal yet.
    /// @param guard The first guard that does not.
    /// @param reason Why, in its words.
    /// @param retryAt The second at which asking again can help; 0 if unknown.
    error Withheld(address guard, bytes32 reason, uint64 retryAt);

    /// @notice Thrown when a withdrawal is not held.
    /// @param key The withdrawal's key.
    /// @param status What it is instead.
    error NotHeld(bytes32 key, Status status);

    /// @notice Thrown when a held withdrawal is released before its floor.
    /// @param key The withdrawal's key.
    /// @param notBefore The earliest second of payment.
    error FloorNotReached(bytes32 key, uint64 notBefore);

    /// @notice Thrown when the quorum given at release is not the one of the submission.
    /// @param key The withdrawal's key.
    error QuorumMismatch(bytes32 key);

    /// @notice Thrown when the caller is neither a canceller nor a guard that may cancel.
    /// @param caller Who called.
    error NotCanceller(address caller);

    /// @notice Thrown when a hold can not be ended by anybody yet.
    /// @param key The withdrawal's key.
    /// @param expiresAt The first second at which it can.
    error HoldNotExpired(bytes32 key, uint256 expiresAt);

    /// @notice Begins to work, once. Deployer only.
    function open() external;

    /// @notice Brings a signed withdrawal: pays it, or records it as held. Anybody may.
    /// @param withdrawal What was signed.
    /// @param signatures Signatures of its digest by signers of the minimum weight or more,
    /// ascending by signer. All of them are verified.
    /// @param proofs Bytes for the guards.
    /// @return status `Paid` or `Held`.
    function submit(
        IWithdrawalGuard.Withdrawal calldata withdrawal,
        Signature[] calldata signatures,
        Proofs calldata proofs
    ) external returns (Status status);

    /// @notice Pays a held withdrawal whose floor has passed, if no guard objects. Anybody may.
    /// Without effect for anybody if a guard does; except that one with the power to trip pauses
    /// the token.
    /// @param withdrawal What was signed.
    /// @param quorum Who signed, as `WithdrawalHeld` told.
    /// @param proofs Bytes for the guards.
    /// @return status `Paid`, or `Held` if a guard paused the token instead.
    function release(
        IWithdrawalGuard.Withdrawal calldata withdrawal,
        IWithdrawalGuard.Quorum calldata quorum,
        Proofs calldata proofs
    ) external returns (Status status);

    /// @notice Ends a hold for good. Cancellers, and guards that were granted it; also while
    /// paused. Asks no guard, and none can prevent it.
    /// @param withdrawal What was signed.
    function cancel(IWithdrawalGuard.Withdrawal calldata withdrawal) external;

    /// @notice Ends the current epoch, and with it all that is signed or held under it. Cancellers
    /// only; also while paused. Guards hear of each withdrawal when it is cancelled or expired.
    /// @param current The current epoch; a second call for the same does nothing but revert.
    function cancelEpoch(uint64 current) external;

    /// @notice Ends a hold for good. Anybody, `maxHold` seconds after it began, or at once when its
    /// epoch has passed; also while paused.
    /// @param withdrawal What was signed.
    function expire(IWithdrawalGuard.Withdrawal calldata withdrawal) external;

    /// @notice Returns what each guard would say if `withdrawal` was submitted now by the caller.
    /// Throws what `submit` throws before it asks them.
    /// @param withdrawal What was signed.
    /// @param signatures Signatures as for `submit`.
    /// @param proofs Bytes for the guards.
    /// @return A decision for each guard, in the order of the stack.
    function preview(
        IWithdrawalGuard.Withdrawal calldata withdrawal,
        Signature[] calldata signatures,
        Proofs calldata proofs
    ) external view returns (IWithdrawalGuard.Decision[] memory);

    /// @notice Returns what the signers sign, which is also the key.
    /// @param withdrawal The withdrawal.
    /// @return Its EIP-712 digest on this chain, for this gateway.
    function keyOf(IWithdrawalGuard.Withdrawal calldata withdrawal) external view returns (bytes32);

    /// @notice Returns what the gateway remembers of a key.
    /// @param key The key.
    /// @return Zeros if it was never submitted.
    function entryOf(bytes32 key) external view returns (Entry memory);

    /// @notice Returns which withdrawal takes a source reference.
    /// @param sourceChainId The chain where the money was taken in.
    /// @param sourceRef The request there.
    /// @return The key of the withdrawal that is paid or held for it; zero if it is free.
    function keyOfSource(uint256 sourceChainId, bytes32 sourceRef) external view returns (bytes32);

    /// @notice Returns how much of a token is held under the current epoch.
    /// @param token The token.
    /// @return Sum in base units.
    function heldAmount(address token) external view returns (uint256);

    /// @notice Returns after how long anybody may end a hold.
    /// @return Seconds.
    function maxHold() external view returns (uint64);

    /// @notice Tells whether the gateway works, and its deployer is nobody any more.
    /// @return Whether it does.
    function isOpen() external view returns (bool);
}
