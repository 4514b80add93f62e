"""Checks of wording: the same year and name everywhere, and list numbers in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from congress.apps.performance.domain.checks.examined import Examined, Role
from congress.apps.performance.domain.checks.findings import Finding, Proposal, finding
from congress.apps.performance.domain.checks.numbering import numbering_faults
from congress.apps.performance.domain.checks.words import quoted
from congress.apps.performance.domain.table import PerformanceTable, Stage, stage_named_in
from congress.standards.indicators import CheckRule


def pq23(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ23: title, opening paragraph and table must name the same year and the same document."""
    table = examined.table
    for entry, case, pattern in (
        (table.title, "title_year", "title_year"),
        (table.form_title, "title_year", "title_year"),
        (table.notice, "notice_year", "announced_year"),
    ):
        found = re.search(rule.text(pattern), entry.text)
        if found and table.year.value is not None and int(found[1]) != table.year.value:
            mended = entry.text[: found.start(1)] + str(table.year.value) + entry.text[found.end(1) :]
            yield finding(
                rule,
                case,
                (entry.address, table.year.address),
                figures={"found": found[1], "year": table.year.value},
                proposal=Proposal(entry.address, mended),
            )
    yield from _no_year(table, rule)
    yield from _stage_names(table, rule)


def _no_year(table: PerformanceTable, rule: CheckRule) -> Iterator[Finding]:
    title = table.title if table.title.cell else table.form_title
    if title.value and table.year.value is None and not re.search(rule.text("title_year"), title.text):
        yield finding(rule, "no_year", (title.address,), figures={"title": title.text})


def _stage_names(table: PerformanceTable, rule: CheckRule) -> Iterator[Finding]:
    title, form_title = table.title.text, table.form_title.text
    named, form_named = stage_named_in(title), stage_named_in(form_title)
    if form_named is None or named is form_named:
        return
    # 绩效目标表 over a self-evaluation: the title names no stage, yet it names the other kind of form.
    names_target_form = any(word in title for word in rule.words("target_form_words"))
    if named is None and not (names_target_form and form_named is Stage.SELF_EVALUATED):
        return
    figures = {
        "title": title,
        "form_title": form_title,
        "title_stage": f"“{named.label}”" if named else "“绩效目标”",
        "form_stage": f"“{form_named.label}”",
    }
    yield finding(rule, "stage_name", (table.title.address, table.form_title.address), figures=figures)


def pq24(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ24: list numbers run on without gaps, without repeats and never inside a sentence."""
    largest_gap = int(rule.decimal("largest_gap"))
    for text in examined.texts:
        for fault in numbering_faults(text.entry.text, largest_gap=largest_gap):
            figures = {
                "label": text.label,
                "before": fault.before,
                "after": fault.after,
                "missing": "、".join(f"“{number}”" for number in fault.missing),
                "context": fault.context,
            }
            yield finding(rule, fault.kind, (text.entry.address,), figures=figures)


def pq30(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ30: a goal written as something that has been done."""
    past, fewest = re.compile(rule.text("past")), int(rule.decimal("fewest"))
    for text in examined.texts:
        found = past.findall(text.entry.text)
        if text.role is Role.GOAL and not examined.reports_results and len(found) >= fewest:
            figures = {"label": text.label, "shown": quoted(found)}
            yield finding(rule, "written_as_result", (text.entry.address,), figures=figures)
