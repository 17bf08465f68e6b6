// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BridgedToken} from "../../contracts/world/BridgedToken.sol";
import {Vm} from "./BridgeTest.sol";

/// What the tests of venues share: people, and two tokens that this contract mints.
abstract contract VenueTest {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    address internal constant ETHER = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);
    address internal constant OPERATOR = address(0x09E7);

    BridgedToken internal coin = new BridgedToken("Coin", "COIN", 8, address(this));
    BridgedToken internal gold = new BridgedToken("Gold", "GOLD", 0, address(this));

    function _give(address who, address venue, uint256 amount) internal {
        coin.mint(who, amount);
        gold.mint(who, amount);
        vm.deal(who, amount);
        vm.startPrank(who);
        coin.approve(venue, type(uint256).max);
        gold.approve(venue, type(uint256).max);
        vm.stopPrank();
    }
}
