"""Checks of evidence: satisfaction must come from asking people."""

from __future__ import annotations

from collections.abc import Iterator

from congress.apps.performance.domain.checks.examined import Examined, Role, belongs_to
from congress.apps.performance.domain.checks.findings import Finding, finding
from congress.apps.performance.domain.checks.words import one_of, quoted
from congress.apps.performance.domain.table import Project
from congress.standards.indicators import CheckRule


def pq27(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ27: satisfaction reported, and neither evidence nor a word of a survey."""
    for owner in examined.owners:
        rows = [
            row
            for row in owner.rows
            if belongs_to(row, ("satisfaction",)) and "满意" in row.name.text and row.actual.value is not None
        ]
        unproven = [row for row in rows if row.row not in examined.evidenced and not row.reason.value]
        if unproven and not one_of(rule.words("survey_words")).search(_report(examined, owner.project)):
            figures = {"names": quoted(row.name.text for row in unproven)}
            yield finding(rule, "no_survey", [row.actual.address for row in unproven], figures=figures)


def _report(examined: Examined, project: Project | None) -> str:
    """What was written about what was done, by the department or in a project."""
    texts = (text for text in examined.texts_of(project) if text.role is Role.REPORT)
    return "\n".join(text.entry.text for text in texts)
