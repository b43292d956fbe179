"""Terms with one normal form have one value: random terms under nested binders, evaluated by a program of its own."""
from __future__ import annotations

import random
from ast import literal_eval
from fractions import Fraction

from verify.kernel import Malformed
from verify.kernel.formulas import canonical, checked_sort
from verify.proofs.evaluation import Table, holds, same, table, value

SCOPE = {"n": ("int",), "f": ("f", 1), "h": ("f", 2), "A": checked_sort(("m", "A", ("i",), 2, 2), {})}
NUMBERS = {
    "n": 2, "f": lambda k: Fraction(k * k + 3 * k + 7, 5), "h": lambda i, j: Fraction(3 * i - 2 * j + i * i * j, 7),
    "A": lambda k: table(2, 2, lambda i, j: Fraction(k + 2 * i - 3 * j + k * i * j, 3)),
}
VARIABLES = ("i", "j", "k", "n")


def index(rng, bound):
    """A variable in scope, or a small number, or their sum."""
    v = rng.choice([*bound, "n", rng.randint(0, 2)])
    return v if rng.random() < 0.8 else ("+", v, rng.randint(-1, 1))


def scalar(rng, depth, bound=()):
    """A random scalar term."""
    if depth == 0:
        return rng.choice([("f", "f", index(rng, bound)), ("f", "h", index(rng, bound), index(rng, bound)), rng.randint(-1, 2)])
    kind = rng.choice(["sum", "prod", "prod", "+", "*", "ent", "tr", "det", "inv", "ite"])
    inner = rng.choice(VARIABLES[:3])
    if kind in ("sum", "prod"):
        return (kind, inner, 0, rng.randint(1, 2), scalar(rng, depth - 1, {*bound, inner}))
    if kind in ("+", "*"):
        return (kind, scalar(rng, depth - 1, bound), scalar(rng, depth - 1, bound))
    if kind == "ite":
        return (kind, index(rng, bound), index(rng, bound), scalar(rng, depth - 1, bound), scalar(rng, depth - 1, bound))
    if kind == "inv":
        return (kind, scalar(rng, depth - 1, bound))
    m = matrix(rng, depth - 1, bound)
    return (kind, m, rng.randint(0, 1), index(rng, bound)) if kind == "ent" else (kind, m)


def matrix(rng, depth, bound):
    """A random 2 x 2 matrix."""
    if depth <= 0:
        return rng.choice([("m", "A", index(rng, bound)), ("T", ("m", "A", index(rng, bound))), ("I", 2)])
    kind = rng.choice(["mat", "mat", "sum", "prod", "+", "*", "T"])
    if kind == "mat":
        i, j = rng.sample(VARIABLES[:3], 2)
        return (kind, 2, 2, i, j, scalar(rng, depth - 1, {*bound, i, j}))
    if kind in ("sum", "prod"):
        inner = rng.choice(VARIABLES[:3])
        return (kind, inner, 0, rng.randint(1, 2), matrix(rng, depth - 1, {*bound, inner}))
    if kind == "T":
        return (kind, matrix(rng, depth - 1, bound))
    return (kind, matrix(rng, depth - 1, bound), matrix(rng, depth - 1, bound))


def variants(rng, term):
    """The term with one of its index variables replaced, which is another term more often than not."""
    flat = repr(term)
    for _ in range(3):
        old, new = rng.sample(["'i'", "'j'", "'k'"], 2)
        places = [p for p in range(len(flat)) if flat.startswith(old, p)]
        if places:
            p = rng.choice(places)
            flat = flat[:p] + new + flat[p + len(old):]
    return literal_eval(flat)


def test_equal_normal_forms_have_equal_values():
    rng, equal, compared = random.Random(4711), 0, 0
    for _ in range(3000):
        one = scalar(rng, rng.randint(1, 4))
        other = variants(rng, one)
        try:
            forms = [canonical(("=", t, 0), SCOPE) for t in (one, other)]
        except Malformed:  # the replacement left a variable without its binder
            continue
        compared += 1
        if one != other and forms[0] == forms[1]:
            equal += 1
            assert same(value(one, NUMBERS), value(other, NUMBERS)), (one, other)
    assert compared > 1000
    assert equal > 50


def test_the_evaluator_tells_the_terms_of_the_old_mistake_apart():
    def nested(v):
        return ("prod", "j", 0, 1, ("prod", "i", 0, 2, ("f", "f", v)))
    assert not holds(("=", nested("i"), nested("j")), NUMBERS)
    assert isinstance(value(("mat", 1, 1, "i", "j", 3), NUMBERS), Table)
