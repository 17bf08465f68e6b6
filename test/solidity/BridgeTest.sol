// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRoninGatewayV1} from "../../contracts/interfaces/IRoninGatewayV1.sol";
import {Registry} from "../../contracts/ronin/Registry.sol";
import {RoninGatewayV1} from "../../contracts/ronin/RoninGatewayV1.sol";
import {SidechainGateway} from "../../contracts/ronin/SidechainGateway.sol";
import {ValidatorSet} from "../../contracts/ronin/ValidatorSet.sol";
import {BridgedToken} from "../../contracts/world/BridgedToken.sol";
import {UsdCoin} from "../../contracts/world/UsdCoin.sol";
import {WrappedEther} from "../../contracts/world/WrappedEther.sol";

/// The cheat codes in use.
interface Vm {
    function addr(uint256 key) external pure returns (address);
    function sign(
        uint256 key,
        bytes32 digest
    ) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function prank(address sender) external;
    function startPrank(address sender) external;
    function stopPrank() external;
    function deal(address account, uint256 balance) external;
    function etch(address account, bytes calldata code) external;
    function chainId(uint256 id) external;
    function warp(uint256 timestamp) external;
    function load(address account, bytes32 slot) external view returns (bytes32);
    function store(address account, bytes32 slot, bytes32 value) external;
    function getCode(string calldata artifact) external view returns (bytes memory);
    function expectRevert() external;
    function expectRevert(bytes4 selector) external;
    function expectRevert(bytes calldata data) external;
    function expectEmit() external;
    function expectEmit(address emitter) external;
    function snapshotGasLastCall(string calldata group, string calldata name) external;
    function assertEq(bool left, bool right) external pure;
    function assertEq(uint256 left, uint256 right) external pure;
    function assertEq(address left, address right) external pure;
    function assertEq(bytes32 left, bytes32 right) external pure;
    function assertEq(string calldata left, string calldata right) external pure;
    function assertEq(bytes calldata left, bytes calldata right) external pure;
    function assertEq(address[] calldata left, address[] calldata right) external pure;
}

