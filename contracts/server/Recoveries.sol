// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICheatCodes} from "./ICheatCodes.sol";

/// @title Whose signatures are, without finding it out again
/// @notice Recovering a signer takes longer than most calls. Whoever made a signature knows whose it
/// is, and says so; `ecrecover` then answers with that, for this very input and for no other.
/// @dev The answer is the precompile's, its gas is not: an answer that is known costs none.
library Recoveries {
    /// What is said of a signature: `flags:1 digest:32 v:1 r:32 s:32 signer:20`.
    uint256 internal constant LENGTH = 118;

    /// Whether all that is known is forgotten first: what is not known is looked for among all that is.
    uint256 private constant FORGETS = 1;
    /// Whether the signer is recovered, once, to see that it is so.
    uint256 private constant CHECKS = 2;

    address private constant ECRECOVER = address(1);

    ICheatCodes private constant CHEATS = ICheatCodes(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @notice Has `ecrecover` know whose a signature is.
    /// @param told What is said of it.
    /// @return isTrue False if it was looked into, and is somebody else's; then nothing is known of it.
    function know(bytes calldata told) internal returns (bool isTrue) {
        uint256 flags = uint8(told[0]);
        bytes32 digest = bytes32(told[1:33]);
        uint8 v = uint8(told[33]);
        bytes32 r = bytes32(told[34:66]);
        bytes32 s = bytes32(told[66:98]);
        address signer = address(bytes20(told[98:118]));
        if (flags & FORGETS != 0) CHEATS.clearMockedCalls();
        if (flags & CHECKS != 0 && ecrecover(digest, v, r, s) != signer) return false;
        CHEATS.mockCall(ECRECOVER, 0, abi.encode(digest, v, r, s), abi.encode(signer));
        return true;
    }
}
