"""Rounds and duties as lists, cards and links."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from congress.apps.performance.domain.rounds import FILLABLE, RoundState, UnitState, is_overdue
from congress.apps.performance.models import Round, RoundUnit
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors import Review
from congress.apps.performance.selectors.rounds import Board, UnitStanding, duties, rounds
from congress.platform.core import clock
from congress.platform.core.actors import Actor
from congress.platform.core.lists import Column, Empty, Filter, ListSpec
from congress.platform.core.manifest import CardContent, CardLine, SubjectView

LINES = 5
OVERDUE = _("逾期")


def _in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(state=value)


def _round_url(row: Round) -> str:
    return reverse("performance:board", args=[row.pk])


def _duty_url(row: RoundUnit) -> str:
    return reverse("performance:duty", args=[row.pk])


ROUNDS = ListSpec(
    name="performance.rounds",
    title=_("绩效填报"),
    columns=(
        Column("title", _("名称"), "title", sort="title", url=_round_url),
        Column("body", _("组织单位"), "body.name", sort="body__path"),
        Column("kind", _("内容"), lambda row: row.asks_for.label, sort="kind"),
        Column(
            "state",
            _("状态"),
            lambda row: row.stands_at.label,
            sort="state",
            mark=lambda row: row.stands_at.tone,
        ),
        Column(
            "reported",
            _("已报 / 单位数"),
            lambda row: f"{row.reported_count} / {row.unit_count}",
            align="end",
        ),
        Column("due_on", _("截止日期"), "due_on", sort="due_on"),
    ),
    order=("-opened_at", "pk"),
    filters=(
        Filter("state", _("状态"), _in_state, choices=tuple((each.value, each.label) for each in RoundState)),
    ),
    search=("title__icontains", "body__name__icontains", "table__title__icontains"),
    search_hint=_("名称、单位或表名"),
    empty=Empty(
        _("还没有组织过填报"),
        _("打开一张绩效目标表，点“组织填报”，就能把指标分给各单位填。"),
        _("去绩效目标表"),
        "/performance/",
    ),
)

DUTIES = ListSpec(
    name="performance.duties",
    title=_("我的填报"),
    columns=(
        Column("title", _("名称"), "round.title", sort="round__title", url=_duty_url),
        Column("host", _("组织单位"), "round.body.name", sort="round__body__path"),
        Column("unit", _("填报单位"), "unit.name", sort="unit__path"),
        Column(
            "state",
            _("状态"),
            lambda row: row.stands_at.label,
            sort="state",
            mark=lambda row: row.stands_at.tone,
        ),
        Column("rows", _("已填 / 指标数"), lambda row: f"{row.filled_count} / {row.row_count}", align="end"),
        Column("due_on", _("截止日期"), "due_on", sort="due_on"),
    ),
    order=("-round__opened_at", "pk"),
    filters=(
        Filter("state", _("状态"), _in_state, choices=tuple((each.value, each.label) for each in UnitState)),
    ),
    search=("round__title__icontains", "unit__name__icontains"),
    search_hint=_("名称或单位"),
    empty=Empty(_("没有要填报的指标"), _("有单位请您填报时，会列在这里，也会出现在待办里。")),
)


def duty_card(actor: Actor, at: datetime) -> CardContent:
    """What the actor's unit has to fill now, the nearest day first. Two queries."""
    rows = duties(actor=actor).filter(state__in=FILLABLE, round__state=RoundState.OPEN)
    today = clock.local_day(at)
    lines = tuple(
        CardLine(row.round.title, _duty_url(row), _due_words(row, today))
        for row in rows.order_by("due_on", "pk")[:LINES]
    )
    return CardContent(lines=lines, empty=_now("没有要填报的指标。"), more_url=reverse("performance:duties"))


def _due_words(row: RoundUnit, today: date) -> str:
    if is_overdue(state=row.stands_at, due=row.due_on, today=today):
        return _now("逾期 %(days)d 天") % {"days": (today - row.due_on).days}
    return _now("%(month)d月%(day)d日截止") % {"month": row.due_on.month, "day": row.due_on.day}


def links_of(review: Review, verbs: Collection[str]) -> dict[str, Any]:
    """What of collecting and of writing the next table the review screen leads to."""
    table, standing = review.table, review.standing
    is_being_written = standing.is_editable and table.drafted_from is not None
    may_write_next = P.PREPARE in standing.verbs and table.year is not None and not is_being_written
    return {
        "may_collect": P.COLLECT in verbs and bool(review.typed.all_indicators),
        "may_write_next": may_write_next,
        "next_year": table.year + 1 if table.year else None,
        "may_insert": standing.is_editable,
        "last_year": table.drafted_from,
    }


def board_figures(board: Board) -> list[dict[str, Any]]:
    """The counts over the board, each a word and a number."""
    figures = [
        {"label": state.label, "value": board.count(state), "tone": ""}
        for state in (UnitState.WAITING, UnitState.REPORTED, UnitState.RETURNED, UnitState.ADOPTED)
    ]
    return [*figures, {"label": str(OVERDUE), "value": board.overdue, "tone": "bad" if board.overdue else ""}]


def shown_unit(unit: UnitStanding, today: date) -> dict[str, Any]:
    """One line of the board."""
    late_days = (today - unit.part.due_on).days if unit.is_overdue else 0
    return {
        "part": unit.part,
        "unit": unit.part.unit.called,
        "contact": unit.contact,
        "state": unit.state.label,
        "tone": unit.state.tone,
        "late_days": late_days,
        "was_late": unit.part.is_late,
        "rows": unit.rows,
        "filled": unit.filled,
        "reporter": unit.reporter,
    }


def resolve_rounds(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    """Rounds the actor arranges, by id."""
    found = rounds(actor=actor).filter(pk__in=ids)
    return {row.pk: SubjectView(row.title, _round_url(row), row.stands_at.label) for row in found}


def resolve_duties(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    """Parts the actor may fill, by id; the office is led to its own page of a part by the to-do itself."""
    found = duties(actor=actor).filter(pk__in=ids)
    return {row.pk: SubjectView(str(row), _duty_url(row), row.stands_at.label) for row in found}
