// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IConstantProductPool} from "../interfaces/IConstantProductPool.sol";
import {Venue} from "../world/Venue.sol";

/// @dev Planted defect: what is sold is counted twice, so that the product falls.
contract ProductFalls is IConstantProductPool, Venue {
    uint256 private constant WHOLE = 10_000;

    /// @notice The first of the two tokens.
    address public immutable token0;
    /// @notice The second of the two tokens.
    address public immutable token1;
    /// @notice What stays of each amount that is sold, in ten-thousandths.
    uint256 public immutable feeBps;

    mapping(address token => uint256) private _reserves;

    /// @param token0_ The first of the two tokens.
    /// @param token1_ The second of the two tokens.
    /// @param feeBps_ What stays of each amount that is sold, in ten-thousandths.
    constructor(address token0_, address token1_, uint256 feeBps_) {
        token0 = token0_;
        token1 = token1_;
        feeBps = feeBps_;
    }

    /// @inheritdoc IConstantProductPool
    function swap(
        address token,
        uint256 amount,
        uint256 least
    ) external payable override returns (uint256 bought) {
        if (token != token0 && token != token1) revert TokenNotInPool(token);
        if (amount == 0) revert ZeroAmount();
        address other = token == token0 ? token1 : token0;
        uint256 reserve = _reserves[token];
        if (amount > type(uint112).max - reserve) revert ReserveOverflow(reserve, amount);
        uint256 counted = 2 * amount * (WHOLE - feeBps);
        bought = (counted * _reserves[other]) / (reserve * WHOLE + counted);
        if (bought < least) revert BoughtTooLittle(bought, least);
        _reserves[token] = reserve + amount;
        _reserves[other] -= bought;
        emit Swapped(msg.sender, token, amount, bought);
        _take(token, amount);
        _pay(other, msg.sender, bought);
    }

    /// @inheritdoc IConstantProductPool
    function sync() external override {
        (uint256 held0, uint256 held1) = (_holding(token0), _holding(token1));
        if (held0 > type(uint112).max) revert ReserveOverflow(0, held0);
        if (held1 > type(uint112).max) revert ReserveOverflow(0, held1);
        (_reserves[token0], _reserves[token1]) = (held0, held1);
        emit Synced(held0, held1);
    }

    /// @inheritdoc IConstantProductPool
    function reserves() external view override returns (uint256 reserve0, uint256 reserve1) {
        return (_reserves[token0], _reserves[token1]);
    }
}
