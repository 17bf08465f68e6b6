// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGuardStack} from "../../contracts/interfaces/IGuardStack.sol";
import {IGuardedGateway} from "../../contracts/interfaces/IGuardedGateway.sol";
import {ISigners} from "../../contracts/interfaces/ISigners.sol";
import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";
import {GuardedGateway} from "../../contracts/guarded/GuardedGateway.sol";
import {GuardedBridgeTest} from "./GuardedBridgeTest.sol";

abstract contract SignatureTest is GuardedBridgeTest {
    /// Order of the curve.
    uint256 internal constant N =
        0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    IWithdrawalGuard.Withdrawal internal withdrawal;

    function setUp() public override {
        super.setUp();
        withdrawal = _withdrawal(usd, 1);
    }

    function _expectReverts(ISigners.Signature[] memory signatures, bytes memory reason) internal {
        IGuardStack.Proofs memory proofs = _proofs();
        vm.expectRevert(reason);
        gateway.submit(withdrawal, signatures, proofs);
        vm.assertEq(usdCoin.balanceOf(BOB), 0);
    }

    function _submitSigned(ISigners.Signature[] memory signatures) internal {
        gateway.submit(withdrawal, signatures, _proofs());
    }

    function _quorumNotReached(
        uint256 weight,
        uint256 minimum,
        uint256 total
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISigners.QuorumNotReached.selector, weight, minimum, total);
    }

    function _notAscending(address previous, address signer) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISigners.SignersNotAscending.selector, previous, signer);
    }

    function _invalid(uint256 index) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISigners.SignatureInvalid.selector, index);
    }
}

