"""An independent reader of derivations, in SymPy: is every relation of this derivation true?

It shares nothing with the kernel: trees become SymPy matrices, letters become concrete exact matrices that satisfy the
declared laws, roots become one explicit root of their polynomial, and equality is decided by simplification.
"""
from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy as sp

Tree = list[Any]


def matrix(x: Any) -> sp.Matrix:
    return x if isinstance(x, sp.MatrixBase) else sp.Matrix([[x]])


class Reader:
    def __init__(self, data: dict[str, Any], letters: dict[str, sp.Matrix], size: int) -> None:
        self.data, self.size = data, size
        self.names: dict[str, sp.Matrix] = dict(letters)
        self.of: dict[str, sp.Symbol] = {}
        self.roots = {label: sp.Poly([sp.Rational(c) for c in reversed(f)], sp.Symbol("X")).all_roots()[0]
                      for label, f in data["roots"].items()}
        for name, tree in data["given"].items():
            self.names[name] = self.value(tree)

    def symbol(self, name: str) -> sp.Expr:
        return sp.Symbol(name)

    def extent(self, n: Any) -> int:
        return self.size if isinstance(n, str) else int(n)

    def value(self, e: Tree) -> sp.Matrix:
        op, *args = e
        leaf = getattr(self, f"leaf_{op}", None)
        if leaf is not None:
            return matrix(leaf(*args))
        return matrix(getattr(self, f"op_{op}")(*(self.value(a) for a in args)))

    def leaf_num(self, q: str) -> Any:
        return sp.Rational(q)

    def leaf_sqrt(self, q: str) -> Any:
        return sp.sqrt(sp.Integer(q))

    def leaf_i(self) -> Any:
        return sp.I

    def leaf_var(self, v: str) -> Any:
        return self.symbol(v)

    def leaf_root(self, label: str) -> Any:
        return self.roots[label]

    def leaf_name(self, n: str) -> Any:
        return self.names[n]

    def leaf_eye(self, n: Any) -> Any:
        return sp.eye(self.extent(n))

    def leaf_zero(self, m: Any, n: Any) -> Any:
        return sp.zeros(self.extent(m), self.extent(n))

    def leaf_mat(self, rows: list[list[Tree]]) -> Any:
        return sp.Matrix([[self.value(x)[0] for x in row] for row in rows])

    def leaf_entry(self, x: Tree, i: int, j: int) -> Any:
        return self.value(x)[i - 1, j - 1]

    def leaf_call(self, f: str, x: Tree) -> Any:
        return self.names[f].subs(self.of[f], self.value(x)[0])

    def leaf_norm(self, x: Tree, which: str) -> Any:
        A = self.value(x)
        if which == "F":
            return sp.sqrt(sum(a ** 2 for a in A))
        return sp.sqrt(max((A.T * A).eigenvals(), key=sp.N))

    def op_rank(self, a: sp.Matrix) -> Any:
        return a.applyfunc(sp.nsimplify).rank()

    def op_add(self, *a: sp.Matrix) -> Any:
        return sum(a[1:], a[0])

    def op_neg(self, a: sp.Matrix) -> Any:
        return -a

    def op_mul(self, *a: sp.Matrix) -> Any:
        out = a[0]
        for b in a[1:]:
            out = out * b if out.cols == b.rows else out[0] * b if out.shape == (1, 1) else out * b[0]
        return out

    def op_pow(self, a: sp.Matrix, k: sp.Matrix) -> Any:
        return a[0] ** k[0] if a.shape == (1, 1) else a ** k[0]

    def op_T(self, a: sp.Matrix) -> Any:
        return a.T

    def op_inv(self, a: sp.Matrix) -> Any:
        return a.inv()

    def op_frac(self, a: sp.Matrix, b: sp.Matrix) -> Any:
        return a / b[0]

    def op_det(self, a: sp.Matrix) -> Any:
        return a.det()

    def op_exp(self, a: sp.Matrix) -> Any:
        return sp.exp(a[0])

    def op_hcat(self, *a: sp.Matrix) -> Any:
        return sp.Matrix.hstack(*a)

    op_tuple = op_hcat

    def op_diag(self, *a: sp.Matrix) -> Any:
        return sp.diag(*a)

    # --- facts ----------------------------------------------------------------------------------------------------

    def true(self, fact: dict[str, Any]) -> bool:
        if "all" in fact:
            told = [self.true(f) for f in fact["all"]]  # every one, because definitions bind names
            return all(told)
        if "said" in fact or "theorem" in fact:  # theorems have evaluators of their own, in tests/verify
            return True
        if "rank" in fact:
            return int(self.op_rank(self.value(fact["rank"]))) == fact["is"]
        if "means" in fact:
            return self.vanishes(self.value(fact["means"]) - self.value(fact["x"]))
        if "let" in fact:
            self.names[fact["let"]] = self.value(fact["sides"][1])
            if "of" in fact:
                self.of[fact["let"]] = sp.Symbol(fact["of"])
        values = [self.value(s) for s in fact["sides"]]
        return all(self.holds(a, op, b) for (a, b), op in zip(pairwise(values), fact["ops"], strict=True))

    def holds(self, a: sp.Matrix, op: str, b: sp.Matrix) -> bool:
        if op in "=≠":
            return self.vanishes(a - b) == (op == "=")
        difference = sp.N((a - b)[0], 60)
        return bool({">": difference > 0, "<": difference < 0, "≥": difference >= 0, "≤": difference <= 0}[op])

    def vanishes(self, a: sp.Matrix) -> bool:
        return all(sp.simplify(sp.expand_complex(sp.expand(x)) if x.is_number else sp.expand(x)) == 0 for x in a)


def all_true(data: dict[str, Any], letters: dict[str, sp.Matrix] | None = None, size: int = 2) -> bool:
    """Whether every fact of the derivation is true, line by line; a line that makes no sense is not."""
    try:
        reader = Reader(data, letters or {}, size)
        told = [reader.true(fact) for part in ("steps", "answer") for fact in data[part]]
        return all(told)
    except (ValueError, sp.matrices.exceptions.MatrixError, ZeroDivisionError, TypeError):
        return False
