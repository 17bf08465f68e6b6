// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IDelayedChanges} from "../../contracts/interfaces/IDelayedChanges.sol";
import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IScopedPause} from "../../contracts/interfaces/IScopedPause.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

abstract contract SignersTest is GuardedBridgeTest {
    uint256 internal constant SPARE_KEY = 0x5BA5E;
    uint256 internal constant NEW_KEY = 0x4E3;

    address internal first;

    function setUp() public override {
        super.setUp();
        first = _signer(0);
    }

    function _replace(address signer) internal {
        vm.prank(RESPONDER);
        gateway.replaceSigner(signer);
    }

    function _signer(uint256 index) internal view returns (address) {
        return vm.addr(keys[index]);
    }

    function _setSigner(address signer, uint96 weight, uint96 vacated) internal {
        _change(abi.encodeCall(gateway.setSigner, (signer, weight, vacated)));
    }

    function _assertWeights(uint256 total, uint256 vacant, uint256 minimum) internal view {
        vm.assertEq(gateway.totalWeight(), total);
        vm.assertEq(gateway.vacantWeight(), vacant);
        vm.assertEq(gateway.minimumWeight(), minimum);
    }

    function _noProofs() internal pure returns (IGuardStack.Proofs memory proofs) {
        return proofs;
    }

    /// The first `count` keys, but for the one at `index`, which is `other`.
    function _keysWith(
        uint256 count,
        uint256 index,
        uint256 other
    ) internal view returns (uint256[] memory) {
        uint256[] memory chosen = _firstKeys(count);
        chosen[index] = other;
        return _sorted(chosen);
    }
}

contract GuardedReplaceSignerTest is SignersTest {
    function test_the_spare_takes_the_seat_at_once() external {
        address stolen = first;
        _change(abi.encodeCall(gateway.setSpare, (stolen, vm.addr(SPARE_KEY))));
        vm.expectEmit(address(gateway));
        emit ISigners.SignerReplaced(stolen, vm.addr(SPARE_KEY));
        vm.expectEmit(address(gateway));
        emit ISigners.EpochRaised(2);
        _replace(stolen);
        vm.assertEq(gateway.weightOf(stolen), 0);
        vm.assertEq(gateway.weightOf(vm.addr(SPARE_KEY)), 1);
        vm.assertEq(gateway.spareOf(stolen), address(0));
        vm.assertEq(gateway.signers().length, 9);
        _assertWeights(9, 0, 5);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        gateway.submit(withdrawal, _signedBy(withdrawal, _keysWith(5, 0, SPARE_KEY)), _proofs());
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    function test_without_a_spare_the_seat_is_vacant_and_the_minimum_stays() external {
        gateway = _newGateway(keys, 70, 100);
        _setTokens(gateway);
        gateway.open();
        _depositUsd(1);
        _assertWeights(9, 0, 7);
        _replace(_signer(8));
        _assertWeights(9, 1, 7);
        vm.assertEq(gateway.signers().length, 8);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        ISigners.Signature[] memory six = _signed(withdrawal, 6);
        vm.expectRevert(abi.encodeWithSelector(ISigners.QuorumNotReached.selector, 6, 7, 9));
        gateway.submit(withdrawal, six, _noProofs());
        gateway.submit(withdrawal, _signed(withdrawal, 7), _noProofs());
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    function test_a_stolen_spare_is_taken_out_like_any_signer() external {
        _change(abi.encodeCall(gateway.setSpare, (first, vm.addr(SPARE_KEY))));
        _replace(first);
        _replace(vm.addr(SPARE_KEY));
        _assertWeights(9, 1, 5);
        vm.assertEq(gateway.weightOf(vm.addr(SPARE_KEY)), 0);
    }

    function test_a_vacancy_is_filled_after_the_delay() external {
        _replace(first);
        _setSigner(vm.addr(NEW_KEY), 1, 1);
        _assertWeights(9, 0, 5);
        vm.assertEq(gateway.weightOf(vm.addr(NEW_KEY)), 1);
    }

    function test_a_vacancy_is_done_away_with_after_the_delay() external {
        _replace(first);
        _replace(_signer(1));
        _setSigner(_signer(2), 1, 2);
        _assertWeights(7, 0, 4);
    }

    function test_all_seats_can_be_vacant_and_then_nothing_is_a_quorum() external {
        for (uint256 i = 0; i < 9; ++i) _replace(_signer(i));
        _assertWeights(9, 9, 5);
        vm.assertEq(gateway.signers().length, 0);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        ISigners.Signature[] memory none = new ISigners.Signature[](0);
        vm.expectRevert(abi.encodeWithSelector(ISigners.QuorumNotReached.selector, 0, 5, 9));
        gateway.submit(withdrawal, none, _noProofs());
    }

    // Reverts

    function test_reverts_when_the_account_has_no_seat() external {
        vm.expectRevert(abi.encodeWithSelector(ISigners.NotSigner.selector, STRANGER));
        _replace(STRANGER);
    }

    function test_reverts_when_another_role_replaces_or_raises() external {
        address[4] memory others = [GOVERNOR, CANCELLER, PAUSER, first];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes memory unauthorized = abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector,
                others[i],
                keccak256("RESPONDER")
            );
            vm.startPrank(others[i]);
            vm.expectRevert(unauthorized);
            gateway.replaceSigner(first);
            vm.expectRevert(unauthorized);
            gateway.raiseQuorum(9, 9);
            vm.stopPrank();
        }
    }

    // Attacks

    function test_a_responder_adds_no_key_that_has_not_waited() external {
        bytes memory change = abi.encodeCall(gateway.setSpare, (first, STRANGER));
        vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
        vm.prank(RESPONDER);
        gateway.setSpare(first, STRANGER);
        vm.prank(GOVERNOR);
        gateway.scheduleChange(change);
        _replace(first);
        vm.assertEq(gateway.weightOf(STRANGER), 0);
        vm.warp(START + LOOSENING_DELAY);
        vm.expectRevert(abi.encodeWithSelector(ISigners.NotSigner.selector, first));
        vm.prank(GOVERNOR);
        gateway.applyChange(change);
    }

    function test_a_seat_with_its_spare_has_one_vote() external {
        _change(abi.encodeCall(gateway.setSpare, (first, vm.addr(SPARE_KEY))));
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        ISigners.Signature[] memory signatures = _signedBy(withdrawal, _keysWith(5, 4, SPARE_KEY));
        vm.expectRevert(abi.encodeWithSelector(ISigners.NotSigner.selector, vm.addr(SPARE_KEY)));
        gateway.submit(withdrawal, signatures, _noProofs());
    }
}

