// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {SlidingWindow} from "../../contracts/guards/SlidingWindow.sol";
import {OpenZeppelinSlidingWindowGuard} from "../../contracts/guards/real/OpenZeppelinSlidingWindowGuard.sol";
import {GuardCase} from "./GuardCase.sol";

/// OpenZeppelin's window of 50 dollars a day, and ours beside it, in which nothing is big.
contract OpenZeppelinSlidingWindowGuardTest is GuardCase {
    string private constant ARTIFACT =
        "OpenZeppelinSlidingWindowGuard.sol:OpenZeppelinSlidingWindowGuard";
    uint128 private constant LIMIT = 50e6;
    uint48 private constant WINDOW = 1 days;

    OpenZeppelinSlidingWindowGuard private _theirs;
    SlidingWindow private _ours;

    // Successes

    function test_pays_what_is_left_to_the_unit() external {
        _pays(usd, 30e6);
        _assertAllows(_request(usd, 20e6 - 1));
        _assertAllows(_request(usd, 20e6));
        _assertRefuses(_request(usd, 20e6 + 1), "window full");
    }

    function test_a_payment_counts_for_the_window_and_no_second_longer() external {
        _pays(usd, 30e6);
        vm.warp(START + WINDOW - 1);
        _assertRefuses(_request(usd, 20e6 + 1), "window full");
        vm.warp(START + WINDOW);
        _assertAllows(_request(usd, 50e6));
    }

    function test_refuses_a_token_without_limit() external {
        _assertRefuses(_request(weth, 1), "token not listed");
        _tighten(abi.encodeCall(OpenZeppelinSlidingWindowGuard.setLimit, (usd, 0)));
        _assertRefuses(_request(usd, 1), "token not listed");
    }

    function test_a_lower_limit_bites_at_once_and_a_higher_one_waits() external {
        _pays(usd, 30e6);
        _tighten(abi.encodeCall(OpenZeppelinSlidingWindowGuard.setLimit, (usd, 30e6)));
        _assertRefuses(_request(usd, 1), "window full");
        _loosen(abi.encodeCall(OpenZeppelinSlidingWindowGuard.setLimit, (usd, 60e6)));
        _pays(usd, 60e6);
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Where ours differs

    function test_refuses_what_ours_holds() external {
        _spendInBoth(LIMIT);
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        _assertRefuses(request, "window full");
        guard = _ours;
        _assertHolds(request, "window full", 0);
    }

    /// The same is counted and the same passes at once, to the unit and the second, whatever is
    /// paid and when, over lower limits as well. What is allowed is paid without fail.
    function test_ours_counts_the_same(uint256 seed) external {
        uint128 limit = LIMIT;
        for (uint256 i = 0; i < 40; ++i) {
            uint256 turn = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + _drawStep(turn, WINDOW, 8 hours));
            if (_draw(turn, "lower", 19) == 0) {
                limit -= uint128(_draw(turn, "limit", limit / 4));
                vm.startPrank(GOVERNOR);
                _theirs.setLimit(usd, limit);
                _ours.setLimit(usd, limit, type(uint128).max);
                vm.stopPrank();
            }
            (uint256 used, uint256 available) = _theirs.stateOf(usd);
            vm.assertEq(_ours.paidInWindow(usd), used);
            uint256 amount = 1 + _draw(turn, "amount", limit / 3);
            uint256 edge = _draw(turn, "left", 5);
            if (edge < 2) amount = available + edge;
            if (amount == 0) continue;
            bool doesAllow = _isAllowed(_theirs, usd, amount);
            vm.assertEq(_isAllowed(_ours, usd, amount), doesAllow);
            if (doesAllow) _spendInBoth(amount);
        }
    }

    function _newGuard() internal override returns (address) {
        OpenZeppelinSlidingWindowGuard.TokenLimit[]
            memory theirs = new OpenZeppelinSlidingWindowGuard.TokenLimit[](1);
        theirs[0] = OpenZeppelinSlidingWindowGuard.TokenLimit(usd, LIMIT);
        address made = _deploy(ARTIFACT, abi.encode(gateway, WINDOW, theirs));
        _theirs = OpenZeppelinSlidingWindowGuard(made);
        SlidingWindow.TokenLimit[] memory ours = new SlidingWindow.TokenLimit[](1);
        ours[0] = SlidingWindow.TokenLimit(usd, LIMIT, type(uint128).max);
        bytes memory arguments = abi.encode(gateway, WINDOW, 2 days, ours);
        _ours = SlidingWindow(_deploy("SlidingWindow.sol:SlidingWindow", arguments));
        return address(_theirs);
    }

    function _spendInBoth(uint256 amount) private {
        IWithdrawalGuard.Request memory request = _request(usd, amount);
        vm.startPrank(address(gateway));
        _theirs.onPaid(request, "");
        _ours.onPaid(request, "");
        vm.stopPrank();
    }
}
