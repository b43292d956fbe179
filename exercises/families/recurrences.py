"""Differential and difference equations: initial values, resonance, recurrences of second order."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from exercises import derive
from exercises.derivation import Derivation, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import squarefree_part, surd
from exercises.families.functions import base, expression, hidden, jordan_block, one_block, wave
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, call, column, cos, derivative, exp, name, num, sin, total, var
from symbolic import expm, matrix

A, X, a, b, g, k, p, q, r, s, u, v, x, y = (name(c) for c in "AXabgkpqrsuvxy")
n, t = var("n"), var("t")
Surd = tuple[Fraction, Fraction, int]  # re, im, d: the number re + im sqrt(d)

THROUGH_START = claim("The columns of {X} are solutions, so {X} times {b} is one too, and it starts at {b}.",
                      need("=", call("x", 0), b), X=X, b=b)
ONLY_ONE = claim("Check for every {t}: {x} starts at {b} and satisfies the equation. A linear differential equation has only one "
                 "solution with a given start.", need("=", derivative(x), A * x), need("=", call("x", 0), b), t=t, x=x, b=b)
ANY_FORM = claim("Any expressions with the same values are right.", need("=", hole("left"), hole("right")))


def _wave_tree(value: int, polynomial: list[Fraction]) -> E:
    """Return (c_0 + c_1 t + ..) e^(value t) as one would write it."""
    terms: list[E] = []
    for i, c in enumerate(polynomial):
        if c:
            power = [] if i == 0 else [t] if i == 1 else [t ** i]
            factors = [*([num(abs(c))] if abs(c) != 1 or not power else []), *power]
            term = factors[0] if len(factors) == 1 else factors[0] * factors[1]
            terms.append(-term if c < 0 else term)
    if not terms:
        return num(0)
    factor = exp(t) if value == 1 else exp(num(value) * t)
    return factor if terms == [num(1)] else total(terms) * factor


@family("initial-value", "functions", "A linear system with its start", claim="Exp-2")
def initial_value(draw: Draw) -> Part:
    """The solution of x' = A x with x(0) = b: a polynomial times an exponential."""
    if draw.difficulty == 3:
        value, size = draw.choice("eigenvalue", (-3, -2, -1, 1, 2)), 3
        M = hidden(draw, jordan_block(value, 3), 9)
    else:
        value, rows, _ = one_block(draw, (-3, -2, -1, 1, 2, 3))
        M, size = matrix(rows), 2
    start = matrix([[draw.integer("start", -3, 3)] for _ in range(size)])
    N = M - matrix([[value * int(i == j) for j in range(size)] for i in range(size)])
    parts = [start, N * start, N * N * start / 2]
    draw.require(any(parts[size - 1][i, 0] != 0 for i in range(size)))
    c = [[Fraction(int(w[i, 0].numerator), int(w[i, 0].denominator)) for w in parts] for i in range(size)]

    def answer(*scale: int) -> str:
        words = (wave(value), f"t*{wave(value)}", f"t^2*{wave(value)}")
        return "; ".join(expression(*((s * z, w) for s, z, w in zip(scale, row, words, strict=True))) for row in c)

    found: Any = derive(expm(M))
    closed = column([_wave_tree(value, row) for row in c])
    steps = (step(THROUGH_START, define("x", X * b, "=", closed, of="t"), rel(call("x", 0), "=", b)),
             step(ONLY_ONE, rel(derivative(x), "=", A * x)))
    mistakes = [mistake("time forgotten", answer(1, 0, 0), "The start is no eigenvector: the nilpotent part does not kill it.")]
    if size == 2:
        flat = "; ".join(expression((row[0] + row[1], wave(value))) for row in c)
        mistakes.append(mistake("nilpotent part without time", flat, "The nilpotent part is multiplied by the time."))
    else:
        mistakes += [mistake("series stopped too early", answer(1, 1, 0), "The nilpotent part must be applied twice."),
                     mistake("half forgotten", answer(1, 1, 2), "The square of the time is divided by two.")]
    return part(
        guide("Find the function {x} of {t} that starts at {b} at time zero and satisfies the differential equation: its "
              "derivative {L} is equal to {R} for every {t}.", x=x, L=derivative(x), R=A * x, b=b, t=t),
        derivation=replace(found, given=(*found.given, ("b", tree_of(start))), steps=(*found.steps, *steps), asks=("X", "x"),
                           answer=(rel(x, "=", closed),), freedom=(ANY_FORM,)),
        kind="functions", answer=answer(1, 1, 1), variable="t", mistakes=mistakes)


