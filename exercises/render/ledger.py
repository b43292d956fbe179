"""The page of the claims ledger: self-contained, offline, filtered by a few lines of script that only hide and show."""
from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _template() -> Any:
    from jinja2 import Environment
    source = files("exercises.render").joinpath("ledger.html").read_text("utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)


def to_html(**content: Any) -> str:
    """The page; its script is named by its hash, so that the browser runs no other."""
    script = files("exercises.render").joinpath("ledger.js").read_text("utf-8")
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style = "".join(files("exercises.render").joinpath(name).read_text("utf-8") for name in ("style.css", "ledger.css"))
    html: str = _template().render(script=script, allowed=allowed, style=style, **content)
    return html
