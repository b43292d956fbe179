"""Row reduction as facts: every stage is E_k times the stage before, so that nothing but a product has to be believed."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exercises.derivation import Fact, Step, define, rel, step
from exercises.deriving import sentences as say
from exercises.deriving.literals import number_tree
from exercises.phrases import Phrase
from exercises.terms import E, as_term, det, mat, name, product

Entries = list[list[Any]]
SHOWN = 6  # more stages than these are put together into one product


@dataclass(frozen=True)
class Stage:
    """One stage: the factor E on the left, what comes out, its determinant, and whether it is an exchange of rows."""

    factor: Entries
    result: Entries
    det: Any
    swap: bool = False


def unit(n: int) -> Entries:
    """Return the identity."""
    return [[int(i == j) for j in range(n)] for i in range(n)]


def multiply(A: Entries, B: Entries) -> Entries:
    """Return the product of two tables of exact numbers."""
    return [[sum((x * y for x, y in zip(row, col, strict=True)), 0) for col in zip(*B, strict=True)] for row in A]


def stages(rows: Entries, width: int, *, full: bool) -> list[Stage]:
    """Return the stages that bring the first `width` columns to echelon form; `full` clears above and scales the pivots."""
    work, m, out, r = [list(row) for row in rows], len(rows), list[Stage](), 0
    for j in range(width):
        hit = next((i for i in range(r, m) if work[i][j]), None)
        if hit is None:
            continue
        if hit != r:
            order = [hit if i == r else r if i == hit else i for i in range(m)]
            work = [work[i] for i in order]
            out.append(Stage([unit(m)[i] for i in order], work, -1, swap=True))
        factor, pivot = unit(m), work[r][j]
        for i in range(0 if full else r + 1, m):
            factor[i][r] = -work[i][j] / pivot if i != r else factor[i][r]
        factor[r][r] = 1 / pivot if full else 1
        if factor != unit(m):
            work = multiply(factor, work)
            out.append(Stage(factor, work, factor[r][r]))
        r += 1
    if len(out) <= SHOWN:
        return out
    whole, value = unit(m), 1
    for s in out:
        whole, value = multiply(s.factor, whole), value * s.det
    return [Stage(whole, work, value)]


def literal(rows: Sequence[Sequence[Any]]) -> E:
    """Return a table of exact numbers as a literal.

    Raises:
        UnableError: an entry has a degree above two.
    """
    from symbolic.errors import UnableError
    trees = [[number_tree(x) for x in row] for row in rows]
    if any(x is None for row in trees for x in row):
        raise UnableError("derive: a number of degree above two comes up; no line of a worked solution would fit a page.")
    return mat([[x for x in row if x is not None] for row in trees])


def scalar(x: Any) -> E:
    """Return an exact number as a literal."""
    tree: E = literal([[x]]).args[0][0][0]
    return tree


def reduction(start: E, done: Sequence[Stage], label: str = "A", *, full: bool) -> tuple[list[Step], E]:
    """Return one step a stage, and the name of the last stage (`start` if nothing had to be done).

    Args:
        start: the name of the matrix that is reduced. label: stages are called label_1, label_2, ..
    """
    out: list[Step] = []
    for k, stage in enumerate(done, 1):
        factor, result = name(f"E_{k}"), name(f"{label}_{k}")
        facts: list[Fact] = [define(f"E_{k}", literal(stage.factor)), rel(det(factor), "=", scalar(stage.det), "≠", 0),
                             define(f"{label}_{k}", factor * start, "=", literal(stage.result))]
        words: Phrase = say.SWAP if stage.swap else say.CLEAR if full else say.ELIMINATE
        out.append(step(say.REDUCE_WHOLE if _mixed(stage) else words, *facts))
        start = result
    return out, start


def _mixed(stage: Stage) -> bool:
    """Tell whether several stages were put together."""
    touched = {j for i, row in enumerate(stage.factor) for j, x in enumerate(row) if x != int(i == j)}
    return len(touched) > 1 and not stage.swap


def collected(done: Sequence[Stage], start: E, last: E, size: int, label: str = "E") -> Step:
    """Return the step that multiplies the factors: E start = last with E invertible."""
    whole, value = unit(size), 1
    for s in done:
        whole, value = multiply(s.factor, whole), value * s.det
    factors = product([name(f"E_{k}") for k in range(len(done), 0, -1)])
    all_, facts = name(label), list[Fact]()
    if done:
        chain = (factors, "=", literal(whole)) if len(done) > 1 else (factors,)
        facts.append(define(label, *chain))
    else:
        facts.append(define(label, literal(whole)))
    facts += [rel(det(all_), "=", scalar(value), "≠", 0), rel(all_ * start, "=", last)]
    return step(say.COLLECTED(start, last), *facts)


def charpoly_minors(rows: Entries) -> tuple[int, list[list[Any]], list[Any]]:
    """Return the row with most zeros, the minors of x I - A along it, and the whole, low to high."""
    n = len(rows)
    table = [[[-x, int(i == j)] for j, x in enumerate(row)] for i, row in enumerate(rows)]
    along = max(range(n), key=lambda i: sum(not rows[i][j] for j in range(n) if j != i))
    minors = [_laplace([[row[k] for k in range(n) if k != j] for i, row in enumerate(table) if i != along]) for j in range(n)]
    return along, minors, _laplace(table)


def _laplace(table: list[list[list[Any]]]) -> list[Any]:
    if not table:
        return [1]
    out: list[Any] = [0] * (len(table) + 1)
    for j, entry in enumerate(table[0]):
        if any(entry):
            minor = _laplace([[row[k] for k in range(len(row)) if k != j] for row in table[1:]])
            for a, x in enumerate(entry):
                for b, y in enumerate(minor):
                    if x and y:
                        out[a + b] = out[a + b] + (-1) ** j * x * y
    return out


def opposite(tree: E) -> E:
    """Return the negative of a literal as one would write it."""
    return tree.args[0] if tree.op == "neg" else tree if tree == as_term(0) else -tree


def diagonal_product(rows: Entries) -> Any:
    """Return the product of the diagonal."""
    value: Any = 1
    for i, row in enumerate(rows):
        value = value * row[i]
    return value
