"""Tables of the ground and the bases of everyone else's."""

from congress.platform.core.models.base import (
    AppendOnly,
    DataClass,
    GuardedQuerySet,
    Identified,
    Record,
    Table,
    Versioned,
    classify,
)
from congress.platform.core.models.batches import Batch, Batched, BatchRefusal
from congress.platform.core.models.doorkeeping import Cause, HeldAct
from congress.platform.core.models.work import Draft, Job, SavedView, ScheduledRun, Switch

__all__ = [
    "AppendOnly",
    "Batch",
    "BatchRefusal",
    "Batched",
    "Cause",
    "DataClass",
    "Draft",
    "GuardedQuerySet",
    "HeldAct",
    "Identified",
    "Job",
    "Record",
    "SavedView",
    "ScheduledRun",
    "Switch",
    "Table",
    "Versioned",
    "classify",
]
