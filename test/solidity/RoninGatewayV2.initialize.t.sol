// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IBridgeOperators} from "../../contracts/interfaces/IBridgeOperators.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {IWithdrawalLimits} from "../../contracts/interfaces/IWithdrawalLimits.sol";
import {GatewayProxy} from "../../contracts/ronin/GatewayProxy.sol";
import {RoninGatewayV2} from "../../contracts/ronin/RoninGatewayV2.sol";
import {BridgeV2Test} from "./BridgeV2Test.sol";

contract InitializeV2Test is BridgeV2Test {
    RoninGatewayV2 private _bare;

    function setUp() public override {
        super.setUp();
        _bare = RoninGatewayV2(payable(address(new GatewayProxy(address(logicV2), ""))));
    }

    function test_starts_with_what_it_is_given() external view {
        vm.assertEq(gatewayV2.admin(), address(this));
        vm.assertEq(gatewayV2.wrappedEther(), _weth);
        vm.assertEq(gatewayV2.sidechainChainId(), SIDECHAIN_CHAIN_ID);
        vm.assertEq(gatewayV2.depositCount(), 0);
        vm.assertEq(gatewayV2.paused(), false);
        vm.assertEq(gatewayV2.emergencyPauser(), address(0));
        vm.assertEq(gatewayV2.sidechainTokenOf(_weth), address(sideEther));
        vm.assertEq(gatewayV2.sidechainTokenOf(_usd), address(sideUsd));
        vm.assertEq(
            abi.encode(gatewayV2.limitsOf(_weth)),
            abi.encode(ETHER_HIGH_TIER, ETHER_LOCKED, ETHER_A_DAY, FEE_MILLIONTHS)
        );
        vm.assertEq(
            abi.encode(gatewayV2.limitsOf(_usd)),
            abi.encode(USD_HIGH_TIER, USD_LOCKED, USD_A_DAY, FEE_MILLIONTHS)
        );
    }

    function test_starts_with_nine_operators_of_whom_seven_or_all_are_needed() external view {
        vm.assertEq(gatewayV2.operators().length, 9);
        for (uint256 i = 0; i < 9; ++i) vm.assertEq(gatewayV2.weightOf(signers[i]), 100);
        vm.assertEq(gatewayV2.totalWeight(), 900);
        vm.assertEq(abi.encode(gatewayV2.quorum()), abi.encode(70, 100));
        vm.assertEq(abi.encode(gatewayV2.highTierQuorum()), abi.encode(90, 100));
        _assertRequirements(ETHER_HIGH_TIER - 1, 630, false);
        _assertRequirements(ETHER_HIGH_TIER, 810, false);
        _assertRequirements(ETHER_LOCKED - 1, 810, false);
        _assertRequirements(ETHER_LOCKED, 810, true);
    }

    function test_hands_out_the_roles() external view {
        vm.assertEq(gatewayV2.hasRole(gatewayV2.DEFAULT_ADMIN_ROLE(), address(this)), true);
        vm.assertEq(gatewayV2.hasRole(gatewayV2.WITHDRAWAL_UNLOCKER_ROLE(), UNLOCKER), true);
        vm.assertEq(gatewayV2.hasRole(gatewayV2.WITHDRAWAL_UNLOCKER_ROLE(), address(this)), false);
    }

    function test_tells_of_its_settings() external {
        IRoninGatewayV2.Setup memory setup = _setup();
        vm.expectEmit(address(_bare));
        emit IBridgeOperators.QuorumsUpdated(setup.quorum, setup.highTierQuorum);
        vm.expectEmit(address(_bare));
        emit IBridgeOperators.OperatorsReplaced(setup.operators, 900);
        vm.expectEmit(address(_bare));
        emit IRoninGatewayV2.TokenMapped(_weth, address(sideEther));
        vm.expectEmit(address(_bare));
        emit IWithdrawalLimits.TokenLimitsUpdated(_weth, _etherLimits());
        _bare.initialize(setup);
    }

    function test_the_administrator_lies_in_the_first_slot() external view {
        bytes32 slot = vm.load(address(gatewayV2), 0);
        vm.assertEq(address(uint160(uint256(slot))), address(this));
    }

    // Reverts

    function test_reverts_when_initialized_twice() external {
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        gatewayV2.initialize(_setup());
    }

    function test_reverts_when_the_logic_itself_is_initialized() external {
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        logicV2.initialize(_setup());
    }

    function test_reverts_when_the_high_tier_would_need_less() external {
        IRoninGatewayV2.Setup memory setup = _setup();
        setup.highTierQuorum.numerator = 69;
        vm.expectRevert(
            abi.encodeWithSelector(
                IBridgeOperators.HighTierBelowQuorum.selector,
                setup.highTierQuorum,
                setup.quorum
            )
        );
        _bare.initialize(setup);
    }

    function test_reverts_when_the_fee_is_more_than_the_amount() external {
        IRoninGatewayV2.Setup memory setup = _setup();
        setup.tokens[1].limits.unlockFeeMillionths = 1_000_001;
        vm.expectRevert(abi.encodeWithSelector(IWithdrawalLimits.FeeAboveOne.selector, 1_000_001));
        _bare.initialize(setup);
    }

    function test_reverts_when_a_token_or_an_operator_is_zero() external {
        IRoninGatewayV2.Setup memory setup = _setup();
        setup.tokens[1].token = address(0);
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        _bare.initialize(setup);
        setup = _setup();
        setup.operators[8].account = address(0);
        vm.expectRevert(IAdministered.ZeroAddress.selector);
        _bare.initialize(setup);
    }

    // Attacks

    function test_a_proxy_made_without_initialization_belongs_to_whoever_comes_first() external {
        IRoninGatewayV2.Setup memory setup = _setup();
        setup.roleSetter = STRANGER;
        setup.operators = new IBridgeOperators.Operator[](0);
        vm.prank(STRANGER);
        _bare.initialize(setup);
        vm.assertEq(_bare.totalWeight(), 0);
        vm.assertEq(_bare.hasRole(_bare.DEFAULT_ADMIN_ROLE(), STRANGER), true);
    }

    function _assertRequirements(uint256 amount, uint256 minimum, bool isLocked) private view {
        (uint256 minimumWeight, bool isHeld) = gatewayV2.requirementsOf(_weth, amount);
        vm.assertEq(minimumWeight, minimum);
        vm.assertEq(isHeld, isLocked);
    }
}
