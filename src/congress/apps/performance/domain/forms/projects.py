"""Multi-project target table (项目支出绩效目标表): a project a row, its indicators packed into one cell.

The layout is that of the family published by Guangzhou (广州): name, total and sources, goal, packed indicators;
above the projects rows that add them up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from congress.apps.performance.domain.amounts import parse_amount
from congress.apps.performance.domain.cells import INHERITED, UNSURE, Block, CellKind
from congress.apps.performance.domain.detection import Signature
from congress.apps.performance.domain.forms.columns import Column
from congress.apps.performance.domain.forms.fields import money_found
from congress.apps.performance.domain.forms.project_heads import infer_body, read_head, without_captions
from congress.apps.performance.domain.forms.project_packed import (
    ANNUAL_LABEL,
    PERIOD_LABEL,
    Unpacked,
    unpacked,
)
from congress.apps.performance.domain.forms.project_rows import (
    AMOUNTS,
    SUM_NAMES,
    ProjectColumns,
    ProjectRow,
    gather_rows,
)
from congress.apps.performance.domain.lines import Collector, Found, Line
from congress.standards.errors import RuleViolation
from congress.standards.values.money import MoneyUnit
from congress.standards.values.written import closed_up

_GOALS = frozenset(
    {"绩效目标", "总体目标", "年度绩效目标", "总体绩效目标", "年度目标", "年度总体目标", "项目绩效目标"}
)
SIGNATURE = Signature(
    name="项目支出绩效目标表（多个项目）",
    marks={"绩效指标": 60, "财政拨款": 20, "其他资金": 20},
    required=frozenset({"绩效指标"}),
    form="projects",
    any_of={"项目名称": frozenset({"项目名称"}), "绩效目标": _GOALS},
    excluded=frozenset({"三级指标"}),
)

HEADINGS = {
    "序号": "number",
    "项目名称": "name",
    "资金使用单位": "unit", "实施单位": "unit", "项目单位": "unit", "项目实施单位": "unit",
    "主管部门": "department",
    "总计": "total", "合计": "total", "资金总额": "total", "年度资金总额": "total", "项目金额": "total",
    "项目资金": "total", "预算金额": "total", "预算数": "total", "金额": "total",
    "财政拨款": "fiscal", "财政资金": "fiscal", "一般公共预算": "fiscal", "一般公共预算拨款": "fiscal",
    "财政专户拨款": "special_account", "财政专户资金": "special_account", "财政专户管理资金": "special_account",
    "单位资金": "unit_funds", "上年结转": "carried_over", "上年结转资金": "carried_over",
    "其他资金": "other_funds", "其他": "other_funds",
    "实施周期": "period", "项目期": "period", "项目实施期": "period",
    **dict.fromkeys(_GOALS, "goal"),
    "绩效指标": "packed",
}  # fmt: skip
_EXTRA = "extra"
_FIRST_HEADING = "项目名称"
_UNIT_END = re.compile(
    r"(?:局|厅|办|办公室|委|委员会|部|中心|院|所|馆|站|队|校|学校|医院|机关|协会|联合会|政府|处)(?:[(（].{1,20}[)）])?$"
)
_FOOTNOTE = re.compile(r"(?:备?注|说明|填[表报]|制表|审核|联系|单位负责人|负责人)[^，。]{0,8}[:：]")
_LABELS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "指标名称",
    "period": PERIOD_LABEL,
    "annual": ANNUAL_LABEL,
}
_KINDS = {"level1": CellKind.LEVEL, "level2": CellKind.LEVEL, "name": CellKind.TEXT}
_NO_ROUNDING_BEYOND = Decimal("500")


def read(lines: Sequence[Line], collector: Collector) -> None:
    """Read the lines above the table, then row by row sums and projects."""
    lines = without_captions(lines)
    first = next(index for index, line in enumerate(lines) if _FIRST_HEADING in line.labels())
    unit = read_head(lines[:first], collector)
    columns, heads = _columns(lines[first:], unit)
    body = [line for line in lines[first:] if not _is_footnote(line, collector)]
    rows = gather_rows(body, columns=columns, heads=heads, collector=collector)
    _report_unread(rows, columns, collector)
    _Writer(columns, collector).write(rows)


def _columns(lines: Sequence[Line], unit: MoneyUnit | None) -> tuple[ProjectColumns, frozenset[int]]:
    """The columns told by the heading, which may take two lines, and the numbers of all heading lines."""
    found: list[Column] = []
    heads = []
    for line in lines:
        named = [piece for piece in line.filled if piece.base in HEADINGS]
        if len(named) * 2 <= len(line.filled) or len(named) == 1:
            continue
        heads.append(line.number)
        if len(heads) > 2 or (len(heads) == 2 and _FIRST_HEADING in line.labels()):
            continue
        found += [
            Column(HEADINGS.get(piece.base, f"{_EXTRA}{piece.column}"), piece.column, piece.text)
            for piece in line.filled
        ]
    return ProjectColumns.of(found, unit=unit), frozenset(heads)


def _report_unread(rows: Sequence[ProjectRow], columns: ProjectColumns, collector: Collector) -> None:
    """Say once for each column of an unknown heading that it holds texts nobody reads."""
    for column in columns.columns:
        if column.field.startswith(_EXTRA) and any(row.text(column.field) for row in rows):
            place = rows[0].line.at(column.position)
            collector.problem(
                "column_not_read", f"“{column.label}”一列没有读入，请核对是否需要。", place=place
            )


def _is_footnote(line: Line, collector: Collector) -> bool:
    text = line.filled[0].text
    if len(line.filled) > 1 or not (_FOOTNOTE.match(text) or (line.is_alone and text.endswith("。"))):
        return False
    collector.problem(
        "footnote", f"第{line.number}行是表后的附注，没有当作项目：{text[:40]}", place=line.at(0)
    )
    return True


class _Writer:
    """Goes down the rows and hands sums and projects to the collector."""

    def __init__(self, columns: ProjectColumns, collector: Collector) -> None:
        self._columns = columns
        self._collector = collector
        self._unit: Found | None = None
        self._sums = 0
        self._projects = 0

    def write(self, rows: Sequence[ProjectRow]) -> None:
        taken_apart = [unpacked(row.found.get("packed", ())) for row in rows]
        fields = {name for items in taken_apart for item in items for name in item.found}
        for index, (row, items) in enumerate(zip(rows, taken_apart, strict=True)):
            adds_up = self._adds_up(rows, index)
            if adds_up:
                self._sum(row, adds_up)
            else:
                self._project(row, items, fields)

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

    def _project(self, row: ProjectRow, items: Sequence[Unpacked], fields: set[str]) -> None:
        self._projects += 1
        address = f"projects.{self._projects}"
        for column in self._columns.columns:
            if (
                column.field in ("number", "packed")
                or column.field in AMOUNTS
                or column.field.startswith(_EXTRA)
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
        self._add_indicators(row, items, fields)

    def _add_amounts(self, row: ProjectRow, address: str) -> None:
        for column in self._columns.amounts:
            found = row.whole(column.field) or Found("", "", row.line.at(column.position))
            found, kind = money_found(found, unit=self._columns.units[column.field])
            self._add(f"{address}.{column.field}", column.label, kind, found)

    def _add_indicators(self, row: ProjectRow, items: Sequence[Unpacked], fields: set[str]) -> None:
        before = 0
        for number, item in enumerate(items, start=1):
            if item.number is not None and item.number != before + 1:
                self._collector.problem(
                    "packed_numbering",
                    f"“{row.text('name')}”的指标编号在{before}之后是{item.number}，请核对是否漏写或多写了一条。",
                    place=item.found["level1"].place,
                )
            before = item.number or number
            for name, label in _LABELS.items():
                if name not in fields:
                    continue
                found = item.found.get(name) or self._left_out(item, label)
                address = f"projects.{self._projects}.indicators.{number}.{name}"
                self._add(address, label, _KINDS.get(name, CellKind.TARGET), found)

    def _left_out(self, item: Unpacked, label: str) -> Found:
        place = item.found["name"].place
        return Found("", "", place).doubted(confidence=UNSURE, note=f"这一条没有写“{label}”，请补填")

    def _add(self, address: str, label: str, kind: CellKind, found: Found) -> None:
        self._collector.add(address, block=Block.PROJECTS, label=label, kind=kind, found=found)
