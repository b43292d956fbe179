"""The lesson's opening: when diagonalization fails, what it is said to mean, and how many ones stand above the diagonal."""
from __future__ import annotations

from itertools import product

from symbolic import (
    ExactMatrix,
    companion,
    damping,
    eigenvalue_structure,
    expm,
    gradient_regime,
    identity,
    is_diagonalizable,
    jordan_form,
    matrix,
    matrix_power,
    parse_polynomial,
    rank,
    transfer_function,
)
from verify.answers import Answer
from verify.claims.checks import assumed, certified, compare, fact, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.hidden import Block, drawn, jordan_block
from verify.claims.search import ORDER, least, squares

EXISTENCE = assumed("every complex square matrix is similar to a Jordan matrix", "HJ13", "section 3.1")


@claim("L-most-diag", Kind.EMPIRICAL, Scope.EMPIRICAL, Standing.CONDITIONAL, "Most square matrices are diagonalizable.",
       hypothesis="The entries have a joint law with a density: then defective matrices together have probability 0.",
       correction="With probability 1, for entries drawn from a joint law with a density. Other laws differ: of the 64 upper "
                  "triangular 3 x 3 matrices of zeros and ones, 39 are defective.", sources=("HJ13", "CT05"))
def most_are_diagonalizable() -> Points:
    """A law under which most are defective; and a polynomial that is 0 on every matrix with a repeated eigenvalue."""
    places = [(i, j) for i in range(3) for j in range(i, 3)]
    family = [matrix([[dict(zip(places, v, strict=True)).get((i, j), 0) for j in range(3)] for i in range(3)])
              for v in product((0, 1), repeat=6)]
    forms = [jordan_form(A) for A in family]
    defective = sum(1 for form in forms if any(b.size > 1 for b in form.blocks))
    yield against("Of the upper triangular 3 x 3 matrices with entries 0 and 1, each equally likely, more than half "
                  "are defective.", compare(2 * defective, ">", len(family), *forms), compare(defective, "=", 39),
                  witness="0 1 0; 0 0 0; 0 0 0")
    yield repair("A repeated eigenvalue is a zero of the discriminant of det(x I - A), a polynomial in the entries that is not "
                 "0 at diag(1, .., n) (for 2 x 2 matrices it is (a - d)^2 + 4 b c); such zeros have measure 0.",
                 fact("(a+d)^2 - 4*det([a,b;c,d]) = (a-d)^2 + 4*b*c"), fact(
                     "(entry(D,1,1) - entry(D,2,2))^2 + 4*entry(D,1,2)*entry(D,2,1) ≠ 0", given={"D": matrix("1 0; 0 2")}),
                 tried(lambda A: bool(is_diagonalizable(A) or (A[0, 0] - A[1, 1]) ** 2 + 4 * A[0, 1] * A[1, 0] == 0),
                       [matrix([r[:2], r[2:]]) for r in product(range(-2, 3), repeat=4)], "discriminant not 0: diagonalizable"),
                 assumed("the resultant of p and p', up to sign the discriminant of a monic p, is 0 exactly when p has a "
                         "repeated root", "GG13", "chapter 6"),
                 assumed("a matrix with n distinct eigenvalues is diagonalizable", "HJ13", "section 1.3"),
                 assumed("the zeros of a polynomial that is not 0 everywhere have Lebesgue measure 0", "CT05"))


@claim("L-when-not", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "A is not diagonalizable exactly when some repeated eigenvalue has fewer independent eigenvectors than its multiplicity.",
       sources=("HJ13",))
def when_it_fails() -> Points:
    """By rank (A - x I) = (n - a) + ones above the diagonal at x, g = a - ones; and the block sizes are those of A alone."""
    yield supports("With A = P J P^-1, x stands a times on the diagonal of J, with a - g ones above it; other P give the same "
                   "block sizes.", theorem("similar_characteristic_polynomial", "det_upper_triangular",
                                           "rank_of_power_from_blocks", "jordan_form_unique"), EXISTENCE)
    yield also("On matrices whose blocks were drawn and hidden, a - g from ranks is positive somewhere just when a block is not "
               "1 x 1.", tried(counted_by_ranks, drawn(200, 61)))


