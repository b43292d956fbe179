"""The first rung: the exact value, from `symbolic`, and a ball around it that is narrow enough to count digits by."""
from __future__ import annotations

from typing import Any

from flint import arb

from symbolic.scalars.roots import precision
from verify.numeric.ladder.quantity import Quantity
from verify.numeric.operands import bits_for

MAX_DIFFERENCE_DEGREE = 36


def value_of(quantity: Quantity, digits: int) -> tuple[Any, Any]:
    """(the exact value, a ball of it to `digits` digits); the value is the ball itself where no short closed form exists.

    >>> from symbolic import matrix
    >>> value_of(Quantity("det", matrix("1 2; 3 4")), 20)[0]
    -2
    """
    import symbolic
    A, T = quantity.matrix, quantity.operand.T
    kind = quantity.kind
    if kind == "rank":
        found = symbolic.rank(T)
        return found, arb(found)
    if kind == "eigenvalue_spread":
        return _spread(symbolic.eigenvalues(T), digits)
    if kind == "exp":
        i, j = quantity.index
        form: Any = symbolic.expm(quantity.dense)
        ball = form.enclose(quantity.t, digits)[i][j]
        return ball, ball
    if kind == "det":
        value: Any = symbolic.det(T)  # D T D^-1 has the determinant of T
    elif kind == "condition_number":
        value = symbolic.condition_number(A, quantity.ord)
    elif kind == "smallest_singular_value":
        value = symbolic.singular_values(A)[-1]
    else:
        value = symbolic.solve(quantity.dense, quantity.right_side)[quantity.index[0], 0]
    return value, value.enclose(digits)


def _spread(values: tuple[tuple[Any, int], ...], digits: int) -> tuple[Any, Any]:
    """The largest distance of two eigenvalues."""
    from symbolic import exact
    points = [z for z, _ in values]
    if len(points) == 1:
        return exact(0), arb(0)
    with precision(bits_for(digits) + 32):
        balls = [z.enclose(digits + 5) for z in points]
        pairs = [(i, j) for i in range(len(points)) for j in range(i)]
        apart = [abs(balls[i] - balls[j]) for i, j in pairs]
        ball = widest(apart)
        i, j = pairs[max(range(len(pairs)), key=lambda k: apart[k].mid())]
    x, y = points[i], points[j]
    if x.is_real and y.is_real and (x.degree * y.degree <= MAX_DIFFERENCE_DEGREE or x.field is y.field):
        return abs(x - y), ball
    return ball, ball


def widest(values: list[arb]) -> arb:
    """A ball around the largest of real numbers that are known by balls.

    >>> widest([arb(1), arb(3), arb(2)]) == 3
    True
    """
    found = values[0]
    for x in values[1:]:
        found = found.max(x)
    return found
