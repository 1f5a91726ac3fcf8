# Each goal prepares .venv by itself; nothing is installed outside it.
PYTHON ?= python3
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE # tests start the bot as a process: compile it once
READY := .venv/.ready
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
WORKERS ?= $(shell expr $(CORES) + 1) # a test waits now and then: one more than there are cores keeps them busy

.PHONY: demo story test check format run bench clean
.DEFAULT_GOAL := demo

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[demo,postgres]' --group dev
	@touch $@

demo: $(READY)  ## the real bot on a simulated Discord, in a browser
	$(BIN)/python -m bot demo

story: $(READY)  ## the same, unattended; writes what members saw to ./story
	$(BIN)/python -m bot demo --story --out story

test: $(READY)  ## the whole suite
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

check: $(READY)  ## format, lint, types, layers, catalogs, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot.i18n check
	$(BIN)/python -m bot migrate --check
	$(BIN)/towncrier build --draft --version 0 >/dev/null

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

run: $(READY)  ## the bot itself; wants DISCORD_TOKEN in .env
	$(BIN)/python -m bot run

bench: $(READY)  ## what performance is claimed by
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group bench
	$(BIN)/python -m benchmarks.moments
	$(BIN)/python -m benchmarks.icebreakers
	$(BIN)/python -m benchmarks.finding
	$(BIN)/python -m benchmarks.rush --seconds 60

clean:
	rm -rf .venv story
