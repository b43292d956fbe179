"""Circulant matrices: Toeplitz matrices inside them, their eigenvalues."""
from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from exercises.derivation import Derivation, Step, define, rel, step
from exercises.deriving.literals import surd
from exercises.deriving.sentences import UNIQUE
from exercises.families.toeplitz import times, toeplitz
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.family.draws import Rows
from exercises.grading.question import Mistake
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, column, det, diag, entry, mat, name, num, total

T, C, K, N, V, D, c, w, x, z = (name(k) for k in "TCKNVDcwxz")
ON_A_CIRCLE = guide("Put the entries of the first column and of the first row of {T} on a circle, the column down from the "
                    "corner and the row the other way round. If the circle is too small, a place gets an entry of each; that "
                    "is allowed only if the two are equal. Try the sizes from the smallest on.", T=T)
Surd = tuple[Fraction, Fraction]  # re + im sqrt(d)


def circulant(first: list[int]) -> Rows:
    """Return the circulant matrix with this first column."""
    n = len(first)
    return [[first[(i - j) % n] for j in range(n)] for i in range(n)]


def round_circle(size: int) -> E:
    """Return the circulant with the first column c, entry by entry."""
    return mat([[entry(c, (i - j) % size + 1, 1) for j in range(size)] for i in range(size)])


def leading(size: int, n: int) -> E:
    """Return the first n columns of the identity matrix of that size."""
    return mat([[int(i == j) for j in range(n)] for i in range(size)])


def embedded(first: list[int], n: int, v: list[int]) -> tuple[Step, ...]:
    """Return the steps that show the leading block of the circulant with column `first`, and a product as a test of it."""
    size, rows = len(first), circulant(first)
    padded = v + [0] * (size - n)
    return (
        step(claim("Build the circulant matrix {C}: every column is the one before it, moved down one place, and the last "
                   "entry comes round to the top. The columns of {K} are the first ones of the identity matrix, so multiplying "
                   "by them cuts out the leading block; it is {T}.", need("=", K.T * C * K, T), C=C, K=K, T=T),
             define("C", round_circle(size), "=", mat(rows)), define("K", leading(size, n)), rel(K.T * C * K, "=", T)),
        step(claim("Try it on a vector {x}, and put zeros under it. The first entries of {Cz} are those of {Tx}." if size > n else
                   "Try it on a vector {x}: {Cz} is {Tx}.",
                   need("=", K.T * hole("Cz"), hole("Tx")), x=x, Cz=C * z, Tx=T * x),
             define("x", column(v)), define("z", K * x, "=", column(padded)),
             rel(C * z, "=", column(times(rows, padded))), rel(K.T * (C * z), "=", T * x)),
    )


@family("circulant-embedding", "toeplitz", "A Toeplitz matrix inside a circulant", claim="Toep-2", limits=Limits(digits=3))
def circulant_embedding(draw: Draw) -> Part:
    """The first column of any circulant with the leading block T."""
    n, reach = ((2, 6), (3, 6), (4, 9))[draw.difficulty - 1]
    down, across = draw.integers("down", n, -reach, reach), draw.integers("across", n, -reach, reach)
    across[0] = down[0]
    draw.require(0 not in (*down[1:], *across[1:]) and len({*down, *across}) >= n + 1)
    size = draw.choice("size", sorted({2 * n - 1, 2 * n, 8 if n == 4 else 2 * n}))
    gap = [0] * (size - 2 * n + 1)
    first = down + gap + across[:0:-1]
    v = [draw.nonzero("x", -3, 4) for _ in range(n)]
    slips = [
        mistake("column and row exchanged", {"c": [across + gap + down[:0:-1]]}, "The first column of the block comes first "
                "and downwards; the first row follows from its end."),
        mistake("one entry too few", {"c": [first[:n] + first[size - n + 2:]]}, "The last entry of the first row needs a place "
                "as well."),
        mistake("gap at the end", {"c": [down + across[:0:-1] + [0]]}, "The first row must end at the end of the column: a "
                "free entry belongs between the two parts."),
    ]
    if n > 2:
        slips.append(mistake("first row not turned round", {"c": [down + gap + across[1:]]}, "Going up from the corner means "
                             "coming round from the end, so the first row is read backwards."))
    start = step(
        guide("The entries below the diagonal of {T} stay where they are, at the top of {c}. An entry above the diagonal is "
              "reached by going up from the top, which comes round to the end: the first row is read backwards from the end. "
              "Any places between the two parts are free; here they hold zeros.", T=T, c=c),
        define("c", column([*(entry(T, i + 1, 1) for i in range(n)), *gap, *(entry(T, 1, j + 1) for j in range(n - 1, 0, -1))]),
               "=", column(first)))
    return part(
        guide("In a circulant matrix, every column is the one before it moved down one place, with the last entry coming round "
              "to the top. Find the first column {c} of a circulant matrix, of any size, whose leading block, in the upper "
              "left corner, is {T}.", T=T, c=c),
        derivation=Derivation(
            (("T", mat(toeplitz(down, across))),), (start, *embedded(first, n, v)), asks=("c", "C", "K", "x", "z"),
            answer=(rel(c, "=", column(first)), rel(K.T * C * K, "=", T)),
            freedom=(claim("Any larger gap, with any entries in it, is right as well, and so is any smaller size for which the "
                           "block happens to fit.", need("=", K.T * C * K, T)),)),
        kind="circulant-column", answer={"c": [first]}, T=toeplitz(down, across), mistakes=slips)


