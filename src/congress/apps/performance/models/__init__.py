"""The rows of performance, one file for each thing they speak of."""

from congress.apps.performance.models.comparing import RowMatch
from congress.apps.performance.models.corrections import CellChange, Correction, StepKind
from congress.apps.performance.models.decisions import Decision
from congress.apps.performance.models.library import LibraryIndicator
from congress.apps.performance.models.measuring import MeasureBinding
from congress.apps.performance.models.moves import Move
from congress.apps.performance.models.publications import Publication
from congress.apps.performance.models.rounds import Evidence, Round, RoundRow, RoundUnit
from congress.apps.performance.models.tables import (
    STATES,
    Cell,
    Preparer,
    TargetTable,
    storable,
)

__all__ = [
    "STATES",
    "Cell",
    "CellChange",
    "Correction",
    "Decision",
    "Evidence",
    "LibraryIndicator",
    "MeasureBinding",
    "Move",
    "Preparer",
    "Publication",
    "Round",
    "RoundRow",
    "RoundUnit",
    "RowMatch",
    "StepKind",
    "TargetTable",
    "storable",
]
