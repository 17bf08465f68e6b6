// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {IERC1967} from "@openzeppelin/contracts/interfaces/IERC1967.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAdministered} from "../../contracts/interfaces/IAdministered.sol";
import {IGateway} from "../../contracts/interfaces/IGateway.sol";
import {IRoninGatewayV1} from "../../contracts/interfaces/IRoninGatewayV1.sol";
import {GatewayProxy} from "../../contracts/ronin/GatewayProxy.sol";
import {RoninGatewayV1} from "../../contracts/ronin/RoninGatewayV1.sol";
import {BridgeTest} from "./BridgeTest.sol";

/// Logic that hands the vault to whoever calls.
contract Thief {
    function take(IERC20 token) external {
        token.transfer(msg.sender, token.balanceOf(address(this)));
    }
}

contract GatewayProxyTest is BridgeTest {
    GatewayProxy private _proxy;

    function setUp() public override {
        super.setUp();
        _proxy = GatewayProxy(payable(address(gateway)));
    }

    function test_initializes_the_logic_at_construction() external {
        vm.expectEmit();
        emit IERC1967.Upgraded(address(logic));
        vm.expectEmit();
        emit IGateway.RegistryUpdated(address(registry));
        vm.prank(ALICE);
        RoninGatewayV1 made = _behindProxy(address(logic));
        vm.assertEq(address(made.registry()), address(registry));
        vm.assertEq(made.admin(), ALICE);
        vm.assertEq(GatewayProxy(payable(address(made))).implementation(), address(logic));
    }

    function test_the_administrator_lies_in_the_first_slot() external view {
        bytes32 slot = vm.load(address(gateway), 0);
        vm.assertEq(address(uint160(uint256(slot))), address(this));
    }

    function test_proxy_and_logic_have_one_administrator() external {
        _proxy.changeAdmin(ALICE);
        vm.assertEq(gateway.admin(), ALICE);
        vm.prank(ALICE);
        gateway.pause();
        vm.assertEq(gateway.paused(), true);
    }

    function test_a_new_administrator_leaves_the_pause_as_it_was() external {
        gateway.pause();
        _proxy.changeAdmin(ALICE);
        vm.assertEq(gateway.paused(), true);
        vm.prank(ALICE);
        gateway.unpause();
        vm.assertEq(gateway.admin(), ALICE);
    }

    function test_replaces_the_logic_at_once() external {
        address thief = address(new Thief());
        vm.expectEmit(address(_proxy));
        emit IERC1967.Upgraded(thief);
        _proxy.updateProxyTo(thief);
        vm.assertEq(_proxy.implementation(), thief);
    }

    function test_the_state_stays_when_the_logic_is_replaced() external {
        _depositEther(9 ether);
        bytes memory list = _signed(7, BOB, address(wrappedEther), 1 ether, 5);
        gateway.withdrawERC20For(7, BOB, address(wrappedEther), 1 ether, list);
        gateway.pause();
        _proxy.updateProxyTo(_deploy("RoninGatewayV1.sol:RoninGatewayV1", ""));
        (address owner, address token, uint256 amount) = gateway.withdrawals(7);
        vm.assertEq(owner, BOB);
        vm.assertEq(token, address(wrappedEther));
        vm.assertEq(amount, 1 ether);
        vm.assertEq(gateway.depositCount(), 1);
        vm.assertEq(gateway.paused(), true);
        vm.assertEq(gateway.admin(), address(this));
        vm.assertEq(address(gateway.registry()), address(registry));
    }

    // Reverts

    function test_reverts_when_a_stranger_replaces_the_logic() external {
        address thief = address(new Thief());
        vm.expectRevert(abi.encodeWithSelector(IAdministered.NotAdmin.selector, STRANGER));
        vm.prank(STRANGER);
        _proxy.updateProxyTo(thief);
    }

    function test_reverts_when_the_new_logic_has_no_code() external {
        vm.expectRevert(
            abi.encodeWithSelector(ERC1967Utils.ERC1967InvalidImplementation.selector, BOB)
        );
        _proxy.updateProxyTo(BOB);
    }

    function test_reverts_when_initialized_twice() external {
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        gateway.initialize(address(sideRegistry));
    }

    function test_reverts_when_the_logic_itself_is_initialized() external {
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        logic.initialize(address(registry));
    }

    function test_reverts_when_plain_ether_comes_from_a_stranger() external {
        vm.deal(STRANGER, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(IRoninGatewayV1.NotWrappedEther.selector, STRANGER));
        vm.prank(STRANGER);
        (bool success, ) = address(gateway).call{value: 1 ether}("");
        // After `expectRevert` it says whether the call reverted as expected.
        vm.assertEq(success, true);
    }

    // Attacks

    function test_the_administrator_empties_the_vault_with_new_logic() external {
        _depositEther(100 ether);
        _proxy.updateProxyTo(address(new Thief()));
        vm.prank(STRANGER);
        Thief(address(_proxy)).take(wrappedEther);
        vm.assertEq(wrappedEther.balanceOf(STRANGER), 100 ether);
    }

    function test_a_proxy_made_without_initialization_belongs_to_whoever_comes_first() external {
        GatewayProxy made = new GatewayProxy(address(logic), "");
        vm.prank(STRANGER);
        RoninGatewayV1(payable(address(made))).initialize(STRANGER);
        vm.assertEq(address(RoninGatewayV1(payable(address(made))).registry()), STRANGER);
    }
}
