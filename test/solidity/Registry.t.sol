// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IRegistry} from "../../contracts/interfaces/IRegistry.sol";
import {Registry} from "../../contracts/ronin/Registry.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract RegistryTest is BridgeTest {
    address private constant MAIN = address(0x1111);
    address private constant SIDE = address(0x2222);
    address private constant OTHER = address(0x3333);

    Registry private _registry;

    function setUp() public override {
        _registry = new Registry();
    }

    function test_a_name_stands_for_a_contract_at_once() external {
        vm.expectEmit(address(_registry));
        emit IRegistry.ContractUpdated("VALIDATOR", ALICE);
        _registry.updateContract("VALIDATOR", ALICE);
        vm.assertEq(_registry.getContract("VALIDATOR"), ALICE);
        vm.assertEq(_registry.getContract("WETH_TOKEN"), address(0));
    }

    function test_an_entry_can_be_replaced_and_removed() external {
        _registry.updateContract("VALIDATOR", ALICE);
        _registry.updateContract("VALIDATOR", BOB);
        vm.assertEq(_registry.getContract("VALIDATOR"), BOB);
        _registry.updateContract("VALIDATOR", address(0));
        vm.assertEq(_registry.getContract("VALIDATOR"), address(0));
    }

    function test_two_tokens_become_a_pair() external {
        vm.expectEmit(address(_registry));
        emit IRegistry.TokenMapped(MAIN, SIDE);
        _registry.mapToken(MAIN, SIDE);
        vm.assertEq(_registry.mappedToken(MAIN), SIDE);
        vm.assertEq(_registry.mappedToken(SIDE), MAIN);
        vm.assertEq(_registry.sidechainTokenOf(MAIN), SIDE);
        vm.assertEq(_registry.mainchainTokenOf(SIDE), MAIN);
        vm.assertEq(_registry.sidechainTokenOf(SIDE), address(0));
        vm.assertEq(_registry.mainchainTokenOf(MAIN), address(0));
        vm.assertEq(_registry.mappedToken(OTHER), address(0));
    }

    function test_a_new_pair_dissolves_the_old_pair_of_the_mainchain_token() external {
        _registry.mapToken(MAIN, SIDE);
        vm.expectEmit(address(_registry));
        emit IRegistry.TokenUnmapped(MAIN, SIDE);
        _registry.mapToken(MAIN, OTHER);
        vm.assertEq(_registry.sidechainTokenOf(MAIN), OTHER);
        vm.assertEq(_registry.mainchainTokenOf(SIDE), address(0));
    }

    function test_a_new_pair_dissolves_the_old_pair_of_the_sidechain_token() external {
        _registry.mapToken(MAIN, SIDE);
        vm.expectEmit(address(_registry));
        emit IRegistry.TokenUnmapped(MAIN, SIDE);
        _registry.mapToken(OTHER, SIDE);
        vm.assertEq(_registry.mainchainTokenOf(SIDE), OTHER);
        vm.assertEq(_registry.sidechainTokenOf(MAIN), address(0));
    }

    function test_a_pair_is_dissolved_by_either_token() external {
        _registry.mapToken(MAIN, SIDE);
        vm.expectEmit(address(_registry));
        emit IRegistry.TokenUnmapped(MAIN, SIDE);
        _registry.clearMapToken(MAIN);
        vm.assertEq(_registry.mappedToken(SIDE), address(0));
        _registry.mapToken(MAIN, SIDE);
        vm.expectEmit(address(_registry));
        emit IRegistry.TokenUnmapped(MAIN, SIDE);
        _registry.clearMapToken(SIDE);
        vm.assertEq(_registry.mappedToken(MAIN), address(0));
    }

    function test_equal_addresses_on_two_chains_are_not_confused() external {
        _registry.mapToken(MAIN, SIDE);
        _registry.mapToken(SIDE, OTHER);
        vm.assertEq(_registry.sidechainTokenOf(SIDE), OTHER);
        vm.assertEq(_registry.mainchainTokenOf(SIDE), MAIN);
        vm.assertEq(_registry.mappedToken(SIDE), OTHER);
        _registry.clearMapToken(SIDE);
        vm.assertEq(_registry.sidechainTokenOf(SIDE), address(0));
        vm.assertEq(_registry.mainchainTokenOf(SIDE), MAIN);
    }

    function test_a_token_may_have_one_address_on_both_chains() external {
        _registry.mapToken(MAIN, MAIN);
        vm.assertEq(_registry.mappedToken(MAIN), MAIN);
        _registry.clearMapToken(MAIN);
        vm.assertEq(_registry.sidechainTokenOf(MAIN), address(0));
        vm.assertEq(_registry.mainchainTokenOf(MAIN), address(0));
    }

    // Reverts

    function test_reverts_when_a_stranger_changes_an_entry() external {
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        _registry.updateContract("VALIDATOR", STRANGER);
    }

    function test_reverts_when_a_stranger_maps_a_token() external {
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        _registry.mapToken(MAIN, SIDE);
    }

    function test_reverts_when_a_stranger_dissolves_a_pair() external {
        _registry.mapToken(MAIN, SIDE);
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        _registry.clearMapToken(MAIN);
    }

    function test_reverts_when_either_token_is_zero() external {
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        _registry.mapToken(address(0), SIDE);
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        _registry.mapToken(MAIN, address(0));
    }

    function test_reverts_when_there_is_no_pair_to_dissolve() external {
        vm.expectRevert(abi.encodeWithSelector(IRegistry.TokenNotMapped.selector, MAIN));
        _registry.clearMapToken(MAIN);
    }
}
