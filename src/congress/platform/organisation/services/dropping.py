"""Giving an import up: what it wrote has been seen by nobody and is taken back, a little at a time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.platform.core.actors import System
from congress.platform.core.batches import abandon_batch
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.organisation.models import Body, ImportPlan, Mandate, Person
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.standards.errors import RuleViolation


@command("organisation.abandon_import", permission=P.IMPORT_ROWS, target=ImportPlan)
def abandon_import(*, actor: System, at: datetime, target: UUID, act: Act[ImportPlan] = DOOR) -> bool:
    """Give up because the job was asked to stop (按要求停止导入). Returns whether it was not too late."""
    plan = act.target
    if plan.state != "running":
        return plan.state == "dropping"
    plan.change(state="dropping")
    act.body = plan.body_id
    return True


@command("organisation.take_back", permission=P.IMPORT_ROWS, target=ImportPlan)
def take_back(
    *, actor: System, at: datetime, target: UUID, most: int = 200, act: Act[ImportPlan] = DOOR
) -> bool:
    """Take some unseen rows back (清除未生效的行). Returns whether there may be more."""
    plan = act.target
    if plan.state != "dropping":
        raise RuleViolation("organisation.not_dropping", "这次导入没有放弃，不能清除。")
    if plan.batch is not None and plan.batch.state == "open":
        abandon_batch(act, batch=plan.batch)
        return True
    gone = 0
    if plan.batch is not None:
        for rows in (
            Mandate.objects.filter(batch=plan.batch),
            Person.objects.filter(batch=plan.batch),
            Body.objects.filter(batch=plan.batch).order_by("-path"),  # children before their parents
        ):
            ids = list(rows.values_list("pk", flat=True)[: most - gone])
            if rows.model is Body:
                Body.objects.filter(pk__in=ids).update(parent=None)  # a parent and its child may go together
            rows.model._default_manager.filter(pk__in=ids).delete()
            gone += len(ids)
    if gone < most:
        blocks = list(plan.blocks.order_by("number").values_list("pk", flat=True)[:20])
        plan.blocks.filter(pk__in=blocks).delete()
        gone += len(blocks)
    act.note(rows=gone)
    if gone:
        return True
    plan.change(state="dropped", ended_at=at)
    act.body = plan.body_id
    return False
