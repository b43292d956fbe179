"""Section 3.4: how many numbers structured matrices hold and what products cost; Toeplitz matrices and linear systems."""
from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from flint import arb

from symbolic import (
    Polynomial,
    cauchy,
    is_cauchy,
    is_generator_representable,
    is_toeplitz,
    is_vandermonde,
    lti_matrix,
    matrix,
    rank,
    semiseparable,
    ssm_recurrence,
    toeplitz,
    vandermonde,
    zoh,
)
from verify.claims.chapter.manypoints import cauchy_product, tree, values
from verify.claims.chapter.operations import (
    PRIME,
    Count,
    direct_transform,
    root_of_unity,
    scan,
    toeplitz_product,
    transform,
    transform_operations,
)
from verify.claims.checks import assumed, compare, enclosed, fact, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.search import by_height, least

NUMBERS: dict[str, Callable[[int, int], int]] = {
    "toeplitz": lambda n, _: 2 * n - 1, "vandermonde": lambda n, _: n, "cauchy": lambda n, _: 2 * n,
    "semiseparable": lambda n, k: 2 * k * n,
}


def given_back(case: tuple[str, int, int]) -> bool:
    """Whether so many numbers are read off a random dense n x n matrix of the family and give it back entry by entry."""
    family, n, k = case
    draw = Random(f"{family} {n} {k}")
    nodes = draw.sample(range(-40, 40), 2 * n)
    U, V = ([[draw.randint(-9, 9) for _ in range(k)] for _ in range(n)] for _ in range(2))
    match family:
        case "toeplitz":
            A = toeplitz(nodes[:n], [nodes[0], *nodes[n:2 * n - 1]]).dense()
            found: Any = is_toeplitz(A).structure
            numbers = [*found.c, *found.r[1:]]
        case "vandermonde":
            A = vandermonde(nodes[:n]).dense()
            found = is_vandermonde(A).structure
            numbers = [*found.nodes]
        case "cauchy":
            A = cauchy(nodes[:n], nodes[n:]).dense()
            found = is_cauchy(A).structure
            numbers = [*found.x, *found.y]
        case _:
            A = semiseparable(U, V).dense()
            found = is_generator_representable(A, k, part="lower").structure
            numbers = [x for M in (found.U, found.V) for row in M.entries() for x in row]
    return bool(found.dense() == A) and len(numbers) <= NUMBERS[family](n, k)


@claim("C-3.4-On-params", Kind.DEFINITION, Scope.ALL, Standing.CONDITIONAL,
       "N x N Toeplitz, Vandermonde, Cauchy and rank-k semiseparable matrices are given by O(N) numbers.",
       hypothesis="The rank k of the semiseparable matrices stays bounded as N grows.",
       correction="Toeplitz 2N - 1, Vandermonde N, Cauchy 2N, rank-k semiseparable O(kN) numbers: O(N) for fixed k.",
       sources=("VVM05", "KS95"))
def order_n_numbers() -> Points:
    """Without a bound on k all lower triangular matrices are semiseparable; with it, few numbers give the matrix back."""
    yield against("A block on and below the diagonal has n - t rows and t + 1 columns, n + 1 together, so that every lower "
                  "triangular matrix is semiseparable of rank (n + 1)/2. They hold n(n + 1)/2 numbers: for n = 2c, c n + c.",
                  fact("(n - t) + (t + 1) = n + 1"), fact("2*c*(2*c + 1)/2 - c*(2*c) = c"))
    cases = [(family, n, 1) for family in ("toeplitz", "vandermonde", "cauchy") for n in range(2, 13)]
    cases += [("semiseparable", n, k) for n in range(2, 10) for k in range(1, 6)]
    yield repair("At most 2n - 1 numbers (Toeplitz), n (Vandermonde), 2n (Cauchy), 2kn (a triangle of rank k) are read off dense "
                 "matrices and give them back.", tried(given_back, cases))
    yield repair("A Toeplitz matrix is its first row and column, for all n.", theorem("toeplitz_displacement"))


