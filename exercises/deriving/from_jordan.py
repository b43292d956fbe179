"""JordanForm -> derivation: explicit eigenvalues where they can be written down, a generic root otherwise."""
from __future__ import annotations

from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation
from exercises.deriving.generic import generic
from exercises.deriving.jordan import Eigenvalue, explicit
from exercises.deriving.literals import PAGE, fractions_of, matrix_tree, number_tree
from exercises.terms import E, column


def derive_jordan(form: Any) -> Derivation:
    """Return the derivation of A P = P J."""
    from symbolic.errors import UnableError
    if not 0 < form.A.rows <= PAGE:
        raise UnableError(f"derive: the matrix is empty or larger than {PAGE}; no line of a worked solution would fit a page.")
    A = matrix_tree(form.A)
    eigenvalues = _eigenvalues(form)
    if A is not None and eigenvalues is not None:
        return explicit(A, fractions_of(form.A) if form.A.is_rational else None, eigenvalues)
    if form.A.is_rational:
        return generic(form)
    raise UnableError("derive: the entries and eigenvalues lie in a field of degree above two; no line of it would fit "
                      "a page.")


def _eigenvalues(form: Any) -> list[Eigenvalue] | None:
    found: list[Eigenvalue] = []
    for root, chains in form.groups():
        value = number_tree(chains[0].eigenvalue_at(root))
        blocks = [_columns(chain, root) for chain in chains]
        if value is None or any(b is None for b in blocks):
            return None
        number = chains[0].eigenvalue_at(root)
        rational = Fraction(int(number.numerator), int(number.denominator)) if number.is_rational else None
        sizes = sum(chain.size for chain in chains)
        found.append(Eigenvalue(value, sizes, tuple(b for b in blocks if b is not None), rational))
    return found


def _columns(chain: Any, root: int) -> tuple[E, ...] | None:
    from symbolic.matrices.matrix import ExactMatrix
    out = []
    for vector in chain.vectors_at(root):
        entries = [number_tree(x) for (x,) in ExactMatrix(vector).entries()]
        if any(e is None for e in entries):
            return None
        out.append(column([e for e in entries if e is not None]))
    return tuple(out)
