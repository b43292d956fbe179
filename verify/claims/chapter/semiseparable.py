"""Section 3.4: what semiseparable means, and the matrix of a state space with scalar decays."""
from __future__ import annotations

from random import Random

from symbolic import (
    ExactMatrix,
    block_ranks,
    is_generator_representable,
    is_quasiseparable,
    is_semiseparable,
    matrix,
    segment_products,
    ssd_matrix,
)
from verify.answers import Answer
from verify.claims.checks import certified, compare, fact, sourced, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, against, also, repair, supports
from verify.claims.entries import claim
from verify.claims.search import ORDER, least, squares


def ranked(A: ExactMatrix) -> Answer:
    """The ranks of all blocks beside and on the diagonal, for the kernel."""
    return Answer("block_ranks", A, block_ranks(A))


@claim("C-3.4-ss-def", Kind.DEFINITION, Scope.ALL, Standing.IMPRECISE,
       "A matrix is rank-k semiseparable when its blocks strictly below and strictly above the diagonal have rank <= k.",
       correction="That is usually called quasiseparable. In state-space duality rank-k semiseparable means: blocks on and below "
                  "the diagonal, diagonal entries included, have rank <= k.", sources=("DG24", "EG99", "VVGM05"))
def semiseparable_definition() -> Points:
    """The least matrix with strict blocks of rank <= 1 and a block with diagonal entries of rank 2."""
    def breaks(A: ExactMatrix) -> bool:
        return bool(is_quasiseparable(A, 1)) and not is_semiseparable(A, 1)
    A = least(squares(3, 1), breaks)
    ranks = block_ranks(A)
    yield against("Its strict blocks have rank 1, the block of rows 2, 3 and columns 1, 2 has rank 2: no state of one number "
                  "makes it.",
                  certified(ranked(A)), compare(A, "=", matrix("0 0 0; 0 1 0; 1 0 0"), how=f"the least one {ORDER}"),
                  compare(max(ranks.lower + ranks.upper), "=", 1, ranked(A)),
                  compare(max(ranks.lower_with_diagonal), "=", 2, ranked(A)), witness=str(A))
    yield against("State-space duality means blocks on and below the diagonal.",
                  sourced("DG24", "definition 3.1", "submatrices of the lower triangular portion, on or below the diagonal"))
    yield repair("The matrix of a state of one number has blocks on and below the diagonal of rank <= 1, for all sizes.",
                 theorem("semiseparable_rank_one"))
    B = matrix("5 0 0; 1 7 0; 1 1 9")
    yield also("diag(5, 7, 9) plus ones below: strict rank 1, rank 2 with the diagonal.",
               compare(block_ranks(B).lower, "=", (1, 1), ranked(B)),
               compare(block_ranks(B).lower_with_diagonal, "=", (1, 2, 1), ranked(B)))


@claim("C-3.4-ss-equiv", Kind.THEOREM, Scope.ALL, Standing.FALSE,
       "Equivalently, each strict triangle of the matrix is the triangle of one matrix of rank <= k.",
       correction="One direction only: a triangle of a rank-k matrix has blocks of rank <= k; the 3 x 3 shift (ones at (2,1), "
                  "(3,2)) refutes the converse. Entries c_i A_(i-1) .. A_(j+1) b_j with k x k matrices A_t give all of them.",
       sources=("EG99", "VVM05", "DvdV98"))
def semiseparable_equivalence() -> Points:
    """The least matrix with strict blocks of rank <= 1 and a strict triangle that is none of a rank-one matrix."""
    def breaks(A: ExactMatrix) -> bool:
        return bool(is_quasiseparable(A, 1)) and not is_generator_representable(A, 1, strict=True)
    A = least(squares(3, 1), breaks)
    ranks = block_ranks(A)
    yield against("The shift: all strict blocks have rank <= 1. For a rank-one u v^T the entries obey (2,1)(3,2) = (3,1)(2,2), "
                  "and here 1 = 0 x for no x.", certified(ranked(A)),
                  compare(A, "=", matrix("0 0 0; 1 0 0; 0 1 0"), how=f"the least one {ORDER}"),
                  compare(max(ranks.lower + ranks.upper), "=", 1, ranked(A)),
                  fact("(u2*v1)*(u3*v2) = (u3*v1)*(u2*v2)"),
                  fact("entry(A, 2, 1)*entry(A, 3, 2) ≠ entry(A, 3, 1)*x", given={"A": A}), witness=str(A))
    yield repair("One direction holds: a triangle of products has blocks of low rank, here with decays, for all sizes.",
                 theorem("ssd_off_diagonal_block"))
    yield repair("Every triangle with blocks of rank <= k has such entries.",
                 sourced("DvdV98", "chapter 3", "generators of least order from a dense triangle"))
    yield also("The shift: c_i = b_j = 1 and A_2 = 0, so that entry (3,1) = c_3 A_2 b_1 is 0.",
               fact("A = [0, 0, 0; c*b, 0, 0; c*a*b, c*b, 0]", given={"A": A, "a": 0, "b": 1, "c": 1}))


