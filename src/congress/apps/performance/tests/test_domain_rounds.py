"""What a round asks, what may be answered, what is missing: pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from congress.apps.performance.domain import assemble
from congress.apps.performance.domain.cells import AS_WRITTEN, Block, CellKind, ReadCell, state_of
from congress.apps.performance.domain.evidence_names import file_name, folder_name
from congress.apps.performance.domain.filling_sheets import SheetRow, columns_of, read_sheet
from congress.apps.performance.domain.next_year import last_year_as_source, next_years_cells
from congress.apps.performance.domain.rounds import (
    Answer,
    FilledRow,
    RoundKind,
    RoundState,
    UnitState,
    asked_rows,
    day_in_words,
    gaps_of,
    is_missed,
    is_overdue,
    require_answer,
    require_reportable,
)
from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.standards.errors import RuleViolation


def cell(address: str, text: str, order: int, kind: CellKind = CellKind.TEXT) -> ReadCell:
    """A cell as it was read."""
    return ReadCell(
        address=address,
        block=Block.INDICATORS,
        order=order,
        label=address.rpartition(".")[2],
        kind=kind,
        raw=text,
        text=text,
        state=state_of(text=text),
        place=Place(order, 1),
        confidence=AS_WRITTEN,
    )


def indicators(*rows: tuple[str, str, str, str], part: str = "indicators") -> list[ReadCell]:
    """Cells of indicator rows: level 1, level 2, name, target."""
    fields = ("level1", "level2", "name", "annual")
    kinds = (CellKind.LEVEL, CellKind.LEVEL, CellKind.TEXT, CellKind.TARGET)
    return [
        cell(f"{part}.{number}.{field}", text, number * 10 + place, kind)
        for number, row in enumerate(rows, start=1)
        for place, (field, text, kind) in enumerate(zip(fields, row, kinds, strict=True))
    ]


def test_numbers_follow_the_tree_and_blank_levels_are_those_above() -> None:
    rows = indicators(
        ("产出指标", "数量指标", "甲", "1次"),
        ("", "", "乙", "2次"),
        ("", "质量指标", "丙", "3%"),
        ("效益指标", "社会效益指标", "丁", "是"),
        ("产出指标", "数量指标", "戊", "5次"),
        ("满意度指标", "", "己", ""),
    )
    asked = asked_rows(table=assemble(form="any", cells=rows))
    assert [row.number for row in asked] == ["1.1.1", "1.1.2", "1.2.1", "2.1.1", "1.1.3", "3.1.1"]
    assert (asked[1].level1, asked[1].level2) == ("产出指标", "数量指标")


def test_rows_of_a_project_carry_its_number() -> None:
    rows = [
        cell("projects.2.name", "代表 活动", 1),
        *indicators(("产出指标", "数量指标", "甲", "1次"), part="projects.2.indicators"),
    ]
    (asked,) = asked_rows(table=assemble(form="any", cells=rows))
    assert (asked.number, asked.project) == ("项目2-1.1.1", "代表 活动")
    assert asked.address == "projects.2.indicators.1"


@pytest.mark.parametrize(
    ("target", "value", "sentence"),
    [
        ("≥95%", "96%", ""),
        ("≥95%", "96", "请填百分数"),
        ("≥95%", "96%以上", "只填一个实际数"),
        ("≥95%", "较好", "只填一个实际数"),
        ("10项-20项", "15项", ""),
        ("10项-20项", "15", ""),
        ("≥3次", "4人次", "单位和目标不一致"),
        ("≥3", "4次", ""),
        ("是", "是", ""),
        ("是", "做了", "请填“是”或“否”"),
        ("2026年12月31日前", "2026年11月30日", ""),
        ("2026年12月31日前", "11月", "请填日期"),
        ("长期", "已完成", ""),
        ("", "已完成", ""),
        ("≥3次", "不适用", ""),
        ("≥3次", "", ""),
    ],
)
def test_an_answer_fits_its_target(target: str, value: str, sentence: str) -> None:
    def ask() -> None:
        require_answer(kind=RoundKind.ACTUALS, target=target, answer=Answer(value, ""))

    if not sentence:
        ask()
        return
    with pytest.raises(RuleViolation, match=sentence):
        ask()


def test_targets_are_free_in_wording_but_not_in_length() -> None:
    require_answer(kind=RoundKind.TARGETS, target="≥3次", answer=Answer("若干", "依据"))
    with pytest.raises(RuleViolation) as refusal:
        require_answer(kind=RoundKind.TARGETS, target="", answer=Answer("字", "字" * 1001))
    assert refusal.value.field == "note"


@pytest.mark.parametrize(
    ("group", "target", "value", "missed"),
    [
        ("output.quantity", "≥3次", "2次", True),
        ("output.quantity", "≥3次", "3次", False),
        ("output.quantity", "长期", "没有", False),
        ("output.quantity", "≥3次", "", False),
        ("output.quantity", "", "3次", False),
        ("cost.economic", "100元", "90元", False),
        ("cost.economic", "≤100元", "110元", True),
    ],
)
def test_what_is_missed(group: str, target: str, value: str, missed: bool) -> None:
    assert is_missed(group=group, target=target, value=value) is missed


def filled(value: str, note: str = "", evidence: int = 1) -> FilledRow:
    """A row with its answer."""
    return FilledRow(uuid4(), "1.1.1", "会议", "output.quantity", "≥3次", value, note, evidence)


@pytest.mark.parametrize(
    ("kind", "row", "gaps"),
    [
        (RoundKind.ACTUALS, filled(""), ["还没有填写"]),
        (RoundKind.ACTUALS, filled("不适用"), ["请写明原因"]),
        (RoundKind.ACTUALS, filled("不适用", "今年不开展", 1), []),
        (RoundKind.ACTUALS, filled("2次"), ["没有达到目标"]),
        (RoundKind.ACTUALS, filled("2次", "合并召开", 0), ["还没有佐证材料"]),
        (RoundKind.ACTUALS, filled("3次"), []),
        (RoundKind.TARGETS, filled("≥4次", evidence=0), []),
    ],
)
def test_gaps(kind: RoundKind, row: FilledRow, gaps: list[str]) -> None:
    found = gaps_of(kind=kind, rows=[row])
    assert len(found) == len(gaps)
    assert all(words in gap.message for words, gap in zip(gaps, found, strict=True))


def test_a_report_without_gaps_needs_no_word() -> None:
    require_reportable(gaps=(), note="")
    missing = gaps_of(kind=RoundKind.ACTUALS, rows=[filled("3次", evidence=0)])
    require_reportable(gaps=missing, note="纸质材料备查")


def test_overdue_is_after_the_last_day_and_before_the_report() -> None:
    due = date(2026, 3, 20)
    assert not is_overdue(state=UnitState.WAITING, due=due, today=due)
    assert is_overdue(state=UnitState.RETURNED, due=due, today=date(2026, 3, 21))
    assert not is_overdue(state=UnitState.REPORTED, due=due, today=date(2026, 4, 21))


def test_every_state_has_its_word_and_tone() -> None:
    for states in (RoundState, UnitState):
        assert all(state.label and state.tone for state in states)
    assert all(kind.label and kind.value_label and kind.note_label and kind.cell_field for kind in RoundKind)
    assert day_in_words(date(2026, 3, 2)) == "2026年3月2日"


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("会议纪要", "a.pdf", "01-会议纪要.pdf"),
        ("会议纪要.pdf", "a.pdf", "01-会议纪要.pdf"),
        ("../../etc/passwd", "x.pdf", "01-_.._etc_passwd.pdf"),
        ("con", "x.txt", "01-材料_con.txt"),
        (" . ", "无名", "01-材料"),
        ("倒\u202e写", "x.jpg", "01-倒写.jpg"),
    ],
)
def test_names_in_the_archive_are_safe(title: str, name: str, expected: str) -> None:
    assert file_name(position=1, title=title, name=name) == expected


def test_folders_are_numbered_like_the_table() -> None:
    assert folder_name(number="1.2.3", name="会议/次数") == "1.2.3-会议_次数"
    assert folder_name(number="1.1.1", name="") == "1.1.1-指标"


def sheet(*rows: tuple[str, ...], pages: tuple[int, ...] = ()) -> SourceText:
    """A workbook as it was read."""
    return SourceText(
        media_type="xlsx",
        rows=tuple(
            SourceRow(
                line,
                tuple(SourceCell(Place(line, column), text) for column, text in enumerate(row, start=1)),
                table=1,
                page=pages[line - 1] if pages else 1,
            )
            for line, row in enumerate(rows, start=1)
        ),
    )


HEAD = columns_of(RoundKind.ACTUALS)
ROW = SheetRow(UUID(int=1), "1.1.1", "召开会议次数")


def line(
    number: str = "1.1.1", name: str = "召开会议次数", value: str = "2次", note: str = ""
) -> tuple[str, ...]:
    """A line of the sheet."""
    return (number, "产出指标", "数量指标", name, "≥1次", value, note)


def test_a_sheet_is_read_by_its_numbers() -> None:
    found = read_sheet(
        source=sheet(("填报表",), HEAD, line(value=" 2次 "), ("",) * 7, line("说明"), pages=(1, 1, 1, 1, 2)),
        kind=RoundKind.ACTUALS,
        rows=[ROW],
    )
    assert found.answers == {ROW.id: Answer("2次", "")}
    assert found.lines == {ROW.id: 3} and found.faults == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([line("2.1.1")], "不是本单位的指标"),
        ([line("")], "空白"),
        ([line(), line()], "出现了两次（前一次在第 2 行）"),
        ([line(name="别的")], "指标名称应为"),
    ],
)
def test_lines_that_were_changed_are_told(rows: list[tuple[str, ...]], sentence: str) -> None:
    found = read_sheet(source=sheet(HEAD, *rows), kind=RoundKind.ACTUALS, rows=[ROW])
    assert sentence in found.faults[-1][1]


@pytest.mark.parametrize(
    ("rows", "code"),
    [([("别的",)], "performance.sheet_unknown"), ([HEAD], "performance.sheet_empty")],
)
def test_another_sheet_is_refused(rows: list[tuple[str, ...]], code: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        read_sheet(source=sheet(*rows), kind=RoundKind.ACTUALS, rows=[ROW])
    assert refusal.value.code == code


def test_next_years_cells_move_the_year_on_and_leave_results_out() -> None:
    head = replace(cell("head.title", "2026年云川市2025年结转项目目标", 1), block=Block.HEAD)
    year = replace(cell("head.year", "2026", 2, CellKind.YEAR), block=Block.HEAD)
    notice = replace(cell("head.notice", "按照〔2026〕1号文件公布", 3), block=Block.HEAD)
    rows = [
        notice,
        *indicators(("产出指标", "数量指标", "甲", "≥1次")),
        cell("indicators.1.actual", "2次", 20, CellKind.TARGET),
        cell("indicators.1.reason", "", 21),
    ]
    found = {each.address: each for each in next_years_cells(cells=[head, year, *rows], year=2026)}
    assert found["head.title"].text == "2027年云川市2025年结转项目目标"
    assert found["head.year"].text == "2027"
    assert (found["indicators.1.annual"].text, found["indicators.1.annual"].note) == (
        "≥1次",
        "上年值，请核对",
    )
    assert found["indicators.1.level1"].note == ""
    assert (found["indicators.1.actual"].text, found["indicators.1.actual"].note) == (
        "",
        "上年的完成情况没有带过来",
    )
    assert found["head.notice"].text == ""
    assert found["indicators.1.reason"].note == ""
    assert len({found[f"indicators.1.{field}"].place.line for field in ("name", "annual")}) == 1


def test_last_years_table_stands_row_by_row() -> None:
    rows = indicators(("产出指标", "数量指标", "甲", "≥1次"))
    source = last_year_as_source(cells=rows, year=2026)
    assert [[each.text for each in row.cells] for row in source.rows] == [
        ["level1", "产出指标", "数量指标", "甲", "≥1次"]
    ]
    assert "2026年" in source.notes[0]
    assert "上年" in last_year_as_source(cells=rows, year=None).notes[0]
