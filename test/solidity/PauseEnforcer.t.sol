// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IPauseEnforcer} from "../../contracts/interfaces/IPauseEnforcer.sol";
import {IPauseTarget} from "../../contracts/interfaces/IPauseTarget.sol";
import {PauseEnforcer} from "../../contracts/ronin/PauseEnforcer.sol";
import {BridgeV2Test} from "./BridgeV2Test.sol";

contract PauseEnforcerTest is BridgeV2Test {
    address private constant SENTRY = address(0x5E27);

    PauseEnforcer private _enforcer;

    function setUp() public override {
        super.setUp();
        _enforcer = PauseEnforcer(
            _deploy(
                "PauseEnforcer.sol:PauseEnforcer",
                abi.encode(gatewayV2, address(this), _one(SENTRY))
            )
        );
        gatewayV2.setEmergencyPauser(address(_enforcer));
    }

    function test_a_sentry_stops_the_gateway() external {
        vm.expectEmit(address(_enforcer));
        emit IPauseEnforcer.EmergencyPaused(SENTRY);
        vm.expectEmit(address(gatewayV2));
        emit IPauseTarget.Paused(address(_enforcer));
        _stop();
        vm.assertEq(gatewayV2.paused(), true);
        vm.assertEq(_enforcer.isEmergency(), true);
        vm.assertEq(address(_enforcer.target()), address(gatewayV2));
    }

    function test_a_sentry_starts_the_gateway_again() external {
        _stop();
        vm.expectEmit(address(_enforcer));
        emit IPauseEnforcer.EmergencyUnpaused(SENTRY);
        _start();
        vm.assertEq(gatewayV2.paused(), false);
        vm.assertEq(_enforcer.isEmergency(), false);
    }

    function test_sentries_are_appointed_and_dismissed() external {
        bytes32 role = _enforcer.SENTRY_ROLE();
        _enforcer.grantRole(role, ALICE);
        vm.prank(ALICE);
        _enforcer.triggerPause();
        _enforcer.revokeRole(role, SENTRY);
        vm.expectRevert(_notSentry(SENTRY));
        _start();
    }

    function test_the_administrator_lifts_a_sentrys_pause() external {
        _stop();
        gatewayV2.unpause();
        vm.assertEq(gatewayV2.paused(), false);
    }

    // Reverts

    function test_reverts_when_the_caller_is_no_sentry() external {
        vm.expectRevert(_notSentry(STRANGER));
        vm.prank(STRANGER);
        _enforcer.triggerPause();
        vm.expectRevert(_notSentry(STRANGER));
        vm.prank(STRANGER);
        _enforcer.triggerUnpause();
    }

    function test_reverts_when_the_gateway_is_paused_already() external {
        gatewayV2.pause();
        vm.expectRevert(IPauseTarget.EnforcedPause.selector);
        _stop();
        vm.assertEq(_enforcer.isEmergency(), false);
    }

    function test_reverts_when_the_pause_came_from_no_sentry() external {
        gatewayV2.pause();
        vm.expectRevert(IPauseEnforcer.NoEmergency.selector);
        _start();
    }

    function test_reverts_when_the_administrator_ended_the_emergency() external {
        _stop();
        gatewayV2.unpause();
        vm.expectRevert(IPauseTarget.ExpectedPause.selector);
        _start();
    }

    function test_reverts_when_it_is_not_the_gateways_pauser() external {
        gatewayV2.setEmergencyPauser(address(0));
        vm.expectRevert(
            abi.encodeWithSelector(IPauseTarget.NotPauser.selector, address(_enforcer))
        );
        _stop();
    }

    // Attacks

    function test_a_forgotten_emergency_lets_a_sentry_lift_the_administrators_pause() external {
        _stop();
        gatewayV2.unpause();
        gatewayV2.pause();
        _start();
        vm.assertEq(gatewayV2.paused(), false);
    }

    function _stop() private {
        vm.prank(SENTRY);
        _enforcer.triggerPause();
    }

    function _start() private {
        vm.prank(SENTRY);
        _enforcer.triggerUnpause();
    }

    function _notSentry(address account) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector,
                account,
                _enforcer.SENTRY_ROLE()
            );
    }
}
