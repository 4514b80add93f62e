"""Rows added, removed, moved, merged, split and shifted: each as one step, and undone whole."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from congress.apps.performance.domain.editing import seen_in
from congress.apps.performance.domain.rows import Outline
from congress.apps.performance.models import Cell, CellChange, Correction, StepKind, TargetTable
from congress.apps.performance.selectors import assembled, row_cells
from congress.apps.performance.services import (
    add_row,
    confirm_block,
    correct_cell,
    correct_cells,
    merge_cells,
    merge_rows,
    move_row,
    remove_row,
    shift_cells,
    split_cell,
    submit_table,
    undo_correction,
)
from congress.apps.performance.tests.factories import TARGETS, imported_table
from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import Conflict, Refused
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db

DOUBLED = TARGETS.replace("召开会议次数\t1次\t1次", "召开会议次数；培训次数\t1次\t1次")


def seen(table: TargetTable, row: str) -> str:
    return seen_in(each.cell for each in row_cells(table, row))


def everything(table: TargetTable) -> list[Any]:
    """All a table's cells say, and where: what undoing has to bring back."""
    fields = [each.name for each in Cell._meta.concrete_fields if each.name not in ("id", "table")]
    return list(table.cells.order_by("order", "address").values_list(*fields))


def rows_of(table: TargetTable, part: str = "indicators") -> list[str]:
    return Outline(table.cells.values_list("address", "order")).rows(part)


def undo(table: TargetTable, actor: Person, at: datetime) -> None:
    latest = Correction.objects.filter(undoes__isnull=True, undone_by__isnull=True).latest("pk").pk
    undo_correction(actor=actor, at=at, target=table.pk, correction=latest)


def test_an_indicator_is_added_after_another(table: TargetTable, preparer: Person, at: datetime) -> None:
    before = everything(table)
    row = add_row(
        actor=preparer,
        at=at,
        target=table.pk,
        part="indicators",
        after="indicators.1",
        texts={"name": " 立法数量 ", "annual": "≥2部"},
        source="指标库",
    )
    assert row == "indicators.3"
    assert [each.name.text for each in assembled(table).indicators] == [
        "召开会议次数",
        "立法数量",
        "代表满意度",
    ]
    added = assembled(table).indicators[1]
    assert (added.level1.text, added.annual.text) == ("产出指标", "≥2部")
    step = Correction.objects.get()
    assert (step.kind, step.name, step.after, step.note) == (
        StepKind.ADD_ROW,
        "绩效指标（“绩效指标 1”之后）",
        "立法数量 | ≥2部",
        "指标库",
    )
    table.refresh_from_db()
    assert table.version == 2
    with pytest.raises(RuleViolation, match="又有新的更正"):
        undo_correction(actor=preparer, at=at, target=table.pk, correction=step.pk - 1)
    undo(table, preparer, at)
    assert everything(table) == before
    with pytest.raises(RuleViolation, match="没有可以撤销"):
        undo_correction(actor=preparer, at=at, target=table.pk, correction=step.pk)


@pytest.mark.parametrize(("after", "index"), [("", 0), (None, 2)])
def test_a_row_is_added_at_either_end(
    table: TargetTable, preparer: Person, at: datetime, after: str | None, index: int
) -> None:
    add_row(actor=preparer, at=at, target=table.pk, part="indicators", after=after)
    assert rows_of(table).index("indicators.3") == index


def test_projects_and_their_indicators_are_added_to_a_table_that_had_none(
    table: TargetTable, preparer: Person, at: datetime
) -> None:
    project = add_row(
        actor=preparer, at=at, target=table.pk, part="projects", texts={"name": "代表培训", "total": "12.5"}
    )
    row = add_row(
        actor=preparer, at=at, target=table.pk, part=f"{project}.indicators", texts={"name": "培训人数"}
    )
    (made,) = assembled(table).projects
    assert (project, row) == ("projects.1", "projects.1.indicators.1")
    assert (made.name.value, made.indicators[0].name.value) == ("代表培训", "培训人数")
    undo(table, preparer, at)
    undo(table, preparer, at)
    empty = add_row(actor=preparer, at=at, target=table.pk, part="projects.2.indicators")
    assert empty.startswith("projects.2.")


