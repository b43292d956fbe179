"""The lesson's questions 1 and 2: block sizes from multiplicities, and what orthogonal weights keep."""
from __future__ import annotations

from flint import arb

from symbolic import (
    ExactMatrix,
    block_diagonal,
    eigenvalue_structure,
    identity,
    jordan_form,
    matrix,
    matrix_power,
    rank,
    rnn_gradient,
    rnn_run,
    squared_modulus,
    stability,
    zero,
)
from verify.answers import Answer
from verify.claims.checks import Check, assumed, certified, compare, enclosed, fact, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.defects import EXISTENCE
from verify.claims.lesson.hidden import Block, drawn, jordan_block
from verify.claims.lesson.uses import RECURRENT, SAXE
from verify.claims.search import ORDER, least, squares

PARTITIONS = {3: ((3,), (2, 1), (1, 1, 1)), 4: ((4,), (3, 1), (2, 2), (2, 1, 1), (1, 1, 1, 1))}
LETTERS: dict[str, tuple[int | str, int | str]] = {"Q": ("n", "n"), "u": ("n", 1), "w": ("n", 1)}


def with_eigenvectors(n: int, g: int, expected: list[tuple[int, ...]]) -> Check:
    """That these are the partitions of n whose Jordan matrix N of the eigenvalue 0 has n - rank N = g."""
    forms = {p: block_diagonal([jordan_block(0, k) for k in p]) for p in PARTITIONS[n]}
    return compare([p for p, N in forms.items() if n - rank(N) == g], "=", expected,
                   *(Answer("rank", N, rank(N)) for N in forms.values()))


@claim("L-q1", Kind.COMPUTATION, Scope.THIS, Standing.TRUE,
       "A 3 x 3 matrix with the eigenvalue 2, a = 3 and g = 1 has the Jordan form J_3(2), and no other is possible.")
def one_eigenvector() -> Points:
    """Of the partitions of 3 only (3) has n - rank N = 1; the number of blocks is n - rank N."""
    yield supports("It has some Jordan form; of the sizes (3), (2, 1), (1, 1, 1) only (3) has one independent eigenvector.",
                   with_eigenvectors(3, 1, [(3,)]), theorem("jordan_block_sizes_from_ranks"), EXISTENCE)
    J = jordan_block(2, 3)
    found = eigenvalue_structure(J)
    yield supports("J_3(2) is such a matrix.", certified(jordan_form(J)),
                   compare([(s.algebraic, s.geometric) for s in found], "=", [(3, 1)], jordan_form(J),
                           Answer("rank", J - identity(3) * 2, 2)), witness=str(J))


@claim("L-q1-g2", Kind.COMPUTATION, Scope.THIS, Standing.TRUE,
       "A 3 x 3 matrix with the eigenvalue 2, a = 3 and g = 2 has the Jordan form with the blocks J_2(2) and J_1(2).")
def two_eigenvectors() -> Points:
    """Of the partitions of 3 only (2, 1) has n - rank N = 2; for 4 there are two such."""
    yield supports("It has some Jordan form; of the sizes (3), (2, 1), (1, 1, 1) only (2, 1) has 2 independent eigenvectors.",
                   with_eigenvectors(3, 2, [(2, 1)]), theorem("jordan_block_sizes_from_ranks"), EXISTENCE)
    J = block_diagonal([jordan_block(2, 2), jordan_block(2, 1)])
    yield supports("J_2(2) with J_1(2) is such a matrix.", certified(jordan_form(J)),
                   compare(3 - rank(J - identity(3) * 2), "=", 2, Answer("rank", J - identity(3) * 2, 1)), witness=str(J))
    yield also("For a = 4 and g = 2 both (3, 1) and (2, 2) are possible.", with_eigenvectors(4, 2, [(3, 1), (2, 2)]))


def counts_blocks(case: tuple[ExactMatrix, list[Block]]) -> bool:
    """Whether n - rank(A - x I) is the number of blocks of x that were drawn."""
    A, blocks = case
    return all(A.rows - rank(A - identity(A.rows) * x) == sum(y == x for y, _ in blocks) for x, _ in blocks)


