"""The figures performance itself can tell: tables published, and published in time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from congress.apps.performance.models import Publication
from congress.apps.performance.permissions import PerformancePermission as P
from congress.platform.core import clock
from congress.platform.core.actors import Actor
from congress.platform.core.measures import ROWS_SHOWN, MeasureRow, MeasureValue, rate
from congress.platform.core.ports import visible
from congress.platform.core.subjects import Subject
from congress.standards.values.period import Period


def tables_published(actor: Actor, body: UUID, period: Period, at: datetime) -> MeasureValue:
    """How many tables of a body were published for the first time within a period (公开的绩效目标表)."""
    rows = list(_first_publications(actor, body, period))
    return MeasureValue(
        value=Decimal(len(rows)),
        unit="张",
        how=f"{period}首次公开的绩效目标表和自评表，更正后再次公开的不重复计数。",
        at=at,
        rows=tuple(_row(each, counts=True) for each in rows[:ROWS_SHOWN]),
        row_count=len(rows),
    )


def published_in_time(actor: Actor, body: UUID, period: Period, at: datetime) -> MeasureValue:
    """The share of a body's tables that were published by their last lawful day (按时公开率).

    Counted are those first published within the period whose date of reply is known.
    """
    rows = [each for each in _first_publications(actor, body, period) if each.table.publish_by is not None]
    in_time = [each for each in rows if each.table.publish_by and _day(each) <= each.table.publish_by]
    return MeasureValue(
        value=rate(len(in_time), len(rows)),
        unit="%",
        how=f"{period}首次公开、填了批复日期的 {len(rows)} 张表里，{len(in_time)} 张在法定期限内公开。",
        at=at,
        rows=tuple(_row(each, counts=each in in_time) for each in rows[:ROWS_SHOWN]),
        row_count=len(rows),
    )


def _first_publications(actor: Actor, body: UUID, period: Period) -> list[Publication]:
    """The first publications of a body's tables on days of the period, oldest first. One query."""
    days = period.range
    rows: QuerySet[Publication] = visible(Publication.objects.all(), actor, P.READ).filter(
        table__body=body, number=1
    )
    found = rows.select_related("table").defer("data", "sheet").order_by("published_at", "pk")
    return [each for each in found if _day(each) in days]


def _row(publication: Publication, *, counts: bool) -> MeasureRow:
    last = publication.table.publish_by
    told = f"，期限 {last.isoformat()}" if last else ""
    return MeasureRow(
        text=f"{publication.title}（{_day(publication).isoformat()} 公开{told}）",
        subject=Subject.of(publication),
        url=f"/open/performance/{publication.pk}/",
        day=_day(publication),
        counts=counts,
    )


def _day(publication: Publication) -> date:
    return clock.local_day(publication.published_at)
