"""The solutions of exercises 3.5 and 3.6: the best approximation by von Neumann's inequality, and Toeplitz times vector."""
from __future__ import annotations

from typing import Any

from symbolic import (
    best_approximation,
    circulant,
    circulant_embedding,
    matrix,
    ssm_kernel,
    svd,
    toeplitz,
    von_neumann_trace,
)
from symbolic.structured.counting import Operations, Tally
from verify.claims.checks import certified, compare, fact, observed, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.search import ORDER, least, rows_of, squares

LETTERS: dict[str, tuple[int | str, int | str]] = {
    "U": ("m", "m"), "V": ("n", "n"), "D": ("m", "n"), "B": ("m", "n"), "X": ("m", "k"), "Y": ("k", "n")}
ORTHOGONAL = ("U*U^T = eye(m)", "U^T*U = eye(m)", "V*V^T = eye(n)", "V^T*V = eye(n)")


@claim("C-sol3.5-ingredients", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "The proof uses the unitary invariance of the Frobenius norm, said to come from the decomposition A = U S V^T, S taken "
       "square.",
       correction="Invariance is a property of the norm: |U M V^T|_F = |M|_F for orthogonal U and V. It needs the full "
                  "decomposition, with S of the size m x n of A; with square S, U or V is not square unless m = n.",
       sources=("HJ13",))
def ingredients() -> Points:
    """For one 2 x 1 matrix the square S gives another distance; with the full decomposition M^T M keeps its trace."""
    A, B = matrix("1; 0"), matrix("0; 1")
    thin, whole = svd(A, full=False), svd(A)
    given = {"A": A, "B": B, "U": thin.U, "S": thin.S, "V": thin.V}
    yield against("A = e_1, B = e_2: with S = 1 (square) |S - U^T B V|^2 = 1, but |A - B|^2 = 2.", certified(thin),
                  compare(thin.S.shape, "=", (1, 1), thin), fact("A = U*S*V^T", given=given),
                  fact("(S - U^T*B*V)^T*(S - U^T*B*V) = [1]", "(A - B)^T*(A - B) = [2]", given=given),
                  witness=f"A = {A}, B = {B}")
    yield repair("With the full decomposition S has the size of A.", certified(whole),
                 compare(whole.S.shape, "=", A.shape, whole))
    yield repair("(U M V^T)^T (U M V^T) = V M^T M V^T, whose trace, the sum of the squares of all entries, is that of M^T M.",
                 fact("(U*D*V^T)^T*(U*D*V^T) = V*(D^T*D)*V^T", letters=LETTERS, laws=ORTHOGONAL),
                 theorem("similar_matrices_have_equal_power_sums"), theorem("frobenius_norm"))


@claim("C-sol3.5-rank", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "For A = U S V^T and C = U^T B V: C has rank at most k when B has, and |A - B|_F = |S - C|_F.")
def transformed() -> Points:
    """Both are identities in letters for orthogonal U and V; the Frobenius norm is the trace of M^T M."""
    yield supports("B = X Y of inner size k gives C = (U^T X)(Y V), of inner size k.",
                   fact("U^T*(X*Y)*V = (U^T*X)*(Y*V)", letters=LETTERS))
    yield supports("(A - B)^T (A - B) = V (S - C)^T (S - C) V^T, and both have one trace.",
                   fact("(U*D*V^T - B)^T*(U*D*V^T - B) = V*((D - U^T*B*V)^T*(D - U^T*B*V))*V^T",
                        letters=LETTERS, laws=ORTHOGONAL),
                   theorem("similar_matrices_have_equal_power_sums"), theorem("frobenius_norm"))


@claim("C-sol3.5-expand", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "|S - C|_F^2 = |S|_F^2 - 2 tr(S C^T) + |C|_F^2.")
def expansion() -> Points:
    """|M|_F^2 is tr(M^T M), and the trace is expanded, for all sizes."""
    yield supports("For all sizes: tr((S - C)^T (S - C)), and tr(M^T M) is the sum of the squares of the entries.",
                   theorem("frobenius_expansion", "frobenius_norm"))
    yield also("For S of size 2 x 2, tr(S C^T) is the sum of the products of entries.",
               fact("entry([a, b; c, d]*[p, q; r, s]^T, 1, 1) + entry([a, b; c, d]*[p, q; r, s]^T, 2, 2)"
                    " = a*p + b*q + c*r + d*s"))