@claim("L-q1-blocks", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The number of Jordan blocks of an eigenvalue x is the dimension of the kernel of A - x I.", sources=("HJ13",))
def number_of_blocks() -> Points:
    """The difference rank N^0 - rank N^1 counts the blocks of size at least 1: all of them."""
    yield supports("rank N^(t-1) - rank N^t is the number of blocks of size at least t; for t = 1 it is n - rank(A - x I).",
                   theorem("jordan_block_sizes_from_ranks"))
    yield also("On matrices with drawn and hidden blocks.", tried(counts_blocks, drawn(200, 89)))


@claim("L-q2-unit", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Every eigenvalue x of an orthogonal matrix has |x| = 1.", sources=("HJ13",))
def unit_eigenvalues() -> Points:
    """Q v = x v with v = u + i w, x = p + i q, by real and imaginary parts: Q keeps lengths, so |x|^2 |v|^2 = |v|^2."""
    yield supports("|Q u|^2 + |Q w|^2 = |u|^2 + |w|^2; with Q u = p u - q w and Q w = q u + p w it is "
                   "(p^2 + q^2)(|u|^2 + |w|^2); and v is not 0, so p^2 + q^2 = 1.",
                   fact("(Q*u)^T*(Q*u) + (Q*w)^T*(Q*w) = u^T*u + w^T*w", letters=LETTERS, laws=("Q^T*Q = eye(n)",)),
                   fact("(p*u-q*w)^T*(p*u-q*w) + (q*u+p*w)^T*(q*u+p*w) = (p^2+q^2)*(u^T*u + w^T*w)", letters=LETTERS),
                   theorem("vanishing_sum_of_squares"))
    R = matrix("3/5 -4/5; 4/5 3/5")
    yield also("3/5 -4/5; 4/5 3/5 has the eigenvalues (3 + 4i)/5 and (3 - 4i)/5.", certified(Answer("inverse", R, R.T)),
               certified(jordan_form(R)), fact("(3/5+4/5*i)*(3/5-4/5*i) = 1"),
               compare(R * R.T, "=", identity(2)), witness=str(R))


def unit_moduli(A: ExactMatrix) -> bool:
    """Whether every eigenvalue has modulus 1."""
    return all(squared_modulus(s.eigenvalue) == 1 for s in eigenvalue_structure(A))


def unbounded(A: ExactMatrix) -> bool:
    """Whether all eigenvalues have modulus 1 and the powers of A are not bounded."""
    return unit_moduli(A) and stability(A, discrete=True).word == "unstable"


def keeps_length() -> tuple[Check, ...]:
    """|Q u|^2 = |u|^2 in one step, and |C^t x|^2 <= c^t |x|^2 for all t, for C = Q and for C = Q^T, with c = 1."""
    return (fact("(Q*u)^T*(Q*u) = u^T*u", letters=LETTERS, laws=("Q^T*Q = eye(n)",)),
            fact("(Q^T*u)^T*(Q^T*u) = u^T*u", letters=LETTERS, laws=("Q*Q^T = eye(n)",)),
            theorem("one_sided_inverse", "contraction_powers"))


@claim("L-q2-nodecay", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "All eigenvalues of an orthogonal matrix have |x| = 1, hence its powers neither decay nor explode.",
       correction="True, but not for that reason: 1 0; 1 1 has only the eigenvalue 1 and unbounded powers. An orthogonal Q keeps "
                  "lengths, |Q^t v| = |v|, because Q^T Q = I.", sources=("HJ13",))
def no_decay() -> Points:
    """The least matrix with all |x| = 1 and unbounded powers; and the reason that holds."""
    A = least(squares(2, 1), unbounded)
    yield against("1 0; 1 1 has the eigenvalue 1 twice, and its t-th power has t below the diagonal.",
                  compare(A, "=", matrix("1 0; 1 1"), how=f"the least one {ORDER}"), certified(matrix_power(A)),
                  fact("det(x*eye(2) - A) = (x - 1)^2", "[1,0;t,1]*A = [1,0;t+1,1]", given={"A": A}), witness=str(A))
    yield repair("|Q^t v| <= |v|, and the same for Q^T, which undoes it: |Q^t v| = |v| for all t.", *keeps_length())


def normal_has_no_block() -> tuple[Check, ...]:
    """For M = Q^2 - 2p Q + r, Q orthogonal: M^2 u = 0 gives M^T M u = 0 and M u = 0.

    M = (Q - x)(Q - y) has the roots x and y = 2p - x of z^2 - 2p z + r: a block of size 2 or more would have M^2 u = 0 and
    M u not 0. The case of one real eigenvalue x is Q - x in place of M.
    """
    checks: list[Check] = []
    for M, back in (("(Q - x*eye(n))", "(Q^T - x*eye(n))"),
                    ("(Q*Q - 2*p*Q + r*eye(n))", "(Q^T*Q^T - 2*p*Q^T + r*eye(n))")):
        checks.append(fact(f"({back}*{M}*u)^T*({back}*{M}*u) = ({M}*{M}*u)^T*({M}*{M}*u)",
                           f"({M}*u)^T*({M}*u) = u^T*({back}*{M}*u)", letters=LETTERS,
                           laws=("Q^T*Q = eye(n)", "Q*Q^T = eye(n)")))
    return (*checks, theorem("vanishing_sum_of_squares"))


@claim("L-q2-collapse", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "For orthogonal weights all |x| = 1, so the Jordan blocks collapse.",
       correction="Nothing collapses: an orthogonal matrix is normal, so it is unitarily diagonalizable and has no block larger "
                  "than 1. That |x| = 1 for all x would not do: 1 0; 1 1 is a block of size 2.", sources=("HJ13",))
def collapsing_blocks() -> Points:
    """The same least matrix has a block of size 2; and no orthogonal matrix ever has one."""
    A = least(squares(2, 1), unbounded)
    yield against("1 0; 1 1 has |x| = 1 for its eigenvalues, and its block of size 2 is still there.",
                  compare(A, "=", matrix("1 0; 1 1"), how=f"the least one {ORDER}"), certified(jordan_form(A)),
                  compare([b.size for b in jordan_form(A).blocks], "=", [2], jordan_form(A)), witness=str(A))
    yield repair("For orthogonal Q, (Q - x)^2 u = 0 gives (Q - x) u = 0, for real x and for a pair of complex ones: all blocks "
                 "have size 1; the eigenvectors can be chosen orthonormal.", *normal_has_no_block(),
                 assumed("a normal matrix is unitarily diagonalizable", "HJ13", "section 2.5"))


def tanh_gradient(steps: int) -> arb:
    """dh_t/dh_0 of h -> tanh(h) from h_0 = 1: the product of the slopes 1 - h^2, as a ball.

    >>> tanh_gradient(1) < 1
    True
    """
    h, slope = arb(1), arb(1)
    for _ in range(steps):
        h = h.tanh()
        slope *= 1 - h * h
    return slope


@claim("L-q2-norm", Kind.EMPIRICAL, Scope.ALL, Standing.CONDITIONAL,
       "With orthogonal recurrent weights the norm of the gradient is preserved, and vanishing gradients disappear.",
       hypothesis="The network is linear.",
       correction="In a linear network it is. Slopes less than 1 shrink the gradient: with weight 1 and tanh, from h = 1, it is "
                  "below 1/100 after 100 steps; a rectified unit that is off makes it 0.", sources=("BSF94",))
def gradient_norm() -> Points:
    """One unit with weight 1, rectified and with tanh; and the linear network."""
    W = least(squares(1, 1), lambda A: A.T * A == identity(1))
    run = rnn_run(W, [-1], 1, slope=0)
    yield against("The orthogonal weight 1 with a rectified unit at the state -1: its slope is 0, and so is the gradient.",
                  compare(W, "=", matrix("1"), how=f"the least one {ORDER}"), fact("W^T*W = eye(1)", given={"W": W}),
                  compare(run.slopes, "=", ((0,),)), compare(rnn_gradient(W, run).jacobian, "=", zero(1, 1)), witness=str(W))
    yield against("The weight 1 with tanh, from h = 1: after 100 steps the gradient is below 1/100.",
                  enclosed(tanh_gradient(100), "<", arb("0.01")), enclosed(tanh_gradient(100), ">", 0))
    yield repair("In a linear network the gradient is multiplied by Q^T, which keeps its length.", *keeps_length())


@claim("L-q2-saxe", Kind.BIBLIOGRAPHY, Scope.WORDS, Standing.IMPRECISE,
       "That orthogonal recurrent weights preserve the gradient is the result of Saxe et al. 2013.",
       correction="Saxe et al. 2013 show it for deep linear feedforward networks, with an orthogonal matrix in each layer. For "
                  "recurrent networks cite Arjovsky, Shah, Bengio 2015 or Henaff, Szlam, LeCun 2016.", sources=(SAXE, *RECURRENT))
def result_of_saxe() -> Points:
    """The abstracts say which networks and which result."""
    yield against("The result is about feedforward networks: with an orthogonal matrix in each layer the product of the layers "
                  "is an isometry, and learning times do not grow with the depth.",
                  sourced(SAXE, "abstract and section 3", "random orthogonal initial conditions, depth independent "
                          "learning times, dynamical isometry of deep linear networks"))
    yield repair("Recurrent networks with unitary or orthogonal weights are treated in later papers.",
                 sourced(RECURRENT[0], "abstract", "unitary recurrent weights against vanishing and exploding gradients"),
                 sourced(RECURRENT[1], "title and abstract", "recurrent orthogonal networks; why unitary initializations work"))
