"""Remedies: who can still mend a fault, given what mending it would change and where the table stands."""

from __future__ import annotations

from enum import StrEnum

from congress.apps.performance.domain.table import Stage
from congress.standards.indicators import CheckCase, Touch


class Remedy(StrEnum):
    """Who mends a fault, and when."""

    OWN = "own"
    FINANCE = "finance"
    NEXT_YEAR = "next_year"

    @property
    def label(self) -> str:
        """Name the remedy as screens do."""
        return _LABELS[self]


_LABELS = {
    Remedy.OWN: "本单位可改",
    Remedy.FINANCE: "须报财政调整",
    Remedy.NEXT_YEAR: "留待下年",
}
# What is promised and how much is arranged was replied to by the finance department: while the year runs, only an
# adjustment changes it. Names and headings of indicators are not worth an adjustment of their own.
_RUNNING = {Touch.TARGET: Remedy.FINANCE, Touch.MONEY: Remedy.FINANCE, Touch.DESIGN: Remedy.NEXT_YEAR}
_REMEDIES = {
    Stage.DECLARED: {},
    Stage.APPROVED: _RUNNING,
    Stage.ADJUSTED: {**_RUNNING, Touch.DESIGN: Remedy.FINANCE},
    Stage.PUBLISHED: _RUNNING,
    Stage.SELF_EVALUATED: dict.fromkeys((Touch.TARGET, Touch.MONEY, Touch.DESIGN), Remedy.NEXT_YEAR),
}


def remedy(*, case: CheckCase, stage: Stage | None) -> Remedy:
    """Tell who can mend what a case found, in a table at this stage; with no stage known nothing is settled yet.

    Wording and what the unit reports itself can always be mended. Trade practice, not the text of a rule: the finance
    department's reply fixes targets and money.
    """
    return Remedy.OWN if stage is None else _REMEDIES[stage].get(case.touches, Remedy.OWN)
