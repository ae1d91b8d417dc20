# Two commands do everything on a fresh machine that has python3.12, make and git: `make demo` and `make test`.
UV_VERSION := 0.13.9
BIN := .venv/bin
PY := $(BIN)/python
UV := $(BIN)/uv
SAMPLE := data/samples

.DEFAULT_GOAL := help
.PHONY: help edge demo test lint format types layers unit bench docs site pictures raise-floors wheel smoke release lock clean

help: ## print this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

.venv/.ready: requirements.lock pyproject.toml
	test -x $(PY) || python3.12 -m venv .venv
	test -x $(UV) || $(PY) -m pip install --quiet uv==$(UV_VERSION)
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(PY) --no-build-isolation --no-deps -e .
	touch $@

.venv/.edge: .venv/.ready requirements-edge.lock
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements-edge.lock
	touch $@

edge: .venv/.edge ## install the heavy optional libraries too, so that no test is skipped for want of one

demo: .venv/.ready ## read the sample articles, write claim records and print them
	$(BIN)/faclaims extract $(SAMPLE) -o out/claims.jsonl
	@set -- $(SAMPLE)/*.txt; $(BIN)/faclaims show "$$1"
	@echo "All claims of the samples, one JSON object a line: out/claims.jsonl"

test: lint types layers unit ## everything that must hold: style, types, layers, tests, evaluation gate

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/.ready ## rewrite the code in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: .venv/.ready
	$(BIN)/mypy

layers: .venv/.ready
	$(BIN)/lint-imports

unit: .venv/.ready
	$(BIN)/pytest -n 2 --dist loadgroup

bench: .venv/.ready ## speed beside hazm's Normalizer, starting, workers, memory, long and hostile text
	$(PY) benchmarks/bench.py
	$(PY) benchmarks/scale.py

docs: .venv/.ready ## write the generated reference pages anew
	$(PY) docs/generate.py

raise-floors: .venv/.ready ## raise the floors of the evaluation gate to what is measured now (never lowers one)
	PYTHONPATH=. $(PY) tests/raise_floors.py

site: .venv/.ready ## build the documentation site into site/
	$(BIN)/mkdocs build --strict --quiet

pictures: .venv/.ready ## take the pictures of the documentation anew (needs chromium)
	$(PY) docs/screenshots.py

wheel: .venv/.ready ## build dist/*.whl and dist/*.tar.gz
	rm -rf dist
	$(BIN)/hatchling build -t sdist -t wheel

# The wheel is built from the sdist, so that both are tried, and installed with nothing but what it asks for.
smoke: wheel ## install the package into an empty environment and use it there
	rm -rf out/smoke && mkdir -p out/smoke/sdist
	tar -xzf dist/*.tar.gz -C out/smoke/sdist --strip-components 1
	cd out/smoke/sdist && $(abspath $(BIN))/hatchling build -t wheel -d ..
	$(UV) venv --quiet --python $(PY) out/smoke/venv
	sed 's/ --hash=[^ ]*//; /^ *--hash/d; s/ \\$$//' requirements.lock > out/smoke/versions.txt
	$(UV) pip install --quiet --python out/smoke/venv/bin/python -c out/smoke/versions.txt out/smoke/*.whl
	cd out/smoke && venv/bin/python $(abspath tests/smoke.py)

release: .venv/.ready ## make VERSION the version, and its changes a section of CHANGELOG.md
	$(BIN)/hatchling version $(VERSION)
	sed -i "s/^version: .*/version: $$($(BIN)/hatchling version)/" CITATION.cff
	$(BIN)/towncrier build --yes --version "$$($(BIN)/hatchling version)"

lock: ## resolve the dependencies anew
	$(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-annotate --group dev pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-annotate --group edge -c requirements.lock pyproject.toml -o requirements-edge.lock

clean: ## remove everything that the other targets made
	rm -rf .venv dist out site .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
