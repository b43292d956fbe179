"""Worked solutions of factorizations and structured inverses: Frobenius, Smith, singular values, Vandermonde, low rank."""
from __future__ import annotations

from itertools import pairwise
from typing import Any

from exercises.derivation import Cited, Derivation, Fact, Means, define, rel, step
from exercises.deriving import sentences as say
from exercises.deriving.frame import coefficients_of, plain, tree_of
from exercises.deriving.generic import divide
from exercises.deriving.literals import PAGE, matrix_tree, number_tree, polynomial_tree
from exercises.terms import E, det, entry, eye, inv, mat, name, num, product, var
from verify.instances import instances

A, U, S, V, P, F, R, M, C = (name(k) for k in "AUSVPFRMC")


def derive_frobenius(form: Any) -> Derivation:
    """Return the derivation of A P = P F, with the companion blocks of F and their polynomials."""
    law, x = rel(A * P, "=", P * F), var("x")
    literal, rows, at = tree_of(form.F), tree_of(form.F).args[0], 0
    blocks: list[Fact] = []
    polynomials: list[Fact] = []
    factors = [coefficients_of(p) for p in form.invariant_factors]
    names = [name(f"C_{k}") for k in range(1, len(factors) + 1)]
    for C_, f in zip(names, factors, strict=True):
        d = len(f) - 1
        blocks.append(define(str(C_.args[0]), mat([row[at:at + d] for row in rows[at:at + d]])))
        polynomials.append(rel(det(x * eye(d) - C_), "=", polynomial_tree(f, x)))
        at += d
    ratios = [rel(polynomial_tree(f, x) * polynomial_tree(divide(g, f)[0], x), "=", polynomial_tree(g, x))
              for f, g in pairwise(factors) if len(g) > len(f)]
    shape = define("F", E("diag", tuple(names)), "=", literal)
    steps = [step(say.COMPANIONS, *([say.DIVIDES] if ratios else []), *blocks, shape, *polynomials, *ratios),
             step(say.CHECK_PRODUCTS, define("P", tree_of(form.P)), law, rel(det(P), "≠", 0))]
    answer = [rel(P, "=", tree_of(form.P)), rel(F, "=", literal), law]
    return plain({"A": form.A}, steps, answer, say.FROBENIUS_FREEDOM, ("P", "F"))


def derive_smith(form: Any) -> Derivation:
    """Return the derivation of U A V = S over the whole numbers."""
    from symbolic.matrices.elimination import det as determinant
    law = rel(U * A * V, "=", S)
    facts: list[Fact] = [define(k, tree_of(X)) for k, X in (("U", form.U), ("V", form.V), ("S", form.S))]
    units = [rel(det(X), "=", number_tree(determinant(Y)) or num(0)) for X, Y in ((U, form.U), (V, form.V))]
    answer = [law, *(rel(X, "=", tree_of(Y)) for X, Y in ((U, form.U), (S, form.S), (V, form.V)))]
    steps = [step(say.FACTORS, *facts, law), step(say.UNIMODULAR, *units)]
    return plain({"A": form.A}, steps, answer, say.DOUBLE, ("U", "S", "V"))


def derive_svd(form: Any) -> Derivation:
    """Return the derivation of A = U S V^T: orthogonal factors, ordered diagonal, the product."""
    m, n = form.A.rows, form.A.cols
    if any(max(X.rows, X.cols) <= PAGE and matrix_tree(X) is None for X in (form.A, form.U, form.S, form.V)):
        from symbolic.errors import UnableError
        raise UnableError("derive: the singular values, or the columns of U and V scaled to length one, have degree above two; "
                          "they have no form in one square root that would fit a line of a worked solution.")
    law = rel(A, "=", U * S * V.T)
    literals = {k: tree_of(X) for k, X in (("U", form.U), ("S", form.S), ("V", form.V))}
    k = min(m, n)
    values = [entry(S, i, i) for i in range(1, k + 1)]
    chain = [x for v in values for x in (v, "≥")]
    steps = [
        step(say.ORDERED, define("S", literals["S"]), rel(*chain, num(0))),
        step(say.ORTHOGONAL, define("U", literals["U"]), define("V", literals["V"]), rel(U.T * U, "=", eye(m)),
             rel(V.T * V, "=", eye(n))),
        step(say.FACTORS, law),
    ]
    return plain({"A": form.A}, steps, [law, *(rel(name(k), "=", X) for k, X in literals.items())], say.DOUBLE, ("U", "S", "V"))


