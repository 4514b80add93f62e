"""What performance offers to other pages of the platform: its card on the home page, links to its things."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congress.apps.performance.domain.lifecycle import TableState
from congress.apps.performance.selectors import published, published_now, tables
from congress.platform.core.actors import Actor
from congress.platform.core.manifest import CardContent, CardLine, SubjectView

LINES = 5


def card(actor: Actor, at: datetime) -> CardContent:
    """The tables being worked on, latest first. Two queries."""
    rows = tables(actor=actor).exclude(state=TableState.PUBLISHED).order_by("-imported_at", "pk")[:LINES]
    lines = tuple(CardLine(row.title, _review(row.pk), row.stands_at.label) for row in rows)
    return CardContent(
        lines=lines, empty=_("没有正在办理的绩效目标表。"), more_url=reverse("performance:tables")
    )


def public_card(actor: Actor, at: datetime) -> CardContent:
    """What was published last, for the public front page. One query."""
    rows = published_now(actor=actor).order_by("-published_at", "pk")[:LINES]
    lines = tuple(
        CardLine(row.title, reverse("open_performance:publication", args=[row.pk]), row.body_name)
        for row in rows
    )
    return CardContent(
        lines=lines, empty=_("还没有公开的绩效目标。"), more_url=reverse("open_performance:published")
    )


def resolve_tables(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    """Tables the actor may read, by id. Two queries."""
    rows = tables(actor=actor).filter(pk__in=ids)
    return {row.pk: SubjectView(row.title, _review(row.pk), row.stands_at.label) for row in rows}


def resolve_publications(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    """Publications the actor may read, by id."""
    return {
        row.pk: SubjectView(
            row.title,
            reverse("open_performance:publication", args=[row.pk]),
            str(_("已更正")) if getattr(row, "is_corrected", False) else TableState.PUBLISHED.label,
        )
        for row in published(actor=actor).filter(pk__in=ids)
    }


def _review(table: UUID) -> str:
    return reverse("performance:review", args=[table])
