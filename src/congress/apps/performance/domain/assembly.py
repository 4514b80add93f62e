"""Assembly: from cells, read or corrected, to the typed table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from congress.apps.performance.domain.amounts import Amount, parse_amount
from congress.apps.performance.domain.cells import Block, CellState, ReadCell, state_of
from congress.apps.performance.domain.cleaning import label_base
from congress.apps.performance.domain.table import (
    Entry,
    Goal,
    Indicator,
    MoneyLines,
    PerformanceTable,
    Points,
    Project,
    ProjectMoney,
    ProjectSum,
    Task,
    Totals,
    Unread,
)
from congress.apps.performance.domain.targets import Target, parse_target
from congress.standards.errors import RuleViolation
from congress.standards.indicators import LevelTree, indicator_levels
from congress.standards.values.written import closed_up, shown

T = TypeVar("T")

_ROW_ADDRESS = re.compile(
    r"(?P<owner>projects\.\d{1,6}\.(?=indicators\.))?"
    r"(?P<part>tasks|indicators|projects|sums)\.(?P<number>\d{1,6})\.(?P<field>[a-z0-9_]+)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_POINTS = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)分?")
_WHOLE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,9})[人个名家]?")
_NUMBERED_GOAL = re.compile(r"(?:目标)?(\d{1,2})[.、．:：]\s*")

_SINGLE = {
    "head": ("title", "form_title", "notice", "year"),
    "body": ("name", "staff_count", "subordinate_units"),
    "money": tuple(MoneyLines.__dataclass_fields__),
    "goals": ("overall", "achieved"),
    "totals": tuple(Totals.__dataclass_fields__),
    "points": tuple(Points.__dataclass_fields__),
}
_PROJECT_TEXTS = ("name", "department", "unit", "period", "goal", "period_goal", "achieved")
_FIELDS = {
    "tasks": tuple(name for name in Task.__dataclass_fields__ if name not in ("number", "is_free_text")),
    "indicators": tuple(
        name for name in Indicator.__dataclass_fields__ if name not in ("number", "project", "group")
    ),
    "projects": (*_PROJECT_TEXTS, *ProjectMoney.__dataclass_fields__, *Points.__dataclass_fields__),
    "sums": ("name", *ProjectMoney.__dataclass_fields__),
}

# The cells of one row by the name of their field, and rows by their number.
Row = dict[str, ReadCell]
Rows = dict[int, Row]


def assemble(*, form: str, cells: Iterable[ReadCell]) -> PerformanceTable:
    """Type the cells of a table, as read or as corrected.

    Never raises over what a cell says: a cell that cannot be typed has the value None and an entry in `unread`.
    Rows are numbered by their addresses, with gaps where rows were removed; they stand in the order of their cells.
    """
    return _Assembly(cells).table(form)


def goals_of(text: str) -> tuple[Goal, ...]:
    """Divide the overall goals into single goals, line by line, with the number each line carries."""
    goals = []
    for line in text.split("\n"):
        found = _NUMBERED_GOAL.match(line)
        goals.append(Goal(int(found[1]), line[found.end() :]) if found else Goal(None, line))
    return tuple(goal for goal in goals if goal.text)


class _Assembly:
    def __init__(self, cells: Iterable[ReadCell]) -> None:
        self._unread: list[Unread] = []
        self._single: dict[str, ReadCell] = {}
        self._rows: defaultdict[str, Rows] = defaultdict(dict)
        known = {f"{part}.{name}" for part, names in _SINGLE.items() for name in names}
        for cell in sorted(cells, key=lambda cell: cell.order):
            found = _ROW_ADDRESS.fullmatch(cell.address)
            if found and found["field"] in _FIELDS[found["part"]]:
                rows = self._rows[f"{found['owner'] or ''}{found['part']}"]
                self._take(rows.setdefault(int(found["number"]), {}), found["field"], cell)
            elif cell.address in known:
                self._take(self._single, cell.address, cell)
            else:
                self._miss(cell, "表里没有这个格子，请删去或移到正确的位置。")

    def _take(self, cells: Row, name: str, cell: ReadCell) -> None:
        if name in cells:
            self._miss(cell, "同一个格子出现了两次，只采用了第一次的内容，请删去多余的一个。")
        else:
            cells[name] = cell

    def _miss(self, cell: ReadCell, message: str) -> None:
        self._unread.append(Unread(cell.address, f"{cell.label}：{message}" if cell.label else message))

    def table(self, form: str) -> PerformanceTable:
        levels = indicator_levels()
        rows = self._indicators(levels, project=None)
        return PerformanceTable(
            form=form,
            title=self._text("head.title"),
            form_title=self._text("head.form_title"),
            notice=self._text("head.notice"),
            year=self._typed("head.year", self._single.get("head.year"), _year),
            body_name=self._text("body.name"),
            staff_count=self._typed("body.staff_count", self._single.get("body.staff_count"), _whole),
            subordinate_units=self._typed(
                "body.subordinate_units", self._single.get("body.subordinate_units"), _whole
            ),
            money=MoneyLines(**{name: self._amount(f"money.{name}") for name in _SINGLE["money"]}),
            goals=self._text("goals.overall"),
            goals_achieved=self._text("goals.achieved"),
            tasks=tuple(self._task(number, self._rows["tasks"][number]) for number in self._rows["tasks"]),
            totals=Totals(**{name: self._amount(f"totals.{name}") for name in _SINGLE["totals"]}),
            points=self._points(
                "points", {name: self._single.get(f"points.{name}") for name in _SINGLE["points"]}
            ),
            indicators=tuple(row for row in rows if not row.is_empty),
            empty_rows=tuple(row for row in rows if row.is_empty),
            projects=tuple(self._project(number, levels) for number in self._project_numbers()),
            sums=tuple(self._sum(number) for number in self._rows["sums"]),
            unread=tuple(self._unread),
        )

    def _task(self, number: int, cells: Row) -> Task:
        def text(name: str) -> Entry[str]:
            return self._typed(f"tasks.{number}.{name}", cells.get(name), _as_text)

        def amount(name: str) -> Entry[Amount]:
            return self._typed(f"tasks.{number}.{name}", cells.get(name), _amount)

        return Task(
            number=number,
            is_free_text=any(cell.block is Block.OTHER_TASKS for cell in cells.values()),
            name=text("name"),
            content=text("content"),
            amount=amount("amount"),
            expected=text("expected"),
            completed=text("completed"),
            budget=amount("budget"),
            budget_fiscal=amount("budget_fiscal"),
            executed=amount("executed"),
            executed_fiscal=amount("executed_fiscal"),
            amount_fiscal=amount("amount_fiscal"),
            amount_other=amount("amount_other"),
        )

    def _project_numbers(self) -> list[int]:
        """Every project that has a cell, be it only one of an indicator."""
        owners = [int(part.split(".")[1]) for part in self._rows if part.startswith("projects.")]
        return list(dict.fromkeys([*self._rows["projects"], *owners]))

    def _project(self, number: int, levels: LevelTree) -> Project:
        cells, row = self._rows["projects"].get(number, {}), f"projects.{number}"
        rows = self._indicators(levels, project=number)
        texts = {name: self._typed(f"{row}.{name}", cells.get(name), _as_text) for name in _PROJECT_TEXTS}
        return Project(
            number=number,
            money=self._project_money(row, cells),
            points=self._points(row, cells),
            indicators=tuple(each for each in rows if not each.is_empty),
            empty_rows=tuple(each for each in rows if each.is_empty),
            **texts,
        )

    def _sum(self, number: int) -> ProjectSum:
        cells, row = self._rows["sums"][number], f"sums.{number}"
        name = self._typed(f"{row}.name", cells.get("name"), _as_text)
        return ProjectSum(number=number, name=name, money=self._project_money(row, cells))

    def _project_money(self, row: str, cells: Row) -> ProjectMoney:
        names = ProjectMoney.__dataclass_fields__
        return ProjectMoney(
            **{name: self._typed(f"{row}.{name}", cells.get(name), _amount) for name in names}
        )

    def _points(self, owner: str, cells: Mapping[str, ReadCell | None]) -> Points:
        points = {
            name: self._typed(f"{owner}.{name}", cells.get(name), _points)
            for name in Points.__dataclass_fields__
            if name != "rate"
        }
        return Points(rate=self._typed(f"{owner}.rate", cells.get("rate"), _target), **points)

    def _indicators(self, levels: LevelTree, *, project: int | None) -> Sequence[Indicator]:
        part = "indicators" if project is None else f"projects.{project}.indicators"
        rows = self._rows.get(part, {})
        labels = {cells["level2"].text for cells in rows.values() if "level2" in cells}
        tree = levels.tree_of(_level_label(label) for label in labels)
        return [self._indicator(number, project, rows[number], levels, tree) for number in rows]

    def _indicator(
        self, number: int, project: int | None, cells: Row, levels: LevelTree, tree: str
    ) -> Indicator:
        row = f"indicators.{number}" if project is None else f"projects.{project}.indicators.{number}"

        def text(name: str) -> Entry[str]:
            return self._typed(f"{row}.{name}", cells.get(name), _as_text)

        def target(name: str) -> Entry[Target]:
            return self._typed(f"{row}.{name}", cells.get(name), _target)

        def points(name: str) -> Entry[Decimal]:
            return self._typed(f"{row}.{name}", cells.get(name), _points)

        level1, level2 = text("level1"), text("level2")
        # With cost as a level-1 heading of its own, 成本指标 in the second column is no level-2 heading.
        found = levels.find(_level_label(level2.value or ""), tree=tree)
        if found is None or found.depth == 1:
            found = levels.find(_level_label(level1.value or ""), tree="current")
        return Indicator(
            number=number,
            project=project,
            group=found.code if found else None,
            level1=level1,
            level2=level2,
            name=text("name"),
            period=target("period"),
            annual=target("annual"),
            actual=target("actual"),
            weight=points("weight"),
            score=points("score"),
            reason=text("reason"),
        )

    def _text(self, address: str) -> Entry[str]:
        return self._typed(address, self._single.get(address), _as_text)

    def _amount(self, address: str) -> Entry[Amount]:
        return self._typed(address, self._single.get(address), _amount)

    def _typed(self, address: str, cell: ReadCell | None, read: Callable[[ReadCell], T]) -> Entry[T]:
        if cell is None:
            return Entry(address)
        if cell.state is not CellState.VALUE or state_of(text=cell.text) is not CellState.VALUE:
            return Entry(address, cell=cell)
        try:
            return Entry(address, value=read(cell), cell=cell)
        except RuleViolation as violation:
            self._miss(cell, violation.message)
            return Entry(address, cell=cell)


def _level_label(text: str) -> str:
    """The wording of a level without the points some forms write behind it: 产出指标（50分）."""
    return label_base(closed_up(text))


def _as_text(cell: ReadCell) -> str:
    return cell.text


def _amount(cell: ReadCell) -> Amount:
    if not cell.kind.is_money:
        raise RuleViolation("performance.unit_unknown", "没有标明是元还是万元，请先选定金额单位。")
    return parse_amount(cell.text, unit=cell.kind.money_unit)


def _points(cell: ReadCell) -> Decimal:
    found = _POINTS.fullmatch(closed_up(cell.text))
    if not found:
        raise RuleViolation(
            "performance.points_unreadable", f"“{shown(cell.text)}”不是分数，请只填数字，如“10”。"
        )
    return Decimal(found[1])


def _target(cell: ReadCell) -> Target:
    return parse_target(cell.text)


def _year(cell: ReadCell) -> int:
    found = _YEAR.search(cell.text)
    if not found:
        raise RuleViolation(
            "performance.year_unreadable", f"“{shown(cell.text)}”里没有年度，请写成“2026年”。"
        )
    return int(found[1])


def _whole(cell: ReadCell) -> int:
    found = _WHOLE.fullmatch(closed_up(cell.text))
    if not found:
        raise RuleViolation("performance.count_unreadable", f"“{shown(cell.text)}”不是整数，请只填数字。")
    return int(found[1].replace(",", ""))