def least_size(rows: Rows) -> int:
    """Return the least size of a circulant with this leading Toeplitz block."""
    n = len(rows)
    return next(size for size in range(n, 2 * n) if not conflicts(rows, size))


def conflicts(rows: Rows, size: int) -> list[int]:
    """Return the places d below the diagonal whose entry differs from the one size - d places to the right of it."""
    n = len(rows)
    return [d for d in range(max(1, size - n + 1), min(n, size)) if rows[d][0] != rows[0][size - d]]


def excluded(rows: Rows, size: int) -> Step:
    """Return the step that shows that this size is too small."""
    d = conflicts(rows, size)[0]
    a, b = entry(T, d + 1, 1), entry(T, 1, size - d + 1)
    return step(claim("Could the size be {s}? From the corner, {d} down and {e} to the right are then the same place of the "
                      "circle, but {a} and {b} differ.", need("=", hole("d") + hole("e"), hole("s")), need("≠", a, b), a=a, b=b,
                      s=num(size)),
                rel(num(d) + num(size - d), "=", num(size)), rel(a, "=", num(rows[d][0]), "≠", num(rows[0][size - d]), "=", b))


@family("circulant-size", "toeplitz", "The smallest circulant around a Toeplitz matrix", claim="Toep-4")
def circulant_size(draw: Draw) -> Part:
    """The least size of a circulant with the leading block T."""
    n, reach = ((3, 5), (4, 6), (5, 9))[draw.difficulty - 1]
    size = draw.integer("size", n, 2 * n - 1)
    first = draw.integers("column", size, -reach, reach)
    rows = [row[:n] for row in circulant(first)[:n]]
    draw.require(least_size(rows) == size)
    v = [draw.nonzero("x", -3, 4) for _ in range(n)]
    slips = [mistake("twice the size", 2 * n, "Twice the size always works, but it is never the least.")]
    if size < 2 * n - 1:
        slips.append(mistake("equal entries not used", 2 * n - 1, "This many entries are needed only if no two of them can "
                             "share a place; here some can."))
    if size > n:
        slips.append(mistake("size of the block", n, "The matrix itself is not circulant: look at the corners."))
        if size - 1 > n:
            slips.append(mistake("one too small", size - 1, "At this size two different entries would share a place."))
    at = "At the next size" if size > n else "Already at the size of {T} itself"
    found = guide(at + " every place that is used twice gets the same entry twice. Here is the first column {c} of the circulant "
                  "matrix. A column {u} of ones that can be multiplied with it counts its entries: there are {N}.", c=c, N=N, T=T,
                  u=name("u"))
    last = step(found, define("c", column(placed(rows, size)), "=", column(first)), define("u", column([1] * size)),
                rel(name("u").T * c, "=", num(sum(first))), define("N", name("u").T * name("u"), "=", num(size)))
    tried = (*(excluded(rows, k) for k in range(n, size)), last)
    tried = (replace(tried[0], say=(ON_A_CIRCLE, *tried[0].say)), *tried[1:])
    return part(
        guide("In a circulant matrix, every column is the one before it moved down one place, with the last entry coming round "
              "to the top. Find the least size of a circulant matrix whose leading block, in the upper left corner, is {T}.",
              T=T),
        derivation=Derivation(
            (("T", mat(rows)),), (*tried, *embedded(first, n, v)), asks=("c", "C", "K", "N", "u", "x", "z"),
            answer=(rel(N, "=", num(size)), rel(K.T * C * K, "=", T)), freedom=(UNIQUE,)),
        kind="value", answer=size, mistakes=slips)


def placed(rows: Rows, size: int) -> list[E]:
    """Return the first column of the circulant, made of entries of T."""
    n = len(rows)
    return [entry(T, d + 1, 1) if d < n else entry(T, 1, size - d + 1) for d in range(size)]


ROOTS = {3: (-3, (Fraction(-1, 2), Fraction(1, 2))), 4: (-1, (Fraction(0), Fraction(1)))}


def power_of(root: Surd, d: int, k: int) -> Surd:
    """Return the k-th power of re + im sqrt(d)."""
    out = (Fraction(1), Fraction(0))
    for _ in range(k):
        out = (out[0] * root[0] + d * out[1] * root[1], out[0] * root[1] + out[1] * root[0])
    return out


