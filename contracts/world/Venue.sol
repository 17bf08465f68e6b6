// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IVenue} from "../interfaces/IVenue.sol";

abstract contract Venue is IVenue {
    using SafeERC20 for IERC20;

    /// @notice What ether goes by where a token is named.
    address public constant ETHER = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;

    function _take(address token, uint256 amount) internal {
        uint256 due = token == ETHER ? amount : 0;
        if (msg.value != due) revert EtherAmountWrong(msg.value, due);
        if (token != ETHER) IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
    }

    function _pay(address token, address recipient, uint256 amount) internal {
        if (token != ETHER) return IERC20(token).safeTransfer(recipient, amount);
        (bool isPaid, ) = recipient.call{value: amount}("");
        if (!isPaid) revert EtherTransferFailed(recipient);
    }

    function _holding(address token) internal view returns (uint256) {
        return token == ETHER ? address(this).balance : IERC20(token).balanceOf(address(this));
    }
}
