"""Charts of a comparison as plain figures: amounts by column, what the spending is made of, how targets moved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from congress.apps.performance.domain.comparing import RowKind
from congress.apps.performance.presenters.comparing import change_of, wan
from congress.apps.performance.selectors.comparing import SideBySide


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name, and for each group a number and the same as text; None where there is none."""

    name: str
    values: list[Decimal | None]
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `kind` is bars (side by side), stack (parts of a whole) or change (rates, to both sides of nought)."""

    key: str
    kind: str
    title: str
    unit: str
    groups: list[str]
    series: list[Series]


_LINES = ("money.total", "money.basic", "money.project", "totals.budget", "totals.executed", "project.total")
_PARTS = ("money.basic", "money.project", "money.special", "money.other")
MOST_TARGETS = 12


def charts_of(found: SideBySide) -> list[Chart]:
    """The charts that have something to show."""
    return [chart for chart in (_amounts(found), _structure(found), _tasks(found), _targets(found)) if chart]


def _titles(found: SideBySide) -> list[str]:
    return [side.title for side in found.comparison.sides]


def _amounts(found: SideBySide) -> Chart | None:
    series = []
    for key in _LINES:
        row = found.comparison.row(key)
        if row is not None and any(cell.yuan for cell in row.held):
            yuan = [cell.yuan if cell else None for cell in row.cells]
            texts = [wan(each) if each is not None else "" for each in yuan]
            series.append(Series(row.label, [_in_wan(each) for each in yuan], texts))
    return Chart("amounts", "bars", _("金额比较"), _("万元"), _titles(found), series) if series else None


def _structure(found: SideBySide) -> Chart | None:
    rows = [row for key in _PARTS if (row := found.comparison.row(key)) is not None]
    series = []
    for row in rows:
        shares = [cell.share if cell else None for cell in row.cells]
        if any(shares):
            numbers = [_percent(share) for share in shares]
            texts = [f"{each:.1f}%" if each is not None else "" for each in numbers]
            series.append(Series(row.label, numbers, texts))
    return (
        Chart("structure", "stack", _("支出结构"), "%", _titles(found), series) if len(series) > 1 else None
    )


def _tasks(found: SideBySide) -> Chart | None:
    """The shares of tasks that stand in more than one column; the others are one series."""
    rows = [row for row in found.comparison.of_kind(RowKind.TASK) if any(cell.share for cell in row.held)]
    common = [row for row in rows if len(row.held) > 1]
    if not common:
        return None
    series = []
    for row in common:
        numbers = [_percent(cell.share) if cell else None for cell in row.cells]
        series.append(Series(row.label, numbers, [_as_percent(each) for each in numbers]))
    columns = range(len(found.columns))
    rest: list[Decimal | None] = []
    for at in columns:
        shares = [cell.share for row in rows if row not in common and (cell := row.cells[at]) and cell.share]
        rest.append(_percent(sum(shares, Fraction(0))) if shares else None)
    if any(rest):
        series.append(Series(_("只在一张表里的任务"), rest, [_as_percent(each) for each in rest]))
    return Chart("tasks", "stack", _("任务资金占比"), "%", _titles(found), series)


def _targets(found: SideBySide) -> Chart | None:
    """How far targets moved from the first column that has them to the last one, the furthest first."""
    last = len(found.columns) - 1
    moved = []
    for row in found.comparison.of_kind(RowKind.INDICATOR):
        change = change_of(found, row, last)
        if change is not None and change.rate:
            moved.append((row.label, change.rate * 100))
    moved.sort(key=lambda each: -abs(each[1]))
    shown = moved[:MOST_TARGETS]
    if not shown:
        return None
    texts = [f"{rate:+.1f}%" for _name, rate in shown]
    series = [Series(_("目标值变化"), [rate for _name, rate in shown], texts)]
    title = _("目标值变化（%(last)s）") % {"last": _titles(found)[last]}
    return Chart("targets", "change", title, "%", [name for name, _rate in shown], series)


def _in_wan(yuan: Decimal | None) -> Decimal | None:
    return yuan / 10000 if yuan is not None else None


def _percent(share: Fraction | None) -> Decimal | None:
    if share is None:
        return None
    return Decimal(share.numerator) / Decimal(share.denominator) * 100


def _as_percent(number: Decimal | None) -> str:
    return f"{number:.1f}%" if number is not None else ""
