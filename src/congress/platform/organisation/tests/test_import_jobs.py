"""Imports as jobs: sent, started, cancelled, given up, broken off and carried on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from congress.platform.core.guard import unguarded
from congress.platform.core.jobs import cancel_job, run_one
from congress.platform.core.models import Batch, Job
from congress.platform.organisation import tasks
from congress.platform.organisation.domain.people_rows import PEOPLE
from congress.platform.organisation.models import Body, ImportBlock, ImportPlan, Person
from congress.platform.organisation.selectors import people
from congress.platform.organisation.services import (
    change_body,
    close_body,
    drop_import,
    receive_file,
    start_import,
)
from congress.platform.organisation.services.closing import begin_closing
from congress.platform.organisation.services.importing import import_bodies, open_import
from congress.platform.organisation.tasks import SYSTEM, carry_out, check
from congress.platform.organisation.tests.refusing import refusal_of
from congress.platform.organisation.tests.test_imports import TREE, body_row, carried, person_row
from congress.platform.organisation.tests.worlds import CONSOLE, MANAGER, Tree, table
from congress.platform.organisation.workbooks.exporting import tree_workbook
from congress.standards.errors import RuleViolation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "cars"}, "organisation.unknown_import"),
        ({"content": b""}, "organisation.file_empty"),
        ({"content": b"x" * (8 * 1024**2 + 1)}, "organisation.file_too_large"),
    ],
)
def test_what_is_not_received(tree: Tree, values: dict[str, Any], code: str) -> None:
    usual = {"kind": "bodies", "file_name": "表.xlsx", "content": b"x"}
    refused = refusal_of(
        receive_file, actor=CONSOLE, at=tree.at, target=tree.ids["YC"], **{**usual, **values}
    )
    assert refused.code == code


def test_nothing_is_imported_into_a_closed_body(tree: Tree) -> None:
    close_body(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], version=1, last_day=date(2026, 1, 1))
    assert refusal_of(tree.received, "bodies", b"x", body="CZ").code == "organisation.body_closed"


def by_job(tree: Tree, content: bytes, kind: str = "bodies") -> ImportPlan:
    plan = receive_file(
        actor=CONSOLE, at=tree.at, target=tree.ids["YC"], kind=kind, file_name="表.xlsx", content=content
    )
    return ImportPlan.objects.get(pk=plan)


def started(tree: Tree, plan: ImportPlan) -> ImportPlan:
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk)
    return ImportPlan.objects.get(pk=plan.pk)


def now_of(plan: ImportPlan) -> tuple[str, str]:
    row = ImportPlan.objects.get(pk=plan.pk)
    return row.state, Job.objects.get(pk=row.job).state


def test_the_worker_reads_and_then_writes(tree: Tree) -> None:
    plan = by_job(tree, table(TREE, body_row("A")))
    assert run_one()
    assert now_of(plan) == ("checked", "done")
    plan = started(tree, plan)
    assert plan.state == "running"
    assert run_one()
    assert now_of(plan) == ("done", "done")
    job = Job.objects.get(pk=plan.job)
    assert job.result == {"url": f"/organisation/imports/{plan.pk}/"}
    assert (job.done, job.total, job.cursor) == (1, 1, {"done": 1})


def test_a_job_that_is_cancelled_takes_its_rows_back(tree: Tree) -> None:
    plan = by_job(
        tree, table(PEOPLE, *(person_row(f"人{n}", phone=f"138{n:08d}") for n in range(450))), "people"
    )
    owner = tree.somebody("owner")
    run_one()
    plan = started(tree, plan)

    with unguarded("fixtures"):
        Job.objects.filter(pk=plan.job).update(owner=owner.account, cancel_wanted=True)
    assert run_one()
    assert now_of(plan) == ("dropped", "cancelled")
    assert not Person.objects.exists()
    assert not ImportBlock.objects.exists()
    assert Batch.objects.get().state == "abandoned"


def test_it_is_too_late_to_cancel_once_rows_are_seen(tree: Tree) -> None:
    plan = tree.checked("bodies", table(TREE, body_row("A")))
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk)
    step_to(tree, plan, "closing")

    with unguarded("fixtures"):
        Job.objects.update(cancel_wanted=True)
    assert run_one()
    assert now_of(plan) == ("done", "done")


def test_a_queued_job_may_be_cancelled_and_the_import_goes_on_later(tree: Tree) -> None:
    owner = tree.somebody("owner", *MANAGER)
    plan = by_job(tree, table(TREE, body_row("A")))
    run_one()
    start_import(actor=owner, at=tree.at, target=plan.pk)
    job = ImportPlan.objects.get(pk=plan.pk).job
    assert (
        refusal_of(start_import, actor=owner, at=tree.at, target=plan.pk).code == "organisation.import_runs"
    )
    cancel_job(actor=owner, at=tree.at, target=job)
    assert now_of(plan) == ("running", "cancelled")
    trace = ImportPlan.objects.get(pk=plan.pk).trace
    start_import(actor=owner, at=tree.at, target=plan.pk)
    run_one()
    row = ImportPlan.objects.get(pk=plan.pk)
    assert (row.state, row.trace) == ("done", trace)


def test_an_import_starts_once_it_is_checked_and_has_something_to_do(tree: Tree) -> None:
    waiting = tree.received("bodies", table(TREE, body_row("A")))
    assert (
        refusal_of(start_import, actor=CONSOLE, at=tree.at, target=waiting).code
        == "organisation.not_to_start"
    )
    same = tree.checked("bodies", tree_workbook(actor=CONSOLE))
    refused = refusal_of(start_import, actor=CONSOLE, at=tree.at, target=same.pk)
    assert refused.code == "organisation.nothing_to_import"


@pytest.mark.parametrize("kind", ["received", "checked", "running"])
def test_an_import_is_given_up(tree: Tree, kind: str) -> None:
    content = table(TREE, body_row("A"), body_row("B", "A"))
    plan = ImportPlan.objects.get(pk=tree.received("bodies", content)) if kind == "received" else None
    plan = plan or tree.checked("bodies", content)
    if kind == "running":
        start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
        step_to(tree, plan, "closing", but_one=True)
        assert Body.objects.filter(code="B").exists()
    drop_import(actor=CONSOLE, at=tree.at, target=plan.pk)
    check(plan.pk, now=lambda: tree.at)  # a reader that comes too late leaves it alone
    assert run_one()
    assert now_of(plan) == ("dropped", "cancelled")
    assert not Body.objects.filter(code__in=["A", "B"]).exists()
    refused = refusal_of(drop_import, actor=CONSOLE, at=tree.at, target=plan.pk)
    assert refused.code == "organisation.not_to_drop"
    assert tree.body("A", "YC")  # code and path are free again


def test_a_running_job_notices_that_it_is_given_up(tree: Tree) -> None:
    plan = tree.checked("bodies", table(TREE, body_row("A")))
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk)
    job = ImportPlan.objects.get(pk=plan.pk).job
    drop_import(actor=CONSOLE, at=tree.at, target=plan.pk)
    assert ImportPlan.objects.get(pk=plan.pk).job == job
    assert Job.objects.count() == 1
    run_one()
    assert now_of(plan) == ("dropped", "cancelled")


def test_giving_up_at_the_console_needs_no_worker(tree: Tree) -> None:
    plan = tree.checked("bodies", table(TREE, body_row("A")))
    drop_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    assert ImportPlan.objects.get(pk=plan.pk).job is None
    carry_out(plan.pk, now=lambda: tree.at, say=lambda done, total, message: None)
    assert ImportPlan.objects.get(pk=plan.pk).state == "dropped"
    carry_out(plan.pk, now=lambda: tree.at, say=lambda done, total, message: None)


def step_to(tree: Tree, plan: ImportPlan, state: str, *, but_one: bool = False) -> None:
    """Take steps until the plan is in a state; `but_one` stops before the step that leads there."""

    open_import(actor=SYSTEM, at=tree.at, target=plan.pk)
    while import_bodies(actor=SYSTEM, at=tree.at, target=plan.pk):
        pass
    if not but_one and state == "closing":
        begin_closing(actor=SYSTEM, at=tree.at, target=plan.pk)


def test_a_step_waits_for_whoever_is_at_work(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:

    plan = tree.checked("bodies", table(TREE, body_row("A")))
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    monkeypatch.setattr(tasks, "BUSY_PAUSE_SECONDS", 0)
    waits = iter([True, True, False])
    take = tasks.close_import

    def busy(**args: Any) -> None:
        if next(waits):
            raise RuleViolation("organisation.tree_busy", "有人正在修改。")
        take(**args)

    monkeypatch.setattr(tasks, "close_import", busy)
    carry_out(plan.pk, now=lambda: tree.at, say=lambda done, total, message: None)
    assert ImportPlan.objects.get(pk=plan.pk).state == "done"


def test_a_step_that_finds_the_import_given_up_looks_again(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:

    plan = tree.checked("bodies", table(TREE, body_row("A")))
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    take = tasks.open_import

    def overtaken(**args: Any) -> UUID:
        drop_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
        return take(**args)

    monkeypatch.setattr(tasks, "open_import", overtaken)
    carry_out(plan.pk, now=lambda: tree.at, say=lambda done, total, message: None)
    assert ImportPlan.objects.get(pk=plan.pk).state == "dropped"


def test_a_defect_is_not_taken_for_patience(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:

    plan = tree.checked("bodies", table(TREE, body_row("A")))
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    monkeypatch.setattr(tasks, "BUSY_TRIES", 1)
    monkeypatch.setattr(tasks, "BUSY_PAUSE_SECONDS", 0)
    for code in ("organisation.tree_busy", "organisation.else"):

        def broken(code: str = code, **args: Any) -> None:
            raise RuleViolation(code, "不行。")

        monkeypatch.setattr(tasks, "open_import", broken)
        refused = refusal_of(carry_out, plan.pk, now=lambda: tree.at, say=lambda done, total, message: None)
        assert refused.code == code


def test_reading_that_meets_a_defect_is_tried_again_from_the_start(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:

    plan = tree.received(
        "people", table(PEOPLE, *(person_row(f"人{n}", phone=f"138{n:08d}") for n in range(300)))
    )
    take, broke = tasks.finish_check, []

    def breaking(**args: Any) -> None:
        if not broke:
            broke.append(True)
            raise OSError("the machine is gone")
        take(**args)

    monkeypatch.setattr(tasks, "finish_check", breaking)
    with pytest.raises(OSError, match="gone"):
        check(plan, now=lambda: tree.at)
    assert ImportBlock.objects.count() == 2
    check(plan, now=lambda: tree.at)
    assert ImportBlock.objects.count() == 2
    assert ImportPlan.objects.get(pk=plan).new_count == 300


def test_reading_stops_when_the_import_is_given_up(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:

    plan = tree.received("bodies", table(TREE, body_row("A")))
    take = tasks.keep_rows

    def overtaken(**args: Any) -> None:
        drop_import(actor=CONSOLE, at=tree.at, target=plan, by_job=False)
        take(**args)

    monkeypatch.setattr(tasks, "keep_rows", overtaken)
    check(plan, now=lambda: tree.at)
    assert ImportPlan.objects.get(pk=plan).state == "dropping"
    other = tree.received("bodies", table(TREE, body_row("A")))

    def broken(**args: Any) -> None:
        raise RuleViolation("organisation.else", "不行。")

    monkeypatch.setattr(tasks, "keep_rows", broken)
    assert refusal_of(check, other, now=lambda: tree.at).code == "organisation.else"


def test_people_are_seen_only_at_the_end(tree: Tree) -> None:
    reader = tree.somebody("reader", *MANAGER)
    plan = tree.checked("people", table(PEOPLE, person_row("陈明"), person_row("李四")))
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    seen: list[int] = []
    carry_out(plan.pk, now=lambda: tree.at, say=lambda *_: seen.append(people(actor=reader).count()))
    assert (seen[0], seen[-1], set(seen)) == (0, 2, {0, 2})


def test_moments_are_given_not_read(tree: Tree, at: datetime) -> None:
    plan = carried(tree, tree.checked("bodies", table(TREE, body_row("A"))))
    assert plan.ended_at == at
    change_body(
        actor=CONSOLE,
        at=at,
        target=tree.row("A").pk,
        version=1,
        name="甲",
        short_name="",
        kind="public_institution",
        level="city",
        region_code="",
        order=1,
    )
