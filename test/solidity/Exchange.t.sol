// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IExchange} from "../../contracts/interfaces/IExchange.sol";
import {IVenue} from "../../contracts/interfaces/IVenue.sol";
import {Exchange} from "../../contracts/world/Exchange.sol";
import {PaysBlockedAccounts} from "../../contracts/flawed/PaysBlockedAccounts.sol";
import {VenueTest} from "./VenueTest.sol";

contract ExchangeTest is VenueTest {
    Exchange internal exchange = new Exchange(OPERATOR);

    function setUp() external {
        _give(ALICE, address(exchange), 100);
    }

    function test_credits_whose_account_it_is_for() external {
        vm.expectEmit(address(exchange));
        emit IExchange.Deposited(ALICE, BOB, address(coin), 30);
        vm.prank(ALICE);
        exchange.deposit(BOB, address(coin), 30);
        vm.assertEq(exchange.owed(BOB, address(coin)), 30);
        vm.assertEq(exchange.owed(ALICE, address(coin)), 0);
        vm.assertEq(coin.balanceOf(address(exchange)), 30);
    }

    function test_takes_ether_by_its_address() external {
        vm.prank(ALICE);
        exchange.deposit{value: 40}(ALICE, ETHER, 40);
        vm.prank(ALICE);
        exchange.withdraw(ETHER, BOB, 15);
        vm.assertEq(BOB.balance, 15);
        vm.assertEq(exchange.owed(ALICE, ETHER), 25);
    }

    function test_pays_out_of_the_callers_account() external {
        _deposit(ALICE, 30);
        vm.expectEmit(address(exchange));
        emit IExchange.Withdrawn(ALICE, BOB, address(coin), 30);
        vm.prank(ALICE);
        exchange.withdraw(address(coin), BOB, 30);
        vm.assertEq(coin.balanceOf(BOB), 30);
        vm.assertEq(exchange.owed(ALICE, address(coin)), 0);
    }

    function test_takes_and_credits_what_comes_to_a_blocked_account() external {
        _block(ALICE);
        _deposit(ALICE, 30);
        vm.assertEq(exchange.owed(ALICE, address(coin)), 30);
    }

    function test_returns_all_of_a_blocked_account() external {
        _deposit(ALICE, 30);
        _block(ALICE);
        vm.expectEmit(address(exchange));
        emit IExchange.Returned(ALICE, BOB, address(coin), 30);
        vm.startPrank(OPERATOR);
        vm.assertEq(exchange.returnBlocked(ALICE, address(coin), BOB), 30);
        vm.assertEq(exchange.returnBlocked(ALICE, address(coin), BOB), 0);
        vm.stopPrank();
        vm.assertEq(coin.balanceOf(BOB), 30);
    }

    function test_pays_again_when_the_block_is_lifted() external {
        _deposit(ALICE, 30);
        _block(ALICE);
        vm.prank(OPERATOR);
        exchange.unblockAccount(ALICE);
        vm.prank(ALICE);
        exchange.withdraw(address(coin), ALICE, 30);
        vm.assertEq(coin.balanceOf(ALICE), 100);
    }

    // Reverts

    function test_reverts_when_a_blocked_account_withdraws() external {
        _deposit(ALICE, 30);
        _block(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IExchange.AccountBlocked.selector, ALICE));
        vm.prank(ALICE);
        exchange.withdraw(address(coin), BOB, 1);
    }

    function test_reverts_when_more_is_withdrawn_than_is_owed() external {
        _deposit(ALICE, 30);
        vm.expectRevert(abi.encodeWithSelector(IExchange.BalanceShort.selector, ALICE, 30, 31));
        vm.prank(ALICE);
        exchange.withdraw(address(coin), BOB, 31);
    }

    function test_reverts_when_what_is_returned_is_not_blocked() external {
        vm.expectRevert(abi.encodeWithSelector(IExchange.NotBlocked.selector, ALICE));
        vm.prank(OPERATOR);
        exchange.returnBlocked(ALICE, address(coin), BOB);
    }

    function test_reverts_when_a_stranger_acts_as_the_operator() external {
        bytes memory stranger = abi.encodeWithSelector(IExchange.NotOperator.selector, BOB);
        vm.startPrank(BOB);
        vm.expectRevert(stranger);
        exchange.blockAccount(ALICE);
        vm.expectRevert(stranger);
        exchange.unblockAccount(ALICE);
        vm.expectRevert(stranger);
        exchange.returnBlocked(ALICE, address(coin), BOB);
        vm.stopPrank();
    }

    function test_reverts_when_the_ether_is_not_what_was_named() external {
        vm.startPrank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IVenue.EtherAmountWrong.selector, 1, 2));
        exchange.deposit{value: 1}(ALICE, ETHER, 2);
        vm.expectRevert(abi.encodeWithSelector(IVenue.EtherAmountWrong.selector, 1, 0));
        exchange.deposit{value: 1}(ALICE, address(coin), 2);
        vm.stopPrank();
    }

    function test_reverts_for_nobody_and_for_nothing() external {
        vm.startPrank(ALICE);
        vm.expectRevert(IVenue.ZeroAddress.selector);
        exchange.deposit(address(0), address(coin), 1);
        vm.expectRevert(IVenue.ZeroAmount.selector);
        exchange.deposit(ALICE, address(coin), 0);
        vm.stopPrank();
        _block(ALICE);
        vm.expectRevert(IVenue.ZeroAddress.selector);
        vm.prank(OPERATOR);
        exchange.returnBlocked(ALICE, address(coin), address(0));
    }

    // Attacks

    function test_a_recipient_that_calls_back_gets_no_more_than_is_owed() external {
        _give(BOB, address(exchange), 100);
        vm.prank(BOB);
        exchange.deposit{value: 100}(BOB, ETHER, 100);
        Caller caller = new Caller(exchange);
        vm.prank(ALICE);
        exchange.deposit{value: 10}(address(caller), ETHER, 10);
        vm.expectRevert(
            abi.encodeWithSelector(IVenue.EtherTransferFailed.selector, address(caller))
        );
        caller.take();
        vm.assertEq(address(exchange).balance, 110);
    }

    function test_the_planted_exchange_pays_a_blocked_account() external {
        PaysBlockedAccounts flawed = new PaysBlockedAccounts(OPERATOR);
        vm.prank(ALICE);
        flawed.deposit{value: 5}(ALICE, ETHER, 5);
        vm.prank(OPERATOR);
        flawed.blockAccount(ALICE);
        vm.prank(ALICE);
        flawed.withdraw(ETHER, BOB, 5);
        vm.assertEq(BOB.balance, 5);
    }

    function _deposit(address who, uint256 amount) private {
        vm.prank(who);
        exchange.deposit(who, address(coin), amount);
    }

    function _block(address who) private {
        vm.prank(OPERATOR);
        exchange.blockAccount(who);
    }
}

/// Withdraws once more while it is being paid.
contract Caller {
    Exchange private immutable _exchange;

    constructor(Exchange exchange) {
        _exchange = exchange;
    }

    receive() external payable {
        _exchange.withdraw(0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE, address(this), 10);
    }

    function take() external {
        _exchange.withdraw(0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE, address(this), 10);
    }
}
