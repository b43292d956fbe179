r"""What is pasted or typed on other keyboards, in the signs that the parser knows: typography, HTML, marks of LaTeX.

Only what has one meaning is rewritten. A mixed number (1 1/2), a percentage, a decimal comma stay as they are: the parser
refuses them, and a person looks.
"""
from __future__ import annotations

import html
import re

from symbolic.errors import InputError

DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63", "-")
BLANKS = dict.fromkeys(map(chr, (0xa0, 0x1680, *range(0x2000, 0x200b), 0x202f, 0x205f, 0x3000)), " ")
GONE = dict.fromkeys("\u200b\u200c\u200d\u2060\u2061\u2063\ufeff\u00ad", "")
WIDE = {chr(c): chr(c - 0xfee0) for c in range(0xff01, 0xff5f)}
FRAMES = dict.fromkeys("\u23a1\u23a2\u23a3\u23a4\u23a5\u23a6\u239b\u239c\u239d\u239e\u239f\u23a0", " ")
SIGNS = {"\u00f7": "/", "\u2044": "/", "\u2062": "*", "\u27e8": "<", "\u27e9": ">", "\u2329": "<", "\u232a": ">",
         "\u2264": "<=", "\u2265": ">=", "\u2a7d": "<=", "\u2a7e": ">=", "\u2266": "<=", "\u2267": ">=",
         "\u2039": "<", "\u203a": ">",
         "\u1d40": "^T", "\u22a4": "^T", "\U0001d456": "i", "\u2205": "empty", "\u2295": "+"}
GREEK = {"alpha": "\u03b1", "beta": "\u03b2", "gamma": "\u03b3", "delta": "\u03b4", "epsilon": "\u03b5", "eta": "\u03b7",
         "theta": "\u03b8", "kappa": "\u03ba", "lambda": "\u03bb", "mu": "\u03bc", "nu": "\u03bd", "xi": "\u03be",
         "rho": "\u03c1", "sigma": "\u03c3", "tau": "\u03c4", "phi": "\u03c6", "chi": "\u03c7", "psi": "\u03c8",
         "omega": "\u03c9", "Sigma": "\u03a3",
         "varepsilon": "\u03b5", "varphi": "\u03c6"}
TABLE = str.maketrans({**DASHES, **BLANKS, **GONE, **WIDE, **FRAMES, **SIGNS})
RANGE = re.compile("(?:^|[,;\n(])\\s*[0-9./]+\\s*[\u2010-\u2014]\\s*[0-9./]+\\s*(?:$|[,;\n)])")
HALVES = {"\u00bd": "1/2", "\u2153": "1/3", "\u2154": "2/3", "\u00bc": "1/4", "\u00be": "3/4", "\u2155": "1/5", "\u2156": "2/5",
          "\u2157": "3/5", "\u2158": "4/5", "\u2159": "1/6", "\u215a": "5/6", "\u215b": "1/8", "\u215c": "3/8", "\u215d": "5/8",
          "\u215e": "7/8", "\u2150": "1/7", "\u2151": "1/9", "\u2152": "1/10"}
HALF = re.compile(rf"(?<![0-9.,)\w^])([{''.join(HALVES)}])(?![0-9.,]*[{''.join(HALVES)}]|[0-9.^])")
BELOW = re.compile("[\u2080-\u2089]{1,3}")
LOWERED = str.maketrans({chr(0x2080 + k): str(k) for k in range(10)})
RAISED = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207f\u1d57", "0123456789+-nt")
POWER = re.compile("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u207a\u207b\u207f\u1d57]{1,12}")
TEX = (
    (r"\\[{]", "{"), (r"\\[}]", "}"), (r"\\(?:le|leq|leqslant)(?![a-z])", "<="),
    (r"\\(?:ge|geq|geqslant)(?![a-z])", ">="), (r"\\infty(?![a-z])", "inf"), (r"\\pm(?![a-z])", "\u00b1"),
    (r"\\(?:emptyset|varnothing)(?![a-z])", "empty"), (r"\\oplus(?![a-z])", "+"), (r"\\langle(?![a-z])", "<"),
    (r"\\rangle(?![a-z])", ">"), (r"\\(?:text|mathrm|operatorname|vec|mathbf)\s?\{([A-Za-z ]{1,40})\}", r"\1"),
    (r"\\vec\s([A-Za-z])", r"\1"), (r"\\in(?![a-z])", " in "),
    (r"\\sqrt\s?([0-9])(?![0-9.])", r"\\sqrt{\1}"), (r"\\[dt]?frac\s?([0-9])\s?([0-9])(?![0-9.])", r"\\frac{\1}{\2}"),
    (r"\^\{?\\(?:top|intercal)\}?|\^\{T\}", "^T"), *((rf"\\{name}(?![A-Za-z])", letter) for name, letter in GREEK.items()),
)
TEX_RULES = tuple((re.compile(pattern), by) for pattern, by in TEX)
TAG = re.compile(r"</?(?:p|div|br|span|b|i|em|strong|u|code|pre|sup|sub|table|tbody|tr|td|th|font)(?:\s[^<>]{0,200})?/?>",
                 re.IGNORECASE)
