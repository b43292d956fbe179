"""Jordan forms with eigenvalues of degree three or more: one generic root a factor, all conjugates at once."""
from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Fact, Step, define, rel, step
from exercises.deriving import sentences as say
from exercises.deriving.literals import matrix_tree, polynomial_tree
from exercises.terms import E, column, det, eye, mat, name, num, product, root, var, zero

GREEK = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")


def generic(form: Any) -> Derivation:
    """Return the derivation of a Jordan form over Q in which every factor is treated at its generic root."""
    A = matrix_tree(form.A)
    if A is None:
        raise ValueError("generic: the matrix must be rational")
    M, n, x = name("A"), form.A.rows, var("x")
    factors = _factors(form)
    labels = {f: GREEK[i % len(GREEK)] + "_" * (i // len(GREEK)) for i, f in enumerate(factors)}
    shown = [polynomial_tree(f, x) for f in factors]
    powers = [t if m == 1 else t ** m for t, m in zip(shown, factors.values(), strict=True)]
    steps = [step(say.FACTORED, rel(det(x * eye(n) - M), "=", product(powers)))]
    blocks: list[tuple[tuple[Fraction, ...], list[E]]] = []
    for chain in form.chains:
        f = _own(chain)
        at = sum(len(c) for _, c in blocks) + 1
        vectors = [name(f"v_{at + j}") for j in range(chain.size)]
        steps.append(_chain(M, root(labels[f]), f, chain, vectors))
        blocks.append((f, vectors))
    steps += _whole(form, M, n, list(factors))
    shapes = [define(f"J_{i}", _block(root(labels[f]) if len(f) > 2 else num(-f[0]), len(v)))
              for i, (f, v) in enumerate(blocks, 1)]
    return Derivation(
        (("A", A),), tuple(steps), asks=("P", "J", "H"),
        roots=tuple((labels[f], tuple(map(str, f))) for f in factors if len(f) > 2),
        answer=(*shapes, rel(M * name("H"), "=", name("H") * name("G"))), answer_say=(say.GENERIC_ANSWER,),
        freedom=(say.GENERIC_FREEDOM,),
    )


def _line(chain: Any) -> tuple[Fraction, Fraction]:
    """Return (p, q) with root = p + q * eigenvalue, for an eigenvalue that is linear in the root of the chain."""
    c = [Fraction(int(chain.eigenvalue[i].p), int(chain.eigenvalue[i].q)) for i in range(chain.eigenvalue.degree() + 1)]
    if len(c) != 2:
        from symbolic.errors import UnableError
        raise UnableError("derive: an eigenvalue that is not linear in the generic root")
    return -c[0] / c[1], 1 / c[1]


def _at_line(coefficients: Sequence[Fraction], line: tuple[Fraction, Fraction]) -> list[Fraction]:
    """Return the polynomial with p + q x put for its variable, by Horner's rule."""
    out: list[Fraction] = []
    for c in reversed(coefficients):
        out = _product([out, list(line)]) if out else [Fraction(0)]
        out[0] += c
    return out


def _own(chain: Any) -> tuple[Fraction, ...]:
    """Return the monic polynomial of the eigenvalue of A itself, low to high."""
    moved = _at_line([Fraction(int(x)) for x in chain.polynomial.coeffs()], _line(chain))
    return tuple(c / moved[-1] for c in moved)


def _factors(form: Any) -> dict[tuple[Fraction, ...], int]:
    found: dict[tuple[Fraction, ...], int] = {}
    for chain in form.chains:
        f = _own(chain)
        found[f] = found.get(f, 0) + chain.size
    return found


def _coefficients(chain: Any) -> list[list[list[Fraction]]]:
    """Return, for v_1 .. v_k, the n x d coefficients in powers of the eigenvalue of A."""
    line, d = _line(chain), chain.degree
    tables = [[[Fraction(int(v[i, j])) for j in range(v.ncols())] for i in range(v.nrows())] for v in chain.vectors]
    moved = [[_at_line(row, line) for row in table] for table in tables]
    return [[row + [Fraction(0)] * (d - len(row)) for row in table] for table in moved]


def _chain(M: E, a: E, f: Sequence[Fraction], chain: Any, vectors: Sequence[E]) -> Step:
    value = a if len(f) > 2 else num(-f[0])
    tables = _coefficients(chain)
    n = len(tables[0])
    point = a if len(f) > 2 else num(1)
    facts: list[Fact] = [rel(polynomial_tree(f, a), "=", 0)] if len(f) > 2 else []
    for j, (v, table) in enumerate(zip(vectors, tables, strict=True)):
        facts.append(define(str(v.args[0]), column([polynomial_tree(row, point) for row in table])))
        right = value * v if j == 0 else value * v + vectors[j - 1]
        facts.append(rel(M * v, "=", right))
    facts.append(rel(vectors[0], "≠", zero(n, 1)))
    return step(say.GENERIC_CHAIN if len(f) > 2 else say.RATIONAL_CHAIN, *facts)


def _block(value: E, k: int) -> E:
    return mat([[value if i == j else int(j == i + 1) for j in range(k)] for i in range(k)])


def _whole(form: Any, M: E, n: int, factors: Sequence[Sequence[Fraction]]) -> list[Step]:
    """Return A H = H G with det H nonzero, and the identity that shows the roots to be distinct."""
    H, G, x = name("H"), name("G"), var("x")
    columns: list[list[Fraction]] = []
    frame = [[Fraction(0)] * n for _ in range(n)]
    for chain in form.chains:
        f = _own(chain)
        d = len(f) - 1
        for j, table in enumerate(_coefficients(chain)):
            at = len(columns)
            columns += [[row[i] for row in table] for i in range(d)]
            for i in range(d):  # A h_i = h_(i-1) - f_i h_(d-1) + (the same column of the vector below)
                if i:
                    frame[at + i - 1][at + i] += 1
                frame[at + d - 1][at + i] -= f[i]
                if j:
                    frame[at - d + i][at + i] += 1
    literal = mat([[c[i] for c in columns] for i in range(n)])
    facts: list[Fact] = [define("H", literal), define("G", mat(frame)), rel(M * H, "=", H * G), rel(det(H), "≠", 0)]
    steps = [step(say.COEFFICIENTS, *facts)]
    F = _product(factors)
    s, t = _bezout(F, [i * c for i, c in enumerate(F)][1:])
    trees = [polynomial_tree(p, x) for p in (s, F, t, [i * c for i, c in enumerate(F)][1:])]
    distinct = product([polynomial_tree(f, x) for f in factors])
    expanded = (rel(distinct, "=", trees[1]),) if len(factors) > 1 else ()
    steps.append(step(say.SQUAREFREE, *expanded, rel(trees[0] * trees[1] + trees[2] * trees[3], "=", 1)))
    return steps


def _product(factors: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    out = [Fraction(1)]
    for f in factors:
        out = [sum((out[i] * f[k - i] for i in range(len(out)) if 0 <= k - i < len(f)), Fraction(0))
               for k in range(len(out) + len(f) - 1)]
    return out


def _bezout(a: list[Fraction], b: list[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    """Return s, t with s a + t b = 1 for coprime a, b, by Euclid's algorithm."""
    rows = [(a, [Fraction(1)], [Fraction(0)]), (b, [Fraction(0)], [Fraction(1)])]
    while len(rows[-1][0]) > 1:
        quotient, rest = divide(rows[-2][0], rows[-1][0])
        nexts = [_minus(rows[-2][k], _product([quotient, rows[-1][k]])) for k in (1, 2)]
        rows.append((rest, nexts[0], nexts[1]))
    scale = rows[-1][0][0]
    return [c / scale for c in rows[-1][1]], [c / scale for c in rows[-1][2]]


def divide(a: list[Fraction], b: list[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    """Return quotient and rest of two polynomials, low to high."""
    rest, quotient = list(a), [Fraction(0)] * max(len(a) - len(b) + 1, 1)
    while len(rest) >= len(b):
        quotient[len(rest) - len(b)] = c = rest[-1] / b[-1]
        shift = len(rest) - len(b)
        rest = [x - c * b[i - shift] if i >= shift else x for i, x in enumerate(rest)][:-1]
    while len(rest) > 1 and rest[-1] == 0:
        rest.pop()
    return quotient, rest


def _minus(a: list[Fraction], b: list[Fraction]) -> list[Fraction]:
    size = max(len(a), len(b))
    return [(a[i] if i < len(a) else Fraction(0)) - (b[i] if i < len(b) else Fraction(0)) for i in range(size)]

