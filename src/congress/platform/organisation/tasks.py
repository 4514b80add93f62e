"""Long work of organisation: reading a file that was sent, and letting its rows come in.

Each step is one short command. The same steps run in a job and at the console.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Sum

from congress.platform.core import clock
from congress.platform.core.actors import System
from congress.platform.core.context import surrounded
from congress.platform.core.jobs import Cancelled, JobContext
from congress.platform.organisation.domain.people_rows import MOST_ROWS as MOST_PEOPLE
from congress.platform.organisation.domain.people_rows import PEOPLE, plan_people, read_people
from congress.platform.organisation.domain.tree_rows import MOST_ROWS as MOST_BODIES
from congress.platform.organisation.domain.tree_rows import plan_tree
from congress.platform.organisation.models import ImportPlan
from congress.platform.organisation.selectors.imports import (
    codes_among,
    existing_bodies,
    existing_people,
    grounds,
)
from congress.platform.organisation.services.checking import begin_check, finish_check, keep_rows, refuse_file
from congress.platform.organisation.services.closing import (
    begin_closing,
    change_people,
    close_import,
    finish_import,
    index_bodies,
)
from congress.platform.organisation.services.dropping import abandon_import, take_back
from congress.platform.organisation.services.importing import import_bodies, import_people, open_import
from congress.platform.organisation.workbooks import read_table
from congress.standards.datasets import RowFault, load_dataset, validate
from congress.standards.errors import RuleViolation

SYSTEM = System("organisation.import")
NEW_ROWS, CHANGED_ROWS = {"bodies": 100, "people": 200}, 100
BLOCKS_AT_ONCE = 10
BUSY_PAUSE_SECONDS, BUSY_TRIES = 0.2, 100

Now = Callable[[], datetime]
Say = Callable[[int, int, str], None]
Rows = list[dict[str, Any]]


def run_check(context: JobContext) -> dict[str, str]:
    """Read the file of a plan, as a job."""
    plan = UUID(context.arguments["plan"])
    check(plan, now=clock.now, beat=context.beat)
    return {"url": f"/organisation/imports/{plan}/"}


def run_import(context: JobContext) -> dict[str, str]:
    """Carry a plan out, or give it up, as a job that may be cancelled while its rows are still unseen."""
    plan = UUID(context.arguments["plan"])
    wanted = {"stop": False}

    def say(done: int, total: int, message: str) -> None:
        if wanted["stop"]:
            context.beat()
            return
        try:
            context.advance(done=done, total=total, cursor={"done": done}, message=message)
        except Cancelled:
            wanted["stop"] = True
            abandon_import(actor=SYSTEM, at=clock.now(), target=plan)

    carry_out(plan, now=clock.now, say=say)
    if ImportPlan.objects.filter(pk=plan, state="dropped").exists():
        raise Cancelled
    return {"url": f"/organisation/imports/{plan}/"}


def check(target: UUID, *, now: Now, beat: Callable[[], None] = lambda: None) -> None:
    """Read a plan's file and keep what is good in it; a plan that waits for nothing of the kind is left alone."""
    plan = ImportPlan.objects.select_related("body").get(pk=target)
    try:
        if plan.state == "received":
            _check(plan, now, beat)
    except RuleViolation as violation:
        if violation.code != "organisation.not_to_check":  # it has just been given up
            raise


def _check(plan: ImportPlan, now: Now, beat: Callable[[], None]) -> None:
    target = plan.pk
    begin_check(actor=SYSTEM, at=now(), target=target)
    try:
        new, changed, unchanged, faults, ignored = _read(plan, now())
    except RuleViolation as violation:
        refuse_file(actor=SYSTEM, at=now(), target=target, code=violation.code, message=violation.message)
        return
    blocks = [("new", rows) for rows in _in_blocks(new, NEW_ROWS[plan.kind])]
    blocks += [("changed", rows) for rows in _in_blocks(changed, CHANGED_ROWS)]
    for first in range(0, len(blocks), BLOCKS_AT_ONCE):
        beat()
        some = blocks[first : first + BLOCKS_AT_ONCE]
        keep_rows(actor=SYSTEM, at=now(), target=target, first=first, blocks=some)
    finish_check(
        actor=SYSTEM,
        at=now(),
        target=target,
        new=len(new),
        changed=len(changed),
        unchanged=unchanged,
        faults=[(fault.row, fault.field or "", fault.reason) for fault in faults],
        ignored_columns=ignored,
    )


