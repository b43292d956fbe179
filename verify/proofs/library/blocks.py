"""Block matrices through the injections L = inl(m, n), R = inr(m, n): Schur complements, stacked updates, WY and UT."""

from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, injections, inverse_of, inverses
from verify.proofs.language import Term, both, eq, eye, implies, integers, inv, leq, matrix, no
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, k = integers("n m k")
L, R = Term(("inl", "m", "n")), Term(("inr", "m", "n"))
A, Ai, B, C, D, Z = (
    matrix("A", m, m),
    matrix("Ai", m, m),
    matrix("B", m, n),
    matrix("C", n, m),
    matrix("D", n, n),
    matrix("Z", n, n),
)
SIZES = {"m_size": leq(0, m), "n_size": leq(0, n)}
M = L * A * L.T + L * B * R.T + R * C * L.T + R * D * R.T
PAIRS = ((0, 1), (1, 0), (1, 2), (2, 1), (2, 2))


def by_blocks(*names: str) -> Any:
    """A script: cofactors over these facts and those on the injections."""

    def script(G: Goal) -> None:
        by_ideal(*injections(G, "m", "n"), *names)(G)

    return script


def theorems(book: Book) -> None:
    """Blocks of all sizes, empty ones too."""
    _schur(book)
    _ldu(book)
    _sylvester(book)
    _riccati(book)
    _stacked(book)
    _wy(book)
    _ut(book)
    _one(book)
    _sherman_morrison(book)


def _schur(book: Book) -> None:
    schur = D - C * Ai * B
    claim = Claim(
        (m, n, A, Ai, B, C, D, Z),
        {**SIZES, **inverses(A, Ai, m), "Z_right": eq(schur * Z, eye(n)), "Z_left": eq(Z * schur, eye(n))},
    )

    def answer(sign: int = -1, corner: Any = Ai + Ai * B * Z * C * Ai) -> Any:
        return L * corner * L.T + sign * (L * Ai * B * Z * R.T + R * Z * C * Ai * L.T) + R * Z * R.T

    start = [Numbers(m=p, n=q).invertible(A).inverse(Ai, A).invertible(D).draw(B, C) for p, q in PAIRS]
    models = [x.inverse(Z, D).let(D, D + C * Ai * B) for x in start]
    claim.publish(
        book,
        "schur_block_inverse",
        "The inverse of [A B; C D] by blocks, when A and its Schur complement D - C A^-1 B are invertible.",
        inverse_of(M, answer(), m + n),
        by_blocks(*claim.premises),
        models=models,
        wrong={
            "sign of the off-diagonal blocks": eq(M * answer(1), eye(m + n)),
            "corner without correction": eq(M * answer(-1, Ai), eye(m + n)),
            "sign of the correction": eq(M * answer(-1, Ai - Ai * B * Z * C * Ai), eye(m + n)),
        },
    )


def _ldu(book: Book) -> None:
    claim = Claim((m, n, A, Ai, B, C, D), {**SIZES, **inverses(A, Ai, m)})
    models = [Numbers(m=p, n=q).invertible(A).inverse(Ai, A).draw(B, C, D) for p, q in PAIRS]

    def product(schur: Any, lower: Any, upper: Any) -> Any:
        identity = L * L.T + R * R.T
        return (identity + R * lower * L.T) * (L * A * L.T + R * schur * R.T) * (identity + L * upper * R.T)

    claim.publish(
        book,
        "block_ldu",
        "[A B; C D] = [I 0; C A^-1 I] [A 0; 0 D - C A^-1 B] [I A^-1 B; 0 I].",
        eq(M, product(D - C * Ai * B, C * Ai, Ai * B)),
        by_blocks(*claim.premises),
        models=models,
        wrong={
            "sign of the Schur complement": eq(M, product(D + C * Ai * B, C * Ai, Ai * B)),
            "sign of the lower factor": eq(M, product(D - C * Ai * B, -(C * Ai), Ai * B)),
            "no Schur complement": eq(M, product(D, C * Ai, Ai * B)),
        },
    )


