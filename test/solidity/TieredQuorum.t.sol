// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {TieredQuorum} from "../../contracts/guards/TieredQuorum.sol";
import {GuardCase} from "./GuardCase.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// From 10 dollars on 70 % of nine signers, which is seven, and from 50 on 90 %, which is all. Of
/// ether the same, in ether. Below, the gateway's own five.
abstract contract TieredQuorumCase is GuardCase {
    string internal constant ARTIFACT = "TieredQuorum.sol:TieredQuorum";

    TieredQuorum internal _tiered;

    function _newGuard() internal override returns (address) {
        TieredQuorum.TokenTiers[] memory tokens = new TieredQuorum.TokenTiers[](2);
        tokens[0] = TieredQuorum.TokenTiers(usd, _tiers(10e6, 7, 10, 50e6, 9, 10));
        tokens[1] = TieredQuorum.TokenTiers(weth, _tiers(10 ether, 70, 100, 50 ether, 90, 100));
        _tiered = TieredQuorum(_deploy(ARTIFACT, abi.encode(gateway, tokens)));
        return address(_tiered);
    }

    function _newTiered(TieredQuorum.Tier[] memory tiers) internal returns (TieredQuorum) {
        TieredQuorum.TokenTiers[] memory tokens = new TieredQuorum.TokenTiers[](1);
        tokens[0] = TieredQuorum.TokenTiers(usd, tiers);
        return TieredQuorum(_deploy(ARTIFACT, abi.encode(gateway, tokens)));
    }

    function _assertNeeds(address token, uint256 amount, uint256 signers) internal {
        IWithdrawalGuard.Request memory request = _request(token, amount);
        for (uint256 count = 5; count <= 9; ++count) {
            request.quorum = _quorum(count);
            vm.assertEq(_doesAllow(request), count >= signers);
        }
    }

    function _expectSetReverts(TieredQuorum.Tier[] memory tiers, bytes memory reason) internal {
        TieredQuorum.TokenTiers[] memory tokens = new TieredQuorum.TokenTiers[](1);
        tokens[0] = TieredQuorum.TokenTiers(usd, tiers);
        _expectNotDeployed(ARTIFACT, abi.encode(gateway, tokens), reason);
    }

    /// Up to four tiers, ascending in amount and share, about half of them in the lower amounts.
    function _drawTiers(uint256 seed) internal pure returns (TieredQuorum.Tier[] memory tiers) {
        tiers = new TieredQuorum.Tier[](1 + _draw(seed, "count", 3));
        uint256 from = _draw(seed, "from", type(uint64).max);
        uint64 percent = uint64(1 + _draw(seed, "percent", 60));
        for (uint256 i = 0; i < tiers.length; ++i) {
            tiers[i] = TieredQuorum.Tier(uint128(from), percent, 100);
            from += 1 + _draw(seed ^ i, "step", type(uint64).max);
            percent += uint64(_draw(seed ^ i, "more", 13));
        }
    }

    function _setting(
        uint128 from,
        uint64 numerator,
        uint64 denominator,
        uint128 nextFrom,
        uint64 nextNumerator,
        uint64 nextDenominator
    ) internal view returns (bytes memory) {
        TieredQuorum.Tier[] memory tiers = _tiers(
            from,
            numerator,
            denominator,
            nextFrom,
            nextNumerator,
            nextDenominator
        );
        return abi.encodeCall(TieredQuorum.setTiers, (usd, tiers));
    }

    function _tiers(
        uint128 from,
        uint64 numerator,
        uint64 denominator,
        uint128 nextFrom,
        uint64 nextNumerator,
        uint64 nextDenominator
    ) internal pure returns (TieredQuorum.Tier[] memory tiers) {
        tiers = new TieredQuorum.Tier[](2);
        tiers[0] = TieredQuorum.Tier(from, numerator, denominator);
        tiers[1] = TieredQuorum.Tier(nextFrom, nextNumerator, nextDenominator);
    }
}

