// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGateway} from "./IGateway.sol";

/// @title The sidechain gateway
/// @notice Credits deposits that enough validators acknowledge, takes requests for withdrawals, and
/// keeps the validators' signatures for them until somebody carries them to the mainchain.
///
/// @dev Warning: a deposit is what the validators say it is. The gateway knows nothing of the
/// mainchain; validators who acknowledge a deposit that does not exist, or that vanishes from a
/// chain not yet final, mint money.
/// @dev Warning: acknowledgements are counted for each content apart. With a quorum of one half or
/// less, two contents of one deposit can both be credited.
/// @dev Warning: acknowledgements keep counting when their validator is removed, and a lower quorum
/// credits nothing until the next acknowledgement comes.
/// @dev Warning: a request cannot be taken back, and the gateway never learns whether it was paid.
/// @dev Warning: a token that keeps a fee on transfers locks less than is requested.
///
/// Safety assumptions:
/// - those of `IAdministered`, for this contract, the registry and the validator set;
/// - those of `IValidatorSet` and `IRegistry`;
/// - validators acknowledge only deposits that are final on the mainchain, each under its own id;
/// - mapped tokens move exactly the amount asked for, and nobody but the gateway mints them.
///
/// Liveness assumptions:
/// - those of `IValidatorSet`;
/// - the gateway is not paused for ever, and the registry names "VALIDATOR";
/// - the gateway may mint each mapped token.
interface ISidechainGateway is IGateway {
    /// @notice Emitted for each acknowledgement, also after the deposit was credited.
    /// @param depositId The deposit's number on the mainchain.
    /// @param validator Who acknowledges it.
    /// @param contentHash What is acknowledged:
    /// `keccak256(abi.encode(owner, token, uint32(20), amount))`.
    event DepositAcknowledged(
        uint256 indexed depositId,
        address indexed validator,
        bytes32 contentHash
    );

    /// @notice Emitted when a deposit is credited.
    /// @param depositId The deposit's number on the mainchain.
    /// @param owner Who was credited.
    /// @param token The token on the sidechain.
    /// @param number Amount credited, in base units of the token.
    event TokenDeposited(
        uint256 indexed depositId,
        address indexed owner,
        address indexed token,
        uint256 number
    );

    /// @notice Emitted for each request for a withdrawal.
    /// @param id Running number of the request, from 0.
    /// @param owner Whom to pay on the mainchain.
    /// @param token The token on the sidechain.
    /// @param mainchainToken Its counterpart at this moment.
    /// @param number Amount to pay, in base units of the token.
    event TokenWithdrew(
        uint256 indexed id,
        address indexed owner,
        address indexed token,
        address mainchainToken,
        uint256 number
    );

    /// @notice Emitted when a validator puts in, or replaces, a signature.
    /// @param id Running number of the request.
    /// @param validator Who put it in.
    event SignatureSubmitted(uint256 indexed id, address indexed validator);

    /// @notice Emitted when the owner of a request asks the validators to sign it again.
    /// @param id Running number of the request.
    /// @param owner Whom to pay on the mainchain.
    event SignatureRequestedAgain(uint256 indexed id, address indexed owner);

    /// @notice Thrown when only validators may call and the caller is none.
    /// @param caller Who called.
    error NotValidator(address caller);

    /// @notice Thrown when the validator acknowledged that deposit before, whatever the content.
    /// @param depositId The deposit's number on the mainchain.
    /// @param validator Who called.
    error AlreadyAcknowledged(uint256 depositId, address validator);

    /// @notice Thrown when the validator has a signature in place and does not ask to replace it.
    /// @param id Running number of the request.
    /// @param validator Who called.
    error AlreadySigned(uint256 id, address validator);

    /// @notice Thrown when there is no request of that number.
    /// @param id The number.
    error WithdrawalUnknown(uint256 id);

