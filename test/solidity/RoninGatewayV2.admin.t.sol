// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IBridgeOperators} from "../../contracts/interfaces/IBridgeOperators.sol";
import {IPauseTarget} from "../../contracts/interfaces/IPauseTarget.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {IWithdrawalLimits} from "../../contracts/interfaces/IWithdrawalLimits.sol";
import {BridgeV2Test} from "./BridgeV2Test.sol";

contract AdminV2Test is BridgeV2Test {
    function test_replaces_the_operators_at_once() external {
        IBridgeOperators.Operator[] memory list = _operators(2, 30);
        list[1].account = ALICE;
        vm.expectEmit(address(gatewayV2));
        emit IBridgeOperators.OperatorsReplaced(list, 60);
        gatewayV2.replaceOperators(list);
        vm.assertEq(gatewayV2.totalWeight(), 60);
        vm.assertEq(abi.encode(gatewayV2.operators()), abi.encode(list));
        vm.assertEq(gatewayV2.weightOf(signers[0]), 30);
        vm.assertEq(gatewayV2.weightOf(signers[1]), 0);
        vm.assertEq(gatewayV2.weightOf(ALICE), 30);
    }

    function test_sets_the_quorums_at_once() external {
        vm.expectEmit(address(gatewayV2));
        emit IBridgeOperators.QuorumsUpdated(
            IBridgeOperators.Fraction(1, 2),
            IBridgeOperators.Fraction(2, 3)
        );
        gatewayV2.setQuorums(IBridgeOperators.Fraction(1, 2), IBridgeOperators.Fraction(2, 3));
        (uint256 minimumWeight, ) = gatewayV2.requirementsOf(_weth, 1);
        vm.assertEq(minimumWeight, 450);
        (minimumWeight, ) = gatewayV2.requirementsOf(_weth, ETHER_HIGH_TIER);
        vm.assertEq(minimumWeight, 600);
    }

    function test_maps_and_unmaps_a_token_at_once() external {
        vm.expectEmit(address(gatewayV2));
        emit IRoninGatewayV2.TokenMapped(address(elixir), address(sidePotion));
        gatewayV2.mapToken(address(elixir), address(sidePotion));
        vm.assertEq(gatewayV2.sidechainTokenOf(address(elixir)), address(sidePotion));
        gatewayV2.mapToken(address(elixir), address(0));
        vm.assertEq(gatewayV2.sidechainTokenOf(address(elixir)), address(0));
    }

    function test_sets_the_limits_of_a_token_at_once() external {
        IWithdrawalLimits.TokenLimits memory limits = IWithdrawalLimits.TokenLimits(
            1,
            2,
            3,
            1_000_000
        );
        vm.expectEmit(address(gatewayV2));
        emit IWithdrawalLimits.TokenLimitsUpdated(_usd, limits);
        gatewayV2.setTokenLimits(_usd, limits);
        vm.assertEq(abi.encode(gatewayV2.limitsOf(_usd)), abi.encode(limits));
    }

    function test_the_administrator_pauses_and_goes_on() external {
        vm.expectEmit(address(gatewayV2));
        emit IPauseTarget.Paused(address(this));
        gatewayV2.pause();
        vm.assertEq(gatewayV2.paused(), true);
        vm.expectEmit(address(gatewayV2));
        emit IPauseTarget.Unpaused(address(this));
        gatewayV2.unpause();
        vm.assertEq(gatewayV2.paused(), false);
    }

    function test_the_emergency_pauser_pauses_and_goes_on() external {
        vm.expectEmit(address(gatewayV2));
        emit IPauseTarget.EmergencyPauserUpdated(ALICE);
        gatewayV2.setEmergencyPauser(ALICE);
        vm.assertEq(gatewayV2.emergencyPauser(), ALICE);
        vm.startPrank(ALICE);
        gatewayV2.pause();
        gatewayV2.unpause();
        vm.stopPrank();
    }

    function test_settings_change_while_paused() external {
        gatewayV2.pause();
        gatewayV2.replaceOperators(_operators(9, 1));
        _setQuorums(50, 50);
        gatewayV2.setTokenLimits(_weth, _etherLimits());
        gatewayV2.mapToken(_weth, address(0));
        vm.assertEq(gatewayV2.paused(), true);
    }

    // Reverts

    function test_reverts_when_a_stranger_changes_settings() external {
        bytes memory reason = abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER);
        vm.startPrank(STRANGER);
        vm.expectRevert(reason);
        gatewayV2.replaceOperators(new IBridgeOperators.Operator[](0));
        vm.expectRevert(reason);
        gatewayV2.setQuorums(IBridgeOperators.Fraction(0, 1), IBridgeOperators.Fraction(0, 1));
        vm.expectRevert(reason);
        gatewayV2.mapToken(STRANGER, STRANGER);
        vm.expectRevert(reason);
        gatewayV2.setTokenLimits(_weth, _etherLimits());
        vm.expectRevert(reason);
        gatewayV2.setEmergencyPauser(STRANGER);
        vm.stopPrank();
    }

    function test_reverts_when_a_stranger_pauses_or_goes_on() external {
        vm.expectRevert(abi.encodeWithSelector(IPauseTarget.NotPauser.selector, STRANGER));
        vm.prank(STRANGER);
        gatewayV2.pause();
        gatewayV2.pause();
        vm.expectRevert(abi.encodeWithSelector(IPauseTarget.NotPauser.selector, STRANGER));
        vm.prank(STRANGER);
        gatewayV2.unpause();
    }

    function test_reverts_when_paused_already_or_not_at_all() external {
        vm.expectRevert(IPauseTarget.ExpectedPause.selector);
        gatewayV2.unpause();
        gatewayV2.pause();
        vm.expectRevert(IPauseTarget.EnforcedPause.selector);
        gatewayV2.pause();
    }

    function test_reverts_when_an_operator_comes_twice_and_keeps_the_old_ones() external {
        IBridgeOperators.Operator[] memory list = _operators(3, 1);
        list[2].account = list[0].account;
        vm.expectRevert(
            abi.encodeWithSelector(IBridgeOperators.AlreadyOperator.selector, signers[0])
        );
        gatewayV2.replaceOperators(list);
        vm.assertEq(gatewayV2.totalWeight(), 900);
        vm.assertEq(gatewayV2.operators().length, 9);
    }

    function test_reverts_when_an_operator_is_zero_or_has_no_weight() external {
        IBridgeOperators.Operator[] memory list = _operators(3, 1);
        list[1].weight = 0;
        vm.expectRevert(abi.encodeWithSelector(IBridgeOperators.ZeroWeight.selector, signers[1]));
        gatewayV2.replaceOperators(list);
        list[1] = IBridgeOperators.Operator(address(0), 1);
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        gatewayV2.replaceOperators(list);
    }

    function test_reverts_when_a_quorum_is_above_one() external {
        vm.expectRevert(abi.encodeWithSelector(IBridgeOperators.QuorumAboveOne.selector, 101, 100));
        _setQuorums(101, 100);
        vm.expectRevert(abi.encodeWithSelector(IBridgeOperators.QuorumAboveOne.selector, 101, 100));
        _setQuorums(70, 101);
    }

    function test_reverts_when_the_high_tier_would_need_less() external {
        IBridgeOperators.Fraction memory quorum = IBridgeOperators.Fraction(2, 3);
        IBridgeOperators.Fraction memory highTierQuorum = IBridgeOperators.Fraction(66, 100);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBridgeOperators.HighTierBelowQuorum.selector,
                highTierQuorum,
                quorum
            )
        );
        gatewayV2.setQuorums(quorum, highTierQuorum);
    }

    function test_reverts_when_the_fee_is_more_than_the_amount() external {
        IWithdrawalLimits.TokenLimits memory limits = _etherLimits();
        limits.unlockFeeMillionths = 1_000_001;
        vm.expectRevert(abi.encodeWithSelector(IWithdrawalLimits.FeeAboveOne.selector, 1_000_001));
        gatewayV2.setTokenLimits(_weth, limits);
    }

    function test_reverts_when_the_token_to_be_mapped_is_zero() external {
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        gatewayV2.mapToken(address(0), STRANGER);
    }

    // Attacks

    function test_the_administrator_empties_the_vault_day_by_day_with_operators_of_its_own()
        external
    {
        vm.deal(address(gatewayV2), 5 ether);
        gatewayV2.replaceOperators(_operators(1, 1));
        _withdraw(0, _weth, 5 ether, 1);
        vm.assertEq(BOB.balance, 5 ether);
    }
}
