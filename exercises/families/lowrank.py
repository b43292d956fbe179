"""Low-rank changes of a matrix whose inverse is known: Sherman and Morrison, Woodbury, solving again."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Means, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import number_tree
from exercises.deriving.sentences import UNIQUE
from exercises.families.semiseparable import distinct
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import Phrase, claim, guide, hole, need
from exercises.terms import column, det, eye, inv, name, num, var, zero
from symbolic import det as determinant
from symbolic import inverse, matrix
from symbolic.matrices.matrix import identity

C, D, M, R, S, U, V, f, g, u, v, w, x, y, z = (name(k) for k in "CDMRSUVfguvwxyz")
t = var("t")
UPDATED = S + u * v.T
CHANGED = S + t * u * v.T


def unimodular(draw: Draw, n: int, bound: int) -> tuple[Any, Any]:
    """Return an integer matrix with few zeros and an integer inverse, and this inverse."""
    full = matrix(draw.unimodular("S", n, n + 2, bound))
    back = inverse(full)
    entries = [e for M_ in (full, back) for row in M_.entries() for e in row]
    draw.require(all(abs(int(e.numerator)) <= bound for e in entries) and sum(e == 0 for e in entries) <= 2 * n)
    return full, back


def dot(a: list[int], b: list[int]) -> int:
    """Return the sum of the products."""
    return sum(p * q for p, q in zip(a, b, strict=True))


def drawn_pair(draw: Draw, n: int, reach: int, product: int) -> tuple[list[int], list[int]]:
    """Return two columns with this product and few zeros: the last entry of the first one makes it so."""
    right = [draw.nonzero("right", -reach, reach) for _ in range(n - 1)]
    left = [draw.nonzero("left", -reach, reach) for _ in range(n - 1)]
    sign = draw.choice("sign", (1, -1))
    left.append((product - dot(left, right)) * sign)
    draw.require(abs(left[-1]) <= reach + 1)
    order = draw.shuffled("order", range(n))
    return [left[k] for k in order], [[*right, sign][k] for k in order]


def tall(entries: Sequence[int | Fraction]) -> Any:
    """Return a column."""
    return matrix([[e] for e in entries])


KNOWN = step(claim("Multiply: {R} is the inverse of {S}.", need("means", inv(S), R), R=R, S=S), Means(inv(S), R))


@family("rank-one-inverse", "lowrank", "The inverse after a rank-one change", claim="SMW-1",
        bands=((0, 25), (15, 60), (35, 400)))
def rank_one_inverse(draw: Draw) -> Part:
    """R - R u v^T R / f with f = 1 + v^T R u."""
    n, bound, reach = ((2, 5, 3), (3, 3, 2), (3, 5, 3))[draw.difficulty - 1]
    S_, R_ = unimodular(draw, n, bound)
    number = draw.choice("f", ((-1, 2), (-2, -1, 1, 2), (-3, -2, 2, 3))[draw.difficulty - 1])
    back, right = drawn_pair(draw, n, reach, number - 1)
    w_, v_ = tall(back), tall(right)
    u_ = S_ * w_
    row = v_.T * R_
    found = R_ - w_ * row / number
    slips = [("wrong sign", R_ + w_ * row / number, "Subtract the correction."),
             ("one forgotten", R_ - w_ * row / (number - 1) if number != 1 else found, "The divisor is one plus a product."),
             ("not divided", R_ - w_ * row, "The correction is divided by a number: compute it first."),
             ("columns exchanged", R_ - R_ * v_ * u_.T * R_ / number, "The column stands on the left, the row on the right.")]
    steps = (
        KNOWN,
        step(claim("Two products are needed, {w} and {z}, and the number {f} to divide by. It is not zero, so the changed "
                   "matrix is invertible.", need("≠", f, num(0)), f=f, w=w, z=z),
             define("w", R * u, "=", tree_of(w_)), define("z", v.T * R, "=", tree_of(row)),
             define("f", 1 + v.T * w, "=", num(number), "≠", 0)),
        step(claim("Subtract their product, a column times a row, divided by {f}.", need("=", M, hole("M")), f=f),
             define("M", R - 1 / f * w * z, "=", tree_of(found))),
        step(claim("Check by multiplying back.", need("=", UPDATED * M, eye(n))),
             rel(UPDATED * M, "=", eye(n)), Means(inv(UPDATED), M)),
    )
    return part(
        guide("The matrix {R} is the inverse of {S}. Use it to find the inverse of {T}.", R=R, S=S, T=UPDATED),
        derivation=Derivation((("S", tree_of(S_)), ("R", tree_of(R_)), ("u", tree_of(u_)), ("v", tree_of(v_))), steps,
                              answer=(rel(inv(UPDATED), "=", tree_of(found)),), freedom=(UNIQUE,)),
        kind="inverse", answer={"X": found}, A=S_ + u_ * v_.T,
        mistakes=[mistake(label, {"X": wrong}, say) for label, wrong, say in distinct(found, slips)])


@family("rank-one-parameter", "lowrank", "A parameter that makes a matrix singular", claim="SMW-2")
def rank_one_parameter(draw: Draw) -> Part:
    """S + t u v^T is singular at -1 / (v^T R u), or never."""
    n, bound, reach = ((2, 5, 3), (3, 3, 2), (3, 4, 3))[draw.difficulty - 1]
    S_, R_ = unimodular(draw, n, bound)
    back, right = ([draw.integer(k, -reach, reach) for _ in range(n)] for k in ("w", "v"))
    number = dot(back, right)
    draw.require(1 < abs(number) <= 9 or (number == 0 and draw.choice("never", (True, False))))
    draw.require(back.count(0) < n - 1 and right.count(0) < n - 1)
    u_ = S_ * tall(back)
    whole = number_tree(determinant(S_)) or num(0)
    value = Fraction(-1, number) if number else Fraction(0)
    answer: object = value if number else "none"
    slips: list[tuple[str, object, str]] = [
        ("wrong sign", -value, "One plus a product must become zero: the parameter has the opposite sign."),
        ("not divided", -number, "Divide by the product instead of taking it."),
        ("never", "none", "That the given matrix is invertible does not settle it: look for a zero of the determinant."),
    ] if number else [
        ("singular anyway", "0", "At zero nothing is changed, and the given matrix is invertible."),
        ("product forgotten", "-1", "The product is zero, so one plus the parameter times it is never zero."),
    ]
    last, say = once(n, back, value) if number else never()
    found = step(
        claim("The determinant of {T} is that of {S} times a number: one plus {t} times {g}. Here it is, for every {t}.",
              need("=", det(CHANGED), hole("d")), T=CHANGED, S=S, t=t, g=g),
        define("g", v.T * R * u, "=", num(number)), rel(det(S), "=", whole),
        rel(det(CHANGED), "=", det(S) * (1 + t * g)))
    return part(
        guide("For which numbers {t} is {T} singular? The matrix {R} is the inverse of {S}. Write none if there are no such "
              "numbers.", t=t, T=CHANGED, R=R, S=S),
        derivation=Derivation((("S", tree_of(S_)), ("R", tree_of(R_)), ("u", tree_of(u_)), ("v", column(right))),
                              (KNOWN, found, last), asks=("g",), answer=last.facts[-2:], answer_say=(say,)),
        kind="set", answer=str(answer), mistakes=[mistake(*slip) for slip in distinct(answer, slips)])


def never() -> tuple[Step, Phrase]:
    """Return the last step for v^T R u = 0, and the answer in words."""
    say = claim("The number {g} is zero, so {t} drops out: the determinant is that of {S} for every {t}, and it is not zero.",
                need("=", det(CHANGED), det(S)), need("≠", det(S), num(0)), g=g, t=t, S=S)
    answer = claim("For no number {t}.", need("=", det(CHANGED), det(S)), t=t)
    return step(say, rel(det(CHANGED), "=", det(S)), rel(det(S), "≠", 0)), answer


def once(n: int, back: list[int], value: Fraction) -> tuple[Step, Phrase]:
    """Return the last step for the one value of t, with a null vector as the check, and the answer in words."""
    at = S + num(value) * u * v.T if value > 0 else S - num(-value) * u * v.T
    say = claim("One plus {t} times {g} is zero for {s} and for no other number. Check: the vector {w} is not zero, and with "
                "this number the changed matrix sends it to zero.", need("=", 1 + hole("s") * g, num(0)),
                need("≠", w, zero(n, 1)), t=t, g=g, w=w)
    answer = claim("Only for {s}.", need("=", 1 + hole("s") * g, num(0)))
    return step(say, define("w", R * u, "=", column(back)), rel(w, "≠", zero(n, 1)), rel(at * w, "=", zero(n, 1)),
                rel(1 + num(value) * g, "=", 0), rel(det(at), "=", 0)), answer


def drawn_factors(draw: Draw, n: int, reach: int) -> tuple[Any, Any, Any]:
    """Return C, W, V with C = I + V^T W unimodular: the first rows of W make it so."""
    small, top = (matrix(draw.unimodular(k, 2, 3, 3)) for k in ("C", "V"))
    below, rest = (draw.rows(k, n - 2, 2, -reach, reach) for k in ("V rest", "U rest"))
    first: Any = inverse(top.T) * (small - identity(2) - matrix(below).T * matrix(rest))
    draw.require(all(abs(int(e.numerator)) <= reach + 4 for row in first.entries() for e in row))
    return small, matrix([*first.entries(), *rest]), matrix([*top.entries(), *below])


def twice(R_: Any, left: Any, right: Any, small: Any) -> Any:
    """Return R with one correction for each column, as if there were no other; None if that is not possible."""
    if small[0, 0] == 0 or small[1, 1] == 0:
        return None
    lines = range(R_.rows)
    return R_ - sum((left.submatrix(lines, [k]) * right.submatrix([k], lines) / small[k, k] for k in (0, 1)), 0 * R_)


@family("rank-two-inverse", "lowrank", "The inverse after a rank-two change", claim="SMW-3",
        bands=((0, 30), (15, 80), (40, 600)))
def rank_two_inverse(draw: Draw) -> Part:
    """R - R U C^-1 V^T R with the two by two matrix C = I + V^T R U, R diagonal."""
    n, reach = ((3, 1), (3, 2), (4, 1))[draw.difficulty - 1]
    entries = [draw.choice("S", ((1,), (1, -1), (1, -1, 2))[draw.difficulty - 1]) for _ in range(n - 1)]
    entries.append((1, -1, 2)[draw.difficulty - 1])
    small, left, V_ = drawn_factors(draw, n, reach)
    S_ = matrix([[e if i == j else 0 for j in range(n)] for i, e in enumerate(entries)])
    U_, R_ = S_ * left, inverse(S_)
    whole = determinant(small)
    draw.require(small[0, 1] != 0 and small[1, 0] != 0)
    draw.require(all(any(e != 0 for e in row) for M_ in (U_, V_) for row in M_.entries()))
    back, right = inverse(small), V_.T * R_
    found = R_ - left * back * right
    slips = [
        ("wrong sign", R_ + left * back * right, "The correction is subtracted."),
        ("small matrix not inverted", R_ - left * small * right, "The inverse of the small matrix stands in the middle."),
        ("two changes of rank one", twice(R_, left, right, small) or found,
         "The two columns act on each other: one small matrix holds both of them."),
    ]
    changed = S + U * V.T
    steps = (
        step(claim("The matrix {S} is diagonal, so its inverse {R} is read off.", need("means", inv(S), R), R=R, S=S),
             define("R", tree_of(R_)), Means(inv(S), R)),
        step(claim("All that has to be inverted besides is the small matrix {C}. Its determinant is not zero, so the changed "
                   "matrix is invertible; and {D} is the inverse of {C}.", need("≠", det(C), num(0)),
                   need("=", C * D, eye(2)), C=C, D=D),
             define("C", eye(2) + V.T * R * U, "=", tree_of(small)), rel(det(C), "=", number_tree(whole) or num(0), "≠", 0),
             define("D", tree_of(back)), rel(C * D, "=", eye(2))),
        step(guide("Subtract the correction."),
             define("M", R - (R * U) * D * (V.T * R), "=", tree_of(found))),
        step(claim("Check by multiplying back.", need("=", changed * M, eye(n))),
             rel(changed * M, "=", eye(n)), Means(inv(changed), M)),
    )
    return part(
        guide("Find the inverse of {T}. Only a matrix of size two has to be inverted for it.", T=changed),
        derivation=Derivation((("S", tree_of(S_)), ("U", tree_of(U_)), ("V", tree_of(V_))), steps,
                              answer=(rel(inv(changed), "=", tree_of(found)),), freedom=(UNIQUE,)),
        kind="inverse", answer={"X": found}, A=S_ + U_ * V_.T, points=6,
        mistakes=[mistake(label, {"X": wrong}, say) for label, wrong, say in distinct(found, slips)])


@family("rank-one-solve", "lowrank", "Solving again after a rank-one change")
def rank_one_solve(draw: Draw) -> Part:
    """From S y = b and S z = u: x = y - z (v^T y) / (1 + v^T z)."""
    n, bound, reach = ((2, 4, 3), (3, 4, 3), (4, 4, 4))[draw.difficulty - 1]
    S_ = matrix(draw.unimodular("S", n, n + 1, bound))
    number = draw.choice("f", (-4, -3, -2, 2, 3, 4, 5))
    second, right = drawn_pair(draw, n, reach, number - 1)
    first = draw.integers("y", n, -reach, reach)
    over = dot(first, right)
    draw.require(over != 0 and first.count(0) < 2)
    y_, z_, v_ = map(tall, (first, second, right))
    b_, u_ = S_ * y_, S_ * z_
    ratio = Fraction(over, number)
    found = [p - ratio * q for p, q in zip(first, second, strict=True)]
    slips = [("wrong sign", [p + ratio * q for p, q in zip(first, second, strict=True)], "The multiple is subtracted."),
             ("one forgotten", [p - Fraction(over, number - 1) * q for p, q in zip(first, second, strict=True)],
              "The number to divide by has a one in it."),
             ("not divided", [p - over * q for p, q in zip(first, second, strict=True)], "The multiple has a denominator."),
             ("not changed", first, "This solves the system before the change.")]
    b = name("b")
    steps = (
        step(claim("Multiply: {y} and {z} are the solutions that were found before the change. They can be used again.",
                   need("=", S * y, b), need("=", S * z, u), y=y, z=z), rel(S * y, "=", b), rel(S * z, "=", u)),
        step(claim("Try {y} minus a multiple of {z}. The changed matrix sends {y} to {b} plus {g} times {u}, and it sends {z} "
                   "to {f} times {u}.", need("=", UPDATED * y, b + g * u), need("=", UPDATED * z, f * u),
                   y=y, z=z, b=b, u=u, f=f, g=g),
             define("g", v.T * y, "=", num(over)), define("f", 1 + v.T * z, "=", num(number), "≠", 0),
             rel(UPDATED * y, "=", b + g * u), rel(UPDATED * z, "=", f * u)),
        step(claim("So divide {g} by {f}: with this multiple of {z} the two multiples of {u} cancel.",
                   need("=", x, y - hole("c") * z), g=g, f=f, z=z, u=u),
             define("x", y - (g / f) * z, "=", column(found))),
        step(claim("Check by putting {x} in.", need("=", UPDATED * x, b), x=x), rel(UPDATED * x, "=", b)),
    )
    return part(
        guide("The columns {y} and {z} solve two systems with the matrix {S}: it sends {y} to {b} and {z} to {u}. Without "
              "solving another system, find the column {x} that {T} sends to {b}.", S=S, y=y, z=z, b=b, u=u, x=x, T=UPDATED),
        derivation=Derivation((("S", tree_of(S_)), ("b", tree_of(b_)), ("u", tree_of(u_)), ("v", tree_of(v_)), ("y", tree_of(y_)),
                               ("z", tree_of(z_))), steps, asks=("x",), answer=(rel(x, "=", column(found)),), freedom=(UNIQUE,)),
        kind="solve", answer={"x": tall(found)}, A=S_ + u_ * v_.T, b=b_,
        mistakes=[mistake(label, {"x": tall(wrong)}, say) for label, wrong, say in distinct(found, slips)])
