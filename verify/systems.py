"""Certificates of linear systems: equations of Lyapunov and Stein, Kalman's decomposition, transfer functions."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symbolic.errors import NoSolutionError
from symbolic.krylov.krylov import krylov_matrix
from symbolic.matrices.elimination import solve_any
from symbolic.matrices.inertia import ldlt
from symbolic.matrices.matrix import ExactMatrix, diagonal, identity
from verify.answers import selection, shown
from verify.certificates import Claim, Json, equations
from verify.kernel import Rejected

if TYPE_CHECKING:
    from symbolic.dynamics.lyapunov import LyapunovSolution
    from symbolic.dynamics.transfer import TransferFunction
    from symbolic.krylov.kalman import KalmanDecomposition


def lyapunov(found: LyapunovSolution) -> Json:
    """A^T P + P A + Q = 0, or P = A^T P A + Q; and P = L D L^T with D > 0, or an x != 0 with x^T P x <= 0.

    Where Q is positive definite, so is its L D L^T: with that of P this proves stability. Symmetry is read off P and Q.
    """
    P, Q = found.P, found.Q
    shown("P and Q are symmetric", (P, Q), (P.T, Q.T))
    claims: list[Claim] = ([[[["P"]], [["At", "P", "A"], ["Q"]]]] if found.discrete
                           else [[[["At", "P"], ["P", "A"], ["Q"]], "0"]])
    matrices = {"A": found.A, "At": found.A.T, "P": P, "Q": Q}
    signs, more = definite("P", P, found.positive)
    claims, matrices = claims + signs, matrices | more
    if found.positive.ok and found.proves_stability:
        from symbolic.matrices.inertia import is_positive_definite
        signs, more = definite("Q", Q, is_positive_definite(Q))
        claims, matrices = claims + signs, matrices | more
    return equations(claims, **matrices)


def definite(name: str, P: ExactMatrix, positive: Any) -> tuple[list[Claim], dict[str, ExactMatrix]]:
    """P = L D L^T with D > 0, L unit lower triangular; or x^T P x = v <= 0 for an x != 0. The patterns are read off."""
    if positive.ok:
        form = ldlt(P)
        shown(f"the pivots of {name} are positive", [], [str(x) for x in form.d if x.sign() <= 0])
        L, D, Lt = f"L{name}", f"D{name}", f"L{name}t"
        return [[[[name]], [[L, D, Lt]]]], {L: form.L, D: diagonal(list(form.d)), Lt: form.L.T}
    x = positive.witness
    value = x.T * P * x
    shown("the vector shows that P is not positive definite", (True, True), (bool(value[0, 0] <= 0), x != x * 0))
    return [[[["xt", name, "x"]], [["v"]]]], {"x": x, "xt": x.T, "v": value}


def kalman(found: KalmanDecomposition) -> Json:
    """A T = T N, T S = I, T M = B, C T = K; the zero blocks of N, M, K; and the sizes of the four parts.

    The states ro, ru are reachable and no others: F N E = 0 and F M = 0 for E their columns and F the rows of the others, and
    E = sum_j N^j M S_j. The states ru, uu are unobservable and no others: the same for the transposes.
    """
    new, n = found.transformed, found.A.rows
    reached = [i for part in (0, 1) for i in found.indices(part)]
    seen = [i for part in (0, 2) for i in found.indices(part)]
    claims: list[Claim] = [[[["A", "T"]], [["T", "N"]]], [[["T", "S"]], "I"], [[["T", "M"]], [["B"]]], [[["C", "T"]], [["K"]]]]
    matrices = {"A": found.A, "T": found.T, "S": found.T_inverse, "N": new.A, "M": new.B, "B": found.B, "C": found.C, "K": new.C}
    shown("the parts are all states", list(range(n)), sorted({*found.indices(0), *found.indices(1), *found.indices(2),
                                                              *found.indices(3)}))
    for name, N, M, kept, turned in (("r", new.A, new.B, reached, False), ("o", new.A.T, new.C.T, seen, True)):
        rest = [i for i in range(n) if i not in kept]
        E, F = selection(n, kept).T, selection(n, rest)
        words: list[tuple[list[str], ExactMatrix]] = []
        if kept:
            words = combination(N, M, E, "N", "K" if turned else "M", f"S{name}")
            side = [w[::-1] if turned else w for w, _ in words]
            matrices |= {w[-1]: X.T if turned else X for w, X in words} | {f"E{name}": E.T if turned else E}
            claims.append([side, [[f"E{name}"]]])
        if rest:
            matrices |= {f"F{name}": F.T if turned else F}
            zeros = [[f"F{name}", "N", f"E{name}"]] if kept else []
            zeros.append([f"F{name}", "M"] if not turned else ["K", f"F{name}"])
            claims += [[[z[::-1] if turned and z[-1] == f"E{name}" else z], "0"] for z in zeros if M.cols]
    return equations(claims, **matrices)


def combination(N: ExactMatrix, M: ExactMatrix, E: ExactMatrix, n: str, m: str,
                s: str) -> list[tuple[list[str], ExactMatrix]]:
    """The products and the coefficients S_j of E = sum_j N^j M S_j, those that are not 0; Rejected when E is no such sum."""
    size, width = N.rows, M.cols
    try:
        found = solve_any(krylov_matrix(N, M, size), E)
    except NoSolutionError:
        raise Rejected(f"combinations of {m}, {n} {m}, {n} {n} {m}, ..", None, None, "the columns shown", "others") from None
    parts = [found.submatrix(range(j * width, (j + 1) * width), range(E.cols)) for j in range(size)]
    kept = [(j, X) for j, X in enumerate(parts) if X != X * 0 or j == 0]
    return [([n] * j + [m, f"{s}{j}"], X) for j, X in kept]


def transfer(G: TransferFunction) -> Json:
    """For every entry p/q: the coefficients of q (D + sum_k C A^k B s^(-k-1)) are those of p, and 0 below s^0.

    q(A) is a combination of the powers of A, so n coefficients that vanish make all later ones vanish (Cayley-Hamilton). That
    p and q are coprime is read off them.
    """
    n, one = G.A.rows, identity(1)
    matrices = {"A": G.A}
    claims: list[Claim] = []
    for i in range(G.shape[0]):
        for j in range(G.shape[1]):
            shown("the entry is in lowest terms", 0, int(G[i, j].p.gcd(G[i, j].q).degree()))
            p, q, at = G[i, j].numerator.coefficients, G[i, j].denominator.coefficients, f"{i},{j}"
            matrices |= {f"c{i}": G.C.submatrix([i], range(n)), f"b{j}": G.B.column(j), f"d{at}": one * G.D[i, j]}
            matrices |= {f"q{at},{k}": one * x for k, x in enumerate(q)}
            matrices |= {f"p{at},{k}": one * x for k, x in enumerate(p) if x != 0}
            for t in range(max(len(p), len(q)) - 1, -n - 1, -1):
                left = [[f"q{at},{k}", f"c{i}", *["A"] * (k - t - 1), f"b{j}"] for k in range(max(t + 1, 0), len(q))]
                left += [[f"q{at},{t}", f"d{at}"]] if 0 <= t < len(q) else []
                right = [[f"p{at},{t}"]] if 0 <= t < len(p) and p[t] != 0 else "0"
                claims.append([left, right])
    return equations(claims, **matrices)
