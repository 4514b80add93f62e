"""A person's side of an import: sending a file, starting what was checked, giving up."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.jobs import enqueue
from congress.platform.core.models import Job
from congress.platform.organisation.domain import require_in_use
from congress.platform.organisation.models import Body, ImportPlan
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.workbooks import MOST_BYTES
from congress.standards.errors import RuleViolation

CHECK_JOB = "organisation.check_import"
IMPORT_JOB = "organisation.import"
KINDS = ("bodies", "people")
RESUMABLE = ("running", "closing", "dropping")


@command("organisation.receive_file", permission=P.IMPORT, target=Body)
def receive_file(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    kind: str,
    file_name: str,
    content: bytes,
    by_job: bool = True,
    act: Act[Body] = DOOR,
) -> UUID:
    """Take a table of bodies or persons at or below a body (上传导入文件); it is read in the background.

    `by_job` false leaves the reading to the caller, who stands at the console.
    """
    if kind not in KINDS:
        raise RuleViolation("organisation.unknown_import", "请选择导入机构还是人员。", field="kind")
    require_in_use(name=act.target.name, closed_on=act.target.active_until)
    if not content:
        raise RuleViolation("organisation.file_empty", "这是一个空文件，请检查后重新选择。", field="file")
    if len(content) > MOST_BYTES:
        message = f"文件超过 {MOST_BYTES // 1024**2} MB，请分成几份分别导入。"
        raise RuleViolation("organisation.file_too_large", message, field="file")
    plan = ImportPlan(
        kind=kind,
        body=act.target,
        actor=actor.key,
        file_name=file_name[-200:],
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        created_at=at,
    )
    if by_job:
        plan.job = enqueue(act, kind=CHECK_JOB, arguments={"plan": str(plan.pk)}, title=f"检查：{plan}").pk
    plan.save(force_insert=True)
    act.about(plan)
    act.note(body=str(act.target.pk), kind=kind, digest=plan.digest, size=len(content))
    act.body = act.target.pk
    return plan.pk


@command("organisation.start_import", permission=P.IMPORT, target=ImportPlan)
def start_import(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    version: int | None = None,
    by_job: bool = True,
    act: Act[ImportPlan] = DOOR,
) -> None:
    """Let the rows that were found good come in (确认导入), or let an import that broke off go on."""
    plan = act.target
    act.body = plan.body_id
    if plan.state in RESUMABLE:
        _require_no_job(plan)
    elif plan.state != "checked":
        now = plan.get_state_display()
        raise RuleViolation("organisation.not_to_start", f"这次导入目前是“{now}”，不能开始。")
    elif not plan.new_count + plan.changed_count:
        message = "没有需要导入的行：内容和系统里的一致，或者都有问题。请改好文件后重新上传。"
        raise RuleViolation("organisation.nothing_to_import", message)
    values: dict[str, Any] = {"state": plan.state if plan.state in RESUMABLE else "running"}
    if plan.trace is None:
        values["trace"] = act.trace
    if by_job:
        values["job"] = _queued(act, plan)
    plan.change(**values)
    act.note(new=plan.new_count, changed=plan.changed_count)


@command("organisation.drop_import", permission=P.IMPORT, target=ImportPlan)
def drop_import(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    version: int | None = None,
    by_job: bool = True,
    act: Act[ImportPlan] = DOOR,
) -> None:
    """Give an import up (放弃导入); what was written meanwhile has been seen by nobody and is taken back."""
    plan = act.target
    act.body = plan.body_id
    if plan.state not in ("received", "checked", "running"):
        now = plan.get_state_display()
        raise RuleViolation("organisation.not_to_drop", f"这次导入目前是“{now}”，不能放弃。")
    values: dict[str, Any] = {"state": "dropping", "content": None}
    if by_job and (plan.state != "running" or not _is_alive(plan)):
        values["job"] = _queued(act, plan)
    plan.change(**values)


def _queued(act: Act[ImportPlan], plan: ImportPlan) -> UUID:
    return enqueue(act, kind=IMPORT_JOB, arguments={"plan": str(plan.pk)}, title=str(plan)).pk


def _require_no_job(plan: ImportPlan) -> None:
    if _is_alive(plan):
        raise RuleViolation("organisation.import_runs", "导入正在进行，请稍候。")


def _is_alive(plan: ImportPlan) -> bool:
    if plan.job is None:
        return False
    return Job.objects.filter(pk=plan.job, state__in=("queued", "running")).exists()
