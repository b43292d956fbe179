"""The lesson's Jordan chains: which way they run, where they start, and what they form."""
from __future__ import annotations

from symbolic import ExactMatrix, block_diagonal, eigenvalue_structure, hstack, identity, jordan_form, matrix, rank, zero
from verify.answers import Answer
from verify.claims.checks import Check, certified, compare, fact, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.lesson.hidden import Block, drawn, jordan_block
from verify.claims.search import ORDER, by_height, least, squares


@claim("L-gen-vec", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "Generalized eigenvectors of A for x are the vectors v, not 0, with (A - x I)^j v = 0 for some j.", sources=("HJ13",))
def generalized() -> Points:
    """Columns of P with A P = P J_k(x) are such vectors: (A - x I)^j P = P N^j, and N^k = 0."""
    yield supports("The vectors of a chain of length k are: (A - x I)^j carries P to P N^j, whose first j columns are 0.",
                   theorem("jordan_chain", "intertwined_powers", "kernel_of_shift_power", "nilpotency_index"))


@claim("L-chain-dir", Kind.THEOREM, Scope.ALL, Standing.IMPRECISE,
       "In a chain v_1, v_2, .., v_k that starts at an eigenvector v_1, each next vector is (A - x I) times the one before.",
       correction="The other way round: (A - x I) v_(i+1) = v_i, so applying A - x I leads down the chain, to v_1 and then to 0. "
                  "The next vector up, v_(i+1), is a solution of that equation.", sources=("HJ13",))
def chain_direction() -> Points:
    """In the least matrix with a chain of length 2, (A - x I) v_1 = 0, which is not v_2."""
    A = least(squares(2, 1), lambda M: any(s.segre[0] > 1 for s in eigenvalue_structure(M)))
    form = jordan_form(A)
    P = matrix(str(form.P))
    v = {"v1": P.column(0), "v2": P.column(1), "N": A - identity(2) * form.blocks[0].eigenvalue}
    yield against("For 0 0; 1 0 the chain has N v_2 = v_1, while N v_1 = 0 is not v_2.", certified(form),
                  compare(A, "=", matrix("0 0; 1 0"), how=f"the least one {ORDER}"),
                  fact("N*v1 ≠ v2", given=v), fact("N*v2 = v1", given=v), fact("N*v1 = zero(2,1)", given=v), witness=str(A))
    yield repair("A P = P J_k(x) exactly when A v_1 = x v_1 and A v_(i+1) = x v_(i+1) + v_i.", theorem("jordan_chain"))


@claim("L-chain-eq", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "A Jordan chain satisfies (A - x I) v_1 = 0 and (A - x I) v_i = v_(i-1) for i = 2, .., k.", sources=("HJ13",))
def chain_equations() -> Points:
    """These are the columns of A P = P J_k(x)."""
    yield supports("A P = P J_k(x) holds exactly when the columns of P satisfy these equations, for every length k.",
                   theorem("jordan_chain"))


def extends(N: ExactMatrix, v: ExactMatrix) -> bool:
    """Whether N y = v has a solution."""
    return rank(hstack([N, v])) == rank(N)


def chains_from_images(case: tuple[ExactMatrix, list[Block]]) -> bool:
    """For each eigenvalue: images N^(k-1) w of the unit vectors w that are eigenvectors extend k - 1 times, down from w."""
    A, blocks = case
    for x, k in blocks:
        N = A - identity(A.rows) * x
        for j in range(A.rows):
            chain = [N ** i * identity(A.rows).column(j) for i in range(k)][::-1]
            if N * chain[0] == zero(A.rows, 1) and not all(extends(N, v) for v in chain[:-1]):
                return False
    return True


def stuck(N: ExactMatrix, v: ExactMatrix) -> tuple[Check, ...]:
    """N y = v has no solution, because v as one more column raises the rank."""
    wide = hstack([N, v])
    return (compare(rank(wide), ">", rank(N), Answer("rank", wide, rank(wide)), Answer("rank", N, rank(N))),)


def no_preimage(N: ExactMatrix, v: ExactMatrix) -> tuple[Check, ...]:
    """N v = 0, and N y = v has no solution."""
    return (fact("N*v = Z", given={"N": N, "v": v, "Z": zero(N.rows, 1)}), *stuck(N, v))


