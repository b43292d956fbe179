"""Linear systems with input and output: the order of a pole of the transfer function, the Lyapunov equation."""
from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Means, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import minus
from exercises.deriving.sentences import UNIQUE
from exercises.families.functions import jordan_block
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, call, column, det, entry, eye, inv, mat, name, num, total, var, zero
from symbolic import inverse, matrix

A, B, C, K, N, P, Q, R, W, r, w = (name(k) for k in "ABCKNPQRWrw")
s, x, y, z = (var(k) for k in "sxyz")
ANY_EYE = E("eye", ("?",))

ONE_VALUE = claim("The characteristic polynomial {p} has a single root. Split off {N}; its powers stop at the {k:ordinal}.",
                  need("=", det(x * ANY_EYE - A), hole("p")), need("=", N ** hole("k"), hole("zero")), N=N)
RESOLVENT = claim("Let {s} be the eigenvalue plus a number {z} that is not zero. The inverse is a finite geometric series, {R}: "
                  "multiply it by {M} and all terms but one cancel.", need("means", inv(hole("M")), R), s=s, z=z, R=R)
SERIES = claim("Put the row {C} in front and the column {B} behind. Every power of {N} gives one number.",
               need("=", C * B, hole("number")), C=C, B=B, N=N)
ORDER = claim("The pole is where {z} is zero. The highest power of {z} in a denominator gives its order.",
              need("=", C * R * B, hole("sum")), z=z)
NO_POLE = claim("Every number is zero: nothing is left of the pole, and its order is zero.", need("=", C * R * B, num(0)))
FINITE = claim("Times the power {p} the function is {f}. At the pole this is {c}, which is not zero: the order is {r}.",
               need("=", z ** r * C * R * B, hole("f")), need("≠", call("h", num(0)), num(0)), need("=", r, hole("o")),
               p=z ** r, r=r)
ZERO_ORDER = claim("There is no pole: the order {r} is zero.", need("=", r, num(0)), r=r)
SHAPES = {1: ((2,),), 2: ((3,), (2, 1)), 3: ((4,), (3, 1), (2, 2))}


def _placed(draw: Draw) -> tuple[int, tuple[int, ...], Any, Any, Any]:
    """Return the eigenvalue, the sizes of its blocks, and A, B, C in hidden coordinates."""
    value = draw.choice("eigenvalue", [k for k in range(-3, 4) if k])
    sizes = draw.choice("sizes", SHAPES[draw.difficulty])
    n = sum(sizes)
    J = matrix([[0] * n for _ in range(n)]) + jordan_block(value, n)
    cut = sizes[0]
    if len(sizes) > 1:
        J = matrix([[J[i, j] if (i, j) != (cut - 1, cut) else 0 for j in range(n)] for i in range(n)])
    last, first = draw.integer("last", 1, cut), draw.integer("first", 1, cut)
    b = [draw.nonzero("b", -2, 2) if i == last - 1 else draw.integer("b", -2, 2) if i < last or i >= cut else 0 for i in range(n)]
    c = [draw.nonzero("c", -2, 2) if i == first - 1 else draw.integer("c", -2, 2) if i >= first else 0 for i in range(n)]
    V = matrix(draw.unimodular("P", n, steps=n + draw.difficulty, bound=2))
    U = inverse(V)
    found = V * J * U, V * matrix([[e] for e in b]), matrix([c]) * U
    draw.require(all(abs(int(e.numerator)) <= 15 for T in found for row in T.entries() for e in row))
    draw.require(any(found[0][i, j] != 0 for i in range(n) for j in range(i)))
    return value, sizes, *found