    /// @notice Thrown when only the owner of the request may call.
    /// @param id Running number of the request.
    /// @param caller Who called.
    error NotWithdrawalOwner(uint256 id, address caller);

    /// @notice Acknowledges a deposit of the mainchain. Validators only, once for each id. The
    /// acknowledgement that completes the quorum for a content credits it: from what the gateway
    /// holds locked first, the rest is minted. Later ones are recorded and credit nothing.
    /// @param depositId The deposit's number on the mainchain.
    /// @param owner Whom to credit; not zero.
    /// @param token The token on the sidechain; mapped.
    /// @param amount Amount in base units of the token; not zero.
    function depositERC20For(
        uint256 depositId,
        address owner,
        address token,
        uint256 amount
    ) external;

    /// @notice Requests a withdrawal to the caller's address. See `withdrawERC20For`.
    /// @param token The token on the sidechain.
    /// @param amount Amount in base units of the token.
    /// @return id Running number of the request.
    function withdrawERC20(address token, uint256 amount) external returns (uint256 id);

    /// @notice Requests a withdrawal to `owner` on the mainchain, and locks the caller's tokens for
    /// it. Needs the caller's approval.
    /// @param owner Whom to pay on the mainchain; not zero.
    /// @param token The token on the sidechain; mapped.
    /// @param amount Amount in base units of the token; not zero.
    /// @return id Running number of the request.
    function withdrawERC20For(
        address owner,
        address token,
        uint256 amount
    ) external returns (uint256 id);

    /// @notice Puts the caller's signature of a request into the mailbox. Validators only.
    /// @dev Warning: nothing is verified. Any bytes are taken, and whoever carries them to the
    /// mainchain should recover and sort the signers first.
    /// @param id Running number of the request.
    /// @param shouldReplace Whether to replace a signature that the caller put in before.
    /// @param signature One 66-byte item, if the validator is honest.
    function submitWithdrawalSignatures(
        uint256 id,
        bool shouldReplace,
        bytes calldata signature
    ) external;

    /// @notice Asks the validators to sign a request again, as after a change of validators. Owner of
    /// the request only; costs nothing but gas, and may be repeated.
    /// @param id Running number of the request.
    function requestSignatureAgain(uint256 id) external;

    /// @notice Returns what the mailbox holds for a request.
    /// @dev Warning: validators who were removed since are still in it.
    /// @param id Running number of the request.
    /// @return signers The validators, in the order in which they first signed.
    /// @return signatures The bytes of each, in the same order.
    function withdrawalSignatures(
        uint256 id
    ) external view returns (address[] memory signers, bytes[] memory signatures);

    /// @notice Returns the number of requests so far, which is the id of the next.
    /// @return Number of requests.
    function withdrawalCount() external view returns (uint256);

    /// @notice Returns a request; zeros if there is none of that number.
    /// @param id Running number of the request.
    /// @return owner Whom to pay on the mainchain.
    /// @return token The token on the sidechain.
    /// @return amount Amount in base units of the token.
    function withdrawals(
        uint256 id
    ) external view returns (address owner, address token, uint256 amount);

    /// @notice Returns what a validator acknowledged.
    /// @param depositId The deposit's number on the mainchain.
    /// @param validator The validator.
    /// @return Hash of the content; zero if nothing yet.
    function acknowledgedContent(
        uint256 depositId,
        address validator
    ) external view returns (bytes32);

    /// @notice Returns how often a content was acknowledged.
    /// @param depositId The deposit's number on the mainchain.
    /// @param contentHash Hash of the content.
    /// @return Number of acknowledgements, those of removed validators included.
    function acknowledgementCount(
        uint256 depositId,
        bytes32 contentHash
    ) external view returns (uint256);

    /// @notice Tells whether a content was credited.
    /// @param depositId The deposit's number on the mainchain.
    /// @param contentHash Hash of the content.
    /// @return Whether it was.
    function isCredited(uint256 depositId, bytes32 contentHash) external view returns (bool);
}
