import type { Mutant } from "./mutants.ts";

const exchange = "contracts/world/Exchange.sol";
const pool = "contracts/world/ConstantProductPool.sol";
const mixer = "contracts/world/Mixer.sol";
const token = "contracts/world/IssuedToken.sol";

/** Ten mutants of the contracts of exits. */
export const exitContracts: readonly Mutant[] = [
  {
    file: exchange,
    line: "if (isBlocked[msg.sender]) revert AccountBlocked(msg.sender);",
    instead: "",
  },
  {
    file: exchange,
    line: "if (balance < amount) revert",
    instead: "if (balance <= amount) revert",
  },
  { file: exchange, line: "owed[account][token] = 0;", instead: "" },
  { file: pool, line: "+ counted);", instead: ");" },
  { file: pool, line: "if (bought < least) revert", instead: "if (bought <= least) revert" },
  { file: pool, line: "_reserves[other] -= bought;", instead: "" },
  { file: mixer, line: "if (isSpent[serial]) revert NoteSpent(serial);", instead: "" },
  { file: mixer, line: "abi.encodePacked(recipient, serial)", instead: "abi.encodePacked(serial)" },
  { file: token, line: "if (!isFrozen[account]) revert NotFrozen(account);", instead: "" },
  {
    file: "contracts/world/Venue.sol",
    contract: exchange,
    line: "recipient.call{value: amount}",
    instead: "msg.sender.call{value: amount}",
  },
].map((mutant) => ({ ...mutant, gateway: "none", guard: "exits" }));

/** Eight mutants of the model of exits. */
export const exitModels: readonly Mutant[] = [
  {
    file: "sim/bridge/model/exchange.ts",
    line: "const [account, all] = [nodeOf(venue, owner), nodeOf(venue)];",
    instead: "const [account, all] = [nodeOf(venue, sender), nodeOf(venue)];",
  },
  {
    file: "sim/bridge/model/exchange.ts",
    line: 'if (command.verb === "blockAccount") state.blocked.add(key);',
    instead: "if (command.verb) state.blocked.add(key);",
  },
  {
    file: "sim/bridge/venue.ts",
    line: "(reserve * whole + counted)",
    instead: "(reserve * whole + amount * whole)",
  },
  {
    file: "sim/bridge/model/pool.ts",
    line: "bought < BigInt(least)",
    instead: "bought <= BigInt(least)",
  },
  {
    file: "sim/bridge/model/mixer.ts",
    line: "state.spent.add(",
    instead: "void (",
  },
  {
    file: "sim/bridge/model/tokens.ts",
    line: 'if (!isFrozen(state, token, account)) return refuse("NotFrozen", { account });',
    instead: "",
  },
  {
    file: "sim/bridge/model/coins.ts",
    line: "if (isFrozen(state, token, recipient)) return",
    instead: "if (isFrozen(state, token, token)) return",
  },
  {
    file: "sim/bridge/venue.ts",
    line: "return isIssued ? (token.issuer ?? world.issuer) : undefined;",
    instead: "return isIssued ? world.issuer : undefined;",
  },
].map((mutant) => ({ ...mutant, gateway: "none", guard: "exits" }));