def _sylvester(book: Book) -> None:
    X = matrix("X", m, n)
    claim = Claim((m, n, A, B, D, X), {**SIZES, "sylvester": eq(A * X - X * D, -B)})
    models = []
    for p, q in PAIRS:
        x = Numbers(m=p, n=q).draw(A, D, X)
        models.append(x.let(B, X * D - A * X))
    identity = L * L.T + R * R.T
    upper, diagonal = L * A * L.T + L * B * R.T + R * D * R.T, L * A * L.T + R * D * R.T

    def similar(sign: Any) -> Any:
        return eq((identity - L * X * R.T) * upper * (identity + sign * L * X * R.T), diagonal)

    claim.publish(
        book,
        "sylvester_block_diagonalization",
        "When A X - X D = -B, [I -X; 0 I] [A B; 0 D] [I X; 0 I] = [A 0; 0 D], and the outer factors are inverses.",
        both(similar(1), inverse_of(identity - L * X * R.T, identity + L * X * R.T, m + n)),
        by_blocks("sylvester"),
        models=models,
        wrong={
            "one sign": similar(-1),
            "factors not inverse": eq((identity + L * X * R.T) * (identity + L * X * R.T), identity),
            "diagonal exchanged": eq(upper * (identity + L * X * R.T), diagonal),
        },
        missing={"sylvester": Numbers(m=1, n=2).draw(A, B, D, X)},
    )


def _riccati(book: Book) -> None:
    B2, C2, D2, X = matrix("B", m, n), matrix("C", n, m), matrix("D", n, n), matrix("X", n, m)
    claim = Claim((m, n, A, B2, C2, D2, X), SIZES)
    basis, flow = L + R * X, A + B2 * X
    riccati = eq(C2 + D2 * X - X * A - X * B2 * X, Term(("O", "n", "m")))
    invariant = eq(M * basis, basis * flow)
    models = []
    for p, q in PAIRS:
        x = Numbers(m=p, n=q).draw(A, B2, D2, X)
        models.append(x.let(C2, X * A + X * B2 * X - D2 * X))
    models.append(Numbers(m=1, n=2).draw(A, B2, C2, D2, X))

    def back(G: Goal) -> None:
        G.intro("equation")
        names = injections(G, "m", "n")
        left, right = M * basis, basis * flow
        G.have("below", eq(R.T * left, R.T * right), by_ideal("equation")).have("value", riccati, by_ideal(*names, "below")).by(
            "value"
        )

    claim.publish(
        book,
        "riccati_invariant_subspace",
        "The columns of [I; X] are invariant under [A B; C D], which acts as A + B X, exactly when C + D X - X A - X B X = 0.",
        both(implies(riccati, invariant), implies(invariant, riccati)),
        lambda G: G.split(lambda H: by_blocks("equation")(H.intro("equation")), back),
        models=models,
        wrong={
            "sign of the quadratic term": implies(riccati, eq(C2 + D2 * X - X * A + X * B2 * X, Term(("O", "n", "m")))),
            "other flow": implies(riccati, eq(M * basis, basis * (A - B2 * X))),
            "equation dropped": invariant,
        },
    )


def _stacked(book: Book) -> None:
    S, U, V, W, Y = matrix("S", k, k), matrix("U", k, m), matrix("V", m, k), matrix("W", k, n), matrix("Y", n, k)
    claim = Claim((k, m, n, S, U, V, W, Y), SIZES)
    models = [Numbers(k=2, m=p, n=q).draw(S, U, V, W, Y) for p, q in PAIRS]
    wide, tall = U * L.T + W * R.T, L * V + R * Y
    claim.publish(
        book,
        "stacked_update",
        "Two low-rank updates are one: S + U V + W Y = S + [U W] [V; Y].",
        eq(S + U * V + W * Y, S + wide * tall),
        by_blocks(),
        models=models,
        wrong={
            "one block lost": eq(S + U * V, S + wide * tall),
            "sign": eq(S + U * V - W * Y, S + wide * tall),
            "twice": eq(S + U * V + W * Y, S + 2 * wide * tall),
        },
    )


def _wy(book: Book) -> None:
    W, Y, u, v = matrix("W", k, m), matrix("Y", m, k), matrix("u", k, n), matrix("v", n, k)
    claim = Claim((k, m, n, W, Y, u, v), SIZES)
    models = [Numbers(k=2, m=p, n=q).draw(W, Y, u, v) for p, q in PAIRS]
    tall = L * Y + R * v

    def step(last: Any) -> Any:
        return eq((eye(k) - W * Y) * (eye(k) - u * v), eye(k) - (W * L.T + last * R.T) * tall)

    claim.publish(
        book,
        "wy_step",
        "WY form, one more factor: (I - W Y)(I - u v) = I - [W, (I - W Y) u] [Y; v].",
        step((eye(k) - W * Y) * u),
        by_blocks(),
        models=models,
        wrong={
            "new column not transformed": step(u),
            "sign": step((eye(k) + W * Y) * u),
            "negative column": step(-u + W * Y * u),
        },
    )


