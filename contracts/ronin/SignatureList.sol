// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title The list of signatures that V1 reads
/// @notice A row of 66-byte items: mode (1 byte), r (32), s (32), v (1). The mode says what the
/// signer's software put before the digest: 0 nothing, 1 the usual "\x19Ethereum Signed
/// Message:\n32", 2 the same with the length as one byte 0x20, as Trezor did. v is 0, 1, 27 or 28.
/// @dev Warning: of each signature (r, s, v) its mirror (r, n - s, v with the other parity) is taken
/// as well, and v counts as 27 or 28 in two spellings: the bytes of a signature do not identify it,
/// only its signer does.
/// @dev Warning: what belongs to nobody recovers to address zero. Callers must refuse that.
library SignatureList {
    /// @notice Length of an item in bytes.
    uint256 internal constant ITEM_LENGTH = 66;

    /// @notice Thrown when the first byte of an item is above 2.
    /// @param mode That byte.
    error SignatureModeUnknown(uint8 mode);

    /// @notice Returns the number of whole items; the bytes after the last are ignored.
    /// @param signatures A row of items.
    /// @return Number of items.
    function count(bytes calldata signatures) internal pure returns (uint256) {
        return signatures.length / ITEM_LENGTH;
    }

    /// @notice Returns who signed `digest` with the item at `index`.
    /// @param signatures A row of items.
    /// @param digest What was signed, before the prefix.
    /// @param index Place of the item, from 0; below `count`.
    /// @return The signer; zero if the signature is nobody's.
    function recover(
        bytes calldata signatures,
        bytes32 digest,
        uint256 index
    ) internal pure returns (address) {
        bytes calldata item = signatures[index * ITEM_LENGTH:(index + 1) * ITEM_LENGTH];
        uint8 v = uint8(item[65]);
        if (v < 27) v += 27;
        return
            ecrecover(
                _prefixed(digest, uint8(item[0])),
                v,
                bytes32(item[1:33]),
                bytes32(item[33:65])
            );
    }

    function _prefixed(bytes32 digest, uint8 mode) private pure returns (bytes32) {
        if (mode == 0) return digest;
        if (mode == 1) {
            return keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", digest));
        }
        if (mode == 2) {
            return keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n\x20", digest));
        }
        revert SignatureModeUnknown(mode);
    }
}
