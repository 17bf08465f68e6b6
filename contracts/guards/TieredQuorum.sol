// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {AdjustableGuard} from "../guards/AdjustableGuard.sol";
import {GuardBase} from "../guards/GuardBase.sol";

/// @title More takes more signers
/// @notice Each token has tiers by amount. A withdrawal of at least a tier's amount takes that
/// tier's share of the weight of all seats, rounded up. Below the first tier the gateway's own
/// quorum is enough. With too little weight it is refused, and may be brought again with more
/// signatures. A token without tiers is refused.
///
/// It is refused and not held, because anybody may submit somebody's withdrawal with some of its
/// signatures: with a hold, that would be for the worse.
///
/// Source: the vote weight tiers of Ronin's gateway V2 (`WithdrawalLimitation` in the repository
/// axieinfinity/ronin-dpos-contracts, tag v0.5.1), where there are two, of 70 % and 90 %.
///
/// Claims, for each token:
/// - no single payment of a tier's amount or more with less than the tier's share of the weight;
/// - nothing is delayed, and no outsider can hinder a payment that has the signatures.
///
/// @dev Warning: it looks at one withdrawal, not at a sum. Who has the lower quorum's keys takes
/// the same in parts, each below the next tier.
/// @dev Warning: a withdrawal that another guard held is released by the signatures that it was
/// submitted with. If the tiers rose meanwhile, it has to expire and to be signed anew.
///
/// Safety assumptions:
/// - fewer keys than a tier's quorum are in one hand.
///
/// Liveness assumptions:
/// - signers of the highest tier's weight are at work; vacant seats count as absent.
contract TieredQuorum is AdjustableGuard {
    /// @notice A tier.
    /// @param from The least amount that belongs to it, in base units.
    /// @param numerator Numerator of the share of the weight; at least 1.
    /// @param denominator Denominator of the share; at least the numerator.
    struct Tier {
        uint128 from;
        uint64 numerator;
        uint64 denominator;
    }

    /// @notice A token and its tiers.
    /// @param token The token on this chain.
    /// @param tiers Its tiers, ascending by amount.
    struct TokenTiers {
        address token;
        Tier[] tiers;
    }

    /// @notice How many tiers a token may have.
    uint256 public constant MAX_TIERS = 16;

    mapping(address token => Tier[]) private _tiers;

    /// @notice Emitted when the tiers of a token are set, even to what they were.
    /// @param token The token.
    /// @param tiers Its tiers from now on; none if it is not listed.
    event TiersSet(address indexed token, Tier[] tiers);

    /// @notice Thrown when a token would have too many tiers.
    /// @param most How many it may have.
    error TooManyTiers(uint256 most);

    /// @notice Thrown when a tier's share is nothing, or more than everything.
    /// @param tier Its place in the list, from 0.
    error ShareUnsound(uint256 tier);

    /// @notice Thrown when a tier does not begin above the one before, or takes less.
    /// @param tier Its place in the list, from 0.
    error TiersNotAscending(uint256 tier);

    /// @param gateway_ The gateway that asks.
    /// @param tokens The tokens that may be paid, with their tiers.
    constructor(address gateway_, TokenTiers[] memory tokens) GuardBase(gateway_) {
        for (uint256 i = 0; i < tokens.length; ++i) _setTiers(tokens[i].token, tokens[i].tiers);
    }

    /// @notice Sets a token's tiers. If some amount would take a smaller share than before, or the
    /// token had none, it waits as a loosening.
    /// @param token The token.
    /// @param tiers Its tiers, ascending by amount, the shares not descending; none takes it off
    /// the list.
    function setTiers(address token, Tier[] calldata tiers) external {
        _authorize(_isLoosening(token, tiers));
        _setTiers(token, tiers);
    }

    /// @inheritdoc IWithdrawalGuard
    function assess(
        Request calldata request,
        bytes calldata
    ) external view override returns (Decision memory) {
        Tier[] memory tiers = _tiers[request.withdrawal.token];
        if (tiers.length == 0) return _refuse("token not listed", 0);
        Tier memory tier = _tierOf(tiers, request.withdrawal.amount);
        uint256 minimum = Math.mulDiv(
            request.quorum.total,
            tier.numerator,
            tier.denominator,
            Math.Rounding.Ceil
        );
        if (request.quorum.weight < minimum) return _refuse("quorum below tier", 0);
        return _allow();
    }

    /// @notice Returns a token's tiers.
    /// @param token The token.
    /// @return Ascending by amount; none if it is not listed.
    function tiersOf(address token) external view returns (Tier[] memory) {
        return _tiers[token];
    }

    function _setTiers(address token, Tier[] memory tiers) private {
        if (tiers.length > MAX_TIERS) revert TooManyTiers(MAX_TIERS);
        delete _tiers[token];
        for (uint256 i = 0; i < tiers.length; ++i) {
            Tier memory tier = tiers[i];
            if (tier.numerator == 0 || tier.numerator > tier.denominator) revert ShareUnsound(i);
            if (i != 0) {
                bool isAbove = tier.from > tiers[i - 1].from;
                if (!isAbove || _isLess(tier, tiers[i - 1])) revert TiersNotAscending(i);
            }
            _tiers[token].push(tier);
        }
        emit TiersSet(token, tiers);
    }

    /// Shares only rise with the amount. So the new tiers are nowhere lower than the old ones, if
    /// they are not where an old tier begins.
    function _isLoosening(address token, Tier[] memory tiers) private view returns (bool) {
        if (tiers.length == 0) return false;
        Tier[] memory before = _tiers[token];
        if (before.length == 0) return true;
        for (uint256 i = 0; i < before.length; ++i) {
            if (_isLess(_tierOf(tiers, before[i].from), before[i])) return true;
        }
        return false;
    }

    /// The highest tier that an amount reaches; a share of nothing below the first.
    function _tierOf(
        Tier[] memory tiers,
        uint256 amount
    ) private pure returns (Tier memory reached) {
        reached = Tier(0, 0, 1);
        for (uint256 i = 0; i < tiers.length && tiers[i].from <= amount; ++i) reached = tiers[i];
    }

    function _isLess(Tier memory left, Tier memory right) private pure returns (bool) {
        return
            uint256(left.numerator) * right.denominator <
            uint256(right.numerator) * left.denominator;
    }
}
