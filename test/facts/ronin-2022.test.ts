import { expect, test } from "vitest";
import { day, formatUtc, utcSeconds } from "../../sim/core/time.ts";
import { ronin2022, roninCalldata, roninTraffic } from "../../sim/scenario/facts.ts";

const { inputs, outcomes } = ronin2022;

type Rational = { readonly numerator: number; readonly denominator: number };

/** Dollars in ten-thousandths, which is how fine the source's values are; exact or a failure. */
function dollars(amounts: readonly (readonly [string, number, Rational])[]): string {
  let numerator = 0n;
  let denominator = 1n;
  for (const [amount, decimals, price] of amounts) {
    const by = BigInt(price.denominator) * 10n ** BigInt(decimals);
    numerator = numerator * by + BigInt(amount) * BigInt(price.numerator) * denominator;
    denominator *= by;
  }
  const scaled = numerator * 10_000n;
  expect(scaled % denominator).toBe(0n);
  const digits = (scaled / denominator).toString();
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

test("the nine keys are accounted for, and the thief had just enough", () => {
  const { keysOfSkyMavis, keysOfAxieDao, keysOfOthers, validators, threshold } = inputs;
  expect(keysOfSkyMavis.value + keysOfAxieDao.value + keysOfOthers.value).toBe(validators.value);
  expect(outcomes.keysStolen.value).toBe(keysOfSkyMavis.value);
  expect(outcomes.keysStolen.value + outcomes.signaturesByDelegation.value).toBe(threshold.value);
  expect(inputs.signaturesPerCall.value).toBe(threshold.value);
});

test("the chosen fraction needs the stated number of signatures, and no fewer", () => {
  const { numerator, denominator } = inputs.thresholdFraction.value;
  const passes = (votes: number) => votes * denominator >= numerator * inputs.validators.value;
  expect(passes(inputs.threshold.value)).toBe(true);
  expect(passes(inputs.threshold.value - 1)).toBe(false);
});

test("the payments were five blocks and 115 seconds apart, on the afternoon of 23 March", () => {
  expect(formatUtc(inputs.etherPaidAt.value)).toBe("2022-03-23 13:29:09");
  expect(formatUtc(inputs.usdCoinPaidAt.value)).toBe("2022-03-23 13:31:04");
  expect(inputs.usdCoinPaidAt.value - inputs.etherPaidAt.value).toBe(115);
  expect(inputs.usdCoinBlock.value - inputs.etherBlock.value).toBe(5);
});

test("the calls ask for what was lost, in the tokens and for the recipient of this file", () => {
  const asked = [
    [inputs.etherWithdrawalId, inputs.etherToken, inputs.etherAmount, outcomes["loss.ETH"]],
    [inputs.usdCoinWithdrawalId, inputs.usdCoinToken, inputs.usdCoinAmount, outcomes["loss.USDC"]],
  ] as const;
  expect(roninCalldata.gateway.value).toBe(inputs.gateway.value);
  expect(roninCalldata.calls.length).toBe(asked.length);
  for (const [index, [id, token, amount, loss]] of asked.entries()) {
    const call = roninCalldata.calls[index];
    expect(call?.arguments.value).toMatchObject({
      withdrawalId: id.value,
      user: inputs.recipient.value,
      token: token.value,
      amount: amount.value,
    });
    expect(loss.value).toBe(amount.value);
    const signers = call?.signatures.value.map(({ signer }) => signer);
    expect(signers).toHaveLength(inputs.signaturesPerCall.value);
    expect(signers).toContain(inputs.axieDaoValidator.value);
  }
});

test("the thief's identifiers lie far above the last that Ronin had given out", () => {
  expect(inputs.etherWithdrawalId.value - inputs.withdrawalIdBefore.value).toBeGreaterThan(900_000);
});

test("the losses in dollars follow from the amounts and the prices of the two days", () => {
  const usdCoin = [outcomes["loss.USDC"].value, 6, inputs.usdCoinPrice.value] as const;
  const ether = outcomes["loss.ETH"].value;
  expect(dollars([[ether, 18, inputs.etherPrice.value]])).toBe("539884275.7504");
  expect(dollars([[ether, 18, inputs.etherPrice.value], usdCoin])).toBe(
    outcomes.lossDollarsAtTheft.value,
  );
  expect(dollars([[ether, 18, inputs.etherPriceAtDisclosure.value], usdCoin])).toBe(
    outcomes.lossDollarsAtDisclosure.value,
  );
});

test("the time to detect is whole days, and the chosen hour of the complaint agrees with it", () => {
  const theft = inputs.etherPaidAt.value;
  const detectedOn = utcSeconds(`${outcomes.detectedOn.value}T00:00:00Z`);
  expect(detectedOn - (theft - (theft % day))).toBe(outcomes.timeToDetect.value);
  expect(formatUtc(inputs.complaintAt.value)).toBe("2022-03-29 13:30:00");
  expect(inputs.complaintAt.value).toBeGreaterThan(inputs.lastPaymentSeenAt.value);
  expect(Math.abs(inputs.complaintAt.value - theft - outcomes.timeToDetect.value)).toBeLessThan(60);
  // The bounds that the note of timeToDetect gives.
  expect(detectedOn - theft).toBe(5 * day + utcSeconds("1970-01-01T10:30:51Z"));
  expect(detectedOn + day - 1 - theft).toBe(6 * day + utcSeconds("1970-01-01T10:30:50Z"));
});

test("what was paid back and what stayed without backing make up the stolen ether", () => {
  const { reimbursedEther, uncollateralizedEther, reimbursedUsdCoin } = outcomes;
  expect(BigInt(reimbursedEther.value) + BigInt(uncollateralizedEther.value)).toBe(
    BigInt(outcomes["loss.ETH"].value),
  );
  expect(reimbursedUsdCoin.value).toBe(outcomes["loss.USDC"].value);
});

test("the traffic's last day is the day of the pause", () => {
  const { firstDay, perDayUtc } = roninTraffic.arrivals.value;
  const last = utcSeconds(`${firstDay}T00:00:00Z`) + (perDayUtc.length - 1) * day;
  expect(formatUtc(last).slice(0, 10)).toBe(outcomes.pausedOn.value);
});

test("the money moved before anybody knew, and the mixer was fed in its largest lots", () => {
  expect(formatUtc(inputs.launderingFrom.value)).toBe("2022-03-28 02:38:00");
  expect(inputs.launderingFrom.value).toBeLessThan(
    utcSeconds(`${outcomes.detectedOn.value}T00:00:00Z`),
  );
  // 55 lots and a rest make the 5,505 ether of the lot's note.
  expect(BigInt(inputs.mixerLot.value) * 55n).toBe(5_500n * 10n ** 18n);
});

test("what was recovered is the sum of its three parts, and its share follows", () => {
  const { recoveredFromBinance, recoveredInUnitedStates, recoveredInNorwayDollars } = outcomes;
  const parts = [recoveredFromBinance, recoveredInUnitedStates, recoveredInNorwayDollars];
  const recovered = parts.reduce((sum, { value }) => sum + BigInt(value), 0n);
  expect(recovered).toBe(BigInt(outcomes.recoveredDollars.value));
  const { numerator, denominator } = outcomes["recovered.share"].value;
  expect(BigInt(numerator)).toBe(recovered * 10_000n);
  expect(BigInt(denominator)).toBe(BigInt(outcomes.lossDollarsAtTheft.value.replace(".", "")));
});
