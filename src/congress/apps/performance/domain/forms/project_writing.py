"""Writing of multi-project tables: which rows add others up, which are projects, and the cells of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from congress.apps.performance.domain.amounts import parse_amount
from congress.apps.performance.domain.cells import INHERITED, UNSURE, Block, CellKind
from congress.apps.performance.domain.forms.fields import money_found
from congress.apps.performance.domain.forms.project_heads import infer_body
from congress.apps.performance.domain.forms.project_rows import (
    AMOUNTS,
    EXTRA,
    SUM_NAMES,
    ProjectColumns,
    ProjectRow,
)
from congress.apps.performance.domain.lines import Collector, Found, Line
from congress.standards.errors import RuleViolation
from congress.standards.values.money import MoneyUnit
from congress.standards.values.written import closed_up

# Given the row of a project and what the addresses of its indicators begin with.
AddIndicators = Callable[[ProjectRow, str], None]

_UNIT_END = re.compile(
    r"(?:局|厅|办|办公室|委|委员会|部|中心|院|所|馆|站|队|校|学校|医院|机关|协会|联合会|政府|处)(?:[(（].{1,20}[)）])?$"
)
_FOOTNOTE = re.compile(r"(?:备?注|说明|填[表报]|制表|审核|联系|单位负责人|负责人)[^，。]{0,8}[:：]")
_NO_ROUNDING_BEYOND = Decimal("500")


def report_unread(rows: Sequence[ProjectRow], columns: ProjectColumns, collector: Collector) -> None:
    """Say once for each column of an unknown heading that it holds texts nobody reads."""
    for column in columns.columns:
        if column.field.startswith(EXTRA) and any(row.text(column.field) for row in rows):
            place = rows[0].line.at(column.position)
            collector.problem(
                "column_not_read", f"“{column.label}”一列没有读入，请核对是否需要。", place=place
            )


def is_footnote(line: Line, collector: Collector) -> bool:
    """Whether a row is a note below the table; it is reported then."""
    text = line.filled[0].text
    if len(line.filled) > 1 or not (_FOOTNOTE.match(text) or (line.is_alone and text.endswith("。"))):
        return False
    collector.problem(
        "footnote", f"第{line.number}行是表后的附注，没有当作项目：{text[:40]}", place=line.at(0)
    )
    return True


class ProjectWriter:
    """Goes down the rows and hands sums and projects to the collector."""

    def __init__(
        self, columns: ProjectColumns, collector: Collector, *, add_indicators: AddIndicators
    ) -> None:
        self._columns = columns
        self._add_indicators = add_indicators
        self._collector = collector
        self._unit: Found | None = None
        self._sums = 0
        self._projects = 0

    def write(self, rows: Sequence[ProjectRow]) -> None:
        """Hand all rows over in their order."""
        for index, row in enumerate(rows):
            adds_up = self._adds_up(rows, index)
            if adds_up:
                self._sum(row, adds_up)
            else:
                self._project(row)

    def _adds_up(self, rows: Sequence[ProjectRow], index: int) -> str:
        """Whether a row adds others up: `all`, `unit`, or `guess` for a name that looks like a unit's; else empty."""
        row = rows[index]
        name = closed_up(row.text("name"))
        if name in SUM_NAMES:
            return "all"
        if row.has_content or not row.has_amounts:
            return ""
        body = next((cell.text for cell in self._collector.cells if cell.address == "body.name"), "")
        if name == closed_up(body) or self._equals_those_below(rows, index):
            return "unit"
        return "guess" if _UNIT_END.search(name) else ""

    def _equals_those_below(self, rows: Sequence[ProjectRow], index: int) -> bool:
        below = []
        for row in rows[index + 1 :]:
            if not row.has_content:
                break
            below.append(self._yuan(row))
        own = self._yuan(rows[index])
        return (
            bool(below)
            and own is not None
            and abs(own - sum(each or 0 for each in below)) < _NO_ROUNDING_BEYOND
        )

    def _yuan(self, row: ProjectRow) -> Decimal | None:
        found = row.whole("total")
        if found is None:
            return None
        unit = self._columns.units.get("total") or MoneyUnit.YUAN
        try:
            return parse_amount(found.text, unit=unit).yuan
        except RuleViolation:
            return None

    def _sum(self, row: ProjectRow, adds_up: str) -> None:
        self._sums += 1
        name = row.whole("name") or Found("", "", row.line.at(0))
        if adds_up == "guess":
            name = name.doubted(confidence=UNSURE, note="这一行没有绩效目标和指标，按单位小计读取，请核对")
        if adds_up != "all":
            self._unit = name
            infer_body(name, "表上方没有写部门名称，取自小计行", self._collector)
        self._add(f"sums.{self._sums}.name", "名称", CellKind.TEXT, name)
        self._add_amounts(row, f"sums.{self._sums}")

    def _project(self, row: ProjectRow) -> None:
        self._projects += 1
        address = f"projects.{self._projects}"
        for column in self._columns.columns:
            if (
                column.field in ("number", "packed")
                or column.field in AMOUNTS
                or column.field.startswith(EXTRA)
            ):
                continue
            kind = CellKind.LONG_TEXT if column.field == "goal" else CellKind.TEXT
            found = row.whole(column.field) or Found("", "", row.line.at(column.position))
            if column.field == "name" and not found.text:
                found = found.doubted(confidence=UNSURE, note="这一行没有项目名称，请补填")
            self._add(f"{address}.{column.field}", column.label, kind, found)
        self._add_amounts(row, address)
        if self._unit is not None and self._columns.column("unit") is None:
            note = f"沿用上方小计行的单位“{self._unit.text}”"
            inherited = Found("", self._unit.text, row.line.at(0)).doubted(confidence=INHERITED, note=note)
            self._add(f"{address}.unit", "资金使用单位", CellKind.TEXT, inherited)
        self._add_indicators(row, f"{address}.")

    def _add_amounts(self, row: ProjectRow, address: str) -> None:
        for column in self._columns.amounts:
            found = row.whole(column.field) or Found("", "", row.line.at(column.position))
            found, kind = money_found(found, unit=self._columns.units[column.field])
            self._add(f"{address}.{column.field}", column.label, kind, found)

    def _add(self, address: str, label: str, kind: CellKind, found: Found) -> None:
        self._collector.add(address, block=Block.PROJECTS, label=label, kind=kind, found=found)
