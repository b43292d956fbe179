"""Float images: the exact case is the case of the very floats in the arrays."""
from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis.errors import InvalidArgument, Unsatisfiable

from symbolic import DomainError, I, det, from_float, identity, matrix, rank, sqrt
from verify import strategies as st


def held(image, name):
    """The exact values of an array by the general reader of floats, which `images` uses for complex entries only."""
    array = image.arrays[name]
    return from_float(array) if array.dtype.kind in "fc" else matrix(array)


@given(st.float_images(st.jordan_matrices()), st.float_images(st.jordan_matrices(), dtype="int32"),
       st.float_images(st.jordan_matrices(eigenvalues=(I, 1)), dtype="complex64"))
def test_integer_cases_survive(double, whole, gaussian):
    for image in (double, whole, gaussian):
        assert image.survives
        assert image.case is image.drawn
        assert held(image, "A") == image.exact["A"] == image.case.A
        assert image.case.A * image.case.P == image.case.P * image.case.J
    assert (double.array.dtype, whole.array.dtype) == (np.float64, np.int32)
    assert gaussian.array.dtype == np.complex64


@pytest.mark.parametrize("dtype", ["float64", "float32", "complex128", "complex64"])
@pytest.mark.parametrize("strategy", [
    st.toeplitz_matrices(), st.toeplitz_matrices(tiny_minor=True), st.graded_matrices(), st.circulant_matrices(), st.vandermonde_nodes(),
    st.cauchy_nodes(clustered=True), st.low_rank_updates(), st.low_rank_updates(near=True), st.ssd_sequences(), st.delta_sequences(),
    st.semiseparable_matrices(), st.krylov_pairs(), st.realizations(), st.orthogonal_matrices(), st.conditioned_matrices(),
], ids=repr)
def test_the_exact_data_are_those_of_the_arrays(strategy, dtype):
    @settings(max_examples=20)
    @given(st.float_images(strategy, dtype=dtype))
    def check(image):
        for name, array in image.arrays.items():
            assert array.dtype == dtype
            assert array.shape == image.exact[name].shape
            if array.size:
                assert held(image, name) == image.exact[name]
        if image.case is not None:
            for name, value in image.exact.items():
                assert getattr(image.case, name) == value
        assert not image.survives or image.case is image.drawn
    check()


@settings(max_examples=30)
@given(st.float_images(st.toeplitz_matrices(tiny_minor=True), dtype="float32"), st.float_images(st.delta_sequences()),
       st.float_images(st.low_rank_updates(near=True), dtype="float32"))
def test_truth_is_computed_again_after_rounding(toeplitz, delta, update):
    case = toeplitz.case
    if case is not None:
        assert case.A * case.x == case.b == toeplitz.exact["b"]
        assert case.det == det(case.A)
    assert delta.case.unit == all((delta.case.K * delta.case.K.T)[t, t] == 1 for t in range(delta.case.K.rows))
    case = update.case
    assert case.capacitance == identity(case.U.cols) + case.V.T * case.S_inverse * case.U
    assert (case.factor, case.rank) == (det(case.capacitance), rank(case.A))


def test_what_rounding_takes_away():
    quick = settings(max_examples=200, derandomize=True, database=None, phases=[Phase.generate])
    rounded = find(st.float_images(st.delta_sequences()), lambda image: not image.survives, settings=quick)
    assert not rounded.case.unit
    lost = find(st.float_images(st.orthogonal_matrices()), lambda image: not image.survives, settings=quick)
    assert lost.case is None
    assert lost.exact["A"] != lost.drawn.A
    assert lost.exact["A"].T * lost.exact["A"] != identity(lost.drawn.A.rows)


@given(st.float_images(st.orthogonal_matrices(dyadic=True)), st.float_images(st.conditioned_matrices()),
       st.float_images(st.delta_sequences(dyadic=True)))
def test_dyadic_cases_survive(orthogonal, conditioned, delta):
    assert orthogonal.survives
    assert conditioned.survives
    assert delta.survives


def test_an_array_of_each_type():
    third = matrix("1/3 2")
    for dtype in ("float64", "float32", "complex128", "complex64"):
        array, exact = st.float_array(third, dtype)
        assert array.dtype == dtype
        assert exact == from_float(array)
    array, exact = st.float_array(matrix([[sqrt(2)]]))
    assert exact[0, 0].as_fraction() == Fraction(*(2**0.5).as_integer_ratio())
    for dtype in ("int32", "int64"):
        assert st.float_array(matrix("1 2"), dtype)[0].dtype == dtype
    for value, dtype in ((third, "int64"), (matrix([[2**40]]), "int32"), (matrix([[10**40]]), "float32"), (matrix([[I]]), "float64")):
        with pytest.raises(DomainError):
            st.float_array(value, dtype)
    with pytest.raises(InvalidArgument):
        st.float_image(3)
    with pytest.raises(InvalidArgument):
        st.float_array(third, "float16")
    with pytest.raises(InvalidArgument):
        find(st.float_images(st.jordan_matrices(), dtype="int8"), bool)
    with pytest.raises(Unsatisfiable):
        find(st.float_images(st.jordan_matrices(eigenvalues=(Fraction(1, 3),)), dtype="int64"), bool, settings=settings(max_examples=10, database=None))