FREE = claim("Without the force, {u} and {v} are solutions: two derivatives give back the function, times minus {k}.",
             need("=", derivative(derivative(u)) + k * u, num(0)), need("=", derivative(derivative(v)) + k * v, num(0)),
             u=u, v=v, k=k)
BESIDE = claim("The force has the same frequency, so no multiple of {u} and {v} can balance it. Multiply by {t}: now the left "
               "side is {d} for {f}, and {e} for {h}.",
               need("=", derivative(derivative(r)) + k * r, hole("d")), need("=", derivative(derivative(s)) + k * s, hole("e")),
               u=u, v=v, t=t, f=r, h=s)
COMPOSE = claim("Take the multiple that gives {g}, and add multiples of {u} and {v} for the start: {x} starts with the value {p} "
                "and the slope {q}.", need("=", call("x", 0), p), need("=", call("y", 0), q), g=g, u=u, v=v, x=x, p=p, q=q)
BALANCE = claim("Check for every {t}: the left side is {g}. Only one function satisfies the equation and has this value and this "
                "slope at the start.", need("=", derivative(derivative(x)) + k * x, g), t=t, g=g)


def _scaled(c: Fraction, tree: E) -> E:
    size = tree if abs(c) == 1 else num(abs(c)) * tree
    return -size if c < 0 else size


def _sum(terms: list[tuple[Fraction, E]]) -> E:
    return total([_scaled(c, e) for c, e in terms if c])


@family("resonance", "functions", "A spring driven at its own frequency", claim="Exp-3")
def resonance(draw: Draw) -> Part:
    """The solution of x'' + w^2 x = c cos wt + d sin wt with given value and slope at the start."""
    w = draw.integer("frequency", 1, 3 + draw.difficulty)
    c = draw.nonzero("cosine", -9, 9)
    d = draw.nonzero("sine", -6, 6) if draw.difficulty == 3 else 0
    start, slope = (draw.integer(label, -4, 4) if draw.difficulty > 1 else 0 for label in ("value", "slope"))
    draw.require(draw.difficulty == 1 or bool(start and slope))
    grows = (Fraction(c, 2 * w), Fraction(-d, 2 * w))
    free = (Fraction(start), (slope - grows[1]) / w)
    angle = t if w == 1 else num(w) * t
    turn = "t" if w == 1 else f"{w}*t"
    words = (f"cos({turn})", f"sin({turn})", f"t*sin({turn})", f"t*cos({turn})")
    trees = (cos(angle), sin(angle), t * sin(angle), t * cos(angle))
    right = (free[0], free[1], *grows)
    force = _sum([(Fraction(c), cos(angle)), (Fraction(d), sin(angle))])
    closed = _sum(list(zip(right, trees, strict=True)))
    steps = (
        step(FREE, define("u", cos(angle), of="t"), define("v", sin(angle), of="t"),
             rel(derivative(derivative(u)) + k * u, "=", 0), rel(derivative(derivative(v)) + k * v, "=", 0)),
        step(BESIDE, define("r", t * v, of="t"), rel(derivative(derivative(r)) + k * r, "=", num(2 * w) * cos(angle)),
             define("s", t * u, of="t"), rel(derivative(derivative(s)) + k * s, "=", -(num(2 * w) * sin(angle)))),
        step(COMPOSE, define("x", closed, of="t"), define("y", derivative(x), of="t"), rel(call("x", 0), "=", p),
             rel(call("y", 0), "=", q)),
        step(BALANCE, rel(derivative(derivative(x)) + k * x, "=", g)),
    )

    def answer(*values: Fraction) -> str:
        return expression(*zip(values, words, strict=True))

    mistakes = [
        mistake("time forgotten", answer(free[0] + grows[1], free[1] + grows[0], *([Fraction(0)] * 2)),
                "A function without the factor of time is a free motion: the left side makes zero of it."),
        mistake("half forgotten", answer(*free, 2 * grows[0], 2 * grows[1]), "The product rule gives the derivative twice."),
        mistake("cosine for sine", answer(*free, -grows[1], grows[0]), "The second derivative of time times the cosine leaves "
                "a sine, not a cosine."),
    ]
    given = (("k", num(w * w)), ("g", force), ("p", num(start)), ("q", num(slope)))
    return part(
        guide("Find the function {x} of {t} for which {L} is equal to {g} for every {t}, and which has the value {p} and the "
              "slope {q} at time zero.", x=x, t=t, L=derivative(derivative(x)) + k * x, g=g, p=p, q=q),
        derivation=Derivation(given, steps, (rel(x, "=", closed),), freedom=(ANY_FORM,), asks=("x", "u", "v")),
        kind="function", answer=answer(*right), variable="t", mistakes=mistakes)


