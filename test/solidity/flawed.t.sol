// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGateway} from "../../contracts/interfaces/IGateway.sol";
import {RoninGatewayV1} from "../../contracts/ronin/RoninGatewayV1.sol";
import {SidechainGateway} from "../../contracts/ronin/SidechainGateway.sol";
import {ValidatorSet} from "../../contracts/ronin/ValidatorSet.sol";
import {BridgedToken} from "../../contracts/world/BridgedToken.sol";
import {BridgeTest} from "./BridgeTest.sol";

/// Each planted defect does what its file says, where the sound twin does not: the same steps are
/// made on both.
contract FlawedTest is BridgeTest {
    function test_pays_one_more_than_was_signed_for() external {
        vm.assertEq(_paidUsd("RoninGatewayV1.sol:RoninGatewayV1"), 5);
        vm.assertEq(_paidUsd("PaysOneMore.sol:PaysOneMore"), 6);
    }

    function test_pays_through_the_pause_hole() external {
        vm.assertEq(_paysWhilePaused("RoninGatewayV1.sol:RoninGatewayV1"), false);
        vm.assertEq(_paysWhilePaused("PauseHole.sol:PauseHole"), true);
    }

    function test_pays_an_id_twice() external {
        vm.assertEq(_paysTwice("RoninGatewayV1.sol:RoninGatewayV1"), false);
        vm.assertEq(_paysTwice("IdUsableTwice.sol:IdUsableTwice"), true);
    }

    function test_counts_a_duplicate_signer() external {
        vm.assertEq(_paysForDuplicates("RoninGatewayV1.sol:RoninGatewayV1"), false);
        vm.assertEq(_paysForDuplicates("DuplicateSigner.sol:DuplicateSigner"), true);
    }

    function test_refuses_large_amounts() external {
        string memory flawed = "RefusesLargeAmounts.sol:RefusesLargeAmounts";
        vm.assertEq(_paysEther("RoninGatewayV1.sol:RoninGatewayV1", 10 ether + 1), true);
        vm.assertEq(_paysEther(flawed, 10 ether), true);
        vm.assertEq(_paysEther(flawed, 10 ether + 1), false);
    }

    function test_is_content_with_one_vote_less() external {
        vm.assertEq(_leastVotes("ValidatorSet.sol:ValidatorSet", 5, 9), 5);
        vm.assertEq(_leastVotes("OneVoteShort.sol:OneVoteShort", 5, 9), 4);
    }

    function test_rounds_the_votes_needed_down() external {
        vm.assertEq(_leastVotes("ValidatorSet.sol:ValidatorSet", 1, 2), 5);
        vm.assertEq(_leastVotes("FloorNotCeil.sol:FloorNotCeil", 1, 2), 4);
        vm.assertEq(_leastVotes("ValidatorSet.sol:ValidatorSet", 5, 9), 5);
        vm.assertEq(_leastVotes("FloorNotCeil.sol:FloorNotCeil", 5, 9), 5);
    }

    function test_credits_a_deposit_with_every_vote() external {
        vm.assertEq(_creditedByNine("SidechainGateway.sol:SidechainGateway"), 3);
        vm.assertEq(_creditedByNine("CreditsEveryVote.sol:CreditsEveryVote"), 15);
    }

    function _paidUsd(string memory artifact) private returns (uint256 paid) {
        gateway = _filled(artifact);
        uint256 before = usdCoin.balanceOf(BOB);
        gateway.withdrawERC20For(0, BOB, address(usdCoin), 5, _usdList());
        return usdCoin.balanceOf(BOB) - before;
    }

    function _paysWhilePaused(string memory artifact) private returns (bool) {
        gateway = _filled(artifact);
        gateway.pause();
        return _isPaid(_usdList());
    }

    function _paysTwice(string memory artifact) private returns (bool) {
        gateway = _filled(artifact);
        vm.assertEq(_isPaid(_usdList()), true);
        return _isPaid(_usdList());
    }

    function _paysForDuplicates(string memory artifact) private returns (bool) {
        gateway = _filled(artifact);
        uint256[] memory same = new uint256[](5);
        for (uint256 i = 0; i < 5; ++i) same[i] = keys[0];
        return _isPaid(_list(_digest(0, BOB, address(usdCoin), 5), same));
    }

    function _paysEther(string memory artifact, uint256 amount) private returns (bool) {
        gateway = _filled(artifact);
        bytes memory list = _signed(0, BOB, address(wrappedEther), amount, 5);
        try gateway.withdrawERC20For(0, BOB, address(wrappedEther), amount, list) {
            return true;
        } catch (bytes memory reason) {
            vm.assertEq(bytes32(bytes4(reason)), bytes32(IGateway.VaultShort.selector));
            return false;
        }
    }

    function _leastVotes(
        string memory artifact,
        uint256 numerator,
        uint256 denominator
    ) private returns (uint256 votes) {
        bytes memory arguments = abi.encode(signers, numerator, denominator);
        ValidatorSet set = ValidatorSet(_deploy(artifact, arguments));
        while (!set.checkThreshold(votes)) ++votes;
    }

    function _creditedByNine(string memory artifact) private returns (uint256) {
        sideGateway = SidechainGateway(_deploy(artifact, abi.encode(sideRegistry)));
        BridgedToken token = new BridgedToken("Ether", "ETH", 18, address(sideGateway));
        sideRegistry.mapToken(address(0xE74), address(token));
        for (uint256 i = 0; i < 9; ++i) _acknowledge(i, 0, ALICE, token, 3);
        return token.balanceOf(ALICE);
    }

    /// A gateway with that logic and a vault of 100 ether and 100 dollars.
    function _filled(string memory artifact) private returns (RoninGatewayV1 made) {
        made = _behindProxy(_deploy(artifact, ""));
        vm.prank(ALICE);
        made.depositEth{value: 100 ether}();
        vm.prank(ISSUER);
        usdCoin.mint(address(made), 100e6);
    }

    function _usdList() private view returns (bytes memory) {
        return _signed(0, BOB, address(usdCoin), 5, 5);
    }

    function _isPaid(bytes memory list) private returns (bool) {
        try gateway.withdrawERC20For(0, BOB, address(usdCoin), 5, list) {
            return true;
        } catch {
            return false;
        }
    }
}
