// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IDelayedChanges} from "../interfaces/IDelayedChanges.sol";
import {IGuardedGateway} from "../interfaces/IGuardedGateway.sol";
import {ITokenVault} from "../interfaces/ITokenVault.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {DelayedChanges} from "../guarded/DelayedChanges.sol";
import {GuardStack} from "../flawed/LoosensAtOnceGuardStack.sol";
import {Roles} from "../guarded/Roles.sol";
import {ScopedPause} from "../guarded/ScopedPause.sol";
import {Signers} from "../guarded/Signers.sol";
import {TokenVault} from "../guarded/TokenVault.sol";
import {WithdrawalDigest} from "../guarded/WithdrawalDigest.sol";

/// @dev Planted defect: a governor removes a guard at once.
contract LoosensAtOnce is
    IGuardedGateway,
    ScopedPause,
    Signers,
    GuardStack,
    TokenVault,
    AccessControl,
    ReentrancyGuard
{
    using WithdrawalDigest for IWithdrawalGuard.Withdrawal;

    /// @inheritdoc IGuardedGateway
    uint64 public immutable override maxHold;
    /// @inheritdoc IGuardedGateway
    bool public override isOpen;

    uint64 private immutable _looseningDelay;
    address private immutable _deployer;

    mapping(bytes32 key => Entry) private _entries;
    mapping(bytes32 source => bytes32 key) private _keyOfSource;
    mapping(address token => mapping(uint64 epoch => uint256)) private _heldAmount;

    modifier whenOpen() {
        if (!isOpen) revert NotOpen();
        _;
    }

    constructor(Setup memory setup) TokenVault(setup.wrappedEther) {
        if (setup.signers.length != setup.weights.length) {
            revert WeightCountWrong(setup.signers.length, setup.weights.length);
        }
        _deployer = msg.sender;
        _looseningDelay = setup.looseningDelay;
        maxHold = setup.maxHold;
        for (uint256 i = 0; i < setup.signers.length; ++i) {
            _addFirstSigner(setup.signers[i], setup.weights[i]);
        }
        _setQuorum(setup.quorumNumerator, setup.quorumDenominator);
        // The gateway alone grants and revokes: each change of roles is a change that waits.
        _grantRole(DEFAULT_ADMIN_ROLE, address(this));
        for (uint256 i = 0; i < setup.roleHolders.length; ++i) {
            _grantRole(setup.roleHolders[i].role, setup.roleHolders[i].account);
        }
    }

    /// @inheritdoc IGuardedGateway
    function open() external override {
        if (isOpen || msg.sender != _deployer) revert OpenedOrNotDeployer();
        isOpen = true;
        emit Opened();
    }

    /// @inheritdoc IGuardedGateway
    function submit(
        IWithdrawalGuard.Withdrawal calldata withdrawal,
        Signature[] calldata signatures,
        Proofs calldata proofs
    ) external override nonReentrant returns (Status) {
        IWithdrawalGuard.Request memory request = _newRequest(withdrawal, signatures);
        Verdict memory verdict = _judge(request, proofs);
        if (verdict.action == IWithdrawalGuard.Action.Allow) return _payOut(request, proofs);
        if (verdict.action == IWithdrawalGuard.Action.Hold) return _hold(request, proofs, verdict);
        revert Refused(verdict.guard, verdict.reason, verdict.retryAt);
    }

    /// @inheritdoc IGuardedGateway
    function release(
        IWithdrawalGuard.Withdrawal calldata withdrawal,
        IWithdrawalGuard.Quorum calldata quorum,
        Proofs calldata proofs
    ) external override nonReentrant returns (Status) {
        IWithdrawalGuard.Request memory request = _heldRequest(withdrawal, quorum);
        Verdict memory verdict = _judge(request, proofs);
        if (verdict.action == IWithdrawalGuard.Action.Allow) {
            _heldAmount[withdrawal.token][withdrawal.epoch] -= withdrawal.amount;
            return _payOut(request, proofs);
        }
        if (verdict.action == IWithdrawalGuard.Action.Refuse) {
            revert Refused(verdict.guard, verdict.reason, verdict.retryAt);
        }
        if (verdict.tripper == address(0)) {
            revert Withheld(verdict.guard, verdict.reason, verdict.retryAt);
        }
        _trip(request, verdict);
        return Status.Held;
    }

    /// @inheritdoc IGuardedGateway
    function cancel(
        IWithdrawalGuard.Withdrawal calldata withdrawal
    ) external override nonReentrant {
        if (!hasRole(Roles.CANCELLER, msg.sender) && !_mayCancel(msg.sender)) {
            revert NotCanceller(msg.sender);
        }
        _end(withdrawal, _requireHeld(withdrawal.digest()));
    }

    /// @inheritdoc IGuardedGateway
    function cancelEpoch(uint64 current) external override nonReentrant {
        _requireRole(Roles.CANCELLER);
        _requireCurrent(current);
        _raiseEpoch();
    }

    /// @inheritdoc IGuardedGateway
    function expire(
        IWithdrawalGuard.Withdrawal calldata withdrawal
    ) external override nonReentrant {
        bytes32 key = _requireHeld(withdrawal.digest());
        uint256 expiresAt = uint256(_entries[key].heldSince) + maxHold;
        if (withdrawal.epoch == epoch && block.timestamp < expiresAt) {
            revert HoldNotExpired(key, expiresAt);
        }
        _end(withdrawal, key);
    }

    /// @inheritdoc ITokenVault
    function deposit(address token, uint256 amount) external override returns (uint256 depositId) {
        return depositFor(msg.sender, token, amount);
    }

    /// @inheritdoc ITokenVault
    function depositEther() external payable override returns (uint256 depositId) {
        return depositEtherFor(msg.sender);
    }

    /// @inheritdoc IGuardedGateway
    function preview(
        IWithdrawalGuard.Withdrawal calldata withdrawal,
        Signature[] calldata signatures,
        Proofs calldata proofs
    ) external view override nonReentrantView returns (IWithdrawalGuard.Decision[] memory) {
        return _askAll(_newRequest(withdrawal, signatures), proofs);
    }

    /// @inheritdoc IGuardedGateway
    function keyOf(
        IWithdrawalGuard.Withdrawal calldata withdrawal
    ) external view override returns (bytes32) {
        return withdrawal.digest();
    }

    /// @inheritdoc IGuardedGateway
    function entryOf(bytes32 key) external view override returns (Entry memory) {
        return _entries[key];
    }

    /// @inheritdoc IGuardedGateway
    function keyOfSource(
        uint256 sourceChainId,
        bytes32 sourceRef
    ) external view override returns (bytes32) {
        bytes32 key = _keyOfSource[_sourceSlot(sourceChainId, sourceRef)];
        return _isAlive(key) ? key : bytes32(0);
    }

    /// @inheritdoc IGuardedGateway
    function heldAmount(address token) external view override returns (uint256) {
        return _heldAmount[token][epoch];
    }

    /// @inheritdoc IDelayedChanges
    function applyChange(
        bytes calldata change
    ) public override(DelayedChanges, IDelayedChanges) nonReentrant {
        super.applyChange(change);
    }

    /// @inheritdoc ITokenVault
    function depositFor(
        address owner,
        address token,
        uint256 amount
    ) public override whenOpen nonReentrant returns (uint256 depositId) {
        _requireDeposit(owner, token);
        uint256 received = _takeTokens(token, amount);
        return _acknowledge(owner, token, received);
    }

    /// @inheritdoc ITokenVault
    function depositEtherFor(
        address owner
    ) public payable override whenOpen nonReentrant returns (uint256 depositId) {
        _requireDeposit(owner, wrappedEther);
        _wrapEther();
        return _acknowledge(owner, wrappedEther, msg.value);
    }

    /// @inheritdoc IDelayedChanges
    function looseningDelay()
        public
        view
        override(DelayedChanges, IDelayedChanges)
        returns (uint64)
    {
        return _looseningDelay;
    }

    function _holdsRole(bytes32 role, address account) internal view override returns (bool) {
        return hasRole(role, account);
    }

    function _isSettingUp(address account) internal view override returns (bool) {
        return !isOpen && account == _deployer;
    }

    function _payOut(
        IWithdrawalGuard.Request memory request,
        Proofs calldata proofs
    ) private returns (Status) {
        IWithdrawalGuard.Withdrawal memory withdrawal = request.withdrawal;
        Entry storage entry = _entries[request.key];
        entry.status = Status.Paid;
        entry.epoch = withdrawal.epoch;
        _keyOfSource[_sourceSlot(withdrawal.sourceChainId, withdrawal.sourceRef)] = request.key;
        emit WithdrawalPaid(request.key, withdrawal);
        _commit(IWithdrawalGuard.onPaid.selector, request, proofs);
        _pay(withdrawal.recipient, withdrawal.token, withdrawal.amount);
        return Status.Paid;
    }

    function _hold(
        IWithdrawalGuard.Request memory request,
        Proofs calldata proofs,
        Verdict memory verdict
    ) private returns (Status) {
        IWithdrawalGuard.Withdrawal memory withdrawal = request.withdrawal;
        _entries[request.key] = Entry({
            status: Status.Held,
            epoch: withdrawal.epoch,
            heldSince: uint64(block.timestamp),
            notBefore: verdict.notBefore,
            quorumHash: keccak256(abi.encode(request.quorum))
        });
        _keyOfSource[_sourceSlot(withdrawal.sourceChainId, withdrawal.sourceRef)] = request.key;
        _heldAmount[withdrawal.token][withdrawal.epoch] += withdrawal.amount;
        emit WithdrawalHeld(request.key, withdrawal, request.quorum, verdict.notBefore);
        if (verdict.tripper != address(0)) _trip(request, verdict);
        _commit(IWithdrawalGuard.onHeld.selector, request, proofs);
        return Status.Held;
    }

    function _trip(IWithdrawalGuard.Request memory request, Verdict memory verdict) private {
        emit Tripped(verdict.tripper, request.key, verdict.tripReason);
        _pauseToken(request.withdrawal.token);
    }

    /// Kills a held withdrawal. Its key stays dead, and takes no source reference any more.
    function _end(IWithdrawalGuard.Withdrawal calldata withdrawal, bytes32 key) private {
        _entries[key].status = Status.Cancelled;
        _heldAmount[withdrawal.token][withdrawal.epoch] -= withdrawal.amount;
        emit WithdrawalCancelled(key, msg.sender);
        _notify(
            abi.encodeCall(IWithdrawalGuard.onCancelled, (key, withdrawal.token, withdrawal.amount))
        );
    }

    function _acknowledge(
        address owner,
        address token,
        uint256 received
    ) private returns (uint256 depositId) {
        depositId = _recordDeposit(owner, token, received);
        _notify(abi.encodeCall(IWithdrawalGuard.onDeposited, (token, msg.sender, received)));
    }

    function _newRequest(
        IWithdrawalGuard.Withdrawal calldata withdrawal,
        Signature[] calldata signatures
    ) private view returns (IWithdrawalGuard.Request memory request) {
        _requirePayable(withdrawal);
        if (withdrawal.deadline != 0 && block.timestamp > withdrawal.deadline) {
            revert DeadlinePassed(withdrawal.deadline);
        }
        _requireCurrent(withdrawal.epoch);
        request.key = withdrawal.digest();
        Status status = _entries[request.key].status;
        if (status != Status.None) revert KeyUsed(request.key, status);
        _requireSourceFree(withdrawal.sourceChainId, withdrawal.sourceRef);
        request.withdrawal = withdrawal;
        request.quorum = _requireQuorum(request.key, signatures);
        request.vault = _vaultOf(withdrawal.token, _heldAmount[withdrawal.token][epoch]);
        request.phase = IWithdrawalGuard.Phase.Submit;
        request.submitter = msg.sender;
    }

    function _heldRequest(
        IWithdrawalGuard.Withdrawal calldata withdrawal,
        IWithdrawalGuard.Quorum calldata quorum
    ) private view returns (IWithdrawalGuard.Request memory request) {
        _requirePayable(withdrawal);
        request.key = _requireHeld(withdrawal.digest());
        _requireCurrent(withdrawal.epoch);
        Entry storage entry = _entries[request.key];
        if (block.timestamp < entry.notBefore) {
            revert FloorNotReached(request.key, entry.notBefore);
        }
        request.quorum = quorum;
        if (keccak256(abi.encode(request.quorum)) != entry.quorumHash) {
            revert QuorumMismatch(request.key);
        }
        request.withdrawal = withdrawal;
        uint256 others = _heldAmount[withdrawal.token][epoch] - withdrawal.amount;
        request.vault = _vaultOf(withdrawal.token, others);
        request.phase = IWithdrawalGuard.Phase.Release;
        request.submitter = msg.sender;
        request.heldSince = entry.heldSince;
        request.notBefore = entry.notBefore;
    }

    function _requirePayable(
        IWithdrawalGuard.Withdrawal calldata withdrawal
    ) private view whenOpen {
        _requireTokenRunning(withdrawal.token);
        _requireSourceRunning(withdrawal.sourceChainId);
        if (withdrawal.recipient == address(0)) revert ZeroAddress();
        if (withdrawal.recipient == address(this)) revert RecipientIsGateway();
        if (withdrawal.amount == 0) revert ZeroAmount();
        if (withdrawal.amount > type(uint128).max) revert AmountTooLarge(withdrawal.amount);
        _requireMapped(withdrawal.token);
    }

    function _requireDeposit(address owner, address token) private view {
        _requireTokenRunning(token);
        if (owner == address(0)) revert ZeroAddress();
        _requireMapped(token);
    }

    function _requireCurrent(uint64 given) private view {
        if (given != epoch) revert EpochNotCurrent(given, epoch);
    }

    function _requireHeld(bytes32 key) private view returns (bytes32) {
        Status status = _entries[key].status;
        if (status != Status.Held) revert NotHeld(key, status);
        return key;
    }

    function _requireSourceFree(uint256 sourceChainId, bytes32 sourceRef) private view {
        bytes32 key = _keyOfSource[_sourceSlot(sourceChainId, sourceRef)];
        if (_isAlive(key)) revert SourceUsed(key);
    }

    /// Whether a withdrawal is paid, or may still be.
    function _isAlive(bytes32 key) private view returns (bool) {
        Entry storage entry = _entries[key];
        return entry.status == Status.Paid || (entry.status == Status.Held && entry.epoch == epoch);
    }

    function _sourceSlot(uint256 sourceChainId, bytes32 sourceRef) private pure returns (bytes32) {
        return keccak256(abi.encode(sourceChainId, sourceRef));
    }
}