def test_the_number_of_a_removed_row_is_not_given_again(
    table: TargetTable, preparer: Person, at: datetime
) -> None:
    before = everything(table)
    remove_row(actor=preparer, at=at, target=table.pk, row="indicators.2", seen=seen(table, "indicators.2"))
    assert [each.name.text for each in assembled(table).indicators] == ["召开会议次数"]
    assert add_row(actor=preparer, at=at, target=table.pk, part="indicators") == "indicators.3"
    assert "代表满意度" in Correction.objects.earliest("pk").before
    undo(table, preparer, at)
    undo(table, preparer, at)
    assert everything(table) == before


def test_a_row_goes_up_and_comes_back(table: TargetTable, preparer: Person, at: datetime) -> None:
    before = everything(table)
    row = "indicators.2"
    given = {"row": row, "part": "indicators", "after": "", "seen": seen(table, row)}
    assert move_row(actor=preparer, at=at, target=table.pk, **given) == row
    assert [each.name.text for each in assembled(table).indicators] == ["代表满意度", "召开会议次数"]
    assert not Cell.objects.get(table=table, address="indicators.2.name").is_corrected
    remove_row(actor=preparer, at=at, target=table.pk, row=row, seen=seen(table, row))
    undo(table, preparer, at)
    undo(table, preparer, at)
    assert everything(table) == before


def test_an_indicator_goes_to_a_project(table: TargetTable, preparer: Person, at: datetime) -> None:
    add_row(actor=preparer, at=at, target=table.pk, part="projects", texts={"name": "会议"})
    before = everything(table)
    new = move_row(
        actor=preparer,
        at=at,
        target=table.pk,
        row="indicators.1",
        part="projects.1.indicators",
        after=None,
        seen=seen(table, "indicators.1"),
    )
    typed = assembled(table)
    assert new == "projects.1.indicators.1"
    assert typed.projects[0].indicators[0].name.value == "召开会议次数"
    assert len(typed.indicators) == 1
    undo(table, preparer, at)
    assert everything(table) == before


def test_a_row_moves_behind_another(table: TargetTable, preparer: Person, at: datetime) -> None:
    given = {"row": "indicators.1", "part": "indicators", "after": "indicators.2"}
    move_row(actor=preparer, at=at, target=table.pk, seen=seen(table, "indicators.1"), **given)
    assert rows_of(table) == ["indicators.2", "indicators.1"]
    assert Correction.objects.get().after == "移到“绩效指标 2”之后"


def test_two_cells_are_merged(table: TargetTable, preparer: Person, at: datetime) -> None:
    before = everything(table)
    given = {"into": "tasks.1.content", "before": "组织会议。", "other": "tasks.1.expected"}
    with pytest.raises(Conflict):
        merge_cells(actor=preparer, at=at, target=table.pk, other_before="别的", **given)
    merge_cells(actor=preparer, at=at, target=table.pk, other_before="会议顺利召开。", **given)
    task = assembled(table).tasks[0]
    assert (task.content.text, task.expected.is_blank) == ("组织会议。会议顺利召开。", True)
    undo(table, preparer, at)
    assert everything(table) == before


def test_two_rows_are_merged(table: TargetTable, preparer: Person, at: datetime) -> None:
    before = everything(table)
    merge_rows(
        actor=preparer,
        at=at,
        target=table.pk,
        row="indicators.1",
        seen=seen(table, "indicators.1"),
        other="indicators.2",
        other_seen=seen(table, "indicators.2"),
    )
    (left,) = assembled(table).indicators
    assert (left.name.text, left.level1.text) == ("召开会议次数代表满意度", "产出指标")
    undo(table, preparer, at)
    assert everything(table) == before


