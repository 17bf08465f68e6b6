// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {BackingAttestation} from "../../contracts/guards/BackingAttestation.sol";
import {GuardCase} from "./GuardCase.sol";

/// Three watchers, of whom two have to attest.
abstract contract BackingAttestationCase is GuardCase {
    string internal constant ARTIFACT = "BackingAttestation.sol:BackingAttestation";
    address internal constant FIRST = address(0x1001);
    address internal constant SECOND = address(0x1002);
    address internal constant THIRD = address(0x1003);

    BackingAttestation internal _backing;

    function _newGuard() internal override returns (address) {
        address[] memory watchers = new address[](3);
        (watchers[0], watchers[1], watchers[2]) = (FIRST, SECOND, THIRD);
        _backing = BackingAttestation(_deploy(ARTIFACT, abi.encode(gateway, watchers, 2)));
        return address(_backing);
    }

    function _attest(address watcher, IWithdrawalGuard.Withdrawal memory withdrawal) internal {
        vm.prank(watcher);
        _backing.attest(
            withdrawal.sourceChainId,
            withdrawal.sourceRef,
            withdrawal.token,
            withdrawal.recipient,
            withdrawal.amount
        );
    }

    function _assertNotAttested(IWithdrawalGuard.Withdrawal memory withdrawal) internal {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        request.withdrawal = withdrawal;
        _assertHolds(request, "not attested", 0);
    }

    function _watcher(uint256 index) internal pure returns (address) {
        return address(uint160(FIRST) + uint160(index));
    }
}

contract BackingAttestationTest is BackingAttestationCase {
    // Successes

    function test_pays_at_once_what_was_attested_before() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        _attest(FIRST, withdrawal);
        _attest(THIRD, withdrawal);
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_holds_until_enough_have_attested() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 40e6);
        _expectWithheld(withdrawal, "not attested", 0);
        _attest(FIRST, withdrawal);
        _expectWithheld(withdrawal, "not attested", 0);
        _attest(SECOND, withdrawal);
        _releases(withdrawal);
    }

    function test_one_watcher_counts_once() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        _attest(FIRST, withdrawal);
        _attest(FIRST, withdrawal);
        _assertNotAttested(withdrawal);
    }

    function test_takes_back_what_a_watcher_said_by_what_he_says_last() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        _attest(FIRST, withdrawal);
        _attest(SECOND, withdrawal);
        withdrawal.amount = 30e6;
        _attest(FIRST, withdrawal);
        _assertNotAttested(withdrawal);
        withdrawal.amount = 40e6;
        _assertNotAttested(withdrawal);
        _attest(THIRD, withdrawal);
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_announces_an_attestation() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        vm.expectEmit(address(_backing));
        emit BackingAttestation.Attested(FIRST, SOURCE, withdrawal.sourceRef, usd, BOB, 40e6);
        _attest(FIRST, withdrawal);
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Settings

    function test_a_watcher_who_is_taken_away_counts_for_nothing_at_once() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        _attest(FIRST, withdrawal);
        _attest(SECOND, withdrawal);
        _tighten(abi.encodeCall(BackingAttestation.setWatcher, (SECOND, false)));
        _assertNotAttested(withdrawal);
        _attest(THIRD, withdrawal);
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Paid);
        vm.assertEq(_backing.watchers().length, 2);
    }

    function test_a_new_watcher_waits() external {
        _loosen(abi.encodeCall(BackingAttestation.setWatcher, (STRANGER, true)));
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        _attest(STRANGER, withdrawal);
        _attest(FIRST, withdrawal);
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_more_are_needed_at_once_and_fewer_wait() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        _attest(FIRST, withdrawal);
        _tighten(abi.encodeCall(BackingAttestation.setNeeded, (3)));
        _attest(SECOND, withdrawal);
        _assertNotAttested(withdrawal);
        _loosen(abi.encodeCall(BackingAttestation.setNeeded, (1)));
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_with_too_few_watchers_left_nothing_is_paid() external {
        _tighten(abi.encodeCall(BackingAttestation.setWatcher, (FIRST, false)));
        _tighten(abi.encodeCall(BackingAttestation.setWatcher, (SECOND, false)));
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        _attest(THIRD, withdrawal);
        _assertNotAttested(withdrawal);
    }

    function test_reverts_when_settings_are_unsound() external {
        address[] memory watchers = new address[](33);
        for (uint160 i = 0; i < 33; ++i) watchers[i] = address(i + 1);
        _expectNotDeployed(
            ARTIFACT,
            abi.encode(gateway, watchers, 1),
            abi.encodeWithSelector(BackingAttestation.TooManyWatchers.selector, 32)
        );
        watchers = _backing.watchers();
        _expectNotDeployed(
            ARTIFACT,
            abi.encode(gateway, watchers, 0),
            abi.encodeWithSelector(BackingAttestation.NeededUnsound.selector, 0, 3)
        );
        _expectNotDeployed(
            ARTIFACT,
            abi.encode(gateway, watchers, 4),
            abi.encodeWithSelector(BackingAttestation.NeededUnsound.selector, 4, 3)
        );
    }
}