@claim("C-sol3.5-vn", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "For C of rank at most k with singular values d_i, tr(S C^T) <= sum of s_i d_i over i <= k (von Neumann).",
       sources=("Mir75",))
def von_neumann() -> Points:
    """Von Neumann's inequality is proved for all sizes; d_i = 0 for i > k leaves the first k products."""
    yield supports("tr(A^T B) <= sum of x_i y_i, x and y the singular values of A and B, for all sizes.",
                   theorem("von_neumann_trace_inequality"))


@claim("C-sol3.5-equality", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "In tr(S C^T) <= sum of s_i d_i equality holds when C is diagonal in the same basis.",
       correction="Add the order and the signs: it holds when C = diag(d_1 >= d_2 >= .. >= 0). This is sufficient, not necessary "
                  "(ties among the s_i, zero d_i).", sources=("Mir75",),
       note="An earlier audit called the condition sufficient; without the order and the signs it is not.")
def equality_case() -> Points:
    """The least diagonal C without equality, and one with equality that is not diagonal."""
    S = matrix("1 0; 0 0")
    C = least(squares(2, 1, lambda i, j: i == j), lambda C: C.rows == 2 and not von_neumann_trace(S, C).is_equality)
    found, one, other = von_neumann_trace(S, C), svd(S), svd(C)
    yield against("S = diag(1, 0), C = diag(0, 1): tr(S C^T) = 0, and s_1 d_1 = 1.",
                  compare(C, "=", matrix("0 0; 0 1"), how=f"the least diagonal C {ORDER}"),
                  fact("S*C^T = zero(2, 2)", given={"S": S, "C": C}), compare(found.right, "=", 1, one, other),
                  compare(one.singular_values[0], "=", other.singular_values[0], one, other), witness=str(C))
    ties = von_neumann_trace(matrix("1 0; 0 1"), matrix("1 1; 1 1"))
    yield also("It is not necessary either: S = I and C = [1 1; 1 1] have equality.",
               compare(ties.left, "=", ties.right, svd(matrix("1 1; 1 1"))),
               fact("entry(C, 1, 2) ≠ 0", given={"C": matrix("1 1; 1 1")}), witness="1 1; 1 1")
    yield repair("With C = diag(d), d decreasing and not negative, the d_i are the singular values in order: tr(S C^T) = sum "
                 "s_i d_i, here for 3 x 3.",
                 fact("entry(diag(a, b, c)*diag(p, q, r)^T, 1, 1) + entry(diag(a, b, c)*diag(p, q, r)^T, 2, 2)"
                      " + entry(diag(a, b, c)*diag(p, q, r)^T, 3, 3) = a*p + b*q + c*r"))


@claim("C-sol3.5-optimise", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "Choosing the d_i so that the trace term sum of s_i d_i is largest gives d_i = s_i.",
       correction="For A not 0 the trace term alone has no largest value. Minimize the whole, the sum of (s_i - d_i)^2 over i <= "
                  "k plus the sum of s_i^2 over i > k: it is least for d_i = s_i. The conclusion stands.")
def optimised() -> Points:
    """From d = s the term grows without bound; the whole error is a sum of squares."""
    yield against("s (s + t) = s s + s t is larger than s s for every t > 0, and without bound.", fact("s*(s + t) - s*s = s*t"))
    S = matrix("1")
    C = least(squares(1, 2), lambda C: rows_of(S * C.T) > rows_of(S * S.T))
    yield against("The least case, S = 1: C = 2 has the trace term 2, larger than the 1 of C = S.",
                  compare(C, "=", matrix("2"), how=ORDER),
                  fact("S*C^T = [2]", "S*S^T = [1]", given={"S": S, "C": C}), witness=str(C))
    yield repair("s^2 - 2 s d + d^2 = (s - d)^2 is least for d = s.", fact("s^2 - 2*s*d + d^2 = (s - d)^2"))
    yield repair("The conclusion holds.", theorem("eckart_young_frobenius"), theorem("eckart_young_frobenius_attained"))


@claim("C-sol3.5-min", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "For A with singular values s_i the least |A - B|_F^2 over B of rank at most k is the sum of s_i^2 over i > k.",
       sources=("EY36", "Mir60"))
