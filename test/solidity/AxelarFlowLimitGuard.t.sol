// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {NetFlowEpoch} from "../../contracts/guards/NetFlowEpoch.sol";
import {AxelarFlowLimitGuard} from "../../contracts/guards/real/AxelarFlowLimitGuard.sol";
import {AxelarTokenFlow} from "../../contracts/guards/real/AxelarTokenFlow.sol";
import {GuardCase} from "./GuardCase.sol";

/// Axelar's limit of 50 dollars in six hours, and ours beside it.
contract AxelarFlowLimitGuardTest is GuardCase {
    string private constant ARTIFACT = "AxelarFlowLimitGuard.sol:AxelarFlowLimitGuard";
    uint64 private constant EPOCH = 6 hours;
    uint128 private constant LIMIT = 50e6;

    AxelarFlowLimitGuard private _axelar;
    NetFlowEpoch private _ours;

    // Successes

    function test_pays_up_to_the_limit_to_the_unit() external {
        _pays(usd, 30e6);
        _assertAllows(_request(usd, 20e6 - 1));
        _assertAllows(_request(usd, 20e6));
        _assertRefuses(_request(usd, 20e6 + 1), "limit of this epoch");
        _assertRefuses(_request(usd, LIMIT + 1), "limit of an epoch");
    }

    function test_begins_anew_with_the_next_epoch() external {
        _pays(usd, LIMIT);
        vm.warp(START + EPOCH - 1);
        _expectRefusal(_withdrawal(usd, 1), "limit of this epoch", uint64(START) + EPOCH);
        vm.warp(START + EPOCH);
        _pays(usd, LIMIT);
    }

    function test_takes_deposits_off() external {
        _depositUsd(20e6);
        _pays(usd, LIMIT);
        _pays(usd, 20e6);
        _assertRefuses(_request(usd, 1), "limit of this epoch");
    }

    function test_refuses_a_token_without_limit_where_axelar_has_none() external {
        _assertRefuses(_request(weth, 1), "token not listed");
        _tighten(abi.encodeCall(AxelarFlowLimitGuard.setLimit, (usd, 0)));
        _assertRefuses(_request(usd, 1), "token not listed");
        AxelarTokenFlow flow = AxelarTokenFlow(
            _deploy("AxelarTokenFlow.sol:AxelarTokenFlow", abi.encode(EPOCH))
        );
        flow.addFlowOut(type(uint256).max);
        vm.assertEq(flow.flowOutAmount(), 0);
    }

    function test_a_lower_limit_bites_at_once_and_a_higher_one_waits() external {
        _pays(usd, 30e6);
        _tighten(abi.encodeCall(AxelarFlowLimitGuard.setLimit, (usd, 30e6)));
        _assertRefuses(_request(usd, 1), "limit of this epoch");
        _loosen(abi.encodeCall(AxelarFlowLimitGuard.setLimit, (usd, 60e6)));
        _pays(usd, 60e6);
    }

    function test_only_the_guard_moves_axelars_contract() external {
        AxelarTokenFlow flow = _axelar.flowOf(usd);
        bytes memory reason = abi.encodeWithSelector(
            AxelarTokenFlow.NotOwner.selector,
            address(this)
        );
        vm.expectRevert(reason);
        flow.setFlowLimit(1, 0);
        vm.expectRevert(reason);
        flow.addFlowOut(1);
        vm.expectRevert(reason);
        flow.addFlowIn(1);
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Where ours differs

    function test_a_deposit_beyond_the_limit_counts_for_nothing_and_is_not_hindered() external {
        _depositUsd(LIMIT + 1);
        vm.assertEq(_axelar.flowOf(usd).flowInAmount(), 0);
        _assertRefuses(_request(usd, LIMIT + 1), "limit of an epoch");
        _commitPaid(_request(usd, LIMIT));
        _assertRefuses(_request(usd, 1), "limit of this epoch");
        vm.startPrank(address(gateway));
        _ours.onDeposited(usd, ALICE, LIMIT + 1);
        _ours.onPaid(_request(usd, LIMIT), "");
        vm.stopPrank();
        vm.assertEq(_isAllowed(_ours, usd, LIMIT), true);
    }

    function test_after_the_limit_was_lowered_too_little_is_refused() external {
        _depositUsd(LIMIT);
        _tighten(abi.encodeCall(AxelarFlowLimitGuard.setLimit, (usd, 20e6)));
        _assertRefuses(_request(usd, 20e6), "limit of this epoch");
        vm.startPrank(address(gateway));
        _ours.onDeposited(usd, ALICE, LIMIT);
        vm.stopPrank();
        vm.prank(GOVERNOR);
        _ours.setLimit(usd, 20e6);
        vm.assertEq(_isAllowed(_ours, usd, 20e6), true);
    }

    /// Neither deposits beyond the limit nor a lower limit: the answers are the same, down to when
    /// to try again. What is allowed is paid without fail.
    function test_ours_gives_the_same_answers(uint256 seed) external {
        _walk(seed, false);
    }

    /// Deposits of any size, and lower limits: what Axelar allows, ours allows.
    function test_ours_is_never_stricter(uint256 seed) external {
        _walk(seed, true);
    }

    function _newGuard() internal override returns (address) {
        AxelarFlowLimitGuard.TokenLimit[] memory limits = new AxelarFlowLimitGuard.TokenLimit[](1);
        limits[0] = AxelarFlowLimitGuard.TokenLimit(usd, LIMIT);
        _axelar = AxelarFlowLimitGuard(_deploy(ARTIFACT, abi.encode(gateway, EPOCH, limits)));
        NetFlowEpoch.Limit[] memory ours = new NetFlowEpoch.Limit[](1);
        ours[0] = NetFlowEpoch.Limit(usd, LIMIT);
        _ours = NetFlowEpoch(_deploy("NetFlowEpoch.sol:NetFlowEpoch", abi.encode(gateway, ours)));
        return address(_axelar);
    }

    function _walk(uint256 seed, bool isWild) private {
        uint128 limit = LIMIT;
        for (uint256 i = 0; i < 30; ++i) {
            uint256 turn = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(block.timestamp + _drawStep(turn, EPOCH, 2 hours));
            uint256 kind = _draw(turn, "kind", 9);
            if (kind == 0 && isWild) {
                limit = uint128(1 + _draw(turn, "limit", limit - 1));
                vm.startPrank(GOVERNOR);
                _axelar.setLimit(usd, limit);
                _ours.setLimit(usd, limit);
                vm.stopPrank();
            } else if (kind < 4) {
                _depositInBoth(_draw(turn, "deposit", isWild ? 3 * LIMIT : LIMIT / 2), isWild);
            } else {
                _withdrawFromBoth(_drawAmount(turn, limit), isWild);
            }
        }
    }

    /// Any amount up to a little above the limit; at times what is left, or a unit more.
    function _drawAmount(uint256 turn, uint256 limit) private view returns (uint256) {
        AxelarTokenFlow flow = _axelar.flowOf(usd);
        uint256 most = limit + flow.flowInAmount();
        uint256 edge = _draw(turn, "left", 5);
        if (edge < 2 && most > flow.flowOutAmount()) return most - flow.flowOutAmount() + edge;
        return 1 + _draw(turn, "amount", limit + 5);
    }

    function _depositInBoth(uint256 amount, bool isWild) private {
        AxelarTokenFlow flow = _axelar.flowOf(usd);
        bool isTooMuch = flow.flowInAmount() + amount > LIMIT + flow.flowOutAmount();
        if (isTooMuch && !isWild) return;
        vm.startPrank(address(gateway));
        try _axelar.onDeposited(usd, ALICE, amount) {} catch {}
        _ours.onDeposited(usd, ALICE, amount);
        vm.stopPrank();
    }

    function _withdrawFromBoth(uint256 amount, bool isWild) private {
        IWithdrawalGuard.Request memory request = _request(usd, amount);
        IWithdrawalGuard.Decision memory theirs = _axelar.assess(request, "");
        IWithdrawalGuard.Decision memory ours = _ours.assess(request, "");
        if (!isWild) vm.assertEq(abi.encode(theirs), abi.encode(ours));
        if (theirs.action != IWithdrawalGuard.Action.Allow) return;
        vm.assertEq(uint256(ours.action), uint256(IWithdrawalGuard.Action.Allow));
        vm.startPrank(address(gateway));
        _axelar.onPaid(request, "");
        _ours.onPaid(request, "");
        vm.stopPrank();
    }
}
