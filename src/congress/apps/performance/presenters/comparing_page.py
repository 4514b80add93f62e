"""What the pages of comparing print: the matrix, the choice of tables, one row with what it could be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from congress.apps.performance.domain.comparing import Held, Row, RowKind
from congress.apps.performance.domain.comparing.candidates import MOST, Candidate, candidates
from congress.apps.performance.domain.comparing.money import wan
from congress.apps.performance.presenters.comparing import (
    compare_url,
    counts,
    figure_text,
    match_url,
    match_words,
    shown_heads,
    shown_observations,
    shown_parts,
    table_url,
)
from congress.apps.performance.presenters.comparing_charts import charts_of
from congress.apps.performance.selectors.comparing import (
    Asked,
    Column,
    Offered,
    Seen,
    SideBySide,
    Years,
)

HINT = "info"


@dataclass(frozen=True, slots=True)
class Judging:
    """The hidden fields of a form about two rows, and what may be said of them."""

    target: str
    row: str
    other: str
    other_row: str
    may_be_same: bool
    may_be_apart: bool
    may_be_withdrawn: bool


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """A row of another column one could be."""

    name: str
    figure: str
    url: str
    percent: int
    why: str
    is_present: bool
    is_taken: bool
    judging: Judging | None


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One other column on the page about a row."""

    title: str
    present: str
    candidates: list[ShownCandidate]


def matrix_context(found: SideBySide, *, only_changed: bool) -> dict[str, Any]:
    """Everything the matrix page prints."""
    keys = [column.asked.key for column in found.columns]
    number, observations = counts(found), shown_observations(found)
    every, changed = compare_url(keys), compare_url(keys, only="changed")
    tabs = [
        {"title": _("全部"), "url": f"{every}#matrix", "current": not only_changed, "count": number["rows"]},
        {
            "title": _("只看不同"),
            "url": f"{changed}#matrix",
            "current": only_changed,
            "count": number["changed"],
        },
    ]
    query = every.partition("?")[2]
    return {
        "heads": shown_heads(found),
        "parts": shown_parts(found, only_changed=only_changed),
        "observations": observations,
        "weighty": [each for each in observations if each.tone != HINT],
        "hints": [each for each in observations if each.tone == HINT],
        "charts": charts_of(found),
        "counts": number,
        "tabs": tabs,
        "file_url": f"{reverse('performance:compare_file')}?{query}",
        "choose_url": f"{reverse('performance:compare')}?{'&'.join(f't={key}' for key in keys[:1])}",
    }


def choice_context(offered: Offered, asked: Sequence[Asked]) -> dict[str, Any]:
    """Everything the page of choice prints."""
    chosen = {each.key for each in asked}
    seen = offered.with_projects
    projects = _projects(seen, chosen) if seen else []
    rows = [{"choice": each, "is_chosen": each.key in chosen} for each in offered.choices]
    return {
        "rows": rows,
        "chosen": sorted(chosen),
        "presets": [(_preset(each), compare_url(each.keys)) for each in offered.several_years],
        "projects": projects,
        "projects_of": seen.title if seen else "",
    }


def _projects(seen: Seen, chosen: set[str]) -> list[dict[str, Any]]:
    shown = []
    for project in seen.typed.projects:
        key, total = f"{seen.table}.{project.number}", project.money.total.value
        shown.append(
            {
                "key": key,
                "name": project.name.text or _("（没有名称）"),
                "amount": wan(total.yuan) if total else "",
                "is_chosen": key in chosen,
            }
        )
    return shown


def row_context(found: SideBySide, row: Row, *, is_whole: bool) -> dict[str, Any]:
    """Everything the page about one row prints: the nearest candidates, or all of them."""
    keys = [column.asked.key for column in found.columns]
    own = next(at for at, cell in enumerate(row.cells) if cell is not None)
    held = row.cells[own]
    assert held is not None
    others = [side for side in range(len(keys)) if side != own]
    return {
        "label": held.name,
        "side": found.comparison.sides[own].title,
        "figure": _with_unit(row, held),
        "url": table_url(found.columns[own], held.address),
        "kind": row.kind.label,
        "columns": [_column(found, row, own, side, is_whole) for side in others],
        "whole_url": "" if is_whole else match_url(keys, f"{own}:{held.row}", all="1"),
        "keys": keys,
        "at": f"{own}:{held.row}",
        "back": f"{compare_url(keys)}#{'row-' + row.key.replace(':', '-').replace('.', '-')}",
        "may_decide": any(column.seen.may_decide for column in found.columns),
    }


def _with_unit(row: Row, held: Held) -> str:
    """The figure of a task or project with its unit, that of an indicator as written."""
    text = figure_text(held)
    return _("%(amount)s 万元") % {"amount": text} if text and row.kind is not RowKind.INDICATOR else text


def _column(found: SideBySide, row: Row, own: int, side: int, is_whole: bool) -> ShownColumn:
    held = row.cells[side]
    most = None if is_whole else MOST
    offers = candidates(comparison=found.comparison, row=row, side=side, most=most)
    shown = [_candidate(found, row, own, side, each) for each in offers]
    return ShownColumn(found.comparison.sides[side].title, match_words(held) if held else "", shown)


def _candidate(found: SideBySide, row: Row, own: int, side: int, each: Candidate) -> ShownCandidate:
    is_present = each.held is row.cells[side]
    held = row.cells[own]
    assert held is not None
    match = each.held.match if is_present else None
    return ShownCandidate(
        name=each.held.name,
        figure=_with_unit(row, each.held),
        url=table_url(found.columns[side], each.held.address),
        percent=match.percent if match else each.likeness.percent,
        why=match.why if match else each.likeness.why,
        is_present=is_present,
        is_taken=each.is_taken,
        judging=_judging(found, (own, held), (side, each.held), is_present),
    )


def _judging(
    found: SideBySide, first: tuple[int, Held], second: tuple[int, Held], is_present: bool
) -> Judging | None:
    """What may be said, as an act on the table the person keeps: the later one where both are theirs."""
    sides = sorted((first, second), key=lambda each: each[0], reverse=True)
    target = next((each for each in sides if found.columns[each[0]].seen.may_decide), None)
    if target is None:
        return None
    other = sides[1] if target is sides[0] else sides[0]
    verdict = _verdict(found, target, other)
    return Judging(
        target=str(_table(found.columns[target[0]])),
        row=target[1].row,
        other=str(_table(found.columns[other[0]])),
        other_row=other[1].row,
        may_be_same=verdict is not True,
        may_be_apart=is_present and verdict is not False,
        may_be_withdrawn=verdict is not None,
    )


def _verdict(found: SideBySide, target: tuple[int, Held], other: tuple[int, Held]) -> bool | None:
    asked = (target[0], target[1].row, other[0], other[1].row)
    said = {
        (each.first_side, each.first, each.second_side, each.second): each.is_same for each in found.judged
    }
    return said.get(asked)


def _table(column: Column) -> object:
    return column.seen.table


def _preset(each: Years) -> str:
    return f"{each.body_name}：{'、'.join(str(year) for year in each.years)}年"
