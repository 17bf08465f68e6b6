import { changed, sound } from "./guards.ts";

/** Where the cheat codes are in a runner of Solidity tests. */
const cheats = 0x7109709ecfa91a80626ff3989d68f67f5b1dd12dn;
const console = 0x636f6e736f6c652e6c6f67n;
const ones = 2n ** 160n - 1n;

/** An address as the compiler takes it without a checksum. */
const address = (value: bigint) => `address(bytes20(hex"${value.toString(16).padStart(40, "0")}"))`;

/** Every cheat code worth trying, as the data of a call; `victim` is the whole path of a folder. */
const codes = (victim: string): readonly string[] =>
  [
    ["warp(uint256)", "uint256(1)"],
    ["roll(uint256)", "uint256(1)"],
    ["chainId(uint256)", "uint256(7)"],
    ["store(address,bytes32,bytes32)", "msg.sender, bytes32(0), bytes32(uint256(1))"],
    ["etch(address,bytes)", 'msg.sender, hex"00"'],
    ["deal(address,uint256)", "address(this), uint256(1)"],
    ["startPrank(address)", "msg.sender"],
    ["mockCall(address,bytes,bytes)", 'msg.sender, hex"", hex""'],
    ["setEnv(string,string)", '"FIVE_OF_NINE_HOSTILE", "1"'],
    ["setEnv(string,string)", '"PATH", ""'],
    ["envString(string)", '"PATH"'],
    ["writeFile(string,string)", `"${victim}/kept.txt", "x"`],
    ["writeFile(string,string)", '"./hostile.txt", "x"'],
    ["removeFile(string)", `"${victim}/kept.txt"`],
    ["removeDir(string,bool)", `"${victim}", true`],
    ["createDir(string,bool)", `"${victim}/hostile", true`],
    ["revertTo(uint256)", "uint256(0)"],
    ["skip(bool)", "true"],
  ].map(([signature, args]) => `abi.encodeWithSignature("${signature}", ${args})`);

type Parts = {
  readonly members?: string;
  readonly inConstructor?: string;
  readonly whenAsked?: string;
  readonly whenPaid?: string;
};

/** Returns a guard that does something beside what it should: the template unless another is given. */
function alsoDoing(
  { members = "", inConstructor = "", whenAsked = "", whenPaid = "" }: Parts,
  source = sound,
): string {
  const put = (text: string, before: string, what: string) => {
    if (!text.includes(before)) throw new Error(`The template has no "${before}".`);
    return text.replace(before, `${what}\n${before}`);
  };
  return [
    ["mapping(address token => uint256) public limits;", members],
    ["gateway = gateway_;", inConstructor],
    ["address token = request.withdrawal.token;", whenAsked],
    ["paidIn[request.withdrawal.token]", whenPaid],
  ].reduce((text, [before = "", what = ""]) => put(text, before, what), source);
}

/** The address is put together as it runs, so that it stands nowhere in the bytecode. */
const hidden = (of: bigint) =>
  `uint160 private _hidden = uint160(${address(of ^ ones)});
  uint256 public heard;
  function _there() private view returns (address) { return address(_hidden ^ type(uint160).max); }`;

const calls = (victim: string, verb: "call" | "staticcall") =>
  codes(victim)
    .map((data) => `(ok, ) = _there().${verb}(${data});`)
    .join("\n");

/** Returns sound guards that try to reach beyond the chains. */
export const reaching = (victim: string): readonly (readonly [string, string])[] => [
  [
    "calls every cheat code in its constructor",
    alsoDoing({ members: hidden(cheats), inConstructor: `bool ok; ${calls(victim, "call")}` }),
  ],
  [
    "calls every cheat code when it is asked",
    alsoDoing({ members: hidden(cheats), whenAsked: `bool ok; ${calls(victim, "staticcall")}` }),
  ],
  [
    "calls every cheat code when it commits",
    alsoDoing({
      members: hidden(cheats),
      whenPaid: `bool ok; ${calls(victim, "call")} heard = ok ? 1 : 2;`,
    }),
  ],
  [
    "enters the gateway again",
    alsoDoing({
      members: "uint256 public heard;",
      whenPaid: `(bool ok, ) = msg.sender.call(abi.encodeWithSignature("open()"));
        (ok, ) = msg.sender.call(abi.encodeWithSignature("addGuard(address)", address(1)));
        (ok, ) = msg.sender.call(abi.encodeWithSignature("removeGuard(address)", address(this)));
        (ok, ) = msg.sender.call(abi.encodeWithSignature("pause(uint8,uint256)", 0, 0));
        (ok, ) = msg.sender.call(abi.encodeWithSignature("depositEther()"));
        heard = ok ? 1 : 2;`,
    }),
  ],
  [
    "destroys itself",
    alsoDoing({
      members: "function end() external { selfdestruct(payable(msg.sender)); }",
      whenPaid: "this.end();",
    }),
  ],
];

/** Returns a sound guard that writes to the console, and calls every cheat code as well. */
export const talkative = (victim: string): string =>
  alsoDoing({
    members: hidden(cheats),
    whenPaid: `bool ok; ${calls(victim, "call")}
    (ok, ) = address(_hidden ^ uint160(${address(cheats ^ console ^ ones)})).call(
      abi.encodeWithSignature("log(string)", "I talk")
    );
    heard = ok ? 1 : 2;`,
  });

/** What tells where it runs: each is so on the chains, and otherwise where cheat codes exist. */
export const tells: readonly (readonly [string, string])[] = [
  ["there are no cheat codes", `${address(cheats)}.code.length == 0`],
  ["blocks are counted", "block.number > 1 && block.number < 1000"],
  ["the chain has its number", "block.chainid == 1"],
  ["nobody is paid for blocks in it", "block.coinbase != address(0x1) && block.basefee == 0"],
  ["a transaction has gas of its own", "gasleft() < 15_000_000"],
  ["a person sends it", "tx.origin != address(0) && tx.origin.code.length == 0"],
];

/** Returns a guard that counts rightly only where it is not so. */
export const flawedWhere = (condition: string): string =>
  changed(
    "+= request.withdrawal.amount",
    `+= (${condition}) ? uint64(request.withdrawal.amount) : request.withdrawal.amount`,
  );

/**
 * A guard that is sound when something is brought, and refuses all that the gateway is merely asked
 * about: while something is brought the gateway is locked, and says so.
 */
export const lying = alsoDoing({
  whenAsked: `(, bytes memory said) = msg.sender.staticcall{gas: 20_000}(
      abi.encodeWithSignature("depositFor(address,address,uint256)", address(1), address(1), 1)
    );
    if (said.length != 4) { decision.action = Action.Refuse; return decision; }`,
});
