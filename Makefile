# Thin on purpose: each target is one command that a person could type. `make` lists them.
# Values arrive in the environment and are quoted in the recipes, so that no file name is read as a command.

PYTHON ?= python3
VENV ?= .venv

python := $(abspath $(VENV))/bin/python
runtime := $(VENV)/.runtime-stamp
dev := $(VENV)/.dev-stamp
plotting := $(VENV)/.experiments-stamp

# The stamps decide whether .venv is made anew, unless its interpreter is gone or a PYTHON is chosen (it may be another).
again := $(if $(wildcard $(VENV)/bin/python),$(if $(filter file,$(origin PYTHON)),,FORCE),FORCE)

# Some systems keep the machine's own name in NAME: only one that was typed counts.
ifneq ($(origin NAME),command line)
override NAME :=
endif

# $(value …) is the text as typed: a `$` in a file name stays a `$`.
$(foreach name,SUB HW OUT KEY SANDBOX NAME REPORT STAND_IN TOPIC PEERS DATA RUNS EPOCHS SEEDS NOTEBOOK TO TERMS SUBS ROSTER CANVAS JOBS SCHEDULER PREVIEW DRY_RUN AGAIN PSEUDONYMS WATCH TESTS PYTHON VENV,$(eval override $(name) := $$(value $(name))))
export SUB HW OUT KEY SANDBOX NAME REPORT STAND_IN TOPIC PEERS DATA RUNS EPOCHS SEEDS NOTEBOOK TO TERMS SUBS ROSTER CANVAS JOBS SCHEDULER PREVIEW DRY_RUN AGAIN PSEUDONYMS WATCH TESTS PYTHON VENV

