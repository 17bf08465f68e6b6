// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGateway} from "../../contracts/interfaces/IGateway.sol";
import {IRoninGatewayV1} from "../../contracts/interfaces/IRoninGatewayV1.sol";
import {SignatureList} from "../../contracts/ronin/SignatureList.sol";
import {BridgeTest} from "./BridgeTest.sol";

contract VerifySignaturesTest is BridgeTest {
    bytes32 private constant DIGEST = keccak256("digest");
    uint256 private constant CURVE_ORDER =
        0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function test_five_of_nine_are_enough_and_four_are_not() external view {
        for (uint256 count = 0; count <= 9; ++count) {
            bytes memory list = _list(DIGEST, _firstKeys(count));
            vm.assertEq(gateway.verifySignatures(DIGEST, list), count >= 5);
        }
    }

    function test_any_five_are_enough() external view {
        bytes memory list;
        for (uint256 i = 0; i < 9; i += 2) list = bytes.concat(list, _item(DIGEST, keys[i], 1));
        vm.assertEq(gateway.verifySignatures(DIGEST, list), true);
    }

    function test_takes_all_three_modes_mixed() external view {
        bytes memory list;
        for (uint256 i = 0; i < 5; ++i) {
            list = bytes.concat(list, _item(DIGEST, keys[i], uint8(i % 3)));
        }
        vm.assertEq(gateway.verifySignatures(DIGEST, list), true);
    }

    function test_takes_each_mode_alone() external {
        _needOnlyOne();
        for (uint8 mode = 0; mode < 3; ++mode) {
            vm.assertEq(gateway.verifySignatures(DIGEST, _item(DIGEST, keys[0], mode)), true);
        }
    }

    function test_takes_both_spellings_of_v() external {
        _needOnlyOne();
        bool[29] memory seen;
        for (uint256 i = 0; i < 9; ++i) {
            bytes memory item = _item(DIGEST, keys[i], 1);
            seen[uint8(item[65])] = true;
            vm.assertEq(gateway.verifySignatures(DIGEST, item), true);
            item[65] = bytes1(uint8(item[65]) - 27);
            seen[uint8(item[65])] = true;
            vm.assertEq(gateway.verifySignatures(DIGEST, item), true);
        }
        vm.assertEq(seen[0] && seen[1] && seen[27] && seen[28], true);
    }

    function test_takes_the_mirror_of_a_signature() external view {
        bytes memory list;
        for (uint256 i = 0; i < 5; ++i) {
            list = bytes.concat(list, _mirrored(_item(DIGEST, keys[i], 1)));
        }
        vm.assertEq(gateway.verifySignatures(DIGEST, list), true);
    }

    function test_ignores_the_bytes_after_the_last_whole_item() external view {
        bytes memory list = _list(DIGEST, _firstKeys(5));
        vm.assertEq(gateway.verifySignatures(DIGEST, bytes.concat(list, hex"ff")), true);
        vm.assertEq(gateway.verifySignatures(DIGEST, bytes.concat(list, new bytes(65))), true);
        bytes memory four = _list(DIGEST, _firstKeys(4));
        bytes memory cut = _cut(_item(DIGEST, keys[4], 1), 65);
        vm.assertEq(gateway.verifySignatures(DIGEST, bytes.concat(four, cut)), false);
    }

    function test_a_stranger_in_order_is_tolerated_and_counts_for_nothing() external view {
        vm.assertEq(gateway.verifySignatures(DIGEST, _withStrangers(5)), true);
        vm.assertEq(gateway.verifySignatures(DIGEST, _withStrangers(4)), false);
    }

    function test_a_removed_validator_counts_for_nothing() external {
        bytes memory list = _list(DIGEST, _firstKeys(5));
        validatorSet.removeValidator(signers[8]);
        vm.assertEq(gateway.verifySignatures(DIGEST, list), true);
        validatorSet.removeValidator(signers[4]);
        vm.assertEq(gateway.verifySignatures(DIGEST, list), true);
        validatorSet.removeValidator(signers[3]);
        vm.assertEq(gateway.verifySignatures(DIGEST, list), false);
    }

    function test_another_validator_set_counts_at_once() external {
        bytes memory list = _list(DIGEST, _firstKeys(5));
        address[] memory others = new address[](1);
        others[0] = signers[8];
        registry.updateContract(
            "VALIDATOR",
            _deploy("ValidatorSet.sol:ValidatorSet", abi.encode(others, 1, 1))
        );
        vm.assertEq(gateway.verifySignatures(DIGEST, list), false);
        vm.assertEq(gateway.verifySignatures(DIGEST, _item(DIGEST, keys[8], 1)), true);
    }

    function test_goes_on_while_paused() external {
        gateway.pause();
        vm.assertEq(gateway.verifySignatures(DIGEST, _list(DIGEST, _firstKeys(5))), true);
    }

    // Reverts

    function test_reverts_when_a_signer_comes_twice() external {
        bytes memory item = _item(DIGEST, keys[0], 1);
        _expectRepeated(item, item);
    }

    function test_reverts_when_a_signer_comes_twice_in_another_spelling() external {
        bytes memory item = _item(DIGEST, keys[0], 1);
        bytes memory short = _item(DIGEST, keys[0], 1);
        short[65] = bytes1(uint8(short[65]) - 27);
        _expectRepeated(item, short);
        _expectRepeated(item, _mirrored(_item(DIGEST, keys[0], 1)));
        _expectRepeated(item, _item(DIGEST, keys[0], 0));
        _expectRepeated(item, _item(DIGEST, keys[0], 2));
    }

    function test_reverts_when_a_signer_comes_twice_apart() external {
        bytes memory list = bytes.concat(_list(DIGEST, _firstKeys(5)), _item(DIGEST, keys[0], 1));
        _expectNotAscending(signers[4], signers[0]);
        gateway.verifySignatures(DIGEST, list);
    }

    function test_reverts_when_the_signers_do_not_ascend() external {
        bytes memory list = bytes.concat(_item(DIGEST, keys[1], 1), _item(DIGEST, keys[0], 1));
        _expectNotAscending(signers[1], signers[0]);
        gateway.verifySignatures(DIGEST, list);
    }

    function test_reverts_when_a_stranger_is_out_of_order() external {
        (uint256 key, address stranger) = _strangerBelow(signers[4]);
        bytes memory list = bytes.concat(_list(DIGEST, _firstKeys(5)), _item(DIGEST, key, 1));
        _expectNotAscending(signers[4], stranger);
        gateway.verifySignatures(DIGEST, list);
    }

    function test_reverts_when_a_bad_item_follows_a_quorum() external {
        bytes memory list = bytes.concat(_list(DIGEST, _firstKeys(5)), new bytes(66));
        _expectNotAscending(signers[4], address(0));
        gateway.verifySignatures(DIGEST, list);
    }

    function test_reverts_when_a_signature_is_nobodys() external {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[0], DIGEST);
        _expectNobodys(abi.encodePacked(uint8(0), bytes32(0), s, v));
        _expectNobodys(abi.encodePacked(uint8(0), r, bytes32(0), v));
        _expectNobodys(abi.encodePacked(uint8(0), CURVE_ORDER, s, v));
        _expectNobodys(abi.encodePacked(uint8(0), r, CURVE_ORDER, v));
        _expectNobodys(abi.encodePacked(uint8(0), r, s, uint8(2)));
        _expectNobodys(abi.encodePacked(uint8(0), r, s, uint8(26)));
        _expectNobodys(abi.encodePacked(uint8(0), r, s, uint8(29)));
        _expectNobodys(abi.encodePacked(uint8(0), r, s, uint8(255)));
    }

    function test_reverts_when_the_mode_is_unknown() external {
        for (uint256 i = 0; i < 2; ++i) {
            uint8 mode = i == 0 ? 3 : 255;
            bytes memory item = _item(DIGEST, keys[0], 1);
            item[0] = bytes1(mode);
            vm.expectRevert(
                abi.encodeWithSelector(SignatureList.SignatureModeUnknown.selector, mode)
            );
            gateway.verifySignatures(DIGEST, item);
        }
    }

    function test_reverts_when_the_registry_names_no_validators() external {
        registry.updateContract("VALIDATOR", address(0));
        vm.expectRevert(
            abi.encodeWithSelector(IGateway.RegistryEntryMissing.selector, "VALIDATOR")
        );
        gateway.verifySignatures(DIGEST, "");
    }

    // Attacks

    function test_the_empty_list_passes_when_the_quorum_is_nothing() external {
        vm.assertEq(gateway.verifySignatures(DIGEST, ""), false);
        validatorSet.updateQuorum(0, 9);
        vm.assertEq(gateway.verifySignatures(DIGEST, ""), true);
        validatorSet.updateQuorum(0, 0);
        vm.assertEq(gateway.verifySignatures(DIGEST, ""), true);
    }

    function test_one_strangers_signature_passes_when_the_quorum_is_nothing() external {
        (uint256 key, ) = _strangerBelow(signers[4]);
        bytes memory list = _item(DIGEST, key, 1);
        vm.assertEq(gateway.verifySignatures(DIGEST, list), false);
        validatorSet.updateQuorum(0, 9);
        vm.assertEq(gateway.verifySignatures(DIGEST, list), true);
    }

    function test_the_empty_list_passes_when_there_are_no_validators() external {
        for (uint256 i = 0; i < 9; ++i) validatorSet.removeValidator(signers[i]);
        vm.assertEq(gateway.verifySignatures(DIGEST, ""), true);
    }

    function test_an_old_signature_counts_when_its_signer_becomes_a_validator() external {
        (uint256 key, address stranger) = _strangerBelow(signers[0]);
        bytes memory list = bytes.concat(_item(DIGEST, key, 1), _list(DIGEST, _firstKeys(5)));
        validatorSet.removeValidator(signers[0]);
        validatorSet.updateQuorum(5, 8);
        vm.assertEq(gateway.verifySignatures(DIGEST, list), false);
        validatorSet.addValidators(_one(stranger));
        validatorSet.updateQuorum(5, 9);
        vm.assertEq(gateway.verifySignatures(DIGEST, list), true);
    }

    function _needOnlyOne() private {
        validatorSet.updateQuorum(1, 9);
    }

    function _expectRepeated(bytes memory first, bytes memory second) private {
        _expectNotAscending(signers[0], signers[0]);
        gateway.verifySignatures(DIGEST, bytes.concat(first, second));
    }

    function _expectNobodys(bytes memory item) private {
        _expectNotAscending(address(0), address(0));
        gateway.verifySignatures(DIGEST, item);
    }

    function _expectNotAscending(address previous, address signer) private {
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV1.SignersNotAscending.selector, previous, signer)
        );
    }

    /// The first `count` validators and three strangers, in order.
    function _withStrangers(uint256 count) private view returns (bytes memory) {
        uint256[] memory all = new uint256[](count + 3);
        uint256[] memory strangers = _newKeys("stranger", 3);
        for (uint256 i = 0; i < 3; ++i) all[i] = strangers[i];
        for (uint256 i = 0; i < count; ++i) all[3 + i] = keys[i];
        return _list(DIGEST, _sorted(all));
    }

    function _strangerBelow(address bound) private pure returns (uint256 key, address stranger) {
        for (uint256 i = 0; ; ++i) {
            key = uint256(keccak256(abi.encode("low", i)));
            stranger = vm.addr(key);
            if (stranger < bound) return (key, stranger);
        }
    }

    function _mirrored(bytes memory item) private pure returns (bytes memory) {
        uint256 s;
        assembly {
            s := mload(add(item, 65))
        }
        s = CURVE_ORDER - s;
        assembly {
            mstore(add(item, 65), s)
        }
        item[65] = bytes1(55 - uint8(item[65]));
        return item;
    }

    function _cut(bytes memory whole, uint256 length) private pure returns (bytes memory) {
        assembly {
            mstore(whole, length)
        }
        return whole;
    }
}
