"""mpmath at 53 bits and SymPy, put to the questions of floating-point libraries; Jordan and Smith forms, judged by law."""
from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from symbolic import jordan_form, smith_form
from symbolic.matrices.elimination import det, inverse, rank
from verify.oracle.case import Case, Draw, Named
from verify.oracle.exact import exact_matrix, minus, product
from verify.oracle.matrices import hidden_jordan, named
from verify.oracle.measures import Measures, quotient
from verify.oracle.registry import problem, target
from verify.oracle.targets.special import ZERO
from verify.oracle.targets.statespace import ONE, gaussian_matrix
from verify.oracle.truth import Truth
from verify.oracle.values import Value, value_of

BITS = 53
LONG = {"zero", "singular integer", "graded", "small", "graded columns"}  # take mpmath a second or more
DIGITS = 40  # of an answer of SymPy when it is turned into numbers

REPORTED = {  # matrices of which earlier versions of SymPy gave a wrong Jordan form, by the number of the issue
    15858: [[1, 1, 1, 0], [-2, -1, 0, -1], [0, 0, -1, -1], [0, 0, 2, 1]],
    10220: [[1, 0, 0, 1], [0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1]],
    9274: [[2, 4, 1, 0], [-4, 2, 0, 1], [0, 0, 2, 4], [0, 0, -4, 2]],
}


# ---- mpmath ------------------------------------------------------------------------------------------------------------------

def mpmath_number(x: Any) -> float | complex:
    """A 53-bit number of mpmath as a double; NaN and infinity stay what they are."""
    z = complex(x)
    return z.real if not z.imag and not hasattr(x, "_mpc_") else z


def mpmath_array(X: Any) -> Any:
    """An mpmath matrix as an array of doubles, complex where an entry is."""
    import numpy as np
    return np.array([[mpmath_number(X[i, j]) for j in range(X.cols)] for i in range(X.rows)])


def _mpmath(function: Callable[..., Any], case: Case) -> Any:
    import mpmath
    with mpmath.workprec(BITS):
        args = [mpmath.matrix(x.tolist()) if getattr(x, "shape", ()) else x for x in case.args if not isinstance(x, Named)]
        return function(*args)


def call_mpmath(function: Callable[..., Any], case: Case) -> Any:
    """function(matrix, ..) as an array."""
    return mpmath_array(_mpmath(function, case))


def call_mpmath_number(function: Callable[..., Any], case: Case) -> Any:
    """function(matrix) as a number."""
    return mpmath_number(_mpmath(function, case))


def call_mpmath_vector(function: Callable[..., Any], case: Case) -> Any:
    """function(A, b) with the shape of b; mpmath's systems have one right side."""
    return mpmath_array(_mpmath(function, case)).reshape(case.args[1].shape)


def call_mpmath_eig(function: Callable[..., Any], case: Case) -> Any:
    """(values, vectors) as arrays."""
    import numpy as np
    values, vectors = _mpmath(function, case)
    return np.array([complex(z) for z in values]), mpmath_array(vectors)


