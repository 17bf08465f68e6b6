// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IDelayedChanges} from "../../contracts/interfaces/IDelayedChanges.sol";
import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {GuardBase} from "../../contracts/guards/GuardBase.sol";
import {GatewayProxy} from "../../contracts/ronin/GatewayProxy.sol";
import {RoninGatewayV2} from "../../contracts/ronin/RoninGatewayV2.sol";
import {RoninGatewayV3} from "../../contracts/ronin/RoninGatewayV3.sol";
import {FullVaultV2Test} from "./BridgeV2Test.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// Lets a fixed sum out, and writes down all of each payment: more than a notification has gas for.
contract RecordGuard is GuardBase {
    uint256 private constant MOST = 2;

    /// Sum of what it was told of.
    uint256 public paid;

    Withdrawal[] private _record;

    constructor(address gateway_) GuardBase(gateway_) {}

    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        if (paid + request.withdrawal.amount > MOST) return _refuse("too much in all", 0);
        return _allow();
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        paid += request.withdrawal.amount;
        _record.push(request.withdrawal);
    }
}

/// Makes calls of somebody's choice when it is sent out of a gateway, each once.
contract CallbackToken is ERC20("Callback", "CALL") {
    address private _gateway;
    bytes[] private _calls;

    function arm(address gateway, uint256 amount, bytes calldata call) external {
        _gateway = gateway;
        _mint(gateway, amount);
        _calls.push(call);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0) || from != _gateway || _calls.length == 0) return;
        bytes memory call = _calls[_calls.length - 1];
        _calls.pop();
        (bool success, ) = _gateway.call(call);
        require(success, "called back in vain");
    }
}

/// Each planted defect of the guarded gateway that the bridge's own commands do not reach, beside
/// the sound twin: the same steps are made on both.
contract PlantedGuardedTest is GuardedBridgeTest {
    string private constant SOUND = "GuardedGateway.sol:GuardedGateway";

    function test_pays_at_two_gateways_what_was_signed_for_one() external {
        vm.assertEq(_paysElsewhere(SOUND), false);
        vm.assertEq(_paysElsewhere("DomainWithoutGateway.sol:DomainWithoutGateway"), true);
    }

    function test_cuts_weights_below_a_hundred_to_nothing() external {
        vm.assertEq(_leastWeight(SOUND, 11), 55);
        vm.assertEq(_leastWeight("TotalInHundreds.sol:TotalInHundreds", 11), 0);
        vm.assertEq(_leastWeight(SOUND, 12), 60);
        vm.assertEq(_leastWeight("TotalInHundreds.sol:TotalInHundreds", 12), 1);
    }

    function test_pays_beyond_the_limit_of_a_guard_whose_commit_fails() external {
        vm.assertEq(_paidBehindTwo(SOUND), 2);
        vm.assertEq(_paidBehindTwo("CommitSwallowed.sol:CommitSwallowed"), 3);
    }

    function test_removes_a_guard_at_once() external {
        vm.assertEq(_removesAtOnce(SOUND), false);
        vm.assertEq(_removesAtOnce("LoosensAtOnce.sol:LoosensAtOnce"), true);
    }

    function test_pays_two_withdrawals_for_one_request() external {
        vm.assertEq(_paysRequestTwice(SOUND), false);
        vm.assertEq(_paysRequestTwice("SourceUsableTwice.sol:SourceUsableTwice"), true);
    }

    function _paysElsewhere(string memory artifact) private returns (bool) {
        _open(artifact, 1);
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        _submit(withdrawal);
        _open(artifact, 1);
        return _isTaken(withdrawal, signatures);
    }

    /// The weight that is a quorum where each of the nine has so much.
    function _leastWeight(string memory artifact, uint96 weight) private returns (uint256) {
        _open(artifact, weight);
        return gateway.minimumWeight();
    }

    /// What is paid, one by one, of three behind a guard that lets two out.
    function _paidBehindTwo(string memory artifact) private returns (uint256) {
        _open(artifact, 1);
        _addGuard(address(new RecordGuard(address(gateway))));
        uint256 before = usdCoin.balanceOf(BOB);
        for (uint256 i = 0; i < 3; ++i) {
            IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
            _isTaken(withdrawal, _signed(withdrawal, 5));
        }
        return usdCoin.balanceOf(BOB) - before;
    }

    function _removesAtOnce(string memory artifact) private returns (bool success) {
        _open(artifact, 1);
        ScriptedGuard guard = _addScripted();
        guard.refuse();
        vm.prank(GOVERNOR);
        try gateway.removeGuard(address(guard)) {
            _submit(_withdrawal(usd, 1));
            return true;
        } catch (bytes memory reason) {
            vm.assertEq(
                bytes32(bytes4(reason)),
                bytes32(IDelayedChanges.LooseningMustWait.selector)
            );
        }
    }

    function _paysRequestTwice(string memory artifact) private returns (bool) {
        _open(artifact, 1);
        IWithdrawalGuard.Withdrawal memory first = _withdrawal(usd, 1);
        IWithdrawalGuard.Withdrawal memory second = _withdrawal(usd, 1);
        second.sourceRef = first.sourceRef;
        _submit(first);
        return _isTaken(second, _signed(second, 5));
    }

    function _isTaken(
        IWithdrawalGuard.Withdrawal memory withdrawal,
        ISigners.Signature[] memory signatures
    ) private returns (bool) {
        IGuardStack.Proofs memory proofs = _proofs();
        try gateway.submit(withdrawal, signatures, proofs) returns (IGuardedGateway.Status status) {
            return status == IGuardedGateway.Status.Paid;
        } catch {
            return false;
        }
    }

    /// A gateway like the one of all these tests, each of whose nine signers weighs so much.
    function _open(string memory artifact, uint96 weight) private {
        IGuardedGateway.Setup memory setup = _setupOf(keys, 5, 9);
        for (uint256 i = 0; i < 9; ++i) setup.weights[i] = weight;
        gateway = _gatewayLike(artifact, setup);
        _setTokens(gateway);
        gateway.open();
        _depositUsd(1_000);
    }
}

