"""Tables side by side as the page shows them: heads, parts with rows and figures, what is worth a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from congress.apps.performance.domain.comparing import (
    Change,
    Held,
    Observation,
    Row,
    RowKind,
    amount_change,
    is_later,
    target_change,
)
from congress.apps.performance.domain.comparing.meaning import SURELY_SAME
from congress.apps.performance.domain.comparing.money import wan
from congress.apps.performance.presenters.findings import ICONS, SEVERITIES, TONES, UNSOURCED
from congress.apps.performance.presenters.review import anchor_of
from congress.apps.performance.selectors.comparing import Column, SideBySide

LONG_NAME = 60


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column."""

    name: str
    title: str
    state: str
    url: str
    without: str
    is_published_only: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """What a column shows in a row: the figure with the way to its cell, and how it changed.

    `word` is 空白 or 不适用 where there is no figure; `name` the wording there, where it differs from the row's.
    """

    text: str
    url: str
    word: str = ""
    name: str = ""
    share: str = ""
    change: str = ""
    rises: bool | None = None
    match: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of the matrix; `figures` has None where a column has no such thing."""

    anchor: str
    label: str
    figures: list[Figure | None]
    is_same: bool
    is_doubtful: bool
    match_url: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One part of the matrix under its heading."""

    key: str
    title: str
    note: str
    rows: list[ShownRow]
    hidden: int


@dataclass(frozen=True, slots=True)
class ShownObservation:
    """Something worth a look, with the ways to its cells."""

    title: str
    text: str
    tone: str
    icon: str
    weight: str
    basis: str
    anchor: str
    is_doubtful: bool
    places: list[tuple[str, str]]


def shown_heads(found: SideBySide) -> list[Head]:
    """The heads of the columns, each with the way to its table and the address of the page without it."""
    keys = [column.asked.key for column in found.columns]
    return [
        Head(
            name=side.title,
            title=column.seen.title,
            state=column.seen.state,
            url=table_url(column),
            without=compare_url([key for key in keys if key != column.asked.key]),
            is_published_only=column.seen.publication is not None,
        )
        for column, side in zip(found.columns, found.comparison.sides, strict=True)
    ]


def shown_parts(found: SideBySide, *, only_changed: bool) -> list[ShownPart]:
    """The matrix part by part; `only_changed` leaves out rows that are the same in all columns."""
    parts = []
    for kind in RowKind:
        rows = found.comparison.of_kind(kind)
        taken = [row for row in rows if not (only_changed and row.is_same)]
        if rows:
            shown = [_shown_row(found, row) for row in taken]
            note = _("单位：万元") if kind in (RowKind.MONEY, RowKind.TASK, RowKind.PROJECT) else ""
            parts.append(ShownPart(kind.value, kind.label, note, shown, len(rows) - len(taken)))
    return parts


def shown_observations(found: SideBySide) -> list[ShownObservation]:
    """What is worth a look, the weightiest first."""
    return [_shown_observation(found, each) for each in found.observations]


def counts(found: SideBySide) -> dict[str, int]:
    """How many rows there are, how many differ, how many matches wait for a person's word."""
    rows = found.comparison.rows
    return {
        "rows": len(rows),
        "changed": sum(not row.is_same for row in rows),
        "doubtful": sum(bool(row.doubtful) for row in rows),
        "observations": len(found.observations),
    }


def compare_url(keys: Sequence[str], **more: str) -> str:
    """The address of a comparison."""
    return f"{reverse('performance:compare')}?{_query(keys, more)}"


def match_url(keys: Sequence[str], row: str, **more: str) -> str:
    """The address of the page about one row's match."""
    return f"{reverse('performance:compare_row')}?{_query(keys, {'row': row, **more})}"


def table_url(column: Column, address: str = "") -> str:
    """Where a column's table is read; of one's own table the cell itself."""
    if column.seen.publication is not None:
        return reverse("open_performance:publication", args=[column.seen.publication])
    anchor = f"#{anchor_of(address)}" if address else ""
    return reverse("performance:review", args=[column.seen.table]) + anchor


def row_anchor(key: str) -> str:
    """The id of a row's element."""
    return "row-" + key.replace(":", "-").replace(".", "-")


def figure_text(held: Held) -> str:
    """The figure of a cell, "" when there is none: amounts in 万元, targets as written."""
    if held.yuan is not None:
        return wan(held.yuan)
    if held.count is not None:
        return str(held.count)
    return "" if held.is_blank or held.is_not_applicable else held.text


