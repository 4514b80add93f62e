"""Reading Word 97–2003 documents (DOC, and WPS files of that kind): paragraphs and tables in the order of the body."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.platform.documents.readers import compound, doc_pieces, refusals
from congress.platform.documents.readers.doc_formats import (
    CharacterFormat,
    ParagraphFormat,
    Runs,
    character_format,
    character_runs,
    paragraph_format,
    paragraph_runs,
)
from congress.platform.documents.readers.doc_pieces import Story
from congress.platform.documents.readers.doc_tables import (
    DocParagraph,
    DocTable,
    LaidCell,
    blocks,
    laid_out,
)
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import DOC, title_of
from congress.platform.documents.readers.paragraphs import Findings
from congress.platform.documents.readers.spans import CellBudget

# A character that stands for one left out, so that every other keeps its position.
_GONE = "\x00"
_MARKS = "\r\x07\x0c"
_PARAGRAPH = re.compile(f"([^{_MARKS}]*)([{_MARKS}])|([^{_MARKS}]+)")
_FIELD_MARKS = re.compile("[\x13\x14\x15]")
_NOT_A_MARK = re.compile(f"[^{_MARKS}]")
_FIXED = str.maketrans({"\x0b": "\n", "\x0e": "\n", "\x1e": "-"})
_CONTROLS = re.compile(r"[\x00-\x08\x0f-\x1f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_DEEPEST = 16
_MOST_FORMATS = 20_000


@dataclass(slots=True)
class _Body:
    """The state of one walk through a document."""

    budget: CellBudget
    rows: list[SourceRow] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    line_count: int = 0
    table_count: int = 0

    def next_line(self) -> int:
        self.line_count += 1
        return self.line_count


def read(*, content: bytes, limits: Limits = LIMITS) -> SourceText:
    """A DOC file as rows: paragraphs as running text, tables as grids, in the order of the body.

    A merged cell is read once, where it begins (`SourceCell.origin`); a nested table follows the row that
    holds it (`SourceRow.within`); text boxes come last. Tracked changes are read as if accepted. Headers,
    footers, notes, comments and pictures are left out. Raises RuleViolation for locked, older and broken files.
    """
    container = compound.opened(content=content)
    if container is None:
        raise refusals.broken(kind=title_of(media_type=DOC))
    try:
        return _read(doc_pieces.story_of(container=container), limits)
    except (struct.error, ValueError, IndexError, OverflowError) as fault:
        raise refusals.broken(kind=title_of(media_type=DOC)) from fault


def _read(story: Story, limits: Limits) -> SourceText:
    body = _Body(CellBudget(limits.cells))
    text = _seen_text(story, body.findings)
    formats = paragraph_runs(main=story.main, directory=story.paragraph_formats)
    for part in (story.body, story.text_boxes):
        for block in blocks(paragraphs=_paragraphs(story, text, part, formats, body.findings)):
            if isinstance(block, DocTable):
                _read_table(body, block, None, 1)
            else:
                _read_paragraph(body, block)
    notes = body.findings.sentences()
    if text[story.text_boxes.start : story.text_boxes.stop].strip(f"{_MARKS}{_GONE} "):
        notes += ("文本框中的文字读在全文最后，请对照原文核对位置。",)
    return SourceText(DOC, tuple(body.rows), notes)


def _seen_text(story: Story, findings: Findings) -> str:
    """All text as the page shows it, one character for each position; what is not shown is left out by name."""
    runs = character_runs(main=story.main, directory=story.character_formats)
    known: dict[bytes, CharacterFormat] = {}
    texts: list[str] = []
    for piece in story.pieces:
        done = 0
        for run in runs.within(begin=piece.at, end=piece.at + len(piece.text) * piece.width):
            if run.changes not in known:
                known[run.changes] = character_format(changes=run.changes)
            told = known[run.changes]
            if told.is_plain:
                continue
            findings.has_hidden = findings.has_hidden or told.is_hidden
            findings.has_changes = findings.has_changes or told.is_removed or told.is_inserted
            begin = max(done, (run.begin - piece.at) // piece.width)
            end = max(begin, (run.end - piece.at) // piece.width)
            shown = piece.text[begin:end]
            if told.is_hidden or told.is_removed or told.symbol:
                gone = told.is_hidden or told.is_removed
                shown = _NOT_A_MARK.sub(_GONE if gone else told.symbol or _GONE, shown)
            texts += (piece.text[done:begin], shown)
            done = begin + len(shown)
        texts.append(piece.text[done:])
    return _without_field_codes("".join(texts))


def _without_field_codes(text: str) -> str:
    """Of a field (a page number, a calculated sum) its result is shown, not its instruction."""
    if "\x13" not in text:
        return text
    pieces: list[str] = []
    instructions: list[bool] = []
    at = 0
    for mark in _FIELD_MARKS.finditer(text):
        between = text[at : mark.start()]
        pieces += [_NOT_A_MARK.sub(_GONE, between) if any(instructions) else between, _GONE]
        at = mark.end()
        if mark[0] == "\x13":
            instructions.append(True)
        elif mark[0] == "\x14" and instructions:
            instructions[-1] = False
        elif instructions:
            instructions.pop()
    return "".join([*pieces, text[at:]])


def _paragraphs(
    story: Story, text: str, part: range, formats: Runs, findings: Findings
) -> Iterator[DocParagraph]:
    """The paragraphs in this part of the text, each with its format, found where its mark is stored."""
    known: dict[bytes, ParagraphFormat] = {}
    for match in _PARAGRAPH.finditer(text, part.start, part.stop):
        written, mark = match[1] or match[3] or "", match[2] or ""
        changes = formats.at(place=story.stored_at(position=match.end() - 1))
        if changes not in known:
            if len(known) >= _MOST_FORMATS:
                raise ValueError("formats beyond reason")
            known[changes] = paragraph_format(changes=changes, data=story.data)
        told = known[changes]
        shown = _shown(written, findings)
        findings.has_numbering = findings.has_numbering or (told.is_numbered and bool(shown.strip()))
        yield DocParagraph(shown, mark, told)


def _shown(written: str, findings: Findings) -> str:
    """A paragraph without the characters that only stand for something else."""
    if written.isprintable():
        return written
    findings.has_pictures = findings.has_pictures or "\x01" in written or "\x08" in written
    findings.has_notes = findings.has_notes or "\x02" in written
    shown = _CONTROLS.sub("", written.translate(_FIXED))
    if _SURROGATES.search(shown):
        return shown.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return shown


def _read_paragraph(body: _Body, text: str) -> None:
    """Running text: a row for each line; blank ones only count."""
    for written in text.split("\n"):
        line = body.next_line()
        if written.strip():
            body.budget.spend(cells=1)
            body.rows.append(SourceRow(line, (SourceCell(Place(line, 1), written),)))


def _read_table(body: _Body, table: DocTable, within: Place | None, level: int) -> None:
    if not table.rows:
        return
    body.table_count += 1
    number = body.table_count
    origins: dict[int, Place] = {}
    for laid in laid_out(table=table):
        line = body.next_line()
        cells = _read_row(body, laid, line, origins)
        body.rows.append(SourceRow(line, tuple(cells), table=number, within=within))
        for each in laid:
            for inner in each.cell.tables if level < _DEEPEST else ():
                _read_table(body, inner, Place(line, each.column + 1), level + 1)


def _read_row(body: _Body, laid: list[LaidCell], line: int, origins: dict[int, Place]) -> list[SourceCell]:
    """The cells of one row; `origins` remembers per column where a merge over rows began."""
    cells: list[SourceCell] = []
    for each in laid:
        body.budget.spend(cells=each.column - len(cells) + each.span)
        cells += [SourceCell(Place(line, column), "") for column in range(len(cells) + 1, each.column + 1)]
        place = Place(line, each.column + 1)
        above = origins.get(place.column)
        if each.down == "continues" and above is not None:
            origin = above
            cells.append(SourceCell(place, "", above))
        else:
            origin = place
            cells.append(SourceCell(place, each.cell.text))
            origins.pop(place.column, None)
            if each.down:
                origins[place.column] = place
        cells += [SourceCell(Place(line, place.column + more), "", origin) for more in range(1, each.span)]
    return cells
