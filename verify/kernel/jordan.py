r"""Jordan forms: the identity A H = H G, an inverse of H modulo q, and a Bezout identity.

A chain for a monic f of degree d and block size k is k integer matrices V_1..V_k (n x d): column i of V_j is the
coefficient of x^i in the chain vector v_j(x). All columns side by side are H, and G is rebuilt here from (f, k).
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verify.kernel import arrays, read
from verify.kernel.errors import Rejected

Blocks = list[tuple[list[int], int]]  # (f, k) in the order of the columns of H
JORDAN = "charpoly chains W s t q_index"


def read_chains(chains: Any, n: int) -> tuple[Blocks, list[list[int]]]:
    """The blocks (f, k) and the n rows of H; sum of k deg f is n, so H is square."""
    blocks: Blocks = []
    H: list[list[int]] = [[] for _ in range(n)]
    for chain in read.items(chains):
        f, k, V = read.fields(chain, "f k V")
        blocks.append((read.monic(f), read.integer(k, 1)))
        for v in read.items(V, k):
            for row, part in zip(H, read.matrix(v, n, len(f) - 1), strict=True):
                row += part
    if (total := sum(k * (len(f) - 1) for f, k in blocks)) != n:
        raise Rejected("number of columns of H, the sum of k deg f", None, None, n, total)
    return blocks, H


def times_blocks(row: Sequence[int], blocks: Blocks) -> list[int]:
    """A row times G: the row of the coefficients of x v_j(x) + v_{j-1}(x) mod f, j = 1..k, v_0 = 0, for each chain.

    Column (j, i) of G says h_{j,i-1} - c_i h_{j,d-1} + h_{j-1,i}, with c the coefficients of f and h_{j,-1} = 0.
    """
    out: list[int] = []
    for f, k in blocks:
        below = [0] * (len(f) - 1)
        for _ in range(k):
            v = row[len(out):len(out) + len(below)]
            out += [x - c * v[-1] + y for x, c, y in zip([0, *v], f, below, strict=False)]
            below = list(v)
    return out


def chain_law(A: arrays.Rows, blocks: Blocks, H: arrays.Rows) -> None:
    """A v_j(x) = x v_j(x) + v_{j-1}(x) (mod f) for all chains at once: A H = H G."""
    arrays.same("A H = H G", (times_blocks(row, blocks) for row in H), arrays.product(A, H, len(H[0]) if H else 0))


def jordan_law(A: arrays.Rows, given: Sequence[Any]) -> tuple[Blocks, list[list[int]]]:
    r"""A has the Jordan form that the chains describe, over the complex numbers; blocks and H are returned.

    1. A H = H G says, at every root a of f, (A - a) v_1(a) = 0 and (A - a) v_{j+1}(a) = v_j(a).
    2. W H = I (mod q) says det H != 0.
    3. The Bezout identity says that the distinct f have no repeated root, neither alone nor together.
    The columns v_j(a), over all roots a, are P = H V with V block diagonal, one Vandermonde matrix of the roots of f
    for each v_j; so det P = det H times Vandermonde determinants, not 0 by 2 and 3. Hence A = P J P^-1, J with one
    block of size k and eigenvalue a for each chain (f, k) and each root a of f. Irreducibility of f is never used.
    By 3 an eigenvalue belongs to one f only, so the chains of f are all blocks of its roots; the characteristic
    polynomial is the product of f^k over the chains, the minimal polynomial has the largest k for each f.
    """
    charpoly, chains, W, s, t, index = given
    q = read.modulus(index)
    blocks, H = read_chains(chains, len(A))
    chain_law(A, blocks, H)
    arrays.invertible(H, W, q)
    arrays.squarefree((f for f, _ in blocks), s, t, q)
    chi = [1]
    for f in (f for f, k in blocks for _ in range(k)):
        chi = arrays.convolve([chi], [f])
    arrays.same("the product of all f^k is the characteristic polynomial", [chi], [read.vector(charpoly, len(chi))])
    return blocks, H


def describe(blocks: Blocks) -> str:
    """How many blocks of each size there are, one for each root of each f."""
    counts: dict[int, int] = {}
    for f, k in blocks:
        counts[k] = counts.get(k, 0) + len(f) - 1
    return ", ".join(f"{counts[k]} of size {k}" for k in sorted(counts, reverse=True)) or "none"


def check_jordan(data: dict[str, Any]) -> str:
    """A / den = P J P^-1, from the Jordan form of the integer matrix A (`jordan_law`).

    If A w_1 = x w_1 and A w_{j+1} = x w_{j+1} + w_j, then (A / den) v_j = (x / den) v_j + v_{j-1} for
    v_j = den^(j-1) w_j: eigenvalues are divided by den, sizes stay, and scaled columns stay independent as den != 0.
    """
    n, A, den, *given = read.fields(data, f"n A den {JORDAN}")
    read.integer(den, 1)
    blocks, _ = jordan_law(read.matrix(A, read.integer(n), n), given)
    return f"A = P J P^-1 with P invertible for the {n} x {n} matrix A; blocks: {describe(blocks)}"


def check_field(data: dict[str, Any]) -> str:
    r"""The Jordan form of N / den at every root theta of m, N = sum_u A[u] theta^u, from one over Q.

    Put R = Q[theta]/(m), s = deg m. N^ and Theta^ are the matrices of N and of theta on R^n = Q^(ns), rebuilt here, and
    B = N^ + c Theta^. Checked: the Jordan form of B (`jordan_law`), and Theta^ v_j = r(x) v_j (mod f) for each chain
    vector, r = r / r_den. Now let theta be any complex root of m, and E: C^(ns) -> C^n the linear map with
    E (e_i theta^t) = theta^t e_i. E is onto, E Theta^ = theta E and E N^ = N(theta) E. For a root a of f:
    - theta E v_j(a) = E Theta^ v_j(a) = r(a) E v_j(a), so E v_j(a) = 0 unless r(a) = theta;
    - N(theta) E v_j(a) = E (B - c Theta^) v_j(a) = (a - c theta) E v_j(a) + E v_{j-1}(a) when r(a) = theta.
    So the vectors E v_j(a) with r(a) = theta form chains, and they span C^n because all v_j(a) span C^(ns). They are
    independent as well: the v_j(a) are a basis of eigenvectors of Theta^, which is therefore diagonalizable, so its
    minimal polynomial m has s distinct roots, and each eigenspace of Theta^ has dimension n (Theta^ is n copies of the
    companion matrix of m). Those v_j(a) with r(a) = theta are a basis of the eigenspace of theta: exactly n of them.
    Different roots a with r(a) = theta give different eigenvalues a - c theta. That m is irreducible is not used, and
    that it is squarefree is a consequence for n >= 1. Division by den is as in `check_jordan`.
    """
    n, m, A, den, c, r, r_den, *given = read.fields(data, f"n m A den c r r_den {JORDAN}")
    B, theta = over_field(n, m, A, den, c)
    blocks, H = jordan_law(B, given)
    theta_law(theta, H, list(zip(blocks, read.items(r, len(blocks)), strict=True)), r_den)
    return f"A = P J P^-1, P invertible, at the {len(m) - 1} roots of m; blocks of B: {describe(blocks)}"


def over_field(n: Any, m: Any, A: Any, den: Any, c: Any) -> tuple[list[list[int]], list[list[int]]]:
    """B = N^ + c Theta^ and Theta^ as integer matrices of size n s; see `check_field` and `arrays.regular`."""
    s = len(read.monic(m, read.FIELD_DEGREE)) - 1
    parts = [read.matrix(part, read.integer(n, 0, read.SIDE // s), n) for part in read.items(A, s)]
    read.integer(den, 1), read.vector([c])
    companion = [[-m[i] if t == s - 1 else int(i == t + 1) for t in range(s)] for i in range(s)]
    theta = [[0] * (i * s) + row + [0] * ((n - 1 - i) * s) for i in range(n) for row in companion]
    B = [[x + c * y for x, y in zip(*rows, strict=True)] for rows in zip(arrays.regular(parts, m), theta, strict=True)]
    return B, theta


def theta_law(theta: arrays.Rows, H: arrays.Rows, blocks: list[tuple[tuple[list[int], int], Any]], r_den: Any) -> None:
    """For all chains ((f, k), r): r_den Theta^ v_j(x) = r(x) v_j(x) (mod f). A table has the rows x^i r mod f."""
    tables = []
    for (f, k), r in blocks:
        rows = [arrays.remainder([0] * i + read.vector(r, len(f) - 1), f) for i in range(len(f) - 1)]
        tables += [rows] * k
    scaled = ([read.integer(r_den, 1) * x for x in row] for row in arrays.product(theta, H, len(H[0]) if H else 0))
    arrays.same("Theta V = r V (mod f)", (times_tables(row, tables) for row in H), scaled)


def times_tables(row: Sequence[int], tables: list[list[list[int]]]) -> list[int]:
    """The coefficients of r(x) v_j(x) mod f, from those of v_j(x), for all chain vectors in one row of H."""
    out: list[int] = []
    for table in tables:
        out += next(arrays.product([row[len(out):len(out) + len(table)]], table, len(table)))
    return out
