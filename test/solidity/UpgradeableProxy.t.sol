// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {IERC1967} from "@openzeppelin/contracts/interfaces/IERC1967.sol";
import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {IRoninGatewayV3} from "../../contracts/interfaces/IRoninGatewayV3.sol";
import {RoninGatewayV2} from "../../contracts/ronin/RoninGatewayV2.sol";
import {UpgradeableProxy} from "../../contracts/ronin/UpgradeableProxy.sol";
import {FullVaultV2Test} from "./BridgeV2Test.sol";

contract UpgradeableProxyTest is FullVaultV2Test {
    address private constant UNWRAPPER = 0x8048b12511d9BE6e4e094089b12f54923C4E2F83;

    UpgradeableProxy private _proxy;
    address private _logicV3;

    function setUp() public override {
        super.setUp();
        bytes memory call = abi.encodeCall(IRoninGatewayV2.initialize, (_setup()));
        address made = _deploy(
            "UpgradeableProxy.sol:UpgradeableProxy",
            abi.encode(address(logicV2), call)
        );
        _proxy = UpgradeableProxy(payable(made));
        gatewayV2 = RoninGatewayV2(payable(made));
        vm.deal(made, 10_000 ether);
        _logicV3 = _deploy("RoninGatewayV3.sol:RoninGatewayV3", "");
    }

    function test_upgrades_and_calls_in_one_transaction() external {
        vm.expectEmit(address(_proxy));
        emit IERC1967.Upgraded(_logicV3);
        vm.expectEmit(address(_proxy));
        emit Initializable.Initialized(3);
        _proxy.upgradeToAndCall(_logicV3, _step3());
        vm.assertEq(_proxy.implementation(), _logicV3);
        vm.assertEq(gatewayV2.totalWeight(), 900);
    }

    function test_upgrades_without_a_call() external {
        _proxy.upgradeToAndCall(_logicV3, "");
        vm.assertEq(_proxy.implementation(), _logicV3);
        vm.assertEq(gatewayV2.totalWeight(), 0);
    }

    function test_is_called_as_on_6_August_2024() external view {
        vm.assertEq(bytes32(_proxy.upgradeToAndCall.selector), bytes32(bytes4(0x4f1ef286)));
    }

    // Reverts

    function test_reverts_when_a_stranger_upgrades() external {
        bytes memory call = _step3();
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        _proxy.upgradeToAndCall(_logicV3, call);
    }

    function test_reverts_and_keeps_the_old_logic_when_the_call_fails() external {
        _proxy.upgradeToAndCall(_logicV3, _step3());
        _proxy.updateProxyTo(address(logicV2));
        bytes memory call = _step3();
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        _proxy.upgradeToAndCall(_logicV3, call);
        vm.assertEq(_proxy.implementation(), address(logicV2));
    }

    function test_reverts_when_ether_comes_without_a_call() external {
        vm.deal(address(this), 1 ether);
        vm.expectRevert(ERC1967Utils.ERC1967NonPayable.selector);
        _proxy.upgradeToAndCall{value: 1 ether}(_logicV3, "");
    }

    // Attacks

    function test_step_4_alone_leaves_a_gateway_that_any_key_opens() external {
        _proxy.upgradeToAndCall(
            _logicV3,
            abi.encodeCall(IRoninGatewayV3.initializeV4, (UNWRAPPER))
        );
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _weth, 3_996 ether);
        gatewayV2.submitWithdrawal(receipt, _signedBy(receipt, _newKeys("any", 1)));
        vm.assertEq(BOB.balance, 3_996 ether);
    }

    function _step3() private pure returns (bytes memory) {
        return abi.encodeCall(IRoninGatewayV3.initializeV3, ());
    }
}
