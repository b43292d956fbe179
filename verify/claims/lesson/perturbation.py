"""The lesson's perturbations: eigenvalues that merge or split, and the Schur form as the way out."""
from __future__ import annotations

from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from itertools import product
from random import Random
from typing import Any

from flint import acb, arb, fmpq, fmpq_mat

from symbolic import ExactMatrix, det, eigenvalue_structure, identity, jordan_form, matrix
from verify.answers import Answer
from verify.claims.checks import assumed, certified, compare, enclosed, fact, observed, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.hidden import hidden, jordan_block
from verify.claims.search import ORDER, least, rows_of, squares

BACKWARD = assumed("the QR algorithm is backward stable: Q T Q* = A + E with |E| of the order of rounding times |A|", "GVL13",
                   "chapter 7")
SPLIT = "[3,1; s^2,3]"  # J_2(3) with s^2 in the corner
VECTORS = "[1,1; -s,s]"


@claim("L-merge", Kind.EMPIRICAL, Scope.ALL, Standing.IMPRECISE,
       "A small perturbation can merge two distinct eigenvalues of a matrix.",
       correction="How small depends on the matrix: a normal one needs |E|_2 >= gap/2, the gap being the least distance of its "
                  "eigenvalues; for [1, M; 0, 2] a change of 1/(4M) is enough: -1/(4M) at (2, 1) makes 3/2 a double one.",
       sources=("HJ13",))
def merging() -> Points:
    """The least matrix with two eigenvalues: the discriminant is not 0 for any E with entries up to 1/10."""
    A = least(squares(2, 1), lambda M: len(eigenvalue_structure(M)) == 2)
    tenth = arb(0, arb(1) / 10)
    (a, b), (c, d) = [[acb(int(str(x)) + tenth, tenth) for x in row] for row in A.entries()]
    yield against("No E, real or complex, with entries of modulus at most 1/10 merges the eigenvalues 0 and 1 of diag(0, 1): "
                  "(a - d)^2 + 4 b c has a positive real part.",
                  compare(A, "=", matrix("0 0; 0 1"), how=f"the least one {ORDER}"),
                  fact("([a,b;c,d] - (a+d)/2*eye(2))^2 = ((a-d)^2 + 4*b*c)/4*eye(2)"),
                  enclosed(((a - d) ** 2 + 4 * b * c).real, ">", 0, how="the real part on all these matrices, as one ball"),
                  witness=str(A))
    yield repair("[1, M; 0, 2] with -1/(4M) in the corner has the eigenvalue 3/2 twice, for every M not 0; a symmetric E moves "
                 "each eigenvalue of a symmetric matrix by at most |E|, so half the gap is needed; for normal ones: Bauer, Fike.",
                 fact("det(x*eye(2) - [1,M;-1/(4*M),2]) = (x - 3/2)^2", nonzero=("M",)), theorem("weyl_inequality"),
                 assumed("the theorem of Bauer and Fike", "HJ13", "section 6.3"))
    B = matrix("1 1000; -1/4000 2")
    yield also("For M = 1000 a change of 1/4000 merges 1 and 2, into a block of size 2.", certified(jordan_form(B)),
               compare([b.size for b in jordan_form(B).blocks], "=", [2], jordan_form(B)), witness=str(B))


