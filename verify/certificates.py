"""Results of the solvers as certificates: JSON data that `verify.kernel` can replay without them.

Nothing here needs to be trusted: a mistake makes the kernel reject. What a certificate is *about* is taken from the
result's own fields, so that the answer shown and the answer checked are one.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from importlib import import_module
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING, Any

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mat, fmpz_poly, nmod_mat, nmod_poly

from symbolic.canonical.jordan import JordanChain, JordanForm
from symbolic.errors import InputError, UnableError
from symbolic.matrices.arrays import common_field, widen
from symbolic.matrices.matrix import ExactMatrix
from symbolic.scalars.fields import QQ
from verify.exact.read import MODULI
from verify.kernel import Rejected

if TYPE_CHECKING:
    from symbolic.canonical.chains import RawChain
    from symbolic.canonical.frobenius import FrobeniusForm
    from symbolic.canonical.overfield import FieldWitness
    from symbolic.canonical.smith import PolynomialSmithForm, SmithForm
    from symbolic.functions.spectral import SpectralForm

Json = dict[str, Any]
ZERO = fmpq_poly([0])
Claim = list[Any]


def envelope(kind: str, **fields: Any) -> Json:
    """The certificate with its header."""
    return {"format": "eigenproof-certificate", "version": 1, "kind": kind, **fields}


def integers(values: Iterable[Any]) -> list[int]:
    """Python integers."""
    return [int(x) for x in values]


def table(A: fmpz_mat | nmod_mat) -> list[list[int]]:
    """The rows of an integer matrix."""
    return [integers(row) for row in A.tolist()]


def numerators(f: fmpq_poly) -> tuple[list[int], int]:
    """Integer coefficients and the denominator of a polynomial."""
    return integers(f.numer().coeffs()), int(f.denom())


def witnesses(H: fmpz_mat | None, fs: Sequence[fmpz_poly]) -> Json:
    """An inverse of H and the Bezout polynomials of the distinct fs, modulo the first modulus that serves both.

    Raises:
        UnableError: H is singular, or some f repeat a root, modulo every modulus of the format.
    """
    for index, q in enumerate(MODULI):
        F = nmod_poly([1], q)
        for f in {tuple(integers(f.coeffs())) for f in fs}:
            F *= nmod_poly(list(f), q)
        g, s, t = F.xgcd(F.derivative())
        if g.degree() > 0:
            continue
        try:
            found = {} if H is None else {"W": table(nmod_mat(H, q).inv()) if H.nrows() else []}
        except ZeroDivisionError:
            continue
        return {**found, "s": integers(s.coeffs()), "t": integers(t.coeffs()), "q_index": index}
    raise UnableError("certificate: the transformation is singular, or a factor repeats a root", f"moduli {MODULI}")


def chain_fields(charpoly: fmpz_poly, chains: Sequence[tuple[fmpz_poly, Sequence[fmpz_mat]]], n: int) -> Json:
    """The fields of a Jordan certificate that come from the chains (f, V_1 .. V_k)."""
    blocks = [table(v) for _, vectors in chains for v in vectors]
    entries = [x for i in range(n) for v in blocks for x in v[i]]
    if len(entries) != n * n:
        raise Rejected("number of columns of P", None, None, n, len(entries) // n)
    H = fmpz_mat(n, n, entries)
    listed = [{"f": integers(f.coeffs()), "k": len(V), "V": [table(v) for v in V]} for f, V in chains]
    return {"charpoly": integers(charpoly.coeffs()), "chains": listed, **witnesses(H, [f for f, _ in chains])}


def jordan(form: JordanForm) -> Json:
    """A = N / den over Q, from the chains of A as they are shown."""
    A, n = form.A, form.A.rows
    if form.witness is not None:
        return jordan_field(form, form.witness)
    chains = [shown_chain(c, A.denominator) for c in form.chains]
    fields = chain_fields(form.decomposition.charpoly, chains, n)
    return envelope("jordan", n=n, A=table(A.numerator), den=A.denominator, **fields)


def shown_chain(c: JordanChain, den: int) -> tuple[fmpz_poly, list[fmpz_mat]]:
    """A chain of A in powers of y, eigenvalue p + q y, as a chain of N = den A in powers of its eigenvalue x = den (p + q y).

    y = a x + b is put into the polynomial and the vectors, w_j = v_j / den^(j-1), and the whole chain is made integral.

    Raises:
        Rejected: the eigenvalue is not of this form, not all roots are used, or the polynomial of x is not integral.
    """
    p, q, d = c.eigenvalue[0], c.eigenvalue[1], c.degree
    if q == 0 or c.eigenvalue.degree() > 1 or c.roots != tuple(range(d)):
        raise Rejected("the chain shown stands for all conjugates of p + q y", None, None, d, str(c.eigenvalue))
    y = fmpq_poly([-p / q, 1 / (q * den)])
    f = fmpq_poly(c.polynomial)(y) * (q * den) ** d
    if f.denom() != 1:
        raise Rejected("the eigenvalue shown, times the denominator, is an algebraic integer", None, None, 1, str(f.denom()))
    if y == fmpq_poly([0, 1]) and (den == 1 or c.size == 1):
        return c.polynomial, list(c.vectors)
    change = fmpq_mat([[(y ** i)[e] for e in range(d)] for i in range(d)])
    split = [(v * change * fmpq(1, den ** j)).numer_denom() for j, v in enumerate(map(fmpq_mat, c.vectors))]
    whole = reduce(lcm, (int(k) for _, k in split), 1)
    return f.numer(), [v * (whole // int(k)) for v, k in split]


def field_fields(A: ExactMatrix, c: int, fs: Sequence[fmpz_poly], theta: Sequence[fmpq_poly]) -> Json:
    """The fields that name B = den A^ + c Theta^, and theta as a polynomial r in the root of each f."""
    r_den = reduce(lcm, (int(r.denom()) for r in theta), 1)
    r = [integers((r * r_den)[i] for i in range(int(f.degree()))) for f, r in zip(fs, theta, strict=True)]
    return {"n": A.rows, "m": integers(A.field.polynomial.coeffs()), "A": [table(M) for M in A.coefficients],
            "den": A.denominator, "c": c, "r": r, "r_den": r_den}


def thetas_of(chains: Sequence[RawChain], witness: FieldWitness) -> dict[str, list[fmpq_poly]]:
    """The polynomials r that occur with each factor f."""
    found: dict[str, list[fmpq_poly]] = {}
    for c, r in zip(chains, witness.theta, strict=True):
        found.setdefault(str(c.polynomial), []).append(r)
    return found


def jordan_field(form: JordanForm, witness: FieldWitness) -> Json:
    """A over a number field: the chains shown, carried to B, with theta as a polynomial r on each."""
    from verify.lifting import lifted_chain
    A, c = form.A, witness.multiplier
    lifted = [lifted_chain(chain, A, c, thetas_of(form.decomposition.chains, witness)) for chain in form.chains]
    fields = chain_fields(form.decomposition.charpoly, [(f, U) for f, U, _ in lifted], A.rows * A.field.degree)
    return envelope("jordan_field", **field_fields(A, c, [f for f, _, _ in lifted], [r for _, _, r in lifted]), **fields)


def spectral(form: SpectralForm) -> Json:
    """Components of A = N / den as shown, over one denominator: Z_j of N is den^j Z_j of A."""
    A, den = form.A, form.A.denominator
    if A.field is not QQ:
        return spectral_field(form)
    scaled = [(c.polynomial, [[M * den ** j for M in Nj] for j, Nj in enumerate(c.parts)], c.denominator)
              for c in form.components]
    return envelope("spectral", n=A.rows, A=table(A.numerator), den=den, **component_fields(scaled))


def component_fields(components: Sequence[tuple[fmpz_poly, Sequence[Sequence[fmpz_mat]], int]]) -> Json:
    """The fields of a spectral certificate from the (f, N_0 .. N_{k-1}, their denominator)."""
    N_den = reduce(lcm, (den for _, _, den in components), 1)
    parts = [{"f": integers(f.coeffs()), "k": len(N), "N": [[table(M * (N_den // den)) for M in Nj] for Nj in N]}
             for f, N, den in components]
    return {"N_den": N_den, "parts": parts, **witnesses(None, [f for f, _, _ in components])}


def spectral_field(form: SpectralForm) -> Json:
    """A over a number field: the components shown, carried to B, with theta as a polynomial r on each."""
    from symbolic.canonical.overfield import decompose_over
    from symbolic.matrices.arrays import FieldArray
    from verify.lifting import lifted_component
    A = form.A
    found, witness = decompose_over(FieldArray(A.field, A.coefficients), one_r=True)
    thetas, c = thetas_of(found.chains, witness), witness.multiplier
    lifted = [lifted_component(component, A, c, thetas) for component in form.components]
    frame = field_fields(A, c, [f for f, _, _, _ in lifted], [r for _, _, _, r in lifted])
    return envelope("spectral_field", **frame, **component_fields([(f, N, den) for f, N, den, _ in lifted]))


def smith(form: SmithForm) -> Json:
    """U A V = S over Z."""
    names = {name: getattr(form, name) for name in ("A", "U", "S", "V", "U_inverse", "V_inverse")}
    if any(M.denominator != 1 for M in names.values()):
        raise UnableError("certificate: a transform of the Smith form is not integral", "integers")
    tables = {name: table(M.numerator) for name, M in names.items()}
    return envelope("smith", ring="ZZ", m=form.A.rows, n=form.A.cols, u=1, v=1, **tables)


def smith_polynomial(form: PolynomialSmithForm) -> Json:
    """U A V = S over Q[x]: A, U, V times their common denominators, S times the product of the three."""
    grids = {name: getattr(form, name).to_flint() for name in ("A", "U", "V", "U_inverse", "V_inverse", "S")}
    den = {name: reduce(lcm, (int(f.denom()) for row in grid for f in row), 1) for name, grid in grids.items()}
    den["S"] = den["A"] * den["U"] * den["V"]
    scaled = {name: [[integers((f * den[name]).numer().coeffs()) for f in row] for row in grid]
              for name, grid in grids.items()}
    return envelope("smith", ring="QQ[x]", m=form.A.rows, n=form.A.cols, u=den["U"] * den["U_inverse"],
                    v=den["V"] * den["V_inverse"], **scaled)


def named(matrices: dict[str, ExactMatrix]) -> Json:
    """The fields `m` and `matrices` of an equation or rank certificate, all matrices written over one field.

    Raises:
        UnableError: there is no such field of degree up to 64, or an entry has a parameter.
    """
    if any(A.has_parameters for A in matrices.values()):
        raise UnableError("certificate: an entry has a parameter, and the kernel checks numbers", "no parameters")
    field, images = common_field([A.field for A in matrices.values()])
    wide = {name: widen(A.numeric(), field, images.get(A.field, ZERO)) for name, A in matrices.items()}
    listed = {name: {"rows": a.shape[0], "columns": a.shape[1], "den": a.denominator, "parts": [table(M) for M in a.coefficients]}
              for name, a in wide.items()}
    return {"m": integers(field.polynomial.coeffs()), "matrices": listed}


def equations(claims: Sequence[Claim], **matrices: ExactMatrix) -> Json:
    """Equalities of sums of products of matrices.

    The claim [[["A", "X"]], "I"] is A X = I, and [[["A"]], [["B"], ["u", "v"]]] is A = B + u v.

    >>> from symbolic import matrix
    >>> from verify.kernel import check
    >>> A, X = matrix("1 1; 0 1"), matrix("1 -1; 0 1")
    >>> check(equations([[[["A", "X"]], "I"]], A=A, X=X)).statement
    'A X = I'
    """
    return envelope("equation", claims=list(claims), **named(matrices))


def frobenius(form: FrobeniusForm) -> Json:
    """A P = P F. For A = N / den the columns of a block are u, N u, .., and f becomes den^d f(x / den)."""
    A, n, den = form.A, form.A.rows, form.A.denominator
    if A.field is not QQ:
        return frobenius_field(form)
    factors = [[int(c * den ** (f.degree - i)) for i, c in enumerate(f.coefficients)] for f in form.invariant_factors]
    powers = [den ** i for f in factors for i in range(len(f) - 1)]
    P = fmpz_mat(n, n, [x * c for row in table(form.P.numerator) for x, c in zip(row, powers, strict=True)])
    found = witnesses(P, [])
    return envelope("frobenius", n=n, A=table(A.numerator), den=den, factors=factors, P=table(P), W=found["W"],
                    q_index=found["q_index"])


def frobenius_field(form: FrobeniusForm) -> Json:
    """A P = P F and P Q = I; f_i divides f_{i+1} because f_{i+1}(A) u_i = 0 for u_i, the first column of block i.

    (Block i is cyclic with annihilator f_i.) The coefficients of f_{i+1} are 1 x 1 matrices, powers of A products.
    """
    from symbolic.matrices.elimination import inverse
    A, factors = form.A, form.invariant_factors
    matrices = {"A": A, "P": form.P, "F": form.F, "Q": inverse(form.P)}
    claims: list[Claim] = [[[["A", "P"]], [["P", "F"]]], [[["P", "Q"]], "I"]]
    start = 0
    for i, (f, g) in enumerate(pairwise(factors)):
        matrices[f"u{i}"] = form.P.column(start)
        start += f.degree
        matrices |= {f"c{i},{k}": ExactMatrix.from_rows([[c]]) for k, c in enumerate(g.coefficients)}
        claims.append([[["A"] * k + [f"u{i}", f"c{i},{k}"] for k in range(g.degree + 1)], "0"])
    return equations(claims, **matrices)


MAKERS: dict[str, Callable[[Any], Json]] = {
    "JordanForm": jordan, "SmithForm": smith, "PolynomialSmithForm": smith_polynomial, "FrobeniusForm": frobenius,
    "SpectralForm": spectral,
    **dict.fromkeys(("MatrixExponential", "MatrixPower", "MatrixFunction"), lambda f: spectral(f.spectral)),
}
# The file beside this one, and its function, that make the certificates of the other results.
HOMES = {
    "SVD": ("products", "svd"), "SquareRoot": ("products", "square_root"), "LowRankUpdate": ("products", "low_rank"),
    "RealJordanForm": ("products", "real_jordan"), "Polar": ("singular", "polar"), "WorstCase": ("singular", "worst_case"),
    "SingularTriples": ("singular", "singular_triples"), "RankErrorBounds": ("lowrank", "rank_error"),
    "BestApproximation": ("lowrank", "best_approximation"), "ApproximationTest": ("lowrank", "approximation_test"),
    "SingularValueCount": ("lowrank", "value_count"), "LyapunovSolution": ("systems", "lyapunov"),
    "KalmanDecomposition": ("systems", "kalman"), "TransferFunction": ("systems", "transfer"),
    "Displacement": ("structures", "image"), "GMRES": ("iterations", "gmres"), "PageRank": ("iterations", "pagerank"),
    "KrylovSpace": ("iterations", "krylov_space"), "ArnoldiDecomposition": ("iterations", "arnoldi"),
    "LanczosDecomposition": ("iterations", "arnoldi"), "ConjugateGradient": ("iterations", "conjugate_gradient"),
    "TwoSidedLanczos": ("iterations", "two_sided_lanczos"),
}


def certificate(result: Any) -> Json:
    """The certificate of a result of a solver, or of an `Answer`, as JSON data.

    Raises:
        InputError: results of this type have none. UnableError: no witness could be made.
        Rejected: the answer shown is not the one that the certificate is about.

    >>> from symbolic import jordan_form, matrix
    >>> certificate(jordan_form(matrix("3 1; 0 3")))["chains"]
    [{'f': [-3, 1], 'k': 2, 'V': [[[1], [0]], [[0], [1]]]}]
    """
    from verify.answers import Answer, answer_certificate
    if isinstance(result, Answer):
        return answer_certificate(result)
    name = type(result).__name__
    if name in HOMES:
        return getattr(import_module(f"verify.{HOMES[name][0]}"), HOMES[name][1])(result)  # type: ignore[no-any-return]
    if name.startswith("Generic"):
        raise UnableError(f"certificate: a {name} has parameters, and the kernel checks numbers", "no parameters")
    if name not in MAKERS:
        kinds = ", ".join([*MAKERS, *HOMES])
        raise InputError(f"certificate: results of type {name} have none; {kinds} do")
    return MAKERS[name](result)
