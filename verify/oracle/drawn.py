"""Cases from the strategies of `verify.strategies`, which Hypothesis shrinks; they are made only where it is installed."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify.oracle.case import Case


def square(*more: Any, max_size: int = 4, **options: Any) -> Callable[[], Any]:
    """A strategy of Case((A, *more)), A = P J P^-1 an integer matrix with a hidden Jordan form; options as `jordan_matrices`.

    >>> from hypothesis import find
    >>> find(square(2)(), lambda case: case.args[0].any()).args
    (array([[1.]]), 2)
    """
    def make() -> Any:
        from verify.strategies import float_array, jordan_matrices
        return jordan_matrices(max_size=max_size, **options).map(lambda drawn: Case((float_array(drawn.A)[0], *more)))
    return make


def toeplitz_systems() -> Any:
    """A strategy of Case(((c, r), b)): nonsingular Toeplitz systems, many with a zero or tiny leading minor.

    >>> from hypothesis import find
    >>> find(toeplitz_systems(), lambda case: True).text
    "(array([1.0], dtype='float64'), array([1.0], dtype='float64')), array([0.0], dtype='float64')"
    """
    from verify.strategies import float_array, toeplitz_matrices

    def case(drawn: Any) -> Case:
        c, r, b = (float_array(x)[0].ravel() for x in (drawn.c, drawn.r, drawn.b))
        return Case(((c, r), b))
    return toeplitz_matrices(max_size=5).map(case)
