"""Charts of a comparison as plain figures: amounts by column, what the spending is made of, how targets moved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from congress.apps.performance.domain.comparing import Row, RowKind
from congress.apps.performance.domain.comparing.money import wan
from congress.apps.performance.presenters.comparing import change_of
from congress.apps.performance.selectors.comparing import SideBySide


@dataclass(frozen=True, slots=True)
class Series:
    """One row of a chart's table: its name, and for each group the number for the drawing and the same as text."""

    name: str
    cells: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `kind` is bars (side by side), stack (parts of a whole) or change (rates, to both sides of nought)."""

    kind: str
    title: str
    unit: str
    groups: list[str]
    rows: list[Series]


_LINES = ("money.total", "money.basic", "money.project", "totals.budget", "totals.executed", "project.total")
_PARTS = ("money.basic", "money.project", "money.special", "money.other")
MOST_TARGETS = 12


def charts_of(found: SideBySide) -> list[Chart]:
    """The charts that have something to show."""
    return [chart for chart in (_amounts(found), _structure(found), _tasks(found), _targets(found)) if chart]


def _titles(found: SideBySide) -> list[str]:
    return [side.title for side in found.comparison.sides]


def _amounts(found: SideBySide) -> Chart | None:
    rows = []
    for key in _LINES:
        row = found.comparison.row(key)
        if row is not None and any(cell.yuan for cell in row.held):
            rows.append(Series(row.label, [_in_wan(cell.yuan if cell else None) for cell in row.cells]))
    return Chart("bars", _("金额比较"), _("万元"), _titles(found), rows) if rows else None


def _structure(found: SideBySide) -> Chart | None:
    rows = []
    for key in _PARTS:
        row = found.comparison.row(key)
        if row is not None and any(cell.share for cell in row.held):
            rows.append(Series(row.label, [_percent(cell.share if cell else None) for cell in row.cells]))
    return Chart("stack", _("支出结构"), "%", _titles(found), rows) if len(rows) > 1 else None


def _tasks(found: SideBySide) -> Chart | None:
    """The shares of tasks that stand in more than one column; all others are one part."""
    rows = [row for row in found.comparison.of_kind(RowKind.TASK) if any(cell.share for cell in row.held)]
    common = [row for row in rows if len(row.held) > 1]
    if not common:
        return None
    shown = [
        Series(row.label, [_percent(cell.share if cell else None) for cell in row.cells]) for row in common
    ]
    rest = [row for row in rows if row not in common]
    if rest:
        columns = range(len(found.columns))
        sums = [sum((_share(row, at) for row in rest), Fraction(0)) or None for at in columns]
        shown.append(Series(_("只在一张表里的任务"), [_percent(each) for each in sums]))
    return Chart("stack", _("任务资金占比"), "%", _titles(found), shown)


def _targets(found: SideBySide) -> Chart | None:
    """How far targets of the last column moved from the one it is held against, the furthest first."""
    last = len(found.columns) - 1
    moved = []
    for row in found.comparison.of_kind(RowKind.INDICATOR):
        change = change_of(found, row, last)
        if change is not None and change.rate:
            moved.append((row.label, change.rate * 100))
    moved.sort(key=lambda each: -abs(each[1]))
    rows = [Series(name, [(f"{rate:.2f}", f"{rate:+.1f}%")]) for name, rate in moved[:MOST_TARGETS]]
    title = _("目标值变化（%(last)s）") % {"last": _titles(found)[last]}
    return Chart("change", title, "%", [], rows) if rows else None


def _share(row: Row, side: int) -> Fraction:
    cell = row.cells[side]
    return cell.share or Fraction(0) if cell else Fraction(0)


def _in_wan(yuan: Decimal | None) -> tuple[str, str]:
    return (f"{yuan / 10000:.4f}", wan(yuan)) if yuan is not None else ("", "")


def _percent(share: Fraction | None) -> tuple[str, str]:
    if share is None:
        return "", ""
    number = Decimal(share.numerator) / Decimal(share.denominator) * 100
    return f"{number:.2f}", f"{number:.1f}%"
