"""Project sheets: target form (项目支出绩效目标表) and self-evaluation (项目支出绩效自评表), one project a sheet.

Also the whole-department self-evaluation with points (整体支出绩效自评表), which is the same sheet about a department.
One document may hold many sheets, one after the other or one on each page. The layouts are common knowledge; no
official template text was at hand, so labels are taken in all wordings of `project_wordings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.apps.performance.domain.cells import UNSURE, Block, CellKind
from congress.apps.performance.domain.detection import Signature
from congress.apps.performance.domain.forms import project_wordings as said
from congress.apps.performance.domain.forms import wordings
from congress.apps.performance.domain.forms.indicator_rows import IndicatorColumns
from congress.apps.performance.domain.forms.project_blocks import (
    IGNORED,
    TREES,
    ProjectSheet,
    bases,
    is_points,
    only_sheet,
    sheets_of,
)
from congress.apps.performance.domain.forms.project_goals import read_goals
from congress.apps.performance.domain.forms.project_heads import (
    infer_body,
    read_head,
    unit_stated,
    without_captions,
)
from congress.apps.performance.domain.forms.project_indicators import read_tree
from congress.apps.performance.domain.forms.project_money import read_money
from congress.apps.performance.domain.lines import Collector, Found, Line, Piece
from congress.apps.performance.domain.table import ProjectMoney, Totals
from congress.standards.values.money import MoneyUnit

_MARKS = {"一级指标": 20, "二级指标": 20, "三级指标": 60}
_REQUIRED = frozenset({"三级指标"})
_OTHER_FORMS = frozenset({TREES, "任务名称", "财政供养人员数", "年度重点工作任务", "部门预算支出"})
TARGETS = Signature(
    name="项目支出绩效目标表",
    marks=_MARKS,
    required=_REQUIRED,
    form="project_targets",
    any_of={"项目名称": said.PROJECT_NAME},
    excluded=said.ACTUAL | said.SCORE | _OTHER_FORMS,
)
EVALUATION = Signature(
    name="项目支出绩效自评表",
    marks=_MARKS,
    required=_REQUIRED,
    form="project_evaluation",
    any_of={"项目名称": said.PROJECT_NAME, "实际完成值": said.ACTUAL | said.SCORE},
    excluded=_OTHER_FORMS,
)
DEPARTMENT = Signature(
    name="部门整体支出绩效自评表（有分值）",
    marks=_MARKS,
    required=_REQUIRED,
    form="department_evaluation",
    any_of={"得分": said.SCORE, "实际完成值": said.ACTUAL},
    excluded=said.PROJECT_NAME | _OTHER_FORMS,
)
SIGNATURES = (TARGETS, EVALUATION, DEPARTMENT)

_FIELDS = wordings.headings(
    name=said.PROJECT_NAME,
    department=said.DEPARTMENT | (wordings.BODY_NAME - said.UNIT),
    unit=said.UNIT,
    period=said.PERIOD,
)
_DEPARTMENT_FIELDS = wordings.headings(name=wordings.BODY_NAME)
_EXECUTION = {"actual": "rate", "weight": "rate_weight", "score": "rate_score"}
_GOAL_LABELS = {"period_goal": "实施期目标", "goal": "年度目标", "achieved": "实际完成情况"}


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose sheet it is: where its cells are put. `number` None is the whole department."""

    number: int | None

    @property
    def prefix(self) -> str:
        return f"projects.{self.number}." if self.number is not None else ""

    @property
    def money_fields(self) -> frozenset[str]:
        holder = ProjectMoney if self.number is not None else Totals
        return frozenset(holder.__dataclass_fields__)

    def field(self, name: str) -> str:
        return f"{self.prefix}{name}" if self.number is not None else f"body.{name}"

    def amount(self, name: str) -> str:
        return f"{self.prefix}{name}" if self.number is not None else f"totals.{name}"

    def points(self, name: str) -> str:
        return f"{self.prefix}{name}" if self.number is not None else f"points.{name}"

    def goal(self, name: str) -> str:
        if self.number is not None:
            return f"{self.prefix}{name}"
        return f"goals.{'overall' if name == 'goal' else name}"

    def block(self, otherwise: Block) -> Block:
        return Block.PROJECTS if self.number is not None else otherwise


