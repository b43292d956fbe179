"""The Taylor coefficients of an expression tree at an eigenvalue, with the branch cuts and singularities met there.

Principal branches: the argument of a complex number lies in (-pi, pi], so on the closed negative real axis log and the
fractional powers take the value from above. There they are not analytic; their derivatives are those of the analytic
continuation from above, and the workspace remembers that the cut was met.
"""
from __future__ import annotations

from fractions import Fraction
from math import ceil

from flint import acb

from symbolic.errors import UnableError
from symbolic.functions.jets import (
    CUT,
    Jet,
    Undecided,
    UndefinedHere,
    Value,
    Workspace,
    add,
    ball,
    compose,
    invert,
    is_exact_zero,
    multiply,
    reciprocal,
    split,
    times,
)
from symbolic.functions.powervalues import number_power
from symbolic.functions.scalarfunctions import ONE, Tree, X
from symbolic.scalars.numbers import AlgebraicNumber, I, exact
from symbolic.scalars.roots import precision

EXTRA_TERMS = (0, 3, 12)
MAX_BITS = 1 << 15


def power(a: Jet, r: Fraction, w: Workspace) -> Jet:
    """a^r on the principal branch, (-pi, pi] for the argument of a."""
    if r.denominator == 1:
        base = a if r >= 0 else invert(a, w)
        result = Jet(0, (exact(1),) + (exact(0),) * (len(a.values) - 1))
        for _ in range(abs(r.numerator)):
            result = multiply(result, base, w)
        return result
    a = a.normal()
    if not a.values or a.valuation != 0:
        # e^(v r) is smooth of order below v r only: what comes after does not exist
        if r < 0 or a.valuation < 0:
            raise UndefinedHere(0)
        return Jet(0, (exact(0),) * ceil(a.valuation * r))
    c, h = split(a)
    first = _power_value(c, r, w)
    table, u, s = [first], reciprocal(c), first
    for i in range(1, h.end):
        s = times(times(s, u, w), exact((r - i + 1) / i), w)
        table.append(s)
    return compose(table, h, w)


def _power_value(c: Value, r: Fraction, w: Workspace) -> Value:
    if isinstance(c, AlgebraicNumber) and (w.algebraic or c.is_rational):
        found = number_power(c, r)
        if found is not None:
            on_cut(c, w)
            return found
    if r.denominator == 2:
        return projected(c, w).sqrt() ** r.numerator
    return (logarithm(c, w) * r.numerator / r.denominator).exp()


def on_cut(c: Value, w: Workspace) -> bool:
    """Whether c is a negative real number; remembered in the workspace."""
    if isinstance(c, AlgebraicNumber):
        b = ball(c, w)
        cut = bool(b.imag.contains(0)) and not b.real > 0 and c.is_real and c.sign() < 0
    elif c.imag == 0 and (c.real < 0 or c.real > 0):
        cut = bool(c.real < 0)
    elif c.imag.contains(0) and not c.real > 0:
        raise Undecided
    else:
        cut = False
    if cut:
        w.met.add(CUT)
    return cut


def projected(c: Value, w: Workspace) -> acb:
    """The ball of c, with an imaginary part that is exactly 0 on the branch cut."""
    b = ball(c, w)
    return acb(b.real) if on_cut(c, w) else b


def logarithm(c: Value, w: Workspace) -> acb:
    """Log c, imaginary part in (-pi, pi]."""
    b = projected(c, w)
    if b.contains(0):
        raise Undecided
    return b.log()


def taylor(name: str, c: Value, terms: int, w: Workspace) -> list[Value]:
    """g^(i)(c)/i! for i < terms."""
    zero = isinstance(c, AlgebraicNumber) and not c
    if name == "log":
        return _log_table(c, terms, w)
    if name == "csgn":
        return [exact(_side(c, w)), *(exact(0),) * (terms - 1)]
    z = ball(c, w)
    if name == "exp":
        cycle: list[Value] = [exact(1)] if zero else [z.exp()]
    elif name in {"sin", "cos"}:
        s, d = (exact(0), exact(1)) if zero else (z.sin(), z.cos())
        cycle = [s, d, -s, -d] if name == "sin" else [d, -s, -d, s]
    else:
        s, d = (exact(0), exact(1)) if zero else (z.sinh(), z.cosh())
        cycle = [s, d] if name == "sinh" else [d, s]
    out, factorial = [], 1
    for i in range(terms):
        factorial *= max(i, 1)
        out.append(times(cycle[i % len(cycle)], exact(Fraction(1, factorial)), w))
    return out


def _log_table(c: Value, terms: int, w: Workspace) -> list[Value]:
    if is_exact_zero(c):
        raise UndefinedHere(0)
    one = isinstance(c, AlgebraicNumber) and c == 1
    out: list[Value] = [exact(0) if one else logarithm(c, w)]
    u, p = reciprocal(c), exact(1)
    power_of_u: Value = p
    for i in range(1, terms):
        power_of_u = times(power_of_u, u, w)
        out.append(times(power_of_u, exact(Fraction((-1) ** (i - 1), i)), w))
    return out