@family("pole-order", "dynamics", "The order of a pole", claim="Stab-3")
def pole_order(draw: Draw) -> Part:
    """The order of the pole of C (s I - A)^-1 B at the only eigenvalue of A, which may cancel."""
    value, sizes, M, b, c = _placed(draw)
    n, k = sum(sizes), sizes[0]
    T = M - matrix([[value * int(i == j) for j in range(n)] for i in range(n)])
    numbers = [int(entry.numerator) for entry in ((c * T ** j * b)[0, 0] for j in range(k))]
    order = max((j + 1 for j, e in enumerate(numbers) if e), default=0)
    draw.require(order > 0 or draw.integer("rare", 0, 2) == 0)
    powers = [None, N, *(N ** j for j in range(2, k))]
    series = total([1 / (z if j == 0 else z ** (j + 1)) * (eye(n) if p is None else p) for j, p in enumerate(powers)])
    left = [num(e) / (z if j == 0 else z ** (j + 1)) for j, e in enumerate(numbers) if e]
    shown = rel(C * R * B, "=", total(left) if left else num(0))
    scaled = eye(n) if abs(value) == 1 else abs(value) * eye(n)
    shift = A - scaled if value > 0 else A + scaled
    base = minus(x, num(value)) ** n
    steps = (
        step(ONE_VALUE, rel(det(x * eye(n) - A), "=", base), define("N", shift, "=", tree_of(T)), rel(N ** k, "=", zero(n, n))),
        step(RESOLVENT, define("R", series), Means(inv(minus(z, num(-value)) * eye(n) - A), R)),
        step(SERIES, *(rel(C * B if p is None else C * p * B, "=", e) for p, e in zip(powers, numbers, strict=True))),
        step(ORDER if order else NO_POLE, shown),
    )
    rest = [(e, order - 1 - j) for j, e in enumerate(numbers) if e]

    def regular_in(v: E) -> E:
        return total([num(e) if k_ == 0 else num(e) * (v if k_ == 1 else v ** k_) for e, k_ in rest])
    top = [rel(call("h", 0), "=", num(numbers[order - 1]), "≠", 0)] if order else []
    last = (define("r", num(order)), define("h", regular_in(x), of="x"),
            rel(z ** r * C * R * B, "=", regular_in(z), "=", call("h", z)), *top)
    say = replace(FINITE, fixed={**FINITE.fixed, "c": num(numbers[order - 1])}) if order else ZERO_ORDER
    slips = [
        mistake("size of the block", k, "The row or the column can cancel a part of the pole."),
        mistake("multiplicity of the eigenvalue", n, "The order of a pole is at most the size of the largest block."),
        mistake("chain overlooked", 1, "A chain of generalized eigenvectors gives higher powers in the denominator."),
        mistake("no pole", 0, "The product is not zero: some power of the nilpotent part survives."),
    ]
    kept = [e for at, e in enumerate(slips) if e.answer not in (str(order), *(f.answer for f in slips[:at]))]
    return part(
        guide("The matrix {A} has a single eigenvalue. What is the order of the pole that the function {H} of {s} has there? "
              "Answer zero if it has no pole.", A=A, H=C * inv(s * eye(n) - A) * B, s=s),
        derivation=Derivation((("A", tree_of(M)), ("B", tree_of(b)), ("C", tree_of(c))), steps, last,
                              (say,), (UNIQUE,), nonzero=("z",), asks=("r",)),
        kind="value", answer=order,
        mistakes=kept if order > 1 else kept[:2])


UNKNOWNS = claim("Write {W} for a symmetric matrix with three unknown entries, and put it into the left side.",
                 need("=", A.T * W + W * A, hole("L")), W=W)
EQUATIONS = claim("Compare this with the negative of {Q}, entry by entry. These are three linear equations; {K} is the matrix of "
                  "their coefficients, and its determinant {d} is not zero, so there is one solution.",
                  need("=", det(K), hole("d")), need("≠", det(K), num(0)), Q=Q, K=K)
SOLVED = claim("Solve them: the solution is {w}. Put the three numbers into a symmetric matrix {P}, and check by multiplying "
               "out.",
               need("=", K * w, hole("r")), need("=", A.T * P + P * A, -Q), w=w, P=P)


