"""The frame of a short worked solution: givens as literals, and a clear refusal where no line would fit a page."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Fact, Step
from exercises.deriving.literals import PAGE, fractions_of, matrix_tree
from exercises.phrases import Phrase
from exercises.terms import E


def tree_of(M: Any) -> E:
    """Return a matrix as a literal.

    Raises:
        UnableError: an entry has a degree above two.
    """
    from symbolic.errors import UnableError
    if not hasattr(M, "has_parameters"):  # columns over different fields, one field for each eigenvalue
        raise UnableError("derive: the columns lie in different fields of degree above two; no line of it would fit a page.")
    if M.has_parameters:
        raise UnableError("derive: no worked solution is written for a matrix with parameters.")
    if not M.rows or not M.cols or max(M.rows, M.cols) > PAGE:
        raise UnableError(f"derive: a matrix is empty or larger than {PAGE}; no line of a worked solution would fit a page.")
    tree = matrix_tree(M)
    if tree is None:
        raise UnableError("derive: a matrix has entries of degree above two; they have no form in square roots that would "
                          "fit a line of a worked solution.")
    return tree


def rational_rows(M: Any) -> list[list[Fraction]]:
    """Return the entries of a rational matrix.

    Raises:
        UnableError: it is not rational.
    """
    from symbolic.errors import UnableError
    if M.has_parameters or not M.is_rational or not M.rows or not M.cols:
        raise UnableError("derive: this worked solution is written for rational matrices.")
    return fractions_of(M)


def plain(
    given: dict[str, Any], steps: Sequence[Step], answer: Sequence[Fact], freedom: Phrase, asks: tuple[str, ...] = (),
) -> Derivation:
    """Return the derivation with these givens (matrices), steps and answer."""
    return Derivation(tuple((k, tree_of(M)) for k, M in given.items()), tuple(steps), tuple(answer), (), (freedom,), asks)


def coefficients_of(p: Any) -> list[Fraction]:
    """Return the coefficients of a rational polynomial, low to high.

    Raises:
        UnableError: it is not rational.
    """
    from symbolic.errors import UnableError
    if not all(c.is_rational for c in p.coefficients):
        raise UnableError("derive: this worked solution is written for rational matrices.")
    return [Fraction(int(c.numerator), int(c.denominator)) for c in p.coefficients]
