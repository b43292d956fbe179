"""The float64 run beside exercise 3.4: what double precision makes of a calculation whose exact residual is zero.

The only place of the chapter where floating point is the subject. Residuals are measured exactly: a double is a dyadic
rational, so the products are formed with Fractions and rounded once, for printing.
"""
from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from exercises.deriving.literals import times
from exercises.document import Table

if TYPE_CHECKING:
    import numpy as np

SEED, SIZE = 0, 5


def double_table() -> Table:
    """Return the table: the same formula in exact and in double arithmetic, on the example and on a seeded draw."""
    import numpy as np
    example = (np.array([[2.0, 1, 0], [1, 1, 0], [0, 1, 1]]), np.array([1.0, 0, 1]), np.array([1.0, 0, 1]))
    generator = np.random.default_rng(SEED)
    drawn = (generator.standard_normal((SIZE, SIZE)), generator.standard_normal(SIZE), generator.standard_normal(SIZE))
    rows = [
        ("the example, exact", "0", "0", "not asked"),
        ("the example, float64", *_measured(*example)),
        (f"a random {SIZE} x {SIZE} matrix (normal entries, seed {SEED}), float64", *_measured(*drawn)),
        ("the row above, every entry of M multiplied by 1 + 1e-6", *_measured(*drawn, factor=1 + 1e-6)),
    ]
    header = ("calculation", "largest entry of |(S + u vᵀ) M − I|", "largest error of M, relative to its largest entry",
              "numpy.allclose((S + u vᵀ) M, I)")
    caption = ("M is what the formula gives. numpy.allclose compares with its defaults, rtol 1e-5 and atol 1e-8; the "
               "precision of a double is 2⁻⁵², about 2.2e-16.")
    return Table(caption, tuple((h,) for h in header), tuple(tuple((cell,) for cell in row) for row in rows))


def _measured(
    S: np.ndarray[Any, Any], u: np.ndarray[Any, Any], v: np.ndarray[Any, Any], factor: float = 1.0,
) -> tuple[str, str, str]:
    """Return largest residual, relative error against the exact inverse, and the answer of allclose."""
    import numpy as np
    R = np.linalg.inv(S)
    M = (R - np.outer(R @ u, v @ R) / (1 + v @ R @ u)) * factor
    exact_t = [[x + y * z for x, z in zip(row, _exact(v), strict=True)]
               for row, y in zip(map(_exact, S), _exact(u), strict=True)]
    exact_m = [_exact(row) for row in M]
    product = times(exact_t, exact_m)
    residual = max(abs(x - int(i == j)) for i, row in enumerate(product) for j, x in enumerate(row))
    inverse = _inverse(exact_t)
    error = max(abs(x - y) for p, q in zip(inverse, exact_m, strict=True) for x, y in zip(p, q, strict=True))
    largest = max(abs(x) for row in inverse for x in row)
    close = np.allclose((S + np.outer(u, v)) @ M, np.eye(len(S)))
    return _short(residual), _short(error / largest), str(bool(close))


def _exact(row: np.ndarray[Any, Any]) -> list[Fraction]:
    return [Fraction(float(x)) for x in row]


def _inverse(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    from symbolic.matrices.elimination import inverse
    from symbolic.matrices.matrix import ExactMatrix
    entries = inverse(ExactMatrix.from_rows(rows)).entries()
    return [[Fraction(int(x.numerator), int(x.denominator)) for x in row] for row in entries]


def _short(x: Fraction) -> str:
    return "0" if x == 0 else f"{float(x):.1e}"
