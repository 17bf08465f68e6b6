// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IExchange} from "../interfaces/IExchange.sol";
import {Venue} from "../world/Venue.sol";

/// @dev Planted defect: a blocked account is paid like any other.
contract PaysBlockedAccounts is IExchange, Venue {
    /// @notice Who blocks accounts, and returns what they have.
    address public immutable operator;

    /// @inheritdoc IExchange
    mapping(address account => mapping(address token => uint256)) public override owed;
    /// @inheritdoc IExchange
    mapping(address account => bool) public override isBlocked;

    modifier onlyOperator() {
        if (msg.sender != operator) revert NotOperator(msg.sender);
        _;
    }

    /// @param operator_ Who blocks accounts, and returns what they have.
    constructor(address operator_) {
        operator = operator_;
    }

    /// @inheritdoc IExchange
    function deposit(address owner, address token, uint256 amount) external payable override {
        _requireSomething(owner, amount);
        owed[owner][token] += amount;
        emit Deposited(msg.sender, owner, token, amount);
        _take(token, amount);
    }

    /// @inheritdoc IExchange
    function withdraw(address token, address recipient, uint256 amount) external override {
        _requireSomething(recipient, amount);
        uint256 balance = owed[msg.sender][token];
        if (balance < amount) revert BalanceShort(msg.sender, balance, amount);
        owed[msg.sender][token] = balance - amount;
        emit Withdrawn(msg.sender, recipient, token, amount);
        _pay(token, recipient, amount);
    }

    /// @inheritdoc IExchange
    function blockAccount(address account) external override onlyOperator {
        isBlocked[account] = true;
        emit Blocked(account);
    }

    /// @inheritdoc IExchange
    function unblockAccount(address account) external override onlyOperator {
        isBlocked[account] = false;
        emit Unblocked(account);
    }

    /// @inheritdoc IExchange
    function returnBlocked(
        address account,
        address token,
        address recipient
    ) external override onlyOperator returns (uint256 amount) {
        if (!isBlocked[account]) revert NotBlocked(account);
        if (recipient == address(0)) revert ZeroAddress();
        amount = owed[account][token];
        owed[account][token] = 0;
        emit Returned(account, recipient, token, amount);
        _pay(token, recipient, amount);
    }

    function _requireSomething(address account, uint256 amount) private pure {
        if (account == address(0)) revert ZeroAddress();
        if (amount == 0) revert ZeroAmount();
    }
}
