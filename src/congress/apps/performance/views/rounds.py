"""Collection rounds, as the office arranges and watches them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.apps.performance import selectors, services
from congress.apps.performance.domain.rounds import RoundKind, RoundState, UnitState
from congress.apps.performance.forms import VersionForm
from congress.apps.performance.forms.rounds import (
    AdoptForm,
    ContactForm,
    DeadlineForm,
    DivisionForm,
    PartForm,
    ReportReturnForm,
    RoundForm,
    UnitsForm,
    UrgeForm,
)
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.rounds import ROUNDS, board_figures, shown_unit
from congress.apps.performance.selectors import rounds as rounds_read
from congress.platform.core import clock
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, needs, person_of
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation

CHANGED = "您打开本页之后，这一轮填报已有变化，所以没有办理。下面是现在的情况，请看清后再办。"


@require_safe
@needs(P.COLLECT)
def round_list(request: HttpRequest) -> HttpResponseBase:
    """Every round the person arranges."""
    queryset = rounds_read.rounds(actor=actor_of(request))
    return show_list(request, queryset=queryset, spec=ROUNDS, template="performance/rounds.html", context={})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.COLLECT)
def new_round(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Open a round for a table."""
    table = selectors.table_for(actor=actor_of(request), table=table_id)
    form = RoundForm(request.POST or None, initial={"title": f"{table.title}填报"[:200]})
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "kind": RoundKind(form.cleaned_data["kind"])}
        try:
            opened = services.open_round(actor=person_of(request), at=clock.now(), target=table_id, **given)
            return HttpResponseRedirect(reverse("performance:division", args=[opened]))
        except RuleViolation as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    status = 422 if request.method == "POST" else 200
    context = {
        "table": table,
        "form": form,
        "earlier": rounds_read.rounds_of(actor=actor_of(request), table=table),
    }
    return render(request, "performance/round_new.html", context, status=status)


