"""A theorem with its false neighbours, written once: variables, premises by name, conclusion, and wrong conclusions."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verify.kernel.formulas import canonical
from verify.proofs.book import Book
from verify.proofs.cofactors import ideal, transposed
from verify.proofs.evaluation import holds, premises_hold
from verify.proofs.language import both, eq, eye, forall, implies, raw
from verify.proofs.script import Goal


@dataclass(frozen=True)
class Claim:
    """Variables, and premises by the name that the proof gives them."""

    variables: Sequence[Any]
    premises: Mapping[str, Any]

    def then(self, conclusion: Any, without: str = "") -> Any:
        """The statement with this conclusion, perhaps without one premise."""
        return forall(*self.variables, implies(*(f for name, f in self.premises.items() if name != without), conclusion))

    def publish(self, book: Book, name: str, says: str, conclusion: Any, script: Callable[[Goal], Any], *, lemma: bool = False,
                models: Sequence[Any] = (), wrong: Mapping[str, Any] | None = None,
                missing: Mapping[str, Any] | None = None) -> None:
        """Prove and add it: `wrong` conclusions are broken by one of the models, `missing` premises by the numbers given.

        Raises:
            ValueError: a wrong conclusion is true at all models, or a premise is false at the numbers that should break it.
        """
        neighbours = []
        for label, other in (wrong or {}).items():
            numbers = next((m for m in reversed(models) if not holds(raw(other), m)), None)
            if numbers is None:
                raise ValueError(f"{name}, {label}: true at all models")
            neighbours.append((label, self.then(other), numbers))
        for premise, numbers in (missing or {}).items():
            statement = self.then(conclusion, premise)
            if not premises_hold(statement, numbers) or holds(statement, numbers):
                raise ValueError(f"{name}, without {premise}: the numbers do not break it")
            neighbours.append((f"without {premise}", statement, numbers))

        for _, statement, _ in neighbours:
            canonical(raw(statement), {})  # false, but a statement

        def proof(G: Goal) -> None:
            G.intro(" ".join([v.declaration[1] for v in self.variables] + list(self.premises)))
            script(G)
        book.add(name, says, self.then(conclusion), proof, lemma=lemma, models=tuple(models), neighbours=tuple(neighbours))



def inverses(a: Any, b: Any, size: Any) -> dict[str, Any]:
    """The premises a b = I and b a = I."""
    return {f"{a.raw[1]}_right": eq(a * b, eye(size)), f"{a.raw[1]}_left": eq(b * a, eye(size))}


def inverse_of(a: Any, b: Any, size: Any) -> Any:
    """The conclusion: b is the inverse of a."""
    return both(eq(a * b, eye(size)), eq(b * a, eye(size)))


def by_ideal(*names: str) -> Any:
    """A script that closes an equation, or each part of a conjunction, by cofactors over the facts."""
    def script(G: Goal) -> None:
        if G.goal[0] == "and":
            G.split(script, script)
        else:
            ideal(G, *names)
    return script


def injections(G: Goal, first: Any, second: Any) -> list[str]:
    """The facts on inl and inr of two sizes, by name: L^T L = I, R^T R = I, L^T R = O, R^T L = O, L L^T + R R^T = I."""
    first, second = raw(first), raw(second)
    for name, axiom in (("ll", "INLINL"), ("rr", "INRINR"), ("lr", "INLINR"), ("blocks", "INLR")):
        G.use(name, axiom, first, second)
    transposed(G, "lr")
    return ["ll", "rr", "lr", "lr_t", "blocks"]
