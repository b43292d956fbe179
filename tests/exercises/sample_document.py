"""A hand-made document in which every operation, block and awkward case occurs once; the renderers are tested on it."""
from __future__ import annotations

from fractions import Fraction

from exercises.document import (
    Answer,
    Code,
    Document,
    FactView,
    Given,
    NameLine,
    Para,
    Problem,
    Remark,
    Space,
    Step,
    Table,
)
from exercises.terms import (
    E,
    binom,
    call,
    column,
    cos,
    derivative,
    det,
    diag,
    entry,
    exp,
    eye,
    hcat,
    inv,
    iverson,
    mat,
    name,
    norm,
    num,
    rank,
    root,
    root_sum,
    sin,
    sqrt,
    tuple_of,
    var,
    zero,
)

HOSTILE = '<script>alert("1")</script> & $x$ \\end{document} `a` *b* _c_ [d](e) | # %'

A, P, J, N, X = (name(letter) for letter in "APJNX")
l1, l2, v1, v2, w = (name(text) for text in ("lambda_1", "lambda_2", "v_1", "v_2", "w"))
t, x, n, k = (var(letter) for letter in "txnk")
I3 = eye(3)
half = num(Fraction(1, 2))


def rel(*sides: E, ops: str = "") -> FactView:
    """Return a chain; `ops` lists the relation signs, equality when empty."""
    return FactView(sides, tuple(ops) if ops else ("=",) * (len(sides) - 1))


MATRIX = mat([[1, -1, 0], [2, 4, 1], [0, -10, 3]])
JORDAN = mat([[2, 1, 0], [0, 2, 0], [0, 0, -1]])
TRANSFORM = mat([[1, 0, Fraction(-1, 3)], [1, 1, Fraction(2, 3)], [2, 1, Fraction(1, 6)]])
EXPONENTIAL = mat([[1 - t**2 / 2, t, 0], [t + t**2 / 2, 1 - t, half * t**2], [0, -t, 1]])

#: name -> a tree for every operation, used by the tests that go through all formats.
EXPRESSIONS: dict[str, E] = {
    "num": num(3), "fraction": num(Fraction(-3, 2)), "name": name("A"), "greek": l1, "var": t,
    "sqrt": (1 + sqrt(5)) / 2,
    "i": 2 + 3 * E("i"), "root": root(), "mat": MATRIX, "hcat": hcat(v1, v2, w), "eye": I3, "zero": zero(2, 2),
    "diag": diag(l1, l2), "add": A - l1 * I3, "neg": -(x + 1), "mul": (A - 2 * I3) * v1, "pow": (A - l1 * I3) ** 2,
    "T": (A * P).T, "inv": inv(P) * A, "frac": (t**2) / 2, "det": det(x * I3 - A), "rank": rank(N),
    "norm": norm(A, "F"),
    "exp": exp(-2 * t), "exp_matrix": exp(t * A), "exp_literal": exp(t * mat([[0, 1], [-1, 0]])), "cos": cos(t) * I3,
    "sin": sin(2 * t) ** 2, "D": derivative(X), "D_call": derivative(call("X", t)), "D_exp": derivative(exp(t * A)),
    "at": E("at", (X, t, num(0))), "at_call": E("at", (call("S", n), n, n + 1)),
    "binom": binom(n, 2) * num(3) ** (n - 2),
    "call": call("f", n + 1), "sum": E("sum", ("k", num(0), n - 1, A**k)), "entry": entry(A, 2, 3),
    "tuple": tuple_of(1, -2, 1), "rootsum": root_sum(exp(root() * t) * call("N", root())), "iverson": iverson("n", 0),
    "text": E("text", ("identity",)), "scaled": TRANSFORM, "scaled_T": TRANSFORM.T, "norm_literal": norm(MATRIX, "2"),
}  # fmt: skip


