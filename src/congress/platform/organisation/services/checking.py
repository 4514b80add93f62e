"""The platform's side of reading a file: what was found in it is kept, block by block, for the person to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from congress.platform.core.actors import System
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.organisation.models import ImportBlock, ImportPlan
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.standards.errors import RuleViolation

MOST_FAULTS_KEPT = 2000


@command("organisation.begin_check", permission=P.IMPORT_ROWS, target=ImportPlan)
def begin_check(*, actor: System, at: datetime, target: UUID, act: Act[ImportPlan] = DOOR) -> int:
    """Throw away what an earlier, broken-off reading kept (开始检查导入文件). Returns how many blocks there were."""
    _require_received(act.target)
    gone, _ = ImportBlock.objects.filter(plan=act.target).delete()
    return gone


@command("organisation.keep_rows", permission=P.IMPORT_ROWS, target=ImportPlan)
def keep_rows(
    *,
    actor: System,
    at: datetime,
    target: UUID,
    first: int,
    blocks: Sequence[tuple[str, list[dict[str, Any]]]],
    act: Act[ImportPlan] = DOOR,
) -> None:
    """Keep some blocks of good rows, each with its stage (暂存待导入的行), numbered from `first`."""
    _require_received(act.target)
    ImportBlock.objects.bulk_create(
        ImportBlock(plan=act.target, number=number, stage=stage, size=len(rows), rows=rows)
        for number, (stage, rows) in enumerate(blocks, start=first)
    )
    act.note(blocks=len(blocks), rows=sum(len(rows) for _, rows in blocks))


@command("organisation.finish_check", permission=P.IMPORT_ROWS, target=ImportPlan)
def finish_check(
    *,
    actor: System,
    at: datetime,
    target: UUID,
    new: int,
    changed: int,
    unchanged: int,
    faults: Sequence[tuple[int, str, str]],
    ignored_columns: Sequence[str],
    act: Act[ImportPlan] = DOOR,
) -> None:
    """Say what was found (登记检查结果): counts, every fault as row, column and reason, columns nobody knows."""
    _require_received(act.target)
    act.target.change(
        state="checked",
        content=None,
        new_count=new,
        changed_count=changed,
        unchanged_count=unchanged,
        refused_count=len({row for row, _, _ in faults}),
        faults=[list(each) for each in faults[:MOST_FAULTS_KEPT]],
        ignored_columns=[title[:40] for title in ignored_columns[:50]],
        message="" if len(faults) <= MOST_FAULTS_KEPT else f"问题太多，只列出前 {MOST_FAULTS_KEPT} 处。",
    )
    act.body = act.target.body_id
    act.note(new=new, changed=changed, unchanged=unchanged, faults=len(faults))


@command("organisation.refuse_file", permission=P.IMPORT_ROWS, target=ImportPlan)
def refuse_file(
    *, actor: System, at: datetime, target: UUID, code: str, message: str, act: Act[ImportPlan] = DOOR
) -> None:
    """Say that a file could not be read, and why (登记文件读不了)."""
    _require_received(act.target)
    ImportBlock.objects.filter(plan=act.target).delete()
    act.target.change(state="unreadable", content=None, message=message[:300], ended_at=at)
    act.body = act.target.body_id
    act.note(code=code)


def _require_received(plan: ImportPlan) -> None:
    if plan.state != "received":
        now = plan.get_state_display()
        raise RuleViolation("organisation.not_to_check", f"这次导入目前是“{now}”，不再检查。")
