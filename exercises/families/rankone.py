"""Changes of rank one where nothing need be invertible: determinants, eigenvalues."""
from __future__ import annotations

from exercises.derivation import Derivation, Step, define, rel, step
from exercises.deriving.frame import tree_of
from exercises.deriving.literals import minus
from exercises.deriving.sentences import UNIQUE
from exercises.families.lowrank import dot
from exercises.families.semiseparable import distinct
from exercises.family import Draw, Part, family, mistake, part
from exercises.family.draws import Rows
from exercises.phrases import claim, guide, hole, need
from exercises.terms import E, column, det, eye, mat, name, num, var, zero
from symbolic import det as determinant
from symbolic import matrix

A, K, S, u, v, x = *(name(k) for k in "AKSuv"), var("x")
UPDATED = S + u * v.T


def cofactors(rows: Rows) -> tuple[E, Rows]:
    """Return the adjugate of a matrix of size two or three, written as products and as numbers."""
    if len(rows) == 2:
        (a, b), (c, d) = rows
        found = [[d, -b], [-c, a]]
        return mat(found), found
    shown: list[list[E]] = []
    found = []
    for i in range(3):
        minors = [[rows[p][q] for q in range(3) if q != i] for p in range(3)]
        line, numbers = [], []
        for j in range(3):
            (a, b), (c, d) = [row for p, row in enumerate(minors) if p != j]
            value = a * d - b * c if (i + j) % 2 == 0 else b * c - a * d
            first, second = ((a, d), (b, c)) if (i + j) % 2 == 0 else ((b, c), (a, d))
            line.append(num(first[0]) * num(first[1]) - num(second[0]) * num(second[1]))
            numbers.append(value)
        shown.append(line)
        found.append(numbers)
    return mat(shown), found


@family("determinant-lemma", "lowrank", "The determinant after a rank-one change", claim="SMW-4")
def determinant_lemma(draw: Draw) -> Part:
    """det(S + u v^T) = det S + v^T adj(S) u, also for singular S."""
    n, reach = ((2, 4), (2, 7), (3, 3))[draw.difficulty - 1]
    rows = draw.rows("S", n, n, -reach, reach)
    if draw.choice("singular", (True, False)):
        factor = draw.choice("factor", (-2, -1, 2, 3))
        rows[n - 1] = [factor * e + (f if n > 2 else 0) for e, f in zip(rows[0], rows[1], strict=True)]
    left, right = ([draw.integer(k, -reach, reach) for _ in range(n)] for k in "uv")
    draw.require(all(any(k) for k in (*rows, left, right)) and left.count(0) + right.count(0) < 2)
    draw.require(all(abs(e) < 10 for row in rows for e in row) and sum(e == 0 for row in rows for e in row) < n)
    shown, adjugate = cofactors(rows)
    whole = int(determinant(matrix(rows)).numerator)
    more = dot(right, [dot(row, left) for row in adjugate])
    turned = dot(left, [dot(row, right) for row in adjugate])
    draw.require(more != 0)
    slips = [("determinants added", whole, "The determinant of a sum is not the sum of the determinants."),
             ("columns exchanged", whole + turned, "The row stands before the adjugate, the column behind it."),
             ("adjugate for inverse", whole * (1 + more), "The adjugate already has the determinant in it as a factor."),
             ("wrong sign", whole - more, "The second term is added.")]
    t = var("t")
    moving = S + t * u * v.T
    steps = (
        step(claim("Let a factor {t} grow from zero to one before the change: the determinant starts from {d} and gains {p} "
                   "times {t}. Here {K} is the adjugate of {S}, the transposed matrix of the cofactors. Nothing is divided, so "
                   "{S} may be singular.", need("=", det(moving), det(S) + t * hole("p")), K=K, S=S, t=t, d=det(S)),
             define("K", shown, *(("=", mat(adjugate)) if n > 2 else ())),
             rel(S * K, "=", num(whole) * eye(n) if whole else zero(n, n)),
             rel(det(moving), "=", det(S) + t * (v.T * K * u))),
        step(claim("Put in one for {t}: the two terms are {d} and {p}.", need("=", det(S), hole("d")),
                   need("=", v.T * K * u, hole("p")), t=t),
             rel(det(S), "=", num(whole)), rel(v.T * K * u, "=", num(more)),
             rel(det(UPDATED), "=", det(S) + v.T * K * u, "=", num(whole + more))),
    )
    return part(
        guide("Find the determinant of {T}.", T=UPDATED),
        derivation=Derivation((("S", mat(rows)), ("u", column(left)), ("v", column(right))), steps,
                              answer=(rel(det(UPDATED), "=", num(whole + more)),), freedom=(UNIQUE,)),
        kind="value", answer=whole + more, mistakes=[mistake(*slip) for slip in distinct(whole + more, slips)])


