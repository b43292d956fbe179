r"""Functions of a matrix: e^(tA) for all t and A^n for all n >= 0 from their components."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verify.kernel import arrays, read
from verify.kernel.errors import Malformed
from verify.kernel.jordan import Blocks, chain_law, describe, over_field, theta_law

SPECTRAL = "N_den parts s t q_index"


def spectral_law(A: arrays.Rows, given: Sequence[Any]) -> tuple[Blocks, list[list[int]]]:
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
    Returned are the blocks (f, k) and H, the rows of all columns of all chains.
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
    return blocks, H


def check_spectral(data: dict[str, Any]) -> str:
    """Components of the integer matrix A by `spectral_law`; for A / den put t / den for t, and divide A^n by den^n."""
    n, A, den, *given = read.fields(data, f"n A den {SPECTRAL}")
    read.integer(den, 1)
    blocks, _ = spectral_law(read.matrix(A, read.integer(n), n), given)
    return f"e^(tA) for all t and A^n for all n >= 0, {n} x {n}; components: {describe(blocks)}"


def check_spectral_field(data: dict[str, Any]) -> str:
    """Components of N / den at every root theta of m from those Z_j(a) of B = N^ + c Theta^, as in `check_field`.

    Theta^ Z_j(a) = r(a) Z_j(a) is checked, so N^ Z_j(a) = l(a) Z_j(a) + Z_{j+1}(a) with l(a) = a - c r(a), and as in
    `spectral_law` e^(tN^) = sum e^(l(a)t) t^j/j! Z_j(a). Take E of `check_field` and L e_i = e_i theta^0, C^n -> C^(ns).
    Then E L = I and E N^ = N(theta) E, so e^(tN(theta)) = E e^(tN^) L = sum e^(l(a)t) t^j/j! E Z_j(a) L. Terms with
    r(a) != theta are 0, because theta E Z_j(a) = E Theta^ Z_j(a) = r(a) E Z_j(a). The same for N(theta)^n.
    """
    n, m, A, den, c, r, r_den, *given = read.fields(data, f"n m A den c r r_den {SPECTRAL}")
    B, theta = over_field(n, m, A, den, c)
    blocks, H = spectral_law(B, given)
    pairs = zip(blocks, read.items(r, len(blocks)), strict=True)
    theta_law(theta, H, [pair for pair in pairs for _ in B], r_den)
    return f"e^(tA) and A^n for all t and n >= 0 at the {len(m) - 1} roots of m; components of B: {describe(blocks)}"
