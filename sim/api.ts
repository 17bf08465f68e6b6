/**
 * What a scenario, an attack or a bridge of one's own imports from "five-of-nine";
 * docs/your-own-scenario.md, docs/your-own-attack.md and docs/check-your-bridge.md show how. Names here stay, and mean what they meant.
 */
export type { Done } from "./attack/protocol.ts";
export { type Attack, defineAttack, type Red } from "./attack/red.ts";
export { randomStream } from "./core/random.ts";
export { day, hour, minute, utcSeconds } from "./core/time.ts";
export { addEdge, removeEdge, revokeDelegation, rotate, withThreshold } from "./custody/change.ts";
export type { CustodyEdge, CustodyGraph, CustodyNode } from "./custody/graph.ts";
export { accountsOf } from "./scenario/accounts.ts";
export type { ActorSpec } from "./scenario/actors.ts";
export { addUser, changeActors, type NewUser } from "./scenario/change.ts";
export { type Definition, defineScenario, type ScenarioParts } from "./scenario/define.ts";
export type { Changes } from "./scenario/definition.schema.ts";
export { deriveScenario } from "./scenario/derive.ts";
export { kucoin2020Scenario as kucoin2020 } from "./scenarios/kucoin-2020.ts";
export { nicehash2017Scenario as nicehash2017 } from "./scenarios/nicehash-2017.ts";
export { quorumZeroScenario as quorumZero } from "./scenarios/quorum-zero.ts";
export { ronin2022Scenario as ronin2022 } from "./scenarios/ronin-2022.ts";
export { ronin2022CalldataScenario as ronin2022Calldata } from "./scenarios/ronin-2022-calldata.ts";
export { ronin2024Scenario as ronin2024 } from "./scenarios/ronin-2024.ts";
export {
  type BridgeAdapter,
  type BridgeCall,
  type BridgeClaims,
  type BridgeContract,
  type BridgePlace,
  type BridgeSite,
  type BridgeWithdrawal,
  defineBridge,
  type Expectation,
  type QuorumSet,
  type Signed,
} from "./trial/bridge/adapter.ts";
