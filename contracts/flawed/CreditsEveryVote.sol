// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {ISidechainGateway} from "../interfaces/ISidechainGateway.sol";
import {Gateway} from "../ronin/Gateway.sol";

/// @dev Planted defect: each acknowledgement past the quorum credits the deposit again.
contract CreditsEveryVote is ISidechainGateway, Gateway {
    using EnumerableSet for EnumerableSet.AddressSet;
    using SafeERC20 for IERC20;

    struct Withdrawal {
        address owner;
        address token;
        uint256 amount;
    }

    /// @inheritdoc ISidechainGateway
    mapping(uint256 depositId => mapping(address validator => bytes32))
        public
        override acknowledgedContent;
    /// @inheritdoc ISidechainGateway
    mapping(uint256 depositId => mapping(bytes32 contentHash => uint256))
        public
        override acknowledgementCount;
    /// @inheritdoc ISidechainGateway
    mapping(uint256 depositId => mapping(bytes32 contentHash => bool)) public override isCredited;

    /// @inheritdoc ISidechainGateway
    uint256 public override withdrawalCount;
    /// @inheritdoc ISidechainGateway
    mapping(uint256 id => Withdrawal) public override withdrawals;

    mapping(uint256 id => EnumerableSet.AddressSet) private _signers;
    mapping(uint256 id => mapping(address validator => bytes)) private _signatures;

    modifier onlyValidator() {
        if (!_validatorSet().isValidator(msg.sender)) revert NotValidator(msg.sender);
        _;
    }

    modifier onlyIssued(uint256 id) {
        if (id >= withdrawalCount) revert WithdrawalUnknown(id);
        _;
    }

    /// @param firstRegistry The registry of the sidechain.
    constructor(address firstRegistry) {
        _setRegistry(firstRegistry);
    }

    /// @inheritdoc ISidechainGateway
    function depositERC20For(
        uint256 depositId,
        address owner,
        address token,
        uint256 amount
    ) external override whenNotPaused onlyValidator {
        _requireNonzero(owner, amount);
        _mainchainToken(token);
        bytes32 contentHash = keccak256(abi.encode(owner, token, uint32(20), amount));
        uint256 count = _acknowledge(depositId, contentHash);
        if (!_validatorSet().checkThreshold(count)) return;
        isCredited[depositId][contentHash] = true;
        emit TokenDeposited(depositId, owner, token, amount);
        _release(owner, token, amount);
    }

    /// @inheritdoc ISidechainGateway
    function withdrawERC20(address token, uint256 amount) external override returns (uint256 id) {
        return withdrawERC20For(msg.sender, token, amount);
    }

    /// @inheritdoc ISidechainGateway
    function submitWithdrawalSignatures(
        uint256 id,
        bool shouldReplace,
        bytes calldata signature
    ) external override whenNotPaused onlyValidator onlyIssued(id) {
        bool isFirst = _signers[id].add(msg.sender);
        if (!isFirst && !shouldReplace) revert AlreadySigned(id, msg.sender);
        _signatures[id][msg.sender] = signature;
        emit SignatureSubmitted(id, msg.sender);
    }

    /// @inheritdoc ISidechainGateway
    function requestSignatureAgain(uint256 id) external override whenNotPaused onlyIssued(id) {
        if (msg.sender != withdrawals[id].owner) revert NotWithdrawalOwner(id, msg.sender);
        emit SignatureRequestedAgain(id, msg.sender);
    }

    /// @inheritdoc ISidechainGateway
    function withdrawalSignatures(
        uint256 id
    ) external view override returns (address[] memory signers, bytes[] memory signatures) {
        signers = _signers[id].values();
        signatures = new bytes[](signers.length);
        for (uint256 i = 0; i < signers.length; ++i) signatures[i] = _signatures[id][signers[i]];
    }

    /// @inheritdoc ISidechainGateway
    function withdrawERC20For(
        address owner,
        address token,
        uint256 amount
    ) public override whenNotPaused returns (uint256 id) {
        _requireNonzero(owner, amount);
        address mainchainToken = _mainchainToken(token);
        id = withdrawalCount++;
        withdrawals[id] = Withdrawal(owner, token, amount);
        emit TokenWithdrew(id, owner, token, mainchainToken, amount);
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
    }

    function _acknowledge(uint256 depositId, bytes32 contentHash) private returns (uint256 count) {
        if (acknowledgedContent[depositId][msg.sender] != 0) {
            revert AlreadyAcknowledged(depositId, msg.sender);
        }
        acknowledgedContent[depositId][msg.sender] = contentHash;
        count = ++acknowledgementCount[depositId][contentHash];
        emit DepositAcknowledged(depositId, msg.sender, contentHash);
    }

    function _mainchainToken(address token) private view returns (address mainchainToken) {
        mainchainToken = registry.mainchainTokenOf(token);
        if (mainchainToken == address(0)) revert TokenNotMapped(token);
    }
}
