// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "./IAdministered.sol";

/// @title The validators and their quorum
/// @notice A list of validators with one vote each, and the fraction of them that must agree.
/// @dev Warning: the quorum can be nothing at all. A numerator of zero (0/0 included) and a set
/// without validators make zero votes enough, and an empty list of signatures then pays.
/// @dev Warning: a quorum of one half or less lets two disjoint groups of validators agree on two
/// different things.
/// @dev Warning: every change counts at once, for signatures made before it as well: a validator
/// who is added brings all that was ever signed with that key, and lowering the quorum completes
/// lists that were too short until now.
///
/// Safety assumptions:
/// - fewer validator keys than the quorum are stolen, lent, or held by one organisation;
/// - the administrator keeps the numerator at one or more and at least one validator in the set.
///
/// Liveness assumptions:
/// - as many validators as the quorum needs are at work;
/// - numerator and denominator are small enough for `votes * denominator` and
///   `numerator * validatorCount` to fit into 256 bits.
interface IValidatorSet is IAdministered {
    /// @notice Emitted when a validator is added after construction.
    /// @param id Running number of the change, from 0, common to the three events.
    /// @param validator The validator's address.
    event ValidatorAdded(uint256 indexed id, address indexed validator);

    /// @notice Emitted when a validator is removed.
    /// @param id Running number of the change.
    /// @param validator The address that is no validator any more.
    event ValidatorRemoved(uint256 indexed id, address indexed validator);

    /// @notice Emitted when the quorum is set after construction, even to what it was.
    /// @param id Running number of the change.
    /// @param numerator Numerator of the quorum from now on.
    /// @param denominator Denominator of the quorum from now on.
    /// @param previousNumerator Numerator until now.
    /// @param previousDenominator Denominator until now.
    event ThresholdUpdated(
        uint256 indexed id,
        uint256 indexed numerator,
        uint256 indexed denominator,
        uint256 previousNumerator,
        uint256 previousDenominator
    );

    /// @notice Thrown when a validator to be added is in the set already.
    /// @param validator The validator's address.
    error AlreadyValidator(address validator);

    /// @notice Thrown when a validator to be removed is not in the set.
    /// @param account The address that is no validator.
    error NotValidator(address account);

    /// @notice Thrown when a quorum would ask for more than all votes.
    /// @param numerator The numerator asked for.
    /// @param denominator The denominator asked for; smaller than the numerator.
    error QuorumAboveOne(uint256 numerator, uint256 denominator);

    /// @notice Adds validators, at once. Administrator only.
    /// @param newValidators Their addresses; none zero, none in the set, none twice.
    function addValidators(address[] calldata newValidators) external;

    /// @notice Removes a validator, at once. Administrator only.
    /// @dev Warning: removing the last validator makes zero votes a quorum.
    /// @dev Warning: acknowledgements that the validator gave on the sidechain keep counting there.
    /// @param validator The validator's address.
    function removeValidator(address validator) external;

    /// @notice Sets the fraction of the validators that must agree, at once. Administrator only.
    /// @dev Warning: only `newNumerator <= newDenominator` is asked for. A numerator of 0, and 0/0,
    /// are accepted, and make zero votes a quorum.
    /// @param newNumerator Numerator of the fraction.
    /// @param newDenominator Denominator of the fraction.
    function updateQuorum(uint256 newNumerator, uint256 newDenominator) external;

    /// @notice Tells whether a number of votes is a quorum:
    /// `votes * denominator >= numerator * validatorCount`.
    /// @param votes Number of validators that agree.
    /// @return Whether they are enough.
    function checkThreshold(uint256 votes) external view returns (bool);

    /// @notice Tells whether an address is a validator now.
    /// @param account Any address.
    /// @return Whether it is in the set.
    function isValidator(address account) external view returns (bool);

    /// @notice Returns the number of validators.
    /// @return Number of addresses in the set, one vote each.
    function validatorCount() external view returns (uint256);

    /// @notice Returns the validators, in no particular order.
    /// @return Their addresses.
    function validators() external view returns (address[] memory);

    /// @notice Returns the numerator of the quorum.
    /// @return Share of the votes that is needed, in parts of `denominator`.
    function numerator() external view returns (uint256);

    /// @notice Returns the denominator of the quorum.
    /// @return Number of parts that are all votes.
    function denominator() external view returns (uint256);
}
