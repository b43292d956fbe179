"""When a matrix has a square root or a logarithm, and when it has a real one: decided, with a witness."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symbolic.canonical.jordan import JordanChain, numeric_jordan_form
from symbolic.errors import DomainError, NoLogarithmError, NoSquareRootError, in_name_of
from symbolic.matrices.elimination import null_text, nullspace, rank
from symbolic.matrices.matrix import ExactMatrix, identity, require_numbers, require_square
from symbolic.scalars.numbers import AlgebraicNumber


@dataclass(frozen=True)
class Existence:
    """Whether something exists; when not, `witness` shows why. True and False in a condition."""

    exists: bool
    witness: Any = None

    def __bool__(self) -> bool:
        return self.exists


@dataclass(frozen=True)
class OddBlocks:
    """An odd number of Jordan blocks of one size at a negative eigenvalue."""

    eigenvalue: AlgebraicNumber
    size: int
    count: int


def ascent_sequence(A: ExactMatrix) -> tuple[int, ...]:
    """d_i = dim ker A^i - dim ker A^(i-1), i = 1, 2, .., down to the last that is not 0: the Weyr characteristic at 0.

    >>> from symbolic import matrix
    >>> ascent_sequence(matrix("0 1 0; 0 0 0; 0 0 0"))
    (2, 1)
    """
    n = require_square(A, "ascent_sequence")
    out: list[int] = []
    before, power = n, identity(n)
    while True:
        power = power * A
        now = rank(power)
        if now == before:
            return tuple(out)
        out.append(before - now)
        before = now


def nilpotent_blocks(A: ExactMatrix) -> tuple[int, ...]:
    """The sizes of the Jordan blocks at the eigenvalue 0, largest first (conjugate partition of the ascent sequence).

    >>> from symbolic import matrix
    >>> nilpotent_blocks(matrix("0 1 0; 0 0 0; 0 0 0"))
    (2, 1)
    """
    d = ascent_sequence(A)
    return tuple(sum(1 for x in d if x > i) for i in range(d[0])) if d else ()


def square_root_exists(A: ExactMatrix) -> Existence:
    """Whether X^2 = A has a complex solution: no odd integer occurs twice in the ascent sequence of A.

    The witness of absence is the tuple of sizes of the Jordan blocks at 0. Equivalently, these sizes, sorted and closed
    with a 0 if need be, fall into neighbouring pairs that differ by at most 1.

    References: [Hig08] theorem 1.22, from [CL74].

    >>> from symbolic import matrix
    >>> square_root_exists(matrix("0 1; 0 0"))
    Existence(exists=False, witness=(2,))
    """
    with in_name_of("square_root_exists"):
        odd = [x for x in ascent_sequence(A) if x % 2]
    if len(odd) == len(set(odd)):
        return Existence(exists=True)
    return Existence(exists=False, witness=nilpotent_blocks(A))


def check_square_root(A: ExactMatrix) -> None:
    """NoSquareRootError with the block sizes at 0 when A has no square root."""
    found = square_root_exists(A)
    if found:
        return
    d = ascent_sequence(A)
    twice = next(x for x in d if x % 2 and d.count(x) > 1)
    raise NoSquareRootError(f"square_root: A is {A.rows}x{A.cols} and has no square root: its Jordan blocks at 0 have the "
                            f"sizes {', '.join(map(str, found.witness))}, so the odd number {twice} occurs twice among "
                            "dim ker A^i - dim ker A^(i-1)", found.witness)


def logarithm_exists(A: ExactMatrix) -> Existence:
    """Whether e^X = A has a complex solution: A is nonsingular. The witness of absence is a null vector.

    References: [Hig08] theorem 1.27; [HJ91] section 6.4.

    >>> from symbolic import matrix
    >>> logarithm_exists(matrix("1 1; 1 1"))
    Existence(exists=False, witness=-1; 1)
    """
    n = require_square(A, "logarithm_exists")
    return Existence(exists=True) if rank(A) == n else Existence(exists=False, witness=nullspace(A).column(0))


def check_logarithm(A: ExactMatrix) -> None:
    """NoLogarithmError with a null vector when A is singular."""
    found = logarithm_exists(A)
    if not found:
        v = found.witness
        raise NoLogarithmError(f"logm: A is {A.rows}x{A.cols} and singular, so it is no e^X (which has the inverse e^-X): "
                               f"{null_text(v)}", v)


def real_square_root_exists(A: ExactMatrix) -> Existence:
    """Whether X^2 = A has a real solution, A real: it has a complex one, and negative eigenvalues have paired blocks.

    Paired: of each size an even number of Jordan blocks. The witness of absence is the tuple of block sizes at 0, or
    `OddBlocks(eigenvalue, size, count)`.

    References: [Hig08] theorem 1.23; [HJ91] theorem 6.4.14.

    >>> from symbolic import matrix
    >>> real_square_root_exists(matrix("-1 0; 0 -1")).exists, real_square_root_exists(matrix("-1 0; 0 -4")).witness
    (True, OddBlocks(eigenvalue=-4, size=1, count=1))
    """
    _require_real(A, "real_square_root_exists")
    found = square_root_exists(A)
    return _negative_blocks(A) if found else found


def real_logarithm_exists(A: ExactMatrix) -> Existence:
    """Whether e^X = A has a real solution, A real: A is nonsingular, and negative eigenvalues have paired blocks.

    Paired: of each size an even number of Jordan blocks. The witness of absence is a null vector, or
    `OddBlocks(eigenvalue, size, count)`.

    References: [Cul66] theorem 1; [HJ91] theorem 6.4.15.

    >>> from symbolic import matrix
    >>> real_logarithm_exists(matrix("-1 1; 0 -1")).witness
    OddBlocks(eigenvalue=-1, size=2, count=1)
    """
    _require_real(A, "real_logarithm_exists")
    found = logarithm_exists(A)
    return _negative_blocks(A) if found else found


def _require_real(A: ExactMatrix, what: str) -> None:
    require_square(A, what)
    require_numbers(A, what)
    from symbolic.functions.matrixfunction import real_entries
    if not real_entries(A):
        raise DomainError(f"{what}: A has entries that are not real, over {A.ring}; the question is about real matrices")


def _negative_blocks(A: ExactMatrix) -> Existence:
    """No witness, or the first negative eigenvalue with an odd number of blocks of one size."""
    counts: dict[tuple[str, str, int], list[JordanChain]] = {}
    for c in numeric_jordan_form(A).chains:
        counts.setdefault((str(c.polynomial), str(c.eigenvalue), c.size), []).append(c)
    for (_, _, size), chains in counts.items():
        if len(chains) % 2:
            for k in chains[0].roots:
                value = chains[0].eigenvalue_at(k)
                if value.is_real and value.sign() < 0:
                    return Existence(exists=False, witness=OddBlocks(value, size, len(chains)))
    return Existence(exists=True)
