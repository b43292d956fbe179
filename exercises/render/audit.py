"""The page of an audit: self-contained, offline."""
from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _template() -> Any:
    from jinja2 import Environment
    source = files("exercises.render").joinpath("audit.html").read_text("utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)


def to_html(**content: Any) -> str:
    """The page."""
    style = "".join(files("exercises.render").joinpath(name).read_text("utf-8") for name in ("style.css", "ledger.css"))
    html: str = _template().render(style=style, **content)
    return html
