"""Exercise 3.6: a Toeplitz matrix inside a circulant, which the discrete Fourier transform makes diagonal."""
from __future__ import annotations

from exercises.derivation import Cited, Derivation, Means, Said, Step, WorkedProblem, define, rel, step
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, diag, entry, eye, inv, mat, name, num, root, var

T, C, K, F, G, c, d, H, x = (name(k) for k in "TCKFGcdHx")
X, Y = hole("X"), hole("Y")
Z = var("z")
T0, T1, T2, S1, S2 = (var(k) for k in ("t_0", "t_1", "t_2", "s_1", "s_2"))
COST = "G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 2013, section 4.8"


def circulant(column: list[E]) -> E:
    """Return the literal circulant with this first column."""
    n = len(column)
    return mat([[column[(i - j) % n] for j in range(n)] for i in range(n)])


def toeplitz(column: list[E], row: list[E]) -> E:
    """Return the literal Toeplitz matrix with first column `column` and first row `row`."""
    n = len(column)
    return mat([[column[i - j] if i >= j else row[j - i] for j in range(n)] for i in range(n)])


def problems() -> tuple[WorkedProblem, ...]:
    """Return the exercise for sizes two and three."""
    return (_two(), _three())


i = E("i")
column = [T0, T1, Z, S1]
fourier = mat([[1, 1, 1, 1], [1, i, -1, -i], [1, -1, 1, -1], [1, -i, -1, i]])
conjugate = mat([[1, 1, 1, 1], [1, -i, -1, i], [1, -1, 1, -1], [1, i, -1, -i]])
spectrum = diag(*(entry(d, k, 1) for k in range(1, 5)))
small = [T0, T1, S1]


def _embedding() -> tuple[Step, ...]:
    return (
        step(claim("Put the entries of {T} round a circle: its first column, then one free entry {z}, then the rest of "
                   "its first row backwards. This is the first column {c} of a circulant {C}.",
                   need("=", c, mat([[hole("a")], [hole("b")], [hole("z")], [hole("e")]])),
                   T=T, c=c, C=C),
             claim("Its leading block is {T}, whatever {z} is: indices in that block differ by less than its size, so "
                   "{z} is never read.", need("=", K.T * C * K, T),
                   need("=", c, mat([[hole("a")], [hole("b")], [hole("z")], [hole("e")]])), T=T),
             define("c", mat([[e] for e in column])), define("C", circulant(column)),
             define("K", mat([[1, 0], [0, 1], [0, 0], [0, 0]])), rel(K.T * C * K, "=", T)),
        step(claim("So a product with {T} is a product with {C}: pad the vector with zeros and keep the first half. "
                   "Zero padding is what makes it work, not the value of the free entry.",
                   need("=", K.T * C * (K * x), T * x), T=T, C=C),
             define("x", mat([[var("x_1")], [var("x_2")]])),
             rel(K * x, "=", mat([[var("x_1")], [var("x_2")], [0], [0]])), rel(K.T * C * (K * x), "=", T * x)),
    )


def _transform() -> tuple[Step, ...]:
    return (
        step(claim("The Fourier matrix {F} of this size has the powers of {w} as entries, so all is exact in whole "
                   "numbers and {w}. With the conjugate matrix its product is a multiple of the identity.",
                   need("=", F * G, hole("m") * eye(4)), F=F, w=i),
             define("F", fourier), define("G", conjugate), rel(F * G, "=", 4 * eye(4)), Means(inv(F), num(1) / 4 * G)),
        step(claim("The transform of the first column, {d}, is the diagonal: {F} turns {C} into entrywise products.",
                   need("=", F * C, X), need("=", d, F * c), F=F, C=C, d=d),
             define("d", F * c), define("H", spectrum), rel(F * C, "=", H * F), rel(C, "=", inv(F) * H * F)),
        step(claim("A convention: {F} holds positive powers of {w}. The fast Fourier transform of most programs, "
                   "numpy.fft for one, uses the opposite sign, that is {G}. Either one makes {C} diagonal, so the "
                   "procedure is the same if one sign is kept throughout.",
                   need("=", G * C, X), F=F, G=G, C=C, w=i),
             rel(G * C, "=", diag(*(entry(G * c, k, 1) for k in range(1, 5))) * G)),
        step(claim("One entry less is enough: without the free entry the circulant of the smaller size contains {T} as "
                   "well.",
                   need("=", X, T), T=T),
             rel(mat([[1, 0, 0], [0, 1, 0]]) * circulant(small) * mat([[1, 0], [0, 1], [0, 0]]), "=", T)),
    )


