"""matrix(x): one matrix from text, lists, SymPy, numpy, python-flint; and everything that is refused, with the way out."""
from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp

from symbolic.errors import DomainError, InexactInputError, InputError, ParseError, ShapeError, UnableError
from symbolic.matrices.matrix import ExactMatrix, identity, rational_matrix, zero
from symbolic.reading import matrix
from symbolic.scalars.numbers import I, exact, rational, root, sqrt
from symbolic.scalars.parameters import parameter
from symbolic.text import limits

x, a = sp.symbols("x a")
JORDAN = matrix("3 1; 0 3")

THE_SAME = {
    "text": "3 1; 0 3",
    "list": [[3, 1], [0, 3]],
    "tuples": ((3, 1), (0, 3)),
    "list of tuples": [(3, 1), (0, 3)],
    "fractions": [[Fraction(6, 2), Fraction(1)], [0, 3]],
    "texts": [["3", "2/2"], ["i^2+1", "sqrt(9)"]],
    "numpy rows": [np.array([3, 1]), np.array([0, 3])],
    "ranges": [range(3, 0, -2), (0, 3)],
    "numpy scalars": [[np.int8(3), np.uint64(1)], [np.int64(0), 3]],
    "python-flint scalars": [[flint.fmpz(3), flint.fmpq(1)], [0, 3]],
    "exact numbers": [[exact(3), sqrt(1)], [I + I ** 3, 3]],
    "sympy scalars": [[sp.Integer(3), sp.Rational(2, 2)], [sp.S(0), sp.sqrt(9)]],
    "sympy": sp.Matrix([[3, 1], [0, 3]]),
    "sympy immutable": sp.ImmutableMatrix([[3, 1], [0, 3]]),
    "sympy sparse": sp.SparseMatrix(2, 2, {(0, 0): 3, (0, 1): 1, (1, 1): 3}),
    "sympy rows": [sp.Matrix([[3, 1]]), sp.Matrix([[0, 3]])],
    "sympy domain matrix": sp.Matrix([[3, 1], [0, 3]]).to_DM(),
    "numpy": np.array([[3, 1], [0, 3]]),
    "numpy bytes": np.array([[3, 1], [0, 3]], dtype=np.uint8),
    "numpy columns first": np.asfortranarray(np.array([[3, 1], [0, 3]], dtype=">i4")),
    "numpy slice": np.arange(16).reshape(4, 4)[::3, ::3] // np.array([[1, 3], [13, 5]]) + np.array([[3, 0], [0, 0]]),
    "numpy objects": np.array([[Fraction(3), 1], [0, sp.Integer(3)]], dtype=object),
    "numpy texts": np.array([["3", "1"], ["0", "3"]]),
    "fmpz_mat": flint.fmpz_mat([[3, 1], [0, 3]]),
    "fmpq_mat": flint.fmpq_mat([[3, 1], [0, 3]]),
    "itself": JORDAN,
}


@pytest.mark.parametrize("given", THE_SAME.values(), ids=THE_SAME.keys())
def test_one_matrix_from_every_source(given):
    A = matrix(given)
    assert isinstance(A, ExactMatrix)
    assert A == JORDAN
    assert hash(A) == hash(JORDAN)
    assert A.ring == "ZZ"


SPECIAL = {
    "0x0": ([], zero(0, 0)),
    "0x0 numpy": (np.zeros((0, 0), dtype=int), zero(0, 0)),
    "0x0 sympy": (sp.Matrix([]), zero(0, 0)),
    "2x0 python-flint": (flint.fmpz_mat(2, 0), zero(2, 0)),
    "1x1": ([["1/2"]], rational_matrix(flint.fmpz_mat([[1]]), 2)),
    "zero": ("0 0; 0 0", zero(2, 2)),
    "identity": (np.eye(3, dtype=int), identity(3)),
    "row": ([[1, 2, 3]], matrix("1 2 3")),
    "column": ([[1], [2], [3]], matrix("1; 2; 3")),
    "permutation": (sp.eye(3).permute([2, 0, 1]), matrix("0 0 1; 1 0 0; 0 1 0")),
    "huge": ([[10 ** 5000, -(10 ** 5000)]], rational_matrix(flint.fmpz_mat([[10 ** 5000, -(10 ** 5000)]]))),
    "largest int64": (np.array([[2 ** 63 - 1, -(2 ** 63)]]), matrix([[2 ** 63 - 1, -(2 ** 63)]])),
    "largest uint64": (np.array([[2 ** 64 - 1]], dtype=np.uint64), matrix([[2 ** 64 - 1]])),
    "one denominator": ([[Fraction(1, 6), Fraction(3, 4)]], rational_matrix(flint.fmpz_mat([[2, 9]]), 12)),
}


