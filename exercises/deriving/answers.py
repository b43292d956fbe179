"""Short worked solutions of single answers: minimal polynomial, square root, sign, logarithm, similarity."""
from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Fact, Means, Rel, Step, define, rel, step
from exercises.deriving import elimination
from exercises.deriving import sentences as say
from exercises.deriving.frame import coefficients_of, plain, rational_rows, tree_of
from exercises.deriving.literals import minus, number_tree, polynomial_tree, rank_fact, surd, surd_parts, times
from exercises.terms import E, call, det, exp, eye, hcat, mat, name, num, product, rank, total, var, zero

A, B, X, K, R, S, N, L, t = *(name(k) for k in "ABXKRSNL"), var("t")


def derive_answer(answer: Any) -> Derivation:
    """Return the derivation of a `verify.Answer`."""
    from symbolic.errors import UnableError
    if answer.kind not in WRITERS:
        raise UnableError(f"derive: no worked solution is written for {answer.kind!r}; known are {', '.join(WRITERS)}.")
    return WRITERS[answer.kind](answer)


def _minpoly(a: Any) -> Derivation:
    n, c = a.A.rows, coefficients_of(a.value)
    rows = rational_rows(a.A)
    at = polynomial_tree([Fraction(0), *c[1:]], A)
    zero_at = rel(at + c[0] * eye(n) if c[0] else at, "=", zero(n, n))
    steps = [step(say.ANNIHILATED, *([say.NO_CONSTANT] if len(c) == 2 else []), zero_at)]
    if len(c) > 2:
        v, columns = _cyclic(rows, len(c) - 1)
        images = [name("v") if i == 0 else A * name("v") if i == 1 else A ** i * name("v") for i in range(len(c) - 1)]
        krylov = rank_fact(K, [list(row) for row in zip(*columns, strict=True)])
        steps.append(step(say.NO_LOWER, define("v", mat([[x] for x in v])), define("K", hcat(*images)), krylov))
    p, rest = (polynomial_tree(q, var("x")) for q in (c, _quotient(_characteristic(a.A), c)))
    whole = name("m") if rest == num(1) else name("m") * rest
    steps.append(step(say.MINIMAL, define("m", p), rel(det(var("x") * eye(n) - A), "=", whole)))
    return plain({"A": a.A}, steps, [rel(name("m"), "=", p), zero_at], say.UNIQUE, ("m",))


def _characteristic(M: Any) -> list[Fraction]:
    from symbolic import charpoly
    return coefficients_of(charpoly(M))


def _quotient(p: list[Fraction], q: list[Fraction]) -> list[Fraction]:
    """Return p / q for monic polynomials, low to high, q a divisor of p."""
    left, out = list(p), list[Fraction]()
    for k in reversed(range(len(p) - len(q) + 1)):
        out.append(left[k + len(q) - 1])
        for j, c in enumerate(q):
            left[k + j] -= out[-1] * c
    return out[::-1]


def _cyclic(rows: list[list[Fraction]], d: int) -> tuple[list[Fraction], list[list[Fraction]]]:
    """Return v with v, A v, .., A^(d-1) v independent, for d the degree of the minimal polynomial."""
    n = len(rows)
    for seed in range(1, 200):
        v = [Fraction(int(i == seed - 1)) if seed <= n else Fraction((seed * (i + 1) ** 2 + i) % 7 - 3) for i in range(n)]
        columns = [v]
        for _ in range(d - 1):
            columns.append([x for (x,) in times(rows, [[c] for c in columns[-1]])])
        if len(rank_fact(K, [list(row) for row in zip(*columns, strict=True)]).cols) == d:
            return v, columns
    from symbolic.errors import UnableError
    raise UnableError("derive: no vector of full order was found", "200 trials")


def _positive(tree: E, M: Any) -> Step | None:
    """Return the step that shows the eigenvalues of M, called `tree`, to have positive real parts, if they are explicit."""
    from symbolic import jordan_form
    x, factors, facts = var("x"), list[E](), list[Rel]()
    try:
        form: Any = jordan_form(M)
        groups = form.groups()
    except ArithmeticError:
        return None
    for at, chains in groups:
        value = chains[0].eigenvalue_at(at)
        shown = number_tree(value)
        if shown is None:
            return None
        re, im, d = surd_parts(value)
        if not (re > 0 if d < 0 else value.sign() > 0):
            return None
        real = num(re) if d < 0 else surd(re, im, d)
        count = sum(chain.size for chain in chains)
        factors.append(minus(x, shown) if count == 1 else minus(x, shown) ** count)
        if (fact := rel(real, ">", 0)) not in facts:
            facts.append(fact)
    return step(say.POSITIVE_SIDE, rel(det(x * eye(M.rows) - tree), "=", product(factors)), *facts)


def _sqrt(a: Any) -> Derivation:
    law, literal = rel(R ** 2, "=", A), tree_of(a.value)
    side = _positive(R, a.value)
    steps = [step(say.FACTORS, define("R", literal), law), *([side] if side else [])]
    return plain({"A": a.A}, steps, [rel(R, "=", literal), law], say.PRINCIPAL if side else say.ROOTS_OPEN, ("R",))


