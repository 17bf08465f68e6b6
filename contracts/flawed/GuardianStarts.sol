// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {Roles} from "../guarded/Roles.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";

/// @title A withdrawal above the threshold rings the bell
/// @notice A single withdrawal of more than its token's threshold is held, and stops the token: at
/// the gateway if the stack grants the power to trip, and here in any case. Guardians may stop a
/// token here as well, on any suspicion. While it is stopped, each of its withdrawals is held.
///
/// Guardians only stop. An unpauser of the gateway starts again, and says up to when he has looked
/// through what is held: the large ones recorded until then, and not cancelled, may be released.
/// The order to keep is: cancel what is forged, `start` here, `unpause` at the gateway.
///
/// Only a new withdrawal rings the bell. Releasing does not, or else anybody could stop the token
/// for ever with one that is held. A token without a threshold is refused.
///
/// Source: the pause guardian of lending protocols, who pauses and does not unpause; the emergency
/// pauser and the locked tier of Ronin's gateway V2, whose unlocker also works while it is paused,
/// as nobody does here.
///
/// Claims:
/// - no payment of more than the threshold before an unpauser has looked at it;
/// - no payment of a token between the alarm, or a guardian's call, and an unpauser's;
/// - all guardians together take nothing, and hold a token up only until an unpauser starts it, or
///   again and again until they are removed, which takes the gateway's loosening delay;
/// - who wants to stop a token has to withdraw, validly and once, more than the threshold. His
///   money is held meanwhile, and comes back.
///
/// @dev Warning: it looks at one withdrawal, not at a sum. In parts up to the threshold everything
/// leaves, and no bell rings.
/// @dev Warning: who has the unpauser's key beside the signers' quorum is not stopped by it.
/// @dev Warning: anybody with money above the threshold rings the bell, and so stops the token.
///
/// Safety assumptions:
/// - the unpauser looks at what is held, and has it cancelled where it is wrong.
///
/// Liveness assumptions:
/// - an unpauser answers within the gateway's `maxHold`.
/// @dev Planted defect: who may stop may start as well.
contract GuardianStarts is AdjustableGuard {
    /// @notice A token and its threshold.
    /// @param token The token on this chain.
    /// @param threshold Most that is paid without a look, in base units; at least 1.
    struct TokenThreshold {
        address token;
        uint128 threshold;
    }

    /// @notice Most that is paid without a look, in base units; 0 if the token is not listed.
    mapping(address token => uint128) public thresholdOf;
    /// @notice Who may stop.
    mapping(address account => bool) public isGuardian;
    /// @notice Whether a token is stopped here.
    mapping(address token => bool) public isStopped;
    /// @notice The last second of which large withdrawals may be released; 0 if none.
    mapping(address token => uint64) public reviewedUntil;

    /// @notice Emitted when the threshold of a token is set, even to what it was.
    /// @param token The token.
    /// @param threshold Most that is paid without a look, in base units; 0 if it is not listed.
    event ThresholdSet(address indexed token, uint128 threshold);

    /// @notice Emitted when somebody becomes a guardian, or is none any more.
    /// @param account Who.
    /// @param isGuardian Whether he is one from now on.
    event GuardianSet(address indexed account, bool isGuardian);

    /// @notice Emitted when a token is stopped, even if it was.
    /// @param token The token.
    /// @param account The guardian, or the gateway if a withdrawal did it.
    event Stopped(address indexed token, address indexed account);

    /// @notice Emitted when a token is started, even if it ran.
    /// @param token The token.
    /// @param account The unpauser.
    /// @param reviewedUntil The last second of which large withdrawals may be released.
    event Started(address indexed token, address indexed account, uint64 reviewedUntil);

    /// @notice Thrown when somebody else than a guardian stops.
    /// @param caller Who called.
    error NotGuardian(address caller);

    /// @notice Thrown when somebody claims to have looked at what can still come.
    /// @param reviewedUntil The second up to which he claims it.
    error ReviewNotPast(uint64 reviewedUntil);

    /// @param gateway_ The gateway that asks.
    /// @param thresholds The tokens that may be paid, with their thresholds.
    /// @param guardians Who may stop.
    constructor(
        address gateway_,
        TokenThreshold[] memory thresholds,
        address[] memory guardians
    ) GuardBase(gateway_) {
        for (uint256 i = 0; i < thresholds.length; ++i) {
            _setThreshold(thresholds[i].token, thresholds[i].threshold);
        }
        for (uint256 i = 0; i < guardians.length; ++i) _setGuardian(guardians[i], true);
    }

    /// @notice Stops a token, at once. Guardians only.
    /// @param token The token.
    function stop(address token) external {
        if (!isGuardian[msg.sender]) revert NotGuardian(msg.sender);
        _stop(token);
    }

    /// @notice Starts a token again, at once, and lets go of the large withdrawals that were
    /// recorded up to a second of the past. Unpausers of the gateway only.
    /// @param token The token.
    /// @param reviewedUntil_ Up to when the unpauser has looked, in seconds since 1970. An earlier
    /// one than before takes that back.
    function start(address token, uint64 reviewedUntil_) external {
        if (!isGuardian[msg.sender]) _requireRole(Roles.UNPAUSER);
        if (reviewedUntil_ >= block.timestamp) revert ReviewNotPast(reviewedUntil_);
        isStopped[token] = false;
        reviewedUntil[token] = reviewedUntil_;
        emit Started(token, msg.sender, reviewedUntil_);
    }

    /// @notice Sets a token's threshold. Raising it waits as a loosening.
    /// @param token The token.
    /// @param threshold Most that is paid without a look, in base units; 0 takes it off the list.
    function setThreshold(address token, uint128 threshold) external {
        _authorize(threshold > thresholdOf[token]);
        _setThreshold(token, threshold);
    }

    /// @notice Adds a guardian, or takes one away, which waits as a loosening.
    /// @param account Who.
    /// @param isGuardian_ Whether he is to be one.
    function setGuardian(address account, bool isGuardian_) external {
        _authorize(!isGuardian_);
        _setGuardian(account, isGuardian_);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        address token = request.withdrawal.token;
        if (thresholdOf[token] == 0) return _refuse("token not listed", 0);
        if (isStopped[token]) return _hold("stopped", 0, 0);
        if (!_isLarge(request)) return _allow();
        if (request.phase == Phase.Submit) return _trip("above threshold");
        if (request.heldSince > reviewedUntil[token]) return _hold("not looked at", 0, 0);
        return _allow();
    }

    function _onHeld(Request calldata request, bytes calldata) internal override {
        address token = request.withdrawal.token;
        if (_isLarge(request) && !isStopped[token]) _stop(token);
    }

    function _stop(address token) private {
        isStopped[token] = true;
        emit Stopped(token, msg.sender);
    }

    function _setThreshold(address token, uint128 threshold) private {
        thresholdOf[token] = threshold;
        emit ThresholdSet(token, threshold);
    }

    function _setGuardian(address account, bool isGuardian_) private {
        isGuardian[account] = isGuardian_;
        emit GuardianSet(account, isGuardian_);
    }

    function _isLarge(Request calldata request) private view returns (bool) {
        return request.withdrawal.amount > thresholdOf[request.withdrawal.token];
    }
}
