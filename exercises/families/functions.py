"""Powers and exponentials of matrices as functions of n and t, and how their entries are written as text."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import comb, factorial, gcd
from typing import Any

from exercises import derive
from exercises.derivation import rel, step
from exercises.deriving.sentences import UNIQUE
from exercises.family import Draw, Limits, Part, family, mistake, part
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, binom, call, entry, exp, name, num, var
from symbolic import expm, inverse, matrix, matrix_power

A, N, t, n = name("A"), name("N"), var("t"), var("n")
Rows = list[list[int]]
Number = int | Fraction


def base(x: Number) -> str:
    """Return a number as a factor or a base of a power.

    >>> base(3), base(-2), base(Fraction(2, 3))
    ('3', '(-2)', '(2/3)')
    """
    return str(x) if x >= 0 and Fraction(x).denominator == 1 else f"({x})"


def expression(*terms: tuple[Number, str]) -> str:
    """Return the sum of numbers times factors as text.

    >>> expression((1, "5^n"), (0, "n"), (-6, "n*5^(n-1)"), (2, ""))
    '5^n-6*n*5^(n-1)+2'
    """
    out = ""
    for c, factor in terms:
        if c:
            size = base(-c if c < 0 else c)
            size = size if not factor else factor if size == "1" else f"{size}*{factor}"
            out += ("-" if c < 0 else "+" if out else "") + size
    return out or "0"


def entries(rows: list[list[str]]) -> str:
    """Return the entries as the text of a matrix, without a blank inside an entry."""
    return "; ".join(" ".join(row) for row in rows)


def wave(x: Number) -> str:
    """Return e^(x t) as text, "" for x = 0."""
    return "" if x == 0 else "e^t" if x == 1 else f"e^({x}*t)"


def jordan_block(x: Number, size: int) -> Any:
    """Return J_size(x)."""
    return matrix([[x if i == j else int(j == i + 1) for j in range(size)] for i in range(size)])


def hidden(draw: Draw, M: Any, largest: int, bound: int = 2) -> Any:
    """Return P M P^-1 for a drawn unimodular P, with numerators up to `largest` and something below the diagonal."""
    k = M.rows
    V = matrix(draw.unimodular("P", k, steps=k + draw.difficulty, bound=bound))
    found = V * M * inverse(V)
    draw.require(max(abs(int(x.numerator)) for row in found.entries() for x in row) <= largest)
    draw.require(any(found[i, j] != 0 for i in range(k) for j in range(i)))
    return found


def one_block(draw: Draw, values: Sequence[Number] = ()) -> tuple[Any, list[list[Any]], Rows]:
    """Return an eigenvalue x and a matrix A = x I + N with N = c (p, q)^T (-q, p), so that N^2 = 0, with its N."""
    reach = draw.difficulty
    x = draw.choice("eigenvalue", values or [k for k in range(-2 - reach, 4 + reach) if k not in (-1, 0, 1)])
    p, q, c = draw.integer("p", 1, reach), draw.nonzero("q", -1 - reach, 1 + reach), draw.nonzero("c", -1 - reach, 1 + reach)
    draw.require(gcd(p, q) == 1 and max(p, abs(q)) * abs(c) >= reach)
    N = [[-c * p * q, c * p * p], [-c * q * q, c * p * q]]
    return x, [[e + x * (i == j) for j, e in enumerate(row)] for i, row in enumerate(N)], N


@family("power-closed-form", "functions", "All powers of a matrix", claim="Power-2")
def power_closed_form(draw: Draw) -> Part:
    """A^n of a defective two by two matrix."""
    x, M, N = one_block(draw)
    b = base(x)

    def table(factor: str) -> str:
        return entries([[expression((int(i == j), f"{b}^n"), (N[i][j] if factor else 0, factor)) for j in range(2)]
                        for i in range(2)])

    return part(
        guide("Find the power {S} as a matrix of expressions in {n}, for every whole number {n} from zero on.", S=A ** n, n=n),
        derivation=derive(matrix_power(matrix(M))), kind="functions", answer=table(f"n*{b}^(n-1)"), variable="n",
        mistakes=[
            mistake("factor forgotten", table(f"{b}^(n-1)"), "The nilpotent part comes once for each of the factors."),
            mistake("exponent too high", table(f"n*{b}^n"), "A factor that gives the nilpotent part gives no eigenvalue."),
            mistake("as if diagonalizable", table(""), "There are not two independent eigenvectors: no change of basis makes "
                    "this matrix diagonal."),
            mistake("entry by entry", entries([[f"{base(y)}^n" for y in row] for row in M]),
                    "A power of a matrix is not taken entry by entry."),
        ])


@family("exponential-closed-form", "functions", "The exponential of a matrix", claim="Exp-1")
def exponential_closed_form(draw: Draw) -> Part:
    """e^(tA) of a matrix with one block: two by two, and three by three at the highest difficulty."""
    if draw.difficulty == 3:
        x, size = draw.choice("eigenvalue", (-3, -2, -1, 1, 2, 3)), 3
        M = hidden(draw, jordan_block(x, 3), 9)
    else:
        x, rows, _ = one_block(draw)
        M, size = matrix(rows), 2
    N = M - matrix([[x * int(i == j) for j in range(size)] for i in range(size)])
    parts = [[[Fraction(int(e.numerator), int(e.denominator)) for e in row] for row in k.entries()] for k in (N, N * N / 2)]

    def table(first: str, second: str, *scale: int) -> str:
        one, two = scale or (1, 1)
        return entries([[expression((int(i == j), wave(x)), (one * parts[0][i][j], first), (two * parts[1][i][j], second))
                         for j in range(size)] for i in range(size)])

    linear, square = f"t*{wave(x)}", f"t^2*{wave(x)}"
    mistakes = [
        mistake("time forgotten", table(wave(x), wave(x)), "Each power of the nilpotent part comes with that power of the time."),
        mistake("as if diagonal", table(linear, square, 0, 0), "One eigenvalue does not make the matrix a multiple of the "
                "identity."),
        mistake("entry by entry", entries([[wave(Fraction(int(e.numerator))) or "1" for e in row] for row in M.entries()]),
                "The exponential of a matrix is not taken entry by entry."),
    ]
    if size == 3:
        mistakes += [mistake("factorial forgotten", table(linear, square, 1, 2), "The square of the time is divided by two."),
                     mistake("series stopped too early", table(linear, square, 1, 0), "The square of the nilpotent part is not "
                             "zero.")]
    return part(
        guide("Find {X} as a matrix of expressions in {t}.", X=exp(t * A), t=t),
        derivation=derive(expm(M)), kind="functions", answer=table(linear, square), variable="t", mistakes=mistakes)


PUT_IN = claim("Put {m} in for {n}. At this place the identity and the other powers of {N} have a zero, and {T} has a one: so "
               "the entry is the number in front of {T}.", need("=", name("m"), hole("m")),
               need("=", E("entry", (hole("T"), "?", "?")), num(1)), n=n, N=N)


VALUES = {1: range(-5, 6), 2: ("1/2", "-1/2", "3/2", *range(-5, 6)), 3: ("1/2", "-1/2", "2/3", "-2/3", "3/2", *range(-4, 5))}


@family("block-power-entry", "functions", "An entry of a power of a Jordan block", claim="Power-1",
        limits=Limits(digits=8, denominator=1_000_000))
def block_power_entry(draw: Draw) -> Part:
    """The entry C(m, j) x^(m-j) of the m-th power of a Jordan block."""
    size = draw.choice("size", ((2, 3, 4), (3, 4), (4, 5))[draw.difficulty - 1])
    m = draw.integer("exponent", *((3, 7), (6, 11), (8, 13))[draw.difficulty - 1])
    x = Fraction(draw.choice("eigenvalue", VALUES[draw.difficulty]))
    draw.require(abs(x) not in (0, 1))
    j = draw.integer("above", min(draw.difficulty, 2), size - 1)
    row = draw.integer("row", 1, size - j)
    value = comb(m, j) * x ** (m - j)
    found = derive(matrix_power(jordan_block(x, size)))
    power = N if j == 1 else N ** j
    at = (entry(A ** name("m"), row, row + j), entry(call("S", name("m")), row, row + j))
    steps = (*found.steps, step(
        replace(PUT_IN, fixed={**PUT_IN.fixed, "T": power}), rel(entry(power, row, row + j), "=", 1),
        rel(at[0], "=", at[1], "=", binom(m, j) * num(x) ** (m - j), "=", num(value)), quiet=(rel(name("m"), "=", num(m)),)))
    wrong = {
        "eigenvalue only": (x ** m, "Above the diagonal the entry is not the power of the eigenvalue."),
        "exponent too high": (comb(m, j) * x ** m, "A factor that gives a one above the diagonal gives no eigenvalue."),
        "wrong diagonal": (comb(m, j - 1) * x ** (m - j + 1), "This is the entry of the diagonal one below."),
        "order of the factors counted": (comb(m, j) * factorial(j) * x ** (m - j),
                                         "Count the choices of the factors; their order does not matter."),
    }
    kept = {k: v for i, (k, v) in enumerate(wrong.items()) if v[0] not in (value, *(w[0] for w in list(wrong.values())[:i]))}
    return part(
        claim("Find the entry of {P} in the {i:ordinal} row and the {j:ordinal} column.", need("=", name("m"), hole("m")),
              P=A ** name("m"), i=num(row), j=num(row + j)),
        derivation=replace(found, given=(*found.given, ("m", num(m))), steps=steps, answer=(rel(at[0], "=", num(value)),),
                           freedom=(UNIQUE,)),
        kind="value", answer=value, mistakes=[mistake(k, v, words) for k, (v, words) in kept.items()])
