"""Tokens -> syntax tree: the LALR grammar of everything people type, and sentences for what does not fit it.

The parser is table-driven and keeps its own stack, so no depth of input can exhaust Python's.

References: Aho, Lam, Sethi & Ullman 2006, "Compilers", section 4.7 (LALR parsing); the tables are lark's.
"""
from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from symbolic.text.lexing import Lexeme
from symbolic.text.syntax import (
    Grid,
    Name,
    Node,
    Number,
    Power,
    Product,
    Root,
    SquareRoot,
    Sum,
    fail,
    quote,
    ragged_rows,
)

if TYPE_CHECKING:
    from lark import Lark

GRAMMAR = r"""
grid: rows | block | blocks | _LSQB block _RSQB | _LSQB blocks _RSQB | tex | _LSQB tex _RSQB | _LPAR tex _RPAR
blocks: block ((_COMMA | _ROW) block)+
block: _LSQB rows _RSQB
rows: row (_ROW row)*
row: expr (_COMMA expr)* | expr (_BLANK expr)+
tex: _BEGIN tex_row (_ROW tex_row)* _END
tex_row: expr (_AMP expr)*

number: expr

?expr: product ((PLUS | MINUS) product)+       -> sum
     | product
?product: factor ((MUL | DIV) factor)+         -> product
     | factor
?factor: MINUS factor                          -> negative
     | PLUS factor                             -> positive
     | atom _POW exponent                      -> power
     | atom
?atom: NUMBER                                  -> numeral
     | NAME                                    -> name
     | _LPAR expr _RPAR
     | _LBRACE expr _RBRACE
     | SQRT _LPAR expr _RPAR                   -> square_root
     | TEXROOT _LBRACE expr _RBRACE            -> square_root
     | ROOT _LPAR expr _COMMA NUMBER _RPAR     -> root
     | FRAC _LBRACE expr _RBRACE _LBRACE expr _RBRACE  -> fraction
?exponent: integer | _LPAR integer _RPAR | _LBRACE integer _RBRACE
integer: (PLUS | MINUS)? NUMBER
"""
_KEPT = ("PLUS", "MINUS", "MUL", "DIV", "NUMBER", "NAME", "SQRT", "TEXROOT", "ROOT", "FRAC")
_DROPPED = ("LSQB", "RSQB", "LPAR", "RPAR", "LBRACE", "RBRACE", "COMMA", "ROW", "BLANK", "AMP", "BEGIN", "END", "POW")
_TERMINALS = {name: name for name in _KEPT} | {name: "_" + name for name in _DROPPED}


class _Builder:
    """The action of each grammar rule: children in, node out."""

    def grid(self, found: list[Any]) -> list[list[Node]]:
        return list(found[0])

    def blocks(self, found: list[list[list[Node]]]) -> list[list[Node]]:
        return [row for block in found for row in block]

    def rows(self, found: list[list[Node]]) -> list[list[Node]]:
        return found

    tex = rows

    def block(self, found: list[list[list[Node]]]) -> list[list[Node]]:
        return found[0]

    def row(self, found: list[Node]) -> list[Node]:
        return found

    tex_row = row

    def number(self, found: list[Node]) -> Node:
        return found[0]

    def sum(self, found: list[Any]) -> Node:
        return Sum("+" + "".join("+" if t.type == "PLUS" else "-" for t in found[1::2]), tuple(found[::2]), found[0].at)

    def product(self, found: list[Any]) -> Node:
        signs = "*" + "".join("*" if t.type == "MUL" else "/" for t in found[1::2])
        return Product(signs, tuple(found[::2]), found[0].at)

    def negative(self, found: list[Any]) -> Node:
        return Sum("-", (found[1],), found[0].start_pos)

    def positive(self, found: list[Any]) -> Node:
        node: Node = found[1]
        return node

    def power(self, found: list[Any]) -> Node:
        return Power(found[0], found[1], found[0].at)

    def integer(self, found: list[Any]) -> int:
        return -int(found[-1].value) if found[0].type == "MINUS" else int(found[-1].value)

    def numeral(self, found: list[Any]) -> Node:
        return Number(found[0].value, found[0].start_pos)

    def name(self, found: list[Any]) -> Node:
        return Name(found[0].value, found[0].start_pos)

    def square_root(self, found: list[Any]) -> Node:
        return SquareRoot(found[1], found[0].start_pos)

    def root(self, found: list[Any]) -> Node:
        return Root(found[1], int(found[2].value) if found[2].value.isdigit() else -1, found[0].start_pos)

    def fraction(self, found: list[Any]) -> Node:
        return Product("*/", (found[1], found[2]), found[0].start_pos)


