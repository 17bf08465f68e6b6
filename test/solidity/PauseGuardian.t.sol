// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {PauseGuardian} from "../../contracts/guards/PauseGuardian.sol";
import {GuardCase} from "./GuardCase.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// Above 20 ether or 20 dollars the bell rings. There is one guardian.
abstract contract PauseGuardianCase is GuardCase {
    string internal constant ARTIFACT = "PauseGuardian.sol:PauseGuardian";
    address internal constant GUARDIAN = address(0x1001);

    PauseGuardian internal _guardian;

    function _newGuard() internal override returns (address) {
        PauseGuardian.TokenThreshold[] memory thresholds = new PauseGuardian.TokenThreshold[](2);
        thresholds[0] = PauseGuardian.TokenThreshold(weth, 20 ether);
        thresholds[1] = PauseGuardian.TokenThreshold(usd, 20e6);
        address[] memory guardians = new address[](1);
        guardians[0] = GUARDIAN;
        bytes memory arguments = abi.encode(gateway, thresholds, guardians);
        _guardian = PauseGuardian(_deploy(ARTIFACT, arguments));
        return address(_guardian);
    }

    function _start(uint64 reviewedUntil) internal {
        vm.prank(UNPAUSER);
        _guardian.start(usd, reviewedUntil);
    }
}

contract PauseGuardianTest is PauseGuardianCase {
    // Successes

    function test_pays_up_to_the_threshold_to_the_unit() external {
        _assertAllows(_request(usd, 20e6 - 1));
        _assertAllows(_request(usd, 20e6));
        _assertHolds(_request(usd, 20e6 + 1), "above threshold", 0);
        _pays(usd, 20e6);
        vm.assertEq(_guardian.isStopped(usd), false);
    }

    function test_holds_what_is_above_and_stops_the_token() external {
        IWithdrawalGuard.Withdrawal memory large = _holds(usd, 20e6 + 1);
        vm.assertEq(_guardian.isStopped(usd), true);
        IWithdrawalGuard.Withdrawal memory small = _holds(usd, 1);
        vm.warp(START + 1 days);
        _expectWithheld(large, "stopped", 0);
        _expectWithheld(small, "stopped", 0);
    }

    function test_pauses_the_token_at_the_gateway_if_it_may() external {
        _change(abi.encodeCall(IGuardStack.setGuardPowers, (address(guard), true, false)));
        _holds(usd, 21e6);
        vm.assertEq(gateway.isPaused(IScopedPause.Scope.Token, uint160(usd)), true);
        _pays(weth, 20 ether);
    }

    function test_an_unpauser_lets_go_of_what_he_has_looked_at() external {
        IWithdrawalGuard.Withdrawal memory large = _holds(usd, 30e6);
        IWithdrawalGuard.Withdrawal memory small = _holds(usd, 1);
        vm.warp(START + 1);
        _start(uint64(START));
        _releases(large);
        _releases(small);
        _pays(usd, 20e6);
        _assertHolds(_request(usd, 20e6 + 1), "above threshold", 0);
    }

    function test_a_guardian_stops_a_token() external {
        vm.prank(GUARDIAN);
        _guardian.stop(usd);
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 1);
        _pays(weth, 1);
        vm.warp(START + 1);
        _start(0);
        _releases(withdrawal);
    }

    function test_judges_each_token_by_itself_and_in_its_own_unit() external {
        _holds(usd, 20e6 + 1);
        _pays(weth, 20 ether);
        vm.assertEq(_guardian.isStopped(weth), false);
    }

    function test_refuses_a_token_without_threshold() external {
        _expectRefusal(_withdrawal(address(potion), 1), "token not listed", 0);
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Settings

    function test_a_lower_threshold_bites_at_once_and_a_higher_one_waits() external {
        _tighten(abi.encodeCall(PauseGuardian.setThreshold, (usd, 10e6)));
        _assertHolds(_request(usd, 10e6 + 1), "above threshold", 0);
        _loosen(abi.encodeCall(PauseGuardian.setThreshold, (usd, 30e6)));
        _assertAllows(_request(usd, 30e6));
        _tighten(abi.encodeCall(PauseGuardian.setThreshold, (usd, 0)));
        _assertRefuses(_request(usd, 1), "token not listed");
        _assertWaits(abi.encodeCall(PauseGuardian.setThreshold, (address(potion), 1)));
    }

    function test_no_setting_starts_a_token() external {
        _holds(usd, 21e6);
        _loosen(abi.encodeCall(PauseGuardian.setThreshold, (usd, 100e6)));
        _assertHolds(_request(usd, 1), "stopped", 0);
    }

    function test_a_guardian_comes_at_once_and_goes_after_the_delay() external {
        _tighten(abi.encodeCall(PauseGuardian.setGuardian, (ALICE, true)));
        vm.prank(ALICE);
        _guardian.stop(usd);
        _loosen(abi.encodeCall(PauseGuardian.setGuardian, (ALICE, false)));
        vm.expectRevert(abi.encodeWithSelector(PauseGuardian.NotGuardian.selector, ALICE));
        vm.prank(ALICE);
        _guardian.stop(usd);
    }

    // Extremes

    function test_takes_the_largest_amounts_without_truncation() external {
        _loosen(abi.encodeCall(PauseGuardian.setThreshold, (usd, type(uint128).max)));
        _assertAllows(_request(usd, type(uint128).max));
        _assertHolds(_request(usd, uint256(type(uint128).max) + 1), "above threshold", 0);
        _assertHolds(_request(usd, type(uint256).max), "above threshold", 0);
    }

    function test_gas_is_the_same_whatever_was_held() external {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        uint256 before = _gasToAsk(request);
        for (uint256 i = 0; i < 100; ++i) _commitPaid(_request(usd, 1));
        vm.assertEq(_doesAllow(request), true);
        require(before < 10_000, "asking takes too much");
    }
}

