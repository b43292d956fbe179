"""Functions of a matrix: f(A) = sum over eigenvalues a, j < index of a, of f^(j)(a)/j! Z_j(a) (`spectral` has the Z_j).

f(A) is kept as that sum: numbers to any precision come from it as rigorous balls, exact matrices where the values of f
are algebraic, SymPy expressions on request. Nothing depends on a Jordan basis.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flint import acb

from symbolic.errors import UndefinedFunctionError, in_name_of
from symbolic.functions.closedforms import ClosedForm
from symbolic.functions.jets import CUT, FILLED, UndefinedHere, Workspace
from symbolic.functions.scalarfunctions import NAMED, Tree, is_rational_function, is_symmetric, tree_of
from symbolic.functions.scalarfunctions import to_sympy as tree_to_sympy
from symbolic.functions.spectral import Component, SpectralForm, spectral_form
from symbolic.functions.taylor import certain_coefficients
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.numbers import AlgebraicNumber

if TYPE_CHECKING:
    import mpmath
    import sympy

CHECK_BITS = 64


@dataclass(frozen=True)
class MatrixFunction(ClosedForm):
    """f(A) for a function defined on the spectrum of A.

    `tree` is f as an expression tree, `spectral` the components of A, `notes` says what had to be chosen: a value on a
    branch cut, a removable singularity.
    """

    A: ExactMatrix
    f: Any
    spectral: SpectralForm = field(repr=False)
    tree: Tree = field(repr=False)
    notes: tuple[str, ...] = ()

    @cached_property
    def is_real(self) -> bool:
        """Whether f(A) is real because A is, f(conj z) = conj f(z), and no eigenvalue lies on a branch cut."""
        return real_entries(self.A) and is_symmetric(self.tree) and not any(CUT in note for note in self.notes)

    def exact(self) -> ExactMatrix:
        """f(A) as an exact matrix.

        Raises:
            UnableError: a value of f on the spectrum is not algebraic, or the numbers share no field of degree <= 64.
        """
        from symbolic.functions.exactfunctions import exact_function
        return exact_function(self)

    def enclose(self, digits: int = 15) -> list[list[acb]]:
        """Rows of python-flint balls that contain f(A); radii below 10^-digits times the largest entry."""
        from symbolic.functions.functionballs import enclose_function
        return enclose_function(self, digits)

    def to_mpmath(self, digits: int = 15) -> mpmath.matrix:
        """f(A) as an mpmath matrix, correct to `digits` digits relative to its largest entry."""
        from symbolic.functions.functionballs import balls_to_mpmath
        return balls_to_mpmath(self.enclose(digits + 2), digits, real=self.is_real)

    def to_sympy(self) -> sympy.Matrix:
        """f(A) as a sympy.Matrix: exact numbers where f is algebraic, else values of f at radicals or a RootSum."""
        from symbolic.functions.functionforms import function_to_sympy
        return function_to_sympy(self)

    def expression(self, x: Any) -> Any:
        """F as a SymPy expression in x."""
        return tree_to_sympy(self.tree, x)

    @property
    def name(self) -> str:
        """The name of f, or its expression in text."""
        return self.f if isinstance(self.f, str) else str(self.f)


def real_entries(A: ExactMatrix) -> bool:
    """Whether every entry is a real number."""
    return A.field.is_real or all(x.is_real for row in A.entries() for x in row)


def matrix_function(A: ExactMatrix, f: Any) -> MatrixFunction:
    """f(A) = sum over eigenvalues a and j < index(a) of f^(j)(a)/j! Z_j(a), the primary matrix function.

    Args:
        A: n x n over Q or a number field.
        f: a name ("exp", "log", "sqrt", "inv", "sign", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", ..), a SymPy
            expression in one symbol, or a Polynomial. Multivalued functions take principal values, the argument in
            (-pi, pi]; an eigenvalue on a branch cut is said in `.notes`. "sign" is the sign of the real part.

    Raises:
        UndefinedFunctionError: f or a derivative up to the largest block of an eigenvalue, less one, does not exist there;
        its witness is (eigenvalue, order of the derivative, size of the block).
        NotSquareError. UnableError: the work is above the budget, or a singularity could not be decided.
    Cost: that of `spectral_form`, then d values of f for a factor of degree d.
    References: [Hig08] definitions 1.1, 1.2, 1.4 and theorem 1.18 (real results); [Gan59] V.1.

    >>> from symbolic import matrix
    >>> matrix_function(matrix("2 1; 0 2"), "inv").exact()
    1/2 -1/4; 0 1/2
    >>> matrix_function(matrix("0 1; 0 0"), "sqrt")
    Traceback (most recent call last):
        ...
    symbolic.errors.UndefinedFunctionError: sqrt(A) is not defined: its derivative of order 1 does not exist at the eigenvalue 0, which has a block of size 2
    """  # noqa: E501 - the message of the error is one line
    with in_name_of("matrix_function"):
        spectral = spectral_form(A)
    return function_of_components(A, f, spectral)


def function_of_components(A: ExactMatrix, f: Any, spectral: SpectralForm) -> MatrixFunction:
    """F on the given components (all of them, or those of a part of the spectrum)."""
    tree = tree_of(f)
    shown = f if isinstance(f, str) else f"f = {f}"
    notes: dict[str, None] = {}
    for c in spectral.components:
        same_everywhere = is_rational_function(tree) and all(n.is_rational for n in _numbers(tree))
        for k in c.roots[:1] if same_everywhere else c.roots:
            value = c.eigenvalue_at(k)
            notes.update(dict.fromkeys(_checked(shown, tree, c, value)))
    return MatrixFunction(A, f, spectral, tree, tuple(notes))


def _numbers(tree: Tree) -> list[AlgebraicNumber]:
    from symbolic.functions.scalarfunctions import children
    if tree[0] == "number":
        return [tree[1]]
    return [n for t in children(tree) for n in _numbers(t)]


def _checked(shown: str, tree: Tree, c: Component, value: AlgebraicNumber) -> list[str]:
    """The notes of one eigenvalue; UndefinedFunctionError when f is not defined there."""
    w = Workspace(CHECK_BITS)
    try:
        certain_coefficients(tree, value, c.size, w)
    except UndefinedHere as signal:
        what = "its value" if signal.order == 0 else f"its derivative of order {signal.order}"
        name = f"{shown}(A)" if shown in NAMED else f"f(A) with {shown}"
        raise UndefinedFunctionError(f"{name} is not defined: {what} does not exist at the eigenvalue {value}, which has a "
                                     f"block of size {c.size}", (value, signal.order, c.size)) from None
    notes = []
    if CUT in w.met:
        notes.append(f"the eigenvalue {value} is {CUT}: the value from above was taken (argument pi), so the result is "
                     "primary but not principal, and not real")
    if FILLED in w.met:
        notes.append(f"the {FILLED} of f at the eigenvalue {value} was filled in")
    return notes
