"""Terms and formulas as text that a person can read."""
from __future__ import annotations

from typing import Any


def text(x: Any, level: int = 0) -> str:
    """A term or formula; level 1 inside a sum, 2 inside a product, 3 under a postfix.

    >>> text(("=", ("*", ("m", "A"), ("T", ("m", "B", "k"))), ("sum", "k", 0, "n", ("f", "x", "k"))))
    'A B(k)^T = sum(0 <= k < n) x(k)'
    """
    if not isinstance(x, tuple | list):
        return str(x)
    op, *a = x
    shape = PATTERNS.get(op)
    if shape:
        return shape.format(*(text(y) for y in a))
    if op in ("f", "m", "app"):
        return str(a[0]) + (f"({', '.join(text(y) for y in a[1:])})" if a[1:] else "")
    if op == "T":
        return f"{text(a[0], 3)}^T"
    if op in ("sum", "prod"):
        return _wrapped(f"{op}({text(a[1])} <= {a[0]} < {text(a[2])}) {text(a[3], 2)}", level > 1)
    if op == "mat":
        return f"[{text(a[4])} : 0 <= {a[2]} < {text(a[0])}, 0 <= {a[3]} < {text(a[1])}]"
    if op == "+":
        return _wrapped(_plus([y for y in a if y != 0] or [0]), level > 1 and len(a) > 1)
    if op == "-":
        return _wrapped(" - ".join(text(y, 2) for y in a) if len(a) > 1 else f"-{text(a[0], 2)}", level > 1)
    if op == "*":
        factors = [y for y in a if y != 1] or [1]
        return _wrapped(" ".join(text(y, 2) for y in factors), level > 2 and len(factors) > 1)
    return _formula(op, a, level)


PATTERNS = {
    "q": "{0}/{1}", "#": "#({0})", "inv": "inv({0})", "ite": "(if {0} <= {1} then {2} else {3})", "ent": "ent({0}; {1}, {2})",
    "det": "det({0})", "adj": "adj({0})", "tr": "tr({0})", "I": "I({0})", "O": "O({0}, {1})", "inl": "inl({0}, {1})",
    "inr": "inr({0}, {1})", "D": "D({0})", "ev": "ev({0})", "false": "false",
}


def _wrapped(inner: str, wrap: bool) -> str:  # noqa: FBT001 - one caller, one meaning
    return f"({inner})" if wrap else inner


def _plus(parts: list[Any]) -> str:
    written = text(parts[0], 1)
    for y in parts[1:]:
        shown = text(y, 1)
        written += f" - {shown[1:]}" if shown.startswith("-") else f" + {shown}"
    return written


def _formula(op: str, a: list[Any], level: int) -> str:
    if op in ("=", "<=", "==", "le"):
        sign = {"==": "=", "le": "<="}.get(op, op)
        return f"{text(a[0])} {sign} {text(a[1])}"
    if op == "imp":
        if a[1] == ("false",) or a[1] == ["false"]:
            return f"not ({text(a[0])})"
        return _wrapped(f"{text(a[0], 1)} => {text(a[1])}", level > 0)
    if op in ("and", "or"):
        return _wrapped(f" {op} ".join(text(y, 1) for y in a), level > 0)
    if op in ("all", "ex"):
        declared = _declaration(a[0])
        return _wrapped(f"{'for all' if op == 'all' else 'there is'} {declared}: {text(a[1])}", level > 0)
    return f"{op}({', '.join(text(y) for y in a)})"


def _declaration(d: Any) -> str:
    kind, name, *rest = d
    if kind == "int":
        return f"integer {name}"
    if kind == "f":
        return f"scalar {name}" if not rest[0] else f"scalars {name}({', '.join('ijkl'[i] for i in range(rest[0]))})"
    if kind == "m":
        arguments = f"({', '.join(rest[0])})" if rest[0] else ""
        return f"{text(rest[1])} x {text(rest[2])} matrix {name}{arguments}"
    return f"function {name}"
