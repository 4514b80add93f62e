"""Checks across the rows of a table. Each takes the fields it is declared with, in this order:

``parent_exists``           key, parent: the parent is a key of the file or known already
``no_circle``               key, parent: climbing from a row never comes back to it
``dates_in_order``          start, end: the end is not before the start
``level_not_above_parent``  key, parent, level: a row stands at its parent's level or below
``region_within_parent``    key, parent, region: a row's region is its parent's or lies in it
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from congress.standards.datasets.schema import Check, CheckKind, Dataset, Row, RowFault
from congress.standards.values import RegionCode, RegionLevel
from congress.standards.values.date_range import written_date

_Finding = tuple[Row, str, str]
_Checker = Callable[[Sequence[Row], Sequence[str], Collection[str]], Iterator[_Finding]]


def faults_of(*, dataset: Dataset, rows: Sequence[Row], known_keys: Collection[str]) -> Iterator[RowFault]:
    """Run every check of a table; cells that could not be read are None and pass over in silence."""
    for check in dataset.checks:
        for row, name, reason in _CHECKERS[check.kind](rows, check.fields, known_keys):
            yield RowFault(row.number, dataset.field(name).title, reason, f"datasets.{check.kind}")


def fields_wanted(check: Check) -> int:
    """How many fields a check of this kind is declared with."""
    two = (CheckKind.PARENT_EXISTS, CheckKind.NO_CIRCLE, CheckKind.DATES_IN_ORDER)
    return 2 if check.kind in two else 3


def _parent_exists(rows: Sequence[Row], fields: Sequence[str], known: Collection[str]) -> Iterator[_Finding]:
    key, parent = fields
    keys = {row.values[key] for row in rows}
    for row in rows:
        above = row.values[parent]
        if above is not None and above not in keys and above not in known:
            yield row, parent, f"上级“{above}”不在本表里，也没有登记过，请补上该行或改正编码。"


def _no_circle(rows: Sequence[Row], fields: Sequence[str], _: Collection[str]) -> Iterator[_Finding]:
    key, parent = fields
    above = {row.values[key]: row.values[parent] for row in rows}
    for row in rows:
        start = row.values[key]
        seen, current = set(), row.values[parent]
        while current is not None and current != start and current not in seen:
            seen.add(current)
            current = above.get(current)
        if current is not None and current == start:
            yield row, parent, "上级关系绕成了圈，请改正上级编码。"


def _dates_in_order(rows: Sequence[Row], fields: Sequence[str], _: Collection[str]) -> Iterator[_Finding]:
    for row in rows:
        start, end = (row.values[name] for name in fields)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            yield row, fields[1], f"早于开始日期 {written_date(start)}，请核对。"


def _level_not_above_parent(
    rows: Sequence[Row], fields: Sequence[str], _: Collection[str]
) -> Iterator[_Finding]:
    level = fields[2]
    for row, above in _with_parents(rows, fields):
        own, parents = row.values[level], above.values[level]
        if own is None or parents is None:
            continue
        if RegionLevel(str(own)).depth < RegionLevel(str(parents)).depth:
            reason = f"层级“{RegionLevel(str(own)).label}”高于上级机构的“{RegionLevel(str(parents)).label}”，请核对。"
            yield row, level, reason


def _region_within_parent(
    rows: Sequence[Row], fields: Sequence[str], _: Collection[str]
) -> Iterator[_Finding]:
    region = fields[2]
    for row, above in _with_parents(rows, fields):
        own, parents = row.values[region], above.values[region]
        if isinstance(own, RegionCode) and isinstance(parents, RegionCode) and not own.is_within(parents):
            yield row, region, f"区划 {own} 不在上级机构的区划 {parents} 之内，请核对。"


def _with_parents(rows: Sequence[Row], fields: Sequence[str]) -> Iterator[tuple[Row, Row]]:
    key, parent = fields[0], fields[1]
    by_key = {row.values[key]: row for row in rows if row.values[key] is not None}
    for row in rows:
        above = by_key.get(row.values[parent])
        if above is not None:
            yield row, above


_CHECKERS: Mapping[CheckKind, _Checker] = {
    CheckKind.PARENT_EXISTS: _parent_exists,
    CheckKind.NO_CIRCLE: _no_circle,
    CheckKind.DATES_IN_ORDER: _dates_in_order,
    CheckKind.LEVEL_NOT_ABOVE_PARENT: _level_not_above_parent,
    CheckKind.REGION_WITHIN_PARENT: _region_within_parent,
}
