"""Krylov spaces, Hankel ranks, realizations and stability."""
from __future__ import annotations

from dataclasses import replace

import symbolic as s
from bench.campaign.judging import Trial
from bench.campaign.plan import task
from verify.strategies import krylov_pairs, realizations

KINDS = ("defective", "generic", "Q(sqrt d)", "Q(i)", "derogatory", "defective over Q(i)")


@task(weight=4)
def krylov_dimension(t: Trial) -> None:
    """The dimension that was hidden, as a rank, as the degree of a polynomial, as a space with its restriction."""
    drawn, (E, E_inverse) = t.draw(krylov_pairs), t.mixing()
    drawn = replace(drawn, A=E * drawn.A * E_inverse, b=E * drawn.b)
    t.show(A=drawn.A, b=drawn.b)
    t.holds("the dimension is the one that was hidden", s.krylov_dimension(drawn.A, drawn.b) == drawn.dimension)
    t.holds("the rank of (b, A b, ..)", s.rank(s.krylov_matrix(drawn.A, drawn.b, t.n)) == drawn.dimension)
    t.holds("the degree of its polynomial", s.minimal_polynomial_of_vector(drawn.A, drawn.b).degree == drawn.dimension)
    space = s.krylov_space(drawn.A, drawn.b)
    t.holds("A V = V H", drawn.A * space.basis == space.basis * space.restriction)
    t.checked(space)


@task(most=20, weight=4)
def hankel_rank(t: Trial) -> None:
    """The order that was hidden, as a rank, as a minimal realization and as a degree of the transfer function."""
    drawn, (E, E_inverse) = t.draw(realizations), t.mixing()
    drawn = replace(drawn, A=E * drawn.A * E_inverse, B=E * drawn.B, C=drawn.C * E_inverse)
    t.show(A=drawn.A, B=drawn.B, C=drawn.C)
    t.holds("the order is the one that was hidden", s.hankel_rank(drawn.A, drawn.B, drawn.C) == drawn.order)
    if t.n <= 10:
        parts = s.kalman_decomposition(drawn.A, drawn.B, drawn.C)
        t.holds("the order of the minimal part", parts.order == drawn.order)
        t.holds("T T^-1 = I", parts.T * parts.T_inverse == s.identity(t.n))
        G = s.transfer_function(drawn.A, drawn.B, drawn.C)
        t.holds("the degree of the denominator", G.denominator.degree == drawn.order)
        t.checked(parts)


@task(KINDS, over=8, weight=5)
def stability(t: Trial) -> None:
    """The word and the counts by the hidden eigenvalues, for e^(tA) and for A^n."""
    drawn = t.spectral()
    for discrete in (False, True):
        sides = []
        for b in drawn.blocks:
            z = b.eigenvalue
            x = z * z.conjugate() - 1 if discrete else z + z.conjugate()
            sides.append((s.exact(x).sign(), b.size))
        counts = tuple(sum(size for side, size in sides if side == want) for want in (-1, 0, 1))
        unstable = any(side > 0 or (side == 0 and size > 1) for side, size in sides)
        word = "unstable" if unstable else "marginal" if counts[1] else "asymptotic"
        found = s.stability(drawn.A, discrete=discrete)
        t.holds(f"the counts, discrete={discrete}", tuple(found.counts) == counts)
        t.holds(f"the word, discrete={discrete}", found.word == word)
