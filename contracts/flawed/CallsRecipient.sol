// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IFreezableToken} from "../interfaces/IFreezableToken.sol";
import {IMintableToken} from "../interfaces/IMintableToken.sol";

/// @title A dollar that its issuer can freeze
/// @dev Keeps nothing in storage at construction: the code also works when put at another address.
/// @dev No defect of a bridge: a contract that is paid by a contract is told of it.
contract CallsRecipient is IMintableToken, IFreezableToken, ERC20 {
    /// @notice Who mints, burns, freezes and unfreezes.
    address public immutable issuer;

    /// @inheritdoc IFreezableToken
    mapping(address account => bool) public override isFrozen;

    modifier onlyIssuer() {
        if (msg.sender != issuer) revert NotIssuer(msg.sender);
        _;
    }

    /// @param issuer_ Who mints, burns, freezes and unfreezes.
    constructor(address issuer_) ERC20("", "") {
        issuer = issuer_;
    }

    /// @inheritdoc IMintableToken
    function mint(address account, uint256 amount) external override {
        if (msg.sender != issuer) revert NotMinter(msg.sender);
        _mint(account, amount);
    }

    /// @notice Destroys tokens of the issuer's own. Issuer only.
    /// @param amount Amount in millionths of a dollar.
    function burn(uint256 amount) external onlyIssuer {
        _burn(msg.sender, amount);
    }

    /// @inheritdoc IFreezableToken
    function freeze(address account) external override onlyIssuer {
        isFrozen[account] = true;
        emit Frozen(account);
    }

    /// @inheritdoc IFreezableToken
    function unfreeze(address account) external override onlyIssuer {
        isFrozen[account] = false;
        emit Unfrozen(account);
    }

    /// @inheritdoc ERC20
    function name() public pure override returns (string memory) {
        return "USD Coin";
    }

    /// @inheritdoc ERC20
    function symbol() public pure override returns (string memory) {
        return "USDC";
    }

    /// @inheritdoc ERC20
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (isFrozen[from]) revert AccountFrozen(from);
        if (isFrozen[to]) revert AccountFrozen(to);
        super._update(from, to, amount);
        if (from.code.length != 0 && to.code.length != 0) Address.functionCall(to, "");
    }
}
