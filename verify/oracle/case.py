"""One question to the code under audit: its arguments, as text that can be read back, and the random source of a family."""
from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from symbolic.errors import InputError

UNITS = {2: 2.0**-11, 4: 2.0**-24, 8: 2.0**-53}  # bytes of a real part -> unit roundoff


@dataclass(frozen=True)
class Named:
    """A function that is an argument, by import path: `Named("numpy.exp")` prints as numpy.exp and is called as it.

    >>> Named("math.sqrt").load()(4)
    2.0
    """

    path: str

    def load(self) -> Any:
        """The function itself."""
        module, _, name = self.path.rpartition(".")
        return getattr(import_module(module), name)


@dataclass(frozen=True)
class Case:
    """The arguments of one call: numpy arrays, Python numbers, strings, `Named` functions, and tuples or lists of them.

    `family` is the generator that made it, which the report counts by; `tags` are what a problem wants to remember.
    """

    args: tuple[Any, ...]
    options: dict[str, Any] = field(default_factory=dict)
    family: str = ""

    @property
    def unit(self) -> float:
        """u, the unit roundoff of the coarsest inexact array among the arguments; 2^-53 when there is none."""
        return max((UNITS.get(itemsize(x), 2.0**-53) for x in self.arrays() if x.dtype.kind in "fc"), default=2.0**-53)

    def arrays(self) -> list[Any]:
        """Every array among the arguments, those inside tuples included."""
        return [x for x in leaves((*self.args, *self.options.values())) if hasattr(x, "dtype") and hasattr(x, "shape")]

    @property
    def size(self) -> int:
        """n: the longest side of an array, at least 1."""
        return max((s for x in self.arrays() for s in x.shape), default=1) or 1

    @property
    def text(self) -> str:
        """The arguments as a Python expression that `read_case` takes back exactly: array([[..]], dtype='float64'), ..."""
        parts = [show(x) for x in self.args] + [f"{name}={show(x)}" for name, x in self.options.items()]
        return ", ".join(parts)


def itemsize(x: Any) -> int:
    """Bytes of a real number of this array: 8 for float64 and for complex128."""
    return int(x.dtype.itemsize) // (2 if x.dtype.kind == "c" else 1)


def leaves(x: Any) -> Iterable[Any]:
    """The arguments with tuples and lists taken apart."""
    if isinstance(x, (tuple, list)):
        for part in x:
            yield from leaves(part)
    else:
        yield x


def show(x: Any, *, array: str = "array", named: Callable[[str], str] = str) -> str:
    """A Python expression for an argument: every float is written so that it reads back to the same double."""
    if isinstance(x, Named):
        return named(x.path)
    if isinstance(x, (tuple, list)):
        inside = ", ".join(show(part, array=array, named=named) for part in x)
        return (f"({inside},)" if len(x) == 1 else f"({inside})") if isinstance(x, tuple) else f"[{inside}]"
    if hasattr(x, "dtype") and hasattr(x, "tolist"):
        if not x.shape:
            return show(x.item())
        if not x.size:
            shape = f", shape={x.shape})" if array == "array" else f").reshape({x.shape})"
            return f"{array}({x.tolist()!r}, dtype='{x.dtype}'{shape}"
        return f"{array}({show(x.tolist())}, dtype='{x.dtype}')"
    if isinstance(x, complex):
        return f"complex({x.real!r}, {x.imag!r})"  # 1-0j would read back as another number: signs of zeros
    return repr(x)


def read_case(text: str) -> Case:
    """The case that `Case.text` wrote; nothing is evaluated but literals, array(..) and names of functions.

    Raises:
        InputError: the text is not of that form.
    >>> case = read_case("array([[1.0, 0.5]], dtype='float64'), 2, k=(1, -3)")
    >>> case.args[0].shape, case.args[1], case.options
    ((1, 2), 2, {'k': (1, -3)})
    >>> case.text
    "array([[1.0, 0.5]], dtype='float64'), 2, k=(1, -3)"
    """
    try:
        call = ast.parse(f"f({text})", mode="eval").body
        if not isinstance(call, ast.Call):
            raise InputError(f"read_case: {text[:60]!r} is not a list of arguments")
        return Case(tuple(_value(x) for x in call.args), {k.arg: _value(k.value) for k in call.keywords if k.arg})
    except (SyntaxError, ValueError, TypeError, LookupError) as error:
        raise InputError(f"read_case: {text[:60]!r} is not a list of arguments as `Case.text` writes them") from error


def _value(node: ast.expr) -> Any:
    import numpy as np
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "array":
        keywords = {k.arg: ast.literal_eval(k.value) for k in node.keywords if k.arg}
        found = np.array(_value(node.args[0]), dtype=keywords["dtype"])
        return found.reshape(keywords["shape"]) if "shape" in keywords else found
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "complex":
        return complex(*(_value(x) for x in node.args))
    if isinstance(node, ast.Attribute):
        return Named(ast.unparse(node))
    if isinstance(node, ast.Name) and node.id in {"inf", "nan"}:
        return float(node.id)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, (ast.Tuple, ast.List)):
        parts = [_value(x) for x in node.elts]
        return tuple(parts) if isinstance(node, ast.Tuple) else parts
    return ast.literal_eval(node)


@dataclass(frozen=True)
class Draw:
    """What a generator of cases is given: a seeded source, how many random cases are wanted, and the largest size."""

    rng: random.Random
    count: int
    largest: int
    deep: bool = False

    def integers(self, m: int, n: int, low: int = -5, high: int = 5) -> list[list[float]]:
        """An m x n table of small integers, as floats (so that they are exact)."""
        return [[float(self.rng.randint(low, high)) for _ in range(n)] for _ in range(m)]

    def reals(self, m: int, n: int) -> list[list[float]]:
        """An m x n table of normal deviates: dyadic numbers of 53 bits."""
        return [[self.rng.gauss(0, 1) for _ in range(n)] for _ in range(m)]

    def size(self, least: int = 1) -> int:
        """A size between `least` and the largest."""
        return self.rng.randint(least, max(least, self.largest))
