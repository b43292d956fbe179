"""Layers of sequence models in plain numpy, as their authors write them, and the same with the mistakes they make."""
from __future__ import annotations

import numpy as np


def scan(a, x):
    state, out = 0.0, []
    for gate, value in zip(a, x, strict=True):
        state = gate * state + value
        out.append(state)
    return np.array(out)


def tree_scan(a, x):
    """Hillis and Steele: log2 n rounds on pairs (a, x)."""
    a, x, step = a.copy(), x.copy(), 1
    while step < len(x):
        x[step:] = x[step:] + a[step:] * x[:-step]
        a[step:] = a[step:] * a[:-step]
        step *= 2
    return x


def scan_by_quotients(a, x):
    """y_t = A_t sum x_s / A_s with A the products of the gates: dies of a zero gate."""
    products = np.cumprod(a)
    return products * np.cumsum(x / products)


def segsum(x):
    """The stable way: a masked running sum for every start."""
    n = len(x)
    rows = np.where(np.tril(np.ones((n, n), dtype=bool), -1), np.repeat(x[:, None], n, axis=1), 0)
    return np.tril(np.cumsum(rows, axis=0))


def segsum_unstable(x):
    """Differences of one running sum."""
    total = np.cumsum(x)
    return np.tril(total[:, None] - total[None, :])


def ssd(a, B, C, X):
    state, out = np.zeros((B.shape[1], X.shape[1])), []
    for gate, inward, outward, x in zip(a, B, C, X, strict=True):
        state = gate * state + np.outer(inward, x)
        out.append(outward @ state)
    return np.array(out)


def mask(a):
    n = len(a)
    return np.array([[np.prod(a[j + 1:i + 1]) if j <= i else 0.0 for j in range(n)] for i in range(n)])


def ssd_chunked(a, B, C, X, size=4, *, forget=True):
    """Masked products inside chunks, a state between them; forget=False does not let it decay on the way."""
    state, out = np.zeros((B.shape[1], X.shape[1])), []
    for start in range(0, len(a), size):
        g, b, c, x = (v[start:start + size] for v in (a, B, C, X))
        decay = np.cumprod(g) if forget else np.ones(len(g))
        out.append((mask(g) * (c @ b.T)) @ x + decay[:, None] * (c @ state))
        ends = np.array([np.prod(g[t + 1:]) for t in range(len(g))])
        state = np.prod(g) * state + (ends[:, None] * b).T @ x
    return np.concatenate(out)


def ssd_log(A, B, C, X):
    return ssd_chunked(np.exp(A), B, C, X)


def delta_rule(q, k, v, beta):
    state, out = np.zeros((v.shape[1], k.shape[1])), []
    for query, key, value, b in zip(q, k, v, beta, strict=True):
        state = state + b * np.outer(value - state @ key, key)
        out.append(state @ query)
    return np.array(out)


def delta_rule_chunked(q, k, v, beta, size=4, sign=1.0):
    """T = (I + tril(diag(beta) K K^T, -1))^-1 in every chunk; sign = -1 is the mistake of the published pseudocode."""
    state, out = np.zeros((k.shape[1], v.shape[1])), []
    for start in range(0, len(q), size):
        Q, K, V, b = (x[start:start + size] for x in (q, k, v, beta))
        lower = np.tril(b[:, None] * (K @ K.T), -1)
        T = np.linalg.solve(np.eye(len(Q)) + sign * lower, np.diag(b))
        U = T @ V - (T @ K) @ state
        out.append(Q @ state + np.tril(Q @ K.T) @ U)
        state = state + K.T @ U
    return np.concatenate(out)


def gated_delta_rule(q, k, v, beta, a, *, before=True):
    """before=False writes the old value without its decay."""
    state, out = np.zeros((v.shape[1], k.shape[1])), []
    for query, key, value, b, gate in zip(q, k, v, beta, a, strict=True):
        old = gate * state
        state = old + b * np.outer(value - (old if before else state) @ key, key)
        out.append(state @ query)
    return np.array(out)


def causal_convolution(k, u):
    n = len(u)
    return np.fft.irfft(np.fft.rfft(k, 2 * n) * np.fft.rfft(u, 2 * n), 2 * n)[:n]


def wrapped_convolution(k, u):
    """Without padding the end comes round to the beginning."""
    return np.fft.irfft(np.fft.rfft(k) * np.fft.rfft(u), len(u))


def unit_lower_inverse(A):
    n = len(A)
    out = np.eye(n)
    for i in range(1, n):
        out[i, :i] = -A[i, :i] @ out[:i, :i]
    return out


def neumann_inverse(A):
    """(I + N)^-1 = (I - N)(I + N^2)(I + N^4)..: right, and unstable where the powers are large."""
    N = -np.tril(A, -1)
    out, power = np.eye(len(A)) + N, N @ N
    for _ in range(5):
        out, power = out @ (np.eye(len(A)) + power), power @ power
    return out


def bilinear(A, B, step):
    left = np.eye(len(A)) - step / 2 * A
    return np.linalg.solve(left, np.eye(len(A)) + step / 2 * A), np.linalg.solve(left, step * B)


def s4_kernel(A, B, C, step, L):
    bar, x = bilinear(A, B, step)
    out = []
    for _ in range(L):
        out.append(C @ x)
        x = bar @ x
    return np.array(out)


def euler_kernel(A, B, C, step, L):
    bar, x, out = np.eye(len(A)) + step * A, step * B, []
    for _ in range(L):
        out.append(C @ x)
        x = bar @ x
    return np.array(out)


def dplr_kernel(Lambda, P, Q, B, C, step, L):
    """By the generating function at the roots of unity, with Woodbury's identity and four Cauchy products."""
    A = np.diag(Lambda) - np.outer(P, Q.conj())
    bar, _ = bilinear(A, B, step)
    truncated = C @ (np.eye(len(A)) - np.linalg.matrix_power(bar, L))
    z = np.exp(-2j * np.pi * np.arange(L) / L)
    with np.errstate(all="ignore"):
        g = 2 / step * (1 - z) / (1 + z)
        c = 2 / (1 + z)
        k00, k01, k10, k11 = ((u * w / (g[:, None] - Lambda)).sum(1)
                              for u, w in ((truncated, B), (truncated, P), (Q.conj(), B), (Q.conj(), P)))
        at = c * (k00 - k01 * k10 / (1 + k11))
    for j in np.flatnonzero(np.abs(1 + z) < 1e-9):
        at[j] = truncated @ B * step / 2  # the limit for z = -1
    return np.fft.ifft(at)


def diagonal_kernel(a, c, L):
    return (c[:, None] * a[:, None] ** np.arange(L)).sum(0)


def diagonal_kernel_by_logarithms(a, c, L):
    return (c[:, None] * np.exp(np.log(a.astype(complex))[:, None] * np.arange(L))).sum(0)


def cauchy_product(x, y, v):
    return (v / (x[:, None] - y)).sum(1)


def cauchy_product_with_plus(x, y, v):
    return (v / (x[:, None] + y)).sum(1)
