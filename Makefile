# Every target sets up what it needs, says what it does, and takes seconds when nothing changed.
# Variables: PORT=5005 HOST=127.0.0.1 PYTHON=python3.11 EPOCHS=100 SAFETY_EPOCHS=10 WORKERS=2

PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
HOST ?= 127.0.0.1
PORT ?= 5005
EPOCHS ?= 100
SAFETY_EPOCHS ?= 10
WORKERS ?= 2
PY := .venv/bin/python
MODEL := models/stiefwijzer.tar.gz
MODEL_SOURCES := config.yml domain.yml $(wildcard data/nlu/*.yml data/rules/*.yml data/language/*.yml data/signals/*.yml data/safety/*.yml data/safety/examples/*.txt) $(wildcard stiefwijzer/nlu/*.py stiefwijzer/nlu/safety/*.py)

.DEFAULT_GOAL := help
.PHONY: help setup dutch-model run train chat classify check format test quick figures eval eval-peers eval-ablation eval-safety eval-tuning walk preview bench bench-element soak screenshot transcripts lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: .venv/.runtime ## Set everything up: the environment, and the Dutch model where it can be fetched

dutch-model: .venv/.runtime ## Try again to fetch nl_core_news_sm
	@$(PY) -m stiefwijzer.nlu.model_release

run: .venv/.runtime $(MODEL) ## Serve the assistant with a page to talk on (HOST=, PORT=)
	@$(PY) -m stiefwijzer serve --host $(HOST) --port $(PORT)

train: .venv/.runtime ## Train the model, also when nothing changed
	@$(PY) -m stiefwijzer train

chat: .venv/.runtime $(MODEL) ## Talk with the assistant in the terminal
	@$(PY) -m stiefwijzer chat

classify: .venv/.runtime $(MODEL) ## Read messages from stdin, one a line; print what is heard
	@$(PY) -m stiefwijzer classify

check: .venv/.dev ## Formatting, lint, types, the texts in content/, and the walls between the rooms
	@.venv/bin/ruff format --check --quiet . || { echo "Formatting differs; run: make format"; exit 1; }
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy --no-error-summary
	@$(PY) -m stiefwijzer check-content
	@.venv/bin/lint-imports --no-logo > var/lint-imports.log || { cat var/lint-imports.log; exit 1; }

walk: .venv/.runtime ## Walk through all conversations: which texts are reached, how, and what is wrong
	@$(PY) -m stiefwijzer.walking

preview: .venv/.runtime ## Write a page with all texts and their place in the conversation (var/preview/teksten.html)
	@$(PY) -m stiefwijzer.preview

format: .venv/.dev ## Format the code
	@.venv/bin/ruff format --quiet . && .venv/bin/ruff check --quiet --fix .

test: check $(MODEL) ## Everything: check, and all tests
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile

quick: check $(MODEL) ## The same without the tests that start servers, train or drive a browser
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile -m "not slow"

figures: .venv/.runtime $(MODEL) ## Measure size, start, memory and training, and print them
	@$(PY) scripts/figures.py

eval: .venv/.runtime ## Measure what is understood, on messages nothing was learned from; tables, and pictures in var/eval/
	@$(PY) -m evaluation

eval-peers: .venv/.runtime ## The same messages for Rasa's own pipelines and NLP.js, in one table (EPOCHS=100; takes long)
	@$(PY) -m evaluation.peers --epochs $(EPOCHS)

eval-ablation: .venv/.runtime ## What each part of the hearing brings
	@$(PY) -m evaluation.ablation

eval-safety: .venv/.runtime ## How much danger is seen, here and elsewhere; misses in var/eval/ (SAFETY_EPOCHS=10 for Rasa; takes long)
	@$(PY) -m evaluation.safety --epochs $(SAFETY_EPOCHS)

eval-tuning: .venv/.runtime ## What other thresholds would do
	@$(PY) -m evaluation.tuning
	@$(PY) -m evaluation.safety.tuning

bench-element: .venv/.dev ## What the chat element costs a page, beside deep-chat and rasa-webchat (the first run fetches them)
	@$(PY) -m benchmarks.element

bench: .venv/.runtime $(MODEL) ## Measure understanding, and a turn here, in stock Rasa, in NLP.js and in a floor (the first run installs and trains them)
	@$(PY) -m benchmarks.understanding
	@$(PY) -m benchmarks

soak: .venv/.runtime ## Talk with the assistant for ten minutes at 50 turns a second
	@$(PY) -m benchmarks.soak

screenshot: .venv/.dev $(MODEL) ## Talk on the running page in Chromium and write docs/screenshot.png
	@$(PY) scripts/screenshot.py

transcripts: .venv/.dev $(MODEL) ## Play the conversations of docs/transcripts.md anew and write them there
	@$(PY) -m tests.dialogue.transcripts

lock: ## Compile requirements/*.txt from pyproject.toml
	@$(PYTHON) scripts/bootstrap.py lock

clean: ## Remove what was made: environment, model and caches (var/ stays: it holds conversations)
	@rm -rf .venv models .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/.runtime: requirements/runtime.txt scripts/bootstrap.py
	@$(PYTHON) scripts/bootstrap.py runtime

.venv/.dev: requirements/dev.txt .venv/.runtime
	@$(PYTHON) scripts/bootstrap.py dev

$(MODEL): $(MODEL_SOURCES) | .venv/.runtime
	@$(PY) -m stiefwijzer train