def _of(name: str, keep: Callable[[Case], bool], *, slow: bool = False) -> Callable[[Draw], Iterator[Case]]:
    """The cases of another problem that this function is asked; `slow`: fewer random ones, of order 3 at most."""
    def cases(draw: Draw) -> Iterator[Case]:
        from verify.oracle.registry import find_problem
        fewer = replace(draw, count=max(1, draw.count // 4), largest=3) if slow else draw
        left_out = LONG if slow and not draw.deep else set()
        yield from (case for case in find_problem(name).cases(fewer) if keep(case) and case.family not in left_out)
    return cases


def _double(case: Case) -> bool:
    """No float32, since mpmath works in its own precision, and no arguments without dimensions."""
    return all(a.dtype.itemsize // (2 if a.dtype.kind == "c" else 1) == 8 and a.ndim for a in case.arrays())


def _with_function(path: str) -> Callable[[Draw], Iterator[Case]]:
    """The matrices of funm, all with the one function that this target computes."""
    def cases(draw: Draw) -> Iterator[Case]:
        for case in _of("funm", _double, slow=True)(draw):
            yield Case((case.args[0], Named(path)), family=case.family.rpartition(" ")[2])
    return cases


def _written(name: str, count: int = 1, rest: str = "", behind: str = ".tolist()") -> str:
    """The call in terms of `arguments`, for the reproducer."""
    matrices = ", ".join(f"mpmath.matrix(arguments[{k}].tolist())" for k in range(count))
    return f"mpmath.{name}({matrices}{rest}){behind}"


for _name in ("expm", "logm", "sqrtm"):
    target(f"mpmath.{_name}", _name, call=call_mpmath, cases=_of(_name, _double, slow=True), expression=_written(_name))
for _name in ("cosm", "sinm"):
    target(f"mpmath.{_name}", "funm", call=call_mpmath, cases=_with_function(f"numpy.{_name[:3]}"), expression=_written(_name))
target("mpmath.powm", "fractional_matrix_power", call=call_mpmath, cases=_of("fractional_matrix_power", _double, slow=True),
       expression=_written("powm", rest=", arguments[1]"))
target("mpmath.inverse", "inv", call=call_mpmath, cases=_of("inv", _double), expression=_written("inverse"))
target("mpmath.det", "det", call=call_mpmath_number, cases=_of("det", _double), expression=_written("det", behind=""))
target("mpmath.lu_solve", "solve", call=call_mpmath_vector, cases=_of("solve", lambda c: _double(c) and c.args[1].ndim == 1),
       expression=_written("lu_solve", 2))
target("mpmath.qr_solve", "solve", cases=_of("solve", lambda c: _double(c) and c.args[1].ndim == 1),
       call=lambda function, case: call_mpmath_vector(lambda *a: function(*a)[0], case),
       expression=_written("qr_solve", 2, behind="[0].tolist()"))
target("mpmath.eig", "eig", call=call_mpmath_eig, cases=_of("eig", _double), expression=_written("eig", behind=""))


# ---- SymPy ---------------------------------------------------------------------------------------------------------------------

def sympy_matrix(A: Any) -> Any:
    """An array of floats as a SymPy matrix of rationals."""
    import sympy
    rows = [[Fraction(x) for x in row] for row in A.tolist()]
    return sympy.Matrix([[sympy.Rational(x.numerator, x.denominator) for x in row] for row in rows])


def numeric(X: Any) -> Any:
    """A SymPy matrix or number as mpmath numbers of 40 digits; rational entries as they are, so that they stay exact."""
    import sympy

    def number(x: Any) -> Any:
        if x.is_Rational:
            return Fraction(int(x.p), int(x.q))
        re, im = sympy.N(x, DIGITS).as_real_imag()
        if not (re.is_Float or re.is_Rational) or not (im.is_Float or im.is_Rational):
            return math.nan
        parts = [Fraction(*(int(v) for v in sympy.Rational(z).as_numer_denom())) for z in (re, im)]
        return Value((), ((parts[0], parts[1]),))

    return [[number(X[i, j]) for j in range(X.cols)] for i in range(X.rows)] if hasattr(X, "rows") else number(X)


def call_sympy(method: Callable[..., Any], case: Case) -> Any:
    """method(matrix) as numbers: exactly the rational ones that came back."""
    return numeric(method(sympy_matrix(case.args[0])))


def call_sympy_function(method: Callable[..., Any], case: Case) -> Any:
    """method(matrix) as an array of complex doubles, to which it is rounded."""
    import numpy as np
    found = value_of(numeric(method(sympy_matrix(case.args[0]))))
    return np.array([complex(float(x), float(y)) for x, y in found.entries]).reshape(found.shape)


def call_sympy_rank(method: Callable[..., Any], case: Case) -> Any:
    """method(matrix) as it comes."""
    return method(sympy_matrix(case.args[0]))


def call_sympy_jordan(method: Callable[..., Any], case: Case) -> Any:
    """(P, J) as numbers."""
    return tuple(numeric(X) for X in method(sympy_matrix(case.args[0])))


def _small(draw: Draw) -> Iterator[Case]:
    """Integers and short rationals of order 1 to 4, whose eigenvalues are rational or of degree 2: SymPy answers in time."""
    import numpy as np
    if draw.deep:
        yield from (Case((A,), family=name) for name, A in named("permutation", "singular integer"))
    for name, A in named("1x1", "identity", "zero", "nilpotent", "defective", "dense defective",
                         "derogatory", "rotation", "negative"):
        yield Case((A,), family=name)
    yield Case((np.array([[1.0, 1.0], [1.0, 0.0]]),), family="golden ratio")
    yield Case((np.array([[0.5, 0.25], [0.0, 0.5]]),), family="rational defective")
    yield Case((np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]),), family="nilpotent of order 3")
    for _ in range(draw.count):
        yield Case((hidden_jordan(draw, draw.rng.randint(2, 4)),), family="hidden Jordan form")


def _reported(draw: Draw) -> Iterator[Case]:
    """The same and matrices from issues, for functions that are quick."""
    import numpy as np
    for number, table in REPORTED.items():
        yield Case((np.array(table, dtype=float),), family=f"sympy#{number}")
    yield from _small(draw)


def _integers(draw: Draw) -> Iterator[Case]:
    import numpy as np
    for table in ([[2, 4, 4], [-6, 6, 12], [10, 4, 16]], [[0, 0], [0, 0]], [[4, 6]], [[4], [6]], [[2, 0], [0, 3]],
                  [[1, 2], [2, 4]], [[12, 6, 4, 8], [3, 9, 6, 12], [2, 16, 14, 28], [20, 10, 10, 20]], [[0, 0, 0], [0, 0, 5]],
                  [[-6]]):
        yield Case((np.array(table),), family="table")
    for _ in range(3 * draw.count):
        m, n = draw.size(1), draw.size(1)
        r = draw.rng.randint(1, 2)
        A, B, C = (np.array(draw.integers(*shape), dtype="int64") for shape in ((m, n), (m, r), (r, n)))
        yield Case((A * draw.rng.choice([1, 2, 6]),), family="random")
        yield Case((B @ C,), family="low rank")


def _jordan_shape(J: Value) -> tuple[str, list[int]]:
    """(what is wrong with the shape or "", sizes of the blocks descending)."""
    n = J.shape[0]
    near = Fraction(1, 10**(DIGITS - 10))
    sizes = [1]
    for i in range(n):
        for j in range(n):
            x = J.entries[i * n + j]
            if (j != i + 1 and i != j and x != ZERO) or (j == i + 1 and x not in {ZERO, ONE}):
                return f"J[{i}, {j}] is no entry of a Jordan form with ones above the diagonal", []
        if i + 1 < n and J.entries[i * n + i + 1] == ONE:
            a, b = J.entries[i * n + i], J.entries[(i + 1) * n + i + 1]
            if abs(a[0] - b[0]) > near or abs(a[1] - b[1]) > near:
                return f"J[{i}, {i + 1}] = 1 joins two different numbers", []
            sizes[-1] += 1
        elif i + 1 < n:
            sizes.append(1)
    return "", sorted(sizes, reverse=True)


@problem("jordan_form", "f(A) -> (P, J) with A P = P J, det P != 0, J in Jordan form with ones above the diagonal",
         cases=_reported)
def jordan_truth(case: Case) -> Truth:
    """By law: any such P is right. Rational answers are checked exactly, others to 30 digits; sizes of blocks are exact."""
    A = exact_matrix(case.args[0])
    left, n = value_of(A), A.rows
    wanted = sorted((b.size for b in jordan_form(A).blocks), reverse=True)

    def measure(returned: Any) -> Measures:
        P, J = value_of(returned[0]), value_of(returned[1])
        if P.shape != (n, n) or J.shape != (n, n):
            return Measures(math.inf, fault=f"P and J of the shapes {P.shape} and {J.shape} came back for a matrix of order {n}")
        wrong, sizes = _jordan_shape(J)
        if not wrong and sizes != wanted:
            wrong = f"J has blocks of the sizes {sizes}; those of A have {wanted}"
        dense = gaussian_matrix(P)
        if not wrong and (rank(dense) < n or value_of(inverse(dense)).norm * P.norm > 10.0 ** (DIGITS - 10)):
            wrong = "P is singular"
        return Measures(quotient(minus(product(left, P), product(P, J)), left, P), fault=wrong)

    return Truth(kappa_name="1: a residual", size=n, measure=measure, shown=f"blocks of the sizes {wanted}")


@problem("smith_form", "f(A) -> the Smith form of an integer matrix, m x n, zero but for d_1 | d_2 | .. up to signs",
         cases=_integers)
def smith_truth(case: Case) -> Truth:
    """The form is unique up to signs; nothing but equality is right."""
    value = value_of(smith_form(exact_matrix(case.args[0])).S)

    def measure(returned: Any) -> Measures:
        found = value_of(returned)
        same = found.shape == value.shape and all(abs(x[0]) == abs(t[0]) and x[1] == 0
                                                  for x, t in zip(found.entries, value.entries, strict=True))
        return Measures(0.0 if same else math.inf, fault="" if same else f"{found} came back; the Smith form is {value}")

    return Truth(value, kappa_name="1: integers", size=max(value.shape), measure=measure)


@problem("smith_decomposition", "f(A) -> (S, U, V) with S = U A V the Smith form, U and V unimodular", cases=_integers)
def smith_decomposition_truth(case: Case) -> Truth:
    """By law: S as for smith_form, U and V integer with determinants +-1, S = U A V exactly."""
    A = exact_matrix(case.args[0])
    form = smith_truth(case)

    def measure(returned: Any) -> Measures:
        S, U, V = (value_of(x) for x in returned)
        plain = form.measure(S) if form.measure is not None else Measures(math.inf)
        if plain.fault:
            return plain
        if U.shape != (A.rows, A.rows) or V.shape != (A.cols, A.cols):
            return Measures(math.inf, fault=f"U and V have the shapes {U.shape} and {V.shape}")
        if any(x.denominator != 1 or y for x, y in (*U.entries, *V.entries)):
            return Measures(math.inf, fault="U or V has an entry that is no integer")
        if any(abs(value_of(det(gaussian_matrix(X))).entries[0][0]) != 1 for X in (U, V)):
            return Measures(math.inf, fault="U or V is not unimodular")
        same = product(product(U, value_of(A)), V).entries == S.entries
        return Measures(0.0, fault="" if same else "S is not U A V")

    return Truth(kappa_name="1: integers", size=max(A.shape), measure=measure, shown=f"S = {form.value}")


RATIONAL = "sympy.Matrix([[sympy.Rational(x) for x in row] for row in arguments[0].tolist()])"
for _method, _problem in (("exp", "expm"), ("log", "logm")):
    target(f"sympy:Matrix.{_method}", _problem, call=call_sympy_function, cases=_small,
           expression=f"{RATIONAL}.{_method}().evalf().tolist()")
for _method in ("inv", "det"):
    target(f"sympy:Matrix.{_method}", _method, call=call_sympy, cases=_reported, expression=f"{RATIONAL}.{_method}()")
target("sympy:Matrix.rank", "matrix_rank", call=call_sympy_rank, cases=_reported, expression=f"{RATIONAL}.rank()")
target("sympy:Matrix.jordan_form", "jordan_form", call=call_sympy_jordan, expression=f"{RATIONAL}.jordan_form()")
target("sympy.matrices.normalforms.smith_normal_form", "smith_form", call=call_sympy,
       expression="sympy.matrices.normalforms.smith_normal_form(sympy.Matrix(arguments[0].tolist()))")
target("sympy.matrices.normalforms.smith_normal_decomp", "smith_decomposition", call=call_sympy_jordan,
       expression="sympy.matrices.normalforms.smith_normal_decomp(sympy.Matrix(arguments[0].tolist()))")
