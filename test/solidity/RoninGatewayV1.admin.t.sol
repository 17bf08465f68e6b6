// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IGateway} from "../../contracts/interfaces/IGateway.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract GatewayAdminTest is BridgeTest {
    function test_pauses_at_once() external {
        vm.assertEq(gateway.paused(), false);
        vm.expectEmit(address(gateway));
        emit IGateway.Paused(address(this));
        gateway.pause();
        vm.assertEq(gateway.paused(), true);
    }

    function test_goes_on_at_once() external {
        gateway.pause();
        vm.expectEmit(address(gateway));
        emit IGateway.Unpaused(address(this));
        gateway.unpause();
        vm.assertEq(gateway.paused(), false);
        _depositEther(1 ether);
    }

    function test_gets_another_registry_at_once() external {
        vm.expectEmit(address(gateway));
        emit IGateway.RegistryUpdated(address(sideRegistry));
        gateway.updateRegistry(address(sideRegistry));
        vm.assertEq(address(gateway.registry()), address(sideRegistry));
    }

    function test_gets_another_registry_while_paused() external {
        gateway.pause();
        gateway.updateRegistry(address(sideRegistry));
        vm.assertEq(address(gateway.registry()), address(sideRegistry));
    }

    // Reverts

    function test_reverts_when_a_stranger_pauses_or_goes_on() external {
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        gateway.pause();
        gateway.pause();
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        gateway.unpause();
    }

    function test_reverts_when_a_stranger_sets_the_registry() external {
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        gateway.updateRegistry(STRANGER);
    }

    function test_reverts_when_paused_already() external {
        gateway.pause();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        gateway.pause();
    }

    function test_reverts_when_going_on_without_a_pause() external {
        vm.expectRevert(IGateway.ExpectedPause.selector);
        gateway.unpause();
    }

    function test_the_sidechain_gateway_has_the_same_switches() external {
        vm.expectEmit(address(sideGateway));
        emit IGateway.Paused(address(this));
        sideGateway.pause();
        vm.expectEmit(address(sideGateway));
        emit IGateway.Unpaused(address(this));
        sideGateway.unpause();
        sideGateway.updateRegistry(address(registry));
        vm.assertEq(address(sideGateway.registry()), address(registry));
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        sideGateway.pause();
    }

    // Attacks

    function test_the_administrator_of_the_registry_empties_the_vault() external {
        _depositEther(100 ether);
        registry.updateContract(
            "VALIDATOR",
            _deploy("ValidatorSet.sol:ValidatorSet", abi.encode(_one(STRANGER), 0, 1))
        );
        vm.prank(STRANGER);
        gateway.withdrawERC20(0, address(wrappedEther), 100 ether, "");
        vm.assertEq(STRANGER.balance, 100 ether);
    }

    function test_the_administrator_of_the_gateway_empties_the_vault_through_a_registry() external {
        _depositEther(100 ether);
        gateway.updateRegistry(address(new FriendlyRegistry(address(wrappedEther))));
        vm.prank(STRANGER);
        gateway.withdrawERC20(0, address(wrappedEther), 100 ether, "");
        vm.assertEq(STRANGER.balance, 100 ether);
    }

    function test_a_gateway_paused_by_a_removed_administrator_stays_paused() external {
        gateway.pause();
        gateway.removeAdmin();
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, address(this)));
        gateway.unpause();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        vm.prank(ALICE);
        gateway.depositEth{value: 1}();
    }
}

/// Is its own validator set, and content with no votes at all.
contract FriendlyRegistry {
    address private immutable WRAPPED_ETHER;

    constructor(address wrappedEther) {
        WRAPPED_ETHER = wrappedEther;
    }

    /// With as little gas as comes with a transfer of ether, on which the gateway asks.
    function getContract(string calldata name) external view returns (address) {
        return bytes(name).length == bytes("VALIDATOR").length ? address(this) : WRAPPED_ETHER;
    }

    function sidechainTokenOf(address token) external pure returns (address) {
        return token;
    }

    function checkThreshold(uint256) external pure returns (bool) {
        return true;
    }
}
