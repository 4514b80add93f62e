"""Collection rounds (填报轮次): which rows are asked for, what may be answered, what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from congress.apps.performance.domain.cells import (
    AS_WRITTEN,
    Block,
    CellKind,
    CellState,
    ReadCell,
    state_of,
)
from congress.apps.performance.domain.table import Indicator, PerformanceTable
from congress.apps.performance.domain.targets import Operator, Target, is_met, parse_target
from congress.platform.documents.contracts import Place
from congress.standards.errors import RuleViolation
from congress.standards.values.written import shown

LONGEST_VALUE = 200
LONGEST_NOTE = 1000


class RoundKind(StrEnum):
    """What a round asks for."""

    TARGETS = "targets"
    ACTUALS = "actuals"

    @property
    def label(self) -> str:
        """The kind as screens name it."""
        return {"targets": "征集指标值", "actuals": "填报完成情况"}[self.value]

    @property
    def value_label(self) -> str:
        """What stands over the column of answers."""
        return {"targets": "指标值", "actuals": "实际完成值"}[self.value]

    @property
    def note_label(self) -> str:
        """What stands over the column of remarks."""
        return {"targets": "测算依据", "actuals": "未完成原因或说明"}[self.value]

    @property
    def cell_field(self) -> str:
        """The field of the indicator's row that an answer goes into."""
        return {"targets": "annual", "actuals": "actual"}[self.value]


class RoundState(StrEnum):
    """Where a round stands: the office divides the rows, units fill, the round is over."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state as screens name it."""
        return {"preparing": "分工中", "open": "填报中", "closed": "已结束"}[self.value]

    @property
    def tone(self) -> str:
        """The tone of its mark."""
        return {"preparing": "neutral", "open": "info", "closed": "good"}[self.value]


class UnitState(StrEnum):
    """Where one unit's part stands. Overdue (逾期) is no state: it is one of the first two after the last day."""

    WAITING = "waiting"
    RETURNED = "returned"
    REPORTED = "reported"
    ADOPTED = "adopted"

    @property
    def label(self) -> str:
        """The state as screens name it."""
        return {"waiting": "未报", "returned": "退回", "reported": "已报", "adopted": "已采用"}[self.value]

    @property
    def tone(self) -> str:
        """The tone of its mark."""
        return {"waiting": "neutral", "returned": "warn", "reported": "info", "adopted": "good"}[self.value]


FILLABLE = frozenset({UnitState.WAITING, UnitState.RETURNED})


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One indicator as a round asks for it: its number in the table (1.2.3), its address, and what was promised."""

    number: str
    address: str
    group: str
    level1: str
    level2: str
    name: str
    target: str
    project: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit wrote into one row, both texts as typed."""

    value: str
    note: str


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with its answer and the count of its evidence, as gaps are looked for in it."""

    id: UUID
    number: str
    name: str
    group: str
    target: str
    value: str
    note: str
    evidence: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing in a row, as a sentence. One that is not `must` may be explained instead of mended."""

    row: UUID
    number: str
    name: str
    message: str
    must: bool


class RowsRefused(RuleViolation):
    """Some rows of what was handed in are wrong; nothing was stored. `rows` holds a sentence for each, by row id."""

    rows: Mapping[UUID, str]

    @classmethod
    def of(cls, rows: Mapping[UUID, str]) -> RowsRefused:
        """The refusal of these rows."""
        refusal = cls(
            "performance.rows_refused",
            f"有 {len(rows)} 行填写有误，什么都没有保存。请按每一行下面的提示改好，再保存。",
        )
        refusal.rows = rows
        return refusal


def asked_rows(*, table: PerformanceTable) -> tuple[AskedRow, ...]:
    """Every indicator of a table in order, numbered by level-1, level-2 and place: 1.2.3.

    The rows of a project carry its number in front: 项目2-1.1.1.
    """
    rows = list(_numbered(table.indicators, prefix="", project=""))
    for project in table.projects:
        rows += _numbered(
            project.indicators, prefix=f"项目{project.number}-", project=_one_line(project.name.text)
        )
    return tuple(rows)


def _numbered(indicators: Iterable[Indicator], *, prefix: str, project: str) -> Iterable[AskedRow]:
    first: dict[str, int] = {}
    second: dict[tuple[str, str], int] = {}
    third: dict[tuple[str, str], int] = {}
    above1 = above2 = ""
    for row in indicators:
        # A label that is left blank is the one above, as forms print merged cells.
        level1 = _one_line(row.level1.text) or above1
        level2 = _one_line(row.level2.text) or (above2 if level1 == above1 else "")
        above1, above2 = level1, level2
        one = first.setdefault(level1, len(first) + 1)
        pair = (level1, level2)
        two = second.setdefault(pair, sum(known == level1 for known, _ in second) + 1)
        third[pair] = third.get(pair, 0) + 1
        yield AskedRow(
            number=f"{prefix}{one}.{two}.{third[pair]}",
            address=row.row,
            group=row.group or "",
            level1=level1,
            level2=level2,
            name=_one_line(row.name.text),
            target=row.annual.text or row.period.text,
            project=project,
        )


def require_answer(*, kind: RoundKind, target: str, answer: Answer) -> None:
    """Raise `RuleViolation` when an answer cannot be held against its row. Blank is no fault before reporting."""
    if len(answer.value) > LONGEST_VALUE:
        raise _wrong("performance.value_too_long", f"内容太长，请控制在 {LONGEST_VALUE} 个字以内。", "value")
    if len(answer.note) > LONGEST_NOTE:
        raise _wrong("performance.note_too_long", f"说明太长，请控制在 {LONGEST_NOTE:,} 个字以内。", "note")
    if kind is RoundKind.TARGETS or state_of(text=answer.value) is not CellState.VALUE:
        return
    promised = _target_of(target)
    if promised is None:
        return
    complaint = _mismatch(promised, parse_target(answer.value), answer.value)
    if complaint:
        raise _wrong("performance.value_does_not_fit", complaint, "value")


