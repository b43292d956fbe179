"""Square matrices that are hard for somebody: fixed ones first, then seeded families; every generator yields arrays."""
from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from verify.oracle.case import Draw

TABLE: dict[str, list[list[Any]]] = {
    "1x1": [[3.0]], "identity": [[1.0, 0.0], [0.0, 1.0]], "zero": [[0.0, 0.0], [0.0, 0.0]],
    "permutation": [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]],
    "nilpotent": [[0.0, 1.0], [0.0, 0.0]], "singular integer": [[1.0, 2.0, 1.0], [-2.0, -3.0, 1.0], [3.0, 5.0, 0.0]],
    "defective": [[2.0, 1.0], [0.0, 2.0]], "dense defective": [[3.0, 1.0, 0.0], [-1.0, 1.0, 0.0], [2.0, 3.0, 2.0]],
    "derogatory": [[2.0, 1.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0], [0.0, 0.0, 2.0, 1.0], [0.0, 0.0, 0.0, 2.0]],
    "rotation": [[0.0, -1.0], [1.0, 0.0]], "negative": [[-1.0, 0.0], [0.0, -4.0]],
    "nearly singular": [[1.0, 1.0], [1.0, 1.0 + 2.0**-40]],
    "graded": [[1.0, 1e-8, 1e-16], [1e-8, 1e-12, 0.0], [1e-16, 0.0, 1e-20]],
    "large": [[1e150, 2e150], [3e150, 4e150]], "small": [[1e-150, 2e-150], [3e-150, 4e-150]],
    "complex": [[1.0 + 2.0j, 0.5], [-1.0j, 2.0 - 1.0j]],
}


def named(*names: str, dtype: str = "") -> Iterator[tuple[str, Any]]:
    """(name, array) of fixed matrices; all of them without arguments.

    >>> next(named("1x1"))
    ('1x1', array([[3.]]))
    """
    import numpy as np
    for name in names or TABLE:
        yield name, np.array(TABLE[name], dtype=dtype or None)


def hilbert(n: int) -> Any:
    """1/(i+j-1), rounded: a matrix of doubles whose condition grows like e^(3.5 n)."""
    import numpy as np
    return np.array([[1.0 / (i + j + 1) for j in range(n)] for i in range(n)])


def growth(n: int) -> Any:
    """Wilkinson's matrix on which elimination with partial pivoting grows by 2^(n-1), though kappa is about n/2.

    >>> growth(3).tolist()
    [[1.0, 0.0, 1.0], [-1.0, 1.0, 1.0], [-1.0, -1.0, 1.0]]
    """
    import numpy as np
    return np.array([[1.0 if i == j or j == n - 1 else -1.0 if j < i else 0.0 for j in range(n)] for i in range(n)])


def random_square(draw: Draw, *, least: int = 2) -> Iterator[tuple[str, Any]]:
    """Integers, normal deviates, hidden Jordan forms, columns of very different sizes, complex ones, float32."""
    import numpy as np
    for _ in range(draw.count):
        n = draw.size(least)
        yield "random integers", np.array(draw.integers(n, n))
        yield "random reals", np.array(draw.reals(n, n))
        yield "hidden Jordan form", hidden_jordan(draw, n)
        scales = np.array([10.0 ** draw.rng.randint(-6, 6) for _ in range(n)])
        yield "graded columns", np.array(draw.reals(n, n)) * scales
        yield "random complex", np.array(draw.reals(n, n)) + 1j * np.array(draw.reals(n, n))
        yield "float32", np.array(draw.reals(n, n), dtype=np.float32)


def larger(*orders: int) -> Iterator[tuple[str, Any]]:
    """Well-conditioned integer matrices of orders where blocked code and loops that stop early show: 9 and 16, unless told.

    The eigenvalues are 1, 2 and 3, and none is defective; the matrix is not symmetric.

    >>> [(name, A.shape, round(float(np.linalg.det(A)))) for name, A in larger(9)] if (np := __import__("numpy")) else []
    [('order 9', (9, 9), 216)]
    """
    import numpy as np
    for n in orders or (9, 16):
        rng = random.Random(n)  # noqa: S311 - the same ones every time
        A = np.diag([1.0 + k % 3 for k in range(n)])
        for _ in range(n // 2):
            i, j = rng.sample(range(n), 2)
            k = rng.choice([-1, 1])
            A[i] += k * A[j]
            A[:, j] -= k * A[:, i]
        yield f"order {n}", A


def hidden_jordan(draw: Draw, n: int, low: int = -3, high: int = 3) -> Any:
    """P J P^-1 with integer eigenvalues and a unimodular P: integers, often defective or with equal blocks."""
    import numpy as np
    rng = draw.rng
    J = [[0] * n for _ in range(n)]
    value = rng.randint(low, high)
    for i in range(n):
        J[i][i] = value
        if i + 1 < n:
            if rng.random() < 0.6:
                J[i][i + 1] = 1
            else:
                value = rng.choice([value, rng.randint(low, high)])
    for _ in range(n if n > 1 else 0):
        i, j = rng.sample(range(n), 2)
        k = rng.choice([-1, 1])
        J[i] = [x + k * y for x, y in zip(J[i], J[j], strict=True)]       # row i += k row j,
        for row in J:
            row[j] -= k * row[i]                                          # column j -= k column i
    return np.array(J, dtype=float)
