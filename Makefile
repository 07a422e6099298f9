# The commands of Parley; `make` lists them.

PYTHON := .venv/bin/python
# The first Python on this machine that is new enough.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
STAGE ?= production
ARGS ?=
# Two processes share the files of tests, each with a platform of its own.
BESIDE := -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help up down test check simulate gallery forge load mutate synth deploy destroy prepare browser

help: ## List the commands
	@sed -n 's/^\([a-z]*\): .*## /\1|/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{printf "  make %-9s %s\n", $$1, $$2}'

up: prepare ## Start the whole platform here: chat at http://127.0.0.1:8000 (ARGS="--port 8001")
	@exec $(PYTHON) -m cli.main up $(ARGS)

down: ## Stop it
	@if [ -x $(PYTHON) ]; then exec $(PYTHON) -m cli.main down $(ARGS); else echo "Parley is not running."; fi

test: prepare browser ## Run every test (ARGS="tests/unit -x")
	@exec $(PYTHON) -m pytest $(BESIDE) $(ARGS)

check: prepare browser ## Lint, types, import contracts, then every test
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@./node_modules/.bin/eslint .
	@exec $(PYTHON) -m pytest $(BESIDE) -m "not house" $(ARGS)

simulate: prepare ## Live through many seeds (SEEDS=20000 CHANNEL=slack), or through one again (SEED=17)
	@exec $(PYTHON) -m tests.simulation.seeds $(if $(SEED),--seed $(SEED),--count $(or $(SEEDS),2000)) $(if $(CHANNEL),--channel $(CHANNEL))

mutate: prepare ## Change the code in thousands of ways and see the tests fail (ARGS="lambdas/flows/settle.py")
	@.venv/bin/uv sync --quiet --locked --group mutate --python $(PYTHON)
	@exec $(PYTHON) -m tests.mutation.run $(ARGS)

gallery: prepare ## Write anew what every channel makes of every part (tests/gallery), to be read in review
	@exec $(PYTHON) -m tests.gallery

forge: prepare ## Try forged webhook calls on every channel (FORGED=100000), or again (SEED=17 CHANNEL=slack)
	@exec $(PYTHON) -m tests.forge --count $(or $(FORGED),100000) $(if $(SEED),--seed $(SEED)) $(if $(CHANNEL),--channel $(CHANNEL))

load: prepare ## Load a platform of its own, judge and measure it (ARGS="--row burst --scale 0.1")
	@exec $(PYTHON) -m bench.load $(ARGS)

synth: prepare ## Write the CloudFormation templates to cdk.out (STAGE=local or production)
	@exec ./node_modules/.bin/cdk synth --quiet -c stage=$(STAGE)

deploy: prepare ## Deploy into the AWS account of your credentials (STAGE=production)
	@exec ./node_modules/.bin/cdk deploy --all -c stage=$(STAGE)

destroy: prepare ## Take that deployment down again (tables are kept)
	@exec ./node_modules/.bin/cdk destroy --all -c stage=$(STAGE)

prepare:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c '$(NEW_ENOUGH)' 2>/dev/null; then exec $$python -m dev.prepare; fi; \
	done; \
	echo "No Python 3.11 or newer found: install it (https://www.python.org/downloads)." >&2; exit 1

# Only the tests need one; where none can be had they say so.
browser: prepare
	@$(PYTHON) -m dev.browser
