r"""Text -> tokens: where blanks, line ends and juxtaposition get their meaning, and where limits are enforced.

The grammar (`symbolic.text.grammar`) knows no blanks; these are the rules by which they become separators.

* Between two entries of a row (outside parentheses) a blank separates. A sign with a blank before it and none after
  it begins a new entry, any other sign is an operation: `1 -2` has two entries, `1 - 2`, `1-2` and `1- 2` have one.
* A row uses commas or blanks, not both. A line end separates rows, except inside `[[...], [...]]` and in LaTeX.
* A number or a closing parenthesis directly followed by a name or an opening parenthesis is a product: `2i`,
  `2sqrt(3)`, `(1+i)(1-i)`. After `/` or `^` that would be ambiguous (`1/2i`) and is refused.
* In LaTeX only `&` and `\\` separate, and juxtaposition is a product (`symbolic.text.tex`).
"""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from symbolic.text import limits
from symbolic.text.syntax import fail, quote

_BLANKS = " \t\v\f\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"
_PIECES = re.compile(
    rf"""(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+(?!\w))?)
       | (?P<name>[^\W\d]\w*)
       | (?P<unit>\\mathrm\{{[ ]?[iI][ ]?\}})
       | (?P<command>\\(?:[A-Za-z]+|.))
       | (?P<blank>[{_BLANKS}]+)
       | (?P<newline>[\r\n][\r\n{_BLANKS}]*)
       | (?P<sign>[-+\u2212])
       | (?P<operator>\*\*|[*/^\u00d7\u00b7\u22c5])
       | (?P<separator>[,;&])
       | (?P<open>[(\[{{]) | (?P<close>[)\]}}])
       | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_NONBLANK = re.compile(rf"[^{_BLANKS}]")
_OPERATORS = {"*": "MUL", "×": "MUL", "·": "MUL", "⋅": "MUL", "/": "DIV", "^": "POW", "**": "POW"}
_SEPARATORS = {",": "COMMA", ";": "ROW", "&": "AMP"}
_PARTNERS = {"(": ")", "[": "]", "{": "}"}
_HINTS = {
    "j": "write i for the imaginary unit",
    "pi": "it is not an algebraic number, but it can be a parameter: list it among the symbols",
    "e": "it is not an algebraic number, but it can be a parameter: list it among the symbols",
    "nan": "an exact matrix has no NaN",
    "inf": "an exact matrix has no infinity",
    "None": "write 0 where you mean zero",
}
_FUNCTIONS = "the functions are sqrt(x) and root(p, k)"
RESERVED = frozenset({"i", "I", "sqrt", "root"})


class Lexeme(NamedTuple):
    """One token: the grammar's terminal, the text, and its offset."""

    type: str
    text: str
    at: int


@dataclass(slots=True)
class Open:
    """An open bracket: how it is written and closed, whether blanks separate in it, what it belongs to."""

    piece: str
    close: str
    at: int
    separates: bool = False
    tight: bool = False
    polynomial: bool = False
    groups: int = 0


class Scanner:
    """One pass over a text; `run` returns its tokens or raises ParseError."""

    def __init__(self, text: str, *, grid: bool, names: frozenset[str] = frozenset(), any_name: bool = False) -> None:
        self.text = text
        self.grid = grid
        self.names = names
        self.any_name = any_name
        self.latex = "\\" in text
        self.tokens: list[Lexeme] = []
        self.stack: list[Open] = []
        self.blank = self.newline = False  # seen since the last token
        self.behind = ""  # type of the last token that is not a sign
        self.tight = False  # the last operand stands behind / or ^
        self.signs = 0  # signs directly behind each other
        self.pending = 0  # brace groups that \frac or \sqrt still expects
        self.skip = 0  # offset up to which the text is already used

    def run(self) -> list[Lexeme]:
        """All tokens of the text."""
        handlers = {name: getattr(self, f"_{name}") for name in _PIECES.groupindex}
        for match in _PIECES.finditer(self.text):
            if match.start() >= self.skip:
                handlers[match.lastgroup or "other"](match.group(), match.start())
                if len(self.tokens) > limits.MAX_TOKENS:
                    self.fail(match.start(), f"more than {limits.MAX_TOKENS} numbers, operators and separators; "
                                             "build a matrix of this size from Python lists")
        if self.stack:
            bracket = self.stack[-1]
            self.fail(bracket.at, f"{quote(bracket.piece)} is never closed: add {quote(bracket.close)}")
        if self.pending:
            self.fail(len(self.text), r"\frac and \sqrt need their arguments in braces, as in \frac{1}{2}, \sqrt{2}")
        self._drop_row()
        return self.tokens

    def fail(self, at: int, message: str) -> None:
        """Raise ParseError at the offset `at`."""
        fail(self.text, at, message)

    @property
    def last(self) -> str:
        """Type of the last token, "" at the start."""
        return self.tokens[-1].type if self.tokens else ""

    def add(self, kind: str, piece: str, at: int, *, begins: bool = False) -> None:
        """Append a token, after the separator or product that its distance from the last one stands for."""
        if self.pending and kind != "LBRACE":
            self.fail(at, r"\frac and \sqrt need their arguments in braces, as in \frac{1}{2}, \sqrt{2}")
        if self.grid and not self.latex and (not self.stack or self.stack[-1].separates):
            self._separate(kind, at, begins=begins)
        operand = begins and kind not in ("PLUS", "MINUS")
        if operand and (self.latex or not self.blank):
            self._juxtapose(kind, at)
        if operand and self.behind not in ("SQRT", "ROOT"):
            self.tight = self.behind == "DIV" or (self.behind == "POW" and not self.latex)
        if kind not in ("PLUS", "MINUS"):
            self.behind = kind
        self.tokens.append(Lexeme(kind, piece, at))
        self.blank = self.newline = False

    def _separate(self, kind: str, at: int, *, begins: bool) -> None:
        """Append the separator that blanks or a line end before `kind` stand for, if any."""
        last = self.last
        if last == "RSQB" and kind == "LSQB":
            self.tokens.append(Lexeme("ROW", "", at))
            self.behind = "ROW"
        elif self.newline and len(self.stack) <= 1:
            if last in ("", "ROW", "LSQB") or kind in ("ROW", "RSQB") or (last == "COMMA" and kind == "LSQB"):
                return
            if last == "COMMA" and not self.stack:
                self.tokens.pop()  # a comma at the end of a line closes its entry
            if not (last == "RSQB" and kind == "COMMA"):
                self.tokens.append(Lexeme("ROW", "\n", at))
                self.behind = "ROW"
        elif self.blank and begins and last in ("NUMBER", "NAME", "RPAR") and (
                kind not in ("PLUS", "MINUS") or _NONBLANK.match(self.text, at + 1)):
            self.tokens.append(Lexeme("BLANK", " ", at))
            self.behind = "BLANK"

    def _juxtapose(self, kind: str, at: int) -> None:
        """Append the product sign that touching operands stand for."""
        last = self.last
        if kind == "NUMBER" or last not in ("NUMBER", "NAME", "RPAR", "RBRACE"):
            return
        if not self.latex and last == "NAME":
            if kind == "LPAR":
                self.fail(at, f"{self.tokens[-1].text} is not a function: {_FUNCTIONS}; a product needs *")
            return
        if self.tight:
            self.fail(at, f"is {quote(self.text[at : at + 12])} part of what stands behind / or ^ ? "
                          "Write * and parentheses: 1/(2*i) or (1/2)*i")
        self.tokens.append(Lexeme("MUL", "", at))
        self.behind = "MUL"

    def _drop_row(self) -> None:
        """Forget a row separator with nothing behind it."""
        if self.last == "ROW":
            self.tokens.pop()

    # ---- one method a kind of piece ------------------------------------------------------------------------------

    def _blank(self, _piece: str, _at: int) -> None:
        self.blank = True

    def _newline(self, _piece: str, _at: int) -> None:
        self.blank = self.newline = True

    def _number(self, piece: str, at: int) -> None:
        mantissa, _, exponent = piece.lower().partition("e")
        if len(mantissa) > limits.MAX_DIGITS:
            self.fail(at, f"a number of {len(mantissa)} digits: the limit is {limits.MAX_DIGITS}; "
                          "build larger ones in Python, as in matrix([[10**5000]])")
        behind = self._in_exponent()
        if behind and not piece.isdigit():
            self.fail(at, f"the exponent {quote(piece)} is not an integer; write roots as sqrt(x) or root(p, k)")
        if len(exponent) > 6 or (exponent and abs(int(exponent)) > limits.MAX_EXPONENT) or (
                behind and (len(piece) > 6 or int(piece) > limits.MAX_EXPONENT)):
            self.fail(at, f"the exponent {quote(exponent or piece)} is larger than the limit {limits.MAX_EXPONENT}")
        if behind and self.latex and len(piece) > 1 and self.last == "POW":
            self.fail(at, f"LaTeX reads only one digit here; write ^{{{piece[:12]}}}")
        self.add("NUMBER", piece, at, begins=True)

    def _in_exponent(self) -> bool:
        """Whether the next number stands behind ^, or first in parentheses there, signs apart."""
        types = [token.type for token in self.tokens[-4:] if token.type not in ("PLUS", "MINUS")]
        return self.behind == "POW" or (self.behind in ("LPAR", "LBRACE") and types[-2:-1] == ["POW"])

    def _name(self, piece: str, at: int) -> None:
        if piece in ("sqrt", "root"):
            following = _NONBLANK.search(self.text, at + len(piece))
            if not following or following.group() != "(":
                self.fail(at, f"{piece} needs parentheses: sqrt(2), root(x^3-x-1, 0)")
            self.add(piece.upper(), piece, at, begins=True)
        elif piece in ("i", "I"):
            self.add("NAME", "i", at, begins=True)
        elif self.any_name or piece in self.names or (self.stack and self.stack[-1].polynomial):
            self.add("NAME", piece, at, begins=True)
        else:
            self._unknown(piece, at)

    def _unknown(self, piece: str, at: int) -> None:
        if not piece.isascii():
            self._other(next(c for c in piece if not c.isascii()), at)
        if re.match(r"[ ]{0,9}\(", self.text[at + len(piece) : at + len(piece) + 10]):
            self.fail(at, f"{quote(piece)} is not a function here: {_FUNCTIONS}")
        hint = _HINTS.get(piece, f"list it among the symbols to use it as a parameter; {_FUNCTIONS}")
        if re.match(r"[\w./-]{0,200}\.(csv|txt|mtx|npy|dat)\s?$", self.text[at : at + 210]):
            hint = "to read a file pass a pathlib.Path, not its name"
        self.fail(at, f"{quote(piece)} is not a number: {hint}")

    def _unit(self, _piece: str, at: int) -> None:
        self.add("NAME", "i", at, begins=True)

    def _command(self, piece: str, at: int) -> None:
        from symbolic.text import tex  # the only user of LaTeX commands is text that has one

        tex.command(self, piece, at)

    def _sign(self, piece: str, at: int) -> None:
        self.signs = self.signs + 1 if self.last in ("PLUS", "MINUS") else 1
        if self.signs > limits.MAX_SIGNS:
            self.fail(at, f"more than {limits.MAX_SIGNS} signs in a row")
        self.add("PLUS" if piece == "+" else "MINUS", piece, at, begins=True)

    def _operator(self, piece: str, at: int) -> None:
        kind = _OPERATORS[piece]
        if kind == "POW" and self.last == "NUMBER" and len(self.tokens) > 1:
            before = next((t.type for t in self.tokens[-2::-1] if t.type not in ("PLUS", "MINUS")), "")
            if before == "POW":
                self.fail(at, "a power of a power needs parentheses: (2^3)^2")
        self.add(kind, piece, at)

    def _separator(self, piece: str, at: int) -> None:
        kind = _SEPARATORS[piece]
        if kind != "COMMA" and not (self.grid and (not self.stack or self.stack[-1].separates)):
            self.fail(at, f"{quote(piece)} separates parts of a matrix and cannot stand inside an entry")
        if kind == "AMP" and not self.stack:
            self.fail(at, r"& belongs inside \begin{pmatrix} ... \end{pmatrix}; separate entries by blanks or commas")
        self.add(kind, piece, at)

    def _open(self, piece: str, at: int) -> None:
        if len(self.stack) >= limits.MAX_NESTING:
            self.fail(at, f"more than {limits.MAX_NESTING} brackets open at the same time")
        inside = self.stack[-1] if self.stack else None
        if piece == "(":
            call = self.last in ("SQRT", "ROOT")
            polynomial = self.last == "ROOT" or (inside is not None and inside.polynomial)
            self.add("LPAR", piece, at, begins=not call)
            self.stack.append(Open(piece, ")", at, tight=self.tight, polynomial=polynomial))
        elif piece == "{" and (self.latex or self.last == "POW"):
            call, groups = self.pending > 0 or self.last == "POW", max(self.pending - 1, 0)
            tight = self.tight
            self.add("LBRACE", piece, at, begins=not call)
            self.pending = 0
            self.stack.append(Open(piece, "}", at, tight=tight if call else self.tight, groups=groups,
                                   polynomial=inside is not None and inside.polynomial))
        else:
            if not self.grid or (inside is not None and not inside.separates):
                self.fail(at, f"{quote(piece)} encloses rows of a matrix; use ( ) inside an entry")
            self.add("LSQB", piece, at)
            self.stack.append(Open(piece, _PARTNERS[piece], at, separates=True))

    def _close(self, piece: str, at: int) -> None:
        if not self.stack:
            self.fail(at, f"{quote(piece)} closes nothing: remove it or add the opening bracket")
        bracket = self.stack[-1]
        if bracket.close != piece:
            self.fail(at, f"{quote(piece)} stands where {quote(bracket.close)} should close {quote(bracket.piece)}")
        kind = "RPAR" if piece == ")" else "RSQB" if bracket.separates else "RBRACE"
        if kind == "RSQB":
            self._drop_row()
        self.add(kind, piece, at)
        self.stack.pop()
        self.tight, self.pending = bracket.tight, bracket.groups

    def _other(self, piece: str, at: int) -> None:
        if self.latex and piece in "$~":
            self.blank = True
            return
        if piece == "√":
            self.fail(at, "write sqrt(2) for a square root")
        name = "" if piece.isascii() else f" (U+{ord(piece):04X} {unicodedata.name(piece, 'unnamed')})"
        self.fail(at, f"the character {quote(piece)}{name} has no meaning in a number or a matrix")
