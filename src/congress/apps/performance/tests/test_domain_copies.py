"""What a document writes two or three times is read once, from its best copy, and differences are said."""

from __future__ import annotations

import time

import pytest

from congress.apps.performance.domain import ReadCell, Reading, read_disclosure
from congress.apps.performance.domain.nested import rows_of_markup, text_outside
from congress.apps.performance.tests.sources import cells_of, read, source_of, table_of, typed
from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText

HEAD = ("", "名称", "主要实施内容", "拟投入的资金(万元)", "期望达到的目标(概述)")
TASKS = (
    ("", "任务甲", "组织召开会议", "10", "会议按期召开"),
    ("", "任务乙", "组织开展培训", "20", "人员全部参加"),
)
INDICATORS = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "会议次数", "3次"),
)
WIDTH = 20


def markup(rows: tuple[tuple[str, ...], ...], *, tag: str = "td") -> str:
    """Rows without their first column as a table of a page."""
    return f'<table border="1">{"".join(_row(row[1:], tag) for row in rows)}</table>'


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr> " + "".join(f'<{tag} style="width: 20%;">{cell}</{tag}> ' for cell in cells) + "</tr>"


def county(
    *,
    nested: tuple[tuple[str, ...], ...] = (HEAD, *TASKS),
    flat: tuple[str, ...] | None = None,
    rows: tuple[tuple[str, ...], ...] = (HEAD, *TASKS),
    beside: str = "",
    without_table: bool = False,
) -> str:
    """A small county form whose tasks stand in a nested table, in one long row and row by row."""
    cells = tuple(cell for row in nested for cell in row[1:]) if flat is None else flat
    table = "" if without_table else markup(nested) + beside
    lines = (
        ("2026年部门整体绩效目标表",),
        ("部门名称", "澄溪县人大办"),
        ("总体绩效目标", "做好各项工作。"),
        ("年度重点工作任务", table, *cells) if table or cells else (),
        *rows,
        *INDICATORS,
    )
    return "\n".join("\t".join([*line, *[""] * (WIDTH - len(line))]) for line in lines if line) + "\n"


def tasks_of(text: str) -> list[tuple[str, ...]]:
    """The tasks as they are read: name, content, amount, expected."""
    return [
        (task.name.text, task.content.text, task.amount.text, task.expected.text)
        for task in table_of(text).tasks
    ]


def codes(reading: Reading) -> list[str]:
    """What was noticed while reading, in order."""
    return [problem.code for problem in reading.problems]


EXPECTED = [row[1:] for row in TASKS]


@pytest.mark.parametrize(
    "text",
    [
        county(),
        county(flat=()),
        county(rows=()),
        county(flat=(), rows=()),
        county(without_table=True),
        county(flat=(), without_table=True),
    ],
    ids=["three times", "nested and rows", "nested and flat", "nested alone", "flat and rows", "rows alone"],
)
def test_whatever_copies_there_are_the_tasks_are_the_same(text: str) -> None:
    assert tasks_of(text) == EXPECTED
    assert typed(table_of(text)) == typed(table_of(county()))


def test_agreeing_copies_are_reported_once_and_doubt_nothing() -> None:
    reading = read(county())
    assert codes(reading) == ["copies_read_once"]
    assert "写了3遍，只读一遍，各遍内容一致" in reading.problems[0].message
    tasks = [cell for cell in reading.cells if cell.address.startswith("tasks")]
    assert {cell.confidence for cell in tasks} == {100}
    # The place is where the copy row by row has it, so that the screen can show that very cell.
    assert [cell.place for cell in tasks[:4]] == [Place(6, column) for column in (2, 3, 4, 5)]


def test_a_table_inside_a_cell_alone_says_where_its_cells_come_from() -> None:
    name = cells_of(county(flat=(), rows=()))["tasks.1.name"]
    assert (name.place, name.confidence, name.note) == (Place(4, 2), 98, "取自嵌套在格子里的表格")
    assert codes(read(county(flat=(), rows=()))) == []


