// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title What the runner of Solidity tests offers beside the EVM
/// @notice The part that the interpreter uses, as EDR 0.20 has it.
interface ICheatCodes {
    enum AccessKind {
        Call,
        DelegateCall,
        CallCode,
        StaticCall,
        Create,
        SelfDestruct,
        Resume,
        Balance,
        Extcodesize,
        Extcodehash,
        Extcodecopy
    }

    struct ChainInfo {
        uint256 forkId;
        uint256 chainId;
    }

    // solhint-disable gas-struct-packing
    struct StorageAccess {
        address account;
        bytes32 slot;
        bool isWrite;
        bytes32 previousValue;
        bytes32 newValue;
        bool reverted;
    }

    struct AccountAccess {
        ChainInfo chainInfo;
        AccessKind kind;
        address account;
        address accessor;
        bool initialized;
        uint256 oldBalance;
        uint256 newBalance;
        bytes deployedCode;
        uint256 value;
        bytes data;
        bool reverted;
        StorageAccess[] storageAccesses;
        uint64 depth;
    }
    // solhint-enable gas-struct-packing

    /// @notice Sets the time, in seconds since 1970.
    function warp(uint256 time) external;

    /// @notice Sets the chain's number.
    function chainId(uint256 number) external;

    /// @notice Sets how many transactions an account has sent.
    function setNonce(address account, uint64 nonce) external;

    /// @notice Sets an account's balance, in wei.
    function deal(address account, uint256 balance) external;

    /// @notice Puts code at an address.
    function etch(address account, bytes calldata code) external;

    /// @notice Reads a word of an account's storage.
    function load(address account, bytes32 slot) external view returns (bytes32 word);

    /// @notice Makes the next call come from an account, as its transaction would.
    function prank(address sender, address origin) external;

    /// @notice Begins to keep the logs, and forgets those that were kept.
    function recordLogs() external;

    /// @notice Returns the logs that were kept, as an array of (bytes32[] topics, bytes data, address).
    function getRecordedLogs() external;

    /// @notice Begins to keep who touched what.
    function startStateDiffRecording() external;

    /// @notice Returns who touched what, reverted calls too.
    function stopAndReturnStateDiff() external returns (AccountAccess[] memory accesses);

    /// @notice Has calls of an address, with this ether and this data, return what is given, without
    /// any of its code; even where it is a precompile.
    function mockCall(
        address callee,
        uint256 value,
        bytes calldata data,
        bytes calldata returned
    ) external;

    /// @notice Has every address answer for itself again.
    function clearMockedCalls() external;

    /// @notice Reads a whole file, or a pipe up to its end.
    function readFileBinary(string calldata path) external view returns (bytes memory data);

    /// @notice Writes a whole file.
    function writeFileBinary(string calldata path, bytes calldata data) external;

    /// @notice Waits, in milliseconds.
    function sleep(uint256 duration) external;
}
