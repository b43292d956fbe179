"""Gradients of recurrent networks h_{t+1} = phi(W h_t + c_t) through t steps: W^t, and diag(phi') W .. diag(phi') W."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symbolic.errors import DomainError, InputError, ShapeError, UnableError
from symbolic.matrices.matrix import ExactMatrix, diagonal, from_entries, identity, require_square, zero
from symbolic.scalars.numbers import AlgebraicNumber, exact
from symbolic.sequence.delta import require_numbers
from symbolic.sequence.tokens import read_state, token_numbers, token_rows
from symbolic.structured.base import Scalar, read_scalar

MAX_STEPS = 10_000


@dataclass(frozen=True)
class RecurrentRun:
    """States h_0 .. h_T (columns), slopes phi' at each step (one row a step), and the `kinks` (step, unit) at 0 exactly.

    At a kink phi has no derivative; the slope recorded there is the one for a negative argument.
    """

    W: ExactMatrix
    states: tuple[ExactMatrix, ...]
    slopes: tuple[tuple[Scalar, ...], ...]
    kinks: tuple[tuple[int, int], ...]

    @property
    def steps(self) -> int:
        """T."""
        return len(self.slopes)


def rnn_run(W: ExactMatrix, h0: Any, t: int, *, inputs: Any = None, slope: Any = 1) -> RecurrentRun:
    """The states of h_(s+1) = phi(W h_s + c_s) for t steps, phi(x) = x for x > 0 and slope * x for x <= 0.

    Args:
        W: n x n. h0: n numbers. t: the number of steps. inputs: t x n, the c_s; None for zero.
        slope: 1 for a linear network, 0 for ReLU, between them for leaky ReLU. With slope 1 entries may be complex or parameters.

    Raises:
        NotSquareError, ShapeError: the sizes do not fit. DomainError: a sign is needed of what is not a real number.
        InputError: t is not a non-negative integer. UnableError: t > 10,000.

    >>> from symbolic import matrix
    >>> found = rnn_run(matrix("1 -2; 3 1"), [1, 1], 2, slope=0)
    >>> found.states[-1], found.slopes, found.kinks
    (0; 4, ((0, 1), (0, 1)), ())
    """
    n = require_square(W, "rnn_run")
    require_steps(t, "rnn_run")
    leak = read_scalar(slope)
    drive = read_state(inputs, t, n, "rnn_run").entries()
    h = from_entries([[x] for x in _vector(h0, n, "rnn_run: h0")], n, 1)
    states, slopes, kinks = [h], [], []
    for s in range(t):
        before = [x + c for (x,), c in zip((W * h).entries(), drive[s], strict=True)]
        if leak == 1:
            row: list[Scalar] = [exact(1)] * n
        else:
            require_numbers([*before, leak], "rnn_run")
            row = [exact(1) if x > 0 else leak for x in before]
            kinks += [(s, i) for i, x in enumerate(before) if not x]
        h = from_entries([[m * x] for m, x in zip(row, before, strict=True)], n, 1)
        states.append(h)
        slopes.append(tuple(row))
    return RecurrentRun(W, tuple(states), tuple(slopes), tuple(kinks))


def require_steps(t: object, what: str) -> int:
    """A number of steps.

    Raises:
        InputError: not a non-negative integer. UnableError: above the budget.
    """
    if type(t) is not int or t < 0:
        raise InputError(f"{what}: the number of steps must be a non-negative integer, not {t!r}")
    if t > MAX_STEPS:
        raise UnableError(f"{what}: {t} steps", f"{MAX_STEPS} steps")
    return t


def _vector(x: Any, n: int, what: str) -> tuple[Scalar, ...]:
    values = token_numbers(x, what)
    if len(values) != n:
        raise ShapeError(f"{what} has {len(values)} numbers, and the state has {n}")
    return values


@dataclass(frozen=True)
class RecurrentGradient:
    """The Jacobian dh_t/dh_0 and those of the earlier times: `prefixes[s]` = dh_s/dh_0 for s = 0 .. t."""

    prefixes: tuple[ExactMatrix, ...]
    factors: tuple[ExactMatrix, ...]

    @property
    def jacobian(self) -> ExactMatrix:
        """dh_t/dh_0."""
        return self.prefixes[-1]

    def norms(self, ord: Any = "fro") -> tuple[AlgebraicNumber, ...]:
        """The exact norms of dh_s/dh_0 for s = 0 .. t; `ord` as for `norm`."""
        from symbolic.singular.norms import norm
        return tuple(norm(J, ord) for J in self.prefixes)

    def bounds(self, ord: Any = "fro") -> tuple[AlgebraicNumber, ...]:
        """The products of the norms of the factors, which bound `norms` from s = 1 on: small factors make gradients vanish.

        References: [BSF94] Bengio, Simard & Frasconi 1994.
        """
        from symbolic.singular.norms import norm
        found: list[AlgebraicNumber] = [exact(1)]
        for F in self.factors:
            found.append(found[-1] * norm(F, ord))
        return tuple(found)


def rnn_gradient(W: ExactMatrix, masks: Sequence[Any] | RecurrentRun | None = None, t: int | None = None) -> RecurrentGradient:
    """dh_t/dh_0 = D_(t-1) W .. D_0 W with D_s = diag(phi'(W h_s + c_s)); W^t for a linear network.

    Args:
        W: n x n. masks: t rows of n slopes (0 and 1 for ReLU), a `RecurrentRun`, or None for a linear network.
        t: the number of steps; with masks it may be left out.

    Returns:
        RecurrentGradient: `.jacobian`, `.prefixes`, `.norms(ord)`, `.bounds(ord)`.

    Raises:
        NotSquareError, ShapeError: the sizes do not fit. InputError: t is missing or no count.
        DomainError: the run has a kink, so that no derivative exists; the message says where.
    References: [BSF94] Bengio, Simard & Frasconi 1994.

    >>> from symbolic import matrix
    >>> W = matrix("1 1; 0 1")
    >>> rnn_gradient(W, t=5).jacobian, rnn_gradient(W, t=3).norms("inf")
    (1 5; 0 1, (1, 2, 3, 4))
    >>> rnn_gradient(W, [[1, 0], [1, 1]]).jacobian
    1 1; 0 0
    """
    n = require_square(W, "rnn_gradient")
    slopes = _slopes(masks, t, n)
    factors = [W if row is None else diagonal(row) * W for row in slopes]
    prefixes = [identity(n)]
    for F in factors:
        prefixes.append(F * prefixes[-1])
    return RecurrentGradient(tuple(prefixes), tuple(factors))


def _slopes(masks: Any, t: Any, n: int) -> list[list[Any] | None]:
    if masks is None:
        if t is None:
            raise InputError("rnn_gradient: give t, the number of steps, or masks")
        return [None] * require_steps(t, "rnn_gradient")
    if isinstance(masks, RecurrentRun):
        if masks.kinks:
            s, i = masks.kinks[0]
            raise DomainError(f"rnn_gradient: at step {s + 1} the argument of unit {i + 1} is exactly 0, where the network has "
                              "no derivative; give masks to choose a one-sided one")
        masks = [list(row) for row in masks.slopes]
    rows = list(token_rows(masks, "rnn_gradient: masks", cols=n).entries())
    if t is not None and require_steps(t, "rnn_gradient") != len(rows):
        raise ShapeError(f"rnn_gradient: there are {len(rows)} rows of masks, not {t}")
    return rows  # type: ignore[return-value]


@dataclass(frozen=True)
class LossGradient:
    """Gradients of a loss of h_T: with respect to W, to h_0, and `states[s]` = dl/dh_s for s = 0 .. T (columns)."""

    W: ExactMatrix
    h0: ExactMatrix
    states: tuple[ExactMatrix, ...]


def rnn_loss_gradient(run: RecurrentRun, cotangent: Any = None, *, target: Any = None) -> LossGradient:
    """dl/dW = sum_s D_s g_(s+1) h_s^T with g_s = W^T D_s g_(s+1): backpropagation through time, exact.

    Args:
        run: from `rnn_run`. cotangent: the n numbers dl/dh_T (a linear loss l = g . h_T). target: the y of the loss
            1/2 |h_T - y|^2, whose cotangent is h_T - y. Give exactly one.

    Raises:
        InputError: not exactly one of cotangent and target. ShapeError: of the wrong length. DomainError: the run has a kink.
    References: [BSF94] Bengio, Simard & Frasconi 1994.

    >>> from symbolic import matrix
    >>> rnn_loss_gradient(rnn_run(matrix("2 0; 0 3"), [1, 1], 2), [1, 1]).W
    4 5; 5 6
    """
    if (cotangent is None) == (target is None):
        raise InputError("rnn_loss_gradient: give exactly one of cotangent and target")
    if not isinstance(run, RecurrentRun):
        raise InputError(f"rnn_loss_gradient: expected a run from rnn_run, not {run!r:.60}")
    n = run.W.rows
    factors = rnn_gradient(run.W, run).factors
    given = from_entries([[x] for x in _vector(target if cotangent is None else cotangent, n, "rnn_loss_gradient")], n, 1)
    g = given if target is None else run.states[-1] - given
    total, back = zero(n, n), [g]
    for s in range(run.steps - 1, -1, -1):
        total = total + diagonal(run.slopes[s]) * g * run.states[s].T
        g = factors[s].T * g
        back.append(g)
    return LossGradient(total, g, tuple(reversed(back)))
