"""Certificates of best approximations, counts of singular values, and bounds for the error of every rank-r matrix."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from symbolic.canonical.spectrum import trace
from symbolic.matrices.arrays import common_field, widen
from symbolic.matrices.elimination import inverse, rref
from symbolic.matrices.inertia import Inertia, inertia
from symbolic.matrices.matrix import ExactMatrix, diagonal, identity
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.singular.rootsum import between
from verify.answers import selection, shown
from verify.certificates import ZERO, Claim, Json, equations
from verify.kernel import Rejected

if TYPE_CHECKING:
    from symbolic.singular.eckartyoung import BestApproximation
    from symbolic.singular.optimality import ApproximationTest
    from symbolic.singular.valuecount import SingularValueCount
    from verify.rankerror import RankErrorBounds


def require_non_negative(what: str, d: Sequence[AlgebraicNumber]) -> None:
    """No number of a diagonal is negative, or Rejected."""
    shown(what, [], [str(x) for x in d if x.sign() < 0])


def require(what: str, *, ok: bool) -> None:
    """The statement holds, or Rejected."""
    if not ok:
        raise Rejected(what, None, None, "true", "false")


def congruence(name: str, found: Inertia) -> dict[str, ExactMatrix]:
    """The matrices L, D and L^T of one symmetric elimination, under names that end in `name`."""
    return {f"L{name}": found.L, f"D{name}": diagonal(found.d), f"L{name}t": found.L.T}


def factors(B: ExactMatrix, r: int) -> tuple[ExactMatrix, ExactMatrix]:
    """B = X Y with at most r columns in X, which shows rank B <= r; Rejected when B has a larger rank."""
    form = rref(B)
    k = len(form.pivots)
    if k > r:
        raise Rejected("the rank of the approximation", None, None, f"<= {r}", str(k))
    return B.submatrix(range(B.rows), form.pivots), form.R.submatrix(range(k), range(B.cols))


def best_approximation(best: BestApproximation) -> Json:
    """Rank B <= r, the error of B, and that no matrix of rank <= r comes nearer: see `spectral` and `frobenius`."""
    return optimal(best, best.approximation)


def approximation_test(test: ApproximationTest) -> Json:
    """A given B is best, as in `best_approximation`; or its rank exceeds r: an invertible submatrix S_rows B S_cols."""
    if test.ok:
        return optimal(test.best, test.B)
    rows, cols = getattr(test.witness, "rows", None), getattr(test.witness, "cols", None)
    if rows is None or cols is None:
        return exceeded(test)
    shown("more rows than the rank allows", test.best.r + 1, len(set(rows)))
    minor = test.B.submatrix(rows, cols)
    return equations([[[["R", "B", "C", "N"]], "I"]], R=selection(test.B.rows, rows), B=test.B,
                     C=selection(test.B.cols, cols).T, N=inverse(minor))


def exceeded(test: ApproximationTest) -> Json:
    """Spectral: |E x|^2 >= mu |x|^2 while A^T A - mu I = L D L^T has at most r entries of D that are >= 0.

    So sigma_(r+1)^2 < mu by Sylvester's law. Frobenius: |E|^2 > mu, and the minimiser has an error of at most mu.
    """
    best, B, witness = test.best, test.B, test.witness
    mu = exact(getattr(witness, "mu", None))
    A, E = best.A, best.A - B
    if best.norm == "fro":
        C = A - best.approximation
        X, Y = factors(best.approximation, best.r)
        require_non_negative("the minimiser is nearer than mu, B is not",
                             [mu - exact(trace(C.T * C)), exact(trace(E.T * E)) - mu])
        require("B is strictly farther", ok=exact(trace(E.T * E)) > exact(trace(C.T * C)))
        return equations([[[["B"], ["E"]], [["A"]]], [[["X", "Y"], ["C"]], [["A"]]]], A=A, B=B, E=E, X=X, Y=Y, C=C)
    x: Any = getattr(witness, "x", None)
    image, found = E * x, inertia(A.T * A - identity(A.cols) * mu)
    require_non_negative("|E x|^2 - mu |x|^2", [exact((image.T * image)[0, 0]) - mu * exact((x.T * x)[0, 0])])
    require("x is not zero", ok=any(row[0] for row in x.entries()))
    require("at most r squared singular values reach mu", ok=found.positive + found.zero <= best.r)
    claims: list[Claim] = [[[["B"], ["E"]], [["A"]]], [[["E", "x"]], [["y"]]],
                           [[["At", "A"]], [["mu"], ["L", "D", "Lt"]]], [[["L", "N"]], "I"]]
    return equations(claims, A=A, At=A.T, B=B, E=E, x=x, y=image, mu=identity(A.cols) * mu, N=inverse(found.L),
                     **congruence("", found))


def optimal(best: BestApproximation, B: ExactMatrix) -> Json:
    """The certificate that B, of rank <= r, attains the error shown, and that this is the least one."""
    if not best.error_squared:
        X, Y = factors(B, best.r)
        return equations([[[["B"]], [["A"]]], [[["B"]], [["X", "Y"]]]], A=best.A, B=B, X=X, Y=Y)
    return (spectral if best.norm == "2" else frobenius)(best, B)


def spectral(best: BestApproximation, B: ExactMatrix) -> Json:
    """E^T E <= s I for the error E of B = X Y, and A^T A - s I is >= 0 on a space of dimension r + 1.

    Both by congruence: s I - E^T E = L1 D1 L1^T with D1 >= 0; A^T A - s I = L2 D2 L2^T, L2 invertible, with r + 1 entries of
    D2 that are not negative. A matrix C of rank <= r sends some x != 0 of that space to 0, and |(A - C) x|^2 = |A x|^2 >=
    s |x|^2. The signs are those at the chosen root of m, read off the numbers.
    """
    field, images = common_field([B.field, best.next_square.field])
    B = ExactMatrix(widen(B.numeric(), field, images.get(B.field, ZERO)))
    X, Y = factors(B, best.r)
    A, E, square = best.A, best.A - B, identity(best.A.cols) * best.error_squared
    above, below = inertia(square - E.T * E), inertia(A.T * A - square)
    require_non_negative("s I - E^T E is semidefinite", above.d)
    require("r + 1 squared singular values reach s", ok=below.positive + below.zero > best.r)
    claims: list[Claim] = [
        [[["B"]], [["X", "Y"]]], [[["B"], ["E"]], [["A"]]], [[["Et", "E"], ["L1", "D1", "L1t"]], [["s"]]],
        [[["At", "A"]], [["s"], ["L2", "D2", "L2t"]]], [[["L2", "N"]], "I"]]
    return equations(claims, A=A, At=A.T, B=B, X=X, Y=Y, E=E, Et=E.T, s=square, N=inverse(below.L),
                     **congruence("1", above), **congruence("2", below))


def frobenius(best: BestApproximation, B: ExactMatrix) -> Json:
    """|E|^2 = e for the error E of B = X Y; Z >= 0 and Z + c I >= A^T A with tr A^T A = e + c r + tr Z (Ky Fan's dual).

    A matrix C of rank <= r vanishes on n - r orthonormal vectors; with r more, the columns of Q, they make a basis, and
    |A - C|^2 >= tr A^T A - tr Q^T A^T A Q >= tr A^T A - tr Q^T (Z + c I) Q >= tr A^T A - tr Z - c r = e. Z is the Gram matrix
    of B less c times the projector on the rows of B, c between sigma_(r+1)^2 and sigma_r^2; both are shown >= 0 by congruence.
    """
    A, E, n, r = best.A, best.A - B, best.A.cols, best.r
    X, Y = factors(B, r)
    G, P = A.T * A, Y.T * inverse(Y * Y.T) * Y
    c = exact(trace(G)) if r == 0 else best.next_square
    if r and best.squares[r - 1] > c:
        c = exact(between(c, best.squares[r - 1]))
    Z = B.T * B - P * c
    one, size = identity(1), exact(trace(E.T * E))
    shown("the least squared error", best.error_squared, size)
    inner, outer = inertia(Z), inertia(Z + identity(n) * c - G)
    require_non_negative("Z is semidefinite", inner.d)
    require_non_negative("Z + c I - A^T A is semidefinite", outer.d)
    ends = {f"r{i}": selection(n, [i]) for i in range(n)} | {f"c{i}": selection(n, [i]).T for i in range(n)}

    def traced(*word: str) -> list[list[str]]:
        return [[f"r{i}", *word, f"c{i}"] for i in range(n)]

    claims: list[Claim] = [
        [[["B"]], [["X", "Y"]]], [[["B"], ["E"]], [["A"]]], [[["Z"]], [["L1", "D1", "L1t"]]],
        [[["Z"], ["c"]], [["At", "A"], ["L2", "D2", "L2t"]]], [traced("Et", "E"), [["e"]]],
        [traced("At", "A"), [["e"], ["cr"], *traced("Z")]]]
    return equations(claims, A=A, At=A.T, B=B, X=X, Y=Y, E=E, Et=E.T, Z=Z, c=identity(n) * c, e=one * size, cr=one * c * r,
                     **congruence("1", inner), **congruence("2", outer), **ends)


def value_count(count: SingularValueCount) -> Json:
    """G = mu^2 I + L D L^T with L invertible; the counts shown are those of the signs on the diagonal of D."""
    A, signs = count.A, [x.sign() for x in count.d]
    shown("the counts", (count.above, count.equal, count.below), tuple(signs.count(s) for s in (1, 0, -1)))
    gram = ["At", "A"] if A.rows >= A.cols else ["A", "At"]
    claims: list[Claim] = [[[gram], [["mu2"], ["L", "D", "Lt"]]], [[["L", "N"]], "I"]]
    return equations(claims, A=A, At=A.T, mu2=identity(len(signs)) * (count.mu * count.mu), N=inverse(count.L),
                     **congruence("", count.congruence))


def rank_error(bounds: RankErrorBounds) -> Json:
    """|A - X Y^T|^2 = high; W W^T + c I = A^T A + R R^T + S with S diagonally dominant, and low = |A|^2 - |W|^2 - c r.

    So Z = W W^T is a Ky Fan dual as in `frobenius`: low <= |A - C|^2 for every C of rank <= r.
    """
    A, E = bounds.A, bounds.A - bounds.X * bounds.Y.T
    S = bounds.slack
    shown("S is symmetric", S, S.T)
    for i, row in enumerate(S.entries()):
        if sum((abs(x) for j, x in enumerate(row) if j != i), start=exact(0)) > row[i]:
            raise Rejected("S is diagonally dominant with no negative entry on the diagonal", i, i, "a larger one", str(row[i]))
    require("X has at most r columns", ok=bounds.X.cols <= bounds.r)
    require("there are r orthonormal columns, or c is not negative", ok=bounds.r <= A.cols or bounds.c >= 0)
    shown("the upper bound", trace(E.T * E), bounds.high)
    shown("the lower bound", trace(A.T * A) - trace(bounds.W.T * bounds.W) - bounds.c * bounds.r, bounds.low)
    claims: list[Claim] = [[[["A"]], [["X", "Yt"], ["E"]]], [[["W", "Wt"], ["c"]], [["At", "A"], ["R", "Rt"], ["S"]]]]
    return equations(claims, A=A, At=A.T, X=bounds.X, Yt=bounds.Y.T, E=E, W=bounds.W, Wt=bounds.W.T, R=bounds.R, Rt=bounds.R.T,
                     S=S, c=identity(A.cols) * bounds.c)
