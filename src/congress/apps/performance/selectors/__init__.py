"""Reading for pages, jobs and commands. Every read for a person goes through `visible`."""

from congress.apps.performance.selectors.cells import (
    StoredCell,
    assembled,
    assembled_from,
    search_entry,
    stored_cell,
    stored_cells,
    title_of,
    words_of,
)
from congress.apps.performance.selectors.imports import Twin, own_imports, twin_of
from congress.apps.performance.selectors.publications import publication_for, published
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
    "Review",
    "Standing",
    "StoredCell",
    "Twin",
    "assembled",
    "assembled_from",
    "bodies_to_prepare",
    "cell_standing",
    "corrections_of",
    "correctors_of",
    "own_imports",
    "publication_for",
    "published",
    "publishing_trouble",
    "review_of",
    "search_entry",
    "source_of",
    "standing_of",
    "stored_cell",
    "stored_cells",
    "table_for",
    "table_of_job",
    "tables",
    "title_of",
    "twin_of",
    "words_of",
]
