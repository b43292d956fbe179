"""Jordan, real Jordan, Frobenius and Smith forms, characteristic and minimal polynomials, similarity."""
from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import Any

from flint import fmpz_mat

import symbolic as s
from bench.campaign.judging import Trial
from bench.campaign.plan import RATIONAL, SPECTRA, task
from verify.strategies import companion_matrices, minpoly_matrices, smith_matrices


def power(z: Any, k: int) -> Any:
    """(x - z)^k."""
    out = s.Polynomial([1])
    for _ in range(k):
        out = out * s.Polynomial([-z, 1])
    return out


def product(factors: Any) -> Any:
    """The product of polynomials."""
    out = s.Polynomial([1])
    for f in factors:
        out = out * f
    return out


def invariants(blocks: Any) -> tuple[Any, ...]:
    """The invariant factors other than 1 that belong to Jordan blocks, each a divisor of the next."""
    sizes: dict[Any, list[int]] = {}
    for block in blocks:
        sizes.setdefault(block.eigenvalue, []).append(block.size)
    columns = zip_longest(*(sorted(row, reverse=True) for row in sizes.values()), fillvalue=0)
    return tuple(product(power(z, k) for z, k in zip(sizes, column, strict=True)) for column in columns)[::-1]


def ranks(A: Any, z: int, powers: int) -> list[int]:
    """Ranks of (A - z I)^k, k = 0 .. powers, by FLINT alone."""
    n, d = A.rows, A.denominator
    N = A.numerator - d * z * fmpz_mat(n, n, [int(i == j) for i in range(n) for j in range(n)])
    return [(N**k).rank() for k in range(powers + 1)]


def counted(blocks: Any) -> list[list[str]]:
    """Blocks as the peers write them: sorted pairs of eigenvalue and size."""
    return sorted([str(b.eigenvalue), str(b.size)] for b in blocks)


@task(SPECTRA, over=16, weight=10)
def jordan_form(t: Trial) -> None:
    """The blocks that were hidden, A P = P J, and the ranks of (A - z)^k for one rational eigenvalue."""
    drawn = t.spectral()
    form = s.jordan_form(drawn.A)
    t.holds("the blocks are those that were hidden", Counter(form.blocks) == Counter(drawn.blocks))
    if not (t.case.kind == "conjugates" and t.n > 12):
        t.holds("A P = P J", drawn.A * form.P == form.P * form.J)
        t.holds("P is invertible", form.P_det != 0)
    z = drawn.blocks[0].eigenvalue
    if z.is_integer and drawn.A.is_rational:
        sizes = [b.size for b in form.blocks if b.eigenvalue == z]
        want = [t.n - sum(min(k, m) for m in sizes) for k in range(max(sizes, default=0) + 2)]
        t.holds("the ranks of (A - z)^k count the blocks", ranks(drawn.A, int(z), len(want) - 1) == want)
    if all(b.eigenvalue.is_integer for b in drawn.blocks):
        t.agrees("blocks", drawn.A, counted(drawn.blocks))
    t.checked(form)


@task(RATIONAL, over=0, weight=4)
def real_jordan_form(t: Trial) -> None:
    """A P = P J with a real invertible P and a J of the hidden real structure."""
    drawn = t.spectral()
    form = s.real_jordan_form(drawn.A)
    if t.n <= 12:
        t.holds("A P = P J", drawn.A * form.P == form.P * form.J)
        t.holds("P is invertible", s.rank(dense(form.P)) == t.n)
    plain = s.jordan_form(drawn.A)
    t.holds("the blocks are those that were hidden", Counter(plain.blocks) == Counter(drawn.blocks))
    t.checked(form)


def dense(P: Any) -> Any:
    """An exact matrix, also of columns over several fields."""
    return P if isinstance(P, s.ExactMatrix) else s.ExactMatrix.from_rows(P.entries())


@task(SPECTRA, over=8, weight=5)
def frobenius_form(t: Trial) -> None:
    """The invariant factors of the hidden blocks, A P = P F, P invertible."""
    drawn = t.spectral()
    form = s.frobenius_form(drawn.A)
    t.holds("A P = P F", drawn.A * form.P == form.P * form.F)
    t.holds("P is invertible", s.rank(form.P) == t.n)
    t.holds("the invariant factors are those that were hidden", tuple(form.invariant_factors) == invariants(drawn.blocks))
    t.checked(form)


@task(weight=4)
def invariant_factors(t: Trial) -> None:
    """Invariant factors of hidden companion matrices, with irreducible factors of degree 1, 2 and 3."""
    drawn = t.hidden(t.draw(minpoly_matrices))
    t.show(A=drawn.A)
    form = s.frobenius_form(drawn.A)
    t.holds("the invariant factors are those that were hidden", tuple(form.invariant_factors) == drawn.invariant_factors)
    t.holds("A P = P F", drawn.A * form.P == form.P * form.F)
    t.holds("the minimal polynomial is the last of them", s.minpoly(drawn.A) == drawn.minpoly)
    t.holds("the characteristic polynomial is their product", s.charpoly(drawn.A) == drawn.charpoly)
    t.agrees("charpoly", drawn.A, list(drawn.charpoly.coefficients))
    t.checked(form)


