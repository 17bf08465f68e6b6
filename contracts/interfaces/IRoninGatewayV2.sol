// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IBridgeOperators} from "./IBridgeOperators.sol";
import {IPauseTarget} from "./IPauseTarget.sol";
import {IWithdrawalLimits} from "./IWithdrawalLimits.sol";

/// @title The mainchain gateway as it came back in June 2022
/// @notice The vault. It takes ether and tokens in (deposits) and pays them out (withdrawals) to
/// whoever brings a receipt with the signatures of operators of enough weight. Large withdrawals
/// need more weight, larger ones a person as well, and the rest is limited by the day. Ether is
/// held as ether and goes by the wrapped token's address.
///
/// Operators sign a receipt as typed data (EIP-712) in the domain "MainchainGatewayV2", version
/// "2", with chain and gateway; `Receipts` hashes it. The names of the fields are those of the
/// original, since the hashes are.
///
/// @dev Warning: the gateway knows nothing of the sidechain: whether the request exists there, for
/// whom, and for how much. Whoever holds keys of enough weight pays himself the limit, day by day.
/// @dev Warning: what is behind the first signatures of enough weight is never read: neither order,
/// nor signer, nor weight.
/// @dev Warning: where the weight needed is zero, the signature of any key is enough; an empty list
/// never is. `IBridgeOperators` says when that is so.
/// @dev Warning: `unlockWithdrawal` goes on while the gateway is paused. A pause does not stop
/// whoever has an unlocker's key.
/// @dev Warning: nobody can cancel what is held. A forged receipt that reached the locked tier
/// waits for ever for an unlocker to be deceived.
/// @dev Warning: releasing asks for no signatures again. Operators who were dismissed in the
/// meantime have still signed.
/// @dev Warning: a forged withdrawal, paid or held, uses up its id. The honest receipt of the same
/// number can then never be paid.
/// @dev Warning: of the sidechain's side of a receipt only the token is looked at: neither owner
/// nor chain id.
/// @dev Warning: the domain separator is computed once. On a chain that splits off with another
/// chain id the gateway keeps the old one in what is signed, and refuses receipts that name it.
/// @dev Warning: a token that keeps a fee on transfers credits more than the vault received. For a
/// token that the gateway may mint, forged withdrawals are not bounded by what the vault holds.
///
/// Safety assumptions:
/// - those of `IBridgeOperators`, `IWithdrawalLimits` and `IPauseTarget`;
/// - operators sign only withdrawals that were requested on the sidechain, and are final there;
/// - unlockers release only what they compared with the sidechain;
/// - who appoints unlockers (role zero) appoints nobody else;
/// - mapped tokens move exactly the amount asked for, and have equal decimals on both chains.
///
/// Liveness assumptions:
/// - those of `IBridgeOperators`, `IWithdrawalLimits` and `IPauseTarget`;
/// - the vault holds the amount, or may mint the rest;
/// - the recipient can receive: ether with 2,300 gas, or else wrapped ether; tokens if the issuer
///   has not frozen the recipient or the gateway;
/// - an unlocker is at work.
interface IRoninGatewayV2 is IPauseTarget, IBridgeOperators, IWithdrawalLimits, IAccessControl {
    /// @notice One side of a receipt: who, with which token, on which chain.
    struct TokenOwner {
        address addr;
        address tokenAddr;
        uint256 chainId;
    }

    /// @notice What is moved. `erc` and `id` are always 0 (ERC-20), `quantity` is in base units.
    struct TokenInfo {
        uint8 erc;
        uint256 id;
        uint256 quantity;
    }

    /// @notice A deposit (`kind` 0) or a withdrawal (`kind` 1) with both its sides.
    struct Receipt {
        uint256 id;
        uint8 kind;
        TokenOwner mainchain;
        TokenOwner ronin;
        TokenInfo info;
    }

