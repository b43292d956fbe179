"""The lesson's opening, continued: a missing dimension, and what it is said to do to training."""
from __future__ import annotations

from fractions import Fraction

from symbolic import (
    ExactMatrix,
    block_diagonal,
    defective_momentum,
    eigenvalue_structure,
    gradient_descent_matrix,
    gradient_regime,
    heavy_ball_matrix,
    identity,
    is_positive_definite,
    jordan_form,
    matrix,
    matrix_power,
    power_peak,
    rank,
    stable_steps,
    transient_threshold,
)
from verify.answers import Answer
from verify.claims.checks import Check, certified, compare, fact, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.defects import EXISTENCE, counted_by_ranks
from verify.claims.lesson.hidden import drawn, jordan_block
from verify.claims.search import ORDER, least, squares


def symmetric_is_never_defective() -> tuple[Check, ...]:
    """For a real symmetric A, (A - x I)^t v = 0 gives (A - x I) v = 0, and no eigenvalue is p + i q with q not 0."""
    return (theorem("symmetric_no_jordan_chain"), theorem("symmetric_eigenvalues_are_real"))


def hermitian_is_never_defective() -> tuple[Check, ...]:
    """For H = B + i C, B symmetric, C skew, x real, and (H - x)(u + i w) = f + i g with real u, w, f and g.

    |f|^2 + |g|^2 is u^T f' + w^T g', where f' + i g' = (H - x)(f + i g): so (H - x)^2 v = 0 only where (H - x) v = 0. For an
    eigenvalue x + i q it is f = -q w, g = q u, so f' = -q^2 u, g' = -q^2 w, and q^2 |v|^2 = -q^2 |v|^2: q = 0.
    """
    B, C = "(S + S^T - x*eye(n))", "(K - K^T)"
    f, g = f"({B}*u - {C}*w)", f"({C}*u + {B}*w)"
    letters: dict[str, tuple[int | str, int | str]] = {"S": ("n", "n"), "K": ("n", "n"), "u": ("n", 1), "w": ("n", 1)}
    return (fact(f"{f}^T*{f} + {g}^T*{g} = u^T*({B}*{f} - {C}*{g}) + w^T*({C}*{f} + {B}*{g})", letters=letters),
            fact("(-q*w)^T*(-q*w) + (q*u)^T*(q*u) + u^T*(q*(q*u)) + w^T*(q*(q*w)) = 2*q^2*(u^T*u + w^T*w)", letters=letters),
            theorem("vanishing_sum_of_squares"))


@claim("L-symmetry", Kind.EMPIRICAL, Scope.ALL, Standing.IMPRECISE,
       "Models with symmetries have degenerate eigenspaces, and are an example where diagonalization fails.",
       correction="Degenerate is not defective: in a real symmetric or Hermitian matrix a repeated eigenvalue has as many "
                  "independent eigenvectors as its multiplicity.", sources=("HJ13",))
def symmetry() -> Points:
    """A matrix that all permutations leave as it is: degenerate, and diagonalizable."""
    A = matrix("1 1 1; 1 1 1; 1 1 1")
    form = jordan_form(A)
    yield against("The matrix of ones, equal couplings of three units, has the eigenvalue 0 twice and is diagonalizable.",
                  certified(form), compare([b.size for b in form.blocks], "=", [1, 1, 1], form),
                  compare(max(s.algebraic for s in eigenvalue_structure(A)), "=", 2, form), witness=str(A))
    yield repair("A real symmetric or Hermitian matrix has real eigenvalues, and (A - x I)^2 v = 0 gives (A - x I) v = 0: every "
                 "block has size 1.", *symmetric_is_never_defective(), *hermitian_is_never_defective())


@claim("L-4x4", Kind.COMPUTATION, Scope.THIS, Standing.TRUE,
       "A 4 x 4 matrix can have one eigenvalue x with multiplicity 4 and only one independent eigenvector; these matrices are "
       "the ones similar to J_4(x).")
