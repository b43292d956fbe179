"""Section 3.3: the condition of HiPPO, and what S4 inverts."""
from __future__ import annotations

from typing import Any

from flint import arb

from symbolic import condition_number, hippo_legs, unit_columns
from verify.claims.checks import enclosed, sourced, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair
from verify.claims.entries import claim, unsettled


def digits(ball: Any, count: int) -> str:
    """The middle of a ball, rounded.

    >>> digits(arb(2).sqrt(), 4)
    '1.414'
    """
    return str(ball.str(count, radius=False))


@claim("C-3.3-hippo-bounded", Kind.EMPIRICAL, Scope.ASYMPTOTIC, Standing.FALSE,
       "The condition number of HiPPO-LegS stays bounded as N grows.",
       correction="It grows as N^2: (N^2 + 1) / 2 <= kappa <= 1 + (4/pi) N^2 for all N. For N = 2, 8, 32, 64 it is 3.73, "
                  "67.7, 1163.0, 4750.3.", sources=("GDE20", "GGR22"))
def hippo_bounded() -> Points:
    """A lower bound (N^2 + 1) / 2 is proved for all N; enclosures show the growth."""
    yield against("kappa >= (N^2 + 1) / 2 for all N >= 1: no bound serves all N.", theorem("hippo_legs_condition_below"))
    yield also("Simpler: the eigenvalues are -1, .., -N, so kappa >= max |x| / min |x| = N.", theorem("hippo_legs_eigenvectors"))
    yield repair("kappa <= 1 + (4/pi) N^2 for all N: the order is N^2.", theorem("hippo_legs_condition_of_order_n_squared"))
    kappas = {n: condition_number(hippo_legs(n)).enclose(12) for n in (2, 4, 8, 16, 32, 64)}
    for n, low, high in ((2, "3.732", "3.733"), (8, "67.71", "67.72"), (32, "1163.0", "1163.1"), (64, "4750.2", "4750.3")):
        yield also(f"N = {n}: kappa is between {low} and {high}.", enclosed(kappas[n], ">", arb(low)),
                   enclosed(kappas[n], "<", arb(high)))
    upper = {n: 1 + 4 * n * n / arb.pi() for n in kappas}
    yield also("Enclosures between the two bounds.", *(enclosed(2 * kappa, ">", n * n + 1) for n, kappa in kappas.items()),
               *(enclosed(kappa, "<", upper[n]) for n, kappa in kappas.items()),
               table=(("N", "(N^2 + 1)/2", "kappa", "1 + (4/pi) N^2", "kappa / N^2"),
                      *((str(n), f"{(n * n + 1) / 2}", digits(kappa, 7), digits(upper[n], 6), digits(kappa / n ** 2, 4))
                        for n, kappa in kappas.items())))


@claim("C-3.3-hippo-why", Kind.EMPIRICAL, Scope.WORDS, Standing.FALSE,
       "A bounded condition number is why HiPPO is the standard initialization.",
       correction="HiPPO was derived as the operator that keeps the coefficients of the best polynomial approximation of the "
                  "input so far, and is used for that memory; its condition number is not bounded.", sources=("GDE20", "GGR22"))
def hippo_why() -> Points:
    """The papers give another reason, and the reason given is not a fact."""
    yield against("The matrix is derived from optimal online projection of the input onto polynomials, not from its condition.",
                  sourced("GDE20", "theorem 2", "LegS keeps the coefficients of a Legendre projection"))
    yield against("S4 starts from the HiPPO matrix for its long-range memory, and finds its diagonalization infeasible in "
                  "floating point.",
                  sourced("GGR22", "section 2.2; section 3.1, lemma 3.2",
                          "its eigenvectors have entries of magnitude up to 2^(4N/3)"))
    yield also("The premise is false.", theorem("hippo_legs_condition_below"))


@claim("C-3.3-s4-invert", Kind.EMPIRICAL, Scope.WORDS, Standing.FALSE,
       "The kernel of S4 inverts an ill-conditioned Vandermonde-Cauchy matrix.",
       correction="S4 multiplies with Cauchy matrices, inverts a matrix of the size of the low rank (1 x 1 for LegS), and ends "
                  "with an inverse DFT, of condition 1. Ill-conditioned are the eigenvectors of HiPPO, which it avoids.",
       sources=("GGR22",))
def s4_kernel() -> Points:
    """The algorithm as published; its formulas are theorems, in which the only inverse is of 1 + q^T (z - D)^-1 p."""
    yield against("Algorithm 1: Cauchy products, Woodbury's identity, an inverse FFT. The resolvent of diagonal plus rank "
                  "one needs four Cauchy sums and one division; the kernel is read off its generating function at roots of "
                  "unity.",
                  sourced("GGR22", "algorithm 1 and section 3.2"),
                  theorem("s4_truncated_generating_function", "s4_bilinear_lemma", "dplr_transfer_function"))
    yield against("The inverse DFT is F* / n, with F* F = n I: condition 1.", sourced("GGR22", "algorithm 1, the last step"),
                  theorem("fourier_orthogonality"))
    A = hippo_legs(16)
    kappa = condition_number(unit_columns(A.eigenvectors, A.scaling)).enclose(8)
    yield also("The eigenvectors of HiPPO-LegS at N = 16, scaled to length 1, have condition above 8 * 10^10.",
               enclosed(kappa, ">", 8 * 10 ** 10))
    yield repair("For any rank r the one inverse is of an r x r matrix of Cauchy sums.", theorem("dplr_resolvent"))


unsettled("C-3.3-s4-careful", Kind.EMPIRICAL,
          "The S4 paper handles the conditioning of its kernel with care, and naive implementations do not.",
          "A judgement of a paper and of unnamed programs: no implementation is given that could be run and compared.",
          scope=Scope.WORDS, section=__name__)

unsettled("C-3.3-mamba3", Kind.EMPIRICAL, "Mamba-3 places its eigenvalues so that the conditioning is good.",
          "The text gives no formula, number or place for it, so there is nothing to check.", scope=Scope.WORDS, section=__name__)
