"""What determinants are used for: Cramer's rule, row operations, reflections, the adjugate, products through a narrow space."""
from __future__ import annotations

from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim, by_ideal, injections, inverse_of
from verify.proofs.entries import by_entries, reduce, reveal
from verify.proofs.language import (
    Term,
    det,
    eq,
    eye,
    forall,
    implies,
    integers,
    lam,
    leq,
    less,
    matrix,
    null,
    num,
    prod,
    scalars,
    table,
)
from verify.proofs.library.determinants import blocks
from verify.proofs.samples import Numbers
from verify.proofs.script import Goal

n, m, r, s, i, j = integers("n m r s i j")
c, d = scalars("c d")
A, b, x = matrix("A", n, n), matrix("b", n, 1), matrix("x", n, 1)
SIZES = range(4)


def theorems(book: Book) -> None:
    """From Sylvester's identity with one column, and from the adjugate."""
    _units(book)
    _adjugate(book)
    _inverse_by_adjugate(book)
    _kernel_vector(book)
    _reflection(book)
    _rows(book)
    _cramer(book)
    _narrow(book)


def adj(M: Any) -> Term:
    """The adjugate."""
    return Term(("adj", M))


def unit(i: Any) -> Any:
    """The column with 1 at place i."""
    return table(n, 1, lambda p, _: eye(n)[p, i])


def _units(book: Book) -> None:
    def script(G: Goal) -> None:
        G.intro("n i x low high").use("mul", "ENTMUL", 1, n, 1, unit(i).T, x, 0, 0)
        G.use("one", "sum_single", lam("k", lambda k: unit("i").T[0, k] * x[k, 0]), 0, n, i, by=("a", "a", others))
        reduce(G, *reveal(G, "mul", "one"))

    def others(H: Goal) -> None:
        H.intro("k k_low k_high apart").cases("apart", "order", by_entries(), by_entries())

    book.add(
        "unit_column",
        "e_i^T x = x_i.",
        forall(n, i, x, implies(leq(0, i), less(i, n), eq((unit(i).T * x)[0, 0], x[i, 0]))),
        script,
        lemma=True,
    )
    u, v = matrix("u", n, 1), matrix("v", n, 1)

    def rank_one(G: Goal) -> None:
        G.intro("n u v size").use("turn", "sylvester_determinant_identity", n, 1, u, v.T).use("one", "DET1", eye(1) + v.T * u)
        reduce(G, *reveal(G, "turn", "one"))
    book.add("det_rank_one", "det(I + u v^T) = 1 + v^T u.", forall(n, u, v, implies(leq(0, n), eq(
        det(eye(n) + u * v.T), 1 + (v.T * u)[0, 0]))), rank_one, lemma=True)


def _adjugate(book: Book) -> None:
    claim = Claim((n, A), {"size": leq(0, n)})
    power = prod(0, n, lambda _: det(A))

    def script(G: Goal) -> None:
        G.use("both", "ADJ", n, A).parts("both", "right", "left").use("mul", "DETMUL", n, A, adj(A))
        G.use("dets", "det_congruence", n, A * adj(A), det(A) * eye(n), by=("right",)).use(
            "scale", "det_scalar_multiple", n, eye(n), det(A)
        )
        G.use("one", "det_identity", n)
        reduce(G, "-mul", "dets", "scale", "one")
    models = [Numbers(n=p).draw(A) for p in SIZES]
    claim.publish(
        book,
        "adjugate_determinant",
        "det A det(adj A) = (det A)^n.",
        eq(det(A) * det(adj(A)), power),
        script,
        models=models,
        wrong={
            "one power less": eq(det(A) * det(adj(A)), prod(1, n, lambda _: det(A))),
            "equal": eq(det(adj(A)), det(A)),
            "sign": eq(det(A) * det(adj(A)), -power),
        },
    )


def _inverse_by_adjugate(book: Book) -> None:
    unit_det = Claim((n, A, d), {"unit": eq(d * det(A), 1)})

    def inverse(G: Goal) -> None:
        G.use("both", "ADJ", n, A).parts("both", "right", "left")
        G.split(lambda H: reduce(H, "right", "unit"), lambda H: reduce(H, "left", "unit"))
    good = [Numbers(n=p).invertible(A).let(A, 2 * A) for p in SIZES]
    for p, found in zip(SIZES, good, strict=True):
        found["d"] = 1 / found.at(num(2**p))
    unit_det.publish(
        book,
        "inverse_by_adjugate",
        "A^-1 = adj A / det A when det A has an inverse d.",
        inverse_of(A, d * adj(A), n),
        inverse,
        models=good,
        wrong={
            "sign": eq(A * (-d * adj(A)), eye(n)),
            "det left out": eq(A * adj(A), eye(n)),
            "transposed": eq(A * (d * adj(A).T), eye(n)),
        },
        missing={"unit": Numbers(n=2, d=1).let(A, null(n, n))},
    )


