# make key    build the chapter's answer key into build/key/        make test   everything that must pass
# make lint   ruff and mypy --strict                                make bench  measure the table of the README
# make deep   property tests with ten times the examples, campaign  make clean  remove what was built
# make proofs prove the theorem library again and write it          make coq    have Coq check what translates (Debian)
# make campaign 100000 drawn cases against our own solvers: CASES=, SEED=, CORES=; it continues where it was stopped
#
# A fresh machine needs Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
VENV   ?= .venv
PY     := $(VENV)/bin/python
JOBS   ?= auto
SEED   ?= 20260101
CASES  ?= 100000
CORES  ?= $(shell nproc 2> /dev/null || echo 2)
SUDO   := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
EXTRAS := ci,audit,figures,pdf,notebook,lint

.PHONY: help key test lint bench deep campaign proofs coq clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -n 5

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "eigenproof needs Python 3.11 or newer; $(PYTHON) is older or missing. Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps record what is installed: a second run does nothing, a changed pyproject.toml installs again.
$(VENV)/.installed: pyproject.toml | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-all: pyproject.toml | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --editable ".[$(EXTRAS)]"
	@touch $(VENV)/.installed $@

key: $(VENV)/.installed
	$(VENV)/bin/eigenproof key chapter -o build/key

lint: $(VENV)/.installed-all
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

test: lint
	$(PY) -m pytest -n $(JOBS) --dist worksteal -q

deep: $(VENV)/.installed-all
	HYPOTHESIS_PROFILE=deep $(PY) -m pytest -n $(JOBS) --dist worksteal -q --hypothesis-seed=$(SEED) tests
	$(PY) -m bench.campaign --cases $(CASES) --seed $(SEED) --jobs $(CORES)

campaign: $(VENV)/.installed-all
	$(PY) -m bench.campaign --cases $(CASES) --seed $(SEED) --jobs $(CORES)

bench: $(VENV)/.installed-all
	SYMPY_GROUND_TYPES=flint $(PY) -m bench
	$(PY) -m bench.table

proofs: $(VENV)/.installed
	$(PY) -m verify.proofs
	$(PY) -m verify.kernel verify/proofs/library.json > /dev/null

# Installing needs about 1 GB, compiling a quarter of an hour; unchanged chapters are not compiled again. Coq 8.16 with
# MathComp 1.15; any coqc on the PATH is taken.
coq: $(VENV)/.installed
	@command -v coqc > /dev/null || { $(SUDO) apt-get update -q && \
	  $(SUDO) apt-get install -y -q --no-install-recommends coq libcoq-mathcomp-ssreflect libcoq-mathcomp-algebra; }
	$(PY) -m verify.proofs.coq build/coq

clean:
	rm -rf build dist .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
