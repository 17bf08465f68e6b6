// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";
import {RollingSum} from "../guards/RollingSum.sol";

/// @title A window may not drain the vault
/// @notice Looks, by token, at what left and what came in within the last `window` seconds. From
/// that and the vault's balance it knows the liquidity at the window's start,
/// `balance + paid - deposited`, of which a share must stay:
///
/// - with a liquidity of `activeFrom` or more, `balance - amount` must not fall below
///   `liquidity * retainedBps / 10,000`, rounded up;
/// - with less, the net outflow `paid + amount - deposited` must not exceed `activeFrom`. Only a
///   token that is minted can reach this bound; of any other there is not as much.
///
/// A withdrawal that would break this is held, and trips: the token is paused if the stack grants
/// the power, and in any case every withdrawal of the token is held until `cooldown` seconds have
/// passed. Nothing that is tried meanwhile makes this longer. After that each is measured again,
/// and waits until it fits. Only a new withdrawal trips; releasing can not, or else anybody could
/// trip for ever with one that does not fit.
///
/// Source: ERC-7265, a draft (DeFi Circuit Breaker v1, commit 3960a05). There the alarm stops all
/// assets, and locked funds can be claimed after the cooldown in any case: here it stops one token,
/// and what is too much stays too much. There an asset that is not registered passes; here it is
/// refused. There an administrator can reset the breaker; here time does.
///
/// Claims, for each token:
/// - at each payment, of the liquidity at the start of the window that ends with it, the share
///   stays; or, where it was below `activeFrom`, no more than `activeFrom` left, net;
/// - after one alarm payments go on `cooldown` seconds later at the latest, if no other pause does;
/// - who wants to stop a token for a cooldown has to withdraw, validly and once, what with the
///   payments of the window is more than the share. His money is held meanwhile, and comes back.
///
/// @dev Warning: the outflow is net. What honest people deposit within the window may leave beside
/// the share. What the thief deposits does not help him: it comes out, and no more.
/// @dev Warning: share by share, window by window, the vault bleeds.
/// @dev Warning: one large enough withdrawal of one's own, or a signers' key quorum, stops the
/// token for the cooldown, again and again.
/// @dev Warning: a withdrawal that takes more than the share by itself is paid only after the
/// settings are loosened.
/// @dev Warning: a token that comes into the vault by plain transfer counts as liquidity that was
/// there before.
///
/// Safety assumptions:
/// - somebody looks at the alarm before the cooldown is over;
/// - the token's balance in the vault changes by deposits and payments only.
///
/// Liveness assumptions:
/// - the gateway's `maxHold` is longer than the cooldown and the window.
contract CircuitBreaker is AdjustableGuard {
    using RollingSum for RollingSum.Sum;

    /// @notice A token and its limits.
    /// @param token The token on this chain.
    /// @param retainedBps Share of the liquidity that must stay, in ten-thousandths; from 1.
    /// @param activeFrom From this liquidity on, in base units, the share must stay.
    struct TokenLimit {
        address token;
        uint16 retainedBps;
        uint128 activeFrom;
    }

    /// @notice The limits of a token.
    /// @param retainedBps Share of the liquidity that must stay, in ten-thousandths; 0 if the token
    /// is not listed.
    /// @param activeFrom From this liquidity on, in base units, the share must stay.
    struct Limit {
        uint16 retainedBps;
        uint128 activeFrom;
    }

    uint256 private constant ALL_BPS = 10_000;

    /// @notice How long a flow counts, in seconds.
    uint64 public immutable window;
    /// @notice How long a token is held up after it tripped, in seconds.
    uint64 public immutable cooldown;

    /// @notice The limits of each token.
    mapping(address token => Limit) public limits;
    /// @notice The first second at which payments of a token may go on; in the past if they may.
    mapping(address token => uint64) public trippedUntil;

    mapping(address token => RollingSum.Sum) private _paid;
    mapping(address token => RollingSum.Sum) private _deposited;

    /// @notice Emitted when the limits of a token are set, even to what they were.
    /// @param token The token.
    /// @param retainedBps Share of the liquidity that must stay; 0 if it is not listed.
    /// @param activeFrom From this liquidity on, in base units, the share must stay.
    event LimitSet(address indexed token, uint16 retainedBps, uint128 activeFrom);

    /// @notice Emitted when a withdrawal would take too much.
    /// @param token Its token.
    /// @param key The withdrawal.
    /// @param trippedUntil The first second at which payments of the token may go on.
    event BreakerTripped(address indexed token, bytes32 indexed key, uint64 trippedUntil);

    /// @notice Thrown when the window or the cooldown would be nothing.
    error DurationIsZero();

    /// @notice Thrown when more than everything should stay.
    /// @param retainedBps The share asked for, in ten-thousandths.
    error ShareTooLarge(uint16 retainedBps);

    /// @param gateway_ The gateway that asks.
    /// @param window_ How long a flow counts, in seconds; at least 1.
    /// @param cooldown_ How long a token is held up after it tripped, in seconds; at least 1.
    /// @param limits_ The tokens that may be paid, with their limits.
    constructor(
        address gateway_,
        uint64 window_,
        uint64 cooldown_,
        TokenLimit[] memory limits_
    ) GuardBase(gateway_) {
        if (window_ == 0 || cooldown_ == 0) revert DurationIsZero();
        window = window_;
        cooldown = cooldown_;
        for (uint256 i = 0; i < limits_.length; ++i) {
            _setLimit(limits_[i].token, limits_[i].retainedBps, limits_[i].activeFrom);
        }
    }

    /// @notice Sets a token's limits. Letting less stay, beginning later, and listing a token wait
    /// as a loosening. Flows stay counted, and a breaker that tripped stays tripped.
    /// @param token The token.
    /// @param retainedBps Share of the liquidity that must stay, in ten-thousandths, at most
    /// 10,000; 0 takes the token off the list.
    /// @param activeFrom From this liquidity on, in base units, the share must stay.
    function setLimit(address token, uint16 retainedBps, uint128 activeFrom) external {
        Limit memory before = limits[token];
        bool isLower = retainedBps < before.retainedBps || activeFrom > before.activeFrom;
        _authorize(retainedBps != 0 && (before.retainedBps == 0 || isLower));
        _setLimit(token, retainedBps, activeFrom);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        address token = request.withdrawal.token;
        if (limits[token].retainedBps == 0) return _refuse("token not listed", 0);
        uint64 until = trippedUntil[token];
        if (block.timestamp < until) return _hold("cooling down", until, until);
        if (_fits(request)) return _allow();
        if (request.phase == Phase.Release) return _hold("too much at once", 0, 0);
        until = _cooledDownAt();
        return Decision(Action.Hold, until, until, true, "too much at once");
    }

    /// @notice Returns what left and what came in within the last `window` seconds.
    /// @param token The token.
    /// @return paid What was paid, in base units of the token.
    /// @return deposited What was deposited, in base units of the token.
    function flows(address token) public view returns (uint256 paid, uint256 deposited) {
        return (_paid[token].current(window), _deposited[token].current(window));
    }

    /// A new withdrawal that is held and does not fit is the one that trips.
    function _onHeld(Request calldata request, bytes calldata) internal override {
        address token = request.withdrawal.token;
        if (block.timestamp < trippedUntil[token] || _fits(request)) return;
        trippedUntil[token] = _cooledDownAt();
        emit BreakerTripped(token, request.key, trippedUntil[token]);
    }

    function _onPaid(Request calldata request, bytes calldata) internal override {
        _paid[request.withdrawal.token].add(window, request.withdrawal.amount);
    }

    /// What arrived, not what was asked for.
    function _onDeposited(address token, address, uint256 received) internal override {
        _deposited[token].add(window, received);
    }

    function _setLimit(address token, uint16 retainedBps, uint128 activeFrom) private {
        if (retainedBps > ALL_BPS) revert ShareTooLarge(retainedBps);
        limits[token] = Limit(retainedBps, activeFrom);
        emit LimitSet(token, retainedBps, activeFrom);
    }

    function _fits(Request calldata request) private view returns (bool) {
        Limit memory limit = limits[request.withdrawal.token];
        uint256 balance = request.vault.balance;
        uint256 amount = request.withdrawal.amount;
        (uint256 paid, uint256 deposited) = flows(request.withdrawal.token);
        uint256 liquidity = Math.saturatingSub(balance + paid, deposited);
        if (liquidity < limit.activeFrom) {
            uint256 room = Math.saturatingSub(limit.activeFrom + deposited, paid);
            return amount <= room;
        }
        uint256 floor = Math.mulDiv(liquidity, limit.retainedBps, ALL_BPS, Math.Rounding.Ceil);
        return amount <= Math.saturatingSub(balance, floor);
    }

    function _cooledDownAt() private view returns (uint64) {
        return uint64(block.timestamp) + cooldown;
    }
}
