"""The selective diagonal scan for all lengths and state sizes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from verify.proofs.book import Book
from verify.proofs.claims import Claim
from verify.proofs.language import Family, Term, eq, forall, implies, lam, leq, less, prod, total
from verify.proofs.library.scans import signed
from verify.proofs.library.ssd import d, e, i, k, t, x
from verify.proofs.script import Goal


def theorems(book: Book) -> None:
    """One theorem."""
    _selective(book)


def _models() -> list[dict[str, Any]]:
    """States of size 0 .. 3 by the recurrence itself."""
    models: list[dict[str, Any]] = []
    for size in range(4):
        found = {(now, at): Fraction(0) for now in range(-9, 1) for at in range(-9, 9)}
        numbers: dict[str, Any] = {
            "d": size,
            "x": lambda i: i * i - 3,
            "A": lambda i, k: signed(i + k),
            "B": lambda i, k: signed(i - 2 * k),
            "C": lambda i, k: signed(i * k + 1),
        }
        for now in range(11):
            found.update(
                {
                    (now + 1, at): numbers["A"](now, at) * found[now, at] + numbers["B"](now, at) * numbers["x"](now)
                    for at in range(-9, 9)
                }
            )
        models.append({**numbers, "H": lambda i, k, found=found: found[i, k]})
    return models


def _selective(book: Book) -> None:
    A, B, C, H = (Family(name, 2) for name in "ABCH")
    claim = Claim(
        (d, A, B, C, H, x),
        {
            "start": forall(k, implies(leq(0, k), less(k, d), eq(H(0, k), 0))),
            "recurrence": forall(
                i, k, implies(leq(0, i), leq(0, k), less(k, d), eq(H(i + 1, k), A(i, k) * H(i, k) + B(i, k) * x(i)))
            ),
        },
    )

    def channel(k: Any, stop: Any, shift: int = 0) -> Term:
        return total(0, stop, lambda j: prod(j + 1 - shift, stop, lambda i: A(i, k)) * B(j, k) * x(j))

    def base(G: Goal) -> None:
        G.intro("k k_low k_high").use("s_", "start", "k").use(
            "z", "SUM0", lam("j", lambda j: prod(j + 1, 0, lambda i: A(i, "k")) * B(j, "k") * x(j)), 0, 0
        ).lin("s_", "z")

    def step(G: Goal) -> None:
        def body(stop: Any) -> Callable[[Any], Any]:
            return lambda j: prod(j + 1, stop, factor) * B(j, "k") * x(j)

        def factor(i: Any) -> Term:
            return A(i, "k")

        G.intro("e above ih k k_low k_high").use("now", "recurrence", "e", "k").use("before", "ih", "k")
        G.use("u", "SUMS", lam("j", body(e + 1)), 0, "e").use("none", "PROD0", lam("i", factor), e + 1, e + 1)
        G.have(
            "inner",
            eq(total(0, "e", body(e + 1)), total(0, "e", lambda j: A(e, "k") * body(e)(j))),
            lambda F: F.cong(
                "r r_low r_high", lambda K: K.use("last", "PRODS", lam("i", factor), Term("r") + 1, "e").lin("last")
            ),
        )
        G.lin("now", "before", "u", "none", "inner")

    def script(G: Goal) -> None:
        G.have(
            "states",
            forall(t, implies(leq(0, t), forall(k, implies(leq(0, k), less(k, d), eq(H(t, k), channel(k, t)))))),
            lambda F: F.induction(base, step),
        )
        G.intro("t t_low").cong("k k_low k_high", lambda F: F.use("u", "states", t + 1).use("v", "u", "k").lin("v"))

    def out(value: Callable[[Any, Any], Any], late: int = 1) -> Any:
        return forall(
            t, implies(leq(0, t), eq(total(0, d, lambda k: C(t, k) * H(t + late, k)), total(0, d, lambda k: value(t, k))))
        )

    models = _models()
    claim.publish(
        book,
        "selective_scan",
        "The selective diagonal scan is a sum of d 1-semiseparable scans: the outputs are the sums of C(t, k) times "
        "each channel's masked inputs, for all lengths.",
        out(lambda t, k: C(t, k) * channel(k, t + 1)),
        script,
        models=models,
        wrong={
            "one step late": out(lambda t, k: C(t, k) * channel(k, t + 1), 0),
            "decay of the input's own step": out(lambda t, k: C(t, k) * channel(k, t + 1, 1)),
            "sign": out(lambda t, k: -C(t, k) * channel(k, t + 1)),
        },
        missing={
            "start": {**models[1], "H": lambda _i, _k: 1, "A": lambda _i, _k: 1, "B": lambda _i, _k: 0, "C": lambda _i, _k: 1},
            "recurrence": {**models[1], "H": lambda i, _k: i, "C": lambda _i, _k: 1},
        },
    )
