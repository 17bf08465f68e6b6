// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";

/// @title What the signers sign
/// @notice A withdrawal as EIP-712 data. Nothing of the domain is remembered: after a fork of the
/// chain the same contract asks for other signatures on each side.
/// @dev Planted defect: what is signed names the chain, and not the gateway.
library WithdrawalDigest {
    bytes32 private constant DOMAIN_TYPE_HASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant WITHDRAWAL_TYPE_HASH = keccak256(
        "Withdrawal(uint256 id,uint256 sourceChainId,bytes32 sourceRef,address token,"
        "address recipient,uint256 amount,uint64 epoch,uint64 deadline)"
    );
    bytes32 private constant NAME_HASH = keccak256("GuardedGateway");
    bytes32 private constant VERSION_HASH = keccak256("1");

    /// @notice Returns the digest on this chain, for the contract that asks.
    /// @param withdrawal The withdrawal.
    /// @return The digest.
    function digest(IWithdrawalGuard.Withdrawal memory withdrawal) internal view returns (bytes32) {
        return
            MessageHashUtils.toTypedDataHash(
                _domainSeparator(),
                keccak256(abi.encode(WITHDRAWAL_TYPE_HASH, withdrawal))
            );
    }

    function _domainSeparator() private view returns (bytes32) {
        return
            keccak256(
                abi.encode(DOMAIN_TYPE_HASH, NAME_HASH, VERSION_HASH, block.chainid, address(0))
            );
    }
}
