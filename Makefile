# Two commands do everything on a fresh machine: `make demo` and `make test`.
UV_VERSION := 0.13.9
PY := .venv/bin/python
UV := .venv/bin/uv

.PHONY: demo test lint types layers lock clean

.venv/.ready: requirements.lock pyproject.toml
	test -x $(PY) || python3.12 -m venv .venv
	test -x $(UV) || $(PY) -m pip install --quiet uv==$(UV_VERSION)
	$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(PY) --no-deps -e .
	touch $@

lock: ## resolve the dependencies anew
	$(UV) pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-annotate --group dev pyproject.toml -o requirements.lock
