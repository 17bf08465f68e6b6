// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {RoninGatewayV2} from "../../contracts/ronin/RoninGatewayV2.sol";
import {Receipts} from "../../contracts/ronin/v2/Receipts.sol";
import {FullVaultV2Test} from "./BridgeV2Test.sol";

/// What operators sign, against the hashes of the real bridge (facts/parameters/ronin-v2.json).
contract ReceiptsTest is FullVaultV2Test {
    using Receipts for bytes32;
    using Receipts for IRoninGatewayV2.Receipt;

    address private constant REAL_GATEWAY = 0x64192819Ac13Ef72bF6b5AE239AC672B43a9AF08;
    bytes32 private constant REAL_SEPARATOR =
        0x2b00d883a78a8b8d324cfe3cc451d9550b8509512a316b5dba270df178853071;
    /// Where a proxy keeps the address of its logic (EIP-1967).
    bytes32 private constant LOGIC_SLOT =
        0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    function test_the_type_hashes_are_those_of_the_real_bridge() external pure {
        vm.assertEq(
            Receipts.RECEIPT_TYPE_HASH,
            0xb9d1fe7c9deeec5dc90a2f47ff1684239519f2545b2228d3d91fb27df3189eea
        );
        vm.assertEq(
            Receipts.TOKEN_INFO_TYPE_HASH,
            0x1e2b74b2a792d5c0f0b6e59b037fa9d43d84fbb759337f0112fcc15ca414fc8d
        );
        vm.assertEq(
            Receipts.TOKEN_OWNER_TYPE_HASH,
            0x353bdd8d69b9e3185b3972e08b03845c0c14a21a390215302776a7a34b0e8764
        );
    }

    function test_the_separator_is_that_of_the_real_gateway() external pure {
        vm.assertEq(Receipts.domainSeparatorOf(1, REAL_GATEWAY), REAL_SEPARATOR);
    }

    function test_a_gateway_at_the_real_address_computes_the_real_separator() external {
        vm.chainId(1);
        vm.etch(REAL_GATEWAY, address(gatewayV2).code);
        vm.store(REAL_GATEWAY, LOGIC_SLOT, bytes32(uint256(uint160(address(logicV2)))));
        RoninGatewayV2 real = RoninGatewayV2(payable(REAL_GATEWAY));
        real.initialize(_setup());
        vm.assertEq(real.domainSeparator(), REAL_SEPARATOR);
    }

    function test_the_hashes_of_the_receipt_of_6_August_2024_are_the_real_ones() external pure {
        bytes32 receiptHash = _realReceipt().hash();
        vm.assertEq(
            receiptHash,
            0x1e5e99eb46ee39b2e2c1debda52013111db220f0e57758c85696f8dd884b4937
        );
        vm.assertEq(
            receiptHash.digest(REAL_SEPARATOR),
            0xd0281c1222b87dcf936168e477d7a4a6d494eba327cfa92514c60404cd55fc3f
        );
    }

    function test_the_call_is_that_of_the_real_bridge() external view {
        bytes memory signature =
            "submitWithdrawal((uint256,uint8,(address,address,uint256),"
            "(address,address,uint256),(uint8,uint256,uint256)),(uint8,bytes32,bytes32)[])";
        vm.assertEq(
            bytes32(gatewayV2.submitWithdrawal.selector),
            bytes32(bytes4(keccak256(signature)))
        );
    }

    function test_the_separator_stays_when_the_chain_id_changes() external {
        bytes32 separator = gatewayV2.domainSeparator();
        vm.assertEq(separator, Receipts.domainSeparatorOf(block.chainid, address(gatewayV2)));
        vm.chainId(999);
        vm.assertEq(gatewayV2.domainSeparator(), separator);
    }

    // Reverts

    function testFuzz_reverts_when_anything_else_was_signed(uint8 field, uint256 mask) external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(7, _usd, 5e6);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 9);
        bytes32 signedHash = receipt.hash();
        _change(receipt, field % 11, mask);
        if (receipt.hash() == signedHash) return;
        vm.expectRevert();
        gatewayV2.submitWithdrawal(receipt, list);
    }

    // Attacks

    function test_signatures_for_one_gateway_are_worth_nothing_at_another() external {
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _weth, 1 ether);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 9);
        RoninGatewayV2 second = _behindProxyV2(address(logicV2));
        vm.deal(address(second), 1 ether);
        vm.expectRevert();
        second.submitWithdrawal(receipt, list);
        gatewayV2.submitWithdrawal(receipt, list);
        vm.assertEq(BOB.balance, 1 ether);
    }

    function test_signatures_from_before_the_chain_split_are_worth_nothing_on_the_new_one()
        external
    {
        uint256 chainId = block.chainid;
        IRoninGatewayV2.Receipt memory receipt = _receipt(0, _weth, 1 ether);
        IRoninGatewayV2.Signature[] memory list = _signed(receipt, 9);
        vm.chainId(999);
        _expectRefused(
            receipt,
            list,
            abi.encodeWithSelector(IRoninGatewayV2.WrongChain.selector, chainId, 999)
        );
        receipt.mainchain.chainId = 999;
        vm.expectRevert();
        gatewayV2.submitWithdrawal(receipt, list);
    }

    function test_after_a_chain_split_operators_sign_the_new_chain_in_the_old_domain() external {
        vm.chainId(999);
        vm.assertEq(_withdraw(0, _weth, 1 ether, 7), false);
        vm.assertEq(BOB.balance, 1 ether);
    }

    /// The receipt with which one signature took 3,996.09375 ether.
    function _realReceipt() private pure returns (IRoninGatewayV2.Receipt memory) {
        return
            IRoninGatewayV2.Receipt({
                id: 166_631,
                kind: Receipts.WITHDRAWAL,
                mainchain: IRoninGatewayV2.TokenOwner(
                    0x4Ab12E7CE31857Ee022f273e8580F73335a73c0B,
                    0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2,
                    1
                ),
                ronin: IRoninGatewayV2.TokenOwner(
                    0x03E1f309d281b0af1A17EBb29e89136c05b67206,
                    0xc99a6A985eD2Cac1ef41640596C5A5f9F4E19Ef5,
                    2020
                ),
                info: IRoninGatewayV2.TokenInfo(Receipts.ERC20, 0, 3996.09375 ether)
            });
    }

    /// Changes one of the eleven fields of a receipt in the bits of `mask`.
    function _change(
        IRoninGatewayV2.Receipt memory receipt,
        uint256 field,
        uint256 mask
    ) private pure {
        if (field == 0) receipt.id ^= mask;
        if (field == 1) receipt.kind ^= uint8(mask);
        if (field == 2) _change(receipt.mainchain, 0, mask);
        if (field == 3) _change(receipt.mainchain, 1, mask);
        if (field == 4) _change(receipt.mainchain, 2, mask);
        if (field == 5) _change(receipt.ronin, 0, mask);
        if (field == 6) _change(receipt.ronin, 1, mask);
        if (field == 7) _change(receipt.ronin, 2, mask);
        if (field == 8) receipt.info.erc ^= uint8(mask);
        if (field == 9) receipt.info.id ^= mask;
        if (field == 10) receipt.info.quantity ^= mask;
    }

    function _change(
        IRoninGatewayV2.TokenOwner memory owner,
        uint256 field,
        uint256 mask
    ) private pure {
        if (field == 0) owner.addr = address(uint160(owner.addr) ^ uint160(mask));
        if (field == 1) owner.tokenAddr = address(uint160(owner.tokenAddr) ^ uint160(mask));
        if (field == 2) owner.chainId ^= mask;
    }
}
