// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoninGatewayV1} from "../../contracts/interfaces/IRoninGatewayV1.sol";
import {UsdCoin} from "../../contracts/world/UsdCoin.sol";
import {WrappedEther} from "../../contracts/world/WrappedEther.sol";
import {BridgeTest} from "./BridgeTest.sol";

/// The two withdrawals of 23 March 2022, with the signatures that were sent to Ethereum then. Since
/// the digest names neither chain nor gateway, they pay here too.
contract RoninAttackTest is BridgeTest {
    address private constant ATTACKER = 0x098B716B8Aaf21512996dC57EB0615e2383E2f96;
    address private constant WETH = 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2;
    address private constant USDC = 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48;
    bytes private constant ETHER_SIGNATURES =
        hex"01175db2b62ed80a0973b4ea3581b22629026e3c6767125f14a98dc30194a53374"
        hex"4ba284b5855cfbc34c1416e7106bd1d4ce84f13ce816370645aad66c0fcae4771b"
        hex"010984ea09911beeadcd3dab46621bc81071ba91ce24d5b7873bc6a34e34c6aafa"
        hex"563916059051649b3c1930425aa3a79a293cacf24a21bda3b2a46a1e3d39a6551c"
        hex"01f962ee0e333c2f7261b3077bb7b7544001d555df4bc2e6a5cae2b2dac3d1fe38"
        hex"75cd1d12fadbeb4c01f01e196aa36e395a94de074652971c646b4b3b7149b3121b"
        hex"0178bd67c4fa659087c5f7696d912dee9db37802a3393bf4bd799e22eb201e78d9"
        hex"0dc3f57e99d8916cd0282face42324f3afa0d96b0a09c4f914f15cac9c11037b1b"
        hex"0102b7a3a587c5be368f324893ed06df7bdcd3817b1880bd6dada86df15bd50d27"
        hex"5fc694a8914d1818a2d432f980a97892f303d5a893a3eec176f46957958ecb991c";
    bytes private constant USD_SIGNATURES =
        hex"016734b276131c27fa94464db17b44ca517b0a9134b15ee4b776596725741cc783"
        hex"6beea1681dda98a83406515981e1d315d5eba13a0173a5a9688f9f920d7a3f7a1c"
        hex"01155c24a2d7a2ffb02530cf58da40c528301dfc22b21b16267dbf4eba2cd3d087"
        hex"276142bddd1d82404b2e75bd12993606a0c7c7626aa74c4d90bd7e4558fbe4261c"
        hex"01067c5aaba1b8e5bb686cda9efdae909aff86dc83f5be79f13af3ee677fb17911"
        hex"75e0b03401bdf7aa6e604eb995c7670384e6fadef3d687a00fd6d33cd47a0dde1c"
        hex"01dad673b6630394d15f8cca8975351d8272390a6c8bb1cb07cc2b04e8d7ea7a86"
        hex"7e56a99e9d0c17a8e0629cebda86ee5a5f8b42610494ad0ed0245ffe9b5287631c"
        hex"012f1fb5b4c2b3718ea69197a5239316fbb9b805be3cdf8420324765ab53144b00"
        hex"6b3148921458e629ea254df2c383175ca250e6442b8904a0f50ffdf465f6aa6f1b";

    function setUp() public override {
        super.setUp();
        registry.updateContract("VALIDATOR", _realValidators());
        registry.updateContract("WETH_TOKEN", WETH);
        registry.mapToken(WETH, address(sideEther));
        registry.mapToken(USDC, address(sideUsd));
        vm.etch(WETH, address(wrappedEther).code);
        vm.etch(USDC, address(usdCoin).code);
        _depositEther(173_600 ether);
        vm.prank(ISSUER);
        UsdCoin(USDC).mint(address(gateway), 25_500_000e6);
    }

    function test_the_digests_are_those_of_the_attack() external pure {
        vm.assertEq(
            _digest(2_000_000, ATTACKER, WETH, 173_600 ether),
            0xaca8051d76ff16d4f5a686298d993c78d3fd91f33f379bb9bf0c8fb441a169af
        );
        vm.assertEq(
            _digest(2_000_001, ATTACKER, USDC, 25_500_000e6),
            0x493afe3a505a09b450788b2c5b18c671f3624a319512ea021bbd10a53b573807
        );
    }

    // Attacks

    function test_pays_the_ether_of_the_attack() external {
        vm.prank(ATTACKER);
        gateway.withdrawERC20For(2_000_000, ATTACKER, WETH, 173_600 ether, ETHER_SIGNATURES);
        vm.assertEq(ATTACKER.balance, 173_600 ether);
        vm.assertEq(WrappedEther(payable(WETH)).totalSupply(), 0);
    }

    function test_pays_the_dollars_of_the_attack() external {
        vm.prank(ATTACKER);
        gateway.withdrawERC20For(2_000_001, ATTACKER, USDC, 25_500_000e6, USD_SIGNATURES);
        vm.assertEq(UsdCoin(USDC).balanceOf(ATTACKER), 25_500_000e6);
    }

    function test_refuses_the_attack_with_one_signature_less() external {
        bytes memory list = ETHER_SIGNATURES;
        assembly {
            mstore(list, mul(4, 66))
        }
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV1.QuorumNotReached.selector, 4, 5, 9, 9)
        );
        gateway.withdrawERC20For(2_000_000, ATTACKER, WETH, 173_600 ether, list);
    }

    /// The five whose keys were stolen, and four others.
    function _realValidators() private returns (address) {
        address[] memory nine = new address[](9);
        nine[0] = 0x11360EaCDEDd59bC433aFad4fc8f0417d1fbEbab;
        nine[1] = 0x1A15a5E25811FE1349d636a5053A0e59d53961C9;
        nine[2] = 0x70bB1FB41C8C42F6ddd53a708E2B82209495e455;
        nine[3] = 0xB9e59D56fd1632FC250935182BDd5C59188b2302;
        nine[4] = 0xf224beFf587362A88D859e899D0d80C080E1e812;
        for (uint256 i = 5; i < 9; ++i) nine[i] = signers[i];
        return _deploy("ValidatorSet.sol:ValidatorSet", abi.encode(nine, 5, 9));
    }
}
