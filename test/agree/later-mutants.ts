import type { Mutant } from "./mutants.ts";

const gatewayV2 = "contracts/ronin/RoninGatewayV2.sol";

/** Five mutants of V2's contracts. */
export const v2Contracts: readonly Mutant[] = [
  {
    file: "contracts/ronin/v2/WithdrawalLimits.sol",
    line: "if (limit <= withdrawn + amount) {",
    instead: "if (limit < withdrawn + amount) {",
  },
  {
    file: "contracts/ronin/v2/DayCount.sol",
    line: "return _day() > count.day ? 0 : count.amount;",
    instead: "return count.amount;",
  },
  {
    file: "contracts/ronin/v2/Quorums.sol",
    line: "+ quorum.denominator - 1) /",
    instead: ") /",
  },
  {
    file: gatewayV2,
    line: "if (weight >= minimum) return;",
    instead: "if (weight > minimum) return;",
  },
  { file: gatewayV2, line: "delete withdrawalLocked[receipt.id];", instead: "" },
].map((mutant) => ({ ...mutant, contract: gatewayV2, gateway: "RoninGatewayV2" }));

const guardedGateway = "contracts/guarded/GuardedGateway.sol";

/** Three mutants of the guarded gateway. */
export const guardedContracts: readonly Mutant[] = [
  {
    file: guardedGateway,
    guard: "delay-with-veto",
    line: "if (block.timestamp < entry.notBefore) {",
    instead: "if (block.timestamp <= entry.notBefore) {",
  },
  {
    file: guardedGateway,
    guard: "delay-with-veto",
    line: "(entry.status == Status.Held && entry.epoch == epoch)",
    instead: "entry.status == Status.Held",
  },
  {
    file: "contracts/guarded/GuardStack.sol",
    guard: "drawn-3",
    line: "if (decision.notBefore > verdict.notBefore)",
    instead: "if (verdict.notBefore == 0)",
  },
].map((mutant) => ({ ...mutant, contract: guardedGateway, gateway: "GuardedGateway" }));

/** Twelve mutants of guards, one of each at least. */
export const guardContracts: readonly Mutant[] = [
  {
    file: "UtcDayLimit",
    guard: "utc-day-limit",
    line: "if (limit <= paidToday(token) + amount) {",
    instead: "if (limit < paidToday(token) + amount) {",
  },
  {
    file: "TokenBucket",
    guard: "token-bucket",
    line: "if (amount <= tokens) return",
    instead: "if (amount < tokens) return",
  },
  {
    file: "SlidingWindow",
    guard: "sliding-window",
    line: "amount <= limit.limit - paid)",
    instead: "amount < limit.limit - paid)",
  },
  {
    file: "RollingSum",
    contract: "SlidingWindow",
    guard: "sliding-window",
    line: "+ window > block.timestamp",
    instead: "+ window >= block.timestamp",
  },
  {
    file: "NetFlowEpoch",
    guard: "net-flow-epoch",
    line: "if (amount + flow.outflow >",
    instead: "if (amount + flow.outflow >=",
  },
  {
    file: "CircuitBreaker",
    guard: "circuit-breaker",
    line: "Math.Rounding.Ceil",
    instead: "Math.Rounding.Floor",
  },
  {
    file: "DelayWithVeto",
    guard: "delay-with-veto",
    line: "block.timestamp < ready",
    instead: "block.timestamp <= ready",
  },
  {
    file: "TieredQuorum",
    guard: "tiered-quorum",
    line: "tiers[i].from <= amount",
    instead: "tiers[i].from < amount",
  },
  {
    file: "OperatorCap",
    guard: "operator-cap",
    line: "counted += Math.min(weight, cap);",
    instead: "counted += weight;",
  },
  {
    file: "BackingAttestation",
    guard: "backing-attestation",
    line: "count >= needed ?",
    instead: "count > needed ?",
  },
  {
    file: "PauseGuardian",
    guard: "pause-guardian",
    line: "return request.withdrawal.amount > thresholdOf",
    instead: "return request.withdrawal.amount >= thresholdOf",
  },
  {
    file: "RecipientRules",
    guard: "recipient-rules",
    line: "isKnown[request.withdrawal.recipient] = true;",
    instead: "",
  },
].map(({ file, contract = file, ...mutant }) => ({
  ...mutant,
  file: `contracts/guards/${file}.sol`,
  contract: `contracts/guards/${contract}.sol`,
  gateway: "GuardedGateway",
}));

