// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IValidatorSet} from "../interfaces/IValidatorSet.sol";
import {Administered} from "../ronin/Administered.sol";

contract ValidatorSet is IValidatorSet, Administered {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @inheritdoc IValidatorSet
    uint256 public override numerator;
    /// @inheritdoc IValidatorSet
    uint256 public override denominator;

    EnumerableSet.AddressSet private _validators;
    uint256 private _changeCount;

    constructor(
        address[] memory firstValidators,
        uint256 firstNumerator,
        uint256 firstDenominator
    ) {
        for (uint256 i = 0; i < firstValidators.length; ++i) _add(firstValidators[i]);
        _setQuorum(firstNumerator, firstDenominator);
    }

    /// @inheritdoc IValidatorSet
    function addValidators(address[] calldata newValidators) external override onlyAdmin {
        for (uint256 i = 0; i < newValidators.length; ++i) {
            _add(newValidators[i]);
            emit ValidatorAdded(_changeCount++, newValidators[i]);
        }
    }

    /// @inheritdoc IValidatorSet
    function removeValidator(address validator) external override onlyAdmin {
        if (!_validators.remove(validator)) revert NotValidator(validator);
        emit ValidatorRemoved(_changeCount++, validator);
    }

    /// @inheritdoc IValidatorSet
    function updateQuorum(
        uint256 newNumerator,
        uint256 newDenominator
    ) external override onlyAdmin {
        emit ThresholdUpdated(_changeCount++, newNumerator, newDenominator, numerator, denominator);
        _setQuorum(newNumerator, newDenominator);
    }

    /// @inheritdoc IValidatorSet
    function checkThreshold(uint256 votes) external view override returns (bool) {
        return votes * denominator >= numerator * validatorCount();
    }

    /// @inheritdoc IValidatorSet
    function isValidator(address account) external view override returns (bool) {
        return _validators.contains(account);
    }

    /// @inheritdoc IValidatorSet
    function validators() external view override returns (address[] memory) {
        return _validators.values();
    }

    /// @inheritdoc IValidatorSet
    function validatorCount() public view override returns (uint256) {
        return _validators.length();
    }

    function _add(address validator) private {
        if (validator == address(0)) revert ZeroAddress();
        if (!_validators.add(validator)) revert AlreadyValidator(validator);
    }

    function _setQuorum(uint256 newNumerator, uint256 newDenominator) private {
        if (newNumerator > newDenominator) revert QuorumAboveOne(newNumerator, newDenominator);
        numerator = newNumerator;
        denominator = newDenominator;
    }
}
