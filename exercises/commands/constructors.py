"""Structured matrices on the command line: `hilbert(4)` or `toeplitz([0, 1], [0, 2])`, as Python writes and prints them."""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

CALL = re.compile(r"\s*(?P<name>[a-z_]+)\s*\((?P<arguments>.*)\)\s*(?P<transposed>\.T)?\s*", re.DOTALL)
LONGEST = 1_000_000  # characters
MOST_ENTRIES = 1_000_000
# the families, with what their arguments are called; all but sizes and multiplicities are lists of exact numbers
FAMILIES = {
    "toeplitz": ("c", "r"), "circulant": ("c",), "hankel": ("c", "r"), "vandermonde": ("x",),
    "confluent_vandermonde": ("x", "multiplicities"), "cauchy": ("x", "y"), "companion": ("p",), "hilbert": ("n",),
    "semiseparable": ("u", "v", "p", "q"), "one_semiseparable": ("a",), "hippo_legs": ("n",), "hippo_legt": ("n",),
}
WHOLE = {"n", "multiplicities"}


def names_family(text: str) -> bool:
    """Whether the text is the call of a family of structured matrices.

    >>> names_family("hilbert(4)"), names_family("toeplitz([1, 2])"), names_family("sqrt(2)"), names_family("1 2; 3 4")
    (True, True, False, False)
    """
    call = CALL.fullmatch(text[:LONGEST])
    return call is not None and call["name"] in FAMILIES


def refuse_unknown_family(text: str, symbols: tuple[str, ...] = ()) -> None:
    """Raise InputError for a call, as in toplitz([1, 2]), of something that is no family: the families are named.

    >>> refuse_unknown_family("sqrt(2)"), refuse_unknown_family("a ([1, 2])", ("a",))
    (None, None)
    >>> refuse_unknown_family("toplitz([1, 2])")
    Traceback (most recent call last):
        ...
    symbolic.errors.InputError: toplitz(..) names no family of structured matrices; they are toeplitz, circulant, ...
    """
    from symbolic.errors import InputError
    call = CALL.fullmatch(text[:LONGEST])
    if call and len(call["name"]) > 1 and call["name"] not in {"sqrt", "root", *symbols}:
        raise InputError(f"{call['name']}(..) names no family of structured matrices; they are {', '.join(FAMILIES)}")


def structured(text: str, *, symbols: tuple[str, ...] = (), decimals: bool = False) -> Any:
    """The structured value that the text names.

    Raises:
        InputError: an argument is missing, too many, or no list of exact numbers.

    >>> str(structured("toeplitz([0, 1/2, sqrt(2)], [0, 3, 4])")), str(structured("companion(x^3-x-1)"))
    ('toeplitz([0, 1/2, sqrt(2)], [0, 3, 4])', 'companion([-1, -1, 0, 1])')
    """
    import symbolic
    from symbolic.errors import InputError
    call = CALL.fullmatch(text)
    if call is None:
        raise InputError(f"{text[:60]!r} is not the call of a family of structured matrices")
    name, arguments = call["name"], pieces(call["arguments"])
    expected = FAMILIES[name]
    if not 1 <= len(arguments) <= len(expected):
        raise InputError(f"{name}: {len(arguments)} arguments; it takes {usage(name)}")
    read: Callable[[str], Any]
    values = []
    for what, argument in zip(expected, arguments, strict=False):
        read = whole if what in WHOLE else number_reader(symbols, decimals=decimals)
        values.append(argument if what == "p" and name == "companion" and not argument.startswith("[")
                      else nested(argument, read, f"{name}: {what}", listed=what != "n"))
    try:
        value = getattr(symbolic, name)(*values)
    except TypeError as error:
        raise InputError(f"{name}: it takes {usage(name)}, as in toeplitz([2, 1], [2, 3]) or hilbert(4)") from error
    return value.T if call["transposed"] else value


def dense_of(value: Any) -> Any:
    """All entries of a structured value, unless they are too many to write out.

    Raises:
        UnableError: more than a million entries.
    """
    from symbolic.errors import UnableError
    rows, cols = value.shape
    if rows * cols > MOST_ENTRIES:
        raise UnableError(f"this question needs all {rows} x {cols} entries of the matrix", f"{MOST_ENTRIES} entries")
    return value.dense()


def usage(name: str) -> str:
    """The arguments of a family, as in (c, r)."""
    return f"({', '.join(FAMILIES[name])})"


def pieces(text: str) -> list[str]:
    """The parts between the commas that stand in no bracket.

    >>> pieces("[1, 2], root(x^3-x-1, 0)")
    ['[1, 2]', 'root(x^3-x-1, 0)']
    """
    found, depth = [""], 0
    for sign in text:
        depth += (sign in "[(") - (sign in "])")
        if sign == "," and depth == 0:
            found.append("")
        else:
            found[-1] += sign
    return [part.strip() for part in found if part.strip() or len(found) > 1]


def nested(text: str, read: Callable[[str], Any], what: str, *, listed: bool) -> Any:
    """A number, a list of numbers, or a list of rows."""
    from symbolic.errors import InputError
    if text.startswith("[[["):
        raise InputError(f"{what}: {text[:20]!r} is nested too deeply; a list of rows such as [[1, 2], [3, 4]] is the most")
    if text.startswith("[") and text.endswith("]"):
        parts = [nested(part, read, what, listed=False) for part in pieces(text[1:-1])]
        if parts and all(isinstance(part, list) for part in parts):
            from symbolic import matrix
            return matrix(parts)
        return parts
    if listed:
        raise InputError(f"{what}: {text[:60]!r} is no list in brackets, such as [1, 2, 1/3]")
    return read(text)


def whole(text: str) -> int:
    """A size or a multiplicity."""
    from symbolic.errors import InputError
    if not text.removeprefix("-").isdecimal() or len(text) > 9:
        raise InputError(f"{text[:60]!r} is not a whole number of at most nine digits")
    return int(text)


def number_reader(symbols: tuple[str, ...], *, decimals: bool) -> Callable[[str], Any]:
    """The reader of exact numbers with these parameters."""
    def read(text: str) -> Any:
        from symbolic import parse_number
        return parse_number(text, symbols=symbols, decimals=decimals)
    return read
