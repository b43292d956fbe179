"""Section 3.7: what the selective scan is, as a matrix."""
from __future__ import annotations

from symbolic import block_ranks, matrix, selective_matrix
from verify.answers import Answer
from verify.claims.checks import certified, compare, fact, theorem
from verify.claims.claim import Kind, Points, Scope, Standing, against, repair
from verify.claims.entries import claim, unsettled


@claim("C-3.7-scan", Kind.EMPIRICAL, Scope.ALL, Standing.IMPRECISE,
       "The chunkwise algorithm of the selective scan is exactly a product with a 1-semiseparable matrix.",
       correction="It is for a state of one number. A state of N numbers gives an N-semiseparable matrix for A_t = a_t I "
                  "(Mamba-2), and a sum of N 1-semiseparable ones for diagonal A_t (Mamba-1).", sources=("GD23", "DG24"))
def selective_scan_matrix() -> Points:
    """Two states with different decays have a 2 x 2 minor that is not 0; a sum of N is what holds, for all lengths."""
    M = selective_matrix([[0, 0], [0, 1], [0, 1]], [[1, 1]] * 3, [[1, 1]] * 3).dense()
    ranks = Answer("block_ranks", M, block_ranks(M))
    yield against("B = C = (1, 1), decays (p, q), then (r, s): the minor of rows 2, 3 and columns 1, 2 is -(p - q)(r - s).",
                  fact("det([p + q, 2; p*r + q*s, r + s]) = -(p - q)*(r - s)"))
    yield against("Decays (1, 0), then (1, 0): the minor is -1, a block of rank 2.", certified(ranks),
                  compare(M, "=", matrix("2 0 0; 1 2 0; 1 1 2")), fact("det([1, 2; 1, 1]) = -1"),
                  compare(block_ranks(M).lower_with_diagonal, "=", (1, 2, 1), ranks), witness=str(M))
    yield repair("The outputs are the sum over the N states of C(t, k) times a 1-semiseparable scan, for all lengths.",
                 theorem("selective_scan", "semiseparable_rank_one"))
    yield repair("Scalar decays: chunks, scan and matrix agree, for all lengths.", theorem("ssd_chunks_scan_and_matrix"))


unsettled("C-3.7-rest", Kind.EMPIRICAL, "Later chapters combine all four families of structured matrices.",
          "It announces what other chapters contain, and claims nothing that a computation or a source could settle.",
          scope=Scope.WORDS, section=__name__)
