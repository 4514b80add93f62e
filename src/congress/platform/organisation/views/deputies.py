"""Terms and mandates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.commands import NOT_THERE
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, held_verbs, needs, person_of
from congress.platform.core.ports import decide
from congress.platform.core.refusals import Refused
from congress.platform.organisation import selectors, services
from congress.platform.organisation.forms import (
    EndMandateForm,
    EndTermForm,
    NewMandateForm,
    NewTermForm,
    ReasonForm,
    VersionForm,
)
from congress.platform.organisation.models import Mandate, Term
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.presenters.bodies import crumbs_of, history_url
from congress.platform.organisation.presenters.lists import DEPUTIES, MANDATE_TONES
from congress.platform.organisation.views.choosing import people_offered
from congress.platform.organisation.views.filling import Filling, filled
from congress.standards.errors import RuleViolation


@require_safe
@needs(P.READ_PEOPLE)
def term(request: HttpRequest, term_id: UUID) -> HttpResponseBase:
    """One term and its deputies."""
    actor, verbs = actor_of(request), held_verbs(request)
    row = _term(request, term_id, P.READ)
    running = row.ends_on is None
    context = {
        "term": row,
        "congress": row.congress,
        "crumbs": crumbs_of([row.congress], str(row)),
        "may_end": running and P.MANAGE in verbs and decide(actor, P.MANAGE, row).allowed,
        "may_add": running and P.MANAGE_PEOPLE in verbs and decide(actor, P.MANAGE_PEOPLE, row).allowed,
        "may_import": running and P.IMPORT in verbs and decide(actor, P.IMPORT, row.congress).allowed,
    }
    rows = selectors.mandates(actor=actor, verb=P.READ_PEOPLE).filter(term=row)
    return show_list(
        request, queryset=rows, spec=DEPUTIES, template="organisation/term.html", context=context
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE)
def new_term(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Begin a term of a congress."""
    body = selectors.body_for(actor=actor_of(request), body=body_id, verb=P.MANAGE)

    def save(values: dict[str, Any]) -> str:
        made = services.create_term(actor=person_of(request), at=clock.now(), target=body_id, **values)
        return reverse("organisation:term", args=[made])

    title = _("建立届次")
    context = {
        "heading": title,
        "lead": body.name,
        "submit": _("建立"),
        "cancel_url": reverse("organisation:body", args=[body_id]),
        "crumbs": crumbs_of([body], title),
    }
    return filled(request, Filling(NewTermForm, save, context))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE)
def end_term(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """End a term and every mandate that still runs."""
    row = _term(request, term_id, P.MANAGE)

    def save(values: dict[str, Any]) -> str:
        services.end_term(actor=person_of(request), at=clock.now(), target=term_id, **values)
        return reverse("organisation:term", args=[term_id])

    title = _("结束届次")
    context = {
        "heading": title,
        "submit": title,
        "is_danger": True,
        "explain": _("换届时办理。结束后不能再登记本届代表，也不能恢复。"),
        **_of_term(row, title),
    }
    initial = {"version": row.version, "ends_on": clock.today()}
    return filled(request, Filling(EndTermForm, save, context, initial=initial))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE_PEOPLE)