def test_a_merged_text_may_not_grow_too_long(table: TargetTable, preparer: Person, at: datetime) -> None:
    texts = {
        "tasks.1.content": ("组织会议。", "长" * 15_000),
        "tasks.1.expected": ("会议顺利召开。", "长" * 6_000),
    }
    correct_cells(actor=preparer, at=at, target=table.pk, changes=texts)
    with pytest.raises(RuleViolation, match="20,000"):
        merge_cells(
            actor=preparer,
            at=at,
            target=table.pk,
            into="tasks.1.content",
            before="长" * 15_000,
            other="tasks.1.expected",
            other_before="长" * 6_000,
        )


def test_two_indicators_in_one_cell_are_divided(place: SmallPlace, preparer: Person, at: datetime) -> None:
    table = imported_table(place=place, by=preparer, at=at, text=DOUBLED)
    before = everything(table)
    given = {"address": "indicators.1.name", "before": "召开会议次数；培训次数"}
    new = split_cell(
        actor=preparer,
        at=at,
        target=table.pk,
        first="召开会议次数",
        second="培训次数",
        into_row=True,
        **given,
    )
    assert new == "indicators.3"
    assert [each.name.text for each in assembled(table).indicators] == [
        "召开会议次数",
        "培训次数",
        "代表满意度",
    ]
    undo(table, preparer, at)
    assert everything(table) == before


def test_a_text_is_divided_into_the_next_cell(table: TargetTable, preparer: Person, at: datetime) -> None:
    correct_cell(actor=preparer, at=at, target=table.pk, address="indicators.1.period", before="1次", text="")
    given = {"address": "indicators.1.name", "before": "召开会议次数", "into_row": False}
    split_cell(actor=preparer, at=at, target=table.pk, first="召开会议", second="次数", **given)
    indicator = assembled(table).indicators[0]
    assert (indicator.name.text, indicator.period.text) == ("召开会议", "次数")
    with pytest.raises(RuleViolation, match="没有下一格"):
        single = {"address": "money.basic", "before": "100.00", "into_row": False}
        split_cell(actor=preparer, at=at, target=table.pk, first="10", second="0", **single)


def test_cells_shift_by_one_column(table: TargetTable, preparer: Person, at: datetime) -> None:
    correct_cell(actor=preparer, at=at, target=table.pk, address="indicators.1.annual", before="1次", text="")
    before = everything(table)
    given = {"address": "indicators.1.name", "to_the_right": True}
    shift_cells(actor=preparer, at=at, target=table.pk, seen=seen(table, "indicators.1"), **given)
    indicator = assembled(table).indicators[0]
    assert (indicator.name.text, indicator.period.text, indicator.annual.text) == ("", "召开会议次数", "1次")
    undo(table, preparer, at)
    assert everything(table) == before
    with pytest.raises(RuleViolation, match="不能移格"):
        shift_cells(
            actor=preparer, at=at, target=table.pk, address="money.basic", to_the_right=False, seen="whatever"
        )


def test_several_cells_are_corrected_and_undone_as_one(
    table: TargetTable, preparer: Person, at: datetime
) -> None:
    before = everything(table)
    changes = {
        "money.basic": ("100.00", "101.00"),
        "money.project": ("50.00", "49.00"),
        "money.fiscal": ("150.00", "150.00"),
    }
    assert correct_cells(actor=preparer, at=at, target=table.pk, changes=changes, source="检查建议")
    step = Correction.objects.get()
    assert (step.name, step.note, step.changes.count()) == ("预算整体情况 · 基本支出 等 2 格", "检查建议", 2)
    assert Cell.objects.get(table=table, address="money.fiscal").is_confirmed
    undo(table, preparer, at)
    with unguarded("fixtures"):
        Cell.objects.filter(table=table, address="money.fiscal").update(is_confirmed=False)
    assert everything(table) == before
    assert not correct_cells(
        actor=preparer, at=at, target=table.pk, changes={"money.basic": ("100.00", "100.00")}
    )


