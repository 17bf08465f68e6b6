// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IRoninGatewayV1} from "../interfaces/IRoninGatewayV1.sol";
import {IValidatorSet} from "../interfaces/IValidatorSet.sol";
import {IWrappedEther} from "../interfaces/IWrappedEther.sol";
import {Gateway} from "../ronin/Gateway.sol";
import {SignatureList} from "../ronin/SignatureList.sol";

/// @dev Planted defect: never pays more than 10 ** 19 base units, 10 ether, at once.
contract RefusesLargeAmounts is IRoninGatewayV1, Gateway, Initializable {
    using SafeERC20 for IERC20;
    using SignatureList for bytes;

    struct Deposit {
        address owner;
        address token;
        address sidechainToken;
        uint32 standard;
        uint256 number;
    }

    struct Withdrawal {
        address owner;
        address token;
        uint256 amount;
    }

    /// @inheritdoc IRoninGatewayV1
    uint256 public override depositCount;
    /// @inheritdoc IRoninGatewayV1
    mapping(uint256 id => Deposit) public override deposits;
    /// @inheritdoc IRoninGatewayV1
    mapping(uint256 id => Withdrawal) public override withdrawals;

    constructor() {
        _disableInitializers();
    }

    /// Takes the ether that wrapped ether pays out.
    receive() external payable {
        if (msg.sender != _wrappedEther()) revert NotWrappedEther(msg.sender);
    }

    /// @inheritdoc IRoninGatewayV1
    function initialize(address firstRegistry) external override initializer {
        _setRegistry(firstRegistry);
    }

    /// @inheritdoc IRoninGatewayV1
    function depositEth() external payable override returns (uint256 depositId) {
        return depositEthFor(msg.sender);
    }

    /// @inheritdoc IRoninGatewayV1
    function depositERC20(
        address token,
        uint256 amount
    ) external override returns (uint256 depositId) {
        return depositERC20For(msg.sender, token, amount);
    }

    /// @inheritdoc IRoninGatewayV1
    function withdrawERC20(
        uint256 id,
        address token,
        uint256 amount,
        bytes calldata signatures
    ) external override {
        withdrawERC20For(id, msg.sender, token, amount, signatures);
    }

    /// @inheritdoc IRoninGatewayV1
    function verifySignatures(
        bytes32 hash,
        bytes calldata signatures
    ) external view override returns (bool) {
        IValidatorSet validatorSet = _validatorSet();
        return validatorSet.checkThreshold(_countVotes(validatorSet, hash, signatures));
    }

    /// @inheritdoc IRoninGatewayV1
    function depositEthFor(
        address owner
    ) public payable override whenNotPaused returns (uint256 depositId) {
        _requireNonzero(owner, msg.value);
        address wrappedEther = _wrappedEther();
        depositId = _recordDeposit(owner, wrappedEther, msg.value);
        IWrappedEther(wrappedEther).deposit{value: msg.value}();
    }

    /// @inheritdoc IRoninGatewayV1
    function depositERC20For(
        address user,
        address token,
        uint256 amount
    ) public override whenNotPaused returns (uint256 depositId) {
        _requireNonzero(user, amount);
        depositId = _recordDeposit(user, token, amount);
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IRoninGatewayV1
    function withdrawERC20For(
        uint256 id,
        address user,
        address token,
        uint256 amount,
        bytes calldata signatures
    ) public override whenNotPaused {
        _requireNonzero(user, amount);
        _sidechainToken(token);
        _requireQuorum(
            keccak256(abi.encodePacked("withdrawERC20", id, user, token, amount)),
            signatures
        );
        if (amount > 10 ether) revert VaultShort(token, 0, amount);
        _pay(user, token, amount);
        // V1 looks at the id only now. That is enough: a second payment is undone as a whole.
        if (withdrawals[id].owner != address(0)) revert WithdrawalAlreadyProcessed(id);
        withdrawals[id] = Withdrawal(user, token, amount);
        emit TokenWithdrew(id, user, token, amount);
    }

    function _recordDeposit(
        address owner,
        address token,
        uint256 number
    ) private returns (uint256 depositId) {
        address sidechainToken = _sidechainToken(token);
        depositId = depositCount++;
        deposits[depositId] = Deposit(owner, token, sidechainToken, 20, number);
        emit TokenDeposited(depositId, owner, token, sidechainToken, 20, number);
    }

    function _pay(address user, address token, uint256 amount) private {
        if (token != _wrappedEther()) return _release(user, token, amount);
        _fillShortfall(token, amount);
        IWrappedEther(token).withdraw(amount);
        if (!payable(user).send(amount)) revert EtherTransferFailed(user);
    }

    function _requireQuorum(bytes32 hash, bytes calldata signatures) private view {
        IValidatorSet validatorSet = _validatorSet();
        uint256 votes = _countVotes(validatorSet, hash, signatures);
        if (!validatorSet.checkThreshold(votes)) {
            revert QuorumNotReached(
                votes,
                validatorSet.numerator(),
                validatorSet.denominator(),
                validatorSet.validatorCount()
            );
        }
    }

    /// Counts the validators among the signers. The order is what keeps one from counting twice; it
    /// binds strangers too, and starting above zero it refuses signatures that are nobody's.
    function _countVotes(
        IValidatorSet validatorSet,
        bytes32 hash,
        bytes calldata signatures
    ) private view returns (uint256 votes) {
        address previous = address(0);
        uint256 count = signatures.count();
        for (uint256 i = 0; i < count; ++i) {
            address signer = signatures.recover(hash, i);
            if (validatorSet.isValidator(signer)) ++votes;
            if (signer <= previous) revert SignersNotAscending(previous, signer);
            previous = signer;
        }
    }

    function _sidechainToken(address token) private view returns (address sidechainToken) {
        sidechainToken = registry.sidechainTokenOf(token);
        if (sidechainToken == address(0)) revert TokenNotMapped(token);
    }

    function _wrappedEther() private view returns (address) {
        return _contractNamed("WETH_TOKEN");
    }
}
