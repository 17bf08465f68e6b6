// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {IMintableToken} from "../interfaces/IMintableToken.sol";

/// @title A token that one account mints
/// @notice On the sidechain the gateway is the minter. On the mainchain it can be as well, as for
/// tokens that are at home on the sidechain.
/// @dev Keeps nothing in storage at construction: the code also works when put at another address.
contract BridgedToken is IMintableToken, ERC20 {
    /// @notice Who mints.
    address public immutable minter;

    ShortString private immutable _name;
    ShortString private immutable _symbol;
    uint8 private immutable _decimals;

    /// @param name_ Name, at most 31 bytes.
    /// @param symbol_ Symbol, at most 31 bytes.
    /// @param decimals_ Decimal places of the unit shown to people.
    /// @param minter_ Who mints.
    constructor(
        string memory name_,
        string memory symbol_,
        uint8 decimals_,
        address minter_
    ) ERC20("", "") {
        _name = ShortStrings.toShortString(name_);
        _symbol = ShortStrings.toShortString(symbol_);
        _decimals = decimals_;
        minter = minter_;
    }

    /// @inheritdoc IMintableToken
    function mint(address account, uint256 amount) external override {
        if (msg.sender != minter) revert NotMinter(msg.sender);
        _mint(account, amount);
    }

    /// @inheritdoc ERC20
    function name() public view override returns (string memory) {
        return ShortStrings.toString(_name);
    }

    /// @inheritdoc ERC20
    function symbol() public view override returns (string memory) {
        return ShortStrings.toString(_symbol);
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _decimals;
    }
}