def _two() -> WorkedProblem:
    steps = (*_embedding(), *_transform())
    return WorkedProblem(
        "3.6", "A Toeplitz matrix inside a circulant", "circulant",
        (guide("Find a circulant {C} of twice the size whose leading block is {T}, diagonalize it by the discrete "
               "Fourier transform {F}, and say how this multiplies {T} with a vector.", C=C, T=T, F=F),),
        Derivation(
            (("T", toeplitz([T0, T1], [T0, S1])),), steps, asks=("C", "F", "c", "d"),
            answer=(rel(T * x, "=", K.T * C * (K * x), "=", K.T * (inv(F) * (H * (F * (K * x))))),
                    rel(K * x, "=", mat([[var("x_1")], [var("x_2")], [0], [0]])),
                    rel(H, "=", spectrum), rel(d, "=", F * c), rel(C, "=", inv(F) * H * F), rel(K.T * C * K, "=", T)),
            answer_say=(claim("Pad {x} with zeros to {p}, transform, multiply by the transform {d} of {c}, entry by entry, "
                              "transform back, and keep the first half: that is what {K} does in the end.",
                              need("=", T * x, K.T * C * (K * x)), need("=", d, F * c), need("=", H, Y),
                              c=c, d=d, x=x, p=K * x, K=K.T),),
            freedom=(claim("Any value of the free entry {z} is right.",
                           need("=", c, mat([[hole("a")], [hole("b")], [hole("z")], [hole("e")]])),
                           need("=", K.T * C * K, T)),),
        ),
    )


def _every_size() -> tuple[Step, ...]:
    return (
        step(guide("For every size the same holds: the proof uses only that the entries of the Fourier matrix are powers of "
                   "a root of unity of that order. In the letters of the theorem, and counted from zero, {C} is any "
                   "circulant and the diagonal holds the transform of its first column.", C=C),
             Cited("circulant_diagonalization")),
        step(guide("The embedding too holds for every size, with any number of free entries and any values in them: the first "
                   "entries of the product with the circulant, for a vector padded with zeros, are the product with {T}.",
                   T=T),
             Cited("circulant_embedding", shown=False)),
        step(guide("With the fast transform a product costs three transforms of twice the length and as many multiplications "
                   "as that length, two transforms if the spectrum is stored. This count is quoted here."),
             Said("SOURCED", COST)),
    )


def _three() -> WorkedProblem:
    w = root("omega")
    column = [T0, T1, T2, Z, S2, S1]

    def power(k: int) -> E:
        return num(1) if k % 6 == 0 else w if k % 6 == 1 else w ** (k % 6)
    fourier = mat([[power(a * b) for b in range(6)] for a in range(6)])
    conjugate = mat([[power(-a * b) for b in range(6)] for a in range(6)])
    top = mat([[int(a == b) for b in range(3)] for a in range(6)])
    steps = (
        step(claim("The same construction; the leading block of {C} is {T} for every value of the free entry.",
                   need("=", K.T * C * K, T), C=C, T=T),
             define("c", mat([[e] for e in column])), define("C", circulant(column)), define("K", top), rel(K.T * C * K, "=", T)),
        step(claim("Now {w} is a root of {f}, so its third power is minus one and its sixth is one. Nothing else about "
                   "it is used.",
                   need("=", hole("f"), num(0)), need("=", w ** 6, num(1)), w=w),
             rel(w ** 2 - w + 1, "=", 0), rel(w ** 3, "=", -1), rel(w ** 6, "=", 1)),
        step(claim("The conjugate matrix inverts the Fourier matrix {F} up to a factor, and {F} turns {C} into a "
                   "diagonal.",
                   need("=", F * G, hole("m") * eye(6)), need("=", F * C, H * F), F=F, C=C),
             define("F", fourier), define("G", conjugate), rel(F * G, "=", 6 * eye(6)), define("d", F * c),
             define("H", diag(*(entry(d, k, 1) for k in range(1, 7)))), rel(F * C, "=", H * F), Means(inv(F), num(1) / 6 * G)),
        *_every_size(),
    )
    return WorkedProblem(
        "3.6 b", "The next size, with a free entry", "circulant-three",
        (guide("Do the same for {T} of the next size, leaving the free entry {z} open.", T=T, z=Z),),
        Derivation(
            (("T", toeplitz([T0, T1, T2], [T0, S1, S2])),), steps, asks=("C", "F", "c", "d"),
            roots=(("omega", ("1", "-1", "1")),),
            answer=(rel(C, "=", inv(F) * H * F), rel(K.T * C * K, "=", T)),
            freedom=(claim("Any value of the free entry is right.", need("=", K.T * C * K, T)),),
        ),
    )