def new_mandate(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Enter a deputy."""
    row = _term(request, term_id, P.MANAGE_PEOPLE)
    offered, words = people_offered(request, near=row.congress_id, but=selectors.deputies_of(row))

    def save(values: dict[str, Any]) -> str:
        person = UUID(values.pop("person"))
        services.add_mandate(
            actor=person_of(request), at=clock.now(), target=term_id, person=person, **values
        )
        return reverse("organisation:term", args=[term_id])

    title = _("登记代表")
    context = {
        "heading": title,
        "submit": _("登记"),
        "words": words,
        "offered": offered,
        "near": row.congress,
        **_of_term(row, title),
    }
    page = Filling(
        lambda *args, **kwargs: NewMandateForm(*args, people=offered, **kwargs),
        save,
        context,
        initial={"from_date": max(row.starts_on, clock.today())},
        template="organisation/choose_person.html",
    )
    return filled(request, page)


@require_safe
@needs(P.READ_PEOPLE)
def mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """One deputy's seat, and what may be done with it."""
    return _show(request, mandate_id)


@require_POST
@needs(P.MANAGE_PEOPLE)
def suspend(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Suspend a mandate."""
    return _act(request, mandate_id, ReasonForm(request.POST), services.suspend_mandate, "suspend")


@require_POST
@needs(P.MANAGE_PEOPLE)
def resume(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Let a suspended mandate go on."""
    return _act(request, mandate_id, VersionForm(request.POST), services.resume_mandate, "resume")


@require_POST
@needs(P.MANAGE_PEOPLE)
def end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a mandate."""
    return _act(request, mandate_id, EndMandateForm(request.POST), services.end_mandate, "end")


def _act(
    request: HttpRequest, mandate_id: UUID, form: Any, service: Callable[..., None], which: str
) -> HttpResponse:
    if form.is_valid():
        try:
            service(actor=person_of(request), at=clock.now(), target=mandate_id, **form.cleaned_data)
            return HttpResponseRedirect(reverse("organisation:mandate", args=[mandate_id]))
        except RuleViolation as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return _show(request, mandate_id, refused=form, which=which)


def _show(request: HttpRequest, mandate_id: UUID, *, refused: Any = None, which: str = "") -> HttpResponse:
    actor, verbs = actor_of(request), held_verbs(request)
    row = selectors.mandates(actor=actor, verb=P.READ_PEOPLE).filter(pk=mandate_id).first()
    if row is None:
        raise Refused(permission=P.READ_PEOPLE, reason=NOT_THERE)
    initial = {"version": row.version, "until_date": clock.today()}
    may_manage = (
        row.state != "ended" and P.MANAGE_PEOPLE in verbs and decide(actor, P.MANAGE_PEOPLE, row).allowed
    )
    context = {
        "mandate": row,
        "tone": MANDATE_TONES[row.state],
        "facts": _facts(row),
        "crumbs": crumbs_of(
            [row.term.congress],
            row.person.name,
            (str(row.term), reverse("organisation:term", args=[row.term_id])),
        ),
        "suspend_form": refused if which == "suspend" else ReasonForm(initial=initial, auto_id="suspend_%s"),
        "end_form": refused if which == "end" else EndMandateForm(initial=initial, auto_id="end_%s"),
        "refused": refused,
        "may_suspend": may_manage and row.state == "active",
        "may_resume": may_manage and row.state == "suspended",
        "may_end": may_manage,
        "history_url": history_url("organisation.mandate", row.pk) if "audit.read" in verbs else "",
    }
    return render(request, "organisation/mandate.html", context, status=422 if refused else 200)


def _facts(row: Mandate) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("届次"), f"{row.term.congress.name}{row.term}"),
        (_("选举单位"), row.electing_unit),
        (_("代表团"), row.delegation or "—"),
        (_("任职日期"), f"{row.from_date:%Y-%m-%d}"),
    ]
    if row.until_date is not None:
        facts.append((_("终止日期"), f"{row.until_date:%Y-%m-%d}"))
    if row.reason:
        facts.append((_("原因"), row.reason))
    return facts


def _term(request: HttpRequest, term_id: UUID, verb: str) -> Term:
    row = selectors.terms(actor=actor_of(request), verb=verb).filter(pk=term_id).first()
    if row is None:
        raise Refused(permission=verb, reason=NOT_THERE)
    return row


def _of_term(row: Term, title: str) -> dict[str, Any]:
    address = reverse("organisation:term", args=[row.pk])
    return {
        "lead": f"{row.congress.name} · {row}",
        "cancel_url": address,
        "crumbs": crumbs_of([row.congress], title, (str(row), address)),
    }