def counted_by_ranks(case: tuple[ExactMatrix, list[Block]]) -> bool:
    """The ones above the diagonal at every eigenvalue x are a - n + rank(A - x I)."""
    A, blocks = case
    return all(a - A.rows + rank(A - identity(A.rows) * x) == sum(k - 1 for y, k in blocks if y == x)
               for x in {y for y, _ in blocks} for a in [sum(k for y, k in blocks if y == x)])


@claim("L-double-pole", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "A double pole of a transfer function is the same as a Jordan block of size 2 of the system, which is critical damping.",
       correction="With one input and one output a double pole needs a block of size 2 or more, but a block may be cancelled. "
                  "Critical damping is a double negative root of a second-order system; 1/(s^2 + 2 s + 5)^2, with double poles, "
                  "oscillates.", sources=("Kai80",))
def double_pole() -> Points:
    """A block without a double pole, a double pole without a block, and one that is not critically damped."""
    hides = transfer_function(jordan_block(-1, 2), matrix("0; 1"), matrix("0 1"))
    yield against("J_2(-1) with B = (0, 1) and C = (0, 1) has the transfer function 1/(s + 1): a block, and no double pole.",
                  certified(hides), certified(jordan_form(hides.A)), compare([p.order for p in hides.poles], "=", [1], hides),
                  compare([b.size for b in jordan_form(hides.A).blocks], "=", [2]), witness="-1 1; 0 -1")
    two = transfer_function(-identity(2), identity(2), identity(2))
    yield against("Two inputs and outputs: diag(1/(s + 1), 1/(s + 1)) has McMillan degree 2 at -1 and no block of size 2.",
                  compare(two.mcmillan_degree, "=", 2, two, Answer("rank", two.B, 2), Answer("rank", two.C, 2)),
                  compare([b.size for b in jordan_form(two.A).blocks], "=", [1, 1], jordan_form(two.A)), witness="-1 0; 0 -1")
    A = companion(parse_polynomial("(x^2+2*x+5)^2")).dense().T
    swings = transfer_function(A, matrix("0; 0; 0; 1"), matrix("1 0 0 0"))
    yield against("1/(s^2 + 2 s + 5)^2 has double poles -1 + 2i and -1 - 2i: it swings, and is not critically damped.",
                  compare([p.order for p in swings.poles], "=", [2], swings), fact("(-1+2*i)^2 + 2*(-1+2*i) + 5 = 0"),
                  compare(damping(1, 2, 5).discriminant, "<", 0), witness=str(A))
    yield repair("(s - J_k(x))^-1 = -J_k(x - s)^-1 has powers of 1/(s - x) up to k only, so a double pole needs a block of size "
                 "2 or more; and x'' + 2 w x' + w^2 x = 0, critically damped, is similar to J_2(-w).",
                 theorem("jordan_block_inverse"), EXISTENCE,
                 fact("[0,1;-w^2,-2*w]*[1,0;-w,1] = [1,0;-w,1]*[-w,1;0,-w]", "det([1,0;-w,1]) = 1"))


@claim("L-poly-modes", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "Defective weight matrices make gradients grow polynomially instead of exponentially.",
       correction="The powers of a block have the entries C(n, j) x^(n-j): a polynomial factor times x^n. They grow like a "
                  "polynomial only if |x| = 1, exponentially if |x| > 1, and go to 0 if |x| < 1.", sources=("HJ13",))
