"""The plan of a set of papers: which families, at which difficulty, for whom; from a TOML file or the command line.

title = "Linear algebra, test 1"
seed = 7
students = 30                 # or a list of pseudonyms: ["k7", "m2"]
format = "html,md"            # may be left out; of html, pdf, md, ipynb, tex, typ, json and txt
paper = "a4"                  # or "letter"; may be left out
decimals = true               # false: exact decimals such as 0.5 are refused; true when it is left out
[[problem]]
family = "jordan-blocks"
difficulty = 2                # 1, 2 or 3; 2 when it is left out
points = 6                    # in all, halves too: 2.5; or a list for the parts, [2, 4]; those of the family when left out
variant = 12                  # a fixed variant for everybody; one each when it is left out
"""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from exercises.bank.own import family_of, is_own
from symbolic.errors import InputError

MAX_STUDENTS, MAX_PROBLEMS, MAX_POINTS = 5000, 100, 1000
Points = float | tuple[float, ...]


@dataclass(frozen=True)
class Item:
    """One problem of the plan; points are those of the whole problem, or of each part, 0 for the family's own."""

    family: str
    difficulty: int = 2
    points: Points = 0
    variant: int | None = None


@dataclass(frozen=True)
class Plan:
    """A set of papers: a pure function of this value and of the families."""

    title: str
    seed: int
    students: tuple[str, ...]
    items: tuple[Item, ...]
    formats: tuple[str, ...] = ("html", "md")
    paper: str = "a4"
    decimals: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return the plan as JSON."""
        return {"title": self.title, "seed": self.seed, "students": list(self.students), "formats": list(self.formats),
                "paper": self.paper, "decimals": self.decimals,
                "items": [[i.family, i.difficulty, i.points, i.variant] for i in self.items]}

    def seed_of(self, item: int, student: int, turn: int = 0) -> int:
        """Return the seed of the variant that a student gets, both counted from 0; `turn` counts changes of a double."""
        fixed = self.items[item].variant
        if fixed is not None:
            return fixed
        text = f"{self.seed}\0{item}\0{self.items[item].family}\0{student}\0{turn}"
        return int.from_bytes(sha256(text.encode()).digest()[:6], "big")


def numbered(count: int) -> tuple[str, ...]:
    """Return so many pseudonyms of one length.

    >>> numbered(2)
    ('001', '002')
    """
    if not 1 <= count <= MAX_STUDENTS:
        raise InputError(f"students: from 1 to {MAX_STUDENTS}, not {count}")
    return tuple(f"{k:03d}" for k in range(1, count + 1))


def read_plan(path: Path) -> Plan:
    """Return the plan of a TOML file.

    Raises:
        InputError: the file is no plan, with what is wrong in one sentence.
    """
    import tomllib
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: {error}") from error
    known = {"title", "seed", "students", "format", "paper", "decimals", "problem"}
    if extra := sorted(set(data) - known):
        raise InputError(f"{path.name}: {extra[0]!r} is not known; known are {', '.join(sorted(known))}")
    students = data.get("students", 1)
    names = tuple(map(_name, students)) if isinstance(students, list) else numbered(_whole(students, "students"))
    if len(set(names)) != len(names):
        raise InputError(f"{path.name}: a student is listed twice")
    items = tuple(_own(row, path, k) if is_own(row) else _item(row, k) for k, row in enumerate(data.get("problem", []), 1))
    formats = tuple(part.strip() for part in str(data.get("format", "html,md")).split(","))
    if not isinstance(data.get("decimals", True), bool):
        raise InputError(f"{path.name}: decimals is true or false")
    title, paper = str(data.get("title", path.stem)), str(data.get("paper", "a4"))
    return checked(Plan(title, _whole(data.get("seed", 1), "seed"), names, items, formats, paper,
                        data.get("decimals", True)))


def checked(plan: Plan) -> Plan:
    """Return the plan when its families exist and it is not too large.

    Raises:
        InputError: otherwise.
    """
    from exercises.family import family_named
    from exercises.render import PAPERS
    if plan.paper not in PAPERS:
        raise InputError(f"paper: {plan.paper!r} is not known; known are {', '.join(PAPERS)}")
    if not 1 <= len(plan.items) <= MAX_PROBLEMS:
        raise InputError(f"a set has from 1 to {MAX_PROBLEMS} problems, not {len(plan.items)}")
    for item in plan.items:
        family_named(item.family)
        if item.difficulty not in (1, 2, 3):
            raise InputError(f"{item.family}: the difficulty is 1, 2 or 3, not {item.difficulty}")
    return plan


def _item(row: Mapping[str, Any], number: int) -> Item:
    known = {"family", "difficulty", "points", "variant"}
    if not isinstance(row, dict) or not isinstance(row.get("family"), str) or set(row) - known:
        raise InputError(f'problem {number}: it needs family = "...", and may have difficulty, points and variant')
    variant = row.get("variant")
    return Item(row["family"], _whole(row.get("difficulty", 2), "difficulty"), _points(row["points"]) if "points" in row else 0,
                None if variant is None else _whole(variant, "variant"))


def _own(row: Mapping[str, Any], path: Path, number: int) -> Item:
    """Return a problem of the instructor's own: one variant for everybody."""
    return Item(family_of(row, f"{path.name}, problem {number}"), 2, _points(row["points"]) if "points" in row else 0, 0)


def _points(value: Any) -> Points:
    if isinstance(value, list):
        if not 1 <= len(value) <= 26:
            raise InputError("points: a list has a number for each part")
        return tuple(map(_halves, value))
    return _halves(value)


def _halves(value: Any) -> float:
    if type(value) not in (int, float) or not 0 < value <= MAX_POINTS or 2 * value != int(2 * value):
        raise InputError(f"points: whole or half points from 0.5 to {MAX_POINTS} are expected, or a list of them, not {value!r}")
    return int(value) if value == int(value) else float(value)


def _whole(value: Any, what: str) -> int:
    if type(value) is not int or value < 0:
        raise InputError(f"{what}: a whole number is expected here, not {value!r}")
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}", value):
        raise InputError(f"students: {value!r} is no pseudonym; letters, digits, - _ and . are")
    return value