contract GuardedSetSignerTest is SignersTest {
    function test_gives_reweighs_and_takes_a_seat_after_the_delay() external {
        address signer = vm.addr(NEW_KEY);
        _setSigner(signer, 3, 0);
        _assertWeights(12, 0, 7);
        _setSigner(signer, 1, 0);
        _assertWeights(10, 0, 6);
        _setSigner(signer, 0, 0);
        _assertWeights(9, 0, 5);
        vm.assertEq(gateway.weightOf(signer), 0);
        vm.assertEq(gateway.signers().length, 9);
        vm.assertEq(gateway.epoch(), 4);
    }

    function test_a_seat_that_is_taken_away_frees_its_spare() external {
        address spare = vm.addr(SPARE_KEY);
        _change(abi.encodeCall(gateway.setSpare, (first, spare)));
        _setSigner(first, 0, 0);
        _change(abi.encodeCall(gateway.setSpare, (_signer(1), spare)));
        vm.assertEq(gateway.spareOf(_signer(1)), spare);
        _change(abi.encodeCall(gateway.setSpare, (_signer(1), address(0))));
        _setSigner(spare, 1, 0);
        vm.assertEq(gateway.weightOf(spare), 1);
    }

    function test_sets_the_quorum_after_the_delay() external {
        _change(abi.encodeCall(gateway.setQuorum, (1, 9)));
        _assertWeights(9, 0, 1);
        (uint64 numerator, uint64 denominator) = gateway.quorumShare();
        vm.assertEq(numerator, 1);
        vm.assertEq(denominator, 9);
    }

    function test_a_responder_raises_the_quorum_at_once() external {
        vm.prank(RESPONDER);
        gateway.raiseQuorum(70, 100);
        _assertWeights(9, 0, 7);
        vm.assertEq(gateway.epoch(), 2);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        gateway.submit(withdrawal, _signed(withdrawal, 7), _proofs());
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    // Reverts

    function test_reverts_when_the_quorum_is_not_raised() external {
        vm.startPrank(RESPONDER);
        vm.expectRevert(abi.encodeWithSelector(ISigners.QuorumNotRaised.selector, 5, 5));
        gateway.raiseQuorum(51, 100);
        vm.expectRevert(abi.encodeWithSelector(ISigners.QuorumNotRaised.selector, 5, 4));
        gateway.raiseQuorum(4, 9);
        vm.expectRevert(abi.encodeWithSelector(ISigners.QuorumUnsound.selector, 10, 9, 9));
        gateway.raiseQuorum(10, 9);
        vm.stopPrank();
    }

    function test_reverts_when_a_key_is_taken_or_nobodys() external {
        address spare = vm.addr(SPARE_KEY);
        _change(abi.encodeCall(gateway.setSpare, (first, spare)));
        _expectChangeReverts(
            abi.encodeCall(gateway.setSigner, (spare, 1, 0)),
            abi.encodeWithSelector(ISigners.KeyTaken.selector, spare)
        );
        _expectChangeReverts(
            abi.encodeCall(gateway.setSigner, (address(0), 1, 0)),
            abi.encodeWithSelector(ISigners.KeyTaken.selector, address(0))
        );
        _expectChangeReverts(
            abi.encodeCall(gateway.setSpare, (_signer(1), spare)),
            abi.encodeWithSelector(ISigners.KeyTaken.selector, spare)
        );
        _expectChangeReverts(
            abi.encodeCall(gateway.setSpare, (_signer(1), first)),
            abi.encodeWithSelector(ISigners.KeyTaken.selector, first)
        );
    }

    function test_reverts_when_more_is_taken_from_vacant_seats_than_they_have() external {
        _expectChangeReverts(
            abi.encodeCall(gateway.setSigner, (first, 1, 1)),
            abi.encodeWithSelector(ISigners.NotVacant.selector, 1, 0)
        );
    }

    function test_a_quorum_of_nothing_is_never_reached() external {
        _expectChangeReverts(
            abi.encodeCall(gateway.setQuorum, (0, 9)),
            abi.encodeWithSelector(ISigners.QuorumUnsound.selector, 0, 9, 9)
        );
        _expectChangeReverts(
            abi.encodeCall(gateway.setQuorum, (0, 0)),
            abi.encodeWithSelector(ISigners.QuorumUnsound.selector, 0, 0, 9)
        );
        for (uint256 i = 0; i < 8; ++i) {
            _setSigner(_signer(i), 0, 0);
            vm.assertEq(gateway.minimumWeight() >= 1, true);
            vm.assertEq(gateway.totalWeight() >= gateway.minimumWeight(), true);
        }
        _expectChangeReverts(
            abi.encodeCall(gateway.setSigner, (_signer(8), 0, 0)),
            abi.encodeWithSelector(ISigners.QuorumUnsound.selector, 5, 9, 0)
        );
    }

    // Attacks

    function test_nobody_loosens_directly() external {
        address[4] memory others = [GOVERNOR, RESPONDER, address(this), first];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.startPrank(others[i]);
            vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
            gateway.setSigner(STRANGER, 1, 0);
            vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
            gateway.setSpare(first, STRANGER);
            vm.expectRevert(IDelayedChanges.LooseningMustWait.selector);
            gateway.setQuorum(1, 9);
            vm.stopPrank();
        }
    }

    function _expectChangeReverts(bytes memory change, bytes memory reason) private {
        vm.startPrank(GOVERNOR);
        gateway.scheduleChange(change);
        vm.warp(block.timestamp + LOOSENING_DELAY);
        vm.expectRevert(reason);
        gateway.applyChange(change);
        vm.stopPrank();
    }
}

