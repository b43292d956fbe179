"""f(A) as an exact matrix, where the values of f on the spectrum are algebraic numbers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from symbolic.errors import SingularMatrixError, UnableError
from symbolic.functions.jets import Workspace
from symbolic.functions.scalarfunctions import Tree, X, children, is_rational_function
from symbolic.functions.spectral import Component
from symbolic.functions.taylor import certain_coefficients
from symbolic.matrices.elimination import inverse
from symbolic.matrices.matrix import ExactMatrix, identity, zero
from symbolic.scalars.numbers import AlgebraicNumber

if TYPE_CHECKING:
    from symbolic.functions.matrixfunction import MatrixFunction


def exact_function(result: MatrixFunction) -> ExactMatrix:
    """f(A): by matrix arithmetic for rational f, by orbits of conjugates for roots and sign, else root by root."""
    from symbolic.functions.signfunction import sign_of_components
    from symbolic.functions.squareroot import root_of_components
    tree, A = result.tree, result.A
    if is_rational_function(tree):
        try:
            return evaluate_at_matrix(tree, A)
        except SingularMatrixError:
            pass            # a removable singularity: the jets below know its value
    half = tree[0] == "pow" and tree[1] == X and tree[2].denominator == 2
    components = result.spectral.components
    if half and not any(c.size > 1 and not c.eigenvalue_at(c.roots[0]) for c in components):
        part: ExactMatrix = root_of_components(A, components)
        return part ** int(tree[2].numerator)
    if tree == ("call", "csgn", X):
        return sign_of_components(A, components)
    total = zero(A.rows, A.rows)
    for c in components:
        for k in c.roots:
            total = total + _at_root(result, c, k)
    return total


def evaluate_at_matrix(tree: Tree, A: ExactMatrix) -> ExactMatrix:
    """The value of a rational function at a matrix, by products and inverses."""
    if tree[0] == "x":
        return A
    if tree[0] == "number":
        scalar: AlgebraicNumber = tree[1]
        return identity(A.rows) * scalar
    if tree[0] == "pow":
        base, exponent = evaluate_at_matrix(tree[1], A), int(tree[2].numerator)
        return base ** exponent if exponent >= 0 else inverse(base) ** -exponent
    parts = [evaluate_at_matrix(t, A) for t in children(tree)]
    total = parts[0]
    for p in parts[1:]:
        total = total + p if tree[0] == "add" else total * p
    return total


def _at_root(result: MatrixFunction, c: Component, k: int) -> ExactMatrix:
    """The part of f(A) that belongs to one eigenvalue."""
    value = c.eigenvalue_at(k)
    jets = certain_coefficients(result.tree, value, c.size, Workspace(64, algebraic=True))
    total = zero(result.A.rows, result.A.rows)
    for j, v in enumerate(jets):
        if not isinstance(v, AlgebraicNumber):
            raise UnableError(f"{result.name}(A) has no exact form here: the value of f at the eigenvalue {value} is not known "
                              "to be algebraic; use .to_sympy(), .to_mpmath(digits) or .enclose(digits)")
        if v:
            total = total + c.matrix_at(j, k) * v
    return total


