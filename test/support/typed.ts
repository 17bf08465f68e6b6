import { Interface, type Result, SigningKey, TypedDataEncoder, toBeHex } from "ethers";
import { artifact } from "../../sim/bridge/hardhat/artifacts.ts";
import type { Deployment } from "../../sim/bridge/hardhat/deploy.ts";
import type { CommandOf, Outcome, Withdrawal, World } from "../../sim/bridge/port.ts";
import { privateKeyOf } from "../../sim/core/accounts.ts";

/** The second bridge's receipt, as both libraries take it. */
export const receiptTypes = {
  Receipt: [
    { name: "id", type: "uint256" },
    { name: "kind", type: "uint8" },
    { name: "mainchain", type: "TokenOwner" },
    { name: "ronin", type: "TokenOwner" },
    { name: "info", type: "TokenInfo" },
  ],
  TokenOwner: [
    { name: "addr", type: "address" },
    { name: "tokenAddr", type: "address" },
    { name: "chainId", type: "uint256" },
  ],
  TokenInfo: [
    { name: "erc", type: "uint8" },
    { name: "id", type: "uint256" },
    { name: "quantity", type: "uint256" },
  ],
};

const withdrawalTypes = {
  Withdrawal: [
    { name: "id", type: "uint256" },
    { name: "sourceChainId", type: "uint256" },
    { name: "sourceRef", type: "bytes32" },
    { name: "token", type: "address" },
    { name: "recipient", type: "address" },
    { name: "amount", type: "uint256" },
    { name: "epoch", type: "uint64" },
    { name: "deadline", type: "uint64" },
  ],
};

/** Returns what is signed of a withdrawal at a gateway with typed data, as ethers hashes it. */
function typedDigest(
  { accounts, chainIds, tokens, roninV2 }: World,
  { gateways, tokens: at }: Pick<Deployment, "gateways" | "tokens">,
  { id, token, recipient, amount, epoch = 1 }: Withdrawal,
): string {
  const address = tokens.find(({ symbol }) => symbol === token)?.address;
  const addr = accounts[recipient];
  const domain = { chainId: chainIds.mainchain, verifyingContract: gateways.mainchain };
  if (roninV2 !== undefined)
    return TypedDataEncoder.hash(
      { ...domain, name: "MainchainGatewayV2", version: "2" },
      receiptTypes,
      {
        id,
        kind: 1,
        mainchain: { addr, tokenAddr: address, chainId: chainIds.mainchain },
        ronin: { addr, tokenAddr: at.sidechain.get(token), chainId: chainIds.sidechain },
        info: { erc: 0, id: 0, quantity: amount },
      },
    );
  return TypedDataEncoder.hash(
    { ...domain, name: "GuardedGateway", version: "1" },
    withdrawalTypes,
    {
      id,
      sourceChainId: chainIds.sidechain,
      sourceRef: toBeHex(id, 32),
      token: address,
      recipient: addr,
      amount,
      epoch,
      deadline: 0,
    },
  );
}

/**
 * What ethers has against the last transaction, a submission that went through; nothing if all is
 * well. It hashes the digest, signs it again with the key of each plain signature, and holds that
 * against the call as the chain has it; and who signed is who the outcome says.
 */
export async function typedFaults(
  world: World,
  deployment: Deployment,
  { withdrawal, signatures }: CommandOf<"submitWithdrawal">,
  outcome: Outcome,
): Promise<readonly string[]> {
  const { mainchain } = deployment.chains;
  const block = await mainchain.request("eth_getBlockByNumber", ["latest", true]);
  const [{ input }] = (block as { transactions: [{ input: string }] }).transactions;
  const contract = world.roninV2 === undefined ? "GuardedGateway" : "RoninGatewayV2";
  const call = new Interface(JSON.stringify(artifact(contract).abi)).parseTransaction({
    data: input,
  });
  const given: readonly Result[] = call?.args.signatures;
  const faults = given.length === signatures.length ? [] : [`${given.length} signatures`];
  for (const [index, signature] of signatures.entries()) {
    if (!("signer" in signature) || signature.form !== "plain") continue;
    const digest = typedDigest(world, deployment, signature.over);
    const made = new SigningKey(privateKeyOf(world.seed, signature.signer)).sign(digest);
    const { v, r, s } = given[index] as unknown as { v: bigint; r: string; s: string };
    if (`${v} ${r} ${s}` !== `${made.v} ${made.r} ${made.s}`)
      faults.push(`${signature.signer}: ${v} ${r} ${s}, not ${made.v} ${made.r} ${made.s}`);
  }
  if (outcome.status !== "ok") return faults;
  const isPlain = signatures.every((one) => "signer" in one && one.form === "plain");
  const expected = signatures.map((one) =>
    "signer" in one &&
    typedDigest(world, deployment, one.over) === typedDigest(world, deployment, withdrawal)
      ? one.signer
      : "stranger",
  );
  if (isPlain && `${outcome.result.signers}` !== `${expected}`)
    faults.push(`signers: ${outcome.result.signers}, not ${expected}`);
  return faults;
}
