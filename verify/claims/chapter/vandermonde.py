"""Section 3.4: Vandermonde matrices, polynomial values, the condition for real nodes and on the unit circle."""
from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import comb
from random import Random
from typing import Any

from symbolic import I, condition_number, exact, hankel, matrix, s4d_kernel, toeplitz, vandermonde
from verify.claims.chapter.hippo import digits
from verify.claims.checks import Check, assumed, compare, enclosed, fact, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.search import by_height, least


@claim("C-3.4-vdm-def", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "V_ij = x_i^(j-1) defines an n x n Vandermonde matrix by its n nodes.", sources=("HJ13",))
def vandermonde_definition() -> Points:
    """The second column is the nodes; for different nodes the matrix so defined is invertible."""
    yield supports("For n >= 2 a row (1, x, x^2, ..) has its node as second entry, so that V gives its n nodes back.",
                   fact("[x^0, x^1, x^2]*[0; 1; 0] = x"))
    yield supports("det V is the product of x_j - x_i, i < j, for all n.", theorem("vandermonde_determinant"))


def horner(c: list[int], x: Fraction) -> Fraction:
    """The value of c_0 + c_1 x + .. at x."""
    total = Fraction(0)
    for coefficient in reversed(c):
        total = total * x + coefficient
    return total


@claim("C-3.4-vdm-eval", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "(V c)_i = p_c(x_i), p_c(x) = c_0 + c_1 x + .. + c_(n-1) x^(n-1): a product with V evaluates a polynomial at the nodes.")
def evaluation() -> Points:
    """Proved for all sizes; beside it n = 4 written out, and products compared with Horner's rule."""
    yield supports("For all sizes, nodes and coefficients (and with V^T: power sums).", theorem("vandermonde_evaluates"))
    yield also("n = 4, written out.",
                   fact("[1,x,x^2,x^3; 1,y,y^2,y^3; 1,z,z^2,z^3; 1,w,w^2,w^3]*[a; b; c; d] = [a + x*(b + x*(c + x*d)); "
                        "a + y*(b + y*(c + y*d)); a + z*(b + z*(c + z*d)); a + w*(b + w*(c + w*d))]"))

    def agrees(seed: int) -> bool:
        draw, n = Random(seed), seed % 12 + 1
        c = [draw.randint(-9, 9) for _ in range(n)]
        x = [Fraction(draw.randint(-20, 20), draw.randint(1, 9)) for _ in range(n)]
        V = matrix([[v ** j for j in range(n)] for v in x])
        return V * matrix([[v] for v in c]) == matrix([[horner(c, v)] for v in x])
    yield also("n = 1, .., 12, random rational nodes, against Horner's rule.", tried(agrees, range(240)))


def chebyshev(n: int) -> list[int]:
    """The coefficients of T_n, from 1 up."""
    before, here = [1], [0, 1]
    for _ in range(n):
        before, here = here, [a - b for a, b in zip([0, *(2 * v for v in here)], [*before, 0, 0], strict=True)]
    return before


def chebyshev_bound(seed: int) -> bool:
    """With z = coefficients of T_(n-1): |V z|^2 <= n = |V e_1|^2 and |z|^2 >= 4^(n-2), so that kappa_2(V) >= 2^(n-2)."""
    draw, n = Random(seed), seed % 24 + 2
    x = [Fraction(k, 97) for k in draw.sample(range(-97, 98), n)]
    z = chebyshev(n - 1)
    values, ones = [horner(z, v) for v in x], [v ** 0 for v in x]
    return sum(v * v for v in values) <= sum(v * v for v in ones) == n and sum(c * c for c in z) >= 4 ** (n - 2)


def growing(n: int) -> bool:
    """kappa_2 >= 2^(n-2) for two sets of nodes, by the exact condition number."""
    sets = [[Fraction(2 * k, n - 1) - 1 for k in range(n)], [Fraction(1, k) for k in range(1, n + 1)]]
    return all(bool(condition_number(vandermonde(x)) >= 2 ** (n - 2)) for x in sets)