def derive_vandermonde(V_: Any) -> Derivation:
    """Return the derivation of the determinant and, if it is not zero, the inverse of a Vandermonde matrix."""
    nodes = [number_tree(x) for x in V_.nodes]
    dense = V_.dense()
    literal = tree_of(dense)
    points = [x for x in nodes if x is not None]
    differences = product([points[j] - points[i] for j in range(len(points)) for i in range(j)])
    value = number_tree(V_.det()) or num(0)
    steps = [step(say.DIFFERENCES, rel(det(V), "=", differences, "=", value))]
    answer: list[Fact] = [rel(det(V), "=", value)]
    if value != num(0):
        X, inverse = name("X"), tree_of(V_.inverse())
        steps.append(step(say.FACTORS, define("X", inverse), rel(V * X, "=", eye(len(points))), Means(inv(V), X)))
        answer.append(rel(inv(V), "=", inverse))
    steps.append(step(say.FOR_ALL_SIZES, Cited("vandermonde_determinant")))
    return Derivation((("V", literal),), tuple(steps), tuple(answer), (), (say.UNIQUE,), ("X",))


def derive_low_rank(update: Any) -> Derivation:
    """Return the derivation of (S + U V^T)^-1 from S^-1 and the small matrix C = I + V^T S^-1 U."""
    k, n = update.rank, update.S.rows
    target = S + U * V.T
    steps = [
        step(say.FACTORS, define("R", tree_of(update.S_inverse)), rel(S * R, "=", eye(n)), Means(inv(S), R)),
        step(say.CAPACITY, define("C", eye(k) + V.T * R * U, "=", tree_of(update.capacitance)), rel(det(C), "≠", 0)),
        step(say.UPDATE, define("D", tree_of(update.capacitance_inverse)), rel(C * name("D"), "=", eye(k)),
             define("M", R - (R * U) * name("D") * (V.T * R), "=", tree_of(update.inverse))),
        step(say.FACTORS, rel(target * M, "=", eye(n)), Means(inv(target), M)),
        *(step(say.FOR_ALL_SIZES, Cited(theorem)) for theorem in instances(update)),
    ]
    answer = [rel(inv(target), "=", tree_of(update.inverse))]
    return plain({"S": update.S, "U": update.U, "V": update.V}, steps, answer, say.UNIQUE, ("R", "C", "D", "M"))


def derive_real_jordan(form: Any) -> Derivation:
    """Return the derivation of A P = P J with real blocks."""
    J, literal = name("J"), tree_of(form.J)
    law, rows = rel(A * P, "=", P * J), literal.args[0]
    cuts = [k for k in range(len(rows) + 1) if not any(
        rows[i][j] != num(0) for i in range(len(rows)) for j in range(len(rows)) if (i < k) != (j < k))]
    names = [name(f"J_{k}") for k in range(1, len(cuts))]
    blocks: list[Fact] = [define(str(B.args[0]), mat([row[p:q] for row in rows[p:q]]))
                          for B, p, q in zip(names, cuts, cuts[1:], strict=False)]
    steps = [step(say.REAL_BLOCKS, *blocks, define("J", E("diag", tuple(names)), "=", literal)),
             step(say.CHECK_PRODUCTS, define("P", tree_of(form.P)), law, rel(det(P), "≠", 0))]
    answer = [rel(P, "=", tree_of(form.P)), rel(J, "=", literal), law]
    return plain({"A": form.A}, steps, answer, say.REAL_FREEDOM, ("P", "J"))