def test_a_block_is_confirmed_as_it_was_seen(table: TargetTable, preparer: Person, at: datetime) -> None:
    with unguarded("fixtures"):
        Cell.objects.filter(table=table, block="money").update(confidence=50)
    doubtful = seen_in(each.cell for each in row_cells(table, "money"))
    with pytest.raises(RuleViolation, match="刚刚被改过"):
        confirm_block(actor=preparer, at=at, target=table.pk, section="money", seen="other")
    assert confirm_block(actor=preparer, at=at, target=table.pk, section="money", seen=doubtful) == 8
    assert table.cells.filter(is_confirmed=True).count() == 8
    assert confirm_block(actor=preparer, at=at, target=table.pk, section="money", seen=seen_in([])) == 0


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (remove_row, {"row": "indicators.1"}),
        (move_row, {"row": "indicators.1", "part": "indicators", "after": None}),
        (shift_cells, {"address": "indicators.1.name", "to_the_right": True}),
        (merge_rows, {"row": "indicators.1", "other": "indicators.2", "other_seen": "x"}),
    ],
)
def test_who_saw_another_row_is_told(
    table: TargetTable, preparer: Person, at: datetime, act: Any, given: dict[str, Any]
) -> None:
    before, old = everything(table), seen(table, "indicators.1")
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="indicators.1.annual", before="1次", text="2次"
    )
    with pytest.raises(RuleViolation, match="这一行刚刚被改过"):
        act(actor=preparer, at=at, target=table.pk, seen=old, **given)
    undo(table, preparer, at)
    assert everything(table) == before


def test_rows_and_parts_that_are_not_there_are_refused(
    table: TargetTable, preparer: Person, at: datetime
) -> None:
    for given in ({"row": "indicators.7"}, {"row": "money.basic"}):
        with pytest.raises(RuleViolation, match="没有这一行"):
            remove_row(actor=preparer, at=at, target=table.pk, seen="x", **given)
    with pytest.raises(RuleViolation, match="没有这个部分"):
        add_row(actor=preparer, at=at, target=table.pk, part="money")
    with pytest.raises(RuleViolation, match="没有“weight”"):
        add_row(actor=preparer, at=at, target=table.pk, part="indicators", texts={"weight": "5"})
    with pytest.raises(RuleViolation, match="没有这一格"):
        split_cell(
            actor=preparer,
            at=at,
            target=table.pk,
            address="x",
            before="",
            first="1",
            second="2",
            into_row=True,
        )


def test_nobody_else_and_not_while_it_is_reviewed(
    table: TargetTable, preparer: Person, foreigner: Person, at: datetime
) -> None:
    with pytest.raises(Refused):
        add_row(actor=foreigner, at=at, target=table.pk, part="indicators")
    submit_table(actor=preparer, at=at, target=table.pk, version=1, note="说明")
    with pytest.raises(RuleViolation, match="不能修改"):
        add_row(actor=preparer, at=at, target=table.pk, part="indicators")


def test_the_trail_names_addresses_and_no_words(table: TargetTable, preparer: Person, at: datetime) -> None:
    remove_row(actor=preparer, at=at, target=table.pk, row="indicators.2", seen=seen(table, "indicators.2"))
    row = AuditRow.objects.get(command="performance.remove_row")
    assert "indicators.2" in str(row.detail)
    assert "代表满意度" not in str(row.detail)
    assert str(CellChange.objects.order_by("pk")[0]) == "indicators.2.level1"


def test_a_change_without_sides_and_a_cell_twice_in_a_step_are_refused_by_the_database(
    table: TargetTable, preparer: Person, at: datetime
) -> None:
    correct_cell(actor=preparer, at=at, target=table.pk, address="money.basic", before="100.00", text="1")
    step = Correction.objects.get()
    assert str(step) == "预算整体情况 · 基本支出"
    for address, after in (("money.basic", {"text": "2"}), ("money.project", None)):
        with pytest.raises(IntegrityError), transaction.atomic(), unguarded("fixtures"):
            CellChange(correction=step, address=address, before=None, after=after).save()
