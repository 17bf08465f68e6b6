// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoninGatewayV3} from "../interfaces/IRoninGatewayV3.sol";
import {RoninGatewayV2} from "../ronin/RoninGatewayV2.sol";
import {OperatorSet} from "../ronin/v2/OperatorSet.sol";

/// @dev No defect: its twin has one. Step 4 is refused as long as step 3 was not made.
contract StepsInOrder is IRoninGatewayV3, RoninGatewayV2 {
    using OperatorSet for OperatorSet.Set;

    /// @inheritdoc IRoninGatewayV3
    address public override unwrapper;

    OperatorSet.Set private _movedOperators;

    /// @inheritdoc IRoninGatewayV3
    function initializeV3() external override onlyAdmin reinitializer(3) {
        _replaceOperators(super._operatorSet().list());
    }

    /// @inheritdoc IRoninGatewayV3
    function initializeV4(address newUnwrapper) external override onlyAdmin reinitializer(4) {
        if (_movedOperators.totalWeight == 0) revert InvalidInitialization();
        unwrapper = newUnwrapper;
        emit UnwrapperUpdated(newUnwrapper);
    }

    function _operatorSet() internal view override returns (OperatorSet.Set storage) {
        return _movedOperators;
    }
}
