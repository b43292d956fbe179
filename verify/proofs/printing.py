"""Terms and formulas as text that a person can read."""
from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from verify.proofs.notation import blocks, form, integer, is_matrix, lettered, signed, words

LEGENDS = (
    ("'", "X' is the derivative of X."), ("(0)", "X(0) is the value of X at the point 0."),
    ("E1", "E1 = [I; 0] and E2 = [0; I] are the block columns of the identity."),
    ("<", "[x : i<m, j<n] is the m x n matrix with these entries, counted from 0."),
    ("diag(", "diag(x : i<n) is the n x n matrix with these entries on its diagonal, counted from 0, and zeros elsewhere."),
)


def text(x: Any) -> str:
    """A term or formula.

    >>> text(("=", ("*", ("m", "A"), ("T", ("m", "B", "k"))), ("sum", "k1", 0, "n", ("f", "x", "k1"))))
    'A B_k^T = sum_{j=0}^{n-1} x_j'
    >>> text(("prod", "k1", 0, ("-", "t", 1), ("+", ("I", "n"), ("-", ("m", "A")))))
    '(I_n - A)^(t-1)'
    """
    return shown(lettered(x), 0)


def shown(x: Any, level: int) -> str:
    """A term or formula; level 1 inside a formula, 2 inside a product, 3 under a postfix."""
    if not isinstance(x, tuple | list):
        return str(x)
    op, *a = x
    if op in FORMULAS:
        return FORMULAS[op](a, level)
    if op in ("+", "-", "*"):
        return _sum(signed(x), level)
    return TERMS[op](a, level) if op in TERMS else f"{op}({', '.join(shown(y, 0) for y in a)})"


def _wrapped(inner: str, wrap: bool) -> str:  # noqa: FBT001 - one meaning everywhere
    return f"({inner})" if wrap else inner


def _sum(terms: list[Any], level: int) -> str:
    known = blocks(terms)
    if known and (len(terms) > 1 or all(a and b for a, b in known)):
        return _blocks(known)
    inside = [t for t in terms if len(terms) > 1 and blocks([t]) and t[1][-1][0] == "T" and t[1][0][0] in ("inl", "inr")]
    outside = [t for t in terms if t not in inside]
    parts = [(sign, _product(factors, level if len(terms) == 1 and sign > 0 else 2)) for sign, factors in outside]
    parts += [(1, _blocks(found))] if (found := blocks(inside)) else [(sign, _product(f, 2)) for sign, f in inside]
    first = ("-" if parts[0][0] < 0 else "") + parts[0][1]
    rest = "".join(f" {'-' if sign < 0 else '+'} {t}" for sign, t in parts[1:])
    return _wrapped(first + rest, level > 1 and (len(parts) > 1 or parts[0][0] < 0))


def _blocks(known: dict[tuple[str, str], list[Any]]) -> str:
    rows = sorted({a for a, _ in known} | ({"inl", "inr"} if any(a for a, _ in known) else set()))
    columns = sorted({b for _, b in known} | ({"inl", "inr"} if any(b for _, b in known) else set()))
    table = [[shown(("+", *known[a, b]), 0) if (a, b) in known else "0" for b in columns] for a in rows]
    return f"[{'; '.join(', '.join(row) for row in table)}]"


def _product(factors: tuple[Any, ...], level: int) -> str:
    if len(factors) == 1:
        return shown(factors[0], level)
    below = [f[1] for f in factors if isinstance(f, tuple | list) and f[0] == "inv"]
    if below and not any(map(is_matrix, factors)):
        rest = [f for f in factors if not (isinstance(f, tuple) and f[0] == "inv")]
        above = _run(rest, open_end=False) or "1"
        return _wrapped(f"{above}/{_wrapped(_run(below), len(below) > 1)}", level > 2)
    return _wrapped(_run(list(factors)), level > 2)


