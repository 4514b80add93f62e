"""The business acts of performance, one function each."""

from congress.apps.performance.services.comparing import judge_rows, withdraw_judgement
from congress.apps.performance.services.correcting import (
    confirm_block,
    confirm_cell,
    correct_cell,
    correct_cells,
    undo_correction,
)
from congress.apps.performance.services.deciding import decide_finding, undo_decision
from congress.apps.performance.services.evaluating import draft_self_evaluation, record_scores
from congress.apps.performance.services.evidence import attach_evidence, remove_evidence
from congress.apps.performance.services.filling import fill_rows, recall_report, report_unit
from congress.apps.performance.services.issuing import issue_table, publish_table, withhold_table
from congress.apps.performance.services.library import (
    add_library_indicator,
    change_library_indicator,
    retire_library_indicator,
)
from congress.apps.performance.services.measuring import bind_measure, take_measure, unbind_measure
from congress.apps.performance.services.opening import set_opening, set_stage
from congress.apps.performance.services.overseeing import (
    adopt_report,
    extend_deadline,
    return_report,
    urge_units,
)
from congress.apps.performance.services.publishing import record_publication
from congress.apps.performance.services.receiving import (
    abandon_table,
    open_table,
    receive_file,
    record_cells,
    record_table,
)
from congress.apps.performance.services.reopening import close_correction, reopen_table
from congress.apps.performance.services.reviewing import (
    approve_table,
    recall_table,
    return_table,
    submit_table,
)
from congress.apps.performance.services.rounds import (
    assign_rows,
    change_contact,
    close_round,
    invite_units,
    open_round,
    remove_unit,
    send_round,
)
from congress.apps.performance.services.rows import (
    add_row,
    merge_cells,
    merge_rows,
    move_row,
    remove_row,
    shift_cells,
    split_cell,
)
from congress.apps.performance.services.telling import tell_failed_import, tell_preparer
from congress.apps.performance.services.writing import draft_next_year

__all__ = [
    "abandon_table",
    "bind_measure",
    "draft_self_evaluation",
    "record_scores",
    "take_measure",
    "unbind_measure",
    "add_library_indicator",
    "add_row",
    "adopt_report",
    "approve_table",
    "assign_rows",
    "attach_evidence",
    "change_contact",
    "change_library_indicator",
    "close_correction",
    "close_round",
    "confirm_block",
    "confirm_cell",
    "correct_cell",
    "correct_cells",
    "decide_finding",
    "draft_next_year",
    "extend_deadline",
    "fill_rows",
    "invite_units",
    "issue_table",
    "judge_rows",
    "merge_cells",
    "merge_rows",
    "move_row",
    "open_round",
    "open_table",
    "publish_table",
    "recall_report",
    "recall_table",
    "receive_file",
    "record_cells",
    "record_publication",
    "record_table",
    "remove_evidence",
    "remove_row",
    "remove_unit",
    "reopen_table",
    "report_unit",
    "retire_library_indicator",
    "return_report",
    "return_table",
    "send_round",
    "set_opening",
    "set_stage",
    "shift_cells",
    "split_cell",
    "submit_table",
    "tell_failed_import",
    "tell_preparer",
    "undo_correction",
    "undo_decision",
    "urge_units",
    "withdraw_judgement",
    "withhold_table",
]