def _kernel_vector(book: Book) -> None:
    kernel = Claim((n, A, x), {"kernel": eq(A * x, null(n, 1))})

    def killed(G: Goal) -> None:
        G.use("both", "ADJ", n, A).parts("both", "right", "left")
        G.close("lin", [(-1, "left", x), (adj(A), "kernel", 1)])

    low = [
        Numbers(n=p).let(x, table(p, 1, lambda q, _: num(q + 1))).let(A, table(p, p, lambda q, k: num(2 * k) - num(q)))
        for p in SIZES
    ]
    low = [f.let(A, A - A * x * x.T * (Term(("inv", (x.T * x)[0, 0])))) for f in low]
    kernel.publish(
        book,
        "kernel_vector_and_determinant",
        "A x = 0 gives det A x = 0: with det A invertible the kernel is 0.",
        eq(det(A) * x, null(n, 1)),
        killed,
        models=low,
        wrong={"vector zero": eq(x, null(n, 1)), "matrix zero": eq(A, null(n, n)), "adjugate": eq(x.T * A, null(1, n))},
        missing={"kernel": Numbers(n=2).invertible(A).draw(x)},
    )


def _reflection(book: Book) -> None:
    u = matrix("u", n, 1)
    claim = Claim((n, u, c), {"size": leq(0, n), "scale": eq(c * (u.T * u)[0, 0], 2)})

    def script(G: Goal) -> None:
        G.use("one", "det_rank_one", n, -c * u, u)
        reduce(G, "one", "scale")
    models = [Numbers(n=p).let(u, table(p, 1, lambda q, _: num(q + 1))) for p in (1, 2, 3)]
    models = [f.let(c, Term(("*", 2, ("inv", (u.T * u)[0, 0])))) for f in models]
    D = det(eye(n) - c * u * u.T)
    claim.publish(
        book,
        "reflection_determinant",
        "A reflection I - c u u^T with c u^T u = 2 has determinant -1.",
        eq(D, -1),
        script,
        models=models,
        wrong={"sign": eq(D, 1), "zero": eq(D, 0), "other sign of c": eq(det(eye(n) + c * u * u.T), -1)},
        missing={"scale": Numbers(n=2, c=1).draw(u)},
    )


def _rows(book: Book) -> None:
    inside = {"size": leq(0, n), "i_low": leq(0, i), "j_high": less(j, n)}
    u, v = unit(i), unit(j)

    def step(first: Any, second: Any) -> Any:
        def script(G: Goal) -> None:
            whole, factor = A + first * second.T * A, eye(n) + first * second.T
            G.have("product", eq(whole, factor * A), reduce).use("dets", "det_congruence", n, whole, factor * A, by=("product",))
            G.use("mul", "DETMUL", n, factor, A).use("one", "det_rank_one", n, first, second)
            names = []
            for name, p, q in (("ii", "i", "i"), ("ij", "i", "j"), ("ji", "j", "i"), ("jj", "j", "j")):
                G.use(name, "unit_column", n, p, unit(Term(q)))
                names.append(name)
            reduce(G, *reveal(G, "dets", "mul", "one", *names))
        return script
    claim = Claim((n, i, j, A), {**inside, "order": less(i, j)})
    models = [Numbers(n=p, i=q, j=k).draw(A) for p, q, k in ((2, 0, 1), (3, 0, 1), (3, 0, 2), (3, 1, 2))]
    D = det(A - (u - v) * (u - v).T * A)
    claim.publish(
        book,
        "row_exchange",
        "Exchanging two rows changes the sign: I - (e_i - e_j)(e_i - e_j)^T exchanges rows i and j.",
        eq(D, -det(A)),
        step(-(u - v), u - v),
        models=models,
        wrong={"sign": eq(D, det(A)), "zero": eq(D, 0), "twice": eq(D, -2 * det(A))},
        missing={"order": Numbers(n=2, i=1, j=1).invertible(A)},
    )
    adding = Claim((n, i, j, c, A), {**inside, "order": less(i, j)})
    E = det(A + c * u * v.T * A)
    adding.publish(
        book,
        "row_addition",
        "Adding c times row j to row i keeps the determinant.",
        eq(E, det(A)),
        step(c * u, v),
        models=[Numbers(f, c=3) for f in models],
        wrong={"factor": eq(E, (1 + c) * det(A)), "sign": eq(E, -det(A)), "zero": eq(E, 0)},
        missing={"order": Numbers(n=2, i=1, j=1, c=3).invertible(A)},
    )