@claim("C-3.4-fast", Kind.THEOREM, Scope.ASYMPTOTIC, Standing.TRUE,
       "Products with a vector take O(n log n) operations for Toeplitz, O(n (log n)^2) for Vandermonde and Cauchy, O(kn) for "
       "rank-k semiseparable n x n matrices.", sources=("GG13", "Ger88", "DG24"))
def fast_products() -> Points:
    """Toeplitz and scans are identities for all n with operations counted; the other two rest on fast multipoint evaluation."""
    yield supports("Toeplitz: T x is read off a circulant product, and that is three Fourier transforms.",
                   theorem("circulant_embedding", "circulant_diagonalization"),
                   fact("3/2*(m + 1)*2^(m + 1) = 2*(3/2*m*2^m) + 3*2^m"))
    yield supports("Semiseparable: the scan with a state of k numbers is the matrix, and each step takes 5k - 1 operations, the "
                   "first 3k - 1.", theorem("ssd_scan_is_matrix"), tried(counted_scan, list(product(range(1, 6), range(1, 31)))))
    yield supports("Vandermonde: values of a polynomial at n points.",
                   assumed("n values of a polynomial of degree < n take O(M(n) log n) operations, M(n) = O(n log n) with roots "
                           "of unity", "GG13", "section 10.1"))
    yield supports("Cauchy: sum of w_j/(x - y_j) is p(x)/q(x), q the product of the x - y_j: values of two polynomials.",
                   theorem("partial_fractions"), assumed("Cauchy products by polynomial values, O(n (log n)^2)", "Ger88"))
    yield also("Runs for n = 1, 2, 4, .., 32: right values, by at most 32 n (log2 n + 1)^2 operations for a Vandermonde product "
               "and 64 n (log2 n + 1)^2 for a Cauchy product.", tried(counted_at_points, range(6)))
    yield also("Radix 2: a transform of length 2^m takes 3 m 2^m / 2 operations, counted in a run.",
               tried(counted_transform, range(9)))


def counted_transform(m: int) -> bool:
    """Whether a transform of length 2^m has the right values and takes as many operations as the formula says."""
    count, w = Count(), root_of_unity(2 ** m)
    x = [(7 * j * j + 3) % PRIME for j in range(2 ** m)]
    return transform(x, w, count) == direct_transform(x, w) and count.total == transform_operations(m)


def counted_at_points(m: int) -> bool:
    """Whether Vandermonde and Cauchy products of size 2^m come out right within the bounds on their operations."""
    n, draw, counts = 2 ** m, Random(m), (Count(), Count())
    nodes, c = draw.sample(range(PRIME), 2 * n), [draw.randrange(PRIME) for _ in range(n)]
    x, y = nodes[:n], nodes[n:]
    powers = [sum(a * pow(z, j, PRIME) for j, a in enumerate(c)) % PRIME for z in x]
    poles = [sum(a * pow(z - p, -1, PRIME) for a, p in zip(c, y, strict=True)) % PRIME for z in x]
    right = values(c, tree(x, counts[0]), counts[0]) == powers and cauchy_product(x, y, c, counts[1]) == poles
    return right and all(k.total <= bound * n * (m + 1) ** 2 for k, bound in zip(counts, (32, 64), strict=True))


def counted_scan(case: tuple[int, int]) -> bool:
    """Whether a scan of n steps takes (5k - 1) n - 2k operations."""
    k, n = case
    count, rows = Count(), [[i + j for i in range(k)] for j in range(n)]
    scan([2] * n, rows, rows, [3] * n, count)
    return count.total == (5 * k - 1) * n - 2 * k


@claim("C-3.4-toep-def", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "T_ij = t_(i-j) defines an n x n Toeplitz matrix by 2n - 1 numbers.", sources=("KS95",))
def toeplitz_definition() -> Points:
    """First row and column give T for all n, and they are 2n - 1 numbers, none of which can be spared."""
    yield supports("T is given by its first column and first row, for all n, through T - Z T Z^T.",
                   theorem("toeplitz_displacement"))
    yield supports("The differences i - j run from 1 - n to n - 1: 2n - 1 numbers.", fact("(n - 1) - (1 - n) + 1 = 2*n - 1"))

    def independent(n: int) -> bool:
        diagonals = [[int(i - j == d) for i in range(n) for j in range(n)] for d in range(1 - n, n)]
        return rank(matrix(diagonals)) == 2 * n - 1
    yield also("The 2n - 1 matrices with ones on one diagonal are independent.", tried(independent, range(1, 9)))


