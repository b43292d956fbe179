"""The power method: its exact iterates, and its rate |lambda_2 / lambda_1| decided exactly."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flint import arb

from symbolic.errors import DomainError, InputError, UnableError, in_name_of
from symbolic.krylov.krylov import largest_blocks
from symbolic.krylov.moduli import group_by_modulus, modulus_ball, squared_modulus
from symbolic.krylov.operands import is_zero, read_start, read_steps
from symbolic.matrices.inner import dot, norm_squared
from symbolic.matrices.matrix import ExactMatrix, require_numbers, require_square
from symbolic.scalars.fields import MAX_DEGREE
from symbolic.scalars.numbers import AlgebraicNumber, exact, sqrt
from symbolic.scalars.roots import precision
from symbolic.structured.base import read_scalar

KINDS = ("geometric", "one over n", "none", "nilpotent")


@dataclass(frozen=True)
class PowerMethodRate:
    """How fast A^n v turns into the direction of a dominant eigenvector, for almost every v.

    `kind` is
    - "geometric": one dominant eigenvalue, semisimple; the error falls like rate^n, rate = |lambda_2 / lambda_1| < 1, times
      n^(second_block - 1) when the second eigenvalues are defective;
    - "one over n": the largest of the blocks at the dominant modulus has size at least 2 and belongs to one eigenvalue only;
      the error falls like 1/n, so the rate is 1;
    - "none": several eigenvalues share the dominant modulus and the largest block size there: no convergence;
    - "nilpotent": all eigenvalues are 0, A^n = 0 from some n on and there is no direction.
    `dominant` and `second` are all the eigenvalues of largest and of next modulus, `dominant_blocks` the sizes of the
    largest blocks of the dominant ones.
    """

    A: ExactMatrix
    kind: str
    dominant: tuple[AlgebraicNumber, ...]
    dominant_blocks: tuple[int, ...]
    second: tuple[AlgebraicNumber, ...]
    second_block: int

    @property
    def converges(self) -> bool:
        """Whether the directions of A^n v converge for almost every v."""
        return self.kind in KINDS[:2]

    @property
    def unique(self) -> bool:
        """Whether one eigenvalue alone has the largest modulus."""
        return len(self.dominant) == 1

    @property
    def spectral_radius_squared(self) -> AlgebraicNumber:
        """|lambda_1|^2."""
        return squared_modulus(self.dominant[0])

    @cached_property
    def rate_squared(self) -> AlgebraicNumber:
        """The square of the rate: |lambda_2|^2 / |lambda_1|^2, 0 without a second modulus, 1 unless geometric.

        Raises:
            UnableError: the quotient lies in no field of degree up to 64; use `less_than` and `enclose`.
            DomainError: A is nilpotent.
        """
        self._require_direction()
        if self.kind != "geometric":
            return exact(1)
        if not self.second:
            return exact(0)
        return squared_modulus(self.second[0]) / self.spectral_radius_squared

    @cached_property
    def rate(self) -> AlgebraicNumber:
        """The rate as an exact number; raises as `rate_squared` does, and UnableError when that has a degree above 64."""
        if self.kind == "geometric" and self.second and self.second[0].is_real and self.dominant[0].is_real:
            return abs(self.second[0] / self.dominant[0])
        square = self.rate_squared
        if (degree := int(square.minpoly().degree())) > MAX_DEGREE:
            raise UnableError(f"rate: its square has degree {degree}; `enclose(digits)` and `less_than(bound)` answer",
                              f"degree {MAX_DEGREE}")
        return sqrt(square)

    def less_than(self, bound: Any) -> bool:
        """Whether rate < bound for a rational bound (or its text), decided exactly without the field of the quotient."""
        return self._against(bound, "less_than") < 0

    def equals(self, bound: Any) -> bool:
        """Whether the rate is this rational number."""
        return self._against(bound, "equals") == 0

    def _against(self, value: Any, what: str) -> int:
        with in_name_of(what):
            q = exact(read_scalar(value))
        if not q.is_rational:
            raise InputError(f"{what}: the bound must be rational, not {q}; compare `rate` or `rate_squared` with it")
        self._require_direction()
        if q.sign() < 0:
            return 1
        if self.kind != "geometric" or not self.second or not self.second[0]:
            left = exact(int(self.kind != "geometric"))
            return (left - q).sign()
        for digits in (15, 75):             # balls first: the exact squares may lie in fields of high degree
            ball, bound = self.enclose(digits), q.enclose(digits).real
            if not ball.overlaps(bound):
                return -1 if ball < bound else 1
        left, right = squared_modulus(self.second[0]), q * q * self.spectral_radius_squared
        return 0 if left == right else (-1 if left < right else 1)

    def enclose(self, digits: int = 15) -> arb:
        """A ball around the rate, of relative radius below 10^-digits."""
        self._require_direction()
        if self.kind != "geometric" or not self.second or not self.second[0]:
            return arb(int(self.kind != "geometric"))
        bits = digits * 10 // 3 + 64
        while True:
            with precision(bits):
                ball = modulus_ball(self.second[0], bits) / modulus_ball(self.dominant[0], bits)
            if ball.rel_accuracy_bits() >= digits * 10 // 3 + 4:
                return ball
            bits *= 2

    def __str__(self) -> str:
        n = self.A.rows
        if self.kind == "nilpotent":
            return f"the {n}x{n} matrix is nilpotent: no rate"
        if self.kind == "none":
            return f"no convergence: {len(self.dominant)} eigenvalues share the largest modulus"
        if self.kind == "one over n":
            return f"error falls like 1/n: the dominant eigenvalue has a block of size {max(self.dominant_blocks)}"
        factor = f" n^{self.second_block - 1}" if self.second_block > 1 else ""
        return f"error falls like rate^n{factor} with rate = {self.enclose(10).str(10, radius=False)}"

    def _require_direction(self) -> None:
        if self.kind == "nilpotent":
            raise DomainError(f"rate: the {self.A.rows}x{self.A.cols} matrix is nilpotent, its powers become 0 and have no "
                              "direction, so the power method has no rate")


def power_method_rate(A: ExactMatrix) -> PowerMethodRate:
    """The rate |lambda_2| / |lambda_1| of the power method, and whether it converges at all, all decided exactly.

    The spectral radius alone says nothing about it. The start v must have a component along the dominant chains.

    Args:
        A: n x n over numbers, n >= 1.

    Raises:
        NotSquareError. InputError: A is 0 x 0. DomainError: there are parameters. UnableError: equal moduli of non-real
            eigenvalues of degree above 24 could not be decided.
    Cost: a Jordan form, then balls; exact squares of moduli only where balls overlap.
    References: [Saa11] section 4.1.

    >>> from symbolic import matrix
    >>> r = power_method_rate(matrix("2 1; 1 1"))
    >>> r.kind, r.rate
    ('geometric', (7-3*sqrt(5))/2)
    >>> power_method_rate(matrix("0 1; 1 0")).kind, power_method_rate(matrix("3 1; 0 3")).kind
    ('none', 'one over n')
    """
    if require_square(A, "power_method_rate") == 0:
        raise InputError("power_method_rate: the 0x0 matrix has no eigenvalues")
    require_numbers(A, "power_method_rate")
    sizes = dict(largest_blocks(A))
    groups = group_by_modulus(sizes, 2)
    top = groups[0].members
    second = groups[1].members if len(groups) > 1 else ()
    blocks = tuple(sizes[z] for z in top)
    leaders = blocks.count(max(blocks))
    if not top[0]:
        kind = "nilpotent"
    elif leaders > 1:
        kind = "none"
    else:
        kind = "geometric" if len(top) == 1 and blocks[0] == 1 else "one over n"
    return PowerMethodRate(A, kind, top, blocks, second, max((sizes[z] for z in second), default=0))


@dataclass(frozen=True)
class PowerIteration:
    """v, A v, .., A^k v unscaled, the Rayleigh quotients <v_j, A v_j> / <v_j, v_j>, and the step at which A^j v = 0."""

    A: ExactMatrix
    vectors: tuple[ExactMatrix, ...]
    rayleigh_quotients: tuple[AlgebraicNumber, ...]
    vanishes_at: int | None

    def normalized(self, j: int) -> ExactMatrix:
        """A^j v divided by its first entry of largest modulus; DomainError when A^j v = 0."""
        v = self.vectors[j]
        top = group_by_modulus([row[0] for row in v.entries()], 1)[0].members[0]
        if not top:
            raise DomainError(f"normalized: A^{j} v = 0 has no direction")
        return v / top


def power_iteration(A: ExactMatrix, v: Any, steps: int) -> PowerIteration:
    """A^j v for j = 0 .. steps, exactly, with the Rayleigh quotients; stops where A^j v = 0.

    Raises:
        NotSquareError, ShapeError. DomainError: v = 0, or there are parameters. InputError: steps < 0.
    Cost: `steps` products; the numbers grow by about log |lambda_1| bits a step.

    >>> from symbolic import matrix
    >>> run = power_iteration(matrix("2 1; 1 2"), [1, 0], 3)
    >>> run.vectors[-1].T, run.rayleigh_quotients[-1], run.normalized(3).T
    (14 13, 1094/365, 1 13/14)
    """
    x = read_start(A, v, "power_iteration")
    vectors, quotients = [x], []
    vanishes = None
    for j in range(read_steps(steps, 0, "power_iteration") + 1):
        image = A * vectors[-1]
        quotients.append(dot(vectors[-1], image) / norm_squared(vectors[-1]))
        if j == steps:
            break
        vectors.append(image)
        if is_zero(image):
            vanishes = j + 1
            break
    return PowerIteration(A, tuple(vectors), tuple(quotients), vanishes)