@family("rank-one-eigenvalues", "lowrank", "The eigenvalues of a number plus a rank-one matrix")
def rank_one_eigenvalues(draw: Draw) -> Part:
    """C I + u v^T has the eigenvalues c, n - 1 times, and c + v^T u."""
    n, reach = ((3, 1), (3, 3), (4, 3))[draw.difficulty - 1]
    number = draw.nonzero("c", -5, 6)
    left, right = [draw.nonzero("u", -reach, reach) for _ in range(n)], [draw.nonzero("v", -3, 4) for _ in range(n)]
    draw.require(abs(left[0]) == 1 or abs(right[0]) == 1)
    trace = dot(left, right)
    change = matrix([[a * b for b in right] for a in left])
    M = change + matrix([[number if i == j else 0 for j in range(n)] for i in range(n)])
    draw.require(trace != -number and len({(left[0] * b) for b in right}) > 1)
    value = number + trace
    found = sorted([number] * (n - 1) + [value])
    diagonal = sorted(number + a * b for a, b in zip(left, right, strict=True))
    slips: list[tuple[str, list[int], str]] = [
        ("number forgotten", sorted([0] * (n - 1) + [trace]), "These are the eigenvalues before the multiple of the identity."),
        ("diagonal", diagonal, "Only in a triangular matrix are the diagonal entries the eigenvalues."),
        ("counts exchanged", sorted([value] * (n - 1) + [number]),
         "A matrix of rank one sends all dimensions but one to zero."),
    ]
    return part(
        guide("The matrix {A} is a multiple of the identity plus a matrix of rank one. Find all eigenvalues of {A}, each as "
              "often as it counts.", A=A),
        derivation=Derivation((("A", tree_of(M)),), eigenvalue_steps(n, number, left, right), asks=("u", "v"),
                              answer=(rel(det(x * eye(n) - A), "=", factored(n, number, value)),),
                              freedom=(claim("The eigenvalues may be listed in any order.",
                                             need("=", det(x * eye(n) - A), hole("p"))),)),
        kind="values", answer=found, mistakes=[mistake(*slip) for slip in distinct(found, slips)])


def factored(n: int, number: int, value: int) -> E:
    """Return (x - number)^(n - 1) (x - value)."""
    if number == value:
        return minus(x, num(number)) ** n
    first = minus(x, num(number))
    return (first ** (n - 1) if n > 2 else first) * minus(x, num(value))


def eigenvalue_steps(n: int, number: int, left: list[int], right: list[int]) -> tuple[Step, ...]:
    """Return the steps: split off the number, find what the rank-one part does, collect."""
    c, g = name("c"), dot(left, right)
    return (
        step(claim("Beside the diagonal the rows are multiples of a single row. Subtract {c} from the diagonal, and this holds "
                   "on the diagonal too: what remains has rank one.", need("=", A - c * eye(n), u * v.T), c=c),
             define("c", num(number)), define("u", column(left)), define("v", column(right)), rel(A - c * eye(n), "=", u * v.T)),
        step(claim("The column {u} is multiplied by {s}: this is one eigenvalue.", need("=", A * u, (c + v.T * u) * u),
                   need("=", c + v.T * u, hole("s")), u=u),
             rel(c + v.T * u, "=", num(number + g)), rel(A * u, "=", (c + v.T * u) * u)),
        step(claim("Every column that {r} sends to zero is only multiplied by {c}, and these columns have all dimensions but "
                   "one. Check by the characteristic polynomial.", need("=", det(x * eye(n) - A), hole("p")), r=v.T, c=c),
             rel(det(x * eye(n) - A), "=", factored(n, number, number + g))),
    )
