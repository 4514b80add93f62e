"""The source of a table as rows, for the side of the review screen that shows what was written."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from congress.apps.performance.domain.next_year import last_year_as_source
from congress.apps.performance.models import TargetTable
from congress.apps.performance.selectors.cells import stored_cells
from congress.platform.documents.api import content_of, read_source
from congress.platform.documents.contracts import SourceText

REMEMBERED = 8


def source_of(table: TargetTable) -> SourceText:
    """The source as rows; last year's table where this one was written on it. Raises `RuleViolation` when it cannot
    be read (any more).

    Access has been asked about the table. A file never changes, so the last few are remembered: reading a PDF anew
    for every correction would take longer than everything else.
    """
    if table.source is None and table.drafted_from is not None:
        cells = [each.cell for each in stored_cells(table.drafted_from)]
        return last_year_as_source(cells=cells, year=table.drafted_from.year)
    return _read(table.source)


@lru_cache(maxsize=REMEMBERED)
def _read(file: Any) -> SourceText:  # a handle of documents, whose tables do not come through its door
    return read_source(content=content_of(file), media_type=file.media_type)
