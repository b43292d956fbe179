r"""Functions of a matrix: e^(tA) for all t and A^n for all n >= 0 from their components."""
from __future__ import annotations

from typing import Any

from verify.kernel import arrays, read
from verify.kernel.errors import Malformed
from verify.kernel.jordan import Blocks, chain_law, describe


def check_spectral(data: dict[str, Any]) -> str:
    r"""e^(tA) = sum_f sum_{f(a)=0} sum_j e^(at) t^j/j! Z_j(a) with Z_j(x) = N_j(x) / (N_den f'(x)).

    A is the integer matrix of the certificate; each part is (f, k, N_0..N_{k-1}), N_j an n x n matrix of polynomials
    of degree below d = deg f. Checked:
    1. A N_j = x N_j + N_{j+1} (mod f), N_k = 0. Every column of N_{k-1}, .., N_0 is a chain, so this is `chain_law`.
    2. the Bezout identity: each f is squarefree, distinct f are coprime.
    3. the sum over the parts of the coefficient of x^(d-1) in N_0 is N_den I.
    By Euler, sum_{f(a)=0} a^i / f'(a) = [i = d-1] for 0 <= i < d and f squarefree, so 3 says sum_f sum_a Z_0(a) = I.
    By 1, A Z_j(a) = a Z_j(a) + Z_{j+1}(a), so X(t) = sum e^(at) t^j/j! Z_j(a) has X' = A X term by term, and X(0) = I:
    X(t) = e^(tA) for all t, because a linear differential equation has one solution. Likewise
    S(n) = sum C(n,j) a^(n-j) Z_j(a), where a^(n-j) at a = 0 is read as [n = j], has S(n+1) = A S(n) by Pascal's rule,
    and S(0) = I: S(n) = A^n for all n >= 0, by induction. For A / den put t / den for t and divide A^n by den^n.
    Any other function: (A - a)^k Z_0(a) = 0 by 1, and the Z_0(a) add up to I, for distinct a by 2. So Z_0(a) is the
    projection to the generalized eigenspace of a (0 if a is no eigenvalue), and Z_j(a) = (A - a)^j Z_0(a).
    """
    n, A, den, N_den, parts, s, t, index = read.fields(data, "n A den N_den parts s t q_index")
    A = read.matrix(A, read.integer(n), n)
    read.integer(den, 1), read.integer(N_den, 1)
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
    arrays.same("the leading coefficients of the N_0 add up to N_den I", arrays.scalar(n, N_den), unit)
    return f"e^(tA) for all t and A^n for all n >= 0, {n} x {n}; components (roots x order): {describe(blocks)}"
