"""What upkeep finds: one plain sentence each, how serious it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """How serious a finding is."""

    GOOD = "good"
    WARNING = "warning"
    FAILING = "failing"


_ORDER = list(Level)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: a code for machines, its name, what is the matter and what to do, both in Chinese."""

    code: str
    level: Level
    title: str
    sentence: str
    advice: str = ""

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to do."""
        return self.level is Level.GOOD


@dataclass(frozen=True, slots=True)
class Health:
    """Everything looked at, at one time."""

    at: datetime
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """The worst of the findings."""
        return max((each.level for each in self.findings), key=_ORDER.index, default=Level.GOOD)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is not good, the worst first."""
        bad = [each for each in self.findings if not each.is_good]
        return tuple(sorted(bad, key=lambda each: -_ORDER.index(each.level)))
