"""What every page's shell needs, asked for only when the shell prints it.

A page in the workbench pays at most four queries for its shell: the place's name, arrangements with pins, to-dos,
notices. The roles of an account and the count of its pools are remembered for a minute; the first page after that pays
for them once. A fragment pays nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from congress.platform.core import clock, registry
from congress.platform.core.actors import Person
from congress.platform.core.manifest import Manifest
from congress.platform.core.pages import held_verbs, public_verbs
from congress.platform.organisation.api import BodyInfo
from congress.platform.portal.neighbours import roles_of, root
from congress.platform.portal.place import PRODUCT, Place, place_file
from congress.platform.portal.saying import said
from congress.platform.portal.selectors.arrangements import (
    Wishes,
    is_arranged_by_role,
    menu_wishes,
    wishes_for,
)
from congress.platform.portal.selectors.helping import help_code_for
from congress.platform.portal.selectors.menus import ShownEntry, ShownGroup, menu_for
from congress.platform.portal.selectors.public import public_menu
from congress.platform.portal.selectors.todos import Counts, counts_for

LARGE_TYPE_COOKIE = "renda_type"
CURRENT = {
    "portal:home": "home",
    "portal:todos": "todo",
    "portal:ended_todos": "todo",
    "portal:notices": "notices",
}

logger = logging.getLogger(__name__)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context the shells of the design system expect."""
    return {"shell": shell_of(request), "messages": SimpleLazyObject(lambda: said(request))}


def shell_of(request: HttpRequest) -> Shell:
    """The one shell of a request: what a view has asked it, its template does not ask again."""
    kept = getattr(request, "_shell", None)
    if kept is None:
        kept = request._shell = Shell(request)  # type: ignore[attr-defined]
    return kept


