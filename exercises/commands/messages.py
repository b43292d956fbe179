"""Messages of the library in the words of the command line: its advice names options and subcommands, not calls."""
from __future__ import annotations

import re

MARK = "\ue000"  # stands before an argument that begins with "-" and is no option

WORDS = (
    (r"list it among the symbols", "list it with --symbols"),
    (r"\b(?:pass )?symbols=\[[^\]]*\]", "list it with --symbols"),
    (r"\b(pass )?decimals=True", r"\1--decimals"),
    (r"Use nullspace\(A\)\.?", "`eigenproof solve nullspace A` gives all such vectors."),
    (r"from_float\(numpy\.load\(path\)\) to take the exact binary values",
     "an integer array, or write the entries as fractions in text"),
    (r"\buse from_float\([^)]*\)", "write it as a fraction"),
    (r"\bgeneric_jordan_form\(A\)", "`eigenproof solve jordan A`"),
    (r"\b(rank|det|inverse)\(A\)", r"`eigenproof solve \1 A`"),
    (r"\b(jordan|real_jordan|frobenius|smith)_form\(A\)", r"`eigenproof solve \1 A`"),
    (r"real_jordan A`", "real-jordan A`"),
    (r"\bsolve_any: ", "solve: "),
    (r"\bmatrix_power: ", "power: "),
    (r"\bcondition_number: ", "cond: "),
    (r"\bpseudoinverse: ", "pinv: "),
    (r"\bsingular_(?:values|triples): ", "singular: "),
    (r"\bworst_case_rhs: ", "worst-case: "),
    (r"\bkrylov_(?:space|basis): ", "krylov: "),
    (r"\bkalman_decomposition: ", "kalman: "),
    (r"\btransfer_function: ", "transfer: "),
    (r"\bbest_approximation: ", "approximate: "),
    (r"\b(jordan|frobenius|smith)_form: ", r"\1: "),
    (r"use the coefficients in \.chains", "`eigenproof solve jordan A` gives the chains at such a root"),
    (MARK, ""),
)


def translated(message: str) -> str:
    """The message in one line, as a user of the command line needs it.

    >>> translated("write 3/2, or pass decimals=True to take decimals as exact")
    'write 3/2, or pass --decimals to take decimals as exact'
    """
    text = " ".join(message.split())
    for pattern, words in WORDS:
        text = re.sub(pattern, words, text)
    return text


def counted(number: int, noun: str) -> str:
    """The number with its noun.

    >>> counted(1, "column"), counted(2, "column")
    ('1 column', '2 columns')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
