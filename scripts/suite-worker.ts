import { evmTenant } from "../sim/bridge/evm/tenant.ts";
import { evmWorlds } from "../sim/bridge/evm/worlds.ts";
import { tableSigner } from "../sim/bridge/hardhat/table-signing.ts";
import { hardhatTenant } from "../sim/bridge/hardhat/tenant.ts";
import { keptWorlds } from "../sim/bridge/hardhat/worlds.ts";
import { InputError } from "../sim/core/errors.ts";
import { type Campaign, campaign } from "../sim/suite/campaign.ts";
import { defects } from "../sim/suite/defects.ts";
import { type Found, hunt } from "../sim/suite/hunt.ts";
import { subjectNamed } from "../sim/suite/subject.ts";
import { startEvmServer } from "./host/evm/start.ts";

/** A piece of the suite that a process of its own can do. */
export type SuiteJob = { readonly seed: number; readonly lists: number } & (
  | {
      /** Judges every property of a sound bridge. */
      readonly subject: string;
      /** One list in so many is played on the chains as well. */
      readonly every: number;
    }
  | {
      /** Hunts a planted defect, by its place among all. */
      readonly defect: number;
    }
);

export type SuiteResult = { readonly seconds: number } & (
  | { readonly campaign: Campaign }
  | { readonly found: Found | null }
);

const servers = evmWorlds(startEvmServer);
const chains = keptWorlds();
// Both make the same bytes: whose an odd signature is depends on them.
const signer = tableSigner();
const open = evmTenant(servers, { signer });
const second = hardhatTenant({ worlds: chains, isRecorded: false, signer });

process.on("message", (job: SuiteJob) => {
  const from = performance.now();
  done(job)
    .then((result) => process.send?.({ ...result, seconds: (performance.now() - from) / 1_000 }))
    .catch((fault: unknown) =>
      process.send?.({
        fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
        isInput: fault instanceof InputError,
      }),
    );
});

// When whoever gave the jobs is gone, nobody waits for the answers.
process.on("disconnect", () => void servers.end().then(() => process.exit()));

async function done(job: SuiteJob): Promise<{ campaign: Campaign } | { found: Found | null }> {
  const { seed, lists } = job;
  if ("subject" in job) {
    const { every } = job;
    const options = { seed, lists, open, second: { open: second, every } };
    return { campaign: await campaign(subjectNamed(job.subject), options) };
  }
  const defect = defects[job.defect];
  if (defect === undefined) throw new InputError(`There is no defect ${job.defect}.`);
  return { found: await hunt(defect, { seed, lists, open, chains: second }) };
}