def minimum() -> Points:
    """A lower bound for every B = X Y and a B that attains it, for all sizes."""
    yield supports("No B does better, and A V_k V_k^T does as well.",
                   theorem("eckart_young_frobenius"), theorem("eckart_young_frobenius_attained"))
    best = best_approximation(matrix("3 0; 0 4; 0 0"), 1)
    yield also("[3 0; 0 4; 0 0], k = 1: the least error is 3.", certified(best), compare(best.error, "=", 3, best))


@claim("C-sol3.5-opnorm", Kind.BIBLIOGRAPHY, Scope.WORDS, Standing.IMPRECISE,
       "For the operator norm the bound |A - B| >= s_(k+1)(A) is 'Weyl's interlacing'.",
       correction="What is used is Weyl's inequality, s_(i+j-1)(X + Y) <= s_i(X) + s_j(Y), with X = A - B, Y = B, i = 1, j = k "
                  "+ 1 and s_(k+1)(B) = 0. It bounds from one side; theorems called interlacing bound from both.",
       sources=("HJ91",))
def operator_norm() -> Points:
    """Two theorems under their names: interlacing speaks of compressions, Weyl's inequality of sums."""
    yield against("Weyl's inequality for the singular values of a sum and the interlacing of those of a submatrix are different "
                  "statements.", sourced("HJ91", "chapter 3"))
    yield also("One half of interlacing: the i-th eigenvalue of a compression P^T M P is at most that of M.",
               theorem("cauchy_interlacing"))
    yield repair("Weyl's inequality for the singular values of a sum, and the bound for the operator norm.",
                 theorem("weyl_singular_values"), theorem("eckart_young_spectral"))


@claim("C-sol3.6-c", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The 2n x 2n circulant matrix with first column (t_0, .., t_(n-1), 0, t_(1-n), .., t_(-1)) has T as its leading n x n "
       "block.")
def column() -> Points:
    """Proved for all n, with any filler; n = 3 is replayed with letters for the entries."""
    yield supports("For all n: s = n has one filler, at place n.", theorem("circulant_embedding"))
    C = circulant(["a", "b", "c", 0, "e", "d"], symbols=["a", "b", "c", "d", "e"]).dense()
    yield also("n = 3.", fact("hcat(eye(3), zero(3, 3))*C*hcat(eye(3), zero(3, 3))^T = [a, d, e; b, a, d; c, b, a]",
                              given={"C": C}))


@claim("C-sol3.6-buffer", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "The zero in the middle of the column is a buffer that prevents wrap-around.",
       correction="Any number z may stand there, and it can be left out (size 2n - 1): the leading n x n block does not contain "
                  "it. What prevents wrap-around is that x is padded with zeros.")
def buffer() -> Points:
    """The embedding is proved for every filler and without one; n = 2 with the letter z is replayed."""
    yield against("The leading block is T for every filler, and for N = 2n - 1, where there is none.",
                  theorem("circulant_embedding"))
    C = circulant_embedding(toeplitz(["a", "c"], ["a", "b"], symbols=["a", "b", "c"]), 4, ["z"], symbols=["z"]).circulant.dense()
    small = circulant(["a", "c", "b"], symbols=["a", "b", "c"]).dense()
    yield against("n = 2: the block is [a b; c a], whatever z is, and in size 3 as well.",
                  fact("hcat(eye(2), zero(2, 2))*C*hcat(eye(2), zero(2, 2))^T = [a, b; c, a]", given={"C": C}),
                  fact("hcat(eye(2), zero(2, 1))*C*hcat(eye(2), zero(2, 1))^T = [a, b; c, a]", given={"C": small}),
                  witness="a b z c; c a b z; z c a b; b z c a")
    yield repair("The padding is what counts: C (x, 0) has T x on top.", theorem("circulant_embedding"))


