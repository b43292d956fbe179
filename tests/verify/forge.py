"""Certificates written by hand: drawn answers with their witnesses, from python-flint alone and no solver of ours."""
from __future__ import annotations

import copy
import random
from typing import Any

from flint import fmpq_mat, fmpz_mat, fmpz_poly, nmod_mat, nmod_poly

from verify.kernel import Malformed, Rejected, check

Q = 10**9 + 7
Json = dict[str, Any]
Structure = list[tuple[list[int], int]]


def envelope(kind: str, **fields: Any) -> Json:
    return {"format": "eigenproof-certificate", "version": 1, "kind": kind, **fields}


def rows(A: fmpz_mat) -> list[list[int]]:
    return [[int(x) for x in row] for row in A.tolist()]


def unit(n: int) -> fmpz_mat:
    return fmpz_mat(n, n, [int(i == j) for i in range(n) for j in range(n)])


def unimodular(rng: random.Random, n: int) -> fmpz_mat:
    """A product of elementary matrices: integer, with an integer inverse."""
    A = unit(n).tolist()
    for _ in range(2 * n if n > 1 else 0):
        i, j = rng.sample(range(n), 2)
        c = rng.choice([-2, -1, 1, 2])
        A[i] = [x + c * y for x, y in zip(A[i], A[j], strict=True)]
    return fmpz_mat(n, n, [x for row in A for x in row])


def blocks_of(structure: Structure) -> fmpz_mat:
    """G entry by entry: column (j, i) holds 1 in row (j, i-1) and in row (j-1, i), and -c_i in row (j, d-1)."""
    n = sum(k * (len(f) - 1) for f, k in structure)
    G = fmpz_mat(n, n)
    start = 0
    for f, k in structure:
        d = len(f) - 1
        for j in range(k):
            for i in range(d):
                column = start + j * d + i
                if i:
                    G[column - 1, column] += 1
                G[start + j * d + d - 1, column] += -f[i]
                if j:
                    G[column - d, column] += 1
        start += d * k
    return G


def witness(H: fmpz_mat, q: int = Q) -> list[list[int]]:
    return [[int(x) for x in row] for row in nmod_mat(H, q).inv().tolist()]


def bezout(fs: list[list[int]], q: int = Q) -> tuple[list[int], list[int]]:
    F = fmpz_poly([1])
    for f in {tuple(f) for f in fs}:
        F *= fmpz_poly(list(f))
    F = nmod_poly([int(c) for c in F.coeffs()], q)
    g, s, t = F.xgcd(F.derivative())
    assert g == 1, "not squarefree modulo q"
    return [int(c) for c in s.coeffs()], [int(c) for c in t.coeffs()]


def chains_of(H: fmpz_mat, structure: Structure) -> list[Json]:
    entries, chains, start = rows(H), [], 0
    for f, k in structure:
        d = len(f) - 1
        V = [[row[start + j * d:start + (j + 1) * d] for row in entries] for j in range(k)]
        chains.append({"f": list(f), "k": k, "V": V})
        start += d * k
    return chains


def charpoly_of(structure: Structure) -> list[int]:
    chi = fmpz_poly([1])
    for f, k in structure:
        chi *= fmpz_poly(list(f)) ** k
    return [int(c) for c in chi.coeffs()]


def jordan_from(A: fmpz_mat, H: fmpz_mat, structure: Structure, den: int = 1) -> Json:
    s, t = bezout([f for f, _ in structure])
    return envelope("jordan", n=A.nrows(), A=rows(A), den=den, charpoly=charpoly_of(structure),
                    chains=chains_of(H, structure), W=witness(H), s=s, t=t, q_index=0)


def integer_conjugate(H: fmpz_mat, G: fmpz_mat) -> fmpz_mat:
    A = fmpq_mat(H) * fmpq_mat(G) * fmpq_mat(H).inv() if H.nrows() else fmpq_mat(G)
    numer, den = A.numer_denom()
    assert den == 1
    return numer


def jordan(rng: random.Random, structure: Structure, den: int = 1) -> Json:
    """Draw H, hide G behind it."""
    G = blocks_of(structure)
    H = unimodular(rng, G.nrows())
    return jordan_from(integer_conjugate(H, G), H, structure, den)


def companion(f: list[int]) -> fmpz_mat:
    """Ones below the diagonal, -c_i in the last column."""
    d = len(f) - 1
    return fmpz_mat(d, d, [-f[i] if j == d - 1 else int(i == j + 1) for i in range(d) for j in range(d)])


def direct_sum(matrices: list[fmpz_mat]) -> fmpz_mat:
    n = sum(M.nrows() for M in matrices)
    out, start = fmpz_mat(n, n), 0
    for M in matrices:
        for i in range(M.nrows()):
            for j in range(M.nrows()):
                out[start + i, start + j] = M[i, j]
        start += M.nrows()
    return out


