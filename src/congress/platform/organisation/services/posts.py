"""Posts, and who holds them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.organisation.domain import require_in_use, require_order
from congress.platform.organisation.models import Body, Holding, Post
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors import person_for_office
from congress.standards.errors import RuleViolation

TITLE_LIMIT = 60


@command("organisation.create_post", permission=P.MANAGE_PEOPLE, target=Body)
def create_post(
    *, actor: Actor, at: datetime, target: UUID, title: str, order: int = 100, act: Act[Body] = DOOR
) -> UUID:
    """Set up a post in a body (设立职务)."""
    require_in_use(name=act.target.name, closed_on=act.target.active_until)
    post = Post(body=act.target, title=_free_title(title, body=act.target.pk, but=None), order=order)
    post.save(force_insert=True)
    act.about(post)
    act.body = act.target.pk
    return post.pk


@command("organisation.change_post", permission=P.MANAGE_PEOPLE, target=Post)
def change_post(
    *, actor: Actor, at: datetime, target: UUID, version: int, title: str, order: int, act: Act[Post] = DOOR
) -> None:
    """Change what a post is called and where it stands on lists (修改职务)."""
    post = act.target
    post.change(title=_free_title(title, body=post.body_id, but=post.pk), order=order)
    act.body = post.body_id


@command("organisation.retire_post", permission=P.MANAGE_PEOPLE, target=Post)
def retire_post(
    *, actor: Actor, at: datetime, target: UUID, version: int, last_day: date, act: Act[Post] = DOOR
) -> None:
    """Do away with a post nobody holds (撤销职务); who held it stays on record."""
    post = act.target
    if post.retired_on is not None:
        raise RuleViolation("organisation.post_retired", "这个职务已经撤销。")
    if Holding.objects.filter(post=post, until_date__isnull=True).exists():
        raise RuleViolation("organisation.post_held", "还有人担任这个职务，请先办理免职。")
    post.change(retired_on=last_day)
    act.body = post.body_id


@command("organisation.appoint", permission=P.MANAGE_PEOPLE, target=Post)
def appoint(
    *, actor: Actor, at: datetime, target: UUID, person: UUID, from_date: date, act: Act[Post] = DOOR
) -> UUID:
    """Put a person into a post from a day on (任职)."""
    post = act.target
    require_in_use(name=post.body.name, closed_on=post.body.active_until)
    if post.retired_on is not None:
        raise RuleViolation("organisation.post_retired", "这个职务已经撤销，不能再任职。")
    who = person_for_office(actor=actor, person=person)
    if Holding.objects.filter(person=who, post=post, until_date__isnull=True).exists():
        raise RuleViolation("organisation.already_holds", "该人员已经担任这个职务。", field="person")
    holding = Holding(person=who, post=post, from_date=from_date)
    holding.save(force_insert=True)
    act.about(holding)
    act.note(post=str(post.pk), person=str(who.pk))
    act.body = post.body_id
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
    act.note(person=str(act.target.person_id))


def _free_title(title: str, *, body: UUID, but: UUID | None) -> str:
    title = title.strip()
    if not title:
        raise RuleViolation("organisation.title_needed", "请填写职务名称。", field="title")
    if len(title) > TITLE_LIMIT:
        raise RuleViolation(
            "organisation.title_too_long", f"职务名称最多 {TITLE_LIMIT} 个字。", field="title"
        )
    others = Post.objects.filter(body=body, title=title)
    if (others if but is None else others.exclude(pk=but)).exists():
        raise RuleViolation("organisation.post_taken", f"本机构已有职务“{title}”。", field="title")
    return title
