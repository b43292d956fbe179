"""The bounds on everything read from outside: text, files, and what the arithmetic in a text may grow to.

Each bound turns a hostile input into one clear sentence at once, long before memory or time runs out. They are
constants of the format: what this package prints for matrices of ordinary size stays inside them.
"""
from __future__ import annotations

MAX_LENGTH = 4_000_000
"""Characters in one text (a 200 x 200 matrix of 90-digit integers fits)."""

MAX_FILE_BYTES = 16_000_000
"""Bytes read from one file or stream."""

MAX_DIGITS = 4_000
"""Digits in one number; below the 4300 at which Python itself refuses to convert."""

MAX_NESTING = 64
"""Brackets open at the same time, of all kinds together."""

MAX_TOKENS = 100_000
"""Numbers, names, operators and separators in one text that is more than plain numbers (a 100 x 100 matrix of
entries such as `1+2*i` fits); it bounds the nodes of the syntax tree."""

MAX_SIGNS = 8
"""Signs in a row, as in `--1`."""

MAX_EXPONENT = 10_000
"""Absolute value of an exponent, and of the power of ten in a decimal such as 1e-3."""

MAX_ROOT_DEGREE = 128
"""Degree of the polynomial p in root(p, k)."""

MAX_ROOT_BITS = 150_000
"""Degree times bits of the largest coefficient of the polynomial p in root(p, k)."""

MAX_JOINED_DEGREE = 128
"""Product of the degrees of two number fields that one operation may join."""

MAX_POLYNOMIAL_DEGREE = 1_000
"""Degree of a polynomial read on its own."""

MAX_VALUE_BITS = 60_000
"""Bits of numerator and denominator of any intermediate value (18,000 digits)."""

MAX_WORK_BITS = 200_000_000
"""Bits written by all operations of one text together."""

MAX_TERMS = 5_000
"""Terms of a numerator or denominator with parameters."""

MAX_CELLS = 250_000
"""Entries of one matrix (500 x 500)."""

MAX_MATRIX_BITS = 2_000_000_000
"""Entries times bits of their common denominator, the memory of a rational matrix."""

MAX_DENOMINATOR_BITS = 1_000_000
"""Bits of the common denominator of a rational matrix."""
