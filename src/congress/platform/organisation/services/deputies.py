"""Terms of a congress and the mandates of its deputies."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.organisation.domain import require_order
from congress.platform.organisation.models import Body, Mandate, Person, Term
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.standards.errors import RuleViolation


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
    """Begin a term (届) of a congress."""
    if act.target.kind != "congress":
        raise RuleViolation("organisation.not_a_congress", "只有人民代表大会才有届次，请选择人大。")
    require_order(start=starts_on, end=ends_on, field="ends_on")
    if Term.objects.filter(congress=act.target, ordinal=ordinal).exists():
        raise RuleViolation("organisation.term_taken", f"第{ordinal}届已经建立。", field="ordinal")
    term = Term(congress=act.target, ordinal=ordinal, starts_on=starts_on, ends_on=ends_on)
    term.save(force_insert=True)
    act.about(term)
    act.body = act.target.pk
    return term.pk


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
    if not electing_unit.strip():
        raise RuleViolation("organisation.unit_needed", "请填写选举单位。", field="electing_unit")
    if not Person.objects.filter(pk=person).exists():
        raise RuleViolation("organisation.no_such_person", "没有找到这名人员，请重新选择。", field="person")
    if Mandate.objects.filter(person=person, term=act.target).exclude(state="ended").exists():
        raise RuleViolation("organisation.already_deputy", "该人员已经是本届代表。", field="person")
    mandate = Mandate(
        term=act.target,
        person_id=person,
        electing_unit=electing_unit.strip(),
        delegation=delegation.strip(),
        from_date=from_date,
    )
    mandate.save(force_insert=True)
    act.note(mandate=str(mandate.pk), person=str(person))
    act.body = act.target.congress_id
    return mandate.pk


@command("organisation.suspend_mandate", permission=P.MANAGE_PEOPLE, target=Mandate)
def suspend_mandate(
    *, actor: Actor, at: datetime, target: UUID, version: int, reason: str, act: Act[Mandate] = DOOR
) -> None:
    """Suspend a mandate (暂停执行代表职务)."""
    _require_state(act.target, "active", "暂停")
    _set(act, state="suspended", end_reason=_reason(reason))


@command("organisation.resume_mandate", permission=P.MANAGE_PEOPLE, target=Mandate)
def resume_mandate(
    *, actor: Actor, at: datetime, target: UUID, version: int, act: Act[Mandate] = DOOR
) -> None:
    """Let a suspended mandate go on (恢复执行代表职务)."""
    _require_state(act.target, "suspended", "恢复")
    _set(act, state="active", end_reason="")


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
    _set(act, state="ended", end_reason=_reason(reason), until_date=until_date)


def _set(act: Act[Mandate], **values: object) -> None:
    act.target.change(**values)
    act.body = act.target.term.congress_id


def _require_state(mandate: Mandate, state: str, doing: str) -> None:
    if mandate.state != state:
        now = mandate.get_state_display()
        raise RuleViolation("organisation.wrong_mandate_state", f"该代表目前是“{now}”，不能{doing}。")


def _reason(reason: str) -> str:
    if not reason.strip():
        raise RuleViolation("organisation.reason_needed", "请写明原因。", field="reason")
    return reason.strip()[:120]
