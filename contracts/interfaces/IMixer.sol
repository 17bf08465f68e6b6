// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A mixer of one denomination
/// @notice Chaum's blind signature (Advances in Cryptology 1982) with RSA. A customer makes a note, the
/// recipient and a secret serial, and hands over its blinded hash with the denomination. The operator
/// signs the blinded hash off the chain, without being able to read it, once for each `Mixed`. The
/// customer takes the blinding off the signature, and anybody brings the note to be paid, once.
/// Nothing on the chain, and nothing that the operator knows, links the two, but the amount and the
/// time.
/// @dev Warning: the operator's key can sign notes that nobody paid for. Mixers in use avoid that with
/// a proof in zero knowledge, which this one does without.
/// @dev Warning: a serial that is used again is paid once, however often it was bought.
///
/// Safety assumptions:
/// - the operator signs one blinded hash for each denomination that came in;
/// - nobody factors the modulus.
///
/// Liveness assumption: the operator signs what it was paid for.
interface IMixer {
    /// @notice Emitted when the denomination came in.
    /// @param depositor Who paid.
    /// @param blinded The blinded hash, for the operator to sign.
    event Mixed(address indexed depositor, bytes blinded);

    /// @notice Emitted when a note was paid.
    /// @param recipient Who was paid.
    /// @param serial The note's serial.
    event Unmixed(address indexed recipient, bytes32 serial);

    /// @notice Thrown when a blinded hash is not as long as the modulus.
    /// @param length Its length, in bytes.
    error BlindedLength(uint256 length);

    /// @notice Thrown when the operator has not signed a note.
    /// @param recipient Who would have been paid.
    error NoteNotSigned(address recipient);

    /// @notice Thrown when a note was paid before.
    /// @param serial Its serial.
    error NoteSpent(bytes32 serial);

    /// @notice Takes the denomination, and announces what the operator is to sign.
    /// @param blinded The note's hash times the blinding factor's power, as long as the modulus.
    function mix(bytes calldata blinded) external payable;

    /// @notice Pays the denomination to a signed note's recipient. Anybody may bring the note.
    /// @param recipient Who is paid; the note is good for nobody else.
    /// @param serial The note's serial.
    /// @param signature The operator's signature, with the blinding taken off.
    function unmix(address recipient, bytes32 serial, bytes calldata signature) external;

    /// @notice Tells whether the note with a serial was paid.
    /// @param serial The serial.
    /// @return Whether it was.
    function isSpent(bytes32 serial) external view returns (bool);
}