def read_projects(lines: Sequence[Line], collector: Collector) -> None:
    """Read the sheets of a document, a project each."""
    lines = without_captions(lines)
    sheets = sheets_of(lines, anchors=said.PROJECT_NAME, collector=collector)
    unit = _head(sheets[0], collector)
    for number, sheet in enumerate(sheets, start=1):
        if number > 1:
            # Titles come again on every sheet; the unit of the amounts may differ.
            unit = read_head(sheet.above, Collector(), asks_year=False) or unit
        _Sheet(_Owner(number), collector).read(sheet, unit)


def read_department(lines: Sequence[Line], collector: Collector) -> None:
    """Read the one sheet about the whole department."""
    lines = without_captions(lines)
    sheets = sheets_of(lines, anchors=wordings.BODY_NAME, collector=collector)
    sheets = sheets or [only_sheet(lines, collector=collector)]
    unit = _head(sheets[0], collector)
    _Sheet(_Owner(None), collector).read(sheets[0], unit)
    for sheet in sheets[1:]:
        line = sheet.fields[0]
        collector.problem(
            "sheet_left_over", f"第{line.number}行起是另一张表，没有读入，请分开导入。", place=line.at(0)
        )


def _head(sheet: ProjectSheet, collector: Collector) -> MoneyUnit | None:
    has_year = any(bases(line) & wordings.YEAR for line in sheet.fields)
    return read_head(sheet.above, collector, asks_year=not has_year)