def convolved(t: Any, x: Any) -> list[int]:
    """All 2n - 1 entries of the convolution, as coefficients of a product of polynomials."""
    return [sum(t[i] * x[k - i] for i in range(len(t)) if 0 <= k - i < len(x)) for k in range(len(t) + len(x) - 1)]


def product_of(t: Any, x: Any) -> list[int]:
    """T x for the lower triangular Toeplitz matrix with first column t."""
    T = toeplitz(t, [t[0], *[0] * (len(t) - 1)]).dense()
    return [int(str(y)) for (y,) in (T * matrix([[v] for v in x])).entries()]


@claim("C-3.4-toep-conv", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "A lower triangular Toeplitz matrix with first column t sends x to the convolution t * x.",
       correction="T x is the causal convolution cut off at n entries, (T x)_i = sum of t_(i-j) x_j, j <= i: the first n of the "
                  "2n - 1 entries of t * x.")
def toeplitz_convolution() -> Points:
    """The least t and x whose convolution does not end with the n entries of T x; the truncated one is proved for all n."""
    def breaks(pair: tuple[Any, Any]) -> bool:
        t, x = pair
        return convolved(t, x) != product_of(t, x) + [0] * (len(t) - 1)
    pairs = ((v[:n], v[n:]) for n in (1, 2) for v in product(by_height(1), repeat=2 * n))
    t, x = least(pairs, breaks)
    yield against("t = (0, 1), x = (0, 1): T x = 0, and t * x = (0, 0, 1).",
                  compare((t, x), "=", ((0, 1), (0, 1)),
                  how="the least pair with entries 0, 1, -1, by size, then entry by entry"),
                  fact("[0, 0; 1, 0]*[0; 1] = [0; 0]"), fact("(0 + 1*z)*(0 + 1*z) = 0 + 0*z + z^2"), witness="0 0; 1 0")
    yield repair("Products of lower triangular Toeplitz matrices, and so T x, are the truncated convolution, for all n.",
                 theorem("lower_toeplitz_is_causal_convolution"))
    yield also("n = 3: T x is the first 3 of the 5 coefficients of the product of polynomials.", tried(
        lambda s: (Polynomial(list(s)) * Polynomial([1, 2, 3]) == Polynomial(convolved(s, [1, 2, 3]))
                   and product_of(s, (1, 2, 3)) == convolved(s, [1, 2, 3])[:3]), list(product(by_height(2), repeat=3))))


@claim("C-3.4-toep-fft", Kind.THEOREM, Scope.ASYMPTOTIC, Standing.TRUE,
       "T x, T an n x n Toeplitz matrix, takes O(n log n) operations by fast Fourier transforms.", sources=("GVL13",))
def toeplitz_by_transforms() -> Points:
    """The two identities hold for all n; the count of radix-2 transforms solves its recurrence, and a run agrees with both."""
    yield supports("T x is the first n entries of a product with a circulant of any size >= 2n - 1, and a circulant is "
                   "F^-1 diag(F c) F.", theorem("circulant_embedding", "circulant_diagonalization"))
    yield supports("A transform of length 2m is two of length m, with w^2, and 3 operations for each of m places.",
                   theorem("fourier_even_odd", "half_power_of_root"))
    yield supports("c(2^(m+1)) = 2 c(2^m) + 3 2^m, c(1) = 0: a transform takes 3 m 2^m / 2 operations.",
                   fact("3/2*(m + 1)*2^(m + 1) = 2*(3/2*m*2^m) + 3*2^m"))

    def product_in_count(m: int) -> bool:
        n, draw, count = 2 ** m, Random(m), Count()
        symbol, x = [draw.randrange(PRIME) for _ in range(2 * n - 1)], [draw.randrange(PRIME) for _ in range(n)]
        exact = [sum(symbol[n - 1 + i - j] * x[j] for j in range(n)) % PRIME for i in range(n)]
        return toeplitz_product(symbol, x, count) == exact and count.total == 3 * transform_operations(m + 1) + 3 * n
    yield supports("The run on n = 1, 2, 4, .., 256 gives T x and takes 3 c(2n) + 3n operations.",
                   tried(product_in_count, range(9)))


