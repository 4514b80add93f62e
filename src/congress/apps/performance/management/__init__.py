"""`congress performance`: reading disclosures on the command line, without touching the place's data."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from congress.apps.performance.domain import (
    FORMS,
    Amount,
    Entry,
    Finding,
    PerformanceTable,
    Problem,
    assemble,
    check,
    format_amount,
    read_disclosure,
    to_json,
)
from congress.apps.performance.domain.table import Project
from congress.platform.documents.api import read_source, sniff
from congress.standards.errors import RuleViolation
from congress.standards.values.money import MoneyUnit

HEAD_BYTES = 8192
WORST = {"R": "严重", "O": "重要", "Y": "一般", "B": "提示"}


@click.group(name="performance")
def cli() -> None:
    """绩效目标：读取和检查绩效文件。

    Performance targets: read and check disclosures.
    """


@cli.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="输出完整的结构化结果。Print the whole structured result as JSON."
)
def import_files(files: tuple[Path, ...], as_json: bool) -> None:
    """读取绩效文件，打印汇总表；有文件读不懂时，退出码不为 0。

    Read disclosures and print a summary table; the exit code is not 0 when a file could not be understood.
    """
    results: list[dict[str, object]] = []
    failed = 0
    for path in files:
        try:
            table, problems = _read(path)
        except (RuleViolation, OSError) as broken:
            failed += 1
            results.append({"file": str(path), "error": _sentence(broken)})
            if not as_json:
                click.echo(f"{path}\n  未能读取：{_sentence(broken)}\n", err=True)
            continue
        found = check(table=table, stage=table.stage, problems=problems)
        results.append(
            {"file": str(path), **to_json(table=table), "findings": [_plain(each) for each in found]}
        )
        if not as_json:
            click.echo(_summary(path, table, found))
    if as_json:
        click.echo(json.dumps(results if len(files) > 1 else results[0], ensure_ascii=False, indent=1))
    sys.exit(1 if failed else 0)


def _read(path: Path) -> tuple[PerformanceTable, Sequence[Problem]]:
    with path.open("rb") as file:
        sniffed = sniff(head=file.read(HEAD_BYTES), whole=file, name=path.name)
        content = file.read()
    reading = read_disclosure(source=read_source(content=content, media_type=sniffed.media_type))
    return assemble(form=reading.form, cells=reading.cells), reading.problems


def _summary(path: Path, table: PerformanceTable, found: tuple[Finding, ...]) -> str:
    lines = [f"{path}", f"  {table.title.text or table.form_title.text}"]
    lines.append(f"  版式 {FORMS[table.form].name}")
    lines.append(f"  单位 {table.body_name.text or '—'}    年度 {table.year.value or '—'}")
    for entry in (*table.money.spending, *table.money.sources, table.totals.budget, table.totals.executed):
        if entry.value is not None and entry.cell is not None:
            lines.append(f"  {_wan(entry)} 万元  {entry.cell.label}")
    counts = {"任务": len(table.tasks), "项目": len(table.projects), "指标": len(table.all_indicators)}
    told = [f"{name} {count} 项" for name, count in counts.items() if count or name == "指标"]
    lines.append("  " + "    ".join([*told, f"读不懂 {len(table.unread)} 处"]))
    for task in table.tasks:
        amount = task.amount.value or task.budget.value
        shown = format_amount(amount.yuan, unit=MoneyUnit.YUAN) if amount else "—"
        lines.append(f"  {shown:>18} 元  {task.name.text or '（名称空白）'}")
    lines += [f"  {_wan(row.money.total)} 万元  {row.name.text}" for row in table.sums]
    lines += [_project(project) for project in table.projects]
    lines += [f"  [{WORST[each.severity]}] {each.id} {each.message}（{each.remedy.label}）" for each in found]
    return "\n".join([*lines, ""])


def _project(project: Project) -> str:
    money = project.money
    amount = money.total if money.total.cell is not None else money.budget
    spent = f"，已执行 {_wan(money.executed).strip()} 万元" if money.executed.value is not None else ""
    score = project.points.total_score.value
    scored = f"，自评 {score:f} 分" if score is not None else ""
    name = project.name.text or "（名称空白）"
    return f"  {_wan(amount)} 万元  {name}（指标 {len(project.indicators)} 项{spent}{scored}）"


def _wan(entry: Entry[Amount]) -> str:
    shown = format_amount(entry.value.yuan, unit=MoneyUnit.TEN_THOUSAND_YUAN) if entry.value else "—"
    return f"{shown:>16}"


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "id": finding.id,
        "case": finding.case,
        "severity": str(finding.severity),
        "addresses": list(finding.addresses),
        "message": finding.message,
        "basis": finding.basis,
        "verified": finding.verified,
        "remedy": str(finding.remedy),
        "proposal": dict(finding.proposal.changes) if finding.proposal else None,
    }


def _sentence(broken: Exception) -> str:
    if isinstance(broken, RuleViolation):
        return str(broken)
    return "打不开这个文件，请检查路径和权限。"
