import { afterAll, beforeAll, expect, it } from "vitest";
import { agreementWorld } from "../../sim/agree/world.ts";
import { encodeCall } from "../../sim/bridge/hardhat/abi.ts";
import type { Chain } from "../../sim/bridge/hardhat/chain.ts";
import { type Deployment, deployWorld } from "../../sim/bridge/hardhat/deploy.ts";
import { balancesTogether, readsTogether } from "../../sim/bridge/hardhat/reader.ts";
import type { Address } from "../../sim/core/accounts.ts";

let deployment: Deployment;
beforeAll(async () => {
  deployment = await deployWorld(agreementWorld);
});
afterAll(async () => {
  for (const chain of Object.values(deployment.chains)) await chain.close();
});

/** Reads of the mainchain, and how often it was asked. */
function counted() {
  let requests = 0;
  const request: Chain["request"] = (method, params) => {
    requests += 1;
    return deployment.chains.mainchain.request(method, params);
  };
  return { call: readsTogether(request), requests: () => requests };
}

const tokens = (): readonly Address[] => [...deployment.tokens.mainchain.values()].slice(0, 3);
const supply = encodeCall("BridgedToken", "totalSupply");
const decimals = encodeCall("BridgedToken", "decimals");

it("what is asked at the same moment goes in one request, with the answers of each by itself", async () => {
  const { call, requests } = counted();
  const asked = tokens().flatMap((token) =>
    [supply, decimals].map((data) => [token, data] as const),
  );
  const together = await Promise.all(asked.map(([token, data]) => call(token, data)));
  expect(requests()).toBe(1);
  for (const [index, [token, data]] of asked.entries())
    expect(await call(token, data)).toBe(together[index]);
  expect(requests()).toBe(1 + asked.length);
  expect(new Set(together).size).toBeGreaterThan(1);
});

it("what a contract refuses says so by itself, and the others have their answers", async () => {
  const { call, requests } = counted();
  const [token] = tokens() as readonly [Address];
  const [answer, refused] = await Promise.allSettled([
    call(token, supply),
    call(token, "0x12345678"),
  ]);
  expect(answer).toEqual({ status: "fulfilled", value: await call(token, supply) });
  expect(refused).toMatchObject({ status: "rejected", reason: { message: /revert/ } });
  // Together, each by itself, and the one of the line above.
  expect(requests()).toBe(4);
});

it("nobody wants to know what was refused: there is no receipt", async () => {
  const { mainchain } = deployment.chains;
  const [token] = tokens() as readonly [Address];
  const from = Object.values(agreementWorld.accounts)[0] as Address;
  const at = agreementWorld.start + 10;
  const bad = { from, to: token, data: "0x12345678" } as const;
  expect(await mainchain.send(bad, at, false)).toMatchObject({ mined: null, reverted: "0x" });
  expect((await mainchain.send(bad, at)).mined?.gasUsed).toBeGreaterThan(21_000);
  expect((await mainchain.send({ from, to: token, data: supply }, at, false)).mined).not.toBeNull();
});

it("ether of several accounts is told in one request, as of each by itself", async () => {
  let requests = 0;
  const request: Chain["request"] = (method, params) => {
    requests += 1;
    return deployment.chains.mainchain.request(method, params);
  };
  const balanceOf = balancesTogether(request);
  const accounts = Object.values(agreementWorld.accounts) as readonly Address[];
  const together = await Promise.all(accounts.map(balanceOf));
  expect(requests).toBe(1);
  expect(new Set(together).size).toBeGreaterThan(1);
  for (const [index, account] of accounts.entries())
    expect(await balanceOf(account)).toBe(together[index]);
  expect(requests).toBe(1 + accounts.length);
});
