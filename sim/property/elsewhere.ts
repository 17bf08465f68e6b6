/** Properties of the catalogue that are not drawn for V1, and why. */
export const elsewhere: readonly { readonly ids: string; readonly why: string }[] = [
  {
    ids: "S04",
    why: "arithmetic of the quorum fraction alone; V1 accepts fractions of a half and less, so two disjoint sets can both be enough",
  },
  { ids: "S06", why: "V1 has no epochs: a rotation unmakes no signature of those who stay" },
  { ids: "S14, D01-D05, D09", why: "V1 holds, cancels and refunds nothing" },
  { ids: "L01-L11, R01, R02, R04", why: "V1 has no limit, no window and no breaker" },
  { ids: "D07, D08", why: "V1's only stop role is the admin, who may do everything" },
  { ids: "A02", why: "V1 has no guards that a path could go round" },
  {
    ids: "A03",
    why: "V1 has one role beside its validators, and S03 shows that the admin alone pays itself",
  },
  {
    ids: "A04, A05",
    why: "no draw upgrades V1; the check upgrade judges A04 of V2, and `rehearse ronin-2024` shows it false; test/solidity/GatewayProxy.t.sol has the proxy",
  },
  {
    ids: "G01-G07",
    why: "V1 has no guards, sends ether with 2,300 gas, and its tokens call nobody back",
  },
  { ids: "V03", why: "V1 has no queue" },
  { ids: "R05", why: "V1 has no attesters beside its validators" },
  {
    ids: "T01, fee on transfer",
    why: "expected to be false, and not drawn: the world has no token that takes a fee",
  },
  { ids: "M01, M02, K01, K02", why: "not of the bridge: test/custody has those of the graph" },
];
