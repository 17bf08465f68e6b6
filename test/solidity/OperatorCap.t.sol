// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {OperatorCap} from "../../contracts/guards/OperatorCap.sol";
import {GuardCase} from "./GuardCase.sol";
import {ScriptedGuard} from "./GuardDoubles.sol";

/// Nine signers of whom five are needed. The first four are one company's, which counts for two at
/// most; the others have an operator each.
abstract contract OperatorCapCase is GuardCase {
    string internal constant ARTIFACT = "OperatorCap.sol:OperatorCap";
    bytes32 internal constant COMPANY = "company";

    OperatorCap internal _cap;

    function _newGuard() internal override returns (address) {
        OperatorCap.Assignment[] memory assignments = new OperatorCap.Assignment[](9);
        for (uint256 i = 0; i < 9; ++i) {
            bytes32 operator = i < 4 ? COMPANY : bytes32(i);
            assignments[i] = OperatorCap.Assignment(vm.addr(keys[i]), operator);
        }
        _cap = OperatorCap(_deploy(ARTIFACT, abi.encode(gateway, 2, assignments)));
        return address(_cap);
    }

    function _setCap(uint256 cap) internal {
        bytes memory change = abi.encodeCall(OperatorCap.setCap, (cap));
        if (cap > _cap.cap()) {
            _changeOf(_cap, change);
        } else {
            vm.prank(GOVERNOR);
            _cap.setCap(cap);
        }
    }

    function _assertCounts(uint256[] memory signingKeys, bool isEnough) internal {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        for (uint256 i = 0; i < 5; ++i) request.quorum.signers[i] = vm.addr(signingKeys[i]);
        vm.assertEq(_doesAllow(request), isEnough);
    }

    function _keysOf(
        uint256 a,
        uint256 b,
        uint256 c,
        uint256 d,
        uint256 e
    ) internal view returns (uint256[] memory chosen) {
        chosen = new uint256[](5);
        (chosen[0], chosen[1], chosen[2]) = (keys[a], keys[b], keys[c]);
        (chosen[3], chosen[4]) = (keys[d], keys[e]);
    }
}

