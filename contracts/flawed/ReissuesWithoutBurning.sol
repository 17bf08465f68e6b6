// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {IFreezableToken} from "../interfaces/IFreezableToken.sol";
import {IMintableToken} from "../interfaces/IMintableToken.sol";
import {IReissuableToken} from "../interfaces/IReissuableToken.sol";

/// @title A token that its issuer can freeze and reissue
/// @dev Keeps nothing in storage at construction: the code also works when put at another address.
/// @dev Planted defect: what the frozen account has is made again, and not burned.
contract ReissuesWithoutBurning is IMintableToken, IFreezableToken, IReissuableToken, ERC20 {
    /// @notice Who mints, freezes, unfreezes and reissues.
    address public immutable issuer;

    ShortString private immutable _symbol;
    uint8 private immutable _decimals;

    /// @inheritdoc IFreezableToken
    mapping(address account => bool) public override isFrozen;

    modifier onlyIssuer() {
        if (msg.sender != issuer) revert NotIssuer(msg.sender);
        _;
    }

    /// @param symbol_ Symbol and name, at most 31 bytes.
    /// @param decimals_ Decimal places of the unit shown to people.
    /// @param issuer_ Who mints, freezes, unfreezes and reissues.
    constructor(string memory symbol_, uint8 decimals_, address issuer_) ERC20("", "") {
        _symbol = ShortStrings.toShortString(symbol_);
        _decimals = decimals_;
        issuer = issuer_;
    }

    /// @inheritdoc IMintableToken
    function mint(address account, uint256 amount) external override {
        if (msg.sender != issuer) revert NotMinter(msg.sender);
        _mint(account, amount);
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

    /// @inheritdoc IReissuableToken
    function reissue(
        address account,
        address recipient
    ) external override onlyIssuer returns (uint256 amount) {
        if (!isFrozen[account]) revert NotFrozen(account);
        amount = balanceOf(account);
        // Past the freeze, which stops the account and not its issuer.
        _mint(recipient, amount);
        emit Reissued(account, recipient, amount);
    }

    /// @inheritdoc ERC20
    function name() public view override returns (string memory) {
        return symbol();
    }

    /// @inheritdoc ERC20
    function symbol() public view override returns (string memory) {
        return ShortStrings.toString(_symbol);
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (isFrozen[from]) revert AccountFrozen(from);
        if (isFrozen[to]) revert AccountFrozen(to);
        super._update(from, to, amount);
    }
}
