/** The part of every Solidity test in which it stands in the gateway's place. */
export const standIn = `
    function _withdraw(uint256 at, address token, uint256 amount) private {
        vm.warp(at);
        uint256 id = _requests.length;
        IWithdrawalGuard.Request memory request = _requestOf(id, token, amount);
        _requests.push();
        _ask(request);
        if (_isHeld) {
            request.heldSince = uint64(at);
            try _guard.onHeld(request, "") {} catch {
                _hasFailed = true;
            }
        }
        _store(id, request);
    }

    function _release(uint256 at, uint256 which) private {
        vm.warp(at);
        IWithdrawalGuard.Request memory request = _requests[which];
        request.phase = IWithdrawalGuard.Phase.Release;
        if (at < request.notBefore) _isPaid = false;
        else _ask(request);
    }

    function _cancel(uint256 at, uint256 which) private {
        vm.warp(at);
        IWithdrawalGuard.Withdrawal memory withdrawal = _requests[which].withdrawal;
        try _guard.onCancelled(_requests[which].key, withdrawal.token, withdrawal.amount) {} catch {}
    }

    function _deposit(uint256 at, address token, uint256 amount) private {
        vm.warp(at);
        try _guard.onDeposited(token, OUTSIDER, amount) {} catch {}
    }

    /// Asks as the gateway does, and commits where the guard allows.
    function _ask(IWithdrawalGuard.Request memory request) private {
        (_isPaid, _isHeld, _hasFailed) = (false, false, false);
        try _guard.assess{gas: 300_000}(request, "") returns (
            IWithdrawalGuard.Decision memory decision
        ) {
            _isHeld = decision.action == IWithdrawalGuard.Action.Hold;
            request.notBefore = decision.notBefore;
            if (decision.action == IWithdrawalGuard.Action.Allow) {
                try _guard.onPaid(request, "") {
                    _isPaid = true;
                } catch {
                    _hasFailed = true;
                }
            }
        } catch {
            _hasFailed = true;
        }
    }

    function _store(uint256 id, IWithdrawalGuard.Request memory request) private {
        IWithdrawalGuard.Request storage stored = _requests[id];
        stored.withdrawal = request.withdrawal;
        stored.key = request.key;
        stored.quorum = request.quorum;
        stored.vault = request.vault;
        stored.submitter = request.submitter;
        stored.heldSince = request.heldSince;
        stored.notBefore = request.notBefore;
    }

    /// A stranger calls the guard, which may refuse, or change nothing.
    function _call(uint256 at, bytes memory data) private {
        vm.warp(at);
        vm.record();
        vm.prank(OUTSIDER);
        (bool success, ) = address(_guard).call(data);
        (, bytes32[] memory writes) = vm.accesses(address(_guard));
        _isChanged = success && writes.length > 0;
    }

    function _requestOf(
        uint256 id,
        address token,
        uint256 amount
    ) private pure returns (IWithdrawalGuard.Request memory request) {
        request.withdrawal = IWithdrawalGuard.Withdrawal(
            id, 2020, bytes32(id), token, THIEF, amount, 1, 0
        );
        request.key = keccak256(abi.encode(request.withdrawal));
        request.quorum.signers = new address[](1);
        request.quorum.signers[0] = THIEF;
        request.quorum.weights = new uint256[](1);
        request.quorum.weights[0] = 1;
        (request.quorum.weight, request.quorum.total, request.quorum.minimum) = (1, 1, 1);
        request.vault.balance = 1 << 130;
        request.submitter = THIEF;
    }
`;
