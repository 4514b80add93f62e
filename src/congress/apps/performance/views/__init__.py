"""Pages of performance: read the request, make one call, choose one template."""

from congress.apps.performance.views.bringing_in import bring_in, import_progress
from congress.apps.performance.views.cells import cell, confirm, undo
from congress.apps.performance.views.comparing import compare, compare_file, compare_row, judge
from congress.apps.performance.views.deciding import decide, undo_decision
from congress.apps.performance.views.moves import (
    approve,
    close_correction,
    issue,
    publish,
    recall,
    reopen,
    send_back,
    set_stage,
    standing,
    submit,
    withhold,
)
from congress.apps.performance.views.opening import opening
from congress.apps.performance.views.published import (
    publication_data,
    publication_file,
    publication_page,
    publication_schema,
    published_list,
)
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
    "close_correction",
    "compare",
    "compare_file",
    "compare_row",
    "confirm",
    "decide",
    "import_progress",
    "issue",
    "judge",
    "opening",
    "publication_data",
    "publication_file",
    "publication_page",
    "publication_schema",
    "publish",
    "published_list",
    "recall",
    "reopen",
    "review",
    "send_back",
    "set_stage",
    "standing",
    "submit",
    "table_corrections",
    "table_data",
    "table_list",
    "table_source",
    "undo",
    "undo_decision",
    "withhold",
]
