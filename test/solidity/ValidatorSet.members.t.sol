// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IValidatorSet} from "../../contracts/interfaces/IValidatorSet.sol";
import {ValidatorSet} from "../../contracts/ronin/ValidatorSet.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract ValidatorSetMembersTest is BridgeTest {
    function test_starts_with_the_validators_of_the_constructor() external view {
        vm.assertEq(validatorSet.validators(), signers);
        vm.assertEq(validatorSet.validatorCount(), 9);
        for (uint256 i = 0; i < 9; ++i) vm.assertEq(validatorSet.isValidator(signers[i]), true);
        vm.assertEq(validatorSet.isValidator(STRANGER), false);
        vm.assertEq(validatorSet.isValidator(address(0)), false);
    }

    function test_adds_validators_at_once() external {
        address[] memory both = new address[](2);
        (both[0], both[1]) = (ALICE, BOB);
        vm.expectEmit(address(validatorSet));
        emit IValidatorSet.ValidatorAdded(0, ALICE);
        vm.expectEmit(address(validatorSet));
        emit IValidatorSet.ValidatorAdded(1, BOB);
        validatorSet.addValidators(both);
        vm.assertEq(validatorSet.isValidator(ALICE), true);
        vm.assertEq(validatorSet.isValidator(BOB), true);
        vm.assertEq(validatorSet.validatorCount(), 11);
    }

    function test_removes_the_first_a_middle_and_the_last_validator() external {
        uint256[3] memory places = [uint256(0), 4, 8];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectEmit(address(validatorSet));
            emit IValidatorSet.ValidatorRemoved(i, signers[places[i]]);
            validatorSet.removeValidator(signers[places[i]]);
            vm.assertEq(validatorSet.isValidator(signers[places[i]]), false);
        }
        vm.assertEq(validatorSet.validatorCount(), 6);
        address[] memory left = validatorSet.validators();
        vm.assertEq(left.length, 6);
        for (uint256 i = 0; i < 6; ++i) vm.assertEq(validatorSet.isValidator(left[i]), true);
    }

    function test_a_removed_validator_can_be_added_again() external {
        validatorSet.removeValidator(signers[3]);
        vm.expectEmit(address(validatorSet));
        emit IValidatorSet.ValidatorAdded(1, signers[3]);
        validatorSet.addValidators(_one(signers[3]));
        vm.assertEq(validatorSet.isValidator(signers[3]), true);
        vm.assertEq(validatorSet.validatorCount(), 9);
    }

    function test_changes_of_all_kinds_share_one_running_number() external {
        validatorSet.addValidators(_one(ALICE));
        validatorSet.updateQuorum(6, 10);
        vm.expectEmit(address(validatorSet));
        emit IValidatorSet.ValidatorRemoved(2, ALICE);
        validatorSet.removeValidator(ALICE);
    }

    // Reverts

    function test_reverts_when_a_stranger_adds_validators() external {
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        validatorSet.addValidators(_one(STRANGER));
    }

    function test_reverts_when_a_stranger_removes_a_validator() external {
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        validatorSet.removeValidator(signers[0]);
    }

    function test_reverts_when_the_validator_is_there_already() external {
        vm.expectRevert(
            abi.encodeWithSelector(IValidatorSet.AlreadyValidator.selector, signers[2])
        );
        validatorSet.addValidators(_one(signers[2]));
    }

    function test_reverts_when_the_validator_is_zero() external {
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        validatorSet.addValidators(_one(address(0)));
    }

    function test_reverts_when_the_removed_is_no_validator() external {
        vm.expectRevert(abi.encodeWithSelector(IValidatorSet.NotValidator.selector, STRANGER));
        validatorSet.removeValidator(STRANGER);
    }

    function test_reverts_when_the_constructor_gets_a_validator_twice() external {
        address[] memory twice = new address[](2);
        (twice[0], twice[1]) = (ALICE, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IValidatorSet.AlreadyValidator.selector, ALICE));
        new ValidatorSet(twice, 1, 2);
    }

    function test_reverts_when_the_constructor_gets_a_validator_zero() external {
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        new ValidatorSet(_one(address(0)), 1, 2);
    }
}