def differing(row: int, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    """The rows with one cell changed."""
    rows = [list(line) for line in (HEAD, *TASKS)]
    rows[row][column] = text
    return tuple(tuple(line) for line in rows)


def test_another_amount_in_the_rows_is_said_and_lowers_confidence() -> None:
    text = county(rows=differing(2, 3, "200"))
    cell = cells_of(text)["tasks.2.amount"]
    assert (cell.text, cell.confidence, cell.place) == ("20", 50, Place(7, 4))
    assert "逐行写的一份写的是“200”" in cell.note
    assert codes(read(text)) == ["copies_differ"]


def test_another_amount_in_the_long_row_is_said_too() -> None:
    flat = tuple("200" if cell == "20" else cell for row in (HEAD, *TASKS) for cell in row[1:])
    cell = cells_of(county(flat=flat))["tasks.2.amount"]
    assert (cell.text, cell.confidence) == ("20", 50)
    assert "连成一行的一份写的是“200”" in cell.note
    shorter = tuple(cell for row in (HEAD, *TASKS) for cell in row[1:] if cell != "20")
    assert "连成一行的一份里没有这样写" in cells_of(county(flat=shorter))["tasks.2.amount"].note


def test_what_only_the_rows_have_fills_the_blank_and_is_doubted() -> None:
    text = county(nested=differing(2, 3, ""), flat=())
    cell = cells_of(text)["tasks.2.amount"]
    assert (cell.text, cell.confidence, cell.place) == ("20", 50, Place(7, 4))
    assert "嵌套的表格里没有“20”" in cell.note


def test_what_only_the_rows_have_beside_full_cells_is_remarked() -> None:
    rows = (HEAD, (*TASKS[0], "另加备注"), TASKS[1])
    cell = cells_of(county(rows=rows, flat=()))["tasks.1.expected"]
    assert "没有“另加备注”" in cell.note
    assert cell.confidence == 50


def test_a_cell_the_rows_lack_is_doubted() -> None:
    cell = cells_of(county(rows=differing(2, 4, ""), flat=()))["tasks.2.expected"]
    assert (cell.text, cell.confidence) == ("人员全部参加", 50)
    assert "逐行写的一份里没有这样写" in cell.note


def test_a_row_the_copy_lacks_is_told() -> None:
    reading = read(county(rows=(HEAD, TASKS[1])))
    assert "逐行写的一份少了1行" in reading.problems[0].message
    assert codes(reading) == ["copies_differ"]
    assert tasks_of(county(rows=(HEAD, TASKS[1]))) == EXPECTED


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.8, 0.95])
def test_a_nested_table_that_was_cut_off_is_completed_from_the_rows(kept: float) -> None:
    whole = county(flat=())
    table = markup((HEAD, *TASKS))
    text = whole.replace(table, table[: int(len(table) * kept)])
    assert tasks_of(text) == EXPECTED
    assert "copies_differ" in codes(read(text))
    assert any("没有写完" in problem.message for problem in read(text).problems)


def test_a_row_only_the_copy_has_is_kept() -> None:
    more = ("", "任务丙", "接待来访群众", "5", "件件有着落")
    assert tasks_of(county(rows=(HEAD, TASKS[0], more, TASKS[1]), flat=())) == [
        EXPECTED[0],
        more[1:],
        EXPECTED[1],
    ]


def test_a_row_cut_by_a_page_end_is_the_copy_of_one_row() -> None:
    first = ("", "任务甲", "组织召开", "10", "会议按期")
    rest = ("", "", "会议", "", "召开")
    text = county(rows=(HEAD, first, rest, TASKS[1]), flat=())
    assert tasks_of(text) == EXPECTED
    cell = cells_of(text)["tasks.1.content"]
    assert (cell.place, cell.continued, cell.raw) == (Place(6, 3), (Place(7, 3),), "组织召开\n会议")
    assert cell.confidence == 100


def test_a_row_shifted_in_the_copy_stands_right_and_says_so() -> None:
    rows = (HEAD, TASKS[0], TASKS[1][1:])
    cells = cells_of(county(rows=rows))
    assert tasks_of(county(rows=rows)) == EXPECTED
    assert cells["tasks.2.name"].note == "原文在第1列，按嵌套的表格归到第2列"
    assert (cells["tasks.2.name"].confidence, cells["tasks.1.name"].confidence) == (85, 100)


