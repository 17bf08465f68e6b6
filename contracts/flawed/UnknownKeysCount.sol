// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";

/// @title Many keys of one operator are few
/// @notice Counts the weight of the signers anew: all keys of one operator together count for no
/// more than the cap, and a key of which nobody said who runs it counts for nothing. What is left
/// must reach the gateway's minimum, or else the withdrawal is refused, and may be brought again
/// with more signatures.
///
/// It knows operators as the governor names them. That two names are one company, or that one lets
/// the other sign, no contract can see.
///
/// Source: a rule that Ronin did not have in March 2022, when one company ran four of nine keys and
/// signed with a fifth that was lent. Against that case by itself it helps only where the cap and
/// the minimum leave no room for the operator and its friends.
///
/// Claims:
/// - no payment by the keys of fewer than `minimum / cap` operators, rounded up;
/// - nothing is delayed, and no outsider can hinder a payment that has the signatures.
///
/// @dev Warning: it does not see a key that was lent, or two operators on one machine.
/// @dev Warning: a key that takes a seat counts for nothing until its operator is named. Name
/// spares ahead, as naming waits.
/// @dev Warning: with a cap of less than the minimum over the number of operators nothing is paid.
///
/// Safety assumptions:
/// - operators are as independent as their names.
///
/// Liveness assumptions:
/// - operators enough to reach the minimum are at work;
/// - at most 40 signers sign: beyond 60, counting takes more gas than a guard has.
/// @dev Planted defect: a key that nobody runs counts in full.
contract UnknownKeysCount is AdjustableGuard {
    /// @notice Who runs a key.
    /// @param signer The key's account.
    /// @param operator A name, or its hash; not zero.
    struct Assignment {
        address signer;
        bytes32 operator;
    }

    /// @notice Most weight that the keys of one operator count for.
    uint256 public cap;
    /// @notice Who runs each key; zero if nobody said.
    mapping(address signer => bytes32) public operatorOf;

    /// @notice Emitted when the cap is set, even to what it was.
    /// @param cap Most weight that the keys of one operator count for.
    event CapSet(uint256 cap);

    /// @notice Emitted when it is said who runs a key, even if that was known.
    /// @param signer The key's account.
    /// @param operator Who runs it; zero for nobody.
    event OperatorSet(address indexed signer, bytes32 indexed operator);

    /// @param gateway_ The gateway that asks.
    /// @param cap_ Most weight that the keys of one operator count for.
    /// @param assignments Who runs which key.
    constructor(
        address gateway_,
        uint256 cap_,
        Assignment[] memory assignments
    ) GuardBase(gateway_) {
        _setCap(cap_);
        for (uint256 i = 0; i < assignments.length; ++i) {
            _setOperator(assignments[i].signer, assignments[i].operator);
        }
    }

    /// @notice Sets the cap. Raising it waits as a loosening.
    /// @param cap_ Most weight that the keys of one operator count for.
    function setCap(uint256 cap_) external {
        _authorize(cap_ > cap);
        _setCap(cap_);
    }

    /// @notice Says who runs a key. Waits as a loosening, also from one operator to another; to
    /// say that it is nobody does not.
    /// @param signer The key's account; with or without a seat.
    /// @param operator Who runs it; zero for nobody.
    function setOperator(address signer, bytes32 operator) external {
        _authorize(operator != bytes32(0) && operator != operatorOf[signer]);
        _setOperator(signer, operator);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        if (_countedWeight(request.quorum) >= request.quorum.minimum) return _allow();
        return _refuse("too few operators", 0);
    }

    function _setCap(uint256 cap_) private {
        cap = cap_;
        emit CapSet(cap_);
    }

    function _setOperator(address signer, bytes32 operator) private {
        operatorOf[signer] = operator;
        emit OperatorSet(signer, operator);
    }

    /// Each operator is counted at its first key.
    function _countedWeight(Quorum calldata quorum) private view returns (uint256 counted) {
        bytes32[] memory operators = new bytes32[](quorum.signers.length);
        for (uint256 i = 0; i < operators.length; ++i) {
            operators[i] = operatorOf[quorum.signers[i]];
            if (operators[i] == bytes32(0)) counted += quorum.weights[i];
        }
        for (uint256 i = 0; i < operators.length; ++i) {
            bytes32 operator = operators[i];
            if (operator == bytes32(0)) continue;
            uint256 weight = quorum.weights[i];
            for (uint256 j = i + 1; j < operators.length; ++j) {
                if (operators[j] != operator) continue;
                weight += quorum.weights[j];
                operators[j] = bytes32(0);
            }
            counted += Math.min(weight, cap);
        }
    }
}