@require_safe
@needs(P.COLLECT)
def board(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Who has reported, who has not, who is late; and what the office may do about it."""
    return _board(request, round_id)


@require_safe
@needs(P.COLLECT)
def division(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Which units take part and which rows each answers for."""
    return _division(request, round_id)


@require_POST
@needs(P.COLLECT)
def invite(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Ask more units to take part."""
    row = rounds_read.round_for(actor=actor_of(request), round=round_id)
    form = UnitsForm(request.POST, choices=rounds_read.unit_choices(actor=actor_of(request), row=row))
    if form.is_valid():
        try:
            units = [UUID(each) for each in form.cleaned_data["units"]]
            services.invite_units(actor=person_of(request), at=clock.now(), target=round_id, units=units)
            return _to("performance:division", round_id)
        except RuleViolation as refusal:
            form.add_error("units", refusal.message)
    return _division(request, round_id, units_form=form)


@require_POST
@needs(P.COLLECT)
def divide(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Say which unit answers for which row."""
    row = rounds_read.round_for(actor=actor_of(request), round=round_id)
    form = _division_form(request, row, request.POST)
    refused = ""
    if form.is_valid():
        try:
            services.assign_rows(
                actor=person_of(request),
                at=clock.now(),
                target=round_id,
                version=form.cleaned_data["version"],
                units=form.units,
            )
            return _to("performance:division", round_id)
        except Conflict:
            refused = _(CHANGED)
            form.data = {**form.data.dict(), "version": str(row.version)}  # type: ignore[attr-defined]
        except RuleViolation as refusal:
            refused = refusal.message
    return _division(request, round_id, division_form=form, refused=refused or _("请重新选择填报单位。"))


@require_POST
@needs(P.COLLECT)
def remove_unit(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Take a unit out before the round was sent."""
    return _done(request, round_id, PartForm(request.POST), services.remove_unit, page=_division)


@require_POST
@needs(P.COLLECT)
def send(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Send the round to its units."""
    return _done(request, round_id, VersionForm(request.POST), services.send_round, page=_division)


@require_POST
@needs(P.COLLECT)
def urge(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Urge one unit or all that have not reported."""

    def act(*, unit: UUID | None, **given: Any) -> None:
        services.urge_units(units=[unit] if unit else (), **given)

    return _done(request, round_id, UrgeForm(request.POST), act)


@require_POST
@needs(P.COLLECT)
def extend(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Give one unit or all more time."""
    return _done(request, round_id, DeadlineForm(request.POST), services.extend_deadline)


@require_POST
@needs(P.COLLECT)
def close(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """End the round."""
    return _done(request, round_id, VersionForm(request.POST), services.close_round)


@require_safe
@needs(P.COLLECT)
def unit_report(request: HttpRequest, round_id: UUID, unit_id: UUID) -> HttpResponse:
    """What one unit has filled, with its evidence, and what the office may do with it."""
    return _unit(request, round_id, unit_id)


@require_POST
@needs(P.COLLECT)
def adopt(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Take a unit's answers over."""
    return _done(request, round_id, AdoptForm(request.POST), services.adopt_report, page=_unit_again)


@require_POST
@needs(P.COLLECT)
def return_report(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Send a unit's report back with the reason."""
    form = ReportReturnForm(request.POST)
    return _done(request, round_id, form, services.return_report, page=_unit_again)


@require_POST
@needs(P.COLLECT)
def change_contact(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Name another person of a unit."""
    form = ContactForm(request.POST)
    return _done(request, round_id, form, services.change_contact, page=_unit_again)


def _done(
    request: HttpRequest,
    round_id: UUID,
    form: forms.Form,
    act: Callable[..., Any],
    *,
    page: Callable[..., HttpResponse] | None = None,
) -> HttpResponse:
    """Do it and go back to the page it came from; a refusal shows that page with the sentence and what was typed."""
    refused = _("提交的内容不完整，请看下面的提示。")
    if form.is_valid():
        try:
            act(actor=person_of(request), at=clock.now(), target=round_id, **form.cleaned_data)
            name = "performance:division" if page is _division else "performance:board"
            return _to(name, round_id)
        except Conflict:
            refused = _(CHANGED)
        except RuleViolation as refusal:
            refused = refusal.message
            if refusal.field in form.fields:
                form.add_error(refusal.field, refusal.message)
    else:
        refused = next(iter(str(each) for errors in form.errors.values() for each in errors), refused)
    return (page or _board)(request, round_id, refused=refused, form=form)


def _board(
    request: HttpRequest, round_id: UUID, *, refused: str = "", form: forms.Form | None = None
) -> HttpResponse:
    today = clock.today()
    found = rounds_read.board_of(actor=actor_of(request), round=round_id, today=today)
    is_open = found.round.stands_at is RoundState.OPEN
    waiting = found.count(UnitState.WAITING) + found.count(UnitState.RETURNED)
    context = {
        "round": found.round,
        "state": found.round.stands_at,
        "figures": board_figures(found),
        "units": [shown_unit(each, today) for each in found.units],
        "is_open": is_open,
        "is_preparing": found.round.stands_at is RoundState.PREPARING,
        "may_urge": is_open and waiting,
        "to_adopt": found.count(UnitState.REPORTED) if is_open else 0,
        "deadline_form": form if isinstance(form, DeadlineForm) else DeadlineForm(),
        "refused": refused,
    }
    return render(request, "performance/board.html", context, status=422 if refused else 200)


def _division(
    request: HttpRequest,
    round_id: UUID,
    *,
    refused: str = "",
    form: forms.Form | None = None,
    units_form: UnitsForm | None = None,
    division_form: DivisionForm | None = None,
) -> HttpResponse:
    found = rounds_read.board_of(actor=actor_of(request), round=round_id, today=clock.today())
    row = found.round
    choices = rounds_read.unit_choices(actor=actor_of(request), row=row)
    divided = division_form or _division_form(request, row, None)
    context = {
        "round": row,
        "state": row.stands_at,
        "units": found.units,
        "free_rows": found.free_rows,
        "units_form": units_form or UnitsForm(choices=choices),
        "has_choices": bool(choices),
        "division_form": divided,
        "lines": [(each, divided[f"row_{each.pk}"]) for each in divided.rows],
        "is_preparing": row.stands_at is RoundState.PREPARING,
        "is_closed": row.stands_at is RoundState.CLOSED,
        "refused": refused,
    }
    status = 422 if refused or units_form else 200
    return render(request, "performance/division.html", context, status=status)


def _division_form(request: HttpRequest, row: Any, data: Any) -> DivisionForm:
    parts, rows = rounds_read.part_choices(row), rounds_read.rows_of(row)
    return DivisionForm(data, rows=rows, parts=parts, initial={"version": row.version})


def _unit_again(request: HttpRequest, round_id: UUID, *, refused: str, form: forms.Form) -> HttpResponse:
    unit = form.cleaned_data.get("unit")
    if unit is None:
        return _board(request, round_id, refused=refused)
    return _unit(request, round_id, unit, refused=refused, form=form)


def _unit(
    request: HttpRequest,
    round_id: UUID,
    unit_id: UUID,
    *,
    refused: str = "",
    form: forms.Form | None = None,
) -> HttpResponse:
    found = rounds_read.part_for_office(actor=actor_of(request), round=round_id, unit=unit_id)
    part, row = found.part, found.round
    state = part.stands_at
    is_open = row.stands_at is RoundState.OPEN
    given = {"unit": part.pk, "version": row.version}
    contacts = rounds_read.contact_choices(part)
    returning = form if isinstance(form, ReportReturnForm) else None
    if returning is not None:
        returning.data = {**returning.data.dict(), "version": str(row.version)}  # type: ignore[attr-defined]
    context = {
        "round": row,
        "part": part,
        "state": state,
        "rows": found.rows,
        "gaps": found.gaps,
        "people": found.people,
        "contact": found.people.get(part.contact, ""),
        "reporter": found.people.get(part.reported_by, "") if part.reported_by else "",
        "is_reported": is_open and state is UnitState.REPORTED,
        "is_waiting": is_open and state in (UnitState.WAITING, UnitState.RETURNED),
        "return_form": returning or ReportReturnForm(initial=given),
        "contact_form": ContactForm(initial={**given, "contact": part.contact}, choices=contacts),
        "may_change_contact": len(contacts) > 1 and row.stands_at is not RoundState.CLOSED,
        "deadline_form": DeadlineForm(initial={"unit": part.pk, "due_on": part.due_on}),
        "kind": row.asks_for,
        "refused": refused,
    }
    return render(request, "performance/unit_report.html", context, status=422 if refused else 200)


def _to(name: str, round_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[round_id]))
