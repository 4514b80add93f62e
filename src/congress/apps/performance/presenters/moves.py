"""The way of a table through the office, as a list of events."""

from __future__ import annotations

from django.utils import timezone

from congress.apps.performance.domain.lifecycle import MoveKind
from congress.apps.performance.selectors import Review

_LOOKS = {
    MoveKind.SUBMITTED: ("info", "send"),
    MoveKind.RECALLED: ("neutral", "undo"),
    MoveKind.RETURNED: ("warn", "reject"),
    MoveKind.APPROVED: ("good", "check"),
    MoveKind.WITHHELD: ("warn", "reject"),
    MoveKind.ISSUED: ("good", "check"),
    MoveKind.PUBLISHED: ("good", "publish"),
    MoveKind.REOPENED: ("warn", "edit"),
    MoveKind.CLOSED: ("neutral", "undo"),
}


def shown_moves(review: Review) -> list[dict[str, str]]:
    """Every step that was taken, the latest first: by whom, when, with what word."""
    shown = []
    for move in reversed(review.moves):
        kind = MoveKind(move.kind)
        tone, icon = _LOOKS[kind]
        shown.append(
            {
                "title": kind.label,
                "who": review.people.get(move.by, ""),
                "at": timezone.localtime(move.at).strftime("%Y-%m-%d %H:%M"),
                "at_iso": move.at.isoformat(),
                "text": move.note,
                "tone": tone,
                "icon": icon,
            }
        )
    return shown


def sent_back(review: Review) -> dict[str, str] | None:
    """Who sent the table back last, and why, while it lies with whoever prepares it."""
    if not review.moves or review.moves[-1].kind not in (MoveKind.RETURNED, MoveKind.WITHHELD):
        return None
    last = review.moves[-1]
    return {
        "title": MoveKind(last.kind).label,
        "who": review.people.get(last.by, ""),
        "reason": last.note,
    }
