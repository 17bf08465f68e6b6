import { describe, expect, it } from "vitest";
import { inCallOrder } from "../../sim/actor/signatures.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import type { Command, Outcome, Signature, Withdrawal } from "../../sim/bridge/port.ts";
import { roninWith } from "../support/ronin.ts";

const { world } = roninWith();
const over: Withdrawal = { id: "900", token: "ETH", recipient: "thief", amount: "1" };
const five = inCallOrder(
  world.validators
    .slice(0, 5)
    .map((signer): Signature => ({ signer, over, mode: 1, form: "plain" })),
  world.accounts,
);

const deposit: Command = {
  verb: "deposit",
  sender: "complainant",
  owner: "complainant",
  token: "ETH",
  amount: "5000000000000000000000",
};
const submit = (signatures: readonly Signature[]): Command => ({
  verb: "submitWithdrawal",
  sender: "thief",
  withdrawal: over,
  signatures,
});

/** What both tenants answer to a list, after a deposit that fills the vault. */
async function answersTo(signatures: readonly Signature[]): Promise<readonly Outcome[]> {
  const chains = await hardhatTenant()(world);
  const model = openModel(world);
  const moment = { at: world.start, event: 1 };
  const answers: Outcome[] = [];
  for (const bridge of [chains, model]) {
    await bridge.execute(deposit, moment);
    answers.push(await bridge.execute(submit(signatures), moment));
    await bridge.close();
  }
  return answers;
}

describe("a list whose bytes do not come in items", () => {
  it.each([0, 1, 65])("is paid when %i bytes are left over at the end", async (length) => {
    const rest: Signature = { bytes: `0x${"00".repeat(length)}` };
    const [chains, model] = await answersTo([...five, rest]);
    expect(chains).toMatchObject({ status: "ok", result: { signers: { length: 5 } } });
    expect(model).toEqual(chains);
  });

  it("is read from its first byte on, and nobody's item is refused", async () => {
    for (const first of [{ bytes: "0x00" }, { bytes: `0x${"00".repeat(66)}` }] as const) {
      const [chains, model] = await answersTo([first, ...five]);
      expect(chains?.status).toBe("fail");
      expect(model).toEqual(chains);
    }
  });
});
