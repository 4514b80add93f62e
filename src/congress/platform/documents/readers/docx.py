"""Reading Word documents: paragraphs and tables in the order of the body, straight from the package."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.platform.documents.readers import packages, refusals
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.markup import parse_xml
from congress.platform.documents.readers.media_types import DOCX, title_of
from congress.platform.documents.readers.paragraphs import Findings, local_name, text_boxes, text_of_paragraph
from congress.platform.documents.readers.spans import CellBudget

MAIN_PART = re.compile(r"wordprocessingml\.(document|template)\.main\+xml$")
USUAL_MAIN_PART = "word/document.xml"
# Wrappers that are not seen on the page: content controls, custom XML, insertions.
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
)
# What counts of all that rows and cells say of themselves.
_PROPERTIES = frozenset({"gridBefore", "gridSpan", "vMerge", "del"})
_MOST_COLUMNS = 1000


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
    """A DOCX file as rows: paragraphs as running text, tables as grids, in the order of the body.

    A merged cell is read once, where it begins (`SourceCell.origin`); a nested table follows the row that
    holds it (`SourceRow.within`); a text box follows its paragraph. Tracked changes are read as if accepted.
    Headers, footers, notes, comments and pictures are left out. Nothing outside the package is touched.
    """
    kind = title_of(media_type=DOCX)
    with packages.opened(source=io.BytesIO(content), size_bytes=len(content), limits=limits) as package:
        name = packages.main_part(package=package, content_type=MAIN_PART, usual=USUAL_MAIN_PART)
        if name is None:
            raise refusals.broken(kind=kind)
        root = parse_xml(content=package.read(name=name, kind=kind), kind=kind)
    story = next((element for element in root if local_name(element) == "body"), None)
    if story is None:
        raise refusals.broken(kind=kind)
    body = _Body(CellBudget(limits.cells))
    _read_blocks(body, story)
    return SourceText(DOCX, tuple(body.rows), body.findings.sentences())


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """Children as the page shows them: wrappers opened, of alternatives the first."""
    for child in parent:
        if local_name(child) in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _read_blocks(body: _Body, story: etree._Element) -> None:
    for block in _unwrapped(story):
        name = local_name(block)
        if name == "p":
            _read_paragraph(body, block)
        elif name == "tbl":
            _read_table(body, block, None)


def _read_paragraph(body: _Body, paragraph: etree._Element) -> None:
    """Running text: a row for each line; blank ones only count."""
    for text in text_of_paragraph(paragraph=paragraph, findings=body.findings).split("\n"):
        line = body.next_line()
        if text.strip():
            body.budget.spend(cells=1)
            body.rows.append(SourceRow(line, (SourceCell(Place(line, 1), text),)))
    for box in text_boxes(paragraph=paragraph):
        _read_blocks(body, box)


def _read_table(body: _Body, table: etree._Element, within: Place | None) -> None:
    body.table_count += 1
    number = body.table_count
    origins: dict[int, Place] = {}
    for row in _unwrapped(table):
        if local_name(row) != "tr":
            continue
        properties = _properties(row, "trPr")
        if "del" in properties:
            body.findings.has_changes = True
            continue
        nested: list[tuple[etree._Element, Place]] = []
        line = body.next_line()
        cells = _read_row(body, row, line, _span(properties.get("gridBefore"), least=0), origins, nested)
        body.rows.append(SourceRow(line, tuple(cells), table=number, within=within))
        for inner, place in nested:
            _read_table(body, inner, place)


def _read_row(
    body: _Body,
    row: etree._Element,
    line: int,
    blank: int,
    origins: dict[int, Place],
    nested: list[tuple[etree._Element, Place]],
) -> list[SourceCell]:
    """The cells of one row on the grid; `origins` remembers per column where a vertical merge began."""
    cells = [SourceCell(Place(line, column), "") for column in range(1, blank + 1)]
    for element in _unwrapped(row):
        if local_name(element) != "tc":
            continue
        properties = _properties(element, "tcPr")
        span = _span(properties.get("gridSpan"), least=1)
        body.budget.spend(cells=span)
        place = Place(line, len(cells) + 1)
        merge = properties.get("vMerge")
        above = origins.get(place.column)
        if merge == "continue" and above is not None:
            origin = above
            cells.append(SourceCell(place, "", above))
        else:
            origin = place
            cells.append(SourceCell(place, _read_cell(body, element, place, nested)))
            origins.pop(place.column, None)
            if merge is not None:
                origins[place.column] = place
        cells += [SourceCell(Place(line, place.column + further), "", origin) for further in range(1, span)]
    body.budget.spend(cells=blank)
    return cells


def _read_cell(
    body: _Body, cell: etree._Element, place: Place, nested: list[tuple[etree._Element, Place]]
) -> str:
    """A cell's own text, a line per paragraph; its tables are kept for later, text boxes read in place."""
    texts: list[str] = []
    for block in _unwrapped(cell):
        name = local_name(block)
        if name == "p":
            texts.append(text_of_paragraph(paragraph=block, findings=body.findings))
            for box in text_boxes(paragraph=block):
                texts.append(_read_cell(body, box, place, nested))
        elif name == "tbl":
            nested.append((block, place))
    return "\n".join(texts).strip("\n")


def _properties(element: etree._Element, name: str) -> dict[str, str]:
    """What a row or cell says of itself, by local name; a merge without value continues the one above."""
    found = {}
    for child in element:
        if local_name(child) == name:
            for setting in child:
                if (said := local_name(setting)) in _PROPERTIES:
                    found[said] = packages.text_of(element=setting, name="val")
            break
    if found.get("vMerge") == "":
        found["vMerge"] = "continue"
    return found


def _span(written: str | None, *, least: int) -> int:
    if written is None or not written.isascii() or not written.isdigit():
        return least
    return min(max(int(written[:6]), least), _MOST_COLUMNS)
