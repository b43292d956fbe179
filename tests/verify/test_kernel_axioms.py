"""Every axiom of the kernel is true at drawn numbers, negative and empty sizes included, by an evaluator of its own."""
from __future__ import annotations

import random
from fractions import Fraction

import pytest

from verify.kernel.theory import WITH_DIFF, axioms
from verify.proofs.evaluation import CannotEvaluateError, holds, integer, premises_hold, table

SIZES = (-2, -1, 0, 1, 2, 3)
UNSEEN = {"SQRT"}  # there is a root: not a matter of numbers drawn at random


class Polynomial:
    """Coefficients low to high: the differential ring in which derivatives and the value at 0 are read."""

    def __init__(self, *coefficients):
        self.c = list(coefficients)
        while self.c and not self.c[-1]:
            self.c.pop()

    @staticmethod
    def of(x):
        return x if isinstance(x, Polynomial) else Polynomial(Fraction(x))

    def __add__(self, other):
        a, b = self.c, Polynomial.of(other).c
        return Polynomial(*((a[i] if i < len(a) else 0) + (b[i] if i < len(b) else 0) for i in range(max(len(a), len(b)))))

    def __mul__(self, other):
        b = Polynomial.of(other).c
        return Polynomial(*(sum(self.c[i] * b[n - i] for i in range(len(self.c)) if 0 <= n - i < len(b)) for n in range(len(self.c) + len(b))))

    __radd__, __rmul__ = __add__, __mul__

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other):
        return self.c == Polynomial.of(other).c

    def derivative(self):
        return Polynomial(*[i * x for i, x in enumerate(self.c)][1:])

    def at_zero(self):
        return Polynomial(*self.c[:1])


def drawn(rng, declaration, scope, number):
    """A value of the declared sort; sizes come from the scope."""
    kind, _, *rest = declaration
    if kind == "int":
        return rng.choice(SIZES)
    memory = {}
    if kind == "f":
        return lambda *k: memory.setdefault(k, number(rng))
    parameters, rows, columns = rest

    def letter(*k):
        inner = {**scope, **dict(zip(parameters, k, strict=True))}
        return memory.setdefault(k, table(integer(rows, inner), integer(columns, inner), lambda _i, _j: number(rng)))
    return letter


def assignment(rng, formula, number):
    scope = {}
    while formula[0] in ("all", "imp"):
        if formula[0] == "all":
            scope[formula[1][1]] = drawn(rng, formula[1], scope, number)
        formula = formula[2]
    return scope


@pytest.mark.parametrize("name", sorted(set(axioms()) - UNSEEN))
def test_an_axiom_is_true_at_numbers(name):
    group, formula = axioms()[name]
    rng = random.Random(name)

    def number(rng):
        if group == "DIFF":
            return Polynomial(*(Fraction(rng.randint(-2, 2)) for _ in range(rng.randint(0, 3))))
        return Fraction(rng.choice([0, 0, 1, -1, 2, 3, -2]))
    met = 0
    for _ in range(150):
        scope = assignment(rng, formula, number)
        if group == "DIFF":
            scope |= {"D": lambda p: Polynomial.of(p).derivative(), "ev": lambda p: Polynomial.of(p).at_zero()}
        try:
            met += premises_hold(formula, scope)
            assert holds(formula, scope), {k: v for k, v in scope.items() if not callable(v)}
        except CannotEvaluateError:
            pytest.skip("not a statement about numbers alone")
    assert met or name == "CHAR0", "no draw satisfied the premises"  # CHAR0 says that its premises contradict each other


def test_a_false_axiom_would_be_found():
    """The relations of blocks without their premises, and a determinant of an empty matrix that is 0."""
    rng = random.Random(1)
    loose = axioms()["INRINR"][1][2][2][2][2]
    assert not all(holds(loose, {"m": m, "n": n}) for m in SIZES for n in SIZES)
    wrong = ("all", ("int", "n"), ("all", ("m", "M", (), "n", "n"), ("imp", ("<=", "n", 0), ("=", ("det", ("m", "M")), 0))))
    assert not all(holds(wrong, assignment(rng, wrong, lambda _: Fraction(1))) for _ in range(50))


def test_the_groups_are_known():
    assert {group for group, _ in axioms().values()} <= WITH_DIFF | {"FIELD", "ORDER", "TRIG"}
