"""The rules of proof: `Proof.check(scope, facts, goal, proof)` walks a nested proof against the statement, top down.

A method whose name is in RULES is one rule: [name, *arguments] in a proof object.
"""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verify.kernel.errors import Malformed, Rejected
from verify.kernel.formulas import canonical, checked_sort, dimensions
from verify.kernel.indices import ZERO, Linear, linear, plus, refuted
from verify.kernel.normal import ONE, Scope, constant, normal, scalar
from verify.kernel.substitution import distinct, new_name, substitute

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
        require(canonical(self.fact(facts, name), scope) == canonical(goal, scope), f"by {name}", "the goal", goal)

    def have(self, scope: Scope, facts: Facts, goal: Any, name: Any, formula: Any, first: Any, then: Any) -> None:
        """A formula is proved, and then known."""
        canonical(formula, scope)
        self.check(scope, facts, formula, first)
        self.assume(scope, facts, goal, then, [(name, formula)])

    def intro(self, scope: Scope, facts: Facts, goal: Any, names: Any, then: Any) -> None:
        """Strips quantifiers and premises, one for each name."""
        variables: list[Any] = []
        hypotheses: list[Any] = []
        for name in names:
            op, first, body = shaped(goal, "intro", "all", "imp")
            if op == "all":
                variables.append((name, checked_sort(first, {**scope, **dict(variables)})))
                goal = substitute(body, {first[1]: name})
            else:
                hypotheses.append((name, first))
                goal = body
        self.assume(scope, facts, goal, then, hypotheses, variables)

    def use(self, scope: Scope, facts: Facts, goal: Any, name: Any, source: Any, instances: Any, proofs: Any,
            then: Any) -> None:
        """A fact at instances of its variables; every premise on the way is proved."""
        formula, instances, proofs = self.fact(facts, source), list(instances), list(proofs)
        while (formula[0] == "all" and instances) or (formula[0] == "imp" and proofs):
            if formula[0] == "all":
                formula = self.instance(scope, formula, instances.pop(0))
            else:
                self.check(scope, facts, formula[1], proofs.pop(0))
                formula = formula[2]
        require(not instances and not proofs, f"use {source}", "as many instances and premises as the fact has", formula)
        self.assume(scope, facts, goal, then, [(name, formula)])

    def instance(self, scope: Scope, formula: Any, value: Any) -> Any:
        """The body of `all` or `ex` at a value of the right sort, arity and size."""
        (_, declaration, body), sort = formula, checked_sort(formula[1], scope)
        if sort[0] == "int":
            linear(value, scope)
        elif sort[0] == "fun":
            require(type(value) is str and scope.get(value) == sort, "instance", "a function of the scope", value)
        else:
            parameters, term = value[1:] if type(value) is tuple and value[:1] == ("lam",) else ((), value)
            count = sort[1] if sort[0] == "f" else len(sort[1])
            require(distinct(parameters) and len(parameters) == count, "instance", f"{count} different parameters", value)
            new = tuple(new_name() for _ in parameters)
            value = ("lam", new, substitute(term, dict(zip(parameters, new, strict=True))))
            kind, _ = normal(value[2], {**scope, **dict.fromkeys(new, ("int",))})
            wanted = dimensions(sort, scope, new) if sort[0] == "m" else None
            require(kind == wanted, "instance", f"a term of type {wanted}", kind)
        return substitute(body, {declaration[1]: value})

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

    def multiples(self, facts: Facts, parts: Any) -> list[Any]:
        """The terms left (lhs - rhs) right, all 0, for known equations lhs = rhs."""
        equations = [(left, shaped(self.fact(facts, name), "lin", "="), right) for left, name, right in parts]
        return [("*", left, ("-", lhs, rhs), right) for left, (_, lhs, rhs), right in equations]

    def lin(self, scope: Scope, facts: Facts, goal: Any, parts: Any) -> None:
        """The goal s = t, with s - t the sum of left (lhs - rhs) right over known equations, all of one type."""
        _, s, t = shaped(goal, "lin", "=")
        _, rest = normal(("-", s, t, *self.multiples(facts, parts)), scope)
        require(not rest, "lin", "0 after the combination", goal)

    def pos(self, scope: Scope, facts: Facts, goal: Any, squares: Any, parts: Any) -> None:
        """The goal s le t, with t - s the sum of c q^2 (product of known differences >= 0), c >= 0, and of equations."""
        _, s, t = shaped(goal, "pos", "le")
        self.ordered = True
        terms = self.multiples(facts, parts)
        for c, q, names in squares:
            weight = scalar(c, scope)
            value = weight.get((ONE, ()), 0)
            require(value >= 0 and weight == constant(value), "pos", "a rational weight >= 0", c)
            known = [shaped(self.fact(facts, name), "pos", "le") for name in names]
            terms.append(("*", c, q, q, *(("-", high, low) for _, low, high in known)))
        require(not scalar(("-", t, s, *terms), scope), "pos", "0 after the combination", goal)

    def a(self, scope: Scope, facts: Facts, goal: Any) -> None:
        """An integer <=, == or false from the integer facts among the hypotheses: its negation contradicts them."""
        known = [form for formula in facts.values() for form in bounds(formula, scope)]
        negations = [[plus((-1, ZERO[1]), form, -1)] for form in bounds(shaped(goal, "a", "<=", "==", "false"), scope)]
        require(all(refuted(known + negation) for negation in negations or [[]]), "a", "a consequence of the facts", goal)

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
            sort = ("f", 0) if kind is None else ("m", (), *map(term_of, kind))
            sides = [("lam", (), side) for side in sides]
        require(distinct((hole,)) and hole not in scope, "rw", "a name that is new", hole)
        canonical(template, {**scope, hole: sort})
        before, after = (substitute(template, {hole: side}) for side in sides)
        require(canonical(before, scope) == canonical(goal, scope), "rw", "the goal with the left side in the hole", goal)
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