def _sign(a: Any) -> Derivation:
    literal = tree_of(a.value)
    laws = [rel(S ** 2, "=", eye(a.A.rows)), rel(S * A, "=", A * S)]
    side = _positive(A * S, a.A * a.value)
    steps = [step(say.FACTORS, define("S", literal), *laws), *([side] if side else [])]
    answer = [rel(S, "=", literal), *laws, *(side.facts if side else ())]
    return plain({"A": a.A}, steps, answer, say.SIGN_FREEDOM if side else say.SIGN_OPEN, ("S",))


def _log(a: Any) -> Derivation:
    """Return the derivation of log A for unipotent A, by the finite series."""
    from symbolic.errors import UnableError
    n, rows = a.A.rows, rational_rows(a.A)
    shifted = [[x - int(i == j) for j, x in enumerate(row)] for i, row in enumerate(rows)]
    powers = [[[Fraction(int(i == j)) for j in range(n)] for i in range(n)]]
    while any(any(row) for row in powers[-1]) and len(powers) <= n:
        powers.append(times(powers[-1], shifted))
    k = len(powers) - 1
    if any(any(row) for row in powers[-1]):
        raise UnableError("derive: a logarithm is worked out only if every eigenvalue is one; then its series is finite.")
    literal, nothing = tree_of(a.value), zero(n, n)
    series: list[E] = []
    growth: list[E] = [eye(n)]
    for j in range(1, k):
        power, scale = N if j == 1 else N ** j, Fraction(1, j)
        term = power if j == 1 else num(scale) * power
        series.append(term if j % 2 else -term)
        factorial_ = num(Fraction(1, _factorial(j)))
        growth.append(t * L if j == 1 else factorial_ * t ** j * L ** j)
    start: list[Fact] = [define("N", A - eye(n), "=", mat(shifted)), rel(N ** k, "=", nothing)]
    start.append(define("L", total(series), "=", literal) if series else define("L", literal))
    check: list[Fact] = [define("X", total(growth), of="t"), Means(exp(t * L), X), rel(call("X", 1), "=", A)]
    steps = [step(say.LOG_SERIES, *start), step(say.LOG_CHECK, *check)]
    return plain({"A": a.A}, steps, [rel(L, "=", literal), rel(L ** k, "=", nothing)], say.LOG_FREEDOM, ("L",))


def _factorial(j: int) -> int:
    from math import factorial
    return factorial(j)


def _similar(a: Any) -> Derivation:
    """Return S with A S = S B, or a polynomial whose values at A and at B have different ranks."""
    found, n = a.value, a.A.rows
    if found.transform is not None:
        from symbolic import det as determinant
        law, literal = rel(A * S, "=", S * B), tree_of(found.transform)
        value = number_tree(determinant(found.transform)) or num(0)
        facts = [define("S", literal), law, rel(det(S), "=", value, "≠", 0)]
        return plain({"A": a.A, "B": a.b}, [step(say.SIMILAR, *facts)], [rel(S, "=", literal), law, facts[-1]],
                     say.SIMILAR_FREEDOM, ("S",))
    from symbolic.errors import UnableError
    if found.polynomial is None or a.b.rows != n:
        raise UnableError("derive: matrices of different sizes are not similar, and there is nothing to work out.")
    c = coefficients_of(found.polynomial)
    facts_: list[Fact] = []
    ranks = []
    for label, given, M in (("M", A, a.A), ("N", B, a.b)):
        upper = polynomial_tree([Fraction(0), *c[1:]], given)
        tree = upper + c[0] * eye(n) if c[0] > 0 else upper - (-c[0]) * eye(n) if c[0] else upper
        rows = _value(rational_rows(M), c)
        facts_.append(define(label, tree, "=", mat(rows)))
        ranks.append(rank_fact(name(label), rows))
    differ = rel(rank(name("M")), "≠", rank(name("N")))
    steps = [step(say.SAME_POLYNOMIAL, *facts_), step(say.NOT_SIMILAR, *ranks, differ)]
    return plain({"A": a.A, "B": a.b}, steps, [differ], say.NOT_SIMILAR)


def _value(rows: list[list[Fraction]], c: list[Fraction]) -> list[list[Fraction]]:
    out = [[Fraction(0)] * len(rows) for _ in rows]
    for x in reversed(c):
        out = [[y + x * int(i == j) for j, y in enumerate(row)] for i, row in enumerate(times(out, rows))]
    return out


WRITERS: dict[str, Callable[[Any], Derivation]] = {
    **elimination.WRITERS, "minpoly": _minpoly, "sqrt": _sqrt, "sign": _sign, "log": _log, "similar": _similar,
}


def derive_function(result: Any) -> Derivation:
    """Return the derivation of the sign, a square root or a logarithm that was found as a function of a matrix.

    Raises:
        UnableError: another function, or a value that is not algebraic.
    """
    from symbolic.errors import UnableError
    from verify import Answer
    if result.name not in ("sign", "sqrt", "log"):
        raise UnableError(f"derive: no worked solution is written for {result.name} of a matrix.")
    return derive_answer(Answer(result.name, result.A, result.exact()))
