"""Project sheets: a document cut into one sheet per project, and each sheet into its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from congress.apps.performance.domain.cells import CellState, state_of
from congress.apps.performance.domain.cleaning import label_base, label_of
from congress.apps.performance.domain.forms import project_wordings as said
from congress.apps.performance.domain.forms import wordings
from congress.apps.performance.domain.lines import Collector, Line, Piece
from congress.apps.performance.domain.targets import looks_like_value

FIELDS = said.PROJECT_NAME | said.DEPARTMENT | said.UNIT | said.PERIOD | wordings.BODY_NAME | wordings.YEAR
IGNORED = said.PERSONAL | said.LEFT_OUT
_MONEY = frozenset(said.MONEY_ROWS) | said.YEAR_TOTAL | said.WHOLE_TOTAL
_GOALS = said.EXPECTED | said.ACHIEVED | said.PERIOD_GOAL | said.GOAL_CAPTIONS
_KNOWN = FIELDS | IGNORED | _MONEY | _GOALS | frozenset(said.SETTLED)
_UPPER = _KNOWN | said.CAPTIONS | wordings.TASK_AMOUNT
# Stand among a document's labels for a line that `heads_trees`, and one that `heads_packed`.
TREES = "项目名称与三级指标在同一行"
PACKED = "项目名称与绩效指标在同一行"
_PAIR = re.compile(r"((?:其中[:：])?[^:：\n]{2,24})[:：]\s*(\S.*)", re.DOTALL)
_TITLE = re.compile(
    r".*表(?:\s*[（(].*[)）])?|[（(]?\s*(?:19|20)\d\d\s*年?度?\s*[)）]?|附\s*[件表].{0,4}|.{1,12}[:：].{1,40}"
)
_TWO = 2


@dataclass(slots=True)
class ProjectSheet:
    """The lines of one sheet by part.

    `above` are its titles, `execution` the row among the indicators that scores the execution of the budget,
    `total` the row that adds all points up.
    """

    above: list[Line] = field(default_factory=list)
    fields: list[Line] = field(default_factory=list)
    money: list[Line] = field(default_factory=list)
    goals: list[Line] = field(default_factory=list)
    heading: Line | None = None
    indicators: list[Line] = field(default_factory=list)
    execution: Line | None = None
    total: Line | None = None
    after: list[Line] = field(default_factory=list)

    @property
    def last(self) -> list[Line]:
        """The part that lines were added to last, of those that end a sheet."""
        return self.after or self.indicators


def bases(line: Line) -> set[str]:
    """The labels of a line without brackets and ordering words."""
    return {said.plain(piece.base) for piece in line.filled if piece.label}


def settled(line: Line) -> list[tuple[Piece, str]]:
    """The headings of budget and execution in a line, with the field each heads."""
    found = ((piece, said.SETTLED.get(said.plain(piece.base), "")) for piece in line.filled if piece.label)
    return [(piece, name) for piece, name in found if name]


def heads_trees(line: Line) -> bool:
    """Whether a line heads projects and indicators at once: a table of many projects, not a sheet of one."""
    labels = bases(line)
    return bool(labels & said.PROJECT_NAME) and bool(labels & wordings.INDICATOR)


def heads_packed(line: Line) -> bool:
    """Whether a line heads a table of many projects whose indicators stand packed in one cell, or their goals."""
    labels = {piece.base for piece in line.filled}
    return bool(labels & said.PROJECT_NAME) and bool(
        labels & (said.PACKED | said.GOAL_CAPTIONS | said.EXPECTED)
    )


def marks(lines: Sequence[Line]) -> Iterator[str]:
    """What a document's lines tell about its form that no single label does."""
    if any(heads_trees(line) for line in joined_headings(lines)):
        yield TREES
    if any(heads_packed(line) for line in lines):
        yield PACKED


