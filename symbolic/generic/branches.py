"""What becomes of a generic answer where one of its conditions fails."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbolic.errors import ExactError
from symbolic.matrices.conditions import condition_text, conditions_text
from symbolic.scalars.parameters import RationalFunction
from symbolic.scalars.substitution import substitute

if TYPE_CHECKING:
    from symbolic.canonical.jordan import JordanForm
    from symbolic.generic.form import GenericJordanForm


@dataclass(frozen=True)
class Branch:
    """The case `condition` = 0.

    When the condition is linear in a parameter it is solved: `parameter` = `value` wherever the functions in `assuming` are
    not zero, and `form` is the Jordan form of A after that substitution (generic with conditions of its own, or numeric).
    `reason` says why there is no form.
    """

    condition: RationalFunction
    parameter: str | None
    value: RationalFunction | None
    assuming: tuple[RationalFunction, ...]
    form: GenericJordanForm | JordanForm | None
    reason: str = ""

    def __str__(self) -> str:
        head = condition_text(self.condition).replace("!=", "=")
        if self.parameter is not None:
            head += f", with {self.parameter} = {self.value}"
        if self.assuming:
            head += f" ({conditions_text(self.assuming)})"
        if self.form is None:
            return f"{head}: not worked out, {self.reason}"
        blocks = ", ".join(f"{b.eigenvalue} (size {b.size})" for b in self.form.blocks)
        more = getattr(self.form, "conditions", ())
        return f"{head}: blocks {blocks}" + (f" if {conditions_text(more)}" if more else "")

    __repr__ = __str__


def branches(form: GenericJordanForm) -> tuple[Branch, ...]:
    """One branch for each condition that is not a denominator of A, one level deep; each form has branches in turn."""
    return tuple(_branch(form, c) for c, why in form.reasons.items() if "a denominator in A" not in why)


def _branch(form: GenericJordanForm, condition: RationalFunction) -> Branch:
    from symbolic.canonical.jordan import jordan_form
    from symbolic.generic.form import generic_jordan_form
    solved = solve_linear(condition)
    if solved is None:
        return Branch(condition, None, None, (), None, "the condition is linear in no parameter")
    name, value, assuming = solved
    try:
        there = substitute(form.A, {name: value})
        found = generic_jordan_form(there) if there.has_parameters else jordan_form(there)
    except ExactError as error:
        return Branch(condition, name, value, assuming, None, str(error))
    return Branch(condition, name, value, assuming, found)


def solve_linear(condition: RationalFunction) -> tuple[str, RationalFunction, tuple[RationalFunction, ...]] | None:
    """A parameter in which the polynomial is linear, the value that makes it zero, and what that value divides by.

    >>> from symbolic.scalars.parameters import parameter
    >>> a, b, c = (parameter(n) for n in "abc")
    >>> solve_linear(a - b), solve_linear(a ** 2 - b * c), solve_linear(a ** 2 - b ** 2)
    (('a', b, ()), ('b', a^2/c, (c,)), None)
    """
    best: tuple[int, str, RationalFunction, RationalFunction] | None = None
    p = condition.element.numer
    ring, field = p.ring, condition.element.field
    for k, name in enumerate(condition.names):
        if p.degree(ring.gens[k]) != 1:
            continue
        slope = ring.from_dict({(*m[:k], 0, *m[k + 1:]): c for m, c in p.terms() if m[k] == 1})
        rest = ring.from_dict({m: c for m, c in p.terms() if m[k] == 0})
        weight = 0 if slope.is_ground else len(slope) * 10 + sum(slope.degrees())
        if best is None or weight < best[0]:
            bottom = RationalFunction(condition.names, field.new(slope, ring.one))
            best = (weight, name, RationalFunction(condition.names, field.new(-rest, slope)), bottom)
    if best is None:
        return None
    from symbolic.matrices.conditions import irreducible_factors
    return best[1], best[2], irreducible_factors([best[3]]) if best[0] else ()
