"""Short worked solutions of single answers: determinant, inverse, rank, kernel, solution, factorizations, polynomials."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from exercises.derivation import Derivation, Fact, Means, Step, define, rel, step
from exercises.deriving import sentences as say
from exercises.deriving.literals import PAGE, fractions_of, matrix_tree, number_tree, polynomial_tree, rank_fact, times
from exercises.phrases import Phrase
from exercises.terms import E, det, eye, hcat, inv, mat, name, num, rank, var, zero

A, X, K, R = (name(k) for k in "AXKR")


def derive_answer(answer: Any) -> Derivation:
    """Return the derivation of a `verify.Answer`."""
    from symbolic.errors import UnableError
    if answer.kind not in WRITERS:
        raise UnableError(f"derive: no worked solution is written for {answer.kind!r}; known are {', '.join(WRITERS)}.")
    return WRITERS[answer.kind](answer)


def tree_of(M: Any) -> E:
    """Return a matrix as a literal.

    Raises:
        UnableError: an entry has a degree above two.
    """
    from symbolic.errors import UnableError
    tree = None if M.has_parameters or max(M.rows, M.cols) > PAGE else matrix_tree(M)
    if tree is None or not M.rows or not M.cols:
        raise UnableError(f"derive: the matrix is empty, larger than {PAGE}, or has parameters or entries of degree above two; "
                          "no line of a worked solution would fit a page.")
    return tree


def rational_rows(M: Any) -> list[list[Fraction]]:
    """Return the entries of a rational matrix.

    Raises:
        UnableError: it is not rational.
    """
    from symbolic.errors import UnableError
    if M.has_parameters or not M.is_rational or not M.rows or not M.cols:
        raise UnableError("derive: this worked solution is written for rational matrices.")
    return fractions_of(M)


def plain(
    given: dict[str, Any], steps: Sequence[Step], answer: Sequence[Fact], freedom: Phrase, asks: tuple[str, ...] = (),
) -> Derivation:
    """Return the derivation with these givens (matrices), steps and answer."""
    return Derivation(tuple((k, tree_of(M)) for k, M in given.items()), tuple(steps), tuple(answer), (), (freedom,), asks)


def _det(a: Any) -> Derivation:
    value = number_tree(a.value) or num(0)
    return plain({"A": a.A}, [step(say.DETERMINANT, rel(det(A), "=", value))], [rel(det(A), "=", value)], say.UNIQUE)


def _inverse(a: Any) -> Derivation:
    n, literal = a.A.rows, tree_of(a.value)
    steps = [step(say.INVERSE, define("X", literal), rel(A * X, "=", eye(n)), rel(X * A, "=", eye(n)), Means(inv(A), X))]
    return plain({"A": a.A}, steps, [rel(inv(A), "=", literal)], say.UNIQUE, ("X",))


def _rank(a: Any) -> Derivation:
    fact = rank_fact(A, rational_rows(a.A))
    steps = [step(say.RANK if fact.kernel else say.FULL_RANK, fact)]
    return plain({"A": a.A}, steps, [rel(rank(A), "=", fact.r)], say.UNIQUE)


def _nullspace(a: Any) -> Derivation:
    fact = rank_fact(A, rational_rows(a.A))
    if not fact.kernel:
        return plain({"A": a.A}, [step(say.FULL_RANK, fact)], [rel(rank(A), "=", fact.r)], say.UNIQUE)
    literal = tree_of(a.value)
    independent = rank_fact(K, rational_rows(a.value))
    law = rel(A * K, "=", zero(a.A.rows, a.value.cols))
    steps = [step(say.RANK, fact), step(say.KERNEL, define("K", literal), law, independent)]
    return plain({"A": a.A}, steps, [rel(K, "=", literal), law], say.BASIS, ("K",))


def _solve(a: Any) -> Derivation:
    x, b, literal = name("x"), name("b"), tree_of(a.value)
    steps = [step(say.SOLUTION, define("x", literal), rel(A * x, "=", b))]
    return plain({"A": a.A, "b": a.b}, steps, [rel(x, "=", literal), rel(A * x, "=", b)], say.ANY_SOLUTION, ("x",))


def _rref(a: Any) -> Derivation:
    rows = rational_rows(a.A)
    reduced, r = rational_rows(a.value.R), len(a.value.pivots)
    from symbolic.errors import UnableError
    if not r:
        raise UnableError("derive: the zero matrix is its own echelon form.")
    pivots = [int(p) for p in a.value.pivots]
    factor = mat([[row[p] for p in pivots] for row in rows])
    facts = [define("C", factor), define("R", mat(reduced[:r])), rel(A, "=", name("C") * R)]
    answer = [rel(R, "=", mat(reduced[:r])), rel(A, "=", name("C") * R)]
    return plain({"A": a.A}, [step(say.ECHELON, *facts)], answer, say.UNIQUE, ("R",))


def _lu(a: Any) -> Derivation:
    P, L, U = (name(k) for k in "PLU")
    facts = [define(k, tree_of(M)) for k, M in (("P", a.value.P), ("L", a.value.L), ("U", a.value.U))]
    law = rel(P * A, "=", L * U)
    shown = [rel(name(f.let), "=", f.sides[1]) for f in facts]
    return plain({"A": a.A}, [step(say.FACTORS, *facts, law)], [*shown, law], say.DOUBLE, ("P", "L", "U"))


def _coefficients(p: Any) -> list[Fraction]:
    from symbolic.errors import UnableError
    if not all(c.is_rational for c in p.coefficients):
        raise UnableError("derive: this worked solution is written for rational matrices.")
    return [Fraction(int(c.numerator), int(c.denominator)) for c in p.coefficients]


def _charpoly(a: Any) -> Derivation:
    law = rel(det(var("x") * eye(a.A.rows) - A), "=", polynomial_tree(_coefficients(a.value), var("x")))
    return plain({"A": a.A}, [step(say.CHARPOLY, law)], [law], say.UNIQUE)


def _minpoly(a: Any) -> Derivation:
    n, c = a.A.rows, _coefficients(a.value)
    rows = rational_rows(a.A)
    at = polynomial_tree([Fraction(0), *c[1:]], A)
    zero_at = rel(at + c[0] * eye(n) if c[0] else at, "=", zero(n, n))
    v, columns = _cyclic(rows, len(c) - 1)
    images = [name("v") if i == 0 else A * name("v") if i == 1 else A ** i * name("v") for i in range(len(c) - 1)]
    krylov = rank_fact(K, [list(row) for row in zip(*columns, strict=True)])
    steps = [step(say.ANNIHILATED, zero_at),
             step(say.NO_LOWER, define("v", mat([[x] for x in v])), define("K", hcat(*images)), krylov)]
    p = polynomial_tree(c, var("x"))
    return plain({"A": a.A}, steps, [define("m", p), zero_at], say.UNIQUE, ("m",))


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


def _sqrt(a: Any) -> Derivation:
    law, literal = rel(R ** 2, "=", A), tree_of(a.value)
    return plain({"A": a.A}, [step(say.FACTORS, define("R", literal), law)], [rel(R, "=", literal), law], say.ROOTS, ("R",))


def _sign(a: Any) -> Derivation:
    S, literal = name("S"), tree_of(a.value)
    laws = [rel(S ** 2, "=", eye(a.A.rows)), rel(S * A, "=", A * S)]
    return plain({"A": a.A}, [step(say.FACTORS, define("S", literal), *laws)], [rel(S, "=", literal), *laws], say.UNIQUE, ("S",))


WRITERS: dict[str, Callable[[Any], Derivation]] = {
    "det": _det, "inverse": _inverse, "rank": _rank, "nullspace": _nullspace, "solve": _solve, "rref": _rref, "lu": _lu,
    "charpoly": _charpoly, "minpoly": _minpoly, "sqrt": _sqrt, "sign": _sign,
}


def derive_function(result: Any) -> Derivation:
    """Return the derivation of the sign or a square root that was found as a function of a matrix.

    Raises:
        UnableError: another function, or a value that is not algebraic.
    """
    from symbolic.errors import UnableError
    from verify import Answer
    if result.name not in ("sign", "sqrt"):
        raise UnableError(f"derive: no worked solution is written for {result.name} of a matrix.")
    return derive_answer(Answer(result.name, result.A, result.exact()))