@pytest.mark.parametrize(("given", "want"), SPECIAL.values(), ids=SPECIAL.keys())
def test_special_shapes_and_sizes(given, want):
    assert matrix(given) == want
    assert matrix(given).shape == want.shape


SYMPY = {
    "surd": (sp.sqrt(8) / 3, 2 * sqrt(2) / 3),
    "complex": (1 / (1 + 2 * sp.I), (1 - 2 * I) / 5),
    "golden": ((1 + sp.sqrt(5)) ** 3 / 8, ((1 + sqrt(5)) / 2) ** 3),
    "nested": (sp.sqrt(3 + 2 * sp.sqrt(2)), 1 + sqrt(2)),
    "power 3/2": (sp.Integer(2) ** sp.Rational(3, 2), 2 * sqrt(2)),
    "power -1/2": (sp.Integer(2) ** sp.Rational(-1, 2), sqrt(2) / 2),
    "cube root": (sp.cbrt(2), root([-2, 0, 0, 1], 0)),
    "fourth root": (sp.root(2, 4), root([-2, 0, 0, 0, 1], 1)),
    "root of a fraction": (sp.Rational(1, 2) ** sp.Rational(1, 3), root([-1, 0, 0, 2], 0)),
    "unevaluated": (sp.Pow(2, 10, evaluate=False) + sp.Mul(sp.I, sp.I, evaluate=False), exact(1023)),
    "real root": (sp.CRootOf(x ** 3 - x - 1, 0), root([-1, -1, 0, 1], 0)),
}


@pytest.mark.parametrize(("expression", "want"), SYMPY.values(), ids=SYMPY.keys())
def test_sympy_numbers(expression, want):
    assert matrix([[expression]]) == matrix(sp.Matrix([[expression]])) == matrix([[want]])


@pytest.mark.parametrize("polynomial", [x ** 3 - x - 1, x ** 4 + 3 * x ** 2 + 1, x ** 5 - x - 1, x ** 4 + 1, 3 * x ** 4 + x + 5])
def test_complex_roots_are_the_same_number_whatever_their_index(polynomial):
    for k in range(sp.degree(polynomial)):
        theirs = sp.CRootOf(polynomial, k, radicals=False)
        ours = matrix([[theirs]])[0, 0]
        step = sp.Rational(1, 2 ** 24)
        near = complex(theirs.eval_rational(dx=step, dy=step))
        assert abs(near - complex(ours.to_mpmath(15))) < 2 ** -22


@pytest.mark.parametrize(
    "z", [root([-1, -1, 0, 1], 1), root([-1, -1, 0, 1], 0) / 3 + 1, (sqrt(2) + I) / 5, sqrt(1 + sqrt(2))], ids=str)
def test_what_goes_to_sympy_comes_back(z):
    assert matrix([[z.to_sympy()]]) == matrix([[z]])


def test_sympy_symbols_only_where_listed():
    A = sp.Matrix([[a, 1 / (a + 1)], [0, 2 * a ** 2]])
    p = parameter("a")
    want = ExactMatrix.from_rows([[p, 1 / (p + 1)], [0, 2 * p ** 2]])
    for names in ([a], "a", ("a",)):
        assert matrix(A, symbols=names) == want
    assert matrix(want.to_sympy(), symbols=["a"]) == want
    for bad in (A, sp.Matrix([[a * sp.I]]), sp.Matrix([[sp.sqrt(a)]]), sp.Matrix([[2 ** a]])):
        with pytest.raises(DomainError):
            matrix(bad, symbols=["a"] if bad is not A else [])


def test_mixed_entries_share_a_field():
    A = matrix([["sqrt(2)", sp.I], [Fraction(1, 2), sqrt(2) * I]])
    assert A.field.degree == 4
    assert A[1, 1] == A[0, 0] * A[0, 1]
    square = A ** 2
    assert square == matrix([["2+i/2", "sqrt(2)*i-sqrt(2)"], ["(sqrt(2)+sqrt(2)*i)/2", "-2+i/2"]])


