// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGateway} from "./IGateway.sol";

/// @title The mainchain gateway as it was robbed
/// @notice The vault. It takes ether and tokens in (deposits), which validators then credit on the
/// sidechain, and pays them out (withdrawals) to whoever brings the signatures of enough
/// validators. Ether is held as wrapped ether, and both go by the wrapped token's address.
///
/// A withdrawal is signed as `keccak256(abi.encodePacked("withdrawERC20", id, user, token, amount))`,
/// 117 bytes. A list of signatures is a row of 66-byte items: mode (1 byte), r (32), s (32), v (1);
/// `SignatureList` reads it.
///
/// @dev Warning: the signatures are all that a withdrawal needs. The gateway knows nothing of the
/// sidechain: whether the request exists there, for whom, and for how much. Whoever holds enough
/// keys pays himself everything, in one transaction per token.
/// @dev Warning: the digest names neither chain nor gateway, and has no end date. The same
/// signatures pay once at each gateway that trusts the same validators, on each chain, for ever.
/// @dev Warning: a forged withdrawal uses up its id. The honest request of the same number can then
/// never be paid.
/// @dev Warning: the id is tested and marked after the payment. A second payment of one id is undone
/// as a whole, with everything that it called, so no token and no recipient gains by calling back;
/// but other gateways' state, and a withdrawal of another id, are seen half-way by them. Ether goes
/// with 2,300 gas, too little to call back; a mapped token with hooks can.
/// @dev Warning: a token that keeps a fee on transfers credits more than the vault received: the
/// amount asked for is what counts, not what arrived. The last to withdraw bear the difference.
/// @dev Warning: for a token that the gateway may mint, a forged withdrawal is not bounded by what
/// the vault holds.
///
/// Safety assumptions:
/// - those of `IAdministered`, for this contract, the registry and the validator set;
/// - those of `IValidatorSet` and `IRegistry`;
/// - validators sign only withdrawals that were requested on the sidechain, and are final there;
/// - no other gateway, on any chain, trusts the same keys;
/// - mapped tokens move exactly the amount asked for.
///
/// Liveness assumptions:
/// - those of `IValidatorSet`;
/// - the gateway is not paused for ever, and the registry names "VALIDATOR" and "WETH_TOKEN";
/// - the vault holds the amount, or may mint the rest;
/// - the recipient can receive: ether with 2,300 gas, tokens if the issuer has not frozen the
///   recipient or the gateway.
interface IRoninGatewayV1 is IGateway {
    /// @notice Emitted for each deposit.
    /// @param depositId Running number of the deposit, from 0.
    /// @param owner Whom to credit on the sidechain.
    /// @param token The token on the mainchain; wrapped ether for ether.
    /// @param sidechainToken Its counterpart at this moment.
    /// @param standard Always 20.
    /// @param number Amount to credit, in base units of the token.
    event TokenDeposited(
        uint256 indexed depositId,
        address indexed owner,
        address indexed token,
        address sidechainToken,
        uint32 standard,
        uint256 number
    );

    /// @notice Emitted for each withdrawal that was paid.
    /// @param id Number of the withdrawal, as given by whoever submitted it.
    /// @param owner Who was paid.
    /// @param token The token on the mainchain; wrapped ether if ether was paid.
    /// @param number Amount paid, in base units of the token.
    event TokenWithdrew(
        uint256 indexed id,
        address indexed owner,
        address indexed token,
        uint256 number
    );

    /// @notice Thrown when a signer does not come after the one before: twice the same, in the wrong
    /// order, or a signature that belongs to nobody (signer zero).
    /// @param previous The signer before; zero at the first.
    /// @param signer The signer recovered from the signature at hand.
    error SignersNotAscending(address previous, address signer);

    /// @notice Thrown when the validators who signed are too few.
    /// @param votes Number of validators who signed.
    /// @param numerator Numerator of the quorum.
    /// @param denominator Denominator of the quorum.
    /// @param validators Number of validators in the set.
    error QuorumNotReached(
        uint256 votes,
        uint256 numerator,
        uint256 denominator,
        uint256 validators
    );

    /// @notice Thrown when the id was paid before.
    /// @param id Number of the withdrawal.
    error WithdrawalAlreadyProcessed(uint256 id);

    /// @notice Thrown when the recipient does not take the ether with 2,300 gas.
    /// @param recipient Who should have been paid.
    error EtherTransferFailed(address recipient);