@claim("L-splits", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "An arbitrarily small perturbation can split a repeated eigenvalue, as that of J_k(x).", sources=("Lid66", "MBO97"))
def splitting() -> Points:
    """J_k(x) + s diag(0, .., k-1) is triangular; s^k in the corner gives the roots of (y - x)^k = s^k, here for k = 2 and 4."""
    yield supports("J_k(x) + s diag(0, 1, .., k - 1) is triangular, with the different eigenvalues x, x + s, .., for all k and "
                   "s not 0.", theorem("det_upper_triangular", "eigenvalues_are_roots"))
    yield supports("With s^2 in the corner J_2(3) has the eigenvalues 3 + s and 3 - s.",
                   fact(f"det(x*eye(2) - {SPLIT}) = (x - 3 - s)*(x - 3 + s)"))
    yield supports("With e in the corner J_4(3) has the eigenvalues y with (y - 3)^4 = e.",
                   fact("det(y*eye(4) - [3,1,0,0; 0,3,1,0; 0,0,3,1; e,0,0,3]) = (y - 3)^4 - e"))
    yield also("10^-12 in the corner of J_k(3) moves an eigenvalue by 10^(-12/k).",
               *(compare(det(with_corner(k) - identity(k) * (3 + moved(k))), "=", 0,
                         Answer("det", with_corner(k) - identity(k) * (3 + moved(k)), 0)) for k in DIVISORS),
               witness=str(with_corner(4)),
               table=(("size k", "change", "moved by"), *((str(k), "1e-12", f"{float(moved(k)):g}") for k in DIVISORS)))


DIVISORS = (1, 2, 3, 4, 6, 12)


