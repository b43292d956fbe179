"""Numbers of feedback as people read them: where the exact text is a numbered root of a polynomial, about how large it is."""
from __future__ import annotations

import re
from typing import Any

from symbolic.errors import ExactError

ROOT = re.compile(r"root\(([^(),]{3,4000}), ([0-9]{1,3})\)")
ALONE = re.compile(rf"(?<= )(?<![-+*/] ){ROOT.pattern}(?![\w^*/+(-])(?! [-+*/])")
NUMERALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
MAX_DEGREE, MAX_POLYNOMIAL, DIGITS = len(NUMERALS), 60, 5
FIXED = {"min_fixed": -6, "max_fixed": 12, "strip_zeros": False}


def readable(feedback: str) -> str:
    """Return the text with its roots of polynomials enclosed: alone in place, inside of formulas by a letter.

    >>> readable("yours is root(x^3-x-1, 0), the value is 2")
    'yours is about 1.3247 (the real root of x^3-x-1), the value is 2'
    >>> readable("it maps (root(x^5-4*x+2, 1)+1, 0) to 0")
    'it maps (r+1, 0) to 0; r is about 0.50850 (the second real root of x^5-4*x+2)'
    """
    text = ALONE.sub(lambda m: described(m.group(1), int(m.group(2))), feedback)
    rest = list(dict.fromkeys(m.group() for m in ROOT.finditer(text)))
    said = []
    for k, root in enumerate(rest, 1):
        letter = "r" if len(rest) == 1 else f"r_{k}"
        found = ROOT.fullmatch(root)
        text = text.replace(root, letter)
        said += [f"{letter} is {described(found.group(1), int(found.group(2)))}"] if found else []
    return "; ".join([text, *said])


def described(polynomial: str, index: int) -> str:
    """Return about how large the root is, and which one.

    >>> described("x^4+x+1", 2)
    'about 0.72714-0.93410*i (root 3 of x^4+x+1)'
    """
    short = polynomial if len(polynomial) <= MAX_POLYNOMIAL else f"{polynomial[:MAX_POLYNOMIAL // 2]} .. {polynomial[-12:]}"
    degree = max((int(k) for k in re.findall(r"\^([0-9]{1,4})", polynomial)), default=1)
    if degree > MAX_DEGREE:
        return f"root {index + 1} of {short}"
    try:
        value, reals = _value(polynomial, index)
    except (ExactError, ArithmeticError):
        return f"root {index + 1} of {short}"
    if index >= reals:
        return f"about {value} (root {index + 1} of {short})"
    which = "the real root" if reals == 1 else f"the {NUMERALS[index]} real root"  # no more than the largest degree
    return f"about {value} ({which} of {short})"


def _value(polynomial: str, index: int) -> tuple[str, int]:
    """The root in a few correct digits, and how many roots are real."""
    from mpmath import nstr

    from symbolic.parsing import parse_number
    from symbolic.scalars.roots import root_set
    root: Any = parse_number(f"root({polynomial}, {index})")
    near = root.to_mpmath(DIGITS + 2)
    reals = root_set(root.field.polynomial).real_count if root.degree > 1 else 1
    if root.is_real:
        return nstr(near, DIGITS, **FIXED), reals
    real, imaginary = nstr(near.real, DIGITS, **FIXED), nstr(abs(near.imag), DIGITS, **FIXED)
    return f"{real}{'-' if near.imag < 0 else '+'}{imaginary}*i", reals
