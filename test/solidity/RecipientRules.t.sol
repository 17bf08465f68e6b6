// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {RecipientRules} from "../../contracts/guards/RecipientRules.sol";
import {GuardCase} from "./GuardCase.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// A first withdrawal waits a day. The stranger is on the list. Nobody was paid yet.
abstract contract RecipientRulesCase is GuardCase {
    string internal constant ARTIFACT = "RecipientRules.sol:RecipientRules";
    uint64 internal constant DELAY = 1 days;

    RecipientRules internal _rules;

    function _newGuard() internal override returns (address) {
        address[] memory refused = new address[](1);
        refused[0] = STRANGER;
        _rules = RecipientRules(_deploy(ARTIFACT, abi.encode(gateway, DELAY, refused)));
        return address(_rules);
    }

    function _know() internal {
        IWithdrawalGuard.Withdrawal memory first = _holds(usd, 1);
        vm.warp(block.timestamp + DELAY);
        _releases(first);
    }

    function _someone(uint256 index) internal pure returns (address) {
        return address(uint160(0x2000 + index));
    }
}

contract RecipientRulesTest is RecipientRulesCase {
    // Successes

    function test_the_first_withdrawal_waits_and_the_next_does_not() external {
        IWithdrawalGuard.Withdrawal memory first = _holds(usd, 10e6);
        vm.warp(START + DELAY - 1);
        _expectTooEarly(first, START + DELAY);
        vm.warp(START + DELAY);
        _releases(first);
        _pays(usd, 10e6);
        _pays(weth, 10 ether);
    }

    function test_what_is_submitted_before_the_first_is_paid_waits_as_well() external {
        IWithdrawalGuard.Withdrawal memory first = _holds(usd, 10e6);
        vm.warp(START + DELAY - 1);
        IWithdrawalGuard.Withdrawal memory second = _holds(usd, 10e6);
        vm.warp(START + DELAY);
        _releases(first);
        _expectTooEarly(second, START + 2 * DELAY - 1);
        vm.warp(START + 2 * DELAY - 1);
        _releases(second);
    }

    function test_each_recipient_is_known_by_himself() external {
        _know();
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        _assertAllows(request);
        request.withdrawal.recipient = ALICE;
        _assertHolds(request, "new recipient", block.timestamp + DELAY);
    }

    function test_refuses_a_recipient_on_the_list() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        withdrawal.recipient = STRANGER;
        _expectRefusal(withdrawal, "recipient refused", 0);
    }

    function test_without_a_delay_only_the_list_counts() external {
        guard = IWithdrawalGuard(_deploy(ARTIFACT, abi.encode(gateway, 0, new address[](0))));
        _assertAllows(_request(usd, 1));
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Settings

    function test_the_list_bites_at_once_held_or_not() external {
        IWithdrawalGuard.Withdrawal memory held = _holds(usd, 10e6);
        vm.warp(START + DELAY);
        _tighten(abi.encodeCall(RecipientRules.setRefused, (BOB, true)));
        _expectRefusal(_withdrawal(usd, 1), "recipient refused", 0);
        _expectReleaseReverts(
            held,
            abi.encodeWithSelector(
                IGuardedGateway.Refused.selector,
                address(guard),
                bytes32("recipient refused"),
                uint64(0)
            )
        );
    }

    function test_coming_off_the_list_waits_and_makes_nobody_known() external {
        _loosen(abi.encodeCall(RecipientRules.setRefused, (STRANGER, false)));
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        request.withdrawal.recipient = STRANGER;
        _assertHolds(request, "new recipient", block.timestamp + DELAY);
    }
}

contract RecipientRulesAttackTest is RecipientRulesCase {
    // Extremes

    function test_takes_the_largest_amounts_and_times() external {
        vm.warp(uint256(type(uint32).max) + 1);
        _assertHolds(
            _request(usd, type(uint256).max),
            "new recipient",
            uint256(type(uint32).max) + 1 + DELAY
        );
    }

    function test_gas_is_the_same_however_many_are_known() external {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        uint256 before = _gasToAsk(request);
        this.knowMany(100);
        require(_gasToAsk(request) < before + 500, "asking grows");
    }

    // Attacks

    function test_what_another_guard_refuses_makes_nobody_known() external {
        _addRefusing();
        _submitFails(_withdrawal(usd, 1));
        vm.assertEq(_rules.isKnown(BOB), false);
    }

    function test_what_is_held_and_cancelled_makes_nobody_known() external {
        _cancel(_holds(usd, 1));
        vm.assertEq(_rules.isKnown(BOB), false);
        vm.warp(START + DELAY);
        _holds(usd, 1);
    }

    function test_a_guard_that_joins_later_lets_nothing_go_early() external {
        ScriptedGuard holding = _addScripted();
        holding.hold(uint64(START + 1 hours));
        _assertHolds(_oldRequest(usd, 1, START), "new recipient", START + DELAY);
        vm.warp(START + DELAY - 1);
        _assertHolds(_oldRequest(usd, 1, START), "new recipient", START + DELAY);
        vm.warp(START + DELAY);
        _assertAllows(_oldRequest(usd, 1, START));
    }

    // Known weaknesses

    function test_a_coin_ahead_opens_the_way_for_everything() external {
        IWithdrawalGuard.Withdrawal memory coin = _holds(usd, 1);
        vm.warp(START + DELAY);
        _releases(coin);
        _pays(weth, 100 ether);
        vm.assertEq(BOB.balance, 100 ether);
    }

    function test_a_fresh_address_is_not_on_the_list() external {
        _tighten(abi.encodeCall(RecipientRules.setRefused, (BOB, true)));
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        withdrawal.recipient = address(0xFE5);
        _assertSame(_submit(withdrawal), IGuardedGateway.Status.Held);
        vm.warp(START + DELAY);
        _releases(withdrawal);
    }

    // The claims

    /// Whoever is paid and listed in whatever order: what is allowed is for nobody on the list, and
    /// for somebody known or after the delay.
    function test_nothing_goes_to_the_list_or_to_the_unknown_before_the_delay(
        uint256 seed
    ) external {
        bool[4] memory isListed;
        bool[4] memory isKnown;
        for (uint256 i = 0; i < 30; ++i) {
            uint256 turn = uint256(keccak256(abi.encode(seed, i)));
            uint256 who = _draw(turn, "who", 3);
            vm.warp(block.timestamp + _draw(turn, "step", 12 hours));
            if (_draw(turn, "list", 9) == 0) {
                vm.prank(GOVERNOR);
                _rules.setRefused(_someone(who), true);
                isListed[who] = true;
            }
            IWithdrawalGuard.Request memory request = _request(usd, 1);
            request.withdrawal.recipient = _someone(who);
            uint256 age = _draw(turn, "age", 2 * DELAY);
            bool isOld = _draw(turn, "phase", 1) == 0;
            if (isOld) {
                request.phase = IWithdrawalGuard.Phase.Release;
                request.heldSince = uint64(block.timestamp - age);
            }
            bool isDue = isKnown[who] || (isOld && age >= DELAY);
            vm.assertEq(_doesAllow(request), !isListed[who] && isDue);
            if (!isListed[who] && isDue) {
                _commitPaid(request);
                isKnown[who] = true;
            }
        }
    }

    function knowMany(uint160 count) external {
        for (uint160 i = 1; i <= count; ++i) {
            IWithdrawalGuard.Request memory request = _request(usd, 1);
            request.withdrawal.recipient = address(i);
            _commitPaid(request);
        }
    }
}
