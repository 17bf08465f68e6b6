// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDelayedChanges} from "../../contracts/interfaces/IDelayedChanges.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// A guard in the stack of a gateway that is at work. It can be asked through the gateway, with
/// signatures and all, or directly, as the gateway would.
abstract contract GuardCase is GuardedBridgeTest {
    IWithdrawalGuard internal guard;

    function setUp() public virtual override {
        super.setUp();
        guard = IWithdrawalGuard(_newGuard());
        _addGuard(address(guard));
    }

    function _newGuard() internal virtual returns (address);

    // Through the gateway

    /// Submits a withdrawal that is to be paid at once.
    function _pays(
        address token,
        uint256 amount
    ) internal returns (IWithdrawalGuard.Withdrawal memory withdrawal) {
        withdrawal = _withdrawal(token, amount);
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Paid);
    }

    /// Submits a withdrawal that is to be held.
    function _holds(
        address token,
        uint256 amount
    ) internal returns (IWithdrawalGuard.Withdrawal memory withdrawal) {
        withdrawal = _withdrawal(token, amount);
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Held);
    }

    function _releases(IWithdrawalGuard.Withdrawal memory withdrawal) internal {
        _assertSame(_release(withdrawal), IGuardedGateway.Status.Paid);
    }

    function _cancel(IWithdrawalGuard.Withdrawal memory withdrawal) internal {
        vm.prank(CANCELLER);
        gateway.cancel(withdrawal);
    }

    /// Another guard joins that refuses everything, before what `guard` says matters.
    function _addRefusing() internal returns (ScriptedGuard refusing) {
        refusing = _addScripted();
        refusing.refuse();
    }

    function _expectRefusal(
        IWithdrawalGuard.Withdrawal memory withdrawal,
        bytes32 reason,
        uint64 retryAt
    ) internal {
        _expectSubmitReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.Refused.selector,
                address(guard),
                reason,
                retryAt
            )
        );
    }

    function _expectWithheld(
        IWithdrawalGuard.Withdrawal memory withdrawal,
        bytes32 reason,
        uint64 retryAt
    ) internal {
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.Withheld.selector,
                address(guard),
                reason,
                retryAt
            )
        );
    }

    function _expectTooEarly(
        IWithdrawalGuard.Withdrawal memory withdrawal,
        uint256 notBefore
    ) internal {
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.FloorNotReached.selector,
                gateway.keyOf(withdrawal),
                uint64(notBefore)
            )
        );
    }

    // Directly

    /// A new withdrawal, signed by five of nine.
    function _request(
        address token,
        uint256 amount
    ) internal returns (IWithdrawalGuard.Request memory request) {
        request.withdrawal = _withdrawal(token, amount);
        request.key = gateway.keyOf(request.withdrawal);
        request.quorum = _quorum(5);
        request.vault.balance = type(uint128).max;
        request.submitter = STRANGER;
    }

    /// A withdrawal that is to be released.
    function _oldRequest(
        address token,
        uint256 amount,
        uint256 heldSince
    ) internal returns (IWithdrawalGuard.Request memory request) {
        request = _request(token, amount);
        request.phase = IWithdrawalGuard.Phase.Release;
        request.heldSince = uint64(heldSince);
    }

    function _ask(
        IWithdrawalGuard.Request memory request
    ) internal view returns (IWithdrawalGuard.Decision memory) {
        return guard.assess(request, "");
    }

    function _doesAllow(IWithdrawalGuard.Request memory request) internal view returns (bool) {
        return _ask(request).action == IWithdrawalGuard.Action.Allow;
    }

    function _commitPaid(IWithdrawalGuard.Request memory request) internal {
        vm.prank(address(gateway));
        guard.onPaid(request, "");
    }

    function _commitHeld(IWithdrawalGuard.Request memory request) internal {
        vm.prank(address(gateway));
        guard.onHeld(request, "");
    }

    function _notifyDeposited(address token, uint256 received) internal {
        vm.prank(address(gateway));
        guard.onDeposited(token, ALICE, received);
    }

    function _assertAllows(IWithdrawalGuard.Request memory request) internal view {
        vm.assertEq(uint256(_ask(request).action), uint256(IWithdrawalGuard.Action.Allow));
    }

    function _assertHolds(
        IWithdrawalGuard.Request memory request,
        bytes32 reason,
        uint256 notBefore
    ) internal view {
        IWithdrawalGuard.Decision memory decision = _ask(request);
        vm.assertEq(uint256(decision.action), uint256(IWithdrawalGuard.Action.Hold));
        vm.assertEq(decision.reason, reason);
        vm.assertEq(decision.notBefore, notBefore);
    }

    function _assertRefuses(IWithdrawalGuard.Request memory request, bytes32 reason) internal view {
        IWithdrawalGuard.Decision memory decision = _ask(request);
        vm.assertEq(uint256(decision.action), uint256(IWithdrawalGuard.Action.Refuse));
        vm.assertEq(decision.reason, reason);
    }

    /// Commits payments of one unit, one in each second from now on. In a call of its own, so that
    /// the memory it takes is not in the way of what is measured.
    function payEachSecond(address token, uint256 seconds_) external {
        for (uint256 i = 0; i < seconds_; ++i) {
            _commitPaid(_request(token, 1));
            vm.warp(block.timestamp + 1);
        }
    }

    /// Gas of asking, in a transaction that read the same before.
    function _gasToAsk(
        IWithdrawalGuard.Request memory request
    ) internal view returns (uint256 gas) {
        bytes memory call = abi.encodeCall(IWithdrawalGuard.assess, (request, ""));
        guard.assess(request, "");
        gas = gasleft();
        (bool isAnswered, ) = address(guard).staticcall(call);
        gas -= gasleft();
        require(isAnswered, "refused to answer");
    }

    /// Gas of committing a payment, in a transaction that did so before.
    function _gasToCommit(IWithdrawalGuard.Request memory request) internal returns (uint256 gas) {
        _commitPaid(request);
        vm.prank(address(gateway));
        gas = gasleft();
        guard.onPaid(request, "");
        return gas - gasleft();
    }

    // Settings

    /// Makes a change that only tightens: a governor may at once, a stranger never.
    function _tighten(bytes memory change) internal {
        vm.prank(STRANGER);
        (bool success, ) = address(guard).call(change);
        require(!success, "a stranger may change it");
        vm.prank(GOVERNOR);
        (success, ) = address(guard).call(change);
        require(success, "tightening failed");
    }

    /// Makes a change that loosens: not at once, not a second too early, and then.
    function _loosen(bytes memory change) internal {
        _assertWaits(change);
        IDelayedChanges target = IDelayedChanges(address(guard));
        vm.startPrank(GOVERNOR);
        target.scheduleChange(change);
        uint256 notBefore = block.timestamp + LOOSENING_DELAY;
        vm.warp(notBefore - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDelayedChanges.ChangeTooEarly.selector,
                keccak256(change),
                uint64(notBefore)
            )
        );
        target.applyChange(change);
        vm.warp(notBefore);
        target.applyChange(change);
        vm.stopPrank();
    }

    function _assertWaits(bytes memory change) internal {
        vm.prank(GOVERNOR);
        (bool success, bytes memory reason) = address(guard).call(change);
        require(!success, "loosening at once");
        vm.assertEq(reason, abi.encodePacked(IDelayedChanges.LooseningMustWait.selector));
    }

    /// Tries to deploy a contract with settings that its constructor does not take.
    function _expectNotDeployed(
        string memory artifact,
        bytes memory arguments,
        bytes memory reason
    ) internal {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        address made;
        bytes memory thrown;
        assembly {
            made := create(0, add(code, 0x20), mload(code))
            thrown := mload(0x40)
            mstore(0x40, add(thrown, add(0x20, returndatasize())))
            mstore(thrown, returndatasize())
            returndatacopy(add(thrown, 0x20), 0, returndatasize())
        }
        vm.assertEq(made, address(0));
        vm.assertEq(thrown, reason);
    }

    // Chance

    /// A number from 0 to `most`, drawn from a seed.
    function _draw(uint256 seed, string memory what, uint256 most) internal pure returns (uint256) {
        uint256 drawn = uint256(keccak256(abi.encode(seed, what)));
        return most == type(uint256).max ? drawn : drawn % (most + 1);
    }

    /// Seconds to the next try: now and then a window, or a second more or less than that.
    function _drawStep(uint256 seed, uint256 window, uint256 most) internal pure returns (uint256) {
        uint256 edge = _draw(seed, "edge", 20);
        return edge < 3 ? window + edge - 1 : _draw(seed, "step", most);
    }
}
