"""Pages of performance: read the request, make one call, choose one template."""

from congress.apps.performance.views.bringing_in import bring_in, import_progress
from congress.apps.performance.views.cells import cell, confirm, undo
from congress.apps.performance.views.moves import approve, publish, send_back, submit
from congress.apps.performance.views.published import publication_data, publication_page, published_list
from congress.apps.performance.views.tables import review, table_data, table_list

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
    "review",
    "send_back",
    "submit",
    "table_data",
    "table_list",
    "undo",
]