ONE, TWO, ALPHA, BETA, ROOT = (name(c) for c in ("lambda_1", "lambda_2", "alpha", "beta", "lambda"))
SOLVES = claim("Which powers satisfy the recurrence? The square of the base must be {p} times the base plus {q}. Two numbers do "
               "this: {r} and {s}.", need("=", ONE ** num(2), p * ONE + q), need("=", TWO ** num(2), p * TWO + q),
               p=p, q=q, r=ONE, s=TWO)
WEIGHTS = claim("Any sum of multiples of the two powers satisfies it too. The first two terms give two equations for the "
                "multiples; solve them for {c} and {d}.", need("=", ALPHA + BETA, u), need("=", ALPHA * ONE + BETA * TWO, v),
                c=ALPHA, d=BETA)
DOUBLE = claim("Which powers satisfy the recurrence? The square of the base must be {p} times the base plus {q}. This equation "
               "has a double root, {r}. Then the power times {n} is a second solution: {w}.",
               need("=", var("x") ** num(2) - p * var("x") - q, hole("h") ** num(2)), need("=", ROOT ** num(2), p * ROOT + q),
               need("=", call("w", n + 2), p * call("w", n + 1) + q * name("w")), p=p, q=q, r=ROOT, n=n, w=name("w"))
ADDED = claim("Any sum of multiples of the two solutions satisfies it too. At zero the second one vanishes, so {c} is {u}; the "
              "next term gives {d}.", need("=", ALPHA, u), need("=", (ALPHA + BETA) * ROOT, v), c=ALPHA, d=BETA, u=u)
SAME_TERMS = claim("Check: {a} has the right first two terms and satisfies the recurrence for every {n}; these determine all "
                   "terms.", need("=", call("a", 0), u), need("=", call("a", 1), v),
                   need("=", call("a", n + 2), p * call("a", n + 1) + q * a), a=a, n=n)


def _two_roots(r: Surd, s: Surd, c: Surd, d: Surd) -> tuple[E, tuple[Step, ...]]:
    """Return the sum c r^n + d s^n with the steps that find it."""
    closed = total([_times(c, surd(*r) ** n), _times(d, surd(*s) ** n)])
    facts = [fact for label, z in (("lambda_1", r), ("lambda_2", s))
             for fact in (define(label, surd(*z)), rel(name(label) ** 2, "=", p * name(label) + q))]
    return closed, (
        step(SOLVES, *facts),
        step(WEIGHTS, define("alpha", surd(*c)), define("beta", surd(*d)), rel(ALPHA + BETA, "=", u),
             rel(ALPHA * ONE + BETA * TWO, "=", v)))


def _one_root(r: int, c: int, d: int) -> tuple[E, tuple[Step, ...]]:
    """Return (c + d n) r^n with the steps that find it."""
    z, w = var("x"), name("w")
    return _sum([(Fraction(c), num(r) ** n), (Fraction(d), n * num(r) ** n)]), (
        step(DOUBLE, rel(z ** 2 - p * z - q, "=", (z - r if r > 0 else z + -r) ** 2), define("lambda", num(r)),
             rel(ROOT ** 2, "=", p * ROOT + q), define("w", n * ROOT ** n, of="n"),
             rel(call("w", n + 2), "=", p * call("w", n + 1) + q * w)),
        step(ADDED, define("alpha", num(c)), define("beta", num(d)), rel(ALPHA, "=", u), rel((ALPHA + BETA) * ROOT, "=", v)))


def _times(z: Surd, power: E) -> E:
    return _scaled(z[0], power) if z[1] == 0 else surd(*z) * power


def _text(z: Surd) -> str:
    """Return a number as a factor."""
    return f"({expression((z[0], ''), (z[1], f'sqrt({z[2]})'))})" if z[1] else base(z[0])