@claim("C-3.4-vdm-real", Kind.EMPIRICAL, Scope.ASYMPTOTIC, Standing.TRUE,
       "For real nodes the condition of an n x n Vandermonde matrix can grow exponentially with n.", sources=("Bec00",))
def real_nodes() -> Points:
    """Chebyshev's polynomial is small on [-1, 1] and has large coefficients: kappa_2 >= 2^(n-2) for all nodes there."""
    yield supports("t^2 + (1 - x^2) u^2 stays 1 from (t, u) = (1, 0) by (t, u) -> (x t - (1 - x^2) u, x u + t), for all n: "
                   "|T_n| <= 1 on [-1, 1].",
                   fact("(x*t - (1 - x^2)*u)^2 + (1 - x^2)*(x*u + t)^2 = t^2 + (1 - x^2)*u^2"))
    yield supports("With z its coefficients, |V z|^2 <= n = |V e_1|^2, |z|^2 >= 4^(n-2): kappa_2(V) >= 2^(n-2). Random nodes in "
                   "[-1, 1], n = 2, .., 25.", tried(chebyshev_bound, range(240)))
    yield supports("kappa_2 >= 2^(n-2) for equispaced nodes and for 1, 1/2, .., 1/n, n = 2, .., 11.",
                   tried(growing, range(2, 12)))
    yield also("It must grow so: the least condition over all real nodes is exponential in n.",
               assumed("Beckermann's bound for real Vandermonde matrices", "Bec00", "abstract"))
    kappa = {n: four_sets(n) for n in (5, 10, 15, 20)}
    equispaced, unit, inverse, points = kappa[20]
    yield also("n = 20: 2.72e8 equispaced in [-1, 1], 1.14e16 in [0, 1], 2.84e28 for 1/k, 9.48e6 at Chebyshev's points.",
               *about(equispaced, 272, 6), *about(unit, 114, 14), *about(inverse, 284, 26), *about(points, 948, 4),
               *(enclosed(ball, ">", 2 ** (n - 2)) for n, found in kappa.items() for ball in found),
               table=(("n", "equispaced in [-1, 1]", "equispaced in [0, 1]", "1/k", "Chebyshev's points", "2^(n-2)"),
                      *((str(n), *(digits(ball, 4) for ball in found), str(2 ** (n - 2))) for n, found in kappa.items())))


def four_sets(n: int) -> tuple[Any, ...]:
    """kappa_2 for equispaced nodes in [-1, 1] and in [0, 1], for 1, 1/2, .., 1/n and at Chebyshev's points."""
    sets = [[Fraction(2 * k, n - 1) - 1 for k in range(n)], [Fraction(k, n - 1) for k in range(n)],
            [Fraction(1, k) for k in range(1, n + 1)]]
    return *(condition_number(vandermonde(x)).enclose(6) for x in sets), condition_number(chebyshev_gram(n)).enclose(6).sqrt()


def about(ball: Any, digits: int, power: int) -> tuple[Check, Check]:
    """That digits 10^power < ball < (digits + 1) 10^power."""
    return enclosed(ball, ">", digits * 10 ** power), enclosed(ball, "<", (digits + 1) * 10 ** power)