def _side(c: Value, w: Workspace) -> int:
    """1 in the open right half-plane, -1 in the left one; undefined on the imaginary axis."""
    b = ball(c, w)
    if b.real.contains(0):
        if isinstance(c, AlgebraicNumber) and -c == c.conjugate():
            raise UndefinedHere(0)
        raise Undecided
    return 1 if b.real > 0 else -1


def constant(c: Value, terms: int) -> Jet:
    """The jet of a constant."""
    return Jet(0, (c,) + (exact(0),) * (terms - 1))


def evaluate(tree: Tree, x: Jet, w: Workspace) -> Jet:
    """The jet of f at the point whose jet is x."""
    kind, terms = tree[0], len(x.values)
    if kind == "x":
        return x
    if kind == "number":
        return constant(tree[1], terms)
    if kind == "pi":
        return constant(acb.pi(), terms)
    if kind in {"add", "mul"}:
        parts = [evaluate(t, x, w) for t in tree[1:]]
        total = parts[0]
        for p in parts[1:]:
            total = add(total, p, w) if kind == "add" else multiply(total, p, w)
        return total
    if kind == "pow":
        return power(evaluate(tree[1], x, w), tree[2], w)
    if kind == "power":
        return evaluate(("call", "exp", ("mul", tree[2], ("call", "log", tree[1]))), x, w)
    if tree[1] in INVERSES:
        return _inverse_function(tree, x, w)
    c, h = split(evaluate(tree[2], x, w))
    return compose(taylor(tree[1], c, h.end, w), h, w)


def _sqrt(t: Tree) -> Tree:
    return ("pow", t, Fraction(1, 2))


def _minus(t: Tree) -> Tree:
    return ("mul", ("number", exact(-1)), t)


def _log(t: Tree) -> Tree:
    return ("call", "log", t)


def _square(t: Tree) -> Tree:
    return ("pow", t, Fraction(2))


# [DLMF] 4.23.19-23 and 4.37.16-21: the inverse functions through principal logarithms and square roots.
_I: Tree = ("number", I)
_MINUS_I: Tree = ("number", -I)
_HALF: Tree = ("number", exact(Fraction(1, 2)))
_IX: Tree = ("mul", _I, X)
_ASIN: Tree = ("mul", _MINUS_I, _log(("add", _IX, _sqrt(("add", ONE, _minus(_square(X)))))))
_ATANH: Tree = ("mul", _HALF, ("add", _log(("add", ONE, X)), _minus(_log(("add", ONE, _minus(X))))))
INVERSES: dict[str, Tree] = {
    "asin": _ASIN,
    "acos": ("add", ("mul", _HALF, ("pi",)), _minus(_ASIN)),
    "atan": ("mul", _HALF, _I, ("add", _log(("add", ONE, _minus(_IX))), _minus(_log(("add", ONE, _IX))))),
    "asinh": _log(("add", X, _sqrt(("add", ONE, _square(X))))),
    "acosh": _log(("add", X, ("mul", _sqrt(("add", X, ONE)), _sqrt(("add", X, _minus(ONE)))))),
    "atanh": _ATANH,
}


def _inverse_function(tree: Tree, x: Jet, w: Workspace) -> Jet:
    """Arcsin and its kin; on their branch cuts the books disagree, so nothing is chosen there."""
    inner = Workspace(w.bits, w.algebraic)
    result = evaluate(INVERSES[tree[1]], evaluate(tree[2], x, w), inner)
    if CUT in inner.met:
        raise UnableError(f"matrix_function: an eigenvalue lies on the branch cut of {tree[1]}", "values off the cut")
    return result


def coefficients(tree: Tree, at: AlgebraicNumber, count: int, w: Workspace) -> list[Value]:
    """f^(j)(at)/j! for j < count; call inside `precision(w.bits)`.

    Raises:
        UndefinedHere: a derivative does not exist. Undecided: more bits are needed.

    >>> from symbolic.functions.scalarfunctions import tree_of
    >>> coefficients(tree_of("inv"), exact(2), 3, Workspace(64))
    [1/2, -1/4, 1/8]
    """
    reached = -1
    for extra in EXTRA_TERMS:
        terms = count + extra
        jet = evaluate(tree, Jet(0, (at, exact(1), *(exact(0),) * terms)[:max(terms, 1)]), w).normal()
        if jet.valuation < 0:
            raise UndefinedHere(0)
        if jet.end >= count:
            return [exact(0)] * min(jet.valuation, count) + list(jet.values[:max(count - jet.valuation, 0)])
        if jet.end == reached:
            break
        reached = jet.end
    raise UndefinedHere(max(reached, 0))


def certain_coefficients(tree: Tree, at: AlgebraicNumber, count: int, w: Workspace) -> list[Value]:
    """The same, with the precision raised until every question is decided."""
    while w.bits <= MAX_BITS:
        try:
            with precision(w.bits):
                return coefficients(tree, at, count, w)
        except Undecided:
            w.bits *= 2
    raise UnableError(f"matrix_function: whether f is singular at {at} could not be decided", f"{MAX_BITS} bits")
