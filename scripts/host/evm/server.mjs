import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  CANCUN,
  CollectStackTraces,
  EdrContext,
  FsAccessPermission,
  L1_CHAIN_TYPE,
  l1SolidityTestRunnerFactory,
  TestStatus,
} from "@nomicfoundation/edr";

/*
 * The process of an EVM server: `server.mjs FOLDER` runs the interpreter as a Solidity test on two
 * files of the folder, and on nothing else: no other file, no programs, no network.
 * It is plain JavaScript, since taking types out of it takes as long as all else that it begins with.
 */

const folder = process.argv[2] ?? "";

// Whoever started this holds the other end: when that is gone, nobody waits for answers.
process.stdin
  .on("end", () => {
    // It may have had no time to clear away what both used.
    rmSync(dirname(folder), { recursive: true, force: true });
    process.exit();
  })
  .resume();

const artifact = JSON.parse(
  readFileSync(
    join(
      import.meta.dirname,
      "../../../artifacts/contracts/server/Interpreter.sol/Interpreter.json",
    ),
    "utf8",
  ),
);
const { abi, bytecode, deployedBytecode, linkReferences, deployedLinkReferences } = artifact;
const id = {
  name: "Interpreter",
  source: "contracts/server/Interpreter.sol",
  solcVersion: "0.8.30",
};
const contract = {
  abi: JSON.stringify(abi),
  bytecode,
  deployedBytecode,
  linkReferences,
  deployedLinkReferences,
};

const settings = {
  projectRoot: folder,
  hardfork: CANCUN,
  ffi: false,
  testPattern: "testServe",
  memoryLimit: 256n * 1024n * 1024n,
  disableBlockGasLimit: true,
  collectStackTraces: CollectStackTraces.OnFailure,
  fsPermissions: [
    { access: FsAccessPermission.ReadFile, path: join(folder, "request") },
    { access: FsAccessPermission.WriteFile, path: join(folder, "answer") },
  ],
};

const context = new EdrContext();
await context.registerSolidityTestRunnerFactory(L1_CHAIN_TYPE, l1SolidityTestRunnerFactory());

// The test ends well when whoever asks wants an empty EVM, which the next one has. If it ends
// otherwise, so does the process, and who reads the answers hears of it.
for (let isWell = true; isWell; ) {
  const { promise, resolve } = Promise.withResolvers();
  await context.runSolidityTests(L1_CHAIN_TYPE, [{ id, contract }], [id], settings, {}, resolve);
  const { testResults } = await promise;
  isWell = testResults.every(({ status }) => status === TestStatus.Success);
}
process.exit(1);
