"""Reading for pages, jobs and commands. Every read for a person goes through `visible`."""

from congress.apps.performance.selectors.cells import (
    StoredCell,
    assembled,
    assembled_from,
    cell_drafts,
    doubtful_cells,
    outline_of,
    position_in_part,
    row_cells,
    search_entry,
    stored_cell,
    stored_cells,
    title_of,
    words_of,
)
from congress.apps.performance.selectors.comparing import (
    asked_columns,
    offered,
    row_of,
    side_by_side,
)
from congress.apps.performance.selectors.deadlines import last_day_of
from congress.apps.performance.selectors.findings import (
    findings_of,
    keyed_findings,
    proposed_changes,
    stage_of,
    standing_decisions,
    to_publish,
    with_fields,
)
from congress.apps.performance.selectors.imports import Twin, own_imports, twin_of
from congress.apps.performance.selectors.opening import Opening, opening_of
from congress.apps.performance.selectors.publications import (
    publication_and_versions,
    publication_for,
    published,
    published_now,
)
from congress.apps.performance.selectors.reviewing import (
    CellStanding,
    Review,
    Standing,
    cell_standing,
    corrections_of,
    correctors_of,
    review_of,
    standing_of,
)
from congress.apps.performance.selectors.rows import RowStanding, row_standing
from congress.apps.performance.selectors.sources import source_of
from congress.apps.performance.selectors.tables import (
    bodies_to_prepare,
    publishing_trouble,
    table_for,
    table_of_job,
    tables,
)

__all__ = [
    "CellStanding",
    "Opening",
    "Review",
    "RowStanding",
    "Standing",
    "StoredCell",
    "Twin",
    "asked_columns",
    "assembled",
    "assembled_from",
    "bodies_to_prepare",
    "cell_drafts",
    "cell_standing",
    "corrections_of",
    "correctors_of",
    "doubtful_cells",
    "findings_of",
    "keyed_findings",
    "last_day_of",
    "offered",
    "opening_of",
    "outline_of",
    "own_imports",
    "position_in_part",
    "proposed_changes",
    "publication_and_versions",
    "publication_for",
    "published",
    "published_now",
    "publishing_trouble",
    "review_of",
    "row_cells",
    "row_of",
    "row_standing",
    "search_entry",
    "side_by_side",
    "source_of",
    "stage_of",
    "standing_decisions",
    "standing_of",
    "stored_cell",
    "stored_cells",
    "table_for",
    "table_of_job",
    "tables",
    "title_of",
    "to_publish",
    "twin_of",
    "with_fields",
    "words_of",
]
