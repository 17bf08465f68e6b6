/** Why a contract refused: its error's name and arguments, as a trace has them. */
type Refusal = { readonly name: string; readonly args: { readonly [name: string]: string } };

/** Returns why a contract refused, with amounts as `money` writes them. */
export function refusalWords(
  { name, args }: Refusal,
  money: (token: string, amount: bigint) => string,
): string {
  const token = args.token;
  const words = Object.entries(args).map(([key, value]) =>
    token !== undefined && key !== "token" && /^\d+$/.test(value)
      ? `${key} ${money(token, BigInt(value))}`
      : `${key} ${value}`,
  );
  return words.length === 0 ? name : `${name} (${words.join(", ")})`;
}
