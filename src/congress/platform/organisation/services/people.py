"""Persons, posts, and who holds them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.organisation.domain import require_order
from congress.platform.organisation.models import Body, Holding, Person, Post
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.standards.errors import RuleViolation
from congress.standards.values.phone import PhoneNumber


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
    person = Person(
        body=act.target,
        name=_named(name),
        gender=gender,
        birth_date=birth_date,
        phone=_phone(phone),
        account_id=_free_account(account, None),
    )
    person.save(force_insert=True)
    act.subject = None
    act.note(person=str(person.pk))
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
    """Change what is kept about a person (修改人员)."""
    act.target.change(
        name=_named(name),
        gender=gender,
        birth_date=birth_date,
        phone=_phone(phone),
        account_id=_free_account(account, act.target),
        state=state,
    )
    act.body = act.target.body_id


@command("organisation.create_post", permission=P.MANAGE_PEOPLE, target=Body)
def create_post(
    *, actor: Actor, at: datetime, target: UUID, title: str, order: int = 100, act: Act[Body] = DOOR
) -> UUID:
    """Set up a post in a body (设立职务)."""
    title = title.strip()
    if not title:
        raise RuleViolation("organisation.title_needed", "请填写职务名称。", field="title")
    if Post.objects.filter(body=act.target, title=title).exists():
        raise RuleViolation("organisation.post_taken", f"本机构已有职务“{title}”。", field="title")
    post = Post(body=act.target, title=title, order=order)
    post.save(force_insert=True)
    act.about(post)
    act.body = act.target.pk
    return post.pk


@command("organisation.appoint", permission=P.MANAGE_PEOPLE, target=Post)
def appoint(
    *, actor: Actor, at: datetime, target: UUID, person: UUID, from_date: date, act: Act[Post] = DOOR
) -> UUID:
    """Put a person into a post from a day on (任职)."""
    who = Person.objects.filter(pk=person).first()
    if who is None:
        raise RuleViolation("organisation.no_such_person", "没有找到这名人员，请重新选择。", field="person")
    if Holding.objects.filter(person=who, post=act.target, until_date__isnull=True).exists():
        raise RuleViolation("organisation.already_holds", "该人员已经担任这个职务。", field="person")
    holding = Holding(person=who, post=act.target, from_date=from_date)
    holding.save(force_insert=True)
    act.note(holding=str(holding.pk), person=str(who.pk))
    act.body = act.target.body_id
    return holding.pk


@command("organisation.end_holding", permission=P.MANAGE_PEOPLE, target=Holding)
def end_holding(
    *, actor: Actor, at: datetime, target: UUID, version: int, until_date: date, act: Act[Holding] = DOOR
) -> None:
    """End a person's time in a post (免职)."""
    if act.target.until_date is not None:
        raise RuleViolation("organisation.already_ended", "该任职已经结束。")
    require_order(start=act.target.from_date, end=until_date, field="until_date")
    act.target.change(until_date=until_date)
    act.body = act.target.post.body_id


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise RuleViolation("organisation.person_name_needed", "请填写姓名。", field="name")
    return name


def _phone(phone: str) -> str:
    return str(PhoneNumber.parse(phone)) if phone.strip() else ""


def _free_account(account: UUID | None, person: Person | None) -> UUID | None:
    if account is None:
        return None
    others = Person.objects.filter(account=account)
    if person is not None:
        others = others.exclude(pk=person.pk)
    if others.exists():
        raise RuleViolation("organisation.account_taken", "这个账号已经属于另一名人员。", field="account")
    return account