def _linear(*terms: tuple[int, E]) -> E:
    out: list[E] = []
    for c, e in terms:
        if c:
            size = e if abs(c) == 1 else num(abs(c)) * e
            out.append(-size if c < 0 else size)
    return total(out)


def _coefficients(rows: list[list[int]]) -> list[list[int]]:
    (a, b), (c, d) = rows
    return [[2 * a, 2 * c, 0], [b, a + d, c], [0, 2 * b, 2 * d]]


@family("lyapunov-equation", "dynamics", "A Lyapunov equation", limits=Limits(digits=4))
def lyapunov_equation(draw: Draw) -> Part:
    """The solution of A^T P + P A = -Q for a stable A of size two, by three linear equations."""
    reach = 1 + draw.difficulty
    rows = [[draw.integer("A", *((-reach - 1, -1) if i == j else (-reach, reach))) for j in range(2)] for i in range(2)]
    if draw.difficulty == 1:
        at = draw.integer("zero", 0, 1)
        rows[at][1 - at] = 0
    trace, size = rows[0][0] + rows[1][1], rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]
    draw.require(size > 0 and rows[0][1] != rows[1][0] and (draw.difficulty == 1 or rows[0][1] * rows[1][0] != 0))
    M, p = matrix(rows), [draw.integer("P", 1, 2 * reach), draw.nonzero("P", -reach, reach), draw.integer("P", 1, 2 * reach)]
    solution = matrix([[p[0], p[1]], [p[1], p[2]]])
    right = -(M.T * solution + solution * M)
    q = [int(right.entries()[i][j].numerator) for i, j in ((0, 0), (0, 1), (1, 1))]
    draw.require(max(map(abs, q)) <= 99)
    table = _coefficients(rows)
    lines = [_linear(*zip(row, (x, y, z), strict=True)) for row in table]
    value = 4 * trace * size
    steps = (
        step(UNKNOWNS, define("W", mat([[x, y], [y, z]])),
             rel(A.T * W + W * A, "=", mat([[lines[0], lines[1]], [lines[1], lines[2]]]))),
        step(EQUATIONS, define("K", mat(table)), rel(K * column([x, y, z]), "=", column(lines)), rel(det(K), "=", value, "≠", 0)),
        step(SOLVED, define("w", column(p)),
             rel(K * w, "=", column([-entry(Q, *at) for at in ((1, 1), (1, 2), (2, 2))]), "=", column([-e for e in q])),
             define("P", mat([[entry(w, 1, 1), entry(w, 2, 1)], [entry(w, 2, 1), entry(w, 3, 1)]]), "=", tree_of(solution)),
             rel(A.T * P + P * A, "=", -Q)),
    )
    turned = inverse(matrix(_coefficients([[rows[j][i] for j in range(2)] for i in range(2)]))) * matrix([[-e] for e in q])
    other = matrix([[turned[0, 0], turned[1, 0]], [turned[1, 0], turned[2, 0]]])
    halved = inverse(M) * right * Fraction(-1, 2)
    mistakes = [mistake("sign", {"P": -solution}, "The right side is the negative of the given matrix.")]
    if other != solution:
        mistakes.append(mistake("transpose on the wrong side", {"P": other}, "The transpose stands in the first product, before "
                                "the unknown matrix."))
    if halved not in (solution, -solution, other):
        mistakes.append(mistake("matrices taken as numbers", {"P": halved}, "The two products are different: they cannot be "
                                "added to twice one of them."))
    return part(
        guide("Find the symmetric matrix {P} with {L} equal to {R}.", P=P, L=A.T * P + P * A, R=-Q),
        derivation=Derivation((("A", mat(rows)), ("Q", tree_of(right))), steps,
                              (rel(P, "=", tree_of(solution)), rel(A.T * P + P * A, "=", -Q)), freedom=(UNIQUE,), asks=("P",)),
        kind="lyapunov", answer={"P": solution}, A=rows, Q=right, mistakes=mistakes)