def polynomial_modes() -> Points:
    """The least defective integer matrix with powers that grow exponentially, in closed form for all n."""
    W = least(squares(2, 2), lambda A: not is_diagonalizable(A) and gradient_regime(A).squared_radius > 1)
    yield against("2 0; 1 2 is defective and its n-th power has 2^n on the diagonal and n 2^(n-1) beside it.",
                  compare(W, "=", matrix("2 0; 1 2"), how=f"the least one {ORDER}"), certified(matrix_power(W)),
                  compare([b.size for b in jordan_form(W).blocks], "=", [2], jordan_form(W)),
                  fact("W^64 = [2^64, 0; 64*2^63, 2^64]", "2^64 > 64^10", given={"W": W}), witness=str(W))
    yield against("1/2 1; 0 1/2 is defective, and its powers go to 0.",
                  fact("[1/2,1;0,1/2]^20 = [1/2^20, 20/2^19; 0, 1/2^20]", "20/2^19 < 1/10000"), witness="1/2 1; 0 1/2")
    yield repair("The entries are C(n, j) x^(n-j), for all sizes and n.", theorem("jordan_block_powers"))


@claim("L-fA", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "To compute f(A), such as e^A or a square root, for a matrix A that is not diagonalizable, the Jordan form is required.",
       correction="f(A) = p(A) for the polynomial p that takes the values and derivatives of f at the eigenvalues (Hermite); "
                  "software uses the Schur form or scaling and squaring (Higham 2008). No Jordan basis is needed.",
       sources=("Hig08",))
def functions_without_jordan() -> Points:
    """f(A) as a polynomial in A: no basis is changed anywhere."""
    A = least(squares(2, 1), lambda M: not is_diagonalizable(M))
    yield against("For the least defective matrix 0 0; 1 0 the exponential is I + A, because A^2 = 0.",
                  compare(A, "=", matrix("0 0; 1 0"), how=f"the least one {ORDER}"), fact("A^2 = zero(2, 2)", given={"A": A}),
                  certified(expm(A)), witness=str(A))
    yield against("sqrt(A) = f(3) I + f'(3) (A - 3 I) for the defective matrix 5 4; -1 1, f the square root.",
                  fact("(sqrt(3)*eye(2) + 1/(2*sqrt(3))*(A - 3*eye(2)))^2 = A", given={"A": matrix("5 4; -1 1")}),
                  compare([b.size for b in jordan_form(matrix("5 4; -1 1")).blocks], "=", [2], jordan_form(matrix("5 4; -1 1"))),
                  witness="5 4; -1 1")
    yield repair("One polynomial of degree below n takes these values and derivatives; p(A) depends on nothing else of p.",
                 theorem("hermite_interpolation", "polynomial_through_spectral_components"),
                 sourced("Hig08", "chapters 9 and 10", "the Schur-Parlett method; scaling and squaring for e^A"))


@claim("L-ode-repeat", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "A repeated eigenvalue x of A makes solutions of y' = A y contain the term t e^(x t).",
       hypothesis="The eigenvalue is defective (for a scalar equation of higher order every repeated root is).",
       correction="A defective eigenvalue does. A repeated one with as many independent eigenvectors as its multiplicity, as in "
                  "A = 2 I, contributes e^(x t) times a constant vector only.", sources=("Hig08",))
def repeated_in_odes() -> Points:
    """The zero matrix has the eigenvalue 0 twice and constant solutions; a block of size 2 or more has the term."""
    A = least(squares(2, 1), lambda M: any(s.algebraic > 1 for s in eigenvalue_structure(M)))
    yield against("The least matrix with a repeated eigenvalue is the zero matrix of size 2: its solutions are constant.",
                  compare(A, "=", matrix("0 0; 0 0"), how=f"the least one {ORDER}"), certified(expm(A)),
                  fact("A*(eye(2) + t*A) = zero(2, 2)", given={"A": A}),
                  compare(eigenvalue_structure(A)[0].algebraic, "=", 2, jordan_form(A)), witness=str(A))
    yield also("A = 2 I has e^(tA) = e^(2t) I.", certified(expm(identity(2) * 2)), witness="2 0; 0 2")
    yield repair("e^(t J_k(x)) has t e^(x t) above its diagonal for all k >= 2, and e^(tA) = P e^(tJ) P^-1; the companion "
                 "matrix of a scalar equation is similar to one block for each root.",
                 theorem("jordan_block_exponential", "exponential_of_similar_matrix", "companion_to_jordan",
                         "confluent_vandermonde_inverse"))
