import { Interface } from "ethers";

/**
 * What the contracts can be called with and what they log, written down by hand from the books in
 * `contracts/interfaces`. Parameters that mean the same in a call and in its log have the same name
 * here: `number` is an amount in base units, `owner` whose money it is.
 */

const switches = [
  "function pause()",
  "function unpause()",
  "event Paused(address account)",
  "event Unpaused(address account)",
  "error EnforcedPause()",
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error VaultShort(address token, uint256 balance, uint256 number)",
];

const mainchainGateway = new Interface([
  ...switches,
  "function depositEth() payable returns (uint256)",
  "function depositEthFor(address owner) payable returns (uint256)",
  "function depositERC20(address token, uint256 number) returns (uint256)",
  "function depositERC20For(address owner, address token, uint256 number) returns (uint256)",
  "function withdrawERC20(uint256 id, address token, uint256 number, bytes signatures)",
  "function withdrawERC20For(uint256 id, address owner, address token, uint256 number, bytes signatures)",
  "event TokenDeposited(uint256 indexed depositId, address indexed owner, address indexed token, address sidechainToken, uint32 standard, uint256 number)",
  "event TokenWithdrew(uint256 indexed id, address indexed owner, address indexed token, uint256 number)",
]);

const sidechainGateway = new Interface([
  ...switches,
  "function depositERC20For(uint256 depositId, address owner, address token, uint256 number)",
  "function withdrawERC20(address token, uint256 number) returns (uint256)",
  "function withdrawERC20For(address owner, address token, uint256 number) returns (uint256)",
  "function submitWithdrawalSignatures(uint256 id, bool shouldReplace, bytes signature)",
  "event DepositAcknowledged(uint256 indexed depositId, address indexed validator, bytes32 contentHash)",
  "event TokenDeposited(uint256 indexed depositId, address indexed owner, address indexed token, uint256 number)",
  "event TokenWithdrew(uint256 indexed id, address indexed owner, address indexed token, address mainchainToken, uint256 number)",
  "event SignatureSubmitted(uint256 indexed id, address indexed validator)",
]);

const validatorSet = new Interface([
  "function addValidators(address[] newValidators)",
  "function removeValidator(address validator)",
  "function updateQuorum(uint256 numerator, uint256 denominator)",
  "event ValidatorAdded(uint256 indexed change, address indexed validator)",
  "event ValidatorRemoved(uint256 indexed change, address indexed validator)",
  "event ThresholdUpdated(uint256 indexed change, uint256 indexed numerator, uint256 indexed denominator, uint256 previousNumerator, uint256 previousDenominator)",
]);

const token = new Interface([
  "function approve(address spender, uint256 allowance) returns (bool)",
  "function freeze(address account)",
  "function unfreeze(address account)",
  "event Transfer(address indexed sender, address indexed recipient, uint256 number)",
  "event Approval(address indexed owner, address indexed spender, uint256 allowance)",
  "event Deposit(address indexed holder, uint256 number)",
  "event Withdrawal(address indexed holder, uint256 number)",
  "event Frozen(address indexed account)",
  "event Unfrozen(address indexed account)",
]);

export const abi = {
  mainchain: { gateway: mainchainGateway, validatorSet, token },
  sidechain: { gateway: sidechainGateway, validatorSet, token },
} as const;

/** The logs that a call which goes through must leave, by chain and function. */
export const logsOwed: {
  readonly [chain in "mainchain" | "sidechain"]: { readonly [call: string]: readonly string[] };
} = {
  mainchain: {
    depositEth: ["TokenDeposited", "Deposit"],
    depositEthFor: ["TokenDeposited", "Deposit"],
    depositERC20: ["TokenDeposited"],
    depositERC20For: ["TokenDeposited"],
    withdrawERC20: ["TokenWithdrew"],
    withdrawERC20For: ["TokenWithdrew"],
    pause: ["Paused"],
    unpause: ["Unpaused"],
    addValidators: ["ValidatorAdded"],
    removeValidator: ["ValidatorRemoved"],
    updateQuorum: ["ThresholdUpdated"],
    approve: ["Approval"],
    freeze: ["Frozen"],
    unfreeze: ["Unfrozen"],
  },
  sidechain: {
    depositERC20For: ["DepositAcknowledged"],
    withdrawERC20: ["TokenWithdrew"],
    withdrawERC20For: ["TokenWithdrew"],
    submitWithdrawalSignatures: ["SignatureSubmitted"],
    pause: ["Paused"],
    unpause: ["Unpaused"],
    addValidators: ["ValidatorAdded"],
    removeValidator: ["ValidatorRemoved"],
    updateQuorum: ["ThresholdUpdated"],
    approve: ["Approval"],
  },
};
