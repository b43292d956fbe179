"""What one replay leaves behind for the next, and what it refuses to start with."""
from __future__ import annotations

import pytest

from tests.verify.test_kernel_logic import intro
from tests.verify.theories import f, forall, theory
from verify.kernel import Malformed, check
from verify.kernel.theory import replay


def test_an_integer_that_cannot_be_printed_is_refused():
    huge = 10**5000
    with pytest.raises(Malformed):
        check({"format": "eigenproof-theory", "theorems": [["t", ["=", huge, huge], ["lin", []]]]})


def test_a_replay_that_fails_inside_an_atom_leaves_nothing_half_made(monkeypatch):
    data = theory(["t", forall(["f", "f", 1], ["=", f("f", 32503), f("f", 32503)]), intro("f", ["lin", []])])

    def interrupted(_):
        raise RecursionError
    with monkeypatch.context() as patch:
        patch.setattr("verify.kernel.atoms.names", interrupted)
        with pytest.raises(Malformed):
            replay(data)
    assert replay(data)