def chebyshev_gram(n: int) -> Any:
    """V^T V for the zeros of T_n: sums of powers of cosines are central binomials, 4^(-k) C(2k, k) n for 2k < 2n."""
    sums = [Fraction(n * comb(k, k // 2), 2 ** k) if k % 2 == 0 else Fraction(0) for k in range(2 * n - 1)]
    return hankel(sums[:n], sums[n - 1:]).dense()


def half_circle_gram(m: int) -> Any:
    """V^* V for the 2m + 1 nodes (1 + i k/m)/(1 - i k/m), |k| <= m, between -i and i: real and rational."""
    def power(k: int, d: int) -> Fraction:
        z, w = exact(1), (1 + I * Fraction(k, m)) / (1 - I * Fraction(k, m))
        for _ in range(d):
            z = z * w
        return Fraction(str((z + 1 / z) / 2))
    return toeplitz([sum(power(k, d) for k in range(-m, m + 1)) for d in range(2 * m + 1)]).dense()


@claim("C-3.4-vdm-circle", Kind.EMPIRICAL, Scope.ALL, Standing.CONDITIONAL,
       "Vandermonde matrices with nodes on the unit circle are well conditioned.",
       hypothesis="The nodes are equally spaced over the whole circle: for the n-th roots of unity kappa_2 = 1.",
       correction="It depends on how evenly they are spread: the n-th roots of unity have kappa_2 = 1, but two nodes on the "
                  "circle can have any kappa_2 >= 1, and 13 nodes over half of it can have 2.3e4.", sources=("Pan16",))
def circle_nodes() -> Points:
    """Two nodes u, 1/u on the circle with kappa_2 = 1/m for every 0 < m <= 1; roots of unity are perfect for all n."""
    V = vandermonde([(1 + s * I / 1000) ** 2 / (1 + Fraction(1, 1000000)) for s in (1, -1)])
    gram = "[1 + m^2, 1 + m^2; (1 - m*i)^2, (1 + m*i)^2]*[1 + m^2, (1 + m*i)^2; 1 + m^2, (1 - m*i)^2]"
    yield against("u = (1 + mi)^2/(1 + m^2) and its conjugate: V^* V, times (1 + m^2)^2, has the eigenvalues 4(1 + m^2) and "
                  "4 m^2 (1 + m^2). So kappa_2 = 1/m, without bound at n = 2.",
                  fact("(1 + m*i)^2*(1 - m*i)^2 = (1 + m^2)^2"), fact(f"{gram}*[1; 1] = 4*(1 + m^2)*[1; 1]"),
                  fact(f"{gram}*[1; -1] = 4*m^2*(1 + m^2)*[1; -1]"), witness=str(V.dense()))
    yield also("m = 1/1000: kappa_2 = 1000.", compare(condition_number(V), "=", 1000))
    half = {2 * m + 1: condition_number(half_circle_gram(m)).enclose(8).sqrt() for m in (1, 2, 4, 6, 8)}
    yield also("Over half the circle, nodes (1 + i k/m)/(1 - i k/m), |k| <= m: 9 of them have kappa_2 > 400, 13 have 2.3e4.",
               enclosed(half[9], ">", 400), *about(half[13], 23, 3),
               table=(("n", "kappa_2, over half the circle", "kappa_2, roots of unity"),
                      *((str(n), digits(ball, 4), "1") for n, ball in half.items())))
    yield also("Large Vandermonde matrices are badly conditioned unless their nodes are more or less equally spaced on or about "
               "the circle.", sourced("Pan16", "abstract", "so is the leading block of half the size of a large Fourier matrix"))
    yield repair("F^* F = n I for the n-th roots of unity, for all n.", theorem("fourier_orthogonality"))


def rounded(x: Fraction, bits: int = 53) -> Fraction:
    """The nearest number with so many binary digits, ties to even: binary64 without its bounds on exponents.

    >>> rounded(Fraction(2 ** 53 + 1)) == 2 ** 53
    True
    """
    if not x:
        return Fraction(0)
    shift = bits - abs(x.numerator).bit_length() + x.denominator.bit_length()
    unit = Fraction(2) ** -shift
    unit = unit if abs(x) < 2 ** bits * unit else 2 * unit
    return round(x / unit) * unit


def by_shears(K: int) -> tuple[Fraction, Fraction]:
    """F_2 (1, 1) computed as F_2 S (S^-1 (1, 1)) for S = [1, K; 0, 1], each operation rounded to 53 digits."""
    x, y = rounded(1 - rounded(Fraction(K))), Fraction(1)
    top = rounded(x + rounded(K * y))
    return rounded(top + y), rounded(top - y)


@claim("C-3.4-fft-stable", Kind.EMPIRICAL, Scope.WORDS, Standing.IMPRECISE,
       "The fast Fourier transform is stable because its nodes, on the unit circle, make the matrix well conditioned.",
       correction="kappa_2(F) = 1 speaks of the matrix, not of an algorithm. The FFT is stable because each of its sparse "
                  "factors is sqrt(2) times a unitary matrix (radix 2), if its powers of w are accurate.", sources=("Hig02",))
def transform_stable() -> Points:
    """Another factorization of the perfectly conditioned F_2 loses all digits; the butterflies are unitary, for all sizes."""
    yield against("F_2 = (F_2 S) S^-1 with S = [1, K; 0, 1] is exact for every K; in double precision with K = 2^60 it sends "
                  "(1, 1) to (1, -1) in place of (2, 0).",
                  fact("[1, 1; 1, -1]*[1, K; 0, 1]*[1, -K; 0, 1] = [1, 1; 1, -1]"),
                  fact("[1, 1; 1, -1]^T*[1, 1; 1, -1] = 2*eye(2)"),
                  compare(by_shears(2 ** 60), "=", (1, -1)),
                  compare(matrix("1 1; 1 -1") * matrix("1; 1"), "=", matrix("2; 0")), witness="1 1; 1 -1")
    yield repair("F^* F = n I, for all n.", theorem("fourier_orthogonality"))
    yield repair("A stage [I, D; I, -D] with D^* D = I has B^* B = 2I, for all sizes.",
                 fact("eye(n)*eye(n) + eye(n)*eye(n) = 2*eye(n)", "eye(n)*D - eye(n)*D = zero(n, n)",
                      "E*eye(n) - E*eye(n) = zero(n, n)", "E*D + E*D = 2*eye(n)",
                      letters={"D": ("n", "n"), "E": ("n", "n")}, laws=("E*D = eye(n)",)))
    yield also("F_4 is such a stage, D = diag(1, -i), after two F_2 and a permutation.",
               fact("[1,1,1,1; 1,-i,-1,i; 1,-1,1,-1; 1,i,-1,-i] = [1,0,1,0; 0,1,0,-i; 1,0,-1,0; 0,1,0,i]"
                    "*[1,1,0,0; 1,-1,0,0; 0,0,1,1; 0,0,1,-1]*[1,0,0,0; 0,0,1,0; 0,1,0,0; 0,0,0,1]"))
    yield repair("From that follows an error of order log n roundings.",
                 sourced("Hig02", "chapter 24", "the relative error of radix-2 transforms is of order u log2 n"))


@claim("C-3.4-s4-vdm", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "The kernel sum of c_j x_j^k, k < L, of a diagonal state space is exactly a polynomial evaluation.",
       correction="It is V^T c, weighted power sums of the nodes: the transpose of polynomial evaluation V c.",
       sources=("GGG22",))
def kernel_is_transposed() -> Points:
    """The least nodes and weights for which V^T c is not V c; V^T c is the kernel for every length and size."""
    def breaks(pair: tuple[Any, Any]) -> bool:
        V, c = vandermonde(pair[0]).dense(), matrix([[v] for v in pair[1]])
        return bool(V.T * c != V * c)
    nodes = ((x, c) for n in (1, 2) for x in product(by_height(1), repeat=n) if all(a != b for a, b in combinations(x, 2))
             for c in product(by_height(1), repeat=n))
    x, c = least(nodes, breaks)
    yield against("Nodes 0, 1 and c = (0, 1): the kernel is V^T c = (1, 1), the values of p_c = x are V c = (0, 1).",
                  compare((x, c), "=", ((0, 1), (0, 1)), how="the least different nodes and weights among 0, 1, -1"),
                  fact("[1, 0; 1, 1]^T*[0; 1] = [1; 1]"), fact("[1, 0; 1, 1]*[0; 1] = [0; 1]"),
                  compare(matrix([[v] for v in s4d_kernel(x, [1, 1], c, 2)]), "=", matrix("1; 1")), witness="1 0; 1 1")
    yield repair("C diag(x)^t B is the sum of c_i b_i x_i^t, for every t and size.", theorem("s4d_kernel"))
