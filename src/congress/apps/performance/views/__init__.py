"""Pages of performance: read the request, make one call, choose one template."""

from congress.apps.performance.views.bringing_in import bring_in, import_progress
from congress.apps.performance.views.cells import cell, confirm, leave_cell, undo
from congress.apps.performance.views.comparing import compare, compare_file, compare_row, judge
from congress.apps.performance.views.deciding import adopt, decide, findings, undo_decision
from congress.apps.performance.views.desk import (
    confirm_block,
    copy_section,
    section,
    source_rows,
    table_print,
)
from congress.apps.performance.views.editing import (
    add_row,
    adjust,
    merge_cells,
    merge_rows,
    move_row,
    remove_row,
    shift_cells,
    split_cell,
)
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
    "adopt",
    "add_row",
    "adjust",
    "approve",
    "bring_in",
    "cell",
    "close_correction",
    "compare",
    "compare_file",
    "compare_row",
    "confirm",
    "confirm_block",
    "copy_section",
    "decide",
    "findings",
    "import_progress",
    "issue",
    "judge",
    "leave_cell",
    "merge_cells",
    "merge_rows",
    "move_row",
    "opening",
    "publication_data",
    "publication_file",
    "publication_page",
    "publication_schema",
    "publish",
    "published_list",
    "recall",
    "remove_row",
    "reopen",
    "review",
    "section",
    "send_back",
    "set_stage",
    "shift_cells",
    "source_rows",
    "split_cell",
    "standing",
    "submit",
    "table_corrections",
    "table_data",
    "table_list",
    "table_print",
    "table_source",
    "undo",
    "undo_decision",
    "withhold",
]
