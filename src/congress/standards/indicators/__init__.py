"""Indicators and supervision rules as data: what is looked at, from when on it counts, and on what basis."""

from __future__ import annotations

from congress.standards.indicators.levels import Level, LevelTree, indicator_levels
from congress.standards.indicators.performance_checks import (
    CheckCase,
    CheckRule,
    Severity,
    Touch,
    performance_checks,
)
from congress.standards.indicators.performance_scoring import (
    EXECUTION,
    FULL_MARKS,
    Band,
    ScoringRules,
    WeightScheme,
    performance_scoring,
)

__all__ = [
    "EXECUTION",
    "FULL_MARKS",
    "Band",
    "CheckCase",
    "CheckRule",
    "Level",
    "LevelTree",
    "ScoringRules",
    "Severity",
    "Touch",
    "WeightScheme",
    "indicator_levels",
    "performance_checks",
    "performance_scoring",
]
