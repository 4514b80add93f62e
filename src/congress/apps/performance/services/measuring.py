"""Figures of the platform as actual values: bound to an indicator, taken over by a person, never silently."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.editing import rewritten
from congress.apps.performance.domain.naming import cell_name
from congress.apps.performance.models import MeasureBinding, StepKind, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import position_in_part, stored_cell
from congress.apps.performance.services.steps import Pen, Words
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.measures import MeasureValue, measured, offered
from congress.standards.errors import RuleViolation
from congress.standards.values.period import Period, PeriodKind

ROWS_KEPT = 200


@command("performance.bind_measure", permission=PerformancePermission.PREPARE, target=TargetTable)
def bind_measure(
    *, actor: Person, at: datetime, target: UUID, row: str, measure: str, act: Act[TargetTable] = DOOR
) -> None:
    """Let an indicator's actual value come from a measure (关联平台数据); another measure takes the place of the first.

    Raises `RuleViolation` for a row without an actual value or a measure nobody offers.
    """
    Pen(act)
    stored_cell(act.target, f"{row}.actual")
    if measure not in offered():
        raise RuleViolation("performance.no_such_measure", "没有这项平台数据，请重新选择。", field="measure")
    bound = act.target.bindings.filter(row=row).first()
    if bound is None:
        bound = MeasureBinding(
            table=act.target, row=row, measure=measure, bound_by=actor.account, bound_at=at
        )
        bound.save(force_insert=True)
    else:
        bound.change(
            measure=measure,
            bound_by=actor.account,
            bound_at=at,
            taken_text="",
            taken_how="",
            taken_rows=[],
            taken_count=0,
            taken_at=None,
        )
    act.target.take_part(account=actor.account, at=at)
    act.note(row=row, measure=measure)


@command("performance.unbind_measure", permission=PerformancePermission.PREPARE, target=TargetTable)
def unbind_measure(
    *, actor: Person, at: datetime, target: UUID, row: str, act: Act[TargetTable] = DOOR
) -> None:
    """Fill an indicator by hand again (取消关联); what was taken over stays in the table."""
    Pen(act)
    _bound(act.target, row).delete()
    act.note(row=row)


@command("performance.take_measure", permission=PerformancePermission.PREPARE, target=TargetTable)
def take_measure(
    *, actor: Person, at: datetime, target: UUID, row: str, seen: str, act: Act[TargetTable] = DOOR
) -> str:
    """Take the measure's figure of the table's year over as the actual value (采用平台数据). Returns the figure.

    `seen` is the figure the person saw. Raises `RuleViolation` when it has changed since, or when there is none.
    """
    Pen(act)
    table = act.target
    bound = _bound(table, row)
    value = _worked_out(actor, at, table, bound)
    if not value.text:
        raise RuleViolation("performance.measure_empty", f"平台上现在没有可取的数：{value.how}")
    if value.text != seen:
        raise RuleViolation(
            "performance.measure_moved", f"数据刚刚有变化，现在是“{value.text}”。请看清后再决定是否采用。"
        )
    cell = stored_cell(table, f"{row}.actual").cell
    if cell.text != value.text:
        words = Words(
            cell_name(cell, position_in_part(table, row)),
            cell.text,
            value.text,
            f"平台数据：{offered()[bound.measure].title}",
        )
        Pen(act).take(kind=StepKind.TEXT, edit=rewritten(cell=cell, text=value.text), words=words)
    bound.change(
        taken_text=value.text,
        taken_how=value.how[:500],
        taken_rows=[{"text": each.text, "url": each.url} for each in value.rows[:ROWS_KEPT]],
        taken_count=value.row_count,
        taken_at=at,
    )
    act.note(row=row, measure=bound.measure, rows=value.row_count)
    return value.text


def _worked_out(actor: Person, at: datetime, table: TargetTable, bound: MeasureBinding) -> MeasureValue:
    if table.year is None:
        raise RuleViolation(
            "performance.year_unknown", "这张表没有写明年度，不能取数。请先在核对页填好年度。"
        )
    period = Period(table.year, PeriodKind.YEAR)
    return measured(actor=actor, code=bound.measure, body=table.body_id, period=period, at=at)


def _bound(table: TargetTable, row: str) -> MeasureBinding:
    bound = table.bindings.filter(row=row).first()
    if bound is None:
        raise RuleViolation("performance.not_bound", "这项指标没有关联平台数据，请刷新页面后再试。")
    return bound
