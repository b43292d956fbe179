"""Proofs of statements: with a variable in every free place, with letters for matrices of all sizes, or by squares.

Each attempt returns the facts that `verify.steps` is to replay, or nothing. What it accepts is PROVED; whether the
attempts say what the statement says is argued in each of them.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from symbolic.errors import UnableError
from verify.claims.authored.statement import Statement
from verify.claims.expressions import Relation, literal
from verify.claims.facts import Fact
from verify.kernel.errors import Malformed
from verify.proofs.squares import NotASumOfSquaresError, split
from verify.steps import terms as steps
from verify.steps.terms import NotShown, Ring
from verify.steps.values import MALFORMED, Env, value

WHOLE = {"natural"}
MONOMIALS = 60


def proofs(claim: Statement) -> Iterator[tuple[str, Fact]]:
    """Ways to show the statement, with what they say; each is to be run."""
    if claim.premises and not letters_possible(claim):
        return
    if claim.sizes:
        yield from with_letters(claim)
        return
    generic = {name: d.generic(name, {}) for name, d in claim.domains.items()}
    if all(tree is not None for tree in generic.values()) and not claim.premises:
        try:
            relations = tuple(filled(r, generic, claim) for r in claim.holds)
        except (NotShown, Malformed, UnableError, *MALFORMED):
            return
        if not exponents_fit(claim, relations):
            return
        shown = Fact(relations, tuple(claim.given.items()), units(claim))
        yield ("with a variable for every free number", shown) if claim.domains else ("by computing both sides", shown)
        squares = by_squares(claim, relations)
        if squares is not None:
            yield "the difference is a sum of squares with weights that are not negative", squares


def units(claim: Statement) -> tuple[str, ...]:
    """The variables that are not 0."""
    return tuple(name for name, d in claim.domains.items() if d.kind in ("nonzero", "positive"))


def exponents_fit(claim: Statement, relations: Iterable[Relation]) -> bool:
    """A variable in an exponent stands for whole numbers >= 0 in the checker: its domain must be these, or a part of them.

    The relations are those that are replayed, with an entry of a matrix as a variable of its own, which never fits.
    """
    fits = {name for name, d in claim.domains.items() if d.kind in WHOLE or (d.kind == "range" and d.low >= 0)}
    return all(name in fits for r in relations for side in r.sides for name in exponents(side))


def exponents(tree: Any) -> Iterator[str]:
    """The variables in exponents."""
    if isinstance(tree, list):
        if tree[:1] in (["pow"], ["binom"]):
            yield from variables(tree[2])
        for part in tree:
            yield from exponents(part)


def variables(tree: Any) -> Iterator[str]:
    """The variables of a tree, and the names of matrices in it."""
    if isinstance(tree, list):
        if tree[:1] in (["var"], ["name"]):
            yield tree[1]
        for part in tree:
            yield from variables(part)


def filled(r: Relation, generic: dict[str, Any], claim: Statement) -> Relation:
    """The relation with the trees of its matrices in place of their names."""
    def put(tree: Any) -> Any:
        if not isinstance(tree, list):
            return tree
        if tree[:1] == ["name"] and tree[1] in generic and claim.domains[tree[1]].is_matrix:
            return generic[tree[1]]
        return [put(part) for part in tree]
    sides = [traced(put(side), claim) for side in r.sides]
    return Relation(sides, r.ops, r.variables | set(claim.domains), r.text)


def traced(tree: Any, claim: Statement) -> Any:
    """The trace as a sum of entries: the checker of steps evaluates the matrix and so knows its size."""
    if not isinstance(tree, list):
        return tree
    if tree[:1] != ["trace"]:
        return [traced(part, claim) for part in tree]
    inside = traced(tree[1], claim)
    names = {name: value(Env(Ring()), literal(x)) for name, x in claim.given.items()}
    size = value(Env(Ring(), names), inside).m
    return ["add", ["num", "0"], *(["entry", inside, k + 1, k + 1] for k in range(int(size)))]


def letters_possible(claim: Statement) -> bool:
    """Whether premises can be laws: some size is a letter."""
    return bool(claim.sizes)


def with_letters(claim: Statement) -> Iterator[tuple[str, Fact]]:
    """For matrices of all sizes: letters that need not commute, with their laws.

    A premise becomes a law where it turns one product of letters into a sum of shorter ones; the checker refuses others.
    """
    matrices = {name: d for name, d in claim.domains.items() if d.is_matrix}
    if any(d.kind not in ("", "orthogonal", "invertible") for d in matrices.values()):
        return
    if not exponents_fit(claim, (*claim.holds, *claim.premises)):
        return
    shapes = {name: (d.m, d.n) for name, d in matrices.items()}
    laws, inverses = [], {}
    for name, d in matrices.items():
        A: Any = ["name", name]
        partner: Any = ["T", A] if d.kind == "orthogonal" else ["name", f"_inverse_{name}"]  # a name no author can write
        if d.kind == "invertible":
            shapes[f"_inverse_{name}"] = (d.m, d.n)
        if d.kind:
            inverses[name] = partner
            laws += [Relation([["mul", *pair], ["eye", d.m]], ["="], frozenset()) for pair in ((A, partner), (partner, A))]
    relations = tuple(inverted(r, inverses) for r in claim.holds)
    laws += [inverted(r, inverses) for r in claim.premises]
    yield "for matrices of all sizes, which need not commute", Fact(
        relations, tuple(claim.given.items()), units(claim), tuple(shapes.items()), tuple(laws))


def inverted(r: Relation, partners: dict[str, Any]) -> Relation:
    """The inverse of a letter as its partner, of a product of such letters as the product the other way round; A^-1 too."""
    def inverse_of(tree: Any) -> Any:
        if tree[:1] == ["name"] and tree[1] in partners:
            return partners[tree[1]]
        if tree[:1] == ["mul"]:
            parts = [inverse_of(part) for part in reversed(tree[1:])]
            return None if None in parts else ["mul", *parts]
        return None

    def put(tree: Any) -> Any:
        if not isinstance(tree, list):
            return tree
        minus_one = tree[:1] == ["pow"] and tree[2] == ["neg", ["num", "1"]]
        if tree[:1] == ["inverse"] or minus_one:
            found = inverse_of(tree[1])
            if found is not None:
                return found
        return [put(part) for part in tree]
    return Relation([put(side) for side in r.sides], r.ops, r.variables, r.text)


def by_squares(claim: Statement, relations: tuple[Relation, ...]) -> Fact | None:
    """For one inequality between real numbers: larger - smaller = sum of d q^2 with d > 0, plus a number > 0 if strict.

    The identity is what the checker replays; that a sum of squares of real numbers is not negative is its meaning.
    """
    if len(relations) != 1 or relations[0].ops not in (["≤"], ["≥"], ["<"], [">"]) or claim.given:
        return None
    (r,), strict = relations, relations[0].ops[0] in "<>"
    low, high = r.sides if r.ops[0] in "≤<" else r.sides[::-1]
    if strict:
        return None
    try:
        difference = value(Env(Ring()), ["add", high, ["neg", low]]).one()
        squares = sum_of_squares(difference)
    except (NotShown, Malformed, NotASumOfSquaresError, *MALFORMED):
        return None
    terms = ["add", ["num", "0"], *(["mul", coefficient(d), ["pow", q, ["num", "2"]]] for d, q in squares)]
    return Fact((Relation([["add", high, ["neg", low]], terms], ["="], r.variables | {"x"}, f"{r.text}, by squares"),))


def sum_of_squares(polynomial: steps.Scalar) -> list[tuple[Fraction, Any]]:
    """Weights and trees of the squares.

    Raises:
        NotASumOfSquaresError: not in these monomials, or not a polynomial.
    """
    powers = {}
    for (atoms, z, word), c in polynomial.items():
        if z or word or any(g[0] != "var" for g, _ in atoms):
            raise NotASumOfSquaresError("not a polynomial")
        powers[tuple(sorted((g[1], k) for g, k in atoms))] = c
    names = sorted({name for monomial in powers for name, _ in monomial})
    degree = max((sum(k for _, k in m) for m in powers), default=0)
    basis = [b for d in range(degree // 2 + 1) for b in combinations_with_replacement(names, d)]
    basis = [b for b in basis if as_powers(b + b) in powers or d_inside(b, powers)]
    if len(basis) > MONOMIALS or degree % 2:
        raise NotASumOfSquaresError("too many monomials, or an odd degree")
    for sharing in (off_diagonal, everywhere):  # who gets the coefficient of a product that is reached in several ways
        try:
            return [(d, linear(v, basis)) for d, v in split(gram_matrix(powers, basis, sharing))]
        except NotASumOfSquaresError:
            continue
    raise NotASumOfSquaresError("not in these monomials")


def off_diagonal(c: Fraction, i: int, j: int, ways: list[tuple[int, int]]) -> bool:
    """A negative coefficient goes to products of two different monomials, where there are some: a square would be lost."""
    return c >= 0 or i != j or all(a == b for a, b in ways)


def everywhere(_c: Fraction, _i: int, _j: int, _ways: list[tuple[int, int]]) -> bool:
    """Every way gets its part."""
    return True


def gram_matrix(powers: dict[Any, Any], basis: list[tuple[str, ...]], sharing: Any) -> list[list[Fraction]]:
    """A symmetric matrix G with b^T G b the polynomial, b the basis."""
    n, ways = range(len(basis)), defaultdict(list)
    for i in n:
        for j in n:
            ways[as_powers(basis[i] + basis[j])].append((i, j))
    if set(powers) - set(ways):
        raise NotASumOfSquaresError("the basis does not reach every monomial")
    gram = [[Fraction(0)] * len(basis) for _ in n]
    for monomial, c in powers.items():
        taken = [(i, j) for i, j in ways[monomial] if sharing(c, i, j, ways[monomial])]
        for i, j in taken:
            gram[i][j] = Fraction(c) / len(taken)
    return gram


def as_powers(names: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """The monomial of these factors."""
    return tuple(sorted((name, names.count(name)) for name in set(names)))


def d_inside(b: tuple[str, ...], powers: dict[Any, Any]) -> bool:
    """Whether the square of the monomial divides one of the polynomial: others cannot help."""
    need = dict(as_powers(b + b))
    return any(all(dict(m).get(name, 0) >= k for name, k in need.items()) for m in powers)


def linear(v: list[Fraction], basis: list[tuple[str, ...]]) -> Any:
    """The sum of v_i b_i."""
    terms = [["mul", coefficient(c), *(["var", name] for name in b)] for c, b in zip(v, basis, strict=True) if c]
    return ["add", ["num", "0"], *terms]


def coefficient(c: Fraction) -> Any:
    """A rational number as a tree."""
    tree: Any = ["num", str(abs(c.numerator))]
    tree = tree if c.denominator == 1 else ["frac", tree, ["num", str(c.denominator)]]
    return ["neg", tree] if c < 0 else tree
