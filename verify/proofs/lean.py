"""Theorems as a Lean 4 file for users who have Mathlib: not compiled by this project.

The dimension-free theorems whose proofs are linear combinations of their premises: the multipliers that the kernel has
checked are handed to `simp`, which multiplies out, and to `module`, which adds up.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from verify.kernel.errors import Malformed, Rejected
from verify.kernel.substitution import read
from verify.proofs.committed import index, library
from verify.proofs.coq.terms import UntranslatableError
from verify.proofs.notation import form, is_matrix, lettered
from verify.proofs.statements import parts

HEADER = """-- Written by eigenproof: `eigenproof theorems --emit lean`. Lean 4 with Mathlib.
-- NOT compiled by eigenproof: only the MathComp files (`--emit coq`) are.
import Mathlib

namespace Eigenproof
open Matrix

variable {Rg : Type*} [CommRing Rg]

macro "multiply_out" : tactic => `(tactic| (
  simp only [Matrix.mul_add, Matrix.add_mul, Matrix.mul_sub, Matrix.sub_mul, Matrix.mul_neg, Matrix.neg_mul, Matrix.mul_one,
    Matrix.one_mul, Matrix.mul_zero, Matrix.zero_mul, Matrix.mul_smul, Matrix.smul_mul, Matrix.mul_assoc,
    Matrix.transpose_add, Matrix.transpose_sub, Matrix.transpose_neg, Matrix.transpose_smul, Matrix.transpose_mul,
    Matrix.transpose_transpose, Matrix.transpose_one, smul_add, smul_sub, smul_neg, smul_smul, add_smul, sub_smul, neg_smul]
  try module))
"""


@dataclass(frozen=True)
class Translated:
    """The file, and the theorems in it."""

    text: str
    names: tuple[str, ...]


def natural(x: Any) -> str:
    """A size without subtraction.

    >>> natural(("+", "n", "k", 1))
    '(n + k + 1)'
    """
    constant, parts = form(x) or (-1, {})
    if constant < 0 or any(c < 0 for c in parts.values()):
        raise UntranslatableError(f"a difference: {x}")
    names = [*(v for v, c in parts.items() for _ in range(c)), *([str(constant)] if constant or not parts else [])]
    return names[0] if len(names) == 1 else f"({' + '.join(names)})"


def natural_premise(x: Any) -> bool:
    """Whether a premise only says that a size is not negative."""
    return x[0] == "<=" and x[1] == 0 and isinstance(x[2], str)


def scalar(x: Any) -> str:
    """A scalar term."""
    if isinstance(x, int):
        return str(x) if x >= 0 else f"(-{-x})"
    op, *a = x
    if op == "f" and len(a) == 1:
        return str(a[0])
    if op == "q" and a[0] % a[1] == 0:
        return scalar(a[0] // a[1])
    if op == "-" and len(a) == 1:
        return f"(-{scalar(a[0])})"
    if op in ("+", "-", "*"):
        return f"({f' {op} '.join(map(scalar, a))})"
    raise UntranslatableError(f"the scalar {op}")


def matrix(x: Any) -> str:
    """A matrix term."""
    op, *a = x
    if op == "m" and len(a) == 1:
        return str(a[0])
    if op == "T":
        return f"{matrix(a[0])}ᵀ"
    if op == "I":
        return f"(1 : Matrix (Fin {natural(a[0])}) (Fin {natural(a[0])}) Rg)"
    if op == "O":
        return f"(0 : Matrix (Fin {natural(a[0])}) (Fin {natural(a[1])}) Rg)"
    if op == "+":
        return f"({' + '.join(map(matrix, a))})"
    if op == "-":
        return f"(-{matrix(a[0])})" if len(a) == 1 else f"({' - '.join(map(matrix, a))})"
    if op == "*":
        around = [y for y in a if not is_matrix(y) and y != 1]
        product = " * ".join(matrix(y) for y in a if is_matrix(y))
        return f"(({scalar(('*', *around))} : Rg) • ({product}))" if around else f"({product})"
    raise UntranslatableError(f"the matrix {op}")


def formula(x: Any) -> str:
    """A premise or a conclusion: equations between matrices, and conjunctions."""
    op, *a = x
    if op == "=" and is_matrix(a[0]):
        return f"{matrix(a[0])} = {matrix(a[1])}"
    if op == "and":
        return f"({formula(a[0])} ∧ {formula(a[1])})"
    raise UntranslatableError(f"the formula {op}")


def declaration(x: Any) -> str:
    """A declared name with its type."""
    kind, letter, *rest = x
    if kind == "int":
        return f"({letter} : ℕ)"
    if kind == "f" and rest[0] == 0:
        return f"({letter} : Rg)"
    if kind == "m" and not rest[0]:
        return f"({letter} : Matrix (Fin {natural(rest[1])}) (Fin {natural(rest[2])}) Rg)"
    raise UntranslatableError(f"the declaration of {letter}")


def proved(conclusion: Any, proof: Any, premises: dict[str, Any]) -> str:
    """The proof term or tactic of a conclusion."""
    rule, *arguments = proof
    if rule == "split" and conclusion[0] == "and":
        first, second = (proved(c, p, premises) for c, p in zip(conclusion[1:], arguments, strict=True))
        return f"constructor\n{_indented('· ' + first)}\n{_indented('· ' + second)}"
    if rule == "lin" and conclusion[0] == "=":
        known = [name for _, name, _ in arguments[0]]
        if not set(known) <= set(premises):
            raise UntranslatableError("a fact that is no premise")
        summands = [_part(left, premises[name], right) for left, name, right in arguments[0]]
        difference = f"{matrix(conclusion[1])} - {matrix(conclusion[2])}"
        rewrites = f"simp [{', '.join(f'sub_eq_zero.mpr {name}' for name in dict.fromkeys(known))}]" if known else "simp"
        return (f"have key : {difference} = {' + '.join(summands) or '0'} := by multiply_out\n"
                f"rw [← sub_eq_zero, key]\n{rewrites}")
    raise UntranslatableError(f"the rule {rule}")


def _part(left: Any, equation: Any, right: Any) -> str:
    if not is_matrix(equation[1]):
        raise UntranslatableError("a scalar equation")
    around = [matrix(x) if is_matrix(x) else None for x in (left, right)]
    inner = f"({matrix(equation[1])} - {matrix(equation[2])})"
    product = " * ".join(x for x in (around[0], inner, around[1]) if x)
    numbers = [x for x in (left, right) if not is_matrix(x) and x != 1]
    return f"({scalar(('*', *numbers))} : Rg) • ({product})" if numbers else product


def _indented(block: str) -> str:
    return block.replace("\n", "\n  ")


def one(name: str, statement: Any, proof: Any) -> str:
    """One theorem.

    Raises:
        UntranslatableError: a part of it has no translation.
    """
    variables, premises, conclusion = parts(statement)
    if proof[0] != "intro" or len(proof[1]) != len(variables) + len(premises):
        raise UntranslatableError("a proof that does not begin with its premises")
    declared = {v[1]: v for v in variables}
    given = [label for label in proof[1] if label not in declared]
    if len(given) != len(premises):
        raise UntranslatableError("a premise that is no equation")
    known = dict(zip(given, premises, strict=True))
    rows = [declaration(v) for v in variables]
    rows += [f"({label} : {formula(p)})" for label, p in known.items() if not natural_premise(p)]
    tactic = _indented("\n" + proved(conclusion, proof[2], known))
    return f"theorem {name} {' '.join(rows)} :\n    {formula(lettered(conclusion))} := by{tactic}\n"


def translated() -> Translated:
    """The file with every theorem that translates."""
    lemmas = {row["name"] for row in index()["theorems"] if row["lemma"]}
    texts: dict[str, str] = {}
    for name, statement, proof in ([read(x) for x in entry] for entry in library()["theorems"]):
        try:
            texts[name] = one(name, statement, proof)
        except (UntranslatableError, Malformed, Rejected):
            continue
    names = tuple(name for name in texts if name not in lemmas)
    return Translated("\n".join([HEADER, *texts.values(), "end Eigenproof\n"]), names)
