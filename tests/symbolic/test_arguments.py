"""Arguments that are no exact matrix get one clear sentence, whatever the function."""
from __future__ import annotations

import pytest

import symbolic
from symbolic import InputError, matrix

A = matrix("5 4; -1 1")
CALLS = [(name, args) for name in ("jordan_form", "expm", "matrix_power", "frobenius_form", "smith_form", "charpoly", "minpoly", "det",
                                   "rank", "inverse", "nullspace", "rref", "lu")
         for args in (([[5, 4], [-1, 1]],), ("5 4; -1 1",), (3,))]
CALLS += [("solve", (A, [1, 2])), ("solve_any", (A, [1, 2])), ("sherman_morrison", (A, [1, 0], [0, 1])), ("is_similar", (A, "1"))]


@pytest.mark.parametrize(("name", "args"), CALLS, ids=[f"{n} {k}" for k, (n, _) in enumerate(CALLS)])
def test_anything_but_an_exact_matrix_is_refused(name, args):
    with pytest.raises(InputError, match="expected an exact matrix"):
        getattr(symbolic, name)(*args)
