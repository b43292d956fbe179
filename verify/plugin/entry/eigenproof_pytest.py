"""What pytest loads: options, markers, the fixture `oracle`. It imports nothing of `verify` before one of them is used.

A project may have a `verify.py` or a `symbolic` of its own. Then its own module is the one that `import verify` finds; what
needs ours says so in one sentence, and everything else runs as if this plugin were not installed. This module is therefore
installed at the top, beside the packages, and not inside of them.
"""
# ruff: noqa: INP001 - its folder is on the path of a checkout and is no package
from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from verify.plugin.oracle import Oracle

NEEDED = ("symbolic", "verify")
INI = {"oracle_profile": "How much `oracle` tries: ci (seconds) or deep.",
       "oracle_seed": "The seed of the cases that are drawn, or the word random.",
       "oracle_expected": "Expected failures, a file with TARGET LINK a line.",
       "oracle_baseline": "Fail only where more is found than this file holds."}
ORACLE = ("oracle(problem, *, profile=None, seed=None): hold the function under audit against exact truth; the test takes the "
          "fixture `oracle`, or returns the function (eigenproof)")
CLAIMS = "claims: a claim of a ledger, collected by --claims or --claims-file (eigenproof)"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, and the same as settings."""
    group = parser.getgroup("eigenproof", "exact truth for numerical code (eigenproof)")
    group.addoption("--oracle-profile", choices=("ci", "deep"), help=INI["oracle_profile"])
    group.addoption("--oracle-seed", metavar="N", help=INI["oracle_seed"])
    group.addoption("--oracle-expected", metavar="FILE", help=INI["oracle_expected"])
    group.addoption("--oracle-baseline", metavar="FILE", help=INI["oracle_baseline"])
    group.addoption("--oracle-write-baseline", metavar="FILE", help="Write what was found to this file.")
    group.addoption("--claims", action="store_true", help="Settle the claims of eigenproof's ledger, a test each.")
    group.addoption("--claims-file", action="append", default=[], metavar="FILE",
                    help="Settle the claims of this file (.toml, .md, .tex, .ipynb), a test each; may be repeated.")
    for name, about in INI.items():
        parser.addini(name, about)


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, for --strict-markers."""
    for line in (ORACLE, CLAIMS):
        config.addinivalue_line("markers", line)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """A sentence when our packages are hidden by the user's; what was asked for when something was; else nothing."""
    sentence = hidden(config)
    if sentence:
        return [sentence]
    asked = [f"{name.replace('oracle_', '')} {setting(config, name)}" for name in INI if setting(config, name)]
    return [f"eigenproof: {', '.join(asked)}"] if asked else []


def setting(config: pytest.Config, name: str) -> str:
    """An option, or else the setting of the same name in the configuration file; empty when there is neither."""
    return str(config.getoption(name) or config.getini(name) or "")


def is_ours(origin: str, name: str) -> bool:
    """Whether this is the file of a package of this project, wherever it is installed; a checkout counts."""
    path = Path(origin).resolve()
    return path.parts[-2:] == (name, "__init__.py") and (path.parents[1] / "verify" / "plugin" / "oracle.py").is_file()


def hidden(config: pytest.Config) -> str:
    """Why `verify` or `symbolic` of this project cannot be used here, in one sentence; empty when they can.

    The user's own module wins wherever it lies: in the root of the project, where pytest was started, on the path before
    ours, or imported already.
    """
    folders = [str(p) for p in dict.fromkeys((config.rootpath, config.invocation_params.dir))]
    found = [(name, foreign(name, folders)) for name in NEEDED]
    own = [f"{name} ({_shown(path, config.rootpath)})" for name, path in found if path]
    if not own:
        return ""
    return (f"eigenproof: this project has its own {' and '.join(own)}, so `oracle` and --claims are off here; "
            "everything else runs as if eigenproof were not installed")


def _shown(path: str, root: Path) -> str:
    return os.path.relpath(path, root) if Path(path).is_relative_to(root) else path


def foreign(name: str, folders: list[str]) -> str:
    """The file of a module of this name that is not ours, or the empty string; nothing is imported to find out."""
    loaded = getattr(sys.modules.get(name), "__file__", None)
    specs = [PathFinder.find_spec(name, [folder]) for folder in folders] + [PathFinder.find_spec(name)]
    for origin in (loaded, *(spec.origin for spec in specs if spec is not None)):
        if origin is not None and not is_ours(origin, name):
            return str(origin)
    return ""


@pytest.fixture
def oracle(request: pytest.FixtureRequest) -> Oracle:
    """`oracle.check(function)` fails when an answer is WRONG; `oracle.audit(function)` returns the report.

    The problem is that of `@pytest.mark.oracle("expm")`, or the argument `as_`.
    """
    return made(request.node)


def made(item: Any) -> Oracle:
    """The oracle of a test; the test fails when our packages are hidden."""
    sentence = hidden(item.config)
    if sentence:
        pytest.fail(sentence, pytrace=False)
    from verify.plugin.oracle import oracle_of
    return oracle_of(item)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object | None:
    """A test with the marker that does not take the fixture returns the function under audit."""
    if pyfuncitem.get_closest_marker("oracle") is None or "oracle" in pyfuncitem.fixturenames:
        return None
    names = pyfuncitem._fixtureinfo.argnames  # noqa: SLF001 - how pytest itself calls a test
    function = pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})
    if function is None:
        pytest.fail("eigenproof: a test with the marker `oracle` returns the function under audit (or its import path), "
                    "or takes the fixture `oracle`", pytrace=False)
    made(pyfuncitem).check(function)
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Claims come behind the tests, when everything of the user's has been imported; then -k and -m choose among all."""
    if not (config.option.claims or config.option.claims_file):
        return
    sentence = hidden(config)
    if sentence:
        raise pytest.UsageError(sentence)
    from verify.plugin.claims import collected
    items.extend(collected(session, config))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the baseline that was asked for, where the reports of all processes meet."""
    path = session.config.getoption("oracle_write_baseline")
    if path and not hasattr(session.config, "workerinput") and not hidden(session.config):
        from verify.plugin.baseline import write
        write(session.config, path)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what a baseline would hold; nothing happens for other tests."""
    if report.when == "call" and any(name == "oracle_found" for name, _ in report.user_properties):
        from verify.plugin.baseline import keep
        keep(report)
