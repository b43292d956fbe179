"""The discrete Fourier transform by hand: a Toeplitz matrix inside a circulant of size four."""
from __future__ import annotations

from exercises.derivation import Derivation, Step, define, rel, step
from exercises.deriving.literals import surd
from exercises.deriving.sentences import UNIQUE
from exercises.facts import Rel
from exercises.families.circulant import circulant, round_circle, surd_text
from exercises.families.toeplitz import times, toeplitz
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, column, diag, entry, eye, hcat, mat, name, num

T, C, F, G, c, z, d, e, p, x, y = (name(k) for k in "TCFGczdepxy")
SIZE = 4
Gauss = tuple[int, int]  # re + im i
TURNS: tuple[Gauss, ...] = ((1, 0), (0, -1), (-1, 0), (0, 1))  # the powers of -i


def multiplied(a: Gauss, b: Gauss) -> Gauss:
    """Return the product of two Gaussian integers."""
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def transform(v: list[Gauss], sign: int = 1) -> list[Gauss]:
    """Return the sums of v_j w^(jk), w = -i for the sign 1 and w = i for the sign -1."""
    terms = [[multiplied(a, TURNS[sign * j * k % SIZE]) for j, a in enumerate(v)] for k in range(SIZE)]
    return [(sum(a for a, _ in row), sum(b for _, b in row)) for row in terms]


def tree(a: Gauss) -> E:
    """Return a Gaussian integer as a tree."""
    return surd(*a, -1)  # type: ignore[arg-type]


def text(a: Gauss) -> str:
    """Return a Gaussian integer as text."""
    return surd_text(a, -1)  # type: ignore[arg-type]


def fourier(sign: int = 1) -> E:
    """Return the Fourier matrix of size four with w = -i, for the sign -1 its conjugate."""
    return mat([[tree(TURNS[sign * j * k % SIZE]) for j in range(SIZE)] for k in range(SIZE)])


@family("toeplitz-by-fourier", "toeplitz", "A Toeplitz product by Fourier transforms", claim="Toep-3")
def toeplitz_by_fourier(draw: Draw) -> tuple[Part, Part]:
    """The spectra of both factors, then the product, for two by two Toeplitz matrices."""
    reach = (4, 7, 15)[draw.difficulty - 1]
    t0, t1, s1 = (draw.nonzero("entry", -reach, reach) for _ in range(3))
    v = [draw.nonzero("x", -2 - draw.difficulty, 2 + 2 * draw.difficulty) for _ in range(2)]
    draw.require(t1 != s1 and (draw.difficulty == 1 or 1 not in map(abs, v)))
    first, padded, rows = [t0, t1, 0, s1], [*v, 0, 0], toeplitz([t0, t1], [t0, s1])
    given = (("T", mat(rows)), ("x", column(v)), ("c", column(first)), ("z", column(padded)), ("F", fourier()))
    both = [transform([(a, 0) for a in u]) for u in (first, padded)]
    spectra = (define("d", F * c, "=", column([tree(a) for a in both[0]])),
               define("e", F * z, "=", column([tree(a) for a in both[1]])))
    return _spectra_part(given, both, spectra), _product_part(given, rows, v, both, spectra)


Givens = tuple[tuple[str, E], ...]


def _spectra_part(given: Givens, both: list[list[Gauss]], spectra: tuple[Rel, ...]) -> Part:
    turned = [[(a, -b) for a, b in u] for u in both]

    def beside(u: list[list[Gauss]]) -> list[list[str]]:
        return [[text(a), text(b)] for a, b in zip(*u, strict=True)]
    shown = mat([[tree(a), tree(b)] for a, b in zip(*both, strict=True)])
    steps = (step(claim("Multiply {c} and {z} by {F}. The vectors are real, so the second entry and the last entry of each "
                        "spectrum are conjugate to each other.", need("=", d, F * c), need("=", e, F * z),
                        F=F, c=c, z=z), *spectra),)
    return part(
        guide("The circulant matrix with the first column {c} has {T} as its leading block, in the upper left corner; {z} is "
              "{x} with zeros under it, and {F} is the Fourier matrix. Find the two spectra {Fc} and {Fz}, and write them as "
              "the two columns of one matrix.", T=T, x=x, c=c, z=z, F=F, Fc=F * c, Fz=F * z),
        derivation=Derivation(given, steps, asks=("d", "e"), answer=(rel(hcat(F * c, F * z), "=", shown),), freedom=(UNIQUE,)),
        kind="matrix", answer=beside(both), points=3,
        mistakes=[
            mistake("conjugate", beside(turned), "The Fourier matrix has the powers of minus the imaginary unit here, not "
                    "those of its conjugate."),
            mistake("columns exchanged", beside(both[::-1]), "The spectrum of the circulant comes first, that of the vector "
                                                             "second."),
        ])


def _product_part(given: Givens, rows: list[list[int]], v: list[int], both: list[list[Gauss]], spectra: tuple[Rel, ...]) -> Part:
    products = [multiplied(a, b) for a, b in zip(*both, strict=True)]
    value = times(rows, v)
    forward = [a[0] // SIZE for a in transform(products)]
    return part(
        guide("Multiply the two spectra entry by entry, transform back, and read off the vector {Tx}.", Tx=T * x),
        derivation=Derivation(given, _product_steps([row[0] for row in rows] + [0, rows[0][1]], v, products, spectra),
                              asks=("C", "G", "d", "e", "p", "y"),
                              answer=(rel(T * x, "=", column(value)),), freedom=(UNIQUE,)),
        kind="vector", answer=[value], points=3,
        mistakes=[
            mistake("factor of the inverse missing", [[SIZE * a for a in value]], "The inverse of the Fourier matrix is its "
                    "conjugate divided by the size."),
            mistake("transformed forwards again", [forward[:2]], "The way back uses the conjugate of the Fourier matrix."),
        ])


def _product_steps(first: list[int], v: list[int], products: list[Gauss], spectra: tuple[Rel, ...]) -> tuple[Step, ...]:
    full = times(circulant(first), [*v, 0, 0])
    return (
        step(claim("The circulant matrix {C} has the first column {c}, and {F} makes it diagonal: the spectrum of {c} stands "
                   "on the diagonal. So the spectrum of {Cz} is the product of the two spectra, entry by entry.",
                   need("=", F * C, hole("H") * F), C=C, c=c, F=F, Cz=C * z),
             define("C", round_circle(SIZE), "=", mat(circulant(first))), *spectra,
             rel(F * C, "=", diag(*(entry(d, k, 1) for k in range(1, SIZE + 1))) * F)),
        step(claim("Multiply entry by entry.", need("=", p, hole("p0")), p=p),
             define("p", column([entry(d, k, 1) * entry(e, k, 1) for k in range(1, SIZE + 1)]), "=",
                    column([tree(a) for a in products]))),
        step(claim("The way back: {G} is the conjugate of {F}, and their product is a multiple of the identity, so divide by "
                   "{m}.",
                   need("=", G * F, hole("m") * eye(SIZE)), G=G, F=F),
             define("G", fourier(-1)), rel(G * F, "=", num(SIZE) * eye(SIZE)),
             define("y", num(1) / SIZE * (G * p), "=", column(full))),
        step(claim("The first entries of {y} are those of {Tx}; multiplying {T} and {x} directly gives the same.",
                   need("=", T * x, column([entry(y, 1, 1), entry(y, 2, 1)])), y=y, T=T, x=x, Tx=T * x),
             rel(T * x, "=", column([entry(y, 1, 1), entry(y, 2, 1)]), "=", column(full[:2]))),
    )
