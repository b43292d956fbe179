"""Semiseparable matrices as recurrences: entries, inverse, chunks."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Any

from exercises.derivation import Derivation, Fact, Means, Step, define, rel, step
from exercises.deriving.sentences import UNIQUE
from exercises.family import Draw, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, column, entry, eye, inv, mat, name, num, product, var

A, B, M, c, h, x, z = (name(k) for k in "ABMchxz")
Q = Fraction
Rows = list[list[Q]]


def letters(letter: str, numbers: Sequence[int]) -> list[E]:
    """Return the names letter_i."""
    return [name(f"{letter}_{i}") for i in numbers]


def scalar_ssm(a: Sequence[Q]) -> Rows:
    """Return the matrix of h_i = a_i h_(i-1) + x_i, from a_2, .., a_n: the products of the coefficients after j up to i."""
    n = len(a) + 1
    return [[prod(a[j:i], start=Q(1)) if i >= j else Q(0) for j in range(n)] for i in range(n)]


def coefficients(draw: Draw, count: int) -> list[Q]:
    """Return coefficients that are not all plain: a zero now and then, fractions in the hardest band."""
    out = [Q(draw.nonzero("a", -3 - (draw.difficulty == 1), 5)) for _ in range(count)]
    if draw.difficulty == 2 and draw.choice("cut", (True, False)):
        out[draw.integer("place", 0, count - 1)] = Q(0)
    if draw.difficulty == 3:
        k = draw.integer("place", 0, count - 1)
        out[k] = Q(draw.choice("top", (-3, -1, 1, 3)), 2)
    draw.require(sum(abs(z) != 1 for z in out) >= min(count, 2))
    return out


RECURRENCE = ("The outputs of a recurrence follow from its inputs: the first output is the first input, and every later output "
              "{hi} is the coefficient {ai} times the output before it, plus its own input {xi}. ")


@family("semiseparable-entries", "semiseparable", "The matrix of a recurrence", claim="SS-1")
def semiseparable_entries(draw: Draw) -> Part:
    """M with h = M x for h_i = a_i h_(i-1) + x_i."""
    n = (3, 4, 4)[draw.difficulty - 1]
    a = coefficients(draw, n - 1)
    found = scalar_ssm(a)
    late = [[prod(a[j + 1:i], start=Q(1)) if i >= j else Q(0) for j in range(n)] for i in range(n)]
    last = [[a[i - 1] if i > j else Q(int(i == j)) for j in range(n)] for i in range(n)]
    cut = [[z if i == j or 0 not in a[:i] else Q(0) for j, z in enumerate(row)] for i, row in enumerate(found)]
    slips = [
        ("one coefficient too few", late, "An input meets a coefficient on its first step: no ones beside the diagonal."),
        ("last coefficient only", last, "An earlier input meets every coefficient on its way, not only the last one."),
        ("cut off too much", cut, "A zero coefficient cuts off the inputs before it, not those that come later."),
        ("transposed", [list(row) for row in zip(*found, strict=True)], "A row belongs to an output, a column to an input."),
    ]
    names, inputs = letters("a", range(2, n + 1)), [var(f"x_{i}") for i in range(1, n + 1)]
    outputs = letters("h", range(1, n + 1))
    facts = [define("h_1", inputs[0]), *(
        define(f"h_{i + 1}", names[i - 1] * outputs[i - 1] + inputs[i], "=", combination(found[i], inputs)) for i in range(1, n))]
    entries = [[product(names[j:i][::-1]) if i > j else num(int(i == j)) for j in range(n)] for i in range(n)]
    steps = (
        step(guide("Put every output into the next one, and see what becomes of the inputs."), *facts),
        step(claim("On its way to a later output an input is multiplied by every coefficient that it meets. So an entry of {M} "
                   "below the diagonal is the product of the coefficients after its column number, up to its row number. On the "
                   "diagonal stand ones, above it zeros: no output knows a later input.", need("=", M, hole("full")), M=M),
             define("M", mat(entries), "=", mat(found))),
        step(claim("Check: {M} makes the outputs of the inputs.", need("=", M * hole("x"), hole("h")), M=M),
             rel(M * column(inputs), "=", column(outputs))),
    )
    return part(
        guide(RECURRENCE + "Find the matrix {M} that turns the column {x} of the inputs into the column {h} of the outputs, "
              "whatever the inputs are.",
              hi=var("h_i"), ai=var("a_i"), xi=var("x_i"), M=M, x=x, h=h),
        derivation=Derivation(tuple((str(k.args[0]), num(z)) for k, z in zip(names, a, strict=True)), steps, asks=("M", "x", "h"),
                              answer=(rel(M, "=", mat(found)),), freedom=(UNIQUE,)),
        kind="matrix", answer=found, mistakes=[mistake(*slip) for slip in distinct(found, slips)])


def combination(row: Sequence[Q], inputs: Sequence[E]) -> E:
    """Return the sum of the inputs with these coefficients, as one would write it."""
    out: E | None = None
    for z, letter in zip(row, inputs, strict=True):
        if z:
            term = letter if abs(z) == 1 else num(abs(z)) * letter
            out = (-term if z < 0 else term) if out is None else out - term if z < 0 else out + term
    return num(0) if out is None else out


def distinct(answer: object, slips: Sequence[tuple[str, Any, str]]) -> list[tuple[str, Any, str]]:
    """Return the slips whose answers differ from the right one and from those before them."""
    seen, out = [answer], []
    for slip in slips:
        if slip[1] not in seen:
            seen.append(slip[1])
            out.append(slip)
    return out


@family("semiseparable-inverse", "semiseparable", "The inverse of a semiseparable matrix", claim="SS-2")
def semiseparable_inverse(draw: Draw) -> Part:
    """The inverse has the negated coefficients beside the diagonal, and zeros below."""
    n = (3, 4, 4)[draw.difficulty - 1]
    a = coefficients(draw, n - 1)
    rows = scalar_ssm(a)
    draw.require(rows[2][0] != 0)
    found = two_diagonals([-z for z in a])
    slips = [
        ("every sign changed", [[z if i == j else -z for j, z in enumerate(row)] for i, row in enumerate(rows)],
         "The inverse has only two diagonals: below them stand zeros, not the products with another sign."),
        ("sign kept", two_diagonals(a), "The entries beside the diagonal change their signs."),
        ("divided", two_diagonals([-1 / z if z else z for z in a]), "The coefficients only change their signs."),
    ]
    names = letters("a", range(2, n + 1))
    bidiagonal = mat([[num(1) if i == j else -names[j] if i == j + 1 else num(0) for j in range(n)] for i in range(n)])
    steps = (
        step(guide("Compare every row of {A} with the row above it. Up to the diagonal it is a multiple of that row: the factor "
                   "stands just left of its one. Here are the factors.", A=A),
             *(define(f"a_{i}", entry(A, i, i - 1), "=", num(z)) for i, z in enumerate(a, 2))),
        step(claim("So subtract from every row this multiple of the row above it. That is a factor {B} on the left, and the "
                   "identity remains.", need("=", B * A, eye(n)), B=B),
             define("B", bidiagonal, "=", mat(found)), rel(B * A, "=", eye(n))),
        step(claim("The product in the other order is the identity as well: {B} is the inverse.", need("means", inv(A), B), B=B),
             rel(A * B, "=", eye(n)), Means(inv(A), B)),
    )
    return part(
        guide("Find the inverse of {A}.", A=A),
        derivation=Derivation((("A", mat(rows)),), steps, answer=(rel(inv(A), "=", mat(found)),), freedom=(UNIQUE,)),
        kind="inverse", answer={"X": found}, A=rows,
        mistakes=[mistake(label, {"X": wrong}, say) for label, wrong, say in distinct(found, slips)])


def two_diagonals(below: Sequence[Q]) -> Rows:
    """Return the matrix with ones on the diagonal and these entries just below it."""
    n = len(below) + 1
    return [[Q(1) if i == j else below[j] if i == j + 1 else Q(0) for j in range(n)] for i in range(n)]


@family("semiseparable-chunks", "semiseparable", "A recurrence in two chunks", claim="SS-3")
def semiseparable_chunks(draw: Draw) -> tuple[Part, Part]:
    """The carry of the first chunk, and the outputs of the second one from it."""
    n = (4, 6, 6)[draw.difficulty - 1]
    reach = (3, 2, 3)[draw.difficulty - 1]
    a, inputs = [draw.nonzero("a", -reach, reach) for _ in range(n - 1)], [draw.nonzero("x", -reach - 1, 5) for _ in range(n)]
    half = n // 2
    draw.require(sum(abs(z) > 1 for z in a) > half - 2 + draw.difficulty // 2)
    outputs = run(a, inputs)
    carry, local = outputs[half - 1], run(a[half:], inputs[half:])
    draw.require(carry not in (0, 1, -1) and 0 not in outputs)
    ask = guide(RECURRENCE + "Cut the inputs into two chunks of equal length. Find the carry {c}, the last output of the first "
                "chunk.", hi=var("h_i"), ai=var("a_i"), xi=var("x_i"), c=c)
    given = (*((f"a_{i}", num(z)) for i, z in enumerate(a, 2)), *((f"x_{i}", num(z)) for i, z in enumerate(inputs, 1)))
    first = carried(outputs[:half])
    low = half + 1
    values = {"carry ignored": local, "carry not decayed": [z + carry for z in local],
              "first decay forgotten": run(a[half:], [inputs[half] + carry, *inputs[half + 1:]])}
    says = ("The second chunk does not start from zero: the carry goes on in it.",
            "The carry is multiplied by every coefficient that it meets in the second chunk.",
            "On entering the second chunk the carry meets the first coefficient of that chunk.")
    one = [
        ("inputs added up", sum(inputs[:half]), "An input is multiplied by every coefficient that it meets on its way."),
        ("one step too far", a[half - 1] * carry, "The next coefficient belongs to the second chunk, not to the carry."),
        ("last input left out", carry - inputs[half - 1], "The last output has its own input in it as well."),
    ]
    return (
        part(ask, kind="value", answer=carry, points=2,
             derivation=Derivation(given, (first,), asks=("c",), answer=(rel(c, "=", num(carry)),), freedom=(UNIQUE,)),
             mistakes=[mistake(*slip) for k, slip in enumerate(one) if slip[1] not in (carry, *(s[1] for s in one[:k]))]),
        part(guide("Find the column {z} of the outputs of the second chunk.", z=z), kind="vector", answer=[outputs[half:]],
             derivation=Derivation(given, (first, *continued(a, inputs, outputs, low)), asks=("c", "z"),
                                   answer=(rel(z, "=", column(outputs[half:])),), freedom=(UNIQUE,)),
             mistakes=[mistake(label, [value], say) for (label, value), say in zip(values.items(), says, strict=True)]))


def run(a: Sequence[int], inputs: Sequence[int]) -> list[int]:
    """Return the outputs of the recurrence, the last `len(inputs) - 1` coefficients counting.

    >>> run([2, 3], [1, 1, 1])
    [1, 3, 10]
    """
    out = [inputs[0]]
    for z, new in zip(a[len(a) - len(inputs) + 1:], inputs[1:], strict=True):
        out.append(z * out[-1] + new)
    return out


def carried(outputs: Sequence[int]) -> Step:
    """Return the step through the first chunk."""
    half = len(outputs)
    facts: list[Fact] = [define("h_1", name("x_1"), "=", num(outputs[0]))]
    facts += [define(f"h_{i}", name(f"a_{i}") * name(f"h_{i - 1}") + name(f"x_{i}"), "=", num(outputs[i - 1]))
              for i in range(2, half + 1)]
    return step(guide("Go through the first chunk, output by output. Its last output is all that the second chunk has to know of "
                      "the inputs before."), *facts, define("c", name(f"h_{half}"), "=", num(outputs[-1])))


def continued(a: Sequence[int], inputs: Sequence[int], outputs: Sequence[int], low: int) -> tuple[Step, ...]:
    """Return the steps of the second chunk, which begins with the output number `low`: local outputs, decays, their sum."""
    n, local = len(inputs), run(a[low - 1:], inputs[low - 1:])
    decays = [prod(a[low - 2:k]) for k in range(low - 1, n)]
    own: list[Fact] = [define(f"y_{low}", name(f"x_{low}"), "=", num(local[0]))]
    fade: list[Fact] = [define(f"d_{low}", name(f"a_{low}"), "=", num(decays[0]))]
    for i in range(low + 1, n + 1):
        own.append(define(f"y_{i}", name(f"a_{i}") * name(f"y_{i - 1}") + name(f"x_{i}"), "=", num(local[i - low])))
        fade.append(define(f"d_{i}", name(f"a_{i}") * name(f"d_{i - 1}"), "=", num(decays[i - low])))
    full = letters("h", range(low - 1, n + 1))
    sums: list[Fact] = [define(f"h_{i}", name(f"y_{i}") + c * name(f"d_{i}"), "=", num(outputs[i - 1]))
                        for i in range(low, n + 1)]
    back = [full[k] - name(f"a_{low + k - 1}") * full[k - 1] for k in range(1, len(full))]
    return (
        step(guide("Run the second chunk as if nothing came before it."), *own),
        step(guide("What is left of the carry? It is multiplied by the coefficients of the second chunk up to each place."),
             *fade),
        step(claim("Add what is left of the carry to the local outputs.", need("=", z, hole("outputs"))),
             *sums, define("z", column(full[1:]), "=", column(outputs[low - 1:]))),
        step(claim("Check: every output minus its coefficient times the output before it is its own input.",
                   need("=", hole("differences"), column(letters("x", range(low, n + 1))))),
             rel(column(back), "=", column(letters("x", range(low, n + 1))), "=", column(inputs[low - 1:]))),
    )
