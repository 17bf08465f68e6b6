// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {UsdCoin} from "../../contracts/world/UsdCoin.sol";
import {WrappedEther} from "../../contracts/world/WrappedEther.sol";
import {ByteChanger} from "../../contracts/world/ByteChanger.sol";
import {BridgeTest} from "./BridgeTest.sol";

/// The bridge that takes the two real calls of 23 March 2022: the tokens stand at their mainnet
/// addresses, and the five that signed are among the nine validators. `npm run bitflips` tries every
/// other value of each byte of both calls on the Hardhat chains and shows the table. Here that is
/// done with what the first one signs and with each mode and v; of all else each bit is flipped.
abstract contract RealCallTest is BridgeTest {
    address private constant WETH = 0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2;
    address private constant USDC = 0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48;
    address private constant THIEF = 0x098B716B8Aaf21512996dC57EB0615e2383E2f96;

    /// The list of signatures in the call: the selector, five words and the list's length are before.
    uint256 internal constant LIST = 196;
    uint256 internal constant ITEM_LENGTH = 66;

    ByteChanger private _changer;

    /// What came of the variants: all, those accepted, and of these the ones in which nothing but
    /// the spelling of a v is another, 0 for 27 or 1 for 28.
    uint256 internal _tried;
    uint256 internal _accepted;
    uint256 internal _respelled;

    function setUp() public override {
        super.setUp();
        vm.etch(WETH, address(wrappedEther).code);
        vm.etch(USDC, address(usdCoin).code);
        wrappedEther = WrappedEther(payable(WETH));
        usdCoin = UsdCoin(USDC);
        registry.updateContract("WETH_TOKEN", WETH);
        registry.mapToken(WETH, address(sideEther));
        registry.mapToken(USDC, address(sideUsd));
        for (uint256 i = 0; i < 5; ++i) validatorSet.removeValidator(signers[i]);
        validatorSet.addValidators(_realSigners());
        _depositEther(176_400 ether);
        vm.prank(ISSUER);
        usdCoin.mint(address(gateway), 26_000_000e6);
        _changer = ByteChanger(_deploy("ByteChanger.sol:ByteChanger", ""));
    }

    function test_the_call_unchanged_pays_the_real_recipient() external {
        (bool success, ) = address(gateway).call(_realCall());
        vm.assertEq(success, true);
        _assertPaid(THIEF);
    }

    function _realCall() internal view virtual returns (bytes memory);
    function _assertPaid(address thief) internal view virtual;

    function _etherCall(bytes memory list) internal view returns (bytes memory) {
        return
            abi.encodeCall(gateway.withdrawERC20For, (2_000_000, THIEF, WETH, 173_600 ether, list));
    }

    function _usdCall(bytes memory list) internal view returns (bytes memory) {
        return
            abi.encodeCall(gateway.withdrawERC20For, (2_000_001, THIEF, USDC, 25_500_000e6, list));
    }

    /// In the mode of all the real ones.
    function _realItem(bytes32 r, bytes32 s, uint8 v) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(1), r, s, v);
    }

    function test_of_2560_flips_and_2550_changes_in_the_list_only_the_respelled_v_are_accepted()
        external
    {
        bytes memory data = _realCall();
        for (uint256 i = 0; i < 5 * ITEM_LENGTH; ++i) {
            uint256 inItem = i % ITEM_LENGTH;
            bool isModeOrV = inItem == 0 || inItem == ITEM_LENGTH - 1;
            _tryByte(data, LIST + i, isModeOrV);
        }
        vm.assertEq(_tried, 2_560 + 2_550);
        vm.assertEq(_accepted, 5);
        vm.assertEq(_respelled, 5);
    }

    /// The arguments that are signed: the id, the recipient, the token and the amount.
    function _trySigned(bool isEveryValue) internal {
        _tryBytes(4, 32, isEveryValue);
        _tryBytes(48, 20, isEveryValue);
        _tryBytes(80, 20, isEveryValue);
        _tryBytes(100, 32, isEveryValue);
    }

    function _tryBytes(uint256 first, uint256 count, bool isEveryValue) private {
        bytes memory data = _realCall();
        for (uint256 i = first; i < first + count; ++i) _tryByte(data, i, isEveryValue);
    }

    function _everyValue() private pure returns (bytes memory every) {
        every = new bytes(256);
        for (uint256 value = 0; value < 256; ++value) every[value] = bytes1(uint8(value));
    }

    /// Returns a byte as it is, and with each of its bits flipped.
    function _flipsOf(uint8 was) private pure returns (bytes memory flipped) {
        flipped = abi.encodePacked(was, new bytes(8));
        for (uint256 bit = 0; bit < 8; ++bit) flipped[bit + 1] = bytes1(uint8(was ^ (1 << bit)));
    }

    /// Tries other values for a byte; the value that it has must be accepted.
    function _tryByte(bytes memory data, uint256 position, bool isEveryValue) private {
        uint8 was = uint8(data[position]);
        bool isV = position >= LIST && (position - LIST) % ITEM_LENGTH == ITEM_LENGTH - 1;
        bytes memory values = isEveryValue ? _everyValue() : _flipsOf(was);
        bytes4[] memory answers = _changer.answersTo(address(gateway), data, position, values);
        for (uint256 i = 0; i < values.length; ++i) {
            uint256 value = uint8(values[i]);
            bool isAccepted = answers[i] == ByteChanger.Accepted.selector;
            if (value == was) {
                vm.assertEq(isAccepted, true);
                continue;
            }
            ++_tried;
            if (!isAccepted) continue;
            ++_accepted;
            if (isV && was == value + 27) ++_respelled;
        }
    }

    function _realSigners() private pure returns (address[] memory real) {
        real = new address[](5);
        real[0] = 0x11360EaCDEDd59bC433aFad4fc8f0417d1fbEbab;
        real[1] = 0x1A15a5E25811FE1349d636a5053A0e59d53961C9;
        real[2] = 0x70bB1FB41C8C42F6ddd53a708E2B82209495e455;
        real[3] = 0xB9e59D56fd1632FC250935182BDd5C59188b2302;
        real[4] = 0xf224beFf587362A88D859e899D0d80C080E1e812;
    }
}

