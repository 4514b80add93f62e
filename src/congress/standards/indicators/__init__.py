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

__all__ = [
    "CheckCase",
    "CheckRule",
    "Level",
    "LevelTree",
    "Severity",
    "Touch",
    "indicator_levels",
    "performance_checks",
]
