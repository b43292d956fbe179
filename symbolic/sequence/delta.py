"""The delta rule S' = S + rate (v - S k) k^T: explicit, implicit and exact steps of the flow of 1/2 |S k - v|^2."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import acb

from symbolic.errors import DomainError, InputError, ShapeError, SingularMatrixError, in_name_of
from symbolic.matrices.matrix import ExactMatrix, from_entries, identity, require_matrix, zero
from symbolic.scalars.numbers import exact
from symbolic.scalars.parameters import RationalFunction, parameter
from symbolic.sequence.flowvalues import Exponents, enclose_flow
from symbolic.sequence.tokens import read_state, token_numbers, token_rows
from symbolic.structured.base import Scalar, parameter_names, read_scalar

RULES = ("explicit", "implicit", "exact-flow")


@dataclass(frozen=True)
class DeltaStep:
    """One step: `S` is the new state S_old erase + rate v k^T with erase = I - rate k k^T.

    For the exact flow `rate` and `S` contain a free symbol, and `exponents` says what it stands for: the pair (name, x) means
    e^x. An identity between such values holds whatever number stands for the symbol.
    """

    S: ExactMatrix
    rate: Scalar
    erase: ExactMatrix
    exponents: Exponents = ()

    def enclose(self, digits: int = 15) -> list[list[acb]]:
        """Rows of balls that contain the entries of S, each of relative radius below 10^-digits unless it is 0.

        Raises:
            DomainError: a parameter other than the symbol of the flow occurs.
        """
        return enclose_flow(self.S, self.exponents, digits)


def squared_length(k: Sequence[Any]) -> Any:
    """The sum k . k of squares, without conjugation."""
    return sum((x * x for x in k), start=exact(0))


def delta_rate(k: Any, beta: Any, rule: str = "explicit", symbol: str = "E") -> tuple[Scalar, Exponents]:
    """The rate r of the step S' = S + r (v - S k) k^T, and what its symbol stands for.

    With s = k . k: beta (explicit), beta/(1 + beta s) (implicit), (1 - E)/s with E = e^(-beta s) (exact flow; beta itself when
    s = 0, which is its limit).

    Args:
        k: d numbers. beta: a number. rule: one of the three. symbol: the name for e^(-beta s).

    Raises:
        SingularMatrixError: implicit with 1 + beta s = 0, so I + beta k k^T maps k to 0. InputError: an unknown rule.
        DomainError: the exact flow beside irrational numbers.

    >>> delta_rate([3, 4], 2, "implicit"), delta_rate([3, 4], 2, "exact-flow")
    ((2/51, ()), (1/25 - E/25, (('E', -50),)))
    """
    key, step = token_numbers(k, "delta_rate: k"), read_scalar(beta)
    if rule not in RULES:
        raise InputError(f"delta_rate: the rule must be one of {', '.join(RULES)}, not {rule!r}")
    s = squared_length(key)
    if rule == "explicit":
        return step, ()
    if rule == "implicit":
        below = 1 + step * s
        if not below:
            null = from_entries([[x] for x in key], len(key), 1)
            raise SingularMatrixError(f"delta_rate: 1 + beta k . k = 0 for beta = {step}, so the backward Euler equation "
                                      "S' (I + beta k k^T) = S + beta v k^T is singular", null)
        return step / below, ()
    if not s or not step:
        return step, ()
    require_free((symbol,), (*key, step), "delta_rate")
    return (1 - parameter(symbol)) / s, ((symbol, -step * s),)


def delta_step(S: ExactMatrix, k: Any, v: Any, beta: Any, rule: str = "explicit", symbol: str = "E") -> DeltaStep:
    """One step S' = S (I - r k k^T) + r v k^T of the delta rule: S' k moves from S k towards v.

    Args:
        S: d_v x d_k. k: d_k numbers. v: d_v numbers. beta: the step.
        rule: "explicit" (r = beta): one gradient step of 1/2 |S k - v|^2; "implicit" (r = beta/(1 + beta k.k)): the backward
            Euler step, S' (I + beta k k^T) = S + beta v k^T; "exact-flow" (r = (1 - E)/(k.k), E = e^(-beta k.k)): the solution
            at time beta of S(t)' = -(S k - v) k^T, over Q(E).
        symbol: the name of E.

    Returns:
        DeltaStep: `.S`, `.rate`, `.erase`, `.exponents`, `.enclose(digits)`.

    Raises:
        ShapeError: the sizes do not fit. InputError: an unknown rule. SingularMatrixError: implicit with 1 + beta k.k = 0.
    References: [SIS21] Schlag, Irie & Schmidhuber 2021 (explicit); [LWW24] Liu et al. 2024 (implicit).

    >>> from symbolic import matrix, rational
    >>> S = matrix("1 0; 0 1")
    >>> delta_step(S, [1, 1], [3, 5], rational(1, 2)).S
    2 1; 2 3
    >>> delta_step(S, [1, 1], [3, 5], 1, "implicit").S
    5/3 2/3; 4/3 7/3
    >>> found = delta_step(S, [1, 1], [3, 5], 1, "exact-flow")
    >>> found.S, found.exponents
    (2-E 1-E; 2-2*E 3-2*E, (('E', -2),))
    """
    require_matrix(S, "delta_step")
    key, value = token_numbers(k, "delta_step: k"), token_numbers(v, "delta_step: v")
    if S.shape != (len(value), len(key)):
        raise ShapeError(f"delta_step: S is {S.rows}x{S.cols}; with {len(value)} values and {len(key)} keys it must be "
                         f"{len(value)}x{len(key)}")
    with in_name_of("delta_step"):
        rate, exponents = delta_rate(key, beta, rule, symbol)
    require_free([name for name, _ in exponents], [*value, *(x for row in S.entries() for x in row)], "delta_step")
    column, row = from_entries([[x] for x in key], len(key), 1), from_entries([list(key)], 1, len(key))
    target = from_entries([[x] for x in value], len(value), 1)
    erase = identity(len(key)) - column * row * rate
    return DeltaStep(S + (target - S * column) * row * rate, rate, erase, exponents)


def delta_gradient(S: ExactMatrix, k: Any, v: Any) -> ExactMatrix:
    """(S k - v) k^T, the gradient of 1/2 |S k - v|^2 with respect to the real matrix S.

    Raises:
        ShapeError: the sizes do not fit.

    >>> from symbolic import matrix
    >>> delta_gradient(matrix("1 0; 0 1"), [1, 1], [3, 5])
    -2 -2; -4 -4
    """
    with in_name_of("delta_gradient"):
        return S - delta_step(S, k, v, 1).S


@dataclass(frozen=True)
class DeltaScan:
    """The states S_0, S_1, .. after each token; `outputs` S_t q_t, one row a token, when queries were given."""

    start: ExactMatrix
    states: tuple[ExactMatrix, ...]
    outputs: ExactMatrix | None
    exponents: Exponents = ()

    @property
    def state(self) -> ExactMatrix:
        """The state after the last token."""
        return self.states[-1] if self.states else self.start

    def enclose(self, digits: int = 15) -> list[list[acb]]:
        """Rows of balls that contain the last state: see `DeltaStep.enclose`."""
        return enclose_flow(self.state, self.exponents, digits)


@dataclass(frozen=True)
class DeltaOperands:
    """Keys, values, rates, gates and the initial state of a delta rule, read and checked."""

    K: ExactMatrix
    V: ExactMatrix
    rates: tuple[Scalar, ...]
    gates: tuple[Scalar, ...]
    S0: ExactMatrix
    exponents: Exponents


def read_delta(K: Any, V: Any, beta: Any, S0: Any, rule: str, gates: Any, what: str) -> DeltaOperands:
    """The operands of a delta rule over L tokens; the rates are those of the explicit rule that the rule amounts to.

    Raises:
        ShapeError: the sizes do not fit. InputError: an unknown rule.
    """
    keys = token_rows(K, f"{what}: K")
    values = token_rows(V, f"{what}: V", keys.rows)
    steps = token_numbers(beta, f"{what}: beta", keys.rows)
    kept = (exact(1),) * keys.rows if gates is None else token_numbers(gates, f"{what}: gates", keys.rows)
    if rule not in RULES:
        raise InputError(f"{what}: the rule must be one of {', '.join(RULES)}, not {rule!r}")
    pairs = [delta_rate(k, b, rule, f"E{t + 1}") for t, (k, b) in enumerate(zip(keys.entries(), steps, strict=True))]
    start, exponents = read_state(S0, values.cols, keys.cols, what), tuple(e for _, found in pairs for e in found)
    given = (x for M in (keys, values, start) for row in M.entries() for x in row)
    require_free([name for name, _ in exponents], (*given, *steps, *kept), what)
    return DeltaOperands(keys, values, tuple(r for r, _ in pairs), kept, start, exponents)


def delta_scan(K: Any, V: Any, beta: Any, S0: Any = None, rule: str = "explicit", *,
               Q: Any = None, gates: Any = None) -> DeltaScan:
    """The recurrence S_t = alpha_t S_(t-1) (I - r_t k_t k_t^T) + r_t v_t k_t^T, o_t = S_t q_t over L tokens.

    Args:
        K: L x d_k. V: L x d_v. beta: L numbers. S0: d_v x d_k; None for zero. rule: as for `delta_step`; the symbols of the
            exact flow are E1, E2, ... Q: L x d_k, the queries. gates: the L numbers alpha_t of the gated rule, 1 by default.

    Returns:
        DeltaScan: `.states`, `.state` (the last), `.outputs` L x d_v when Q is given, `.exponents`.

    Raises:
        ShapeError: the sizes do not fit. InputError: an unknown rule. SingularMatrixError: an implicit step does not exist.
    Cost: O(L d_k d_v) operations.
    References: [SIS21] Schlag, Irie & Schmidhuber 2021; [YKH25] Yang, Kautz & Hatamizadeh 2025 (gates).

    >>> found = delta_scan([[1, 0], [0, 1], [1, 0]], [[5], [7], [9]], [1, 1, 1], Q=[[1, 1], [1, 1], [1, 1]])
    >>> found.state, found.outputs
    (9 7, 5; 12; 16)
    """
    read = read_delta(K, V, beta, S0, rule, gates, "delta_scan")
    S, states = read.S0, []
    for k, v, rate, gate in zip(read.K.entries(), read.V.entries(), read.rates, read.gates, strict=True):
        row = from_entries([k], 1, len(k))
        kept = S * gate
        S = kept + (from_entries([[x] for x in v], len(v), 1) - kept * row.T) * row * rate
        states.append(S)
    outputs = None
    if Q is not None:
        queries = token_rows(Q, "delta_scan: Q", read.K.rows, read.K.cols).entries()
        shown = [(s * from_entries([[x] for x in q], len(q), 1)).T.entries()[0] for s, q in zip(states, queries, strict=True)]
        outputs = from_entries(shown, len(shown), read.V.cols) if shown else zero(0, read.V.cols)
    return DeltaScan(read.S0, tuple(states), outputs, read.exponents)


def require_free(symbols: Sequence[object], numbers: Sequence[Any], what: str) -> None:
    """InputError unless the symbols are names that none of the numbers contains: one letter must not mean two things."""
    used = parameter_names(numbers)
    for symbol in symbols:
        if not isinstance(symbol, str) or symbol in used:
            why = "is already a parameter of the input" if isinstance(symbol, str) else "is no name"
            raise InputError(f"{what}: the symbol {symbol!r} {why}; give another one")


def require_numbers(values: Sequence[Any], what: str) -> None:
    """DomainError unless all values are real numbers, free of parameters."""
    for x in values:
        if isinstance(x, RationalFunction):
            raise DomainError(f"{what}: {x} has parameters, and the question needs numbers; substitute values first")
        if not x.is_real:
            raise DomainError(f"{what}: {x} is not real, and the question is about real keys and steps")
