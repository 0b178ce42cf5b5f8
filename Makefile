# Two commands do everything: `make run` and `make test`. Each sets up what it needs first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint airflow audit lock clean

run: $(VENV)/.ready-run  ## Read the five seed documents into data/news.duckdb
	@$(BIN)/warta run --offline

test: $(VENV)/.ready-test  ## Run the whole suite
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

lint: $(VENV)/.ready-test  ## Ruff, mypy, and the direction of imports
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

airflow: $(VENV)/.ready-run  ## Airflow with our DAGs on http://127.0.0.1:8080, until Ctrl-C
	@exec $(BIN)/python -m dags.serve

$(VENV)/.ready-run: requirements.lock pyproject.toml
	@PYTHON=$(PYTHON) sh .ci/install $(VENV) requirements.lock
	@touch $@

$(VENV)/.ready-test: requirements-test.lock pyproject.toml
	@PYTHON=$(PYTHON) sh .ci/install $(VENV) requirements-test.lock
	@touch $@ $(VENV)/.ready-run

audit: $(VENV)/.ready-test  ## Licences and known vulnerabilities of the locked packages
	@[ -x $(VENV)-audit/bin/pip-audit ] || { $(PYTHON) -m venv $(VENV)-audit && \
		$(VENV)-audit/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1; }
	@$(BIN)/python .ci/audit.py --pip-audit $(VENV)-audit/bin/pip-audit

lock:  ## Resolve the dependencies anew, for Python 3.11 to 3.13 (needs uv); what tests need bounds what runs
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate -q -o requirements-test.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate -q -c requirements-test.lock -o requirements.lock

clean:  ## Remove the environment and everything that was read
	rm -rf $(VENV) $(VENV)-audit data
	find . -name '*.nbi' -o -name '*.nbc' | xargs rm -f
