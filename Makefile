# Two commands for a newcomer: `make demo` and `make test`. Both need Python 3.11+, make and the package registries.

VENV ?= .venv
RUN := $(VENV)/bin
PYTHON ?= python3

.PHONY: demo test check plans bench bench-dispatch lock messages stop clean

demo: $(VENV)/.ready  ## replay Vĩnh Phúc's outbreak, then serve the portal and the back office
	$(RUN)/vungxanh demo

test: check plans  ## everything that must hold before a commit
	@sh tools/find-browser.sh
	$(RUN)/pytest -n 2

check: $(VENV)/.ready-dev  ## style, types, and who may import whom
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	DATABASE_URL=postgresql:///none $(RUN)/mypy
	$(RUN)/lint-imports

plans: $(VENV)/.ready-dev  ## the plan files themselves
	$(RUN)/vungxanh plan check plans/*.yaml plans/overlays/*.yaml plans/examples/*.yaml

bench: $(VENV)/.ready-dev  ## the measured figures of the README and the docs
	for file in benchmarks/*.py; do $(RUN)/python $$file || exit 1; done

bench-dispatch: $(VENV)/.ready-dev  ## the sending engine beside its bare limit and its peers: one table (QUICK=--quick: small numbers)
	$(RUN)/python -m benchmarks.dispatch $(QUICK)

stop: ## stop the private PostgreSQL
	$(RUN)/vungxanh stop

lock: ## renew the lock files (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt

messages: ## gather and compile the translations (needs gettext)
	cd src/vungxanh && ../../$(RUN)/django-admin makemessages -l vi --no-obsolete --no-location && \
	sed -i '/^"POT-Creation-Date/d' locale/vi/LC_MESSAGES/django.po && ../../$(RUN)/django-admin compilemessages -l vi

clean: ## forget the environment and the demo's database
	-$(RUN)/vungxanh stop
	rm -rf $(VENV) var

$(VENV)/.ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(RUN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	$(RUN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@
