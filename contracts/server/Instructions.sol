// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {IWithdrawalGuard} from "../interfaces/IWithdrawalGuard.sol";
import {ICheatCodes} from "./ICheatCodes.sol";
import {Interpreter} from "./Interpreter.sol";
import {Recoveries} from "./Recoveries.sol";

/// @title What the EVM server can be told to do
/// @notice Instructions follow each other without a gap; each begins with a byte that says which it
/// is, and writes what came of it behind what came of the last.
/// @dev Memory: below `start` calls are put together, beyond it the answers grow.
library Instructions {
    /// @notice What answers begin with, and no error does.
    bytes4 internal constant MARK = 0xfb59a317;

    uint256 private constant STEP = 0;
    uint256 private constant READ = 1;
    uint256 private constant BALANCE = 2;
    uint256 private constant CODE = 3;
    uint256 private constant SET_BALANCE = 4;
    uint256 private constant SET_CODE = 5;
    uint256 private constant SET_NONCE = 6;
    uint256 private constant SET_CHAIN = 7;
    uint256 private constant STORAGE = 8;
    uint256 private constant KNOW = 9;
    uint256 private constant IF_DONE = 10;

    /// What a step may want: its logs, the guards' answers where it holds a withdrawal; or that it
    /// deploys what it carries.
    uint256 private constant WITH_LOGS = 1;
    uint256 private constant WITH_DECISIONS = 2;
    uint256 private constant DEPLOYS = 4;

    /// What became of a step: it went through, reverted, or brings more than its sender has.
    uint256 private constant DONE = 0;
    uint256 private constant REVERTED = 1;
    uint256 private constant TOO_POOR = 2;

    /// `step:1 flags:1 from:20 to:20 value:32 time:8 length:4`, and the data.
    uint256 private constant STEP_HEADER = 86;
    /// Gas of a step, as the chains' transactions have it.
    uint256 private constant STEP_GAS = 15_000_000;
    /// `GuardCalls.ASSESS_GAS`.
    uint256 private constant ASSESS_GAS = 300_000;
    /// Of what is returned no more is kept.
    uint256 private constant RETURN_MOST = 65_536;
    /// Room for calls, beside the instructions that they carry.
    uint256 private constant CALL_ROOM = 1_024;
    /// So many calls are put together for one instruction.
    uint256 private constant CALLS_MOST = 3;
    /// `IGuardedGateway.Status.Held`.
    uint256 private constant HELD = 1;

    ICheatCodes private constant CHEATS = ICheatCodes(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @notice Thrown for an instruction that there is none of.
    /// @param code What it begins with.
    error UnknownInstruction(uint256 code);
    /// @notice Thrown by a probe whose withdrawal is held.
    error IsHeld();

    /// @notice Carries out instructions.
    /// @param ops The instructions.
    /// @return start Where the answers begin in memory, with the mark.
    /// @return end Where they end.
    function carryOut(bytes calldata ops) internal returns (uint256 start, uint256 end) {
        uint256 free;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            free := mload(0x40)
        }
        start = _statusAt(ops) + 32;
        end = _append(start, bytes32(MARK), 4);
        uint256 at = 0;
        while (at < ops.length) {
            (at, end) = _next(ops, at, end);
            // solhint-disable-next-line no-inline-assembly
            assembly {
                mstore(0x40, free)
            }
        }
    }

    /// @notice Takes a step in a call of its own: it returns what became of it, and reverts if a
    /// withdrawal is then held.
    /// @param step The instruction.
    function probe(bytes calldata step) internal {
        uint256 start;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            start := add(mload(0x40), add(calldatasize(), CALL_ROOM))
        }
        uint256 end = _send(step, start);
        bool isHeld;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            // Status and length, then the word.
            isHeld := and(eq(shr(216, mload(start)), 32), eq(mload(add(start, 5)), HELD))
        }
        if (isHeld) revert IsHeld();
        // solhint-disable-next-line no-inline-assembly
        assembly {
            return(start, sub(end, start))
        }
    }

    /// @notice Returns what each guard answers in a step that holds a withdrawal: the guard, and its
    /// answer, 180 bytes. What the gateway asks is heard by taking the step, which is taken back; it
    /// is then asked again, of the state before.
    /// @param step The instruction.
    function decisions(bytes calldata step) internal {
        CHEATS.startStateDiffRecording();
        bool isNotHeld = LowLevelCall.callNoReturn(
            address(this),
            abi.encodeCall(Interpreter.probe, (step))
        );
        ICheatCodes.AccountAccess[] memory accesses = CHEATS.stopAndReturnStateDiff();
        bytes memory answers;
        for (uint256 i = 0; i < accesses.length && !isNotHeld; ++i) {
            ICheatCodes.AccountAccess memory access = accesses[i];
            if (access.kind != ICheatCodes.AccessKind.StaticCall) continue;
            if (bytes4(access.data) != IWithdrawalGuard.assess.selector) continue;
            CHEATS.prank(access.accessor, access.accessor);
            (, bytes memory answer) = access.account.staticcall{gas: ASSESS_GAS}(access.data);
            if (answer.length == 160) answers = abi.encodePacked(answers, access.account, answer);
        }
        // solhint-disable-next-line no-inline-assembly
        assembly {
            return(add(answers, 0x20), mload(answers))
        }
    }

    /// Reads the word at a place, with zeros beyond the end of what was sent.
    function _wordAt(bytes calldata ops, uint256 at) private pure returns (uint256 word) {
        // solhint-disable-next-line no-inline-assembly
        assembly {
            word := calldataload(add(ops.offset, at))
        }
    }

    function _next(bytes calldata ops, uint256 at, uint256 end) private returns (uint256, uint256) {
        uint256 code = _wordAt(ops, at) >> 248;
        if (code == STEP) return _step(ops, at, end);
        if (code == READ) return _read(ops, at, end);
        if (code == KNOW) {
            uint256 to = at + 1 + Recoveries.LENGTH;
            bool isTrue = Recoveries.know(ops[at + 1:to]);
            return (to, _append(end, bytes32(uint256(isTrue ? 1 : 0) << 248), 1));
        }
        if (code == IF_DONE) return _ifDone(ops, at, end);
        address account = address(uint160(_wordAt(ops, at + 1) >> 96));
        if (code == BALANCE) return (at + 21, _append(end, bytes32(account.balance), 32));
        if (code == CODE) return (at + 21, _appendCode(account, end));
        if (code == SET_BALANCE) {
            CHEATS.deal(account, uint256(bytes32(ops[at + 21:at + 53])));
            return (at + 53, end);
        }
        if (code == SET_CODE) {
            uint256 to = at + 25 + uint32(bytes4(ops[at + 21:at + 25]));
            CHEATS.etch(account, ops[at + 25:to]);
            return (to, end);
        }
        if (code == SET_NONCE) {
            CHEATS.setNonce(account, uint64(bytes8(ops[at + 21:at + 29])));
            return (at + 29, end);
        }
        if (code == STORAGE) {
            bytes32 slot = bytes32(ops[at + 21:at + 53]);
            return (at + 53, _append(end, CHEATS.load(account, slot), 32));
        }
        // The account is no account here, but room for a number.
        if (code != SET_CHAIN) revert UnknownInstruction(code);
        CHEATS.chainId(uint256(uint160(account)));
        return (at + 21, end);
    }

    /// Takes a step. It writes what the guards answered where that is wanted, with its length; then
    /// `status:1 length:4 returned`; then the logs where they are wanted, with their length.
    function _step(bytes calldata ops, uint256 at, uint256 end) private returns (uint256, uint256) {
        uint256 flags = (_wordAt(ops, at) >> 240) & 0xff;
        uint256 to = at + STEP_HEADER + (_wordAt(ops, at + 82) >> 224);
        bytes calldata step = ops[at:to];
        uint256 place = _statusAt(ops);
        uint256 status = end;
        if (flags & WITH_DECISIONS == 0) end = _send(step, end);
        else (status, end) = _sendAndHear(step, end);
        // solhint-disable-next-line no-inline-assembly
        assembly {
            mstore(place, shr(248, mload(status)))
        }
        if (flags & WITH_LOGS != 0) end = _appendLogs(end);
        return (to, end);
    }

    /// Goes on with the next `length:4` bytes of instructions only if the last step went through;
    /// writes whether it did, in a byte.
    function _ifDone(
        bytes calldata ops,
        uint256 at,
        uint256 end
    ) private pure returns (uint256, uint256) {
        uint256 place = _statusAt(ops);
        uint256 status;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            status := mload(place)
        }
        if (status == DONE) return (at + 5, _append(end, bytes32(uint256(1) << 248), 1));
        return (at + 5 + (_wordAt(ops, at + 1) >> 224), _append(end, 0, 1));
    }

    /// Where it is remembered what became of the last step: beyond the room for calls. To be asked for
    /// while an instruction has put nothing together.
    function _statusAt(bytes calldata ops) private pure returns (uint256 place) {
        uint256 room = CALL_ROOM + CALLS_MOST * ops.length;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            place := add(mload(0x40), room)
        }
    }

    /// Returns where it is written what became of the step, and where it all ends.
    function _sendAndHear(bytes calldata step, uint256 end) private returns (uint256, uint256) {
        bool success = LowLevelCall.callNoReturn(
            address(this),
            abi.encodeCall(Interpreter.probe, (step))
        );
        if (success) return (end + 4, _appendReturned(_append(end, 0, 4), RETURN_MOST));
        uint256 selector = uint256(uint32(bytes4(_firstReturned())));
        if (selector != uint256(uint32(IsHeld.selector))) revert UnknownInstruction(selector);
        success = LowLevelCall.callNoReturn(
            address(this),
            abi.encodeCall(Interpreter.decisions, (step))
        );
        uint256 length = _returned();
        end = _appendReturned(_append(end, bytes32(length << 224), 4), length);
        // What was logged on the way there is forgotten.
        CHEATS.recordLogs();
        return (end, _send(step, end));
    }

    /// Sends what a step carries, as a transaction of its sender's.
    function _send(bytes calldata step, uint256 end) private returns (uint256) {
        address from = address(uint160(_wordAt(step, 2) >> 96));
        uint256 value = _wordAt(step, 42);
        uint256 time = _wordAt(step, 74) >> 192;
        if (block.timestamp != time) CHEATS.warp(time);
        if (from.balance < value) return _append(end, bytes32(TOO_POOR << 248), 5);
        CHEATS.prank(from, from);
        bytes calldata data = step[STEP_HEADER:];
        if ((_wordAt(step, 0) >> 240) & DEPLOYS != 0) return _deploy(data, value, end);
        return _callOut(address(uint160(_wordAt(step, 22) >> 96)), data, value, end);
    }

    function _callOut(
        address to,
        bytes calldata data,
        uint256 value,
        uint256 end
    ) private returns (uint256) {
        uint256 status;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            let input := mload(0x40)
            calldatacopy(input, data.offset, data.length)
            status := iszero(call(STEP_GAS, to, value, input, data.length, 0, 0))
        }
        uint256 length = _returned();
        end = _append(end, bytes32((status << 248) | (length << 216)), 5);
        return _appendReturned(end, length);
    }

    function _deploy(bytes calldata data, uint256 value, uint256 end) private returns (uint256) {
        uint256 created;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            let input := mload(0x40)
            calldatacopy(input, data.offset, data.length)
            created := create(value, input, data.length)
        }
        if (created == 0) {
            uint256 length = _returned();
            end = _append(end, bytes32((REVERTED << 248) | (length << 216)), 5);
            return _appendReturned(end, length);
        }
        end = _append(end, bytes32((DONE << 248) | (20 << 216)), 5);
        return _append(end, bytes32(created << 96), 20);
    }

    /// Asks what anybody may ask: `to:20 length:4 data`, and writes what a step without logs does.
    function _read(
        bytes calldata ops,
        uint256 at,
        uint256 end
    ) private view returns (uint256, uint256) {
        address to = address(uint160(_wordAt(ops, at + 1) >> 96));
        uint256 next = at + 25 + (_wordAt(ops, at + 21) >> 224);
        bytes calldata data = ops[at + 25:next];
        uint256 status;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            let input := mload(0x40)
            calldatacopy(input, data.offset, data.length)
            status := iszero(staticcall(STEP_GAS, to, input, data.length, 0, 0))
        }
        uint256 length = _returned();
        end = _append(end, bytes32((status << 248) | (length << 216)), 5);
        return (next, _appendReturned(end, length));
    }

    /// Writes the logs since they are recorded, as the cheat code returns them.
    function _appendLogs(uint256 end) private returns (uint256) {
        CHEATS.getRecordedLogs();
        uint256 length;
        // solhint-disable-next-line no-inline-assembly
        assembly {
            length := returndatasize()
        }
        return _appendReturned(_append(end, bytes32(length << 224), 4), length);
    }

    function _appendCode(address account, uint256 end) private view returns (uint256) {
        uint256 length = account.code.length;
        end = _append(end, bytes32(length << 224), 4);
        // solhint-disable-next-line no-inline-assembly
        assembly {
            extcodecopy(account, end, 0, length)
        }
        return end + length;
    }

    /// Writes the first bytes of a word.
    function _append(uint256 end, bytes32 word, uint256 length) private pure returns (uint256) {
        // solhint-disable-next-line no-inline-assembly
        assembly {
            mstore(end, word)
        }
        return end + length;
    }

    /// Writes what the last call returned, so many bytes at most.
    function _appendReturned(uint256 end, uint256 length) private pure returns (uint256) {
        // solhint-disable-next-line no-inline-assembly
        assembly {
            if gt(length, returndatasize()) {
                length := returndatasize()
            }
            returndatacopy(end, 0, length)
        }
        return end + length;
    }

    /// How much of what the last call returned is kept.
    function _returned() private pure returns (uint256 length) {
        // solhint-disable-next-line no-inline-assembly
        assembly {
            length := returndatasize()
            if gt(length, RETURN_MOST) {
                length := RETURN_MOST
            }
        }
    }

    function _firstReturned() private pure returns (bytes32 word) {
        // solhint-disable-next-line no-inline-assembly
        assembly {
            if gt(returndatasize(), 3) {
                returndatacopy(0, 0, 4)
                word := mload(0)
            }
        }
    }
}
