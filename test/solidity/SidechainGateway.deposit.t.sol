// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IGateway} from "../../contracts/interfaces/IGateway.sol";
import {ISidechainGateway} from "../../contracts/interfaces/ISidechainGateway.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract AcknowledgeDepositTest is BridgeTest {
    function test_records_an_acknowledgement() external {
        bytes32 content = _content(ALICE, 3 ether);
        vm.expectEmit(address(sideGateway));
        emit ISidechainGateway.DepositAcknowledged(7, signers[0], content);
        _acknowledge(0, 7, ALICE, sideEther, 3 ether);
        vm.assertEq(sideGateway.acknowledgedContent(7, signers[0]), content);
        vm.assertEq(sideGateway.acknowledgedContent(7, signers[1]), bytes32(0));
        vm.assertEq(sideGateway.acknowledgementCount(7, content), 1);
        vm.assertEq(sideGateway.isCredited(7, content), false);
        vm.assertEq(sideEther.balanceOf(ALICE), 0);
    }

    function test_the_fifth_acknowledgement_credits_the_deposit() external {
        for (uint256 i = 0; i < 4; ++i) _acknowledge(i, 7, ALICE, sideEther, 3 ether);
        vm.assertEq(sideEther.balanceOf(ALICE), 0);
        vm.expectEmit(address(sideGateway));
        emit ISidechainGateway.TokenDeposited(7, ALICE, address(sideEther), 3 ether);
        vm.expectEmit(address(sideEther));
        emit IERC20.Transfer(address(0), address(sideGateway), 3 ether);
        vm.expectEmit(address(sideEther));
        emit IERC20.Transfer(address(sideGateway), ALICE, 3 ether);
        _acknowledge(4, 7, ALICE, sideEther, 3 ether);
        vm.assertEq(sideEther.balanceOf(ALICE), 3 ether);
        vm.assertEq(sideGateway.isCredited(7, _content(ALICE, 3 ether)), true);
    }

    function test_later_acknowledgements_are_recorded_and_credit_nothing() external {
        _creditOnSidechain(7, ALICE, sideEther, 3 ether);
        for (uint256 i = 5; i < 9; ++i) {
            vm.expectEmit(address(sideGateway));
            emit ISidechainGateway.DepositAcknowledged(7, signers[i], _content(ALICE, 3 ether));
            _acknowledge(i, 7, ALICE, sideEther, 3 ether);
        }
        vm.assertEq(sideGateway.acknowledgementCount(7, _content(ALICE, 3 ether)), 9);
        vm.assertEq(sideEther.balanceOf(ALICE), 3 ether);
        vm.assertEq(sideEther.totalSupply(), 3 ether);
    }

    function test_pays_from_what_is_locked_before_it_mints() external {
        _creditOnSidechain(0, ALICE, sideEther, 5 ether);
        vm.startPrank(ALICE);
        sideEther.approve(address(sideGateway), 2 ether);
        sideGateway.withdrawERC20(address(sideEther), 2 ether);
        vm.stopPrank();
        _creditOnSidechain(1, BOB, sideEther, 1 ether);
        vm.assertEq(sideEther.totalSupply(), 5 ether);
        vm.assertEq(sideEther.balanceOf(address(sideGateway)), 1 ether);
        _creditOnSidechain(2, BOB, sideEther, 4 ether);
        vm.assertEq(sideEther.totalSupply(), 8 ether);
        vm.assertEq(sideEther.balanceOf(address(sideGateway)), 0);
        vm.assertEq(sideEther.balanceOf(BOB), 5 ether);
    }

    function test_different_contents_are_counted_apart() external {
        for (uint256 i = 0; i < 4; ++i) _acknowledge(i, 7, ALICE, sideEther, 3 ether);
        for (uint256 i = 4; i < 8; ++i) _acknowledge(i, 7, BOB, sideEther, 3 ether);
        vm.assertEq(sideEther.totalSupply(), 0);
        _acknowledge(8, 7, BOB, sideEther, 3 ether);
        vm.assertEq(sideEther.balanceOf(BOB), 3 ether);
        vm.assertEq(sideEther.balanceOf(ALICE), 0);
    }

    function test_equal_contents_of_two_deposits_are_credited_both() external {
        _creditOnSidechain(0, ALICE, sideEther, 3 ether);
        _creditOnSidechain(1, ALICE, sideEther, 3 ether);
        vm.assertEq(sideEther.balanceOf(ALICE), 6 ether);
    }

    function test_a_lower_quorum_bites_at_the_next_acknowledgement() external {
        for (uint256 i = 0; i < 3; ++i) _acknowledge(i, 7, ALICE, sideEther, 3 ether);
        validatorSet.updateQuorum(2, 9);
        vm.assertEq(sideEther.balanceOf(ALICE), 0);
        _acknowledge(3, 7, ALICE, sideEther, 3 ether);
        vm.assertEq(sideEther.balanceOf(ALICE), 3 ether);
    }

    // Reverts

    function test_reverts_when_paused() external {
        sideGateway.pause();
        vm.expectRevert(IGateway.EnforcedPause.selector);
        _acknowledge(0, 7, ALICE, sideEther, 3 ether);
    }

    function test_reverts_when_the_caller_is_no_validator() external {
        vm.expectRevert(abi.encodeWithSelector(ISidechainGateway.NotValidator.selector, STRANGER));
        vm.prank(STRANGER);
        sideGateway.depositERC20For(7, STRANGER, address(sideEther), 3 ether);
    }

    function test_reverts_when_the_caller_is_no_validator_any_more() external {
        validatorSet.removeValidator(signers[0]);
        vm.expectRevert(
            abi.encodeWithSelector(ISidechainGateway.NotValidator.selector, signers[0])
        );
        _acknowledge(0, 7, ALICE, sideEther, 3 ether);
    }

    function test_reverts_when_the_owner_is_zero() external {
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        _acknowledge(0, 7, address(0), sideEther, 3 ether);
    }

    function test_reverts_when_the_amount_is_zero() external {
        vm.expectRevert(IGateway.ZeroAmount.selector);
        _acknowledge(0, 7, ALICE, sideEther, 0);
    }

    function test_reverts_when_the_token_is_not_mapped() external {
        sideRegistry.clearMapToken(address(sideEther));
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.TokenNotMapped.selector, address(sideEther))
        );
        _acknowledge(0, 7, ALICE, sideEther, 3 ether);
    }

    function test_reverts_when_the_registry_names_no_validators() external {
        sideRegistry.updateContract("VALIDATOR", address(0));
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.RegistryEntryMissing.selector, "VALIDATOR")
        );
        _acknowledge(0, 7, ALICE, sideEther, 3 ether);
    }

    function test_reverts_when_the_validator_acknowledged_the_deposit_before() external {
        _acknowledge(0, 7, ALICE, sideEther, 3 ether);
        _expectAlreadyAcknowledged();
        _acknowledge(0, 7, ALICE, sideEther, 3 ether);
    }

    function test_reverts_when_the_validator_acknowledged_another_content_before() external {
        _acknowledge(0, 7, ALICE, sideEther, 3 ether);
        _expectAlreadyAcknowledged();
        _acknowledge(0, 7, BOB, sideUsd, 1);
    }

    function test_reverts_when_the_gateway_may_not_mint() external {
        sideRegistry.mapToken(address(0xABC), address(potion));
        for (uint256 i = 0; i < 4; ++i) _acknowledge(i, 7, ALICE, potion, 5);
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.VaultShort.selector, address(potion), 0, 5)
        );
        _acknowledge(4, 7, ALICE, potion, 5);
    }

    // Attacks

    function test_five_validators_mint_what_was_never_deposited() external {
        vm.assertEq(gateway.depositCount(), 0);
        _creditOnSidechain(999, STRANGER, sideEther, 1_000_000 ether);
        vm.assertEq(sideEther.balanceOf(STRANGER), 1_000_000 ether);
    }

    function test_acknowledgements_of_removed_validators_keep_counting() external {
        for (uint256 i = 0; i < 4; ++i) {
            _acknowledge(i, 7, STRANGER, sideEther, 3 ether);
            validatorSet.removeValidator(signers[i]);
        }
        _acknowledge(4, 7, STRANGER, sideEther, 3 ether);
        vm.assertEq(sideEther.balanceOf(STRANGER), 3 ether);
    }

    function test_a_quorum_of_a_third_credits_two_contents_of_one_deposit() external {
        validatorSet.updateQuorum(1, 3);
        for (uint256 i = 0; i < 3; ++i) _acknowledge(i, 7, ALICE, sideEther, 3 ether);
        for (uint256 i = 3; i < 6; ++i) _acknowledge(i, 7, STRANGER, sideEther, 9 ether);
        vm.assertEq(sideEther.balanceOf(ALICE), 3 ether);
        vm.assertEq(sideEther.balanceOf(STRANGER), 9 ether);
    }

    function _content(address owner, uint256 amount) private view returns (bytes32) {
        return keccak256(abi.encode(owner, address(sideEther), uint32(20), amount));
    }

    function _expectAlreadyAcknowledged() private {
        vm.expectRevert(
            abi.encodeWithSelector(ISidechainGateway.AlreadyAcknowledged.selector, 7, signers[0])
        );
    }
}
