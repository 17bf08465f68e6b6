// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IValidatorSet} from "../../contracts/interfaces/IValidatorSet.sol";
import {ValidatorSet} from "../../contracts/ronin/ValidatorSet.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract ValidatorSetQuorumTest is BridgeTest {
    function test_five_of_nine_are_enough_and_four_are_not() external view {
        vm.assertEq(validatorSet.numerator(), 5);
        vm.assertEq(validatorSet.denominator(), 9);
        vm.assertEq(validatorSet.checkThreshold(4), false);
        vm.assertEq(validatorSet.checkThreshold(5), true);
        vm.assertEq(validatorSet.checkThreshold(6), true);
    }

    function test_the_votes_needed_are_rounded_up() external {
        _expectMinimum(1, 2, 5);
        _expectMinimum(51, 100, 5);
        _expectMinimum(70, 100, 7);
        _expectMinimum(90, 100, 9);
        _expectMinimum(1, 1, 9);
        _expectMinimum(1, 9, 1);
    }

    function test_the_votes_needed_grow_and_shrink_with_the_set() external {
        validatorSet.addValidators(_one(ALICE));
        vm.assertEq(validatorSet.checkThreshold(5), false);
        vm.assertEq(validatorSet.checkThreshold(6), true);
        validatorSet.removeValidator(ALICE);
        validatorSet.removeValidator(signers[0]);
        validatorSet.removeValidator(signers[1]);
        vm.assertEq(validatorSet.checkThreshold(3), false);
        vm.assertEq(validatorSet.checkThreshold(4), true);
    }

    function test_sets_the_quorum_at_once() external {
        vm.expectEmit(address(validatorSet));
        emit IValidatorSet.ThresholdUpdated(0, 2, 3, 5, 9);
        validatorSet.updateQuorum(2, 3);
        vm.assertEq(validatorSet.numerator(), 2);
        vm.assertEq(validatorSet.denominator(), 3);
        vm.expectEmit(address(validatorSet));
        emit IValidatorSet.ThresholdUpdated(1, 2, 3, 2, 3);
        validatorSet.updateQuorum(2, 3);
    }

    // Reverts

    function test_reverts_when_a_stranger_sets_the_quorum() external {
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        validatorSet.updateQuorum(1, 9);
    }

    function test_reverts_when_the_quorum_is_above_one() external {
        vm.expectRevert(abi.encodeWithSelector(IValidatorSet.QuorumAboveOne.selector, 10, 9));
        validatorSet.updateQuorum(10, 9);
        vm.expectRevert(abi.encodeWithSelector(IValidatorSet.QuorumAboveOne.selector, 1, 0));
        validatorSet.updateQuorum(1, 0);
    }

    function test_reverts_when_the_quorum_of_the_constructor_is_above_one() external {
        vm.expectRevert(abi.encodeWithSelector(IValidatorSet.QuorumAboveOne.selector, 10, 9));
        new ValidatorSet(signers, 10, 9);
    }

    // Attacks

    function test_a_numerator_of_zero_makes_no_votes_a_quorum() external {
        validatorSet.updateQuorum(0, 9);
        vm.assertEq(validatorSet.checkThreshold(0), true);
    }

    function test_a_quorum_of_zero_over_zero_makes_no_votes_a_quorum() external {
        validatorSet.updateQuorum(0, 0);
        vm.assertEq(validatorSet.checkThreshold(0), true);
    }

    function test_a_set_without_validators_makes_no_votes_a_quorum() external {
        for (uint256 i = 0; i < 9; ++i) {
            vm.assertEq(validatorSet.checkThreshold(0), false);
            validatorSet.removeValidator(signers[i]);
        }
        vm.assertEq(validatorSet.checkThreshold(0), true);
    }

    function _expectMinimum(uint256 numerator, uint256 denominator, uint256 minimum) private {
        validatorSet.updateQuorum(numerator, denominator);
        vm.assertEq(validatorSet.checkThreshold(minimum - 1), false);
        vm.assertEq(validatorSet.checkThreshold(minimum), true);
    }
}
