"""Terms as data of the prelude's normal form: Coq computes that both sides agree."""
from __future__ import annotations

from typing import Any

from verify.proofs.coq.canonical import index, nameless, shape
from verify.proofs.coq.normal import Scope
from verify.proofs.notation import is_matrix


class Reflection:
    """One equation: its scalars, sizes and matrices by number."""

    def __init__(self, page: Any, scope: Scope) -> None:
        """Nothing is numbered yet."""
        self.page, self.scope = page, scope
        self.scalars: dict[Any, tuple[int, str]] = {}
        self.matrices: dict[Any, tuple[int, str, int, int]] = {}
        self.sizes: dict[Any, int] = {}

    def size(self, form: Any) -> int:
        """The number of a size."""
        return self.sizes.setdefault(form, len(self.sizes))

    def kind(self, t: Any) -> tuple[int, int]:
        """The shape of a matrix, in numbers."""
        rows, columns = shape(t, self.scope)
        return self.size(rows), self.size(columns)

    def sx(self, x: Any) -> str:
        """A scalar term."""
        if isinstance(x, int):
            return f"(SNum {x})" if x >= 0 else f"(SOpp (SNum {-x}))"
        op, *a = x
        if op == "q":
            return self.sx(a[0] // a[1])
        if op in ("+", "*"):
            return self.chain("SAdd" if op == "+" else "SMul", [self.sx(y) for y in a])
        if op == "-":
            first, *rest = map(self.sx, a)
            return f"(SOpp {first})" if not rest else self.chain("SAdd", [first, *(f"(SOpp {y})" for y in rest)])
        number, _ = self.scalars.setdefault(nameless(x), (len(self.scalars), self.page.scalar(x)))
        return f"(SAt {number})"

    @staticmethod
    def chain(operator: str, parts: list[str]) -> str:
        """Parts joined from the left."""
        whole = parts[0]
        for part in parts[1:]:
            whole = f"({operator} {whole} {part})"
        return whole

    def mx(self, x: Any) -> str:
        """A matrix term."""
        op, *a = x
        if op in ("I", "O"):
            return "MOne" if op == "I" else "MZero"
        if op == "T":
            return f"(MTr {self.mx(a[0])})"
        if op == "+":
            return self.chain("MAdd", [self.mx(y) for y in a])
        if op == "-":
            first, *rest = map(self.mx, a)
            return f"(MOpp {first})" if not rest else self.chain("MAdd", [first, *(f"(MOpp {y})" for y in rest)])
        if op == "*":
            inside = [y for y in a if is_matrix(y)]
            around = [y for y in a if not is_matrix(y)]
            whole = self.mx(inside[0])
            for y in inside[1:]:
                whole = f"(MMul {whole} {self.kind(y)[0]} {self.mx(y)})"
            return f"(MScale {self.sx(('*', *around))} {whole})" if around else whole
        number, _, _, _ = self.matrices.setdefault(nameless(x), (len(self.matrices), self.page.matrix(x), *self.kind(x)))
        return f"(MAt {number})"

    def prove(self, s: Any, t: Any) -> None:
        """Lines that prove s = t, the goal as it stands."""
        page = self.page
        if not is_matrix(s) and not is_matrix(t):
            left, right = self.sx(s), self.sx(t)
            page.emit(f"apply: (@by_scalars Rg {self.values()} {left} {right}); "
                      "[vm_compute; reflexivity | evaluated | evaluated].")
            return
        rows, columns = self.kind(s)
        left, right = self.mx(s), self.mx(t)
        listed = "; ".join(page.size(index(form)) for form in self.sizes)
        page.emit(f"pose sz := pick 0%N [:: {listed}].")
        rest = "| _ => fun r_ c_ => 0 "
        kind = "'M[Rg]_(sz r_, sz c_)"
        known = "".join(f"| {n}%N => fun r_ c_ => match r_, c_ return {kind} with {r}%N, {c}%N => {written} | _, _ => 0 end "
                        for n, written, r, c in self.matrices.values())
        page.emit(f"pose mv := (fun k_ : nat => match k_ return forall r_ c_, {kind} with {known}{rest}end).")
        page.emit(f"apply: (@by_matrices Rg {self.values()} sz mv {left} {right} {rows} {columns}); "
                  "[vm_compute; reflexivity | subst sz mv; evaluated | subst sz mv; evaluated].")

    def values(self) -> str:
        """The values of the scalars."""
        listed = "; ".join(written for _, written in self.scalars.values())
        return f"(pick 0 [:: {listed}])" if listed else "(fun _ => 0)"
