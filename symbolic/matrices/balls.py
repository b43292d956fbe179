"""Ball enclosures of vectors over a number field."""
from __future__ import annotations

from flint import acb, acb_mat

from symbolic.errors import UnableError
from symbolic.matrices.arrays import FieldArray
from symbolic.scalars.fields import MAX_BITS
from symbolic.scalars.roots import precision


def column_ball(c: FieldArray, digits: int) -> list[acb]:
    """The entries of an m x 1 array as balls with `digits` digits relative to the largest entry."""
    goal = digits * 10 // 3 + 8
    d = c.field.degree
    size = max((int(x).bit_length() for m in c.coefficients for x in m.entries()), default=0)
    bits = goal + size + 32
    while bits <= MAX_BITS:
        with precision(bits):
            theta = c.field.roots.ball(c.field.root, bits) if d > 1 else acb(0)
            flat = [acb(x) for row in zip(*(m.entries() for m in c.coefficients), strict=True) for x in row]
            values = acb_mat(c.shape[0], d, flat) * acb_mat(d, 1, [theta ** k for k in range(d)])
            out = [values[i, 0] / c.denominator for i in range(c.shape[0])]
            top = max((v.abs_lower() for v in out), default=None)
            if top is None or all(_radius_small(v, top, goal) for v in out):
                return out
        bits *= 2
    raise UnableError("a column could not be enclosed", f"{MAX_BITS} bits")


def _radius_small(v: acb, top: object, goal: int) -> bool:
    scale = top * acb(2) ** -goal if top != 0 else acb(2) ** -goal  # type: ignore[operator]
    return bool(v.real.rad() <= scale.real and v.imag.rad() <= scale.real)
