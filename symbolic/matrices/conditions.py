"""Conditions on parameters: the irreducible polynomials that must not vanish, each once, with the reasons for them."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from flint import fmpz_mpoly

from symbolic.generic.chains import powers_modulo
from symbolic.generic.ring import ParameterRing, determinant
from symbolic.scalars.parameters import RationalFunction

Reasons = dict[RationalFunction, tuple[str, ...]]

MAX_SHOWN_TERMS = 60


def irreducible_factors(functions: Iterable[RationalFunction]) -> tuple[RationalFunction, ...]:
    """The irreducible factors of all numerators and denominators, each once, short ones first.

    Raises:
        UnableError: a polynomial is too large to factor.

    >>> from symbolic.scalars.parameters import parameter
    >>> a, b = parameter("a"), parameter("b")
    >>> irreducible_factors([(b - a) ** 3 / 2, a * (a - b), (a + 1) / b])
    (a, b, a + 1, a - b)
    """
    given = list(functions)
    names = tuple(sorted({n for f in given for n in f.names}))
    ring = ParameterRing(names)
    parts = [p for f in given for p in ring.pair(f.over(names))]
    return tuple(explained(ring, [(p, "") for p in parts]))


def explained(ring: ParameterRing, needed: Iterable[tuple[fmpz_mpoly, str]]) -> Reasons:
    """Irreducible factors of polynomials that must not vanish, short ones first, each with all reasons it is needed for."""
    found: dict[str, tuple[fmpz_mpoly, list[str]]] = {}
    for p, reason in needed:
        for f, _ in ring.factors(p):
            known = found.setdefault(str(f), (f, []))[1]
            if reason not in known:
                known.append(reason)
    order = sorted(found.values(), key=lambda pair: (int(pair[0].total_degree()), len(pair[0]), str(pair[0])))
    return {ring.function(f): tuple(why) for f, why in order}


def resultant(ring: ParameterRing, f: Sequence[fmpz_mpoly], g: Sequence[fmpz_mpoly]) -> fmpz_mpoly:
    """The product of g over the roots of the monic f: the determinant of multiplication by g modulo f."""
    d = len(f) - 1
    powers = powers_modulo(ring, f, d + len(g) - 1)
    rows = ring.product([[ring.zero] * i + list(g) + [ring.zero] * (d - 1 - i) for i in range(d)], powers)
    return determinant(ring, rows)


def derivative(f: Sequence[fmpz_mpoly]) -> list[fmpz_mpoly]:
    """The derivative of a polynomial in y given by its coefficients."""
    return [i * c for i, c in enumerate(f)][1:]


def condition_text(condition: RationalFunction) -> str:
    """The condition as text; a very long one is described by its size.

    >>> from symbolic.scalars.parameters import parameter
    >>> condition_text(parameter("a") - parameter("b"))
    'a-b != 0'
    """
    p = condition.element.numer
    if len(p) > MAX_SHOWN_TERMS:
        degree = max(sum(m) for m in p.itermonoms())
        return f"[a polynomial of degree {degree} with {len(p)} terms in {', '.join(condition.names)}] != 0"
    return f"{str(condition).replace(' ', '')} != 0"


def conditions_text(conditions: Iterable[RationalFunction]) -> str:
    """All conditions as text, separated by commas."""
    return ", ".join(condition_text(c) for c in conditions)
