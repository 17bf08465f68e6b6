import { describe, expect, test } from "vitest";
import { hour, minute, utcSeconds } from "../../sim/core/time.ts";
import { kucoin2020, nicehash2017, ronin2024 } from "../../sim/scenario/incidents.ts";
import { roninV3 } from "../../sim/scenario/parameters.ts";

/** Cents of a decimal number of dollars; exact or a failure. */
function cents(dollars: string): bigint {
  const [whole = "", fraction = ""] = dollars.split(".");
  expect(fraction.length).toBeLessThanOrEqual(2);
  return BigInt(whole + fraction.padEnd(2, "0"));
}

describe("NiceHash", () => {
  const { inputs, outcomes } = nicehash2017;

  test("what the wallet held is fitted to what was taken, in its eight decimals", () => {
    expect(inputs.walletBitcoin.status).toBe("fitted");
    expect(inputs.walletBitcoin.value).toBe(outcomes["loss.BTC"].value);
    expect(outcomes["loss.BTC"].value).toBe("473642000000");
  });

  test("the price of a bitcoin is what the dollars and the bitcoins say", () => {
    const { numerator, denominator } = outcomes.bitcoinPrice.value;
    expect(BigInt(numerator) * BigInt(outcomes["loss.BTC"].value)).toBe(
      BigInt(outcomes.lossDollarsAtTheft.value) * BigInt(denominator) * 100_000_000n,
    );
  });

  test("the foothold came at one in the morning of Ljubljana, before the first payment", () => {
    expect(inputs.footholdAt.value).toBe(utcSeconds("2017-12-06T00:00:00Z"));
    expect(inputs.firstPaymentAt.value).toBeGreaterThan(inputs.footholdAt.value);
    expect(inputs.windowLongest.value).toBeGreaterThan(inputs.windowShortest.value);
  });
});

describe("KuCoin", () => {
  const { inputs, outcomes } = kucoin2020;
  const shanghai = (time: string) => utcSeconds(`2020-09-26T${time}:00Z`) - 8 * hour;

  test("the minutes of the night are eight hours ahead of UTC", () => {
    expect(inputs.firstAlertAt.value).toBe(shanghai("02:51"));
    expect(inputs.balanceAlertAt.value).toBe(shanghai("03:01"));
    expect(inputs.rippleAlertAt.value).toBe(shanghai("03:04"));
    expect(inputs.otherAlertsFrom.value).toBe(shanghai("03:05"));
    expect(inputs.otherAlertsUntil.value).toBe(shanghai("03:40"));
    expect(inputs.teamAt.value).toBe(shanghai("03:15"));
    expect(inputs.serverShutAt.value).toBe(shanghai("03:20"));
    expect(inputs.moveFrom.value).toBe(shanghai("04:20"));
    expect(inputs.moveUntil.value).toBe(shanghai("04:50"));
    expect(inputs.callsAt.value).toBe(shanghai("05:00"));
    expect(inputs.noticeAt.value).toBe(shanghai("10:41"));
    expect(inputs.streamAt.value).toBe(shanghai("12:30"));
    expect(inputs.oceanForksAt.value).toBe(utcSeconds("2020-09-27T16:00:00Z"));
  });

  test("the times to shut the server and to contain the theft follow from the minutes", () => {
    expect(inputs.serverShutAt.value - inputs.firstPaymentAt.value).toBe(
      outcomes.timeToShutServer.value,
    );
    expect(inputs.moveUntil.value - inputs.firstPaymentAt.value).toBe(outcomes.timeToContain.value);
  });

  test("the list of Chainalysis adds up to the cent", () => {
    const coins = [
      "10758404.86",
      "4030957.90",
      "19834042.14",
      "999160",
      "4254547.54",
      "1238539.89",
    ];
    const tokens = [outcomes.lossErcDollars.value, outcomes.lossStellarDollars.value];
    const sum = [...coins, ...tokens].map(cents).reduce((total, one) => total + one, 0n);
    expect(sum).toBe(cents(outcomes.lossListedDollars.value));
    for (const coin of coins) {
      const written = coin.replace(/^(\d+?)(\d{3})(\d{3})?(\.|$)/, (_, ...groups: string[]) =>
        [...groups.slice(0, 3).filter(Boolean)].join(",").concat(groups[3] ?? ""),
      );
      expect(outcomes.lossListedDollars.note).toContain(written);
    }
  });

  test("the tether is that of Ethereum and of other chains together", () => {
    expect(BigInt(outcomes["loss.USDT"].value)).toBe(19_834_042_000_000n + 999_160_000_000n);
  });

  test("what was recovered and what was insured make up the loss, in the shares announced", () => {
    const { recoveredWithProjects, recoveredWithPolice, coveredByInsurance } = outcomes;
    const loss = cents(outcomes.lossDollarsAtTheft.value);
    const recovered = cents(recoveredWithProjects.value) + cents(recoveredWithPolice.value);
    expect(recovered).toBe(cents(outcomes.recoveredDollars.value));
    expect(recovered + cents(coveredByInsurance.value)).toBe(loss);
    const { numerator, denominator } = outcomes["recovered.share"].value;
    expect((recovered * BigInt(denominator) + loss / 2n) / loss).toBe(BigInt(numerator));
  });

  test("what the hot wallets held is fitted to what was taken, in every asset", () => {
    const { lossErcDollars, lossStellarDollars } = outcomes;
    const taken: Record<string, { value: unknown }> = {
      ...outcomes,
      hotWalletErcDollars: lossErcDollars,
      hotWalletStellarDollars: lossStellarDollars,
    };
    const fitted = Object.entries(inputs).filter(([, { status }]) => status === "fitted");
    expect(fitted).toHaveLength(10);
    for (const [name, { value }] of fitted)
      expect(value, name).toBe(taken[name.replace("hotWallet.", "loss.")]?.value);
  });
});

