// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title A bridge's vault that holds each withdrawal for an hour
/// @notice Members whose weights reach a threshold sign a withdrawal, which is then held; whoever wants to
/// releases it after the delay. A guardian may cancel what is held, and pause; the administrator
/// ends a pause and hands over to other members, which voids what the ones before have signed.
contract HoldingBridge {
    enum Status {
        None,
        Held,
        Paid,
        Cancelled
    }

    /// @notice What members sign.
    struct Withdrawal {
        uint256 id;
        address recipient;
        uint256 amount;
    }

    /// @notice What came of a withdrawal.
    struct Entry {
        bytes32 digest;
        uint64 releasableAt;
        Status status;
    }

    error NotAllowed(address sender);
    error Paused();
    error NothingToPay();
    error NotThere(uint256 id, Status status);
    error TooEarly(uint256 at);
    error Voided(uint256 id);
    error MalformedSignature();
    error NotAscending(address signer);
    error NotAMember(address signer);
    error QuorumNotReached(uint256 weight, uint256 threshold);
    error BadQuorum();
    error NotPaid(address recipient, uint256 amount);

    uint256 public constant HOLD_DELAY = 1 hours;
    uint256 public constant ROTATION_DELAY = 1 days;
    uint256 private constant HALF_ORDER =
        0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    address public immutable administrator;
    address public immutable guardian;
    bool public isPaused;
    /// @notice How many sets of members have been; the present one has this number.
    uint256 public epoch;
    uint256 public rotatedAt;
    uint256 public threshold;
    mapping(uint256 epoch => mapping(address member => uint256)) public weights;
    mapping(uint256 id => Entry) public entries;

    modifier only(address who) {
        if (msg.sender != who) revert NotAllowed(msg.sender);
        _;
    }

    modifier whenNotPaused() {
        if (isPaused) revert Paused();
        _;
    }

    constructor(
        address guardian_,
        address[] memory members,
        uint256[] memory weights_,
        uint256 threshold_
    ) {
        administrator = msg.sender;
        guardian = guardian_;
        _rotate(members, weights_, threshold_);
    }

    receive() external payable {}

    function submit(
        Withdrawal calldata withdrawal,
        bytes[] calldata signatures
    ) external whenNotPaused {
        Entry storage entry = entries[withdrawal.id];
        if (entry.status != Status.None) revert NotThere(withdrawal.id, entry.status);
        if (withdrawal.amount == 0) revert NothingToPay();
        bytes32 digest = digestOf(withdrawal);
        _requireQuorum(digest, signatures);
        entry.digest = digest;
        entry.releasableAt = uint64(block.timestamp + HOLD_DELAY);
        entry.status = Status.Held;
    }

    function release(Withdrawal calldata withdrawal) external whenNotPaused {
        Entry storage entry = entries[withdrawal.id];
        if (entry.status != Status.Held) revert NotThere(withdrawal.id, entry.status);
        if (block.timestamp < entry.releasableAt) revert TooEarly(entry.releasableAt);
        // The digest has the epoch in it: after a rotation it is another one.
        if (entry.digest != digestOf(withdrawal)) revert Voided(withdrawal.id);
        entry.status = Status.Paid;
        (bool isPaid, ) = withdrawal.recipient.call{value: withdrawal.amount}("");
        if (!isPaid) revert NotPaid(withdrawal.recipient, withdrawal.amount);
    }

    function cancel(uint256 id) external only(guardian) {
        Entry storage entry = entries[id];
        if (entry.status != Status.Held) revert NotThere(id, entry.status);
        entry.status = Status.Cancelled;
    }

    function pause() external only(guardian) {
        isPaused = true;
    }

    function unpause() external only(administrator) {
        isPaused = false;
    }

    function rotate(
        address[] calldata members,
        uint256[] calldata weights_,
        uint256 threshold_
    ) external only(administrator) {
        if (block.timestamp < rotatedAt + ROTATION_DELAY)
            revert TooEarly(rotatedAt + ROTATION_DELAY);
        _rotate(members, weights_, threshold_);
    }

    /// @notice Returns what members sign: for this chain, this contract and the present members alone.
    function digestOf(Withdrawal calldata withdrawal) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), epoch, withdrawal));
    }

    function _rotate(
        address[] memory members,
        uint256[] memory weights_,
        uint256 threshold_
    ) private {
        epoch += 1;
        rotatedAt = block.timestamp;
        threshold = threshold_;
        uint256 total;
        address last;
        for (uint256 i = 0; i < members.length; ++i) {
            if (members[i] <= last || weights_[i] == 0) revert BadQuorum();
            last = members[i];
            total += weights_[i];
            weights[epoch][last] = weights_[i];
        }
        if (threshold_ == 0 || threshold_ > total) revert BadQuorum();
    }

    function _requireQuorum(bytes32 digest, bytes[] calldata signatures) private view {
        uint256 weight;
        address last;
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = _recover(digest, signatures[i]);
            if (signer <= last) revert NotAscending(signer);
            last = signer;
            if (weights[epoch][signer] == 0) revert NotAMember(signer);
            weight += weights[epoch][signer];
        }
        if (weight < threshold) revert QuorumNotReached(weight, threshold);
    }

    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address) {
        if (signature.length != 65) revert MalformedSignature();
        uint256 s = uint256(bytes32(signature[32:64]));
        uint8 v = uint8(signature[64]);
        if (s > HALF_ORDER) revert MalformedSignature();
        address signer = ecrecover(digest, v, bytes32(signature[:32]), bytes32(s));
        if (signer == address(0)) revert MalformedSignature();
        return signer;
    }
}
