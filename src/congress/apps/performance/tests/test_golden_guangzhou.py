"""The published project table of Guangzhou: every project, amount and indicator right."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from congress.apps.performance.domain import PerformanceTable, Reading, as_source_text
from congress.apps.performance.tests.sources import read, table_of, typed

WAN = Decimal(10_000)
# 万元, project by project in the order of the table.
AMOUNTS = """
50.00 219.03 937.58 2.00 567.42 58.63 538.75 4.52 28.00 55.85 9.50 12.00 144.90 272.44 101.54 23.75 16.00 350.00 73.78
""".split()  # noqa: SIM905 - a list of nineteen quoted numbers reads worse
COUNTS = (4, 4, 4, 4, 4, 4, 6, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4)
# Level, and how often these indicators stand there.
OFTEN = {
    ("output.quantity", "项目资金支付率"): 7,
    ("output.quality", "费用支付及时率"): 11,
    ("benefit.social", "项目验收合格率"): 11,
    ("benefit.social", "维护工作按时完成率"): 5,
    ("output.quality", "培训人数"): 1,
    ("output.quality", "完成培训次数"): 1,
    ("output.quantity", "信访办结率"): 1,
    ("cost.economic", "采购成本超支率"): 14,
}


@pytest.fixture(scope="module")
def text(shared: Path) -> str:
    """The document as it was published."""
    return (shared / "disclosures" / "guangzhou-2025-projects.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reading(text: str) -> Reading:
    """The document as cells."""
    return read(text)


@pytest.fixture(scope="module")
def table(text: str) -> PerformanceTable:
    """The document as data."""
    return table_of(text)


def test_projects_and_their_money(table: PerformanceTable) -> None:
    assert table.form == "projects"
    assert not table.unread
    totals = [project.money.total.value for project in table.projects]
    assert [total.yuan / WAN for total in totals if total] == [Decimal(amount) for amount in AMOUNTS]
    assert all(project.money.fiscal.value == project.money.total.value for project in table.projects)
    assert all(project.money.special_account.is_blank for project in table.projects)
    assert all(project.money.other_funds.is_blank for project in table.projects)
    assert sum(total.yuan for total in totals if total) == Decimal("34656900")


def test_the_rows_that_add_up(table: PerformanceTable) -> None:
    assert [row.name.text[-3:] for row in table.sums] == ["合计", "办公厅"]
    assert {row.money.total.value.yuan for row in table.sums if row.money.total.value} == {
        Decimal("34656800")
    }
    assert (
        {project.unit.value for project in table.projects}
        == {table.sums[1].name.value}
        == {table.body_name.value}
    )


def test_every_goal_stands_with_its_project(text: str, table: PerformanceTable) -> None:
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line]
    written = [(row[0], row[5]) for row in rows if row[5] and row[5] != "绩效目标"]
    assert [(project.name.text, project.goal.text) for project in table.projects] == [
        (re.sub(r"(?<=[一-龥]) (?=[一-龥])", "", name), goal.strip()) for name, goal in written
    ]


def test_every_indicator_is_split_as_written(text: str, table: PerformanceTable) -> None:
    assert tuple(len(project.indicators) for project in table.projects) == COUNTS
    assert len(table.all_indicators) == 78
    # The published text is regular enough for a reading of its own: five parts between semicolons.
    packed = [re.sub(r"\s", "", line.split("\t")[-1]) for line in text.splitlines() if "产出指标" in line]
    written = []
    for cell in packed:
        for item in re.split(r"(?:^|。)\d、(?=\d-)", cell.rstrip("。"))[1:]:
            level1, level2, name, period, annual = re.split(r"[；;]", item)
            values = [re.split("[:：]", value)[1] for value in (period, annual)]
            written.append((level1.split("-")[1], level2.split("-")[1], name, *values))
    assert [
        (row.level1.text, row.level2.text, row.name.text, row.period.text, row.annual.text)
        for row in table.all_indicators
    ] == written


def test_what_the_indicators_are(table: PerformanceTable) -> None:
    counted = Counter((row.group, row.name.text) for row in table.all_indicators)
    assert {key: counted[key] for key in OFTEN} == OFTEN
    assert sum(row.group == "satisfaction.served" for row in table.all_indicators) == 1
    assert all(row.period.text == row.annual.text for row in table.all_indicators)
    assert not any(project.empty_rows for project in table.projects)


def test_every_cell_knows_its_place_and_its_own_piece_of_the_source(text: str, reading: Reading) -> None:
    lines = text.split("\n")
    for cell in reading.cells:
        row = lines[cell.place.line - 1].split("\t")
        assert cell.raw in row[cell.place.column - 1] if cell.place.column <= len(row) else not cell.raw
    by_address = {cell.address: cell for cell in reading.cells}
    assert by_address["projects.7.indicators.5.name"].place.line == 18
    assert [cell.address for cell in reading.cells if cell.confidence < 85] == ["head.year"]


def test_repeated_headings_are_reported_and_nothing_else(reading: Reading) -> None:
    assert [problem.code for problem in reading.problems] == ["heading_repeated"] * 2


def test_no_year_is_invented(table: PerformanceTable) -> None:
    assert table.year.value is None
    assert table.year.is_blank


def test_written_in_its_own_layout_it_is_read_back(table: PerformanceTable) -> None:
    assert typed(table_of(as_source_text(table=table))) == typed(table)
