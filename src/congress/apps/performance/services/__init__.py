"""The business acts of performance, one function each."""

from congress.apps.performance.services.correcting import confirm_cell, correct_cell, undo_correction
from congress.apps.performance.services.publishing import publish_table, record_publication
from congress.apps.performance.services.receiving import receive_file, record_table
from congress.apps.performance.services.reviewing import (
    approve_table,
    recall_table,
    return_table,
    submit_table,
)
from congress.apps.performance.services.telling import tell_failed_import, tell_preparer

__all__ = [
    "approve_table",
    "confirm_cell",
    "correct_cell",
    "publish_table",
    "recall_table",
    "receive_file",
    "record_publication",
    "record_table",
    "return_table",
    "submit_table",
    "tell_failed_import",
    "tell_preparer",
    "undo_correction",
]
