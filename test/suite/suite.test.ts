import { afterAll, describe, expect, it } from "vitest";
import { startEvmServer } from "../../scripts/host/evm/start.ts";
import { evmTenant } from "../../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../../sim/bridge/evm/worlds.ts";
import { tableSigner } from "../../sim/bridge/hardhat/table-signing.ts";
import { hardhatTenant } from "../../sim/bridge/hardhat/tenant.ts";
import { freshWorlds } from "../../sim/bridge/hardhat/worlds.ts";
import { openModel } from "../../sim/bridge/model/model.ts";
import { campaign } from "../../sim/suite/campaign.ts";
import { defects } from "../../sim/suite/defects.ts";
import { expectationOf } from "../../sim/suite/expected.ts";
import { hunt } from "../../sim/suite/hunt.ts";
import { type Subject, subjects } from "../../sim/suite/subject.ts";

const servers = evmWorlds(startEvmServer);
const signer = tableSigner();
const onServer = evmTenant(servers, { signer });
// Each world is played on the chains once.
const chains = hardhatTenant({ worlds: freshWorlds(), isRecorded: false, signer });

/**
 * Lists of a bridge: of the model, which is quick, with four times as many where what is false of it is
 * seldom shown; and of real bytecode.
 */
const lists = { model: [150, 600], server: Number(process.env.SUITE_LISTS ?? 8) } as const;

/** Whether each property was true in so many lists on the model. */
async function onModel(subject: Subject, count: number) {
  const options = { seed: 1, lists: count, open: openModel };
  const { tallies, acceptedMedian } = await campaign(subject, options);
  return { acceptedMedian, found: tallies.map(({ id, broken }) => [id, broken === 0] as const) };
}

afterAll(() => servers.end());

describe.each(subjects.map((subject) => [subject.name, subject] as const))("%s", (_, subject) => {
  // The model knows neither what governors change nor a token that calls who is paid.
  it.skipIf(subject.isGoverned === true || subject.world.tokens.some(({ contract }) => contract))(
    "is what is written down of it, on the model",
    async () => {
      const [few, many] = lists.model;
      const judged = await onModel(subject, few);
      const isAll = judged.found.every(([id, valid]) => expectationOf(id, subject).valid === valid);
      const { found, acceptedMedian } = isAll ? judged : await onModel(subject, many);
      expect(acceptedMedian).toBeGreaterThanOrEqual(15);
      expect(found).toEqual(found.map(([id]) => [id, expectationOf(id, subject).valid]));
    },
  );

  it("breaks nothing that it should hold, as bytecode", async () => {
    const { tallies } = await campaign(subject, {
      seed: 2,
      lists: lists.server,
      open: onServer,
      second: { open: chains, every: lists.server },
    });
    const broken = tallies.filter((tally) => tally.broken > 0).map(({ id }) => id);
    expect(broken.filter((id) => expectationOf(id, subject).valid)).toEqual([]);
  });
});

describe("a planted defect", () => {
  it.each(defects.map((defect) => [defect.contract, defect] as const))(
    "%s is found by the property that should find it",
    async (_, defect) => {
      const found = await hunt(defect, { seed: 1, lists: 2_000, open: onServer, chains });
      expect(found?.broken).toContain(defect.property);
    },
  );
});