const model = "sim/bridge/model";

/** Four mutants of V2's model. */
export const v2Models: readonly Mutant[] = [
  { file: "v2.ts", line: "withdrawn + value < daily", instead: "withdrawn + value <= daily" },
  { file: "v2.ts", line: "if (weight >= minimum)", instead: "if (weight > minimum)" },
  { file: "v2.ts", line: "limits.locked <= value", instead: "limits.locked < value" },
  { file: "v2.admin.ts", line: "!v2.isEmergency", instead: "false" },
].map(({ file, ...mutant }) => ({
  ...mutant,
  file: `${model}/${file}`,
  gateway: "RoninGatewayV2",
}));

/** Seven mutants of the guarded gateway's model, and its guards'. */
export const guardedModels: readonly Mutant[] = [
  {
    file: "guarded.ts",
    guard: "delay-with-veto",
    line: "if (now < notBefore)",
    instead: "if (now <= notBefore)",
  },
  {
    file: "guarded.end.ts",
    guard: "delay-with-veto",
    line: "now < expiresAt",
    instead: "now <= expiresAt",
  },
  {
    file: "guarded.quorum.ts",
    guard: "none",
    line: "state.sets.mainchain.validators.length + bookOf(state).vacant;",
    instead: "state.sets.mainchain.validators.length;",
  },
  {
    file: "guards/rolling.ts",
    guard: "sliding-window",
    line: "oldest.at + window > now",
    instead: "oldest.at + window >= now",
  },
  {
    file: "guards/token-bucket.ts",
    guard: "token-bucket",
    line: "lacking <= 0n",
    instead: "lacking < 0n",
  },
  {
    file: "guards/net-flow-epoch.ts",
    guard: "net-flow-epoch",
    line: "limit + flow.inflow",
    instead: "limit",
  },
  {
    file: "guards/operator-cap.ts",
    guard: "operator-cap",
    line: "counted >= quorum.minimum",
    instead: "counted > quorum.minimum",
  },
].map(({ file, ...mutant }) => ({
  ...mutant,
  file: `${model}/${file}`,
  gateway: "GuardedGateway",
}));

/** Three mutants of the next logic and of the proxy that upgrades to it. */
export const upgradeContracts: readonly Mutant[] = [
  {
    file: "contracts/ronin/RoninGatewayV3.sol",
    line: "reinitializer(4)",
    instead: "reinitializer(5)",
  },
  {
    file: "contracts/ronin/RoninGatewayV3.sol",
    line: "return _movedOperators;",
    instead: "return super._operatorSet();",
  },
  {
    file: "contracts/ronin/UpgradeableProxy.sol",
    line: ") external payable override onlyAdmin {",
    instead: ") external payable override {",
  },
].map((mutant) => ({ ...mutant, gateway: "RoninGatewayV3" }));

/** Three mutants of their model. */
export const upgradeModels: readonly Mutant[] = [
  {
    line: "if (step !== null && upgrade.version >= step)",
    instead: "if (step !== null && upgrade.version > step)",
  },
  { line: "if (step === 3) sets", instead: "sets" },
  { line: "sets.mainchain.validators = there;", instead: "" },
].map((mutant) => ({
  ...mutant,
  file: `${model}/v2.upgrade.ts`,
  gateway: "RoninGatewayV3",
}));