/// Both chains in one, with nine validators of whom five are needed. This contract is the
/// administrator of everything. The keys of the validators are sorted by address, so that the
/// signatures of the first n of them form a valid list.
abstract contract BridgeTest {
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);
    address internal constant STRANGER = address(0x57A);
    address internal constant ISSUER = address(0x155);

    uint256[] internal keys;
    address[] internal signers;

    ValidatorSet internal validatorSet;
    Registry internal registry;
    /// The logic behind the proxy, and the proxy.
    RoninGatewayV1 internal logic;
    RoninGatewayV1 internal gateway;
    WrappedEther internal wrappedEther;
    UsdCoin internal usdCoin;
    /// Zero decimals, and minted by the gateway of its chain.
    BridgedToken internal potion;

    Registry internal sideRegistry;
    SidechainGateway internal sideGateway;
    BridgedToken internal sideEther;
    BridgedToken internal sideUsd;
    BridgedToken internal sidePotion;

    function setUp() public virtual {
        keys = _sorted(_newKeys("validator", 9));
        for (uint256 i = 0; i < keys.length; ++i) signers.push(vm.addr(keys[i]));
        validatorSet = ValidatorSet(
            _deploy("ValidatorSet.sol:ValidatorSet", abi.encode(signers, 5, 9))
        );
        _deployMainchain();
        _deploySidechain();
        _mapTokens(registry);
        _mapTokens(sideRegistry);
        vm.deal(ALICE, 1_000_000 ether);
        vm.prank(ISSUER);
        usdCoin.mint(ALICE, 1_000_000e6);
    }

    function _deployMainchain() private {
        registry = Registry(_deploy("Registry.sol:Registry", ""));
        wrappedEther = WrappedEther(payable(_deploy("WrappedEther.sol:WrappedEther", "")));
        usdCoin = UsdCoin(_deploy("UsdCoin.sol:UsdCoin", abi.encode(ISSUER)));
        registry.updateContract("VALIDATOR", address(validatorSet));
        registry.updateContract("WETH_TOKEN", address(wrappedEther));
        logic = RoninGatewayV1(payable(_deploy("RoninGatewayV1.sol:RoninGatewayV1", "")));
        gateway = _behindProxy(address(logic));
        potion = _bridged("Smooth Love Potion", "SLP", 0, address(gateway));
    }

    function _deploySidechain() private {
        sideRegistry = Registry(_deploy("Registry.sol:Registry", ""));
        sideRegistry.updateContract("VALIDATOR", address(validatorSet));
        sideGateway = SidechainGateway(
            _deploy("SidechainGateway.sol:SidechainGateway", abi.encode(sideRegistry))
        );
        sideEther = _bridged("Ronin Wrapped Ether", "WETH", 18, address(sideGateway));
        sideUsd = _bridged("USD Coin", "USDC", 6, address(sideGateway));
        sidePotion = _bridged("Smooth Love Potion", "SLP", 0, address(sideGateway));
    }

    function _mapTokens(Registry target) private {
        target.mapToken(address(wrappedEther), address(sideEther));
        target.mapToken(address(usdCoin), address(sideUsd));
        target.mapToken(address(potion), address(sidePotion));
    }

    function _bridged(
        string memory name,
        string memory symbol,
        uint8 decimals,
        address minter
    ) private returns (BridgedToken) {
        bytes memory arguments = abi.encode(name, symbol, decimals, minter);
        return BridgedToken(_deploy("BridgedToken.sol:BridgedToken", arguments));
    }

    function _behindProxy(address code) internal returns (RoninGatewayV1) {
        bytes memory call = abi.encodeCall(IRoninGatewayV1.initialize, (address(registry)));
        return
            RoninGatewayV1(
                payable(_deploy("GatewayProxy.sol:GatewayProxy", abi.encode(code, call)))
            );
    }

    /// Deploys a contract by the name of its artifact. With `new`, each test would hold the code of
    /// all contracts and be longer than allowed.
    function _deploy(
        string memory artifact,
        bytes memory arguments
    ) internal returns (address made) {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly {
            made := create(0, add(code, 0x20), mload(code))
        }
        require(made != address(0), "deployment failed");
    }

    function _depositEther(uint256 amount) internal {
        vm.prank(ALICE);
        gateway.depositEth{value: amount}();
    }

    function _depositUsd(uint256 amount) internal {
        vm.startPrank(ALICE);
        usdCoin.approve(address(gateway), amount);
        gateway.depositERC20(address(usdCoin), amount);
        vm.stopPrank();
    }

    /// Credits tokens on the sidechain, by as many validators as are needed.
    function _creditOnSidechain(
        uint256 depositId,
        address owner,
        BridgedToken token,
        uint256 amount
    ) internal {
        for (uint256 i = 0; i < 5; ++i) _acknowledge(i, depositId, owner, token, amount);
    }

    function _acknowledge(
        uint256 validator,
        uint256 depositId,
        address owner,
        BridgedToken token,
        uint256 amount
    ) internal {
        vm.prank(signers[validator]);
        sideGateway.depositERC20For(depositId, owner, address(token), amount);
    }

    function _digest(
        uint256 id,
        address user,
        address token,
        uint256 amount
    ) internal pure returns (bytes32) {
        return keccak256(bytes.concat("withdrawERC20", abi.encodePacked(id, user, token, amount)));
    }

    /// The signatures of the first `count` validators under a withdrawal.
    function _signed(
        uint256 id,
        address user,
        address token,
        uint256 amount,
        uint256 count
    ) internal view returns (bytes memory) {
        return _list(_digest(id, user, token, amount), _firstKeys(count));
    }

    /// A list of signatures in the usual mode, in the order of the keys.
    function _list(
        bytes32 digest,
        uint256[] memory signingKeys
    ) internal pure returns (bytes memory list) {
        for (uint256 i = 0; i < signingKeys.length; ++i) {
            list = bytes.concat(list, _item(digest, signingKeys[i], 1));
        }
    }

    function _item(bytes32 digest, uint256 key, uint8 mode) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _prefixed(digest, mode));
        return abi.encodePacked(mode, r, s, v);
    }

    function _prefixed(bytes32 digest, uint8 mode) internal pure returns (bytes32) {
        if (mode == 1) return keccak256(bytes.concat("\x19Ethereum Signed Message:\n32", digest));
        if (mode == 2) return keccak256(bytes.concat("\x19Ethereum Signed Message:\n\x20", digest));
        return digest;
    }

    function _firstKeys(uint256 count) internal view returns (uint256[] memory chosen) {
        chosen = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) chosen[i] = keys[i];
    }

    function _newKeys(
        string memory name,
        uint256 count
    ) internal pure returns (uint256[] memory made) {
        made = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) made[i] = uint256(keccak256(abi.encode(name, i)));
    }

    /// Sorts keys by the addresses that belong to them.
    function _sorted(uint256[] memory unsorted) internal pure returns (uint256[] memory) {
        for (uint256 i = 1; i < unsorted.length; ++i) {
            for (uint256 j = i; j > 0 && vm.addr(unsorted[j]) < vm.addr(unsorted[j - 1]); --j) {
                (unsorted[j], unsorted[j - 1]) = (unsorted[j - 1], unsorted[j]);
            }
        }
        return unsorted;
    }

    function _one(address account) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = account;
    }
}

/// A vault of 100 ether and 100 dollars.
abstract contract FullVaultTest is BridgeTest {
    address internal _weth;
    address internal _usd;

    function setUp() public override {
        super.setUp();
        _weth = address(wrappedEther);
        _usd = address(usdCoin);
        _depositEther(100 ether);
        _depositUsd(100e6);
    }

    function _expectQuorumNotReached(uint256 votes) internal {
        vm.expectRevert(
            abi.encodeWithSelector(IRoninGatewayV1.QuorumNotReached.selector, votes, 5, 9, 9)
        );
    }
}
