"""Writes `docs/reference/` from the product itself: `python -m tests.support.reference` (a test says when it is old)."""

from __future__ import annotations

import inspect
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from congress.standards.indicators import Touch

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    from congress.standards import glossary

    return {
        "glossary.md": glossary.markdown(glossary=glossary.load_glossary()),
        "commands.md": _commands(),
        "permissions.md": _permissions(),
        "checks.md": _checks(),
        "observations.md": _observations(),
        **_performance_schema(),
    }


def _performance_schema() -> dict[str, str]:
    """What published performance tables look like as data; nothing where the app was taken out of the tree."""
    if find_spec("congress.apps.performance") is None:
        return {}
    from congress.apps.performance.domain.json_schema import json_schema

    written = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    return {"performance-table.schema.json": f"{written}\n"}


def _checks() -> str:
    """The checks of performance tables, as their catalogue words them."""
    from congress.standards.indicators import CheckRule, Touch, performance_checks

    def told(rule: CheckRule) -> list[str]:
        verified = "已核实" if rule.verified else "未核实"
        lines = [
            f"## {rule.id} {rule.title}",
            "",
            f"依据：{rule.basis}。出处：{rule.source}（{verified}）。",
            "",
        ]
        lines += ["| case | 严重程度 | 改动涉及 | 检查结果 |", "|---|---|---|---|"]
        for name, case in rule.cases.items():
            message = case.message.replace("|", "\\|")
            lines.append(f"| `{name}` | {case.severity.label} | {case.touches.label} | {message} |")
        if rule.parameters:
            lines += ["", "| parameter | 取值 |", "|---|---|"]
        for name in rule.parameters:
            words = "、".join(f"`{word}`" for word in rule.words(name)).replace("|", "\\|")
            lines.append(f"| `{name}` | {words} |")
        return [*lines, ""]

    lines = ["# 绩效目标表的检查 · Checks of performance tables", ""]
    lines += ["本页由 `standards/indicators/checks/` 生成。{} 处是检查时填入的数字和名称。", ""]
    lines += ["改动涉及的内容决定谁还能改，处于哪个阶段见下表。常用口径，未见条文。", ""]
    lines += _remedies(Touch)
    for rule in performance_checks().values():
        lines += told(rule)
    return "\n".join(lines)


def _observations() -> str:
    """What is worth a look when performance tables stand side by side, as the catalogue words it."""
    from congress.standards.indicators.observations import observation_rules

    lines = ["# 绩效目标表的比较 · Observations between performance tables", ""]
    lines += ["本页由 `standards/indicators/observations.yaml` 生成。{} 处是比较时填入的数字和名称。", ""]
    for rule in observation_rules().values():
        verified = "已核实" if rule.verified else "未核实"
        lines += [f"## {rule.id} {rule.title}", ""]
        lines += [f"依据：{rule.basis}。出处：{rule.source}（{verified}）。", ""]
        lines += ["| case | 严重程度 | 说明 |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {each.severity.label} | {each.message} |" for name, each in rule.cases.items()
        ]
        if rule.parameters:
            lines += ["", "| parameter | 取值 |", "|---|---|"]
            lines += [f"| `{name}` | `{value}` |" for name, value in rule.parameters.items()]
        lines.append("")
    return "\n".join(lines)


def _remedies(touches: Iterable[Touch]) -> list[str]:
    """Who can still mend what, at each stage; nothing where the app was taken out of the tree."""
    if find_spec("congress.apps.performance") is None:
        return []
    from congress.apps.performance.domain import Stage, remedy
    from congress.standards.indicators import CheckCase, Severity

    lines = [f"| 改动涉及 | {' | '.join(stage.label for stage in Stage)} |", "|---" * (len(Stage) + 1) + "|"]
    for touch in touches:
        case = CheckCase(Severity.YELLOW, touch, "")
        cells = [remedy(case=case, stage=stage).label for stage in Stage]
        lines.append(f"| {touch.label} | {' | '.join(cells)} |")
    return [*lines, ""]


def _load_everything() -> None:
    """Import every module of the product: a command is known once its module is."""
    import congress

    for found in walk_packages(congress.__path__, "congress."):
        if not {"tests", "migrations", "__main__"} & set(found.name.split(".")):
            import_module(found.name)


def _commands() -> str:
    from congress.platform.core.commands import COMMANDS
    from congress.platform.core.registry import command_words

    _load_everything()
    words = command_words()
    lines = [
        "# Commands",
        "",
        "Every change of state, by module. Generated from the register of commands.",
        "",
    ]
    by_module = defaultdict(list)
    for name, spec in sorted(COMMANDS.items()):
        if ".tests." not in spec.body.__module__ and spec.body.__module__.startswith("congress."):
            by_module[name.partition(".")[0]].append((name, spec))
    for module, found in by_module.items():
        lines += [f"## {module}", "", "| command | 名称 | needs | what it does |", "|---|---|---|---|"]
        for name, spec in found:
            first = (inspect.getdoc(spec.body) or "").split("\n")[0]
            lines.append(f"| `{name}` | {words.get(name, '')} | `{spec.permission}` | {first} |")
        lines.append("")
    return "\n".join(lines)


def _permissions() -> str:
    from congress.platform.access.offered import offered_roles
    from congress.platform.core.registry import manifests

    lines = ["# Permissions and roles", "", "Generated from the manifests.", "", "## Permissions", ""]
    lines += ["| code | 名称 | who else holds it |", "|---|---|---|"]
    for manifest in manifests():
        for each in manifest.permissions:
            others = ["strangers"] * each.public + ["every account"] * each.anyone
            others += [f"`{system}`" for system in each.systems]
            lines.append(f"| `{each.code}` | {each.title} | {', '.join(others)} |")
    lines += ["", "## Roles a new place gets", "", "| code | 名称 | permissions |", "|---|---|---|"]
    for role in offered_roles().values():
        codes = ", ".join(f"`{code}`" for code in role.permissions)
        lines.append(f"| `{role.code}` | {role.title} | {codes} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Write the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.support.settings")
    import django

    django.setup()
    from django.utils import translation

    with translation.override("zh-hans"):
        for name, text in pages().items():
            (FOLDER / name).write_text(text, encoding="utf-8")
            sys.stdout.write(f"docs/reference/{name}\n")


if __name__ == "__main__":
    main()
