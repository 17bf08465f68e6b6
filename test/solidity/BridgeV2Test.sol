// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBridgeOperators} from "../../contracts/interfaces/IBridgeOperators.sol";
import {IRoninGatewayV2} from "../../contracts/interfaces/IRoninGatewayV2.sol";
import {IWithdrawalLimits} from "../../contracts/interfaces/IWithdrawalLimits.sol";
import {RoninGatewayV2} from "../../contracts/ronin/RoninGatewayV2.sol";
import {Receipts} from "../../contracts/ronin/v2/Receipts.sol";
import {BridgedToken} from "../../contracts/world/BridgedToken.sol";
import {BridgeTest} from "./BridgeTest.sol";

/// The bridge of June 2022, with its tokens, its limits (facts/parameters/ronin-v2.json) and nine
/// operators of weight 100 each: the nine validators of the first bridge. The test is administrator
/// of the gateway and appoints its unlockers. It is noon of 28 June 2022, the day of the reopening.
abstract contract BridgeV2Test is BridgeTest {
    using Receipts for bytes32;
    using Receipts for IRoninGatewayV2.Receipt;

    uint256 internal constant MIDNIGHT = 1_656_374_400;
    uint256 internal constant SIDECHAIN_CHAIN_ID = 2020;
    address internal constant UNLOCKER = address(0x10CC);
    /// Who asked for the withdrawals on the sidechain; the gateway does not care.
    address internal constant REQUESTER = address(0x4E9);

    uint256 internal constant ETHER_HIGH_TIER = 918 ether;
    uint256 internal constant ETHER_LOCKED = 9_180 ether;
    uint256 internal constant ETHER_A_DAY = 45_900 ether;
    uint256 internal constant USD_HIGH_TIER = 1_000_000e6;
    uint256 internal constant USD_LOCKED = 10_000_000e6;
    uint256 internal constant USD_A_DAY = 50_000_000e6;
    uint256 internal constant FEE_MILLIONTHS = 10;

    /// The logic behind the proxy, and the proxy.
    RoninGatewayV2 internal logicV2;
    RoninGatewayV2 internal gatewayV2;
    /// Zero decimals, and minted by the second gateway.
    BridgedToken internal elixir;
    address internal _weth;
    address internal _usd;

    function setUp() public virtual override {
        super.setUp();
        vm.warp(MIDNIGHT + 12 hours);
        _weth = address(wrappedEther);
        _usd = address(usdCoin);
        logicV2 = RoninGatewayV2(payable(_deploy("RoninGatewayV2.sol:RoninGatewayV2", "")));
        gatewayV2 = _behindProxyV2(address(logicV2));
        elixir = BridgedToken(
            _deploy(
                "BridgedToken.sol:BridgedToken",
                abi.encode("Elixir", "ELX", uint8(0), address(gatewayV2))
            )
        );
    }

    function _behindProxyV2(address code) internal returns (RoninGatewayV2) {
        bytes memory call = abi.encodeCall(IRoninGatewayV2.initialize, (_setup()));
        return
            RoninGatewayV2(
                payable(_deploy("GatewayProxy.sol:GatewayProxy", abi.encode(code, call)))
            );
    }

    function _setup() internal view returns (IRoninGatewayV2.Setup memory setup) {
        setup.wrappedEther = _weth;
        setup.sidechainChainId = SIDECHAIN_CHAIN_ID;
        setup.roleSetter = address(this);
        setup.unlockers = _one(UNLOCKER);
        setup.operators = _operators(9, 100);
        setup.quorum = IBridgeOperators.Fraction(70, 100);
        setup.highTierQuorum = IBridgeOperators.Fraction(90, 100);
        setup.tokens = new IRoninGatewayV2.TokenSetup[](2);
        setup.tokens[0] = IRoninGatewayV2.TokenSetup(_weth, address(sideEther), _etherLimits());
        setup.tokens[1] = IRoninGatewayV2.TokenSetup(
            _usd,
            address(sideUsd),
            IWithdrawalLimits.TokenLimits(USD_HIGH_TIER, USD_LOCKED, USD_A_DAY, FEE_MILLIONTHS)
        );
    }

    function _etherLimits() internal pure returns (IWithdrawalLimits.TokenLimits memory) {
        return
            IWithdrawalLimits.TokenLimits(
                ETHER_HIGH_TIER,
                ETHER_LOCKED,
                ETHER_A_DAY,
                FEE_MILLIONTHS
            );
    }

    /// The first `count` keys as operators of one weight.
    function _operators(
        uint256 count,
        uint256 weight
    ) internal view returns (IBridgeOperators.Operator[] memory list) {
        list = new IBridgeOperators.Operator[](count);
        for (uint256 i = 0; i < count; ++i) {
            list[i] = IBridgeOperators.Operator(signers[i], weight);
        }
    }

    /// Maps the token that the gateway mints, without limits or with none that is ever met.
    function _mapElixir(bool isLimited) internal {
        gatewayV2.mapToken(address(elixir), address(sidePotion));
        if (isLimited) return;
        uint256 most = type(uint256).max;
        gatewayV2.setTokenLimits(
            address(elixir),
            IWithdrawalLimits.TokenLimits(most, most, most, FEE_MILLIONTHS)
        );
    }

    function _setQuorums(uint256 quorum, uint256 highTierQuorum) internal {
        gatewayV2.setQuorums(
            IBridgeOperators.Fraction(quorum, 100),
            IBridgeOperators.Fraction(highTierQuorum, 100)
        );
    }

    /// The receipt of a withdrawal to BOB.
    function _receipt(
        uint256 id,
        address token,
        uint256 amount
    ) internal view returns (IRoninGatewayV2.Receipt memory) {
        return
            IRoninGatewayV2.Receipt({
                id: id,
                kind: Receipts.WITHDRAWAL,
                mainchain: IRoninGatewayV2.TokenOwner(BOB, token, block.chainid),
                ronin: IRoninGatewayV2.TokenOwner(
                    REQUESTER,
                    gatewayV2.sidechainTokenOf(token),
                    SIDECHAIN_CHAIN_ID
                ),
                info: IRoninGatewayV2.TokenInfo(Receipts.ERC20, 0, amount)
            });
    }

    /// The signatures of the first `count` operators under a receipt.
    function _signed(
        IRoninGatewayV2.Receipt memory receipt,
        uint256 count
    ) internal view returns (IRoninGatewayV2.Signature[] memory) {
        return _signedBy(receipt, _firstKeys(count));
    }

    function _signedBy(
        IRoninGatewayV2.Receipt memory receipt,
        uint256[] memory signingKeys
    ) internal view returns (IRoninGatewayV2.Signature[] memory list) {
        bytes32 digest = receipt.hash().digest(gatewayV2.domainSeparator());
        list = new IRoninGatewayV2.Signature[](signingKeys.length);
        for (uint256 i = 0; i < signingKeys.length; ++i) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(signingKeys[i], digest);
            list[i] = IRoninGatewayV2.Signature(v, r, s);
        }
    }

    /// Submits a withdrawal to BOB with the signatures of the first `count` operators.
    function _withdraw(
        uint256 id,
        address token,
        uint256 amount,
        uint256 count
    ) internal returns (bool isLocked) {
        IRoninGatewayV2.Receipt memory receipt = _receipt(id, token, amount);
        return gatewayV2.submitWithdrawal(receipt, _signed(receipt, count));
    }

    function _unlock(IRoninGatewayV2.Receipt memory receipt) internal {
        vm.prank(UNLOCKER);
        gatewayV2.unlockWithdrawal(receipt);
    }

    /// Submits a withdrawal that is to be refused for that reason.
    function _expectRefused(
        IRoninGatewayV2.Receipt memory receipt,
        IRoninGatewayV2.Signature[] memory signatures,
        bytes memory reason
    ) internal {
        vm.expectRevert(reason);
        gatewayV2.submitWithdrawal(receipt, signatures);
    }

    /// Submits a withdrawal to BOB that is to be refused for that reason.
    function _expectRefused(
        uint256 id,
        address token,
        uint256 amount,
        uint256 count,
        bytes memory reason
    ) internal {
        IRoninGatewayV2.Receipt memory receipt = _receipt(id, token, amount);
        _expectRefused(receipt, _signed(receipt, count), reason);
    }

    function _weightNotReached(
        uint256 weight,
        uint256 minimum
    ) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IBridgeOperators.WeightNotReached.selector, weight, minimum);
    }

    function _signersNotAscending(
        address previous,
        address signer
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(IBridgeOperators.SignersNotAscending.selector, previous, signer);
    }

    function _alreadyProcessed(uint256 id) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IRoninGatewayV2.WithdrawalAlreadyProcessed.selector, id);
    }

    function _reachedToday(uint256 amount, uint256 withdrawn) internal view returns (bytes memory) {
        uint256 nextDayAt = (block.timestamp / 1 days + 1) * 1 days;
        return
            abi.encodeWithSelector(
                IWithdrawalLimits.DailyLimitReached.selector,
                _weth,
                amount,
                withdrawn,
                ETHER_A_DAY,
                nextDayAt
            );
    }
}

/// A vault of 200,000 ether and 100 million dollars.
abstract contract FullVaultV2Test is BridgeV2Test {
    function setUp() public virtual override {
        super.setUp();
        vm.deal(address(gatewayV2), 200_000 ether);
        vm.prank(ISSUER);
        usdCoin.mint(address(gatewayV2), 100_000_000e6);
    }
}
