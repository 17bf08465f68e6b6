// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IBridgeOperators} from "../../contracts/interfaces/IBridgeOperators.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {IRoninGatewayV3} from "../../contracts/interfaces/IRoninGatewayV3.sol";
import {IWithdrawalLimits} from "../../contracts/interfaces/IWithdrawalLimits.sol";
import {GatewayProxy} from "../../contracts/ronin/GatewayProxy.sol";
import {RoninGatewayV2} from "../../contracts/ronin/RoninGatewayV2.sol";
import {RoninGatewayV3} from "../../contracts/ronin/RoninGatewayV3.sol";
import {FullVaultV2Test} from "./BridgeV2Test.sol";

/// The second gateway on the eve of its upgrade, with the limits of 2024
/// (facts/parameters/ronin-v3.json).
abstract contract UpgradeTest is FullVaultV2Test {
    address internal constant UNWRAPPER = 0x8048b12511d9BE6e4e094089b12f54923C4E2F83;
    uint256 internal constant ETHER_LOCKED_2024 = 4_000 ether;
    uint256 internal constant ETHER_A_DAY_2024 = 4_500 ether;

    RoninGatewayV3 internal logicV3;
    RoninGatewayV3 internal gatewayV3;

    function setUp() public virtual override {
        super.setUp();
        gatewayV2.setTokenLimits(
            _weth,
            IWithdrawalLimits.TokenLimits(1_000 ether, ETHER_LOCKED_2024, ETHER_A_DAY_2024, 10)
        );
        logicV3 = RoninGatewayV3(payable(_deploy("RoninGatewayV3.sol:RoninGatewayV3", "")));
        gatewayV3 = RoninGatewayV3(payable(address(gatewayV2)));
    }

    function _replaceLogic() internal {
        GatewayProxy(payable(address(gatewayV2))).updateProxyTo(address(logicV3));
    }
}

contract InitializeV3Test is UpgradeTest {
    function test_with_both_steps_the_operators_are_as_before() external {
        bytes memory before = abi.encode(gatewayV2.operators());
        _replaceLogic();
        vm.expectEmit(address(gatewayV3));
        emit IBridgeOperators.OperatorsReplaced(_operators(9, 100), 900);
        vm.expectEmit(address(gatewayV3));
        emit Initializable.Initialized(3);
        gatewayV3.initializeV3();
        vm.expectEmit(address(gatewayV3));
        emit IRoninGatewayV3.UnwrapperUpdated(UNWRAPPER);
        vm.expectEmit(address(gatewayV3));
        emit Initializable.Initialized(4);
        gatewayV3.initializeV4(UNWRAPPER);
        vm.assertEq(abi.encode(gatewayV3.operators()), before);
        vm.assertEq(gatewayV3.totalWeight(), 900);
        vm.assertEq(gatewayV3.unwrapper(), UNWRAPPER);
        _expectRefused(0, _weth, 1 ether, 6, _weightNotReached(600, 630));
        _withdraw(0, _weth, 1 ether, 7);
    }

    function test_the_state_stays() external {
        _withdraw(0, _weth, 5 ether, 7);
        _withdraw(1, _weth, ETHER_LOCKED_2024, 9);
        gatewayV2.pause();
        bytes memory before = _stateWithoutOperators();
        _replaceLogic();
        vm.assertEq(_stateWithoutOperators(), before);
        gatewayV3.initializeV3();
        gatewayV3.initializeV4(UNWRAPPER);
        vm.assertEq(_stateWithoutOperators(), before);
        _unlock(_receipt(1, _weth, ETHER_LOCKED_2024));
        vm.assertEq(BOB.balance, 5 ether + 3_999.96 ether);
    }

    function test_operators_are_replaced_in_their_new_place() external {
        _replaceLogic();
        gatewayV3.initializeV3();
        gatewayV3.replaceOperators(_operators(1, 5));
        vm.assertEq(gatewayV3.totalWeight(), 5);
        _withdraw(0, _weth, 1 ether, 1);
    }

    function test_step_4_is_called_as_it_was() external view {
        vm.assertEq(bytes32(gatewayV3.initializeV4.selector), bytes32(bytes4(0x110a8308)));
    }

    // Reverts

    function test_reverts_when_a_step_is_made_twice() external {
        _replaceLogic();
        gatewayV3.initializeV3();
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        gatewayV3.initializeV3();
        gatewayV3.initializeV4(UNWRAPPER);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        gatewayV3.initializeV4(UNWRAPPER);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        gatewayV3.initialize(_setup());
    }

    function test_reverts_when_step_3_comes_after_step_4() external {
        _replaceLogic();
        gatewayV3.initializeV4(UNWRAPPER);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        gatewayV3.initializeV3();
        vm.assertEq(gatewayV3.totalWeight(), 0);
    }

    function test_reverts_when_a_stranger_makes_a_step() external {
        _replaceLogic();
        bytes memory reason = abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER);
        vm.startPrank(STRANGER);
        vm.expectRevert(reason);
        gatewayV3.initializeV3();
        vm.expectRevert(reason);
        gatewayV3.initializeV4(UNWRAPPER);
        vm.stopPrank();
    }

    function test_reverts_when_the_logic_itself_is_initialized() external {
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        logicV3.initializeV3();
    }

    function _stateWithoutOperators() private view returns (bytes memory) {
        return
            bytes.concat(
                abi.encode(
                    gatewayV2.admin(),
                    gatewayV2.paused(),
                    gatewayV2.domainSeparator(),
                    gatewayV2.quorum(),
                    gatewayV2.highTierQuorum(),
                    gatewayV2.limitsOf(_weth),
                    gatewayV2.withdrawnToday(_weth)
                ),
                abi.encode(
                    gatewayV2.sidechainTokenOf(_weth),
                    gatewayV2.withdrawalHash(0),
                    gatewayV2.withdrawalHash(1),
                    gatewayV2.withdrawalLocked(1),
                    gatewayV2.hasRole(gatewayV2.WITHDRAWAL_UNLOCKER_ROLE(), UNLOCKER),
                    gatewayV2.wrappedEther(),
                    gatewayV2.sidechainChainId()
                )
            );
    }
}

