"""What this project takes, through its public calls."""
from __future__ import annotations

from typing import Any

from protocol import Task, no_facts, serve

import symbolic


def read(rows: Any) -> Any:
    """A matrix over Q from integers, or over Q(w) from pairs (p, q) = p + q w; w is named by the last item."""
    if isinstance(rows, dict):
        w = symbolic.I if rows["square"] == -1 else symbolic.sqrt(rows["square"])
        return symbolic.matrix([[p + q * w for p, q in row] for row in rows["rows"]])
    return symbolic.matrix(rows)


def jordan_chains(a: Any) -> Any:
    """Structure and P, one generic chain for each irreducible factor."""
    form = symbolic.jordan_form(a)
    return form, form.chains


def jordan_expanded(a: Any) -> Any:
    """The same with the full matrices P and J."""
    form = symbolic.jordan_form(a)
    return form, form.P, form.J


def chain_bits(_a: Any, value: Any) -> dict[str, Any]:
    """The largest entry of the chain vectors, in bits, and the number of blocks."""
    form = value[0]
    entries = [x for chain in form.chains for v in chain.vectors for x in v.entries()]
    return {"bits": max(int(abs(x)).bit_length() for x in entries), "blocks": len(form.blocks)}


def expanded_facts(a: Any, value: Any) -> dict[str, Any]:
    """A P = P J by exact multiplication, outside the timing (for matrices small enough)."""
    form, p, j = value
    law = a * p == p * j if a.rows <= 100 and all(b.eigenvalue.is_rational for b in form.blocks) else None
    return {"blocks": len(form.blocks), "law": law}


def frobenius_facts(a: Any, value: Any) -> dict[str, Any]:
    """A P = P F, and the number of invariant factors."""
    return {"law": a * value.P == value.P * value.F, "factors": len(value.invariant_factors)}


def certificate(a: Any) -> Any:
    """The JSON text of the certificate of a Jordan form, for the replay rows."""
    import json

    from verify.certificates import certificate as make
    return json.dumps(make(symbolic.jordan_form(a)))


def write_certificate(_a: Any, text: str) -> dict[str, Any]:
    """Hand the certificate to the driver, which replays it in a fresh process."""
    return {"certificate": text}


def nodes(rows: Any) -> Any:
    """Rational nodes from pairs [p, q] = p/q."""
    from fractions import Fraction
    return [Fraction(p, q) for p, q in rows]


def largest_entries(matrices: Any) -> Any:
    """The largest |entry| of P for each of many small matrices."""
    largest = []
    for rows in matrices:
        form = symbolic.jordan_form(symbolic.matrix(rows))
        largest.append(max(int(abs(x)) for row in form.P.entries() for x in row))
    return largest


TASKS: dict[str, Task] = {
    "jordan chains": (read, jordan_chains, chain_bits),
    "jordan": (read, jordan_expanded, expanded_facts),
    "exp": (read, symbolic.expm, no_facts),
    "power": (read, symbolic.matrix_power, no_facts),
    "power at 100000": (read, lambda a: symbolic.matrix_power(a).at(10**5), no_facts),
    "frobenius": (read, symbolic.frobenius_form, frobenius_facts),
    "certificate": (read, certificate, write_certificate),
    "vandermonde inverse": (nodes, lambda x: symbolic.vandermonde(x).inverse(), no_facts),
    "entries of P": (lambda x: x, largest_entries, lambda _, found: {"largest": found}),
}

if __name__ == "__main__":
    serve(TASKS)