contract RealEtherCallTest is RealCallTest {
    function test_of_all_26520_changes_of_a_signed_byte_none_is_accepted() external {
        _trySigned(true);
        vm.assertEq(_tried, 26_520);
        vm.assertEq(_accepted, 0);
    }

    function _realCall() internal view override returns (bytes memory) {
        return
            _etherCall(
                bytes.concat(
                    _realItem(
                        0x175db2b62ed80a0973b4ea3581b22629026e3c6767125f14a98dc30194a53374,
                        0x4ba284b5855cfbc34c1416e7106bd1d4ce84f13ce816370645aad66c0fcae477,
                        27
                    ),
                    _realItem(
                        0x0984ea09911beeadcd3dab46621bc81071ba91ce24d5b7873bc6a34e34c6aafa,
                        0x563916059051649b3c1930425aa3a79a293cacf24a21bda3b2a46a1e3d39a655,
                        28
                    ),
                    _realItem(
                        0xf962ee0e333c2f7261b3077bb7b7544001d555df4bc2e6a5cae2b2dac3d1fe38,
                        0x75cd1d12fadbeb4c01f01e196aa36e395a94de074652971c646b4b3b7149b312,
                        27
                    ),
                    _realItem(
                        0x78bd67c4fa659087c5f7696d912dee9db37802a3393bf4bd799e22eb201e78d9,
                        0x0dc3f57e99d8916cd0282face42324f3afa0d96b0a09c4f914f15cac9c11037b,
                        27
                    ),
                    _realItem(
                        0x02b7a3a587c5be368f324893ed06df7bdcd3817b1880bd6dada86df15bd50d27,
                        0x5fc694a8914d1818a2d432f980a97892f303d5a893a3eec176f46957958ecb99,
                        28
                    )
                )
            );
    }

    function _assertPaid(address thief) internal view override {
        vm.assertEq(thief.balance, 173_600 ether);
    }
}

contract RealUsdCallTest is RealCallTest {
    function test_of_all_832_flips_of_a_signed_bit_none_is_accepted() external {
        _trySigned(false);
        vm.assertEq(_tried, 832);
        vm.assertEq(_accepted, 0);
    }

    function _realCall() internal view override returns (bytes memory) {
        return
            _usdCall(
                bytes.concat(
                    _realItem(
                        0x6734b276131c27fa94464db17b44ca517b0a9134b15ee4b776596725741cc783,
                        0x6beea1681dda98a83406515981e1d315d5eba13a0173a5a9688f9f920d7a3f7a,
                        28
                    ),
                    _realItem(
                        0x155c24a2d7a2ffb02530cf58da40c528301dfc22b21b16267dbf4eba2cd3d087,
                        0x276142bddd1d82404b2e75bd12993606a0c7c7626aa74c4d90bd7e4558fbe426,
                        28
                    ),
                    _realItem(
                        0x067c5aaba1b8e5bb686cda9efdae909aff86dc83f5be79f13af3ee677fb17911,
                        0x75e0b03401bdf7aa6e604eb995c7670384e6fadef3d687a00fd6d33cd47a0dde,
                        28
                    ),
                    _realItem(
                        0xdad673b6630394d15f8cca8975351d8272390a6c8bb1cb07cc2b04e8d7ea7a86,
                        0x7e56a99e9d0c17a8e0629cebda86ee5a5f8b42610494ad0ed0245ffe9b528763,
                        28
                    ),
                    _realItem(
                        0x2f1fb5b4c2b3718ea69197a5239316fbb9b805be3cdf8420324765ab53144b00,
                        0x6b3148921458e629ea254df2c383175ca250e6442b8904a0f50ffdf465f6aa6f,
                        27
                    )
                )
            );
    }

    function _assertPaid(address thief) internal view override {
        vm.assertEq(usdCoin.balanceOf(thief), 25_500_000e6);
    }
}