def test_words_beside_the_nested_table_are_not_lost() -> None:
    text = county(beside="<p>金额按批复数填写</p>", flat=("单位负责人签字",), rows=())
    reading = read(text)
    assert tasks_of(text) == EXPECTED
    said = " ".join(problem.message for problem in reading.problems)
    assert "金额按批复数填写" in said
    assert "单位负责人签字" in said


def test_a_long_row_says_the_label_for_the_rows_below_it() -> None:
    text = county(without_table=True)
    assert codes(read(text)) == ["copies_read_once"]
    assert "又连写了一遍" in read(text).problems[0].message
    with_label = county(without_table=True, rows=(("年度重点工作任务", *HEAD[1:]), *TASKS))
    assert tasks_of(with_label) == EXPECTED


def test_a_whole_form_inside_one_cell_stands_for_itself() -> None:
    rows = [line.split("\t")[:5] for line in county(flat=(), without_table=True).splitlines()]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:])
    text = f"2026年部门整体绩效目标表\n说明<table>{body}</table>\n"
    assert tasks_of(text) == EXPECTED
    assert table_of(text).title.text == "说明"


def nested_source(
    *, label: str, with_rows: bool, rows_after: tuple[tuple[str, ...], ...] = (HEAD, *TASKS)
) -> SourceText:
    """Nested rows as a page or a Word document gives them: rows of their own within a cell."""
    lines = [("2026年部门整体绩效目标表",), ("部门名称", "澄溪县人大办"), ("总体绩效目标", "做好各项工作。")]
    rows = [_source_row(number, line) for number, line in enumerate(lines, start=1)]
    rows.append(_source_row(4, (label, "")))
    inside = [row[1:] for row in (HEAD, *TASKS)]
    rows += [_source_row(number, line, within=Place(4, 2)) for number, line in enumerate(inside, start=5)]
    after = (*(rows_after if with_rows else ()), *INDICATORS)
    return SourceText(
        "text/html",
        (*rows, *(_source_row(number, line) for number, line in enumerate(after, start=8))),
    )


def _source_row(line: int, cells: tuple[str, ...], *, within: Place | None = None) -> SourceRow:
    placed = tuple(SourceCell(Place(line, column), text) for column, text in enumerate(cells, start=1))
    return SourceRow(line, placed, table=1, within=within)


@pytest.mark.parametrize(
    ("label", "with_rows"), [("年度重点工作任务", True), ("年度重点工作任务", False), ("", False)]
)
def test_nested_rows_of_a_page_keep_their_own_places(label: str, with_rows: bool) -> None:
    reading = read_disclosure(source=nested_source(label=label, with_rows=with_rows))
    cells: dict[str, ReadCell] = {cell.address: cell for cell in reading.cells}
    assert [cells[f"tasks.{number}.amount"].text for number in (1, 2)] == ["10", "20"]
    assert "tasks.3.amount" not in cells
    assert cells["tasks.1.name"].place == Place(6, 1)


def test_where_nested_rows_of_a_page_and_their_copy_differ_the_cell_says_so() -> None:
    source = nested_source(label="年度重点工作任务", with_rows=True, rows_after=differing(2, 3, "200"))
    cells = {cell.address: cell for cell in read_disclosure(source=source).cells}
    assert (cells["tasks.2.amount"].text, cells["tasks.2.amount"].confidence) == ("20", 50)
    assert cells["tasks.2.amount"].place == Place(7, 3)


def test_blank_rows_of_a_nested_table_are_no_rows() -> None:
    blank = ("", "", "", "", "")
    assert tasks_of(county(nested=(HEAD, blank, *TASKS))) == EXPECTED


def test_a_page_whose_only_cell_is_the_form_has_no_words_of_its_own() -> None:
    rows = [line.split("\t")[:5] for line in county(flat=(), without_table=True).splitlines()]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:])
    body = body.replace("<tr>", "<tr><td></td></tr><tr>", 1)
    assert tasks_of(f"2026年部门整体绩效目标表\n<table>{body}</table>\n") == EXPECTED


