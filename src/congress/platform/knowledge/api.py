"""The door of knowledge: what applies in a region on a day, and the books, calendars and tables that hold it."""

from congress.platform.knowledge.contracts import Content, Known, Source
from congress.platform.knowledge.lookups import (
    MissingKnowledge,
    code_table,
    lookup,
    own_thresholds,
    rule_book,
    threshold,
    work_calendar,
)
from congress.platform.knowledge.services import add_entry, change_entry, restore_entry, retire_entry

__all__ = [
    "Content",
    "Known",
    "MissingKnowledge",
    "Source",
    "add_entry",
    "change_entry",
    "code_table",
    "lookup",
    "own_thresholds",
    "restore_entry",
    "retire_entry",
    "rule_book",
    "threshold",
    "work_calendar",
]