def surd_text(value: Surd, d: int) -> str:
    """Return the text of re + im sqrt(d), d = -1 or -3, as a student would write it.

    >>> surd_text((Fraction(5, 2), Fraction(-3, 2)), -3)
    '(5-3*i*sqrt(3))/2'
    """
    low = 2 if 2 in (value[0].denominator, value[1].denominator) else 1
    re, im = (int(part * low) for part in value)
    radical = {-1: "i", -3: "i*sqrt(3)"}[d]
    tail = "" if im == 0 else f"{im:+d}*{radical}" if abs(im) > 1 else f"{'+' if im > 0 else '-'}{radical}"
    text = f"{re}{tail}" if re or not tail else tail.removeprefix("+")
    return text if low == 1 else f"({text})/2"


@family("circulant-eigenvalues", "toeplitz", "The eigenvalues of a circulant matrix")
def circulant_eigenvalues(draw: Draw) -> Part:
    """The values of the polynomial of the first column at the roots of unity."""
    n, low, reach = ((3, 1, 9), (3, 2, 12), (4, 1, 9))[draw.difficulty - 1]
    rest = [draw.choice("sign", (1, -1)) * draw.integer("column", low, reach) for _ in range(n - 1)]
    first = [draw.integer("corner", -9, 9), *rest]
    if draw.difficulty == 1:
        first[2] = first[1]
    draw.require((draw.difficulty == 1 or first[1] != first[-1]) and len(set(first)) > 1)
    draw.require(draw.difficulty != 2 or max(map(abs, first[1:])) > 9)
    d, unit = ROOTS[n]
    powers = [power_of(unit, d, k) for k in range(n)]
    values = [tuple(sum(a * powers[j * k % n][part] for j, a in enumerate(first)) for part in (0, 1)) for k in range(n)]
    found: list[Surd] = [(Fraction(re), Fraction(im)) for re, im in values]
    return part(
        guide("Find all eigenvalues of the circulant matrix {C}, each as often as it counts.", C=C),
        derivation=Derivation((("C", mat(circulant(first))),), spectrum_steps(first, found, d), asks=("w", "V", "D"),
                              answer=tuple(rel(name(f"lambda_{k}"), "=", surd(*v, d)) for k, v in enumerate(found, 1)),
                              freedom=(claim("The eigenvalues may be listed in any order.", need("=", C * V, V * D)),)),
        kind="values", answer=[surd_text(v, d) for v in found], mistakes=_spectrum_slips(first, found, d))


def _spectrum_slips(first: list[int], found: list[Surd], d: int) -> list[Mistake]:
    n = len(first)
    slips = [
        mistake("entries of the column", first, "The entries of the first column are the coefficients; the eigenvalues are the "
                "values of their sum at the roots of unity."),
        mistake("diagonal entry", [first[0]] * n, "The diagonal entries are the eigenvalues of a triangular matrix, but not of "
                "this one."),
    ]
    if all(im == 0 for _, im in found):
        slips.append(mistake("each only once", list(dict.fromkeys(surd_text(v, d) for v in found)), "A double eigenvalue "
                             "counts twice."))
    else:
        slips.append(mistake("imaginary parts dropped", [surd_text((re, Fraction(0)), d) for re, _ in found], "The eigenvalues "
                             "of a real matrix may be complex: keep the imaginary parts."))
    return slips


def _multiple(a: int, power: E) -> E:
    """Return a times a power of w as one would write it."""
    return num(a) if power == num(1) else power if a == 1 else -power if a == -1 else num(a) * power


def spectrum_steps(first: list[int], found: list[Surd], d: int) -> tuple[Step, ...]:
    """Return the steps: the root of unity, the eigenvalues as values at its powers, the eigenvectors as a check."""
    n = len(first)
    power = [num(1), w, *(w ** k for k in range(2, n))]
    labels = [f"lambda_{k}" for k in range(1, n + 1)]
    sums = [total([_multiple(a, power[j * k % n]) for j, a in enumerate(first)]) for k in range(n)]
    return (
        step(claim("The number {w} is a root of unity: its power number {n} is one and no lower one is.",
                   need("=", w ** hole("n"), num(1)), w=w),
             define("w", surd(*ROOTS[n][1], d)), rel(w ** n, "=", 1), *(rel(p, "≠", 1) for p in power[1:])),
        step(claim("Take the entries of the first column of {C} as the coefficients of a sum of powers, and put in each power "
                   "of {w} in turn.", need("=", w ** hole("n"), num(1)), C=C, w=w),
             *(define(label, s, "=", surd(*v, d)) for label, s, v in zip(labels, sums, found, strict=True))),
        step(claim("Check: the columns of {V} are eigenvectors, with these values on the diagonal of {D}; and {V} is "
                   "invertible, so there are no others.", need("=", C * V, V * D), need("≠", det(V), num(0)), V=V, D=D),
             define("V", mat([[power[-j * k % n] for k in range(n)] for j in range(n)])), define("D", diag(*map(name, labels))),
             rel(C * V, "=", V * D), rel(det(V), "≠", 0)),
    )
