// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IMintableToken} from "../../interfaces/IMintableToken.sol";
import {IRoninGatewayV2} from "../../interfaces/IRoninGatewayV2.sol";
import {IWrappedEther} from "../../interfaces/IWrappedEther.sol";

/// @title How the vault pays
library Vault {
    using SafeERC20 for IERC20;

    /// @notice Sends ether with 2,300 gas; to whoever does not take it so, as wrapped ether.
    /// @param recipient Who is paid.
    /// @param amount Amount in wei.
    /// @param wrappedEther The wrapped token.
    function payEther(address recipient, uint256 amount, address wrappedEther) internal {
        uint256 balance = address(this).balance;
        if (balance < amount) revert IRoninGatewayV2.VaultShort(wrappedEther, balance, amount);
        if (payable(recipient).send(amount)) return;
        IWrappedEther(wrappedEther).deposit{value: amount}();
        IERC20(wrappedEther).safeTransfer(recipient, amount);
    }

    /// @notice Sends tokens, and mints what the vault lacks.
    /// @param recipient Who is paid.
    /// @param amount Amount in base units of the token.
    /// @param token The token.
    function payToken(address recipient, uint256 amount, address token) internal {
        _fillShortfall(amount, token);
        IERC20(token).safeTransfer(recipient, amount);
    }

    function _fillShortfall(uint256 amount, address token) private {
        uint256 balance = IERC20(token).balanceOf(address(this));
        if (balance >= amount) return;
        try IMintableToken(token).mint(address(this), amount - balance) {
            return;
        } catch {
            revert IRoninGatewayV2.VaultShort(token, balance, amount);
        }
    }
}
