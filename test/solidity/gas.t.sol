// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BridgeTest} from "./BridgeTest.sol";

/// Gas of the main calls, each as a transaction of its own, as on a chain: with the 21,000 that any
/// transaction costs, its data, and cold storage. `hardhat test solidity --snapshot` writes the
/// figures to snapshots/, and `--snapshot-check` compares them.
contract GasTest is BridgeTest {
    function setUp() public override {
        super.setUp();
        _depositEther(100 ether);
        _depositUsd(100e6);
        _creditOnSidechain(0, ALICE, sideEther, 10 ether);
        vm.startPrank(ALICE);
        usdCoin.approve(address(gateway), 1e6);
        sideEther.approve(address(sideGateway), 10 ether);
        sideGateway.withdrawERC20(address(sideEther), 1 ether);
        vm.stopPrank();
        vm.deal(BOB, 1 ether);
    }

    /// hardhat-config: isolate = true
    function test_deposit_ether() external {
        vm.prank(ALICE);
        gateway.depositEth{value: 1 ether}();
        vm.snapshotGasLastCall("V1", "deposit ether");
    }

    /// hardhat-config: isolate = true
    function test_deposit_usd() external {
        vm.prank(ALICE);
        gateway.depositERC20(address(usdCoin), 1e6);
        vm.snapshotGasLastCall("V1", "deposit USDC");
    }

    /// hardhat-config: isolate = true
    function test_withdraw_ether_with_five_signatures() external {
        bytes memory list = _signed(0, BOB, address(wrappedEther), 1 ether, 5);
        gateway.withdrawERC20For(0, BOB, address(wrappedEther), 1 ether, list);
        vm.snapshotGasLastCall("V1", "withdraw ether, 5 signatures");
    }

    /// hardhat-config: isolate = true
    function test_withdraw_usd_with_five_signatures() external {
        bytes memory list = _signed(0, BOB, address(usdCoin), 1e6, 5);
        gateway.withdrawERC20For(0, BOB, address(usdCoin), 1e6, list);
        vm.snapshotGasLastCall("V1", "withdraw USDC, 5 signatures");
    }

    /// hardhat-config: isolate = true
    function test_acknowledge_a_deposit() external {
        _acknowledge(0, 1, BOB, sideEther, 1 ether);
        vm.snapshotGasLastCall("V1", "acknowledge a deposit, first of 5");
        for (uint256 i = 1; i < 5; ++i) _acknowledge(i, 1, BOB, sideEther, 1 ether);
        vm.snapshotGasLastCall("V1", "acknowledge a deposit, last of 5");
    }

    /// hardhat-config: isolate = true
    function test_request_a_withdrawal() external {
        vm.prank(ALICE);
        sideGateway.withdrawERC20(address(sideEther), 1 ether);
        vm.snapshotGasLastCall("V1", "request a withdrawal");
    }

    /// hardhat-config: isolate = true
    function test_submit_a_signature() external {
        bytes32 digest = _digest(0, ALICE, address(wrappedEther), 1 ether);
        bytes memory item = _item(digest, keys[0], 1);
        vm.prank(signers[0]);
        sideGateway.submitWithdrawalSignatures(0, false, item);
        vm.snapshotGasLastCall("V1", "submit a signature");
    }
}
