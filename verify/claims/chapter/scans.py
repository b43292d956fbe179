"""Section 3.4: the two ways to apply a semiseparable matrix, and by chunks."""
from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from symbolic import ssd_chunked, ssd_scan
from verify.claims.chapter.operations import Count, masked_product, scan
from verify.claims.checks import fact, theorem, tried
from verify.claims.claim import Kind, Points, Scope, Standing, also, supports
from verify.claims.entries import claim, unsettled


def drawn(n: int, k: int, seed: int = 0) -> tuple[list[int], list[list[int]], list[list[int]], list[int]]:
    """Decays, B, C and inputs: n steps, k numbers of state, all small integers, zeros among them."""
    draw = Random(f"{n} {k} {seed}")
    def row() -> list[int]:
        return [draw.randint(-3, 3) for _ in range(k)]
    return [draw.randint(-2, 2) for _ in range(n)], [row() for _ in range(n)], [row() for _ in range(n)], [
        draw.randint(-3, 3) for _ in range(n)]


@claim("C-3.4-1ss-two-ways", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The scan, O(L) operations, and the product with the matrix, O(L^2), give the same outputs.", sources=("DG24",))
def two_ways() -> Points:
    """Equal for all lengths and state sizes; both are run with their operations counted."""
    yield supports("The outputs of the scan are (L o C B^T) x, for all lengths and sizes of the state.",
                   theorem("ssd_scan_is_matrix"))

    def counted(case: tuple[int, int]) -> bool:
        n, k = case
        data, fast, slow = drawn(n, k), Count(), Count()
        same = scan(*data, fast) == masked_product(*data, slow)
        return same and fast.total == (5 * k - 1) * n - 2 * k and slow.total == (2 * k + 3) * n * (n + 1) // 2
    yield supports("State of k numbers: (5k - 1) L - 2k operations for the scan, (2k + 3) L (L + 1)/2 for the matrix, which is "
                   "made on the way; both counted in runs.", tried(counted, list(product(range(1, 31), range(1, 9)))))
    yield also("The second count solves its recurrence: row L takes L entries.",
               fact("(2*k + 3)*(L + 1)*(L + 2)/2 = (2*k + 3)*L*(L + 1)/2 + (2*k + 3)*(L + 1)"))


unsettled("C-3.4-8192", Kind.EMPIRICAL, "The matrix form wins for lengths up to about 8192, the scan for very long sequences.",
          "It compares running times on unnamed hardware and software: operation counts do not decide it, and "
          "where the two times cross depends on the machine.", section=__name__, sources=("DG24",))


def chunked_runs(seed: int) -> tuple[Any, ...]:
    """The chunked result and the serial one, from a random state."""
    draw = Random(seed)
    n, k = draw.randint(1, 9), draw.randint(1, 3)
    state = [[draw.randint(-3, 3)] for _ in range(k)]
    data = drawn(n, k, seed)
    return ssd_chunked(*data, draw.randint(1, n + 1), state), ssd_scan(*data, state)


@claim("C-3.4-chunk", Kind.THEOREM, Scope.ALL, Standing.TRUE,
       "The chunked algorithm, a matrix product inside each chunk and a scan from chunk to chunk, gives the outputs of the scan "
       "and of the matrix.", sources=("DG24",))
def chunks() -> Points:
    """One theorem for all lengths and all chunkings."""
    yield supports("Matrix = scan = chunks, for all lengths, state sizes and chunks.", theorem("ssd_chunks_scan_and_matrix"))
    yield supports("A chunk: its decay times the carried state, plus its own inputs.", theorem("ssd_chunk_with_carry"))

    def equal(seed: int) -> bool:
        chunked, serial = chunked_runs(seed)
        return bool(chunked == serial)
    yield also("The chunked program agrees with the serial one.", tried(equal, range(100)))


unsettled("C-3.4-chunk256", Kind.EMPIRICAL,
          "A chunk of about 256 is best, and so Mamba-2 is faster than Mamba-1 without losing parallelism.",
          "It is a benchmark of two programs: the best chunk and the times depend on the accelerator, the precision and the "
          "sizes, which the text does not state.", section=__name__, sources=("DG24",))
