"""Reading plain text: one row per physical line, one cell per tab."""

from __future__ import annotations

import re

from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.platform.documents.readers import commas, encodings, refusals
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import TEXT

# Physical lines only; the other marks Python's splitlines knows may stand inside a cell.
_LINE_END = re.compile(r"\r\n|\n|\r")


def read(*, content: bytes, limits: Limits = LIMITS) -> SourceText:
    """A text file as rows. Lines with tabs that follow one another directly are one table.

    So is a text in which every line has the same number of commas (CSV). Cells keep their white space and
    markup. Blank lines are no rows but count. Raises RuleViolation for what is no text, has broken bytes, or
    has too many cells.
    """
    text = encodings.decode(content=content)
    table = commas.records(text=text)
    written = table if table is not None else enumerate(map(_columns, _LINE_END.split(text)), start=1)
    rows: list[SourceRow] = []
    tables = 0
    cells_left = limits.cells
    previous_table_line = 0
    for line, texts in written:
        if len(texts) == 1 and not texts[0].strip():
            continue
        cells_left -= len(texts)
        if cells_left < 0:
            raise refusals.too_many_cells(limit=limits.cells)
        cells = tuple(SourceCell(Place(line, column), each) for column, each in enumerate(texts, start=1))
        if len(texts) == 1:
            rows.append(SourceRow(line, cells))
            continue
        if tables == 0 or (previous_table_line != line - 1 and table is None):
            tables += 1
        previous_table_line = line
        rows.append(SourceRow(line, cells, table=tables))
    return SourceText(TEXT, tuple(rows))


def _columns(line: str) -> list[str]:
    return line.split("\t")
