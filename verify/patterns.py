"""Theorems about matrices of a known pattern, and the tests that decide whether a result is about such a matrix."""
from __future__ import annotations

from collections.abc import Callable
from math import comb
from typing import TYPE_CHECKING, Any

from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.scalars.numbers import exact

if TYPE_CHECKING:
    from verify.answers import Answer

Test = Callable[[Any], bool]


def recognised(name: str) -> Test:
    """The test of `symbolic` of this name, of the matrix A of a result."""
    def test(result: Any) -> bool:
        import symbolic
        return bool(getattr(symbolic, name)(result.A))
    return test


def real(answer: Answer) -> bool:
    """Whether the entries are real."""
    return answer.A.is_rational or all(x.is_real for row in answer.A.entries() for x in row)


def wide(answer: Answer) -> bool:
    """Whether there are fewer rows than columns."""
    return answer.A.rows < answer.A.cols


def pattern(A: ExactMatrix, entry: Callable[[int, int], Any]) -> bool:
    """Whether A is square, not empty, and has these entries."""
    return A.rows == A.cols > 0 and all(x == entry(i, j) for i, row in enumerate(A.entries()) for j, x in enumerate(row))


def confluent(answer: Answer) -> bool:
    """Whether the rows are divided derivatives of 1, x, x^2, .. at nodes, equal ones adjacent, one of them repeated."""
    A, node, order = answer.A, exact(0), 0
    nodes: list[Any] = []
    if A.rows != A.cols or A.rows < 2:
        return False
    for i, row in enumerate(A.entries()):
        if row[0] == 1:
            node, order = row[1], 0
            if node in nodes:
                return False
            nodes.append(node)
        else:
            order += 1
        powers = [node ** (j - order) * comb(j, order) if j >= order else exact(0) for j in range(A.cols)]
        if (i == 0 and order) or list(row) != powers:
            return False
    return len(nodes) < A.rows


def lower_triangular(answer: Answer) -> bool:
    """Whether A is zero above the diagonal."""
    A = answer.A
    return A.rows == A.cols > 1 and all(x == 0 for i, row in enumerate(A.entries()) for x in row[i + 1:])


def jordan_block(result: Any) -> bool:
    """Whether A has one number on its diagonal, ones above it, and zeros elsewhere; not 1 x 1."""
    A = result.A
    return bool(A.rows > 1 and pattern(A, lambda i, j: A[0, 0] if i == j else int(j == i + 1)))


def shift_power(answer: Answer) -> bool:
    """Whether A is a power of the shift: ones where column - row = t, for one t > 0."""
    first = [j for j, x in enumerate(answer.A.entries()[0]) if x != 0] if answer.A.rows else []
    return len(first) == 1 and first[0] > 0 and pattern(answer.A, lambda i, j: int(j - i == first[0]))


def semiseparable(answer: Answer) -> bool:
    """Whether A, or the answer, has the entries a_i .. a_(j+1) below the diagonal; the other is I less a subdiagonal."""
    import symbolic
    return answer.A.rows > 1 and any(symbolic.is_one_semiseparable(M) for M in (answer.A, answer.value))


def legs(answer: Answer) -> bool:
    """Whether A is HiPPO-LegS: -(i + 1) on the diagonal, -sqrt((2 i + 1)(2 j + 1)) below, 0 above."""
    def right(i: int, j: int, x: Any) -> bool:
        x = exact(x)
        return bool(x == -i - 1 if i == j else x == 0 if i < j else x.is_real and x < 0 and x * x == (2 * i + 1) * (2 * j + 1))
    A = answer.A
    return A.rows == A.cols > 0 and all(right(i, j, x) for i, row in enumerate(A.entries()) for j, x in enumerate(row))


def always(_: Any) -> bool:
    """The certificate itself shows the premises."""
    return True


def by_coefficients(answer: Answer) -> bool:
    """Over a number field the certificate is (x I - A) B(x) = p(x) I, coefficient by coefficient."""
    return not answer.A.is_rational


def toeplitz_image(answer: Answer) -> bool:
    """Whether the displacement is T - Z T Z^T with the lower shift Z, of a Toeplitz matrix T."""
    found, n = answer.value, answer.A.rows
    if found.operator == "F A - A G" or answer.A.cols != n:
        return False
    shift = from_entries([[exact(int(i == j + 1)) for j in range(n)] for i in range(n)], n, n)
    return found.F == shift and found.G == shift.T and recognised("is_toeplitz")(answer)


def cauchy_image(answer: Answer) -> bool:
    """Whether the displacement is D_x C - C D_y with C_ij = 1/(x_i - y_j)."""
    found, A = answer.value, answer.A
    if found.operator != "F A - A G" or A.cols != A.rows or not A.rows:
        return False
    x, y = ([M[i, i] for i in range(M.rows)] for M in (found.F, found.G))
    plain = all(M == _diagonal(M) for M in (found.F, found.G))
    return plain and pattern(A, lambda i, j: 1 / (x[i] - y[j]) if x[i] != y[j] else None)


def _diagonal(M: ExactMatrix) -> ExactMatrix:
    return from_entries([[M[i, i] if i == j else exact(0) for j in range(M.cols)] for i in range(M.rows)], M.rows, M.cols)


def circulant(result: Any) -> bool:
    """Whether A is circulant and no multiple of I."""
    return result.A.rows > 1 and recognised("is_circulant")(result) and any(x != 0 for x in result.A.entries()[0][1:])


def companion_transposed(result: Any) -> bool:
    """Whether A^T is a companion matrix in our convention: ones above the diagonal of A, coefficients in its last row."""
    import symbolic
    return bool(result.A.rows > 1 and symbolic.is_companion(result.A.T) and all(b.size == 1 for b in result.blocks))


# Theorem -> whether its premises hold, by the kind of an Answer, and by the type of a result.
ANSWERS: dict[str, dict[str, Test]] = {
    "det": {"vandermonde_determinant": recognised("is_vandermonde"), "cauchy_determinant": recognised("is_cauchy"),
            "confluent_vandermonde_determinant": confluent, "triangular_determinant": lower_triangular,
            "hippo_legs_determinant": legs},
    "inverse": {"vandermonde_inverse": recognised("is_vandermonde"), "confluent_vandermonde_inverse": confluent,
                "cauchy_inverse": recognised("is_cauchy"),
                "jordan_block_inverse": jordan_block, "semiseparable_inverse": semiseparable, "hippo_legs_inverse": legs},
    "rank": {"rank_of_shift_power": shift_power},
    "nullspace": {"wide_matrix_has_null_vector": wide},
    "charpoly": {"cayley_hamilton_by_coefficients": by_coefficients},
    "minpoly": {"minimal_polynomial_annihilates": always},
    "pseudoinverse": {"moore_penrose_uniqueness": real},
    "norm_fro": {"frobenius_norm": real},
    "displacement": {"toeplitz_displacement": toeplitz_image, "cauchy_displacement": cauchy_image},
    "block_ranks": {"semiseparable_rank_one": recognised("is_one_semiseparable")},
}
STRUCTURED: dict[str, dict[str, Test]] = {
    "JordanForm": {"circulant_eigenvectors": circulant, "companion_eigenvectors": companion_transposed},
    "MatrixPower": {"jordan_block_powers": jordan_block},
    "MatrixExponential": {"jordan_block_exponential": jordan_block},
}