def carry_out(target: UUID, *, now: Now, say: Say) -> None:
    """Take step after step until nothing is left to do, each under the plan's own trace."""
    plan = ImportPlan.objects.defer("content").get(pk=target)
    total = plan.new_count + plan.changed_count
    waiting = plan.blocks.filter(stage__in=("new", "changed")).aggregate(rows=Sum("size"))["rows"] or 0
    done = total - waiting
    with surrounded(trace=plan.trace):
        while True:
            plan = ImportPlan.objects.defer("content").select_related("batch").get(pk=target)
            taken = _patiently(lambda plan=plan: _step(plan, now()))  # type: ignore[misc]
            if taken is None:
                return
            done += taken
            say(min(done, total), total, _message(plan))


def _step(plan: ImportPlan, at: datetime) -> int | None:
    """The next step of a plan. Returns the rows it dealt with, None when there is nothing to do any more."""
    args: dict[str, Any] = {"actor": SYSTEM, "at": at, "target": plan.pk}
    if plan.state == "dropping":
        return 0 if take_back(**args) else None
    if plan.state == "running":
        if plan.batch is None:
            open_import(**args)
            return 0
        written = import_people(**args) if plan.kind == "people" else import_bodies(**args)
        if not written:
            begin_closing(**args)
        return written
    if plan.state == "closing" and plan.batch is not None:
        if plan.batch.state == "open":
            changed = change_people(**args) if plan.kind == "people" else 0
            if not changed:
                close_import(**args)
            return changed
        if not index_bodies(**args):
            finish_import(**args)
        return 0
    return None


def _patiently(step: Callable[[], int | None]) -> int | None:
    """Take a step, waiting while somebody is at work on the same part of the tree or ended the state meanwhile."""
    for _ in range(BUSY_TRIES):
        try:
            return step()
        except RuleViolation as violation:
            if violation.code == "organisation.import_not_running":
                return 0  # it has just been given up: look again
            if violation.code != "organisation.tree_busy":
                raise
        time.sleep(BUSY_PAUSE_SECONDS)
    return step()


def _message(plan: ImportPlan) -> str:
    if plan.state == "dropping":
        return "正在清除未生效的行"
    return "正在写入，写完之前别人看不到" if plan.state == "running" else "正在收尾"


def _read(plan: ImportPlan, at: datetime) -> tuple[Rows, Rows, int, Sequence[RowFault], Sequence[str]]:
    today = clock.local_day(at)
    content = bytes(plan.content or b"")
    if plan.kind == "people":
        table = read_table(content=content, dataset=PEOPLE, most_rows=MOST_PEOPLE)
        found = validate(dataset=PEOPLE, header=table.head, rows=table.rows, first_row=table.first_row)
        usable, closed = grounds(plan)
        read, wrong = read_people(rows=found.rows, bodies=usable, closed=closed, today=today)
        people = plan_people(rows=read, existing=existing_people(plan, {row.body_id for row in read}))
        faults = sorted([*found.faults, *wrong, *people.faults], key=lambda fault: fault.row)
        return (
            [each.as_json() for each in people.new],
            [each.as_json() for each in people.changed],
            people.unchanged,
            faults,
            found.ignored_columns,
        )
    dataset = load_dataset("organisation_tree")
    table = read_table(content=content, dataset=dataset, most_rows=MOST_BODIES)
    existing = existing_bodies(plan)
    found = validate(
        dataset=dataset,
        header=table.head,
        rows=table.rows,
        first_row=table.first_row,
        known_keys=existing.keys(),
    )
    codes = {str(row.values["body_code"]) for row in found.rows}
    tree = plan_tree(
        rows=found.rows, existing=existing, taken=codes_among(codes) - existing.keys(), today=today
    )
    faults = sorted([*found.faults, *tree.faults], key=lambda fault: fault.row)
    new, changed = [each.as_json() for each in tree.new], [each.as_json() for each in tree.changed]
    return new, changed, tree.unchanged, faults, found.ignored_columns


def _in_blocks(rows: Iterable[dict[str, Any]], size: int) -> Iterable[Rows]:
    waiting = iter(rows)
    while block := list(islice(waiting, size)):
        yield block
