"""Options: bad ones are refused when drawn; a missing Hypothesis is named; strategies work for a user elsewhere."""
from __future__ import annotations

import inspect
import subprocess
import sys
import textwrap
from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import find
from hypothesis.errors import InvalidArgument

from tests.source_tree import ROOT
from verify import strategies as st

CASES = sorted(name for name in dir(st) if name.endswith(("_matrices", "_nodes", "_pairs", "_updates", "_sequences", "realizations")))
BAD = [
    ("jordan_matrices", {"min_size": 3, "max_size": 2}), ("jordan_matrices", {"min_size": -1}), ("jordan_matrices", {"max_size": 2.0}),
    ("jordan_matrices", {"eigenvalues": ()}), ("jordan_matrices", {"eigenvalues": (0.5,)}), ("jordan_matrices", {"eigenvalues": 3}),
    ("jordan_matrices", {"max_block": 0}), ("jordan_matrices", {"max_block": 1, "defective": True}), ("jordan_matrices", {"fields": (4,)}),
    ("jordan_matrices", {"fields": ()}), ("jordan_matrices", {"fields": (0,)}), ("jordan_matrices", {"defective": "yes"}),
    ("jordan_matrices", {"max_size": 1, "defective": True}), ("jordan_matrices", {"max_size": 2, "defective": True, "derogatory": True}),
    ("jordan_matrices", {"min_size": 3, "eigenvalues": (1, 2), "defective": False, "derogatory": False}),
    ("rank_matrices", {"rank": 7}), ("rank_matrices", {"rank": -1}), ("smith_matrices", {"rank": 1.0}), ("inertia_matrices", {"singular": 1}),
    ("inertia_matrices", {"max_size": 1, "definite": False}), ("minpoly_matrices", {"max_size": 1, "cyclic": False}),
    ("companion_matrices", {"max_size": 1, "repeated": True}), ("singular_value_matrices", {"values": (-1,)}),
    ("singular_value_matrices", {"values": (0.5,)}), ("conditioned_matrices", {"kappas": (Fraction(1, 2),)}),
    ("conditioned_matrices", {"min_size": 0}), ("toeplitz_matrices", {"singular_minor": True, "tiny_minor": True}),
    ("toeplitz_matrices", {"max_size": 1, "singular_minor": True}), ("toeplitz_matrices", {"min_size": 0}), ("graded_matrices", {"lower": 2}),
    ("circulant_matrices", {"singular": "no"}), ("hankel_matrices", {"min_size": 0}), ("vandermonde_nodes", {"max_size": 1, "confluent": True}),
    ("vandermonde_nodes", {"max_size": 2, "confluent": True, "clustered": True}), ("cauchy_nodes", {"clustered": 1}),
    ("low_rank_updates", {"zero": True, "near": True}), ("low_rank_updates", {"max_rank": 0}), ("semiseparable_matrices", {"max_rank": 0}),
    ("ssd_sequences", {"decays": ()}), ("ssd_sequences", {"max_state": 0}), ("delta_sequences", {"betas": (0.5,)}),
    ("delta_sequences", {"max_width": 0}), ("krylov_pairs", {"breakdown": 0}), ("realizations", {"minimal": 3}),
]


@pytest.mark.parametrize(("name", "options"), BAD, ids=[f"{name}-{options}" for name, options in BAD])
def test_bad_options_are_refused_when_drawn(name, options):
    strategy = getattr(st, name)(**options)  # not before
    with pytest.raises(InvalidArgument, match=r"\w+=|needs|exclude|empty|eigenvalues"):
        find(strategy, bool)
    with pytest.raises(InvalidArgument):
        next(st.seeded(getattr(st, name), 1, **options))


@pytest.mark.parametrize("name", CASES)
def test_options_are_keywords_and_documented(name):
    function = getattr(st, name)
    for option in inspect.signature(function).parameters.values():
        assert option.kind is option.KEYWORD_ONLY
    with pytest.raises(TypeError):
        function(1)
    with pytest.raises(TypeError):
        function(minimum=1)
    assert ">>> " in function.__doc__
    assert repr(function(max_size=3)).startswith(name)


@pytest.mark.parametrize("name", CASES)
def test_seeds_repeat(name):
    function = getattr(st, name)
    first, again = ([repr(case) for case in islice(st.seeded(function, 5), 8)] for _ in range(2))
    assert first == again
    assert len(set(first)) > 3
    assert first != [repr(case) for case in islice(st.seeded(function, 6), 8)]


@pytest.mark.parametrize("name", CASES)
def test_cases_are_frozen_and_large_ones_are_drawn(name):
    case = next(st.seeded(getattr(st, name), 3, min_size=12, max_size=12))
    with pytest.raises(AttributeError):
        case.A = None
    data = case.a if name == "ssd_sequences" else case.K if name == "delta_sequences" else case.A
    assert max(data.shape) >= 12


def test_seeded_refuses_what_is_no_strategy():
    with pytest.raises(InvalidArgument):
        st.seeded(st.jordan_matrices(), 1)
    with pytest.raises(InvalidArgument):
        st.seeded(len, 1)


def test_public_names_are_re_exported_only():
    import ast
    tree = ast.parse((ROOT / "verify/strategies/__init__.py").read_text(encoding="utf-8"))
    assert all(isinstance(node, ast.ImportFrom) for node in tree.body[1:])
    assert all(callable(getattr(st, alias.name)) for node in tree.body[1:] for alias in node.names)


def test_without_hypothesis_the_error_names_the_extra():
    code = ("import sys; sys.modules['hypothesis'] = None\n"
            "from symbolic.errors import MissingDependencyError\n"
            "try:\n    from verify import strategies\n"
            "except MissingDependencyError as error:\n    print(error)\n")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert "eigenproof[audit]" in done.stdout


def test_importing_verify_does_not_import_hypothesis():
    code = "import sys, verify; print('hypothesis' in sys.modules, 'verify.strategies' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False", "False"]


def test_a_property_test_in_a_fresh_folder(tmp_path):
    (tmp_path / "test_mine.py").write_text(textwrap.dedent("""
        from hypothesis import given
        from verify import strategies as st

        @given(st.jordan_matrices())
        def test_definition(case):
            assert case.A * case.P == case.P * case.J

        @given(st.float_images(st.jordan_matrices(), dtype="float32"))
        def test_floats(image):
            assert image.array.dtype == "float32"
    """))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--strict-markers", "-W", "error", "-p", "no:cacheprovider", "test_mine.py"],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False, timeout=120,
    )
    assert "2 passed" in done.stdout, done.stdout + done.stderr
