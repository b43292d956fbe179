"""Condition numbers: exact values, perturbations that attain them, orthogonality up to a factor."""
from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Any

from exercises.derivation import Derivation, Means, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import squarefree_part, surd
from exercises.deriving.sentences import UNIQUE
from exercises.facts import Rel
from exercises.families.singular import Directions, directions
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, column, det, diag, eye, mat, name, norm, num, product, var
from symbolic import matrix

A, G, P, D, KAPPA, b, d, e, x, y, z = (name(k) for k in ("A", "G", "P", "D", "kappa", "b", "d", "e", "x", "y", "z"))
Rows = list[list[int]]
#: orthogonal integer columns, by size
PLANES: tuple[Rows, ...] = ([[1, -1], [1, 1]], [[1, -2], [2, 1]], [[1, -3], [3, 1]], [[2, -3], [3, 2]])
FRAMES: tuple[Rows, ...] = ([[1, 2, 2], [2, 1, -2], [2, -2, 1]], [[1, 1, 1], [1, -1, 1], [1, 0, -2]])
EQUAL: dict[int, tuple[Rows, ...]] = {
    2: ([[1, -2], [2, 1]], [[1, -3], [3, 1]], [[2, -3], [3, 2]], [[1, -4], [4, 1]], [[1, -1], [1, 1]]),
    3: ([[1, 2, 2], [2, 1, -2], [2, -2, 1]], [[2, 3, 6], [3, -6, 2], [6, 2, -3]]),
    4: ([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]],
        [[1, 2, 2, 4], [-2, 1, -4, 2], [-2, 4, 1, -2], [-4, -2, 2, 1]],
        [[1, 1, 3, 5], [-1, 1, -5, 3], [-3, 5, 1, -1], [-5, -3, 1, 1]]),
}


def dot(u: list[int], v: list[int]) -> int:
    """Return the inner product."""
    return sum(s * t for s, t in zip(u, v, strict=True))


@family("condition-symmetric", "conditioning", "The condition number of a symmetric matrix", claim="Cond-1",
        limits=Limits(digits=4))
