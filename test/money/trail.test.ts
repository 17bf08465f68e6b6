import { describe, expect, it } from "vitest";
import { bridgeAndExitsWorld, exitsWorld } from "../../sim/agree/exits.world.ts";
import type { Command } from "../../sim/bridge/port.ts";
import { reachOf } from "../../sim/money/reach.ts";
import { theftsOf } from "../../sim/money/thefts.ts";
import { trailOf } from "../../sim/money/trail.ts";
import type { Trace } from "../../sim/trace/event.ts";
import { type Told, toldHeist } from "./drawn.ts";
import { block, bring, freeze, heist, mixing, pay, sell } from "./told.ts";

const endOf = (trace: Trace, token: string, discipline: "haircut" | "fifo" = "haircut") => {
  const { taken = 0n, ...rest } =
    trailOf[discipline](trace).moments.at(-1)?.standings.get(token) ?? {};
  const found = Object.entries(rest).filter(([, amount]) => amount > 0n);
  return { taken, ...Object.fromEntries(found) };
};

describe("what is stolen", () => {
  it("is what a hostile actor moves out of a victim's account, and nothing else", () => {
    const trace = heist(
      ["team", pay("alice", "bob", "BTC", "5")],
      ["thief", pay("alice", "outsider", "BTC", "7")],
      ["thief", pay("bob", "outsider", "BTC", "5")],
    );
    expect(theftsOf(trace)).toMatchObject([
      { actor: "thief", from: "alice", token: "BTC", amount: 7n },
    ]);
    expect(endOf(trace, "BTC")).toEqual({ taken: 7n, traceable: 7n });
  });

  it("is nothing where nobody is a victim", () => {
    const trace = toldHeist(exitsWorld, [["thief", pay("alice", "bob", "BTC", "5")]], []);
    expect(trailOf.haircut(trace)).toEqual({ moments: [], links: [], rests: [] });
  });

  it("is home in a victim's account, and stolen anew when it leaves", () => {
    const trace = heist(
      ["thief", pay("alice", "bob", "BTC", "7")],
      ["thief", pay("bob", "alice", "BTC", "4")],
      ["thief", pay("alice", "bob", "BTC", "4")],
    );
    expect(endOf(trace, "BTC")).toEqual({ taken: 11n, recovered: 4n, traceable: 7n });
  });
});

describe("a mixed holding", () => {
  const trace = heist(
    ["thief", pay("alice", "outsider", "BTC", "120")],
    ["thief", pay("outsider", "bob", "BTC", "80")],
  );
  const bobs = (discipline: "haircut" | "fifo") =>
    trailOf[discipline](trace).rests.find(({ node }) => node === "bob");

  it("is spent in shares by the haircut", () => {
    expect(bobs("haircut")).toMatchObject({ amount: 80n, tainted: 60n });
  });

  it("is spent in its order by fifo", () => {
    // Outsider's own forty came first.
    expect(bobs("fifo")).toMatchObject({ amount: 80n, tainted: 40n });
  });

  it("poisons all it touches, and for good", () => {
    const touched = reachOf(trace).map(({ node }) => node);
    expect(touched).toEqual(["outsider", "bob"]);
  });
});

