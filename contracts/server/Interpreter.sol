// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ICheatCodes} from "./ICheatCodes.sol";
import {Instructions} from "./Instructions.sol";

/// @title The EVM server
/// @notice Reads requests from a file, carries them out and writes the answers into another, until
/// it is asked to end: a Solidity test. docs/decisions/0012-evm-server.md says why.
/// @dev A request is `length:4 number:4 kind:1 body`, an answer `length:4 number:4 status:1 body`;
/// the length counts what comes after it. No part of any bridge.
contract Interpreter {
    /// What a request asks for: instructions whose effects stay; whole sequences of instructions,
    /// each taken back; nothing; or the end of the test, with which all that was done is forgotten.
    uint8 private constant RUN = 0;
    uint8 private constant TRY = 1;
    uint8 private constant NOTHING = 2;
    uint8 private constant END = 3;
    /// What else it may ask for, before that: to close the frame, which takes back all that was done
    /// in it; and to open one.
    uint8 private constant CLOSES = 16;
    uint8 private constant OPENS = 32;

    uint8 private constant DONE = 0;
    uint8 private constant FAILED = 1;

    uint256 private constant HEADER_LENGTH = 9;

    ICheatCodes private constant CHEATS = ICheatCodes(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @notice Thrown by a frame that is closed.
    /// @param request The request that closed it, of which the rest is still to be done.
    error Closed(bytes request);
    /// @notice Thrown when somebody else calls.
    /// @param caller Who called.
    error NotOneself(address caller);
    /// @notice Thrown for a request of no kind.
    /// @param kind What it says that it is.
    error UnknownKind(uint8 kind);
    /// @notice Thrown when a frame ends in another way than by being closed.
    error FrameBroken();

    modifier onlySelf() {
        if (msg.sender != address(this)) revert NotOneself(msg.sender);
        _;
    }

    /// @notice The server, as the runner of Solidity tests knows it.
    function testServe() external {
        CHEATS.recordLogs();
        uint256 free = _free();
        bytes memory request = _next(0);
        while (true) {
            (uint32 number, uint8 kind) = _headerOf(request, 0);
            if (kind & OPENS != 0) request = _open(request, free);
            else {
                _do(number, kind, request);
                if (kind & (CLOSES - 1) == END) return;
                _release(free);
                request = _next(number);
            }
        }
    }

    /// @notice Serves requests until one closes the frame.
    /// @param first The request that opened it.
    function frame(bytes calldata first) external onlySelf {
        bytes memory request = first;
        uint256 free = _free();
        while (true) {
            (uint32 number, uint8 kind) = _headerOf(request, 0);
            _do(number, kind, request);
            _release(free);
            request = _next(number);
            (, kind) = _headerOf(request, 0);
            if (kind & CLOSES != 0) revert Closed(request);
        }
    }

    /// @notice Carries out instructions; what they do stays.
    /// @param instructions One after the other.
    function run(bytes calldata instructions) external onlySelf {
        (uint256 start, uint256 end) = Instructions.carryOut(instructions);
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            return(start, sub(end, start))
        }
    }

    /// @notice Carries out instructions and takes back what they did: it always reverts, with the
    /// answers.
    /// @param instructions One after the other.
    function attempt(bytes calldata instructions) external onlySelf {
        (uint256 start, uint256 end) = Instructions.carryOut(instructions);
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            revert(start, sub(end, start))
        }
    }

    /// @notice Takes a step, unless the withdrawal that it asks for is then held.
    /// @param step The instruction.
    function probe(bytes calldata step) external onlySelf {
        Instructions.probe(step);
    }

    /// @notice Returns what the guards answer to a step whose withdrawal is then held; takes it back.
    /// @param step The instruction.
    function decisions(bytes calldata step) external onlySelf {
        Instructions.decisions(step);
    }

    /// Waits for the request that follows the last one.
    function _next(uint32 last) private returns (bytes memory request) {
        uint256 free = _free();
        while (true) {
            request = CHEATS.readFileBinary("request");
            (uint32 number, ) = _headerOf(request, last);
            if (number != last) return request;
            CHEATS.sleep(1);
            _release(free);
        }
    }

    /// Opens a frame, and returns the request that closed it. That is written where memory was free
    /// before the frame was opened: frames may follow each other for ever.
    function _open(bytes memory first, uint256 free) private returns (bytes memory closing) {
        try this.frame(first) {
            revert FrameBroken();
        } catch (bytes memory data) {
            if (data.length < 68 || bytes4(data) != Closed.selector) revert FrameBroken();
            // solhint-disable-next-line no-inline-assembly
            assembly ("memory-safe") {
                // Selector, place, length, and the request itself.
                closing := free
                let length := mload(add(data, 0x44))
                mcopy(closing, add(data, 0x44), add(length, 0x20))
                mstore(0x40, and(add(add(closing, length), 0x5f), not(0x1f)))
            }
        }
    }

    function _do(uint32 number, uint8 kind, bytes memory request) private {
        kind &= CLOSES - 1;
        if (kind == RUN) {
            // solhint-disable-next-line avoid-low-level-calls
            (bool success, bytes memory answer) = address(this).call(
                abi.encodeCall(this.run, (_slice(request, HEADER_LENGTH, request.length)))
            );
            _answer(number, success ? DONE : FAILED, answer);
        } else if (kind == TRY) {
            (bool success, bytes memory answers) = _try(request);
            _answer(number, success ? DONE : FAILED, answers);
        } else if (kind == NOTHING || kind == END) _answer(number, DONE, "");
        else _answer(number, FAILED, abi.encodeWithSelector(UnknownKind.selector, kind));
    }

    /// Tries sequences, each `length:4 instructions`; what each gives is written in the same way.
    function _try(bytes memory request) private returns (bool, bytes memory answers) {
        uint256 at = HEADER_LENGTH;
        while (at < request.length) {
            uint256 length = uint32(bytes4(_slice(request, at, at + 4)));
            // solhint-disable-next-line avoid-low-level-calls
            (, bytes memory answer) = address(this).call(
                abi.encodeCall(this.attempt, (_slice(request, at + 4, at + 4 + length)))
            );
            if (answer.length == 0 || bytes4(answer) != Instructions.MARK) return (false, answer);
            answers = abi.encodePacked(answers, uint32(answer.length), answer);
            at += 4 + length;
        }
        return (true, answers);
    }

    function _answer(uint32 number, uint8 status, bytes memory body) private {
        uint32 length = uint32(body.length + 5);
        CHEATS.writeFileBinary("answer", abi.encodePacked(length, number, status, body));
    }

    /// Returns a request's number and kind; the number of the last one for what is not whole, so that
    /// it is passed over.
    function _headerOf(
        bytes memory request,
        uint32 last
    ) private pure returns (uint32 number, uint8 kind) {
        if (request.length < HEADER_LENGTH) return (last, 0);
        uint256 word;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            word := mload(add(request, 0x20))
        }
        if (uint256(uint32(word >> 224)) + 4 != request.length) return (last, 0);
        return (uint32(word >> 192), uint8(word >> 184));
    }

    function _slice(
        bytes memory data,
        uint256 from,
        uint256 to
    ) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mcopy(add(part, 0x20), add(add(data, 0x20), from), sub(to, from))
        }
    }

    function _free() private pure returns (uint256 free) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            free := mload(0x40)
        }
    }

    function _release(uint256 free) private pure {
        // solhint-disable-next-line no-inline-assembly
        assembly {
            mstore(0x40, free)
        }
    }
}
