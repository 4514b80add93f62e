"""The end of an import: what was there already is changed, the new rows are seen, and everything becomes findable."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from congress.platform.core.actors import System
from congress.platform.core.batches import close_batch, count_rows
from congress.platform.core.commands import DOOR, Act, command, part
from congress.platform.core.models import Batch
from congress.platform.organisation.domain import require_outside
from congress.platform.organisation.domain.tree_rows import standing_from_json
from congress.platform.organisation.models import Body, ImportPlan, Person
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors import people_in_office
from congress.platform.organisation.services.finding import make_findable
from congress.platform.organisation.services.importing import seat
from congress.platform.organisation.services.locking import lock_rows, lock_tree
from congress.platform.organisation.services.moving import put_under
from congress.standards.errors import RuleViolation

CHANGEABLE = ("name", "short_name", "kind", "level", "region_code", "order", "active_from", "active_until")
CHANGED_MEANWHILE = "导入期间已被他人修改，没有覆盖。请核对后重新导入这一行。"


@command("organisation.begin_closing", permission=P.IMPORT_ROWS, target=ImportPlan)
def begin_closing(*, actor: System, at: datetime, target: UUID, act: Act[ImportPlan] = DOOR) -> None:
    """Every new row is written (写入完毕，开始收尾); from here the import can no longer be given up."""
    plan = act.target
    if plan.state != "running" or plan.blocks.filter(stage="new").exists():
        raise RuleViolation("organisation.import_not_written", "还有没有写入的行，不能收尾。")
    plan.change(state="closing")


@command("organisation.change_people", permission=P.IMPORT_ROWS, target=ImportPlan)
def change_people(*, actor: System, at: datetime, target: UUID, act: Act[ImportPlan] = DOOR) -> int:
    """Change the next block of persons (修改一段已有人员); each stands for itself, so they need not change at once.

    Returns the number of rows, 0 when there is none left.
    """
    batch = _open_batch(act.target)
    block = act.target.blocks.filter(stage="changed").order_by("number").first()
    if block is None:
        return 0
    there = {
        str(row.pk): row
        for row in Person.objects.filter(pk__in=[row["id"] for row in block.rows])
        .order_by("pk")
        .select_for_update()
    }
    refused, seats = [], []
    for row in block.rows:
        person = there.get(row["id"])
        if person is None or person.version != row["version"]:
            refused.append((row["row"], "", CHANGED_MEANWHILE))
            continue
        born = row["birth_date"]
        person.change(
            gender=row["gender"],
            phone=row["phone"],
            birth_date=None if born is None else date.fromisoformat(born),
        )
        if row["seat"]:
            seats.append((person, row))
    refused += seat(act, batch=batch, seats=seats)
    count_rows(act, batch=batch, rows=len(block.rows), refused=refused)
    block.delete()
    return len(block.rows)


@command("organisation.close_import", permission=P.IMPORT_ROWS, target=ImportPlan)
def close_import(*, actor: System, at: datetime, target: UUID, act: Act[ImportPlan] = DOOR) -> None:
    """Hand the import over (完成写入): with this commit every new row is seen and every changed body is changed."""
    plan = act.target
    batch = _open_batch(plan)
    blocks = list(plan.blocks.filter(stage="changed").order_by("number"))
    if blocks and plan.kind == "people":
        raise RuleViolation("organisation.import_not_written", "还有没有修改的人员，不能完成。")
    if blocks:
        rows = [row for block in blocks for row in block.rows]
        changed, refused = change_bodies(act, batch=batch, rows=rows)
        count_rows(act, batch=batch, rows=len(changed), refused=refused)
        for block in blocks[1:]:
            block.delete()
        blocks[0].stage, blocks[0].rows, blocks[0].size = "index", changed, len(changed)
        blocks[0].save(update_fields=["stage", "rows", "size"])
    close_batch(act, batch=batch)
    act.body = plan.body_id


@part
def change_bodies(
    act: Act[Any], *, batch: Batch, rows: list[dict[str, Any]]
) -> tuple[list[str], list[tuple[int, str, str]]]:
    """Change bodies as an import wants them, parents first. Returns the ids changed, and the rows refused with why."""
    wanted = {UUID(row["id"]): (row, standing_from_json(row)) for row in rows}
    goals = {UUID(row["parent_id"]) for row in rows if row["moved"] and row["parent_id"]}
    there = lock_rows(act, bodies={*wanted, *goals})
    lock_tree(act)
    in_office = people_in_office([pk for pk, (_, after) in wanted.items() if after.active_until])
    changed, refused = [], []
    for pk, (row, after) in wanted.items():
        body = there.get(pk)
        try:
            if body is None or body.version != row["version"]:
                raise RuleViolation("organisation.changed_meanwhile", CHANGED_MEANWHILE)
            if after.active_until and not body.is_closed:
                _require_unused(body, in_office.get(pk, 0))
            if row["moved"]:
                _move(act, body, _goal(row, batch))
            body.change(**{name: getattr(after, name) for name in CHANGEABLE})
            changed.append(str(pk))
        except RuleViolation as violation:
            refused.append((row["row"], "", violation.message))
    return changed, refused


@command("organisation.index_bodies", permission=P.IMPORT_ROWS, target=ImportPlan)
def index_bodies(
    *, actor: System, at: datetime, target: UUID, most: int = 20, act: Act[ImportPlan] = DOOR
) -> int:
    """Make the next imported bodies findable (编入检索), at most so many. Returns how many, 0 when none is left."""
    block = act.target.blocks.filter(stage="index").order_by("number").first()
    if block is None:
        return 0
    now, later = block.rows[:most], block.rows[most:]
    for body in Body.objects.filter(pk__in=now).select_related("parent"):
        make_findable(act, body=body)
    if later:
        block.rows, block.size = later, len(later)
        block.save(update_fields=["rows", "size"])
    else:
        block.delete()
    act.note(bodies=len(now))
    return len(now)


@command("organisation.finish_import", permission=P.IMPORT_ROWS, target=ImportPlan)
def finish_import(*, actor: System, at: datetime, target: UUID, act: Act[ImportPlan] = DOOR) -> None:
    """Nothing is left to do (导入结束)."""
    plan = act.target
    if plan.state != "closing" or plan.blocks.exists() or plan.batch is None or plan.batch.state != "closed":
        raise RuleViolation("organisation.import_not_written", "这次导入还有没有做完的事，不能结束。")
    late = list(plan.batch.refusals.order_by("number").values_list("number", "field", "message"))
    plan.change(
        state="done",
        ended_at=at,
        refused_count=plan.refused_count + len(late),
        faults=[*plan.faults, *([number, column, why] for number, column, why in late)],
    )
    act.body = plan.body_id
    act.note(rows=plan.batch.row_count, refused=len(late))


def _require_unused(body: Body, in_office: int) -> None:
    if body.children.filter(active_until__isnull=True).exists() or in_office:
        message = "导入期间有了在用的下级机构或在任人员，没有停用。"
        raise RuleViolation("organisation.still_used", message)


def _goal(row: dict[str, Any], batch: Batch) -> Body:
    """The body under which a row puts another: known since the check, or come in with the same file."""
    known = Body.objects.filter(pk=row["parent_id"]) if row["parent_id"] else Body.objects.filter(batch=batch)
    goal = (known if row["parent_id"] else known.filter(code=row["parent"])).first()
    if goal is None:
        raise RuleViolation("organisation.parent_missing", f"上级“{row['parent']}”没有导入，这一行没有修改。")
    if goal.is_closed:
        raise RuleViolation("organisation.parent_closed", f"上级“{goal.name}”在导入期间停用了，没有移动。")
    return goal


def _move(act: Act[Any], body: Body, goal: Body) -> None:
    body.refresh_from_db(fields=["path"])  # a move before this one may have carried it along
    require_outside(path=body.path, new_parent_path=goal.path)
    put_under(act, body=body, parent=goal)


def _open_batch(plan: ImportPlan) -> Batch:
    if plan.state != "closing" or plan.batch is None or plan.batch.state != "open":
        raise RuleViolation("organisation.import_not_closing", "这次导入不在收尾，不能继续。")
    return plan.batch
