"""The kernel's axioms in words: which ones only say what a sign means, and what the others ask for."""
from __future__ import annotations

from collections.abc import Iterable

from verify.kernel.theory import axioms

DEFINITIONS = frozenset({"DEF"})  # sums, products, powers, entries, traces, cases and blocks: what these signs mean
SENTENCES = {
    "SUM0": "an empty sum is 0", "SUMS": "a sum with one term more is the sum plus that term",
    "PROD0": "an empty product is 1", "PRODS": "a product with one factor more is the product times that factor",
    "MSUM0": "an empty sum of matrices is 0", "MSUMS": "a sum of matrices with one term more is the sum plus that term",
    "MPROD0": "an empty product of matrices is I",
    "MPRODS": "a product of matrices with one factor more is the product times that factor",
    "ITE1": "a choice takes its first value where the condition holds", "ITE2": "otherwise its second value",
    "ENTI1": "the identity has ones on its diagonal", "ENTI0": "the identity has zeros off its diagonal",
    "ENTLOW": "a matrix has no entry before row 0", "ENTHIGH": "a matrix has no entry after its last row",
    "ENTMUL": "the entries of a product are sums of products of entries",
    "ENTMAT": "a matrix given by its entries has these entries", "ENTSUM": "the entries of a sum are the sums of the entries",
    "TRACE": "the trace is the sum of the diagonal",
    "INLINL": "the block columns E1 = [I; 0] and E2 = [0; I]: E1^T E1 = I", "INRINR": "E2^T E2 = I", "INLINR": "E1^T E2 = 0",
    "INLR": "E1 E1^T + E2 E2^T = I", "ENTINL": "E1^T takes the first rows", "ENTINR": "E2^T takes the last rows",
    "INV": "every number but 0 has an inverse", "CHAR0": "no sum 1 + .. + 1 is 0", "QINV": "positive integers have inverses",
    "NATPOS": "natural numbers are >= 0", "TOTAL": "any two numbers can be compared", "ANTISYM": "s <= t and t <= s give s = t",
    "SQRT": "every number >= 0 has a square root",
    "DETMUL": "det(A B) = det A det B", "DETT": "det A^T = det A", "DET0": "the determinant of the empty matrix is 1",
    "DET1": "the determinant of a 1 x 1 matrix is its entry",
    "DETBLOCK": "the determinant of a block triangular matrix is the product of those of its diagonal blocks",
    "ADJ": "A adj A = adj A A = det A I",
    "DADD": "(s + t)' = s' + t'", "DMUL": "(s t)' = s' t + s t'", "EVADD": "values at 0 add", "EVMUL": "values at 0 multiply",
    "EVONE": "the value of 1 at 0 is 1", "DENT": "matrices are differentiated entry by entry",
    "EVENT": "matrices are evaluated entry by entry",
    "ODEUNIQUE": "X' = X A with constant A has at most one solution with a given value at 0",
    "TRIG": "there are sin, cos and pi with the addition formulas, cos(pi/2) = 0, sin^2 + cos^2 = 1, and on [0, pi/2] "
            "sin, cos >= 0, x cos x <= sin x <= x",
}
# What the axioms of one group ask for together; an axiom that is named here by itself says more than its group.
GROUPS = {"FIELD": "division by numbers that are not 0", "QALG": "division by positive integers",
          "ORDER": "an order of the numbers", "DET": "the laws of determinants", "DIFF": "the rules of differentiation"}
ALONE = frozenset({"SQRT", "ODEUNIQUE", "ADJ"})


def group(name: str) -> str:
    """The group of an axiom."""
    return axioms()[name][0]


def said(name: str) -> str:
    """One axiom in words; as a formula when it has none yet.

    >>> said("SQRT")
    'every number >= 0 has a square root'
    """
    from verify.proofs.statements import statement
    return SENTENCES.get(name) or str(statement(axioms()[name][1]))


def beyond_definitions(names: Iterable[str]) -> tuple[str, ...]:
    """The axioms that do more than say what a sign means, by name.

    >>> beyond_definitions(("SUM0", "ENTMUL", "SQRT"))
    ('SQRT',)
    """
    return tuple(sorted(name for name in names if group(name) not in DEFINITIONS))


def rests_on(names: Iterable[str], groups: Iterable[str] = ()) -> tuple[str, ...]:
    """What a statement rests on, beyond definitions, in words: one phrase a group, and the strong axioms by themselves.

    The laws of an order are rules of the kernel, not axioms: they show in the `groups` of a theorem only.

    >>> rests_on(("SUM0", "INV", "TOTAL", "SQRT"))
    ('division by numbers that are not 0', 'an order of the numbers', 'every number >= 0 has a square root')
    >>> rests_on((), ["ORDER"])
    ('an order of the numbers',)
    """
    rest, groups = beyond_definitions(names), {"ORDER"}.intersection(groups)
    there = groups | {group(n) for n in rest if n not in ALONE}
    phrases = [GROUPS[g] for g in axiom_groups() if g in GROUPS and g in there]
    return (*phrases, *(said(n) for n in rest if n in ALONE or group(n) not in GROUPS))


def axiom_groups() -> tuple[str, ...]:
    """The groups in the order of the kernel's file."""
    return tuple(dict.fromkeys(g for g, _ in axioms().values()))


def in_words(rest: Iterable[str]) -> tuple[str, ...]:
    """What a verdict rests on: the axioms among these in words, and the others as they are.

    >>> in_words(("the axiom of choice", "INV"))
    ('division by numbers that are not 0', 'the axiom of choice')
    """
    rest = tuple(rest)
    return (*rests_on(x for x in rest if x in axioms()), *(x for x in rest if x not in axioms()))
