"""Values for parameters: in a rational function, a polynomial or a matrix."""
from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, TypeVar

from symbolic.errors import ConditionError, DomainError, InputError
from symbolic.matrices.conditions import irreducible_factors
from symbolic.matrices.functionarrays import FunctionArray
from symbolic.matrices.matrix import ExactMatrix, from_entries
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction, parameter
from symbolic.scalars.polynomials import Polynomial

T = TypeVar("T", ExactMatrix, Polynomial)


def scalar_values(names: tuple[str, ...], values: Mapping[str, Any], what: str) -> dict[str, Any]:
    """The values as exact scalars.

    Raises:
        DomainError: a name is not among the parameters.
    """
    unknown = sorted(set(values) - set(names))
    if unknown:
        raise DomainError(f"{what}: there is no parameter {unknown[0]}; the parameters are {', '.join(names)}")
    return {n: v if isinstance(v, RationalFunction) else exact(v) for n, v in values.items()}


def value_at(f: RationalFunction, values: Mapping[str, Any]) -> Any:
    """The rational function with some parameters replaced; an AlgebraicNumber when no parameter is left.

    Raises:
        ConditionError: the denominator becomes zero.

    >>> a, b = parameter("a"), parameter("b")
    >>> value_at((a + b) / a, {"a": 2}), value_at(a - b, {"a": b})
    (b/2 + 1, 0)
    """
    table = {**{n: parameter(n) for n in f.names}, **scalar_values(tuple(values), values, "substitute")}
    top, bottom = (_polynomial_at(part, f.names, table) for part in (f.element.numer, f.element.denom))
    if not bottom:
        shown = ", ".join(f"{n} = {v}" for n, v in values.items() if n in f.names)
        raise ConditionError(f"substitute: the denominator of {f} is zero at {shown}", f)
    found = top / bottom
    constant = found.constant() if isinstance(found, RationalFunction) else None
    return found if constant is None else exact(constant)


def _polynomial_at(p: Any, names: tuple[str, ...], values: Mapping[str, Any]) -> Any:
    total: Any = exact(0)
    for exponents, c in p.terms():
        term: Any = exact(Fraction(int(c.numerator), int(c.denominator)))
        for name, e in zip(names, exponents, strict=True):
            if e:
                term = term * values[name] ** e
        total = total + term
    return total


def substitute(x: T, values: Mapping[str, Any]) -> T:
    """A matrix or polynomial with parameters replaced by numbers or by functions of other parameters.

    Args:
        x: the matrix or polynomial. values: name -> int, Fraction, exact number or RationalFunction, for some or all names.

    Raises:
        DomainError: an unknown name. ConditionError: a denominator or a condition that x carries becomes zero.

    >>> from symbolic.parsing import parse_matrix
    >>> A = parse_matrix("a 1; 0 b", symbols=["a", "b"])
    >>> substitute(A, {"a": 3}), substitute(A, {"a": parameter("b")})
    (3 1; 0 b, b 1; 0 b)
    """
    given: Any = x
    if not isinstance(given, ExactMatrix | Polynomial) or not isinstance(values, Mapping):
        raise InputError(f'substitute: give a matrix or polynomial and {{"name": value}}, not a {type(x).__name__} and a '
                         f"{type(values).__name__}")
    table = scalar_values(_names(x), values, "substitute")
    if isinstance(x, Polynomial):
        return Polynomial([_scalar_at(c, table) for c in x.coefficients])
    kept = []
    for c in x.conditions:
        value = value_at(c, table)
        if not value:
            shown = ", ".join(f"{n} = {v}" for n, v in table.items())
            raise ConditionError(f"substitute: the matrix rests on {c} != 0, which fails at {shown}", c)
        if isinstance(value, RationalFunction):
            kept.append(value)
    rows = [[_scalar_at(c, table) for c in row] for row in x.entries()]
    return from_entries(rows, x.rows, x.cols, irreducible_factors(kept))


def _scalar_at(c: Any, values: Mapping[str, Any]) -> Any:
    return value_at(c, values) if isinstance(c, RationalFunction) else c


def _names(x: Any) -> tuple[str, ...]:
    if isinstance(x, ExactMatrix):
        return x.array.names if isinstance(x.array, FunctionArray) else ()
    return tuple(sorted({n for c in x.coefficients if isinstance(c, RationalFunction) for n in c.names}))
