"""Multi-project target table (项目支出绩效目标表): a project a row, its indicators packed into one cell.

The layout is that of the family published by Guangzhou (广州): name, total and sources, goal, packed indicators;
above the projects rows that add them up.
"""

from __future__ import annotations

from collections.abc import Sequence

from congress.apps.performance.domain.cells import UNSURE, Block, CellKind
from congress.apps.performance.domain.detection import Signature
from congress.apps.performance.domain.forms import project_wordings as said
from congress.apps.performance.domain.forms.columns import Column
from congress.apps.performance.domain.forms.project_blocks import PACKED, heads_packed
from congress.apps.performance.domain.forms.project_heads import read_head, without_captions, without_repeated
from congress.apps.performance.domain.forms.project_packed import (
    ANNUAL_LABEL,
    PERIOD_LABEL,
    Unpacked,
    unpacked,
)
from congress.apps.performance.domain.forms.project_rows import (
    EXTRA,
    ProjectColumns,
    ProjectRow,
    Spot,
    gather_rows,
    spot,
)
from congress.apps.performance.domain.forms.project_writing import ProjectWriter, is_footnote, report_unread
from congress.apps.performance.domain.lines import Collector, Found, Line
from congress.standards.values.money import MoneyUnit

SIGNATURE = Signature(
    name="项目支出绩效目标表（多个项目）",
    marks={PACKED: 60, "财政拨款": 20, "其他资金": 20},
    required=frozenset({PACKED}),
    form="projects",
    any_of={"绩效指标": said.PACKED},
    excluded=frozenset({"三级指标"}),
)

HEADINGS = {
    "序号": "number",
    **dict.fromkeys(said.PROJECT_NAME, "name"),
    "资金使用单位": "unit", "实施单位": "unit", "项目单位": "unit", "项目实施单位": "unit",
    "主管部门": "department",
    "总计": "total", "合计": "total", "资金总额": "total", "年度资金总额": "total", "项目金额": "total",
    "项目资金": "total", "预算金额": "total", "预算数": "total", "金额": "total",
    "财政拨款": "fiscal", "财政资金": "fiscal", "一般公共预算": "fiscal", "一般公共预算拨款": "fiscal",
    "财政专户拨款": "special_account", "财政专户资金": "special_account", "财政专户管理资金": "special_account",
    "单位资金": "unit_funds", "上年结转": "carried_over", "上年结转资金": "carried_over",
    "其他资金": "other_funds", "其他": "other_funds",
    "实施周期": "period", "项目期": "period", "项目实施期": "period",
    **dict.fromkeys(said.GOAL_CAPTIONS | said.EXPECTED, "goal"),
    **dict.fromkeys(said.PACKED, "packed"),
}  # fmt: skip
_LABELS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "指标名称",
    "period": PERIOD_LABEL,
    "annual": ANNUAL_LABEL,
}
_KINDS = {"level1": CellKind.LEVEL, "level2": CellKind.LEVEL, "name": CellKind.TEXT}


def read(lines: Sequence[Line], collector: Collector) -> None:
    """Read the lines above the table, then row by row sums and projects."""
    lines = without_captions(lines)
    first = next(index for index, line in enumerate(lines) if heads_packed(line))
    unit = read_head(lines[:first], collector)
    below = without_repeated(lines[first:], head=lines[:first], collector=collector)
    columns, heads = _columns(below, unit)
    body = [line for line in below if not is_footnote(line, collector)]
    rows = gather_rows(body, columns=columns, heads=heads, collector=collector)
    report_unread(rows, columns, collector)
    packed = _Packed(rows, collector)
    ProjectWriter(columns, collector, add_indicators=packed.add).write(rows)


def _columns(lines: Sequence[Line], unit: MoneyUnit | None) -> tuple[ProjectColumns, frozenset[Spot]]:
    """The columns told by the heading, which may take two lines, and the spots of all heading lines."""
    found: list[Column] = []
    heads = []
    for line in lines:
        named = [piece for piece in line.filled if piece.base in HEADINGS]
        if len(named) * 2 <= len(line.filled) or len(named) == 1:
            continue
        heads.append(spot(line))
        if len(heads) > 2 or (len(heads) == 2 and heads_packed(line)):
            continue
        found += [
            Column(HEADINGS.get(piece.base, f"{EXTRA}{piece.column}"), piece.column, piece.text)
            for piece in line.filled
        ]
    return ProjectColumns.of(found, unit=unit), frozenset(heads)


class _Packed:
    """The packed indicators of all rows; a field that any of them has is asked of all."""

    def __init__(self, rows: Sequence[ProjectRow], collector: Collector) -> None:
        self._collector = collector
        self._items = {spot(row.line): unpacked(row.found.get("packed", ())) for row in rows}
        self._fields = {name for items in self._items.values() for item in items for name in item.found}

    def add(self, row: ProjectRow, owner: str) -> None:
        """Hand over the indicators of a project."""
        before = 0
        for number, item in enumerate(self._items[spot(row.line)], start=1):
            if item.number is not None and item.number != before + 1:
                self._collector.problem(
                    "packed_numbering",
                    f"“{row.text('name')}”的指标编号在{before}之后是{item.number}，请核对是否漏写或多写了一条。",
                    place=item.found["level1"].place,
                )
            before = item.number or number
            for name in filter(self._fields.__contains__, _LABELS):
                self._collector.add(
                    f"{owner}indicators.{number}.{name}",
                    block=Block.PROJECTS,
                    label=_LABELS[name],
                    kind=_KINDS.get(name, CellKind.TARGET),
                    found=item.found.get(name) or _left_out(item, _LABELS[name]),
                )


def _left_out(item: Unpacked, label: str) -> Found:
    place = item.found["name"].place
    return Found("", "", place).doubted(confidence=UNSURE, note=f"这一条没有写“{label}”，请补填")
