// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBridgeOperators} from "../../contracts/interfaces/IBridgeOperators.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {FullVaultV2Test} from "./BridgeV2Test.sol";

contract SignaturesV2Test is FullVaultV2Test {
    uint256 private constant CURVE_ORDER =
        0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function test_seven_of_nine_are_enough_and_six_are_not() external {
        for (uint256 count = 0; count < 7; ++count) {
            _expectRefused(count, _usd, 1e6, count, _weightNotReached(count * 100, 630));
        }
        for (uint256 count = 7; count <= 9; ++count) _withdraw(count, _usd, 1e6, count);
        vm.assertEq(usdCoin.balanceOf(BOB), 3e6);
    }

    function test_the_high_tier_needs_all_nine() external {
        _expectRefused(0, _usd, USD_HIGH_TIER, 7, _weightNotReached(700, 810));
        _expectRefused(0, _usd, USD_HIGH_TIER, 8, _weightNotReached(800, 810));
        _withdraw(0, _usd, USD_HIGH_TIER, 9);
    }

    function test_any_seven_are_enough() external {
        uint256[] memory chosen = new uint256[](7);
        for (uint256 i = 0; i < 7; ++i) chosen[i] = keys[i + 2];
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        gatewayV2.submitWithdrawal(receipt, _signedBy(receipt, chosen));
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    function test_weights_count_and_not_heads() external {
        IBridgeOperators.Operator[] memory list = _operators(3, 1);
        list[1].weight = 698;
        list[2].weight = 301;
        gatewayV2.replaceOperators(list);
        _expectRefused(0, _usd, 1e6, 1, _weightNotReached(1, 700));
        _expectRefused(0, _usd, 1e6, 2, _weightNotReached(699, 700));
        _withdraw(0, _usd, 1e6, 3);
        list[1].weight = 699;
        list[2].weight = 300;
        gatewayV2.replaceOperators(list);
        _withdraw(1, _usd, 1e6, 2);
        vm.assertEq(usdCoin.balanceOf(BOB), 2e6);
    }

    function test_a_stranger_in_order_is_tolerated_and_weighs_nothing() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        _expectRefused(receipt, _withStrangers(receipt, 6), _weightNotReached(600, 630));
        gatewayV2.submitWithdrawal(receipt, _withStrangers(receipt, 7));
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    function test_a_dismissed_operator_weighs_nothing() external {
        IBridgeOperators.Operator[] memory list = new IBridgeOperators.Operator[](8);
        for (uint256 i = 0; i < 8; ++i) list[i] = IBridgeOperators.Operator(signers[i + 1], 100);
        gatewayV2.replaceOperators(list);
        _expectRefused(0, _usd, 1e6, 6, _weightNotReached(500, 560));
        _expectRefused(0, _usd, USD_HIGH_TIER, 8, _weightNotReached(700, 720));
        _withdraw(0, _usd, 1e6, 7);
    }

    function test_takes_the_mirror_of_a_signature() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 7);
        for (uint256 i = 0; i < 7; ++i) list[i] = _mirrored(list[i]);
        gatewayV2.submitWithdrawal(receipt, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    function test_signatures_beyond_the_minimum_are_never_read() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        IRoninGatewayV2.Signature[] memory seven = _signed(receipt, 7);
        IRoninGatewayV2.Signature[] memory list = new IRoninGatewayV2.Signature[](10);
        for (uint256 i = 0; i < 7; ++i) list[i] = seven[i];
        list[7] = seven[0];
        list[9] = IRoninGatewayV2.Signature(255, bytes32(0), bytes32(0));
        gatewayV2.submitWithdrawal(receipt, list);
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    // Reverts

    function test_reverts_when_there_are_no_signatures() external {
        _expectRefused(0, _usd, 1e6, 0, _weightNotReached(0, 630));
    }

    function test_reverts_when_a_signer_comes_twice() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 7);
        list[6] = list[5];
        _expectRefused(receipt, list, _signersNotAscending(signers[5], signers[5]));
        list[6] = _mirrored(list[5]);
        _expectRefused(receipt, list, _signersNotAscending(signers[5], signers[5]));
        list[6] = list[0];
        _expectRefused(receipt, list, _signersNotAscending(signers[5], signers[0]));
    }

    function test_reverts_when_the_signers_do_not_ascend() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 7);
        (list[2], list[3]) = (list[3], list[2]);
        _expectRefused(receipt, list, _signersNotAscending(signers[3], signers[2]));
    }

    function test_reverts_when_a_stranger_is_out_of_order() external {
        uint256[] memory chosen = _firstKeys(7);
        (chosen[6], ) = _strangerBelow(signers[5]);
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        _expectRefused(
            receipt,
            _signedBy(receipt, chosen),
            _signersNotAscending(signers[5], vm.addr(chosen[6]))
        );
    }

    function test_reverts_when_a_signature_is_nobodys() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        IRoninGatewayV2.Signature memory one = _signed(receipt, 1)[0];
        _expectNobodys(receipt, one.v, 0, one.s);
        _expectNobodys(receipt, one.v, one.r, 0);
        _expectNobodys(receipt, one.v, bytes32(CURVE_ORDER), one.s);
        _expectNobodys(receipt, one.v, one.r, bytes32(CURVE_ORDER));
        uint8[6] memory others = [0, 1, 2, 26, 29, 255];
        for (uint256 i = 0; i < 6; ++i) _expectNobodys(receipt, others[i], one.r, one.s);
    }

    // Attacks

    function test_one_operator_of_great_weight_is_a_quorum_alone() external {
        IBridgeOperators.Operator[] memory list = _operators(9, 100);
        list[0].weight = 10_000;
        gatewayV2.replaceOperators(list);
        _withdraw(0, _usd, USD_HIGH_TIER, 1);
        vm.assertEq(usdCoin.balanceOf(BOB), USD_HIGH_TIER);
    }

    function test_a_numerator_of_zero_is_accepted_and_then_any_key_will_do() external {
        _setQuorums(0, 90);
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _weth, ETHER_HIGH_TIER - 1);
        gatewayV2.submitWithdrawal(receipt, _signedBy(receipt, _newKeys("stranger", 1)));
        vm.assertEq(BOB.balance, ETHER_HIGH_TIER - 1);
        receipt = _receipt(1, _weth, ETHER_HIGH_TIER);
        _expectRefused(
            receipt,
            _signedBy(receipt, _newKeys("stranger", 1)),
            _weightNotReached(0, 810)
        );
        _setQuorums(0, 0);
        gatewayV2.submitWithdrawal(receipt, _signedBy(receipt, _newKeys("stranger", 1)));
        vm.assertEq(BOB.balance, 2 * ETHER_HIGH_TIER - 1);
    }

    function test_no_signature_at_all_is_refused_even_where_no_weight_is_needed() external {
        _setQuorums(0, 0);
        _expectRefused(0, _usd, 1e6, 0, _weightNotReached(0, 0));
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        IRoninGatewayV2.Signature[] memory nobodys = new IRoninGatewayV2.Signature[](1);
        _expectRefused(receipt, nobodys, _signersNotAscending(address(0), address(0)));
    }

    function test_without_operators_any_key_will_do() external {
        gatewayV2.replaceOperators(new IBridgeOperators.Operator[](0));
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, USD_HIGH_TIER);
        gatewayV2.submitWithdrawal(receipt, _signedBy(receipt, _newKeys("stranger", 1)));
        vm.assertEq(usdCoin.balanceOf(BOB), USD_HIGH_TIER);
    }

    function test_a_quorum_of_zero_over_zero_stops_every_withdrawal() external {
        gatewayV2.setQuorums(IBridgeOperators.Fraction(0, 0), IBridgeOperators.Fraction(90, 100));
        bytes memory underflow = abi.encodeWithSignature("Panic(uint256)", 0x11);
        _expectRefused(0, _usd, 1e6, 9, underflow);
        _expectRefused(0, _usd, USD_HIGH_TIER, 9, underflow);
    }

    function test_an_old_signature_counts_when_its_signer_becomes_an_operator() external {
        uint256[] memory chosen = _sorted(_newKeys("stranger", 1));
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _usd, 1e6);
        IRoninGatewayV2.Signature[] memory old = _signedBy(receipt, chosen);
        _expectRefused(receipt, old, _weightNotReached(0, 630));
        IBridgeOperators.Operator[] memory list = new IBridgeOperators.Operator[](1);
        list[0] = IBridgeOperators.Operator(vm.addr(chosen[0]), 1);
        gatewayV2.replaceOperators(list);
        gatewayV2.submitWithdrawal(receipt, old);
        vm.assertEq(usdCoin.balanceOf(BOB), 1e6);
    }

    function _expectNobodys(
        IRoninGatewayV2.Receipt memory receipt,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) private {
        IRoninGatewayV2.Signature[] memory list = new IRoninGatewayV2.Signature[](1);
        list[0] = IRoninGatewayV2.Signature(v, r, s);
        _expectRefused(receipt, list, _signersNotAscending(address(0), address(0)));
    }

    /// The first `count` operators and three strangers, in order.
    function _withStrangers(
        IRoninGatewayV2.Receipt memory receipt,
        uint256 count
    ) private view returns (IRoninGatewayV2.Signature[] memory) {
        uint256[] memory all = new uint256[](count + 3);
        uint256[] memory strangers = _newKeys("stranger", 3);
        for (uint256 i = 0; i < 3; ++i) all[i] = strangers[i];
        for (uint256 i = 0; i < count; ++i) all[3 + i] = keys[i];
        return _signedBy(receipt, _sorted(all));
    }

    function _strangerBelow(address bound) private pure returns (uint256 key, address stranger) {
        for (uint256 i = 0; ; ++i) {
            key = uint256(keccak256(abi.encode("low", i)));
            stranger = vm.addr(key);
            if (stranger < bound) return (key, stranger);
        }
    }

    function _mirrored(
        IRoninGatewayV2.Signature memory one
    ) private pure returns (IRoninGatewayV2.Signature memory) {
        bytes32 s = bytes32(CURVE_ORDER - uint256(one.s));
        return IRoninGatewayV2.Signature(55 - one.v, one.r, s);
    }
}
