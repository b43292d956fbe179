"""What low rank updates cost: formulas against counting runs, and the text's claim about them refuted."""
from __future__ import annotations

import pytest

from symbolic import (
    InputError,
    counted_woodbury,
    identity,
    one_semiseparable,
    quasiseparable,
    semiseparable,
    structured_diagonal,
    toeplitz,
    woodbury_cost,
)
from symbolic.structured.costs import KINDS
from symbolic.structured.counting import PRIME, SOLVERS, Counted, Operations, Tally


@pytest.mark.parametrize("kind", KINDS)
def test_formulas_equal_a_counting_run(kind):
    compared = 0
    for n in (1, 2, 3, 6, 11):
        for k in (1, 2, 4):
            for width in (1, 3):
                assert woodbury_cost(kind, n, k, width=width) == counted_woodbury(kind, n, k, width=width), (n, k, width)
                compared += 1
    assert compared == 30


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_counted_really_solves(kind):
    """Linear in b, and S applied to the solution gives b: S is rebuilt from the numbers that the tally handed out."""
    n, width = 5, 2
    tally = Tally()
    handed = []
    number = tally.number
    tally.number = lambda: handed.append(number()) or handed[-1]
    run = SOLVERS[kind](tally, n, width)
    v = [x.value for x in handed]
    S = {
        "diagonal": lambda i, j: v[i] if i == j else 0,
        "one_semiseparable": lambda i, j: _product(v[j + 1:i + 1]) if i >= j else 0,
        "semiseparable": lambda i, j: sum(v[2 * i + r] * v[2 * n + 2 * j + r] for r in range(2)) if i >= j else 0,
        "toeplitz": lambda i, j: v[n - 1 + i - j],
        "dense": lambda i, j: v[n * i + j],
    }[kind]
    b = [Counted(7 * i + 3, tally) for i in range(n)]
    x = run(b)
    assert all(sum(S(i, j) * x[j].value for j in range(n)) % PRIME == b[i].value for i in range(n))


def _product(values):
    out = 1
    for value in values:
        out *= value
    return out


def test_the_claim_about_cost_is_refuted():
    """Diagonal S, n = 1000, k = 5: V^T S^-1 U takes 25,000 multiplications, the 5 x 5 inverse 125."""
    cost = woodbury_cost("diagonal", 1000, 5)
    assert cost == counted_woodbury("diagonal", 1000, 5)
    assert cost.dominant.name == "V^T (S^-1 U)"
    assert cost.dominant.operations.multiplications == 25_000
    assert cost["C^-1"].multiplicative == 125
    assert 200 * cost["C^-1"].multiplicative == cost.dominant.operations.multiplicative
    for kind in KINDS:
        for n in (5, 20, 100):
            for k in (1, 2, 5):
                assert not woodbury_cost(kind, n, k).inverse_dominates
                assert not woodbury_cost(kind, n, k, explicit=True).inverse_dominates
    assert woodbury_cost("diagonal", 1000, 5, explicit=True).dominant.operations.multiplications == 5_000_000
    assert woodbury_cost("diagonal", 1, 5).inverse_dominates  # the claim holds where the update is larger than the matrix
    assert woodbury_cost("toeplitz", 1000, 5).dominant.name == "S^-1 U"


def test_costs_of_values():
    assert woodbury_cost(structured_diagonal([1, 2, 3]), 3, 2) == woodbury_cost("diagonal", 3, 2)
    assert woodbury_cost(one_semiseparable([1, 2, 3]), 3, 2) == woodbury_cost("one_semiseparable", 3, 2)
    lower = semiseparable([[1, 2]] * 3, [[1, 1]] * 3)
    assert woodbury_cost(lower, 3, 2) == woodbury_cost("semiseparable", 3, 2, width=2)
    assert woodbury_cost(toeplitz([1, 2, 3]), 3, 2) == woodbury_cost("toeplitz", 3, 2)
    assert woodbury_cost(identity(3), 3, 2) == woodbury_cost("dense", 3, 2)
    costs = []
    for n in (20, 40, 80):
        Q = quasiseparable([2] * n, [3] * n, [5] * n, [7] * n, [2] * n, [3] * n, [11] * n)
        costs.append(woodbury_cost(Q, n, 1)["S^-1 U"].total)
        assert woodbury_cost(semiseparable([2] * n, [1] * n, [3] * n, [5] * n), n, 1).kind == "quasiseparable"
    assert costs[2] - costs[1] == 2 * (costs[1] - costs[0])  # linear in n
    text = str(woodbury_cost("diagonal", 1000, 5))
    assert "25,000" in text
    assert text.splitlines()[-1].startswith("total")


def test_costs_refuse():
    with pytest.raises(InputError, match="no count"):
        woodbury_cost("banded", 5, 2)
    with pytest.raises(InputError, match="must agree"):
        woodbury_cost(structured_diagonal([1, 2]), 3, 1)
    for n, k in ((0, 1), (3, 0), (3, True)):
        with pytest.raises(InputError, match="positive"):
            woodbury_cost("diagonal", n, k)
    with pytest.raises(InputError, match="no step"):
        woodbury_cost("diagonal", 3, 1)["C"]
    with pytest.raises(InputError, match="kind"):
        counted_woodbury("banded", 3, 1)
    assert (Operations(3, 2, 1) - Operations(1, 1, 1)).total == 3
