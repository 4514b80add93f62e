"""Generated project tables: cells of the project forms as an office might have filled them in."""

from __future__ import annotations

from hypothesis import strategies as st

from congress.apps.performance.domain import Block, CellKind, ReadCell, state_of
from congress.apps.performance.domain.amounts import format_amount
from congress.apps.performance.tests.strategies import LEVEL_CODES, TARGET_TEXTS, TEXTS, WORDS, YUAN
from congress.platform.documents.contracts import Place
from congress.standards.indicators import indicator_levels

POINT_TEXTS = st.sampled_from(["10", "9.75", "0", "15分", "", "—"])
WAN = CellKind.MONEY_WAN
SIDES = ("initial", "budget", "executed")
SOURCES = ("", "_fiscal", "_carried_over", "_other")


class Cells:
    """Cells in the order in which they are added."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.cells: list[ReadCell] = []
        self._draw = draw

    def add(self, address: str, kind: CellKind, text: str, block: Block = Block.PROJECTS) -> None:
        """Add a cell as if it had been read."""
        order, state = len(self.cells) + 1, state_of(text=text)
        self.cells.append(ReadCell(address, block, order, address, kind, text, text, state, Place(1, 1), 100))

    def amount(self, address: str, block: Block = Block.PROJECTS) -> None:
        """Add an amount, sometimes left blank or declared not applicable."""
        written = format_amount(self._draw(YUAN), unit=WAN.money_unit)
        text = self._draw(st.sampled_from([written, written, written, "", "不适用"]))
        self.add(address, WAN, text, block)

    def indicators(self, owner: str, values: tuple[str, ...], *, least: int = 0) -> None:
        """Add a tree of indicators with targets, and with points where the form has them."""
        levels = indicator_levels()
        drawn = self._draw(st.lists(st.sampled_from(LEVEL_CODES), min_size=least, max_size=5))
        block = Block.PROJECTS if owner else Block.INDICATORS
        for number, code in enumerate(sorted(drawn, key=LEVEL_CODES.index), start=1):
            level2 = levels[code]
            row = f"{owner}indicators.{number}"
            self.add(f"{row}.level1", CellKind.LEVEL, levels[level2.parent or ""].label, block)
            self.add(f"{row}.level2", CellKind.LEVEL, level2.label, block)
            self.add(f"{row}.name", CellKind.TEXT, self._draw(WORDS), block)
            for value in values:
                if value in ("weight", "score"):
                    self.add(f"{row}.{value}", CellKind.POINTS, self._draw(POINT_TEXTS), block)
                elif value == "reason":
                    reason = self._draw(st.sampled_from(["", "进度推迟，明年补上。"]))
                    self.add(f"{row}.{value}", CellKind.LONG_TEXT, reason, block)
                else:
                    self.add(f"{row}.{value}", CellKind.TARGET, self._draw(TARGET_TEXTS), block)


@st.composite
def many_projects(draw: st.DrawFn) -> tuple[str, list[ReadCell]]:
    """The cells of a table of many projects, under their units."""
    cells = Cells(draw)
    cells.add("head.form_title", CellKind.TEXT, "2026年项目支出绩效目标表", Block.HEAD)
    cells.add("head.year", CellKind.YEAR, "2026年", Block.HEAD)
    cells.add("body.name", CellKind.TEXT, draw(WORDS), Block.BODY)
    cells.add("sums.1.name", CellKind.TEXT, "合计")
    cells.add("sums.1.total", WAN, format_amount(draw(YUAN), unit=WAN.money_unit))
    number = 0
    units = draw(st.lists(WORDS, max_size=2, unique=True))
    for place, unit in enumerate(units, start=2):
        cells.add(f"sums.{place}.name", CellKind.TEXT, f"{unit}办公室")
        cells.add(f"sums.{place}.total", WAN, format_amount(draw(YUAN), unit=WAN.money_unit))
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            row = f"projects.{number}"
            cells.add(f"{row}.name", CellKind.TEXT, draw(WORDS))
            cells.add(f"{row}.unit", CellKind.TEXT, f"{unit}办公室")
            for name in ("total", "fiscal", "special_account", "other_funds"):
                cells.amount(f"{row}.{name}")
            cells.add(f"{row}.goal", CellKind.LONG_TEXT, draw(TEXTS))
            cells.indicators(f"{row}.", ("period", "annual"), least=1)
    return "projects", cells.cells


@st.composite
def project_trees(draw: st.DrawFn) -> tuple[str, list[ReadCell]]:
    """The cells of a table of many projects with a tree of indicators each, planned or evaluated."""
    cells = Cells(draw)
    cells.add("head.form_title", CellKind.TEXT, "2026年项目支出绩效目标表", Block.HEAD)
    cells.add("head.year", CellKind.YEAR, "2026年", Block.HEAD)
    cells.add("body.name", CellKind.TEXT, draw(WORDS), Block.BODY)
    cells.add("sums.1.name", CellKind.TEXT, "合计")
    is_evaluated = draw(st.booleans())
    amounts = SIDES if is_evaluated else ("total", "fiscal", "other_funds")
    values = (
        ("annual", "actual", "weight", "score", "reason") if is_evaluated else ("period", "annual", "weight")
    )
    for name in amounts:
        cells.amount(f"sums.1.{name}")
    for number, name in enumerate(draw(st.lists(WORDS, max_size=3, unique=True)), start=1):
        row = f"projects.{number}"
        cells.add(f"{row}.name", CellKind.TEXT, name)
        cells.add(f"{row}.unit", CellKind.TEXT, draw(WORDS))
        for amount in amounts:
            cells.amount(f"{row}.{amount}")
        cells.add(f"{row}.goal", CellKind.LONG_TEXT, draw(TEXTS))
        if is_evaluated:
            cells.add(f"{row}.achieved", CellKind.LONG_TEXT, draw(TEXTS))
        cells.indicators(f"{row}.", values)
    return "project_trees", cells.cells


@st.composite
def target_sheets(draw: st.DrawFn) -> tuple[str, list[ReadCell]]:
    """The cells of target forms, one project a sheet."""
    cells = Cells(draw)
    cells.add("head.form_title", CellKind.TEXT, "项目支出绩效目标表", Block.HEAD)
    cells.add("head.year", CellKind.YEAR, "（2026年度）", Block.HEAD)
    names = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
    for number, name in enumerate(names, start=1):
        row = f"projects.{number}"
        department = "云川市档案局"
        cells.add(f"{row}.name", CellKind.TEXT, name)
        cells.add(f"{row}.department", CellKind.TEXT, department)
        if number == 1:
            cells.add("body.name", CellKind.TEXT, department, Block.BODY)
        cells.add(f"{row}.unit", CellKind.TEXT, draw(WORDS))
        if draw(st.booleans()):
            cells.add(f"{row}.period", CellKind.TEXT, "3年")
            for amount in ("whole_period", "whole_period_fiscal", "whole_period_other"):
                cells.amount(f"{row}.{amount}")
            cells.add(f"{row}.period_goal", CellKind.LONG_TEXT, draw(TEXTS))
        for amount in ("total", "fiscal", "other_funds", "carried_over"):
            cells.amount(f"{row}.{amount}")
        cells.add(f"{row}.goal", CellKind.LONG_TEXT, draw(TEXTS))
        more = draw(st.sampled_from([(), ("weight",), ("period",), ("period", "weight")]))
        cells.indicators(f"{row}.", ("annual", *more), least=1)
    return "project_targets", cells.cells


@st.composite
def evaluation_sheets(draw: st.DrawFn) -> tuple[str, list[ReadCell]]:
    """The cells of self-evaluations, one project a sheet."""
    cells = Cells(draw)
    cells.add("head.form_title", CellKind.TEXT, "项目支出绩效自评表", Block.HEAD)
    cells.add("head.year", CellKind.YEAR, "（2025年度）", Block.HEAD)
    names = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
    for number, name in enumerate(names, start=1):
        row = f"projects.{number}"
        cells.add(f"{row}.name", CellKind.TEXT, name)
        _evaluated(cells, f"{row}.", f"{row}.", f"{row}.goal", f"{row}.achieved", draw)
        cells.indicators(f"{row}.", ("annual", "actual", "weight", "score", "reason"), least=1)
    return "project_evaluation", cells.cells


@st.composite
def department_evaluations(draw: st.DrawFn) -> tuple[str, list[ReadCell]]:
    """The cells of a whole department's self-evaluation with points."""
    cells = Cells(draw)
    cells.add("head.form_title", CellKind.TEXT, "部门整体支出绩效自评表", Block.HEAD)
    cells.add("head.year", CellKind.YEAR, "（2025年度）", Block.HEAD)
    cells.add("body.name", CellKind.TEXT, draw(WORDS), Block.BODY)
    _evaluated(cells, "totals.", "points.", "goals.overall", "goals.achieved", draw)
    for side in SIDES:
        cells.amount(f"totals.{side}_basic")
        cells.amount(f"totals.{side}_project")
    cells.indicators("", ("annual", "actual", "weight", "score", "reason"), least=1)
    return "department_evaluation", cells.cells


def _evaluated(cells: Cells, money: str, points: str, goal: str, achieved: str, draw: st.DrawFn) -> None:
    for source in SOURCES:
        for side in SIDES:
            cells.amount(f"{money}{side}{source}")
    cells.add(f"{points}rate", CellKind.TARGET, draw(st.sampled_from(["97.5%", "100%", "—"])))
    for name in ("rate_weight", "rate_score", "total_weight", "total_score"):
        cells.add(f"{points}{name}", CellKind.POINTS, draw(POINT_TEXTS))
    cells.add(goal, CellKind.LONG_TEXT, draw(TEXTS))
    cells.add(achieved, CellKind.LONG_TEXT, draw(TEXTS))
