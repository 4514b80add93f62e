"""Persons: entering, changing, and moving them to another body."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from congress.platform.core import clock
from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.identity.api import account_info
from congress.platform.organisation.domain import (
    read_birth_date,
    read_gender,
    read_person_name,
    read_phone,
    require_in_use,
)
from congress.platform.organisation.models import Body, Holding, Mandate, Person
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors import body_in_scope
from congress.standards.errors import RuleViolation

STATES = ("active", "left")


@command("organisation.create_person", permission=P.MANAGE_PEOPLE, target=Body)
def create_person(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    name: str,
    gender: str = "",
    birth_date: date | None = None,
    phone: str = "",
    account: UUID | None = None,
    act: Act[Body] = DOOR,
) -> UUID:
    """Enter a person into a body's list (登记人员), with an account when they have one."""
    require_in_use(name=act.target.name, closed_on=act.target.active_until)
    person = Person(
        body=act.target,
        name=read_person_name(name),
        gender=read_gender(gender),
        birth_date=read_birth_date(birth_date, today=clock.local_day(at)),
        phone=read_phone(phone),
        account_id=_free_account(account, None),
    )
    person.save(force_insert=True)
    act.about(person)
    act.body = act.target.pk
    return person.pk


@command("organisation.change_person", permission=P.MANAGE_PEOPLE, target=Person)
def change_person(
    *,
    actor: Actor,
    at: datetime,
    target: UUID,
    version: int,
    name: str,
    gender: str,
    birth_date: date | None,
    phone: str,
    account: UUID | None,
    state: str = "active",
    act: Act[Person] = DOOR,
) -> None:
    """Change what is kept about a person (修改人员); who leaves must have no post and no mandate any more."""
    person = act.target
    values = {
        "name": read_person_name(name),
        "gender": read_gender(gender),
        "birth_date": read_birth_date(birth_date, today=clock.local_day(at)),
        "phone": read_phone(phone),
        "account_id": _free_account(account, person),
        "state": _state(state, person),
    }
    changed = [field for field, value in values.items() if getattr(person, field) != value]
    person.change(**values)
    act.body = person.body_id
    act.note(changed=" ".join(changed))


@command("organisation.transfer_person", permission=P.MANAGE_PEOPLE, target=Person)
def transfer_person(
    *, actor: Actor, at: datetime, target: UUID, version: int, body: UUID, act: Act[Person] = DOOR
) -> None:
    """Move a person to another body's list (调动人员); posts held go on until they are ended."""
    person = act.target
    goal = body_in_scope(actor=actor, body=body, verb=P.MANAGE_PEOPLE)
    if goal.pk == person.body_id:
        raise RuleViolation("organisation.same_body", f"该人员已经在“{goal.name}”。", field="body")
    require_in_use(name=goal.name, closed_on=goal.active_until)
    act.note(moved_from=str(person.body_id), moved_to=str(goal.pk))
    person.change(body=goal)
    act.body = goal.pk


def _state(state: str, person: Person) -> str:
    if state not in STATES:
        raise RuleViolation("organisation.unknown_state", "人员状态请选择“在册”或“离任”。", field="state")
    if state == "left" and person.state != "left":
        held = Holding.objects.filter(person=person, until_date__isnull=True).exists()
        seated = Mandate.objects.filter(person=person).exclude(state="ended").exists()
        if held or seated:
            message = "该人员还担任职务或代表，请先办理免职或代表资格终止。"
            raise RuleViolation("organisation.still_in_office", message, field="state")
    return state


def _free_account(account: UUID | None, person: Person | None) -> UUID | None:
    if account is None:
        return None
    if account_info(account=account) is None:
        raise RuleViolation("organisation.no_such_account", "没有这个账号，请核对账号名。", field="account")
    others = Person.objects.filter(account=account)
    if person is not None:
        others = others.exclude(pk=person.pk)
    if others.exists():
        raise RuleViolation("organisation.account_taken", "这个账号已经属于另一名人员。", field="account")
    return account
