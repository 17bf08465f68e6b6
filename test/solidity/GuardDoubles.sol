// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IWithdrawalGuard} from "../../contracts/interfaces/IWithdrawalGuard.sol";

/// Says what it is told to say, and writes down what it hears.
contract ScriptedGuard is IWithdrawalGuard {
    Decision private _answer;

    uint256 public heldCount;
    uint256 public paidCount;
    uint256 public cancelledCount;
    uint256 public depositedCount;
    /// Sum of what it was told of, paid, and of what came in.
    uint256 public paidAmount;
    uint256 public depositedAmount;
    /// The request of the last commit, and the bytes for this guard.
    bytes public lastRequest;
    bytes public lastProof;
    bytes32 public lastCancelled;

    function allow() external {
        delete _answer;
    }

    function hold(uint64 notBefore) external {
        _answer = Decision(Action.Hold, notBefore, notBefore, false, "held");
    }

    function holdAndTrip() external {
        _answer = Decision(Action.Hold, 0, 0, true, "alarm");
    }

    function refuse() external {
        _answer = Decision(Action.Refuse, 0, 77, true, "refused");
    }

    function answer(Decision calldata decision) external {
        _answer = decision;
    }

    function onHeld(Request calldata request, bytes calldata proof) external override {
        ++heldCount;
        _record(request, proof);
    }

    function onPaid(Request calldata request, bytes calldata proof) external override {
        ++paidCount;
        paidAmount += request.withdrawal.amount;
        _record(request, proof);
    }

    function onCancelled(bytes32 key, address, uint256) external override {
        ++cancelledCount;
        lastCancelled = key;
    }

    function onDeposited(address, address, uint256 received) external override {
        ++depositedCount;
        depositedAmount += received;
    }

    function assess(
        Request calldata,
        bytes calldata
    ) external view override returns (Decision memory) {
        return _answer;
    }

    function _record(Request calldata request, bytes calldata proof) private {
        lastRequest = abi.encode(request);
        lastProof = proof;
    }
}

/// Reverts whatever is asked.
contract RevertingGuard {
    error Broken();

    fallback() external {
        revert Broken();
    }
}

/// Burns all the gas it gets.
contract GasBurningGuard {
    fallback() external {
        for (uint256 i = 0; i < type(uint256).max; ++i) {}
    }
}

/// Answers everything with bytes of somebody's choice.
contract JunkGuard {
    bytes private _junk;

    constructor(bytes memory junk) {
        _junk = junk;
    }

    fallback() external {
        bytes memory junk = _junk;
        assembly {
            return(add(junk, 0x20), mload(junk))
        }
    }
}

/// Answers everything with many zeros, or reverts with them: as far as its gas goes.
contract ReturnBombGuard {
    bool private immutable _reverts;
    uint256 private immutable _length;

    constructor(bool reverts, uint256 length) {
        (_reverts, _length) = (reverts, length);
    }

    fallback() external {
        (bool reverts, uint256 length) = (_reverts, _length);
        assembly {
            if reverts {
                revert(0, length)
            }
            return(0, length)
        }
    }
}

/// Makes a call of somebody's choice from each hook, and goes on whatever comes of it.
contract ReenteringGuard is IWithdrawalGuard {
    address private _target;
    bytes private _call;
    uint256 private _value;
    /// How often it called, and how often that succeeded.
    uint256 public triedCount;
    uint256 public succeededCount;

    function arm(address target, bytes calldata call, uint256 value) external {
        (_target, _call, _value) = (target, call, value);
    }

    function onHeld(Request calldata, bytes calldata) external override {
        _reenter();
    }

    function onPaid(Request calldata, bytes calldata) external override {
        _reenter();
    }

    function onCancelled(bytes32, address, uint256) external override {
        _reenter();
    }

    function onDeposited(address, address, uint256) external override {
        _reenter();
    }

    /// A static call of its own would fail, so it tries one that may succeed, and throws if it
    /// does.
    function assess(
        Request calldata,
        bytes calldata
    ) external view override returns (Decision memory decision) {
        (bool success, ) = _target.staticcall(_call);
        require(!success, "re-entered");
        return decision;
    }

    function _reenter() private {
        ++triedCount;
        (bool success, ) = _target.call{value: _value}(_call);
        if (success) ++succeededCount;
    }
}

/// Needs most of the gas that it is promised, in `assess` and in its notifications, and reverts if
/// it does not get it. Whoever starves it changes its answer.
contract HungryGuard is IWithdrawalGuard {
    error Starved(uint256 gasLeft);

    uint256 public deposits;

    function onHeld(Request calldata, bytes calldata) external override {}

    function onPaid(Request calldata, bytes calldata) external override {}

    function onCancelled(bytes32, address, uint256) external override {}

    function onDeposited(address, address, uint256) external override {
        if (gasleft() < 99_000) revert Starved(gasleft());
        ++deposits;
    }

    function assess(
        Request calldata,
        bytes calldata
    ) external view override returns (Decision memory decision) {
        if (gasleft() < 299_000) revert Starved(gasleft());
        return decision;
    }
}

/// Allows, and then does not take the commit.
contract TwoFacedGuard is IWithdrawalGuard {
    error ChangedItsMind();

    function onHeld(Request calldata, bytes calldata) external pure override {
        revert ChangedItsMind();
    }

    function onPaid(Request calldata, bytes calldata) external pure override {
        revert ChangedItsMind();
    }

    function onCancelled(bytes32, address, uint256) external override {}

    function onDeposited(address, address, uint256) external override {}

    function assess(
        Request calldata,
        bytes calldata
    ) external pure override returns (Decision memory decision) {
        return decision;
    }
}
