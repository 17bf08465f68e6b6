// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {IUpgradeableProxy} from "../interfaces/IUpgradeableProxy.sol";
import {GatewayProxy} from "./GatewayProxy.sol";

contract UpgradeableProxy is IUpgradeableProxy, GatewayProxy {
    /// @param logic The first logic; it must have code.
    /// @param initialization The call to make on the logic at once; empty for none.
    constructor(address logic, bytes memory initialization) GatewayProxy(logic, initialization) {}

    /// @inheritdoc IUpgradeableProxy
    function upgradeToAndCall(
        address newImplementation,
        bytes calldata data
    ) external payable override onlyAdmin {
        ERC1967Utils.upgradeToAndCall(newImplementation, data);
    }
}
