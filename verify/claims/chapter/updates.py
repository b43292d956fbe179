"""Section 3.5, first half: structured plus low rank, the update formula and what it costs, S4's matrix."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from symbolic import ExactMatrix, counted_woodbury, det, hippo_legs, matrix, rank
from symbolic.structured.counting import Operations, Tally, dot
from verify.answers import Answer
from verify.claims.checks import assumed, compare, fact, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim, unsettled
from verify.claims.search import by_height, least

FACTORS: dict[str, tuple[int | str, int | str]] = {"S": ("n", "n"), "U": ("n", "k"), "V": ("n", "k"), "x": ("n", 1)}


def update_product(n: int, k: int) -> Operations:
    """The operations of S x + U (V^T x) beyond those of S x, counted on a run."""
    tally = Tally()
    U, V = ([tally.vector(k) for _ in range(n)] for _ in range(2))
    x, y = tally.vector(n), tally.vector(n)
    tally.spent()
    small = [dot([row[j] for row in V], x) for j in range(k)]
    y = [y[i] + dot(U[i], small) for i in range(n)]
    return tally.spent()


def numbers() -> Iterator[tuple[int, int, int]]:
    """S, u, v of size 1 x 1: by height, then 0, 1, -1, .. for S, u, v in turn."""
    for height in range(3):
        yield from ((S, u, v) for S, u, v in product(by_height(height), repeat=3) if max(abs(S), abs(u), abs(v)) == height)


def scalar(x: int) -> ExactMatrix:
    """The 1 x 1 matrix."""
    return matrix([[x]])


@claim("C-3.5-matvec", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "S + U V^T with n x k factors keeps nearly the storage and the matrix-vector product of S: 2 n k numbers, 2 n k "
       "multiplications and 2 n k - k additions more.")
def matvec() -> Points:
    """The product is an identity in letters; the operations follow from the shapes, and are counted on runs."""
    yield supports("(S + U V^T) x = S x + U (V^T x) for all sizes.", fact("(S + U*V^T)*x = S*x + U*(V^T*x)", letters=FACTORS))
    yield supports("By the definition of the product V^T x takes n k multiplications and k (n - 1) additions, U y takes n k and "
                   "n (k - 1), and the sum n: 2 n k - k additions.",
                   fact("n*k + n*k = 2*n*k"), fact("k*(n - 1) + n*(k - 1) + n = 2*n*k - k"))
    cases = [(n, k) for n in range(1, 26) for k in range(1, 9)]
    yield supports("So it is on runs.", tried(
        lambda c: update_product(*c) == Operations(2 * c[0] * c[1], 0, 2 * c[0] * c[1] - c[1]), cases, "n = 1 .. 25, k = 1 .. 8"))


@claim("C-3.5-smw", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "(S + U V^T)^-1 = S^-1 - S^-1 U (I + V^T S^-1 U)^-1 V^T S^-1.",
       hypothesis="S and the k x k matrix I + V^T S^-1 U are invertible.",
       correction="Add: if S and I + V^T S^-1 U are invertible. For invertible S, S + U V^T is invertible exactly when "
                  "I + V^T S^-1 U is; for singular S the left side may exist while the right does not.", sources=("Woo50",))
def woodbury() -> Points:
    """The least triples in which one side exists and the other does not; the formula under the hypotheses, for all sizes."""
    S, u, v = least(numbers(), lambda x: x[0] == 0 and x[0] + x[1] * x[2] != 0)
    yield against("Without S invertible: the left side exists and the right does not, S = 0 and u = v = 1.",
                  compare(det(scalar(S)), "=", 0, Answer("det", scalar(S), 0)),
                  compare(det(scalar(S + u * v)), "≠", 0, Answer("det", scalar(S + u * v), S + u * v)),
                  witness=f"S = {S}, u = {u}, v = {v}")
    S, u, v = least(numbers(), lambda x: x[0] != 0 and x[0] + x[1] * x[2] == 0)
    yield against("Without I + V^T S^-1 U invertible neither side exists: S = 1, u = 1, v = -1.",
                  compare(det(scalar(S)), "≠", 0, Answer("det", scalar(S), S)),
                  compare(rank(scalar(S + u * v)), "=", 0, Answer("rank", scalar(S + u * v), 0)),
                  witness=f"S = {S}, u = {u}, v = {v}")
    yield repair("Under both hypotheses the formula holds, for all n and k.", theorem("woodbury"))
    yield repair("For invertible S the second one is necessary: a null vector of either matrix gives one of the other.",
                 theorem("singular_sum"), theorem("determinant_lemma"))


def inverse_is_cheaper(case: tuple[int, int]) -> bool:
    """Whether n k^2 and k^3 multiplications and divisions are counted for V^T (S^-1 U) and for the inverse, S diagonal."""
    n, k = case
    cost = counted_woodbury("diagonal", n, k)
    return cost["V^T (S^-1 U)"].multiplicative == n * k ** 2 > k ** 3 == cost["C^-1"].multiplicative


@claim("C-3.5-smw-cost", Kind.EMPIRICAL, Scope.ASYMPTOTIC, Standing.FALSE,
       "For k << n the cost of the update formula is dominated by the k x k inverse.",
       correction="The k x k inverse is among its cheapest parts: about k^3 operations, while V^T (S^-1 U) alone takes n k^2, "
                  "and k solves with S come on top.", sources=("Woo50",),
       note="An earlier audit called the inverse the cheapest part; adding I and applying the inverse, k and k^2, are cheaper "
            "still.")
def update_cost() -> Points:
    """For every k < n one product outweighs the inverse; the counts for n = 1000, k = 5 are read off a run."""
    yield against("Forming V^T (S^-1 U) takes n k^2 multiplications, the inverse k^3: with n = k + d, d > 0, k^2 d more. Counted "
                  "on runs for k <= 6 and n <= 24.", fact("(k + d)*k^2 - k^3 = d*k^2"),
                  tried(inverse_is_cheaper, [(n, k) for n in range(2, 25) for k in range(1, min(n, 7))]))
    cost = counted_woodbury("diagonal", 1000, 5)
    inverse, small = cost["C^-1"].multiplicative, cost["V^T (S^-1 U)"].multiplicative
    yield against("Diagonal S, n = 1000, k = 5, where S^-1 is as cheap as it can be: 125 of 41,150 multiplications and "
                  "divisions are those of the inverse.",
                  compare(200 * inverse, "=", small, how=f"{inverse} against {small} for V^T (S^-1 U)"),
                  compare(300 * inverse, "<", cost.total.multiplicative, how=f"{inverse} of {cost.total.multiplicative}"))


@claim("C-3.5-hippo-dplr", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "HiPPO-LegS is not diagonal but 'diagonal plus low rank', that is, normal plus low rank.",
       correction="It is normal plus rank one: A = -I/2 - K - p p^T/2, K skew. 'Diagonal plus rank one' holds after a unitary "
                  "change of basis; in the given one rank(A - D) >= floor(N/2) for every diagonal D.", sources=("GGR22",),
       note="An earlier audit took D = diag A only, where the rank is N - 1; other D do better (rank one for N = 3), and "
            "floor(N/2) bounds them all.")
def normal_plus_low_rank() -> Points:
    """A minor without diagonal entries bounds the rank of A - D for every diagonal D; the normal form is a theorem."""
    def minor(A: ExactMatrix) -> ExactMatrix:
        return A.submatrix(range(1, A.rows, 2), range(0, A.rows - 1, 2))

    M = minor(hippo_legs(4).dense())
    yield against("Rows 2, 4 and columns 1, 3 of the 4 x 4 matrix meet no diagonal entry, and their minor is not 0: A - D has "
                  "rank 2 at least for every diagonal D.", compare(det(M), "≠", 0, Answer("det", M, det(M))), witness=str(M))
    left = hippo_legs(3).dense() - matrix("-1 0 0; 0 1 0; 0 0 -3")
    yield also("No smaller N will do: for N = 3 the diagonal D = diag(-1, 1, -3) leaves rank one.",
               compare(rank(left), "=", 1, Answer("rank", left, 1)))
    yield also("In general rows 2, 4, .. and columns 1, 3, .. give a lower triangular minor without zeros on its diagonal: rank "
               "floor(N/2) at least; seen in A = S T S^-1, S diagonal, with integer T.", theorem("triangular_determinant"),
               tried(lambda N: rank(minor(hippo_legs(N).rational)) == N // 2, range(2, 17), "N = 2 .. 16"))
    yield repair("A = -I/2 - K - p p^T/2 with K skew and p_n = sqrt(2 n + 1), for all N.", theorem("hippo_legs_structure"))
    yield repair("-I/2 - K is normal, so a unitary change of basis makes it diagonal.",
                 assumed("the spectral theorem for normal matrices", "HJ13", "section 2.5"))


unsettled("C-3.5-s4-contrib", Kind.EMPIRICAL, "The main contribution of S4 is a Sherman-Morrison trick.",
          "What the main contribution of a paper is, is a judgement. What can be checked: the paper's algorithm combines the "
          "update formula with Cauchy sums and an inverse FFT, and the formula and the sums are theorems here (dplr_resolvent).",
          scope=Scope.WORDS, section=__name__, sources=("GGR22",))