contract GuardedQuorumTest is SignatureTest {
    function test_the_minimum_and_one_more_pay_and_one_less_does_not() external {
        _expectReverts(_signed(withdrawal, 4), _quorumNotReached(4, 5, 9));
        _submitSigned(_signed(withdrawal, 5));
        withdrawal = _withdrawal(usd, 1);
        _submitSigned(_signed(withdrawal, 6));
        vm.assertEq(usdCoin.balanceOf(BOB), 2);
    }

    function test_all_signatures_are_verified_and_counted() external {
        ISigners.Signature[] memory signatures = _signed(withdrawal, 9);
        signatures[8].r = bytes32(uint256(signatures[8].r) ^ 1);
        bytes32 digest = gateway.keyOf(withdrawal);
        address somebody = ecrecover(digest, signatures[8].v, signatures[8].r, signatures[8].s);
        bytes memory reason = _invalid(8);
        if (somebody > vm.addr(keys[7])) {
            reason = abi.encodeWithSelector(ISigners.NotSigner.selector, somebody);
        } else if (somebody != address(0)) {
            reason = _notAscending(vm.addr(keys[7]), somebody);
        }
        _expectReverts(signatures, reason);
    }

    function test_weights_count_and_not_heads() external {
        IGuardedGateway.Setup memory setup = _twoSigners(99, 1);
        gateway = _newGateway(setup);
        _setTokens(gateway);
        gateway.open();
        _depositUsd(1);
        keys = _newKeys(2);
        withdrawal = _withdrawal(usd, 1);
        vm.assertEq(gateway.minimumWeight(), 51);
        _expectReverts(_signedBy(withdrawal, _only(keys[1])), _quorumNotReached(1, 51, 100));
        _submitSigned(_signedBy(withdrawal, _only(keys[0])));
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    function test_seventy_percent_of_9_10_11_and_22_are_rounded_up() external {
        uint8[4] memory counts = [9, 10, 11, 22];
        uint8[4] memory minimums = [7, 7, 8, 16];
        for (uint256 i = 0; i < 4; ++i) {
            keys = _newKeys(counts[i]);
            gateway = _newGateway(keys, 70, 100);
            _setTokens(gateway);
            gateway.open();
            _depositUsd(1);
            withdrawal = _withdrawal(usd, 1);
            _expectReverts(
                _signed(withdrawal, minimums[i] - 1),
                _quorumNotReached(minimums[i] - 1, minimums[i], counts[i])
            );
            _submitSigned(_signed(withdrawal, minimums[i]));
            vm.assertEq(usdCoin.balanceOf(BOB), 1);
            vm.prank(BOB);
            usdCoin.transfer(ALICE, 1);
        }
    }

    // Reverts

    function test_reverts_without_signatures() external {
        _expectReverts(new ISigners.Signature[](0), _quorumNotReached(0, 5, 9));
    }

    function test_reverts_when_a_stranger_signs_wherever_he_stands() external {
        uint256[] memory ten = _newKeys(10);
        uint256 stranger = uint256(keccak256(abi.encode("signer", 9)));
        bytes memory reason = abi.encodeWithSelector(
            ISigners.NotSigner.selector,
            vm.addr(stranger)
        );
        _expectReverts(_signedBy(withdrawal, _only(stranger)), reason);
        _expectReverts(_signedBy(withdrawal, ten), reason);
    }

    function test_reverts_when_the_signers_do_not_ascend() external {
        uint256[] memory signing = _firstKeys(5);
        (signing[1], signing[2]) = (signing[2], signing[1]);
        _expectReverts(
            _signedBy(withdrawal, signing),
            _notAscending(vm.addr(signing[1]), vm.addr(signing[2]))
        );
    }

    // Attacks

    function test_one_signer_does_not_count_twice_adjacent_or_apart() external {
        uint256[] memory signing = _firstKeys(5);
        signing[4] = signing[3];
        address twice = vm.addr(signing[3]);
        _expectReverts(_signedBy(withdrawal, signing), _notAscending(twice, twice));
        signing[4] = signing[0];
        _expectReverts(
            _signedBy(withdrawal, signing),
            _notAscending(vm.addr(signing[3]), vm.addr(signing[0]))
        );
    }

    function test_the_mirror_of_a_signature_is_nobodys() external {
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        ISigners.Signature memory signature = signatures[3];
        signatures[4].r = signature.r;
        signatures[4].s = bytes32(N - uint256(signature.s));
        signatures[4].v = 27 + 28 - signature.v;
        _expectReverts(signatures, _invalid(4));
    }

    function test_v_is_27_or_28_and_nothing_else() external {
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        uint8[6] memory wrong = [0, 1, 26, 29, 128, 255];
        for (uint256 i = 0; i < wrong.length; ++i) {
            signatures[0].v = wrong[i];
            _expectReverts(signatures, _invalid(0));
        }
    }

    function test_r_and_s_out_of_range_are_nobodys() external {
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        ISigners.Signature memory good = signatures[2];
        uint256[4] memory wrong = [uint256(0), N, N + 1, type(uint256).max];
        for (uint256 i = 0; i < wrong.length; ++i) {
            signatures[2] = ISigners.Signature(good.v, bytes32(wrong[i]), good.s);
            _expectReverts(signatures, _invalid(2));
            signatures[2] = ISigners.Signature(good.v, good.r, bytes32(wrong[i]));
            _expectReverts(signatures, _invalid(2));
        }
    }

    function test_a_quorum_of_nothing_cannot_be_deployed() external {
        _expectUnsound(_twoSigners(1, 1), 0, 9);
        _expectUnsound(_twoSigners(1, 1), 0, 0);
        _expectUnsound(_twoSigners(1, 1), 3, 2);
        IGuardedGateway.Setup memory empty = _twoSigners(1, 1);
        empty.signers = new address[](0);
        empty.weights = new uint96[](0);
        _expectUnsound(empty, 1, 2);
    }

    function _expectUnsound(
        IGuardedGateway.Setup memory setup,
        uint64 numerator,
        uint64 denominator
    ) private {
        (setup.quorumNumerator, setup.quorumDenominator) = (numerator, denominator);
        bytes memory code = bytes.concat(
            vm.getCode("GuardedGateway.sol:GuardedGateway"),
            abi.encode(setup)
        );
        bytes memory reason;
        address made;
        assembly {
            made := create(0, add(code, 0x20), mload(code))
            reason := mload(0x40)
            mstore(reason, returndatasize())
            returndatacopy(add(reason, 0x20), 0, returndatasize())
            mstore(0x40, add(reason, add(0x20, returndatasize())))
        }
        vm.assertEq(made, address(0));
        vm.assertEq(bytes32(bytes4(reason)), bytes32(ISigners.QuorumUnsound.selector));
    }

    function _twoSigners(
        uint96 first,
        uint96 second
    ) private view returns (IGuardedGateway.Setup memory setup) {
        setup.wrappedEther = weth;
        (setup.quorumNumerator, setup.quorumDenominator) = (51, 100);
        setup.signers = new address[](2);
        setup.weights = new uint96[](2);
        uint256[] memory two = _newKeys(2);
        (setup.signers[0], setup.weights[0]) = (vm.addr(two[0]), first);
        (setup.signers[1], setup.weights[1]) = (vm.addr(two[1]), second);
        setup.roleHolders = _roleHolders();
    }

    function _only(uint256 key) private pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = key;
    }
}

