"""Checks of values: their units, their operators and their types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from congress.apps.performance.domain.checks.examined import Examined, belongs_to, group_of
from congress.apps.performance.domain.checks.findings import Finding, Proposal, finding
from congress.apps.performance.domain.checks.words import listed, one_of
from congress.apps.performance.domain.table import Entry, Indicator
from congress.apps.performance.domain.targets import Operator, Target, format_target
from congress.standards.indicators import CheckRule

_FULL = 100
_BRACKETED_UNIT = re.compile(r"(\d\s*)[（(]([^\s\d（）()]{1,6})[）)]")
_NAMED_UNIT = re.compile(r"[（(][^（）()]{1,4}[）)]\s*$")
_WHEN = re.compile(r"\d{4}年.{0,12}(?:前|底)|\d{1,2}月.{0,8}(?:前|底)")
_WANTED = {
    "output.quantity": "数量",
    "output.quality": "合格率等质量要求",
    "output.cost": "金额",
    "cost": "金额",
    "benefit": "带来的变化",
    "satisfaction": "满意的比例",
}


def pq04(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ04: a value without a unit, or with another one than the name counts in."""
    for row in examined.rows:
        yield from _unit_against_name(row, rule)
    rates = one_of(rule.words("rate_names"))
    bare = [row for row in examined.rows if _lacks_unit(row, rates)]
    if bare:
        figures = {"count": len(bare), "names": _with_values(bare)}
        yield finding(rule, "unit_missing", [row.annual.address for row in bare], figures=figures)
    unlike = [row for row in examined.rows if _actual_lacks_unit(row)]
    if unlike:
        shown = [f"“{row.name.text}”{row.actual.text}（目标{row.annual.text}）" for row in unlike]
        figures = {"count": len(unlike), "names": listed(shown)}
        yield finding(rule, "actual_unit_missing", [row.actual.address for row in unlike], figures=figures)
    yield from _bracketed(examined, rule)


def _unit_against_name(row: Indicator, rule: CheckRule) -> Iterator[Finding]:
    target, name = row.annual.value, row.name.text
    if target is None or target.low is None:
        return
    figures, addresses = {"name": name, "target": row.annual.text}, (row.annual.address, row.name.address)
    if target.unit == rule.text("person_times_unit"):
        if one_of(rule.words("times_names")).search(name):
            yield finding(rule, "times_in_persons", addresses, figures=figures)
        elif one_of(rule.words("people_names")).search(name):
            yield finding(rule, "persons_in_times", addresses, figures=figures)
    elif target.unit in rule.words("per_unit_units") and one_of(rule.words("per_unit_names")).search(name):
        yield finding(rule, "per_unit_missing", addresses, figures=figures)


def _lacks_unit(row: Indicator, rates: re.Pattern[str]) -> bool:
    target = row.annual.value
    if target is None or target.low is None or target.unit:
        return False
    return not _NAMED_UNIT.search(row.name.text) and not rates.search(row.name.text)


def _actual_lacks_unit(row: Indicator) -> bool:
    target, actual = row.annual.value, row.actual.value
    if target is None or actual is None or not actual.is_number or actual.unit:
        return False
    return target.low is not None and target.unit not in ("", "%")


def _bracketed(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    entries = [
        entry
        for row in examined.rows
        for entry in (row.annual, row.period, row.actual)
        if entry.value and _BRACKETED_UNIT.search(entry.text)
    ]
    if entries:
        mended = [(entry.address, _BRACKETED_UNIT.sub(r"\1\2", entry.text)) for entry in entries]
        figures = {
            "count": len(entries),
            "names": listed(list(dict.fromkeys(entry.text for entry in entries))),
            "example": mended[0][1],
        }
        proposal = _proposal(mended)
        addresses = [entry.address for entry in entries]
        yield finding(rule, "unit_bracketed", addresses, figures=figures, proposal=proposal)


def pq05(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ05: a value without an operator, or with words in its place."""
    yield from _verbal(examined, rule)
    for case, rows in (
        ("operator_missing", [row for row in examined.rows if _lacks_operator(row.annual.value)]),
        ("strict_operator", [row for row in examined.rows if _is_strict(row.annual.value)]),
    ):
        if rows:
            figures = {"count": len(rows), "names": _with_values(rows)}
            yield finding(rule, case, [row.annual.address for row in rows], figures=figures)
    yield from _unmarked(examined, rule)


def _verbal(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    entries: list[tuple[Entry[Target], str]] = []
    for row in examined.rows:
        for entry in (row.annual, row.period):
            if entry.value and entry.value.wording and entry.value.low is not None:
                entries.append((entry, format_target(replace(entry.value, wording=""))))
    if not entries:
        return
    first, mended = entries[0]
    figures = {
        "count": len(entries),
        "names": listed(list(dict.fromkeys(entry.text for entry, _ in entries))),
        "example": first.text,
        "mended": mended,
    }
    proposal = _proposal([(entry.address, text) for entry, text in entries])
    addresses = [entry.address for entry, _ in entries]
    yield finding(rule, "verbal", addresses, figures=figures, proposal=proposal)


def _lacks_operator(target: Target | None) -> bool:
    """A bare number; nought and all of it (100%) can only be meant one way."""
    if target is None or target.operator is not Operator.NONE or not target.low:
        return False
    return not (target.unit == "%" and target.low == _FULL)


def _is_strict(target: Target | None) -> bool:
    return target is not None and target.operator in (Operator.MORE, Operator.LESS) and not target.wording


def _unmarked(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    mark = rule.text("boolean_mark")
    truths = [
        row for row in examined.rows if row.annual.value and row.annual.value.operator is Operator.BOOLEAN
    ]
    unmarked = [row for row in truths if mark not in row.name.text]
    if unmarked and len(unmarked) < len(truths):
        figures = {"names": listed([f"“{row.name.text}”" for row in unmarked])}
        proposal = _proposal([(row.name.address, f"{row.name.text}（{mark}）") for row in unmarked])
        addresses = [row.name.address for row in unmarked]
        yield finding(rule, "boolean_unmarked", addresses, figures=figures, proposal=proposal)


def pq07(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ07: a deadline, or yes and no, where the heading asks for something else."""
    for row in examined.rows:
        target = row.annual.value
        if target is None:
            continue
        if target.operator is Operator.BOOLEAN and belongs_to(row, rule.words("boolean_groups")):
            yield _misfit(row, rule, "boolean_misplaced")
        elif _is_date(target) and belongs_to(row, rule.words("date_groups")):
            yield _misfit(row, rule, "date_misplaced")


def _misfit(row: Indicator, rule: CheckRule, case: str) -> Finding:
    wanted = next(word for code, word in _WANTED.items() if belongs_to(row, (code,)))
    figures = {"name": row.name.text, "group": group_of(row), "target": row.annual.text, "wanted": wanted}
    return finding(rule, case, (row.annual.address, row.name.address), figures=figures)


def _is_date(target: Target) -> bool:
    if target.operator is Operator.TEXT:
        return bool(_WHEN.search(target.text))
    return target.operator in (Operator.DATE, Operator.DEADLINE)


def _with_values(rows: Sequence[Indicator]) -> str:
    return listed([f"“{row.name.text}”{row.annual.text}" for row in rows])


def _proposal(changes: Sequence[tuple[str, str]]) -> Proposal:
    (address, text), *also = changes
    return Proposal(address, text, tuple(also))
