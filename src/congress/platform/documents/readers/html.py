"""Reading web pages: tables as grids, everything else as running text, nothing executed or fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.platform.documents.readers import encodings, refusals
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import HTML, title_of
from congress.platform.documents.readers.spans import CellBudget, Spreader

# fmt: off
_SKIPPED = frozenset({
    "head", "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "svg",
    "math", "canvas", "audio", "video", "select", "textarea", "button", "datalist",
})
_BREAKING = frozenset({
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul",
    "center", "dir", "menu",
})
# fmt: on
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"\s*\+?(\d{1,6})")
# The most that browsers honour.
_MOST_COLUMNS = 1000
_MOST_ROWS = 65534
_BREAK = "\n"


@dataclass(slots=True)
class _Table:
    """A table being read: its number, the cell it stands in, and the row and cell now open."""

    number: int
    within: Place | None
    spreader: Spreader
    line: int | None = None
    pieces: list[str] | None = None
    spans: tuple[int, int] = (1, 1)


@dataclass(slots=True)
class _Page:
    """The state of one walk through a page."""

    budget: CellBudget
    rows: list[SourceRow] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    preformatted: int = 0
    table_count: int = 0
    line_count: int = 0
    has_hidden: bool = False

    def write(self, text: str | None) -> None:
        """Add character data where the walk now stands: the innermost open cell, or running text."""
        if text:
            self._target().append(text if self.preformatted else _SPACE.sub(" ", text))

    def break_line(self) -> None:
        """End a line: of the open cell, or of the running text, which then is a row."""
        target = self._target()
        target.append(_BREAK)
        if target is self.running:
            self.flush()

    def _target(self) -> list[str]:
        for table in reversed(self.tables):
            if table.pieces is not None:
                return table.pieces
        return self.running

    def flush(self) -> None:
        """Make rows of the running text gathered so far, one per line."""
        for text in _lines(self.running):
            self.budget.spend(cells=1)
            line = self._next_line()
            self.rows.append(SourceRow(line, (SourceCell(Place(line, 1), text),)))
        self.running.clear()

    def _next_line(self) -> int:
        self.line_count += 1
        return self.line_count

    def open_table(self) -> None:
        """Begin a table, inside the open cell if there is one."""
        self.break_line()
        holder = next((table for table in reversed(self.tables) if table.pieces is not None), None)
        within = holder.spreader.next_place() if holder else None
        self.table_count += 1
        self.tables.append(_Table(self.table_count, within, Spreader(self.budget)))

    def close_table(self) -> None:
        """End the innermost table, with what its author left open."""
        self.close_row()
        self.tables.pop()
        self.break_line()

    def open_row(self) -> None:
        """Begin a row of the innermost table."""
        self.close_row()
        table = self.tables[-1]
        table.line = self._next_line()
        table.spreader.begin_row(line=table.line)

    def close_row(self) -> None:
        """End the open row; a row without a single position is no row."""
        table = self.tables[-1]
        if table.line is None:
            return
        self.close_cell()
        cells = table.spreader.end_row()
        if cells:
            self.rows.append(SourceRow(table.line, cells, table=table.number, within=table.within))
        table.line = None

    def open_cell(self, element: etree._Element) -> None:
        """Begin a cell; its row is begun for it when the author forgot."""
        table = self.tables[-1]
        if table.line is None:
            self.open_row()
        self.close_cell()
        rowspan = _number(element.get("rowspan"))
        table.pieces = []
        table.spans = (
            min(max(_number(element.get("colspan")), 1), _MOST_COLUMNS),
            min(rowspan or _MOST_ROWS, _MOST_ROWS),
        )

    def close_cell(self) -> None:
        """End the open cell and place it."""
        table = self.tables[-1]
        if table.pieces is not None:
            colspan, rowspan = table.spans
            table.spreader.add(text=_BREAK.join(_lines(table.pieces)), colspan=colspan, rowspan=rowspan)
            table.pieces = None


def read(*, content: bytes, limits: Limits = LIMITS) -> SourceText:
    """A web page as rows, in the order of the source.

    Row and column spans are laid out on the grid (`SourceCell.origin`); a nested table is read once, as a
    table of its own whose rows follow the row that holds it (`SourceRow.within`). White space is folded as
    browsers do. Scripts, styles, forms and hidden parts are left out.
    """
    root = _parse(encodings.decode(content=content))
    page = _Page(CellBudget(limits.cells))
    walk = etree.iterwalk(root, events=("start", "end"))
    left_out = None
    for event, element in walk:
        if event == "end":
            if element is not left_out:
                _leave(page, element)
            page.write(element.tail)
        elif _is_left_out(page, element):
            walk.skip_subtree()
            left_out = element
        else:
            _enter(page, element)
            page.write(element.text)
    page.flush()
    notes = ("网页中隐藏的内容没有读入。",) if page.has_hidden else ()
    return SourceText(HTML, tuple(sorted(page.rows, key=lambda row: row.line)), notes)


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(text.encode(), parser)
    # The parser mends what browsers mend; at its depth limit it drops the rest of the page instead.
    if root is None or any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise refusals.broken(kind=title_of(media_type=HTML))
    return root


def _is_left_out(page: _Page, element: etree._Element) -> bool:
    if element.tag in _SKIPPED:
        return True
    if not element.attrib:
        return False
    if "hidden" in element.attrib or _INVISIBLE.search(element.get("style") or ""):
        page.has_hidden = page.has_hidden or bool(_has_text(element))
        return True
    return False


def _enter(page: _Page, element: etree._Element) -> None:
    tag = element.tag
    if tag == "table":
        page.open_table()
    elif page.tables and tag == "tr":
        page.open_row()
    elif page.tables and tag in _GROUPS:
        page.close_row()
        page.tables[-1].spreader.forget_hanging()
    elif page.tables and tag in _CELLS:
        page.open_cell(element)
    elif tag in _BREAKING or tag in _CELLS:
        page.break_line()
    if tag == "pre":
        page.preformatted += 1


def _leave(page: _Page, element: etree._Element) -> None:
    tag = element.tag
    if tag == "pre":
        page.preformatted -= 1
    if tag == "table":
        page.close_table()
    elif page.tables and tag == "tr":
        page.close_row()
    elif page.tables and tag in _CELLS:
        page.close_cell()
    elif tag in _BREAKING:
        page.break_line()


def _lines(pieces: list[str]) -> list[str]:
    """Lines with something on them; the spaces that markup leaves around them are dropped, others stay."""
    return [line for line in (part.strip(" \r\n\f") for part in "".join(pieces).split(_BREAK)) if line]


def _has_text(element: etree._Element) -> bool:
    return any(str(piece).strip() for piece in element.itertext())


def _number(written: str | None) -> int:
    """A span as browsers read it: leading digits, 1 when there are none."""
    match = _LEADING_NUMBER.match(written or "")
    return int(match[1]) if match else 1