def _first_problem() -> tuple[object, ...]:
    charpoly = x**3 - 8 * x**2 + 31 * x + 16
    terms = [(place + 3) * x ** (14 - place) for place in range(12)]
    long = E("add", tuple(-term if place % 2 else term for place, term in enumerate(terms)))
    return (
        Problem("3.1", "A matrix with a chain", "exercise-1"),
        Para(("Find an invertible ", P, " and a Jordan ", J, " with ", inv(P) * A * P, " equal to ", J, ".")),
        Given((rel(A, MATRIX), rel(v2, column([0, 1, 1])))),
        Step(1, ("Expand along the last column: it has a single nonzero entry. So ", l1, " is a double eigenvalue and ",
                 l2, " a simple one."), (rel(det(x * I3 - A), charpoly, (x - 2) ** 2 * (x + 1)),), "EXACT"),
        Step(2, ("How many blocks belong to ", l1, "? As many as there are independent eigenvectors."),
             (rel(N, A - l1 * I3, mat([[-1, -1, 0], [2, 2, 1], [0, -10, 1]])), rel(rank(N), num(2)),
              rel(N * v2, num(0), ops="≠")), "EXACT", "rank by a nonzero minor"),
        Step(3, ("Put the chain and the other eigenvector side by side.",),
             (rel(P, hcat(v1, v2, w), TRANSFORM), rel(det(P), num(0), ops="≠")), "EXACT"),
        Step(4, ("A long polynomial has to break somewhere.",), (rel(call("p", x), long),), "AGREES(30 digits)"),
        Answer(("Every invertible ", P, " with these columns is right:"),
               (rel(A * P, mat([[2, 1, 3], [0, 2, 1], [0, 0, -1]]), P * J), rel(J, JORDAN)), "EXACT",
               ("Any invertible ", P, " with ", A * P, " equal to ", P * J, " is right, the blocks in any order.")),
    )  # fmt: skip


def _second_problem() -> tuple[object, ...]:
    laws = (rel(derivative(X), A * X), rel(E("at", (X, t, num(0))), eye(3)))
    return (
        Problem("3.2", "An exponential", "exercise-2"),
        Step(1, ("Multiples of the identity commute with everything, so the exponential splits.",),
             (rel(exp(t * A), exp(2 * t) * exp(t * N), exp(2 * t) * EXPONENTIAL),), "PROVED", "only one function does"),
        Step(2, ("Check for every ", t, ": ", X, " starts at the identity and satisfies the equation."), laws, "PROVED",
             "uniqueness for linear equations"),
        Step(3, ("A rotation, and its norm.",),
             (rel(exp(t * mat([[0, 1], [-1, 0]])), mat([[cos(t), sin(t)], [-sin(t), cos(t)]])),
              rel(norm(MATRIX, "F"), sqrt(142)), rel(norm(v1, "2"), sqrt(2), ops="≥")), "ENCLOSED"),
        Remark("Caution.", ("The fraction ", half, " is not the entry ", entry(A, 1, 2), "; see ", l1 / (1 + t), ".")),
        Table("What was tried", (("Name",), ("Value",), (A,)), ((("root",), ((1 + sqrt(5)) / 2,), ("1",)),
                                                             (("other",), (HOSTILE,), (-l1,)))),
        Space(35, "2b"),
        Code("import numpy\nprint(numpy.allclose(a, b))  # <True> & more\n", "The run, and what it printed"),
    )  # fmt: skip


def _everything() -> tuple[object, ...]:
    facts = tuple(rel(tree) for tree in EXPRESSIONS.values())
    return (
        Problem("A", f"Every operation {HOSTILE}", "all ops <&>"),
        Step(1, ("All of them, one after the other.", HOSTILE), facts, "ASSUMES(nothing)", HOSTILE),
        Answer(("A full chain.",), (rel(inv(A), num(Fraction(1, 6)) * mat([[2, -1], [0, 3]])),), "SOURCED(a book)"),
    )


SAMPLE = Document(
    "Worked solutions, a sample",
    (NameLine(("Name", f"Number {HOSTILE}"), "007"),
     Para(("Every line was checked. Write ", eye(3), " for the identity and ", A.T, " for the transpose."))),
    (*_first_problem(), *_second_problem(), *_everything()),  # type: ignore[arg-type]
    "Made for the tests.",
)
