// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FlowLimit} from "@axelar-network/interchain-token-service/contracts/utils/FlowLimit.sol";

/// @title The flow limit of one token, in Axelar's own code
/// @notice What is in Axelar's token manager as far as the limit goes: a contract for each token,
/// since its limit and flows lie in fixed places of its storage. Whoever makes it moves it.
/// @dev Uses `FlowLimit` of @axelar-network/interchain-token-service 2.2.0 (MIT) as it is.
contract AxelarTokenFlow is FlowLimit {
    /// @notice Who makes it.
    address public immutable owner;

    uint256 private immutable _epochTime;

    /// @notice Thrown when somebody else than the owner calls.
    /// @param caller Who called.
    error NotOwner(address caller);

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    /// @param epochTime_ How long an epoch is, in seconds; six hours at Axelar.
    constructor(uint256 epochTime_) {
        owner = msg.sender;
        _epochTime = epochTime_;
    }

    /// @notice Sets the limit. Owner only.
    /// @param limit In base units of the token; 0 for none at all.
    /// @param tokenId For the event.
    function setFlowLimit(uint256 limit, bytes32 tokenId) external onlyOwner {
        _setFlowLimit(limit, tokenId);
    }

    /// @notice Counts what leaves, and reverts if it is too much. Owner only.
    /// @param amount In base units of the token.
    function addFlowOut(uint256 amount) external onlyOwner {
        _addFlowOut(amount);
    }

    /// @notice Counts what comes in, and reverts if it is too much. Owner only.
    /// @param amount In base units of the token.
    function addFlowIn(uint256 amount) external onlyOwner {
        _addFlowIn(amount);
    }

    function epochTime() internal view override returns (uint256) {
        return _epochTime;
    }
}
