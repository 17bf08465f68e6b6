// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IRoninGatewayV1} from "../../contracts/interfaces/IRoninGatewayV1.sol";
import {FullVaultTest} from "./BridgeTest.sol";

/// Calls its holder's hook on each transfer out of the gateway: the holder withdraws again.
contract HookToken is ERC20("Hook", "HOOK") {
    address private _gateway;
    bytes private _call;
    bool private _isEntered;

    constructor(address gateway) {
        _gateway = gateway;
        _mint(gateway, 1000);
    }

    function arm(bytes calldata call) external {
        _call = call;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != _gateway || _isEntered) return;
        _isEntered = true;
        (bool success, ) = _gateway.call(_call);
        require(success, "the inner call failed");
    }
}

contract WithdrawAttackTest is FullVaultTest {
    function test_five_stolen_keys_empty_the_vault_without_any_request() external {
        vm.assertEq(sideGateway.withdrawalCount(), 0);
        bytes memory list = _signed(2_000_000, STRANGER, _weth, 100 ether, 5);
        vm.prank(STRANGER);
        gateway.withdrawERC20(2_000_000, _weth, 100 ether, list);
        list = _signed(2_000_001, STRANGER, _usd, 100e6, 5);
        vm.prank(STRANGER);
        gateway.withdrawERC20(2_000_001, _usd, 100e6, list);
        vm.assertEq(STRANGER.balance, 100 ether);
        vm.assertEq(usdCoin.balanceOf(STRANGER), 100e6);
    }

    function test_a_forged_withdrawal_is_not_bounded_by_the_vault_where_the_gateway_mints()
        external
    {
        uint256 amount = type(uint256).max;
        bytes memory list = _signed(0, STRANGER, address(potion), amount, 5);
        gateway.withdrawERC20For(0, STRANGER, address(potion), amount, list);
        vm.assertEq(potion.balanceOf(STRANGER), amount);
    }

    function test_a_forged_withdrawal_makes_the_honest_one_of_the_same_id_unpayable() external {
        gateway.withdrawERC20For(0, STRANGER, _usd, 1, _signed(0, STRANGER, _usd, 1, 5));
        bytes memory honest = _signed(0, BOB, _usd, 50e6, 9);
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV1.WithdrawalAlreadyProcessed.selector, 0)
        );
        gateway.withdrawERC20For(0, BOB, _usd, 50e6, honest);
    }

    function test_the_same_signatures_pay_at_a_second_gateway_and_on_another_chain() external {
        bytes memory list = _signed(0, BOB, _usd, 1e6, 5);
        gateway.withdrawERC20For(0, BOB, _usd, 1e6, list);
        IRoninGatewayV1 second = _behindProxy(address(logic));
        vm.prank(ISSUER);
        usdCoin.mint(address(second), 1e6);
        vm.chainId(2020);
        second.withdrawERC20For(0, BOB, _usd, 1e6, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 2e6);
    }

    function test_no_signature_empties_the_vault_when_the_quorum_is_nothing() external {
        validatorSet.updateQuorum(0, 9);
        vm.prank(STRANGER);
        gateway.withdrawERC20(0, _weth, 100 ether, "");
        vm.assertEq(STRANGER.balance, 100 ether);
    }

    function test_a_token_that_calls_back_cannot_be_paid_twice_under_one_id() external {
        HookToken token = _mappedHookToken();
        bytes memory call = _hookWithdrawal(token, 0);
        token.arm(call);
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV1.WithdrawalAlreadyProcessed.selector, 0)
        );
        (bool success, ) = address(gateway).call(call);
        // After `expectRevert` it says whether the call reverted as expected.
        vm.assertEq(success, true);
        vm.assertEq(token.balanceOf(BOB), 0);
        vm.assertEq(token.balanceOf(address(gateway)), 1000);
    }

    function test_a_token_that_calls_back_may_be_paid_under_another_id_meanwhile() external {
        HookToken token = _mappedHookToken();
        token.arm(_hookWithdrawal(token, 1));
        (bool success, ) = address(gateway).call(_hookWithdrawal(token, 0));
        vm.assertEq(success, true);
        vm.assertEq(token.balanceOf(BOB), 200);
        (address owner, , ) = gateway.withdrawals(1);
        vm.assertEq(owner, BOB);
    }

    function _mappedHookToken() private returns (HookToken token) {
        token = new HookToken(address(gateway));
        registry.mapToken(address(token), address(0x400C));
    }

    function _hookWithdrawal(HookToken token, uint256 id) private view returns (bytes memory) {
        bytes memory list = _signed(id, BOB, address(token), 100, 5);
        return abi.encodeCall(gateway.withdrawERC20For, (id, BOB, address(token), 100, list));
    }
}
