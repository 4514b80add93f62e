"""Terms of a congress."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.organisation.domain import require_in_use, require_order
from congress.platform.organisation.models import Body, Mandate, Term
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.standards.errors import RuleViolation
from congress.standards.values import Term as Ordinal

END_OF_TERM = "任期届满"


@command("organisation.create_term", permission=P.MANAGE, target=Body)
def create_term(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    ordinal: int,
    starts_on: date,
    ends_on: date | None = None,
    act: Act[Body] = DOOR,
) -> UUID:
    """Begin a term (建立届次) of a congress; the one before must have ended. Without an end it runs."""
    congress = act.target
    if congress.kind != "congress":
        raise RuleViolation("organisation.not_a_congress", "只有人民代表大会才有届次，请选择人大。")
    require_in_use(name=congress.name, closed_on=congress.active_until)
    try:
        shown = Ordinal(ordinal)
    except RuleViolation as violation:
        raise violation.located(field="ordinal") from None
    require_order(start=starts_on, end=ends_on, field="ends_on")
    others = Term.objects.filter(congress=congress)
    if others.filter(ordinal=ordinal).exists():
        raise RuleViolation("organisation.term_taken", f"{shown}已经建立。", field="ordinal")
    running = others.filter(ends_on__isnull=True).first()
    if running is not None and ends_on is None:
        raise RuleViolation(
            "organisation.term_running", f"{running}还没有结束，请先结束{running}。", field="ordinal"
        )
    overlapping = others.exclude(ends_on__lte=starts_on)
    if ends_on is not None:
        overlapping = overlapping.filter(starts_on__lt=ends_on)
    if overlapping.exists():
        raise RuleViolation(
            "organisation.terms_overlap", "任期与另一届重叠，请核对起止日期。", field="starts_on"
        )
    term = Term(congress=congress, ordinal=ordinal, starts_on=starts_on, ends_on=ends_on)
    term.save(force_insert=True)
    act.about(term)
    act.body = congress.pk
    return term.pk


@command("organisation.end_term", permission=P.MANAGE, target=Term)
def end_term(
    *, actor: Actor, at: datetime, target: UUID, version: int, ends_on: date, act: Act[Term] = DOOR
) -> int:
    """End a running term (结束届次) and with it every mandate that still runs. Returns how many there were."""
    term = act.target
    if term.ends_on is not None:
        raise RuleViolation("organisation.term_ended", f"{term}已经结束。")
    require_order(start=term.starts_on, end=ends_on, field="ends_on")
    running = Mandate.objects.filter(term=term).exclude(state="ended")
    if running.filter(from_date__gt=ends_on).exists():
        message = "有代表的任职日期晚于这一天，请核对结束日期。"
        raise RuleViolation("organisation.dates_out_of_order", message, field="ends_on")
    term.change(ends_on=ends_on)
    ended = running.update(state="ended", reason=END_OF_TERM, until_date=ends_on, version=F("version") + 1)
    act.body = term.congress_id
    act.note(mandates=ended)
    return ended
