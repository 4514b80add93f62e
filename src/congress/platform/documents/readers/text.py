"""Reading plain text: one row per physical line, one cell per tab."""

from __future__ import annotations

import re

from congress.platform.documents.contracts import Place, SourceCell, SourceRow, SourceText
from congress.platform.documents.readers import encodings, refusals
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import TEXT

# Physical lines only; the other marks Python's splitlines knows may stand inside a cell.
_LINE_END = re.compile(r"\r\n|\n|\r")


def read(*, content: bytes, limits: Limits = LIMITS) -> SourceText:
    """A text file as rows. Lines with tabs that follow one another directly are one table.

    Cells keep their white space and markup. Blank lines are no rows but count. Raises RuleViolation for what
    is no text, has broken bytes, or has too many cells.
    """
    lines = _LINE_END.split(encodings.decode(content=content))
    rows: list[SourceRow] = []
    tables = 0
    cells_left = limits.cells
    previous_table_line = 0
    for line, written in enumerate(lines, start=1):
        texts = written.split("\t")
        if len(texts) == 1 and not written.strip():
            continue
        cells_left -= len(texts)
        if cells_left < 0:
            raise refusals.too_many_cells(limit=limits.cells)
        cells = tuple(SourceCell(Place(line, column), text) for column, text in enumerate(texts, start=1))
        if len(texts) == 1:
            rows.append(SourceRow(line, cells))
            continue
        if previous_table_line != line - 1 or tables == 0:
            tables += 1
        previous_table_line = line
        rows.append(SourceRow(line, cells, table=tables))
    return SourceText(TEXT, tuple(rows))
