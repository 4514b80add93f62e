"""Lines: a source's rows with every cell cleaned, and page breaks noticed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from congress.apps.performance.domain.cells import (
    AS_WRITTEN,
    BLANKS_REMOVED,
    JOINED,
    MARKUP_REMOVED,
    UNSURE,
    Block,
    CellKind,
    Problem,
    ReadCell,
    Reading,
    state_of,
)
from congress.apps.performance.domain.cleaning import clean, cleaning_note, label_base, label_of
from congress.apps.performance.domain.markdown import without_bars
from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.standards.values.written import shown

_RULE = re.compile(r":?-{2,}:?")
_PAGE_NUMBER = re.compile(r"[-—–]?\s*\d{1,3}\s*[-—–]?|第\s*\d{1,3}\s*页.{0,12}")


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of text with where it was found and how surely, before it has become a cell of the form."""

    raw: str
    text: str
    place: Place
    confidence: int = AS_WRITTEN
    note: str = ""
    continued: tuple[Place, ...] = ()

    def doubted(self, *, confidence: int, note: str) -> Found:
        """Return the same with less confidence and one more remark."""
        notes = f"{self.note}；{note}" if self.note else note
        return Found(self.raw, self.text, self.place, min(self.confidence, confidence), notes, self.continued)

    def read_as(self, text: str, *, confidence: int, note: str) -> Found:
        """Return the same source with another proposal for its text."""
        return Found(self.raw, text, self.place, self.confidence, self.note, self.continued).doubted(
            confidence=confidence, note=note
        )

    def joined(self, more: Found) -> Found:
        """Put the part that stands after a page break behind this one, without a blank between."""
        unsure = bool(re.search(r"[0-9A-Za-z]$", self.text) and re.match(r"[0-9A-Za-z]", more.text))
        note = f"由第{self.place.line}行和第{more.place.line}行两段拼接（跨页断开）"
        if unsure:
            note += "，拼接处是数字或字母，请核对"
        return Found(
            f"{self.raw}\n{more.raw}",
            self.text + more.text,
            self.place,
            min(self.confidence, more.confidence),
            self.note,
            (*self.continued, more.place, *more.continued),
        ).doubted(confidence=UNSURE if unsure else JOINED, note=note)

    def stacked(self, more: Found) -> Found:
        """Put what stands in the next row of the table below this, as a paragraph of its own."""
        return Found(
            f"{self.raw}\n{more.raw}",
            f"{self.text}\n{more.text}",
            self.place,
            min(self.confidence, more.confidence),
            self.note,
            (*self.continued, more.place, *more.continued),
        ).doubted(confidence=JOINED, note=f"由第{self.place.line}行和第{more.place.line}行合成，各成一段")


@dataclass(frozen=True, slots=True)
class Piece:
    """One source cell: cleaned text, the text as labels are compared, and its column counted from 0.

    `remarks` are what was noticed before any form was known: a confidence and a sentence each. `continued` are
    the places of the further parts of a cell that a page end cut.
    """

    column: int
    place: Place
    raw: str
    text: str
    label: str
    origin: Place | None = None
    remarks: tuple[tuple[int, str], ...] = ()
    continued: tuple[Place, ...] = ()

    @property
    def base(self) -> str:
        """The label without the bracket at its end."""
        return label_base(self.label)

    def found(self) -> Found:
        """Return the piece as found text; what cleaning did is said, and what else was noticed."""
        note = cleaning_note(raw=self.raw, text=self.text)
        confidence = AS_WRITTEN
        if note:
            confidence = MARKUP_REMOVED if "<" in self.raw else BLANKS_REMOVED
        found = Found(self.raw, self.text, self.place, confidence, note, self.continued)
        for doubt, remark in self.remarks:
            found = found.doubted(confidence=doubt, note=remark)
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `filled` are its cells with text; `after_break` says that blank lines or a page end precede it.

    `within` is the cell that holds the row's table when tables are nested.
    """

    number: int
    pieces: tuple[Piece, ...]
    filled: tuple[Piece, ...]
    after_break: bool
    page: int | None = None
    within: Place | None = None

    @property
    def text(self) -> str:
        """All text of the row, for a sentence about it."""
        return " ".join(piece.text for piece in self.filled)

    @property
    def is_alone(self) -> bool:
        """Whether the row is one cell wide: running text between tables."""
        return len(self.pieces) == 1

    def at(self, column: int) -> Place:
        """The place of a column of this row, whether or not a cell stands there."""
        if 0 <= column < len(self.pieces):
            return self.pieces[column].place
        return Place(line=self.number, column=column + 1, page=self.page)

    def labels(self) -> dict[str, Piece]:
        """The row's cells by their label without brackets, the first of each."""
        found: dict[str, Piece] = {}
        for piece in self.filled:
            if piece.label:
                found.setdefault(piece.base, piece)
        return found


@dataclass(slots=True)
class Collector:
    """What a form's reader gathers: cells in reading order and problems."""

    cells: list[ReadCell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _addresses: set[str] = field(default_factory=set)

    def has(self, address: str) -> bool:
        """Whether a cell of this address was taken already."""
        return address in self._addresses

    def add(self, address: str, *, block: Block, label: str, kind: CellKind, found: Found) -> None:
        """Take a cell; whether it is a value, blank or not applicable follows from its text.

        An address is taken once: what comes again, in a row printed twice, is reported and left.
        """
        if self.has(address):
            message = f"第{found.place.line}行的“{label}”前面已经有了，这里的“{shown(found.text)}”没有读入，请核对。"
            self.problem("cell_twice", message, place=found.place)
            return
        self._addresses.add(address)
        self.cells.append(
            ReadCell(
                address=address,
                block=block,
                order=len(self.cells) + 1,
                label=label,
                kind=kind,
                raw=found.raw,
                text=found.text,
                state=state_of(text=found.text),
                place=found.place,
                confidence=found.confidence,
                note=found.note,
                continued=found.continued,
            )
        )

    def problem(self, code: str, message: str, *, place: Place | None = None) -> None:
        """Take note of something that belongs to no single cell."""
        self.problems.append(Problem(code=code, message=message, place=place))

    def reading(self, *, form: str) -> Reading:
        """Close the collection."""
        return Reading(form=form, cells=tuple(self.cells), problems=tuple(self.problems))


def lines_of(*, source: SourceText, collector: Collector) -> tuple[Line, ...]:
    """Return the rows that hold text; rules drawn with dashes are dropped and reported."""
    lines: list[Line] = []
    last: SourceRow | None = None
    broken = False
    for row in without_bars(source.rows):
        pieces = tuple(_piece(column, cell) for column, cell in enumerate(row.cells))
        filled = tuple(piece for piece in pieces if piece.text)
        broken = broken or (last is not None and (row.line > last.line + 1 or row.page != last.page))
        last = row
        if not filled:
            broken = True
        elif all(_RULE.fullmatch(piece.text) for piece in filled):
            collector.problem(
                "rule_dropped", f"第{row.line}行是排版留下的分隔线，已略去。", place=filled[0].place
            )
            broken = True
        elif len(filled) == 1 and _PAGE_NUMBER.fullmatch(filled[0].text):
            collector.problem("page_number_dropped", f"第{row.line}行是页码，已略去。", place=filled[0].place)
            broken = True
        else:
            lines.append(Line(row.line, pieces, filled, broken, row.page, row.within))
            broken = False
    return tuple(lines)


def _piece(column: int, cell: SourceCell) -> Piece:
    text = clean(cell.text)
    return Piece(column, cell.place, cell.text, text, label_of(text), cell.origin)