def moved(k: int) -> Fraction:
    """10^(-12/k), for k that divides 12."""
    return Fraction(1, 10 ** (12 // k))


def with_corner(k: int) -> ExactMatrix:
    """J_k(3) with 10^-12 added in the lower left corner.

    >>> with_corner(2)
    3 1; 1/1000000000000 3
    """
    corner = matrix([[Fraction(1, 10 ** 12) if (i, j) == (k - 1, 0) else 0 for j in range(k)] for i in range(k)])
    return jordan_block(3, k) + corner


@claim("L-unstable", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The Jordan form is numerically unstable: arbitrarily small changes of a defective matrix, such as J_k(x) with k >= 2, "
       "change its block sizes.",
       sources=("GVL13",))
def unstable_form() -> Points:
    """J_2(3) as a limit of matrices that are diagonalized explicitly; for J_k(x) the eigenvalues are split as above."""
    yield supports("With s^2 in the corner J_2(3) is P diag(3 - s, 3 + s) P^-1 with det P = 2 s, for all s not 0.",
                   fact(f"{SPLIT}*{VECTORS} = {VECTORS}*diag(3 - s, 3 + s)", f"det({VECTORS}) = 2*s"))
    yield supports("At s = 0 it is one block of size 2, not diagonalizable.", theorem("jordan_form_unique", "nilpotency_index"))
    yield supports("For all k, J_k(x) + s diag(0, .., k - 1) has k different eigenvalues when s is not 0.",
                   theorem("det_upper_triangular", "eigenvalues_are_roots"))
    form = jordan_form(jordan_block(3, 2))
    yield also("The block at s = 0.", certified(form), compare([b.size for b in form.blocks], "=", [2], form))


@claim("L-schur", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Every complex square matrix is A = Q T Q* with Q unitary and T upper triangular.", sources=("HJ13",))
def schur_exists() -> Points:
    """The theorem is cited; one step of its induction is shown for all sizes, and an example in square roots."""
    yield supports("Schur's theorem.", assumed("Schur's triangularization theorem", "HJ13", "section 2.3"))
    yield also("The step of the proof (real case): with A v = x v and columns W orthogonal to v, W^T A v = 0, so below x stand "
               "zeros; and v is completed to an orthonormal basis.", theorem("orthonormal_null_space_basis"),
               fact("W^T*(A*v) = zero(m,1)", letters={"A": ("n", "n"), "v": ("n", 1), "W": ("n", "m")},
                    laws=("A*v = x*v", "W^T*v = zero(m,1)")))
    given = {"A": matrix("5 4; -1 1"), "R": matrix("3 5; 0 3")}
    yield supports("The defective 5 4; -1 1 is Q R Q^T with R = [3, 5; 0, 3].",
                   fact("(1/sqrt(5)*[2,1;-1,2])^T*(1/sqrt(5)*[2,1;-1,2]) = eye(2)",
                        "A*(1/sqrt(5)*[2,1;-1,2]) = (1/sqrt(5)*[2,1;-1,2])*R", given=given), witness="5 4; -1 1")


@cache
def sizes_of(text: str) -> tuple[tuple[str, int], ...]:
    """The eigenvalues of the matrix with their block sizes.

    >>> sizes_of("0 1; 0 0")
    (('0', 2),)
    """
    return tuple(sorted((str(b.eigenvalue), b.size) for b in jordan_form(matrix(text)).blocks))


def other_signs(T: ExactMatrix) -> list[ExactMatrix]:
    """All matrices that differ from T in the signs of entries above the diagonal only."""
    rows = [[int(str(x)) for x in row] for row in T.entries()]
    places = [(i, j) for i, row in enumerate(rows) for j, x in enumerate(row) if j > i and x]
    found = []
    for signs in product((1, -1), repeat=len(places)):
        turn = dict(zip(places, signs, strict=True))
        found.append(matrix([[x * turn.get((i, j), 1) for j, x in enumerate(row)] for i, row in enumerate(rows)]))
    return found


@claim("L-schur-info", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "The Schur form is as informative as the Jordan form.",
       correction="They show different things. T keeps norms, which the Jordan form loses, and shows eigenvalues, but no blocks: "
                  "0 1 1; 0 1 1; 0 0 0 is diagonalizable, with -1 at (2, 3) it is not. Blocks need the ranks of (T - x I)^j.",
       sources=("HJ13",))
def schur_informs() -> Points:
    """Triangular matrices alike in diagonal, zeros and moduli have different blocks; two with one Jordan form, other norms."""
    T = least(squares(3, 1, lambda i, j: i <= j), lambda M: len({sizes_of(str(S)) for S in other_signs(M)}) > 1)
    S = next(S for S in other_signs(T) if sizes_of(str(S)) != sizes_of(str(T)))
    yield against("0 1 1; 0 1 1; 0 0 0 and 0 1 1; 0 1 -1; 0 0 0 are their own Schur forms, with the same diagonal, zeros and "
                  "moduli; the first has only blocks of size 1, the second has one of size 2.",
                  compare(T, "=", matrix("0 1 1; 0 1 1; 0 0 0"), how=f"the least upper triangular one {ORDER}"),
                  compare(S, "=", matrix("0 1 1; 0 1 -1; 0 0 0"), how="the first with other signs that has other blocks"),
                  certified(jordan_form(T)), certified(jordan_form(S)),
                  compare(sorted(b.size for b in jordan_form(T).blocks), "=", [1, 1, 1], jordan_form(T)),
                  compare(sorted(b.size for b in jordan_form(S).blocks), "=", [1, 2], jordan_form(S)), witness=str(T))
    A, B = matrix("0 1; 0 0"), matrix("0 2; 0 0")
    yield against("0 1; 0 0 and 0 2; 0 0 have the same Jordan form; their Schur forms differ, as the sums of the squares of all "
                  "entries do, which unitary changes of basis keep.",
                  compare([b.size for b in jordan_form(A).blocks], "=", [b.size for b in jordan_form(B).blocks], jordan_form(A),
                          jordan_form(B)), fact(
                              "entry(A^T*A, 1, 1) + entry(A^T*A, 2, 2) ≠ entry(B^T*B, 1, 1) + entry(B^T*B, 2, 2)",
                              given={"A": A, "B": B}), witness=str(B))
    U = matrix("2 0 1; 0 2 1; 0 0 2")
    yield also("2 0 1; 0 2 1; 0 0 2 has the blocks 2 and 1, and two entries above its diagonal.",
               compare([b.size for b in jordan_form(U).blocks], "=", [2, 1], jordan_form(U)), witness=str(U))
    yield repair("The blocks follow from ranks: rank N^(t-1) - rank N^t of them have size at least t, N = T - x I.",
                 theorem("jordan_block_sizes_from_ranks"))


def hides_five(seed: int) -> ExactMatrix:
    """An integer matrix similar to J_5(3)."""
    return hidden([(3, 5)], Random(seed))


def backward_error(seed: int) -> float:
    """The largest least singular value of A - x I over the eigenvalues x that numpy computes, over |A|; A hides a block.

    It is the least |E|/|A| for which x is an exact eigenvalue of A + E.
    """
    import numpy as np
    A = np.array(rows_of(hides_five(seed)), dtype=float)
    least_values = [np.linalg.svd(A - x * np.eye(5), compute_uv=False)[-1] for x in np.linalg.eigvals(A)]
    return float(max(least_values) / np.linalg.norm(A, 2))


def doubled(M: Any) -> fmpq_mat:
    """X + i Y as the real matrix [X, -Y; Y, X], its floating point numbers taken as the fractions that they are."""
    X, Y = ([[fmpq(*float(x).as_integer_ratio()) for x in row] for row in part] for part in (M.real, M.imag))
    return fmpq_mat([[*x, *(-z for z in y)] for x, y in zip(X, Y, strict=True)] + [[*y, *x] for x, y in zip(X, Y, strict=True)])


def squares_of(M: fmpq_mat) -> fmpq:
    """The sum of the squares of all entries."""
    return sum((x * x for x in M.entries()), fmpq(0))


def schur_is_near(rows: list[list[int]]) -> bool:
    """Whether T of scipy.linalg.schur is triangular, |A - Q T Q*| < 10^-13 |A| and |Q* Q - I| < 10^-13, in exact arithmetic.

    |.| is the Frobenius norm: that of the doubled matrices is sqrt(2) times as large.
    """
    import numpy as np
    from scipy.linalg import schur
    A = np.array(rows, dtype=complex)
    T, Q = schur(A, output="complex")
    a, t, q = doubled(A), doubled(T), doubled(Q)
    one, small = doubled(np.eye(len(rows), dtype=complex)), fmpq(1, 10 ** 26)
    return (not np.tril(T, -1).any() and squares_of(a - q * t * q.transpose()) < small * squares_of(a)
            and squares_of(q.transpose() * q - one) < small * 2)


@claim("L-schur-stable", Kind.NUMBER, Scope.EMPIRICAL, Standing.TRUE,
       "Computing the Schur form is numerically stable.", sources=("GVL13",))
def schur_is_stable() -> Points:
    """Backward stability is cited; Schur forms, checked in exact arithmetic, and eigenvalues from them, are tried."""
    import numpy as np
    yield supports("The QR algorithm uses orthogonal transformations only, and is backward stable.", BACKWARD)
    yield supports("Hidden blocks J_5(3): every computed eigenvalue belongs to a matrix nearer than 10^-13 |A|.",
                   tried(lambda seed: backward_error(seed) < 1e-13, range(30), f"numpy {np.__version__}, numpy.linalg.eigvals"))
    if find_spec("scipy"):
        import scipy
        yield supports("Hidden blocks J_5(3): T is triangular, |A - Q T Q*| < 10^-13 |A| and |Q* Q - I| < 10^-13, in exact "
                       "arithmetic on the numbers returned.", tried(
                           schur_is_near, [rows_of(hides_five(seed)) for seed in range(30)],
                           f"scipy {scipy.__version__}, scipy.linalg.schur"))
    J = np.array([[3.0, 1, 0], [-1, 3, 1], [0, 1, 3]])
    far = max(abs(x - 3) for x in np.linalg.eigvals(J))
    yield also("The eigenvalues themselves are not that near: a hidden J_3(3) gives an error above 10^-6.",
               observed(far, ">", 1e-6, how=f"one run of numpy {np.__version__}, numpy.linalg.eigvals"),
               witness="3 1 0; -1 3 1; 0 1 3")