def four_by_four() -> Points:
    """The number of blocks is the number of independent eigenvectors; only one partition of 4 has one part."""
    form = jordan_form(jordan_block(3, 4))
    found = eigenvalue_structure(form.A)
    yield supports("J_4(3) is such a matrix.", certified(form),
                   compare([(s.algebraic, s.geometric) for s in found], "=", [(4, 1)], form,
                           Answer("rank", form.A - identity(4) * 3, 3)), witness=str(form.A))
    forms = {p: block_diagonal([jordan_block(0, k) for k in p]) for p in ((4,), (3, 1), (2, 2), (2, 1, 1), (1, 1, 1, 1))}
    ranks = {p: rank(N) for p, N in forms.items()}
    yield supports("One independent eigenvector means one block, so its size is 4: of the partitions of 4 only (4) has rank 3.",
                   theorem("jordan_block_sizes_from_ranks"), compare([p for p, r in ranks.items() if 4 - r == 1], "=", [(4,)],
                   *(Answer("rank", N, ranks[p]) for p, N in forms.items())), EXISTENCE)


@claim("L-pdp", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "A matrix with one eigenvalue x and fewer than n independent eigenvectors, such as J_4(x), is not P D P^-1 for any "
       "diagonal D.")
def no_diagonal_form() -> Points:
    """D would be x I, and then A itself: but A - x I has a power that is not 0."""
    yield supports("D has the eigenvalues of A, so D = x I and A = P (x I) P^-1 = x I, with n eigenvectors; and J_k(x) "
                   "is not x I for k >= 2, because N^(k-1) is not 0.",
                   fact("P*(x*eye(n))*Q = x*eye(n)", letters={"P": ("n", "n"), "Q": ("n", "n")}, laws=("P*Q = eye(n)",)),
                   theorem("nilpotency_index", "similar_characteristic_polynomial"))
    yield supports("For any block sizes: a diagonal form would be a Jordan form with other block sizes.",
                   theorem("jordan_form_unique"))


@claim("L-ones-count", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The Jordan form has a one above its diagonal for every missing eigenvector: the ones number the sum of a - g over the "
       "eigenvalues, which is n minus the number of blocks.", sources=("HJ13",))
def ones_counted() -> Points:
    """At each eigenvalue x, rank (A - x I) = (n - a) + ones."""
    yield supports("rank (A - x I) = (n - a) + the number of ones at x, and n - rank (A - x I) is the number of blocks at x.",
                   theorem("rank_of_power_from_blocks", "jordan_block_sizes_from_ranks"))
    yield supports("x stands a times on the diagonal of a triangular matrix that is similar to A.",
                   theorem("similar_characteristic_polynomial", "det_upper_triangular"))
    yield also("So it is for matrices whose blocks were drawn and then hidden.", tried(counted_by_ranks, drawn(200, 67)))


@claim("L-vanish-poly", Kind.EMPIRICAL, Scope.EMPIRICAL, Standing.FALSE,
       "Gradients vanish because of the polynomial factors that Jordan blocks bring.",
       correction="In a linear network they vanish because all |x| < 1; the factor delays it. For x = 0.9 the term n x^(n-1) "
                  "first rises to 3.87 and is below 1/1000 only from n = 112, x^n already from n = 66.", sources=("BSF94",))
