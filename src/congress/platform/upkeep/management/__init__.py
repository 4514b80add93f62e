"""`congress upkeep`: health and self-check on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

import click

from congress.platform.core import clock
from congress.platform.upkeep.contracts import Finding, Level
from congress.platform.upkeep.health import health as look
from congress.platform.upkeep.self_check import self_check

MARKS = {Level.GOOD: "正常", Level.WARNING: "留意", Level.FAILING: "问题"}
as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="输出结构化结果。Print the structured result as JSON."
)


@click.group(name="upkeep")
def cli() -> None:
    """运行：查看运行状况，启动前自检。

    Upkeep: health and self-check.
    """


@cli.command("health")
@as_json_option
def health(as_json: bool) -> None:
    """查看运行状况，每项一句话；有问题时退出码为 1。

    Look at the health of the running place. The exit code is 1 when something fails.
    """
    found = look(at=clock.now())
    _tell(found.findings, as_json=as_json)
    sys.exit(1 if found.level is Level.FAILING else 0)


@cli.command("check")
@as_json_option
def check(as_json: bool) -> None:
    """启动前自检：目录权限、密钥、数据库设置和版本、安全设置、网页样式、磁盘空间；有问题时退出码为 1。

    Check whether the installation is set up safely. The exit code is 1 when something is wrong.
    """
    found = self_check()
    _tell(found, as_json=as_json)
    if not found and not as_json:
        click.echo("自检没有发现问题。 Nothing is wrong.")
    sys.exit(1 if any(each.level is Level.FAILING for each in found) else 0)


def _tell(findings: Iterable[Finding], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=1))
        return
    for each in findings:
        click.echo(f"[{MARKS[each.level]}] {each.title}：{each.sentence}")
        if each.advice:
            click.echo(f"       {each.advice}")
