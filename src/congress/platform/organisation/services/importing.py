"""New rows on their way in: block by block, each in one short act, seen by nobody until the import is closed.

A block is deleted (bodies: handed on to the search index) in the act that writes its rows. Whichever worker dies
wherever, the next one finds exactly the blocks whose rows are not written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from congress.platform.core.actors import System
from congress.platform.core.batches import count_rows, open_batch
from congress.platform.core.commands import DOOR, Act, command, part
from congress.platform.core.models import Batch
from congress.platform.organisation.domain import depth_of, next_segment, require_room
from congress.platform.organisation.domain.tree_rows import Standing, standing_from_json
from congress.platform.organisation.models import Body, ImportBlock, ImportPlan, Mandate, Person, Term
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.services.locking import lock_rows, lock_tree
from congress.standards.errors import RuleViolation

Refusal = tuple[int, str, str]


@command("organisation.open_import", permission=P.IMPORT_ROWS, target=ImportPlan)
def open_import(*, actor: System, at: datetime, target: UUID, act: Act[ImportPlan] = DOOR) -> UUID:
    """Open the batch of an import (开始写入); opened already, it stays as it is. Returns the batch's id."""
    plan = act.target
    _require_running(plan)
    batch = plan.batch or open_batch(act, kind=f"organisation.{plan.kind}", title=str(plan))
    if plan.batch is None:
        plan.change(batch=batch)
        act.body = plan.body_id
    return batch.pk


@command("organisation.import_bodies", permission=P.IMPORT_ROWS, target=ImportPlan)
def import_bodies(*, actor: System, at: datetime, target: UUID, act: Act[ImportPlan] = DOOR) -> int:
    """Write the next block of new bodies (写入一段新机构). Returns its number of rows, 0 when there is none left."""
    block, batch = _next_block(act.target)
    if block is None:
        return 0
    there = lock_rows(act, bodies={UUID(row["parent_id"]) for row in block.rows if row["parent_id"]})
    lock_tree(act)
    fresh = [row["parent"] for row in block.rows if not row["parent_id"]]
    parents = {
        body.code: body for body in [*there.values(), *Body.objects.filter(code__in=fresh, batch=batch)]
    }
    ground = _Ground(batch, parents)
    ground.count_children()
    taken = set(
        Body.objects.filter(code__in=[row["code"] for row in block.rows]).values_list("code", flat=True)
    )
    made, refused = [], []
    for row in block.rows:
        try:
            made.append(ground.grow(standing_from_json(row), taken))
        except RuleViolation as violation:
            refused.append((row["row"], "", violation.message))
    Body.objects.bulk_create(made)
    count_rows(act, batch=batch, rows=len(made), refused=refused)
    _hand_on(block, [str(body.pk) for body in made])
    return len(made) + len(refused)


@command("organisation.import_people", permission=P.IMPORT_ROWS, target=ImportPlan)
def import_people(*, actor: System, at: datetime, target: UUID, act: Act[ImportPlan] = DOOR) -> int:
    """Write the next block of new persons, with their seats (写入一段新人员). Returns its rows, 0 when none is left."""
    block, batch = _next_block(act.target)
    if block is None:
        return 0
    wanted = {row["body"] for row in block.rows}
    usable = Body.objects.filter(pk__in=wanted, active_until__isnull=True).values_list("pk", flat=True)
    in_use = {str(pk) for pk in usable}
    good = [row for row in block.rows if row["body"] in in_use]
    why = "导入期间机构已经停用，没有登记。"
    refused = [(row["row"], "机构编码", why) for row in block.rows if row["body"] not in in_use]
    people = Person.objects.bulk_create(_person(row, batch) for row in good)
    seats = [(person, row) for person, row in zip(people, good, strict=True) if row["seat"]]
    refused += seat(act, batch=batch, seats=seats)
    count_rows(act, batch=batch, rows=len(good), refused=refused)
    block.delete()
    return len(block.rows)