    /// @notice A deposit as it is asked for; token zero is ether.
    struct Request {
        address recipientAddr;
        address tokenAddr;
        TokenInfo info;
    }

    /// @notice A signature; v is 27 or 28.
    struct Signature {
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice A token, its counterpart on the sidechain, and its limits.
    struct TokenSetup {
        address token;
        address sidechainToken;
        TokenLimits limits;
    }

    /// @notice Everything that a new gateway starts with.
    struct Setup {
        address wrappedEther;
        uint256 sidechainChainId;
        address roleSetter;
        address[] unlockers;
        Operator[] operators;
        Fraction quorum;
        Fraction highTierQuorum;
        TokenSetup[] tokens;
    }

    /// @notice Emitted for each deposit.
    /// @param receiptHash Hash of the receipt, without the domain.
    /// @param receipt Whom to credit on the sidechain, with what.
    event DepositRequested(bytes32 receiptHash, Receipt receipt);

    /// @notice Emitted for each withdrawal that was paid, released ones too.
    /// @param receiptHash Hash of the receipt, without the domain.
    /// @param receipt Who was paid what; from a released one the unlocker kept the fee.
    event Withdrew(bytes32 receiptHash, Receipt receipt);

    /// @notice Emitted for each withdrawal that is held.
    /// @param receiptHash Hash of the receipt, without the domain.
    /// @param receipt Who is to be paid what.
    event WithdrawalLocked(bytes32 receiptHash, Receipt receipt);

    /// @notice Emitted for each withdrawal that is released.
    /// @param receiptHash Hash of the receipt, without the domain.
    /// @param receipt Who is paid what, together with the unlocker.
    event WithdrawalUnlocked(bytes32 receiptHash, Receipt receipt);

    /// @notice Emitted when two tokens become a pair, or cease to be one.
    /// @param token The token on the mainchain.
    /// @param sidechainToken The token on the sidechain; zero if none from now on.
    event TokenMapped(address indexed token, address indexed sidechainToken);

    /// @notice Thrown when an amount is zero.
    error ZeroAmount();

    /// @notice Thrown when something else than an ERC-20 token is to be moved.
    /// @param erc The standard asked for.
    /// @param id The token's number asked for.
    error NotErc20(uint8 erc, uint256 id);

    /// @notice Thrown when a receipt is none of a withdrawal.
    /// @param kind Its kind.
    error NotWithdrawal(uint8 kind);

    /// @notice Thrown when a receipt is for another mainchain.
    /// @param chainId Chain id in the receipt.
    /// @param actual Chain id here and now.
    error WrongChain(uint256 chainId, uint256 actual);

    /// @notice Thrown when a token has no counterpart on the sidechain.
    /// @param token The token on the mainchain.
    error TokenNotMapped(address token);

    /// @notice Thrown when a receipt pairs a token with another than its counterpart.
    /// @param sidechainToken The token on the sidechain in the receipt.
    /// @param mapped The counterpart.
    error WrongSidechainToken(address sidechainToken, address mapped);

    /// @notice Thrown when a withdrawal of that id was paid or is held.
    /// @param id Number of the withdrawal.
    error WithdrawalAlreadyProcessed(uint256 id);

    /// @notice Thrown when a receipt to be released is not the one that was submitted.
    /// @param receiptHash Hash of the receipt.
    /// @param submitted Hash of the one submitted under that id; zero if none.
    error WrongReceipt(bytes32 receiptHash, bytes32 submitted);

    /// @notice Thrown when a withdrawal to be released is not held.
    /// @param id Number of the withdrawal.
    error WithdrawalNotLocked(uint256 id);

    /// @notice Thrown when the gateway holds too little and cannot mint the rest.
    /// @param token The token on the mainchain; wrapped ether for ether.
    /// @param balance What the gateway holds, in base units of the token.
    /// @param amount What it should pay, in base units of the token.
    error VaultShort(address token, uint256 balance, uint256 amount);