contract TieredQuorumTest is TieredQuorumCase {
    // Successes

    function test_takes_the_signers_of_the_tier() external {
        _assertNeeds(usd, 10e6 - 1, 5);
        _assertNeeds(usd, 10e6, 7);
        _assertNeeds(usd, 50e6 - 1, 7);
        _assertNeeds(usd, 50e6, 9);
        _assertNeeds(usd, type(uint256).max, 9);
    }

    function test_takes_tiers_of_each_token_in_its_own_unit() external {
        _assertNeeds(weth, 50e6, 5);
        _assertNeeds(weth, 10 ether - 1, 5);
        _assertNeeds(weth, 10 ether, 7);
        _assertNeeds(weth, 50 ether, 9);
    }

    function test_rounds_the_share_up() external {
        IWithdrawalGuard.Request memory request = _request(usd, 10e6);
        uint256[4] memory totals = [uint256(10), 11, 22, 30];
        uint256[4] memory needed = [uint256(7), 8, 16, 21];
        for (uint256 i = 0; i < 4; ++i) {
            request.quorum.total = totals[i];
            request.quorum.weight = needed[i] - 1;
            _assertRefuses(request, "quorum below tier");
            request.quorum.weight = needed[i];
            _assertAllows(request);
        }
    }

    function test_counts_weight_and_not_signatures() external {
        IWithdrawalGuard.Request memory request = _request(usd, 10e6);
        request.quorum = _quorum(9);
        request.quorum.weight = 6;
        _assertRefuses(request, "quorum below tier");
        request.quorum = _quorum(1);
        request.quorum.weight = 7;
        _assertAllows(request);
    }

    function test_counts_vacant_seats_as_absent() external {
        vm.prank(RESPONDER);
        gateway.replaceSigner(vm.addr(keys[8]));
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 50e6);
        ISigners.Signature[] memory signatures = _signed(withdrawal, 8);
        IGuardStack.Proofs memory proofs = _proofs();
        _expectRefused(address(guard), "quorum below tier", 0);
        gateway.submit(withdrawal, signatures, proofs);
    }

    function test_pays_when_more_signatures_are_brought() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 20e6);
        _expectRefusal(withdrawal, "quorum below tier", 0);
        _assertStatus(gateway.keyOf(withdrawal), IGuardedGateway.Status.None);
        gateway.submit(withdrawal, _signed(withdrawal, 7), _proofs());
        vm.assertEq(usdCoin.balanceOf(BOB), 20e6);
    }

    function test_refuses_a_token_without_tiers() external {
        IWithdrawalGuard.Request memory request = _request(address(potion), 1);
        request.quorum = _quorum(9);
        _assertRefuses(request, "token not listed");
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Settings

    function test_higher_tiers_bite_at_once() external {
        _tighten(_setting(5e6, 7, 10, 50e6, 9, 10));
        _assertNeeds(usd, 5e6, 7);
        _tighten(_setting(5e6, 8, 10, 50e6, 9, 10));
        _assertNeeds(usd, 5e6, 8);
        _tighten(_setting(0, 9, 9, 1, 1, 1));
        _assertNeeds(usd, 1, 9);
        _tighten(abi.encodeCall(TieredQuorum.setTiers, (usd, new TieredQuorum.Tier[](0))));
        _assertRefuses(_request(usd, 1), "token not listed");
    }

    function test_lower_tiers_wait_wherever_they_are_lower() external {
        _assertWaits(_setting(10e6 + 1, 9, 9, 50e6, 1, 1));
        _assertWaits(_setting(10e6, 69, 100, 50e6, 9, 10));
        _assertWaits(_setting(10e6, 7, 10, 50e6 + 1, 9, 10));
        _assertWaits(_setting(10e6, 7, 10, 50e6, 89, 100));
        _loosen(_setting(20e6, 7, 10, 50e6, 9, 10));
        _assertNeeds(usd, 20e6 - 1, 5);
        _assertNeeds(usd, 20e6, 7);
    }

    function test_listing_a_token_waits() external {
        TieredQuorum.Tier[] memory tiers = _tiers(1, 1, 1, 2, 1, 1);
        _loosen(abi.encodeCall(TieredQuorum.setTiers, (address(potion), tiers)));
        _assertNeeds(address(potion), 1, 9);
    }

    function test_setting_the_same_again_changes_nothing() external {
        _tighten(_setting(10e6, 7, 10, 50e6, 9, 10));
        _assertNeeds(usd, 10e6, 7);
        vm.assertEq(_tiered.tiersOf(usd).length, 2);
    }

    function test_reverts_when_tiers_are_unsound() external {
        _expectSetReverts(
            _tiers(1, 0, 10, 2, 9, 10),
            abi.encodeWithSelector(TieredQuorum.ShareUnsound.selector, 0)
        );
        _expectSetReverts(
            _tiers(1, 7, 10, 2, 11, 10),
            abi.encodeWithSelector(TieredQuorum.ShareUnsound.selector, 1)
        );
        _expectSetReverts(
            _tiers(2, 7, 10, 2, 9, 10),
            abi.encodeWithSelector(TieredQuorum.TiersNotAscending.selector, 1)
        );
        _expectSetReverts(
            _tiers(1, 7, 10, 2, 69, 100),
            abi.encodeWithSelector(TieredQuorum.TiersNotAscending.selector, 1)
        );
        _expectSetReverts(
            new TieredQuorum.Tier[](17),
            abi.encodeWithSelector(TieredQuorum.TooManyTiers.selector, 16)
        );
    }
}

