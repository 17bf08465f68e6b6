// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IMixer} from "../interfaces/IMixer.sol";
import {Venue} from "../world/Venue.sol";

/// @dev Planted defect: nobody looks whether a note was paid.
contract NotePaidTwice is IMixer, Venue {
    /// The public exponent, 65,537.
    bytes private constant EXPONENT = hex"010001";
    bytes private constant ONE = hex"01";

    /// @notice What is mixed.
    address public immutable token;
    /// @notice How much a note is worth, in base units of the token.
    uint256 public immutable denomination;

    /// @notice What the operator's signatures are reckoned in, 128 bytes.
    bytes public modulus;
    /// @inheritdoc IMixer
    mapping(bytes32 serial => bool) public override isSpent;

    /// @param token_ What is mixed.
    /// @param denomination_ How much a note is worth, in base units of the token.
    /// @param modulus_ The operator's RSA modulus, 128 bytes.
    constructor(address token_, uint256 denomination_, bytes memory modulus_) {
        token = token_;
        denomination = denomination_;
        modulus = modulus_;
    }

    /// @inheritdoc IMixer
    function mix(bytes calldata blinded) external payable override {
        if (blinded.length != modulus.length) revert BlindedLength(blinded.length);
        emit Mixed(msg.sender, blinded);
        _take(token, denomination);
    }

    /// @inheritdoc IMixer
    function unmix(address recipient, bytes32 serial, bytes calldata signature) external override {
        if (recipient == address(0)) revert ZeroAddress();
        if (!_isSigned(recipient, serial, signature)) revert NoteNotSigned(recipient);
        isSpent[serial] = true;
        emit Unmixed(recipient, serial);
        _pay(token, recipient, denomination);
    }

    function _isSigned(
        address recipient,
        bytes32 serial,
        bytes memory signature
    ) private view returns (bool) {
        bytes memory modulus_ = modulus;
        if (signature.length != modulus_.length) return false;
        bytes memory signed = Math.modExp(signature, EXPONENT, modulus_);
        // To the power of one: the remainder.
        bytes memory note = Math.modExp(_spread(recipient, serial), ONE, modulus_);
        return keccak256(signed) == keccak256(note);
    }

    /// The note's hash over the whole width of the modulus, as RSA wants it.
    function _spread(address recipient, bytes32 serial) private pure returns (bytes memory) {
        bytes32 hash = keccak256(abi.encodePacked(recipient, serial));
        return
            abi.encodePacked(
                keccak256(abi.encodePacked(hash, uint8(0))),
                keccak256(abi.encodePacked(hash, uint8(1))),
                keccak256(abi.encodePacked(hash, uint8(2))),
                keccak256(abi.encodePacked(hash, uint8(3)))
            );
    }
}
