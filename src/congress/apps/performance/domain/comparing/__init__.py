"""Comparing: tables side by side, matched by meaning, with what is worth a look."""

from __future__ import annotations

from congress.apps.performance.domain.comparing.comparison import TOTAL, Comparison, compare
from congress.apps.performance.domain.comparing.matching import Match
from congress.apps.performance.domain.comparing.observations import Observation, Spot
from congress.apps.performance.domain.comparing.observing import observe
from congress.apps.performance.domain.comparing.rows import (
    Change,
    Held,
    Row,
    RowKind,
    amount_change,
    target_change,
)
from congress.apps.performance.domain.comparing.sides import Side, is_later, sides_of
from congress.apps.performance.domain.comparing.threads import Judged

__all__ = [
    "TOTAL",
    "Change",
    "Comparison",
    "Held",
    "Judged",
    "Match",
    "Observation",
    "Row",
    "RowKind",
    "Side",
    "Spot",
    "amount_change",
    "compare",
    "is_later",
    "observe",
    "sides_of",
    "target_change",
]