def _run(factors: list[Any], *, open_end: bool = True) -> str:
    """Factors side by side, equal neighbours as a power; a sum at the open end needs no brackets."""
    parts: list[list[Any]] = []
    for place, f in enumerate(factors):
        written = shown(f, 2)
        if isinstance(f, tuple) and f[0] in ("q", "inv") and len(factors) > 1:
            written = f"({written})"
        if isinstance(f, tuple) and f[0] in ("sum", "prod") and open_end and place + 1 == len(factors):
            written = shown(f, 1)
        if parts and parts[-1][0] == written and not isinstance(f, int):
            parts[-1][1] += 1
        else:
            parts.append([written, 1, f])
    return " ".join(w if n == 1 else f"{w if w.startswith('(') else shown(f, 3)}^{n}" for w, n, f in parts)


def _index(*indices: Any) -> str:
    written = ",".join(map(integer, indices))
    return f"_{written}" if len(written) == 1 else f"_{{{written}}}"


def _range(a: list[Any]) -> str:
    return f"_{{{a[0]}={integer(a[1])}}}^{{{integer(a[2], -1)}}}"


def _body(x: Any) -> str:
    """What stands under a sum or product sign: another such sign needs no brackets."""
    return shown(x, 1 if isinstance(x, tuple | list) and x[0] in ("sum", "prod") else 2)


def _prod(a: list[Any], level: int) -> str:
    if a[0] in set(words(a[3])):
        return _wrapped(f"prod{_range(a)} {_body(a[3])}", level > 1)
    exponent = integer(("-", a[2], a[1]))
    base = shown(a[3], 3)
    return f"{_wrapped(base, '^' in base and not base.startswith('('))}^{exponent if len(exponent) == 1 else f'({exponent})'}"


def _entry(a: list[Any], _: int) -> str:
    if a[0][0] == "T":
        return _entry([a[0][1], a[2], a[1]], 0)
    return (shown(a[0], 3) if a[0][0] == "m" and len(a[0]) == 2 else f"({shown(a[0], 0)})") + _index(*a[1:])


def _functional(x: Any) -> str:
    return _wrapped(shown(x, 3), isinstance(x, tuple) and x[0] == "T")


def _choice(a: list[Any]) -> str:
    """Two values and a condition; of two nested ones that test i <= j and j <= i, the equation."""
    low, high, first, second = a
    if is_op(first, "ite") and tuple(first[1:3]) == (high, low) and first[4] == second:
        return f"{shown(first[3], 0)} if {integer(low)} = {integer(high)} else {shown(second, 0)}"
    if is_op(second, "ite"):
        return f"{shown(first, 0)} if {inequality(low, high)}, {_choice(list(second[1:]))}"
    return f"{shown(first, 0)} if {inequality(low, high)} else {shown(second, 0)}"


def is_op(x: Any, op: str) -> bool:
    """Whether a term is made by this operator."""
    return isinstance(x, tuple | list) and x[0] == op


def on_diagonal(rows: Any, i: str, j: str, x: Any) -> Any:
    """The entry d of a diagonal matrix, written as d (I)_{i,j}, or as d where i = j and 0 elsewhere; None for others."""
    if is_op(x, "ite") and {x[1], x[2]} == {i, j} and x[4] == 0 and is_op(x[3], "ite") and {x[3][1], x[3][2]} == {i, j}:
        return x[3][3] if x[3][4] == 0 and x[3][1:3] != x[1:3] else None
    if is_op(x, "*") and tuple(x[-1]) == ("ent", ("I", rows), i, j) and len(x) > 2:
        return x[1] if len(x) == 3 else ("*", *x[1:-1])
    return None


def _table(a: list[Any]) -> str:
    rows, columns, i, j, entries = a
    inside = on_diagonal(rows, i, j, entries) if rows == columns else None
    if inside is not None:
        return f"diag({shown(inside, 0)} : {i}<{integer(rows)})"
    return f"[{shown(entries, 0)} : {i}<{integer(rows)}, {j}<{integer(columns)}]"


