"""What every rule needs: facts and their names in Coq, facts up to the normal form, linear combinations of equations."""
from __future__ import annotations

from typing import Any

from verify.kernel.formulas import checked_sort
from verify.kernel.substitution import new_name, substitute
from verify.proofs.coq.canonical import index, nameless, product, shape
from verify.proofs.coq.entries import Entries
from verify.proofs.coq.normal import KNOWN, Scope
from verify.proofs.coq.terms import UntranslatableError, name
from verify.proofs.notation import is_matrix

Facts = dict[str, Any]
FALSE = ("false",)
ASSUMED = ("FIELD", "QALG", "ORDER", "DIFF")  # groups of axioms that are premises of the theorems that use them


def instance(formula: Any, value: Any) -> Any:
    """The body of `all` or `ex` at a value."""
    _, declaration, body = formula
    if declaration[0] in ("f", "m"):
        parameters, term = value[1:] if isinstance(value, tuple) and value[:1] == ("lam",) else ((), value)
        new = tuple(new_name() for _ in parameters)
        value = ("lam", new, substitute(term, dict(zip(parameters, new, strict=True))))
    return substitute(body, {declaration[1]: value})


class Replay(Entries):
    """One theorem in Coq: `lines`, the theorems it cites, and what it assumes."""

    def __init__(self, library: Facts, translated: dict[str, Any], groups: dict[str, str]) -> None:
        """A replay that may cite the theorems translated before."""
        super().__init__()
        self.library = library
        self.translated, self.groups = translated, groups
        self.cited: list[str] = []
        self.axioms: set[str] = set()
        self.sorts: dict[str, Any] = {}

    def check(self, scope: Scope, facts: Facts, goal: Any, proof: Any) -> None:
        """Replay one rule."""
        getattr(self, proof[0])(scope, facts, goal, *proof[1:])

    def fact(self, facts: Facts, given: str) -> Any:
        """A hypothesis, axiom or theorem."""
        return facts[given] if given in facts else self.library[given]

    def assume(self, scope: Scope, facts: Facts, goal: Any, proof: Any, hypotheses: Any, variables: Any = ()) -> None:
        """Replay under further hypotheses on further variables."""
        if any(self.sorts.setdefault(given, sort) != sort for given, sort in variables):
            self.sorts |= dict(variables)
            KNOWN.clear()
        self.check({**scope, **dict(variables)}, {**facts, **dict(hypotheses)}, goal, proof)

    def block(self, scope: Scope, facts: Facts, goal: Any, proof: Any) -> None:
        """The proof of a goal of its own, in braces."""
        with self.braces():
            self.check(scope, facts, goal, proof)

    def known(self, facts: Facts, given: str) -> str:
        """A fact under its name in Coq."""
        if given in facts:
            return name(given)
        if given in self.groups:
            if self.groups[given] in ASSUMED:
                self.axioms.add(given)
                return given
            return f"@{given} Rg" if given != "SUM0" else "@SUM0 Rg"
        if given not in self.translated:
            raise UntranslatableError(f"the theorem {given}")
        if given not in self.cited:
            self.cited.append(given)
        return f"@{given} Rg {' '.join(self.translated[given].assumed())}".rstrip()

    def same(self, scope: Scope, goal: Any, coq: str, fact: Any) -> None:
        """The goal is a fact, up to the laws of the normal form."""
        op = goal[0]
        if nameless(goal) == nameless(fact):
            self.emit(f"exact: {coq}.")
        elif op in ("<=", "=="):
            self.emit(f"have := {coq}; lia.")
        elif op == "=":
            self.combination(scope, goal, [(1, coq, fact, 1)])
        elif op == "le":
            self.emit(f"apply: (below_same ORD {self.atom(coq)}).")
            self.equal(scope, ("-", goal[2], goal[1]), ("-", fact[2], fact[1]))
        elif op == "imp":
            h, g = self.new("h"), self.new("h")
            if not self.natural_premise(goal[1]):
                self.emit(f"move=> {h}.")
                self.emit(f"have {g} : {self.formula(fact[1])}.")
                with self.braces():
                    self.same(scope, fact[1], h, goal[1])
                coq = f"({coq} {g})"
            self.same(scope, goal[2], coq, fact[2])
        elif op == "all":
            x = self.new("x")
            self.sizes = self.scope_of((goal[1][0], x, *goal[1][2:]), substitute(goal[2], {goal[1][1]: x}))
            self.emit(f"move=> {x}.")
            inner = {**scope, x: checked_sort(goal[1], scope)}
            self.same(inner, substitute(goal[2], {goal[1][1]: x}), f"({coq} {x})", substitute(fact[2], {fact[1][1]: x}))
        else:
            self.emit(f"exact: {coq}.")

    @staticmethod
    def atom(coq: str) -> str:
        """An argument."""
        return coq if coq.isidentifier() or coq.startswith("(") else f"({coq})"

    def combination(self, scope: Scope, goal: Any, parts: list[Any]) -> None:
        """A goal s = t that is a sum of multiples of known equations."""
        whole, zero = self.multiples_of(scope, goal[1], parts)
        s, t = goal[1:]
        self.emit(f"apply: (@by_zero _ {self.term(s)} {self.term(t)} {self.term(whole)} {zero}).")
        self.equal(scope, ("-", s, t), whole)

    def multiples_of(self, scope: Scope, s: Any, parts: list[Any]) -> tuple[Any, str]:
        """The sum of multiples of known equations as a term of the type of s, and the proof that it is 0."""
        rows = shape(s, scope)
        whole: Any = ("O", *map(index, rows)) if rows else 0
        zero = "(erefl _)"
        for left, coq, (_, a, b), right in reversed(parts):
            inner = shape(a, scope)
            if left == 1 and right == 1:
                one: Any = ("-", a, b)
                proof = f"(vanish_plain {self.atom(coq)})"
            elif rows is None and inner is None:
                one = ("*", ("*", left, right), ("-", a, b))
                proof = f"(@vanish_scalar Rg {self.scalar(one[1])} _ _ {coq})"
            elif inner is None:
                one = ("*", ("-", a, b), ("*", left, right))
                proof = f"(@vanish_scaled Rg _ _ {self.matrix(one[2])} _ _ {coq})"
            else:
                r, c = map(index, inner)
                L, R = left if is_matrix(left) else ("I", r), right if is_matrix(right) else ("I", c)
                z = product([x for x in (left, right) if not is_matrix(x)])
                one = ("*", z, L, ("-", a, b), R)
                proof = f"(@vanish Rg _ _ _ _ {self.scalar(z)} {self.matrix(L)} {self.matrix(R)} _ _ {self.atom(coq)})"
            whole, zero = ("+", one, whole), f"(more {proof} {zero})"
        return whole, zero

    def pos(self, scope: Scope, facts: Facts, goal: Any, squares: Any, parts: Any) -> None:
        """A sum of squares times known differences."""
        terms: Any = 0
        proof = "(below_none ORD)"
        for c, q, names in reversed(squares):
            weight = c[1] // c[2] if isinstance(c, tuple) and c[0] == "q" and c[1] % c[2] == 0 else c
            if not isinstance(weight, int):
                raise UntranslatableError("a weight that is no integer")
            one: Any = ("*", q, q)
            shown = f"(below_square ORD {self.scalar(q)})"
            for given in names:
                _, low, high = self.fact(facts, given)
                one = ("*", one, ("-", high, low))
                shown = f"(below_product ORD {shown} (below_difference ORD {self.atom(self.known(facts, given))}))"
            terms = ("+", ("*", weight, one), terms)
            proof = f"(below_sum ORD (below_weight ORD {weight} {shown}) {proof})"
        rows = [(left, self.atom(self.known(facts, given)), self.fact(facts, given), right) for left, given, right in parts]
        rest, zero = self.multiples_of(scope, 0, rows)
        _, s, t = goal
        sides = " ".join(map(self.scalar, (s, t, terms, rest)))
        self.emit(f"apply: (@by_sum Rg below ORD {sides} {proof} {zero}).")
        self.equal(scope, ("-", t, s), ("+", terms, rest))