@claim("C-3.4-1ss-mamba2", Kind.EMPIRICAL, Scope.ALL, Standing.IMPRECISE,
       "1-semiseparable is the structure of state-space duality (Mamba-2).",
       correction="The mask L is 1-semiseparable; the operator L o (C B^T) with a state of N numbers is N-semiseparable.",
       sources=("DG24",))
def duality_structure() -> Points:
    """A state of two numbers makes a block of rank 2; the mask has rank one and the operator rank <= N, for all sizes."""
    A = ssd_matrix([1, 1, 1], [[1, 0], [0, 1], [0, 0]], [[0, 0], [1, 0], [0, 1]]).dense()
    yield against("No decay, B = (e_1, e_2, 0), C = (0, e_1, e_2): the block of rows 2, 3 and columns 1, 2 is I.",
                  compare(block_ranks(A).lower_with_diagonal, "=", (1, 2, 1), ranked(A)), witness=str(A))
    yield repair("The mask: all 2 x 2 minors on and below the diagonal vanish, for all sizes.", theorem("semiseparable_rank_one"))
    yield repair("The operator: every block on and below the diagonal is a product with N in the middle, for all sizes.",
                 theorem("ssd_scan_is_matrix", "ssd_block_with_diagonal"))
    yield also("Blocks on and below the diagonal have rank <= N.", tried(of_low_rank, range(40)))


def of_low_rank(seed: int) -> bool:
    """Whether a random operator with a state of N numbers is N-semiseparable."""
    draw = Random(seed)
    N, n = draw.randint(1, 3), draw.randint(1, 8)
    B, C = ([[draw.randint(-3, 3) for _ in range(N)] for _ in range(n)] for _ in range(2))
    return bool(is_semiseparable(ssd_matrix([draw.randint(-2, 2) for _ in range(n)], B, C).dense(), N, part="lower"))


@claim("C-3.4-1ss-matrix", Kind.COMPUTATION, Scope.ALL, Standing.CONDITIONAL,
       "The matrix of a state space with scalar-identity transitions has the unit diagonal, then a_1 / a_1 a_2, a_2 / .. below "
       "it.",
       hypothesis="The state is one number and B_t = C_t = 1; rows are counted from 0, so that a_0 is not used.",
       correction="With B_t and C_t the entries are C_i . B_j a_i .. a_(j+1), the diagonal C_i . B_i; the display is the mask, "
                  "B = C = 1.", sources=("DG24",))
def scalar_identity_matrix() -> Points:
    """One step with B = 0 has another diagonal; with B = C = 1 it is the mask, for all lengths."""
    A = ssd_matrix([1], [0], [1]).dense()
    yield against("One step, B = 0, C = 1: the matrix is 0.", compare(A, "≠", segment_products([1])),
                  fact("C*B ≠ [1]", given={"B": matrix("0"), "C": matrix("1")}), witness=str(A))
    yield repair("The outputs of the scan are (L o C B^T) x, and L has the entries a_i .. a_(j+1), for all lengths.",
                 theorem("ssd_scan_is_matrix"))
    yield repair("Four steps, for all decays: the display is the inverse of I - Z_a, which is the scan h_t - a_t h_(t-1) = x_t.",
                 fact("[1,0,0,0; a,1,0,0; a*b,b,1,0; a*b*c,b*c,c,1]*[1,0,0,0; -a,1,0,0; 0,-b,1,0; 0,0,-c,1] = eye(4)"))


@claim("C-3.4-1ss-entry", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "Below the diagonal, i > j, the entry of the 1-semiseparable matrix is a_(j+1) .. a_i.", sources=("DG24",))
def mask_entry() -> Points:
    """With these entries L is the inverse of I - Z_a and maps inputs to the states of the scan, for all lengths."""
    yield supports("L (I - Z_a) = (I - Z_a) L = I: L x solves h_t = a_t h_(t-1) + x_t.", theorem("semiseparable_inverse"))
    yield supports("So it is the matrix of the scan, with B = C = 1.", theorem("ssd_scan_is_matrix"))
    yield also("Its 2 x 2 minors on and below the diagonal vanish.", theorem("semiseparable_rank_one"))
