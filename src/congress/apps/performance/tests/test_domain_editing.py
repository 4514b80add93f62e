"""Editing rows and cells as plans: what each step changes, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from congress.apps.performance.domain.cells import Block, CellKind, CellState, ReadCell, state_of
from congress.apps.performance.domain.editing import (
    NOWHERE,
    Edit,
    added_row,
    merged_cells,
    merged_rows,
    moved_row,
    removed_row,
    rewritten,
    seen_in,
    shifted_cells,
    split_into_next,
    split_into_row,
)
from congress.apps.performance.domain.naming import cell_name, positions_in, row_name
from congress.apps.performance.domain.rows import (
    Outline,
    part_and_number,
    require_part,
    row_cell,
    section_of,
)
from congress.platform.documents.contracts import Place
from congress.standards.errors import RuleViolation

FIELDS = ("level1", "level2", "name", "annual")


def cell(
    address: str, text: str, order: int, *, block: Block = Block.INDICATORS, raw: str | None = None
) -> ReadCell:
    field = address.rpartition(".")[2]
    return ReadCell(
        address=address,
        block=block,
        order=order,
        label={"level1": "一级指标", "level2": "二级指标", "name": "名称", "annual": "年度指标值"}.get(
            field, field
        ),
        kind=CellKind.LEVEL if field.startswith("level") else CellKind.TEXT,
        raw=text if raw is None else raw,
        text=text,
        state=state_of(text=text),
        place=Place(line=order, column=1),
        confidence=80,
        note="读时的说明",
    )


def row(address: str, texts: Sequence[str], begin: int, fields: Sequence[str] = FIELDS) -> list[ReadCell]:
    block = Block.PROJECTS if address.startswith("projects") else Block.INDICATORS
    named = zip(fields, texts, strict=True)
    return [
        cell(f"{address}.{field}", text, begin + at, block=block) for at, (field, text) in enumerate(named)
    ]


FIRST = row("indicators.1", ("产出", "数量", "会议次数", "1次"), 1)
SECOND = row("indicators.2", ("产出", "质量", "完成率", "≥95%"), 5)
THIRD = row("indicators.5", ("效益", "社会", "满意", ""), 9)
TABLE = [*FIRST, *SECOND, *THIRD]
PROJECTS = [
    *row("sums.1", ("合计", "30"), 1, ("name", "total")),
    *row("projects.1", ("甲", "10", "目标甲"), 3, ("name", "total", "goal")),
    *row("projects.1.indicators.1", ("产出", "数量", "指标甲", "1"), 6),
    *row("sums.2", ("乙单位", "20"), 10, ("name", "total")),
    *row("projects.2", ("乙", "20", "目标乙"), 12, ("name", "total", "goal")),
    *row("projects.2.indicators.1", ("产出", "数量", "指标乙", "2"), 15),
    *row("projects.2.indicators.2", ("效益", "社会", "指标丙", "3"), 19),
]


def outline(cells: Sequence[ReadCell] = TABLE, retired: Sequence[str] = ()) -> Outline:
    return Outline(((each.address, each.order) for each in cells), retired=retired)


def carried_out(cells: Sequence[ReadCell], edit: Edit) -> list[ReadCell]:
    """The cells as a step leaves them, in order: what the services do with a plan."""
    gone = {change.before.address for change in edit.changes if change.before is not None}
    kept = [each for each in cells if each.address not in gone]
    if edit.room is not None:
        room = edit.room
        kept = [
            replace(each, order=each.order + room.count) if each.order > room.behind else each
            for each in kept
        ]
    kept += [change.after for change in edit.changes if change.after is not None]
    return sorted(kept, key=lambda each: each.order)


def rows_of(cells: Sequence[ReadCell], part: str = "indicators") -> list[str]:
    return outline(cells).rows(part)


def under(address: str, cells: Sequence[ReadCell] = TABLE) -> list[ReadCell]:
    return [each for each in cells if each.address.startswith(f"{address}.")]


def texts(cells: Sequence[ReadCell], row_address: str) -> list[str]:
    return [each.text for each in cells if re.fullmatch(re.escape(row_address) + r"\.\w+", each.address)]


# --- addresses and order ---------------------------------------------------------------------------------------


def test_addresses_are_taken_apart() -> None:
    found = row_cell("projects.3.indicators.2.name")
    assert found is not None
    assert (found.part, found.number, found.field, found.row) == (
        "projects.3.indicators",
        2,
        "name",
        "projects.3.indicators.2",
    )
    assert row_cell("money.basic") is None
    assert part_and_number("sums.1") == ("sums", 1)
    assert require_part("projects.3.indicators") == "projects.3.indicators"
    for wrong in ("money.basic", "tasks", "tasks.1.name"):
        with pytest.raises(RuleViolation, match="没有这一行"):
            part_and_number(wrong)
    with pytest.raises(RuleViolation, match="没有这个部分"):
        require_part("projects.3")


def test_sections_of_the_screen() -> None:
    assert section_of("projects.3.indicators.2.name", "projects") == "projects.3"
    assert section_of("projects.3.total", "projects") == "projects.3"
    assert section_of("sums.1.total", "projects") == "sums"
    assert section_of("money.basic", "money") == "money"


def test_rows_stand_in_the_order_of_their_cells_and_numbers_are_never_used_twice() -> None:
    moved = [*THIRD, *[replace(each, order=each.order + 20) for each in (*FIRST, *SECOND)]]
    assert outline(moved).rows("indicators") == ["indicators.5", "indicators.1", "indicators.2"]
    assert outline().free_number("indicators") == 6
    assert outline(retired=["indicators.9.name", "money.basic"]).free_number("indicators") == 10
    assert outline(retired=["projects.4.indicators.2.name"]).free_number("projects") == 5
    assert outline().free_number("tasks") == 1
    assert outline().has("indicators.5")
    assert not outline().has("indicators.4")
    assert outline([cell("money.basic", "1", 40)]).place("tasks", None) == 40


def test_a_project_of_which_only_indicators_are_left_is_a_row() -> None:
    assert outline(row("projects.7.indicators.1", ("产出", "数量", "甲", "1"), 3)).rows("projects") == [
        "projects.7"
    ]


def test_rows_and_cells_are_called_by_where_they_stand() -> None:
    positions = positions_in(PROJECTS)
    assert row_name("projects.2.indicators.2", positions) == "项目 2 · 绩效指标 2"
    assert row_name("sums.2", positions) == "项目合计 2"
    assert cell_name(THIRD[2], positions_in(TABLE)) == "绩效指标 3 · 名称"
    assert cell_name(cell("money.basic", "1", 1, block=Block.MONEY), {}) == "预算整体情况 · basic"
    free = cell("tasks.4.name", "其他", 1, block=Block.OTHER_TASKS)
    assert cell_name(free, {}) == "其他需完成的任务 4 · 名称"


# --- adding ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "order"),
    [
        ("indicators.1", ["indicators.1", "indicators.6", "indicators.2", "indicators.5"]),
        ("", ["indicators.6", "indicators.1", "indicators.2", "indicators.5"]),
        (None, ["indicators.1", "indicators.2", "indicators.5", "indicators.6"]),
        ("indicators.5", ["indicators.1", "indicators.2", "indicators.5", "indicators.6"]),
    ],
)
def test_a_row_is_added_at_its_place_with_the_levels_of_its_neighbour(
    after: str | None, order: list[str]
) -> None:
    edit = added_row(
        outline=outline(),
        part="indicators",
        after=after,
        model=FIRST,
        texts={"name": "新指标", "annual": "≥3次"},
    )
    cells = carried_out(TABLE, edit)
    assert rows_of(cells) == order
    assert texts(cells, "indicators.6") == ["产出", "数量", "新指标", "≥3次"]
    added = next(each for each in cells if each.address == "indicators.6.name")
    assert (added.place, added.raw, added.state, added.block) == (
        NOWHERE,
        "",
        CellState.VALUE,
        Block.INDICATORS,
    )
    assert len({each.order for each in cells}) == len(cells)


def test_a_project_is_added_behind_the_indicators_of_the_one_before_and_before_the_next_sum() -> None:
    edit = added_row(
        outline=outline(PROJECTS),
        part="projects",
        after="projects.1",
        model=under("projects.1", PROJECTS)[:3],
        texts={},
    )
    cells = carried_out(PROJECTS, edit)
    own = [each.address for each in cells]
    assert own.index("projects.1.indicators.1.annual") + 1 == own.index("projects.3.name")
    assert own.index("projects.3.goal") + 1 == own.index("sums.2.name")
    assert [each.block for each in under("projects.3", cells)] == [Block.PROJECTS] * 3


def test_where_indicators_follow_all_projects_a_new_project_stands_before_the_next() -> None:
    heads = [
        *row("projects.1", ("甲",), 1, ("name",)),
        *row("projects.2", ("乙",), 2, ("name",)),
        *row("projects.1.indicators.1", ("产出", "数量", "指标", "1"), 3),
    ]
    edit = added_row(
        outline=outline(heads), part="projects", after="projects.1", model=[], texts={"name": "新"}
    )
    assert rows_of(carried_out(heads, edit), "projects") == ["projects.1", "projects.3", "projects.2"]


def test_the_first_row_of_its_kind_takes_the_usual_cells() -> None:
    for part, fields in {
        "tasks": ["name", "content", "amount", "expected"],
        "projects.1.indicators": ["level1", "level2", "name", "annual"],
        "projects": ["name", "total", "goal"],
        "sums": ["name", "total"],
    }.items():
        edit = added_row(
            outline=outline(row("projects.1", ("甲",), 1, ("name",))),
            part=part,
            after=None,
            model=[],
            texts={},
        )
        made = [change.after for change in edit.changes if change.after is not None]
        assert [each.address.rpartition(".")[2] for each in made] == fields
        assert all(each.state is CellState.BLANK for each in made)
    first = added_row(outline=outline(), part="tasks", after="", model=[], texts={"name": "任务"})
    assert first.room is not None
    assert first.room.behind == TABLE[-1].order
    assert first.changes[0].after is not None
    assert first.changes[0].after.block is Block.TASKS


def test_a_task_written_as_free_text_gets_a_neighbour_of_its_kind() -> None:
    free = [cell("tasks.1.content", "写在一起的任务", 1, block=Block.OTHER_TASKS)]
    edit = added_row(outline=outline(free), part="tasks", after="tasks.1", model=free, texts={})
    assert edit.changes[0].after is not None
    assert edit.changes[0].after.block is Block.OTHER_TASKS


def test_adding_refuses_rows_and_fields_that_are_not_there() -> None:
    with pytest.raises(RuleViolation, match="没有这一行"):
        added_row(outline=outline(), part="indicators", after="indicators.3", model=FIRST, texts={})
    with pytest.raises(RuleViolation, match="没有“score”这样的格子"):
        added_row(outline=outline(), part="indicators", after=None, model=FIRST, texts={"score": "1"})


# --- removing and moving ---------------------------------------------------------------------------------------


def test_a_removed_project_takes_its_indicators_along() -> None:
    edit = removed_row(row="projects.2", cells=under("projects.2", PROJECTS))
    left = carried_out(PROJECTS, edit)
    assert len(edit.changes) == 11
    assert not any(change.is_moved_only for change in edit.changes)
    assert rows_of(left, "projects") == ["projects.1"]
    assert rows_of(left, "sums") == ["sums.1", "sums.2"]


@pytest.mark.parametrize(
    ("moved", "after", "order"),
    [
        ("indicators.5", "indicators.1", ["indicators.1", "indicators.5", "indicators.2"]),
        ("indicators.5", "", ["indicators.5", "indicators.1", "indicators.2"]),
        ("indicators.1", None, ["indicators.2", "indicators.5", "indicators.1"]),
        ("indicators.1", "indicators.2", ["indicators.2", "indicators.1", "indicators.5"]),
    ],
)
def test_a_row_moves_and_keeps_its_address(moved: str, after: str | None, order: list[str]) -> None:
    edit = moved_row(outline=outline(), row=moved, cells=under(moved), part="indicators", after=after)
    cells = carried_out(TABLE, edit)
    assert rows_of(cells) == order
    assert sorted(each.text for each in cells) == sorted(each.text for each in TABLE)
    assert all(change.is_moved_only for change in edit.changes)


def test_an_indicator_moves_to_another_project_and_gets_a_free_number_there() -> None:
    edit = moved_row(
        outline=outline(PROJECTS),
        row="projects.1.indicators.1",
        cells=under("projects.1.indicators.1", PROJECTS),
        part="projects.2.indicators",
        after="projects.2.indicators.1",
    )
    cells = carried_out(PROJECTS, edit)
    assert edit.address == "projects.2.indicators.3"
    assert rows_of(cells, "projects.2.indicators")[1] == "projects.2.indicators.3"
    assert rows_of(cells, "projects.1.indicators") == []
    to_department = moved_row(
        outline=outline(PROJECTS),
        row="projects.1.indicators.1",
        cells=under("projects.1.indicators.1", PROJECTS),
        part="indicators",
        after=None,
    )
    assert to_department.changes[0].after is not None
    assert to_department.changes[0].after.block is Block.INDICATORS


@pytest.mark.parametrize("after", ["indicators.1", "indicators.2", ""])
def test_a_row_that_stands_there_already_is_not_moved(after: str) -> None:
    where = {"indicators.1": "indicators.2", "indicators.2": "indicators.2", "": "indicators.1"}[after]
    with pytest.raises(RuleViolation, match="已经在这个位置"):
        moved_row(outline=outline(), row=where, cells=under(where), part="indicators", after=after)
    with pytest.raises(RuleViolation, match="已经在这个位置"):
        moved_row(
            outline=outline(), row="indicators.5", cells=under("indicators.5"), part="indicators", after=None
        )


def test_an_indicator_does_not_become_a_task() -> None:
    with pytest.raises(RuleViolation, match="同类的行"):
        moved_row(outline=outline(), row="indicators.1", cells=FIRST, part="tasks", after=None)


# --- merging ---------------------------------------------------------------------------------------------------


def test_two_cells_become_one_and_the_source_of_both_is_kept() -> None:
    edit = merged_cells(into=FIRST[2], other=SECOND[2])
    first, second = (change.after for change in edit.changes)
    assert first is not None
    assert second is not None
    assert (first.text, first.raw, first.place) == ("会议次数完成率", "会议次数\n完成率", FIRST[2].place)
    assert first.continued == (SECOND[2].place,)
    assert (second.text, second.state, second.raw) == ("", CellState.BLANK, "")


def test_a_blank_cell_takes_everything_of_the_other() -> None:
    edit = merged_cells(into=THIRD[3], other=SECOND[3])
    assert edit.changes[0].after is not None
    assert (edit.changes[0].after.text, edit.changes[0].after.place) == ("≥95%", SECOND[3].place)


def test_a_cell_added_by_a_person_adds_no_place() -> None:
    written = replace(SECOND[2], place=NOWHERE, raw="")
    edit = merged_cells(into=FIRST[2], other=written)
    assert edit.changes[0].after is not None
    assert (edit.changes[0].after.continued, edit.changes[0].after.raw) == ((), "会议次数")


def test_merging_cells_refuses_itself_and_nothing() -> None:
    with pytest.raises(RuleViolation, match="另外一格"):
        merged_cells(into=FIRST[2], other=FIRST[2])
    with pytest.raises(RuleViolation, match="空白"):
        merged_cells(into=FIRST[3], other=THIRD[3])


def test_two_halves_of_a_row_become_one() -> None:
    half = row("indicators.2", ("产出", "", "（第二段）", ""), 5)
    cells = [*FIRST, *half]
    edit = merged_rows(
        outline=outline(cells), row="indicators.1", cells=FIRST, other="indicators.2", others=half
    )
    left = carried_out(cells, edit)
    assert rows_of(left) == ["indicators.1"]
    assert texts(left, "indicators.1") == ["产出", "数量", "会议次数（第二段）", "1次"]


def test_merging_rows_takes_over_fields_and_levels_that_were_missing() -> None:
    poor = row("indicators.1", ("", "会议次数"), 1, ("level1", "name"))
    edit = merged_rows(
        outline=outline([*poor, *SECOND]), row="indicators.1", cells=poor, other="indicators.2", others=SECOND
    )
    left = carried_out([*poor, *SECOND], edit)
    assert {each.address: each.text for each in left} == {
        "indicators.1.level1": "产出",
        "indicators.1.name": "会议次数完成率",
        "indicators.1.level2": "质量",
        "indicators.1.annual": "≥95%",
    }


def test_merged_projects_keep_all_their_indicators() -> None:
    edit = merged_rows(
        outline=outline(PROJECTS),
        row="projects.1",
        cells=under("projects.1", PROJECTS),
        other="projects.2",
        others=under("projects.2", PROJECTS),
    )
    left = carried_out(PROJECTS, edit)
    assert rows_of(left, "projects.1.indicators") == [
        f"projects.1.indicators.{number}" for number in (1, 2, 3)
    ]
    assert texts(left, "projects.1") == ["甲乙", "1020", "目标甲目标乙"]


@pytest.mark.parametrize("other", ["indicators.1", "tasks.1"])
def test_merging_rows_refuses_itself_and_other_kinds(other: str) -> None:
    with pytest.raises(RuleViolation, match="同类的行"):
        merged_rows(outline=outline(), row="indicators.1", cells=FIRST, other=other, others=FIRST)


# --- splitting and shifting ------------------------------------------------------------------------------------


def test_a_text_is_divided_into_the_next_cell() -> None:
    packed = cell("indicators.5.name", "满意≥90%", 11)
    edit = split_into_next(cell=packed, following=THIRD[3], first="满意", second="≥90%")
    first, second = (change.after for change in edit.changes)
    assert first is not None
    assert second is not None
    assert (first.text, first.raw) == ("满意", "满意≥90%")
    assert (second.address, second.text, second.place) == ("indicators.5.annual", "≥90%", packed.place)


def test_two_indicators_in_one_cell_become_two_rows() -> None:
    doubled = [*FIRST[:2], cell("indicators.1.name", "会议次数；培训次数", 3), FIRST[3]]
    edit = split_into_row(
        outline=outline([*doubled, *SECOND]),
        cell=doubled[2],
        model=doubled,
        first="会议次数",
        second="培训次数",
    )
    cells = carried_out([*doubled, *SECOND], edit)
    assert rows_of(cells) == ["indicators.1", "indicators.3", "indicators.2"]
    assert texts(cells, "indicators.1") == ["产出", "数量", "会议次数", "1次"]
    assert texts(cells, "indicators.3") == ["产出", "数量", "培训次数", ""]
    new = next(each for each in cells if each.address == "indicators.3.name")
    assert new.place == doubled[2].place


def test_splitting_refuses_empty_parts_full_cells_and_places_without_rows() -> None:
    with pytest.raises(RuleViolation, match="两个框都要有内容"):
        split_into_next(cell=FIRST[2], following=THIRD[3], first="会议次数", second=" ")
    with pytest.raises(RuleViolation, match="两个框都要有内容"):
        split_into_row(outline=outline(), cell=FIRST[2], model=FIRST, first="", second="会议次数")
    with pytest.raises(RuleViolation, match="最后一格"):
        split_into_next(cell=FIRST[3], following=None, first="1", second="次")
    with pytest.raises(RuleViolation, match="下一格已经有内容"):
        split_into_next(cell=FIRST[2], following=FIRST[3], first="会议", second="次数")
    single = cell("money.basic", "1 2", 1, block=Block.MONEY)
    with pytest.raises(RuleViolation, match="不能拆成新的一行"):
        split_into_row(outline=outline(), cell=single, model=[], first="1", second="2")


def test_cells_shift_with_their_places() -> None:
    right = shifted_cells(cells=THIRD, start="indicators.5.level2", to_the_right=True)
    cells = carried_out(THIRD, right)
    assert texts(cells, "indicators.5") == ["效益", "", "社会", "满意"]
    assert cells[3].place == THIRD[2].place
    assert [each.text for each in carried_out(cells, shifted_cells(cells=cells, start="indicators.5.name", to_the_right=False))] == [
        "效益", "社会", "满意", "",
    ]  # fmt: skip


def test_shifting_refuses_to_lose_anything() -> None:
    with pytest.raises(RuleViolation, match="最后一格“年度指标值”已经有内容"):
        shifted_cells(cells=FIRST, start="indicators.1.level2", to_the_right=True)
    with pytest.raises(RuleViolation, match="前一格“二级指标”已经有内容"):
        shifted_cells(cells=FIRST, start="indicators.1.name", to_the_right=False)
    with pytest.raises(RuleViolation, match="第一格"):
        shifted_cells(cells=FIRST, start="indicators.1.level1", to_the_right=False)
    with pytest.raises(RuleViolation, match="没有这一格"):
        shifted_cells(cells=FIRST, start="indicators.1.score", to_the_right=True)
    blank = row("indicators.1", ("产出", "", "", ""), 1)
    blank = [blank[0], *(replace(each, raw="") for each in blank[1:])]
    with pytest.raises(RuleViolation, match="没有可以移动的内容"):
        shifted_cells(cells=blank, start="indicators.1.level2", to_the_right=True)


def test_what_was_seen_is_known_again_whatever_its_order() -> None:
    assert seen_in(FIRST) == seen_in(reversed(FIRST))
    assert seen_in(FIRST) != seen_in([*FIRST[:3], replace(FIRST[3], text="2次")])
    assert len(seen_in([])) == 16


def test_a_rewritten_cell_knows_whether_it_is_blank() -> None:
    edit = rewritten(cell=FIRST[3], text="")
    assert edit.changes[0].after is not None
    assert edit.changes[0].after.state is CellState.BLANK
    assert not edit.changes[0].is_moved_only
