"""A document as PDF: typst source compiled by the package `typst`, with the fonts inside it and nothing else."""
from __future__ import annotations

import os
import tempfile
from typing import Any

from exercises.document import Document
from exercises.render.typst import to_typst
from symbolic.errors import ExactError, MissingDependencyError

#: The processes that have compiled a page; a fork inherits the entry of its parent.
_COMPILED: set[int] = set()


def to_pdf(document: Document, paper: str = "a4") -> bytes:
    """Return the PDF; the same document gives the same bytes, as its source carries no date.

    Raises:
        MissingDependencyError: the package `typst` is not installed.
    """
    return compiled(to_typst(document, paper))


def must_spawn() -> bool:
    """Whether processes started from here must not be forks: typst has threads, and a fork would wait for them for ever."""
    return bool(_COMPILED)


def compiler() -> Any:
    """Return the package `typst`.

    Raises:
        MissingDependencyError: it is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingDependencyError("pdf: the package typst is not installed; pip install eigenproof[pdf]") from error
    return typst


def compiled(source: str) -> bytes:
    """Return the PDF of typst source; the source can read no file, and no font of the system is used."""
    typst = compiler()
    if _COMPILED and os.getpid() not in _COMPILED:
        raise ExactError("pdf: this process was forked from one that had made a PDF, where typst would wait for ever; spawn it")
    _COMPILED.add(os.getpid())
    with tempfile.TemporaryDirectory() as empty:
        try:
            pages = typst.compile(source.encode("utf-8"), root=empty, format="pdf", ignore_system_fonts=True)
        except RuntimeError as error:  # what typst raises is one
            raise ExactError(f"pdf: typst refused the page: {error}") from error
    if not isinstance(pages, bytes):
        raise ExactError("pdf: typst returned no page")
    return pages
