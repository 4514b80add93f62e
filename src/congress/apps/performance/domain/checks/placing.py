"""Checks of the indicator tree: what stands under which heading, and which headings stay empty."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from congress.apps.performance.domain.cells import UNSURE
from congress.apps.performance.domain.checks.examined import (
    Examined,
    Owner,
    belongs_to,
    group_of,
    named_project,
)
from congress.apps.performance.domain.checks.findings import WAN, YUAN, Finding, finding, sum_of, wan
from congress.apps.performance.domain.checks.words import bare_name, quoted
from congress.apps.performance.domain.table import Indicator
from congress.apps.performance.domain.targets import Operator
from congress.standards.indicators import CheckRule
from congress.standards.values.money import MoneyUnit

_MONEY_UNITS = {"元": YUAN, "万元": WAN, "亿元": MoneyUnit.HUNDRED_MILLION_YUAN}
_CEILINGS = (Operator.AT_MOST, Operator.LESS, Operator.EQUAL, Operator.NONE)
_COST = ("cost", "output.cost")


@dataclass(frozen=True, slots=True)
class _Placement:
    """What a name says, where it does not belong and where it does."""

    case: str
    says: re.Pattern[str]
    wrong: tuple[str, ...]
    right: str


def pq06(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ06: an indicator under a heading it does not belong to, one finding for each name and heading."""
    placements = _placements(rule.words("placements"))
    found: defaultdict[tuple[_Placement, str, str], list[Indicator]] = defaultdict(list)
    ecology: defaultdict[str, list[Indicator]] = defaultdict(list)
    for row in examined.rows:
        name = bare_name(row.name.text)
        placement = next((each for each in placements if each.says.search(name)), None)
        if placement is not None and belongs_to(row, placement.wrong):
            found[placement, name, group_of(row)].append(row)
        elif name and belongs_to(row, rule.words("ecology_groups")) and not _is_ecological(name, rule):
            ecology[name].append(row)
    for (placement, _, _), rows in found.items():
        yield _misplaced(examined, rule, placement.case, rows, placement.right)
    for rows in ecology.values():
        yield _misplaced(examined, rule, "no_ecology", rows, "")


def _is_ecological(name: str, rule: CheckRule) -> bool:
    return any(word in name for word in rule.words("ecology_words"))


def _misplaced(
    examined: Examined, rule: CheckRule, case: str, rows: Sequence[Indicator], right: str
) -> Finding:
    first = rows[0]
    doubt = first.level2.cell is not None and first.level2.cell.confidence <= UNSURE
    figures = {
        "name": first.name.text,
        "group": group_of(first),
        "places": _places(examined, rows),
        "right": right,
        "doubt": "这一行的二级指标是按位置推定的，也可能是原表漏了标签。" if doubt else "",
    }
    addresses = [entry.address for row in rows for entry in (row.name, row.level2) if entry.cell]
    return finding(rule, case, addresses, figures=figures)


def _places(examined: Examined, rows: Sequence[Indicator]) -> str:
    numbers = {row.project for row in rows}
    projects = [each for each in examined.table.projects if each.number in numbers]
    if len(projects) > 1:
        return f"{len(projects)} 个项目"
    where = f"项目“{named_project(projects[0])}”" if projects else ""
    return f"{where}第{'、'.join(str(row.number) for row in rows)}个指标"


@lru_cache(maxsize=8)
def _placements(lines: tuple[str, ...]) -> tuple[_Placement, ...]:
    placements = []
    for line in lines:
        case, _, rest = line.partition("|")
        says, wrong, right = rest.rsplit("|", 2)
        placements.append(_Placement(case, re.compile(says), tuple(wrong.split(",")), right))
    return tuple(placements)


