// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ProductFalls} from "../../contracts/flawed/ProductFalls.sol";
import {IConstantProductPool} from "../../contracts/interfaces/IConstantProductPool.sol";
import {IVenue} from "../../contracts/interfaces/IVenue.sol";
import {ConstantProductPool} from "../../contracts/world/ConstantProductPool.sol";
import {VenueTest} from "./VenueTest.sol";

contract ConstantProductPoolTest is VenueTest {
    ConstantProductPool internal pool;

    function setUp() external {
        pool = ConstantProductPool(
            _filled(address(new ConstantProductPool(ETHER, address(coin), 30)))
        );
        _give(ALICE, address(pool), 1e12);
    }

    function test_buys_what_keeps_the_product_less_the_fee() external {
        vm.expectEmit(address(pool));
        emit IConstantProductPool.Swapped(ALICE, ETHER, 30_000, 90_661);
        vm.prank(ALICE);
        // 30000 * 0.997 * 1000000 / (300000 + 30000 * 0.997), rounded down.
        vm.assertEq(pool.swap{value: 30_000}(ETHER, 30_000, 90_661), 90_661);
        (uint256 ether_, uint256 coins) = pool.reserves();
        vm.assertEq(ether_, 330_000);
        vm.assertEq(coins, 909_339);
        vm.assertEq(coin.balanceOf(ALICE), 1e12 + 90_661);
    }

    function test_sells_the_other_way_for_ether() external {
        vm.prank(ALICE);
        uint256 bought = pool.swap(address(coin), 1_000_000, 0);
        vm.assertEq(bought, 149_774);
        vm.assertEq(ALICE.balance, 1e12 + 149_774);
    }

    function test_the_product_never_falls(uint96 amount, bool isEther, uint16 fee) external {
        pool = ConstantProductPool(
            _filled(address(new ConstantProductPool(ETHER, address(coin), fee % 10_000)))
        );
        _give(ALICE, address(pool), type(uint96).max);
        uint256 before = _product();
        uint256 some = uint256(amount) + 1;
        vm.deal(ALICE, some);
        coin.mint(ALICE, some);
        vm.prank(ALICE);
        pool.swap{value: isEther ? some : 0}(isEther ? ETHER : address(coin), some, 0);
        vm.assertEq(_product() >= before, true);
        (uint256 ether_, uint256 coins) = pool.reserves();
        vm.assertEq(ether_, address(pool).balance);
        vm.assertEq(coins, coin.balanceOf(address(pool)));
    }

    function test_what_was_sent_otherwise_counts_after_sync() external {
        coin.mint(address(pool), 7);
        (, uint256 coins) = pool.reserves();
        vm.assertEq(coins, 1_000_000);
        pool.sync();
        (, coins) = pool.reserves();
        vm.assertEq(coins, 1_000_007);
    }

    // Reverts

    function test_reverts_when_it_buys_less_than_wanted() external {
        vm.expectRevert(
            abi.encodeWithSelector(IConstantProductPool.BoughtTooLittle.selector, 90_661, 90_662)
        );
        vm.prank(ALICE);
        pool.swap{value: 30_000}(ETHER, 30_000, 90_662);
    }

    function test_reverts_for_another_token_and_for_nothing() external {
        vm.startPrank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IConstantProductPool.TokenNotInPool.selector, address(gold))
        );
        pool.swap(address(gold), 1, 0);
        vm.expectRevert(IVenue.ZeroAmount.selector);
        pool.swap(ETHER, 0, 0);
        vm.stopPrank();
    }

    function test_reverts_when_a_reserve_would_not_fit() external {
        uint256 amount = uint256(type(uint112).max) - 1_000_000 + 1;
        vm.expectRevert(
            abi.encodeWithSelector(IConstantProductPool.ReserveOverflow.selector, 1_000_000, amount)
        );
        vm.prank(ALICE);
        pool.swap(address(coin), amount, 0);
    }

    function test_the_product_of_the_planted_pool_falls() external {
        pool = ConstantProductPool(_filled(address(new ProductFalls(ETHER, address(coin), 30))));
        uint256 before = _product();
        vm.prank(ALICE);
        pool.swap{value: 30_000}(ETHER, 30_000, 0);
        vm.assertEq(_product() < before, true);
    }

    function _product() private view returns (uint256) {
        (uint256 first, uint256 second) = pool.reserves();
        return first * second;
    }

    function _filled(address made) private returns (address) {
        vm.deal(made, 300_000);
        coin.mint(made, 1_000_000);
        ConstantProductPool(made).sync();
        return made;
    }
}
