// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRegistry} from "../interfaces/IRegistry.sol";
import {Administered} from "./Administered.sol";

contract Registry is IRegistry, Administered {
    /// @inheritdoc IRegistry
    mapping(string name => address) public override getContract;
    /// @inheritdoc IRegistry
    mapping(address mainchainToken => address) public override sidechainTokenOf;
    /// @inheritdoc IRegistry
    mapping(address sidechainToken => address) public override mainchainTokenOf;

    /// @inheritdoc IRegistry
    function updateContract(string calldata name, address newContract) external override onlyAdmin {
        getContract[name] = newContract;
        emit ContractUpdated(name, newContract);
    }

    /// @inheritdoc IRegistry
    function mapToken(address mainchainToken, address sidechainToken) external override onlyAdmin {
        if (mainchainToken == address(0) || sidechainToken == address(0)) revert ZeroAddress();
        _unmap(mainchainToken, sidechainTokenOf[mainchainToken]);
        _unmap(mainchainTokenOf[sidechainToken], sidechainToken);
        sidechainTokenOf[mainchainToken] = sidechainToken;
        mainchainTokenOf[sidechainToken] = mainchainToken;
        emit TokenMapped(mainchainToken, sidechainToken);
    }

    /// @inheritdoc IRegistry
    function clearMapToken(address token) external override onlyAdmin {
        address counterpart = mappedToken(token);
        if (counterpart == address(0)) revert TokenNotMapped(token);
        if (sidechainTokenOf[token] == counterpart) _unmap(token, counterpart);
        else _unmap(counterpart, token);
    }

    /// @inheritdoc IRegistry
    function mappedToken(address token) public view override returns (address) {
        address sidechainToken = sidechainTokenOf[token];
        return sidechainToken == address(0) ? mainchainTokenOf[token] : sidechainToken;
    }

    /// Does nothing if either is zero, which means that there was no pair.
    function _unmap(address mainchainToken, address sidechainToken) private {
        if (mainchainToken == address(0) || sidechainToken == address(0)) return;
        delete sidechainTokenOf[mainchainToken];
        delete mainchainTokenOf[sidechainToken];
        emit TokenUnmapped(mainchainToken, sidechainToken);
    }
}
