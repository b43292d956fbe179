"""SymPy's CRootOf and our numbered roots: which is which, decided by balls."""
from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flint import acb, arb, fmpq, fmpz_poly

from symbolic.errors import UnableError
from symbolic.scalars.roots import precision, root_set

if TYPE_CHECKING:
    import sympy


@lru_cache(maxsize=512)
def crootof(coefficients: tuple[int, ...], index: int) -> sympy.Expr:
    """SymPy's CRootOf for our root number `index`: its own index is found by the balls, not assumed."""
    import sympy as sp
    polynomial = sp.Poly(list(reversed(coefficients)), sp.Symbol("x"))
    roots = root_set(fmpz_poly(list(coefficients)))
    if index < roots.real_count:
        return sp.CRootOf(polynomial, index, radicals=False)
    for k in (index, *range(roots.real_count, len(roots))):
        candidate = sp.CRootOf(polynomial, k, radicals=False)
        # SymPy may rescale the polynomial: c * CRootOf(..) with c > 0 keeps the order of the roots
        factor, base = candidate.as_coeff_Mul()
        if factor > 0 and isinstance(base, sp.CRootOf) and root_index(base)[1] == index:
            return candidate
    raise UnableError(f"SymPy's index for root {index} of {fmpz_poly(list(coefficients))} was not found")


def root_index(expression: Any) -> tuple[list[int], int]:
    """The integer polynomial (constant term first) of a SymPy CRootOf, and which of its roots it is in our order.

    SymPy counts real roots as we do and complex ones differently: those are found by narrowing its rectangle until it
    meets one of our balls only.

    Raises:
        UnableError: two roots are closer than 2^-512.

    >>> import sympy
    >>> x = sympy.Symbol("x")
    >>> root_index(sympy.CRootOf(x**4 + 3*x**2 + 1, 1))
    ([1, 0, 3, 0, 1], 2)
    """
    import sympy

    coefficients = [int(c) for c in reversed(expression.poly.clear_denoms(convert=True)[1].all_coeffs())]
    roots = root_set(fmpz_poly(coefficients))
    if expression.index < roots.real_count:
        return coefficients, int(expression.index)
    for bits in (8, 16, 32, 64, 128, 256, 512):  # coarse first: SymPy bisects slowly
        step = sympy.Rational(1, 2**bits)
        re, im = (fmpq(int(part.p), int(part.q)) for part in expression.eval_rational(dx=step, dy=step).as_real_imag())
        roots.ball(0, bits + 32)
        with precision(bits + 32):
            found = roots.locate(acb(arb(re, arb(2) ** -bits), arb(im, arb(2) ** -bits)))
        if len(found) == 1:
            return coefficients, found[0]
    raise UnableError(f"{expression} could not be told apart from its conjugates", "512 bits")
