r"""Jordan forms and functions of a matrix: the identity A H = H G, with an inverse of H modulo q and a Bezout identity.

A chain for a monic f of degree d and block size k is k integer matrices V_1..V_k (n x d): column i of V_j is the
coefficient of x^i in the chain vector v_j(x). All columns side by side are H, and G is rebuilt here from (f, k).
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from verify.exact import arrays, read
from verify.kernel.errors import Malformed, Rejected

Blocks = list[tuple[list[int], int]]  # (f, k) in the order of the columns of H
JORDAN = "charpoly chains W s t q_index"
SPECTRAL = "N_den parts s t q_index"


def times_blocks(row: Sequence[int], blocks: Blocks) -> list[int]:
    """A row times G: the row of the coefficients of x v_j(x) + v_{j-1}(x) mod f, j = 1..k, v_0 = 0, for each chain.

    Column (j, i) of G says h_{j,i-1} - c_i h_{j,d-1} + h_{j-1,i}, with c the coefficients of f and h_{j,-1} = 0.
    """
    out: list[int] = []
    for f, k in blocks:
        below = [0] * (len(f) - 1)
        for _ in range(k):
            v = list(row[len(out):len(out) + len(below)])
            out += [x - c * v[-1] + y for x, c, y in zip([0, *v], f, below, strict=False)]
            below = v
    return out


def chain_law(A: arrays.Rows, blocks: Blocks, H: arrays.Rows) -> None:
    """A v_j(x) = x v_j(x) + v_{j-1}(x) (mod f) for all chains at once: A H = H G."""
    arrays.same("A H = H G", (times_blocks(row, blocks) for row in H), arrays.product(A, H, len(H[0]) if H else 0))


def jordan_law(A: arrays.Rows, given: Sequence[Any]) -> tuple[Blocks, arrays.Rows, int]:
    r"""A has the Jordan form that the chains describe, over the complex numbers; blocks, H and 1 are returned.

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
    blocks: Blocks = []
    H: list[list[int]] = [[] for _ in A]
    for f, k, V in (read.fields(chain, "f k V") for chain in read.items(chains)):
        blocks.append((read.monic(f), read.integer(k, 1)))
        for v in read.items(V, k):
            H = [row + part for row, part in zip(H, read.matrix(v, len(A), len(f) - 1), strict=True)]
    if (total := sum(k * (len(f) - 1) for f, k in blocks)) != len(A):
        raise Rejected("number of columns of H, the sum of k deg f", None, None, len(A), total)
    chain_law(A, blocks, H)
    arrays.invertible(H, W, read.modulus(index))
    arrays.squarefree((f for f, _ in blocks), s, t, read.modulus(index))
    chi: list[int] = reduce(lambda g, f: arrays.convolve([g], [f]), (f for f, k in blocks for _ in range(k)), [1])
    arrays.same("the product of all f^k is the characteristic polynomial", [chi], [read.vector(charpoly, len(chi))])
    return blocks, H, 1


def spectral_law(A: arrays.Rows, given: Sequence[Any]) -> tuple[Blocks, arrays.Rows, int]:
    r"""The sum over f, its roots a, and j of e^(at) t^j/j! Z_j(a) is e^(tA), for Z_j(x) = N_j(x) / (N_den f'(x)).

    Each part is (f, k, N_0..N_{k-1}), N_j an n x n matrix of polynomials of degree below d = deg f. Checked:
    1. A N_j = x N_j + N_{j+1} (mod f), N_k = 0. Every column of N_{k-1}, .., N_0 is a chain, so this is `chain_law`.
    2. the Bezout identity: each f is squarefree, distinct f are coprime.
    3. the sum over the parts of the coefficient of x^(d-1) in N_0 is N_den I.
    By Euler, sum_{f(a)=0} a^i / f'(a) = [i = d-1] for 0 <= i < d and f squarefree, so 3 says sum_f sum_a Z_0(a) = I.
    By 1, A Z_j(a) = a Z_j(a) + Z_{j+1}(a), so X(t) = sum e^(at) t^j/j! Z_j(a) has X' = A X term by term, and X(0) = I:
    X(t) = e^(tA) for all t, because a linear differential equation has one solution. Likewise
    S(n) = sum C(n,j) a^(n-j) Z_j(a), where a^(n-j) at a = 0 is read as [n = j], has S(n+1) = A S(n) by Pascal's rule,
    and S(0) = I: S(n) = A^n for all n >= 0, by induction.
    Any other function: (A - a)^k Z_0(a) = 0 by 1, and the Z_0(a) add up to I, for distinct a by 2. So Z_0(a) is the
    projection to the generalized eigenspace of a (0 if a is no eigenvalue), and Z_j(a) = (A - a)^j Z_0(a).
    Returned are the blocks (f, k) and H, the rows of all columns of all chains, and n, the number of chains of each block.
    """
    N_den, parts, s, t, index = given
    n = len(A)
    blocks: Blocks = []
    H: list[list[int]] = [[] for _ in A]
    unit = arrays.scalar(n, 0)
    for f, k, N in (read.fields(part, "f k N") for part in read.items(parts)):
        d = len(read.monic(f)) - 1
        N = [[read.matrix(x, n, n) for x in read.items(Nj, d)] for Nj in read.items(N, read.integer(k, 1))]
        blocks.append((f, k))
        for i in range(n):
            H[i] += [Nj[e][i][c] for c in range(n) for Nj in reversed(N) for e in range(d)]
        unit = [[x + y for x, y in zip(*rows, strict=True)] for rows in zip(unit, N[0][d - 1], strict=True)]
    if sum(k * (len(f) - 1) for f, k in blocks) > n:
        raise Malformed("expected factors of a minimal polynomial, of degree at most n in all")
    chain_law(A, [block for block in blocks for _ in range(n)], H)
    arrays.squarefree((f for f, _ in blocks), s, t, read.modulus(index))
    arrays.same("the leading coefficients of the N_0 add up to N_den I", arrays.scalar(n, read.integer(N_den, 1)), unit)
    return blocks, H, n


