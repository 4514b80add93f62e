"""How far a table has come, and what people changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from congress.apps.performance.domain.lifecycle import TableState
from congress.apps.performance.domain.rows import row_cell
from congress.apps.performance.models import Correction, StepKind
from congress.apps.performance.presenters.review import anchor_of, row_anchor
from congress.apps.performance.selectors import Review

TITLES = ("经办", "复核", "签发", "公开")
REACHED = {
    TableState.PREPARING: 0,
    TableState.RETURNED: 0,
    TableState.IN_REVIEW: 1,
    TableState.APPROVED: 2,
    TableState.ISSUED: 3,
    TableState.PUBLISHING: 3,
    TableState.PUBLISHED: 4,
}


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """One step, in words."""

    name: str
    kind: str
    url: str
    who: str
    at: datetime
    before: str
    after: str
    note: str
    is_undo: bool


def shown_steps(review: Review) -> list[dict[str, str]]:
    """经办, 复核, 签发, 公开: which is done, by whom, when."""
    table, publication = review.table, review.publication
    state, reached = table.stands_at, REACHED[table.stands_at]
    hands: list[tuple[UUID | None, datetime | None, str]] = [
        (table.submitted_by, table.submitted_at, table.submit_note),
        (table.reviewed_by, table.reviewed_at, table.review_note),
        (table.issued_by, table.issued_at, table.issue_note),
        (publication.published_by, publication.published_at, "") if publication else (None, None, ""),
    ]
    steps = []
    for number, (title, (who, at, note)) in enumerate(zip(TITLES, hands, strict=True)):
        mark = "done" if number < reached else "current" if number == reached else "todo"
        if number == 0 and state is TableState.RETURNED:
            mark = "returned"
        if number >= reached:
            who, at, note = (table.prepared_by if number == 0 else None), None, ""
        name = review.people.get(who, "") if who else ""
        steps.append({"title": title, "state": mark, "who": name, "at": _moment(at), "note": note})
    return steps


def shown_corrections(review: Review) -> list[ShownCorrection]:
    """The latest changes, newest first."""
    return [shown_correction(each, review.people) for each in review.corrections]


def shown_correction(correction: Correction, people: dict[UUID, str]) -> ShownCorrection:
    """One step: where by the name people gave it then, who, when, from what to what."""
    return ShownCorrection(
        name=correction.name,
        kind=StepKind(correction.kind).label,
        url=_on_screen(correction.address),
        who=people.get(correction.by, ""),
        at=correction.at,
        before=correction.before,
        after=correction.after,
        note=correction.note,
        is_undo=correction.undoes_id is not None,
    )


def _on_screen(address: str) -> str:
    """Where on the review screen a step can be seen, however long the table is."""
    anchor = anchor_of(address) if row_cell(address) or not address[-1:].isdigit() else row_anchor(address)
    return f"?{urlencode({'at': address})}#{anchor}"


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
