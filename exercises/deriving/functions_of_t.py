"""Worked solutions of e^(tA) and A^n from their spectral components, each proved by the law that determines it."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import Any

from exercises.derivation import Derivation, Fact, Means, Rel, Step, define, rel, step
from exercises.deriving import sentences as say
from exercises.deriving.literals import LINE, PAGE, matrix_tree, number_tree, number_value, polynomial_tree, surd, surd_parts
from exercises.phrases import Phrase
from exercises.terms import (
    E,
    binom,
    call,
    cos,
    derivative,
    det,
    exp,
    eye,
    iverson,
    mat,
    name,
    num,
    product,
    root,
    root_sum,
    sin,
    total,
    var,
    zero,
)

A, X, S, t, n = name("A"), name("X"), name("S"), var("t"), var("n")
Entries = list[list[E]]
Weight = Callable[[E, int], E]


@dataclass(frozen=True)
class Part:
    """One summand: weight times a named matrix, whose entries are `rows`."""

    weight: E
    matrix: E
    rows: Entries


def derive_exponential(result: Any) -> Derivation:
    """Return the derivation of e^(tA): components, X' = A X and X(0) = I."""
    laws = (rel(call("X", 0), "=", eye(result.A.rows)), rel(derivative(X), "=", A * X))
    return _derive(result, _time_weight, exp(t * A), X, laws, say.EXP_CHECK)


def derive_power(result: Any) -> Derivation:
    """Return the derivation of A^n: components, S(0) = I and S(n+1) = A S(n)."""
    laws = (rel(call("S", 0), "=", eye(result.A.rows)), rel(call("S", n + 1), "=", A * S))
    return _derive(result, _power_weight, A ** n, S, laws, say.POWER_CHECK)


def _time_weight(value: E, j: int) -> E:
    wave = exp(value * t) if value != num(1) else exp(t)
    wave = num(1) if value == num(0) else wave
    if j == 0:
        return wave
    power = t if j == 1 else t ** j
    scaled = power if j == 1 else num(Fraction(1, factorial(j))) * power
    return scaled if wave == num(1) else scaled * wave


def _power_weight(value: E, j: int) -> E:
    if value == num(0):
        return iverson("n", j)
    lower = value ** n if j == 0 else value ** (n - j)
    if value == num(1):
        lower = num(1)
    if j == 0:
        return lower
    count = n if j == 1 else binom(n, j)
    return count if lower == num(1) else count * lower


def _derive(result: Any, weight: Weight, target: E, closed: E, laws: tuple[Fact, ...], check: Phrase) -> Derivation:
    from symbolic.errors import UnableError
    literal = matrix_tree(result.A) if 0 < result.A.rows <= PAGE else None
    if literal is None or any(c.degree > LINE for c in result.components):
        raise UnableError(f"derive: the matrix is empty or larger than {PAGE}, its entries have a degree above two, or its "
                          f"eigenvalues one above {LINE}; no line of a worked solution would fit a page.")
    label, variable = str(closed.args[0]), "t" if closed == X else "n"
    parts, roots, steps = _parts(result, weight, variable)
    steps.insert(0, _spectrum(result))
    if not _is_single(result) and not roots and all(part.matrix.op == "name" for part in parts):
        steps += _identity_split(result, steps, waves=variable == "t")
    formula = total([part.weight * part.matrix if part.weight != num(1) else part.matrix for part in parts])
    steps.append(step(say.CLOSED_FORM, define(label, formula, of=variable), *laws))
    steps.append(step(check, Means(target, closed)))
    whole = _entrywise(parts, result.A.rows) if not roots and result.A.rows <= 4 else None
    return Derivation(
        (("A", literal),), tuple(steps), asks=(label,), roots=tuple(roots),
        answer=(Means(target, formula if whole is None else whole),), freedom=(say.CLOSED_FREEDOM,),
    )