def condition_symmetric(draw: Draw) -> Part:
    """An integer matrix with orthogonal integer eigenvectors."""
    start = draw.choice("basis", {1: PLANES[:1], 2: PLANES[1:], 3: FRAMES}[draw.difficulty])
    basis = [[sign * t for t in row] for row in draw.shuffled("rows", start) for sign in (draw.choice("sign", (1, -1)),)]
    columns = [list(v) for v in zip(*basis, strict=True)]
    n, level = len(basis), draw.difficulty
    least, most = draw.nonzero("least", -9, 9), (9, 15, 15)[level - 1]
    jumps = [3, 2, 0] if start == FRAMES[1] else [dot(columns[0], columns[0])] * (n - 1) + [0]  # they keep the entries whole
    values = [least + t * draw.nonzero("multiple", -1 - 12 // t, 1 + 12 // t) if t else least for t in jumps]
    draw.require(0 not in values and max(map(abs, values)) <= most)
    sizes = [abs(v) for v in values]
    draw.require(len(set(sizes)) == n and min(values) < 0)
    table = [[sum(Fraction(s * v[i] * v[j], dot(v, v)) for s, v in zip(values, columns, strict=True)) for j in range(n)]
             for i in range(n)]
    draw.require(all(t.denominator == 1 for row in table for t in row))
    top, low = (values[sizes.index(f(sizes))] for f in (max, min))
    kappa, top_vector = Fraction(abs(top), abs(low)), columns[values.index(top)]
    rest = diag(*(num(Fraction(top * top - s * s, dot(v, v))) for s, v in zip(values, columns, strict=True)))
    steps = (
        step(claim("Find the eigenvalues, the zeros of {p}, and eigenvectors, the columns of {P}.",
                   need("=", det(var("x") * eye(n) - A), hole("p")), need("=", A * P, P * D), P=P),
             rel(det(var("x") * eye(n) - A), "=", product([var("x") - s if s > 0 else var("x") + -s for s in values])),
             define("P", mat(basis)), define("D", diag(*values)), rel(A * P, "=", P * D)),
        step(claim("{A} is symmetric, so the eigenvectors are orthogonal: in their directions {A} only multiplies by the "
                   "eigenvalues. Nothing is stretched by more than the largest modulus, {s}.", need("=", A.T, A),
                   need("=", P.T * P, hole("w")), need("means", norm(A, "2"), hole("s")), A=A),
             rel(A.T, "=", A), rel(P.T * P, "=", diag(*(dot(v, v) for v in columns))),
             Means(norm(A, "2"), num(abs(top)), (("L", P), ("D", rest), ("v", column(top_vector))))),
        step(claim("The inverse multiplies in the same directions by the reciprocals: nothing is stretched by more than the "
                   "reciprocal of the smallest modulus, {m}. The condition number is the product of the two norms, {k}.",
                   need("=", name("mu"), hole("m")), need("=", KAPPA, hole("k")), need("=", A * P, P * D)),
             define("mu", abs(low)), define("kappa", norm(A, "2") * (1 / name("mu")), "=", num(kappa)), rel(A * P, "=", P * D)))
    mistakes = [mistake("upside down", 1 / kappa, "The condition number is the largest factor over the smallest.")]
    wrong = {-kappa: "signs kept", Fraction(max(values), min(values)): "largest over least"}
    mistakes += [mistake(label, v, "The condition number compares moduli: signs do not count.") for v, label in wrong.items()
                 if v not in (kappa, 1 / kappa)][:1]
    return part(
        guide("Find the condition number of {A} with respect to the spectral norm.", A=A), kind="value", answer=kappa,
        mistakes=mistakes, derivation=Derivation((("A", mat([[int(t) for t in row] for row in table])),), steps,
                                                 (rel(KAPPA, "=", num(kappa)),), freedom=(UNIQUE,)))


@family("condition-attained", "conditioning", "A perturbation that attains the condition number", claim="Cond-2",
        limits=Limits(digits=5, denominator=600))
def condition_attained(draw: Draw) -> Part:
    """The right side along the largest singular direction, its error along the smallest."""
    found = directions(draw, plain=draw.difficulty == 1)
    large, small = (Fraction(v) for v in found.values)
    draw.require(all(s * v[1] != t * v[0] for s, t in (found.q, found.q2) for v in (found.p, found.p2)))
    right, wrong, inner = ([[[t] for t in v] for v in pair] for pair in (
        (found.p, found.p2), (found.p2, found.p), (found.q, found.q2)))
    law = f"A A^T b = {large ** 2} b; A A^T d = {small ** 2} d; b != 0; d != 0"
    return part(
        guide("Suppose that {l} equals {b} and that {m} equals {c}: an error {d} of the right side changes the solution {x} by "
              "{e}. Find {b} and {d}, neither of them zero, for which the relative error {s} of the solution is as large as it "
              "can be in comparison with the relative error {r} of the right side.", x=x, e=e, l=A * x, m=A * (x + e), b=b,
              c=b + d, d=d, s=norm(e, "2") / norm(x, "2"), r=norm(d, "2") / norm(b, "2")),
        derivation=Derivation(
            (("A", tree_of(found.A)),), _attained(found), (rel(b, "=", column(found.p)), rel(d, "=", column(found.p2))),
            freedom=(claim("Any multiples of {b} and {d} but zero are right.", need("=", name("tau"), hole("s")), b=b, d=d),),
            asks=("b", "d", "x", "e")),
        kind="equations", answer={"b": right[0], "d": right[1]}, A=found.A, laws=law, find="b 2x1, d 2x1",
        mistakes=[
            mistake("directions exchanged", {"b": wrong[0], "d": wrong[1]}, "The right side belongs to the direction that is "
                    "stretched most, its error to the direction that is stretched least."),
            mistake("right singular vectors", {"b": inner[0], "d": inner[1]}, "These are directions of the solution: the right "
                    "sides are their images."),
        ])


def _attained(found: Directions) -> tuple[Step, ...]:
    """The stretched directions, their images, and the two relative errors."""
    large, small = (Fraction(v) for v in found.values)
    kappa = large / small
    return (
        step(claim("Which vectors does {A} stretch most, and which least? The eigenvectors {x} and {e} of {G} for its larger "
                   "and for its smaller eigenvalue. The roots of the eigenvalues are the singular values; their ratio {k} is "
                   "the condition number.", need("=", G * x, hole("s") * x), need("=", KAPPA, hole("k")), A=A, G=G, x=x, e=e,
                   k=num(kappa)),
             define("G", A.T * A, "=", tree_of(found.A.T * found.A)),
             define("x", tree_of(matrix([[Fraction(t, found.alpha)] for t in found.q]))),
             define("e", tree_of(matrix([[Fraction(t, found.beta)] for t in found.q2]))),
             rel(G * x, "=", num(large ** 2) * x), rel(G * e, "=", num(small ** 2) * e),
             define("kappa", num(large) / num(small), "=", num(kappa))),
        step(claim("Let the solution be {x} and its change {e}. The right sides follow: {b} and {d}.", need("=", A * x, b),
                   need("=", A * e, d), x=x, e=e, b=b, d=d),
             define("b", column(found.p)), define("d", column(found.p2)), rel(A * x, "=", b), rel(A * e, "=", d)),
        step(claim("Check with squares of lengths. The relative change of the right side has the square {r}, that of the "
                   "solution has the square {s}, which is the first times the square of {k}.", need("=", name("rho"), hole("r")),
                   need("=", name("tau"), hole("s")), need("=", name("tau"), KAPPA ** 2 * name("rho")), k=KAPPA,
                   s=num(kappa ** 2), r=num(1)),
             define("rho", (d.T * d) / (b.T * b), "=", 1), define("tau", (e.T * e) / (x.T * x), "=", num(kappa ** 2)),
             rel(name("tau"), "=", KAPPA ** 2 * name("rho"))))


@family("condition-one", "conditioning", "Is the condition number one?", claim="Cond-3", limits=Limits(digits=4))
def condition_one(draw: Draw) -> Part:
    """Yes if A^T A is a multiple of I; near misses have orthogonal columns of different lengths, or equally long ones."""
    start = draw.choice("frame", EQUAL[draw.difficulty + 1])
    n, scale = draw.difficulty + 1, draw.integer("scale", *((1, 1), (2, 4), (1, 3))[draw.difficulty - 1])
    turned = [(draw.choice("sign", (scale, -scale)), col) for col in zip(*draw.shuffled("rows", start), strict=True)]
    cols = draw.shuffled("cols", [[sign * t for t in col] for sign, col in turned])
    case = draw.choice("case", ("scaled", "stretched", "skew"))
    j, square = draw.below("column", n), dot(cols[0], cols[0])
    if case == "stretched":
        cols[j] = [2 * t for t in cols[j]]
    elif case == "skew":
        i = draw.below("entry", n)
        cols[j][i] = -cols[j][i]
    M_ = matrix([list(row) for row in zip(*cols, strict=True)])
    gram = [[dot(u, v) for v in cols] for u in cols]
    draw.require(square > 1 and _invertible(M_) and max(abs(t) for v in cols for t in v) <= (15, 14, 12)[draw.difficulty - 1])
    given, ask = Derivation((("A", tree_of(M_)),), ()), guide(
        "Is the condition number of {A} with respect to the spectral norm equal to one? If it is, write also the number {c} for "
        "which {G} equals {I}.", A=A, c=var("c"), G=A.T * A, I=var("c") * eye(n))
    data: dict[str, Any] = {"needs": "yes", "witness": "the number c", "witnesses": [square if case == "scaled" else 0]}
    if case == "scaled":
        mistakes = [mistake("no factor allowed", "no", "The matrix need not be orthogonal: a multiple of an orthogonal matrix "
                            "stretches every vector alike.")]
        if isqrt(square) ** 2 == square:
            mistakes.append(mistake("root of the factor", f"yes, {isqrt(square)}", "The product of the transpose with the "
                                    "matrix holds squares of lengths."))
        return part(ask, derivation=_alike(given, n, square), kind="yes-no", answer=f"yes, {square}", mistakes=mistakes, **data)
    label, sentence = {
        "stretched": ("orthogonal columns are not enough", "The columns are orthogonal, but they must also be equally long."),
        "skew": ("equal lengths are not enough", "The columns are equally long, but they must also be orthogonal."),
    }[case]
    return part(ask, derivation=_unlike(given, n, gram), kind="yes-no", answer="no", **data,
                mistakes=[mistake(label, f"yes, {square}", sentence)])


def _invertible(M_: Any) -> bool:
    from symbolic import det as determinant
    return bool(determinant(M_) != 0)


def _alike(given: Derivation, n: int, square: int) -> Derivation:
    """Every vector is stretched by the same factor."""
    steps = (
        step(claim("Multiply {A} by its transpose: the columns are orthogonal and equally long, so the product is {m}.",
                   need("=", A.T * A, hole("m")), A=A), rel(A.T * A, "=", num(square) * eye(n))),
        step(claim("So the square of the length of every image {y} is {c} times that of {x}: {A} stretches all vectors by the "
                   "same factor, its inverse shrinks them by this factor, and the product of the two norms is one.",
                   need("=", (A * x).T * (A * x), hole("c") * (x.T * x)), A=A, x=x, y=A * x),
             define("x", column([var(f"x_{i}") for i in range(1, n + 1)])),
             rel((A * x).T * (A * x), "=", num(square) * (x.T * x))))
    return Derivation(given.given, steps, (rel(A.T * A, "=", num(square) * eye(n)),), freedom=(UNIQUE,), answer_say=(
        claim("Yes, with the number {c}.", need("=", A.T * A, hole("c") * eye(n))),))


def _unlike(given: Derivation, n: int, gram: Rows) -> Derivation:
    """Two vectors are stretched differently."""
    skew = next(((i, j) for i in range(n) for j in range(i) if gram[i][j]), None)
    i, j = skew or next((i, j) for i in range(n) for j in range(i) if gram[i][i] != gram[j][j])
    one, two = ([[int(k == i) + s * int(k == j)] for k in range(n)] for s in ((1, -1) if skew else (0, 0)))
    two = two if skew else [[int(k == j)] for k in range(n)]
    value = [Fraction(sum(gram[r][s] * v[r][0] * v[s][0] for r in range(n) for s in range(n)), sum(t * t for (t,) in v))
             for v in (one, two)]
    ratios = [((A * v).T * (A * v)) / (v.T * v) for v in (y, z)]
    steps = (
        step(claim("Multiply {A} by its transpose: the product {G} is not a multiple of the identity.", need("=", G, A.T * A),
                   A=A, G=G),
             define("G", A.T * A, "=", mat(gram))),
        step(claim("So two vectors are stretched differently: for {y} and {z} the squares of the factors are {r} and {s}. The "
                   "condition number is at least the ratio of two such factors, the larger over the smaller, so it exceeds one.",
                   need("=", name("rho"), hole("r")), need("=", name("tau"), hole("s")), need("≠", name("rho"), name("tau")),
                   y=y, z=z, r=num(value[0]), s=num(value[1])),
             define("y", mat(one)), define("z", mat(two)), define("rho", ratios[0], "=", num(value[0])),
             define("tau", ratios[1], "=", num(value[1])), rel(name("rho"), "≠", name("tau"))))
    return Derivation(given.given, steps, (rel(name("rho"), "≠", name("tau")),), freedom=(UNIQUE,), answer_say=(
        claim("No: the condition number is larger than one.", need("≠", name("rho"), name("tau"))),))


@family("condition-triangular", "conditioning", "The condition number of a triangular matrix", claim="Cond-4",
        limits=Limits(digits=4, denominator=98))
def condition_triangular(draw: Draw) -> Part:
    """Of the shape of a HiPPO matrix of order two: the ratio of the roots of a quadratic polynomial."""
    first, last, deep = {1: (1, 4, 0), 2: (1, 4, 14), 3: (3, 7, 40)}[draw.difficulty]
    a, f = (draw.integer(label, first, last) for label in "af")
    under = draw.integer("under", deep // 2, deep) if deep else draw.integer("under", 1, 5) ** 2
    s, r = squarefree_part(under)
    draw.require((r > 1) == (draw.difficulty > 1) and a != f)
    total, bottom = a * a + under + f * f, a * f
    t, radicand = squarefree_part(total * total - 4 * bottom * bottom)
    draw.require(1 < radicand < (1000, 1000, 4000)[draw.difficulty - 1] and radicand != r)
    large, small, kappa = (surd(Fraction(total, k), Fraction(sign * t, k), radicand) for k, sign in (
        (2, 1), (2, -1), (2 * bottom, 1)))
    lower = draw.choice("lower", (True, False))
    corner, beside = (num(v * s) if r == 1 else surd(Fraction(0), Fraction(v * s), r) for v in (1, f if lower else a))
    diagonal = (a * a + under, f * f) if lower else (a * a, under + f * f)
    gram = define("G", A.T * A, "=", mat([[diagonal[0], beside], [beside, diagonal[1]]]))
    steps = _two_roots(gram, total, bottom, (large, small, kappa))
    answer = f"{Fraction(total, 2 * bottom)}+{Fraction(t, 2 * bottom)}*sqrt({radicand})"
    double = Fraction(total, bottom)
    square = f"{double * double / 2 - 1}+{double * Fraction(t, 2 * bottom)}*sqrt({radicand})"
    return part(
        guide("Find the condition number of {A} with respect to the spectral norm, as an exact number.", A=A), kind="value",
        answer=answer,
        derivation=Derivation((("A", mat([[-a, 0], [-corner, -f]] if lower else [[-a, -corner], [0, -f]])),), steps,
                              (rel(KAPPA, "=", kappa),), freedom=(UNIQUE,)),
        mistakes=[
            mistake("ratio of eigenvalues", Fraction(max(a, f), min(a, f)), "The matrix is not normal: its singular values are "
                    "not the moduli of its eigenvalues."),
            mistake("root not taken", square, "The eigenvalues of the Gram matrix are the squares of the singular values."),
            mistake("Frobenius norm", double, "This is the product of the Frobenius norms: the spectral norm is asked for."),
        ])


def _two_roots(gram: Rel, total: int, bottom: int, found: tuple[E, E, E]) -> tuple[Step, ...]:
    """The zeros of the characteristic polynomial, and the root of their ratio."""
    large, small, kappa = found
    polynomial = var("x") ** 2 - num(total) * var("x") + num(bottom ** 2)
    return (
        step(claim("The squares of the singular values are the eigenvalues of {G}, the zeros of {p}.", need("=", G, A.T * A),
                   need("=", det(var("x") * eye(2) - G), hole("p")), G=G),
             gram, rel(det(var("x") * eye(2) - G), "=", polynomial)),
        step(claim("The quadratic formula gives the two zeros, {y} and {z}; their sum is {s} and their product is {q}.",
                   need("=", y + z, hole("s")), need("=", y * z, hole("q")), y=y, z=z),
             define("y", large), define("z", small), rel(y, ">", z, ">", 0),
             rel(det(var("x") * eye(2) - G), "=", (var("x") - y) * (var("x") - z)), rel(y + z, "=", total),
             rel(y * z, "=", bottom ** 2)),
        step(claim("The square of the condition number is the larger zero over the smaller one, {r}. Since the product of the "
                   "zeros is a square, the root can be taken: the condition number is {k}.", need("=", KAPPA ** 2, hole("r")),
                   need("=", KAPPA, hole("k")), r=y / z, k=y / num(bottom)),
             define("kappa", y / num(bottom), "=", kappa), rel(KAPPA ** 2, "=", y / z)))
