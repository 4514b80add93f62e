"""Rounds as the office sees them, and a unit's own part as its contact sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from congress.apps.performance.domain import PerformanceTable, assemble
from congress.apps.performance.domain.cells import CellKind
from congress.apps.performance.domain.rounds import (
    FILLABLE,
    Answer,
    FilledRow,
    Gap,
    RoundKind,
    RoundState,
    UnitState,
    answered,
    gaps_of,
    is_overdue,
)
from congress.apps.performance.models import Evidence, Round, RoundRow, RoundUnit, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors.cells import stored_cells
from congress.platform.access.api import accounts_holding
from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.platform.identity.api import account_infos
from congress.platform.organisation.api import bodies_for_choice

NO_ROUND = "没有找到这一轮填报，或者您没有权限查看。"
NO_DUTY = "没有找到这项填报，或者它不是您单位的。"
SEES_BODIES = "organisation.read"
NOT_BLANK = ~Q(rows__value="")
THERE = Q(removed_at__isnull=True)


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit's part as the board shows it."""

    part: RoundUnit
    contact: str
    reporter: str
    rows: int
    filled: int
    is_overdue: bool

    @property
    def state(self) -> UnitState:
        return self.part.stands_at


@dataclass(frozen=True, slots=True)
class Board:
    """A round with all its units, those that need a look first."""

    round: Round
    units: list[UnitStanding]
    rows: int
    free_rows: int

    def count(self, state: UnitState) -> int:
        """How many units stand in a state."""
        return sum(each.state is state for each in self.units)

    @property
    def overdue(self) -> int:
        """How many units have not reported although their last day is over."""
        return sum(each.is_overdue for each in self.units)


@dataclass(frozen=True, slots=True)
class RowStanding:
    """One row with its answer, its evidence and what is still missing in it."""

    row: RoundRow
    evidence: list[Evidence]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A unit's part with its rows: what its contact fills, and what the office looks at."""

    part: RoundUnit
    rows: list[RowStanding]
    people: dict[UUID, str]

    @property
    def round(self) -> Round:
        return self.part.round

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything that is missing, row by row."""
        return tuple(gap for each in self.rows for gap in each.gaps)

    @property
    def is_fillable(self) -> bool:
        """Whether the unit may write now."""
        is_open = self.round.stands_at is RoundState.OPEN
        return is_open and self.part.stands_at in FILLABLE and self.part.unit.active_until is None


def rounds(*, actor: Actor) -> QuerySet[Round]:
    """The rounds an actor arranges, with counts of units and of reports."""
    rows = visible(Round.objects.select_related("body", "table"), actor, P.COLLECT)
    reported = Q(units__state__in=(UnitState.REPORTED, UnitState.ADOPTED))
    return rows.annotate(unit_count=Count("units"), reported_count=Count("units", filter=reported))


def round_for(*, actor: Actor, round: UUID) -> Round:
    """One round the actor arranges. Raises `Refused`."""
    found = visible(Round.objects.select_related("body", "table"), actor, P.COLLECT).filter(pk=round).first()
    if found is None:
        raise Refused(permission=P.COLLECT, reason=NO_ROUND)
    return found


def rounds_of(*, actor: Actor, table: TargetTable) -> list[Round]:
    """The rounds of one table that the actor arranges, latest first."""
    rows = visible(Round.objects.filter(table=table), actor, P.COLLECT)
    return list(rows.order_by("-opened_at"))


def board_of(*, actor: Actor, round: UUID, today: date) -> Board:
    """A round with where each of its units stands. Raises `Refused`."""
    row = round_for(actor=actor, round=round)
    parts = list(
        row.units.select_related("unit").annotate(
            row_count=Count("rows"), filled_count=Count("rows", filter=NOT_BLANK)
        )
    )
    people = names_of([each for part in parts for each in (part.contact, part.reported_by) if each])
    units = [
        UnitStanding(
            part=part,
            contact=people.get(part.contact, ""),
            reporter=people.get(part.reported_by, "") if part.reported_by else "",
            rows=part.row_count,
            filled=part.filled_count,
            is_overdue=row.stands_at is RoundState.OPEN
            and is_overdue(state=part.stands_at, due=part.due_on, today=today),
        )
        for part in parts
    ]
    units.sort(key=_urgency)
    free = row.rows.filter(unit__isnull=True).count()
    return Board(row, units, row.rows.count(), free)


def rows_of(row: Round) -> list[RoundRow]:
    """Every row of a round in the order of the table. One query."""
    return list(row.rows.select_related("unit__unit").order_by("order"))


def unit_choices(*, actor: Actor, row: Round) -> list[tuple[str, str]]:
    """Bodies that may still be asked to take part (id, name), in the order of the tree."""
    there = set(row.units.values_list("unit_id", flat=True))
    own = bodies_for_choice(actor=actor, verb=P.COLLECT)
    seen = {each.id: each for each in (*bodies_for_choice(actor=actor, verb=SEES_BODIES), *own)}
    return [(str(pk), each.name) for pk, each in seen.items() if pk not in there]


def part_choices(row: Round) -> list[tuple[str, str]]:
    """The units that take part (id of the part, name), in the order of the tree. One query."""
    parts = row.units.select_related("unit").order_by("unit__path")
    return [(str(part.pk), part.unit.name) for part in parts]


def contact_choices(part: RoundUnit) -> list[tuple[str, str]]:
    """Who may fill for a unit (account, name)."""
    found = names_of(accounts_holding(verb=P.FILL, body=part.unit_id))
    return sorted(((str(pk), name) for pk, name in found.items()), key=lambda each: each[1])


def part_for_office(*, actor: Actor, round: UUID, unit: UUID) -> Part:
    """One unit's part as the office looks at it. Raises `Refused`."""
    row = round_for(actor=actor, round=round)
    return _part(row.units.filter(pk=unit), P.COLLECT, NO_ROUND)