def random_system(seed: int) -> tuple[Any, list[int], list[int], int]:
    """A, B, C with small integers, and a length."""
    draw = Random(seed)
    n = draw.randint(1, 4)
    A, B, C = ([draw.randint(-2, 2) for _ in range(size)] for size in (n * n, n, n))
    return matrix([A[i * n:i * n + n] for i in range(n)]), B, C, draw.randint(1, 6)


@claim("C-3.4-lti-toep", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "y(t) = integral of h(t - s) u(s) ds over 0 <= s <= t, from the zero state and with a uniform step, discretizes to a "
       "lower triangular Toeplitz operator.", sources=("Kai80", "GGR22"))
def lti_operator() -> Points:
    """Under any one-step rule the outputs are a causal convolution, for all lengths."""
    yield supports("The outputs C x(t + 1) of x(t + 1) = A x(t) + B u(t), x(0) = 0, are sums of C A^(t-k) B u(k): entry (t, k) "
                   "depends on t - k, and is 0 for k > t.", theorem("s4_convolution"))
    yield supports("The integral is the solution from the zero state.", theorem("variation_of_constants"))

    def is_lower_toeplitz(seed: int) -> bool:
        A, B, C, length = random_system(seed)
        columns = [ssm_recurrence(A, B, C, [int(i == k) for i in range(length)]).outputs for k in range(length)]
        M = matrix([[columns[k][t] for k in range(length)] for t in range(length)])
        return bool(is_toeplitz(M)) and M == lti_matrix(A, B, C, length).dense()
    yield also("Responses to unit inputs, one column each.", tried(is_lower_toeplitz, range(60)))


@claim("C-3.4-lti-col", Kind.NUMBER, Scope.ALL, Standing.IMPRECISE,
       "The first column of the discretized operator of an impulse response h with step D is h(0), h(D), h(2D), ..",
       correction="A quadrature weight is missing: the rectangle rule has D h(kD). Zero-order hold has C Abar^k Bbar, plus the "
                  "direct term at k = 0.", sources=("GGR22",))
def first_column() -> Points:
    """The integrator breaks it for every step but 1; for h(t) = e^(-t) the two columns have the ratio 1/(1 - e^(-D)) > 1."""
    hold = zoh(matrix("0"), [1], Fraction(1, 10)).exact()
    column = lti_matrix(hold.A, hold.B, [1], 4).c
    yield against("x' = u, y = x has h = 1. With D = 1/10 the sum of 1/10 u gives y(t) = t for u = 1; the sum of h(kD) u gives "
                  "10 t.",
                  compare([Fraction(str(x)) for x in column], "=", [Fraction(1, 10)] * 4),
                  fact("entry(c, 1, 1) ≠ 1", given={"c": matrix([[x] for x in column])}),
                  witness="1/10; 1/10; 1/10; 1/10")
    yield against("h(t) = e^(-t): with q = e^(-D) zero-order hold has q^k (1 - q), never q^k.", fact("1 - q ≠ 1", nonzero=("q",)))
    q = (-arb(1) / 10).exp()
    yield also("D = 1/10: 0.0951.., 0.0861.. in place of 1, 0.9048.., the ratio is 10.508.",
               enclosed(arb("0.09516"), "<", 1 - q), enclosed(1 - q, "<", arb("0.09517")),
               enclosed(q * (1 - q), "<", arb("0.08612")),
               enclosed(arb("10.508"), "<", 1 / (1 - q)), enclosed(1 / (1 - q), "<", arb("10.509")))
    yield repair("The first column is C Abar^k Bbar, for every rule x -> Abar x + Bbar u and all lengths.",
                 theorem("s4_convolution"))
