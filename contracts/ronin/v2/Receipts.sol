// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IRoninGatewayV2} from "../../interfaces/IRoninGatewayV2.sol";

/// @title What operators sign: receipts as typed data (EIP-712)
library Receipts {
    uint8 internal constant DEPOSIT = 0;
    uint8 internal constant WITHDRAWAL = 1;
    uint8 internal constant ERC20 = 0;

    bytes32 internal constant TOKEN_INFO_TYPE_HASH = keccak256(
        "TokenInfo(uint8 erc,uint256 id,uint256 quantity)"
    );
    bytes32 internal constant TOKEN_OWNER_TYPE_HASH = keccak256(
        "TokenOwner(address addr,address tokenAddr,uint256 chainId)"
    );
    bytes32 internal constant RECEIPT_TYPE_HASH = keccak256(
        "Receipt(uint256 id,uint8 kind,TokenOwner mainchain,TokenOwner ronin,TokenInfo info)"
        "TokenInfo(uint8 erc,uint256 id,uint256 quantity)"
        "TokenOwner(address addr,address tokenAddr,uint256 chainId)"
    );
    bytes32 internal constant DOMAIN_TYPE_HASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    /// @notice Returns the hash of a receipt, without the domain.
    /// @param receipt The receipt.
    /// @return The hash by which the gateway remembers it.
    function hash(IRoninGatewayV2.Receipt memory receipt) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    RECEIPT_TYPE_HASH,
                    receipt.id,
                    receipt.kind,
                    _hash(receipt.mainchain),
                    _hash(receipt.ronin),
                    _hash(receipt.info)
                )
            );
    }

    /// @notice Returns what operators sign.
    /// @param receiptHash Hash of the receipt.
    /// @param domainSeparator The gateway's domain.
    /// @return The digest.
    function digest(bytes32 receiptHash, bytes32 domainSeparator) internal pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(domainSeparator, receiptHash);
    }

    /// @notice Returns the domain of a gateway.
    /// @param chainId Chain id of its chain.
    /// @param gateway Its address, the proxy's.
    /// @return The separator.
    function domainSeparatorOf(uint256 chainId, address gateway) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    DOMAIN_TYPE_HASH,
                    keccak256("MainchainGatewayV2"),
                    keccak256("2"),
                    chainId,
                    gateway
                )
            );
    }

    /// @notice Throws unless an amount of an ERC-20 token is to be moved.
    /// @param info What is to be moved.
    function requireErc20(IRoninGatewayV2.TokenInfo memory info) internal pure {
        if (info.quantity == 0) revert IRoninGatewayV2.ZeroAmount();
        if (info.erc != ERC20 || info.id != 0) {
            revert IRoninGatewayV2.NotErc20(info.erc, info.id);
        }
    }

    function _hash(IRoninGatewayV2.TokenOwner memory owner) private pure returns (bytes32) {
        return
            keccak256(
                abi.encode(TOKEN_OWNER_TYPE_HASH, owner.addr, owner.tokenAddr, owner.chainId)
            );
    }

    function _hash(IRoninGatewayV2.TokenInfo memory info) private pure returns (bytes32) {
        return keccak256(abi.encode(TOKEN_INFO_TYPE_HASH, info.erc, info.id, info.quantity));
    }
}
