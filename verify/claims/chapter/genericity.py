"""Section 3.1: which matrices are diagonalizable, and how often."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product

from symbolic import (
    condition_number,
    hippo_legs,
    is_diagonalizable,
    jordan_form,
    matrix,
    rank,
    unit_columns,
)
from verify.claims.checks import assumed, certified, compare, enclosed, fact, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim, unsettled
from verify.claims.search import squares

Partition = tuple[int, ...]
MEASURE_ZERO = assumed("the zeros of a polynomial that is not 0 have measure 0", "https://arxiv.org/abs/1512.07276",
                       "B. Mityagin, The zero set of a real analytic function")


def defective(rows: tuple[int, ...]) -> bool:
    """Whether a 3 x 3 matrix of entries -1, 0, 1, row by row, is not diagonalizable.

    A defective eigenvalue r is a multiple root of a cubic, so an integer, of modulus at most 3; with s the other root A is
    diagonalizable exactly when (A - r)(A - s) = 0, and when A = r for s = r.
    """
    a, b, c, d, e, f, g, h, i = rows
    t, m = a + e + i, a * e - b * d + a * i - c * g + e * i - f * h
    det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    for r in range(-3, 4):
        if r ** 3 - t * r * r + m * r - det or 3 * r * r - 2 * t * r + m:
            continue
        s = t - 2 * r
        A = ((a - r, b, c), (d, e - r, f), (g, h, i - r))
        B = A if s == r else ((a - s, b, c), (d, e - s, f), (g, h, i - s))
        if s == r:
            return any(any(row) for row in A)
        return any(sum(A[p][k] * B[k][q] for k in range(3)) for p in range(3) for q in range(3))
    return False


@claim("C-3.1-random-diag", Kind.EMPIRICAL, Scope.EMPIRICAL, Standing.CONDITIONAL,
       "A random square matrix A is diagonalizable with probability 1.",
       correction="Almost surely for any law with a density, such as the Gaussian. For discrete laws it can fail: of the 81 "
                  "matrices of size 2 with entries -1, 0, 1, 16 are defective.",
       hypothesis="the law of the entries has a density (with respect to the Lebesgue measure on matrices)",
       sources=("HJ13", "https://arxiv.org/abs/1512.07276"))
def random_matrices() -> Points:
    """An exact count for a discrete law; for densities the discriminant is a polynomial that is not 0."""
    forms = [jordan_form(A) for A in squares(2, 1) if A.rows == 2]
    bad = [f for f in forms if any(b.size > 1 for b in f.blocks)]
    yield against("With independent entries -1, 0, 1, equally likely, 16 of 81 matrices of size 2 are not diagonalizable.",
                  compare((len(bad), len(forms)), "=", (16, 81), *forms), witness=str(bad[0].A))
    count = sum(map(defective, product((-1, 0, 1), repeat=9)))
    yield also("Of size 3: 4056 of 19683, a fifth.", compare(count, "=", 4056, how="exact count over all 3^9 matrices"),
               fact("0.206 < k/3^9 < 0.2061", given={"k": count}),
               table=(("n", "matrices with entries -1, 0, 1", "not diagonalizable", "share"),
                      *((str(n), str(3 ** n ** 2), str(k), f"{100 * k / 3 ** n ** 2:.1f} %")
                        for n, k in ((1, sum(not is_diagonalizable(A) for A in squares(1, 1))), (2, len(bad)), (3, count)))))
    yield repair("The discriminant of det(x I - A) is a polynomial in the entries, and not the polynomial 0: at diag(1, .., "
                 "n) the eigenvalues are distinct. Where it is not 0 every a is 1, so every block has size 1.",
                 theorem("eigenvalues_are_roots", "jordan_block_sizes_from_ranks"), MEASURE_ZERO)
    yield also("Size 2: the discriminant is (a - d)^2 + 4 b c.", fact("(a + d)^2 - 4*det([a, b; c, d]) = (a - d)^2 + 4*b*c"))


unsettled("C-3.1-trained-diag", Kind.EMPIRICAL, "A trained matrix A is diagonalizable with probability 1.",
          "What training returns is no draw from a law that the text names. For weights with a density it is the claim "
          "before it; tied or structured weights lie on sets of measure 0, where anything can happen.", section=__name__)


def partitions(n: int, largest: int) -> Iterator[Partition]:
    """The partitions of n into parts of at most `largest`, largest first."""
    if not n:
        yield ()
    for k in range(min(n, largest), 0, -1):
        for rest in partitions(n - k, k):
            yield k, *rest


def structures(n: int) -> list[tuple[Partition, ...]]:
    """All Jordan structures of size n: for each eigenvalue, in any order, the sizes of its blocks."""
    parts = [(m, p) for m in range(1, n + 1) for p in partitions(m, m)]
    return [tuple(p for _, p in chosen) for count in range(1, n + 1)
            for chosen in combinations_with_replacement(parts, count) if sum(m for m, _ in chosen) == n]


def codimension(structure: tuple[Partition, ...]) -> int:
    """n^2 - rank(X -> A X - X A), the codimension of the orbit of A, less the number of eigenvalues, which may move."""
    places = [(x, k, i) for x, sizes in enumerate(structure) for k in sizes for i in range(k)]
    n = len(places)
    J = [[x if i == j else int(j == i + 1 and p < k - 1) for j in range(n)] for i, (x, k, p) in enumerate(places)]
    rows = [[J[i][k] * (j == q) - J[q][j] * (i == k) for k in range(n) for q in range(n)] for i in range(n) for j in range(n)]
    return n * n - rank(matrix(rows)) - len(structure)


@claim("C-3.1-codim1", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "For n >= 2 the n x n matrices that are not diagonalizable form a set of codimension 1.", sources=("Arn71",))
def codimension_one() -> Points:
    """The discriminant for n = 2; codimensions of all Jordan structures up to size 5 by exact ranks of the tangent map."""
    yield supports("n = 2: they satisfy the one equation (a - d)^2 + 4 b c = 0. On it N = A - (a + d)/2 I has N^2 = 0, so that "
                   "only the multiples of I are diagonalizable there.",
                   fact("(a + d)^2 - 4*det([a, b; c, d]) = (a - d)^2 + 4*b*c"),
                   fact("([a, b; c, d] - (a + d)/2*eye(2))^2 = ((a - d)^2 + 4*b*c)/4*eye(2)"))
    cases = [s for n in range(2, 6) for s in structures(n) if any(k > 1 for sizes in s for k in sizes)]
    generic = [((1,),) * (n - 2) + ((2,),) for n in range(2, 6)]
    yield supports("Up to n = 5 every structure with a block of size 2 or more has codimension at least 1 (the tangent space "
                   "of its orbit has the dimension of the range of X -> A X - X A).",
                   tried(lambda s: codimension(s) >= 1, cases, "codimension at least 1"))
    yield supports("It is 1 exactly for one block of size 2 beside simple eigenvalues.",
                   compare([s for s in cases if codimension(s) == 1], "=", generic))
    yield also("For all n, and for which structures.",
               sourced("Arn71", "codimensions of the sets of matrices with a given Jordan structure"))
    yield also("Symmetric matrices are never defective, and have a double eigenvalue only where a - d = b = 0: codimension 2.",
               fact("(a + d)^2 - 4*det([a, b; b, d]) = (a - d)^2 + (2*b)^2"))


@claim("C-3.1-always-valid", Kind.EMPIRICAL, Scope.EMPIRICAL, Standing.IMPRECISE,
       "In practice the assumption that A is diagonalizable is essentially always valid.",
       correction="It holds almost surely for laws with a density, not for shift registers, double integrators or critical "
                  "damping; and it need not help: the matrix of the unit eigenvectors of HiPPO-LegS has condition above 10^23 at "
                  "N = 32.",
       sources=("GGR22", "HJ13"))
def always_valid() -> Points:
    """Defective by design: three Jordan forms. Diagonalizable and useless: an enclosure of the condition of the eigenvectors."""
    designs = {"the shift register of length 4": "0 1 0 0; 0 0 1 0; 0 0 0 1; 0 0 0 0", "the double integrator": "0 1; 0 0",
               "critical damping, x'' + 2 x' + x = 0": "0 1; -1 -2"}
    for name, text in designs.items():
        form = jordan_form(matrix(text))
        yield against(f"Defective by design: {name}.", certified(form),
                      compare([b.size for b in form.blocks], "=", [form.A.rows], form), witness=text)
    yield repair("Diagonalizable with explicit eigenvectors, for all N: HiPPO-LegS.", theorem("hippo_legs_eigenvectors"))
    A = hippo_legs(32)
    kappa = condition_number(unit_columns(A.eigenvectors, A.scaling)).enclose(4)
    yield repair("But its eigenvectors, scaled to length 1, have condition about 1.2 * 10^23 at N = 32.",
                 enclosed(kappa, ">", 10 ** 23), enclosed(kappa, "<", 13 * 10 ** 22))
    yield repair("For a law with a density the assumption holds with probability 1.",
                 theorem("eigenvalues_are_roots"), MEASURE_ZERO)