@part
def seat(act: Act[Any], *, batch: Batch, seats: list[tuple[Person, dict[str, Any]]]) -> list[Refusal]:
    """Give persons of an import their seats in the terms their rows name. Returns what could not be, with why."""
    terms = {UUID(row["seat"]["term"]) for _, row in seats}
    running = set(Term.objects.filter(pk__in=terms, ends_on__isnull=True).values_list("pk", flat=True))
    mandates, refused = [], []
    for person, row in seats:
        wanted = row["seat"]
        if UUID(wanted["term"]) not in running:
            refused.append((row["row"], "选举单位", "导入期间本届已经结束，人员已登记，代表没有登记。"))
            continue
        mandates.append(
            Mandate(
                batch=batch,
                person=person,
                term_id=UUID(wanted["term"]),
                electing_unit=wanted["electing_unit"],
                delegation=wanted["delegation"],
                from_date=date.fromisoformat(wanted["from_date"]),
            )
        )
    Mandate.objects.bulk_create(mandates)
    return refused


@dataclass(slots=True)
class _Ground:
    """What new bodies grow on: their parents by code, and the last path below each of them."""

    batch: Batch
    parents: dict[str, Body]
    last: dict[UUID, str] = field(default_factory=dict)

    def count_children(self) -> None:
        """Read the last child's path of every parent. One query."""
        rows = Body.objects.filter(parent__in=[each.pk for each in self.parents.values()])
        self.last = dict(rows.order_by().values_list("parent").annotate(last=Max("path")))

    def grow(self, standing: Standing, taken: set[str]) -> Body:
        """A new body at its place. Raises `RuleViolation` when the tree has changed and it no longer fits."""
        parent = self.parents.get(str(standing.parent))
        if parent is None:
            raise RuleViolation(
                "organisation.parent_missing", f"上级“{standing.parent}”没有导入，这一行也没有导入。"
            )
        if parent.is_closed and standing.active_until is None:
            raise RuleViolation(
                "organisation.parent_closed", f"上级“{parent.name}”在导入期间停用了，没有导入。"
            )
        if standing.code in taken:
            raise RuleViolation("organisation.code_taken", f"机构编码“{standing.code}”在导入期间已被使用。")
        require_room(levels=depth_of(parent.path) + 1)
        path = parent.path + next_segment(self.last.get(parent.pk))
        body = Body(
            batch=self.batch,
            parent=parent,
            path=path,
            code=standing.code,
            name=standing.name,
            short_name=standing.short_name,
            kind=standing.kind,
            level=standing.level,
            region_code=standing.region_code,
            order=standing.order,
            active_from=standing.active_from,
            active_until=standing.active_until,
        )
        self.last[parent.pk] = path
        self.parents[standing.code] = body
        return body


def _next_block(plan: ImportPlan) -> tuple[ImportBlock | None, Batch]:
    _require_running(plan)
    if plan.batch is None:
        raise RuleViolation("organisation.batch_missing", "这次导入还没有开始写入。")
    return plan.blocks.filter(stage="new").order_by("number").first(), plan.batch


def _hand_on(block: ImportBlock, ids: list[str]) -> None:
    """The rows are written; what is left to do is to make them findable once they are seen."""
    if not ids:
        block.delete()
        return
    block.stage, block.rows, block.size = "index", ids, len(ids)
    block.save(update_fields=["stage", "rows", "size"])


def _person(row: dict[str, Any], batch: Batch) -> Person:
    born = row["birth_date"]
    return Person(
        batch=batch,
        body_id=UUID(row["body"]),
        name=row["name"],
        gender=row["gender"],
        birth_date=None if born is None else date.fromisoformat(born),
        phone=row["phone"],
    )


def _require_running(plan: ImportPlan) -> None:
    """Raise unless rows are being written."""
    if plan.state != "running":
        now = plan.get_state_display()
        raise RuleViolation("organisation.import_not_running", f"这次导入目前是“{now}”，不再写入。")
