"""Complex pairs of eigenvalues: the diagonal form over the complex numbers, and a real block instead."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import minus, number_value, surd
from exercises.deriving.sentences import CHECK_PRODUCTS, JORDAN_FREEDOM
from exercises.families.jordanmore import carried
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, det, eye, hcat, mat, name, num, product, total, var, zero
from symbolic import inverse, matrix

A, C, J, N, P, u, v, x = *(name(k) for k in "ACJNPuv"), var("x")
ANY_EYE = E("eye", ("?",))
I = E("i")
L1, L2 = name("lambda_1"), name("lambda_2")
ROOTS = claim("The characteristic polynomial is {p}. A square plus a positive number vanishes only for two conjugate numbers.",
              need("=", det(x * ANY_EYE - A), hole("p")), need("=", (x - L1) * (x - L2), hole("q")))
FIRST = claim("Subtract the first eigenvalue. Now solve: {w} is sent to zero, so it is an eigenvector.",
              need("=", N, hole("M")), need("=", N * name("v_1"), hole("zero")), w=name("v_1"))
CONJUGATE = claim("{A} is real, so the conjugate of {w} is an eigenvector for the conjugate eigenvalue: no second system "
                  "is left to solve.", need("=", A * name("v_2"), L2 * name("v_2")), A=A, w=name("v_1"))
REAL_ONE = claim("The real eigenvalue has the eigenvector {w}.", need("=", A * name("v_3"), name("lambda_3") * name("v_3")),
                 w=name("v_3"))
PARTS = claim("Split {w} into its real part {u} and its imaginary part {v}, and compare both sides of the equation: {A} "
              "sends {u} to {U} and {v} to {V}.",
              need("=", name("v_1"), u + I * v), need("=", A * u, hole("U")), need("=", A * v, hole("V")),
              w=name("v_1"), u=u, v=v, A=A)
COLUMNS = claim("These are the columns of {L}, with {P} as below: {u} and {v} come first. It is invertible.",
                need("=", A * P, P * C), need("≠", det(P), num(0)), L=P * C, P=P, u=u, v=v)
PAIR_FREEDOM = claim("Any other invertible {P} with the same equation is right.", need("=", A * P, P * C), P=P)


@dataclass(frozen=True)
class Pair:
    """A real matrix A = P C P^-1, C with the block (a, b; -b, a), and perhaps a real eigenvalue c below it."""

    a: int
    b: int
    c: tuple[int, ...]
    P: Any
    C: Any
    A: Any

    def column(self, k: int, sign: int = 1) -> E:
        """Return an eigenvector: p_1 + sign i p_2 for k = 0, the column p_3 for k = 2."""
        rows = [[int(e.numerator) for e in row] for row in self.P.entries()]
        return mat([[surd(Fraction(row[0]), Fraction(sign * row[1]), -1) if k == 0 else row[k]] for row in rows])

    def texts(self, order: Sequence[int] = (1, -1)) -> list[list[str]]:
        """Return the complex eigenvectors side by side, as text; `order` holds the signs of the imaginary parts."""
        rows = [[int(e.numerator) for e in row] for row in self.P.entries()]
        return [[*(complex_text(row[0], s * row[1]) for s in order), *map(str, row[2:])] for row in rows]


def complex_text(re: int, im: int) -> str:
    """Return re + im i as an answer.

    >>> complex_text(0, -1), complex_text(2, 3), complex_text(4, 0)
    ('-i', '2+3*i', '4')
    """
    part_ = "" if im == 0 else ("-i" if im < 0 else "+i") if abs(im) == 1 else f"{im:+d}*i"
    return f"{re}{part_}" if re else part_.removeprefix("+") or "0"


def combination(a: int, p: E, b: int, q: E) -> E:
    """Return a p + b q as one would write it.

    >>> combination(-1, u, 0, v) == -u
    True
    """
    sizes = [(k, w if abs(k) == 1 else num(abs(k)) * w) for k, w in ((a, p), (b, q)) if k]
    return total([term if k > 0 else -term for k, term in sizes])


def drawn_pair(draw: Draw, sizes: Sequence[int]) -> Pair:
    """Return a real matrix with a complex pair, and with a real eigenvalue for size 3."""
    reach = draw.difficulty
    a, b = draw.integer("a", -3, 4), draw.integer("b", 1, 1 + reach) * draw.choice("sign", (1, -1))
    c = tuple(draw.integers("c", sizes[reach - 1] - 2, -2, 3))
    C_ = matrix([[a, b, *(0 for _ in c)], [-b, a, *(0 for _ in c)], *([0, 0, e] for e in c)])
    V, found = carried(draw, "P", C_)
    return Pair(a, b, c, V, C_, found)


def pair_start(pair: Pair) -> tuple[Step, Step]:
    """Return the eigenvalues, and the eigenvector v_1 of a + b i."""
    n = pair.A.rows
    square = minus(x, num(pair.a)) ** 2 + num(pair.b ** 2)
    values = [surd(Fraction(pair.a), Fraction(s * pair.b), -1) for s in (1, -1)]
    rest = [define("lambda_3", c) for c in pair.c]
    rows = tree_of(pair.A).args[0]
    shifted = mat([[_less(pair, e) if i == j else e for j, e in enumerate(row)] for i, row in enumerate(rows)])
    return (
        step(ROOTS, rel(det(x * eye(n) - A), "=", product([square, *(minus(x, num(c)) for c in pair.c)])),
             *(define(f"lambda_{k}", value) for k, value in enumerate(values, 1)), rel((x - L1) * (x - L2), "=", square), *rest),
        step(FIRST, define("N", A - L1 * eye(n), "=", shifted), define("v_1", pair.column(0)),
             rel(N * name("v_1"), "=", zero(n, 1)), rel(name("v_1"), "≠", zero(n, 1))),
    )


def _less(pair: Pair, entry: E) -> E:
    value = number_value(entry)
    return surd((value or Fraction(0)) - pair.a, Fraction(-pair.b), -1)


def _real_one(pair: Pair) -> tuple[Step, ...]:
    w = name("v_3")
    return tuple(step(REAL_ONE, define("v_3", pair.column(2)), rel(A * w, "=", name("lambda_3") * w)) for _ in pair.c)


@family("jordan-complex-pair", "jordan", "Diagonal form over the complex numbers")
def jordan_complex_pair(draw: Draw) -> Part:
    """Complex eigenvectors of a real matrix, in conjugate pairs."""
    pair = drawn_pair(draw, (2, 2, 3))
    n = pair.A.rows
    values = [L1, L2, *(name("lambda_3") for _ in pair.c)]
    columns = [pair.column(0), pair.column(0, -1), *(pair.column(2) for _ in pair.c)]
    literal = mat([[c.args[0][i][0] for c in columns] for i in range(n)])
    numbers = [*(surd(Fraction(pair.a), Fraction(s * pair.b), -1) for s in (1, -1)), *map(num, pair.c)]
    diagonal = mat([[z if i == j else 0 for j in range(n)] for i, z in enumerate(numbers)])
    steps = (*pair_start(pair), step(CONJUGATE, define("v_2", pair.column(0, -1)), rel(A * name("v_2"), "=", L2 * name("v_2"))),
             *_real_one(pair),
             step(CHECK_PRODUCTS, define("P", hcat(*(name(f"v_{k}") for k in range(1, n + 1))), "=", literal),
                  define("J", E("diag", tuple(values)), "=", diagonal), rel(A * P, "=", P * J), rel(det(P), "≠", 0)))
    shown = [complex_text(pair.a, s * pair.b) for s in (1, -1)]
    J_ = [[z if i == j else "0" for j in range(n)] for i, z in enumerate([*shown, *map(str, pair.c)])]
    real = {"P": pair.P, "J": pair.C}
    return part(
        guide("Find an invertible matrix {P} and a Jordan matrix {J}, both over the complex numbers, with {L} equal to {R}.", P=P,
              J=J, L=A * P, R=P * J),
        derivation=Derivation((("A", tree_of(pair.A)),), steps, (rel(P, "=", literal), rel(J, "=", diagonal),
                              rel(A * P, "=", P * J)), asks=("P", "J"), freedom=(JORDAN_FREEDOM,)),
        kind="jordan", answer={"P": pair.texts(), "J": J_}, A=pair.A, points=6,
        mistakes=[
            mistake("conjugates exchanged", {"P": pair.texts((-1, 1)), "J": J_}, "An eigenvector and its "
                    "eigenvalue must stand in the same column."),
            mistake("real block", real, "This is a real form; over the complex numbers the matrix becomes diagonal."),
        ])


@family("real-jordan", "jordan", "A complex pair in real form")
def real_jordan(draw: Draw) -> Part:
    """P with A P = P C for a given real block."""
    pair = drawn_pair(draw, (2, 2, 3))
    n, k = pair.A.rows, len(pair.c)
    columns = [[[int(e.numerator)] for (e,) in pair.P.column(j).entries()] for j in range(n)]
    split = step(PARTS, define("u", mat(columns[0])), define("v", mat(columns[1])), rel(name("v_1"), "=", u + I * v),
                 rel(A * u, "=", combination(pair.a, u, -pair.b, v)), rel(A * v, "=", combination(pair.b, u, pair.a, v)))
    last = step(COLUMNS, define("P", hcat(u, v, *(name("v_3") for _ in pair.c)), "=", tree_of(pair.P)), rel(A * P, "=", P * C),
                rel(det(P), "≠", 0))
    steps = (*pair_start(pair), split, *_real_one(pair), last)
    back = [y for y in (inverse(pair.P),) if y != pair.P]
    swapped = pair.P.submatrix(range(n), [1, 0, *range(2, n)])
    return part(
        guide("Find an invertible matrix {P} with {L} equal to {R}.", P=P, L=A * P, R=P * C),
        derivation=Derivation((("A", tree_of(pair.A)), ("C", tree_of(pair.C))), steps,
                              (rel(P, "=", tree_of(pair.P)), rel(A * P, "=", P * C)), asks=("P",), freedom=(PAIR_FREEDOM,)),
        kind="equations", answer={"P": pair.P}, A=pair.A, C=pair.C, laws="A P = P C; det P != 0", find=f"P {n}x{n}", points=5,
        mistakes=[
            mistake("parts exchanged", {"P": swapped}, "The real part of the eigenvector comes first, the imaginary part second.",
                    "" if k else "columns reversed"),
            *(mistake("inverse given", {"P": y}, "This is the inverse of a right matrix.", "inverted") for y in back),
        ])