contract TieredQuorumAttackTest is TieredQuorumCase {
    // Extremes

    function test_takes_the_largest_weights_without_truncation() external {
        IWithdrawalGuard.Request memory request = _request(usd, 50e6);
        request.quorum.total = type(uint256).max;
        request.quorum.weight = (type(uint256).max / 10) * 9;
        _assertRefuses(request, "quorum below tier");
        request.quorum.weight = type(uint256).max;
        _assertAllows(request);
    }

    function test_asks_through_many_tiers_within_its_gas() external {
        TieredQuorum.Tier[] memory tiers = new TieredQuorum.Tier[](16);
        for (uint64 i = 0; i < 16; ++i) tiers[i] = TieredQuorum.Tier(i, 1, 1);
        guard = _newTiered(tiers);
        IWithdrawalGuard.Request memory request = _request(usd, 50e6);
        // In a transaction of its own the first reads of 16 tiers cost 32,000 more.
        require(_gasToAsk(request) < 40_000, "asking takes too much");
    }

    // Attacks

    function test_bringing_it_with_fewer_signatures_first_is_for_nobodys_worse() external {
        _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 20e6);
        _expectRefusal(withdrawal, "quorum below tier", 0);
        gateway.submit(withdrawal, _signed(withdrawal, 7), _proofs());
        _assertStatus(gateway.keyOf(withdrawal), IGuardedGateway.Status.Held);
    }

    function test_judges_a_release_by_the_signatures_of_the_submission() external {
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _holds(usd, 5e6);
        _tighten(_setting(5e6, 7, 10, 50e6, 9, 10));
        vm.warp(START + 1 days);
        holding.allow();
        _expectReleaseReverts(
            withdrawal,
            abi.encodeWithSelector(
                IGuardedGateway.Refused.selector,
                address(guard),
                bytes32("quorum below tier"),
                uint64(0)
            )
        );
    }

    // Known weaknesses

    function test_the_lower_quorum_takes_everything_in_parts() external {
        for (uint256 i = 0; i < 10; ++i) _pays(usd, 10e6 - 1);
        vm.assertEq(usdCoin.balanceOf(BOB), 100e6 - 10);
    }

    // The claims

    /// No amount is paid with less than the share of the highest tier that it reaches.
    function test_no_tier_is_paid_with_less_than_its_share(
        uint128 amount,
        uint96 weight,
        uint96 total,
        uint256 seed
    ) external {
        TieredQuorum.Tier[] memory tiers = _drawTiers(seed);
        guard = _newTiered(tiers);
        IWithdrawalGuard.Request memory request = _request(usd, amount);
        (request.quorum.weight, request.quorum.total) = (weight, total);
        bool isEnough = true;
        for (uint256 i = 0; i < tiers.length; ++i) {
            uint256 share = uint256(tiers[i].numerator) * total;
            bool isBelow = uint256(weight) * tiers[i].denominator < share;
            if (amount >= tiers[i].from && isBelow) isEnough = false;
        }
        vm.assertEq(_doesAllow(request), isEnough);
    }

    /// What is set at once lets nothing pass that did not pass before.
    function test_what_does_not_wait_loosens_nothing(
        uint256 seed,
        uint256 otherSeed,
        uint128 amount,
        uint96 weight
    ) external {
        guard = _newTiered(_drawTiers(seed));
        IWithdrawalGuard.Request memory request = _request(usd, amount);
        (request.quorum.weight, request.quorum.total) = (weight % 101, 100);
        bool didAllow = _doesAllow(request);
        vm.prank(GOVERNOR);
        try TieredQuorum(address(guard)).setTiers(usd, _drawTiers(otherSeed)) {
            require(didAllow || !_doesAllow(request), "loosened at once");
        } catch {}
    }
}