CLOSED = re.compile(r"</[a-z]{1,6}>|<br ?/?>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:[a-z]{2,8}|#[0-9]{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
INTRODUCED = re.compile(
    r"\s*(?:(?:my|the|final)\s+){0,2}(?:answer|solution|result)(?:\s+is(?!\s+not\b))?\s*(?::|=(?!=)|(?<=is))\s*", re.IGNORECASE)
ARRAY = re.compile(r"(?:(?:np|numpy|sp|sympy)\.)?(?:array|matrix|Matrix)\(\s*(\[.*\])\s*\)", re.DOTALL)
MEMBER = re.compile(r"\s*[^\W\d_]\w{0,9}\s*(?:\u2208|(?<=\s)in\s)\s*(?=[\[\](){}\u2205])")
QUOTES = (("`", "`"), ('"', '"'), ("\u201c", "\u201d"), ("\u201e", "\u201c"), ("\u00ab", "\u00bb"), ("'", "'"))
UNREADABLE = "the signs of HTML in it could not be read"


def plain(text: str) -> str:
    r"""Return the text with typographic signs, raised figures, HTML and delimiters of LaTeX as the parser knows them.

    >>> plain("x\u00b3 \u2013 \u221a3 \u2264 2\u207b\u00b9"), plain("$\\frac12$"), plain("<p>x<sup>2</sup></p>")
    ('x^3 - sqrt(3) <= 2^(-1)', ' \\frac{1}{2} ', 'x^2\n')
    """
    if len(text) > 20_000:
        return text
    if "<" in text or "&" in text:
        text = _without_tags(text)
    if not text.isascii():
        text = _signs(text)
    if "\\" in text:
        for pattern, by in TEX_RULES:
            text = pattern.sub(by, text)
    text = _undelimited(text)
    text = re.sub(r"(?<![A-Za-z\\])sqrt ?([0-9]{1,40})(?![0-9.])", r"sqrt(\1)", text)
    return _powers_of_one_half(text)


def _signs(text: str) -> str:
    if RANGE.search(text):
        return text  # two numbers with a long dash between them may be a range
    text = HALF.sub(lambda m: f"({HALVES[m.group(1)]})", text)
    text = POWER.sub(lambda m: _power(text, m), text)
    text = BELOW.sub(lambda m: "_" + m.group().translate(LOWERED), text)
    text = text.translate(TABLE)
    return re.sub("\u221a[ ]?(?=[({])", "sqrt", re.sub("\u221a[ ]?([0-9]{1,40}|[A-Za-z])(?![0-9]*\\.[0-9])", r"sqrt(\1)", text))


def _power(text: str, m: re.Match[str]) -> str:
    exponent = m.group().translate(RAISED)
    after = text[m.end():m.end() + 1]
    simple = (exponent.isdigit() or len(exponent) == 1) and not after.isdigit() and after != "."
    return (f"^{exponent}" if simple else f"^({exponent})") + ("*" if after == "(" else "")


def _powers_of_one_half(text: str) -> str:
    """Whole numbers with an exponent that is a multiple of one half, written with roots.

    >>> _powers_of_one_half("(1+5^(1/2))/2"), _powers_of_one_half("2^(-3/2)"), _powers_of_one_half("12^(1/2)^2")
    ('(1+sqrt(5))/2', 'sqrt(2)^(-3)', '12^(1/2)^2')
    """
    def root(m: re.Match[str]) -> str:
        return f"sqrt({m.group(1)})" + ("" if m.group(2) == "1" else f"^({m.group(2)})")
    return re.sub(r"(?<![\w.^)}\]])([0-9]{1,40})\^[({](-?[0-9]{1,2})/2[)}](?!\s*[\^!0-9A-Za-z])", root, text)


def _undelimited(text: str) -> str:
    """The text without an introduction, and without what stands around mathematics or code."""
    introduced = INTRODUCED.match(text)
    text = text[introduced.end():] if introduced else text
    text = re.sub(r"\\[()\[\]]", " ", text) if re.match(r"\s*\\[(\[]", text) else text
    if text.count("$") % 2 == 0:
        text = text.replace("$", " ")
    stripped = text.strip()
    for first, last in QUOTES:
        if len(stripped) > 2 and stripped[0] == first and stripped[-1] == last and first not in stripped[1:-1]:
            text = stripped = stripped[1:-1].strip()
    strong = re.fullmatch(r"(\*\*?|__?)([^*_]+)\1", stripped)
    text = strong.group(2) if strong else text
    array = ARRAY.fullmatch(text.strip().rstrip(";"))
    text = array.group(1) if array else text
    member = MEMBER.match(text)
    return text[member.end():] if member else text


def _without_tags(text: str) -> str:
    r"""The text of HTML; what is no HTML stays as it is.

    >>> _without_tags("0 <b <= 2"), _without_tags("<tr><td>1</td><td>2</td></tr><tr><td>3</td><td>&minus;4</td></tr>")
    ('0 <b <= 2', ' 1 2\n 3 \u22124\n')

    Raises:
        InputError: figures raised or lowered in a way that is not known.
    """
    if CLOSED.search(text):
        text = re.sub(r"<sup>\s*([0-9]{1,3}|[A-Za-z])\s*</sup>", r"^\1", text, flags=re.IGNORECASE)
        text = re.sub(r"<sup>\s*([^<>]{1,60})\s*</sup>", r"^(\1)", text, flags=re.IGNORECASE)
        text = re.sub(r"<sub>\s*(\w{1,8})\s*</sub>", r"_\1", text, flags=re.IGNORECASE)
        if re.search(r"<su[pb]\b|^\s*\^", text, re.IGNORECASE):
            raise InputError(UNREADABLE)
        text = re.sub(r"<(?:br ?/?|/tr|/p|/div)>", "\n", text, flags=re.IGNORECASE)
        text = TAG.sub(lambda m: " " if m.group().lower().startswith(("<td", "<th")) else "", text)
    return html.unescape(text) if ENTITY.search(text) else text
