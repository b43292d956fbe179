"""The law that makes an answer right, whoever computed it: each is checked by itself and says where it fails."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from exercises.commands.messages import counted
from symbolic.errors import InputError

if TYPE_CHECKING:
    from symbolic.matrices.matrix import ExactMatrix

Given = dict[str, Any]  # option name -> matrix; "A" is always there


@dataclass(frozen=True)
class Law:
    """One law, whether it holds, and when it does not, where and how (`column` counts from 1).

    With parameters it holds where none of `conditions` is zero.
    """

    law: str
    holds: bool
    detail: str = ""
    column: int | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """What `eigenproof check KIND` needs besides A, and the laws it then tries in order."""

    summary: str
    needs: tuple[str, ...]
    laws: Callable[[Given], Iterator[Law]]
    optional: tuple[str, ...] = ()


def text(vector: ExactMatrix) -> str:
    """A column as (a, b, c)."""
    return "(" + ", ".join(str(x) for row in vector.entries() for x in row) + ")"


def shapes(given: Given, **wanted: tuple[int | None, int | None]) -> Law:
    """Every named matrix has the wanted shape; None stands for any number."""
    for name, (rows, cols) in wanted.items():
        m = given[name]
        if rows not in (None, m.rows) or cols not in (None, m.cols):
            want = f"{'any' if rows is None else rows}x{'any' if cols is None else cols}"
            return Law("shapes", holds=False, detail=f"{name} is {m.rows}x{m.cols} and must be {want}")
    return Law("shapes", holds=True)


def square(given: Given) -> int:
    """The size of A.

    Raises:
        InputError: A is not square, so the question makes no sense.
    """
    a = given["A"]
    if a.rows != a.cols:
        raise InputError(f"A is {a.rows}x{a.cols}; this needs a square matrix")
    return int(a.rows)


def equal(law: str, left: ExactMatrix, right: ExactMatrix) -> Law:
    """The law left = right, column by column; the first column that differs is shown with both values."""
    for c in range(left.cols):
        if left.column(c) != right.column(c):
            sides = law.split(" = ")
            detail = f"column {c + 1}: {sides[0]} has {text(left.column(c))}, {sides[-1]} has {text(right.column(c))}"
            return Law(law, holds=False, detail=detail, column=c + 1)
    return Law(law, holds=True)


def factors(values: Iterable[Any]) -> tuple[str, ...]:
    """The irreducible factors of numerators and denominators of functions of parameters, as text."""
    from symbolic.matrices.conditions import irreducible_factors
    from symbolic.scalars.parameters import RationalFunction
    return tuple(map(str, irreducible_factors([x for x in values if isinstance(x, RationalFunction)])))


def denominators(given: Given) -> tuple[str, ...]:
    """What must not be zero for the given matrices to have values at all."""
    from symbolic.generic.ring import ParameterRing
    from symbolic.scalars.parameters import RationalFunction
    bottoms = []
    for m in given.values():
        bottoms += list(getattr(m, "conditions", ()))
        for x in (x for row in m.entries() for x in row):
            if isinstance(x, RationalFunction):
                ring = ParameterRing(x.names)
                bottoms.append(ring.function(ring.pair(x.over(x.names))[1]))
    return factors(bottoms)


def invertible(name: str, m: ExactMatrix) -> Law:
    """The law det != 0; otherwise a vector that the matrix maps to 0."""
    from symbolic import det, nullspace
    law = f"det {name} != 0"
    value = det(m)
    if value != 0:
        return Law(law, holds=True, conditions=factors([value]))
    return Law(law, holds=False, detail=f"{name} is singular: it maps {text(nullspace(m).column(0))} to 0")


def is_jordan(j: ExactMatrix) -> Law:
    """Zero outside the diagonal and the one above it; there 0 or 1, and 1 only between equal eigenvalues."""
    law = "J is a Jordan matrix, ones above the diagonal"
    for c in range(j.cols):
        for r in range(j.rows):
            if r in (c - 1, c) or j[r, c] == 0:
                continue
            below = r == c + 1 and j[r, c] == 1
            hint = "; the ones stand above the diagonal, not below it" if below else ""
            return Law(law, holds=False, detail=f"entry ({r + 1}, {c + 1}) is {j[r, c]}, not 0{hint}", column=c + 1)
        if c and j[c - 1, c] not in (0, 1):
            return Law(law, holds=False, detail=f"entry ({c}, {c + 1}) is {j[c - 1, c]}, neither 0 nor 1", column=c + 1)
        if c and j[c - 1, c] == 1 and j[c, c] != j[c - 1, c - 1]:
            detail = f"the 1 at ({c}, {c + 1}) joins the different eigenvalues {j[c - 1, c - 1]} and {j[c, c]}"
            return Law(law, holds=False, detail=detail, column=c + 1)
    return Law(law, holds=True)


def less(name: str, x: Any) -> str:
    """The text of name - x I.

    >>> less("A", 3), less("A", -1), less("A", 0)
    ('A - 3 I', 'A + I', 'A')
    """
    value = str(x)
    if x == 0:
        return name
    if x in (1, -1):
        return f"{name} {'-' if x == 1 else '+'} I"
    if value[0] == "-" and value[1:].replace("/", "").isdigit():
        return f"{name} + {value[1:]} I"
    return f"{name} - {value if value.replace('/', '').isalnum() else f'({value})'} I"


def link(a: ExactMatrix, p: ExactMatrix, j: ExactMatrix, c: int) -> str:
    """What column c of A P = P J says of a Jordan matrix J: (A - x I) v = 0, or the column before."""
    x, column = j[c, c], p.column(c)
    image = a * column - x * column
    wanted = f"v{c} = {text(p.column(c - 1))}" if c and j[c - 1, c] == 1 else "0"
    return f"column {c + 1}: ({less('A', x)}) v{c + 1} = {text(image)}, expected {wanted}"


def jordan(given: Given) -> Iterator[Law]:
    """A P = P J with P invertible and J a Jordan matrix."""
    n, a = square(given), given["A"]
    p, j = given["P"], given["J"]
    yield shapes(given, P=(n, n), J=(n, n))
    yield is_jordan(j)
    law = equal("A P = P J", a * p, p * j)
    if not law.holds and law.column is not None and is_jordan(j).holds:
        law = Law(law.law, holds=False, detail=link(a, p, j, law.column - 1), column=law.column)
    if not law.holds and p * a == j * p:
        law = Law(law.law, holds=False, detail=f"{law.detail}; P A = J P holds, so give P^-1 for P", column=law.column)
    yield law
    yield invertible("P", p)


def chain(given: Given) -> Iterator[Law]:
    """(A - x) v_1 = 0 and (A - x) v_(i+1) = v_i with v_1 != 0: a Jordan chain, listed from the eigenvector up."""
    n, a, v = square(given), given["A"], given["V"]
    yield shapes(given, V=(n, None))
    first = v.column(0)
    places = [r for r in range(n) if first[r, 0] != 0]
    at = next((r for r in places if not factors([first[r, 0]])), places[0] if places else None)
    if at is None:
        yield Law("v_1 != 0", holds=False, detail="v_1 is the zero vector", column=1)
        return
    yield Law("v_1 != 0", holds=True, conditions=factors([first[at, 0]]))
    x = given["eigenvalue"][0, 0] if "eigenvalue" in given else (a * first)[at, 0] / first[at, 0]
    law = equal(f"A v_1 = {x} v_1", a * first, x * first)
    if not law.holds and v.cols > 1 and "eigenvalue" not in given:
        law = Law("v_1 is an eigenvector", holds=False, column=1,
                  detail=f"A v_1 = {text(a * first)} is no multiple of v_1 = {text(first)}; list the eigenvector first")
    yield law
    for i in range(1, v.cols):
        w = v.column(i)
        image = a * w - x * w
        name = f"(A - x) v_{i + 1} = v_{i}"
        held = image == v.column(i - 1)
        detail = f"column {i + 1}: ({less('A', x)}) v{i + 1} = {text(image)}, expected v{i} = {text(v.column(i - 1))}"
        yield Law(name, holds=held, detail="" if held else detail, column=None if held else i + 1)


def inverse(given: Given) -> Iterator[Law]:
    """A X = I; for square matrices X A = I follows."""
    from symbolic.matrices.matrix import identity
    n = square(given)
    yield shapes(given, X=(n, n))
    yield equal("A X = I", given["A"] * given["X"], identity(n))


def solution(given: Given) -> Iterator[Law]:
    """A x = b."""
    a = given["A"]
    yield shapes(given, b=(a.rows, None), x=(a.cols, given["b"].cols))
    yield equal("A x = b", a * given["x"], given["b"])


def null_basis(given: Given) -> Iterator[Law]:
    """A N = 0, the columns of N are independent, and there are n - rank A of them."""
    from symbolic import rref
    from symbolic.matrices.matrix import zero
    a, basis = given["A"], given["N"]
    yield shapes(given, N=(a.cols, None))
    yield equal("A N = 0", a * basis, zero(a.rows, basis.cols))
    reduced, columns = rref(basis), counted(basis.cols, "column")
    independent = len(reduced.pivots) == basis.cols
    yield Law("the columns of N are independent", holds=independent, conditions=factors(reduced.R.conditions),
              detail="" if independent else f"{columns} of rank {len(reduced.pivots)}")
    reduced = rref(a)
    wanted = a.cols - len(reduced.pivots)
    yield Law("N has n - rank A columns", holds=basis.cols == wanted, conditions=factors(reduced.R.conditions),
              detail="" if basis.cols == wanted else f"{columns}, and n - rank A = {wanted}")


def similar(given: Given) -> Iterator[Law]:
    """A P = P B with P invertible."""
    n = square(given)
    yield shapes(given, B=(n, n), P=(n, n))
    yield equal("A P = P B", given["A"] * given["P"], given["P"] * given["B"])
    yield invertible("P", given["P"])


def square_root(given: Given) -> Iterator[Law]:
    """X X = A."""
    n = square(given)
    yield shapes(given, X=(n, n))
    yield equal("X X = A", given["X"] * given["X"], given["A"])


def lower_upper(given: Given) -> Iterator[Law]:
    """P A = L U: P a permutation, L unit lower triangular, U upper triangular."""
    from symbolic.matrices.matrix import identity
    a, p, low, up = given["A"], given["P"], given["L"], given["U"]
    m, n = a.shape
    yield shapes(given, P=(m, m), L=(m, m), U=(m, n))
    ones = all(p[i, j] in (0, 1) for i in range(m) for j in range(m))
    good = ones and p * p.T == identity(m)
    yield Law("P is a permutation", holds=good)
    yield Law("L is unit lower triangular", holds=all(low[i, j] == int(i == j) for i in range(m) for j in range(i, m)))
    yield Law("U is upper triangular", holds=all(up[i, j] == 0 for i in range(m) for j in range(min(i, n))))
    yield equal("P A = L U", p * a, low * up)


def singular(given: Given) -> Iterator[Law]:
    """A = U S V^T: U and V orthogonal, S diagonal with descending entries that are not negative."""
    from symbolic.matrices.matrix import identity
    a, u, s, v = given["A"], given["U"], given["S"], given["V"]
    if any(x.has_parameters for x in (a, u, s, v)):
        raise InputError("check svd: with parameters the diagonal of S has no order; put values in for them")
    m, n = a.shape
    yield shapes(given, U=(m, m), S=(m, n), V=(n, n))
    off = next(((i, j) for i in range(m) for j in range(n) if i != j and s[i, j] != 0), None)
    yield Law("S is diagonal", holds=off is None, detail="" if off is None else f"entry ({off[0] + 1}, {off[1] + 1})")
    values = [s[i, i] for i in range(min(m, n))]
    good = all(x >= 0 for x in values) and all(x >= y for x, y in pairwise(values))
    yield Law("the diagonal of S descends and is not negative", holds=good, detail="" if good else text(diagonal_of(s)))
    yield equal("U^T U = I", u.T * u, identity(m))
    yield equal("V^T V = I", v.T * v, identity(n))
    yield equal("U S V^T = A", u * s * v.T, a)


def diagonal_of(m: ExactMatrix) -> ExactMatrix:
    """The diagonal as a column."""
    from symbolic.matrices.matrix import ExactMatrix as Matrix
    return Matrix.from_rows([[m[i, i]] for i in range(min(m.shape))])


CHECKS = {
    "chain": Check("V is a Jordan chain, eigenvector first", ("V",), chain, ("eigenvalue",)),
    "inverse": Check("A X = I", ("X",), inverse),
    "jordan": Check("A P = P J, J Jordan, P invertible", ("P", "J"), jordan),
    "lu": Check("P A = L U", ("P", "L", "U"), lower_upper),
    "nullspace": Check("the columns of N are a basis of ker A", ("N",), null_basis),
    "similar": Check("A P = P B, P invertible", ("B", "P"), similar),
    "solve": Check("A x = b", ("b", "x"), solution),
    "sqrt": Check("X X = A", ("X",), square_root),
    "svd": Check("A = U S V^T, U and V orthogonal", ("U", "S", "V"), singular),
}
