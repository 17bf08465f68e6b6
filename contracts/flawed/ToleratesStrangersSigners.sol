// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ISigners} from "../interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {DelayedChanges} from "../guarded/DelayedChanges.sol";
import {Roles} from "../guarded/Roles.sol";

/// @dev Planted defect: signatures of strangers are taken, and weigh nothing.
abstract contract Signers is ISigners, DelayedChanges {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @inheritdoc ISigners
    uint64 public override epoch;
    /// @inheritdoc ISigners
    uint256 public override totalWeight;
    /// @inheritdoc ISigners
    uint256 public override vacantWeight;
    /// @inheritdoc ISigners
    mapping(address signer => uint96) public override weightOf;
    /// @inheritdoc ISigners
    mapping(address signer => address) public override spareOf;

    EnumerableSet.AddressSet private _signers;
    mapping(address spare => bool) private _isSpare;
    uint64 private _numerator;
    uint64 private _denominator;

    /// @inheritdoc ISigners
    function setSigner(address signer, uint96 weight, uint96 vacated) external override {
        _authorize(true);
        if (vacated > vacantWeight) revert NotVacant(vacated, vacantWeight);
        vacantWeight -= vacated;
        totalWeight -= vacated;
        if (weight == 0) _dropSigner(signer);
        else _weighSigner(signer, weight);
        _requireSound();
        _raiseEpoch();
    }

    /// @inheritdoc ISigners
    function setSpare(address signer, address spare) external override {
        _authorize(true);
        _requireSigner(signer);
        _clearSpare(signer);
        if (spare != address(0)) {
            _requireFree(spare);
            _isSpare[spare] = true;
            spareOf[signer] = spare;
        }
        emit SpareSet(signer, spare);
    }

    /// @inheritdoc ISigners
    function setQuorum(uint64 numerator, uint64 denominator) external override {
        _authorize(true);
        _setQuorum(numerator, denominator);
    }

    /// @inheritdoc ISigners
    function replaceSigner(address signer) external override {
        _requireRole(Roles.RESPONDER);
        _requireSigner(signer);
        uint96 weight = weightOf[signer];
        address spare = _clearSpare(signer);
        _removeKey(signer);
        if (spare == address(0)) vacantWeight += weight;
        else _addKey(spare, weight);
        emit SignerReplaced(signer, spare);
        _raiseEpoch();
    }

    /// @inheritdoc ISigners
    function raiseQuorum(uint64 numerator, uint64 denominator) external override {
        _requireRole(Roles.RESPONDER);
        uint256 before = minimumWeight();
        _setQuorum(numerator, denominator);
        if (minimumWeight() <= before) revert QuorumNotRaised(before, minimumWeight());
    }

    /// @inheritdoc ISigners
    function signers() external view override returns (address[] memory) {
        return _signers.values();
    }

    /// @inheritdoc ISigners
    function quorumShare() external view override returns (uint64 numerator, uint64 denominator) {
        return (_numerator, _denominator);
    }

    /// @inheritdoc ISigners
    function minimumWeight() public view override returns (uint256) {
        return Math.ceilDiv(_numerator * totalWeight, _denominator);
    }

    function _raiseEpoch() internal {
        emit EpochRaised(++epoch);
    }

    /// For the constructor: seats first, then the quorum, which makes the first epoch.
    function _addFirstSigner(address signer, uint96 weight) internal {
        _weighSigner(signer, weight);
    }

    function _setQuorum(uint64 numerator, uint64 denominator) internal {
        _numerator = numerator;
        _denominator = denominator;
        _requireSound();
        emit QuorumSet(numerator, denominator);
        _raiseEpoch();
    }

    /// Verifies every signature. The order is what keeps one signer from counting twice.
    function _requireQuorum(
        bytes32 digest,
        Signature[] calldata signatures
    ) internal view returns (IWithdrawalGuard.Quorum memory quorum) {
        quorum.signers = new address[](signatures.length);
        quorum.weights = new uint256[](signatures.length);
        address previous = address(0);
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = _recover(digest, signatures[i], i);
            if (signer <= previous) revert SignersNotAscending(previous, signer);
            quorum.signers[i] = signer;
            quorum.weights[i] = weightOf[signer];
            quorum.weight += weightOf[signer];
            previous = signer;
        }
        quorum.total = totalWeight;
        quorum.minimum = minimumWeight();
        if (quorum.weight < quorum.minimum) {
            revert QuorumNotReached(quorum.weight, quorum.minimum, quorum.total);
        }
    }

    function _weighSigner(address signer, uint96 weight) private {
        if (weightOf[signer] != 0) _removeKeyAndWeight(signer);
        else _requireFree(signer);
        _addKey(signer, weight);
        totalWeight += weight;
        emit SignerSet(signer, weight, vacantWeight);
    }

    function _dropSigner(address signer) private {
        _requireSigner(signer);
        _clearSpare(signer);
        _removeKeyAndWeight(signer);
        emit SignerSet(signer, 0, vacantWeight);
    }

    function _removeKeyAndWeight(address signer) private {
        totalWeight -= weightOf[signer];
        _removeKey(signer);
    }

    function _addKey(address signer, uint96 weight) private {
        weightOf[signer] = weight;
        _signers.add(signer);
    }

    function _removeKey(address signer) private {
        delete weightOf[signer];
        _signers.remove(signer);
    }

    function _clearSpare(address signer) private returns (address spare) {
        spare = spareOf[signer];
        delete spareOf[signer];
        delete _isSpare[spare];
    }

    function _requireSigner(address account) private view {
        if (weightOf[account] == 0) revert NotSigner(account);
    }

    function _requireFree(address account) private view {
        if (account == address(0) || weightOf[account] != 0 || _isSpare[account]) {
            revert KeyTaken(account);
        }
    }

    /// A quorum is at least 1 and at most everything, in every state.
    function _requireSound() private view {
        if (_numerator == 0 || _numerator > _denominator || totalWeight == 0) {
            revert QuorumUnsound(_numerator, _denominator, totalWeight);
        }
    }

    function _recover(
        bytes32 digest,
        Signature calldata signature,
        uint256 index
    ) private pure returns (address signer) {
        ECDSA.RecoverError failure;
        (signer, failure, ) = ECDSA.tryRecover(digest, signature.v, signature.r, signature.s);
        if (failure != ECDSA.RecoverError.NoError) revert SignatureInvalid(index);
    }
}