def frobenius(rng: random.Random, factors: list[list[int]], den: int = 1) -> Json:
    F = direct_sum([companion(f) for f in factors])
    P = unimodular(rng, F.nrows())
    A = integer_conjugate(P, F)
    return envelope("frobenius", n=A.nrows(), A=rows(A), den=den, factors=factors, P=rows(P), W=witness(P), q_index=0)


def smith_integers(rng: random.Random, m: int, n: int, divisors: list[int]) -> Json:
    S = fmpz_mat(m, n)
    for i, d in enumerate(divisors):
        S[i, i] = d
    U, V = unimodular(rng, m), unimodular(rng, n)
    U1 = integer_conjugate(U, unit(m)) if not m else fmpq_mat(U).inv().numer_denom()[0]
    V1 = fmpq_mat(V).inv().numer_denom()[0] if n else V
    A = U1 * S * V1
    return envelope("smith", ring="ZZ", m=m, n=n, u=1, v=1, A=rows(A), U=rows(U), S=rows(S), V=rows(V),
                    U_inverse=rows(U1), V_inverse=rows(V1))


Polynomials = list[list[fmpz_poly]]


def polynomial_product(A: Polynomials, B: Polynomials) -> Polynomials:
    return [[sum((A[i][k] * B[k][j] for k in range(len(B))), fmpz_poly()) for j in range(len(B[0]))]
            for i in range(len(A))]


def elementary(rng: random.Random, n: int) -> tuple[Polynomials, Polynomials, int]:
    """A product of elementary polynomial matrices and a row scaling, with a multiple of its inverse."""
    one, zero = fmpz_poly([1]), fmpz_poly([])
    U = [[one if i == j else zero for j in range(n)] for i in range(n)]
    inverse = [list(row) for row in U]
    for _ in range(n if n > 1 else 0):
        i, j = rng.sample(range(n), 2)
        f = fmpz_poly([rng.randint(-2, 2), rng.randint(-1, 1)])
        U[i] = [x + f * y for x, y in zip(U[i], U[j], strict=True)]
        for row in inverse:
            row[j] -= f * row[i]
    U[0] = [3 * x for x in U[0]]
    inverse = [[x if j == 0 else 3 * x for j, x in enumerate(row)] for row in inverse]
    return U, inverse, 3


def smith_polynomials(rng: random.Random, m: int, n: int, divisors: list[list[int]]) -> Json:
    """U1 S V1 = A gives U A V = u v S."""
    S = [[fmpz_poly(divisors[i]) if i == j and i < len(divisors) else fmpz_poly([]) for j in range(n)]
        for i in range(m)]
    U, U1, u = elementary(rng, m)
    V, V1, v = elementary(rng, n)
    A = polynomial_product(polynomial_product(U1, S), V1)
    data = {"A": A, "U": U, "S": [[u * v * x for x in row] for row in S], "V": V, "U_inverse": U1, "V_inverse": V1}
    lists = {name: [[[int(c) for c in x.coeffs()] for x in row] for row in M] for name, M in data.items()}
    return envelope("smith", ring="QQ[x]", m=m, n=n, u=u, v=v, **lists)


def spectral(A: fmpz_mat, f: list[int], den: int = 1) -> Json:
    """For minpoly(A) = f squarefree: N_0 = [(f(x) - f(y)) / (x - y)](A), by Horner's rule."""
    n, d = A.nrows(), len(f) - 1
    H = [unit(n)]
    for i in range(d - 1, 0, -1):
        H.append(A * H[-1] + f[i] * unit(n))
    s, t = bezout([f])
    return envelope("spectral", n=n, A=rows(A), den=den, N_den=1, s=s, t=t, q_index=0,
                    parts=[{"f": f, "k": 1, "N": [[rows(M) for M in reversed(H)]]}])


def spectral_block(a: int, k: int, rng: random.Random) -> Json:
    """One Jordan block of size k at a, conjugated: N_j = (A - a)^j."""
    H = unimodular(rng, k)
    A = integer_conjugate(H, blocks_of([([-a, 1], k)]))
    N = A - a * unit(k)
    powers = [unit(k)]
    for _ in range(k - 1):
        powers.append(powers[-1] * N)
    s, t = bezout([[-a, 1]])
    return envelope("spectral", n=k, A=rows(A), den=1, N_den=1, s=s, t=t, q_index=0,
                    parts=[{"f": [-a, 1], "k": k, "N": [[rows(M)] for M in powers]}])


# -- mutations

def leaves(x, path=()):
    """Paths of all integers in the data."""
    if isinstance(x, dict):
        for key, value in x.items():
            yield from leaves(value, (*path, key))
    elif isinstance(x, list):
        for i, value in enumerate(x):
            yield from leaves(value, (*path, i))
    elif isinstance(x, int):
        yield path


def at(data, path):
    for key in path:
        data = data[key]
    return data


def changed(data, path, change):
    new = copy.deepcopy(data)
    at(new, path[:-1])[path[-1]] = change(at(new, path))
    return new


def verdict(data):
    try:
        return check(data), None
    except Rejected as error:
        return None, error
    except Malformed as error:
        return None, error
