"""A round for tests: two offices that fill, their contacts, the office that arranges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from congress.apps.performance.domain.rounds import Answer, RoundKind
from congress.apps.performance.models import Round, RoundRow, RoundUnit, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.services import (
    assign_rows,
    fill_rows,
    invite_units,
    open_round,
    report_unit,
    send_round,
)
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

DUE = date(2026, 3, 20)
LATER = timedelta(days=30)


@dataclass(slots=True)
class RoundWorld:
    """A round and everybody in it. `own` is the office's own part, `finance` that of the other office."""

    place: SmallPlace
    at: datetime
    table: TargetTable
    host: Person
    contact: Person
    own_contact: Person
    round: UUID

    @property
    def row(self) -> Round:
        return Round.objects.get(pk=self.round)

    @property
    def finance(self) -> RoundUnit:
        return RoundUnit.objects.get(round=self.round, unit=self.place.other_office)

    @property
    def own(self) -> RoundUnit:
        return RoundUnit.objects.get(round=self.round, unit=self.place.office)

    def rows(self, part: RoundUnit | None = None) -> list[RoundRow]:
        rows = RoundRow.objects.filter(round=self.round).order_by("order")
        return list(rows if part is None else rows.filter(unit=part))

    def divide(self) -> None:
        """The first row goes to finance, the others to the office itself."""
        units = {row.pk: self.own.pk for row in self.rows()}
        units[self.rows()[0].pk] = self.finance.pk
        assign_rows(actor=self.host, at=self.at, target=self.round, version=self.row.version, units=units)

    def send(self) -> None:
        """Both units asked, rows divided, round sent."""
        invite_units(
            actor=self.host,
            at=self.at,
            target=self.round,
            units=[self.place.office, self.place.other_office],
        )
        self.divide()
        send_round(actor=self.host, at=self.at, target=self.round, version=self.row.version)

    def fill(self, value: str = "2次", note: str = "", at: datetime | None = None) -> None:
        """Finance fills its one row."""
        part = self.finance
        answers = {row.pk: Answer(value, note) for row in self.rows(part)}
        fill_rows(actor=self.contact, at=at or self.at, target=part.pk, version=part.version, answers=answers)

    def report(self, value: str = "2次", note: str = "材料随后补", at: datetime | None = None) -> None:
        """Finance fills and reports."""
        part = self.finance
        answers = {row.pk: Answer(value, "") for row in self.rows(part)}
        report_unit(
            actor=self.contact,
            at=at or self.at,
            target=part.pk,
            version=part.version,
            answers=answers,
            note=note,
        )


def round_world(
    *, place: SmallPlace, table: TargetTable, host: Person, at: datetime, kind: RoundKind = RoundKind.ACTUALS
) -> RoundWorld:
    """A round opened for a table, nobody asked yet."""
    contact = place.person("contact", P.FILL, body=place.other_office)
    own_contact = place.person("own-contact", P.FILL, body=place.office)
    opened = open_round(actor=host, at=at, target=table.pk, kind=kind, title="2026年绩效指标填报", due_on=DUE)
    return RoundWorld(place, at, table, host, contact, own_contact, opened)


def end_body(body: UUID) -> None:
    """A body is closed."""
    from congress.platform.organisation.models import Body

    with unguarded("fixtures"):
        Body.objects.filter(pk=body).update(active_until=date(2026, 3, 1))
