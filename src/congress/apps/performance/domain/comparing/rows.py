"""Rows of a comparison: one thing in all columns, with its cells, its changes and how its parts were matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.comparing.matching import Match
from congress.apps.performance.domain.comparing.meaning import meaning_of
from congress.apps.performance.domain.table import Entry
from congress.apps.performance.domain.targets import Operator, Target, format_target
from congress.standards.values.money import MoneyUnit

_MONEY_UNITS = {"元": 1, "千元": 1000, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}


class RowKind(StrEnum):
    """What a row speaks of."""

    MONEY = "money"
    STAFF = "staff"
    TASK = "task"
    PROJECT = "project"
    INDICATOR = "indicator"

    @property
    def label(self) -> str:
        """Name the part of the comparison as a screen heads it."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    RowKind.MONEY: "预算整体情况",
    RowKind.STAFF: "人员",
    RowKind.TASK: "重点工作任务",
    RowKind.PROJECT: "项目",
    RowKind.INDICATOR: "绩效指标",
}


@dataclass(frozen=True, slots=True)
class Held:
    """What one column holds in a row.

    `row` is the address of the row in its table (`tasks.3`), `address` that of the cell with the figure; `parts` are
    the cells a figure was added up from where it stands in none. `yuan` is an amount, `target` an indicator's value,
    `count` a number of people; all None where the cell is blank (`is_blank`), not applicable or could not be typed.
    `share` is the amount's part of the whole in its column. `match` tells how the row came into this line and
    `matched_side` with which column's row it was matched; None where it is the first of the line.
    """

    row: str
    address: str
    name: str = ""
    text: str = ""
    yuan: Decimal | None = None
    target: Target | None = None
    count: int | None = None
    share: Fraction | None = None
    group: str | None = None
    parts: tuple[str, ...] = ()
    is_blank: bool = False
    is_not_applicable: bool = False
    match: Match | None = None
    matched_side: int | None = None

    @property
    def figure(self) -> object:
        """What is the same where nothing changed: the amount, the number of people, or the target as written out."""
        if self.target is not None:
            return format_target(self.target)
        for value in (self.yuan, self.count):
            if value is not None:
                return value
        return self.text


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: `cells` has one place for each column, None where the column has no such thing."""

    key: str
    kind: RowKind
    label: str
    cells: tuple[Held | None, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        """What there is."""
        return tuple(cell for cell in self.cells if cell is not None)

    @property
    def is_same(self) -> bool:
        """Whether every column has it, with the same figure and, but for marks and years, the same name."""
        if None in self.cells:
            return False
        names = {meaning_of(cell.name).plain for cell in self.held}
        return len(names) == 1 and len({cell.figure for cell in self.held}) == 1

    @property
    def doubtful(self) -> tuple[Match, ...]:
        """Matches a person should look at."""
        return tuple(cell.match for cell in self.held if cell.match is not None and not cell.match.is_sure)


@dataclass(frozen=True, slots=True)
class Change:
    """From one figure to the next: the difference, and the rate where the former figure is not zero."""

    difference: Decimal
    rate: Decimal | None


def change(*, before: Decimal, after: Decimal) -> Change:
    """How a figure changed, absolutely and in proportion to what it was."""
    difference = after - before
    return Change(difference, difference / abs(before) if before else None)


def amount_change(before: Held | None, after: Held | None) -> Change | None:
    """How an amount or a number of people changed; None where one of the two has none."""
    if before is None or after is None:
        return None
    first = before.yuan if before.yuan is not None else before.count
    second = after.yuan if after.yuan is not None else after.count
    if first is None or second is None:
        return None
    return change(before=Decimal(first), after=Decimal(second))


def target_change(before: Target | None, after: Target | None) -> Change | None:
    """How a target changed; None where the two are no numbers of one unit. Of ranges the upper ends are compared."""
    if before is None or after is None or before.low is None or after.low is None:
        return None
    first, second = _measured(before, before.low), _measured(after, after.low)
    if first[1] != second[1]:
        return None
    return change(before=first[0], after=second[0])


def demand_change(before: Target | None, after: Target | None) -> Change | None:
    """How much more (above zero) or less is demanded: for ≤ and < a lower number demands more."""
    found = target_change(before, after)
    if found is None or before is None or after is None:
        return None
    limits = (Operator.AT_MOST, Operator.LESS)
    if before.operator in limits and after.operator in limits:
        return Change(-found.difference, -found.rate if found.rate is not None else None)
    return None if (before.operator in limits) != (after.operator in limits) else found


def _measured(target: Target, low: Decimal) -> tuple[Decimal, str]:
    """The number that counts and its unit; amounts of money in yuan."""
    number = target.high if target.high is not None else low
    worth = _MONEY_UNITS.get(target.unit)
    return (number * worth, "元") if worth else (number, target.unit)


def held_amount(
    entry: Entry[Amount], *, row: str = "", name: str = "", whole: Decimal | None = None
) -> Held | None:
    """An amount of a column, None where its form does not ask for it. `whole` is what its share is taken of."""
    if entry.cell is None:
        return None
    yuan = entry.value.yuan if entry.value else None
    return Held(
        row=row or entry.address,
        address=entry.address,
        name=name,
        text=entry.text,
        yuan=yuan,
        share=share_of(yuan, whole),
        is_blank=entry.is_blank,
        is_not_applicable=entry.is_not_applicable,
    )


def held_sum(entries: Sequence[Entry[Amount]], *, row: str) -> Held | None:
    """Amounts added up, None where none is known; the cells it was added up from are kept."""
    known = [entry for entry in entries if entry.value is not None]
    if not known:
        return None
    yuan = sum((entry.value.yuan for entry in known if entry.value), Decimal(0))
    return Held(row=row, address="", yuan=yuan, parts=tuple(entry.address for entry in known))


def share_of(part: Decimal | None, whole: Decimal | None) -> Fraction | None:
    """A part of a whole; None where either is unknown or the whole is nothing."""
    if part is None or not whole:
        return None
    return Fraction(part) / Fraction(whole)


def in_wan(yuan: Decimal) -> Decimal:
    """Yuan in 万元, exactly."""
    return yuan * MoneyUnit.YUAN.value / MoneyUnit.TEN_THOUSAND_YUAN.value
