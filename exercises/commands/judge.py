"""The verdict on an answer: the kernel's, or for parameters that of the kernel at several values of them."""
from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

# Values put in for the parameters; a set at which a condition of the answer fails is passed over.
VALUES = tuple(Fraction(p, q) for p, q in ((2, 1), (-3, 1), (5, 7), (11, 3), (-4, 9), (7, 2), (13, 5), (-17, 6)))
TRIALS, ATTEMPTS = 5, 20


def judge(checkable: Any) -> Any:
    """What the kernel says of an answer (a result of `symbolic`, or an `Answer`).

    Over Q(parameters) there is no certificate: the answer is taken at five sets of values, and the kernel checks each.
    """
    from exercises.commands.claims import Claims, judge_claims
    from exercises.commands.similarity import judge_similarity
    from exercises.commands.systems import Solutions, judge_solutions
    from verify import Verdict, check
    if isinstance(checkable, Claims):
        return judge_claims(checkable)
    if isinstance(checkable, Solutions):
        return judge_solutions(checkable)
    matrix: Any = getattr(checkable, "A", None)
    if getattr(checkable, "kind", "") == "similar":
        return judge_similarity(checkable.A, checkable.b, checkable.value)
    if not getattr(matrix, "has_parameters", False):
        return check(checkable)
    names = matrix.array.names
    trials = tried(checkable, names)
    failed = next((verdict for verdict in trials if not verdict.ok), None)
    if failed is not None:
        return failed
    if len(trials) < TRIALS:
        return Verdict(ok=False, word="UNDECIDED", reason=f"no certificate over Q({', '.join(names)}), and no trial at values")
    reason = f"the kernel accepted the answer at {TRIALS} sets of values of {', '.join(names)}"
    return Verdict(ok=True, word="TESTED", reason=reason)


def certificate_of(checkable: Any) -> Any:
    """The certificate of an answer, or a list of them."""
    from exercises.commands.claims import Claims, certificates_of
    from exercises.commands.similarity import similarity_certificates
    from exercises.commands.systems import Solutions, claims
    from verify import certificate
    if isinstance(checkable, Claims):
        return certificates_of(checkable)
    if isinstance(checkable, Solutions):
        certificates = [certificate(claim) for claim in claims(checkable)]
        return certificates[0] if len(certificates) == 1 else certificates
    if getattr(checkable, "kind", "") == "similar":
        return similarity_certificates(checkable.A, checkable.b, checkable.value)
    return certificate(checkable)


def tried(checkable: Any, names: tuple[str, ...]) -> list[Any]:
    """The verdicts at sets of values where every condition of the answer holds; none for results that take no values."""
    from symbolic.errors import DomainError
    from verify import Answer, check
    found: list[Any] = []
    if not isinstance(checkable, Answer) and not hasattr(checkable, "specialize"):
        return found
    for k in range(ATTEMPTS):
        values = {name: VALUES[(k + 3 * i + k * i) % len(VALUES)] for i, name in enumerate(names)}
        try:
            at = checkable.specialize(values) if hasattr(checkable, "specialize") else put_in(checkable, values)
        except DomainError:
            continue
        found.append(check(at))
        if len(found) == TRIALS:
            break
    return found


def put_in(value: Any, values: dict[str, Fraction]) -> Any:
    """A matrix, polynomial, number or result with the parameters replaced.

    Raises:
        DomainError: a condition that the value rests on fails there.
    """
    from symbolic.matrices.matrix import ExactMatrix
    from symbolic.scalars.parameters import RationalFunction
    from symbolic.scalars.polynomials import Polynomial
    from symbolic.scalars.substitution import substitute, value_at
    if isinstance(value, RationalFunction):
        return value_at(value, values)
    if isinstance(value, ExactMatrix):
        return substitute(value, {n: v for n, v in values.items() if n in getattr(value.array, "names", ())})
    if isinstance(value, Polynomial):
        return Polynomial([put_in(c, values) for c in value.coefficients])
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is not None and not isinstance(value, type):
        return replace(value, **{name: put_in(getattr(value, name), values) for name in fields})
    if isinstance(value, tuple):
        return tuple(put_in(item, values) for item in value)
    return value


def conditions(result: Any) -> list[str]:
    """The functions of the parameters that must not be zero for an answer to be what it says.

    >>> from symbolic import inverse, matrix
    >>> conditions(inverse(matrix("a 1; 0 2", symbols=["a"])))
    ['a']
    """
    found: list[str] = []
    if isinstance(result, dict):
        return list(dict.fromkeys(c for part in result.values() for c in conditions(part)))
    parts = [result, *(getattr(result, name) for name in getattr(result, "__dataclass_fields__", ()) if name != "A")]
    for part in parts:
        found += [str(c) for c in getattr(part, "conditions", ())]
    return list(dict.fromkeys(found))
