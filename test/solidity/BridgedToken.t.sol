// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {IMintableToken} from "../../contracts/interfaces/IMintableToken.sol";
import {BridgedToken} from "../../contracts/world/BridgedToken.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract BridgedTokenTest is BridgeTest {
    function test_the_minter_mints() external {
        vm.prank(address(sideGateway));
        sideUsd.mint(BOB, 5);
        vm.assertEq(sideUsd.balanceOf(BOB), 5);
        vm.assertEq(sideUsd.minter(), address(sideGateway));
    }

    function test_works_when_its_code_is_put_at_another_address() external {
        BridgedToken other = BridgedToken(address(0xB81D));
        vm.etch(address(other), address(potion).code);
        vm.assertEq(other.name(), "Smooth Love Potion");
        vm.assertEq(other.symbol(), "SLP");
        vm.assertEq(other.decimals(), 0);
        vm.prank(address(gateway));
        other.mint(BOB, 7);
        vm.assertEq(other.balanceOf(BOB), 7);
    }

    // Reverts

    function test_reverts_when_a_stranger_mints() external {
        vm.expectRevert(abi.encodeWithSelector(IMintableToken.NotMinter.selector, STRANGER));
        vm.prank(STRANGER);
        sideUsd.mint(STRANGER, 1);
    }

    function test_reverts_when_the_name_is_longer_than_31_bytes() external {
        string memory name = "A name that has thirty-two bytes";
        vm.expectRevert(abi.encodeWithSelector(ShortStrings.StringTooLong.selector, name));
        new BridgedToken(name, "LONG", 18, ALICE);
    }
}
