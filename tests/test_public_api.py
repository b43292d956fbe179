"""The public names, exactly: a name that appears or disappears shows up here as a change somebody made on purpose."""
from __future__ import annotations

import importlib

import pytest

from tests.source_tree import ROOT

SNAPSHOT = ROOT / "tests" / "public_api.txt"
MODULES = ("symbolic", "verify", "verify.kernel", "verify.steps", "exercises")


def recorded() -> dict[str, list[str]]:
    """The snapshot: a line `module: name name name` may be continued by indented lines."""
    names: dict[str, list[str]] = {}
    module = ""
    for line in SNAPSHOT.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            module, _, line = line.partition(":")
        names.setdefault(module, []).extend(line.split())
    return names


@pytest.mark.parametrize("module", MODULES)
def test_names_are_exactly_these(module):
    assert sorted(importlib.import_module(module).__all__) == sorted(recorded()[module])


@pytest.mark.parametrize("module", MODULES)
def test_every_name_exists_and_is_listed_by_dir(module):
    loaded = importlib.import_module(module)
    assert len(set(loaded.__all__)) == len(loaded.__all__)
    for public in loaded.__all__:
        assert getattr(loaded, public) is not None
        assert public in dir(loaded)


def test_the_errors_form_one_tree():
    import symbolic
    errors = importlib.import_module("symbolic.errors")
    own = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert len(own) >= 12
    assert all(issubclass(value, symbolic.ExactError) for value in own)
    assert issubclass(symbolic.InputError, ValueError)
    assert issubclass(symbolic.NoSuchObjectError, ArithmeticError)