contract GuardedDigestTest is SignatureTest {
    function test_the_key_is_the_digest_that_other_software_makes() external view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,"
                    "address verifyingContract)"
                ),
                keccak256("GuardedGateway"),
                keccak256("1"),
                block.chainid,
                address(gateway)
            )
        );
        bytes32 content = keccak256(
            bytes.concat(
                keccak256(
                    "Withdrawal(uint256 id,uint256 sourceChainId,bytes32 sourceRef,address token,"
                    "address recipient,uint256 amount,uint64 epoch,uint64 deadline)"
                ),
                abi.encode(withdrawal)
            )
        );
        vm.assertEq(
            gateway.keyOf(withdrawal),
            keccak256(bytes.concat("\x19\x01", domain, content))
        );
    }

    // Attacks

    function test_changing_any_field_refuses() external {
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        IWithdrawalGuard.Withdrawal memory signed = withdrawal;
        withdrawal.id ^= 1;
        _expectForged(signatures);
        (withdrawal.id, withdrawal.sourceChainId) = (signed.id, signed.sourceChainId ^ 1);
        _expectForged(signatures);
        withdrawal.sourceChainId = signed.sourceChainId;
        withdrawal.sourceRef ^= bytes32(uint256(1));
        _expectForged(signatures);
        (withdrawal.sourceRef, withdrawal.token) = (signed.sourceRef, weth);
        _expectForged(signatures);
        (withdrawal.token, withdrawal.recipient) = (signed.token, STRANGER);
        _expectForged(signatures);
        (withdrawal.recipient, withdrawal.amount) = (signed.recipient, signed.amount + 1);
        _expectForged(signatures);
        (withdrawal.amount, withdrawal.deadline) = (signed.amount, uint64(START + 1));
        _expectForged(signatures);
        withdrawal.deadline = 0;
        _submitSigned(signatures);
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    function test_every_bit_of_the_amount_is_bound() external {
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        for (uint256 bit = 0; bit < 128; ++bit) {
            withdrawal.amount = 1 ^ (1 << bit);
            if (bit > 0) _expectForged(signatures);
        }
    }

    function test_another_epoch_refuses() external {
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        withdrawal.epoch = 2;
        _expectReverts(
            signatures,
            abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, 2, 1)
        );
        withdrawal.epoch = 0;
        _expectReverts(
            signatures,
            abi.encodeWithSelector(IGuardedGateway.EpochNotCurrent.selector, 0, 1)
        );
    }

    function test_another_chain_id_refuses_also_after_a_fork() external {
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        bytes32 key = gateway.keyOf(withdrawal);
        uint256 chainId = block.chainid;
        vm.chainId(chainId + 1);
        vm.assertEq(gateway.keyOf(withdrawal) == key, false);
        _expectForged(signatures);
        vm.chainId(chainId);
        _submitSigned(signatures);
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    function test_another_gateway_of_the_same_signers_refuses() external {
        GuardedGateway first = gateway;
        ISigners.Signature[] memory signatures = _signed(withdrawal, 5);
        gateway = _newGateway(keys, 5, 9);
        _setTokens(gateway);
        gateway.open();
        _depositUsd(1);
        _expectForged(signatures);
        gateway = first;
        _submitSigned(signatures);
        vm.assertEq(usdCoin.balanceOf(BOB), 1);
    }

    /// What was signed is not what is brought: the signatures are strangers', in no order.
    function _expectForged(ISigners.Signature[] memory signatures) private {
        IGuardStack.Proofs memory proofs = _proofs();
        (bool success, bytes memory reason) = address(gateway).call(
            abi.encodeCall(gateway.submit, (withdrawal, signatures, proofs))
        );
        vm.assertEq(success, false);
        bytes4 selector = bytes4(reason);
        require(
            selector == ISigners.NotSigner.selector ||
                selector == ISigners.SignersNotAscending.selector,
            "refused for another reason"
        );
    }
}
