// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IWrappedEther} from "../interfaces/IWrappedEther.sol";

/// @dev Keeps nothing in storage at construction: the code also works when put at another address.
contract WrappedEther is IWrappedEther, ERC20 {
    constructor() ERC20("", "") {}

    receive() external payable {
        deposit();
    }

    /// @inheritdoc IWrappedEther
    function withdraw(uint256 amount) external override {
        _burn(msg.sender, amount);
        emit Withdrawal(msg.sender, amount);
        if (!payable(msg.sender).send(amount)) revert EtherTransferFailed(msg.sender);
    }

    /// @inheritdoc IWrappedEther
    function deposit() public payable override {
        _mint(msg.sender, msg.value);
        emit Deposit(msg.sender, msg.value);
    }

    /// @inheritdoc ERC20
    function name() public pure override returns (string memory) {
        return "Wrapped Ether";
    }

    /// @inheritdoc ERC20
    function symbol() public pure override returns (string memory) {
        return "WETH";
    }
}
