"""The figures organisation can tell: how many deputies a congress has."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from congress.platform.core.actors import Actor
from congress.platform.core.measures import ROWS_SHOWN, MeasureRow, MeasureValue
from congress.platform.core.ports import visible
from congress.platform.core.subjects import Subject
from congress.platform.organisation.domain.paths import WIDTH
from congress.platform.organisation.models import Body, Mandate
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.standards.values.period import Period

UNIT = "人"


def deputies_in_office(actor: Actor, body: UUID, period: Period, at: datetime) -> MeasureValue:
    """Deputies whose seat was running on the period's last day (在任代表人数), of the congress a body works for.

    Three queries. The congress is the nearest one above the body, or the body itself.
    """
    last_day = period.range.end
    congress = _congress_of(body)
    if congress is None:
        return MeasureValue(None, UNIT, "这个单位的上面没有人民代表大会，没有代表可数。", at)
    rows = visible(Mandate.objects.all(), actor, P.READ_PEOPLE).filter(
        Q(until_date__isnull=True) | Q(until_date__gt=last_day),
        term__congress=congress,
        from_date__lte=last_day,
    )
    count = rows.count()
    shown = rows.select_related("person").order_by("delegation", "person__name", "pk")[:ROWS_SHOWN]
    return MeasureValue(
        value=Decimal(count),
        unit=UNIT,
        how=f"{congress.name}在 {last_day.isoformat()} 在任的代表，一席一人。",
        at=at,
        rows=tuple(
            MeasureRow(
                text=f"{mandate.person.name}（{mandate.delegation or mandate.electing_unit}）",
                subject=Subject.of(mandate.person),
                url=f"/organisation/people/{mandate.person_id}/",
                day=mandate.from_date,
            )
            for mandate in shown
        ),
        row_count=count,
    )


def _congress_of(body: UUID) -> Body | None:
    path = Body.objects.filter(pk=body).values_list("path", flat=True).first() or ""
    above = [path[:end] for end in range(WIDTH, len(path) + 1, WIDTH)]
    return Body.objects.filter(path__in=above, kind="congress").order_by("-path").first()
