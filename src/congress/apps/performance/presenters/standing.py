"""How far a table has come, and what people changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from congress.apps.performance.domain.lifecycle import TableState
from congress.apps.performance.models import Correction
from congress.apps.performance.presenters.review import anchor_of, name_of
from congress.apps.performance.selectors import Review, StoredCell

TITLES = ("经办", "复核", "公开")
REACHED = {
    TableState.PREPARING: 0,
    TableState.RETURNED: 0,
    TableState.IN_REVIEW: 1,
    TableState.APPROVED: 2,
    TableState.PUBLISHING: 2,
    TableState.PUBLISHED: 3,
}


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """One change of one cell, in words."""

    name: str
    anchor: str
    who: str
    at: datetime
    before: str
    after: str
    is_undo: bool


def shown_steps(review: Review) -> list[dict[str, str]]:
    """经办, 复核, 公开: which is done, by whom, when."""
    table, people = review.table, review.people
    state, reached = table.stands_at, REACHED[table.stands_at]
    prepared = (table.submitted_by, table.submitted_at) if reached >= 1 else (table.prepared_by, None)
    reviewed = (table.reviewed_by, table.reviewed_at) if reached >= 2 else (None, None)
    publication = review.publication
    published = (publication.published_by, publication.published_at) if publication else (None, None)
    notes = (
        table.submit_note if reached >= 1 else "",
        table.review_note if reached >= 2 else "",
        "",
    )
    steps = []
    for number, (title, (who, at)) in enumerate(zip(TITLES, (prepared, reviewed, published), strict=True)):
        mark = "done" if number < reached else "current" if number == reached else "todo"
        if number == 0 and state is TableState.RETURNED:
            mark = "returned"
        name = people.get(who, "") if who else ""
        steps.append({"title": title, "state": mark, "who": name, "at": _moment(at), "note": notes[number]})
    return steps


def shown_corrections(review: Review) -> list[ShownCorrection]:
    """The latest changes, newest first."""
    names = cell_names(review.cells)
    return [shown_correction(each, names, review.people) for each in review.corrections]


def shown_correction(
    correction: Correction, names: dict[str, str], people: dict[UUID, str]
) -> ShownCorrection:
    """One change: the cell by the name people give it, who, when, what before and after."""
    return ShownCorrection(
        name=names.get(correction.address, correction.address),
        anchor=anchor_of(correction.address),
        who=people.get(correction.by, ""),
        at=correction.at,
        before=correction.before,
        after=correction.after,
        is_undo=correction.undoes_id is not None,
    )


def cell_names(cells: list[StoredCell]) -> dict[str, str]:
    """What people call each cell, by address."""
    return {stored.cell.address: name_of(stored.cell) for stored in cells}


def tabs_of(review: Review, *, show: str, order: str) -> list[dict[str, Any]]:
    """The choices of what is shown, with how many cells each has."""
    faulty = review.faulty
    counts = {
        "": len(review.cells),
        "doubtful": sum(each.needs_look for each in review.cells),
        "faulty": sum(each.cell.address in faulty for each in review.cells),
    }
    words = {"": "全部", "doubtful": "只看请核对", "faulty": "只看有问题"}
    kept = f"&order={order}" if order else ""
    return [
        {"title": words[key], "url": f"?show={key}{kept}#data", "current": key == show, "count": counts[key]}
        for key in words
    ]


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%m-%d %H:%M") if at else ""
