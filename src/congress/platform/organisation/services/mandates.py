"""Mandates of deputies: entering, suspending, resuming, ending."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.organisation.domain import require_order, require_reason, require_within_term
from congress.platform.organisation.models import Mandate, Term
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors import person_for_office
from congress.standards.errors import RuleViolation

UNIT_LIMIT, DELEGATION_LIMIT = 120, 60


@command("organisation.add_mandate", permission=P.MANAGE_PEOPLE, target=Term)
def add_mandate(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    person: UUID,
    electing_unit: str,
    from_date: date,
    delegation: str = "",
    act: Act[Term] = DOOR,
) -> UUID:
    """Enter a deputy's mandate in a term (登记代表)."""
    term = act.target
    if term.ends_on is not None:
        raise RuleViolation("organisation.term_ended", f"{term}已经结束，不能再登记代表。")
    require_within_term(day=from_date, starts_on=term.starts_on, ends_on=term.ends_on)
    unit, group = electing_unit.strip(), delegation.strip()
    if not unit:
        raise RuleViolation("organisation.unit_needed", "请填写选举单位或选区。", field="electing_unit")
    if len(unit) > UNIT_LIMIT:
        raise RuleViolation(
            "organisation.unit_too_long", f"选举单位最多 {UNIT_LIMIT} 个字。", field="electing_unit"
        )
    if len(group) > DELEGATION_LIMIT:
        message = f"代表团名称最多 {DELEGATION_LIMIT} 个字。"
        raise RuleViolation("organisation.delegation_too_long", message, field="delegation")
    who = person_for_office(actor=actor, person=person)
    if Mandate.objects.filter(person=who, term=term).exclude(state="ended").exists():
        raise RuleViolation("organisation.already_deputy", "该人员已经是本届代表。", field="person")
    mandate = Mandate(term=term, person=who, electing_unit=unit, delegation=group, from_date=from_date)
    mandate.save(force_insert=True)
    act.about(mandate)
    act.note(term=str(term.pk), person=str(who.pk))
    act.body = term.congress_id
    return mandate.pk


@command("organisation.suspend_mandate", permission=P.MANAGE_PEOPLE, target=Mandate)
def suspend_mandate(
    *, actor: Actor, at: datetime, target: UUID, version: int, reason: str, act: Act[Mandate] = DOOR
) -> None:
    """Suspend a mandate (暂停执行代表职务)."""
    _require_state(act.target, "active", "暂停")
    _set(act, state="suspended", reason=require_reason(reason))


@command("organisation.resume_mandate", permission=P.MANAGE_PEOPLE, target=Mandate)
def resume_mandate(
    *, actor: Actor, at: datetime, target: UUID, version: int, act: Act[Mandate] = DOOR
) -> None:
    """Let a suspended mandate go on (恢复执行代表职务)."""
    _require_state(act.target, "suspended", "恢复")
    _set(act, state="active", reason="")


@command("organisation.end_mandate", permission=P.MANAGE_PEOPLE, target=Mandate)
def end_mandate(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    version: int,
    reason: str,
    until_date: date,
    act: Act[Mandate] = DOOR,
) -> None:
    """End a mandate on a day (代表资格终止)."""
    if act.target.state == "ended":
        raise RuleViolation("organisation.mandate_ended", "该代表资格已经终止。")
    require_order(start=act.target.from_date, end=until_date, field="until_date")
    _set(act, state="ended", reason=require_reason(reason), until_date=until_date)


def _set(act: Act[Mandate], **values: object) -> None:
    act.target.change(**values)
    act.body = act.target.term.congress_id
    act.note(person=str(act.target.person_id))


def _require_state(mandate: Mandate, state: str, doing: str) -> None:
    if mandate.state != state:
        now = mandate.get_state_display()
        raise RuleViolation("organisation.wrong_mandate_state", f"该代表目前是“{now}”，不能{doing}。")