def duties(*, actor: Actor) -> QuerySet[RoundUnit]:
    """The parts an actor may fill, of rounds that were sent."""
    rows = visible(RoundUnit.objects.select_related("round__body", "unit"), actor, P.FILL)
    sent = rows.exclude(round__state=RoundState.PREPARING)
    return sent.annotate(row_count=Count("rows"), filled_count=Count("rows", filter=NOT_BLANK))


def duty_for(*, actor: Actor, part: UUID) -> Part:
    """One part the actor may fill. Raises `Refused`, also for parts of other units."""
    rows = visible(RoundUnit.objects.filter(pk=part), actor, P.FILL)
    return _part(rows.exclude(round__state=RoundState.PREPARING), P.FILL, NO_DUTY)


def own_row(*, actor: Actor, part: UUID, row: UUID) -> tuple[Part, RowStanding]:
    """One row of a part the actor may fill. Raises `Refused`."""
    found = duty_for(actor=actor, part=part)
    for each in found.rows:
        if each.row.pk == row:
            return found, each
    raise Refused(permission=P.FILL, reason=NO_DUTY)


def own_evidence(*, actor: Actor, evidence: UUID) -> Evidence:
    """A file on one of the actor's own rows. Raises `Refused`."""
    rows = visible(Evidence.objects.select_related("file"), actor, P.FILL).filter(THERE, pk=evidence)
    found = rows.exclude(row__round__state=RoundState.PREPARING).first()
    if found is None:
        raise Refused(permission=P.FILL, reason=NO_DUTY)
    return found


def evidence_in(*, actor: Actor, round: UUID, evidence: UUID) -> Evidence:
    """A file on a row of a round the actor arranges. Raises `Refused`."""
    row = round_for(actor=actor, round=round)
    found = Evidence.objects.filter(THERE, pk=evidence, row__round=row).select_related("file").first()
    if found is None:
        raise Refused(permission=P.COLLECT, reason=NO_ROUND)
    return found


def evidence_of(row: Round) -> list[Evidence]:
    """Every file of a round in the order of the table, with row, unit and stored file. One query."""
    found = Evidence.objects.filter(THERE, row__round=row).select_related("row__unit__unit", "file")
    return list(found.order_by("row__order", "number"))


def adopted_answers(*, table: TargetTable, kind: str) -> dict[str, Answer]:
    """What was taken over for a table, by the address of the row (`indicators.3`); later rounds win. One query."""
    rows = RoundRow.objects.filter(round__table=table, round__kind=kind, unit__state=UnitState.ADOPTED)
    found = rows.order_by("round__opened_at").values_list("address", "value", "note")
    return {address: Answer(value, note) for address, value, note in found}


def assembled_with_answers(table: TargetTable) -> PerformanceTable:
    """The typed table with the results that were taken over from units, for the self-evaluation that begins from it.

    What stands in the table itself comes first. Two queries.
    """
    cells = {each.cell.address: each.cell for each in stored_cells(table)}
    order = max((cell.order for cell in cells.values()), default=0)
    for row, answer in adopted_answers(table=table, kind=RoundKind.ACTUALS).items():
        for field, text, kind in (
            ("actual", answer.value, CellKind.TARGET),
            ("reason", answer.note, CellKind.TEXT),
        ):
            there = cells.get(f"{row}.{field}")
            if f"{row}.name" not in cells or (there is not None and there.text):
                continue
            order += 1
            cells[f"{row}.{field}"] = answered(f"{row}.{field}", text=text, kind=kind, order=order)
    return assemble(form=table.form, cells=cells.values())


def names_of(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """Names by account id. One query."""
    return {pk: info.display_name for pk, info in account_infos(ids=accounts).items()}


def filled(row: RoundRow, evidence: int) -> FilledRow:
    """A row as gaps are looked for in it."""
    return FilledRow(
        id=row.pk,
        number=row.number,
        name=row.name,
        group=row.group,
        target=row.target,
        value=row.value,
        note=row.note,
        evidence=evidence,
    )


def _part(rows: QuerySet[RoundUnit], permission: P, reason: str) -> Part:
    part = rows.select_related("round__body", "round__table", "unit").first()
    if part is None:
        raise Refused(permission=permission, reason=reason)
    there = Prefetch("evidence", Evidence.objects.filter(THERE).select_related("file").order_by("number"))
    standings = []
    for row in part.rows.order_by("order").prefetch_related(there):
        evidence = list(row.evidence.all())
        gaps = gaps_of(kind=part.round.asks_for, rows=[filled(row, len(evidence))])
        standings.append(RowStanding(row, evidence, gaps))
    hands = [part.contact, part.reported_by, *(each.row.filled_by for each in standings)]
    return Part(part, standings, names_of([each for each in hands if each]))


def _urgency(unit: UnitStanding) -> tuple[int, int, str]:
    order = {UnitState.REPORTED: 1, UnitState.RETURNED: 2, UnitState.WAITING: 3, UnitState.ADOPTED: 4}
    return (0 if unit.is_overdue else 1, order[unit.state], unit.part.unit.path)