class _Sheet:
    """Reads one sheet and puts its cells where its owner has them."""

    def __init__(self, owner: _Owner, collector: Collector) -> None:
        self._owner = owner
        self._collector = collector

    def read(self, sheet: ProjectSheet, unit: MoneyUnit | None) -> None:
        stated = (unit_stated(piece.text) for line in sheet.fields for piece in line.filled)
        unit = next((each for each in stated if each), unit)
        self._fields(sheet.fields)
        self._money(sheet.money, unit)
        self._goals(sheet)
        columns = self._indicators(sheet)
        if sheet.execution is not None and columns is not None:
            self._execution(sheet.execution, columns)
        if sheet.total is not None and columns is not None:
            self._total(sheet.total, columns)
        for line in sheet.after:
            self._problem("footnote", f"第{line.number}行是表后的附注，没有读入：{line.text[:40]}", line)

    def _fields(self, lines: Sequence[Line]) -> None:
        headings = _FIELDS if self._owner.number is not None else _DEPARTMENT_FIELDS
        known = {*headings, *wordings.YEAR, *IGNORED, *said.CAPTIONS}
        seen: set[str] = set()
        for line in lines:
            pieces = list(line.filled)
            unread = []
            for index, piece in enumerate(pieces):
                base = said.plain(piece.base)
                following = pieces[index + 1] if index + 1 < len(pieces) else None
                has_value = following is not None and said.plain(following.base) not in known
                value = (
                    following.found() if following and has_value else Found("", "", line.at(piece.column + 1))
                )
                if base in IGNORED:
                    self._left_out(piece.text, base, line)
                elif base in headings and base not in seen:
                    seen.add(base)
                    self._field(headings[base], piece.text, value)
                elif base in wordings.YEAR:
                    self._year(piece, value)
                elif unit_stated(piece.text):
                    continue
                elif base not in known and (index == 0 or said.plain(pieces[index - 1].base) not in known):
                    unread.append(piece.text)
            if unread:
                self._problem(
                    "row_not_read", f"第{line.number}行有内容没有读懂：{' '.join(unread)[:40]}", line
                )

    def _field(self, name: str, label: str, value: Found) -> None:
        block = self._owner.block(Block.BODY)
        address = self._owner.field(name)
        if self._collector.has(address):
            return
        self._collector.add(address, block=block, label=label, kind=CellKind.TEXT, found=value)
        if name == "department" and value.text:
            infer_body(value, "取自“主管部门”一栏", self._collector)

    def _year(self, label: Piece, value: Found) -> None:
        if not self._collector.has("head.year"):
            self._collector.add(
                "head.year", block=Block.HEAD, label=label.text, kind=CellKind.YEAR, found=value
            )

    def _left_out(self, label: str, base: str, line: Line) -> None:
        why = "属于个人信息" if base in said.PERSONAL else "与绩效检查无关"
        self._problem("field_left_out", f"“{label}”一栏{why}，没有读入。", line)

    def _money(self, lines: Sequence[Line], unit: MoneyUnit | None) -> None:
        cells = read_money(lines, fields=self._owner.money_fields, unit=unit, collector=self._collector)
        for cell in cells:
            is_points = cell.kind in (CellKind.POINTS, CellKind.TARGET)
            address = self._owner.points(cell.name) if is_points else self._owner.amount(cell.name)
            block = self._owner.block(Block.TOTALS)
            self._collector.add(address, block=block, label=cell.label, kind=cell.kind, found=cell.found)
        if not cells:
            self._collector.problem("block_missing", f"{self._name()}没有找到资金一栏，请核对后补填。")

    def _goals(self, sheet: ProjectSheet) -> None:
        found = read_goals(sheet.goals)
        if not sheet.goals:
            self._collector.problem("block_missing", f"{self._name()}没有找到绩效目标一栏，请核对后补填。")
        elif "goal" not in found:
            found["goal"] = Found("", "", sheet.goals[0].at(1))
        for name, label in _GOAL_LABELS.items():
            if name in found:
                block = self._owner.block(Block.GOALS)
                self._collector.add(
                    self._owner.goal(name),
                    block=block,
                    label=label,
                    kind=CellKind.LONG_TEXT,
                    found=found[name],
                )

    def _indicators(self, sheet: ProjectSheet) -> IndicatorColumns | None:
        block = self._owner.block(Block.INDICATORS)
        columns = sheet.heading and read_tree(
            sheet.indicators,
            head=sheet.heading,
            collector=self._collector,
            owner=self._owner.prefix,
            block=block,
        )
        if not columns:
            self._collector.problem(
                "block_missing", f"{self._name()}没有找到“绩效指标”的表头，指标没有读入，请手工补录。"
            )
            return None
        return columns

    def _execution(self, line: Line, columns: IndicatorColumns) -> None:
        """The row of execution among the indicators; what the money above says already is not read twice."""
        at = {column.position: column for column in columns.values if column.field in _EXECUTION}
        for piece in line.filled:
            column = at.get(piece.column)
            if column is None:
                continue
            name = _EXECUTION[column.field]
            address = self._owner.points(name)
            before = next((cell for cell in self._collector.cells if cell.address == address), None)
            if before is None:
                kind = CellKind.TARGET if name == "rate" else CellKind.POINTS
                block = self._owner.block(Block.TOTALS)
                label = f"预算执行：{column.label}"
                self._collector.add(address, block=block, label=label, kind=kind, found=piece.found())
            elif before.text.rstrip("分") != piece.text.rstrip("分"):
                message = f"预算执行的“{column.label}”在资金一栏是“{before.text}”，在指标一栏是“{piece.text}”，请核对。"
                self._problem("points_differ", message, line)

    def _total(self, line: Line, columns: IndicatorColumns) -> None:
        """The row 总分: two numbers are weight and score, one goes by its column."""
        numbers = [piece for piece in line.filled if is_points(piece)]
        at = {
            column.position: column.field for column in columns.values if column.field in ("weight", "score")
        }
        by_field = {at[piece.column]: piece.found() for piece in numbers if piece.column in at}
        if len(numbers) > len(by_field):
            note = "不在表头对应的列里，请核对"
            names = ("weight", "score") if len(numbers) > 1 else ("score",)
            by_field = {
                name: piece.found().doubted(confidence=UNSURE, note=note)
                for name, piece in zip(names, numbers, strict=False)
            }
        for name, found in by_field.items():
            self._collector.add(
                self._owner.points(f"total_{name}"),
                block=self._owner.block(Block.TOTALS),
                label=f"总分：{'分值' if name == 'weight' else '得分'}",
                kind=CellKind.POINTS,
                found=found,
            )

    def _name(self) -> str:
        return f"第{self._owner.number}个项目" if self._owner.number is not None else ""

    def _problem(self, code: str, message: str, line: Line) -> None:
        self._collector.problem(code, message, place=line.filled[0].place)
