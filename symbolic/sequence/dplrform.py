"""From normal plus low rank to diagonal plus low rank: the eigenvectors of the skew part, exactly, for small sizes."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.canonical.spectrum import eigenvalues
from symbolic.errors import InputError, UnableError
from symbolic.matrices.elimination import inverse, nullspace
from symbolic.matrices.matrix import ExactMatrix, hstack, identity
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.sequence.discretization import columns_of_input
from symbolic.sequence.dplr import DPLR
from symbolic.sequence.hippo import HippoMatrix
from symbolic.sequence.nplr import NPLR
from symbolic.structured.base import one_field


@dataclass(frozen=True)
class DPLRForm:
    """V^-1 T V = diag(lambda) - P Q* for the rational T of A = D T D^-1; `dplr` is the right side, with V^-1 B and C V.

    The columns of D V are orthogonal eigenvectors of the normal part (their lengths are not made 1, which would need more
    roots). So A is diagonal plus low rank only in this basis, not in the one it is given in.
    """

    nplr: NPLR
    V: ExactMatrix
    dplr: DPLR


def dplr_form(form: NPLR, B: Any = None, C: Any = None) -> DPLRForm:
    """V^-1 T V = diag(lambda) - P Q*, with lambda = shift + i w from the eigenvalues of the skew part of `form`.

    Args:
        form: the value of `nplr(A)`. B: n coordinates in the frame (a HiPPO matrix has its own), C: n coordinates.

    Raises:
        UnableError: the eigenvalues of the skew part do not lie in one field of degree at most 64 (HiPPO: sizes above 5).
        InputError: `form` is no NPLR value.
    Cost: one null space for each eigenvalue over that field.
    References: [GGR22] Gu, Goel & Re 2022, theorem 1.

    >>> from symbolic import hippo_legs, nplr
    >>> found = dplr_form(nplr(hippo_legs(2)))
    >>> found.dplr.lam
    ((-1-sqrt(3)*i)/2, (-1+sqrt(3)*i)/2)
    """
    if not isinstance(form, NPLR):
        raise InputError(f"dplr_form: expected the value of nplr(A), not a {type(form).__name__}")
    n = form.A.shape[0]
    spectrum = _spectrum(form, n)
    V = hstack([nullspace(form.skew.rational - identity(n) * x) for x in dict.fromkeys(spectrum)])
    back = inverse(V)
    P, Q = form.factors
    b = form.A.input_vector if B is None and isinstance(form.A, HippoMatrix) else B
    column = None if b is None else back * columns_of_input(b, n, "dplr_form")
    row = None if C is None else columns_of_input(C, n, "dplr_form").T * V
    return DPLRForm(form, V, DPLR(tuple(form.shift + x for x in spectrum), back * P, Q.T * V, column, row))


def _spectrum(form: NPLR, n: int) -> list[AlgebraicNumber]:
    """The eigenvalues of the skew part with multiplicity, in one field."""
    distinct = eigenvalues(form.skew.rational)
    try:
        lifted = one_field([x for x, _ in distinct])
    except UnableError as error:
        raise UnableError(f"dplr_form: the eigenvalues of the {n}x{n} skew part share no small field; use the NPLR form, or a "
                          "DPLR value of your own", error.budget) from None
    return [exact(x) for x, (_, count) in zip(lifted, distinct, strict=True) for _ in range(count)]
