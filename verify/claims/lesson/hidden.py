"""Jordan matrices behind a change of basis: the structure is drawn first, so that it is known without being computed."""
from __future__ import annotations

from random import Random

from symbolic import ExactMatrix, block_diagonal, matrix

Block = tuple[int, int]  # the eigenvalue and the size


def jordan_block(x: int, k: int) -> ExactMatrix:
    """J_k(x).

    >>> jordan_block(2, 2)
    2 1; 0 2
    """
    return matrix([[x if i == j else int(j == i + 1) for j in range(k)] for i in range(k)])


def hidden(blocks: list[Block], random: Random) -> ExactMatrix:
    """P J P^-1 with P a product of integer shears, J the direct sum of the blocks.

    >>> hidden([(3, 1), (3, 1)], Random(0))
    3 0; 0 3
    """
    A = block_diagonal([jordan_block(x, k) for x, k in blocks])
    n = A.rows
    for _ in range(n if n > 1 else 0):
        i, j = random.sample(range(n), 2)
        shear = [[int(r == c) + int((r, c) == (i, j)) for c in range(n)] for r in range(n)]
        back = [[int(r == c) - int((r, c) == (i, j)) for c in range(n)] for r in range(n)]
        A = matrix(shear) * A * matrix(back)
    return A


def drawn(count: int, seed: int, largest: int = 3) -> list[tuple[ExactMatrix, list[Block]]]:
    """Matrices of 1 to 3 blocks of sizes up to `largest` with eigenvalues -1, 0, 1, 2, and the blocks.

    >>> A, blocks = drawn(1, 5)[0]
    >>> A.rows == sum(size for _, size in blocks)
    True
    """
    random, found = Random(seed), []
    for _ in range(count):
        blocks = [(random.choice((-1, 0, 1, 2)), random.randint(1, largest)) for _ in range(random.randint(1, 3))]
        found.append((hidden(blocks, random), blocks))
    return found
