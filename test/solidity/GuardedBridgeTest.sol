// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IDelayedChanges} from "../../contracts/interfaces/IDelayedChanges.sol";
import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {GuardedGateway} from "../../contracts/guarded/GuardedGateway.sol";
import {BridgedToken} from "../../contracts/world/BridgedToken.sol";
import {UsdCoin} from "../../contracts/world/UsdCoin.sol";
import {WrappedEther} from "../../contracts/world/WrappedEther.sol";
import {Vm} from "./BridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// The cheat codes that only these tests use.
interface GuardVm is Vm {
    function warp(uint256 timestamp) external;
    function expectRevert(bytes4 selector, address reverter) external;
}

/// One open gateway with nine signers of weight 1, of whom five are needed, a vault of 100 ether,
/// 100 dollars and no potions (those it mints), and an empty stack. Each role has an account of its
/// own. The keys are sorted by address: the first n of them sign a valid list.
abstract contract GuardedBridgeTest {
    GuardVm internal constant vm = GuardVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);
    address internal constant STRANGER = address(0x57A);
    address internal constant ISSUER = address(0x155);

    address internal constant GOVERNOR = address(0x601);
    address internal constant PAUSER = address(0x602);
    address internal constant UNPAUSER = address(0x603);
    address internal constant CANCELLER = address(0x604);
    address internal constant RESPONDER = address(0x605);

    /// 1 March 2022, midnight.
    uint256 internal constant START = 1_646_092_800;
    uint64 internal constant LOOSENING_DELAY = 2 days;
    uint64 internal constant MAX_HOLD = 7 days;
    uint256 internal constant SOURCE = 2020;

    uint256[] internal keys;
    GuardedGateway internal gateway;
    WrappedEther internal wrappedEther;
    UsdCoin internal usdCoin;
    BridgedToken internal potion;
    address internal weth;
    address internal usd;

    uint256 private _nextId;

    function setUp() public virtual {
        vm.warp(START);
        keys = _newKeys(9);
        wrappedEther = WrappedEther(payable(_deploy("WrappedEther.sol:WrappedEther", "")));
        usdCoin = UsdCoin(_deploy("UsdCoin.sol:UsdCoin", abi.encode(ISSUER)));
        (weth, usd) = (address(wrappedEther), address(usdCoin));
        gateway = _newGateway(keys, 5, 9);
        potion = BridgedToken(
            _deploy("BridgedToken.sol:BridgedToken", abi.encode("Potion", "SLP", 0, gateway))
        );
        _setTokens(gateway);
        gateway.setToken(address(potion), address(0x3), true);
        gateway.open();
        vm.deal(ALICE, 1_000_000 ether);
        vm.prank(ISSUER);
        usdCoin.mint(ALICE, 1_000_000e6);
        _depositEther(100 ether);
        _depositUsd(100e6);
    }

    // The bridge

    function _newGateway(
        uint256[] memory signingKeys,
        uint64 numerator,
        uint64 denominator
    ) internal returns (GuardedGateway) {
        return _newGateway(_setupOf(signingKeys, numerator, denominator));
    }

    function _newGateway(IGuardedGateway.Setup memory setup) internal returns (GuardedGateway) {
        return _gatewayLike("GuardedGateway.sol:GuardedGateway", setup);
    }

    function _gatewayLike(
        string memory artifact,
        IGuardedGateway.Setup memory setup
    ) internal returns (GuardedGateway) {
        return GuardedGateway(payable(_deploy(artifact, abi.encode(setup))));
    }

    function _setupOf(
        uint256[] memory signingKeys,
        uint64 numerator,
        uint64 denominator
    ) internal view returns (IGuardedGateway.Setup memory setup) {
        setup.wrappedEther = weth;
        setup.looseningDelay = LOOSENING_DELAY;
        setup.maxHold = MAX_HOLD;
        setup.quorumNumerator = numerator;
        setup.quorumDenominator = denominator;
        setup.signers = new address[](signingKeys.length);
        setup.weights = new uint96[](signingKeys.length);
        for (uint256 i = 0; i < signingKeys.length; ++i) {
            setup.signers[i] = vm.addr(signingKeys[i]);
            setup.weights[i] = 1;
        }
        setup.roleHolders = _roleHolders();
    }

    function _roleHolders() internal pure returns (IGuardedGateway.RoleHolder[] memory holders) {
        holders = new IGuardedGateway.RoleHolder[](5);
        holders[0] = IGuardedGateway.RoleHolder(keccak256("GOVERNOR"), GOVERNOR);
        holders[1] = IGuardedGateway.RoleHolder(keccak256("PAUSER"), PAUSER);
        holders[2] = IGuardedGateway.RoleHolder(keccak256("UNPAUSER"), UNPAUSER);
        holders[3] = IGuardedGateway.RoleHolder(keccak256("CANCELLER"), CANCELLER);
        holders[4] = IGuardedGateway.RoleHolder(keccak256("RESPONDER"), RESPONDER);
    }

    function _setTokens(GuardedGateway target) internal {
        target.setToken(weth, address(0x1), false);
        target.setToken(usd, address(0x2), false);
    }

    /// Deploys a contract by the name of its artifact. With `new`, each test would hold the code of
    /// all contracts and be longer than allowed.
    function _deploy(
        string memory artifact,
        bytes memory arguments
    ) internal returns (address made) {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly {
            made := create(0, add(code, 0x20), mload(code))
        }
        require(made != address(0), "deployment failed");
    }

    function _depositEther(uint256 amount) internal {
        vm.prank(ALICE);
        gateway.depositEther{value: amount}();
    }

    function _depositUsd(uint256 amount) internal {
        vm.startPrank(ALICE);
        usdCoin.approve(address(gateway), amount);
        gateway.deposit(usd, amount);
        vm.stopPrank();
    }

    // Guards and changes

    function _addGuard(address guard) internal {
        vm.prank(GOVERNOR);
        gateway.addGuard(guard);
    }

    function _addScripted() internal returns (ScriptedGuard guard) {
        guard = new ScriptedGuard();
        _addGuard(address(guard));
    }

    /// A guard that holds for a day.
    function _addHolding() internal returns (ScriptedGuard guard) {
        guard = _addScripted();
        guard.hold(uint64(block.timestamp + 1 days));
    }

    /// Announces a change, lets the delay pass, and applies it.
    function _change(bytes memory change) internal {
        _changeOf(gateway, change);
    }

    function _changeOf(IDelayedChanges target, bytes memory change) internal {
        vm.startPrank(GOVERNOR);
        target.scheduleChange(change);
        vm.warp(block.timestamp + LOOSENING_DELAY);
        target.applyChange(change);
        vm.stopPrank();
    }

    // Withdrawals

    /// A withdrawal for Bob that answers a request of its own.
    function _withdrawal(
        address token,
        uint256 amount
    ) internal returns (IWithdrawalGuard.Withdrawal memory withdrawal) {
        withdrawal.id = _nextId++;
        withdrawal.sourceChainId = SOURCE;
        withdrawal.sourceRef = keccak256(abi.encode("request", withdrawal.id));
        withdrawal.token = token;
        withdrawal.recipient = BOB;
        withdrawal.amount = amount;
        withdrawal.epoch = gateway.epoch();
    }

    function _proofs() internal view returns (IGuardStack.Proofs memory proofs) {
        proofs.stackVersion = gateway.stackVersion();
        proofs.items = new bytes[](gateway.stack().length);
    }

    /// The signatures of the first `count` signers under a withdrawal.
    function _signed(
        IWithdrawalGuard.Withdrawal memory withdrawal,
        uint256 count
    ) internal view returns (ISigners.Signature[] memory) {
        return _signedBy(withdrawal, _firstKeys(count));
    }

    function _signedBy(
        IWithdrawalGuard.Withdrawal memory withdrawal,
        uint256[] memory signingKeys
    ) internal view returns (ISigners.Signature[] memory signatures) {
        bytes32 digest = gateway.keyOf(withdrawal);
        signatures = new ISigners.Signature[](signingKeys.length);
        for (uint256 i = 0; i < signingKeys.length; ++i) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(signingKeys[i], digest);
            signatures[i] = ISigners.Signature(v, r, s);
        }
    }

    /// Submits with the first five signatures.
    function _submit(
        IWithdrawalGuard.Withdrawal memory withdrawal
    ) internal returns (IGuardedGateway.Status) {
        return gateway.submit(withdrawal, _signed(withdrawal, 5), _proofs());
    }

    /// Releases what was submitted with the first five signatures.
    function _release(
        IWithdrawalGuard.Withdrawal memory withdrawal
    ) internal returns (IGuardedGateway.Status) {
        return gateway.release(withdrawal, _quorum(5), _proofs());
    }

    /// Submits what a guard holds, and says under which key.
    function _held(IWithdrawalGuard.Withdrawal memory withdrawal) internal returns (bytes32 key) {
        require(_submit(withdrawal) == IGuardedGateway.Status.Held, "not held");
        return gateway.keyOf(withdrawal);
    }

    /// The quorum that the first `count` signers of weight 1 are.
    function _quorum(uint256 count) internal view returns (IWithdrawalGuard.Quorum memory quorum) {
        quorum.signers = new address[](count);
        quorum.weights = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            quorum.signers[i] = vm.addr(keys[i]);
            quorum.weights[i] = 1;
        }
        quorum.weight = count;
        quorum.total = gateway.totalWeight();
        quorum.minimum = gateway.minimumWeight();
    }

    // Expectations

    function _assertStatus(bytes32 key, IGuardedGateway.Status status) internal view {
        vm.assertEq(uint256(gateway.entryOf(key).status), uint256(status));
    }

    function _assertSame(IGuardedGateway.Status left, IGuardedGateway.Status right) internal pure {
        vm.assertEq(uint256(left), uint256(right));
    }

    function _expectSubmitReverts(
        IWithdrawalGuard.Withdrawal memory withdrawal,
        bytes memory reason
    ) internal {
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        IGuardStack.Proofs memory proofs = _proofs();
        vm.expectRevert(reason);
        gateway.submit(withdrawal, signatures, proofs);
    }

    /// A new withdrawal of that amount is refused by that guard.
    function _expectRefusal(
        address guard,
        address token,
        uint256 amount,
        bytes32 reason,
        uint64 retryAt
    ) internal {
        _expectSubmitReverts(
            _withdrawal(token, amount),
            abi.encodeWithSelector(IGuardedGateway.Refused.selector, guard, reason, retryAt)
        );
    }

    /// It fails, whatever for.
    function _submitFails(IWithdrawalGuard.Withdrawal memory withdrawal) internal {
        (bool success, ) = address(gateway).call(
            abi.encodeCall(gateway.submit, (withdrawal, _signed(withdrawal, 5), _proofs()))
        );
        vm.assertEq(success, false);
    }

    /// The guard takes commits and notifications from its gateway alone, and not from a second one.
    function _assertGatewayOnly(IWithdrawalGuard guard) internal {
        IWithdrawalGuard.Request memory request;
        bytes memory notGateway = abi.encodeWithSelector(
            IWithdrawalGuard.NotGateway.selector,
            address(this)
        );
        vm.expectRevert(notGateway);
        guard.onPaid(request, "");
        vm.expectRevert(notGateway);
        guard.onHeld(request, "");
        vm.expectRevert(notGateway);
        guard.onCancelled(0, usd, 1);
        vm.expectRevert(notGateway);
        guard.onDeposited(usd, ALICE, 1);
        GuardedGateway second = _newGateway(keys, 5, 9);
        vm.expectRevert(
            abi.encodeWithSelector(IWithdrawalGuard.NotGateway.selector, address(second))
        );
        vm.prank(address(second));
        guard.onPaid(request, "");
    }

    /// What a guard says to a new withdrawal of that amount, asked directly.
    function _isAllowed(
        IWithdrawalGuard guard,
        address token,
        uint256 amount
    ) internal view returns (bool) {
        IWithdrawalGuard.Request memory request;
        (request.withdrawal.token, request.withdrawal.amount) = (token, amount);
        return guard.assess(request, "").action == IWithdrawalGuard.Action.Allow;
    }

    function _expectReleaseReverts(
        IWithdrawalGuard.Withdrawal memory withdrawal,
        bytes memory reason
    ) internal {
        IWithdrawalGuard.Quorum memory quorum = _quorum(5);
        IGuardStack.Proofs memory proofs = _proofs();
        vm.expectRevert(reason);
        gateway.release(withdrawal, quorum, proofs);
    }

    function _expectRefused(address guard, bytes32 reason, uint64 retryAt) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IGuardedGateway.Refused.selector, guard, reason, retryAt)
        );
    }

    function _expectKeyUsed(bytes32 key, IGuardedGateway.Status status) internal {
        vm.expectRevert(abi.encodeWithSelector(IGuardedGateway.KeyUsed.selector, key, status));
    }

    // Keys

    function _firstKeys(uint256 count) internal view returns (uint256[] memory chosen) {
        chosen = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) chosen[i] = keys[i];
    }

    /// Keys, sorted by the addresses that belong to them.
    function _newKeys(uint256 count) internal pure returns (uint256[] memory made) {
        made = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) made[i] = uint256(keccak256(abi.encode("signer", i)));
        return _sorted(made);
    }

    function _sorted(uint256[] memory unsorted) internal pure returns (uint256[] memory) {
        for (uint256 i = 1; i < unsorted.length; ++i) {
            for (uint256 j = i; j > 0 && vm.addr(unsorted[j]) < vm.addr(unsorted[j - 1]); --j) {
                (unsorted[j], unsorted[j - 1]) = (unsorted[j - 1], unsorted[j]);
            }
        }
        return unsorted;
    }
}