# Told before anything is installed, and without make's own noise.
need = $(if $(filter $(MAKECMDGOALS),$(1)),$(if $(strip $($(2))),,$(error $(3))))
$(call need,grade,SUB,SUB is missing: name the file or folder to grade (make grade SUB=path/to/mlp.py))
$(call need,class,SUBS,SUBS is missing: name the folder of what was handed in (make class SUBS=downloads OUT=graded))
$(call need,class,OUT,OUT is missing: name the folder for reports and grades (make class SUBS=downloads OUT=graded))
$(call need,notebook,REPORT,REPORT is missing: name a report.json or a folder that holds some (make notebook REPORT=out))
$(call need,new,HW,HW is missing: name the homework to make (make new HW=hw5_convolution))
$(call need,experiments,HW,HW is missing: name the homework (make experiments HW=$(or $(firstword $(notdir $(wildcard student_template/*))),id)))
$(call need,try,HW,HW is missing: name the assignment to try (make try HW=$(or $(firstword $(notdir $(wildcard student_template/*))),id)))
$(call need,export,HW,HW is missing: name the assignment to export (make export HW=id TO=gradescope))
$(call need,export,TO,TO is missing: name the platform (make export HW=$(or $(HW),id) TO=gradescope))
ifneq ($(strip $(WATCH)),)
$(call need,try,SUB,SUB is missing: name the file or folder to watch (make try HW=id SUB=path/to/mlp.py WATCH=1))
endif

.PHONY: help grade class notebook try new fixtures handout verify audit experiments data export bench test test-slow test-all check torch dask lint types format clean FORCE

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

grade: $(runtime) ## grade one submission: SUB=path [HW=id] [OUT=dir] [KEY=file] [SANDBOX=auto|bubblewrap|user|bare]
	@"$(python)" -m grader grade $${HW:+--hw "$$HW"} $${OUT:+--out "$$OUT"} $${KEY:+--key "$$KEY"} $${SANDBOX:+--sandbox "$$SANDBOX"} -- "$$SUB"

class: $(runtime) ## grade a whole class, resumably: SUBS=dir OUT=dir [HW=id] [ROSTER=csv] [JOBS=n] [PREVIEW=1] [DRY_RUN=1] …
	@"$(python)" -m grader class $${HW:+--hw "$$HW"} --out "$$OUT" $${ROSTER:+--roster "$$ROSTER"} $${CANVAS:+--canvas "$$CANVAS"} $${JOBS:+--jobs "$$JOBS"} \
	  $${SCHEDULER:+--scheduler "$$SCHEDULER"} $${PREVIEW:+--preview} $${DRY_RUN:+--dry-run} $${AGAIN:+--again} $${PSEUDONYMS:+--pseudonyms} \
	  $${KEY:+--key "$$KEY"} $${SANDBOX:+--sandbox "$$SANDBOX"} -- "$$SUBS"

notebook: $(runtime) ## turn a report, or those of a class, into notebooks with plots: REPORT=file|dir
	@"$(python)" -m grader notebook -- "$$REPORT"

try: $(runtime) ## run what a student runs at home, or in the sandbox after each save: HW=id [SUB=path] [WATCH=1]
	@if [ -n "$$WATCH" ]; then "$(python)" -m grader try --watch --hw "$$HW" -- "$$SUB"; else sh scripts/try "$(python)"; fi

fixtures: $(runtime) ## regenerate inputs, expected values, templates and students' tests: [HW=id]
	@"$(python)" -m grader fixtures $${HW:+--hw "$$HW"}

new: $(runtime) ## make a homework with one example check: HW=id
	@"$(python)" -m grader new -- "$$HW"

handout: $(runtime) ## make the zip that students get: [HW=id] [OUT=dir] [NOTEBOOK=1]
	@"$(python)" -m grader handout $${HW:+--hw "$$HW"} $${OUT:+--out "$$OUT"} $${NOTEBOOK:+--notebook}

verify: $(runtime) ## fail if a generated file is stale: [HW=id]
	@"$(python)" -m grader verify $${HW:+--hw "$$HW"}

audit: $(runtime) ## prove that the checks notice what is wrong: [HW=id] [OUT=dir]
	@"$(python)" -m grader audit $${HW:+--hw "$$HW"} $${OUT:+--out "$$OUT"}

experiments: $(plotting) ## do a homework's training runs: HW=id [SUB=path] [DATA=name|stand-in] [RUNS=names] [EPOCHS=n] [SEEDS=n] [OUT=dir]
	@"$(python)" -m grader experiments --hw "$$HW" $${SUB:+--sub "$$SUB"} $${DATA:+--data "$$DATA"} \
	  $${RUNS:+--runs "$$RUNS"} $${EPOCHS:+--epochs "$$EPOCHS"} $${SEEDS:+--seeds "$$SEEDS"} $${OUT:+--out "$$OUT"} \
	  $${SANDBOX:+--sandbox "$$SANDBOX"}

data: $(runtime) ## fetch data sets, and write them where OUT says: [NAME=name] [OUT=dir] [STAND_IN=1]
	@"$(python)" -m grader data $${NAME:+--name "$$NAME"} $${OUT:+--out "$$OUT"} $${STAND_IN:+--stand-in}

export: $(runtime) ## write what another platform needs to grade: HW=id TO=platform [OUT=dir] [TERMS=file]
	@"$(python)" -m grader export --hw "$$HW" --to "$$TO" $${OUT:+--out "$$OUT"} $${TERMS:+--terms "$$TERMS"}

bench: $(plotting) ## measure beside what else there is, and write docs/benchmarks.md: [TOPIC=name] [PEERS=dir]
	@"$(python)" -m tests.bench $${TOPIC:+--topic "$$TOPIC"} $${PEERS:+--env "$$PEERS"}

# A file's tests stay together: some are about what else runs on the machine. One thread for each: BLAS's would fight.
test test-slow test-all: export OPENBLAS_NUM_THREADS = 1
side_by_side := --numprocesses auto --maxprocesses 4 --dist loadfile

test: $(dev) ## run the project's tests
	@"$(python)" -m pytest $(side_by_side)

test-slow: $(dev) ## run those that `make test` leaves out: other sandboxes, whole matrices: [TESTS=path]
	@"$(python)" -m pytest $(side_by_side) -m slow $${TESTS:+"$$TESTS"}

test-all: $(dev) ## run all of them
	@"$(python)" -m pytest $(side_by_side) -m ""

check: lint types test ## lint, types and tests: what CI runs

lint: $(dev) ## look for mistakes of style and spelling
	@"$(python)" -m ruff check --quiet .
	@"$(python)" -m ruff format --quiet --diff .
	@"$(python)" -m codespell_lib

types: $(dev) ## check the types
	@"$(python)" -m mypy

torch: $(dev) ## install PyTorch, too, for the checks that need it
	@"$(python)" -m pip install --quiet --constraint constraints.txt torch

dask: $(dev) ## install dask, too, to grade on a cluster
	@"$(python)" -m pip install --quiet --constraint constraints.txt distributed

format: $(dev) ## rewrite the code in the house's style
	@"$(python)" -m ruff check --quiet --fix-only .
	@"$(python)" -m ruff format .

clean: ## remove everything that make made: .venv, reports, caches
	@rm -rf .venv out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(runtime): pyproject.toml constraints.txt $(again)
	@sh scripts/venv runtime

$(plotting): pyproject.toml constraints.txt $(again)
	@sh scripts/venv experiments

$(dev): pyproject.toml constraints.txt $(again)
	@sh scripts/venv dev