REFUSED = {
    "float": ([[0.5]], InexactInputError, "from_float"),
    "nan": ([[float("nan")]], InexactInputError, "NaN"),
    "inf": ([[1, float("-inf")]], InexactInputError, "entry 2 of row 1"),
    "complex": ([[1j]], InexactInputError, "from_float"),
    "numpy float": ([[np.float64(1)]], InexactInputError, "from_float"),
    "numpy complex": ([[np.complex64(1)]], InexactInputError, "from_float"),
    "mpf": ([[mpmath.mpf(1)]], InexactInputError, "from_float"),
    "mpc": ([[mpmath.mpc(1)]], InexactInputError, "from_float"),
    "ball": ([[flint.arb(1)]], InexactInputError, "row 1"),
    "Decimal": ([[Decimal("0.5")]], InexactInputError, "decimals=True"),
    "Decimal NaN": ([[Decimal("NaN")]], InexactInputError, "row 1"),
    "sympy Float": (sp.Matrix([[sp.Float("0.5")]]), InexactInputError, "from_float"),
    "numpy floats": (np.eye(2), InexactInputError, "from_float"),
    "numpy complexes": (np.eye(2) * 1j, InexactInputError, "Fraction"),
    "mpmath matrix": (mpmath.matrix([[1]]), InexactInputError, "from_float"),
    "arb_mat": (flint.arb_mat([[1]]), InexactInputError, "balls"),
    "a float": (0.5, InexactInputError, "from_float"),
    "ragged": ([[1, 2], [3]], ShapeError, "row 2 has 1"),
    "empty row": ([[]], ShapeError, "empty"),
    "empty second row": ([[1], []], ShapeError, "row 2 has 0"),
    "flat list": ([1, 2, 3], ShapeError, "[[1, 2, 3]]"),
    "flat texts": (["1 2", "3 4"], ShapeError, "row 1"),
    "flat numpy": (np.array([1, 2]), ShapeError, "(1, n)"),
    "cube": (np.zeros((1, 1, 1), dtype=int), ShapeError, "(1, 1, 1)"),
    "numpy empty rows": (np.zeros((2, 0), dtype=int), ShapeError, "zero(2, 0)"),
    "nested": ([[1, [2]]], ShapeError, "entry 2 of row 1"),
    "matrix inside": ([[JORDAN]], InputError, "row 1"),
    "a number": (5, ShapeError, "[[5]]"),
    "a fraction": (Fraction(1, 2), ShapeError, "[[1/2]]"),
    "None": (None, InputError, "NoneType"),
    "None inside": ([[1], [None]], InputError, "entry 1 of row 2 is None"),
    "bool": ([[True]], InputError, "truth value"),
    "numpy bool": ([[np.bool_(1)]], InputError, "truth value"),
    "sympy bool": ([[sp.true]], InputError, "truth value"),
    "numpy bools": (np.eye(2, dtype=bool), InputError, "bool"),
    "numpy dates": (np.array([["2020-01-01"]], dtype="datetime64[D]"), InputError, "datetime"),
    "dictionary": ({(0, 0): 1}, InputError, "dict"),
    "set": ({1, 2}, InputError, "set"),
    "generator": ((r for r in [[1]]), InputError, "generator"),
    "bytes": (b"1 2", InputError, "bytes"),
    "text with two entries": ([["1 2"]], ParseError, "entry 1 of row 1"),
    "decimal text": ([["0.5"]], ParseError, "decimals=True"),
    "name of a file": ("data.csv", ParseError, "pathlib.Path"),
    "nmod_mat": (flint.nmod_mat([[1]], 5), DomainError, "ZZ or QQ"),
    "transcendental": (sp.Matrix([[sp.pi]]), DomainError, "pi"),
    "sine": (sp.Matrix([[sp.sin(1)]]), DomainError, "sin(1)"),
    "infinity": (sp.Matrix([[sp.oo]]), DomainError, "oo"),
    "symbol": (sp.Matrix([[a]]), DomainError, "symbols=['a']"),
    "matrix symbol": (sp.MatrixSymbol("A", 2, 2), InputError, "MatrixSymbol"),
    "negative cube root": (sp.Matrix([[sp.Integer(-2) ** sp.Rational(1, 3)]]), DomainError, "positive"),
    "zero division": (sp.Matrix([[sp.Pow(0, -1, evaluate=False)]]), DomainError, "zero"),
    "too many entries": ([[0] * (limits.MAX_CELLS + 1)], InputError, "limit"),
    "an object": (object(), InputError, "object"),
}


@pytest.mark.parametrize(("given", "error", "piece"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_in_one_sentence(given, error, piece):
    with pytest.raises(error) as caught:
        matrix(given)
    assert piece in str(caught.value)
    assert 20 < len(str(caught.value)) < 260
    assert "\n" not in str(caught.value)


def test_decimals_on_request():
    assert matrix([[Decimal("0.1"), "1.25"]], decimals=True) == matrix([[Fraction(1, 10), Fraction(5, 4)]])
    assert matrix("0.5 1; 2 3", decimals=True)[0, 0] == rational(1, 2)


def test_a_text_never_opens_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret").write_text("1 2; 3 4")
    with pytest.raises(ParseError, match="not a number"):
        matrix("secret")


def test_entries_without_a_common_small_field_are_unable():
    with pytest.raises(UnableError):
        matrix([["root(x^17-x-1, 0)", "root(x^17-x-1, 1)"]])