def vanishing() -> Points:
    """The factor n makes the term larger than it would be without, for every n > 1; 1 x 1 weights vanish too."""
    W = matrix("9/10")
    yield against("W = (0.9) has no block larger than 1 and no polynomial factor, and its powers go to 0.",
                  certified(matrix_power(W)), compare(gradient_regime(W).word, "=", "vanishing", jordan_form(W)),
                  compare(gradient_regime(W).degree, "=", 0, jordan_form(W)), fact("0.9^66 < 0.001 <= 0.9^65"), witness=str(W))
    yield against("In a block of size 2 the term n 0.9^(n-1) is largest at n = 9 and 10, and below 1/1000 for good 46 steps "
                  "later than 0.9^n.",
                  compare(power_peak("9/10").indices, "=", (9, 10)), fact("9*0.9^8 = 10*0.9^9 > 3.874"),
                  fact("35*0.9^34 < 1 < 34*0.9^33", "112*0.9^111 < 0.001 <= 111*0.9^110"),
                  compare(transient_threshold("9/10", "1/1000") - transient_threshold("9/10", "1/1000", size=1), "=", 46),
                  witness="9/10 1; 0 9/10")
    x, steps = Fraction(9, 10), (1, 10, 34, 35, 66, 111, 112)
    powers = [matrix([[x, 1], [0, x]]) ** n for n in steps]
    yield also("Both entries of J_2(0.9)^n, rounded.",
               compare([W[0, 1] for W in powers], "=", [n * x ** (n - 1) for n in steps]),
               table=(("n", "0.9^n", "n 0.9^(n-1)"), *((str(n), f"{float(x ** n):.6f}", f"{float(n * x ** (n - 1)):.6f}")
                                                       for n in steps)))


@claim("L-learning-rate", Kind.EMPIRICAL, Scope.EMPIRICAL, Standing.FALSE,
       "The Jordan form explains why one learning rate trains and another, slightly different one, blows up.",
       correction="On a quadratic loss the matrix I - eta H of gradient descent is symmetric, so never defective; steps blow up "
                  "if |1 - eta h| > 1 for an eigenvalue h of H: for h > 0 above the rate 2/h. (With momentum it can be "
                  "defective.)",
       sources=("Pol64",))
def learning_rate() -> Points:
    """A 1 x 1 problem that blows up; no symmetric matrix has a block larger than 1; momentum can bring one."""
    def breaks(H: ExactMatrix) -> bool:
        return bool(is_positive_definite(H) and gradient_regime(gradient_descent_matrix(H, 1)).word == "exploding")
    H = least(squares(1, 3), breaks)
    M = gradient_descent_matrix(H, 1)
    yield against("For the loss 3 x^2/2 the rate 1 gives x -> -2 x, which blows up without a block larger than 1; at the rate "
                  "0.66 steps shrink, at 0.67 they grow: 2/3 is the limit.",
                  compare(H, "=", matrix("3"), how=f"the least one {ORDER}"), certified(matrix_power(M)),
                  compare([b.size for b in jordan_form(M).blocks], "=", [1], jordan_form(M)),
                  compare(stable_steps(H) * 3, "=", 2), fact("(1 - 1*3)^20 > 10^6"),
                  fact("(1 - 0.66*3)^2 < 1 < (1 - 0.67*3)^2"), witness=str(H))
    yield against("I - eta H is symmetric for every rate and symmetric H, so it is never defective.",
                  fact("(eye(n) - s*(B + B^T))^T = eye(n) - s*(B + B^T)", letters={"B": ("n", "n")}),
                  *symmetric_is_never_defective())
    ball = heavy_ball_matrix(matrix("1"), "1/4", defective_momentum("1/4", 1))
    yield also("Heavy ball at h is defective exactly at beta = (1 - s)^2, s^2 = alpha h: its discriminant is 0 there.",
               fact("(1 + (1-s)^2 - s^2)^2 - 4*(1-s)^2 = 0"),
               compare([b.size for b in jordan_form(ball).blocks], "=", [2], jordan_form(ball)), witness=str(ball))


@claim("L-collide", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "When eigenvalues of a matrix that varies collide, it loses its diagonal form.",
       correction="It can lose it: generically it does, but diag(0, t) is diagonal at t = 0 as well. A 2 x 2 matrix with a "
                  "double eigenvalue is defective unless it is a multiple of I.", sources=("HJ13",))