    /// @notice Thrown when somebody else than wrapped ether sends plain ether.
    /// @param sender Who sent it.
    error NotWrappedEther(address sender);

    /// @notice Sets the registry of a new proxy. Works once.
    /// @dev Warning: whoever comes first may call it; the proxy's constructor is the place.
    /// @param firstRegistry The registry from now on.
    function initialize(address firstRegistry) external;

    /// @notice Deposits the ether that is sent along, for the caller.
    /// @return depositId Running number of the deposit.
    function depositEth() external payable returns (uint256 depositId);

    /// @notice Deposits the ether that is sent along, for `owner`.
    /// @param owner Whom to credit on the sidechain; not zero.
    /// @return depositId Running number of the deposit.
    function depositEthFor(address owner) external payable returns (uint256 depositId);

    /// @notice Deposits tokens of the caller's, for the caller. Needs the caller's approval.
    /// @param token A mapped token.
    /// @param amount Amount in base units of the token; not zero.
    /// @return depositId Running number of the deposit.
    function depositERC20(address token, uint256 amount) external returns (uint256 depositId);

    /// @notice Deposits tokens of the caller's, for `user`. Needs the caller's approval.
    /// @dev Warning: `amount` is credited, whatever arrives.
    /// @param user Whom to credit on the sidechain; not zero.
    /// @param token A mapped token.
    /// @param amount Amount in base units of the token; not zero.
    /// @return depositId Running number of the deposit.
    function depositERC20For(
        address user,
        address token,
        uint256 amount
    ) external returns (uint256 depositId);

    /// @notice Pays a signed withdrawal to the caller. See `withdrawERC20For`.
    /// @param id Number of the withdrawal.
    /// @param token The token on the mainchain.
    /// @param amount Amount in base units of the token.
    /// @param signatures Signatures of enough validators.
    function withdrawERC20(
        uint256 id,
        address token,
        uint256 amount,
        bytes calldata signatures
    ) external;

    /// @notice Pays a signed withdrawal to `user`; anybody may bring it. Wrapped ether is paid as
    /// ether. What the gateway lacks of the token it tries to mint. Tests in this order: pause,
    /// zeros, mapping, signatures, quorum, vault, recipient, and last whether the id was paid before.
    /// @param id Number of the withdrawal; any number that was not paid before.
    /// @param user Who is paid; not zero.
    /// @param token The token on the mainchain; mapped.
    /// @param amount Amount in base units of the token; not zero.
    /// @param signatures Signatures of enough validators, see `verifySignatures`.
    function withdrawERC20For(
        uint256 id,
        address user,
        address token,
        uint256 amount,
        bytes calldata signatures
    ) external;

    /// @notice Tells whether enough validators signed `hash`. Signers must ascend by address,
    /// strictly, strangers included; a stranger's signature counts for nothing.
    /// @dev Warning: it throws if the signers do not ascend or a mode is unknown; it does not return
    /// false then. Bytes after the last whole item are ignored. Of the two values of s that make a
    /// signature, both are taken.
    /// @param hash What was signed, before the prefix that the mode of the item adds.
    /// @param signatures A row of 66-byte items.
    /// @return Whether the validators among the signers are a quorum.
    function verifySignatures(bytes32 hash, bytes calldata signatures) external view returns (bool);

    /// @notice Returns the number of deposits so far, which is the id of the next.
    /// @return Number of deposits.
    function depositCount() external view returns (uint256);

    /// @notice Returns a deposit; zeros if there is none of that number.
    /// @param id Running number of the deposit.
    /// @return owner Whom to credit on the sidechain.
    /// @return token The token on the mainchain.
    /// @return sidechainToken Its counterpart at the time of the deposit.
    /// @return standard Always 20.
    /// @return number Amount to credit, in base units of the token.
    function deposits(
        uint256 id
    )
        external
        view
        returns (
            address owner,
            address token,
            address sidechainToken,
            uint32 standard,
            uint256 number
        );

    /// @notice Returns a paid withdrawal; zeros if none of that number was paid.
    /// @param id Number of the withdrawal.
    /// @return owner Who was paid.
    /// @return token The token on the mainchain.
    /// @return amount Amount paid, in base units of the token.
    function withdrawals(
        uint256 id
    ) external view returns (address owner, address token, uint256 amount);
}