@functools.cache
def _parser() -> Lark:
    """The LALR tables, built at the first text that needs them (about 30 ms with the import)."""
    from lark import Lark
    from lark.lexer import Lexer, Token

    class Given(Lexer):
        """Hands the scanner's tokens on."""

        def __init__(self, lexer_conf: Any) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Token]:  # noqa: ARG002
            for kind, piece, at in lexer_state:
                yield Token(_TERMINALS[kind], piece, start_pos=at)

    declared = "%declare " + " ".join(_TERMINALS.values())
    return Lark(GRAMMAR + declared, parser="lalr", lexer=Given, transformer=_Builder(),
                start=["grid", "number"], propagate_positions=False)


def parse_tokens(tokens: list[Lexeme], text: str, start: str) -> Any:
    """The syntax tree of the tokens of `text`, for start symbol "grid" (list of rows) or "number" (Node).

    Raises:
        ParseError: the tokens do not form a sentence of the grammar.
    """
    from lark.exceptions import UnexpectedToken

    try:
        return _parser().parse(tokens, start=start)
    except UnexpectedToken as error:
        place = next((k for k, t in enumerate(tokens) if t.at == error.token.start_pos and
                      _TERMINALS[t.type] == error.token.type), len(tokens))
        if error.token.type == "$END":
            place = len(tokens)
    _explain(tokens, place, text)
    return None


def grid(rows: list[list[Node]], text: str) -> Grid:
    """The rows as a matrix.

    Raises:
        ParseError: two rows have different numbers of entries.
    """
    for k, row in enumerate(rows):
        if len(row) != len(rows[0]):
            fail(text, row[0].at, ragged_rows(k, len(row), len(rows[0])))
    return Grid(tuple(tuple(row) for row in rows))


def _explain(tokens: list[Lexeme], k: int, text: str) -> None:
    """Raise ParseError with a sentence about the token `k`, which does not fit behind the one before it."""
    before = tokens[k - 1] if k else None
    if k == len(tokens):
        fail(text, len(text), f"the text ends where an entry should stand{_behind(before)}")
    found = tokens[k]
    operand = found.type in ("NUMBER", "NAME", "SQRT", "ROOT", "FRAC", "TEXROOT", "LPAR", "LBRACE")
    complete = before is not None and before.type in ("NUMBER", "NAME", "RPAR", "RBRACE")
    if found.type in ("BLANK", "COMMA") and complete:
        following = tokens[k + 1].text if k + 1 < len(tokens) else ""
        if any(t.type == "COMMA" for t in tokens) and any(t.type == "BLANK" for t in tokens):
            fail(text, found.at, "a row separates its entries by commas or by blanks, not both: put a comma or an "
                                 f"operator between {quote(before.text if before else '')} and {quote(following)}")
        fail(text, found.at, "a comma cannot stand inside an entry; write decimals with a point, "
                             "and root(p, k) with exactly two arguments")
    if operand and complete:
        fail(text, found.at, f"an operator is missing between {quote(before.text if before else '')} "
                             f"and {quote(found.text)}")
    if found.type in ("RSQB", "LSQB", "BEGIN", "END") and (complete or not before or before.type in ("RSQB", "END")):
        fail(text, found.at, f"{quote(found.text)} does not fit here: write [[1, 2], [3, 4]] or 1 2; 3 4")
    if before is not None and before.type == "POW":
        fail(text, found.at, "an exponent is an integer, as in 2^10 or x^(-1); write roots as sqrt(x) or root(p, k)")
    if found.type == "POW":
        fail(text, found.at, "a power of a power, or of a signed number, needs parentheses: (2^3)^2")
    fail(text, found.at, f"an entry is missing before {_shown(found)}{_behind(before)}")


def _shown(token: Lexeme) -> str:
    return "the end of the line" if token.text in ("\n", "") else quote(token.text)


def _behind(token: Lexeme | None) -> str:
    return f" (behind {_shown(token)})" if token is not None else ""