def _mismatch(target: Target, actual: Target, text: str) -> str:
    said = shown(text)
    if target.operator is Operator.BOOLEAN:
        return "" if actual.operator is Operator.BOOLEAN else f"这一行请填“是”或“否”，您填的是“{said}”。"
    if target.operator is Operator.DEADLINE:
        return "" if actual.day else f"这一行请填日期，如“2026年11月30日”，您填的是“{said}”。"
    if target.low is None:
        return ""
    if not actual.is_number or actual.operator is not Operator.NONE:
        sample = f"{target.low:f}{target.unit}"
        return f"目标是“{target.raw}”，这里请只填一个实际数，如“{sample}”，您填的是“{said}”。"
    if "%" in target.unit and actual.unit != target.unit:
        return f"目标是百分数“{target.raw}”，请填百分数，如“{actual.low:f}%”。"
    if actual.unit and actual.unit != target.unit and target.unit:
        return f"单位和目标不一致：目标的单位是“{target.unit}”，您填的是“{actual.unit}”。"
    return ""


def is_missed(*, group: str, target: str, value: str) -> bool:
    """Whether an actual value falls short of its target. What nobody can judge is not missed."""
    promised, actual = _target_of(target), _target_of(value)
    if promised is None or actual is None:
        return False
    # A bare number under cost may be a ceiling as well as an aim.
    if group.startswith(("cost", "output.cost")) and promised.operator is Operator.NONE:
        return False
    return is_met(target=promised, actual=actual) is False


def gaps_of(*, kind: RoundKind, rows: Iterable[FilledRow]) -> tuple[Gap, ...]:
    """What is missing before a unit reports: a value, the reason of a miss, evidence; row by row."""
    return tuple(gap for row in rows for gap in _gaps(kind, row))


def _gaps(kind: RoundKind, row: FilledRow) -> Iterable[Gap]:
    def gap(message: str, *, must: bool) -> Gap:
        return Gap(row.id, row.number, row.name, message, must)

    match state_of(text=row.value):
        case CellState.BLANK:
            yield gap("还没有填写。确实没有的，请填“不适用”并写明原因。", must=True)
            return
        case CellState.NOT_APPLICABLE:
            if not row.note.strip():
                yield gap("填了“不适用”，请写明原因。", must=True)
            return
    if kind is RoundKind.TARGETS:
        return
    if is_missed(group=row.group, target=row.target, value=row.value) and not row.note.strip():
        yield gap(f"没有达到目标“{row.target}”，请写明原因。", must=True)
    if not row.evidence:
        yield gap("还没有佐证材料。", must=False)


def require_reportable(*, gaps: Iterable[Gap], note: str) -> None:
    """Raise unless a unit's part may be reported: what must be mended is, and the rest is explained in `note`."""
    gaps = list(gaps)
    must = [each for each in gaps if each.must]
    if must:
        first = must[0]
        raise RuleViolation(
            "performance.gaps_left",
            f"还有 {len(must)} 处没有填完，不能报送。例如 {first.number}“{first.name}”：{first.message}",
        )
    if gaps and not note.strip():
        raise RuleViolation(
            "performance.evidence_missing",
            f"还有 {len(gaps)} 行没有佐证材料。请补传，或在“报送说明”中写明原因，再报送。",
            field="note",
        )


def require_round_open(*, state: RoundState) -> None:
    """Raise unless units may fill and the office may act on what they reported."""
    if state is RoundState.PREPARING:
        raise RuleViolation("performance.round_not_sent", "这一轮填报还没有发出，请等组织单位发出后再办理。")
    if state is RoundState.CLOSED:
        raise RuleViolation(
            "performance.round_closed", "这一轮填报已经结束，不能再修改。确需修改的，请联系组织填报的单位。"
        )


def require_round_preparing(*, state: RoundState) -> None:
    """Raise unless the round may still be arranged freely."""
    if state is not RoundState.PREPARING:
        raise RuleViolation(
            "performance.round_sent", f"这一轮目前是“{state.label}”，发出以后不能这样改。请刷新页面查看。"
        )


def require_fillable(*, state: UnitState) -> None:
    """Raise unless a unit may change its part now."""
    if state not in FILLABLE:
        raise RuleViolation(
            "performance.already_reported",
            f"本单位目前是“{state.label}”，不能再修改。需要修改的，请联系组织填报的单位退回。",
        )


def answered(address: str, *, text: str, kind: CellKind, order: int) -> ReadCell:
    """An answer as a cell of a table whose form has none for it."""
    return ReadCell(
        address=address,
        block=Block.PROJECTS if address.startswith("projects.") else Block.INDICATORS,
        order=order,
        label="",
        kind=kind,
        raw="",
        text=text,
        state=state_of(text=text),
        place=Place(0, 0),
        confidence=AS_WRITTEN,
    )


def day_in_words(day: date) -> str:
    """A day as sentences name it: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def is_overdue(*, state: UnitState, due: date, today: date) -> bool:
    """Whether a unit has not reported although its last day is over."""
    return state in FILLABLE and today > due


def _target_of(text: str) -> Target | None:
    return parse_target(text) if state_of(text=text) is CellState.VALUE else None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _wrong(code: str, message: str, field: str) -> RuleViolation:
    return RuleViolation(code, message, field=field)