def _inverse(a: list[Any], level: int) -> str:
    return _wrapped(f"1/{shown(a[0], 3)}", level > 2)


TERMS: dict[str, Callable[[list[Any], int], str]] = {
    "f": lambda a, _: str(a[0]) + (_index(*a[1:]) if a[1:] else ""),
    "m": lambda a, _: str(a[0]) + (_index(*a[1:]) if a[1:] else ""),
    "app": lambda a, _: f"{a[0]}({shown(a[1], 0)})", "q": lambda a, level: _wrapped(str(Fraction(*a)), level > 2),
    "#": lambda a, level: _wrapped(integer(a[0]), level > 1 and not integer(a[0]).isalnum()),
    "inv": _inverse, "ite": lambda a, _: f"({_choice(a)})",
    "sum": lambda a, level: _wrapped(f"sum{_range(a)} {_body(a[3])}", level > 1), "prod": _prod, "ent": _entry,
    "det": lambda a, _: f"det({shown(a[0], 0)})", "adj": lambda a, _: f"adj({shown(a[0], 0)})",
    "tr": lambda a, _: f"tr({shown(a[0], 0)})", "T": lambda a, _: f"{shown(a[0], 3)}^T", "I": lambda a, _: f"I{_index(a[0])}",
    "group": lambda a, _: f"({shown(a[0], 0)})", "O": lambda _a, _: "0", "mat": lambda a, _: _table(a),
    "inl": lambda a, _: f"E1{_index(*a)}", "inr": lambda a, _: f"E2{_index(*a)}",
    "D": lambda a, _: f"{_functional(a[0])}'", "ev": lambda a, _: f"{_functional(a[0])}(0)",
    "lam": lambda a, _: shown(a[1], 0),
}


def inequality(a: Any, b: Any) -> str:
    """An inequality between integers, strict where that is shorter.

    >>> inequality(("+", "k", 1), "n"), inequality(0, "k")
    ('k < n', '0 <= k')
    >>> inequality(0, ("-", "i", "j", 1))
    'j < i'
    """
    left, right = form(a), form(b)
    if left == (0, {}) and right and right[1] and min(right[1].values()) < 0:  # 0 <= i-j-1 as j < i
        lower = ("+", *(("*", -c, v) for v, c in right[1].items() if c < 0), max(-right[0], 0))
        return inequality(lower, ("+", *(("*", c, v) for v, c in right[1].items() if c > 0), max(right[0], 0)))
    if left and left[1] and left[0] > 0:
        return f"{integer(a, -1)} < {integer(b)}"
    return f"{integer(a)} <= {integer(b)}"


def conjuncts(x: Any) -> list[Any]:
    """The parts of a conjunction."""
    return [*conjuncts(x[1]), *conjuncts(x[2])] if x[0] == "and" else [x]


def denied(x: Any) -> Any:
    """The formula that `x` denies, or None."""
    return x[1] if x[0] == "imp" and tuple(x[2]) == ("false",) else None


def _equation(left: Any, right: Any) -> str:
    """Two sides; where they differ in the order of multiplying only, with the brackets that show it."""
    if left != right and shown(left, 0) == shown(right, 0):
        left, right = _bracketed(left), _bracketed(right)
    return f"{shown(left, 0)} = {shown(right, 0)}"


def _bracketed(x: Any) -> Any:
    """The term with brackets around every product inside a product."""
    if not isinstance(x, tuple | list) or not x:
        return x
    inside = tuple(map(_bracketed, x))
    return ("*", *(("group", y) if is_op(y, "*") else y for y in inside[1:])) if x[0] == "*" else inside


