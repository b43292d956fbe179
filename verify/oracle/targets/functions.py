"""Functions of matrices: existence first, then the value from `symbolic` in balls, and the exact relative condition of f at A."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from symbolic.errors import NoSuchObjectError, UnableError
from symbolic.functions.existence import check_logarithm, square_root_exists
from symbolic.functions.jets import CUT
from symbolic.functions.matrixfunction import matrix_function
from symbolic.functions.squareroot import square_root
from symbolic.matrices.elimination import rank
from symbolic.matrices.matrix import ExactMatrix
from verify.numeric.balls.exponential import exponential
from verify.oracle.case import Case, Draw, Named
from verify.oracle.drawn import square
from verify.oracle.exact import exact_matrix, is_singular, product
from verify.oracle.frechet import function_condition, power_scalar
from verify.oracle.matrices import hidden_jordan, larger, named, random_square
from verify.oracle.measures import Measures, compare, relative_error
from verify.oracle.registry import problem, target
from verify.oracle.spectrum import parts, reach
from verify.oracle.truth import CONSTANT, Truth, absent
from verify.oracle.values import DIGITS, Value, value_of

LARGEST = 7  # order: the derivative of f at A is a matrix of order n^2
KAPPA = "relative condition of f at A, Frobenius norm"
FUNCTIONS = {"numpy.exp": "exp", "numpy.sin": "sin", "numpy.cos": "cos", "numpy.log": "log", "numpy.sqrt": "sqrt"}


def _table(*rows: tuple[str, list[list[Any]], str]) -> Iterator[Case]:
    import numpy as np
    for family, table, dtype in rows:
        yield Case((np.array(table, dtype=dtype),), family=family)


def _cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    draw = replace(draw, largest=min(draw.largest, LARGEST))
    for name, A in [*named(), *random_square(draw)]:
        yield Case((A,), family=name)
    for _ in range(draw.count):
        yield Case((hidden_jordan(draw, draw.size(2), 1, 4),), family="hidden positive Jordan form")
        G = np.array(draw.integers(draw.largest, draw.size(2)))
        yield Case((G.T @ G + np.eye(G.shape[1]),), family="positive definite")
    yield from (Case((A,), family=name) for name, A in larger(9))  # the truth of order 16 takes too long
    yield from _table(
        ("root of a nilpotent", [[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]], "float64"),
        ("semisimple zero", [[0.0, 0.0], [0.0, 4.0]], "float64"), ("1x1 one", [[1.0]], "float64"), ("1x1 int", [[4]], "int64"),
        ("int64 defective", [[2, 1], [0, 2]], "int64"), ("1x1 negative", [[-1.0]], "float64"),
        ("float32", [[4.0, 1.0], [0.0, 9.0]], "float32"),
    )


def _answer(A: ExactMatrix, value: Value, f: Any, measure: Callable[[Any], Measures] | None = None) -> Truth:
    return Truth(value, kappa=function_condition(A, f, value), kappa_name=KAPPA, size=A.rows, measure=measure)


def nearest(found: Value, A: ExactMatrix, value: Value, residual: float, law: str) -> Measures:
    """The errors against the nearer branch: the principal value, its conjugate for a real A, or whatever fulfils the law."""
    other = Value(value.shape, tuple((x, -y) for x, y in value.entries), value.radius)
    plain, turned = compare(found, value, residual), compare(found, other, residual)
    if value_of(A).is_real and turned.error < plain.error:
        plain = replace(turned, truth=f"{other}, the conjugate branch")
    if residual < plain.error:  # of this answer nothing is known but that
        return Measures(residual, None, residual, truth=f"any X with {law}, such as {value}")
    return plain


# ---- the exponential ---------------------------------------------------------------------------------------------------

def _exponential_cases(draw: Draw) -> Iterator[Case]:
    yield from (case for case in _cases(draw) if case.family != "large")
    yield from _table(
        ("nilpotent int64", [[0, 3, 1], [0, 0, 2], [0, 0, 0]], "int64"), ("1x1 int64", [[3]], "int64"),
        ("stiff", [[-100.0, 99.0], [99.0, -100.0]], "float64"), ("large off-diagonal", [[1.0, 1e6], [0.0, -1.0]], "float64"),
        ("complex64", [[0.0, 1j], [1j, 0.0]], "complex64"), ("overflow", [[800.0]], "float64"),
        ("negative rows", [[-49.0, 24.0], [-64.0, 31.0]], "float64"),
    )


@problem("expm", "f(A) -> e^A, an n x n array", cases=_exponential_cases, strategy=square())
def exponential_truth(case: Case) -> Truth:
    """e^A in balls; it always exists."""
    A = exact_matrix(case.args[0])
    return _answer(A, value_of(exponential(A, 1, DIGITS)), "exp")


# ---- the square root ---------------------------------------------------------------------------------------------------

def _root_cases(draw: Draw) -> Iterator[Case]:
    import numpy as np
    yield from _cases(draw)
    yield Case((np.float64(1.0),), family="scalar")
    yield Case((np.float64(4.0),), family="scalar")


@problem("sqrtm", "f(A) -> the principal square root X of A, X X = A, an n x n array", cases=_root_cases,
         strategy=square())
def square_root_truth(case: Case) -> Truth:
    """The principal root; where there is none but another exists, any X with X X = A is right."""
    import numpy as np
    scalar = not np.ndim(case.args[0])
    A = exact_matrix(np.atleast_2d(case.args[0]))
    try:
        root = square_root(A)
    except NoSuchObjectError as error:
        return absent(str(error).partition(": ")[2])
    value, right = value_of(root.enclose(DIGITS)), value_of(A)
    free = root.kind != "principal" or is_singular(A)

    def measure(returned: Any) -> Measures:
        found = value_of(returned)
        found = found.reshape(1, 1) if scalar and not found.shape else found
        if found.shape != value.shape:
            return compare(found, value)
        residual = relative_error(product(found, found), right)
        return nearest(found, A, value, residual, "X X = A") if free else compare(found, value, residual)

    if is_singular(A):
        return Truth(value, kappa=float("inf"), kappa_name=KAPPA, size=A.rows, measure=measure)
    return _answer(A, value, "sqrt", measure)


# ---- logarithm, sign, any function, powers -------------------------------------------------------------------------------

@problem("logm", "f(A) -> the principal logarithm X of A, e^X = A, an n x n array", cases=_cases, strategy=square())
def logarithm_truth(case: Case) -> Truth:
    """The principal logarithm; with an eigenvalue on the branch cut any X with e^X = A is right."""
    A = exact_matrix(case.args[0])
    try:
        check_logarithm(A)
    except NoSuchObjectError as error:
        return absent(str(error).partition(": ")[2])
    result = matrix_function(A, "log")
    value, right = value_of(result.enclose(DIGITS)), value_of(A)

    def measure(returned: Any) -> Measures:
        found = value_of(returned)
        plain = compare(found, value)
        if plain.fault or not _on_cut(result.notes):
            return plain
        residual = relative_error(value_of(exponential(exact_matrix(returned), 1, DIGITS)), right)
        return nearest(found, A, value, residual, "e^X = A")

    return _answer(A, value, "log", measure)


def _on_cut(notes: tuple[str, ...]) -> bool:
    return any(CUT in note for note in notes)


def _sign_cases(draw: Draw) -> Iterator[Case]:
    yield from _cases(draw)
    yield from _table(
        ("one negative eigenvalue", [[1.0, 2.0], [3.0, 5.999]], "float64"),
        ("defective on both sides", [[0.0, 1.0, 0.0, 0.5], [1.0, 0.0, 0.5, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0]],
         "float64"),
    )


@problem("signm", "f(A) -> sign(A), an n x n array; A has no eigenvalue on the imaginary axis", cases=_sign_cases,
         strategy=square())
def sign_truth(case: Case) -> Truth:
    """The sign function by the side of each eigenvalue; a semisimple eigenvalue 0 is a matter of convention: not judged."""
    A = exact_matrix(case.args[0])
    try:
        value = value_of(matrix_function(A, "sign").enclose(DIGITS))
    except NoSuchObjectError as error:
        if rank(A) < A.rows and rank(A * A) == rank(A):
            raise UnableError("sign: 0 is a semisimple eigenvalue, and sign(0) = 0 a convention") from error
        return absent(str(error).partition(": ")[2])
    found, size = parts(A), value_of(A).norm
    if min(abs(p.value.real) for p in found) <= reach(found, CONSTANT * A.rows * case.unit * size):
        return Truth(value, kappa=float("inf"), kappa_name="inf: rounding A moves an eigenvalue across the imaginary axis")
    return _answer(A, value, "sign")


def _function_cases(draw: Draw) -> Iterator[Case]:
    for number, case in enumerate(_cases(draw)):
        if case.family not in {"large", "small"}:
            name = ("numpy.exp", "numpy.cos", "numpy.exp", "numpy.sin")[number % 4]
            yield Case((case.args[0], Named(name)), family=f"{name} {case.family}")
            if case.family in {"defective", "derogatory", "dense defective"}:
                yield Case((case.args[0], Named("numpy.exp")), family=f"numpy.exp {case.family}")


@problem("funm", "f(A, g) -> g(A) for a scalar function g such as numpy.exp, an n x n array", cases=_function_cases,
         strategy=square(Named("numpy.exp")))
def function_truth(case: Case) -> Truth:
    """The primary matrix function g(A)."""
    A, name = exact_matrix(case.args[0]), FUNCTIONS[case.args[1].path]
    try:
        value = value_of(matrix_function(A, name).enclose(DIGITS))
    except NoSuchObjectError as error:
        return absent(str(error).partition(": ")[2])
    return _answer(A, value, name)


def _power_cases(draw: Draw) -> Iterator[Case]:
    exponents = (0.5, 0.25, -0.5, 0.75, 1.5, 0.1)
    for number, case in enumerate(_cases(draw)):
        if case.family not in {"large", "small"}:
            yield Case((case.args[0], exponents[number % 6]), family=case.family)
    yield from (Case((A, 0.5), family=name) for name, A in named("nilpotent", "defective", "singular integer"))


@problem("fractional_matrix_power", "f(A, t) -> the principal power A^t, an n x n array", cases=_power_cases,
         strategy=square(0.5))
def power_truth(case: Case) -> Truth:
    """exp(t log z) of A; for t = 1/2 absence is that of every square root, else that of the primary function."""
    import sympy as sp
    A, t = exact_matrix(case.args[0]), Fraction(case.args[1])
    try:
        result = matrix_function(A, sp.Symbol("x") ** sp.Rational(t.numerator, t.denominator))
    except NoSuchObjectError as error:
        if t == Fraction(1, 2) and square_root_exists(A):
            raise UnableError("A^(1/2): there are square roots, none of them primary") from error
        return absent(str(error).partition(": ")[2])
    value = value_of(result.enclose(DIGITS))
    if _on_cut(result.notes) or is_singular(A):  # the power is not continuous, or not Lipschitz, there
        return Truth(value, kappa=float("inf"), kappa_name=KAPPA, size=A.rows)
    return _answer(A, value, power_scalar(t))



for _name in ("expm", "sqrtm", "logm", "signm", "funm", "fractional_matrix_power"):
    target(f"scipy.linalg.{_name}", _name)
