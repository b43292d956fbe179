"""Finding the coefficients of `lin`: reduce a goal by oriented equations, and write down each step.

Untrusted: what is found is checked by the kernel's normal form.
"""
from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from verify.kernel.atoms import Poly, add, product
from verify.kernel.normal import Scope, normal

MAX_STEPS = 3_000


@lru_cache(maxsize=100_000)
def spelled(x: Any) -> str:
    """An atom as text, the same in every run: what a set prints depends on hashes.

    >>> spelled(frozenset({"b", "a"}))
    '{a b}'
    """
    if isinstance(x, frozenset):
        return f"{{{' '.join(sorted(map(spelled, x)))}}}"
    return f"({' '.join(map(spelled, x))})" if isinstance(x, tuple) else str(x)


class NotReducedError(Exception):
    """The goal did not reduce to zero; `rest` is what remained."""

    def __init__(self, rest: Any) -> None:
        """With the remaining term."""
        super().__init__(f"not reduced to zero: {shown(rest)}")
        self.rest = rest


def combination(scope: Scope, goal: Any, equations: list[tuple[str, Any, bool]],
                spell: Callable[[Any, Fraction, Any], Any] | None = None) -> list[Any]:
    """The parts of `lin` for goal = (=, s, t): each equation is (name, formula, backwards) and is used left to right.

    `spell` writes a monomial times a word times a number as a term; with a size, an empty word is the identity of that size.

    Raises:
        NotReducedError: with what is left.
    """
    spell = spell or term
    kind, rest = normal(("-", goal[1], goal[2]), scope)
    rules = [rule for equation in equations for rule in _rules(scope, equation)]
    parts: list[Any] = []
    for _ in range(MAX_STEPS):
        step = next((found for key in rest for rule in rules if (found := _match(key, rule))), None)
        if step is None:
            break
        key, (name, lead, p), left, right = step
        c = Fraction(rest[key]) / p[lead]
        rest = add(rest, product(product({left: c}, p), {right: Fraction(1)}), -1)
        carried = kind[0] if kind is not None and not lead[1] else None
        parts.append([spell(left, c, carried), name, spell(right, Fraction(1), None)])
    if rest:
        raise NotReducedError(rest)
    return parts


def _rules(scope: Scope, equation: tuple[str, Any, bool]) -> list[tuple[str, Any, Poly]]:
    """The equation as a rule: its name, the term that is replaced, and left less right side; none when that is zero."""
    name, (_, lhs, rhs), backwards = equation
    _, p = normal(("-", lhs, rhs), scope)
    _, side = normal(rhs if backwards else lhs, scope)
    keys = [k for k in side if k in p] or list(p)
    return [(name, max(keys, key=lambda k: (len(k[1]), sum(e for _, e in k[0]), spelled(k[0]))), p)] if p else []


def _match(key: Any, rule: Any) -> Any:
    (monomial, word), (_, (lead_monomial, lead_word), _) = key, rule
    powers = dict(monomial)
    for a, e in lead_monomial:
        if powers.get(a, 0) < e:
            return None
        powers[a] -= e
    rest = frozenset((a, e) for a, e in powers.items() if e)
    n = len(lead_word)
    if not n:
        return key, rule, (rest, word), (frozenset(), ())
    for i in range(len(word) - n + 1):
        if word[i:i + n] == lead_word:
            return key, rule, (rest, word[:i]), (frozenset(), word[i + n:])
    return None


def term(key: Any, c: Fraction, size: Any) -> Any:
    """A monomial times a word as a term; with `size` an empty word is the identity of that size."""
    monomial, word = key
    factors: list[Any] = [("q", c.numerator, c.denominator)] if c != 1 else []
    factors += [plain(a) for a, e in sorted(monomial, key=spelled) for _ in range(e)]
    factors += [("T", plain(a)) if flag else plain(a) for a, flag in word]
    if size is not None and not word:
        factors.append(("I", _local(size)))
    return factors[0] if len(factors) == 1 else ("*", *factors) if factors else 1


def whole(p: Any, kind: Any = None) -> Any:
    """A frozen polynomial of a type as a term: an empty word of a matrix is the identity."""
    size = None if kind is None else kind[0]
    if not p and kind is not None:
        return ("O", *map(_local, kind))
    items = [term(key, c, size) for key, c in (p.items() if isinstance(p, dict) else sorted(p, key=spelled))]
    return items[0] if len(items) == 1 else ("+", *items) if items else 0


def _local(form: Any) -> Any:
    return ("+", form[0], *(("*", c, _name(v)) for v, c in sorted(form[1])))


def _name(v: str) -> str:
    return f"b_{v[1:]}" if v[0] == "%" else v


def plain(a: Any) -> Any:
    """An atom as a term."""
    op = a[0]
    if op == "#":
        return ("#", _name(a[1]))
    if op in ("f", "m"):
        return (op, a[1], *map(_local, a[2:]))
    if op == "app":
        return (op, a[1], whole(a[2]))
    if op == "inv":
        return (op, whole(a[1]))
    if op == "ite":
        return (op, 0, _local(a[1]), whole(a[2]), whole(a[3]))
    if op in ("sum", "prod"):
        variable, inner = (a[3], a[4:]) if op == "sum" else (a[4], a[5])
        body = term(inner, Fraction(1), None) if op == "sum" else whole(inner, a[3])
        return (op, _name(variable), _local(a[1]), _local(a[2]), body)
    if op == "mat":
        return (op, *map(_local, a[1]), _name(a[2]), _name(a[3]), whole(a[4]))
    if op in ("ent", "tr"):
        return _functional(a)
    if op in ("det", "adj", "D", "ev"):
        return (op, whole(a[2], a[1]))
    return (op, *map(_local, a[1:]))  # inl, inr


def _functional(a: Any) -> Any:
    chosen = min(a[2], key=spelled)
    word = chosen[0] if a[0] == "ent" else chosen
    inner = term((frozenset(), word), Fraction(1), None) if word else ("I", _local(a[1]))
    return (a[0], inner, *map(_local, chosen[1:])) if a[0] == "ent" else (a[0], inner)


def shown(p: Poly | Any) -> str:
    """A polynomial for the author of a proof."""
    from verify.proofs.printing import text
    return text(whole(p))