def _power_sum(terms: Sequence[tuple[Surd, Surd]], exponent: str) -> str:
    if any(c[1] for c, _ in terms):
        return "+".join(f"{_text(c)}*{_text(r)}^{exponent}" for c, r in terms)
    return expression(*((c[0], f"{_text(r)}^{exponent}") for c, r in terms))


def _drawn(draw: Draw) -> tuple[Surd, Surd, Surd, Surd]:
    """Return two different bases and their multiples; at difficulty three conjugate surds."""
    if draw.difficulty == 1:
        bases = draw.sample("roots", [z for z in range(-4, 6) if z not in (0, 1)], 2)
        r, s, c, d = ((Fraction(z), Fraction(0), 1) for z in (*bases, draw.nonzero("alpha", -4, 4), draw.nonzero("beta", -4, 4)))
        return r, s, c, d
    ends = (("p", 1, 6), ("q", -6, 6), ("u", 0, 3), ("v", 1, 5))
    P, Q, first, second = (draw.integer(*end) for end in ends)
    draw.require(P * P + 4 * Q > 0)
    outer, inner = squarefree_part(P * P + 4 * Q)
    half, rest, start = Fraction(P, 2), Fraction(outer, 2), Fraction(first, 2)
    weight = (second - first * half) / (2 * rest * inner)
    draw.require(inner > 1 and weight != 0)
    return (half, rest, inner), (half, -rest, inner), (start, weight, inner), (start, -weight, inner)


def _product(x_: Surd, y_: Surd) -> Fraction:
    """Return the rational part of a product."""
    return x_[0] * y_[0] + x_[1] * y_[1] * x_[2]


@family("recurrence", "recurrences", "A recurrence of second order", limits=Limits(digits=3, denominator=60))
def recurrence(draw: Draw) -> Part:
    """The closed form of a sequence: two roots, a double root, or two conjugate surds."""
    if draw.difficulty == 2:
        r, c, d = (draw.choice("root", [z for z in range(-5, 6) if z * z > 1]), draw.nonzero("alpha", -5, 5),
                   draw.nonzero("beta", -5, 5))
        numbers = tuple(map(Fraction, (2 * r, -r * r, c, r * (c + d))))
        closed, steps = _one_root(r, c, d)
        power = f"{base(r)}^n"
        answer = expression((c, power), (d, f"n*{power}"))
        late = expression((c - d, f"{base(r)}^(n-1)"), (d, f"n*{base(r)}^(n-1)"))
        mistakes = [mistake("one power only", expression((c, power)), "A double root gives a second solution: the power times "
                            "its exponent."), mistake("numbered from one", late, "The first term has the number zero.")]
    else:
        one, two, first, second = _drawn(draw)
        numbers = (one[0] + two[0], -_product(one, two), first[0] + second[0], _product(first, one) + _product(second, two))
        closed, steps = _two_roots(one, two, first, second)
        pairs = ((first, one), (second, two))
        answer = _power_sum(pairs, "n")
        mistakes = [mistake("numbered from one", _power_sum(pairs, "(n-1)"), "The first term has the number zero.")]
        if first != second:
            mistakes.append(mistake("multiples exchanged", _power_sum(((second, one), (first, two)), "n"),
                                    "Put in the number one: the second term is not right."))
        unit = (Fraction(1), Fraction(0), 1)
        if (first, second) != (unit, unit):
            mistakes.append(mistake("start ignored", _power_sum(((unit, one), (unit, two)), "n"),
                                    "The multiples of the two powers follow from the first two terms."))
    end = step(SAME_TERMS, define("a", closed, of="n"), rel(call("a", 0), "=", u), rel(call("a", 1), "=", v),
               rel(call("a", n + 2), "=", p * call("a", n + 1) + q * a))
    return part(
        guide("The first two terms of a sequence are {u}, which has the number zero, and {v}. Every later term is {p} times the "
              "term before it plus {q} times the term before that one. Find {a}, the term with the number {n}, as an expression "
              "in {n}, for every whole number {n} from zero on.", u=u, v=v, p=p, q=q, a=a, n=n),
        derivation=Derivation(tuple(zip("pquv", map(num, numbers), strict=True)), (*steps, end), (rel(a, "=", closed),),
                              freedom=(ANY_FORM,), asks=("a",)),
        kind="function", answer=answer, variable="n", mistakes=mistakes)
