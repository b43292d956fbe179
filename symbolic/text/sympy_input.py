"""SymPy expressions -> exact scalars, by walking the expression tree; never through a string.

Read: Integer, Rational, sums, products, integer powers, square roots, roots of positive rationals, I, CRootOf, and
symbols that the caller lists. Everything else is refused with its name.
"""
from __future__ import annotations

from typing import Any

from flint import fmpq

from symbolic.errors import DomainError, InexactInputError
from symbolic.matrices.matrix import ExactMatrix, rational_matrix
from symbolic.parsing import build, check_size
from symbolic.scalars.crootof import root_index
from symbolic.scalars.numbers import AlgebraicNumber, I, exact, root, sqrt
from symbolic.scalars.parameters import RationalFunction, parameter
from symbolic.text import limits
from symbolic.text.arithmetic import Value, as_exact


def from_sympy_matrix(matrix: Any, names: frozenset[str] = frozenset()) -> ExactMatrix:
    """The matrix of a SymPy matrix (dense, sparse, immutable, DomainMatrix).

    Raises:
        DomainError: an entry is no exact algebraic number or rational function of the listed names.
        InexactInputError: an entry is a Float.
    """
    rows, cols = (int(n) for n in matrix.shape)
    check_size(rows, cols)
    if hasattr(matrix, "to_Matrix"):
        matrix = matrix.to_Matrix()
    values = [_value(x, names) for x in matrix.flat()]
    if not values:
        from flint import fmpz_mat
        return rational_matrix(fmpz_mat(rows, cols))
    return build([values[i * cols : (i + 1) * cols] for i in range(rows)], cols)


def from_sympy(expression: Any, names: frozenset[str] = frozenset()) -> AlgebraicNumber | RationalFunction:
    """The exact value of one SymPy expression.

    >>> import sympy
    >>> from_sympy(sympy.sqrt(8) / 2 + sympy.I)
    sqrt(2)+i
    """
    return as_exact(_value(expression, names))


def _value(expression: Any, names: frozenset[str]) -> Value:
    """Children before parents on an explicit stack, so that no depth of expression exhausts Python's."""
    if expression.is_Rational:
        return fmpq(int(expression.p), int(expression.q))
    todo: list[tuple[Any, bool]] = [(expression, False)]
    done: list[Value] = []
    while todo:
        current, ready = todo.pop()
        if ready:
            count = 1 if current.is_Pow else len(current.args)
            operands = done[-count:]
            del done[-count:]
            done.append(_combine(current, operands))
        elif current.is_Add or current.is_Mul or current.is_Pow:
            todo.append((current, True))
            todo.extend((arg, False) for arg in reversed(current.args[:1] if current.is_Pow else current.args))
        else:
            done.append(_leaf(current, names))
    return done[0]


def _leaf(expression: Any, names: frozenset[str]) -> Value:
    import sympy

    if expression.is_Rational:
        return fmpq(int(expression.p), int(expression.q))
    if expression is sympy.I:
        return I
    if isinstance(expression, sympy.CRootOf):
        return _root(expression)
    if expression.is_Symbol:
        if expression.name in names:
            return parameter(expression.name)
        raise DomainError(f"matrix: the symbol {expression} is not listed; pass symbols=[{str(expression)!r}] to make it "
                          "a parameter")
    if expression.is_Float:
        raise InexactInputError(f"matrix: the SymPy Float {expression} is rounded; write Rational('0.1') in SymPy, or use "
                                "from_float for its exact binary value")
    shown = str(expression)
    raise DomainError(f"matrix: {shown[:60]} ({type(expression).__name__}) is not built from rationals by + * / powers, "
                      "square roots, I and CRootOf; simplify it first")


def _combine(expression: Any, operands: list[Value]) -> Value:
    if expression.is_Pow:
        return _power(expression, operands[0])
    total = operands[0]
    for operand in operands[1:]:
        a, b = (total, operand) if isinstance(operand, fmpq) and isinstance(total, fmpq) else (as_exact(total), as_exact(operand))
        if isinstance(a, RationalFunction) != isinstance(b, RationalFunction):
            number = b if isinstance(a, RationalFunction) else a
            if isinstance(number, AlgebraicNumber) and not number.is_rational:
                raise DomainError(f"matrix: {number} stands beside parameters; parameters mix with rational numbers only")
        total = a + b if expression.is_Add else a * b
    return total


def _power(expression: Any, base: Value) -> Value:
    exponent = expression.args[1]
    if not exponent.is_Rational:
        raise DomainError(f"matrix: the exponent {exponent} is not a number; only integer and half-integer powers are read")
    p, q = int(exponent.p), int(exponent.q)
    if abs(p) > limits.MAX_EXPONENT or q > limits.MAX_ROOT_DEGREE:
        raise DomainError(f"matrix: the exponent {exponent} is too large; the limit is {limits.MAX_EXPONENT}")
    if p < 0 and not base:
        raise DomainError("matrix: 0 to a negative power divides by zero")
    if q == 1:
        return base ** p
    if isinstance(base, RationalFunction):
        raise DomainError(f"matrix: a root of {base} is not a rational function of the parameters")
    number = exact(base)
    if q == 2:
        return sqrt(number) ** p
    if not (number.is_rational and number.sign() > 0):
        raise DomainError(f"matrix: the power {exponent} is read for positive rational numbers only, not for {number}")
    # the positive root of d x^q - n is the last real one
    return root([-number.numerator, *([0] * (q - 1)), number.denominator], 1 - q % 2) ** p


def _root(expression: Any) -> AlgebraicNumber:
    degree = expression.poly.degree()
    if degree > limits.MAX_ROOT_DEGREE:
        raise DomainError(f"matrix: a root of a polynomial of degree {degree}; the limit is {limits.MAX_ROOT_DEGREE}")
    return root(*root_index(expression))
