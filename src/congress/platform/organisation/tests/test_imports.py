"""Imports from the file to their end: what comes in, when it is seen, and what one trace tells of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from congress.platform.audit.models import AuditRow
from congress.platform.organisation.domain.people_rows import PEOPLE
from congress.platform.organisation.models import Body, ImportBlock, ImportPlan, Mandate, Person
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors import bodies
from congress.platform.organisation.services import (
    start_import,
)
from congress.platform.organisation.tasks import carry_out
from congress.platform.organisation.tests.worlds import CONSOLE, MANAGER, Tree, table
from congress.platform.organisation.workbooks.exporting import tree_workbook
from congress.platform.search.api import find
from congress.standards.datasets import load_dataset

TREE = load_dataset("organisation_tree")
pytestmark = pytest.mark.django_db


def body_row(code: str, parent: str = "YC", **values: Any) -> dict[str, Any]:
    usual = {"name": f"{code}机构", "kind": "事业单位", "level": "地级", "region_code": "890100"}
    return {"body_code": code, "parent_code": parent, **usual, **values}


def person_row(name: str, body: str = "RD", **values: Any) -> dict[str, Any]:
    return {"body_code": body, "name": name, **values}


def carried(tree: Tree, plan: ImportPlan) -> ImportPlan:
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, version=plan.version, by_job=False)
    carry_out(plan.pk, now=lambda: tree.at, say=lambda done, total, message: None)
    return ImportPlan.objects.get(pk=plan.pk)


def test_the_tree_comes_out_and_goes_in_unchanged(tree: Tree) -> None:
    plan = tree.checked("bodies", tree_workbook(actor=CONSOLE))
    assert (plan.state, plan.unchanged_count, plan.new_count, plan.faults) == ("checked", 8, 0, [])
    part = tree.checked("bodies", tree_workbook(actor=CONSOLE, top=tree.row("ZF")), body="ZF")
    assert (part.unchanged_count, part.faults) == (3, [])


def test_bodies_come_in_are_changed_and_found(tree: Tree) -> None:
    content = table(
        TREE,
        body_row("B", "A"),
        body_row("A"),
        body_row("CZ", "A", name="云川市财政和金融局", kind="政府部门"),
    )
    plan = carried(tree, tree.checked("bodies", content))
    assert (plan.state, plan.new_count, plan.changed_count, plan.refused_count) == ("done", 2, 1, 0)
    assert tree.row("B").parent == tree.row("A")
    moved = tree.row("CZ")
    assert (moved.parent, moved.name, moved.short_name) == (tree.row("A"), "云川市财政和金融局", "市财政局")
    assert moved.path[:-4] == tree.row("A").path
    reader = tree.somebody("reader", P.READ)
    assert find(actor=reader, words="金融局").total == 1
    assert find(actor=reader, words="B机构").total == 1
    assert not ImportBlock.objects.exists()


def test_new_rows_are_seen_only_at_the_end(tree: Tree) -> None:
    reader = tree.somebody("reader", *MANAGER)
    plan = tree.checked(
        "bodies", table(TREE, body_row("A"), body_row("CZ", "ZF", kind="政府部门", name="新名"))
    )
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    seen: list[tuple[bool, bool]] = []

    def say(done: int, total: int, message: str) -> None:
        new = bodies(actor=reader).filter(code="A").exists()
        seen.append((new, bodies(actor=reader).get(code="CZ").name == "新名"))

    carry_out(plan.pk, now=lambda: tree.at, say=say)
    assert seen[0] == (False, False)
    assert seen[-1] == (True, True)
    assert set(seen) == {(False, False), (True, True)}  # never one without the other


def test_one_trace_tells_of_the_whole_import(tree: Tree) -> None:
    plan = carried(tree, tree.checked("bodies", table(TREE, body_row("A"))))
    rows = AuditRow.objects.filter(trace=plan.trace).order_by("id").values_list("command", flat=True)
    assert list(rows) == [
        "organisation.start_import",
        "organisation.open_import",
        "organisation.import_bodies",
        "organisation.import_bodies",
        "organisation.begin_closing",
        "organisation.close_import",
        "organisation.index_bodies",
        "organisation.index_bodies",
        "organisation.finish_import",
    ]
    assert plan.batch is not None
    assert (plan.batch.trace, plan.batch.row_count, plan.batch.state) == (plan.trace, 1, "closed")


def test_persons_and_deputies_come_in(tree: Tree) -> None:
    term = tree.term()
    known = tree.person("陈明", "RD")
    content = table(
        PEOPLE,
        person_row("陈明", phone="13800000001", electing_unit="第一选区"),
        person_row(
            "李四", gender="女", birth_date=date(1980, 5, 1), electing_unit="第二选区", delegation="甲团"
        ),
        person_row("王五", "CZ"),
    )
    plan = carried(tree, tree.checked("people", content))
    assert (plan.state, plan.new_count, plan.changed_count) == ("done", 2, 1)
    assert Person.objects.get(pk=known).phone == "13800000001"
    new = Person.objects.get(name="李四")
    assert (new.gender, new.birth_date, new.batch_id) == ("female", date(1980, 5, 1), plan.batch_id)
    seats = Mandate.objects.filter(term=term).order_by("electing_unit")
    assert [(each.person.name, each.electing_unit, each.from_date) for each in seats] == [
        ("陈明", "第一选区", date(2022, 1, 10)),
        ("李四", "第二选区", date(2022, 1, 10)),
    ]
    again = tree.checked("people", content)
    assert (again.new_count, again.changed_count, again.unchanged_count) == (0, 0, 3)


def test_no_name_and_no_telephone_stands_in_the_audit(tree: Tree) -> None:
    carried(tree, tree.checked("people", table(PEOPLE, person_row("欧阳明", phone="13800000001"))))
    told = " ".join(f"{row.object_title} {row.detail}" for row in AuditRow.objects.all())
    assert "欧阳" not in told
    assert "13800000001" not in told


def test_faults_say_row_column_and_reason(tree: Tree) -> None:
    content = table(TREE, body_row("A", name=None), body_row("B", "GONE"), body_row("C"), body_row("D", "A"))
    plan = tree.checked("bodies", content)
    assert (plan.new_count, plan.refused_count) == (1, 3)
    assert [(row, column) for row, column, _ in plan.faults] == [
        (2, "机构名称"),
        (3, "上级编码"),
        (5, "上级编码"),
    ]
    assert carried(tree, plan).state == "done"
    assert Body.objects.filter(code="C").exists()


def test_an_unreadable_file_says_why(tree: Tree) -> None:
    plan = tree.checked("bodies", b"no workbook")
    assert (plan.state, plan.content, plan.ended_at) == ("unreadable", None, tree.at)
    assert plan.message.startswith("打不开")


def test_columns_nobody_knows_are_told(tree: Tree) -> None:
    import io

    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["机构编码", "姓名", "星座"])
    sheet.write_row(1, 0, ["RD", "陈明", "天秤"])
    book.close()
    assert tree.checked("people", file.getvalue()).ignored_columns == ["星座"]


def test_the_bytes_of_a_file_are_not_kept(tree: Tree) -> None:
    plan = tree.checked("people", table(PEOPLE, person_row("陈明")))
    assert plan.content is None
    assert ImportBlock.objects.get(plan=plan).size == 1
    carried(tree, plan)
    assert not ImportBlock.objects.exists()


def test_nobody_imports_beyond_what_they_manage(tree: Tree) -> None:
    manager = tree.somebody("m", *MANAGER, body="ZF")
    content = table(
        TREE,
        body_row("CZ", "ZF", kind="政府部门", name="新名"),
        body_row("T1", "ZF", name="别处的机构"),
        body_row("N", "YC"),
    )
    plan = tree.checked("bodies", content, actor=manager, body="ZF")
    assert plan.changed_count == 1
    assert {row: why.partition("，")[0] for row, _, why in plan.faults} == {
        3: "这个编码已由您管理范围之外的机构使用",
        4: "上级“YC”不在本表里",
    }
    folk = tree.checked(
        "people", table(PEOPLE, person_row("甲", "CZ"), person_row("乙", "RD")), actor=manager, body="ZF"
    )
    assert (folk.new_count, folk.refused_count) == (1, 1)


def test_reading_does_not_make_a_manager(tree: Tree) -> None:
    reader = tree.somebody("r", P.READ, P.IMPORT)
    plan = tree.checked(
        "bodies", table(TREE, body_row("CZ", "ZF", kind="政府部门", name="新名")), actor=reader
    )
    assert (plan.changed_count, plan.refused_count) == (0, 1)