def _and(a: list[Any], level: int) -> str:
    first, second = a
    if first[0] == second[0] == "imp" and first[1:] == (second[2], second[1]):
        return _wrapped(f"{shown(first[1], 1)} if and only if {shown(first[2], 1)}", level > 0)
    return _wrapped(" and ".join(shown(y, 1) for y in conjuncts(("and", *a))), level > 0)


def _imp(a: list[Any], level: int) -> str:
    if tuple(a[1]) == ("false",):
        return f"{shown(a[0][1], 0)} != {shown(a[0][2], 0)}" if a[0][0] == "=" else f"not ({shown(a[0], 0)})"
    premises, body = [a[0]], a[1]
    while body[0] == "imp" and denied(body) is None:
        premises, body = [*premises, body[1]], body[2]
    return _wrapped(f"if {_chain([shown(p, 1) for p in premises])} then {shown(body, 1)}", level > 0)


def _chain(premises: list[str]) -> str:
    """Conditions in one line, lo <= k and k < hi as one."""
    joined: list[str] = []
    for p in premises:
        last = joined[-1].split(" ")[-1] if joined else None
        if last and p.startswith(f"{last} <") and " <= " in joined[-1] and joined[-1].count(" ") == 2:
            joined[-1] += p.removeprefix(last)
        else:
            joined.append(p)
    return " and ".join(joined)


def _all(a: list[Any], level: int) -> str:
    variables, body, premises = [a[0]], a[1], list[str]()
    while body[0] in ("all", "imp") and denied(body) is None:
        if body[0] == "all":
            variables.append(body[1])
        else:
            premises.append(shown(body[1], 1))
        body = body[2]
    names = ", ".join(str(v[1]) for v in variables) if all(v[0] == "int" for v in variables) else declarations(variables)
    conditions = f" with {_chain(premises)}" if premises else ""
    return _wrapped(f"{shown(body, 1)} for all {names}{conditions}", level > 0)


def _ex(a: list[Any], level: int) -> str:
    article = "an" if a[0][0] == "int" else "a"
    return _wrapped(f"there is {article} {declarations([a[0]], plural='')} with {shown(a[1], 1)}", level > 0)


FORMULAS: dict[str, Callable[[list[Any], int], str]] = {
    "=": lambda a, _: _equation(*a), "le": lambda a, _: f"{shown(a[0], 0)} <= {shown(a[1], 0)}",
    "<=": lambda a, _: inequality(*a), "==": lambda a, _: f"{integer(a[0])} = {integer(a[1])}", "imp": _imp, "and": _and,
    "or": lambda a, level: _wrapped(" or ".join(shown(y, 1) for y in a), level > 0), "all": _all, "ex": _ex,
    "false": lambda _a, _: "false",
}


def declarations(rows: list[Any], plural: str = "s") -> str:
    """Declared names, grouped by what they are.

    >>> declarations([("int", "n"), ("m", "A", (), "n", "n"), ("f", "x", 0), ("m", "B", (), "n", "n"), ("f", "s", 1)])
    'integers n; n x n matrices A, B; scalars x; sequences s_i'
    """
    groups: dict[str, list[str]] = {}
    for kind, name, *rest in rows:
        if kind == "int":
            groups.setdefault("integer", []).append(name)
        elif kind == "f":
            what = ("scalar", "sequence", "family")[min(rest[0], 2)]
            groups.setdefault(what, []).append(name + (_index(*"ijkl"[:rest[0]]) if rest[0] else ""))
        elif kind == "m":
            size = " x ".join(integer(d) if integer(d).isalnum() else f"({integer(d)})" for d in rest[1:])
            groups.setdefault(f"{size} matrix", []).append(name + (_index(*rest[0]) if rest[0] else ""))
        else:
            groups.setdefault("function", []).append(name)
    return "; ".join(f"{_plural(what) if plural else what} {', '.join(names)}" for what, names in groups.items())


def _plural(what: str) -> str:
    return {"family": "families"}.get(what, what.replace("matrix", "matrices") if "matrix" in what else f"{what}s")
