"""Functions of matrices: exponential, powers, square root, logarithm, sign, spectral components."""
from __future__ import annotations

from math import factorial
from typing import Any

import symbolic as s
from bench.campaign.drawing import of_blocks
from bench.campaign.judging import Trial
from bench.campaign.plan import RATIONAL, SPECTRA, task
from symbolic import NoSquareRootError

# Square roots lie in the right half-plane and in one field with A.
POSITIVE = ("defective", "generic", "derogatory", "Q(sqrt d)", "defective over Q(sqrt d)")


def component_truth(drawn: Any, z: Any, j: int) -> Any:
    """Z_j(z), the coefficient of f^(j)(z)/j! in f(A): P (ones on the j-th superdiagonal of the blocks of z) P^-1."""
    return of_blocks(drawn, lambda y, _size, k: int(y == z and k == j))


def components_hold(t: Trial, drawn: Any, components: Any) -> None:
    """Every component is the one that was hidden, and none is missing."""
    largest: dict[Any, int] = {}
    for b in drawn.blocks:
        largest[b.eigenvalue] = max(b.size, largest.get(b.eigenvalue, 0))
    met = {}
    for c in components:
        for root in c.roots:
            z = c.eigenvalue_at(root)
            met[z] = c.size
            if t.n <= 8 or c.degree == 1:
                for j in range(c.size):
                    t.holds(f"the component Z_{j}({z})", c.matrix_at(j, root) == component_truth(drawn, z, j))
    t.holds("a component for every eigenvalue, as long as its largest block", met == largest)


@task(SPECTRA, over=6, most=20, weight=5)
def expm(t: Trial) -> None:
    """The components of e^(tA), those of the hidden P and J."""
    drawn = t.spectral()
    form = s.expm(drawn.A)
    components_hold(t, drawn, form.components)
    t.checked(form)


@task(SPECTRA, over=8, weight=5)
def matrix_power(t: Trial) -> None:
    """A^k by the closed form in n, by multiplication, and by the hidden P and J."""
    drawn = t.spectral()
    form = s.matrix_power(drawn.A)
    for k in (0, 1, 2, t.n - 1, t.n, 11):
        t.holds(f"A^{k} by multiplication", form.at(k) == drawn.A ** k)
    if t.n <= 6 and not drawn.A.is_rational:
        t.holds("A^3 by the blocks", form.at(3) == of_blocks(drawn, lambda z, _size, k: power_term(z, 3, k)))
    t.checked(form)


def power_term(z: Any, n: int, k: int) -> Any:
    """C(n, k) z^(n-k), the k-th superdiagonal of a block to the power n."""
    return factorial(n) // (factorial(k) * factorial(n - k)) * z ** (n - k) if k <= n else 0


@task(POSITIVE, over=5, most=12, weight=4)
def sqrtm(t: Trial) -> None:
    """The principal square root of X^2 for X with spectrum in the right half-plane is X."""
    values = (1, 2, 3, 5, 4, 7, 6)
    if t.case.is_over_field:
        from bench.campaign.drawing import generator
        w = generator(t.case, real=True)
        X = t.spectral(eigenvalues=(3 + w, s.exact(1), w * w, 4 - w, s.exact(5)), fields=(1,))
    else:
        X = t.spectral(eigenvalues=values)
    A = X.A * X.A
    t.show(A=A)
    t.holds("sqrt(X^2) = X", s.sqrtm(A) == X.A)


@task(("nilpotent", "derogatory", "defective"), most=9, weight=3)
def singular_sqrtm(t: Trial) -> None:
    """A square root of N^2 for a singular N, any that squares to it; a single nilpotent block has none, and says so."""
    N = t.spectral(eigenvalues=(0,) if t.case.kind == "nilpotent" else (0, 1, 2, 3))
    A = N.A * N.A
    t.show(A=A)
    t.holds("X^2 = A", s.sqrtm(A) ** 2 == A)
    E, E_inverse = t.mixing()
    block = E * s.matrix([[int(j == i + 1) for j in range(t.n)] for i in range(t.n)]) * E_inverse
    t.show(A=block)
    t.refuses("one nilpotent block has no square root", NoSquareRootError, lambda: s.sqrtm(block))


@task(("nilpotent", "defective"), most=16, weight=2)
def logm(t: Trial) -> None:
    """The logarithm of e^N for a nilpotent N is N."""
    N = t.spectral(defective=True, eigenvalues=(0,))
    A, term = s.identity(t.n), s.identity(t.n)
    for k in range(1, t.n + 1):
        term = term * N.A * (s.exact(1) / k)
        A = A + term
    t.show(A=A)
    form = s.logm(A)
    t.holds("log e^N = N", form.exact() == N.A)
    t.checked(form)


@task(("defective", "generic", "derogatory", "Q(sqrt d)"), over=6, weight=4)
def signm(t: Trial) -> None:
    """The sign of A by the signs of its hidden eigenvalues; its square is I and it commutes with A."""
    options: dict[str, Any] = {"eigenvalues": (1, -1, 2, -2, 3, -3, 4)}
    if t.case.is_over_field:
        from bench.campaign.drawing import generator
        w = generator(t.case, real=True)
        options = {"eigenvalues": (w, -w, s.exact(1), s.exact(-2), w - 3, 1 - w)}
        t.holds("the field is real", w.is_real)
    drawn = t.spectral(**options)
    if not t.case.is_over_field or drawn.A.field == w.field or drawn.A.is_rational:
        S = s.signm(drawn.A)
        t.holds("sign A by the signs of the eigenvalues", S == of_blocks(drawn, lambda z, _size, k: z.sign() if k == 0 else 0))
        t.holds("S^2 = I and A S = S A", S * S == s.identity(t.n) and S * drawn.A == drawn.A * S)


@task(RATIONAL, over=0, most=16, weight=3)
def spectral_form(t: Trial) -> None:
    """The spectral components are those of the hidden P and J."""
    drawn = t.spectral()
    form = s.spectral_form(drawn.A)
    components_hold(t, drawn, form.components)


@task(("generic", "derogatory", "defective"), most=12, weight=2)
def lyapunov(t: Trial) -> None:
    """The solutions of A X + X B = C and of P - A^T P A = Q that were hidden."""
    from bench.campaign.drawing import integers
    A, B = t.spectral(eigenvalues=(1, 2, 3, 4)), t.spectral(eigenvalues=(1, 2, 5))
    X = integers(t.choice, t.n, t.n)
    C = A.A * X + X * B.A
    t.show(A=A.A, B=B.A, C=C)
    t.holds("A X + X B = C", s.sylvester(A.A, B.A, C) == X)
    P = X + X.T
    Q = -(A.A.T * P + P * A.A)
    t.show(Q=Q)
    found = s.lyapunov(A.A, Q)
    t.holds("A^T P + P A = -Q", found.P == P)
    D = t.spectral(eigenvalues=(2, 3, 5))  # no product of two eigenvalues is 1
    Q = P - D.A.T * P * D.A
    t.show(A=D.A, Q=Q)
    t.holds("P - A^T P A = Q", s.stein(D.A, Q).P == P)
    t.checked(found)
