import type { CommandOf } from "../port.ts";
import { recoverSigner, wholeItems } from "./recover.ts";
import {
  add,
  balanceOf,
  type Decision,
  isEnough,
  kindOf,
  type Refused,
  refuse,
  refuseMissing,
  refuseNothing,
  type State,
  shortfall,
  show,
} from "./state.ts";
import { isFrozen, refuseTaking } from "./vault.ts";

/** Locks tokens in the vault and gives the deposit the next id. */
export function deposit(
  state: State,
  { sender, owner, token, amount }: CommandOf<"deposit">,
): Decision {
  const value = BigInt(amount);
  const held = balanceOf(state, "mainchain", sender, token);
  const isWrapped = kindOf(state, token) === "wrapped";
  if (isWrapped && held < value) return refuse("InsufficientFunds", { sender });
  if (state.paused.has("mainchain")) return refuse("EnforcedPause");
  const refused =
    refuseNothing(state, owner, value) ??
    (isWrapped ? refuseMissing(state, "mainchain", { name: "WETH_TOKEN" }) : undefined) ??
    refuseMissing(state, "mainchain", { token });
  if (refused) return refused;
  const untaken = refuseTaking(state, sender, token, value);
  if (untaken) return untaken;

  add(state, "mainchain", sender, token, -value);
  add(state, "mainchain", "vault", token, value);
  if (isWrapped) add(state, "mainchain", "supply", token, value);
  const depositId = `${BigInt(state.deposits.push({ owner, token, amount }) - 1)}` as const;
  return {
    result: { depositId },
    balances: show(state, "mainchain", [sender, "vault", "supply"], token),
  };
}

/**
 * Pays a withdrawal that enough validators signed, once. The order of the refusals is the
 * contract's: the used id is looked at last, when everything else has gone well.
 */
export function submitWithdrawal(state: State, command: CommandOf<"submitWithdrawal">): Decision {
  const { id, token, recipient, amount } = command.withdrawal;
  const value = BigInt(amount);
  if (state.paused.has("mainchain")) return refuse("EnforcedPause");
  const refused =
    refuseNothing(state, recipient, value) ??
    refuseMissing(state, "mainchain", { token }) ??
    refuseMissing(state, "mainchain", { name: "VALIDATOR" });
  if (refused) return refused;

  const counted = countVotes(state, command);
  if ("refused" in counted) return counted;
  const set = state.sets.mainchain;
  if (!isEnough(set, counted.votes))
    return refuse("QuorumNotReached", {
      votes: `${counted.votes}`,
      numerator: `${set.quorum.numerator}`,
      denominator: `${set.quorum.denominator}`,
      validators: `${set.validators.length}`,
    });

  const unpayable = refuseMissing(state, "mainchain", { name: "WETH_TOKEN" });
  if (unpayable) return unpayable;
  const kind = kindOf(state, token);
  if (kind === "absent") return refuse("Reverted");
  const short = shortfall(state, "mainchain", token, value);
  if ("refused" in short) return short;
  const { minted } = short;
  for (const account of ["gateway", recipient])
    if (kind !== "wrapped" && isFrozen(state, token, account))
      return refuse("AccountFrozen", { account });
  if (kind === "wrapped" && state.world.refusesEther?.includes(recipient))
    return refuse("EtherTransferFailed", { recipient });
  if (state.paid.has(id)) return refuse("WithdrawalAlreadyProcessed", { id });

  state.paid.add(id);
  add(state, "mainchain", "vault", token, minted - value);
  add(state, "mainchain", recipient, token, value);
  add(state, "mainchain", "supply", token, kind === "wrapped" ? -value : minted);
  return {
    result: { paid: amount, minted: `${minted}`, signers: counted.signers },
    balances: show(state, "mainchain", [recipient, "vault", "supply"], token),
  };
}

type Count = { readonly votes: number; readonly signers: readonly string[] };

/**
 * Counts the validators among the signers. Signers must ascend by address, strangers too, and a
 * signature that is nobody's is out of order everywhere.
 */
function countVotes(
  state: State,
  { withdrawal, signatures }: CommandOf<"submitWithdrawal">,
): Count | Refused {
  const { validators } = state.sets.mainchain;
  const signers: string[] = [];
  let votes = 0;
  let previous = { name: "nobody", address: `0x${"0".repeat(40)}` };
  for (const signature of wholeItems(state.world, signatures)) {
    const recovered = recoverSigner(state.world, signature, withdrawal);
    if ("unknownMode" in recovered)
      return {
        refused: { name: "SignatureModeUnknown", args: { mode: `${recovered.unknownMode}` } },
      };
    if (validators.includes(recovered.name)) votes += 1;
    if (recovered.address <= previous.address)
      return {
        refused: {
          name: "SignersNotAscending",
          args: { previous: previous.name, signer: recovered.name },
        },
      };
    signers.push(recovered.name);
    previous = recovered;
  }
  return { votes, signers };
}

/** Ether without a call: only wrapped ether may send it. */
export function sendEther(state: State, { sender, amount }: CommandOf<"sendEther">): Decision {
  const ether = state.world.tokens.find(({ kind }) => kind === "wrapped");
  if (balanceOf(state, "mainchain", sender, ether?.symbol ?? "") < BigInt(amount))
    return refuse("InsufficientFunds", { sender });
  return (
    refuseMissing(state, "mainchain", { name: "WETH_TOKEN" }) ??
    refuse("NotWrappedEther", { sender })
  );
}
