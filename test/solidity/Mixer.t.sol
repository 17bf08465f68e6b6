// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {NotePaidTwice} from "../../contracts/flawed/NotePaidTwice.sol";
import {IMixer} from "../../contracts/interfaces/IMixer.sol";
import {IVenue} from "../../contracts/interfaces/IVenue.sol";
import {Mixer} from "../../contracts/world/Mixer.sol";
import {VenueTest} from "./VenueTest.sol";

/// The modulus, the note and the signatures are what sim/bridge/note.ts makes of seed 9.
contract MixerTest is VenueTest {
    bytes internal constant MODULUS =
        hex"bf2f4073dc0c1e1dab2fc7e64bef1eee85f8b5259508d9be522f7f40b004a334"
        hex"a053cbc58cd4b6133eabed9e78be19cbb628e3150ddfa311d46dc39c15f18e03"
        hex"feab58042f266379af5e0f10593b45f828ac74ff52e99e2fc422af22f80d9996"
        hex"14a5101ca987b7efe5aad2930abdf2870204b9d2f0dc327081313b3a1c9f62bf";
    bytes32 internal constant SERIAL =
        0xf5bfc0a99e5674a196e6c980d3e6257f51903fa9e9021dd24b351468c955d3ee;
    bytes internal constant BLINDED =
        hex"906a8fef2055d4f0ce8f6f2a729f5f673fa40bf98a86ccc234094bd242a645d4"
        hex"83e39453d6a784c451e01754283b21bdf9ab909dd37636b45c6b79a0eca6f74f"
        hex"8efd4c4086e9a4a1611421b2b5597a72944bd696569269316c2ed666a44ea7f0"
        hex"24b3f49c60cb818170170e0b4b085f75fc453263fa3bb1aab9874daa748118d1";
    bytes internal constant BLIND_SIGNATURE =
        hex"a93599b1bbccc8568001f26ff8d7c389a4d33af91a00168980102fcad4b648d1"
        hex"de4d7d61d6984eb011e6f52c2fff111650f0ec193ad023cbe6d7f43792032cc8"
        hex"f98624d469dca1e56502666cc277ba5be8a10f73fcc7e021cb1800547ab1f6af"
        hex"1629c9df22fa904b0f73b0f77c1106e33f4e7e1b6711a8d07341b2691594767e";
    bytes internal constant SIGNATURE =
        hex"ad942e67d6838080f6bcb5f4c1d5c668343b2451b1fbc829758d98cb560a8d8e"
        hex"f2b4e78209aeb3d47ec4ad3ddc02375d0046dbb3afc5ec918cc32fb58f4c5a1e"
        hex"7af06a69e14fc5d2cf09ea3c468572ff633624740afcb36126bfe7809f09ec43"
        hex"1c60d5b079c64466293fae60ba3ab372a212019efab731a3d83ce8ea086ba7c7";

    Mixer internal mixer = new Mixer(ETHER, 50, MODULUS);

    function setUp() external {
        _give(ALICE, address(mixer), 1_000);
    }

    function test_takes_the_denomination_and_says_what_to_sign() external {
        vm.expectEmit(address(mixer));
        emit IMixer.Mixed(ALICE, BLINDED);
        _mix();
        vm.assertEq(address(mixer).balance, 50);
    }

    function test_pays_a_signed_note_whoever_brings_it() external {
        _mix();
        vm.expectEmit(address(mixer));
        emit IMixer.Unmixed(BOB, SERIAL);
        mixer.unmix(BOB, SERIAL, SIGNATURE);
        vm.assertEq(BOB.balance, 50);
        vm.assertEq(mixer.isSpent(SERIAL), true);
    }

    function test_mixes_tokens() external {
        mixer = new Mixer(address(coin), 7, MODULUS);
        _give(ALICE, address(mixer), 7);
        vm.prank(ALICE);
        mixer.mix(BLINDED);
        mixer.unmix(BOB, SERIAL, SIGNATURE);
        vm.assertEq(coin.balanceOf(BOB), 7);
    }

    // Reverts

    function test_reverts_when_the_denomination_is_missing() external {
        vm.expectRevert(abi.encodeWithSelector(IVenue.EtherAmountWrong.selector, 49, 50));
        vm.prank(ALICE);
        mixer.mix{value: 49}(BLINDED);
    }

    function test_reverts_when_the_blinded_hash_is_too_long() external {
        vm.expectRevert(abi.encodeWithSelector(IMixer.BlindedLength.selector, 129));
        vm.prank(ALICE);
        mixer.mix{value: 50}(bytes.concat(BLINDED, hex"00"));
    }

    function test_reverts_when_a_note_was_paid() external {
        _mix();
        _mix();
        mixer.unmix(BOB, SERIAL, SIGNATURE);
        vm.expectRevert(abi.encodeWithSelector(IMixer.NoteSpent.selector, SERIAL));
        mixer.unmix(BOB, SERIAL, SIGNATURE);
    }

    function test_reverts_for_nobody() external {
        vm.expectRevert(IVenue.ZeroAddress.selector);
        mixer.unmix(address(0), SERIAL, SIGNATURE);
    }

    // Attacks

    function test_a_note_is_good_for_its_recipient_alone() external {
        _mix();
        vm.expectRevert(abi.encodeWithSelector(IMixer.NoteNotSigned.selector, ALICE));
        mixer.unmix(ALICE, SERIAL, SIGNATURE);
    }

    function test_a_note_is_good_for_its_serial_alone() external {
        _mix();
        vm.expectRevert(abi.encodeWithSelector(IMixer.NoteNotSigned.selector, BOB));
        mixer.unmix(BOB, bytes32(uint256(SERIAL) ^ 1), SIGNATURE);
    }

    function test_what_the_operator_signed_blindly_is_no_signature_of_the_note() external {
        _mix();
        vm.expectRevert(abi.encodeWithSelector(IMixer.NoteNotSigned.selector, BOB));
        mixer.unmix(BOB, SERIAL, BLIND_SIGNATURE);
    }

    function test_a_signature_of_another_length_is_none() external {
        _mix();
        vm.expectRevert(abi.encodeWithSelector(IMixer.NoteNotSigned.selector, BOB));
        mixer.unmix(BOB, SERIAL, bytes.concat(hex"00", SIGNATURE));
    }

    function test_the_planted_mixer_pays_a_note_twice() external {
        mixer = Mixer(address(new NotePaidTwice(ETHER, 50, MODULUS)));
        _mix();
        _mix();
        mixer.unmix(BOB, SERIAL, SIGNATURE);
        mixer.unmix(BOB, SERIAL, SIGNATURE);
        vm.assertEq(BOB.balance, 100);
    }

    function _mix() private {
        vm.prank(ALICE);
        mixer.mix{value: 50}(BLINDED);
    }
}