contract GuardedRotationTest is SignersTest {
    function test_a_removed_signer_counts_for_nothing_from_that_block_on() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        ISigners.Signature[] memory before = _signed(withdrawal, 5);
        _replace(first);
        vm.expectRevert(abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, 1, 2));
        gateway.submit(withdrawal, before, _noProofs());
        withdrawal.epoch = 2;
        ISigners.Signature[] memory again = _signed(withdrawal, 6);
        vm.expectRevert(abi.encodeWithSelector(ISigners.NotSigner.selector, first));
        gateway.submit(withdrawal, again, _noProofs());
    }

    function test_no_signature_of_an_earlier_epoch_pays_though_its_signer_is_back() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        ISigners.Signature[] memory before = _signed(withdrawal, 5);
        _replace(first);
        _setSigner(first, 1, 1);
        vm.assertEq(gateway.epoch(), 3);
        vm.expectRevert(abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, 1, 3));
        gateway.submit(withdrawal, before, _noProofs());
    }

    function test_every_change_of_signers_or_quorum_kills_what_is_held() external {
        ScriptedGuard guard = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal;
        bytes[4] memory changes = [
            abi.encodeCall(gateway.setSigner, (vm.addr(NEW_KEY), 1, 0)),
            abi.encodeCall(gateway.setSigner, (vm.addr(NEW_KEY), 2, 0)),
            abi.encodeCall(gateway.setSigner, (vm.addr(NEW_KEY), 0, 0)),
            abi.encodeCall(gateway.setQuorum, (4, 9))
        ];
        for (uint64 i = 0; i < 4; ++i) {
            guard.hold(0);
            withdrawal = _withdrawal(usd, 1);
            gateway.submit(withdrawal, _signed(withdrawal, 9), _proofs());
            vm.assertEq(gateway.heldAmount(usd), 1);
            _change(changes[i]);
            guard.allow();
            _expectReleaseReverts(
                withdrawal,
                abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, i + 1, i + 2)
            );
            vm.assertEq(gateway.heldAmount(usd), 0);
        }
    }

    function test_a_higher_quorum_bites_on_what_is_held() external {
        ScriptedGuard guard = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        _held(withdrawal);
        vm.prank(RESPONDER);
        gateway.raiseQuorum(9, 9);
        guard.allow();
        vm.warp(START + 1 days);
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, 1, 2)
        );
    }

    /// Five stolen keys forge a withdrawal that is held beside an honest one: pause, replace the
    /// keys, end what the old set signed, start again; everything honest is paid, nothing is left
    /// behind.
    function test_a_theft_is_recovered_from_without_residue() external {
        ScriptedGuard guard = _addHolding();
        IWithdrawalGuard.Withdrawal memory forged = _withdrawal(usd, 60e6);
        forged.recipient = STRANGER;
        _held(forged);
        IWithdrawalGuard.Withdrawal memory honest = _withdrawal(usd, 40e6);
        _held(honest);
        vm.prank(PAUSER);
        gateway.pause(IScopedPause.Scope.All, 0);
        for (uint256 i = 0; i < 5; ++i) _replace(_signer(i));
        _seatNewSigners();
        guard.allow();
        vm.prank(UNPAUSER);
        gateway.unpause(IScopedPause.Scope.All, 0);
        _expectReleaseReverts(
            forged,
            abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, 1, gateway.epoch())
        );
        honest.epoch = gateway.epoch();
        _assertSame(_submit(honest), IGuardedGateway.Status.Paid);
        gateway.expire(forged);
        vm.assertEq(gateway.heldAmount(usd), 0);
        vm.assertEq(gateway.keyOfSource(SOURCE, forged.sourceRef), bytes32(0));
        vm.assertEq(usdCoin.balanceOf(BOB), 40e6);
        vm.assertEq(usdCoin.balanceOf(STRANGER), 0);
        _assertWeights(9, 0, 5);
    }

    function _seatNewSigners() private {
        vm.startPrank(GOVERNOR);
        for (uint256 i = 0; i < 5; ++i) gateway.scheduleChange(_seating(i));
        vm.warp(block.timestamp + LOOSENING_DELAY);
        for (uint256 i = 0; i < 5; ++i) gateway.applyChange(_seating(i));
        vm.stopPrank();
        for (uint256 i = 0; i < 5; ++i) keys[i] = NEW_KEY + i;
        keys = _sorted(keys);
    }

    function _seating(uint256 i) private view returns (bytes memory) {
        return abi.encodeCall(gateway.setSigner, (vm.addr(NEW_KEY + i), 1, 1));
    }
}