@claim("C-sol3.6-pad", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The first n entries of C (x, 0) are T x, because x is padded with n zeros.")
def padding() -> Points:
    """Proved for all n; what another padding y would add is replayed for n = 2."""
    yield supports("For all n and x.", theorem("circulant_embedding"))
    yield supports("Because: with y in place of the zeros the block beside T adds to it, here [z c; b z] y.",
                   fact("[a, b, z, c; c, a, b, z]*[p; q; r; s] = [a, b; c, a]*[p; q] + [z, c; b, z]*[r; s]"))


@claim("C-sol3.6-dft", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "A circulant matrix with first column c is C = F^-1 diag(F c) F, F the Fourier matrix.")
def diagonalized() -> Points:
    """Proved for all n and every w of order n: n C = G diag(F c) F and G F = n I, G the Fourier matrix of 1/w."""
    yield supports("For all n.", theorem("circulant_diagonalization"), theorem("fourier_orthogonality"))


def transform(a: list[Any], tally: Tally) -> list[Any]:
    """The operations of a fast Fourier transform of length 2^k, on counting scalars: halves, twiddle factors, sums."""
    if len(a) == 1:
        return a
    even, odd = transform(a[::2], tally), transform(a[1::2], tally)
    odd = [w * y for w, y in zip(tally.vector(len(odd)), odd, strict=True)]
    return [x + y for x, y in zip(even, odd, strict=True)] + [x - y for x, y in zip(even, odd, strict=True)]


def counted(k: int) -> Operations:
    """The operations of one transform of length 2^k."""
    tally = Tally()
    a = tally.vector(2**k)
    tally.spent()
    transform(a, tally)
    return tally.spent()


@claim("C-sol3.6-cost", Kind.THEOREM, Scope.ASYMPTOTIC, Standing.TRUE,
       "T x costs three Fourier transforms and one product entry by entry, O(n log n) operations in all.")
def cost() -> Points:
    """A transform of length 2m is two of length m, m products and 2m sums: the recurrence is solved by induction."""
    yield supports("k 2^(k-1) products for the length 2^k: right for k = 0, and from k to k + 1 twice as many and 2^k more.",
                   fact("0*2^0/2 = 0", "2*(k*2^k/2) + 2^k = (k + 1)*2^(k + 1)/2"))
    yield supports("k 2^k sums likewise.", fact("0*2^0 = 0", "2*(k*2^k) + 2*2^k = (k + 1)*2^(k + 1)"))
    yield supports("At length N = 2^k with 2n - 1 <= N < 4n: 3 transforms and N products, (9 k + 2) N / 2 operations.",
                   fact("3*(k*2^k/2 + k*2^k) + 2^k = (9*k + 2)*2^k/2"), theorem("circulant_diagonalization"))
    yield supports("The counts of one transform on runs.",
                   tried(lambda k: counted(k) == Operations(k * 2**k // 2, 0, k * 2**k), range(10), "2^0 .. 2^9"))


@claim("C-sol3.6-s4", Kind.EMPIRICAL, Scope.WORDS, Standing.IMPRECISE,
       "This is the exact algorithm of S4, with the kernel computed once in advance.",
       correction="The kernel C A^k B changes with the parameters, so training computes it anew at every step; once is enough "
                  "for inference. 'Exact' holds in exact arithmetic; the FFT in floating point rounds.", sources=("GGR22",))
def s4_kernel() -> Points:
    """The kernel depends on A already for one state, and a run of the FFT on whole numbers is not exact."""
    one, two = (list(ssm_kernel(matrix(a), matrix("1"), matrix("1"), 3)) for a in ("1", "2"))
    yield against("A = 1 and A = 2 (B = C = 1) have the kernels 1, 1, 1 and 1, 2, 4: a step of training that changes A changes "
                  "it.",
                  compare(one, "≠", two), fact("[1, a, a^2] - [1, c, c^2] = (a - c)*[0, 1, a + c]"), witness="A = 1; A = 2")
    import numpy as np
    column, x = [j * j % 101 for j in range(100)], [(7 * j + 3) % 101 * (j < 50) for j in range(100)]
    exact = [int(str(row[0])) for row in circulant(column).matvec(x).entries()]
    how = f"numpy {np.__version__}, numpy.fft"
    found = np.fft.ifft(np.fft.fft(column) * np.fft.fft(x)).real
    yield against("C (x, 0) for n = 50, whole numbers, by numpy.fft: close to the right numbers, and not all of them right.",
                  observed(np.abs(found - exact).max(), "<", 1e-6, how),
                  observed(int((found != exact).sum()), ">", 0, how))
    yield repair("In exact arithmetic the outputs are the causal convolution of the kernel C A^k B with the input.",
                 theorem("s4_convolution"), theorem("circulant_embedding"))
    yield repair("The kernel is a function of the parameters that are trained.",
                 sourced("GGR22", "section 3.4", "Lambda, P, Q, B, C are trainable"))
