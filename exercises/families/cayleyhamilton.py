"""What the theorem of Cayley and Hamilton gives: powers of a matrix, and eigenvectors for irrational eigenvalues."""
from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import Any

from exercises.derivation import Derivation, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import minus, polynomial_tree, squarefree_part, surd
from exercises.deriving.sentences import UNIQUE
from exercises.families.jordan import shifted_tree
from exercises.families.jordanmore import carried
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, det, eye, mat, name, num, product, var, zero
from symbolic import matrix
from symbolic.matrices.matrix import identity

A, B, K, M, N, L, v, k, x = *(name(s) for s in "ABKMN"), name("lambda"), name("v"), name("k"), var("x")
ANY_EYE = E("eye", ("?",))
ZERO = E("zero", ("?", "?"))

# Powers

POLYNOMIAL = claim("The characteristic polynomial is {p}.", need("=", det(x * ANY_EYE - A), hole("p")))
SQUARE = claim("A matrix is a root of its own characteristic polynomial. So the square is {s}, and every power is a multiple of "
               "{A} plus a multiple of the identity.", need("=", A ** 2, hole("s")), A=A)
CLIMB = guide("Climb one power at a time: multiply by {A}, and replace the square that appears.", A=A)
INSERT = claim("Only now put the entries in.", need("=", A ** hole("k"), hole("p")))


def linear(p: int, q: int) -> E:
    """Return p A + q I as one would write it."""
    if p == 0:
        return num(q) * eye(2) if q else zero(2, 2)
    first = A if p == 1 else -A if p == -1 else num(p) * A if p > 0 else -(num(-p) * A)
    rest = eye(2) if abs(q) == 1 else num(abs(q)) * eye(2)
    return first if q == 0 else first + rest if q > 0 else first - rest


def power_coefficients(t: int, d: int, count: int) -> list[tuple[int, int]]:
    """Return p, q with A^j = p A + q I for j from 1 to count, where A^2 = t A - d I.

    >>> power_coefficients(1, -1, 4)
    [(1, 0), (1, 1), (2, 1), (3, 2)]
    """
    out = [(1, 0)]
    while len(out) < count:
        p, q = out[-1]
        out.append((t * p + q, -d * p))
    return out