describe("Ronin in 2024", () => {
  const { inputs, outcomes } = ronin2024;
  const limits = roninV3.inputs;

  test("the ether is that of the receipt, and 1,023/1,024 of what would have been locked", () => {
    expect(inputs.etherAmount.value).toBe(limits.receiptAmount.value);
    expect(outcomes["loss.ETH"].value).toBe(inputs.etherAmount.value);
    expect(BigInt(inputs.etherAmount.value) * 1024n).toBe(
      BigInt(limits["lockedFrom.ETH"].value) * 1023n,
    );
  });

  test("the chosen USDC are the same share of their bound, and both payments are below it", () => {
    expect(inputs.usdCoinAmount.status).toBe("chosen");
    expect(BigInt(inputs.usdCoinAmount.value) * 1024n).toBe(
      BigInt(limits["lockedFrom.USDC"].value) * 1023n,
    );
    expect(Number(inputs.usdCoinAmount.value)).toBeLessThan(Number(outcomes["loss.USDC"].value));
  });

  test("the minutes of the morning, and 38 of them until the pause", () => {
    expect(inputs.firstPaymentAt.value).toBe(utcSeconds("2024-08-06T09:37:00Z"));
    expect(inputs.secondPaymentAt.value).toBe(utcSeconds("2024-08-06T10:11:00Z"));
    expect(inputs.pausedAt.value).toBe(utcSeconds("2024-08-06T10:15:00Z"));
    expect(outcomes.returnedAt.value).toBe(utcSeconds("2024-08-06T15:04:00Z"));
    expect(inputs.pausedAt.value - inputs.firstPaymentAt.value).toBe(outcomes.timeToContain.value);
    expect(outcomes.timeToContain.value).toBe(38 * minute);
  });

  test("no weight stored makes the least weight nothing", () => {
    const { numerator, denominator } = limits.quorum.value;
    expect(Math.ceil((numerator * inputs.totalWeightStored.value) / denominator)).toBe(0);
    expect(Math.ceil((numerator * limits.totalWeight.value) / denominator)).toBe(
      limits.minimumWeight.value,
    );
  });
});
