"""`congress audit`: seal and verify the trail from the command line."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from congress.platform.audit.contracts import Verification
from congress.platform.audit.sealing import seal_rows
from congress.platform.audit.verifying import verify_audit
from congress.platform.core import clock

SHOWN_FAULTS = 20


@click.group(name="audit")
def cli() -> None:
    """审计：封存和核验审计记录。

    Audit: seal and verify the trail.
    """


@cli.command("seal")
def seal() -> None:
    """把已提交而尚未封存的审计记录全部封存。

    Chain every committed row that has no seal yet.
    """
    sealed = seal_rows(at=clock.now(), everything=True)
    click.echo(f"已封存 {sealed:,} 条。 {sealed} rows sealed.")


@cli.command("verify")
@click.option(
    "--json", "as_json", is_flag=True, help="输出完整的结构化结果。Print the whole structured result as JSON."
)
def verify(as_json: bool) -> None:
    """核验全部审计记录，报告改动、删除、调换和尚未封存的记录数。不写入任何内容；发现问题时退出码为 1。

    Verify the whole trail and report the unsealed tail. Writes nothing. The exit code is 1 when anything is wrong.
    """
    found = verify_audit()
    click.echo(_as_json(found) if as_json else _in_words(found))
    sys.exit(0 if found.is_sound else 1)


def _as_json(found: Verification) -> str:
    content = {**asdict(found), "sound": found.is_sound, "sentence": found.sentence}
    content["faults"] = [{**asdict(each), "message": each.message} for each in found.faults]
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)


def _in_words(found: Verification) -> str:
    lines = [
        found.sentence,
        f"与留底比对 {found.anchors:,} 处；最后的封存摘要：{found.head or '（还没有封存）'}",
    ]
    lines += [f"  {each.message}" for each in found.faults[:SHOWN_FAULTS]]
    if found.fault_count > SHOWN_FAULTS:
        lines.append(f"  ……共 {found.fault_count:,} 处，用 --json 查看更多。")
    return "\n".join(lines)
