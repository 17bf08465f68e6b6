import { spawnSync } from "node:child_process";
import { cpus, release, type } from "node:os";
import { Command } from "commander";
import { runScript } from "./host/script.ts";

const runs = 5;

await runScript(
  new Command("bench")
    .description(
      `Times npm start as a whole process, ${runs} times after a warm-up, and says where the time went.`,
    )
    .addHelpText("after", "\nExample:\n  $ npm run -s bench")
    .action(bench),
);

type Sample = { readonly wall: number } & { readonly [part: string]: number };

function sample(): Sample {
  const begin = performance.now();
  const { status, stderr } = spawnSync("npm", ["start", "--silent", "--", "--timing"], {
    encoding: "utf8",
  });
  const wall = performance.now() - begin;
  const parts = /start-up (\d+), chains (\d+), output (\d+)/.exec(stderr);
  if (status !== 0 || parts === null) throw new Error(`npm start ended with ${status}: ${stderr}`);
  const [startUp, chains, output] = parts.slice(1).map(Number) as [number, number, number];
  return { wall, "start-up": startUp, chains, output, npm: wall - startUp - chains - output };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function bench(): void {
  sample();
  const samples = Array.from({ length: runs }, sample);
  const [processor] = cpus();
  console.log(
    `npm start, median of ${runs} after a warm-up; ${processor?.model.trim()}, ${cpus().length} cores, ${type()} ${release()}, Node ${process.versions.node}`,
  );
  for (const part of ["wall", "npm", "start-up", "chains", "output"]) {
    const values = samples.map((one) => one[part] ?? Number.NaN);
    const share =
      part === "wall"
        ? ""
        : `  ${((100 * median(values)) / median(samples.map(({ wall }) => wall))).toFixed(0)} %`;
    console.log(`  ${part.padEnd(9)}${median(values).toFixed(0).padStart(6)} ms${share}`);
  }
}