def _parts(result: Any, weight: Weight, variable: str) -> tuple[list[Part], list[tuple[str, tuple[str, ...]]], list[Step]]:
    """Return the summands, the roots declared, and the steps that introduce the component matrices."""
    from symbolic.errors import UnableError
    parts: list[Part] = []
    roots: list[tuple[str, tuple[str, ...]]] = []
    steps: list[Step] = [_single(result)] if _is_single(result) else []
    for c in result.components:
        if c.degree <= 2:
            parts += _explicit(result, c, weight, variable, steps, single=bool(_is_single(result)))
        elif result.A.is_rational:
            label = ("alpha", "beta", "gamma", "delta", "zeta", "eta")[len(roots)]
            roots.append((label, tuple(str(int(x)) for x in c.polynomial.coeffs())))
            parts.append(Part(num(1), _generic(c, label, weight), []))
            equation = polynomial_tree([Fraction(int(x)) for x in c.polynomial.coeffs()], root(label))
            steps.append(step(say.ROOT_SUM, rel(equation, "=", 0)))
        else:
            raise UnableError("derive: eigenvalues of degree above two over a number field; no line of it would fit a "
                              "page.")
    return parts, roots, steps


def _spectrum(result: Any) -> Step:
    """Return the characteristic polynomial, split as far as its roots can be written down, and these roots."""
    from symbolic import charpoly
    x, factors, shown = var("x"), list[E](), list[Rel]()
    rational = result.A.is_rational
    for p, m in charpoly(result.A).factor() if rational else ():
        tree = polynomial_tree([Fraction(int(c.numerator), int(c.denominator)) for c in p.coefficients], x)
        factors.append(tree if m == 1 else tree ** m)
    facts = [rel(det(x * eye(result.A.rows) - A), "=", product(factors))] if rational else []
    explicit = [c for c in result.components if c.degree <= 2]
    values = [_number(c.eigenvalue_at(at)) for c in explicit for at in c.roots]
    for k, value in enumerate(values, 1):
        shown.append(define(f"lambda_{k}" if len(values) > 1 else "lambda", value))
    for f in shown:
        facts.append(f)
        facts.append(rel(det(f.sides[0] * eye(result.A.rows) - A), "=", 0))
    quiet = [f for f in facts if f.sides[-1] == num(0)]
    if not rational:
        return step(say.VANISHES, *facts)
    return step(say.SPECTRUM, *(f for f in facts if f not in quiet), quiet=quiet)


def _identity_split(result: Any, steps: Sequence[Step], *, waves: bool) -> list[Step]:
    """Return the step that adds up the first matrices of all eigenvalues to the identity."""
    named = [f for s in steps for f in s.facts if isinstance(f, Rel) and f.let.startswith("Z_")]
    firsts, at, turned = list[E](), 0, False
    for c in result.components:
        wave = waves and _is_wave(result, c)
        turned |= wave
        count = c.size * 2 if wave else c.size
        for _ in range(1 if wave else len(c.roots)):
            firsts.append(name(named[at].let))
            at += count
    if at != len(named):
        return []
    return [step(say.PARTS_OF_ONE if turned else say.PROJECTIONS, rel(total(firsts), "=", eye(result.A.rows)))]


def _is_wave(result: Any, c: Any) -> bool:
    """Tell whether a factor is a complex pair of a rational matrix."""
    return c.degree == 2 and result.A.is_rational and int(c.polynomial[1]) ** 2 < 4 * int(c.polynomial[0])


def _is_single(result: Any) -> bool:
    """Tell whether there is one rational eigenvalue: then A = lambda I + N and nothing else is needed."""
    return len(result.components) == 1 and result.components[0].degree == 1 and result.A.is_rational


def _single(result: Any) -> Step:
    c = result.components[0]
    size, k = result.A.rows, c.size
    value = _number(c.eigenvalue_at(0))
    N = name("N")
    literal = mat(_rows(c, 1, 0)) if k > 1 else zero(size, size)
    unit, away = (value.args[0], A.__add__) if value.op == "neg" else (value, A.__sub__)
    shift = A if value == num(0) else away(eye(size) if unit == num(1) else unit * eye(size))
    facts = [define("N", shift, "=", literal)]
    if k > 1:
        facts.append(rel(N ** k, "=", zero(size, size)))
        return step(say.NILPOTENT, *facts)
    return step(say.SCALAR, *facts)


def _number(value: Any) -> E:
    tree = number_tree(value)
    if tree is None:
        from symbolic.errors import UnableError
        raise UnableError("derive: the eigenvalue has a degree above two; no line of it would fit a page.")
    return tree


def _rows(c: Any, j: int, at: int) -> Entries:
    tree = matrix_tree(c.matrix_at(j, at))
    if tree is None:
        from symbolic.errors import UnableError
        raise UnableError("derive: the component has entries of degree above two; no line of it would fit a page.")
    return [list(row) for row in tree.args[0]]


