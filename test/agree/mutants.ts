/** One line, wrong: the file, what stands in it once, and what stands there instead. */
export type Mutant = {
  readonly file: string;
  readonly line: string;
  readonly instead: string;
  /** The contract to be compiled again, where it is not the file's own. */
  readonly contract?: string;
  /** The bridge on which it must be caught, where it is not V1's. */
  readonly gateway?: string;
  readonly guard?: string;
};

const gateway = "contracts/ronin/RoninGatewayV1.sol";
const sidechain = "contracts/ronin/SidechainGateway.sol";
const both = "contracts/ronin/Gateway.sol";
const list = "contracts/ronin/SignatureList.sol";
const set = "contracts/ronin/ValidatorSet.sol";

/** Eighteen mutants of the contracts of V1. */
export const v1Contracts: readonly Mutant[] = [
  { file: gateway, line: "if (signer <= previous)", instead: "if (signer < previous)" },
  {
    file: gateway,
    line: "if (withdrawals[id].owner != address(0)) revert WithdrawalAlreadyProcessed(id);",
    instead: "",
  },
  {
    file: gateway,
    line: '"withdrawERC20", id, user, token, amount',
    instead: '"withdrawERC20", id, token, user, amount',
  },
  { file: gateway, line: "depositId = depositCount++;", instead: "depositId = ++depositCount;" },
  { file: gateway, line: "_requireNonzero(owner, msg.value);", instead: "" },
  { file: gateway, line: "if (validatorSet.isValidator(signer)) ++votes;", instead: "++votes;" },
  {
    file: list,
    contract: gateway,
    line: "if (v < 27) v += 27;",
    instead: "if (v < 1) v += 27;",
  },
  { file: list, contract: gateway, line: "if (mode == 2) {", instead: "if (mode == 3) {" },
  {
    file: both,
    contract: gateway,
    line: "if (balance >= amount) return;",
    instead: "if (balance > amount) return;",
  },
  {
    file: both,
    contract: sidechain,
    line: "mint(address(this), amount - balance)",
    instead: "mint(address(this), amount)",
  },
  {
    file: both,
    contract: sidechain,
    line: "function unpause() external override onlyAdmin {",
    instead: "function unpause() external override {",
  },
  { file: sidechain, line: "isCredited[depositId][contentHash] || ", instead: "" },
  { file: sidechain, line: "if (id >= withdrawalCount)", instead: "if (id > withdrawalCount)" },
  {
    file: sidechain,
    line: "if (!isFirst && !shouldReplace)",
    instead: "if (!isFirst && shouldReplace)",
  },
  {
    file: set,
    line: "votes * denominator >= numerator",
    instead: "votes * denominator > numerator",
  },
  {
    file: set,
    line: "if (newNumerator > newDenominator)",
    instead: "if (newNumerator >= newDenominator)",
  },
  {
    file: "contracts/ronin/Registry.sol",
    line: "function clearMapToken(address token) external override onlyAdmin {",
    instead: "function clearMapToken(address token) external override {",
  },
  {
    file: "contracts/world/UsdCoin.sol",
    line: "if (isFrozen[to]) revert AccountFrozen(to);",
    instead: "",
  },
];

const model = "sim/bridge/model";

/** Twelve mutants of their model. */
export const v1Models: readonly Mutant[] = [
  {
    file: `${model}/mainchain.ts`,
    line: "recovered.address <= previous.address",
    instead: "recovered.address < previous.address",
  },
  { file: `${model}/mainchain.ts`, line: "state.paid.add(id);", instead: "" },
  {
    file: `${model}/mainchain.ts`,
    line: "if (validators.includes(recovered.name)) votes += 1;",
    instead: "votes += 1;",
  },
  {
    file: `${model}/mainchain.ts`,
    line: 'if (kind === "wrapped" && state.world.refusesEther?.includes(recipient))',
    instead: "if (state.world.refusesEther?.includes(recipient))",
  },
  {
    file: `${model}/state.ts`,
    line: "votes * quorum.denominator >= quorum.numerator",
    instead: "votes * quorum.denominator > quorum.numerator",
  },
  {
    file: `${model}/state.ts`,
    line: "if (balance >= value) return { minted: 0n };",
    instead: "if (balance > value) return { minted: 0n };",
  },
  {
    file: `${model}/sidechain.ts`,
    line: "!heard.credited.has(content) && isEnough(set, votes)",
    instead: "isEnough(set, votes)",
  },
  {
    file: `${model}/sidechain.ts`,
    line: "BigInt(withdrawalId) >= BigInt(state.requests.length)",
    instead: "BigInt(withdrawalId) > BigInt(state.requests.length)",
  },
  { file: `${model}/sidechain.ts`, line: "&& !replace)", instead: "&& replace)" },
  { file: `${model}/recover.ts`, line: "v < 27 ? v : v - 27", instead: "v < 1 ? v : v - 27" },
  {
    file: `${model}/administration.ts`,
    line: "if (numerator > denominator)",
    instead: "if (numerator >= denominator)",
  },
  {
    file: `${model}/tokens.ts`,
    line: "state.allowances.set(key, allowance - value)",
    instead: "state.allowances.set(key, allowance)",
  },
];