def pq08(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ08: a cost indicator that only repeats the whole budget."""
    for owner in examined.owners:
        totals = _totals(examined, owner)
        for row in owner.rows:
            target = row.annual.value
            if target is None or target.low is None or target.operator not in _CEILINGS:
                continue
            unit = _MONEY_UNITS.get(target.unit)
            if unit is None or not belongs_to(row, _COST):
                continue
            stated = target.low * unit.value / YUAN.value
            known = next((each for each in totals if each[1] == stated), None)
            if known is not None:
                scope, total, addresses = known
                figures = {
                    "name": row.name.text,
                    "target": row.annual.text,
                    "scope": scope,
                    "total": wan(total),
                }
                yield finding(rule, "total_as_cost", (row.annual.address, *addresses), figures=figures)


def _totals(examined: Examined, owner: Owner) -> list[tuple[str, Decimal, tuple[str, ...]]]:
    """The amounts that are the whole budget of the department or of a project, with where they stand."""
    money = examined.table.money
    if owner.project is None:
        sums = (("部门预算总额", sum_of(money.spending)), ("收入来源合计", sum_of(money.sources)))
    else:
        project = owner.project.money
        sums = (("项目总额", sum_of((project.total,))), ("全年预算数", sum_of((project.budget,))))
    return [(name, each.yuan, each.addresses) for name, each in sums if each is not None]


@dataclass(frozen=True, slots=True)
class _Level:
    """A level-1 heading every table should fill, and the codes that count for it."""

    label: str
    codes: tuple[str, ...]


def pq11(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ11: no indicator of a kind that every table should have, and headings left empty without 不适用."""
    levels = [_level(line) for line in rule.words("levels")]
    missing: defaultdict[str, list[Owner]] = defaultdict(list)
    empty: list[Indicator] = []
    for owner in examined.owners:
        lacking = _lacking(owner, levels, rule)
        for level in lacking:
            missing[level.label].append(owner)
        codes = [code for level in lacking for code in level.codes]
        empty += [row for row in owner.empty_rows if not belongs_to(row, codes) and not _is_declared(row)]
    for level in levels:
        yield from _missing(examined, rule, level, missing[level.label])
    if empty:
        addresses = [(row.level2 if row.level2.cell else row.level1).address for row in empty]
        figures = {"levels": quoted((group_of(row) for row in empty), most=6)}
        yield finding(rule, "row_empty", addresses, figures=figures)


def _level(line: str) -> _Level:
    label, _, codes = line.partition("|")
    return _Level(label, tuple(codes.split(",")))


def _lacking(owner: Owner, levels: Sequence[_Level], rule: CheckRule) -> list[_Level]:
    """The kinds an owner lacks; with a row under an unknown heading, or with none at all, nobody can say."""
    if not owner.rows or any(row.group is None for row in owner.rows):
        return []
    declared = [row for row in owner.empty_rows if _is_declared(row)]
    filled = (*owner.rows, *declared)
    is_weighted = any(row.weight.value for row in owner.rows)
    not_needed = rule.words("unweighted") if is_weighted else ()
    return [
        level
        for level in levels
        if level.label not in not_needed and not any(belongs_to(row, level.codes) for row in filled)
    ]


def _is_declared(row: Indicator) -> bool:
    """Whether an empty row says 不适用 instead of nothing."""
    return any(entry.is_not_applicable for entry in (row.name, row.period, row.annual))


def _missing(
    examined: Examined, rule: CheckRule, level: _Level, owners: Sequence[Owner]
) -> Iterator[Finding]:
    projects = [owner.project for owner in owners if owner.project is not None]
    if len(owners) > len(projects):
        owner = owners[0]
        rows = [row for row in owner.empty_rows if belongs_to(row, level.codes)] or owner.rows[:1]
        addresses = [(row.level2 if row.level2.cell else row.level1).address for row in rows]
        yield finding(rule, "level_missing", addresses, figures={"level": level.label})
    if projects:
        figures = {
            "total": len(examined.table.projects),
            "count": len(projects),
            "level": level.label,
            "projects": quoted(named_project(project) for project in projects),
        }
        addresses = [project.name.address for project in projects]
        yield finding(rule, "level_missing_projects", addresses, figures=figures)