describe("exits", () => {
  it("pools are looked through: taint stays in units of what was taken", () => {
    const trace = heist(
      ["thief", pay("alice", "bob", "BTC", "100")],
      ["thief", sell("bob", "btc-usdt", "BTC", "60")],
    );
    const { rests, links } = trailOf.haircut(trace);
    const bought = links.at(-1)?.arrived ?? 0n;
    expect(bought).toBe((60n * 777_777n) / 5_060n);
    expect(rests).toMatchObject([
      { node: "bob", token: "BTC", amount: 40n, tainted: 40n, taint: new Map([["BTC", 40n]]) },
      { node: "bob", token: "USDT", tainted: bought, taint: new Map([["BTC", 60n]]) },
    ]);
    // An issuer could stop the one, and nobody the other.
    expect(endOf(trace, "BTC")).toEqual({ taken: 100n, recoverable: 60n, traceable: 40n });
  });

  it("an issuer freezes, thaws, and hands out anew", () => {
    const stolen: Told = ["thief", pay("alice", "outsider", "USDT", "900")];
    const reissue: Command = {
      verb: "reissue",
      sender: "tether",
      token: "USDT",
      account: "outsider",
      recipient: "bob",
    };
    const thaw: Command = { ...freeze("outsider"), verb: "unfreeze" } as Command;
    const end = (...told: readonly Told[]) => endOf(heist(stolen, ...told), "USDT");
    expect(end()).toEqual({ taken: 900n, recoverable: 900n });
    expect(end(["team", freeze("outsider")])).toEqual({ taken: 900n, frozen: 900n });
    expect(end(["team", freeze("outsider")], ["team", thaw])).toEqual({
      taken: 900n,
      recoverable: 900n,
    });
    expect(end(["team", freeze("outsider")], ["team", reissue])).toEqual({
      taken: 900n,
      recovered: 900n,
    });
    // The same power in a thief's hands moves it on.
    expect(end(["team", freeze("outsider")], ["thief", reissue])).toEqual({
      taken: 900n,
      recoverable: 900n,
    });
  });

  it("an exchange can block until it is withdrawn, and returns what it blocked", () => {
    const stolen: readonly Told[] = [
      ["thief", pay("alice", "outsider", "BTC", "100")],
      ["thief", bring("outsider", "bob", "BTC", "140")],
    ];
    const back: Command = {
      verb: "returnBlocked",
      sender: "exchange-operator",
      venue: "bourse",
      account: "bob",
      token: "BTC",
      recipient: "refuser",
    };
    const end = (...told: readonly Told[]) => endOf(heist(...stolen, ...told), "BTC");
    expect(end()).toEqual({ taken: 100n, recoverable: 100n });
    expect(end(["team", block("bob")])).toEqual({ taken: 100n, frozen: 100n });
    expect(end(["team", block("bob")], ["team", back])).toEqual({ taken: 100n, recovered: 100n });
    const withdrawn: Command = {
      verb: "exchangeWithdraw",
      sender: "bob",
      venue: "bourse",
      token: "BTC",
      recipient: "bob",
      amount: "70",
    };
    expect(end(["thief", withdrawn], ["team", block("bob")])).toEqual({
      taken: 100n,
      frozen: 50n,
      traceable: 50n,
    });
  });

  it("a mixer makes it dark, and pays clean money", () => {
    const trace = heist(["thief", pay("alice", "bob", "USDT", "10")], ...mixing());
    // Bob's own thousand came first, so that none of it is dark by that rule.
    expect(endOf(trace, "USDT", "fifo")).toEqual({ taken: 10n, recoverable: 10n });
    expect(endOf(trace, "USDT")).toEqual({ taken: 10n, recoverable: 9n, dark: 1n });
    expect(trailOf.haircut(trace).rests.map(({ node }) => node)).toEqual([
      "bob",
      "mixer:usdt-mixer",
    ]);
  });
});

describe("a bridge", () => {
  it("is looked through from a deposit to its credit, and is no way home", () => {
    const deposit: Command = {
      verb: "deposit",
      sender: "bob",
      owner: "outsider",
      token: "ETH",
      amount: "1000",
    };
    const credits = ["validator-1", "validator-2", "validator-3"].map((sender): Told => {
      const command: Command = { ...deposit, verb: "acknowledgeDeposit", sender, depositId: "0" };
      return ["team", command];
    });
    const stolen: Told = ["thief", pay("alice", "bob", "ETH", "1000")];
    const of = (...told: readonly Told[]) =>
      trailOf.haircut(toldHeist(bridgeAndExitsWorld, told)).rests;
    expect(of(stolen, ["thief", deposit])).toMatchObject([
      { node: "bob", chain: "mainchain", tainted: 500n },
      { node: "deposit:0", chain: "mainchain", tainted: 500n, status: "traceable" },
    ]);
    expect(of(stolen, ["thief", deposit], ...credits)).toMatchObject([
      { node: "bob", tainted: 500n },
      { node: "outsider", chain: "sidechain", tainted: 500n, status: "traceable" },
    ]);
    const request: Command = {
      verb: "requestWithdrawal",
      sender: "outsider",
      recipient: "refuser",
      token: "ETH",
      amount: "100",
    };
    expect(of(stolen, ["thief", deposit], ...credits, ["thief", request]).at(-1)).toMatchObject({
      node: "withdrawal:0",
      chain: "sidechain",
      tainted: 50n,
    });
  });
});