/// 6 August 2024: step 4 without step 3.
contract SkippedStepTest is UpgradeTest {
    function setUp() public override {
        super.setUp();
        _replaceLogic();
        gatewayV3.initializeV4(UNWRAPPER);
    }

    function test_no_weight_is_left_and_none_is_needed() external view {
        vm.assertEq(gatewayV3.totalWeight(), 0);
        vm.assertEq(gatewayV3.operators().length, 0);
        for (uint256 i = 0; i < 9; ++i) vm.assertEq(gatewayV3.weightOf(signers[i]), 0);
        (uint256 minimumWeight, ) = gatewayV3.requirementsOf(_weth, 1);
        vm.assertEq(minimumWeight, 0);
        (minimumWeight, ) = gatewayV3.requirementsOf(_weth, ETHER_LOCKED_2024);
        vm.assertEq(minimumWeight, 0);
    }

    function test_an_empty_list_still_fails() external {
        _expectRefused(0, _weth, 1 ether, 0, _weightNotReached(0, 0));
    }

    function test_replacing_the_operators_repairs_it() external {
        gatewayV3.replaceOperators(_operators(9, 100));
        _expectRefused(0, _weth, 1 ether, 6, _weightNotReached(600, 630));
    }

    // Attacks

    function test_one_signature_of_any_key_takes_what_was_taken() external {
        _submitWithAnyKey(_receipt(166_631, _weth, 3996.09375 ether));
        vm.assertEq(BOB.balance, 3996.09375 ether);
    }

    function test_the_limits_still_hold() external {
        _submitWithAnyKey(_receipt(0, _weth, ETHER_LOCKED_2024));
        vm.assertEq(gatewayV3.withdrawalLocked(0), true);
        vm.assertEq(BOB.balance, 0);
        _submitWithAnyKey(_receipt(1, _weth, ETHER_LOCKED_2024 - 1));
        IRoninGatewayV2.Receipt memory receipt = _receipt(2, _weth, 500 ether + 1);
        _expectRefused(
            receipt,
            _signedBy(receipt, _newKeys("any", 1)),
            abi.encodeWithSelector(
                IWithdrawalLimits.DailyLimitReached.selector,
                _weth,
                500 ether + 1,
                ETHER_LOCKED_2024 - 1,
                ETHER_A_DAY_2024,
                MIDNIGHT + 1 days
            )
        );
        _submitWithAnyKey(_receipt(3, _weth, 500 ether));
        vm.assertEq(BOB.balance, ETHER_A_DAY_2024 - 1);
    }

    function test_the_gap_between_the_logic_and_step_3_is_the_same_hole() external {
        gatewayV2 = _behindProxyV2(address(logicV2));
        vm.deal(address(gatewayV2), 10 ether);
        GatewayProxy(payable(address(gatewayV2))).updateProxyTo(address(logicV3));
        _submitWithAnyKey(_receipt(0, _weth, 10 ether));
        vm.assertEq(BOB.balance, 10 ether);
    }

    function _submitWithAnyKey(IRoninGatewayV2.Receipt memory receipt) private {
        gatewayV2.submitWithdrawal(receipt, _signedBy(receipt, _newKeys("any", 1)));
    }
}

