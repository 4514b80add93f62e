"""A filled workbook coming back: which row answers which indicator, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from congress.apps.performance.domain.rounds import Answer, RoundKind
from congress.platform.documents.contracts import SourceRow, SourceText
from congress.standards.errors import RuleViolation
from congress.standards.values.written import shown

_HEAD_WITHIN = 15
_NUMBER = "编号"
_NAME = "指标名称"


def columns_of(kind: RoundKind) -> tuple[str, ...]:
    """The head of the sheet: what is asked, then the two columns that are filled in."""
    return (_NUMBER, "一级指标", "二级指标", _NAME, "目标值", kind.value_label, kind.note_label)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One of the unit's rows, as the sheet must name it."""

    id: UUID
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What came back: answers by row, and for each faulty line of the sheet its number and a sentence."""

    answers: Mapping[UUID, Answer]
    lines: Mapping[UUID, int]
    faults: Sequence[tuple[int, str]]


def read_sheet(*, source: SourceText, kind: RoundKind, rows: Sequence[SheetRow]) -> ReadSheet:
    """Find the unit's rows in a sheet by their number. Raises `RuleViolation` when it is another sheet altogether.

    Lines of other units, lines whose name was changed and numbers that come twice are faults.
    """
    at, columns = _head(source, kind)
    own = {row.number: row for row in rows}
    answers: dict[UUID, Answer] = {}
    lines: dict[UUID, int] = {}
    faults: list[tuple[int, str]] = []
    page = source.rows[at].page
    for line in source.rows[at + 1 :]:
        texts = {name: _text(line, column) for name, column in columns.items()}
        if line.page != page or not any(texts.values()):
            continue
        fault = _fault(texts, own, lines)
        if fault:
            faults.append((line.line, fault))
            continue
        row = own[texts[_NUMBER]]
        answers[row.id] = Answer(texts[kind.value_label], texts[kind.note_label])
        lines[row.id] = line.line
    if not answers and not faults:
        raise RuleViolation("performance.sheet_empty", "表格里没有填报内容，请确认选对了文件。", field="file")
    return ReadSheet(answers, lines, faults)


def _fault(texts: Mapping[str, str], own: Mapping[str, SheetRow], seen: Mapping[UUID, int]) -> str:
    number = texts[_NUMBER]
    row = own.get(number)
    if row is None:
        said = shown(number) if number else "空白"
        return f"编号“{said}”不是本单位的指标。请不要增加行，也不要改编号。"
    if row.id in seen:
        return f"编号“{number}”出现了两次（前一次在第 {seen[row.id]} 行），请删去一行。"
    if _closed(texts[_NAME]) != _closed(row.name):
        return f"编号“{number}”的指标名称应为“{row.name}”，表里是“{shown(texts[_NAME])}”。请改回原来的名称。"
    return ""


def _head(source: SourceText, kind: RoundKind) -> tuple[int, dict[str, int]]:
    wanted = (_NUMBER, _NAME, kind.value_label, kind.note_label)
    for at, line in enumerate(source.rows[:_HEAD_WITHIN]):
        found = {_closed(cell.text): cell.place.column for cell in line.cells}
        if all(title in found for title in wanted):
            return at, {title: found[title] for title in wanted}
    raise RuleViolation(
        "performance.sheet_unknown",
        f"这不是这一轮的填报表：找不到“{'”“'.join(wanted)}”这几列。请重新下载填报表，填好后再上传。",
        field="file",
    )


def _text(line: SourceRow, column: int) -> str:
    return next((cell.text.strip() for cell in line.cells if cell.place.column == column), "")


def _closed(text: str) -> str:
    return "".join(text.split())