def _explicit(result: Any, c: Any, weight: Weight, variable: str, steps: list[Step], *, single: bool) -> list[Part]:
    """Return the summands of a factor whose roots can be written down, naming each matrix in a step."""
    if variable == "t" and _is_wave(result, c):
        return _waves(c, steps)
    out: list[Part] = []
    taken = _taken(steps)
    for at in c.roots:
        value = _number(c.eigenvalue_at(at))
        facts: list[Rel] = []
        for j in range(c.size):
            if single:
                matrix = eye(result.A.rows) if j == 0 else name("N") ** j if j > 1 else name("N")
                out.append(Part(weight(value, j), matrix, _rows(c, j, at)))
                continue
            label = f"Z_{taken + len(facts) + 1}"
            facts.append(define(label, mat(_rows(c, j, at))))
            out.append(Part(weight(value, j), name(label), _rows(c, j, at)))
        if not single:
            matrices = [name(f.let) for f in facts]
            ends = [*matrices[1:], None]
            chain = [rel(A * Z, "=", _image(value, Z, above, result.A.rows))
                     for Z, above in zip(matrices, ends, strict=True)]
            steps.append(step(say.COMPONENT, *facts, *chain))
            taken += len(facts)
    return out


def _image(value: E, Z: E, above: E | None, n: int) -> E:
    """Return value Z + above as one would write it."""
    own = Z if value == num(1) else -Z if value == num(-1) else value * Z
    if value == num(0):
        return zero(n, n) if above is None else above
    return own if above is None else own + above


def _taken(steps: Sequence[Step]) -> int:
    """Return how many component matrices have a name."""
    return sum(isinstance(f, Rel) and f.let.startswith("Z_") for s in steps for f in s.facts)


def _waves(c: Any, steps: list[Step]) -> list[Part]:
    """Return the summands of a complex pair of a real matrix in cosines and sines."""
    value = c.eigenvalue_at(1)
    re, im, d = surd_parts(value)
    frequency = surd(Fraction(0), im, d) if d == 1 else num(im) if d == -1 else surd(Fraction(0), im, -d)
    angle = t if frequency == num(1) else frequency * t
    out: list[Part] = []
    facts: list[Rel] = []
    taken = _taken(steps)
    for j in range(c.size):
        table = [[surd_parts(x) for x in row] for row in c.matrix_at(j, 1).entries()]
        real = [[num(2 * p) for p, _, _ in row] for row in table]
        imaginary = [[surd(Fraction(0), -2 * q, -d) if d != -1 else num(-2 * q) for _, q, _ in row] for row in table]
        outer = _time_weight(num(re), j)
        for rows, wave in ((real, cos(angle)), (imaginary, sin(angle))):
            label = f"Z_{taken + len(facts) + 1}"
            facts.append(define(label, mat(rows)))
            out.append(Part(wave if outer == num(1) else outer * wave, name(label), rows))
    steps.append(step(say.WAVES, *facts))
    return out


def _generic(c: Any, label: str, weight: Weight) -> E:
    """Return the sum over all roots of a factor of weight(root) times its component matrices."""
    a = root(label)
    coefficients = [Fraction(int(x)) for x in c.polynomial.coeffs()]
    slope = polynomial_tree([i * x for i, x in enumerate(coefficients)][1:], a)
    value = polynomial_tree([Fraction(int(x.p), int(x.q)) for x in c.eigenvalue.coeffs()], a)
    size = c.parts[0][0].nrows()
    terms = []
    for j, matrices in enumerate(c.parts):
        rows = [[polynomial_tree([Fraction(int(m[i, k]), c.denominator) for m in matrices], a) for k in range(size)]
                for i in range(size)]
        terms.append((weight(value, j)) * mat(rows))
    return root_sum(product([1 / slope, total(terms) if len(terms) > 1 else terms[0]]), label)


def _entrywise(parts: Sequence[Part], size: int) -> E | None:
    """Return the closed form entry by entry, if all coefficients are rational; otherwise it grows too wide."""
    if any(number_value(x) is None for part in parts for row in part.rows for x in row):
        return None
    return mat([[_entry([(part.weight, number_value(part.rows[i][j]) or Fraction(0)) for part in parts]) for j in range(size)]
                for i in range(size)])


def _entry(terms: Sequence[tuple[E, Fraction]]) -> E:
    out: list[E] = []
    for weight, c in terms:
        if c:
            size = weight if abs(c) == 1 else num(abs(c)) if weight == num(1) else num(abs(c)) * weight
            out.append(-size if c < 0 else size)
    return total(out)