/// The receipt of 6 August 2024, to the byte, at the real addresses of gateway and token.
contract RealReceiptTest is UpgradeTest {
    address private constant REAL_GATEWAY = 0x64192819Ac13Ef72bF6b5AE239AC672B43a9AF08;
    address private constant REAL_WETH = 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2;
    address private constant REAL_SIDECHAIN_WETH = 0xc99a6A985eD2Cac1ef41640596C5A5f9F4E19Ef5;
    address private constant TAKER = 0x4Ab12E7CE31857Ee022f273e8580F73335a73c0B;
    bytes32 private constant LOGIC_SLOT =
        0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    function setUp() public override {
        super.setUp();
        vm.chainId(1);
        vm.etch(REAL_WETH, _weth.code);
        vm.etch(REAL_GATEWAY, address(gatewayV2).code);
        vm.store(REAL_GATEWAY, LOGIC_SLOT, bytes32(uint256(uint160(address(logicV2)))));
        vm.store(REAL_GATEWAY, 0, bytes32(uint256(uint160(address(this)))));
        _weth = REAL_WETH;
        gatewayV2 = RoninGatewayV2(payable(REAL_GATEWAY));
        gatewayV3 = RoninGatewayV3(payable(REAL_GATEWAY));
        gatewayV2.initialize(_setup());
        gatewayV2.mapToken(_weth, REAL_SIDECHAIN_WETH);
        gatewayV2.setTokenLimits(
            _weth,
            IWithdrawalLimits.TokenLimits(1_000 ether, ETHER_LOCKED_2024, ETHER_A_DAY_2024, 10)
        );
        vm.deal(REAL_GATEWAY, 10_000 ether);
    }

    function test_before_the_upgrade_one_signature_is_refused() external {
        IRoninGatewayV2.Receipt memory receipt = _realReceipt();
        _expectRefused(receipt, _signedBy(receipt, _newKeys("any", 1)), _weightNotReached(0, 810));
    }

    function test_after_it_one_signature_is_paid() external {
        _replaceLogic();
        gatewayV3.initializeV4(UNWRAPPER);
        IRoninGatewayV2.Receipt memory receipt = _realReceipt();
        gatewayV2.submitWithdrawal(receipt, _signedBy(receipt, _newKeys("any", 1)));
        vm.assertEq(TAKER.balance, 3996.09375 ether);
        vm.assertEq(
            gatewayV2.withdrawalHash(166_631),
            0x1e5e99eb46ee39b2e2c1debda52013111db220f0e57758c85696f8dd884b4937
        );
    }

    function _realReceipt() private view returns (IRoninGatewayV2.Receipt memory receipt) {
        receipt = _receipt(166_631, _weth, 3996.09375 ether);
        receipt.mainchain.addr = TAKER;
        receipt.ronin.addr = 0x03E1f309d281b0af1A17EBb29e89136c05b67206;
    }
}
