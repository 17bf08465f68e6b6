// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {Proxy} from "@openzeppelin/contracts/proxy/Proxy.sol";
import {IGatewayProxy} from "../interfaces/IGatewayProxy.sol";
import {Administered} from "./Administered.sol";

contract GatewayProxy is IGatewayProxy, Administered, Proxy {
    /// @param logic The first logic; it must have code.
    /// @param initialization The call to make on the logic at once; empty for none.
    constructor(address logic, bytes memory initialization) {
        ERC1967Utils.upgradeToAndCall(logic, initialization);
    }

    receive() external payable {
        _fallback();
    }

    /// @inheritdoc IGatewayProxy
    function updateProxyTo(address newImplementation) external override onlyAdmin {
        ERC1967Utils.upgradeToAndCall(newImplementation, "");
    }

    /// @inheritdoc IGatewayProxy
    function implementation() external view override returns (address) {
        return _implementation();
    }

    function _implementation() internal view override returns (address) {
        return ERC1967Utils.getImplementation();
    }
}
