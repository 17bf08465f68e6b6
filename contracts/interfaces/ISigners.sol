// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title The signers, their weights and their quorum
/// @notice Each signer fills a seat with a weight. A quorum is a share of the weight of all seats,
/// rounded up: `minimumWeight = ceil(numerator * totalWeight / denominator)`. It is never nothing:
/// a share of zero and a set without seats are refused.
///
/// The version of the set is its epoch. It is part of what is signed, and rises with every change
/// of signers or quorum; what was signed, submitted or held under an earlier one is never paid.
///
/// What loosens waits, and what only tightens does not. When a key is stolen, both are needed: it
/// has to go at once, and somebody has to take its seat, but whoever may seat a new key at once may
/// seat his own, and with it take what the old set could not. Therefore:
///
/// - a responder may at once take out a key (`replaceSigner`). Its spare takes the seat: a key that
///   the governor announced for this seat, and that has waited the delay before the theft. A quorum
///   still takes the keys of as many seats as before; the responder alone adds none;
/// - without a spare the seat is vacant. Its weight stays in the total, so that the minimum does
///   not fall: with 70 % of 9, eight signers still need 7 votes and not 6;
/// - a responder may at once raise the quorum;
/// - all else (seats, weights, spares, a lower quorum) waits.
///
/// @dev Warning: a spare counts as a key of its seat from the day it is in force: keep it where the
/// seat's own key is not. Who holds both has the seat twice, and still one vote.
/// @dev Warning: a responder with ill intent can empty all seats, or raise the quorum to all votes.
/// Nothing is taken; nothing is paid either, until the governor has waited the delay.
/// @dev Warning: a quorum of half the weight or less lets two disjoint groups sign two different
/// things for one source request. The gateway pays the first.
///
/// Safety assumptions:
/// - fewer keys than the quorum, each seat counted once with its spare, are stolen, lent, or held
///   by one organisation;
/// - signers sign only what was requested at its source and is final there, once.
///
/// Liveness assumptions:
/// - signers of the minimum weight are at work, and sign anew what an earlier epoch did not pay.
interface ISigners {
    /// @notice A signature as ECDSA gives it.
    /// @param v 27 or 28.
    /// @param r First half.
    /// @param s Second half; of the two that fit, the lower.
    struct Signature {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice Emitted when the set gets a new version.
    /// @param epoch The version from now on.
    event EpochRaised(uint64 indexed epoch);

    /// @notice Emitted when a seat is given, re-weighted or taken.
    /// @param signer Whose seat.
    /// @param weight Its weight from now on; 0 if it is gone.
    /// @param vacantWeight Weight of the vacant seats from now on.
    event SignerSet(address indexed signer, uint96 weight, uint256 vacantWeight);

    /// @notice Emitted when a seat gets a spare key, or loses it.
    /// @param signer Whose seat.
    /// @param spare The spare key from now on; zero for none.
    event SpareSet(address indexed signer, address indexed spare);

    /// @notice Emitted when a key is taken out of its seat.
    /// @param signer The key that is none any more.
    /// @param spare The key that has the seat now; zero if it is vacant.
    event SignerReplaced(address indexed signer, address indexed spare);

    /// @notice Emitted when the quorum is set, even to what it was.
    /// @param numerator Numerator of the share.
    /// @param denominator Denominator of the share.
    event QuorumSet(uint64 numerator, uint64 denominator);

    /// @notice Thrown when an account has no seat.
    /// @param account The account.
    error NotSigner(address account);

    /// @notice Thrown when a key that should be new has a seat, or is somebody's spare.
    /// @param account The account.
    error KeyTaken(address account);

    /// @notice Thrown when more weight is to be taken from vacant seats than they have.
    /// @param vacated What is to be taken.
    /// @param vacantWeight What they have.
    error NotVacant(uint256 vacated, uint256 vacantWeight);

    /// @notice Thrown when the quorum would be nothing, or more than everything.
    /// @param numerator The numerator asked for.
    /// @param denominator The denominator asked for.
    /// @param totalWeight Weight of all seats.
    error QuorumUnsound(uint256 numerator, uint256 denominator, uint256 totalWeight);

    /// @notice Thrown when a quorum to be raised is not.
    /// @param minimumWeight The weight that is needed now.
    /// @param newMinimumWeight The weight that would be needed.
    error QuorumNotRaised(uint256 minimumWeight, uint256 newMinimumWeight);

    /// @notice Thrown when a signature is nobody's: v, r or s out of range, or the higher s.
    /// @param index Its place in the list, from 0.
    error SignatureInvalid(uint256 index);

    /// @notice Thrown when a signer does not come after the one before, by address.
    /// @param previous The signer before; zero at the first.
    /// @param signer The signer at hand.
    error SignersNotAscending(address previous, address signer);

    /// @notice Thrown when the signers weigh too little.
    /// @param weight What they weigh.
    /// @param minimum What is needed.
    /// @param total What all seats weigh.
    error QuorumNotReached(uint256 weight, uint256 minimum, uint256 total);

    /// @notice Gives, re-weighs or takes a seat. Waits as a loosening.
    /// @param signer The key; not zero, and nobody's spare.
    /// @param weight The weight; 0 takes the seat away, and its spare with it.
    /// @param vacated Weight to take from the vacant seats: as much as `weight` to fill a vacancy,
    /// and with a weight that is as it was, only to do away with one.
    function setSigner(address signer, uint96 weight, uint96 vacated) external;

    /// @notice Names the key that takes the seat when the signer's is taken out. Waits as a
    /// loosening.
    /// @param signer A signer.
    /// @param spare A key without seat, and nobody's spare; zero for none.
    function setSpare(address signer, address spare) external;

    /// @notice Sets the share that is a quorum. Waits as a loosening.
    /// @param numerator Numerator of the share; at least 1.
    /// @param denominator Denominator of the share; at least the numerator.
    function setQuorum(uint64 numerator, uint64 denominator) external;

    /// @notice Takes a key out at once, and puts its spare in its place if there is one. Responder
    /// only.
    /// @param signer The key that is stolen or lost.
    function replaceSigner(address signer) external;

    /// @notice Raises the share that is a quorum, at once. Responder only.
    /// @param numerator Numerator of the share.
    /// @param denominator Denominator of the share.
    function raiseQuorum(uint64 numerator, uint64 denominator) external;

    /// @notice Returns the version of the set.
    /// @return It starts at 1.
    function epoch() external view returns (uint64);

    /// @notice Returns the signers, in no particular order.
    /// @return Their addresses.
    function signers() external view returns (address[] memory);

    /// @notice Returns the weight of a signer.
    /// @param account Any address.
    /// @return 0 if it has no seat.
    function weightOf(address account) external view returns (uint96);

    /// @notice Returns the spare key of a signer.
    /// @param signer Any address.
    /// @return Zero if there is none.
    function spareOf(address signer) external view returns (address);

    /// @notice Returns the weight of all seats, vacant ones included.
    /// @return The total.
    function totalWeight() external view returns (uint256);

    /// @notice Returns the weight of the vacant seats.
    /// @return Their sum.
    function vacantWeight() external view returns (uint256);

    /// @notice Returns the share that is a quorum.
    /// @return numerator Its numerator.
    /// @return denominator Its denominator.
    function quorumShare() external view returns (uint64 numerator, uint64 denominator);

    /// @notice Returns the weight that is a quorum.
    /// @return At least 1, at most the total.
    function minimumWeight() external view returns (uint256);
}