/// The same for the second gateway of Ronin's, and for the third.
contract PlantedRoninTest is FullVaultV2Test {
    address private constant UNWRAPPER = address(0x4E1);

    function test_pays_again_whoever_calls_back_while_being_paid() external {
        vm.assertEq(_paidToCaller("RoninGatewayV2.sol:RoninGatewayV2"), 0);
        vm.assertEq(_paidToCaller("PaysBeforeMark.sol:PaysBeforeMark"), 20);
    }

    function test_makes_step_4_without_step_3_and_pays_for_any_signature() external {
        vm.assertEq(_skipsStep("StepsInOrder.sol:StepsInOrder"), false);
        vm.assertEq(_skipsStep("RoninGatewayV3.sol:RoninGatewayV3"), true);
    }

    function test_makes_both_steps_in_order() external {
        RoninGatewayV3 gatewayV3 = _onTheEve("StepsInOrder.sol:StepsInOrder");
        gatewayV3.initializeV3();
        gatewayV3.initializeV4(UNWRAPPER);
        vm.assertEq(gatewayV3.totalWeight(), 900);
        _withdraw(0, _weth, 1 ether, 7);
    }

    /// What is paid of a withdrawal of 10 that is submitted again while it is paid.
    function _paidToCaller(string memory artifact) private returns (uint256) {
        gatewayV2 = _behindProxyV2(_deploy(artifact, ""));
        CallbackToken token = new CallbackToken();
        gatewayV2.mapToken(address(token), address(0xCA11));
        gatewayV2.setTokenLimits(address(token), _etherLimits());
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, address(token), 10);
        bytes memory again = abi.encodeCall(
            gatewayV2.submitWithdrawal,
            (receipt, _signed(receipt, 7))
        );
        token.arm(address(gatewayV2), 100, again);
        (bool success, ) = address(gatewayV2).call(again);
        vm.assertEq(success, token.balanceOf(BOB) > 0);
        return token.balanceOf(BOB);
    }

    function _skipsStep(string memory artifact) private returns (bool) {
        RoninGatewayV3 gatewayV3 = _onTheEve(artifact);
        try gatewayV3.initializeV4(UNWRAPPER) {
            IRoninGatewayV2.Receipt memory receipt = _receipt(0, _weth, 1 ether);
            gatewayV2.submitWithdrawal(receipt, _signedBy(receipt, _newKeys("any", 1)));
            return true;
        } catch {
            return false;
        }
    }

    function _onTheEve(string memory artifact) private returns (RoninGatewayV3) {
        gatewayV2 = _behindProxyV2(address(logicV2));
        vm.deal(address(gatewayV2), 10 ether);
        GatewayProxy(payable(address(gatewayV2))).updateProxyTo(_deploy(artifact, ""));
        return RoninGatewayV3(payable(address(gatewayV2)));
    }
}