class Shell:
    """The shell of one request. Every property is worked out when a template first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._account = getattr(request, "account", None)

    @cached_property
    def frame(self) -> str:
        """The shell's template: the workbench for an account, the public side for a stranger."""
        return "ui/shell_public.html" if self._account is None else "ui/shell_workbench.html"

    @cached_property
    def large_type(self) -> bool:
        if self._account is None:
            return self._request.COOKIES.get(LARGE_TYPE_COOKIE) == "large"
        return bool(self._account.large_type)

    @cached_property
    def place_name(self) -> str:
        place = place_file()
        known = place.short_name or place.name
        return known or (self._root.short_name if self._root else "")

    @cached_property
    def demonstration(self) -> str:
        is_demonstration = place_file().demonstration or bool(
            getattr(self._account, "is_demonstration", False)
        )
        return _("演示环境：单位、人物和数据均为虚构，请勿填写真实信息。") if is_demonstration else ""

    @property
    def home_url(self) -> str:
        return reverse("portal:home")

    @property
    def large_type_url(self) -> str:
        return reverse("portal:large_type")

    @property
    def search_url(self) -> str:
        return reverse("portal:search")

    @cached_property
    def search_words(self) -> str:
        is_search = self._view_name == "portal:search"
        return self._request.GET.get("q", "")[:100] if is_search else ""

    @cached_property
    def help_url(self) -> str:
        code = help_code_for(self._view_name, self._active)
        return reverse("portal:help_page", args=[code]) if code else reverse("portal:help")

    # --- the workbench ------------------------------------------------------------------------------------------

    @property
    def todo_url(self) -> str:
        return reverse("portal:todos")

    @property
    def notice_url(self) -> str:
        return reverse("portal:notices")

    @property
    def todo_count(self) -> int:
        return self._counts.todos

    @property
    def notice_count(self) -> int:
        return self._counts.unread

    @property
    def sign_out_url(self) -> str:
        return reverse("sign_out")

    @property
    def account_name(self) -> str:
        return "" if self._account is None else str(self._account.display_name)

    @cached_property
    def account_post(self) -> str:
        """The account's roles, under its name."""
        return "、".join(self.roles.values())

    @property
    def account_links(self) -> list[dict[str, str]]:
        return [
            {"title": _("我的账号"), "url": reverse("portal:account"), "icon": "account"},
            {"title": _("草稿和后台工作"), "url": reverse("portal:work"), "icon": "draft"},
            {"title": _("调整我的常用"), "url": reverse("portal:pins"), "icon": "pin"},
            {"title": _("修改密码"), "url": reverse("identity:change_password"), "icon": "key"},
        ]

    @property
    def current(self) -> str:
        return CURRENT.get(self._view_name, "")

    @cached_property
    def menu(self) -> list[ShownGroup]:
        if self._account is None:
            return []
        wanted = menu_wishes(self._account.pk)
        return menu_for(
            self._active,
            held_verbs(self._request),
            self.wishes(wanted.by_role),
            wanted.pinned,
            path=self._request.path,
            counts={"portal.todos": self.todo_count, "portal.notices": self.notice_count},
        )

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """Codes and titles of the account's roles."""
        return {} if self._account is None else roles_of(self._account.pk, at=clock.now())

    def wishes(self, by_role: dict[str, Wishes]) -> list[Wishes]:
        """Which of the arrangements hold for the account; its roles are asked for only where they matter."""
        return wishes_for(by_role, self.roles if is_arranged_by_role(by_role) else ())

    @cached_property
    def crumbs(self) -> list[dict[str, str]]:
        """Home, the menu's entry, and "详情" for a page below it; a page may say better in its own `crumbs`."""
        entries = [entry for group in self._shown_menu for entry in group.entries if entry.current]
        if not entries or self._request.path == self.home_url:
            return []
        crumbs = [
            {"title": _("首页"), "url": self.home_url},
            {"title": entries[0].title, "url": entries[0].url},
        ]
        if self._request.path != entries[0].url:
            crumbs.append({"title": _("详情"), "url": ""})
        return crumbs

    # --- the public side ----------------------------------------------------------------------------------------

    @cached_property
    def public(self) -> dict[str, Any]:
        place = place_file()
        name = place.name or (self._root.name if self._root else "") or PRODUCT
        return {
            "home_url": self.home_url,
            "name": name,
            "motto": place.motto,
            "search_url": self.search_url,
            "sign_in_url": reverse("sign_in") if self._account is None else "",
            "menu": self._public_menu,
            "owner": name,
            "foot_lines": place.foot_lines,
            "foot_links": [*_links(place), {"title": _("使用帮助"), "url": reverse("portal:help")}],
        }

    @property
    def public_group(self) -> ShownGroup:
        """The public pages as one group of a menu."""
        return ShownGroup("", tuple(self._public_menu))

    # --- what the others share ----------------------------------------------------------------------------------

    @cached_property
    def _root(self) -> BodyInfo | None:
        return _root()

    @cached_property
    def _counts(self) -> Counts:
        actor = getattr(self._request, "actor", None)
        if not isinstance(actor, Person):
            return Counts()
        return counts_for(actor, held_verbs(self._request), clock.now())

    @cached_property
    def _active(self) -> list[Manifest]:
        return registry.active(getattr(self._request, "switched_off", frozenset()))

    @cached_property
    def _public_menu(self) -> list[ShownEntry]:
        return public_menu(self._active, public_verbs(), path=self._request.path)

    @property
    def _shown_menu(self) -> list[ShownGroup]:
        return self.menu if self._account is not None else [self.public_group]

    @property
    def _view_name(self) -> str:
        match = self._request.resolver_match
        return match.view_name if match is not None else ""


def _root() -> BodyInfo | None:
    """Error pages print the name too, also when the database is the trouble."""
    try:
        return root()
    except DatabaseError:
        logger.exception("the place's name could not be read")
        return None


def _links(place: Place) -> list[dict[str, str]]:
    return [{"title": title, "url": url} for title, url in place.foot_links]
