"""The pure heart of performance targets: reading, typing, checking and laying out disclosed tables.

`read_disclosure` turns a source into cells, `assemble` cells into a typed table, `check` finds what is wrong,
`to_json`, `official_layout` and `as_source_text` hand the table on.
"""

from __future__ import annotations

from congress.apps.performance.domain.amounts import Amount, format_amount, parse_amount
from congress.apps.performance.domain.assembly import assemble, goals_of
from congress.apps.performance.domain.cells import (
    Block,
    CellKind,
    CellState,
    Problem,
    ReadCell,
    Reading,
    state_of,
)
from congress.apps.performance.domain.checks import Remedy, check, remedy
from congress.apps.performance.domain.checks.findings import Finding, Proposal
from congress.apps.performance.domain.detection import NotUnderstood
from congress.apps.performance.domain.disclosures import read_disclosure
from congress.apps.performance.domain.exporting import to_json
from congress.apps.performance.domain.forms import FORMS, Form
from congress.apps.performance.domain.layout import as_source_text, official_layout
from congress.apps.performance.domain.layout_parts import Layout, LayoutBlock, LayoutCell
from congress.apps.performance.domain.table import (
    Entry,
    Goal,
    Indicator,
    MoneyLines,
    PerformanceTable,
    Stage,
    Task,
    Totals,
    Unread,
)
from congress.apps.performance.domain.targets import Operator, Target, format_target, parse_target

__all__ = [
    "FORMS",
    "Amount",
    "Block",
    "CellKind",
    "CellState",
    "Entry",
    "Finding",
    "Form",
    "Goal",
    "Indicator",
    "Layout",
    "LayoutBlock",
    "LayoutCell",
    "MoneyLines",
    "NotUnderstood",
    "Operator",
    "PerformanceTable",
    "Problem",
    "Proposal",
    "ReadCell",
    "Reading",
    "Remedy",
    "Stage",
    "Target",
    "Task",
    "Totals",
    "Unread",
    "as_source_text",
    "assemble",
    "check",
    "format_amount",
    "format_target",
    "goals_of",
    "official_layout",
    "parse_amount",
    "parse_target",
    "read_disclosure",
    "remedy",
    "state_of",
    "to_json",
]
