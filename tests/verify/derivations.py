"""What the tests of the checker of expression trees share: derivations made of facts, and what should become of them."""
from __future__ import annotations

import pytest

from verify.kernel.errors import Malformed, Rejected
from verify.steps.facts import check_derivation


def derivation(*facts, given=None, roots=None, nonzero=(), letters=None, laws=(), answer=()):
    read = [fact if isinstance(fact, dict) else fact.to_json() for fact in facts]
    return {
        "format": "eigenproof-derivation", "version": 1, "roots": roots or {}, "nonzero": list(nonzero),
        "letters": letters or {}, "laws": [law.to_json() for law in laws], "given": {k: v.to_json() for k, v in (given or {}).items()}, "steps": read,
        "answer": [fact.to_json() for fact in answer],
    }


def check(*facts, **header):
    return check_derivation(derivation(*facts, **header))


def rejected(*facts, **header):
    with pytest.raises(Rejected) as caught:
        check(*facts, **header)
    return caught.value


def malformed(*facts, **header):
    with pytest.raises(Malformed):
        check(*facts, **header)
