"""Help: an index of what the modules explain, and a page for each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congress.platform.core import registry
from congress.platform.core.actors import Person
from congress.platform.core.pages import actor_of, open_to_public
from congress.platform.portal.selectors.helping import HelpChapter, help_chapters
from congress.platform.portal.selectors.helping import help_page as help_page_of


@require_safe
@open_to_public
def help_index(request: HttpRequest) -> HttpResponse:
    """All pages of help by module."""
    crumbs = [{"title": _("首页"), "url": reverse("portal:home")}, {"title": _("帮助"), "url": ""}]
    return render(request, "portal/help.html", {"chapters": _chapters(request), "crumbs": crumbs})


@require_safe
@open_to_public
def help_page(request: HttpRequest, code: str) -> HttpResponse:
    """One page of help, with the others beside it."""
    chapters = _chapters(request)
    page = help_page_of(chapters, code)
    if page is None:
        raise Http404
    crumbs = [
        {"title": _("首页"), "url": reverse("portal:home")},
        {"title": _("帮助"), "url": reverse("portal:help")},
        {"title": page.title, "url": ""},
    ]
    return render(request, "portal/help_page.html", {"chapters": chapters, "help": page, "crumbs": crumbs})


def _chapters(request: HttpRequest) -> list[HelpChapter]:
    is_stranger = not isinstance(actor_of(request), Person)
    return help_chapters(registry.active(request.switched_off), is_stranger=is_stranger)  # type: ignore[attr-defined]
