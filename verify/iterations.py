"""Certificates of Krylov spaces and of runs in them: Arnoldi, Lanczos, conjugate gradients, GMRES, PageRank."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from symbolic.errors import SingularMatrixError
from symbolic.krylov.krylov import krylov_matrix
from symbolic.matrices.elimination import inverse, rref
from symbolic.matrices.inertia import is_positive_definite
from symbolic.matrices.inner import adjoint
from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, hstack, identity
from symbolic.scalars.numbers import exact
from verify.answers import selection, shown
from verify.certificates import Claim, Json, equations
from verify.structures import left_inverse
from verify.systems import combination, definite

if TYPE_CHECKING:
    from symbolic.krylov.arnoldi import ArnoldiDecomposition
    from symbolic.krylov.conjugategradient import ConjugateGradient
    from symbolic.krylov.gmres import GMRES
    from symbolic.krylov.krylov import KrylovSpace
    from symbolic.krylov.lanczos import LanczosDecomposition, TwoSidedLanczos
    from symbolic.krylov.pagerank import PageRank


def krylov_space(space: KrylovSpace) -> Json:
    """A V = V F, Z V = I, b = V E and V = sum_j A^j b S_j: the least invariant space with b.

    For one column b that F is the companion matrix of the minimal polynomial is read off. The bound, the degree of the
    minimal polynomial of A, is not part of the certificate.
    """
    V, F, b = space.basis, space.restriction, space.b
    if not V.cols:
        return equations([[[["b"]], "0"]], b=b)
    K = krylov_matrix(space.A, b, space.A.rows)
    shown("V has the first independent columns of b, A b, ..", K.submatrix(range(K.rows), rref(K).pivots), V)
    words = combination(space.A, b, V, "A", "b", "S")
    Z = left_inverse(V)
    claims: list[Claim] = [[[["A", "V"]], [["V", "F"]]], [[["Z", "V"]], "I"], [[["V", "E"]], [["b"]]],
                           [[w for w, _ in words], [["V"]]]]
    if b.cols == 1:
        f = space.minimal_polynomial.coefficients
        companion = [[-f[i] if j == V.cols - 1 else exact(int(i == j + 1)) for j in range(V.cols)] for i in range(V.cols)]
        shown("F is the companion matrix of the minimal polynomial", from_entries(companion, V.cols, V.cols), F)
    return equations(claims, A=space.A, V=V, F=F, Z=Z, E=Z * b, b=b, **{w[-1]: X for w, X in words})


def arnoldi(form: ArnoldiDecomposition | LanczosDecomposition) -> Json:
    """A V = V H + r e^T, V^* V = D and V^* r = 0, with b the first column of V; that H is Hessenberg is read off."""
    H, V, r, k = getattr(form, "H", None) or form.T, form.V, form.residual, form.steps  # type: ignore[union-attr]
    shown("the first vector is b", form.b, V.column(0))
    shown("no squared length is 0", [], [j for j, x in enumerate(form.norms_squared) if not x])
    shown("H has ones under its diagonal and zeros below", [[1] * (i == j + 1) for i in range(k) for j in range(i)],
          [[H[i, j]] if H[i, j] or i == j + 1 else [] for i in range(k) for j in range(i)])
    claims: list[Claim] = [[[["A", "V"]], [["V", "H"], ["r", "et"]]], [[["Vs", "V"]], [["D"]]], [[["Vs", "r"]], "0"]]
    D = diagonal(list(form.norms_squared))
    return equations(claims, A=form.A, V=V, H=H, r=r, et=selection(k, [k - 1]), Vs=adjoint(V), D=D)


def two_sided_lanczos(form: TwoSidedLanczos) -> Json:
    """A V = V T + r e^T, A^T W = W T + l e^T, W^T V = D, W^T r = 0 and V^T l = 0; no entry of the diagonal D is 0."""
    shown("no product is 0", [], [j for j, x in enumerate(form.products) if not x])
    claims: list[Claim] = [
        [[["A", "V"]], [["V", "T"], ["r", "et"]]], [[["At", "W"]], [["W", "T"], ["l", "et"]]], [[["Wt", "V"]], [["D"]]],
        [[["Wt", "r"]], "0"], [[["Vt", "l"]], "0"]]
    return equations(claims, A=form.A, At=form.A.T, V=form.V, W=form.W, T=form.T, r=form.right, l=form.left,
                     et=selection(form.steps, [form.steps - 1]), Wt=form.W.T, Vt=form.V.T, D=diagonal(list(form.products)))


def _run(run: ConjugateGradient | GMRES, lengths: Sequence[Any]) -> tuple[list[Claim], dict[str, ExactMatrix]]:
    """A X + R = b 1^T for all iterates, and X moves by the lengths times the directions."""
    s = run.steps
    shown("one iterate and one residual more than steps", (s + 1, s + 1, s, s),
          (len(run.iterates), len(run.residuals), len(run.directions), len(lengths)))
    X, R = hstack(run.iterates), hstack(run.residuals)
    matrices = {"A": run.A, "X": X, "R": R, "b": run.b, "ones": from_entries([[exact(1)] * (s + 1)], 1, s + 1)}
    claims: list[Claim] = [[[["A", "X"], ["R"]], [["b", "ones"]]]]
    if s:
        matrices |= {"P": hstack(run.directions), "a": diagonal(list(lengths)), "later": selection(s + 1, range(1, s + 1)).T,
                     "earlier": selection(s + 1, range(s)).T}
        claims.append([[["X", "later"]], [["X", "earlier"], ["P", "a"]]])
    return claims, matrices


def conjugate_gradient(run: ConjugateGradient) -> Json:
    """The residuals b - A x_k are orthogonal, the directions A-conjugate, x_(k+1) = x_k + alpha_k p_k, A > 0.

    With p_0 = r_0 and p_(k+1) = r_(k+1) + beta_k p_k.
    """
    claims, matrices = _run(run, run.alphas)
    R, s = matrices["R"], run.steps
    squares = [exact((adjoint(r) * r)[0, 0]) if r.rows else exact(0) for r in run.residuals]
    shown("the betas", tuple(y / x for x, y in pairwise(squares) if y), run.betas)
    shown("A is symmetric", run.A, adjoint(run.A))
    signs, more = definite("A", run.A, is_positive_definite(run.A)) if run.A.rows else ([], {})
    shown("the pivots of A", run.pivots, tuple(more["DA"][i, i] for i in range(run.A.rows)) if "DA" in more else ())
    matrices |= more | {"Rs": adjoint(R), "D": diagonal(squares)}
    claims += [*signs, [[["Rs", "R"]], [["D"]]]]
    if s:
        P = matrices["P"]
        energies = [(adjoint(p) * run.A * p)[0, 0] for p in run.directions]
        beta = from_entries([[run.betas[i] if j == i + 1 else exact(0) for j in range(s)] for i in range(s)], s, s)
        matrices |= {"Ps": adjoint(P), "E": diagonal(energies), "beta": beta}
        claims += [[[["Ps", "A", "P"]], [["E"]]], [[["P"]], [["R", "earlier"], ["P", "beta"]]]]
    return equations(claims, **matrices)


def gmres(run: GMRES) -> Json:
    """Residual k is orthogonal to A p_1, .., A p_k, and P = sum_j A^j r_0 U_j with U triangular: r_k is shortest."""
    claims, matrices = _run(run, run.gammas)
    s = run.steps
    if s:
        P, R = matrices["P"], matrices["R"]
        M = adjoint(run.A * P) * R
        shown("each residual is orthogonal to the images of the directions before it", [],
              [(j + 1, k) for j in range(s) for k in range(j + 1, s + 1) if M[j, k]])
        words = combination(run.A, run.residuals[0], P, "A", "r", "U")
        U = [next((X for w, X in words if w[-1] == f"U{j}"), P.submatrix([0], range(s)) * 0) for j in range(s)]
        shown("U is triangular and invertible", [[], []], [[j for j in range(s) if not U[j][0, j]],
                                                           [(i, j) for i in range(s) for j in range(i) if U[i][0, j]]])
        squares = diagonal([(adjoint(run.A * p) * (run.A * p))[0, 0] for p in run.directions])
        matrices |= {w[-1]: X for w, X in words}
        matrices |= {"Ps": adjoint(P), "As": adjoint(run.A), "M": M, "E": squares, "r": run.residuals[0]}
        claims += [[[["Ps", "As", "R"]], [["M"]]], [[["Ps", "As", "A", "P"]], [["E"]]], [[w for w, _ in words], [["P"]]]]
    return equations(claims, **matrices)


def pagerank(found: PageRank) -> Json:
    """G = damping P + (1 - damping) 1 v^T, P 1 = 1, G^T pi = pi, 1^T pi = 1.

    When I - G^T + pi 1^T has an inverse X, no other vector is stationary with sum 1. The signs of pi, P
    and v are read off them.
    """
    n, pi, G = found.P.rows, found.vector, found.google
    for name, M in (("P", found.P), ("pi", pi), ("v", found.teleport)):
        shown(f"{name} is not negative", [], [str(x) for row in M.entries() for x in row if x < 0])
    one = from_entries([[exact(1)]] * n, n, 1)
    matrices = {"G": G, "P": found.P, "d": identity(n) * found.damping, "rest": one * (1 - found.damping), "vt": found.teleport.T,
                "one": one, "onet": one.T, "Gt": G.T, "pi": pi}
    claims: list[Claim] = [[[["G"]], [["P", "d"], ["rest", "vt"]]], [[["P", "one"]], [["one"]]], [[["Gt", "pi"]], [["pi"]]],
                           [[["onet", "pi"]], "I"], [[["vt", "one"]], "I"]]
    try:
        X = inverse(identity(n) - G.T + pi * one.T)
    except SingularMatrixError:
        shown("pi is the only one", found.damping, exact(1))
        return equations(claims, **matrices)
    return equations([*claims, [[["X"], ["X", "minus"], ["X", "pi", "onet"]], "I"]], **matrices, X=X, minus=-G.T)