def test_a_page_built_of_nested_tables_in_one_row_loses_none() -> None:
    outer = _source_row(4, ("", ""))
    left = [_source_row(5, ("部门名称", "澄溪县人大办"), within=Place(4, 1))]
    right = [_source_row(6, row, within=Place(4, 2)) for row in INDICATORS[:1]]
    more = [_source_row(7, INDICATORS[1], within=Place(4, 2)), _source_row(8, ("总体绩效目标", "做好。"))]
    source = SourceText("text/html", (_source_row(1, ("整体绩效目标表", "")), outer, *left, *right, *more))
    # The outer row is blank and therefore no line: its tables stand for themselves in their order.
    reading = read_disclosure(source=source)
    cells = {cell.address: cell for cell in reading.cells}
    assert cells["body.name"].text == "澄溪县人大办"
    assert cells["indicators.1.name"].text == "会议次数"


def test_a_cell_with_words_and_a_table_gives_both() -> None:
    inner = [_source_row(line, row, within=Place(2, 1)) for line, row in enumerate(INDICATORS, start=3)]
    outer = (_source_row(1, ("部门名称", "澄溪县人大办")), _source_row(2, ("总体绩效目标：做好工作。",)))
    reading = read_disclosure(source=SourceText("text/html", (*outer, *inner)))
    cells = {cell.address: cell.text for cell in reading.cells}
    assert (cells["goals.overall"], cells["indicators.1.name"]) == ("做好工作。", "会议次数")


def test_two_tables_in_one_row_of_a_text_are_read_one_after_the_other() -> None:
    name = "<table><tr><td>部门名称</td><td>澄溪县人大办</td></tr></table>"
    tree = "<table>" + "".join(_row(row[1:], "td") for row in INDICATORS) + "</table>"
    text = f"2026年部门整体绩效目标表\n总体绩效目标\t做好各项工作。\n见表\t{name}\t{tree}\n"
    cells = cells_of(text)
    assert cells["body.name"].text == "澄溪县人大办"
    assert cells["indicators.1.annual"].text == "3次"


def test_spans_of_markup_are_laid_out() -> None:
    grid = rows_of_markup(
        "<TABLE><tr><th colspan=2>甲</th><th>乙</th></tr>"
        "<tr><td rowspan='2'>丙</td><td>丁<table><tr><td>内</td></tr></table></td><td/></tr>"
        "<tr><td>戊</td></tr><tr></tr></TABLE>后面"
    )
    assert [[cell.raw for cell in row] for row in grid] == [
        ["甲", "", "乙"],
        ["丙", "丁<table><tr><td>内</td></tr></table>", ""],
        ["", "戊"],
        [],
    ]
    assert (grid[0][1].origin, grid[2][0].origin, grid[1][2].origin) == ((0, 0), (1, 0), None)


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    assert [[cell.raw for cell in row] for row in rows_of_markup("<table><td>甲<td>乙<tr><td>丙")] == [
        ["甲", "乙"],
        ["丙"],
    ]
    assert rows_of_markup("<table>没有格子</table>") == ()
    assert text_outside("前<table><tr><td>甲") == "前"
    assert text_outside("前<table><tr><td>甲</td></tr></table>后") == "前后"


def test_spans_cannot_ask_for_more_than_a_form_holds() -> None:
    started = time.perf_counter()
    grid = rows_of_markup("<table>" + "<tr><td colspan=999 rowspan=9999>甲</td></tr>" * 400 + "</table>")
    assert sum(len(row) for row in grid) < 300_000
    assert time.perf_counter() - started < 1


def test_a_plain_text_is_left_alone() -> None:
    assert read_disclosure(source=source_of(county(flat=(), without_table=True))).problems == ()


def test_a_long_row_that_differs_in_a_cell_from_the_rows_below_is_a_copy_too() -> None:
    flat = tuple("200" if cell == "20" else cell for row in (HEAD, *TASKS) for cell in row[1:])
    text = county(flat=flat, without_table=True)
    assert tasks_of(text) == EXPECTED
    cell = cells_of(text)["tasks.2.amount"]
    assert (cell.text, cell.confidence) == ("20", 50)
    assert "连成一行的一份写的是“200”" in cell.note
    assert codes(read(text)) == ["copies_differ"]