@family("cayley-hamilton-power", "jordan", "A power by Cayley and Hamilton", limits=Limits(digits=5))
def cayley_hamilton_power(draw: Draw) -> Part:
    """A high power of a two by two matrix from its characteristic polynomial."""
    reach = draw.difficulty
    a, t, d = draw.integer("a", -2, 4), draw.nonzero("trace", -1 - reach, 1 + reach), draw.nonzero("det", -2 - reach, 2 + reach)
    bc, high = a * (t - a) - d, 3 + reach
    factors = [z for y in range(1, 10) if bc % y == 0 and 0 < abs(bc) <= 9 * y for z in (y, -y)]
    draw.require(bool(factors))
    b = draw.choice("b", factors)
    rows = [[a, b], [bc // b, t - a]]
    levels = power_coefficients(t, d, high)
    M_ = matrix(rows)
    value, below = M_ ** high, M_ ** (high - 1)
    (p, q), (r, s) = levels[-1], power_coefficients(t, -d, high)[-1]
    wrong = [[r * y + s * int(i == j) for j, y in enumerate(row)] for i, row in enumerate(rows)]
    entrywise = [[y ** high for y in row] for row in rows]
    climb = [rel(A ** j, "=", linear(*levels[j - 1])) for j in range(3, high + 1)]
    draw.require(len({str(matrix(z)) for z in (wrong, entrywise, value.entries(), below.entries())}) == 4)
    literal = tree_of(value)
    options = (("entry by entry", entrywise, "A power of a matrix is not taken entry by entry."),
               ("sign of the determinant", wrong, "The determinant changes its sign on the way to the other side."),
               ("one power too low", below, "This is the power before the one asked for."))
    return part(
        guide("Find the power {S} of {A} with the help of its characteristic polynomial.", S=A ** k, A=A),
        derivation=Derivation(
            (("A", mat(rows)), ("k", num(high))),
            (step(POLYNOMIAL, rel(det(x * eye(2) - A), "=", polynomial_tree([Fraction(d), Fraction(-t), Fraction(1)], x))),
             step(SQUARE, rel(A ** 2, "=", linear(*levels[1]))), step(CLIMB, *climb),
             step(INSERT, rel(A ** high, "=", linear(p, q), "=", literal))),
            (rel(A ** k, "=", literal),), freedom=(UNIQUE,)),
        kind="matrix", answer=value, mistakes=[mistake(*o) for o in options])


# Irrational eigenvalues

OTHER = claim("The eigenvalue {l} is a root of the characteristic polynomial {p}; with it comes its conjugate {m}.",
              need("=", det(x * ANY_EYE - A), hole("p")), need("=", L, hole("l")), need("=", name("mu"), hole("m")))
FACTORS = claim("By Cayley and Hamilton the product of all the factors is zero at {A}: what {K} gives, the factor {f} sends to "
                "zero. So each column of {K} that is not zero is an eigenvector.", need("=", hole("f") * K, ZERO), A=A, K=K)
TAKE = claim("Take one of the columns, or a simple multiple of it, and check: {v} is not zero, and {A} multiplies it by the "
             "eigenvalue.",
             need("=", A * v, L * v), need("≠", v, ZERO), v=v, A=A)
SCALE_FREE = guide("Any multiple of {v} but zero is right, in any exact form.", v=v)


def surd_text(p: Fraction, q: Fraction, d: int) -> str:
    """Return p + q sqrt(d) as an answer.

    >>> surd_text(Fraction(1, 2), Fraction(-1, 2), 5), surd_text(Fraction(3), Fraction(0), 5)
    ('1/2-1/2*sqrt(5)', '3')
    """
    if q == 0:
        return str(p)
    root = f"{'+' if q > 0 else '-'}{'' if abs(q) == 1 else f'{abs(q)}*'}sqrt({d})"
    return f"{p}{root}" if p else root.removeprefix("+")


@family("golden-eigenvector", "jordan", "An eigenvector with a square root")
def golden_eigenvector(draw: Draw) -> Part:
    """An eigenvector over a real quadratic field."""
    a, e = draw.integers("diagonal", 2, -3, 4)
    b, c = draw.nonzero("b", -4, 4), draw.nonzero("c", -4, 4)
    t, disc = a + e, (a - e) ** 2 + 4 * b * c
    draw.require(disc > 0)
    scale, d = squarefree_part(disc)
    draw.require(d > 1 and d < 40)
    third = [draw.integer("third", -2, 3)] if draw.difficulty == 3 else []
    start = matrix([[a, b, 0][:2 + len(third)], [c, e, 0][:2 + len(third)], *([0, 0, z] for z in third)])
    M_ = carried(draw, "P", start)[1] if draw.difficulty > 1 else start
    sign = draw.choice("sign", (1, -1))
    return _golden(M_, third, Fraction(t, 2), Fraction(sign * scale, 2), d)


def _parts(M_: Any, third: list[int], p: Fraction, q: Fraction) -> tuple[Any, Any]:
    """Return the rational part and the factor of the root in R (A - (p - q sqrt d) I), where R is A - c I or I."""
    R = M_ - third[0] * identity(3) if third else identity(2)
    return R * (M_ * 2 - identity(M_.rows) * int(2 * p)) / 2, R * int(2 * q) / 2


def _rationals(M_: Any) -> list[list[Fraction]]:
    return [[Fraction(int(e.numerator), int(e.denominator)) for e in row] for row in M_.entries()]


def _golden(M_: Any, third: list[int], p: Fraction, q: Fraction, d: int) -> Part:
    n, (a, b) = M_.rows, map(_rationals, _parts(M_, third, p, q))
    found = [[(a[i][j], b[i][j]) for i in range(n)] for j in range(n)]
    best = min((z for z in found if any(x_ for pair in z for x_ in pair)), key=lambda z: sum(abs(y) + abs(w) for y, w in z))
    low = lcm(*(y.denominator for pair in best for y in pair))
    top = gcd(*(int(y * low) for pair in best for y in pair))
    vector = [(y * low / top, w * low / top) for y, w in best]
    quadratic = polynomial_tree([p * p - q * q * d, -2 * p, Fraction(1)], x)
    literal = mat([[surd(y, w, d) for y, w in zip(r, s, strict=True)] for r, s in zip(a, b, strict=True)])
    shown = mat([[surd(y, w, d)] for y, w in vector])
    eye_n = eye(n)
    first, others = A - L * eye_n, [shifted_tree(A, third[0], n)] if third else []
    last = product([*others, A - name("mu") * eye_n])
    steps = (
        step(OTHER, rel(det(x * eye_n - A), "=", product([quadratic, *(minus(x, num(c)) for c in third)])),
             rel(L, "=", surd(p, q, d)), define("mu", surd(p, -q, d)), rel((x - L) * (x - name("mu")), "=", quadratic)),
        step(FACTORS, define("K", last, "=", literal), rel(first * K, "=", zero(n, n))),
        step(TAKE, define("v", shown), rel(A * v, "=", L * v), rel(v, "≠", zero(n, 1))),
    )
    conjugate, negative = [(y, -w) for y, w in vector], [(-y, -w) for y, w in vector[:1]] + vector[1:]
    options = [("conjugate", conjugate, "This belongs to the conjugate eigenvalue: the square root has the wrong sign.")]
    if all(y or w for y, w in vector):
        options.append(("one sign wrong", negative, "The sign of one component is wrong: multiply by the matrix to see it."))
    texts = [(label, "; ".join(surd_text(y, w, d) for y, w in z), why) for label, z, why in options]
    return part(
        guide("The matrix {A} has the eigenvalue {l}. Find an eigenvector for it in exact form, without decimals.", A=A, l=L),
        derivation=Derivation((("A", tree_of(M_)), ("lambda", surd(p, q, d))), steps,
                              (rel(v, "=", shown), rel(A * v, "=", L * v)), asks=("K", "v", "mu"), freedom=(SCALE_FREE,)),
        kind="eigenvector", answer="; ".join(surd_text(y, w, d) for y, w in vector), A=M_, eigenvalue=surd_text(p, q, d),
        mistakes=[mistake(*o) for o in texts])