contract PauseGuardianAttackTest is PauseGuardianCase {
    // Attacks

    function test_an_alarm_survives_the_withdrawal_that_rang_it() external {
        _holds(weth, 40 ether);
        _holds(weth, 20 ether);
        vm.assertEq(BOB.balance, 0);
    }

    function test_reverts_when_somebody_else_than_an_unpauser_starts() external {
        _holds(usd, 21e6);
        vm.warp(START + 1);
        address[4] memory others = [GUARDIAN, PAUSER, GOVERNOR, CANCELLER];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IAccessControl.AccessControlUnauthorizedAccount.selector,
                    others[i],
                    keccak256("UNPAUSER")
                )
            );
            vm.prank(others[i]);
            _guardian.start(usd, uint64(START));
        }
    }

    function test_reverts_when_somebody_else_than_a_guardian_stops() external {
        vm.expectRevert(abi.encodeWithSelector(PauseGuardian.NotGuardian.selector, STRANGER));
        vm.prank(STRANGER);
        _guardian.stop(usd);
    }

    function test_a_review_is_of_the_past_only() external {
        vm.expectRevert(abi.encodeWithSelector(PauseGuardian.ReviewNotPast.selector, START));
        _start(uint64(START));
        _start(uint64(START - 1));
    }

    function test_what_slips_in_before_the_start_is_not_let_go() external {
        _holds(usd, 21e6);
        vm.warp(START + 1 hours);
        IWithdrawalGuard.Withdrawal memory forged = _holds(usd, 79e6);
        vm.warp(START + 2 hours);
        _start(uint64(START + 1 hours - 1));
        _expectWithheld(forged, "not looked at", 0);
        _start(uint64(START + 1 hours));
        _releases(forged);
    }

    function test_a_review_is_taken_back_by_an_earlier_one() external {
        IWithdrawalGuard.Withdrawal memory large = _holds(usd, 21e6);
        vm.warp(START + 1);
        _start(uint64(START));
        _start(uint64(START - 1));
        _expectWithheld(large, "not looked at", 0);
    }

    function test_a_release_that_is_too_large_stops_nothing() external {
        _tighten(abi.encodeCall(PauseGuardian.setThreshold, (usd, 20e6)));
        _assertHolds(_oldRequest(usd, 21e6, START), "not looked at", 0);
        vm.assertEq(_ask(_oldRequest(usd, 21e6, START)).shouldTrip, false);
    }

    function test_what_another_guard_refuses_stops_nothing() external {
        ScriptedGuard refusing = _addRefusing();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 21e6);
        _submitFails(withdrawal);
        vm.assertEq(_guardian.isStopped(usd), false);
        refusing.allow();
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Held);
    }

    function test_what_another_guard_holds_rings_as_well() external {
        _addHolding();
        _holds(usd, 20e6);
        vm.assertEq(_guardian.isStopped(usd), false);
        _holds(usd, 21e6);
        vm.assertEq(_guardian.isStopped(usd), true);
    }

    function test_a_canceller_ends_what_rang_while_it_is_stopped() external {
        IWithdrawalGuard.Withdrawal memory forged = _holds(usd, 21e6);
        _cancel(forged);
        vm.warp(START + 1);
        _start(uint64(START));
        _assertStatus(gateway.keyOf(forged), IGuardedGateway.Status.Cancelled);
        _assertHolds(_request(usd, 21e6), "above threshold", 0);
    }

    // Known weaknesses

    function test_in_parts_everything_leaves_and_no_bell_rings() external {
        for (uint256 i = 0; i < 5; ++i) _pays(weth, 20 ether);
        vm.assertEq(BOB.balance, 100 ether);
    }

    function test_a_rich_withdrawer_or_a_guardian_stops_a_token_again_and_again() external {
        for (uint256 i = 1; i < 4; ++i) {
            _holds(usd, 21e6);
            vm.warp(START + i);
            _start(uint64(block.timestamp - 1));
            vm.prank(GUARDIAN);
            _guardian.stop(usd);
            _assertHolds(_request(usd, 1), "stopped", 0);
            _start(uint64(block.timestamp - 1));
        }
    }

    // The claims

    /// Whatever is tried, stopped and started: what is allowed is small, or was looked at, and
    /// nothing is while the token is stopped.
    function test_nothing_large_is_paid_before_a_look(uint256 seed) external {
        uint64 looked;
        bool isStopped;
        for (uint256 i = 0; i < 30; ++i) {
            uint256 turn = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + _draw(turn, "step", 2));
            uint256 kind = _draw(turn, "kind", 5);
            if (kind == 0) {
                looked = uint64(block.timestamp - 1 - _draw(turn, "back", 3));
                _start(looked);
                isStopped = false;
            } else if (kind == 1) {
                vm.prank(GUARDIAN);
                _guardian.stop(usd);
                isStopped = true;
            }
            IWithdrawalGuard.Request memory request = _request(usd, 19e6 + _draw(turn, "a", 2e6));
            bool isOld = kind > 3;
            if (isOld) {
                request.phase = IWithdrawalGuard.Phase.Release;
                request.heldSince = uint64(block.timestamp - _draw(turn, "age", 5));
            }
            bool isLarge = request.withdrawal.amount > 20e6;
            bool isFree = !isLarge || (isOld && request.heldSince <= looked);
            vm.assertEq(_doesAllow(request), !isStopped && isFree);
            if (!isOld && isLarge) {
                _commitHeld(request);
                isStopped = true;
            }
        }
    }
}
