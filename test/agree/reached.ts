import { readFileSync } from "node:fs";

type Entry = { readonly type: string; readonly name: string };

/** Returns the errors that compiled contracts can throw: paths are like `ronin/RoninGatewayV2`. */
export function errorsOf(contracts: readonly string[]): ReadonlySet<string> {
  const errors = contracts.flatMap((path) => {
    const name = path.split("/")[1] ?? "";
    const text = readFileSync(`artifacts/contracts/${path}.sol/${name}.json`, "utf8");
    const { abi } = JSON.parse(text) as { readonly abi: readonly Entry[] };
    return abi.filter(({ type }) => type === "error").map((error) => error.name);
  });
  return new Set(errors);
}

/** Returns the reasons that a guard's source gives: texts of at most 32 bytes in its answers. */
export function reasonsOf(contract: string): ReadonlySet<string> {
  const source = readFileSync(`contracts/guards/${contract}.sol`, "utf8");
  const answers = source.matchAll(/(?:_refuse|_hold|_trip|Decision)\([^;]*?"([^"]+)"/g);
  return new Set([...answers].map(([, reason = ""]) => reason));
}
