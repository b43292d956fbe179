"""The rules of proof: `Proof.check(scope, facts, goal, proof)` walks a nested proof against the statement, top down.

A method whose name is in RULES is one rule: [name, *arguments] in a proof object.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verify.kernel.atoms import ONE, constant, frozen
from verify.kernel.errors import Malformed, Rejected
from verify.kernel.formulas import canonical, checked_sort
from verify.kernel.indices import ZERO, Linear, instantiated, linear, plus, refuted, variable
from verify.kernel.normal import Known, Scope, normal, scalar
from verify.kernel.substitution import declared, distinct, new_name, substitute

Facts = dict[str, Any]
Named = Sequence[tuple[Any, Any]]
FALSE = ("false",)
RULES = frozenset({"by", "have", "intro", "use", "ind", "lin", "pos", "a", "case", "em", "absurd", "cong", "ext", "rw", "split",
                   "both", "side", "cases", "exi", "obtain"})


def require(holds: object, rule: str, expected: str, found: Any = "") -> None:
    """Rejected unless it holds."""
    if not holds:
        raise Rejected(rule, None, None, expected, f"{found!r:.200}")


def shaped(formula: Any, rule: str, *operators: str) -> Any:
    """The formula, if it is made by one of these operators."""
    require(formula[0] in operators, rule, " or ".join(operators), formula)
    return formula


def term_of(form: Linear) -> Any:
    """A linear form as a term."""
    return ("+", form[0], *(("*", c, v) for v, c in form[1]))


def bounds(formula: Any, scope: Scope) -> list[Linear]:
    """The forms that are >= 0 exactly when this integer formula holds; none for other formulas."""
    if formula[0] not in ("<=", "=="):
        return []
    difference = linear(("-", formula[2], formula[1]), scope)
    return [difference] if formula[0] == "<=" else [difference, plus(ZERO, difference, -1)]


class Proof:
    """One replay: `library` holds what may be cited, `used` collects what was."""

    def __init__(self, library: Facts) -> None:
        """A replay against these axioms and theorems."""
        self.library = library
        self.used: set[str] = set()
        self.ordered = False  # whether the rule `pos` was used, which needs an ordered field
        self.forms: dict[int, tuple[Any, list[Linear]]] = {}
        self.differences: dict[int, tuple[Any, Known]] = {}

    def fact(self, facts: Facts, name: Any) -> Any:
        """The hypothesis, axiom or theorem of this name."""
        if name in facts:
            return facts[name]
        require(name in self.library, "fact", "a hypothesis, axiom or earlier theorem", name)
        self.used.add(name)
        return self.library[name]

    def check(self, scope: Scope, facts: Facts, goal: Any, proof: Any) -> None:
        """Rejected unless the proof shows the goal from the facts."""
        rule, *arguments = proof if type(proof) is tuple and proof else (proof,)
        if rule not in RULES:
            raise Malformed(f"not a rule of proof: {proof!r:.80}")
        getattr(self, rule)(scope, facts, goal, *arguments)

    def assume(self, scope: Scope, facts: Facts, goal: Any, proof: Any, hypotheses: Named, variables: Named = ()) -> None:
        """The proof shows the goal from further hypotheses on further variables, whose names are all new."""
        names = tuple(name for name, _ in (*variables, *hypotheses))
        new = (name[0].isalpha() and name not in scope and name not in facts and name not in self.library for name in names)
        require(distinct(names) and all(new), "names", "names that are new", names)
        self.check({**scope, **dict(variables)}, {**facts, **dict(hypotheses)}, goal, proof)

    def by(self, scope: Scope, facts: Facts, goal: Any, name: Any) -> None:
        """The goal is the fact, up to normal form and bound names."""
        require(self.form(scope, self.fact(facts, name)) == self.form(scope, goal), f"by {name}", "the goal", goal)

    def have(self, scope: Scope, facts: Facts, goal: Any, name: Any, formula: Any, first: Any, then: Any) -> None:
        """A formula is proved, and then known."""
        self.form(scope, formula)
        self.check(scope, facts, formula, first)
        self.assume(scope, facts, goal, then, [(name, formula)])

    def intro(self, scope: Scope, facts: Facts, goal: Any, names: Any, then: Any) -> None:
        """Strips quantifiers and premises, one for each name."""
        variables: list[Any] = []
        hypotheses: list[Any] = []
        by: dict[str, Any] = {}
        for name in names:
            op, first, goal = shaped(goal, "intro", "all", "imp")
            if op == "all":
                variables.append((name, checked_sort(declared(first, first[1], by), {**scope, **dict(variables)})))
                by[first[1]] = name
            else:
                hypotheses.append((name, substitute(first, by)))
        self.assume(scope, facts, substitute(goal, by), then, hypotheses, variables)

    def use(self, scope: Scope, facts: Facts, goal: Any, name: Any, source: Any, instances: Any, proofs: Any,
            then: Any) -> None:
        """A fact at instances of its variables; every premise on the way is proved."""
        formula, instances, proofs = self.fact(facts, source), list(instances), list(proofs)
        by: dict[str, Any] = {}
        while (formula[0] == "all" and instances) or (formula[0] == "imp" and proofs):
            op, first, formula = formula
            if op == "all":
                by[first[1]] = self.value(scope, declared(first, first[1], by), instances.pop(0))
            else:
                self.check(scope, facts, substitute(first, by), proofs.pop(0))
        require(not instances and not proofs, f"use {source}", "as many instances and premises as the fact has", formula)
        self.assume(scope, facts, goal, then, [(name, substitute(formula, by))])

    def instance(self, scope: Scope, formula: Any, value: Any) -> Any:
        """The body of `all` or `ex` at a value."""
        _, declaration, body = formula
        return substitute(body, {declaration[1]: self.value(scope, declaration, value)})

    def value(self, scope: Scope, declaration: Any, value: Any) -> Any:
        """A value of the right sort, arity and size for a declared variable."""
        sort = checked_sort(declaration, scope)
        if sort[0] == "int":
            linear(value, scope)
            return value
        if sort[0] == "fun":
            require(type(value) is str and scope.get(value) == sort, "instance", "a function of the scope", value)
            return value
        parameters, term = value[1:] if type(value) is tuple and value[:1] == ("lam",) else ((), value)
        count = sort[1] if sort[0] == "f" else len(sort[1])
        require(distinct(parameters) and len(parameters) == count, "instance", f"{count} different parameters", value)
        new = tuple(new_name() for _ in parameters)
        body = substitute(term, dict(zip(parameters, new, strict=True)))
        kind, _ = normal(body, {**scope, **dict.fromkeys(new, ("int",))})
        at = dict(zip(sort[1], map(variable, new), strict=True)) if sort[0] == "m" else {}
        wanted = tuple(instantiated(d, at) for d in sort[2:]) or None
        require(kind == wanted, "instance", f"a term of type {wanted}", kind)
        return ("lam", new, body)

    def ind(self, scope: Scope, facts: Facts, goal: Any, base: Any, step: Any) -> None:
        """For all n. lo <= n imp P(n), from P(lo) and P(n) imp P(n + 1); n does not occur in lo."""
        match goal:
            case ("all", ("int", n), ("imp", ("<=", lo, bounded), body)) if bounded == n:
                linear(lo, {name: sort for name, sort in scope.items() if name != n})  # a bound with n would be captured
                v = new_name()
                at, after = substitute(body, {n: v}), substitute(body, {n: ("+", v, 1)})
                self.check(scope, facts, substitute(body, {n: lo}), base)
                self.check(scope, facts, ("all", ("int", v), ("imp", ("<=", lo, v), ("imp", at, after))), step)
            case _:
                require(None, "ind", "all n. lo <= n imp P(n)", goal)

    def difference(self, scope: Scope, formula: Any, rule: str, op: str) -> Known:
        """What is 0, or >= 0, by an equation or inequality in scope, in normal form.

        It is kept: wherever one formula object occurs, its variables were declared above, and in one way.
        """
        _, s, t = shaped(formula, rule, op)
        if id(formula) not in self.differences:
            self.differences[id(formula)] = formula, Known(*normal(("-", s, t) if op == "=" else ("-", t, s), scope))
        return self.differences[id(formula)][1]

    def form(self, scope: Scope, formula: Any) -> Any:
        """The canonical form; the difference of an equation is kept."""
        if formula[:1] != ("=",):
            return canonical(formula, scope)
        kind, terms = self.difference(scope, formula, "form", "=")
        return ("=", kind, frozen(terms))

    def multiples(self, scope: Scope, facts: Facts, parts: Any) -> list[Any]:
        """The terms -left (lhs - rhs) right, all 0, for known equations lhs = rhs."""
        return [("*", -1, left, self.difference(scope, self.fact(facts, name), "lin", "="), right) for left, name, right in parts]

    def lin(self, scope: Scope, facts: Facts, goal: Any, parts: Any) -> None:
        """The goal s = t, with s - t the sum of left (lhs - rhs) right over known equations, all of one type."""
        rest = normal(("+", self.difference(scope, goal, "lin", "="), *self.multiples(scope, facts, parts)), scope)
        require(not rest[1], "lin", "0 after the combination", goal)

    def pos(self, scope: Scope, facts: Facts, goal: Any, squares: Any, parts: Any) -> None:
        """The goal s le t, with t - s the sum of c q^2 (product of known differences >= 0), c >= 0, and of equations."""
        self.ordered = True
        terms = self.multiples(scope, facts, parts)
        for c, q, names in squares:
            weight = scalar(c, scope)
            value = weight.get((ONE, ()), 0)
            require(value >= 0 and weight == constant(value), "pos", "a rational weight >= 0", c)
            terms.append(("*", -1, c, q, q, *(self.difference(scope, self.fact(facts, name), "pos", "le") for name in names)))
        rest = scalar(("+", self.difference(scope, goal, "pos", "le"), *terms), scope)
        require(not rest, "pos", "0 after the combination", goal)

    def a(self, scope: Scope, facts: Facts, goal: Any) -> None:
        """An integer <=, == or false from the integer facts among the hypotheses: its negation contradicts them."""
        for formula in facts.values():
            if id(formula) not in self.forms:
                self.forms[id(formula)] = formula, bounds(formula, scope)
        known = [form for formula in facts.values() for form in self.forms[id(formula)][1]]
        goals = bounds(shaped(goal, "a", "<=", "==", "false"), scope)
        shown = [form in known or refuted([*known, plus((-1, ZERO[1]), form, -1)]) for form in goals] or [refuted(known)]
        require(all(shown), "a", "a consequence of the facts", goal)

    def case(self, scope: Scope, facts: Facts, goal: Any, a: Any, b: Any, name: Any, first: Any, second: Any) -> None:
        """Either a <= b or b + 1 <= a."""
        linear(("-", a, b), scope)
        self.assume(scope, facts, goal, first, [(name, ("<=", a, b))])
        self.assume(scope, facts, goal, second, [(name, ("<=", ("+", b, 1), a))])

    def em(self, scope: Scope, facts: Facts, goal: Any, formula: Any, name: Any, first: Any, second: Any) -> None:
        """A formula or its negation."""
        canonical(formula, scope)
        self.assume(scope, facts, goal, first, [(name, formula)])
        self.assume(scope, facts, goal, second, [(name, ("imp", formula, FALSE))])

    def absurd(self, scope: Scope, facts: Facts, _: Any, then: Any) -> None:
        """False proves the goal."""
        self.check(scope, facts, FALSE, then)

    def cong(self, scope: Scope, facts: Facts, goal: Any, names: Any, then: Any) -> None:
        """Equal bodies under equal ranges: sums, or products, that agree inside the range."""
        match goal:
            case ("=", ("sum" | "prod" as op, k, lo, hi, s), (other, m, low, high, t)) if op == other:
                require(linear(("-", lo, low), scope) == linear(("-", hi, high), scope) == ZERO, "cong", "one range", goal)
                n, above, below = names
                inside = [(above, ("<=", lo, n)), (below, ("<=", ("+", n, 1), hi))]
                equal = ("=", substitute(s, {k: n}), substitute(t, {m: n}))
                self.assume(scope, facts, equal, then, inside, [(n, ("int",))])
            case _:
                require(None, "cong", "two sums or two products", goal)

    def ext(self, scope: Scope, facts: Facts, goal: Any, names: Any, then: Any) -> None:
        """Matrices of one type with equal entries."""
        _, s, t = shaped(goal, "ext", "=")
        kind, _ = normal(s, scope)
        rows, columns = map(term_of, kind or ())  # ValueError for scalars
        i, j, *hypotheses = names
        inside = ("<=", 0, i), ("<=", ("+", i, 1), rows), ("<=", 0, j), ("<=", ("+", j, 1), columns)
        known = list(zip(hypotheses, inside, strict=True))
        self.assume(scope, facts, ("=", ("ent", s, i, j), ("ent", t, i, j)), then, known, [(i, ("int",)), (j, ("int",))])

    def rw(self, scope: Scope, facts: Facts, goal: Any, hole: Any, template: Any, name: Any, then: Any) -> None:
        """The goal is T[lhs] for a known lhs = rhs (or integers lhs == rhs); what remains is T[rhs]."""
        op, *sides = shaped(self.fact(facts, name), "rw", "=", "==")
        sort: Any = ("int",)
        if op == "=":
            kind, _ = normal(sides[0], scope)
            sort = ("f", 0) if kind is None else ("m", (), *kind)
            sides = [("lam", (), side) for side in sides]
        require(distinct((hole,)) and hole not in scope, "rw", "a name that is new", hole)
        canonical(template, {**scope, hole: sort})
        before, after = (substitute(template, {hole: side}) for side in sides)
        require(canonical(before, scope) == self.form(scope, goal), "rw", "the goal with the left side in the hole", goal)
        self.check(scope, facts, after, then)

    def split(self, scope: Scope, facts: Facts, goal: Any, first: Any, second: Any) -> None:
        """Both parts of a conjunction."""
        _, left, right = shaped(goal, "split", "and")
        self.check(scope, facts, left, first)
        self.check(scope, facts, right, second)

    def both(self, scope: Scope, facts: Facts, goal: Any, source: Any, names: Any, then: Any) -> None:
        """The two parts of a known conjunction."""
        _, *parts = shaped(self.fact(facts, source), "both", "and")
        self.assume(scope, facts, goal, then, list(zip(names, parts, strict=True)))

    def side(self, scope: Scope, facts: Facts, goal: Any, which: Any, then: Any) -> None:
        """One side of a disjunction: 1 or 2."""
        require(which in (1, 2), "side", "1 or 2", which)
        self.check(scope, facts, shaped(goal, "side", "or")[which], then)

    def cases(self, scope: Scope, facts: Facts, goal: Any, source: Any, name: Any, first: Any, second: Any) -> None:
        """A known disjunction, side by side."""
        _, left, right = shaped(self.fact(facts, source), "cases", "or")
        self.assume(scope, facts, goal, first, [(name, left)])
        self.assume(scope, facts, goal, second, [(name, right)])

    def exi(self, scope: Scope, facts: Facts, goal: Any, value: Any, then: Any) -> None:
        """A witness."""
        self.check(scope, facts, self.instance(scope, shaped(goal, "exi", "ex"), value), then)

    def obtain(self, scope: Scope, facts: Facts, goal: Any, source: Any, names: Any, then: Any) -> None:
        """A name for what is known to exist; it is new, so the goal cannot mention it."""
        _, declaration, body = shaped(self.fact(facts, source), "obtain", "ex")
        witness, name = names
        known = [(name, substitute(body, {declaration[1]: witness}))]
        self.assume(scope, facts, goal, then, known, [(witness, checked_sort(declaration, scope))])
