// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AxelarExecutable} from "@axelar-network/axelar-gmp-sdk-solidity/contracts/executable/AxelarExecutable.sol";

/**
 * @title A vault that pays what messages through Axelar's gateway say.
 * @dev The gateway itself holds no money: what a message is worth is for its destination to say.
 * This one has ether, and pays it to whom and as much as one contract on one other chain says.
 */
contract MessageVault is AxelarExecutable {
    /// @notice Thrown when a message comes from elsewhere than the one contract that may send it.
    error UnknownSource(string sourceChain, string sourceAddress);
    /// @notice Thrown when a message is to pay nothing.
    error NothingToPay();
    /// @notice Thrown when ether cannot be paid: there is too little, or the recipient refuses it.
    error NotPaid(address recipient, uint256 amount);

    bytes32 private constant SOURCE_CHAIN = keccak256("origin");
    bytes32 private constant SOURCE_ADDRESS = keccak256("vault");

    constructor(address gateway_) AxelarExecutable(gateway_) {}

    receive() external payable {}

    function _execute(
        bytes32,
        string calldata sourceChain,
        string calldata sourceAddress,
        bytes calldata payload
    ) internal override {
        if (
            keccak256(bytes(sourceChain)) != SOURCE_CHAIN ||
            keccak256(bytes(sourceAddress)) != SOURCE_ADDRESS
        ) revert UnknownSource(sourceChain, sourceAddress);
        (address recipient, uint256 amount) = abi.decode(payload, (address, uint256));
        if (amount == 0) revert NothingToPay();
        (bool paid, ) = recipient.call{value: amount}("");
        if (!paid) revert NotPaid(recipient, amount);
    }
}
