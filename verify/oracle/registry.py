"""Problems (what is asked, with its exact truth) and targets (who is asked); the adapters register themselves here."""
from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from symbolic.errors import InputError, MissingDependencyError
from verify.oracle.calling import plain_call
from verify.oracle.case import Case, Draw
from verify.oracle.truth import Truth

Args = tuple[Any, ...]


@dataclass(frozen=True)
class Problem:
    """A mathematical question: how to ask it, cases that are worth asking, and the truth of each.

    Attributes:
        name: what `as_` says, such as "expm". signature: how a function is called and what it returns.
        cases: Draw -> cases, the fixed hard ones first. truth: Case -> Truth, exact for the very floats given.
        strategy: () -> a Hypothesis strategy of Case, from which a smaller failure is looked for; optional.
        tidy: a case -> the same with what does not matter set to what a reader expects; optional.
    """

    name: str
    signature: str
    cases: Callable[[Draw], Iterable[Case]]
    truth: Callable[[Case], Truth]
    strategy: Callable[[], Any] | None = None
    tidy: Callable[[Case], Case] | None = None


@dataclass(frozen=True)
class Target:
    """A public function under audit: its import path, the problem it claims to solve, and how it is called.

    `call` defaults to function(*args, **options); a target with another one says in `expression` how the same is written
    in terms of `arguments`, a tuple of arrays, so that the reproducer runs without us. `cases` and `truth` replace those of
    the problem where a target differs.
    """

    name: str
    as_: str
    call: Callable[[Callable[..., Any], Case], Any] = plain_call
    cases: Callable[[Draw], Iterable[Case]] | None = None
    truth: Callable[[Case], Truth] | None = None
    expression: str = ""
    packages: tuple[str, ...] = field(default=())  # whose versions the report prints, besides the first part of the name

    def load(self) -> Callable[..., Any]:
        """The function itself."""
        return load(self.name)


_PROBLEMS: dict[str, Problem] = {}
_TARGETS: dict[str, Target] = {}


def problem(name: str, signature: str, *, cases: Callable[[Draw], Iterable[Case]],
            strategy: Callable[[], Any] | None = None,
            tidy: Callable[[Case], Case] | None = None) -> Callable[[Callable[[Case], Truth]], Callable[[Case], Truth]]:
    """Register the decorated `truth` function as a problem."""
    def register(truth: Callable[[Case], Truth]) -> Callable[[Case], Truth]:
        _PROBLEMS[name] = Problem(name, signature, cases, truth, strategy, tidy)
        return truth
    return register


def target(name: str, as_: str, **options: Any) -> Target:
    """Register a function under audit; options are the other fields of `Target`."""
    found = Target(name, as_, **options)
    _TARGETS[name] = found
    return found


def _load_adapters() -> None:
    folder = import_module("verify.oracle.targets")
    for module in pkgutil.iter_modules(folder.__path__):
        import_module(f"{folder.__name__}.{module.name}")


def known_problems() -> dict[str, Problem]:
    """Every problem by name.

    >>> "expm" in known_problems()
    True
    """
    _load_adapters()
    return dict(sorted(_PROBLEMS.items()))


def package_of(name: str) -> str:
    """The package that a target belongs to.

    >>> package_of("numpy.linalg.inv"), package_of("sympy:Matrix.exp")
    ('numpy', 'sympy')
    """
    return name.replace(":", ".").split(".")[0]


def known_targets(package: str = "") -> dict[str, Target]:
    """Every registered target by name, or those of one package.

    >>> "numpy.linalg.inv" in known_targets("numpy")
    True
    """
    _load_adapters()
    return {name: t for name, t in sorted(_TARGETS.items()) if not package or package_of(name) == package}


def find_problem(name: str) -> Problem:
    """The problem of that name; InputError lists the others."""
    known = known_problems()
    if name not in known:
        raise InputError(f"audit: {name!r} is not a problem this oracle knows; the problems are {', '.join(known)}")
    return known[name]


def load(path: str) -> Callable[..., Any]:
    """The callable at "package.module.name" or "package.module:name".

    Raises:
        InputError: there is no such module or name, or it cannot be called. MissingDependencyError: the package is absent.
    >>> load("math:sqrt")(9.0)
    3.0
    """
    module, _, name = path.partition(":") if ":" in path else path.rpartition(".")
    if not module or not name:
        raise InputError(f"audit: {path!r} is not an import path; write package.module:function")
    try:
        found: Any = import_module(module)
    except ModuleNotFoundError as error:
        top = module.split(".")[0]
        if error.name == top and top in {"scipy", "mpmath", "sympy"}:
            raise MissingDependencyError(f"audit: {path} needs {top}, which is not installed; "
                                         "install it with pip install 'eigenproof[audit]'") from None
        raise InputError(f"audit: {path!r} cannot be imported: {error}") from error
    for part in name.split("."):
        if not hasattr(found, part):
            raise InputError(f"audit: {module} has no {name!r}")
        found = getattr(found, part)
    if not callable(found):
        raise InputError(f"audit: {path} is {type(found).__name__}, which cannot be called")
    return found  # type: ignore[no-any-return]