@task(most=8, weight=2)
def polynomial_smith_form(t: Trial) -> None:
    """U (xI - A) V = S over Q[x], the invariant factors on the diagonal."""
    drawn = t.hidden(t.draw(minpoly_matrices))
    t.show(A=drawn.A)
    form = s.smith_form(s.characteristic_matrix(drawn.A))
    t.holds("U (xI - A) V = S", form.U * form.A * form.V == form.S)
    t.holds("the invariant factors are those that were hidden",
            tuple(f for f in form.invariant_factors if f.degree > 0) == drawn.invariant_factors)
    t.holds("det U and det V are constants", form.U.det().degree == 0 and form.V.det().degree == 0)
    t.checked(form)


@task(weight=4)
def smith_form(t: Trial) -> None:
    """U A V = S over Z with unimodular U and V and the hidden invariant factors."""
    drawn = t.draw(smith_matrices, max_size=t.n + 2)
    A = t.mixing(drawn.A.rows)[0] * drawn.A * t.mixing(drawn.A.cols)[0]
    t.show(A=A)
    form = s.smith_form(A)
    t.holds("U A V = S", form.U * A * form.V == form.S)
    t.holds("S is the one that was hidden", form.S == drawn.S)
    t.holds("U and V are unimodular", all(X.denominator == 1 and abs(int(X.numerator.det())) == 1 for X in (form.U, form.V)))
    t.agrees("smith", A, list(drawn.invariant_factors))
    t.checked(form)


@task(SPECTRA, over=10, weight=4)
def charpoly_and_minpoly(t: Trial) -> None:
    """The products over the hidden blocks; p(A) = 0 for both; the trace."""
    drawn = t.spectral()
    p, m, wanted = s.charpoly(drawn.A), s.minpoly(drawn.A), invariants(drawn.blocks)
    t.holds("det(xI - A) is the product over the blocks", p == product(wanted))
    t.holds("the minimal polynomial is that of the largest blocks", m == wanted[-1])
    t.holds("the coefficient below the leading one is - trace", p.coefficients[-2] == -s.trace(drawn.A))
    if t.n <= 12:
        t.holds("m(A) = 0", m(drawn.A) == s.zero(t.n, t.n))
    if drawn.A.is_rational:
        t.agrees("charpoly", drawn.A, list(p.coefficients))


@task(SPECTRA, over=6, most=14, weight=2)
def is_similar(t: Trial) -> None:
    """Similar to A behind another P; not similar to A with two blocks joined, nor with one split."""
    drawn = t.spectral()
    J, S = drawn.J, t.draw(minpoly_matrices)
    again = S.P * drawn.A * S.P_inverse
    t.show(A=drawn.A, B=again)
    found = s.is_similar(drawn.A, again)
    t.holds("similar to the same behind another P", found)
    t.holds("A S = S B", found.transform is None or drawn.A * found.transform == found.transform * again)
    other, at = [[J[i, j] for j in range(t.n)] for i in range(t.n)], next((i for i in range(t.n - 1) if J[i, i + 1] != 0), None)
    if at is not None and drawn.A.field == J.field:
        other[at][at + 1] = 0
        split = drawn.P * s.ExactMatrix.from_rows(other) * drawn.P_inverse
        t.show(B=split)
        t.holds("not similar to the same with a block split", not s.is_similar(drawn.A, split))


@task(("defective", "generic"), weight=2)
def companion(t: Trial) -> None:
    """det, inverse, characteristic and minimal polynomial of a companion matrix, against elimination."""
    drawn = t.draw(companion_matrices, repeated=True if t.case.kind == "defective" and t.n > 1 else None)
    t.show(A=drawn.A)
    C = s.companion(drawn.charpoly)
    t.holds("C written out is A", C.dense() == drawn.A)
    t.holds("charpoly and minpoly", s.charpoly(drawn.A) == drawn.charpoly == s.minpoly(drawn.A))
    t.holds("det C by elimination", C.det() == s.det(drawn.A))
    if C.det() != 0:
        t.holds("C C^-1 = I", drawn.A * C.inverse() == s.identity(t.n))
    form = s.jordan_form(drawn.A)
    t.holds("one block for each eigenvalue", len({b.eigenvalue for b in form.blocks}) == len(form.blocks) if t.n <= 6 else True)
    t.holds("the sizes add up", sum(b.size for b in form.blocks) == t.n)
    t.checked(form)