    /// @notice Thrown when another amount of ether is sent along than is to be deposited.
    /// @param sent Ether sent along, in wei.
    /// @param quantity Ether to be deposited, in wei; zero for tokens.
    error WrongEtherAmount(uint256 sent, uint256 quantity);

    /// @notice Sets up a new proxy. Works once.
    /// @dev Warning: whoever comes first may call it; the proxy's constructor is the place.
    /// @param setup Everything to start with.
    function initialize(Setup calldata setup) external;

    /// @notice Deposits ether that is sent along, or tokens of the caller's, which needs the
    /// caller's approval. Wrapped ether is unwrapped. Plain ether sent to the gateway is a deposit
    /// as well, for the sender.
    /// @dev Warning: the quantity asked for is credited, whatever arrives.
    /// @param request Whom to credit (not zero), the token (zero for ether) and how much (not
    /// zero).
    function requestDepositFor(Request calldata request) external payable;

    /// @notice Pays a signed withdrawal, or holds it; anybody may bring it. Wrapped ether is paid
    /// as ether if the recipient takes it with 2,300 gas. What the gateway lacks of another token
    /// it tries to mint. Tests in this order: pause, amount and standard, recipient, kind, chain,
    /// mapping, sidechain token, id, limit of the day, signatures, weight; then, unless it is held,
    /// vault and recipient.
    /// @param receipt The withdrawal.
    /// @param signatures Signatures of its digest, ascending by signer, strictly, strangers
    /// included; a stranger's weighs nothing. Read until the weight needed is reached; at least
    /// one.
    /// @return isLocked Whether it is held now, and nothing was paid.
    function submitWithdrawal(
        Receipt calldata receipt,
        Signature[] calldata signatures
    ) external returns (bool isLocked);

    /// @notice Releases a withdrawal that is held, and pays it. Unlockers only. The caller gets the
    /// fee, rounded down, and the recipient the rest.
    /// @dev Warning: it works while the gateway is paused, asks for no signatures, and counts
    /// towards no day.
    /// @param receipt The withdrawal, as it was submitted.
    function unlockWithdrawal(Receipt calldata receipt) external;

    /// @notice Makes two tokens a pair, at once. Administrator only.
    /// @dev Warning: a token without limits is held, every amount of it.
    /// @param token The token on the mainchain; not zero.
    /// @param newSidechainToken The token on the sidechain; zero dissolves the pair.
    function mapToken(address token, address newSidechainToken) external;

    /// @notice Returns the counterpart of a token.
    /// @param token The token on the mainchain.
    /// @return The token on the sidechain; zero if there is none.
    function sidechainTokenOf(address token) external view returns (address);

    /// @notice Returns the hash of the receipt that was submitted under an id.
    /// @param id Number of the withdrawal.
    /// @return The hash, without the domain; zero if there is none.
    function withdrawalHash(uint256 id) external view returns (bytes32);

    /// @notice Tells whether a withdrawal is held.
    /// @param id Number of the withdrawal.
    /// @return Whether it was submitted, is of the locked tier, and was not released.
    function withdrawalLocked(uint256 id) external view returns (bool);

    /// @notice Returns the number of deposits so far, which is the id of the next.
    /// @return Number of deposits.
    function depositCount() external view returns (uint256);

    /// @notice Returns the wrapped token by whose address ether goes.
    /// @return The token.
    function wrappedEther() external view returns (address);

    /// @notice Returns the chain id of the sidechain.
    /// @return The chain id that receipts of deposits name.
    function sidechainChainId() external view returns (uint256);

    /// @notice Returns the domain in which operators sign, computed at initialization.
    /// @return The separator.
    function domainSeparator() external view returns (bytes32);

    /// @notice Returns the role of those who release what is held.
    /// @return `keccak256("WITHDRAWAL_UNLOCKER_ROLE")`.
    function WITHDRAWAL_UNLOCKER_ROLE() external view returns (bytes32);
}