def joined_headings(lines: Sequence[Line]) -> list[Line]:
    """Make one line of a heading in two, 项目名称 … 绩效指标 above 一级指标、二级指标、三级指标."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and _is_upper_half(above) and bases(line) & wordings.INDICATOR:
            below = {piece.column for piece in line.filled}
            pieces = [*(piece for piece in above.filled if piece.column not in below), *line.filled]
            joined[-1] = replace(above, filled=tuple(sorted(pieces, key=lambda piece: piece.column)))
        else:
            joined.append(line)
    return joined


def _is_upper_half(line: Line) -> bool:
    labels = [piece for piece in line.filled if piece.label and said.plain(piece.base) in _UPPER]
    return bool(bases(line) & said.PROJECT_NAME) and len(labels) > 1 and len(labels) * 2 > len(line.filled)


def sheets_of(lines: Sequence[Line], *, anchors: frozenset[str], collector: Collector) -> list[ProjectSheet]:
    """Cut the lines into sheets, each beginning at a label of `anchors`; its titles go with it."""
    sheets: list[ProjectSheet] = []
    above: list[Line] = []
    names: list[str] = []
    for written in lines:
        line = (
            in_pairs(written)
            if not (sheets and sheets[-1].heading) or anchors & bases(in_pairs(written))
            else written
        )
        if not anchors & bases(line):
            if sheets:
                _take(line, sheets[-1], collector)
            else:
                above.append(line)
            continue
        name = _beside(line, anchors)
        if sheets and name and name == names[-1]:
            _report_repeated(line, collector)
            continue
        if sheets:
            above = _titles_at_end(sheets[-1])
        names.append(name)
        sheets.append(ProjectSheet(above=above, fields=[line]))
    return sheets


def only_sheet(lines: Sequence[Line], *, collector: Collector) -> ProjectSheet:
    """The one sheet of a document that has no label to open it: what stands above its first known label is title."""
    sheet = ProjectSheet()
    is_open = False
    for written in lines:
        line = written if sheet.heading else in_pairs(written)
        is_open = is_open or bool(bases(line) & _KNOWN) or bool(bases(line) & wordings.INDICATOR)
        if is_open:
            _take(line, sheet, collector)
        else:
            sheet.above.append(line)
    return sheet


def _beside(line: Line, anchors: frozenset[str]) -> str:
    """What stands right of the label that opens a sheet."""
    at = next(index for index, piece in enumerate(line.filled) if said.plain(piece.base) in anchors)
    return line.filled[at + 1].text if at + 1 < len(line.filled) else ""


def _titles_at_end(sheet: ProjectSheet) -> list[Line]:
    """Take from the end of a sheet the lines that head the next one."""
    titles: list[Line] = []
    while (
        sheet.last
        and all(_TITLE.fullmatch(piece.text) for piece in sheet.last[-1].filled)
        and len(sheet.last[-1].filled) <= _TWO
    ):
        titles.insert(0, sheet.last.pop())
    return titles


def _take(line: Line, sheet: ProjectSheet, collector: Collector) -> None:
    labels = bases(line)
    if labels & wordings.INDICATOR and labels & (wordings.LEVEL1 | wordings.LEVEL2):
        if sheet.heading is None:
            sheet.heading = line
        else:
            _report_repeated(line, collector)
    elif sheet.total is not None:
        sheet.after.append(line)
    elif sheet.heading is not None:
        _take_below(line, sheet)
    elif len(settled(line)) >= _TWO or labels & (said.YEAR_TOTAL | said.WHOLE_TOTAL):
        sheet.money.append(line)
    elif labels & _GOALS or sheet.goals:
        sheet.goals.append(line)
    elif labels & _MONEY or (sheet.money and not labels & (FIELDS | IGNORED)):
        sheet.money.append(line)
    else:
        sheet.fields.append(line)


def _take_below(line: Line, sheet: ProjectSheet) -> None:
    texts = [piece for piece in line.filled if not _is_side_label(piece)]
    is_total = bool(texts) and texts[0].label in said.TOTAL_POINTS
    if is_total and all(is_points(piece) or piece.label in said.TOTAL_POINTS for piece in texts[:3]):
        sheet.total = line
    elif texts and said.plain(texts[0].base) in said.EXECUTION_ROW and sheet.execution is None:
        sheet.execution = line
    else:
        sheet.indicators.append(line)


def is_points(piece: Piece) -> bool:
    """Whether a piece can stand in a column of points: a number, or that there is none."""
    return looks_like_value(piece.text) or state_of(text=piece.text) is CellState.NOT_APPLICABLE


def _is_side_label(piece: Piece) -> bool:
    return piece.column == 0 and piece.label in ("绩效指标", "年度绩效指标")


def _report_repeated(line: Line, collector: Collector) -> None:
    collector.problem(
        "heading_repeated", f"第{line.number}行是换页重复的表头，已略去。", place=line.filled[0].place
    )


def in_pairs(line: Line) -> Line:
    """Divide cells that hold label and value, 项目名称：…, as if they were two."""
    filled: list[Piece] = []
    for piece in line.filled:
        found = _PAIR.fullmatch(piece.text)
        if found and said.plain(label_base(label_of(found[1]))) in _KNOWN:
            label = label_of(found[1])
            filled.append(Piece(piece.column, piece.place, found[1], found[1], label, piece.origin))
            filled.append(
                Piece(piece.column, piece.place, found[2], found[2], label_of(found[2]), piece.origin)
            )
        else:
            filled.append(piece)
    return replace(line, filled=tuple(filled))