def collision() -> Points:
    """The least path t B through 0 with two eigenvalues that meet at t = 0."""
    B = least(squares(2, 1), lambda A: len(eigenvalue_structure(A)) == 2)
    yield against("diag(0, t) has the eigenvalues 0 and t, which collide at t = 0, and is diagonal there too.",
                  compare(B, "=", matrix("0 0; 0 1"), how=f"the least path t B {ORDER} of B"),
                  fact("det(x*eye(2) - t*B) = x*(x - t)", given={"B": B}), certified(jordan_form(B * 0)),
                  compare([b.size for b in jordan_form(B * 0).blocks], "=", [1, 1], jordan_form(B * 0)), witness="0 0; 0 1")
    yield repair("With the middle m of the two eigenvalues, (A - m I)^2 = (discriminant/4) I: where they collide A - m I is "
                 "nilpotent, and A is defective unless A = m I.",
                 fact("([a,b;c,d] - (a+d)/2*eye(2))^2 = ((a-d)^2 + 4*b*c)/4*eye(2)"))


@claim("L-iter-poly", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "When eigenvalues collide and the diagonal form is lost, the iterates grow polynomially, not exponentially.",
       correction="Only if the eigenvalue has |x| = 1: then like n^(k-1)/(k-1)! for a block of size k. For |x| > 1 growth stays "
                  "exponential, with that factor, and for |x| < 1 the iterates go to 0.", sources=("HJ13",))
def polynomial_iterates() -> Points:
    """Where the two eigenvalues 2 and 2 + t meet, powers still grow like 2^n."""
    A = matrix("2 1; 0 2")
    yield against("2 1; 0 2 + t loses its diagonal form at t = 0, where its powers are 2^n and n 2^(n-1).",
                  fact("det(x*eye(2) - [2,1;0,2+t]) = (x-2)*(x-2-t)"), certified(matrix_power(A)), certified(jordan_form(A)),
                  fact("A^64 = [2^64, 64*2^63; 0, 2^64]", "64*2^63 > 64^10", given={"A": A}), witness=str(A))
    yield repair("The entries of J_k(x)^n are C(n, j) x^(n-j), j < k, polynomials in n times x^n.",
                 theorem("jordan_block_powers"))
    yield also("At n = 1000 the entry C(n, 3) of J_4(1)^n is n^3/6 within 0.3 per cent.",
               fact("0.997 < binom(1000, 3)/(1000^3/6) < 1"))


@claim("L-every-rnn", Kind.EMPIRICAL, Scope.ALL, Standing.FALSE,
       "Jordan blocks of the recurrent weights are the failure mode of every vanilla recurrent network.",
       correction="No block is needed: one tanh unit with weight 2 at the state 0 has the gradient 2^t. The gradient of a "
                  "nonlinear network is a product of different Jacobians, and the Jordan form of none of them governs it.",
       sources=("BSF94",))
def every_network() -> Points:
    """One unit explodes; and the nilpotent Jacobians of a network with diagonalizable weights have a product that grows."""
    W = least(squares(1, 2), lambda A: gradient_regime(A).word == "exploding")
    yield against("One tanh unit with weight 2, at the state 0, where the slope is 1: its gradient is 2^t, without a block "
                  "larger than 1.", fact("4*inv(exp(0) + exp(-0))^2 = 1"),
                  compare(W, "=", matrix("2"), how=f"the least one {ORDER}"), certified(matrix_power(W)),
                  compare([b.size for b in jordan_form(W).blocks], "=", [1], jordan_form(W)),
                  fact("2^30 > 10^9"), witness=str(W))
    V = matrix("0 2; 2 0")
    yield against("Two rectified units with W = 0 2; 2 0, active in turn: W is diagonalizable, each Jacobian D W has only the "
                  "eigenvalue 0, and the product of two has the eigenvalue 4.", certified(jordan_form(V)),
                  fact("(diag(1, 0)*W)^2 = zero(2,2)", "(diag(0, 1)*W)^2 = zero(2,2)", given={"W": V}),
                  fact("diag(1, 0)*W*diag(0, 1)*W = diag(4, 0)", given={"W": V}), witness=str(V))
    yield also("The difficulty is that of long time spans, in recurrent networks at large.",
               sourced("BSF94", "abstract", "gradient based learning gets harder as dependencies span longer intervals"))
