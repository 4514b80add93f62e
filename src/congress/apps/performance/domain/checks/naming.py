"""Checks of names: what an indicator is called, and whether one can measure by it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from congress.apps.performance.domain.checks.examined import Examined, group_of
from congress.apps.performance.domain.checks.findings import Finding, finding
from congress.apps.performance.domain.checks.words import bare_name, one_of, quoted
from congress.apps.performance.domain.table import Indicator
from congress.apps.performance.domain.targets import Operator
from congress.standards.indicators import CheckRule
from congress.standards.values.written import closed_up

_SHORTEST_SLOGAN = 6
_SHORTEST_NAME = 4
_SEVERAL = re.compile(r"[\n；;]")


def pq01(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ01: no name, or 无, and yet points or a value."""
    empty = rule.words("empty_names")
    for owner in examined.owners:
        for row in (*owner.rows, *owner.empty_rows):
            if row.name.cell is None or (row.name.value and closed_up(row.name.value) not in empty):
                continue
            figures = {"level": group_of(row), "number": row.number, "name": row.name.text or "空白"}
            if row.weight.value:
                figures["weight"] = f"{row.weight.value:f}"
                addresses = (row.name.address, row.weight.address)
                yield finding(rule, "unnamed_weighted", addresses, figures=figures)
            elif row.annual.value is not None:
                figures["target"] = row.annual.text
                addresses = (row.name.address, row.annual.address)
                yield finding(rule, "unnamed_valued", addresses, figures=figures)


def pq02(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ02: a value that nobody can measure by, one finding for each wording, and names that only demand."""
    vague, efforts = frozenset(rule.words("vague_values")), one_of(rule.words("vague_efforts"))
    found: defaultdict[str, list[Indicator]] = defaultdict(list)
    for row in examined.rows:
        target = row.annual.value
        if target is None or target.operator is not Operator.TEXT:
            continue
        value = closed_up(target.text)
        if value in vague or efforts.fullmatch(value):
            found[value].append(row)
    for value, rows in found.items():
        figures = {"value": value, "names": quoted(row.name.text for row in rows)}
        yield finding(rule, "vague_value", [row.annual.address for row in rows], figures=figures)
    demands = one_of(rule.words("vague_names"))
    for row in examined.rows:
        if demands.search(bare_name(row.name.text)):
            yield finding(rule, "vague_name", (row.name.address,), figures={"name": row.name.text})


def pq03(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ03: a slogan with a percentage: of what, nobody knows."""
    starts, ends = rule.words("slogan_starts"), rule.words("measured_ends")
    for row in examined.rows:
        target, name = row.annual.value, bare_name(row.name.text)
        if target is None or target.unit != "%" or len(name) < _SHORTEST_SLOGAN:
            continue
        if name.startswith(starts) and not name.endswith(ends):
            figures = {"name": row.name.text, "target": row.annual.text}
            yield finding(rule, "slogan", (row.name.address, row.annual.address), figures=figures)


def pq28(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ28: two indicators in one cell and one value for both."""
    for row in examined.rows:
        names = _names_in(row.name.text, rule)
        if len(names) > 1:
            figures = {
                "count": len(names),
                "names": quoted(names, most=len(names)),
                "target": row.annual.text or "空白",
            }
            yield finding(rule, "two_in_one", (row.name.address, row.annual.address), figures=figures)


def _names_in(text: str, rule: CheckRule) -> list[str]:
    """The names in a cell: each ends with 是/否, or each on its own line with the end of a measure."""
    for mark in rule.words("boolean_marks"):
        if text.count(mark) > 1:
            return [part.strip() + mark for part in text.split(mark) if part.strip()]
    parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
    if all(len(part) >= _SHORTEST_NAME and bare_name(part).endswith(rule.words("ends")) for part in parts):
        return parts
    return []