@claim("L-chain-start", Kind.THEOREM, Scope.ALL, Standing.CONDITIONAL,
       "A Jordan chain of length k is built up from any eigenvector v_1, by solving (A - x I) v_(i+1) = v_i in turn.",
       hypothesis="v_1 lies in the range of (A - x I)^(k-1), and each v_i is chosen in that of (A - x I)^(k-i).",
       correction="Not every eigenvector, nor every solution, leads on. Start at the top: take w with (A - x I)^k w = 0 and "
                  "(A - x I)^(k-1) w not 0, and apply A - x I down to v_1.", sources=("HJ13",))
def chain_start() -> Points:
    """The least matrix with blocks of different sizes for one eigenvalue, and an eigenvector that is no image."""
    N = least(squares(3, 1), lambda A: any(s.segre[0] > s.segre[-1] for s in eigenvalue_structure(A)))
    vectors = [matrix([[a], [b], [c]]) for a in by_height(1) for b in by_height(1) for c in by_height(1)]
    v = least(vectors, lambda u: u != zero(3, 1) and N * u == zero(3, 1) and not extends(N, u))
    yield against("N = 0 0 0; 0 0 0; 0 1 0 has a block of size 2, and the eigenvector v = (1, 0, 0) for which N y = v has no "
                  "solution.",
                  compare((N, v), "=", (matrix("0 0 0; 0 0 0; 0 1 0"), matrix("1; 0; 0")), how=f"the least ones {ORDER}"),
                  compare([b.size for b in jordan_form(N).blocks], "=", [2, 1], jordan_form(N)), *no_preimage(N, v),
                  witness=str(N))
    yield also("Nor does (1, 0, 1) begin a chain of length 2.", *no_preimage(N, matrix("1; 0; 1")))
    M, v2 = block_diagonal([jordan_block(0, 3), jordan_block(0, 1)]), matrix("0; 1; 0; 1")
    yield also("In J_3(0) with J_1(0) v_1 = e_1 begins a chain of length 3; but after the solution v_2 = e_2 + e_4 it cannot go "
               "on.",
               fact("M*v2 = [1;0;0;0]", "M*[0;0;1;0] = [0;1;0;0]", given={"M": M, "v2": v2}), *stuck(M, v2), witness=str(M))
    yield repair("With v_i = (A - x I)^(k-i) w the equations of a chain hold, so that A P = P J_k(x), and v_1, which is not 0, "
                 "makes the chain independent.", theorem("jordan_chain", "chain_vectors_independent", "chain_spans_one_block"))
    yield also("Eigenvectors that are such images extend, on matrices with drawn and hidden blocks.",
               tried(chains_from_images, drawn(100, 83, 2)))


@claim("L-chain-rank", Kind.DEFINITION, Scope.ALL, Standing.TRUE,
       "v is a generalized eigenvector of rank k if (A - x I)^k v = 0 and (A - x I)^(k-1) v is not 0; v_k of a chain has rank k.",
       sources=("HJ13",))
def rank_of_generalized() -> Points:
    """In J_k(x) the kernel of N^t is spanned by the first t unit vectors, so e_k is in that of N^k and in no smaller one."""
    yield supports("(A - x I)^t P = P N^t for the matrix P of a chain; N^k = 0, and N^(k-1) e_k = e_1, so (A - x I)^(k-1) v_k = "
                   "v_1 is not 0.", theorem("intertwined_powers", "kernel_of_shift_power", "shift_powers", "nilpotency_index"))


@claim("L-chain-ex", Kind.COMPUTATION, Scope.THIS, Standing.TRUE,
       "For A = [3, 1; 0, 3] a chain is v_1 = (1, 0), v_2 = (0, 1), so that P = I and J = A.")
def chain_example() -> Points:
    """The two equations of the chain, and A P = P J; v_2 may be changed by any multiple of v_1."""
    A = matrix("3 1; 0 3")
    given = {"A": A, "v1": matrix("1; 0"), "v2": matrix("0; 1"), "P": identity(2), "J": jordan_block(3, 2)}
    yield supports("(A - 3 I) v_1 = 0 and (A - 3 I) v_2 = v_1; with P = [v_1, v_2] = I, A P = P J.",
                   fact("(A - 3*eye(2))*v1 = zero(2,1)", given=given), fact("(A - 3*eye(2))*v2 = v1", given=given),
                   fact("hcat(v1, v2) = P", "A*P = P*J", given=given), certified(jordan_form(A)), witness=str(A))
    yield also("So is v_1, v_2 + c v_1 for every number c.", fact("(A - 3*eye(2))*(v2 + c*v1) = v1", given=given))
