// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IRoninGatewayV2} from "../interfaces/IRoninGatewayV2.sol";
import {IWithdrawalLimits} from "../interfaces/IWithdrawalLimits.sol";
import {IWrappedEther} from "../interfaces/IWrappedEther.sol";
import {BridgeOperators} from "../ronin/v2/BridgeOperators.sol";
import {PauseTarget} from "../ronin/v2/PauseTarget.sol";
import {Receipts} from "../ronin/v2/Receipts.sol";
import {Vault} from "../ronin/v2/Vault.sol";
import {WithdrawalLimits} from "../ronin/v2/WithdrawalLimits.sol";

/// @dev Planted defect: a withdrawal counts as brought once it is paid, and not before.
contract PaysBeforeMark is
    IRoninGatewayV2,
    PauseTarget,
    BridgeOperators,
    WithdrawalLimits,
    AccessControl,
    Initializable
{
    using Receipts for bytes32;
    using Receipts for Receipt;
    using Receipts for TokenInfo;
    using SafeERC20 for IERC20;

    /// @inheritdoc IRoninGatewayV2
    bytes32 public constant override WITHDRAWAL_UNLOCKER_ROLE = keccak256(
        "WITHDRAWAL_UNLOCKER_ROLE"
    );

    /// @inheritdoc IRoninGatewayV2
    address public override wrappedEther;
    /// @inheritdoc IRoninGatewayV2
    uint256 public override sidechainChainId;
    /// @inheritdoc IRoninGatewayV2
    bytes32 public override domainSeparator;
    /// @inheritdoc IRoninGatewayV2
    uint256 public override depositCount;
    /// @inheritdoc IRoninGatewayV2
    mapping(address token => address) public override sidechainTokenOf;
    /// @inheritdoc IRoninGatewayV2
    mapping(uint256 id => bytes32) public override withdrawalHash;
    /// @inheritdoc IRoninGatewayV2
    mapping(uint256 id => bool) public override withdrawalLocked;

    constructor() {
        _disableInitializers();
    }

    /// Takes the ether that wrapped ether pays out, and deposits what comes from anybody else.
    receive() external payable {
        if (msg.sender != wrappedEther) {
            _deposit(Request(msg.sender, address(0), TokenInfo(Receipts.ERC20, 0, msg.value)));
        }
    }

    /// @inheritdoc IRoninGatewayV2
    function initialize(Setup calldata setup) external override initializer {
        wrappedEther = setup.wrappedEther;
        sidechainChainId = setup.sidechainChainId;
        domainSeparator = Receipts.domainSeparatorOf(block.chainid, address(this));
        _setQuorums(setup.quorum, setup.highTierQuorum);
        _replaceOperators(setup.operators);
        for (uint256 i = 0; i < setup.tokens.length; ++i) {
            TokenSetup calldata one = setup.tokens[i];
            _mapToken(one.token, one.sidechainToken);
            _setTokenLimits(one.token, one.limits);
        }
        _grantRole(DEFAULT_ADMIN_ROLE, setup.roleSetter);
        for (uint256 i = 0; i < setup.unlockers.length; ++i) {
            _grantRole(WITHDRAWAL_UNLOCKER_ROLE, setup.unlockers[i]);
        }
    }

    /// @inheritdoc IRoninGatewayV2
    function requestDepositFor(Request calldata request) external payable override {
        _deposit(request);
    }

    /// @inheritdoc IRoninGatewayV2
    function submitWithdrawal(
        Receipt calldata receipt,
        Signature[] calldata signatures
    ) external override whenNotPaused returns (bool isLocked) {
        _requireWithdrawal(receipt);
        address token = receipt.mainchain.tokenAddr;
        uint256 amount = receipt.info.quantity;
        if (withdrawalHash[receipt.id] != 0) revert WithdrawalAlreadyProcessed(receipt.id);
        _requireWithinDay(token, amount);
        uint256 minimumWeight;
        (minimumWeight, isLocked) = requirementsOf(token, amount);
        bytes32 receiptHash = receipt.hash();
        _requireWeight(receiptHash.digest(domainSeparator), signatures, minimumWeight);
        if (isLocked) {
            withdrawalLocked[receipt.id] = true;
            emit WithdrawalLocked(receiptHash, receipt);
        } else {
            _countTowardsDay(token, amount);
            _pay(receipt.mainchain.addr, token, amount);
            emit Withdrew(receiptHash, receipt);
        }
        withdrawalHash[receipt.id] = receiptHash;
    }

    /// @inheritdoc IRoninGatewayV2
    function unlockWithdrawal(
        Receipt calldata receipt
    ) external override onlyRole(WITHDRAWAL_UNLOCKER_ROLE) {
        bytes32 receiptHash = receipt.hash();
        bytes32 submitted = withdrawalHash[receipt.id];
        if (receiptHash != submitted) revert WrongReceipt(receiptHash, submitted);
        if (!withdrawalLocked[receipt.id]) revert WithdrawalNotLocked(receipt.id);
        delete withdrawalLocked[receipt.id];
        emit WithdrawalUnlocked(receiptHash, receipt);
        address token = receipt.mainchain.tokenAddr;
        uint256 fee = _unlockFee(token, receipt.info.quantity);
        _pay(msg.sender, token, fee);
        _pay(receipt.mainchain.addr, token, receipt.info.quantity - fee);
        emit Withdrew(receiptHash, receipt);
    }

    /// @inheritdoc IRoninGatewayV2
    function mapToken(address token, address newSidechainToken) external override onlyAdmin {
        _mapToken(token, newSidechainToken);
    }

    /// @inheritdoc IWithdrawalLimits
    function requirementsOf(
        address token,
        uint256 amount
    ) public view override returns (uint256 minimumWeight, bool isLocked) {
        return (_minimumWeight(_isHighTier(token, amount)), _isLocked(token, amount));
    }

    function _deposit(Request memory request) private whenNotPaused {
        request.info.requireErc20();
        if (request.recipientAddr == address(0)) revert ZeroAddress();
        bool isEther = request.tokenAddr == address(0);
        uint256 quantity = request.info.quantity;
        uint256 due = isEther ? quantity : 0;
        if (msg.value != due) revert WrongEtherAmount(msg.value, due);
        address token = isEther ? wrappedEther : request.tokenAddr;
        Receipt memory receipt = Receipt({
            id: depositCount,
            kind: Receipts.DEPOSIT,
            mainchain: TokenOwner(msg.sender, token, block.chainid),
            ronin: TokenOwner(request.recipientAddr, _sidechainToken(token), sidechainChainId),
            info: request.info
        });
        ++depositCount;
        if (!isEther) _take(token, quantity);
        emit DepositRequested(receipt.hash(), receipt);
    }

    function _take(address token, uint256 amount) private {
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        if (token == wrappedEther) IWrappedEther(token).withdraw(amount);
    }

    function _pay(address recipient, address token, uint256 amount) private {
        if (token == wrappedEther) Vault.payEther(recipient, amount, token);
        else Vault.payToken(recipient, amount, token);
    }

    function _mapToken(address token, address newSidechainToken) private {
        if (token == address(0)) revert ZeroAddress();
        sidechainTokenOf[token] = newSidechainToken;
        emit TokenMapped(token, newSidechainToken);
    }

    function _requireWithdrawal(Receipt calldata receipt) private view {
        receipt.info.requireErc20();
        if (receipt.mainchain.addr == address(0)) revert ZeroAddress();
        if (receipt.kind != Receipts.WITHDRAWAL) revert NotWithdrawal(receipt.kind);
        // The separator is as old as the gateway. That is enough: the receipt names the chain too.
        if (receipt.mainchain.chainId != block.chainid) {
            revert WrongChain(receipt.mainchain.chainId, block.chainid);
        }
        address mapped = _sidechainToken(receipt.mainchain.tokenAddr);
        if (receipt.ronin.tokenAddr != mapped) {
            revert WrongSidechainToken(receipt.ronin.tokenAddr, mapped);
        }
    }

    /// Adds up the weight of the signers until it is enough, and reads no further. The order is
    /// what keeps one from counting twice; starting above zero it refuses signatures that are
    /// nobody's.
    function _requireWeight(
        bytes32 digest,
        Signature[] calldata signatures,
        uint256 minimum
    ) private view {
        address previous = address(0);
        uint256 weight = 0;
        for (uint256 i = 0; i < signatures.length; ++i) {
            Signature calldata one = signatures[i];
            address signer = ecrecover(digest, one.v, one.r, one.s);
            if (signer <= previous) revert SignersNotAscending(previous, signer);
            previous = signer;
            weight += weightOf(signer);
            if (weight >= minimum) return;
        }
        revert WeightNotReached(weight, minimum);
    }

    function _sidechainToken(address token) private view returns (address sidechainToken) {
        sidechainToken = sidechainTokenOf[token];
        if (sidechainToken == address(0)) revert TokenNotMapped(token);
    }
}
