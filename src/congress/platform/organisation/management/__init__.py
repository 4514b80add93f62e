"""`congress organisation`: the tree out and in as XLSX, persons in; for whoever stands at the console."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from congress.platform.core import clock
from congress.platform.core.actors import System
from congress.platform.organisation.domain.people_rows import MOST_ROWS as MOST_PEOPLE
from congress.platform.organisation.domain.tree_rows import MOST_ROWS as MOST_BODIES
from congress.platform.organisation.models import Body, ImportPlan
from congress.platform.organisation.services import drop_import, found_place, receive_file, start_import
from congress.platform.organisation.tasks import carry_out, check
from congress.platform.organisation.workbooks import read_table
from congress.platform.organisation.workbooks.exporting import blank_workbook, tree_workbook
from congress.standards.datasets import load_dataset, validate
from congress.standards.errors import RuleViolation

CONSOLE = System("console")
KINDS = {"bodies": MOST_BODIES, "people": MOST_PEOPLE}
SHOWN = 50
NO_PLACE = (
    "还没有机构树，请先用 congress organisation import 导入。\n"
    "There is no tree yet: bring one in with congress organisation import."
)


@click.group(name="organisation")
def cli() -> None:
    """机构与人员：用 Excel 成批导出和导入。

    Organisation: take the tree out and bring it, or persons, in as XLSX.
    """


@cli.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--body", "code", default="", help="只导出这个编码的机构和下级。Only the body of this code and below."
)
@click.option(
    "--blank",
    type=click.Choice(sorted(KINDS)),
    help="写出待填的空表：bodies 机构，people 人员。Write an empty table to be filled in.",
)
def export_file(file: Path, code: str, blank: str | None) -> None:
    """把机构树导出为 Excel 文件，改好后可以再导入。

    Write the tree as XLSX, in the form in which it can come in again.
    """
    if blank is not None:
        file.write_bytes(blank_workbook(kind=blank))
        click.echo(f"已写出空表 {file} empty table written")
        return
    top = _body(code) if code else None
    if top is None and not Body.objects.exists():
        raise click.ClickException(NO_PLACE)
    file.write_bytes(tree_workbook(actor=CONSOLE, top=top))
    click.echo(f"已导出到 {file} tree written")


@cli.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--body",
    "code",
    default="",
    help="导入范围的机构编码，默认最上一级。Code of the body to bring it in below.",
)
@click.option("--check", "only_check", is_flag=True, help="只检查，不导入。Only say what would happen.")
@click.option(
    "--skip-faulty",
    is_flag=True,
    help="有问题的行跳过，导入其余的。Leave faulty rows out, bring in the rest.",
)
def import_tree(file: Path, code: str, only_check: bool, skip_faulty: bool) -> None:
    """导入机构树（xlsx）；空的地方由此建立。有问题的行会列出来，退出码为 1。

    Bring the tree in from XLSX; an empty place is founded by it. Faulty rows are listed, and the exit code is 1.
    """
    content = file.read_bytes()
    if not Body.objects.exists():
        if only_check:
            raise click.ClickException(NO_PLACE)
        _found(content)
    _bring_in("bodies", file, content, code, only_check=only_check, skip_faulty=skip_faulty)


@cli.command("import-people")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--body",
    "code",
    default="",
    help="导入范围的机构编码，默认最上一级。Code of the body to bring it in below.",
)
@click.option("--check", "only_check", is_flag=True, help="只检查，不导入。Only say what would happen.")
@click.option(
    "--skip-faulty",
    is_flag=True,
    help="有问题的行跳过，导入其余的。Leave faulty rows out, bring in the rest.",
)
def import_people_file(file: Path, code: str, only_check: bool, skip_faulty: bool) -> None:
    """导入人员和代表（xlsx）。有问题的行会列出来，退出码为 1。

    Bring persons and deputies in from XLSX. Faulty rows are listed, and the exit code is 1.
    """
    content = file.read_bytes()
    _bring_in("people", file, content, code, only_check=only_check, skip_faulty=skip_faulty)


@cli.command("resume")
@click.argument("plan", type=click.UUID)
def resume(plan: UUID) -> None:
    """接着做完中断的导入。

    Go on with an import that broke off.
    """
    if not ImportPlan.objects.filter(pk=plan).exists():
        raise click.ClickException("没有这次导入。There is no such import.")
    try:
        start_import(actor=CONSOLE, at=clock.now(), target=plan, by_job=False)
    except RuleViolation as violation:
        raise click.ClickException(violation.message) from None
    _carry_out(plan)


def _bring_in(
    kind: str, file: Path, content: bytes, code: str, *, only_check: bool, skip_faulty: bool
) -> None:
    target = _body(code)
    try:
        made = receive_file(
            actor=CONSOLE,
            at=clock.now(),
            target=target.pk,
            kind=kind,
            file_name=file.name,
            content=content,
            by_job=False,
        )
    except RuleViolation as violation:
        raise click.ClickException(violation.message) from None
    check(made, now=clock.now)
    plan = ImportPlan.objects.get(pk=made)
    if plan.state == "unreadable":
        raise click.ClickException(plan.message)
    _tell(plan)
    is_faulty = bool(plan.refused_count)
    if only_check or not plan.new_count + plan.changed_count or (is_faulty and not skip_faulty):
        drop_import(actor=CONSOLE, at=clock.now(), target=made, by_job=False)
        carry_out(made, now=clock.now, say=lambda done, total, message: None)
    else:
        start_import(actor=CONSOLE, at=clock.now(), target=made, by_job=False)
        _carry_out(made)
        is_faulty = is_faulty or bool(ImportPlan.objects.get(pk=made).refused_count)
    sys.exit(1 if is_faulty else 0)


def _carry_out(plan: UUID) -> None:
    shown = {"done": -1}

    def say(done: int, total: int, message: str) -> None:
        if done != shown["done"]:
            click.echo(f"  {done:,} / {total:,} {message}", err=True)
            shown["done"] = done

    click.echo(f"  编号 id {plan}", err=True)
    carry_out(plan, now=clock.now, say=say)
    row = ImportPlan.objects.select_related("batch").get(pk=plan)
    click.echo(f"{row.get_state_display()}：{row.batch.row_count if row.batch else 0:,} 行 rows written")


def _tell(plan: ImportPlan) -> None:
    click.echo(
        f"新增 new {plan.new_count:,}    修改 changed {plan.changed_count:,}    "
        f"不变 unchanged {plan.unchanged_count:,}    有问题 faulty {plan.refused_count:,}"
    )
    if plan.ignored_columns:
        click.echo(f"不认识的列 unknown columns: {'、'.join(plan.ignored_columns)}", err=True)
    for row, column, why in plan.faults[:SHOWN]:
        click.echo(f"  第 {row} 行 {column}：{why}", err=True)
    if len(plan.faults) > SHOWN:
        click.echo(f"  还有 {len(plan.faults) - SHOWN} 处 more", err=True)


def _found(content: bytes) -> None:
    """Make the root from the one row that has no parent; the others follow as in any import."""
    dataset = load_dataset("organisation_tree")
    try:
        table = read_table(content=content, dataset=dataset, most_rows=MOST_BODIES)
        found = validate(dataset=dataset, header=table.head, rows=table.rows, first_row=table.first_row)
        roots = [row for row in found.rows if row.values["parent_code"] is None]
        if len(roots) != 1:
            told = "".join(f"\n  {fault}" for fault in found.faults[:SHOWN])
            message = f"表里必须正好有一行没有上级编码，作为最上一级机构；现在有 {len(roots)} 行。{told}"
            raise RuleViolation("organisation.one_root", message)
        values: dict[str, Any] = dict(roots[0].values)
        found_place(
            actor=CONSOLE,
            at=clock.now(),
            code=values["body_code"],
            name=values["name"],
            short_name=values["short_name"] or "",
            kind=values["kind"],
            level=values["level"],
            region_code=str(values["region_code"]),
            active_from=values["start_date"] or clock.today(),
        )
    except RuleViolation as violation:
        raise click.ClickException(violation.message) from None


def _body(code: str) -> Body:
    row = Body.objects.filter(code=code).first() if code else Body.objects.filter(parent__isnull=True).first()
    if row is None:
        raise click.ClickException(f"没有编码为“{code}”的机构。No body has this code." if code else NO_PLACE)
    return row
