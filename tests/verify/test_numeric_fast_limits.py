"""The edges of float64 and of the arguments: sizes near overflow and underflow, and counts that are no numbers."""
from __future__ import annotations

import numpy as np
import pytest

from symbolic import InputError, ShapeError, UnableError
from verify.numeric.fast import cauchy, circulant, krylov, one_semiseparable, ssd, toeplitz, vandermonde, woodbury


@pytest.mark.parametrize("scale", [1e300, 1e200, 1e-200, 1e-320])
def test_a_circulant_of_any_size_in_float64_is_solved(scale):
    c = np.array([1.0, 2.0, 3.0]) * scale
    assert np.allclose(circulant.solve(c, c), [1, 0, 0], rtol=0, atol=1e-3 if scale < 1e-300 else 1e-15)


@pytest.mark.parametrize("question", [
    lambda: ssd.matvec([1, 2], [[1], [2]], [[1], [2]], [1, 2], 1.5),
    lambda: one_semiseparable.matvec([1, 2], [1, 2], "x"),
    lambda: vandermonde.transposed_matvec([1, 2], [1, 3], -1),
    lambda: krylov.arnoldi([[1, 2], [3, 4]], [1, 1], None),
    lambda: krylov.cg([[2, 1], [1, 2]], [1, 1], None),
    lambda: krylov.gmres([[2, 1], [1, 2]], [1, 1], 1e-10, "x"),
])
def test_sizes_that_are_no_numbers_are_refused(question):
    with pytest.raises(InputError):
        question()


@pytest.mark.filterwarnings("error")
def test_nodes_a_subnormal_apart_overflow_without_a_warning():
    tiny = 5e-324
    assert not np.isfinite(vandermonde.solve([0, tiny], [0, 1])).all()
    assert not np.isfinite(vandermonde.transposed_solve([0, tiny], [0, 1])).all()
    assert np.isinf(cauchy.matvec([tiny], [0], [1])).all()


def test_a_solution_beyond_float64_is_said_to_leave_its_range():
    with pytest.raises(UnableError, match="leaves the range of float64"):
        toeplitz.solve([5e-324], None, [1])


def test_woodbury_needs_a_function_that_fits():
    with pytest.raises(InputError, match="S_solve"):
        woodbury.solve(None, [[1]], [[1]], [1])
    with pytest.raises(ShapeError):
        woodbury.solve(lambda b: np.vstack([b, b]), [[1]], [[1]], [1])
