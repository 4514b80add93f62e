"""What the evaluation page shows: scores, lights, and the figures of the platform beside those taken over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain import PerformanceTable
from congress.apps.performance.domain.evaluating import Part, evaluate
from congress.apps.performance.domain.self_evaluation import EVALUATION_FORMS
from congress.apps.performance.models import MeasureBinding, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors.cells import assembled, stored_cell
from congress.apps.performance.selectors.reviewing import Standing, standing_of
from congress.apps.performance.selectors.tables import tables
from congress.platform.core.actors import Actor
from congress.platform.core.measures import Measure, MeasureValue, measured, offered
from congress.platform.core.refusals import Refused
from congress.standards.errors import RuleViolation
from congress.standards.indicators import performance_scoring
from congress.standards.values.period import Period, PeriodKind


@dataclass(frozen=True, slots=True)
class Bound:
    """An indicator's measure: what was taken over and what it is now (None with `refusal` when it cannot be told)."""

    binding: MeasureBinding
    measure: Measure | None
    now: MeasureValue | None
    refusal: str = ""

    @property
    def has_moved(self) -> bool:
        """Whether the figure is another one now than the one taken over."""
        return bool(self.binding.taken_at and self.now and self.now.text != self.binding.taken_text)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A table evaluated. `bound` is by the address of the row."""

    standing: Standing
    typed: PerformanceTable
    scheme: str
    month: int
    parts: tuple[Part, ...]
    bound: dict[str, Bound]
    begun: TargetTable | None = None

    @property
    def can_begin(self) -> bool:
        """Whether the actor may begin the self-evaluation of this table."""
        is_planned = self.table.form not in EVALUATION_FORMS and bool(self.typed.all_indicators)
        return P.PREPARE in self.standing.verbs and is_planned and self.begun is None

    @property
    def table(self) -> TargetTable:
        return self.standing.table

    @property
    def can_write(self) -> bool:
        """Whether weights and scores have cells to go to, and the actor may change them now."""
        has_columns = any(row.weight.cell or row.score.cell for row in self.typed.all_indicators)
        return self.standing.is_editable and has_columns


@dataclass(frozen=True, slots=True)
class RowMeasures:
    """One indicator, the measures it could be bound to, and the one it is bound to."""

    standing: Standing
    row: str
    name: str
    actual: str
    bound: Bound | None
    choice: list[Measure]


def evaluation_of(*, actor: Actor, table: UUID, scheme: str, month: int, at: datetime) -> Evaluation:
    """A table with scores, lights and figures. Raises `Refused`."""
    standing = standing_of(actor=actor, table=table)
    typed = assembled(standing.table)
    rules = performance_scoring()
    wanted = scheme if scheme in rules.schemes else ""
    return Evaluation(
        standing=standing,
        typed=typed,
        scheme=wanted,
        month=month,
        parts=evaluate(table=typed, scheme=wanted, month=month, rules=rules),
        begun=tables(actor=actor).filter(drafted_from=standing.table, year=standing.table.year).first(),
        bound={each.row: bound(actor, standing.table, each, at) for each in standing.table.bindings.all()},
    )


def row_measures(*, actor: Actor, table: UUID, row: str, at: datetime) -> RowMeasures:
    """What an indicator's actual value could come from. Raises `Refused`, `RuleViolation` for a row not there."""
    standing = standing_of(actor=actor, table=table)
    actual = stored_cell(standing.table, f"{row}.actual").cell
    binding = standing.table.bindings.filter(row=row).first()
    return RowMeasures(
        standing=standing,
        row=row,
        name=stored_cell(standing.table, f"{row}.name").cell.text,
        actual=actual.text,
        bound=bound(actor, standing.table, binding, at) if binding else None,
        choice=sorted(offered().values(), key=lambda each: each.code),
    )


def bound(actor: Actor, table: TargetTable, binding: MeasureBinding, at: datetime) -> Bound:
    """A binding with its figure now."""
    measure = offered().get(binding.measure)
    if table.year is None:
        return Bound(binding, measure, None, "这张表没有写明年度，不能取数。")
    try:
        period = Period(table.year, PeriodKind.YEAR)
        now = measured(actor=actor, code=binding.measure, body=table.body_id, period=period, at=at)
    except Refused as refusal:
        return Bound(binding, measure, None, refusal.reason)
    except RuleViolation as refusal:
        return Bound(binding, measure, None, refusal.message)
    return Bound(binding, measure, now)
