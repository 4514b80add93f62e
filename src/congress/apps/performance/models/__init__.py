"""The rows of performance, one file for each thing they speak of."""

from congress.apps.performance.models.publications import Publication
from congress.apps.performance.models.tables import (
    STATES,
    Cell,
    Correction,
    Preparer,
    TargetTable,
)

__all__ = ["STATES", "Cell", "Correction", "Preparer", "Publication", "TargetTable"]
