"""The findings, each run once in a process; several tests look at the same rows."""
from __future__ import annotations

import os
from functools import cache

import pytest

from verify.oracle.findings import FINDINGS, find

SLOW = "jordan-form-transcendental"
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
LATER = pytest.mark.skipif(not DEEP, reason="sympy takes long; make deep runs it (HYPOTHESIS_PROFILE=deep)")
NAMES = [pytest.param(f.name, marks=[pytest.mark.slow, LATER]) if f.name == SLOW else f.name for f in FINDINGS]
QUICK = [f.name for f in FINDINGS if f.name != SLOW]


@cache
def settled(name):
    return find(name).settle()
