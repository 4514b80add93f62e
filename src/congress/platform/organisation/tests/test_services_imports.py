"""The steps of an import one by one: what each refuses, and what happens when the tree changes meanwhile."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError

from congress.platform.core.guard import unguarded
from congress.platform.organisation.domain import DEEPEST
from congress.platform.organisation.domain.people_rows import PEOPLE
from congress.platform.organisation.models import Body, ImportBlock, ImportPlan, Mandate, Person
from congress.platform.organisation.services import (
    appoint,
    change_body,
    change_person,
    close_body,
    create_post,
    end_term,
    move_body,
    start_import,
)
from congress.platform.organisation.services.checking import begin_check, finish_check, keep_rows, refuse_file
from congress.platform.organisation.services.closing import (
    begin_closing,
    change_bodies,
    change_people,
    close_import,
    finish_import,
    index_bodies,
)
from congress.platform.organisation.services.dropping import abandon_import, take_back
from congress.platform.organisation.services.finding import make_findable
from congress.platform.organisation.services.importing import (
    import_bodies,
    import_people,
    open_import,
    seat,
)
from congress.platform.organisation.services.locking import lock_rows, lock_tree, take_rows
from congress.platform.organisation.services.moving import put_under
from congress.platform.organisation.tasks import SYSTEM, carry_out
from congress.platform.organisation.tests.refusing import refusal_of
from congress.platform.organisation.tests.test_imports import TREE, body_row, person_row
from congress.platform.organisation.tests.worlds import CONSOLE, SINCE, Tree, table

DAY = date(2026, 2, 1)
PARTS = (make_findable, lock_tree, lock_rows, take_rows, put_under, seat, change_bodies)


def step(tree: Tree, plan: ImportPlan) -> dict[str, Any]:
    return {"actor": SYSTEM, "at": tree.at, "target": plan.pk}


def running(tree: Tree, kind: str, *rows: dict[str, Any]) -> ImportPlan:
    """An import that was started and opened."""
    plan = tree.checked(kind, table(TREE if kind == "bodies" else PEOPLE, *rows))
    assert plan.faults == []
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    open_import(**step(tree, plan))
    return ImportPlan.objects.get(pk=plan.pk)


def finished(tree: Tree, plan: ImportPlan) -> ImportPlan:
    carry_out(plan.pk, now=lambda: tree.at, say=lambda done, total, message: None)
    return ImportPlan.objects.select_related("batch").get(pk=plan.pk)


def told(plan: ImportPlan) -> list[tuple[int, str]]:
    return [(row, why.partition("，")[0]) for row, _, why in plan.faults]


def closed(tree: Tree, code: str) -> None:
    body = tree.row(code)
    close_body(actor=CONSOLE, at=tree.at, target=body.pk, version=body.version, last_day=DAY)


def test_parts_happen_inside_an_act_only(tree: Tree) -> None:
    from congress.platform.core.refusals import PartOutsideCommand

    for part in PARTS:
        with pytest.raises(PartOutsideCommand):
            part(None)  # type: ignore[arg-type]


def test_a_busy_row_is_told_as_such() -> None:
    class Busy:
        """Rows as the database gives them when somebody else holds one."""

        def __getattr__(self, name: str) -> Any:
            return lambda *args, **kwargs: self

        def __iter__(self) -> Any:
            raise OperationalError("could not obtain lock on row")

    refused = refusal_of(take_rows.__wrapped__, None, rows=Busy())  # type: ignore[attr-defined]
    assert refused.code == "organisation.tree_busy"


def test_reading_happens_before_everything_else(tree: Tree) -> None:
    plan = tree.checked("bodies", table(TREE, body_row("A")))
    args = step(tree, plan)
    counts = {"new": 0, "changed": 0, "unchanged": 0, "faults": [], "ignored_columns": []}
    for act in (
        lambda: begin_check(**args),
        lambda: keep_rows(**args, first=0, blocks=[]),
        lambda: finish_check(**args, **counts),
        lambda: refuse_file(**args, code="x", message="x"),
    ):
        assert refusal_of(act).code == "organisation.not_to_check"


def test_only_so_many_faults_are_kept(tree: Tree) -> None:
    plan = ImportPlan.objects.get(pk=tree.received("bodies", b"x"))
    faults = [(row, "x", "错。") for row in range(2005)]
    finish_check(
        **step(tree, plan), new=0, changed=0, unchanged=0, faults=faults, ignored_columns=["长" * 50] * 60
    )
    row = ImportPlan.objects.get(pk=plan.pk)
    assert (len(row.faults), row.refused_count, row.message) == (2000, 2005, "问题太多，只列出前 2000 处。")
    assert (len(row.ignored_columns), len(row.ignored_columns[0])) == (50, 40)


def test_writing_needs_a_running_and_opened_import(tree: Tree) -> None:
    plan = tree.checked("bodies", table(TREE, body_row("A")))
    args = step(tree, plan)
    for act in (open_import, import_bodies, import_people):
        assert refusal_of(act, **args).code == "organisation.import_not_running"
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    assert refusal_of(import_bodies, **args).code == "organisation.batch_missing"
    assert open_import(**args) == open_import(**args)


def test_closing_waits_for_the_last_row(tree: Tree) -> None:
    plan = running(tree, "bodies", body_row("A"))
    args = step(tree, plan)
    assert refusal_of(begin_closing, **args).code == "organisation.import_not_written"
    for act in (change_people, close_import):
        assert refusal_of(act, **args).code == "organisation.import_not_closing"
    assert refusal_of(finish_import, **args).code == "organisation.import_not_written"
    import_bodies(**args)
    begin_closing(**args)
    assert refusal_of(begin_closing, **args).code == "organisation.import_not_written"
    assert refusal_of(finish_import, **args).code == "organisation.import_not_written"
    close_import(**args)
    assert refusal_of(close_import, **args).code == "organisation.import_not_closing"
    assert index_bodies(**args, most=1) == 1
    assert index_bodies(**args) == 0
    finish_import(**args)


def test_the_index_follows_a_few_at_a_time(tree: Tree) -> None:
    plan = running(tree, "bodies", body_row("A"), body_row("B"), body_row("C"))
    args = step(tree, plan)
    import_bodies(**args)
    begin_closing(**args)
    close_import(**args)
    assert [index_bodies(**args, most=2) for _ in range(3)] == [2, 1, 0]


def test_people_are_changed_before_the_import_is_closed(tree: Tree) -> None:
    tree.person("陈明", "RD")
    plan = running(tree, "people", person_row("陈明", gender="男"))
    begin_closing(**step(tree, plan))
    assert refusal_of(close_import, **step(tree, plan)).code == "organisation.import_not_written"
    assert finished(tree, plan).state == "done"


def test_what_is_seen_is_not_taken_back(tree: Tree) -> None:
    plan = running(tree, "bodies", body_row("A"))
    args = step(tree, plan)
    assert refusal_of(take_back, **args).code == "organisation.not_dropping"
    assert abandon_import(**args)
    assert abandon_import(**args)  # asked twice
    while take_back(**args, most=1):
        pass
    other = running(tree, "bodies", body_row("A"))
    import_bodies(**step(tree, other))
    begin_closing(**step(tree, other))
    assert not abandon_import(**step(tree, other))


def test_children_and_their_seats_are_taken_back_first(tree: Tree) -> None:
    tree.term()
    plan = running(
        tree, "people", person_row("陈明", electing_unit="一"), person_row("李四", electing_unit="二")
    )
    import_people(**step(tree, plan))
    abandon_import(**step(tree, plan))
    assert Mandate.objects.count() == 2
    while take_back(**step(tree, plan), most=1):
        pass
    assert (Mandate.objects.count(), Person.objects.count()) == (0, 0)
    bodies = running(tree, "bodies", body_row("A"), body_row("B", "A"), body_row("C", "B"))
    import_bodies(**step(tree, bodies))
    abandon_import(**step(tree, bodies))
    while take_back(**step(tree, bodies), most=2):
        pass
    assert Body.objects.count() == 8


# --- when the tree changes between the check and the act ---------------------------------------------------------


def test_a_row_whose_place_is_gone_stays_out_with_its_children(tree: Tree) -> None:
    plan = running(
        tree, "bodies", body_row("A", "JY"), body_row("B", "A"), body_row("D", "YC"), body_row("E", "D")
    )
    closed(tree, "JY")
    tree.body("D", "YC")
    done = finished(tree, plan)
    assert told(done) == [
        (2, "上级“云川市教育局”在导入期间停用了"),
        (3, "上级“A”没有导入"),
        (4, "机构编码“D”在导入期间已被使用。"),
        (5, "上级“D”没有导入"),
    ]
    assert (done.state, done.refused_count) == ("done", 4)
    assert not Body.objects.filter(batch=done.batch).exists()


def test_the_history_of_a_closed_body_still_comes_in(tree: Tree) -> None:
    plan = running(tree, "bodies", body_row("A", "JY", start_date=SINCE, end_date=DAY))
    closed(tree, "JY")
    assert finished(tree, plan).faults == []


def test_a_tree_that_has_grown_too_deep_takes_nothing_more(tree: Tree) -> None:
    plan = running(tree, "bodies", body_row("A", "JY"))
    with unguarded("fixtures"):
        Body.objects.filter(code="JY").update(path="0001" * DEEPEST)
    assert told(finished(tree, plan)) == [(2, "机构上下最多 20 层")]


def test_people_of_a_body_closed_meanwhile_stay_out(tree: Tree) -> None:
    plan = running(tree, "people", person_row("陈明", "CZ"), person_row("李四", "JY"))
    closed(tree, "CZ")
    done = finished(tree, plan)
    assert told(done) == [(2, "导入期间机构已经停用")]
    assert list(Person.objects.values_list("name", flat=True)) == ["李四"]


def test_seats_of_a_term_ended_meanwhile_are_not_given(tree: Tree) -> None:
    term = tree.term()
    tree.person("陈明", "RD")
    plan = running(
        tree, "people", person_row("陈明", electing_unit="一"), person_row("李四", electing_unit="二")
    )
    end_term(actor=CONSOLE, at=tree.at, target=term, version=1, ends_on=DAY)
    done = finished(tree, plan)
    assert [row for row, _ in told(done)] == [2, 3]
    assert Person.objects.count() == 2
    assert not Mandate.objects.exists()


def test_a_person_changed_meanwhile_is_not_overwritten(tree: Tree) -> None:
    known = tree.person("陈明", "RD")
    plan = running(tree, "people", person_row("陈明", gender="男"))
    change_person(
        actor=CONSOLE,
        at=tree.at,
        target=known,
        version=1,
        name="陈明",
        gender="female",
        birth_date=None,
        phone="",
        account=None,
    )
    done = finished(tree, plan)
    assert told(done) == [(2, "导入期间已被他人修改")]
    assert Person.objects.get(pk=known).gender == "female"


def test_a_body_changed_meanwhile_is_not_overwritten(tree: Tree) -> None:
    plan = running(
        tree,
        "bodies",
        body_row("CZ", "ZF", kind="政府部门", name="导入的名称"),
        body_row("JY", "ZF", kind="政府部门", name="教育和体育局"),
    )
    body = tree.row("CZ")
    values = {name: getattr(body, name) for name in ("kind", "level", "region_code", "order", "short_name")}
    change_body(actor=CONSOLE, at=tree.at, target=body.pk, version=1, name="手改的名称", **values)
    done = finished(tree, plan)
    assert told(done) == [(2, "导入期间已被他人修改")]
    assert (tree.row("CZ").name, tree.row("JY").name) == ("手改的名称", "教育和体育局")


def test_a_body_is_not_closed_over_what_came_meanwhile(tree: Tree) -> None:
    row = {"kind": "政府部门", "end_date": DAY, "start_date": SINCE}
    plan = running(tree, "bodies", body_row("CZ", "ZF", **row), body_row("JY", "ZF", **row))
    tree.body("N", "CZ")
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["JY"], title="局长")
    appoint(actor=CONSOLE, at=tree.at, target=post, person=tree.person("陈明", "JY"), from_date=SINCE)
    done = finished(tree, plan)
    assert told(done) == [(2, "导入期间有了在用的下级机构或在任人员")] + [
        (3, "导入期间有了在用的下级机构或在任人员")
    ]
    assert not tree.row("CZ").is_closed


def test_bodies_are_closed_by_an_import(tree: Tree) -> None:
    plan = running(tree, "bodies", body_row("CZ", "ZF", kind="政府部门", end_date=DAY))
    finished(tree, plan)
    assert tree.row("CZ").active_until == DAY


def test_a_body_does_not_move_where_it_no_longer_can(tree: Tree) -> None:
    tree.body("X", "YC")
    tree.body("Y", "YC")
    plan = running(tree, "bodies", body_row("CZ", "X", kind="政府部门"), body_row("JY", "Y", kind="政府部门"))
    closed(tree, "X")
    goal = tree.row("Y")
    move_body(actor=CONSOLE, at=tree.at, target=goal.pk, version=goal.version, parent=tree.ids["JY"])
    done = finished(tree, plan)
    assert told(done) == [(2, "上级“X机构”在导入期间停用了"), (3, "不能把机构移到它自己或它的下级之下")]
    assert tree.row("CZ").parent == tree.row("ZF")


def test_a_body_moves_below_one_that_came_with_the_same_file(tree: Tree) -> None:
    rows = (
        body_row("A", "JY"),
        body_row("CZ", "A", kind="政府部门"),
        body_row("B", "YC"),
        body_row("RD", "B", kind="人大"),
    )
    plan = running(tree, "bodies", *rows)
    closed(tree, "JY")
    done = finished(tree, plan)
    assert told(done) == [(2, "上级“云川市教育局”在导入期间停用了"), (3, "上级“A”没有导入")]
    assert tree.row("RD").parent == tree.row("B")
    assert tree.row("CWH").path.startswith(tree.row("RD").path)


def test_two_bodies_change_places(tree: Tree) -> None:
    tree.body("A", "YC")
    tree.body("B", "A")
    plan = running(tree, "bodies", body_row("A", "B"), body_row("B", "YC"))
    assert finished(tree, plan).faults == []
    assert tree.row("A").path == tree.row("B").path + "0001"


def test_many_changes_stand_in_several_blocks_and_come_at_once(tree: Tree) -> None:
    for number in range(3):
        tree.body(f"A{number}", "YC")
    plan = tree.checked("bodies", table(TREE, *(body_row(f"A{n}", name=f"新名{n}") for n in range(3))))
    with unguarded("fixtures"):
        block = ImportBlock.objects.get(plan=plan)
        for number, row in enumerate(block.rows[1:], start=1):
            ImportBlock(plan=plan, number=number, stage="changed", size=1, rows=[row]).save()
        ImportBlock.objects.filter(pk=block.pk).update(rows=block.rows[:1], size=1)
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    done = finished(tree, plan)
    assert done.batch is not None
    assert done.batch.row_count == 3
    assert set(Body.objects.filter(name__startswith="新名").values_list("version", flat=True)) == {2}
    assert isinstance(done.trace, UUID)
