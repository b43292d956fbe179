"""A claim as an author wrote it: what is given, what it is said for all of, the premises, and what holds."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from symbolic import matrix as read_matrix
from symbolic import parse_number
from symbolic.errors import InputError
from verify.claims.authored.domains import Domain, domain
from verify.claims.expressions import CALLS, LEAVES, Relation, relation

EXPECTED = ("true", "false")
KEYS = {"id", "says", "given", "for-all", "if", "holds", "expect", "theorem", "sources"}
RESERVED = {"i", "T", *CALLS, *LEAVES}
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")  # as in the grammar


@dataclass(frozen=True)
class Statement:
    """`place` is the file and the line, for reports; `holds` are the relations, all of which are claimed."""

    id: str
    says: str
    place: str
    given: Mapping[str, Any]
    domains: Mapping[str, Domain]
    premises: tuple[Relation, ...]
    holds: tuple[Relation, ...]
    expect: str = "true"
    theorem: str = ""
    sources: tuple[str, ...] = ()

    @property
    def sizes(self) -> tuple[str, ...]:
        """The sizes that are letters, in the order in which they occur."""
        return tuple(dict.fromkeys(k for d in self.domains.values() for k in d.letters))


def statement(data: Mapping[str, Any], place: str, number: int) -> Statement:
    """The claim of one table of the file.

    Raises:
        InputError: a key is unknown, or a value is of the wrong kind; the message begins with the place.
    """
    try:
        return checked(data, place, number)
    except InputError as error:
        raise InputError(f"{place}: {error}") from error


def checked(data: Mapping[str, Any], place: str, number: int) -> Statement:
    """The claim, or an InputError without the place."""
    if not isinstance(data, Mapping):
        raise InputError("a claim is a table: [[claim]], and keys below it")
    for key in data.keys() - KEYS:
        near = get_close_matches(key, KEYS, 1)
        meant = f" (meant: {near[0]!r}?)" if near else ""
        raise InputError(f"there is no key {key!r}{meant}; the keys are {', '.join(sorted(KEYS))}")
    given = {name_of(k): value_of(k, v) for k, v in table(data, "given").items()}
    domains = {name_of(k): domain(text_of(k, v)) for k, v in table(data, "for-all").items()}
    both = given.keys() & domains.keys()
    if both:
        raise InputError(f"{min(both)!r} is given and in for-all")
    sizes = {k for d in domains.values() for k in d.letters}
    if sizes & (given.keys() | domains.keys()):
        twice = min(sizes & (given.keys() | domains.keys()))
        raise InputError(f"{twice!r} is a size and a name; use another letter for one of them")
    known = {name for name in (*given, *domains) if name in given or domains[name].is_matrix}
    holds = tuple(relation(text, known) for text in texts(data, "holds"))
    premises = tuple(relation(text, known) for text in texts(data, "if"))
    theorem = theorem_of(data)
    if not holds and not theorem:
        raise InputError("a claim needs `holds`, one relation or a list of them, or `theorem`, a name of the library")
    result = Statement(text_of("id", data.get("id", f"claim-{number}")), text_of("says", data.get("says", "")), place, given,
                       domains, premises, holds, expected(data), theorem, tuple(texts(data, "sources")))
    loose = {v for r in (*holds, *premises) for v in r.variables} - domains.keys() - set(result.sizes)
    if loose:
        raise InputError(f"{min(loose)!r} is neither given nor in for-all; say what it runs over: {min(loose)} = 'real'")
    return result


def theorem_of(data: Mapping[str, Any]) -> str:
    """The name of a theorem of the library, or nothing."""
    from verify.proofs.closure import rows
    name = text_of("theorem", data.get("theorem", ""))
    if name and name not in rows():
        near = get_close_matches(name, rows(), 3)
        raise InputError(f"there is no theorem {name!r} in the library{'; near it: ' * bool(near)}{', '.join(near)}")
    return name


def expected(data: Mapping[str, Any]) -> str:
    """What the author expects: true, unless said otherwise."""
    found = data.get("expect", "true")
    found = str(found).lower() if isinstance(found, bool | str) else found
    if found not in EXPECTED:
        raise InputError(f"expect is {' or '.join(EXPECTED)}, not {found!r}")
    return str(found)


def table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A table of the claim."""
    found = data.get(key, {})
    if not isinstance(found, Mapping):
        raise InputError(f'{key} is a table, such as {key} = {{ A = ".." }}')
    return found


def texts(data: Mapping[str, Any], key: str) -> list[str]:
    """A text, or a list of texts."""
    found = data.get(key, [])
    return [text_of(key, x) for x in (found if isinstance(found, list) else [found])]


def text_of(key: str, found: Any) -> str:
    """A text."""
    if not isinstance(found, str):
        raise InputError(f"{key} is a text in quotation marks, not {found!r}")
    return found


def name_of(key: str) -> str:
    """A name that the language can read."""
    if not NAME.fullmatch(key) or key in RESERVED:
        raise InputError(f"{key!r} is no name; begin with a letter, go on with letters, digits and _, and use none of "
                         f"{', '.join(sorted(RESERVED))}")
    return key


def value_of(key: str, found: Any) -> Any:
    """A matrix or a number: text of our parser, an integer, or rows of them."""
    if isinstance(found, bool | float):
        raise InputError(f"given {key} = {found!r} is no exact number; write it in quotation marks, as a fraction or a decimal")
    if isinstance(found, int):
        return parse_number(str(found))
    if isinstance(found, list):
        rows = [[parse_number(str(x), decimals=True) for x in (row if isinstance(row, list) else [row])] for row in found]
        return read_matrix(rows)
    read = read_matrix(text_of(key, found), decimals=True)
    return read if read.shape != (1, 1) else read[0, 0]
