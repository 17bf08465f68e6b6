// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {Registry} from "../../contracts/ronin/Registry.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract AdministeredTest is BridgeTest {
    function test_the_deployer_is_the_first_administrator() external {
        vm.expectEmit();
        emit IAdministered.AdminChanged(address(0), ALICE);
        vm.prank(ALICE);
        Registry made = new Registry();
        vm.assertEq(made.admin(), ALICE);
    }

    function test_the_administration_is_handed_over_in_one_step() external {
        vm.expectEmit(address(registry));
        emit IAdministered.AdminChanged(address(this), ALICE);
        registry.changeAdmin(ALICE);
        vm.assertEq(registry.admin(), ALICE);
    }

    function test_the_new_administrator_may_act_at_once_and_the_old_no_more() external {
        validatorSet.changeAdmin(ALICE);
        vm.prank(ALICE);
        validatorSet.updateQuorum(1, 9);
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, address(this)));
        validatorSet.updateQuorum(5, 9);
    }

    function test_the_administrator_can_be_removed_for_ever() external {
        vm.expectEmit(address(registry));
        emit IAdministered.AdminChanged(address(this), address(0));
        registry.removeAdmin();
        vm.assertEq(registry.admin(), address(0));
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, address(this)));
        registry.changeAdmin(address(this));
    }

    // Reverts

    function test_reverts_when_a_stranger_hands_over_the_administration() external {
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        registry.changeAdmin(STRANGER);
    }

    function test_reverts_when_a_stranger_removes_the_administrator() external {
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        registry.removeAdmin();
    }

    function test_reverts_when_the_new_administrator_is_zero() external {
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        registry.changeAdmin(address(0));
    }
}
