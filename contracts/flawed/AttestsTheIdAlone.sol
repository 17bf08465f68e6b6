// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";

/// @title A second set of keys has seen the request
/// @notice Watchers look at the source chain on their own, and attest by a transaction what was
/// requested there: source chain, reference, token, recipient and amount, as this chain will pay
/// them. A withdrawal that `needed` of them attested, in all five, is allowed; any other is held
/// until it is. They may attest before it is submitted or after.
///
/// A watcher can do nothing but attest. Of what one said of a request the last counts, so one
/// counts for one content at a time.
///
/// Source: the second verifier of the field, as in LayerZero's required DVNs (repository
/// LayerZero-Labs/LayerZero-v2, commit 9c741e7) or CCIP's blessing (ccip, commit dee09c782c), bound
/// to what is paid and not to a message's id.
///
/// Claims:
/// - no payment without `needed` watchers in force at that moment who attested exactly it;
/// - fewer than `needed` watchers bring about no payment, and `watchers - needed` prevent none.
///
/// @dev Warning: watchers who use the signers' machines, nodes or administrators are no second set.
/// @dev Warning: with `needed` of half the watchers or less, two groups can attest two contents of
/// one request. The gateway pays the first.
/// @dev Warning: what nobody attests is held all the same, and keeps the source reference until it
/// is cancelled or expires. A thief so delays an honest request that he knows of.
/// @dev Warning: `watchers - needed + 1` watchers who are silent stop every payment.
/// @dev Warning: who becomes a watcher again brings with him what he attested before.
///
/// Safety assumptions:
/// - fewer than `needed` watchers are in the hands of one who has the signers' quorum;
/// - watchers attest only what is final at its source.
///
/// Liveness assumptions:
/// - `needed` watchers attest each request within the gateway's `maxHold`.
/// @dev Planted defect: counts who attested anything about the request.
contract AttestsTheIdAlone is AdjustableGuard {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @notice How many watchers there may be.
    uint256 public constant MAX_WATCHERS = 32;

    /// @notice How many watchers have to attest.
    uint256 public needed;

    /// @notice What a watcher said of a request: the hash of the content, zero if nothing.
    mapping(bytes32 request => mapping(address watcher => bytes32)) public attested;

    EnumerableSet.AddressSet private _watchers;

    /// @notice Emitted when a watcher attests, even what it said before.
    /// @param watcher Who.
    /// @param sourceChainId The chain where the money was taken in.
    /// @param sourceRef The request there.
    /// @param token The token on this chain.
    /// @param recipient Who is to be paid.
    /// @param amount Amount in base units of the token on this chain.
    event Attested(
        address indexed watcher,
        uint256 indexed sourceChainId,
        bytes32 indexed sourceRef,
        address token,
        address recipient,
        uint256 amount
    );

    /// @notice Emitted when somebody becomes a watcher, or is none any more.
    /// @param account Who.
    /// @param isWatcher Whether it is one from now on.
    event WatcherSet(address indexed account, bool isWatcher);

    /// @notice Emitted when it is set how many have to attest, even to what it was.
    /// @param needed How many.
    event NeededSet(uint256 needed);

    /// @notice Thrown when somebody else than a watcher attests.
    /// @param caller Who called.
    error NotWatcher(address caller);

    /// @notice Thrown when nobody, or more than all, would have to attest.
    /// @param needed How many.
    /// @param watchers How many there are.
    error NeededUnsound(uint256 needed, uint256 watchers);

    /// @notice Thrown when there would be too many watchers.
    /// @param most How many there may be.
    error TooManyWatchers(uint256 most);

    /// @param gateway_ The gateway that asks.
    /// @param watchers_ The first watchers.
    /// @param needed_ How many of them have to attest; at least 1.
    constructor(address gateway_, address[] memory watchers_, uint256 needed_) GuardBase(gateway_) {
        for (uint256 i = 0; i < watchers_.length; ++i) _setWatcher(watchers_[i], true);
        _setNeeded(needed_);
    }

    /// @notice Attests that a request was made, and is final, at its source. Watchers only.
    /// @param sourceChainId The chain where the money was taken in.
    /// @param sourceRef The request there.
    /// @param token The token on this chain.
    /// @param recipient Who is to be paid.
    /// @param amount Amount in base units of the token on this chain.
    function attest(
        uint256 sourceChainId,
        bytes32 sourceRef,
        address token,
        address recipient,
        uint256 amount
    ) external {
        if (!_watchers.contains(msg.sender)) revert NotWatcher(msg.sender);
        bytes32 request = requestOf(sourceChainId, sourceRef);
        attested[request][msg.sender] = contentOf(token, recipient, amount);
        emit Attested(msg.sender, sourceChainId, sourceRef, token, recipient, amount);
    }

    /// @notice Adds a watcher, which waits as a loosening, or takes one away, which does not: what
    /// it attested counts no more. May leave fewer than have to attest; then nothing is paid.
    /// @param account The watcher.
    /// @param isWatcher Whether it is to be one.
    function setWatcher(address account, bool isWatcher) external {
        _authorize(isWatcher);
        _setWatcher(account, isWatcher);
    }

    /// @notice Sets how many watchers have to attest. Lowering it waits as a loosening.
    /// @param needed_ How many; from 1 to the number of watchers.
    function setNeeded(uint256 needed_) external {
        _authorize(needed_ < needed);
        _setNeeded(needed_);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        Withdrawal calldata withdrawal = request.withdrawal;
        uint256 count = attestationCount(
            requestOf(withdrawal.sourceChainId, withdrawal.sourceRef),
            contentOf(withdrawal.token, withdrawal.recipient, withdrawal.amount)
        );
        return count >= needed ? _allow() : _hold("not attested", 0, 0);
    }

    /// @notice Returns the watchers, in no particular order.
    /// @return Their addresses.
    function watchers() external view returns (address[] memory) {
        return _watchers.values();
    }

    /// @notice Returns how many of the watchers in force attest a content of a request.
    /// @param request See `requestOf`.
    /// @param content See `contentOf`.
    /// @return count How many.
    function attestationCount(
        bytes32 request,
        bytes32 content
    ) public view returns (uint256 count) {
        for (uint256 i = 0; i < _watchers.length(); ++i) {
            if (content != 0 && attested[request][_watchers.at(i)] != 0) ++count;
        }
    }

    /// @notice Returns what a request goes by here.
    /// @param sourceChainId The chain where the money was taken in.
    /// @param sourceRef The request there.
    /// @return A hash.
    function requestOf(uint256 sourceChainId, bytes32 sourceRef) public pure returns (bytes32) {
        return keccak256(abi.encode(sourceChainId, sourceRef));
    }

    /// @notice Returns what a content goes by here.
    /// @param token The token on this chain.
    /// @param recipient Who is to be paid.
    /// @param amount Amount in base units of the token on this chain.
    /// @return A hash.
    function contentOf(
        address token,
        address recipient,
        uint256 amount
    ) public pure returns (bytes32) {
        return keccak256(abi.encode(token, recipient, amount));
    }

    function _setWatcher(address account, bool isWatcher) private {
        if (isWatcher) _watchers.add(account);
        else _watchers.remove(account);
        if (_watchers.length() > MAX_WATCHERS) revert TooManyWatchers(MAX_WATCHERS);
        emit WatcherSet(account, isWatcher);
    }

    function _setNeeded(uint256 needed_) private {
        if (needed_ == 0 || needed_ > _watchers.length()) {
            revert NeededUnsound(needed_, _watchers.length());
        }
        needed = needed_;
        emit NeededSet(needed_);
    }
}
