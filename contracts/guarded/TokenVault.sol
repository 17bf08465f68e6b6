// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IMintableToken} from "../interfaces/IMintableToken.sol";
import {ITokenVault} from "../interfaces/ITokenVault.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {IWrappedEther} from "../interfaces/IWrappedEther.sol";
import {DelayedChanges} from "./DelayedChanges.sol";

abstract contract TokenVault is ITokenVault, DelayedChanges {
    using SafeERC20 for IERC20;

    /// @inheritdoc ITokenVault
    address public immutable override wrappedEther;
    /// @inheritdoc ITokenVault
    uint256 public override depositCount;
    /// @inheritdoc ITokenVault
    mapping(address token => Token) public override tokens;

    constructor(address wrappedEther_) {
        wrappedEther = wrappedEther_;
    }

    /// Takes the ether that wrapped ether pays out.
    receive() external payable {
        if (msg.sender != wrappedEther) revert NotWrappedEther(msg.sender);
    }

    /// @inheritdoc ITokenVault
    function setToken(address token, address counterpart, bool isMintable) external override {
        _authorize(true);
        if (token == address(0)) revert ZeroAddress();
        tokens[token] = Token(counterpart, isMintable);
        emit TokenSet(token, counterpart, isMintable);
    }

    /// What arrived is what counts, not what was asked for.
    function _takeTokens(address token, uint256 amount) internal returns (uint256 received) {
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        return IERC20(token).balanceOf(address(this)) - before;
    }

    function _wrapEther() internal {
        IWrappedEther(wrappedEther).deposit{value: msg.value}();
    }

    function _recordDeposit(
        address owner,
        address token,
        uint256 received
    ) internal returns (uint256 depositId) {
        if (received == 0) revert ZeroAmount();
        depositId = depositCount++;
        emit Deposited(depositId, owner, token, tokens[token].counterpart, received);
    }

    /// Sends tokens or ether out of the vault, and mints what it lacks.
    function _pay(address recipient, address token, uint256 amount) internal {
        _fillShortfall(token, amount);
        if (token == wrappedEther) _payEther(recipient, amount);
        else IERC20(token).safeTransfer(recipient, amount);
    }

    function _vaultOf(
        address token,
        uint256 held
    ) internal view returns (IWithdrawalGuard.Vault memory) {
        uint256 balance = IERC20(token).balanceOf(address(this));
        return IWithdrawalGuard.Vault(balance, held, tokens[token].isMintable);
    }

    function _requireMapped(address token) internal view {
        if (tokens[token].counterpart == address(0)) revert TokenNotMapped(token);
    }

    function _fillShortfall(address token, uint256 amount) private {
        uint256 balance = IERC20(token).balanceOf(address(this));
        if (balance >= amount) return;
        if (!tokens[token].isMintable) revert VaultShort(token, balance, amount);
        IMintableToken(token).mint(address(this), amount - balance);
    }

    function _payEther(address recipient, uint256 amount) private {
        IWrappedEther(wrappedEther).withdraw(amount);
        if (payable(recipient).send(amount)) return;
        IWrappedEther(wrappedEther).deposit{value: amount}();
        IERC20(wrappedEther).safeTransfer(recipient, amount);
    }
}