def _cramer(book: Book) -> None:
    claim = Claim((n, j, A, x, b), {"j_low": leq(0, j), "j_high": less(j, n), "solves": eq(A * x, b)})
    e = unit(j)
    replaced, factor = A + (b - A * e) * e.T, eye(n) + (x - e) * e.T

    def script(G: Goal) -> None:
        G.have("product", eq(replaced, A * factor), lambda H: H.close("lin", [(-1, "solves", e.T)]))
        G.use("dets", "det_congruence", n, replaced, A * factor, by=("product",)).use("mul", "DETMUL", n, A, factor)
        G.use("one", "det_rank_one", n, x - e, e).use("xj", "unit_column", n, j, x).use("ej", "unit_column", n, j, e)
        reduce(G, *reveal(G, "dets", "mul", "one", "xj", "ej"))
    models = []
    for p, q in ((1, 0), (2, 0), (2, 1), (3, 1)):
        models.append(Numbers(n=p, j=q).draw(A, x).let(b, A * x))
    D = det(replaced)
    claim.publish(
        book,
        "cramer",
        "Cramer's rule: A x = b gives det A x_j = det(A with column j replaced by b).",
        eq(det(A) * x[j, 0], D),
        script,
        models=models,
        wrong={
            "sign": eq(det(A) * x[j, 0], -D),
            "column kept": eq(det(A) * x[j, 0], det(A)),
            "divided the other way": eq(det(A), D * x[j, 0]),
        },
        missing={"solves": Numbers(n=2, j=0).draw(A, x, b)},
    )


def _narrow(book: Book) -> None:
    X, Y = matrix("X", r + s, r), matrix("Y", r, r + s)
    claim = Claim((r, s, X, Y), {"r_size": leq(0, r), "s_size": leq(1, s)})
    L, R = blocks(r, s)

    def zero(G: Goal) -> None:
        G.intro("n size").use("scale", "det_scalar_multiple", n, eye(n), num(0)).use(
            "first", "prod_first", lam("k", lambda _: num(0)), 0, n
        )
        reduce(G, "scale", "first")

    book.add(
        "det_zero",
        "The zero matrix has determinant 0, when its size is not 0.",
        forall(n, implies(leq(1, n), eq(det(null(n, n)), 0))),
        zero,
        lemma=True,
    )

    def script(G: Goal) -> None:
        known = injections(G, r, s)
        G.have("product", eq(X * Y, X * L.T * L * Y), by_ideal(*known)).use(
            "dets", "det_congruence", r + s, X * Y, X * L.T * L * Y, by=("product",)
        )
        G.use("mul", "DETMUL", r + s, X * L.T, L * Y).have("corner", eq(R.T * L * Y * L, null(s, r)), by_ideal(*known))
        G.use("block", "det_block_upper", r, s, L * Y, by=("a", "a", "corner")).have(
            "last", eq(R.T * L * Y * R, null(s, s)), by_ideal(*known)
        )
        G.use("lasts", "det_congruence", s, R.T * L * Y * R, null(s, s), by=("last",)).use("zero", "det_zero", s)
        reduce(G, "dets", "mul", "block", "lasts", "zero")
    models = [Numbers(r=p, s=q).draw(X, Y) for p, q in ((0, 1), (1, 1), (2, 1), (1, 2))]
    turned = Numbers(r=2, s=0).invertible(matrix("X", r + s, r), matrix("Y", r, r + s))
    claim.publish(
        book,
        "narrow_product_determinant",
        "A square product X Y with inner size smaller than outer size has determinant 0, over every commutative ring.",
        eq(det(X * Y), 0),
        script,
        models=models,
        wrong={"other order": eq(det(Y * X), 0), "one": eq(det(X * Y), 1), "shifted": eq(det(eye(r + s) + X * Y), 0)},
        missing={"s_size": turned},
    )
