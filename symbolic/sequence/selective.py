"""Selective scans with diagonal transitions h_t = A_t o h_{t-1} + B_t x_t, y_t = C_t h_t, as sums of 1-semiseparable maps."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, vstack, zero
from symbolic.scalars.numbers import exact
from symbolic.sequence.scan import StateScan
from symbolic.sequence.tokens import chunks_of, entrywise, read_state, require_dense, segments_of, take, text_of, token_rows
from symbolic.structured.base import Scalar, StructuredMatrix, from_columns, in_one_ring
from symbolic.structured.displacement import Displacement
from symbolic.structured.generators import Generators
from symbolic.structured.quasiseparable import Quasiseparable
from symbolic.structured.semiseparable import OneSemiseparable


@dataclass(frozen=True)
class ScanTerm:
    """diag(c) L(a) diag(b): what one coordinate of the state contributes, a scaled 1-semiseparable operator."""

    c: tuple[Scalar, ...]
    mask: OneSemiseparable
    b: tuple[Scalar, ...]

    def dense(self) -> ExactMatrix:
        """The matrix itself."""
        outer = from_entries([[x] for x in self.c], len(self.c), 1) * from_entries([list(self.b)], 1, len(self.b))
        return entrywise(segments_of(self.mask.a), outer)

    def matvec(self, x: Any) -> ExactMatrix:
        """The product with L x P inputs, by the scan of the mask."""
        columns = token_rows(x, "matvec", len(self.c))
        return diagonal(self.c) * self.mask.matvec(diagonal(self.b) * columns)


@dataclass(frozen=True, repr=False)
class SelectiveMatrix(StructuredMatrix):
    """The L x L operator with entries C_i (A_i A_{i-1} .. A_{j+1}) B_j for i >= j, the A_t diagonal; A_0 is not used.

    The blocks on and below the diagonal have rank <= N, the size of the state. Made by `selective_matrix(A, B, C)`.
    """

    gates: ExactMatrix
    B: ExactMatrix
    C: ExactMatrix

    @property
    def shape(self) -> tuple[int, int]:
        """(L, L)."""
        return self.B.rows, self.B.rows

    @property
    def order(self) -> int:
        """N, the size of the state: a bound on the rank of each block on and below the diagonal."""
        return self.B.cols

    @property
    def T(self) -> Quasiseparable:
        """The transpose, by general generators."""
        return self.quasiseparable().T

    @property
    def terms(self) -> tuple[ScanTerm, ...]:
        """The N operators diag(C[:, n]) L(A[:, n]) diag(B[:, n]) whose sum this is."""
        columns = [[tuple(row) for row in M.T.entries()] for M in (self.gates, self.B, self.C)]
        return tuple(ScanTerm(c, OneSemiseparable(a), b) for a, b, c in zip(*columns, strict=True))

    def dense(self) -> ExactMatrix:
        """The matrix itself, the sum of the dense terms."""
        require_dense(self.shape[0], "dense")
        return sum((term.dense() for term in self.terms), start=zero(*self.shape))

    def matvec(self, x: Any) -> ExactMatrix:
        """The outputs for L inputs (or L x P), by the scan from the zero state. Cost: O(L N P) operations."""
        return _scanned(self.gates, self.B, self.C, token_rows(x, "matvec", self.shape[0]), None).outputs

    def quasiseparable(self) -> Quasiseparable:
        """The same operator by general generators: c_i = C_i A_i, transitions A_i, b_j = B_j, diagonal C_i B_i."""
        A, B, C = (tuple(tuple(row) for row in M.entries()) for M in (self.gates, self.B, self.C))
        n = self.order
        steps = tuple(tuple(tuple(row[i] if i == j else exact(0) for j in range(n)) for i in range(n)) for row in A)
        left = tuple(tuple(c * a for c, a in zip(p, q, strict=True)) for p, q in zip(C, A, strict=True))
        lower = Generators(left, steps, B) if n else Generators.empty(len(B))
        return Quasiseparable(tuple(self._diagonal()), lower, Generators.empty(len(B)))

    def _diagonal(self) -> list[Scalar]:
        pairs = zip(self.C.entries(), self.B.entries(), strict=True)
        return [sum((c * b for c, b in zip(p, q, strict=True)), start=exact(0)) for p, q in pairs]

    def solve(self, b: Any) -> ExactMatrix:
        """The inputs x with given outputs b.

        Raises:
            ShapeError: b does not have L rows. SingularMatrixError: some C_i B_i = 0 (carries a null vector).
        Cost: O(L N^2) operations a column.
        """
        return self.quasiseparable().solve(b)

    def det(self) -> Scalar:
        """The product of the C_i B_i."""
        value: Scalar = exact(1)
        for x in self._diagonal():
            value = value * x
        return value

    def inverse(self) -> ExactMatrix:
        """The inverse, written out; SingularMatrixError when some C_i B_i = 0."""
        return self.quasiseparable().inverse()

    def displacement(self, cut: int | None = None) -> Displacement:
        """P M - M P for the projection P behind a cut, of rank at most N: see `Quasiseparable.displacement`."""
        return self.quasiseparable().displacement(cut)

    def __str__(self) -> str:
        return f"selective_matrix({text_of(self.gates)}, {text_of(self.B)}, {text_of(self.C)})"


def read_operands(A: Any, B: Any, C: Any, what: str) -> tuple[ExactMatrix, ExactMatrix, ExactMatrix]:
    """A, B, C as L x N matrices.

    Raises:
        ShapeError: their shapes differ. InputError: one is no table of exact numbers.
    """
    inward = token_rows(B, f"{what}: B")
    return token_rows(A, f"{what}: A", *inward.shape), inward, token_rows(C, f"{what}: C", *inward.shape)


def selective_matrix(A: Any, B: Any, C: Any) -> SelectiveMatrix:
    """The operator of the diagonal selective scan, M_ij = sum_n C_in A_in .. A_(j+1)n B_jn: N terms diag(c) L(a) diag(b).

    Args:
        A, B, C: L x N, the diagonals of the transitions and the in- and outgoing vectors of each token (lists of L numbers
            for N = 1). The first row of A is not used.

    Raises:
        ShapeError: the shapes differ. InputError: an entry is not exact.
    References: [GD23] Gu & Dao 2023, section 3; [DG24] Dao & Gu 2024, section 3.

    >>> M = selective_matrix([[0, 0], [2, 3], [2, 3]], [[1, 1], [1, 1], [1, 1]], [[1, 1], [1, 1], [1, 1]])
    >>> M.dense(), len(M.terms)
    (2 0 0; 5 2 0; 13 5 2, 2)
    >>> M.matvec([1, 0, 1])
    2; 5; 15
    """
    return SelectiveMatrix(*read_operands(A, B, C, "selective_matrix"))


def selective_scan(A: Any, B: Any, C: Any, x: Any, state: Any = None) -> StateScan:
    """The recurrence h_t = A_t o h_(t-1) + B_t x_t, y_t = C_t h_t, with N decays a token; x may have several channels.

    Args:
        A, B, C: L x N. x: L numbers, or L x P for P channels that share A, B and C. state: h_(-1), N x P; None for zero, and
            then the first row of A is not used.

    Returns:
        StateScan: `.outputs` L x P and `.state` h_(L-1), N x P.

    Raises:
        ShapeError: the sizes do not fit. InputError: an entry is not exact.
    Cost: O(L N P) operations.
    References: [GD23] Gu & Dao 2023, algorithm 2.

    >>> found = selective_scan([[0, 0], [2, 3]], [[1, 1], [1, 1]], [[1, 1], [1, -1]], [1, 1])
    >>> found.outputs, found.state
    (2; -1, 3; 4)
    """
    operands = read_operands(A, B, C, "selective_scan")
    return _scanned(*operands, token_rows(x, "selective_scan: x", operands[1].rows), state)


def _scanned(A: ExactMatrix, B: ExactMatrix, C: ExactMatrix, x: ExactMatrix, state: Any) -> StateScan:
    n, p = B.cols, x.cols
    begin = read_state(state, n, p, "scan")
    flat = [row for M in (A, B, C, x, begin) for row in M.entries()]
    tables = in_one_ring(*flat)
    cuts = [tables[k * B.rows:(k + 1) * B.rows] for k in range(4)]
    h: list[list[Any]] = tables[4 * B.rows:]
    outputs = []
    for a, b, c, u in zip(*cuts, strict=True):
        h = [[g * s + y * v for s, v in zip(row, u, strict=True)] for g, y, row in zip(a, b, h, strict=True)]
        outputs.append([sum(w * row[k] for w, row in zip(c, h, strict=True)) for k in range(p)])
    return StateScan(_table(outputs, x.rows, p), _table(h, n, p))


def _table(rows: list[list[Any]], m: int, n: int) -> ExactMatrix:
    return from_columns([[row[j] for row in rows] for j in range(n)], m) if m and n else zero(m, n)


def selective_chunked(A: Any, B: Any, C: Any, x: Any, chunk: int, state: Any = None) -> StateScan:
    """The same as `selective_scan`, chunk by chunk: a dense matrix inside each chunk, the state handed from one to the next.

    Args:
        A, B, C, x, state: as for `selective_scan`. chunk: the size of a chunk, any positive number.

    Raises:
        ShapeError, InputError: the sizes do not fit, or the chunk size is not positive.
    Cost: O(L chunk (N + P)) operations.
    References: [YWS24] Yang et al. 2024, section 4.

    >>> A, B = [[0, 0], [2, 3], [0, 1]], [[1, 1], [1, 1], [1, 1]]
    >>> [selective_chunked(A, B, B, [1, 1, 1], c) == selective_scan(A, B, B, [1, 1, 1]) for c in (1, 2, 3, 4)]
    [True, True, True, True]
    """
    gates, inward, outward = read_operands(A, B, C, "selective_chunked")
    inputs = token_rows(x, "selective_chunked: x", inward.rows)
    h = read_state(state, inward.cols, inputs.cols, "selective_chunked")
    parts: list[ExactMatrix] = []
    for rows in chunks_of(inward.rows, chunk, "selective_chunked"):
        a, b, c, u = (take(M, rows) for M in (gates, inward, outward, inputs))
        arriving, leaving = _prefixes(a), _suffixes(a)
        parts.append(SelectiveMatrix(a, b, c).dense() * u + entrywise(c, arriving) * h)
        h = diagonal(arriving.entries()[-1]) * h + entrywise(b, leaving).T * u
    return StateScan(vstack(parts) if parts else zero(0, inputs.cols), h)


def _prefixes(a: ExactMatrix) -> ExactMatrix:
    """Row t: the product of the rows 0 .. t, what the state before the chunk has decayed to."""
    rows = a.entries()
    for t in range(1, len(rows)):
        rows[t] = [x * y for x, y in zip(rows[t - 1], rows[t], strict=True)]
    return from_entries(rows, *a.shape)


def _suffixes(a: ExactMatrix) -> ExactMatrix:
    """Row t: the product of the rows after t, what token t has decayed to at the end."""
    rows = a.entries()
    out = [[exact(1)] * a.cols] * len(rows)
    for t in range(len(rows) - 2, -1, -1):
        out[t] = [x * y for x, y in zip(out[t + 1], rows[t + 1], strict=True)]
    return from_entries(out, *a.shape)
