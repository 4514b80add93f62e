"""To-dos and notices: the two lists of what waits for a person."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.lists import Column, Empty, ListSpec, show_list
from congress.platform.core.pages import held_verbs, needs, person_of
from congress.platform.portal import services
from congress.platform.portal.domain import due_mark
from congress.platform.portal.models import Todo
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.presenters import about_words, todo_lines
from congress.platform.portal.saying import say
from congress.platform.portal.selectors.notices import notices as notices_of
from congress.platform.portal.selectors.todos import URGENT_FIRST, open_todos
from congress.platform.portal.selectors.todos import ended_todos as ended_todos_of
from congress.platform.portal.shell import shell_of

NOTICES_SHOWN = 20
LATEST_SHOWN = 6
ENDED_TONES = {"done": "good", "withdrawn": "neutral"}


@require_safe
@needs(PortalPermission.OWN_TODOS)
def todos(request: HttpRequest) -> HttpResponseBase:
    """What is open for the person, most urgent first."""
    rows = open_todos(person_of(request), held_verbs(request))
    context = {"tabs": _tabs(request, "todos")}
    return show_list(
        request, queryset=rows, spec=_open_spec(clock.today()), template="portal/todos.html", context=context
    )


@require_safe
@needs(PortalPermission.OWN_TODOS)
def ended_todos(request: HttpRequest) -> HttpResponseBase:
    """What the person has done."""
    return show_list(
        request,
        queryset=ended_todos_of(person_of(request)),
        spec=ENDED,
        template="portal/todos.html",
        context={"tabs": _tabs(request, "ended_todos")},
    )


@require_safe
@needs(PortalPermission.OWN_TODOS)
def todos_part(request: HttpRequest) -> HttpResponse:
    """The to-do card of the home page, asked for again while the page is looked at."""
    rows = open_todos(person_of(request), held_verbs(request))[:LATEST_SHOWN]
    context = {"todos": todo_lines(rows, clock.today()), "todo_count": shell_of(request).todo_count}
    return render(request, "portal/todos_part.html", context)


@require_safe
@needs(PortalPermission.OWN_NOTICES)
def notices(request: HttpRequest) -> HttpResponse:
    """What the person was told, latest first."""
    page = Paginator(notices_of(person_of(request)), NOTICES_SHOWN).get_page(request.GET.get("page"))
    return render(request, "portal/notices.html", {"page": page})


@require_safe
@needs(PortalPermission.OWN_NOTICES)
def notices_part(request: HttpRequest) -> HttpResponse:
    """The first page of notices, asked for again while the page is looked at."""
    page = Paginator(notices_of(person_of(request)), NOTICES_SHOWN).get_page(1)
    return render(request, "portal/notices_part.html", {"page": page})


@require_POST
@needs(PortalPermission.OWN_NOTICES)
def read_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    url = services.read_notice(actor=person_of(request), at=clock.now(), target=notice_id)
    return HttpResponseRedirect(url or reverse("portal:notices"))


@require_POST
@needs(PortalPermission.OWN_NOTICES)
def read_all_notices(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    count = services.read_all_notices(actor=person_of(request), at=clock.now())
    say(request, _("已将 %(count)d 条通知标为已读。") % {"count": count})
    return HttpResponseRedirect(reverse("portal:notices"))


def _tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    return [
        {
            "title": _("待办"),
            "url": reverse("portal:todos"),
            "current": current == "todos",
            "count": shell_of(request).todo_count,
        },
        {"title": _("已办"), "url": reverse("portal:ended_todos"), "current": current == "ended_todos"},
    ]


def _open_spec(today: date) -> ListSpec:
    def due_words(row: Todo) -> str:
        mark = due_mark(row.due_date, today)
        return mark.text if mark else str(_("不限期"))

    def due_tone(row: Todo) -> str:
        mark = due_mark(row.due_date, today)
        return mark.tone if mark else "neutral"

    return ListSpec(
        name="portal.todos",
        title=_("待办"),
        columns=(
            Column("title", _("事项"), "title", sort="title", url=lambda row: row.url),
            Column("about", _("相关内容"), about_words),
            Column(
                "due", _("期限"), due_words, sort="due_date", mark=due_tone, exported=lambda row: row.due_date
            ),
            Column("given", _("收到时间"), "given_at", sort="given_at"),
        ),
        order=URGENT_FIRST,
        search=("title", "about_title"),
        search_hint=_("按事项名称查找"),
        empty=Empty(_("没有待办"), _("现在没有等您办理的事项。有新的事项时，会出现在这里和首页。")),
    )


ENDED = ListSpec(
    name="portal.ended_todos",
    title=_("已办"),
    columns=(
        Column("title", _("事项"), "title", sort="title", url=lambda row: row.url),
        Column("about", _("相关内容"), about_words),
        Column(
            "state",
            _("结果"),
            lambda row: row.get_state_display(),
            sort="state",
            mark=lambda row: ENDED_TONES[row.state],
        ),
        Column("ended", _("办结时间"), "ended_at", sort="ended_at"),
    ),
    order=("-ended_at", "pk"),
    search=("title", "about_title"),
    search_hint=_("按事项名称查找"),
    empty=Empty(_("还没有已办事项"), _("您办结的事项会留在这里，方便日后查找。")),
)