contract OperatorCapTest is OperatorCapCase {
    // Successes

    function test_counts_one_operators_keys_for_no_more_than_the_cap() external {
        _assertCounts(_keysOf(0, 1, 4, 5, 6), true);
        _assertCounts(_keysOf(0, 1, 2, 4, 5), false);
        _assertCounts(_keysOf(0, 1, 2, 3, 4), false);
        _assertCounts(_keysOf(4, 5, 6, 7, 8), true);
    }

    function test_counts_weight_and_not_keys() external {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        request.quorum = _quorum(1);
        request.quorum.weights[0] = 5;
        request.quorum.weight = 5;
        _assertRefuses(request, "too few operators");
        request.quorum.signers[0] = vm.addr(keys[4]);
        _assertRefuses(request, "too few operators");
        request.quorum.minimum = 2;
        _assertAllows(request);
        request.quorum.minimum = 3;
        _assertRefuses(request, "too few operators");
    }

    function test_pays_when_more_operators_sign() external {
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        _expectRefusal(withdrawal, "too few operators", 0);
        gateway.submit(withdrawal, _signed(withdrawal, 7), _proofs());
        _assertStatus(gateway.keyOf(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_takes_commits_from_the_gateway_only() external {
        _assertGatewayOnly(guard);
    }

    // Settings

    function test_a_lower_cap_bites_at_once() external {
        _tighten(abi.encodeCall(OperatorCap.setCap, (1)));
        _assertCounts(_keysOf(0, 1, 4, 5, 6), false);
        _assertCounts(_keysOf(0, 4, 5, 6, 7), true);
        _tighten(abi.encodeCall(OperatorCap.setCap, (1)));
        _tighten(abi.encodeCall(OperatorCap.setCap, (0)));
        _assertCounts(_keysOf(4, 5, 6, 7, 8), false);
    }

    function test_a_higher_cap_waits() external {
        _loosen(abi.encodeCall(OperatorCap.setCap, (3)));
        _assertCounts(_keysOf(0, 1, 2, 4, 5), true);
        _assertCounts(_keysOf(0, 1, 2, 3, 4), false);
    }

    function test_a_key_of_nobody_counts_for_nothing_at_once() external {
        _tighten(abi.encodeCall(OperatorCap.setOperator, (vm.addr(keys[8]), bytes32(0))));
        _assertCounts(_keysOf(4, 5, 6, 7, 8), false);
    }

    function test_naming_an_operator_waits() external {
        address signer = vm.addr(keys[3]);
        _assertWaits(abi.encodeCall(OperatorCap.setOperator, (STRANGER, COMPANY)));
        _tighten(abi.encodeCall(OperatorCap.setOperator, (signer, COMPANY)));
        _loosen(abi.encodeCall(OperatorCap.setOperator, (signer, bytes32("another"))));
        _assertCounts(_keysOf(0, 1, 3, 4, 5), true);
        _assertCounts(_keysOf(0, 1, 2, 4, 5), false);
    }

    // Extremes

    function test_takes_the_largest_weights_without_truncation() external {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        request.quorum = _quorum(2);
        request.quorum.weights[0] = type(uint96).max;
        request.quorum.weights[1] = type(uint96).max;
        request.quorum.minimum = 2;
        _assertAllows(request);
        request.quorum.minimum = 3;
        _assertRefuses(request, "too few operators");
    }

    function test_counts_forty_signers_within_its_gas() external {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        request.quorum.signers = new address[](40);
        request.quorum.weights = new uint256[](40);
        OperatorCap.Assignment[] memory assignments = new OperatorCap.Assignment[](40);
        for (uint256 i = 0; i < 40; ++i) {
            request.quorum.signers[i] = address(uint160(i + 1));
            request.quorum.weights[i] = 1;
            assignments[i] = OperatorCap.Assignment(address(uint160(i + 1)), bytes32(i + 1));
        }
        request.quorum.minimum = 40;
        guard = IWithdrawalGuard(_deploy(ARTIFACT, abi.encode(gateway, 1, assignments)));
        _assertAllows(request);
        // In a transaction of its own the first reads of 40 operators cost 80,000 more.
        require(_gasToAsk(request) < 180_000, "asking takes too much");
    }
}

contract OperatorCapAttackTest is OperatorCapCase {
    // Attacks

    function test_a_new_key_counts_for_nothing_until_its_operator_is_named() external {
        uint256 spareKey = uint256(keccak256("spare"));
        _changeOf(
            gateway,
            abi.encodeCall(ISigners.setSpare, (vm.addr(keys[8]), vm.addr(spareKey)))
        );
        vm.prank(RESPONDER);
        gateway.replaceSigner(vm.addr(keys[8]));
        uint256[] memory signingKeys = _keysOf(0, 1, 4, 5, 6);
        signingKeys[4] = spareKey;
        _assertCounts(signingKeys, false);
        _loosen(abi.encodeCall(OperatorCap.setOperator, (vm.addr(spareKey), bytes32("spare"))));
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        gateway.submit(withdrawal, _signedBy(withdrawal, _sorted(signingKeys)), _proofs());
        _assertStatus(gateway.keyOf(withdrawal), IGuardedGateway.Status.Paid);
    }

    function test_judges_a_release_by_the_signatures_of_the_submission() external {
        ScriptedGuard holding = _addHolding();
        IWithdrawalGuard.Withdrawal memory withdrawal = _withdrawal(usd, 1);
        gateway.submit(withdrawal, _signed(withdrawal, 7), _proofs());
        _tighten(abi.encodeCall(OperatorCap.setCap, (1)));
        vm.warp(START + 1 days);
        holding.allow();
        IWithdrawalGuard.Quorum memory quorum = _quorum(7);
        IGuardStack.Proofs memory proofs = _proofs();
        _expectRefused(address(guard), "too few operators", 0);
        gateway.release(withdrawal, quorum, proofs);
    }

    // Known weaknesses

    function test_a_company_with_lent_keys_of_three_others_is_not_stopped() external {
        _assertCounts(_keysOf(0, 1, 4, 5, 6), true);
    }

    // The claims

    /// Fewer than `minimum / cap` operators pay nothing, whoever's keys they have, and another key
    /// never makes it less.
    function test_too_few_operators_pay_nothing(uint256 seed) external {
        IWithdrawalGuard.Request memory request = _request(usd, 1);
        uint256 cap = 1 + _draw(seed, "cap", 4);
        _setCap(cap);
        request.quorum.minimum = 1 + _draw(seed, "minimum", 8);
        bool didAllow;
        for (uint256 count = 1; count <= 9; ++count) {
            request.quorum.signers = new address[](count);
            request.quorum.weights = new uint256[](count);
            uint256 operators;
            bool hasCompany;
            for (uint256 i = 0; i < count; ++i) {
                uint256 place = (i + (seed % 9)) % 9;
                request.quorum.signers[i] = vm.addr(keys[place]);
                request.quorum.weights[i] = 1 + _draw(seed ^ place, "weight", 3);
                if (place >= 4 || !hasCompany) ++operators;
                if (place < 4) hasCompany = true;
            }
            bool doesAllow = _doesAllow(request);
            require(!doesAllow || operators * cap >= request.quorum.minimum, "too few paid");
            require(doesAllow || !didAllow, "another key made it less");
            didAllow = doesAllow;
        }
    }
}