def theta_law(theta: arrays.Rows, H: arrays.Rows, chains: list[tuple[tuple[list[int], int], Any]], r_den: Any) -> None:
    """For all chains ((f, k), r): r_den Theta^ v_j(x) = r(x) v_j(x) (mod f)."""
    def times(row: Sequence[int]) -> list[int]:
        out: list[int] = []
        for f, r in ((f, read.vector(r, len(f) - 1)) for (f, k), r in chains for _ in range(k)):
            out += arrays.remainder(arrays.convolve([row[len(out):len(out) + len(f) - 1]], [r]), f)
        return out

    scaled = ([read.integer(r_den, 1) * x for x in row] for row in arrays.product(theta, H, len(H[0]) if H else 0))
    arrays.same("Theta V = r V (mod f)", map(times, H), scaled)


def described(blocks: Blocks) -> str:
    """How many blocks of each size there are, one for each root of each f."""
    counts: Counter[int] = Counter()
    for f, k in blocks:
        counts[k] += len(f) - 1
    return ", ".join(f"{counts[k]} of size {k}" for k in sorted(counts, reverse=True)) or "none"


def replayed(data: dict[str, Any], law: Callable[..., Any], names: str) -> tuple[Blocks, str]:
    r"""The law for an integer matrix A; with m, for N = sum_u A[u] theta^u at every root theta of m, from one over Q.

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
    if "m" not in data:
        n, A, den, *given = read.fields(data, f"n A den {names}")
        read.integer(den, 1)
        return law(read.matrix(A, read.integer(n), n), given)[0], f"for the {n} x {n} matrix A"
    n, m, A, den, c, r, r_den, *given = read.fields(data, f"n m A den c r r_den {names}")
    s = len(read.monic(m, read.FIELD_DEGREE)) - 1
    parts = [read.matrix(part, read.integer(n, 0, read.SIDE // s), n) for part in read.items(A, s)]
    read.integer(den, 1), read.vector([c])
    theta = arrays.regular([arrays.scalar(n, x) for x in arrays.remainder([0, 1], m)], m)
    B = [[x + c * y for x, y in zip(*rows, strict=True)] for rows in zip(arrays.regular(parts, m), theta, strict=True)]
    blocks, H, copies = law(B, given)
    theta_law(theta, H, [pair for pair in zip(blocks, read.items(r, len(blocks)), strict=True) for _ in range(copies)], r_den)
    return blocks, f"at the {s} roots of m, from B = N^ + c Theta^"


def check_jordan(data: dict[str, Any]) -> str:
    """A / den = P J P^-1, from the Jordan form of the integer matrix A (`jordan_law`).

    If A w_1 = x w_1 and A w_{j+1} = x w_{j+1} + w_j, then (A / den) v_j = (x / den) v_j + v_{j-1} for
    v_j = den^(j-1) w_j: eigenvalues are divided by den, sizes stay, and scaled columns stay independent as den != 0.
    """
    blocks, where = replayed(data, jordan_law, JORDAN)
    return f"A = P J P^-1 with P invertible {where}; blocks: {described(blocks)}"


def check_spectral(data: dict[str, Any]) -> str:
    """Components of the integer matrix A by `spectral_law`; for A / den put t / den for t, and divide A^n by den^n.

    With m they are those Z_j(a) of B = N^ + c Theta^, see `replayed`, and give N / den at every root theta of m.
    Theta^ Z_j(a) = r(a) Z_j(a) is checked, so N^ Z_j(a) = l(a) Z_j(a) + Z_{j+1}(a) with l(a) = a - c r(a), and as in
    `spectral_law` e^(tN^) = sum e^(l(a)t) t^j/j! Z_j(a). Take E of `replayed` and L e_i = e_i theta^0, C^n -> C^(ns).
    Then E L = I and E N^ = N(theta) E, so e^(tN(theta)) = E e^(tN^) L = sum e^(l(a)t) t^j/j! E Z_j(a) L. Terms with
    r(a) != theta are 0, because theta E Z_j(a) = E Theta^ Z_j(a) = r(a) E Z_j(a). The same for N(theta)^n.
    """
    blocks, where = replayed(data, spectral_law, SPECTRAL)
    return f"e^(tA) for all t and A^n for all n >= 0 {where}; components: {described(blocks)}"