def _ut(book: Book) -> None:
    W, T, Y, u, v = matrix("W", k, m), matrix("T", m, m), matrix("Y", m, k), matrix("u", k, n), matrix("v", n, k)
    G, g = matrix("G", m, m), matrix("g", m, n)
    claim = Claim((k, m, n, W, T, Y, u, v, G, g), {**SIZES, **inverses(G, T, m), "products": eq(g, Y * u)})
    models = [Numbers(k=2, m=p, n=q).draw(W, Y, u, v).invertible(G).inverse(T, G).let(g, Y * u) for p, q in PAIRS]
    wide, tall = W * L.T + u * R.T, L * Y + R * v
    system = L * G * L.T + L * g * R.T + R * R.T
    grown = L * T * L.T - L * T * g * R.T + R * R.T

    def step(middle: Any) -> Any:
        return eq((eye(k) - W * T * Y) * (eye(k) - u * v), eye(k) - wide * middle * tall)

    claim.publish(
        book,
        "ut_step",
        "UT form, one more factor: T = G^-1 grows by the block column -T g with g = Y u, and stays the inverse of [G g; 0 I].",
        both(step(grown), inverse_of(system, grown, m + n)),
        by_blocks(*claim.premises),
        models=models,
        wrong={
            "sign": step(L * T * L.T + L * T * g * R.T + R * R.T),
            "T left out": step(L * T * L.T - L * g * R.T + R * R.T),
            "no coupling": step(L * T * L.T + R * R.T),
        },
        missing={"products": Numbers(k=2, m=1, n=2).draw(W, Y, u, v, g).invertible(G).inverse(T, G)},
    )


def _one(book: Book) -> None:
    X = matrix("X", 1, 1)

    def entries(G: Goal) -> None:
        G.intro("X").ext("i j i_low i_high j_low j_high", entry)

    def entry(G: Goal) -> None:
        e, j = Term("e"), Term("j")
        G.have("row", ("==", "i", 0), "a").have("column", ("==", "j", 0), "a")
        value = X[0, 0]
        G.rewrite("e", eq(Term(("ent", X, e, j)), Term(("ent", value * eye(1), e, j))), "row")
        G.rewrite("e", eq(Term(("ent", X, 0, e)), Term(("ent", value * eye(1), 0, e))), "column")
        G.use("one", "ENTI1", 1, 0).lin("one")

    book.add(
        "one_by_one", "A 1 x 1 matrix is its entry times I.", ("all", X.declaration, eq(X, X[0, 0] * eye(1))), entries, lemma=True
    )


def _sherman_morrison(book: Book) -> None:
    S, Si, u, v = matrix("S", n, n), matrix("Si", n, n), matrix("u", n, 1), matrix("v", n, 1)
    d = 1 + (v.T * Si * u)[0, 0]
    claim = Claim((n, S, Si, u, v), {**inverses(S, Si, n), "regular": no(eq(d, 0))})
    models = [x for x in (Numbers(n=p).invertible(S).inverse(Si, S).draw(u, v) for p in range(5)) if x.at(d) != 0]

    def script(G: Goal) -> None:
        G.use("scalar", "one_by_one", v.T * Si * u).use("unit", "INV", d, by=("regular",))
        G.have("carried", eq(u * v.T * Si * u * v.T * Si, (v.T * Si * u)[0, 0] * u * v.T * Si), by_ideal("scalar"))
        G.have("second", eq(Si * u * v.T * Si * u * v.T, (v.T * Si * u)[0, 0] * Si * u * v.T), by_ideal("scalar"))
        G.split(by_ideal("S_right", "carried", "unit"), by_ideal("S_left", "second", "unit"))

    def answer(scale: Any) -> Any:
        return inverse_of(S + u * v.T, Si - scale * Si * u * v.T * Si, n)

    zero = Numbers(n=1).let(S, eye(1)).let(Si, eye(1)).let(u, eye(1)).let(v, -eye(1))
    claim.publish(
        book,
        "sherman_morrison",
        "Sherman-Morrison: (S + u v^T)^-1 = S^-1 - S^-1 u v^T S^-1 / (1 + v^T S^-1 u), when the denominator is not 0.",
        answer(inv(d)),
        script,
        models=models,
        wrong={"sign": answer(-inv(d)), "no denominator": answer(1), "denominator without 1": answer(inv((v.T * Si * u)[0, 0]))},
        missing={"regular": zero},
    )