def change_of(found: SideBySide, row: Row, side: int) -> Change | None:
    """How a cell differs from the one it is held against: the same body's before it, else the first column's."""
    base = base_of(found, side)
    if base is None:
        return None
    before, after = row.cells[base], row.cells[side]
    if before is None or after is None:
        return None
    if row.kind is RowKind.INDICATOR:
        return target_change(before.target, after.target)
    return amount_change(before, after)


def base_of(found: SideBySide, side: int) -> int | None:
    """The column another is held against; the first one is held against none."""
    sides = found.comparison.sides
    earlier = [number for number in range(side) if is_later(sides[number], sides[side])]
    return earlier[-1] if earlier else (0 if side else None)


def match_words(held: Held) -> str:
    """How a cell came into its row, in words; "" where its name says so by itself."""
    match = held.match
    if match is None or (match.percent == SURELY_SAME and not match.by_person):
        return ""
    if match.by_person:
        return match.why
    return _("%(why)s（把握 %(percent)s%%）") % {"why": match.why, "percent": match.percent}


def weight_of(observation: Observation) -> tuple[str, str]:
    """The tone and the word of an observation's weight."""
    return TONES[observation.severity.value], SEVERITIES[observation.severity.value]


def _shown_row(found: SideBySide, row: Row) -> ShownRow:
    keys = [column.asked.key for column in found.columns]
    can_match = row.kind in (RowKind.TASK, RowKind.PROJECT, RowKind.INDICATOR) and len(keys) > 1
    return ShownRow(
        anchor=row_anchor(row.key),
        label=row.label,
        figures=[
            _figure(found, row, side, held) if held is not None else None
            for side, held in enumerate(row.cells)
        ],
        is_same=row.is_same,
        is_doubtful=bool(row.doubtful),
        match_url=match_url(keys, row.key) if can_match else "",
    )


def _figure(found: SideBySide, row: Row, side: int, held: Held) -> Figure:
    change = change_of(found, row, side)
    address = held.address or next(iter(held.parts), "")
    return Figure(
        text=figure_text(held),
        url=table_url(found.columns[side], address),
        word=_("不适用") if held.is_not_applicable else _("空白") if held.is_blank else "",
        name=held.name[:LONG_NAME] if held.name and held.name != row.label else "",
        share=f"{float(held.share * 100):.1f}%" if held.share else "",
        change=change_words(found, row, side),
        rises=change.difference > 0 if change and change.difference and in_time(found, side) else None,
        match=match_words(held),
        is_doubtful=held.match is not None and not held.match.is_sure,
    )


def change_words(found: SideBySide, row: Row, side: int) -> str:
    """A change as people write it: +12.30（+4.1%）; of amounts in 万元. Between bodies it is a mere difference."""
    change = change_of(found, row, side)
    if change is None or not change.difference:
        return ""
    is_money = row.kind in (RowKind.MONEY, RowKind.TASK, RowKind.PROJECT)
    number = wan(change.difference) if is_money else f"{change.difference.normalize():f}"
    sign = "+" if change.difference > 0 else ""
    rate = f"（{change.rate * 100:+.1f}%）" if change.rate is not None else ""
    words = f"{sign}{number}{rate}"
    return words if in_time(found, side) else _("与首列相差 %(words)s") % {"words": words}


def in_time(found: SideBySide, side: int) -> bool:
    """Whether a column is held against an earlier one of the same body, not against another body's."""
    base = base_of(found, side)
    return base is not None and is_later(found.comparison.sides[base], found.comparison.sides[side])


def _shown_observation(found: SideBySide, each: Observation) -> ShownObservation:
    tone, weight = weight_of(each)
    places: dict[str, str] = {}
    for spot in each.spots:
        side = found.comparison.sides[spot.side]
        url = table_url(found.columns[spot.side], spot.address)
        places.setdefault(url, side.title)
    return ShownObservation(
        title=each.title,
        text=each.message,
        tone=tone,
        icon=ICONS[tone],
        weight=weight,
        basis=each.basis + ("" if each.verified else UNSOURCED),
        anchor=row_anchor(each.row) if each.row else "",
        is_doubtful=each.is_doubtful,
        places=[(title, url) for url, title in list(places.items())[:2]],
    )


def _query(keys: Sequence[str], more: dict[str, str]) -> str:
    return urlencode(
        [*(("t", key) for key in keys), *((name, value) for name, value in more.items() if value)]
    )