contract BackingAttestationAttackTest is BackingAttestationCase {
    // Extremes

    function test_asks_thirty_two_watchers_within_its_gas() external {
        address[] memory watchers = new address[](32);
        for (uint160 i = 0; i < 32; ++i) watchers[i] = address(i + 1);
        guard = IWithdrawalGuard(_deploy(ARTIFACT, abi.encode(gateway, watchers, 1)));
        // In a transaction of its own the first reads of 32 watchers cost 128,000 more.
        require(_gasToAsk(_request(usd, 1)) < 60_000, "asking takes too much");
    }

    function test_gas_is_the_same_whatever_was_attested() external {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        uint256 before = _gasToAsk(request);
        this.attestMuch(100);
        require(_gasToAsk(request) < before + 500, "asking grows");
    }

    // Attacks

    function test_reverts_when_a_stranger_attests() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        vm.expectRevert(abi.encodeWithSelector(BackingAttestation.NotWatcher.selector, STRANGER));
        _attest(STRANGER, withdrawal);
    }

    function test_an_attestation_is_bound_to_everything_that_is_paid() external {
        IWithdrawalGuard.Withdrawal memory other = _withdrawal(usd, 40e6);
        IWithdrawalGuard.Request memory request = _request(usd, 40e6);
        request.withdrawal = other;
        _attest(FIRST, other);
        _attest(SECOND, other);
        _assertAllows(request);
        other.amount = 40e6 + 1;
        _assertHolds(request, "not attested", 0);
        other.amount = 40e6 - 1;
        _assertHolds(request, "not attested", 0);
        (other.amount, other.recipient) = (40e6, ALICE);
        _assertHolds(request, "not attested", 0);
        (other.recipient, other.token) = (BOB, weth);
        _assertHolds(request, "not attested", 0);
        (other.token, other.sourceChainId) = (usd, SOURCE + 1);
        _assertHolds(request, "not attested", 0);
        (other.sourceChainId, other.sourceRef) = (SOURCE, bytes32(0));
        _assertHolds(request, "not attested", 0);
    }

    function test_one_watcher_more_than_may_be_wrong_forges_and_one_less_does_not() external {
        IWithdrawalGuard.Withdrawal memory forged = _holds(weth, 100 ether);
        _attest(FIRST, forged);
        _expectWithheld(forged, "not attested", 0);
        _attest(SECOND, forged);
        _releases(forged);
    }

    function test_a_silent_minority_prevents_nothing_and_one_more_everything() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        _attest(FIRST, withdrawal);
        _assertNotAttested(withdrawal);
        _attest(SECOND, withdrawal);
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_a_liar_does_not_undo_what_enough_others_say() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 40e6);
        _attest(FIRST, withdrawal);
        _attest(SECOND, withdrawal);
        withdrawal.amount = 1;
        _attest(THIRD, withdrawal);
        withdrawal.amount = 40e6;
        _releases(withdrawal);
    }

    // Known weaknesses

    function test_with_half_the_watchers_needed_two_contents_of_a_request_are_attested() external {
        _tighten(abi.encodeCall(BackingAttestation.setWatcher, (THIRD, false)));
        _loosen(abi.encodeCall(BackingAttestation.setNeeded, (1)));
        IWithdrawalGuard.Request memory request = _request(usd, 40e6);
        _attest(FIRST, request.withdrawal);
        _assertAllows(request);
        request.withdrawal.recipient = STRANGER;
        _attest(SECOND, request.withdrawal);
        _assertAllows(request);
    }

    function test_a_forged_hold_keeps_the_reference_until_it_is_ended() external {
        IWithdrawalGuard.Withdrawal memory forged = _withdrawal(usd, 40e6);
        IWithdrawalGuard.Withdrawal memory honest = _withdrawal(usd, 30e6);
        forged.sourceRef = honest.sourceRef;
        _assertSame(_submit(forged), IGuardedGateway.Status.Held);
        _attest(FIRST, honest);
        _attest(SECOND, honest);
        _expectSubmitReverts(
            honest,
            abi.encodeWithSelector(IGuardedGateway.SourceUsed.selector, gateway.keyOf(forged))
        );
        _cancel(forged);
        _assertSame(_submit(honest), IGuardedGateway.Status.Paid);
    }

    function test_who_becomes_a_watcher_again_brings_his_old_word() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 40e6);
        _attest(FIRST, withdrawal);
        _attest(SECOND, withdrawal);
        _tighten(abi.encodeCall(BackingAttestation.setWatcher, (SECOND, false)));
        _loosen(abi.encodeCall(BackingAttestation.setWatcher, (SECOND, true)));
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Paid);
    }

    // The claims

    /// Whoever says whatever in whatever order: what is allowed has as many watchers in force
    /// behind it, by their last word, as are needed.
    function test_pays_exactly_what_enough_watchers_say_last(uint256 seed) external {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        uint256[3] memory said;
        uint256 present = 3;
        for (uint256 i = 0; i < 12; ++i) {
            uint256 turn = uint256(keccak256(abi.encode(seed, i)));
            uint256 who = _draw(turn, "who", 2);
            if (i == 8 && _draw(turn, "leaves", 1) == 0) {
                vm.prank(GOVERNOR);
                _backing.setWatcher(THIRD, false);
                (said[2], present) = (0, 2);
            }
            if (who < present) {
                said[who] = request.withdrawal.amount = 1 + _draw(turn, "amount", 1);
                _attest(_watcher(who), request.withdrawal);
            }
            for (uint256 amount = 1; amount <= 2; ++amount) {
                uint256 count;
                for (uint256 j = 0; j < 3; ++j) if (said[j] == amount) ++count;
                request.withdrawal.amount = amount;
                vm.assertEq(_doesAllow(request), count >= 2);
            }
        }
    }

    function attestMuch(uint256 count) external {
        for (uint256 i = 0; i < count; ++i) _attest(FIRST, _withdrawal(usd, 1));
    }
}
