"""Pages of performance: read the request, make one call, choose one template."""

from congress.apps.performance.views.bringing_in import bring_in, import_progress
from congress.apps.performance.views.cells import cell, confirm, undo
from congress.apps.performance.views.moves import approve, publish, recall, send_back, standing, submit
from congress.apps.performance.views.published import publication_data, publication_page, published_list
from congress.apps.performance.views.tables import (
    review,
    table_corrections,
    table_data,
    table_list,
    table_source,
)

__all__ = [
    "approve",
    "bring_in",
    "cell",
    "confirm",
    "import_progress",
    "publication_data",
    "publication_page",
    "publish",
    "published_list",
    "recall",
    "review",
    "send_back",
    "standing",
    "submit",
    "table_corrections",
    "table_data",
    "table_list",
    "table_source",
    "undo",
]
