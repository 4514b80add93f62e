"""Persons: the list, one person, and the forms that enter, change and transfer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congress.platform.core import clock
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, held_verbs, needs, person_of
from congress.platform.core.ports import decide
from congress.platform.identity.api import account_by_username, account_info, accounts_for_choice
from congress.platform.organisation import selectors, services
from congress.platform.organisation.forms import NewPersonForm, PersonForm, TransferForm
from congress.platform.organisation.models import Holding, Person
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.presenters.bodies import crumbs_of, history_url
from congress.platform.organisation.presenters.lists import PEOPLE
from congress.platform.organisation.presenters.tree import indented
from congress.platform.organisation.selectors.bodies import in_tree_order
from congress.platform.organisation.views.filling import Filling, filled
from congress.standards.errors import RuleViolation

CHANGEABLE = ("name", "gender", "birth_date", "phone", "state")
MOST_ACCOUNTS = 500


@require_safe
@needs(P.READ_PEOPLE)
def people(request: HttpRequest) -> HttpResponseBase:
    """Every person one may look at."""
    held = Holding.objects.filter(until_date__isnull=True).select_related("post").order_by("post__order")
    rows = selectors.people(actor=actor_of(request)).prefetch_related(
        Prefetch("holdings", queryset=held, to_attr="running")
    )
    context = {"may_import": P.IMPORT in held_verbs(request)}
    return show_list(
        request, queryset=rows, spec=PEOPLE, template="organisation/people.html", context=context
    )


@require_safe
@needs(P.READ_PEOPLE)
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: what is kept, posts, seats."""
    actor = actor_of(request)
    row = selectors.person_for(actor=actor, person=person_id)
    account = account_info(account=row.account_id) if row.account_id else None
    verbs = held_verbs(request)
    facts = [
        (_("姓名"), row.name),
        (_("性别"), row.get_gender_display() or "—"),
        (_("出生日期"), f"{row.birth_date:%Y-%m-%d}" if row.birth_date else "—"),
        (_("手机"), row.masked_phone or _("未登记")),
        (_("登录账号"), account.username if account is not None else _("没有账号")),
    ]
    context = {
        "person": row,
        "facts": facts,
        "holdings": selectors.holdings(actor=actor).filter(person=row).order_by("until_date", "-from_date"),
        "mandates": selectors.mandates(actor=actor).filter(person=row).order_by("-from_date"),
        "crumbs": crumbs_of([row.body], row.name),
        "may_manage": P.MANAGE_PEOPLE in verbs and decide(actor, P.MANAGE_PEOPLE, row).allowed,
        "history_url": history_url("organisation.person", row.pk) if "audit.read" in verbs else "",
    }
    return render(request, "organisation/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE_PEOPLE)
def new_person(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Enter a person into a body's list."""
    body = selectors.body_for(actor=actor_of(request), body=body_id, verb=P.MANAGE_PEOPLE)

    def save(values: dict[str, Any]) -> str:
        made = services.create_person(
            actor=person_of(request), at=clock.now(), target=body_id, **_with_account(values)
        )
        return reverse("organisation:person", args=[made])

    title = _("登记人员")
    context = {
        "heading": title,
        "lead": body.name,
        "submit": _("登记"),
        "cancel_url": reverse("organisation:body", args=[body_id]),
        "crumbs": crumbs_of([body], title),
        "accounts": accounts_for_choice(actor=actor_of(request), limit=MOST_ACCOUNTS),
    }
    page = Filling(NewPersonForm, save, context, draft=f"organisation.create_person:{body_id}")
    return filled(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE_PEOPLE)
def change_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change what is kept about a person."""
    row = selectors.person_for(actor=actor_of(request), person=person_id, verb=P.MANAGE_PEOPLE)

    def save(values: dict[str, Any]) -> str:
        services.change_person(
            actor=person_of(request), at=clock.now(), target=person_id, **_with_account(values)
        )
        return reverse("organisation:person", args=[person_id])

    title = _("修改人员")
    context = {
        "heading": title,
        "lead": f"{row.name} · {row.body.name}",
        "submit": _("保存"),
        "cancel_url": reverse("organisation:person", args=[person_id]),
        "crumbs": crumbs_of([row.body], title, (row.name, reverse("organisation:person", args=[person_id]))),
        "accounts": accounts_for_choice(actor=actor_of(request), limit=MOST_ACCOUNTS),
    }
    page = Filling(
        PersonForm,
        save,
        context,
        initial={**_values(row), "version": row.version},
        draft=f"organisation.change_person:{person_id}",
        present=_values,
    )
    return filled(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.MANAGE_PEOPLE)
def transfer_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Move a person to another body's list."""
    actor = actor_of(request)
    row = selectors.person_for(actor=actor, person=person_id, verb=P.MANAGE_PEOPLE)
    possible = selectors.bodies(actor=actor, verb=P.MANAGE_PEOPLE).filter(active_until__isnull=True)
    offered = [each for each in indented(in_tree_order(possible)) if each[0] != str(row.body_id)]

    def save(values: dict[str, Any]) -> str:
        services.transfer_person(
            actor=person_of(request),
            at=clock.now(),
            target=person_id,
            version=values["version"],
            body=UUID(values["body"]),
        )
        return reverse("organisation:person", args=[person_id])

    title = _("调动人员")
    context = {
        "heading": title,
        "lead": f"{row.name} · {row.body.name}",
        "explain": _("担任的职务不随调动结束，需要时请另外办理免职。"),
        "submit": _("调动"),
        "cancel_url": reverse("organisation:person", args=[person_id]),
        "crumbs": crumbs_of([row.body], title, (row.name, reverse("organisation:person", args=[person_id]))),
    }
    page = Filling(
        lambda *args, **kwargs: TransferForm(*args, bodies=offered, **kwargs),
        save,
        context,
        initial={"version": row.version},
    )
    return filled(request, page)


def _with_account(values: dict[str, Any]) -> dict[str, Any]:
    """The account's name as its id."""
    username = values.pop("username").strip()
    found = account_by_username(username=username) if username else None
    if username and found is None:
        message = _("没有账号“{name}”，请核对账号名，或者先在“账号管理”里开通。").format(name=username)
        raise RuleViolation("organisation.no_such_account", message, field="username")
    return {**values, "account": found.id if found is not None else None}


def _values(row: Person) -> dict[str, Any]:
    account = account_info(account=row.account_id) if row.account_id else None
    username = account.username if account is not None else ""
    return {**{name: getattr(row, name) for name in CHANGEABLE}, "username": username}
